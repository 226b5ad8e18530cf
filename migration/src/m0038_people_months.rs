//! What the register of people said on the last day of a month, once it was locked; and which of its fields other departments read;
//! and which household has which dwelling.

crate::dialect::migration!(
    "m0038_people_months",
    r#"
-- 月度人员台账: that the register of a site, or of a region with everything in it, is looked at for a month, and locked
CREATE TABLE people_month (
  id {id} PRIMARY KEY NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  site_id {id},
  month {word} NOT NULL,
  state {word} NOT NULL CHECK (state IN ('open', 'locked', 'reopened')),
  prepared_by {id} NOT NULL REFERENCES officer (id),
  note {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  FOREIGN KEY (site_id, region_code) REFERENCES site (id, region_code) ON UPDATE CASCADE
) {strict};
CREATE UNIQUE INDEX people_month_of_site ON people_month (site_id, month) WHERE site_id IS NOT NULL;
CREATE UNIQUE INDEX people_month_of_region ON people_month (region_code, month) WHERE site_id IS NULL;
CREATE INDEX people_month_by_region ON people_month (region_code, id);
CREATE INDEX people_month_by_update ON people_month (updated_at_ms, id);
CREATE INDEX people_month_by_site ON people_month (site_id, region_code);

-- 锁定版次: what was locked of a month at one time, counted; one that was opened again stays
CREATE TABLE people_month_edition (
  month_id {id} NOT NULL REFERENCES people_month (id),
  n {small} NOT NULL,
  households {int} NOT NULL,
  persons {int} NOT NULL,
  poor_households {int} NOT NULL,
  poor_persons {int} NOT NULL,
  monitored_households {int} NOT NULL,
  monitored_persons {int} NOT NULL,
  male {int} NOT NULL,
  female {int} NOT NULL,
  away {int} NOT NULL,
  digest {word} NOT NULL,
  locked_by {id} NOT NULL REFERENCES officer (id),
  locked_at_ms {instant} NOT NULL,
  reopened_by {id} REFERENCES officer (id),
  reopened_at_ms {instant},
  reopen_reason {text},
  PRIMARY KEY (month_id, n),
  CHECK (persons >= households AND households >= 0),
  CHECK ((reopened_by IS NULL) = (reopened_at_ms IS NULL)),
  CHECK ((reopened_by IS NULL) = (reopen_reason IS NULL))
) {strict};

-- 锁定户: a household as the register had it on the last day of the month
CREATE TABLE people_month_household (
  month_id {id} NOT NULL REFERENCES people_month (id),
  edition {small} NOT NULL,
  household_id {id} NOT NULL REFERENCES household (id),
  site_id {id} REFERENCES site (id),
  origin_code {code} NOT NULL,
  building {text},
  room {text},
  poor {bool} NOT NULL,
  monitored {word} NOT NULL,
  PRIMARY KEY (month_id, edition, household_id)
) {strict};
CREATE INDEX people_month_household_by_household ON people_month_household (household_id);

-- 锁定成员: who belonged to it on that day
CREATE TABLE people_month_member (
  month_id {id} NOT NULL REFERENCES people_month (id),
  edition {small} NOT NULL,
  household_id {id} NOT NULL REFERENCES household (id),
  person_id {id} NOT NULL REFERENCES person (id),
  relation {word} NOT NULL,
  sex {word},
  presence {word} NOT NULL,
  PRIMARY KEY (month_id, edition, household_id, person_id)
) {strict};
CREATE UNIQUE INDEX people_month_member_once ON people_month_member (month_id, edition, person_id);
CREATE INDEX people_month_member_by_person ON people_month_member (person_id);

-- 字段授权: which fields of the register another department reads as a client, in which region, for what, by which paper and how long
CREATE TABLE field_grant (
  id {id} PRIMARY KEY NOT NULL,
  client_id {id} NOT NULL REFERENCES api_client (id),
  region_code {code} NOT NULL REFERENCES region (code),
  purpose {text} NOT NULL,
  basis {text} NOT NULL,
  file_id {id} NOT NULL REFERENCES file (id),
  from_on {day} NOT NULL,
  until_on {day},
  end_reason {text},
  granted_by {id} NOT NULL REFERENCES officer (id),
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK (until_on IS NULL OR until_on >= from_on),
  CHECK (end_reason IS NULL OR until_on IS NOT NULL)
) {strict};
CREATE INDEX field_grant_by_region ON field_grant (region_code, id);
CREATE INDEX field_grant_by_update ON field_grant (updated_at_ms, id);
CREATE INDEX field_grant_by_client ON field_grant (client_id, id);

-- 授权字段组: one group of fields that a grant opens
CREATE TABLE field_grant_group (
  grant_id {id} NOT NULL REFERENCES field_grant (id),
  field_group {word} NOT NULL CHECK (field_group IN ('identity', 'household', 'origin', 'host', 'housing_unit', 'standing', 'events')),
  PRIMARY KEY (grant_id, field_group)
) {strict};

-- 字段读取: that a client read a page under its grant, and how many households stood on it
CREATE TABLE field_reading (
  id {id} PRIMARY KEY NOT NULL,
  grant_id {id} NOT NULL REFERENCES field_grant (id),
  region_code {code} NOT NULL REFERENCES region (code),
  households {int} NOT NULL CHECK (households >= 0),
  created_at_ms {instant} NOT NULL
) {strict};
CREATE INDEX field_reading_by_grant ON field_reading (grant_id, id);

-- 住房安排: that a household has a dwelling, from a day until another, that day not included
CREATE TABLE housing_stay (
  id {id} PRIMARY KEY NOT NULL,
  unit_id {id} NOT NULL REFERENCES housing_unit (id),
  site_id {id} NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  household_id {id} NOT NULL REFERENCES household (id),
  from_on {day} NOT NULL,
  until_on {day},
  shared {bool} NOT NULL,
  file_id {id} REFERENCES file (id),
  end_reason {text},
  note {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  FOREIGN KEY (site_id, region_code) REFERENCES site (id, region_code) ON UPDATE CASCADE,
  CHECK (until_on IS NULL OR until_on > from_on),
  CHECK (end_reason IS NULL OR until_on IS NOT NULL)
) {strict};
CREATE UNIQUE INDEX housing_stay_one_household ON housing_stay (household_id) WHERE until_on IS NULL;
CREATE INDEX housing_stay_by_household ON housing_stay (household_id, from_on);
CREATE INDEX housing_stay_by_unit ON housing_stay (unit_id, from_on);
CREATE INDEX housing_stay_by_region ON housing_stay (region_code, id);
CREATE INDEX housing_stay_by_update ON housing_stay (updated_at_ms, id);
CREATE INDEX housing_stay_by_site ON housing_stay (site_id, region_code);
"#,
    append_only: ["people_month_household", "people_month_member"]
);
