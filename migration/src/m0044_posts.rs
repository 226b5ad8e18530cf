//! Public posts, who has them and when they worked; and lists by which persons and households are paid.

crate::dialect::migration!(
    "m0044_posts",
    r#"
-- 公益岗位: work that is paid for the public good, of an employer, for so much a month
CREATE TABLE public_post (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  region_code {code} NOT NULL REFERENCES region (code),
  employer_id {id} NOT NULL REFERENCES organisation (id),
  title {text} NOT NULL,
  duty {text} NOT NULL,
  asset_id {id} REFERENCES asset (id),
  monthly_fen {money} NOT NULL CHECK (monthly_fen BETWEEN 1 AND 999999999999999),
  pay_rule {word} NOT NULL CHECK (pay_rule IN ('by_days', 'whole_month')),
  full_days {small} NOT NULL CHECK (full_days BETWEEN 1 AND 31),
  places {small} NOT NULL CHECK (places BETWEEN 1 AND 1000),
  source {word} NOT NULL CHECK (source IN ('collective', 'fund')),
  from_month {word} NOT NULL,
  to_month {word},
  file_id {id} NOT NULL REFERENCES file (id),
  state {word} NOT NULL CHECK (state IN ('open', 'closed')),
  close_reason {text},
  note {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK (to_month IS NULL OR from_month <= to_month),
  CHECK ((state = 'closed') = (close_reason IS NOT NULL)),
  CHECK (state = 'open' OR to_month IS NOT NULL)
) {strict};
CREATE INDEX public_post_by_region ON public_post (region_code, id);
CREATE INDEX public_post_by_update ON public_post (updated_at_ms, id);
CREATE INDEX public_post_by_employer ON public_post (employer_id, id);
CREATE INDEX public_post_by_asset ON public_post (asset_id, id) WHERE asset_id IS NOT NULL;

-- 上岗: who has a post, from a day until another, that day not included
CREATE TABLE post_assignment (
  id {id} PRIMARY KEY NOT NULL,
  post_id {id} NOT NULL REFERENCES public_post (id),
  region_code {code} NOT NULL REFERENCES region (code),
  person_id {id} NOT NULL REFERENCES person (id),
  from_on {day} NOT NULL,
  until_on {day},
  file_id {id} NOT NULL REFERENCES file (id),
  state {word} NOT NULL CHECK (state IN ('on_duty', 'ended')),
  end_reason {text},
  acknowledged {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK (until_on IS NULL OR from_on < until_on),
  CHECK ((state = 'ended') = (until_on IS NOT NULL)),
  CHECK ((state = 'ended') = (end_reason IS NOT NULL))
) {strict};
CREATE INDEX post_assignment_by_region ON post_assignment (region_code, id);
CREATE INDEX post_assignment_by_update ON post_assignment (updated_at_ms, id);
CREATE INDEX post_assignment_by_post ON post_assignment (post_id, id);
CREATE INDEX post_assignment_by_person ON post_assignment (person_id, from_on);
CREATE UNIQUE INDEX post_assignment_one ON post_assignment (person_id) WHERE state = 'on_duty';

-- 考勤表: one month of a post, as one officer recorded it and another confirmed it
CREATE TABLE post_sheet (
  id {id} PRIMARY KEY NOT NULL,
  post_id {id} NOT NULL REFERENCES public_post (id),
  region_code {code} NOT NULL REFERENCES region (code),
  month {word} NOT NULL,
  file_id {id} NOT NULL REFERENCES file (id),
  state {word} NOT NULL CHECK (state IN ('recorded', 'returned', 'confirmed')),
  recorded_by {id} NOT NULL REFERENCES officer (id),
  confirmed_by {id} REFERENCES officer (id),
  return_reason {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  UNIQUE (post_id, month),
  CHECK (confirmed_by <> recorded_by),
  CHECK ((state = 'confirmed') = (confirmed_by IS NOT NULL)),
  CHECK ((state = 'returned') = (return_reason IS NOT NULL))
) {strict};
CREATE INDEX post_sheet_by_region ON post_sheet (region_code, id);
CREATE INDEX post_sheet_by_update ON post_sheet (updated_at_ms, id);

-- 考勤: on how many days somebody worked in that month
CREATE TABLE post_attendance (
  sheet_id {id} NOT NULL REFERENCES post_sheet (id),
  assignment_id {id} NOT NULL REFERENCES post_assignment (id),
  worked_days {small} NOT NULL CHECK (worked_days BETWEEN 0 AND 31),
  absent_days {small} NOT NULL CHECK (absent_days BETWEEN 0 AND 31),
  note {text},
  PRIMARY KEY (sheet_id, assignment_id),
  CHECK (worked_days + absent_days BETWEEN 0 AND 31)
) {strict};
CREATE INDEX post_attendance_by_assignment ON post_attendance (assignment_id, sheet_id);

-- 到人到户名单: who is paid how much of an item for which months, of which money
CREATE TABLE to_person_list (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  region_code {code} NOT NULL REFERENCES region (code),
  item {word} NOT NULL CHECK (item IN ('public_post_pay', 'training_living', 'startup_grant', 'hardship_relief', 'work_transport',
    'schooling', 'other')),
  item_name {text},
  item_key {word} NOT NULL,
  name {text} NOT NULL,
  basis {text} NOT NULL,
  file_id {id} NOT NULL REFERENCES file (id),
  per {word} NOT NULL CHECK (per IN ('person', 'household')),
  unit_fen {money} CHECK (unit_fen BETWEEN 1 AND 999999999999999),
  from_month {word} NOT NULL,
  to_month {word} NOT NULL,
  source {word} NOT NULL CHECK (source IN ('collective', 'fund')),
  pool_id {id} REFERENCES income_pool (id),
  agent_id {id} REFERENCES organisation (id),
  origin {word} NOT NULL CHECK (origin IN ('rows', 'attendance')),
  state {word} NOT NULL CHECK (state IN ('drafted', 'checked', 'publicised', 'locked', 'linked', 'paid', 'returned', 'annulled')),
  lines {int} NOT NULL CHECK (lines > 0),
  lines_fen {money} NOT NULL CHECK (lines_fen BETWEEN 1 AND 999999999999999),
  digest {word} NOT NULL CHECK (length(digest) = 64),
  prepared_by {id} NOT NULL REFERENCES officer (id),
  checked_by {id} REFERENCES officer (id),
  posted_on {day},
  posted_digest {word} CHECK (length(posted_digest) = 64),
  spending_id {id} REFERENCES income_spending (id),
  disbursement_id {id} REFERENCES disbursement (id),
  paid_on {day},
  end_reason {text},
  note {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK (from_month <= to_month),
  CHECK ((item = 'other') = (item_name IS NOT NULL)),
  CHECK ((source = 'collective') = (pool_id IS NOT NULL)),
  CHECK ((source = 'fund') = (agent_id IS NOT NULL)),
  CHECK (origin = 'rows' OR (item = 'public_post_pay' AND per = 'person' AND unit_fen IS NULL AND from_month = to_month)),
  CHECK (checked_by <> prepared_by),
  CHECK ((posted_on IS NULL) = (posted_digest IS NULL)),
  CHECK (state NOT IN ('checked', 'publicised', 'locked', 'linked', 'paid') OR checked_by IS NOT NULL),
  CHECK (state NOT IN ('publicised', 'locked', 'linked', 'paid') OR posted_digest = digest),
  CHECK (spending_id IS NULL OR source = 'collective'),
  CHECK (disbursement_id IS NULL OR source = 'fund'),
  CHECK ((state IN ('linked', 'paid')) = (spending_id IS NOT NULL OR disbursement_id IS NOT NULL)),
  CHECK ((state = 'paid') = (paid_on IS NOT NULL)),
  CHECK ((state IN ('returned', 'annulled')) = (end_reason IS NOT NULL))
) {strict};
CREATE INDEX to_person_list_by_region ON to_person_list (region_code, id);
CREATE INDEX to_person_list_by_update ON to_person_list (updated_at_ms, id);
CREATE INDEX to_person_list_by_pool ON to_person_list (pool_id, id) WHERE pool_id IS NOT NULL;
CREATE UNIQUE INDEX to_person_list_spending ON to_person_list (spending_id) WHERE spending_id IS NOT NULL;
CREATE UNIQUE INDEX to_person_list_disbursement ON to_person_list (disbursement_id) WHERE disbursement_id IS NOT NULL;

-- 程序: what happened to a list on its way, on which day, by which paper
CREATE TABLE to_person_step (
  list_id {id} NOT NULL REFERENCES to_person_list (id),
  n {int} NOT NULL,
  step {word} NOT NULL CHECK (step IN ('checked', 'publicised', 'locked', 'linked', 'paid', 'unlinked', 'returned', 'annulled')),
  happened_on {day} NOT NULL,
  file_id {id} REFERENCES file (id),
  note {text},
  recorded_by {word} NOT NULL,
  recorded_at_ms {instant} NOT NULL,
  PRIMARY KEY (list_id, n)
) {strict};

-- 名单明细: one person or one household of a list
CREATE TABLE to_person_line (
  id {id} PRIMARY KEY NOT NULL,
  list_id {id} NOT NULL REFERENCES to_person_list (id),
  region_code {code} NOT NULL REFERENCES region (code),
  n {int} NOT NULL CHECK (n > 0),
  person_id {id} REFERENCES person (id),
  household_id {id} REFERENCES household (id),
  amount_fen {money} NOT NULL CHECK (amount_fen BETWEEN 1 AND 999999999999999),
  reason {text} NOT NULL,
  UNIQUE (list_id, n),
  UNIQUE (list_id, person_id),
  UNIQUE (list_id, household_id),
  CHECK ((person_id IS NULL) <> (household_id IS NULL))
) {strict};
CREATE INDEX to_person_line_by_region ON to_person_line (region_code, id);
CREATE INDEX to_person_line_by_person ON to_person_line (person_id, id) WHERE person_id IS NOT NULL;
CREATE INDEX to_person_line_by_household ON to_person_line (household_id, id) WHERE household_id IS NOT NULL;

-- 人月占用 (R110): that a person is on a list of an item for a month; of a household's line each of its members
CREATE TABLE to_person_month (
  person_id {id} NOT NULL REFERENCES person (id),
  item_key {word} NOT NULL,
  month {word} NOT NULL,
  line_id {id} NOT NULL REFERENCES to_person_line (id),
  list_id {id} NOT NULL REFERENCES to_person_list (id),
  PRIMARY KEY (person_id, item_key, month)
) {strict};
CREATE INDEX to_person_month_by_list ON to_person_month (list_id);
CREATE INDEX to_person_month_by_line ON to_person_month (line_id);

-- 名单应付: a locked list of public money, before claims
CREATE TABLE to_person_bill (
  list_id {id} PRIMARY KEY NOT NULL REFERENCES to_person_list (id),
  number {word} NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  agent_id {id} NOT NULL REFERENCES organisation (id),
  amount_fen {money} NOT NULL CHECK (amount_fen > 0) {range:amount_fen}
) {strict};

ALTER TABLE disbursement ADD COLUMN to_person_list_id {id} REFERENCES to_person_list (id);
CREATE INDEX disbursement_by_to_person_list ON disbursement (to_person_list_id) WHERE to_person_list_id IS NOT NULL;

-- 名单考勤: of which months of posts a list was made
CREATE TABLE to_person_sheet (
  sheet_id {id} PRIMARY KEY NOT NULL REFERENCES post_sheet (id),
  list_id {id} NOT NULL REFERENCES to_person_list (id)
) {strict};
CREATE INDEX to_person_sheet_by_list ON to_person_sheet (list_id);
"#,
    append_only: ["to_person_step"]
);
