//! Households of those who moved, who belongs to them on which day, and what happened to them.

crate::dialect::migration!(
    "m0032_households",
    r#"
-- 搬迁户: where it came from and lives; what its events and facts make of it stands beside it and is kept with each of them
CREATE TABLE household (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  region_code {code} NOT NULL REFERENCES region (code),
  site_id {id},
  origin_code {code} NOT NULL REFERENCES region (code),
  origin_address {bytes},
  building {text},
  room {text},
  poor {bool} NOT NULL,
  monitored {word} NOT NULL CHECK (monitored IN ('none', 'unstable', 'marginal', 'sudden')),
  split_from_id {id} REFERENCES household (id),
  note {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  FOREIGN KEY (site_id, region_code) REFERENCES site (id, region_code) ON UPDATE CASCADE
) {strict};
CREATE INDEX household_by_region ON household (region_code, id);
CREATE INDEX household_by_update ON household (updated_at_ms, id);
CREATE INDEX household_by_site ON household (site_id, region_code, id);
CREATE INDEX household_by_origin ON household (origin_code, id);
CREATE INDEX household_by_split ON household (split_from_id);

-- 家庭变动: what happened to a household and its members, by day; a wrong one is reversed by another, never changed
CREATE TABLE household_event (
  household_id {id} NOT NULL REFERENCES household (id),
  n {small} NOT NULL,
  kind {word} NOT NULL CHECK (kind IN ('enrolled', 'birth', 'marriage_in', 'move_in', 'split_in', 'death', 'marriage_out', 'move_out',
    'split_out', 'study', 'army', 'return', 'head', 'relation')),
  happened_on {day} NOT NULL,
  person_id {id} NOT NULL REFERENCES person (id),
  relation {word} CHECK (relation IN ('head', 'spouse', 'son', 'daughter', 'grandchild', 'parent', 'grandparent', 'sibling', 'other')),
  sex {word} CHECK (sex IN ('male', 'female')),
  recorded_by {word} NOT NULL,
  recorded_at_ms {instant} NOT NULL,
  reversed_by {word},
  reversed_at_ms {instant},
  reverse_reason {text},
  PRIMARY KEY (household_id, n),
  CHECK ((kind IN ('enrolled', 'birth', 'marriage_in', 'move_in', 'split_in', 'relation')) = (relation IS NOT NULL)),
  CHECK ((reversed_by IS NULL) = (reversed_at_ms IS NULL)),
  CHECK ((reversed_by IS NULL) = (reverse_reason IS NULL))
) {strict};
CREATE INDEX household_event_by_person ON household_event (person_id);
CREATE UNIQUE INDEX household_event_one_death ON household_event (person_id) WHERE kind = 'death' AND reversed_by IS NULL;

-- 家庭成员: who belongs to a household in which relation, from a day until another, that day not included; what its events make of it
CREATE TABLE household_member (
  household_id {id} NOT NULL REFERENCES household (id),
  n {small} NOT NULL,
  person_id {id} NOT NULL REFERENCES person (id),
  relation {word} NOT NULL,
  sex {word},
  presence {word} NOT NULL CHECK (presence IN ('home', 'study', 'army')),
  from_on {day} NOT NULL,
  until_on {day},
  PRIMARY KEY (household_id, n),
  CHECK (until_on IS NULL OR until_on > from_on)
) {strict};
CREATE UNIQUE INDEX household_member_once ON household_member (person_id) WHERE until_on IS NULL;
CREATE INDEX household_member_by_person ON household_member (person_id, from_on);

-- 户属性: that a household is registered poor or monitored, from the day of a paper on; each fact stays as it was told
CREATE TABLE household_standing (
  household_id {id} NOT NULL REFERENCES household (id),
  n {small} NOT NULL,
  since_on {day} NOT NULL,
  poor {bool},
  monitored {word} CHECK (monitored IN ('none', 'unstable', 'marginal', 'sudden')),
  paper {text},
  recorded_by {word} NOT NULL,
  recorded_at_ms {instant} NOT NULL,
  PRIMARY KEY (household_id, n),
  CHECK (poor IS NOT NULL OR monitored IS NOT NULL)
) {strict};
"#
);
