//! What is so at a resettlement site from day to day: how many live there, and which bodies answer for what.

crate::dialect::migration!(
    "m0022_sites",
    r#"
-- A row of a site lies where its site lies, and follows it when a better code is known
CREATE UNIQUE INDEX site_place ON site (id, region_code);
-- 安置人口: how many households and persons a paper counts at a site on a day
CREATE TABLE site_headcount (
  id {id} PRIMARY KEY NOT NULL,
  site_id {id} NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  counted_on {day} NOT NULL,
  households {int} CHECK (households BETWEEN 0 AND people),
  people {int} NOT NULL CHECK (people >= 0),
  file_id {id} NOT NULL REFERENCES file (id),
  note {text},
  state {word} NOT NULL CHECK (state IN ('standing', 'withdrawn')),
  withdraw_reason {text},
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  FOREIGN KEY (site_id, region_code) REFERENCES site (id, region_code) ON UPDATE CASCADE,
  CHECK ((state = 'withdrawn') = (withdraw_reason IS NOT NULL))
) {strict};
CREATE UNIQUE INDEX site_headcount_standing ON site_headcount (site_id, counted_on) WHERE state = 'standing';
CREATE INDEX site_headcount_by_site ON site_headcount (site_id, region_code);
CREATE INDEX site_headcount_by_region ON site_headcount (region_code, id);
CREATE INDEX site_headcount_by_update ON site_headcount (updated_at_ms, id);
-- 安置点职责单位: which body has which part at a site from a day until another, that day not included
CREATE TABLE site_role (
  id {id} PRIMARY KEY NOT NULL,
  site_id {id} NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  role {word} NOT NULL CHECK (role IN ('collective_body', 'daily_management', 'origin_support', 'party_leadership', 'community_committee',
    'affairs_supervision', 'owners_committee', 'property_service')),
  body_kind {word} CHECK (body_kind IN ('rural_collective', 'share_cooperative', 'cooperative', 'company')),
  organisation_id {id} REFERENCES organisation (id),
  written_name {text},
  from_on {day} NOT NULL,
  until_on {day},
  file_id {id} NOT NULL REFERENCES file (id),
  note {text},
  end_file_id {id} REFERENCES file (id),
  end_reason {text},
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  FOREIGN KEY (site_id, region_code) REFERENCES site (id, region_code) ON UPDATE CASCADE,
  CHECK ((organisation_id IS NULL) <> (written_name IS NULL)),
  CHECK ((role = 'collective_body') = (body_kind IS NOT NULL)),
  CHECK (until_on IS NULL OR until_on > from_on)
) {strict};
CREATE UNIQUE INDEX site_role_one_manager ON site_role (site_id) WHERE until_on IS NULL AND role = 'daily_management';
CREATE INDEX site_role_by_site ON site_role (site_id, region_code, role, from_on);
CREATE INDEX site_role_by_region ON site_role (region_code, id);
CREATE INDEX site_role_by_update ON site_role (updated_at_ms, id);
CREATE INDEX site_role_by_organisation ON site_role (organisation_id);
"#
);
