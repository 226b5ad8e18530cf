//! The asset register.

crate::dialect::migration!(
    "m0011_assets",
    r#"
-- 资产分类: GB/T 14885 by edition, and the procurement catalogue, as far as public sources gave them
CREATE TABLE asset_class (
  edition {word} NOT NULL,
  code {word} NOT NULL,
  name {text} NOT NULL,
  level {word} NOT NULL,
  parent_code {word},
  source {text} NOT NULL,
  PRIMARY KEY (edition, code)
) {strict};
-- 资产: its facts, and of each track what its events say today
CREATE TABLE asset (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  name {text} NOT NULL,
  kind {word} NOT NULL CHECK (kind IN ('public_welfare', 'business', 'household')),
  form {word} NOT NULL,
  class_edition {word},
  class_code {word},
  region_code {code} NOT NULL REFERENCES region (code),
  town_name {text},
  site_id {id} REFERENCES site (id),
  location {text},
  quantity {text},
  area_m2_e2 {int},
  land_mu_e4 {int},
  length_m_e2 {int},
  pieces {int},
  pieces_unit {text},
  project_id {id} REFERENCES project (id),
  contract_id {id} REFERENCES contract (id),
  builder {text},
  accepted_on {day},
  delivered_on {day},
  in_service_year {small},
  in_service_on {day},
  owner_name {text},
  operator_name {text},
  households {int},
  people {int},
  annual_income_fen {money} {range:annual_income_fen},
  insurer {text},
  policy_number {text},
  insured_fen {money} {range:insured_fen},
  insured_until_on {day},
  intake {word} NOT NULL CHECK (intake IN ('new', 'legacy')),
  base_on {day},
  evidence_grade {word},
  value_state {word} NOT NULL,
  value_on {day},
  original_value_fen {money} {range:original_value_fen},
  title_state {word} NOT NULL,
  title_on {day},
  title_level {word},
  title_certificate {text},
  handover_state {word} NOT NULL,
  handover_on {day},
  duty_state {word} NOT NULL,
  duty_on {day},
  upkeep_source {word},
  use_state {word} NOT NULL,
  use_on {day},
  owner_known_on {day},
  verified_fen {money} NOT NULL {range:verified_fen},
  paper_count {int} NOT NULL,
  approximate {bool} NOT NULL,
  layer {word} NOT NULL,
  source {text},
  note {text},
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  deleted_at_ms {instant},
  CHECK ((class_edition IS NULL) = (class_code IS NULL)),
  CHECK (original_value_fen IS NULL OR original_value_fen > 0)
) {strict};
CREATE INDEX asset_by_region ON asset (region_code, id);
CREATE INDEX asset_by_update ON asset (updated_at_ms, id);
CREATE INDEX asset_by_site ON asset (site_id);
CREATE INDEX asset_by_project ON asset (project_id);
-- 资产变动: what happened to an asset on one of its tracks, and on which day
CREATE TABLE asset_event (
  seq {seq},
  id {id} NOT NULL UNIQUE,
  asset_id {id} NOT NULL REFERENCES asset (id),
  track {word} NOT NULL CHECK (track IN ('value', 'title', 'handover', 'duty', 'use')),
  state {word} NOT NULL,
  on_day {day} NOT NULL,
  amount_fen {money} {range:amount_fen},
  title_level {word},
  title_certificate {text},
  file_id {id} REFERENCES file (id),
  reason {text},
  recorded_by {word} NOT NULL,
  asset_version {int} NOT NULL,
  at_ms {instant} NOT NULL
) {strict};
CREATE INDEX asset_event_by_asset ON asset_event (asset_id, on_day, seq);
-- 权属期间: who owns which share from a day until another, that day not included
CREATE TABLE asset_ownership (
  id {id} PRIMARY KEY NOT NULL,
  asset_id {id} NOT NULL REFERENCES asset (id),
  organisation_id {id} REFERENCES organisation (id),
  written_name {text},
  share_ppm {int} NOT NULL CHECK (share_ppm BETWEEN 1 AND 1000000),
  regime {word},
  from_on {day} NOT NULL,
  until_on {day},
  CHECK ((organisation_id IS NULL) <> (written_name IS NULL)),
  CHECK (until_on IS NULL OR until_on > from_on)
) {strict};
CREATE INDEX asset_ownership_by_asset ON asset_ownership (asset_id, from_on);
-- 管理、经营、使用、管护单位: who does what with an asset, from when to when
CREATE TABLE asset_party (
  id {id} PRIMARY KEY NOT NULL,
  asset_id {id} NOT NULL REFERENCES asset (id),
  role {word} NOT NULL,
  organisation_id {id} REFERENCES organisation (id),
  written_name {text},
  from_on {day},
  to_on {day},
  CHECK ((organisation_id IS NULL) <> (written_name IS NULL))
) {strict};
CREATE INDEX asset_party_by_asset ON asset_party (asset_id);
-- 资金构成: of which money an asset was made
CREATE TABLE asset_funding (
  asset_id {id} NOT NULL REFERENCES asset (id),
  n {small} NOT NULL,
  allocation_id {id} REFERENCES allocation (id),
  payment_id {id} REFERENCES payment (id),
  document_id {id} REFERENCES budget_document (id),
  written {text},
  amount_fen {money} NOT NULL CHECK (amount_fen > 0) {range:amount_fen},
  PRIMARY KEY (asset_id, n)
) {strict};
CREATE INDEX asset_funding_by_allocation ON asset_funding (allocation_id);
CREATE INDEX asset_funding_by_payment ON asset_funding (payment_id);
CREATE INDEX asset_funding_by_document ON asset_funding (document_id);
-- 资产附件: photos and papers of an asset
CREATE TABLE asset_paper (
  asset_id {id} NOT NULL REFERENCES asset (id),
  file_id {id} NOT NULL REFERENCES file (id),
  PRIMARY KEY (asset_id, file_id)
) {strict};
"#,
    append_only: ["asset_event"]
);
