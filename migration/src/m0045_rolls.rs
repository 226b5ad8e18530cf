//! Who benefits of what a body's property earns without having shares in it: by need, or by what was put in under an agreement.

crate::dialect::migration!(
    "m0045_rolls",
    r#"
-- 受益名册: a body's dated register of who benefits; no shares, no total, no certificates
CREATE TABLE roll (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  collective_id {id} NOT NULL REFERENCES collective (id),
  region_code {code} NOT NULL REFERENCES region (code),
  basis {word} NOT NULL CHECK (basis IN ('need', 'stake')),
  per {word} NOT NULL CHECK (per IN ('person', 'household', 'mixed')),
  name {text} NOT NULL,
  file_id {id} NOT NULL REFERENCES file (id),
  terms {text},
  state {word} NOT NULL CHECK (state IN ('open', 'closed')),
  closed_on {day},
  close_reason {text},
  close_file_id {id} REFERENCES file (id),
  entries {int} NOT NULL CHECK (entries >= 0),
  note {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK ((basis = 'stake') = (terms IS NOT NULL)),
  CHECK ((state = 'closed') = (closed_on IS NOT NULL)),
  CHECK ((state = 'closed') = (close_reason IS NOT NULL)),
  CHECK ((state = 'closed') = (close_file_id IS NOT NULL))
) {strict};
CREATE INDEX roll_by_region ON roll (region_code, id);
CREATE INDEX roll_by_update ON roll (updated_at_ms, id);
CREATE INDEX roll_by_collective ON roll (collective_id, id);

-- 受益名册条目: one class and as many units for all of its days; a change is an exit and a new entry
CREATE TABLE roll_entry (
  id {id} PRIMARY KEY NOT NULL,
  roll_id {id} NOT NULL REFERENCES roll (id),
  serial {int} NOT NULL CHECK (serial >= 1),
  person_id {id} REFERENCES person (id),
  household_id {id} REFERENCES household (id),
  organisation_id {id} REFERENCES organisation (id),
  class {word} NOT NULL CHECK (class IN ('unstable', 'marginal', 'sudden', 'relieved', 'subsistence', 'five_guarantee', 'work', 'other',
    'stake')),
  units_e4 {int} NOT NULL CHECK (units_e4 BETWEEN 1 AND 999999999999999),
  admitted_on {day} NOT NULL,
  file_id {id} NOT NULL REFERENCES file (id),
  note {text},
  from_on {day} NOT NULL,
  until_on {day},
  exit_reason {word} CHECK (exit_reason IN ('died', 'assistance_ended', 'moved_away', 'left_household', 'stake_withdrawn', 'closed',
    'other')),
  exit_on {day},
  exit_file_id {id} REFERENCES file (id),
  void {bool} NOT NULL,
  void_reason {text},
  layer {word} NOT NULL,
  created_at_ms {instant} NOT NULL,
  UNIQUE (roll_id, serial),
  CHECK (CASE WHEN person_id IS NULL THEN 0 ELSE 1 END + CASE WHEN household_id IS NULL THEN 0 ELSE 1 END
    + CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END = 1),
  CHECK (organisation_id IS NULL OR class = 'stake'),
  CHECK (from_on >= admitted_on),
  CHECK (until_on IS NULL OR until_on >= from_on),
  CHECK ((until_on IS NULL) = (exit_on IS NULL)),
  CHECK ((until_on IS NULL) = (exit_reason IS NULL)),
  CHECK (exit_on IS NULL OR exit_on >= admitted_on),
  CHECK (exit_file_id IS NULL OR exit_on IS NOT NULL),
  CHECK ((CASE WHEN void THEN 1 ELSE 0 END) = (CASE WHEN void_reason IS NULL THEN 0 ELSE 1 END))
) {strict};
CREATE INDEX roll_entry_by_roll ON roll_entry (roll_id, id);
CREATE INDEX roll_entry_by_person ON roll_entry (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX roll_entry_by_household ON roll_entry (household_id) WHERE household_id IS NOT NULL;
CREATE INDEX roll_entry_by_organisation ON roll_entry (organisation_id) WHERE organisation_id IS NOT NULL;

-- 年度核查: that somebody held a roll against the facts on a day (R73)
CREATE TABLE roll_review (
  roll_id {id} NOT NULL REFERENCES roll (id),
  n {int} NOT NULL CHECK (n >= 1),
  reviewed_on {day} NOT NULL,
  file_id {id} NOT NULL REFERENCES file (id),
  note {text},
  recorded_by {id} NOT NULL REFERENCES officer (id),
  recorded_at_ms {instant} NOT NULL,
  PRIMARY KEY (roll_id, n)
) {strict};

-- 名册日期锁定: nobody is admitted, voided or ended with effect on or before the day while the subject holds it; how many beginnings and
-- ends lay on these days when it was held
CREATE TABLE roll_hold (
  roll_id {id} NOT NULL REFERENCES roll (id),
  subject_kind {word} NOT NULL,
  subject_id {id} NOT NULL,
  until_on {day} NOT NULL,
  changes {int} NOT NULL CHECK (changes >= 0),
  PRIMARY KEY (roll_id, subject_kind, subject_id)
) {strict};
CREATE INDEX roll_hold_by_day ON roll_hold (roll_id, until_on);
CREATE INDEX roll_hold_by_subject ON roll_hold (subject_kind, subject_id);
"#,
    append_only: ["roll_review"]
);
