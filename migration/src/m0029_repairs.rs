//! What residents of a site ask to be repaired, without a login, by a link that hangs there.

crate::dialect::migration!(
    "m0029_repairs",
    r#"
-- 报修链接: an address that hangs at a site for everybody; of its secret the digest alone is kept
CREATE TABLE repair_link (
  id {id} PRIMARY KEY NOT NULL,
  site_id {id} NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  place {text} NOT NULL,
  state {word} NOT NULL CHECK (state IN ('open', 'ended')),
  generation {small} NOT NULL CHECK (generation > 0),
  secret_digest {word} NOT NULL UNIQUE,
  end_reason {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  FOREIGN KEY (site_id, region_code) REFERENCES site (id, region_code) ON UPDATE CASCADE,
  CHECK ((state = 'ended') = (end_reason IS NOT NULL))
) {strict};
CREATE INDEX repair_link_by_site ON repair_link (site_id, region_code);
CREATE INDEX repair_link_by_region ON repair_link (region_code, id);
CREATE INDEX repair_link_by_update ON repair_link (updated_at_ms, id);
-- 报修: what somebody asks to be repaired, sealed as it was told, and what became of it
CREATE TABLE repair_request (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  link_id {id} NOT NULL REFERENCES repair_link (id),
  site_id {id} NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  kind {word} NOT NULL CHECK (kind IN ('water', 'power', 'road', 'building', 'lift', 'fire', 'sanitation', 'other')),
  told {bytes} NOT NULL,
  phone {bytes},
  phone_shown {text},
  photo_file_id {id} REFERENCES file (id),
  code_digest {word} NOT NULL UNIQUE,
  filed_on {day} NOT NULL,
  state {word} NOT NULL CHECK (state IN ('received', 'ordered', 'answered', 'declined')),
  order_id {id} REFERENCES upkeep_order (id),
  answer {text},
  answered_on {day},
  decline_reason {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  FOREIGN KEY (site_id, region_code) REFERENCES site (id, region_code) ON UPDATE CASCADE,
  CHECK ((phone IS NULL) = (phone_shown IS NULL)),
  CHECK ((answer IS NULL) = (answered_on IS NULL)),
  CHECK (state <> 'received' OR (order_id IS NULL AND answer IS NULL)),
  CHECK (state <> 'ordered' OR order_id IS NOT NULL),
  CHECK (state <> 'answered' OR answer IS NOT NULL),
  CHECK ((state = 'declined') = (decline_reason IS NOT NULL))
) {strict};
CREATE INDEX repair_request_by_link ON repair_request (link_id, filed_on);
CREATE INDEX repair_request_by_site ON repair_request (site_id, region_code);
CREATE INDEX repair_request_by_region ON repair_request (region_code, id);
CREATE INDEX repair_request_by_update ON repair_request (updated_at_ms, id);
CREATE INDEX repair_request_by_photo ON repair_request (photo_file_id) WHERE photo_file_id IS NOT NULL;
CREATE UNIQUE INDEX repair_request_by_order ON repair_request (order_id) WHERE order_id IS NOT NULL;
ALTER TABLE upkeep_order ADD COLUMN repair_request_id {id} REFERENCES repair_request (id);
CREATE INDEX upkeep_order_by_repair_request ON upkeep_order (repair_request_id) WHERE repair_request_id IS NOT NULL;
-- 管护责任书: what a keeper promises, to whom one calls, and under which number it was put to paper
ALTER TABLE upkeep_duty ADD COLUMN standard {text};
ALTER TABLE upkeep_duty ADD COLUMN phone {bytes};
ALTER TABLE upkeep_duty ADD COLUMN phone_shown {text} CHECK ((phone IS NULL) = (phone_shown IS NULL));
ALTER TABLE upkeep_duty ADD COLUMN letter {word};
CREATE INDEX upkeep_duty_by_letter ON upkeep_duty (letter) WHERE letter IS NOT NULL;
-- 查看明文: somebody may be seen in clear who is no person of the register. SQLite cannot take NOT NULL off a column:
-- the table is made anew and takes over the old one's rows
CREATE TABLE person_reveal_anew (
  id {id} PRIMARY KEY NOT NULL,
  person_id {id} REFERENCES person (id),
  elsewhere_kind {word},
  elsewhere_id {id},
  region_code {code} NOT NULL REFERENCES region (code),
  officer_id {id} NOT NULL REFERENCES officer (id),
  revealed_on {day} NOT NULL,
  nth {small} NOT NULL CHECK (nth > 0),
  fields {word} NOT NULL,
  reason {text} NOT NULL,
  created_at_ms {instant} NOT NULL,
  UNIQUE (officer_id, revealed_on, nth),
  CHECK ((elsewhere_kind IS NULL) = (elsewhere_id IS NULL)),
  CHECK ((person_id IS NULL) = (elsewhere_id IS NOT NULL))
) {strict};
INSERT INTO person_reveal_anew (id, person_id, region_code, officer_id, revealed_on, nth, fields, reason, created_at_ms)
  SELECT id, person_id, region_code, officer_id, revealed_on, nth, fields, reason, created_at_ms FROM person_reveal;
DROP TABLE person_reveal;
ALTER TABLE person_reveal_anew RENAME TO person_reveal;
CREATE INDEX person_reveal_by_person ON person_reveal (person_id)
"#
);
