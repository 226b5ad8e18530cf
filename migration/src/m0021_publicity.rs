//! What is posted for objections, and what villages decide.

crate::dialect::migration!(
    "m0021_publicity",
    r#"
-- 村级民主决策: what a body of a village has decided on a day, with the paper that shows it
CREATE TABLE village_decision (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  region_code {code} NOT NULL REFERENCES region (code),
  body {word} NOT NULL CHECK (body IN ('villagers_assembly', 'representatives', 'collective_members', 'committees')),
  village {text} NOT NULL,
  title {text} NOT NULL,
  decided_on {day} NOT NULL,
  result {word} NOT NULL CHECK (result IN ('passed', 'not_passed')),
  file_id {id} NOT NULL REFERENCES file (id),
  recorded_by {id} NOT NULL REFERENCES officer (id),
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL
) {strict};
CREATE INDEX village_decision_by_region ON village_decision (region_code, id);
CREATE INDEX village_decision_by_update ON village_decision (updated_at_ms, id);

-- 公示: what is shown for so many days, so that neighbours may object
CREATE TABLE posting (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  region_code {code} NOT NULL REFERENCES region (code),
  matter {word} NOT NULL CHECK (matter IN ('title', 'transfer')),
  title {text} NOT NULL,
  hotline {word} NOT NULL,
  decision_id {id} REFERENCES village_decision (id),
  calendar_days {small} CHECK (calendar_days BETWEEN 1 AND 365),
  working_days {small} CHECK (working_days BETWEEN 1 AND 365),
  state {word} NOT NULL CHECK (state IN ('draft', 'posted', 'suspended', 'objected', 'closed', 'withdrawn')),
  revision {small} NOT NULL CHECK (revision >= 1),
  filed_by {id} NOT NULL REFERENCES officer (id),
  posted_by {id} REFERENCES officer (id),
  closed_by {id} REFERENCES officer (id),
  closed_on {day},
  proof_file_id {id} REFERENCES file (id),
  end_reason {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK (calendar_days IS NOT NULL OR working_days IS NOT NULL),
  CHECK ((state = 'closed') = (closed_by IS NOT NULL AND closed_on IS NOT NULL)),
  CHECK (state IN ('draft', 'withdrawn') OR posted_by IS NOT NULL)
) {strict};
CREATE INDEX posting_by_region ON posting (region_code, id);
CREATE INDEX posting_by_update ON posting (updated_at_ms, id);

-- 公示事项: assets or transfers that it is about
CREATE TABLE posting_subject (
  posting_id {id} NOT NULL REFERENCES posting (id),
  n {small} NOT NULL,
  asset_id {id} REFERENCES asset (id),
  transfer_id {id} REFERENCES asset_transfer (id),
  number {word} NOT NULL,
  PRIMARY KEY (posting_id, n),
  CHECK ((asset_id IS NULL) <> (transfer_id IS NULL))
) {strict};
CREATE UNIQUE INDEX posting_subject_asset ON posting_subject (asset_id, posting_id);
CREATE UNIQUE INDEX posting_subject_transfer ON posting_subject (transfer_id, posting_id);

-- 公示内容: who gets what, sealed whole, one for each revision
CREATE TABLE posting_content (
  posting_id {id} NOT NULL REFERENCES posting (id),
  revision {small} NOT NULL,
  sealed {bytes} NOT NULL,
  lines {small} NOT NULL CHECK (lines >= 1),
  digest {word} NOT NULL,
  PRIMARY KEY (posting_id, revision)
) {strict};

-- 公示地点: where a revision hangs, with a photo of it there at the start and one at the end
CREATE TABLE posting_place (
  posting_id {id} NOT NULL REFERENCES posting (id),
  revision {small} NOT NULL,
  n {small} NOT NULL,
  profile {word} NOT NULL CHECK (profile IN ('board', 'web', 'press')),
  name {text} NOT NULL,
  start_file_id {id} NOT NULL REFERENCES file (id),
  end_file_id {id} REFERENCES file (id),
  end_on {day},
  PRIMARY KEY (posting_id, revision, n),
  FOREIGN KEY (posting_id, revision) REFERENCES posting_content (posting_id, revision),
  CHECK ((end_file_id IS NULL) = (end_on IS NULL))
) {strict};

-- 公示期: each run of a term with the content that hung, and how it ended
CREATE TABLE posting_term (
  posting_id {id} NOT NULL REFERENCES posting (id),
  n {small} NOT NULL,
  revision {small} NOT NULL,
  digest {word} NOT NULL,
  from_on {day} NOT NULL,
  ends_on {day} NOT NULL,
  seen_until_on {day} NOT NULL,
  required {word},
  required_until_on {day},
  recorded_at_ms {instant} NOT NULL,
  ending {word} CHECK (ending IN ('closed', 'stopped', 'upheld', 'revised', 'withdrawn')),
  ended_on {day},
  PRIMARY KEY (posting_id, n),
  FOREIGN KEY (posting_id, revision) REFERENCES posting_content (posting_id, revision),
  CHECK (ends_on > from_on),
  CHECK (seen_until_on >= ends_on),
  CHECK ((required IS NULL) = (required_until_on IS NULL)),
  CHECK ((ending IS NULL) = (ended_on IS NULL)),
  CHECK (ended_on IS NULL OR ended_on >= from_on)
) {strict};
CREATE UNIQUE INDEX posting_term_open ON posting_term (posting_id) WHERE ending IS NULL;

-- 异议: by whatever channel it came; what was said and answered is sealed
CREATE TABLE posting_objection (
  posting_id {id} NOT NULL REFERENCES posting (id),
  n {small} NOT NULL,
  revision {small} NOT NULL,
  channel {word} NOT NULL CHECK (channel IN ('hotline', 'phone', 'visit', 'letter', 'online')),
  received_on {day} NOT NULL,
  suspends {bool} NOT NULL,
  said {bytes} NOT NULL,
  file_id {id} REFERENCES file (id),
  recorded_by {id} NOT NULL REFERENCES officer (id),
  result {word} CHECK (result IN ('upheld', 'not_upheld')),
  answered_on {day},
  answer {bytes},
  answered_by {id} REFERENCES officer (id),
  PRIMARY KEY (posting_id, n),
  CHECK ((result IS NULL) = (answered_on IS NULL)),
  CHECK ((result IS NULL) = (answer IS NULL)),
  CHECK ((result IS NULL) = (answered_by IS NULL)),
  CHECK (answered_by IS NULL OR answered_by <> recorded_by),
  CHECK (answered_on IS NULL OR answered_on >= received_on)
) {strict};
"#
);
