//! What residents complain of or suggest, and what was answered.

crate::dialect::migration!(
    "m0028_complaints",
    r#"
-- 意见投诉: what somebody complains of or suggests, from the day on which it came until its answer was looked at by another
CREATE TABLE complaint (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  region_code {code} NOT NULL REFERENCES region (code),
  kind {word} NOT NULL CHECK (kind IN ('complaint', 'suggestion')),
  place {text},
  complainant_id {id} REFERENCES person (id),
  state {word} NOT NULL CHECK (state IN ('received', 'accepted', 'declined', 'answered', 'closed')),
  unit_id {id} REFERENCES organisation (id),
  officer_id {id} REFERENCES officer (id),
  accepted_by {id} REFERENCES officer (id),
  accepted_on {day},
  decline_reason {text},
  passed_to {text},
  closed_by {id} REFERENCES officer (id),
  closed_on {day},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK ((state IN ('accepted', 'answered', 'closed')) = (unit_id IS NOT NULL)),
  CHECK ((unit_id IS NULL) = (accepted_by IS NULL)),
  CHECK ((unit_id IS NULL) = (accepted_on IS NULL)),
  CHECK (officer_id IS NULL OR unit_id IS NOT NULL),
  CHECK ((state = 'declined') = (decline_reason IS NOT NULL)),
  CHECK (passed_to IS NULL OR state = 'declined'),
  CHECK ((state = 'closed') = (closed_by IS NOT NULL)),
  CHECK ((closed_by IS NULL) = (closed_on IS NULL))
) {strict};
CREATE INDEX complaint_by_region ON complaint (region_code, id);
CREATE INDEX complaint_by_update ON complaint (updated_at_ms, id);
CREATE INDEX complaint_by_complainant ON complaint (complainant_id);
CREATE INDEX complaint_by_unit ON complaint (unit_id);

-- 反映对象: what it is about, and where that lay when it was named
CREATE TABLE complaint_subject (
  complaint_id {id} NOT NULL REFERENCES complaint (id),
  n {small} NOT NULL,
  asset_id {id} REFERENCES asset (id),
  payment_id {id} REFERENCES payment (id),
  disbursement_id {id} REFERENCES disbursement (id),
  site_id {id} REFERENCES site (id),
  project_id {id} REFERENCES project (id),
  allocation_id {id} REFERENCES allocation (id),
  posting_id {id} REFERENCES posting (id),
  upkeep_order_id {id} REFERENCES upkeep_order (id),
  number {word} NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  PRIMARY KEY (complaint_id, n),
  CHECK ((CASE WHEN asset_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN payment_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN disbursement_id IS NULL THEN 0 ELSE 1 END)
    + (CASE WHEN site_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN project_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN allocation_id IS NULL THEN 0 ELSE 1 END)
    + (CASE WHEN posting_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN upkeep_order_id IS NULL THEN 0 ELSE 1 END) = 1)
) {strict};
CREATE UNIQUE INDEX complaint_subject_asset ON complaint_subject (asset_id, complaint_id);
CREATE UNIQUE INDEX complaint_subject_payment ON complaint_subject (payment_id, complaint_id);
CREATE UNIQUE INDEX complaint_subject_disbursement ON complaint_subject (disbursement_id, complaint_id);
CREATE UNIQUE INDEX complaint_subject_site ON complaint_subject (site_id, complaint_id);
CREATE UNIQUE INDEX complaint_subject_project ON complaint_subject (project_id, complaint_id);
CREATE UNIQUE INDEX complaint_subject_allocation ON complaint_subject (allocation_id, complaint_id);
CREATE UNIQUE INDEX complaint_subject_posting ON complaint_subject (posting_id, complaint_id);
CREATE UNIQUE INDEX complaint_subject_order ON complaint_subject (upkeep_order_id, complaint_id);

-- 被反映人: officers of ours who are complained of
CREATE TABLE complaint_officer (
  complaint_id {id} NOT NULL REFERENCES complaint (id),
  n {small} NOT NULL,
  officer_id {id} NOT NULL REFERENCES officer (id),
  since_n {small} NOT NULL CHECK (since_n >= 1),
  PRIMARY KEY (complaint_id, n)
) {strict};
CREATE UNIQUE INDEX complaint_officer_once ON complaint_officer (officer_id, complaint_id);

-- 来意与答复: what was said, first and again, by when it is to be answered, and what was answered; both sealed
CREATE TABLE complaint_word (
  complaint_id {id} NOT NULL REFERENCES complaint (id),
  n {small} NOT NULL,
  channel {word} NOT NULL CHECK (channel IN ('window', 'phone', 'hotline', 'letter', 'online', 'referred', 'inspection')),
  received_on {day} NOT NULL,
  said {bytes} NOT NULL,
  recorded_by {id} NOT NULL REFERENCES officer (id),
  due_on {day},
  required {word},
  required_until_on {day},
  finding {word} CHECK (finding IN ('upheld', 'partly_upheld', 'unfounded', 'adopted', 'partly_adopted', 'not_adopted')),
  answered_on {day},
  answer {bytes},
  answered_by {id} REFERENCES officer (id),
  PRIMARY KEY (complaint_id, n),
  CHECK ((required IS NULL) = (required_until_on IS NULL)),
  CHECK (required IS NULL OR due_on IS NOT NULL),
  CHECK ((finding IS NULL) = (answered_on IS NULL)),
  CHECK ((finding IS NULL) = (answer IS NULL)),
  CHECK ((finding IS NULL) = (answered_by IS NULL)),
  CHECK (answered_on IS NULL OR answered_on >= received_on)
) {strict};
CREATE INDEX complaint_word_waiting ON complaint_word (due_on, complaint_id) WHERE finding IS NULL;

-- 延期: by whom and why the day of an answer was put off
CREATE TABLE complaint_extension (
  complaint_id {id} NOT NULL,
  n {small} NOT NULL,
  word_n {small} NOT NULL,
  from_on {day} NOT NULL,
  until_on {day} NOT NULL,
  reason {text} NOT NULL,
  extended_by {id} NOT NULL REFERENCES officer (id),
  extended_on {day} NOT NULL,
  PRIMARY KEY (complaint_id, n),
  FOREIGN KEY (complaint_id, word_n) REFERENCES complaint_word (complaint_id, n),
  CHECK (until_on > from_on)
) {strict};

-- 意见投诉附件: papers of a word and of its answer
CREATE TABLE complaint_file (
  complaint_id {id} NOT NULL,
  word_n {small} NOT NULL,
  part {word} NOT NULL CHECK (part IN ('said', 'answer')),
  n {small} NOT NULL,
  file_id {id} NOT NULL REFERENCES file (id),
  PRIMARY KEY (complaint_id, word_n, part, n),
  FOREIGN KEY (complaint_id, word_n) REFERENCES complaint_word (complaint_id, n)
) {strict};
"#
);
