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
-- 安置住房: one dwelling of a site, who lives there, and how far its title is
CREATE TABLE housing_unit (
  id {id} PRIMARY KEY NOT NULL,
  site_id {id} NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  kind {word} NOT NULL CHECK (kind IN ('resettlement', 'public_rental', 'affordable_rental')),
  building {word} NOT NULL,
  room {word} NOT NULL,
  area_m2_e2 {int} CHECK (area_m2_e2 > 0),
  household_head_id {id} REFERENCES person (id),
  household_size {small} CHECK (household_size > 0),
  occupancy {word} NOT NULL CHECK (occupancy IN ('unallotted', 'allotted', 'occupied', 'vacated')),
  state {word} NOT NULL CHECK (state IN ('unregistered', 'in_registration', 'registered', 'refused')),
  certificate_no {word},
  registered_on {day},
  note {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  deleted_at_ms {instant},
  FOREIGN KEY (site_id, region_code) REFERENCES site (id, region_code) ON UPDATE CASCADE,
  CHECK ((state = 'registered') = (certificate_no IS NOT NULL)),
  CHECK ((certificate_no IS NULL) = (registered_on IS NULL))
) {strict};
CREATE UNIQUE INDEX housing_unit_place ON housing_unit (site_id, building, room) WHERE deleted_at_ms IS NULL;
CREATE INDEX housing_unit_by_site ON housing_unit (site_id, region_code, state);
CREATE INDEX housing_unit_by_region ON housing_unit (region_code, id);
CREATE INDEX housing_unit_by_update ON housing_unit (updated_at_ms, id);
CREATE INDEX housing_unit_by_household ON housing_unit (household_head_id);
-- 不动产登记批次: dwellings of a site whose titles are applied for together
CREATE TABLE title_batch (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  site_id {id} NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  state {word} NOT NULL CHECK (state IN ('prepared', 'submitted', 'done', 'withdrawn')),
  application_file_id {id} NOT NULL REFERENCES file (id),
  submitted_on {day},
  receipt_file_id {id} REFERENCES file (id),
  withdraw_reason {text},
  note {text},
  filed_by {id} NOT NULL REFERENCES officer (id),
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  FOREIGN KEY (site_id, region_code) REFERENCES site (id, region_code) ON UPDATE CASCADE,
  CHECK ((submitted_on IS NULL) = (receipt_file_id IS NULL)),
  CHECK (state <> 'prepared' OR submitted_on IS NULL),
  CHECK (state NOT IN ('submitted', 'done') OR submitted_on IS NOT NULL),
  CHECK ((state = 'withdrawn') = (withdraw_reason IS NOT NULL))
) {strict};
CREATE INDEX title_batch_by_site ON title_batch (site_id, region_code);
CREATE INDEX title_batch_by_region ON title_batch (region_code, id);
CREATE INDEX title_batch_by_update ON title_batch (updated_at_ms, id);
-- 批次明细: a dwelling of the batch, and what the registration office made of it
CREATE TABLE title_batch_item (
  batch_id {id} NOT NULL REFERENCES title_batch (id),
  n {small} NOT NULL,
  unit_id {id} NOT NULL REFERENCES housing_unit (id),
  outcome {word} NOT NULL CHECK (outcome IN ('pending', 'registered', 'refused', 'withdrawn')),
  decided_on {day},
  certificate_no {word},
  fee_fen {money} CHECK (fee_fen >= 0) {range:fee_fen},
  reason {text},
  file_id {id} REFERENCES file (id),
  PRIMARY KEY (batch_id, n),
  CHECK ((outcome IN ('registered', 'refused')) = (decided_on IS NOT NULL AND file_id IS NOT NULL)),
  CHECK ((outcome = 'registered') = (certificate_no IS NOT NULL AND fee_fen IS NOT NULL)),
  CHECK ((outcome = 'refused') = (reason IS NOT NULL))
) {strict};
CREATE UNIQUE INDEX title_batch_item_open ON title_batch_item (unit_id) WHERE outcome = 'pending';
CREATE UNIQUE INDEX title_batch_item_once ON title_batch_item (batch_id, unit_id);
CREATE INDEX title_batch_item_by_unit ON title_batch_item (unit_id);
-- 旧房拆除: an old house in the place that its household left, required to go or exempt by a paper
CREATE TABLE demolition (
  id {id} PRIMARY KEY NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  plot {word} NOT NULL,
  site_id {id} REFERENCES site (id),
  housing_unit_id {id} REFERENCES housing_unit (id),
  household_head_id {id} REFERENCES person (id),
  floor_area_m2_e2 {int} CHECK (floor_area_m2_e2 >= 0),
  plot_area_mu_e4 {int} CHECK (plot_area_mu_e4 >= 0),
  state {word} NOT NULL CHECK (state IN ('required', 'exempt', 'demolished', 'reclaimed')),
  exempt_reason {word} CHECK (exempt_reason IN ('attached', 'traditional_village', 'tourism', 'other')),
  file_id {id} NOT NULL REFERENCES file (id),
  demolished_on {day},
  reclaimed_on {day},
  reclaimed_mu_e4 {int} CHECK (reclaimed_mu_e4 >= 0),
  land_use {word} CHECK (land_use IN ('consolidated', 'farmland', 'greened')),
  reclaimed_file_id {id} REFERENCES file (id),
  note {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  UNIQUE (region_code, plot),
  CHECK ((state = 'exempt') = (exempt_reason IS NOT NULL)),
  CHECK ((state IN ('demolished', 'reclaimed')) = (demolished_on IS NOT NULL)),
  CHECK ((state = 'reclaimed') = (reclaimed_on IS NOT NULL)),
  CHECK ((reclaimed_on IS NULL) = (reclaimed_mu_e4 IS NULL)),
  CHECK ((reclaimed_on IS NULL) = (land_use IS NULL)),
  CHECK ((reclaimed_on IS NULL) = (reclaimed_file_id IS NULL)),
  CHECK (reclaimed_on >= demolished_on)
) {strict};
CREATE INDEX demolition_by_region ON demolition (region_code, id);
CREATE INDEX demolition_by_update ON demolition (updated_at_ms, id);
CREATE INDEX demolition_by_site ON demolition (site_id);
CREATE INDEX demolition_by_unit ON demolition (housing_unit_id);
CREATE INDEX demolition_by_household ON demolition (household_head_id);
-- 拆除照片: pictures of a place where an old house stood
CREATE TABLE demolition_photo (
  demolition_id {id} NOT NULL REFERENCES demolition (id),
  n {small} NOT NULL,
  file_id {id} NOT NULL REFERENCES file (id),
  PRIMARY KEY (demolition_id, n)
) {strict};
"#
);
