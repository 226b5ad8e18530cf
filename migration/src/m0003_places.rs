//! Places: calendar, sites, bank accounts; files; policy values.

crate::dialect::migration!(
    "m0003_places",
    r#"
-- 节假日: official holidays and make-up working days
CREATE TABLE holiday (
  on_day {day} PRIMARY KEY NOT NULL,
  kind {word} NOT NULL CHECK (kind IN ('holiday', 'make_up_workday')),
  name {text} NOT NULL
) {strict};
-- 预算科目: functional and economic classes
CREATE TABLE budget_class (
  scheme {word} NOT NULL,
  code {word} NOT NULL,
  name {text} NOT NULL,
  level {text} NOT NULL,
  parent_code {word},
  source {text} NOT NULL,
  PRIMARY KEY (scheme, code)
) {strict};
-- 附件: a file, its bytes in chunks
CREATE TABLE file (
  id {id} PRIMARY KEY NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  name {text} NOT NULL,
  media_type {word} NOT NULL,
  size_bytes {int} NOT NULL,
  sha256 {word} NOT NULL,
  chunks {small} NOT NULL,
  uploaded_by {word} NOT NULL,
  layer {word} NOT NULL,
  created_at_ms {instant} NOT NULL
) {strict};
CREATE INDEX file_by_region ON file (region_code, id);
-- 附件分块: sealed bytes, at most 256 KiB each
CREATE TABLE file_chunk (
  file_id {id} NOT NULL,
  n {small} NOT NULL,
  sealed {bytes} NOT NULL,
  PRIMARY KEY (file_id, n)
) {strict};
-- 附件引用: which subjects refer to a file; one that nobody refers to is swept after a day
CREATE TABLE file_use (
  file_id {id} NOT NULL REFERENCES file (id),
  subject_kind {word} NOT NULL,
  subject_id {id} NOT NULL,
  PRIMARY KEY (file_id, subject_kind, subject_id)
) {strict};
-- 安置点: resettlement sites
CREATE TABLE site (
  id {id} PRIMARY KEY NOT NULL,
  name {text} NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  town_name {text},
  households {int},
  people {int},
  poor_households {int},
  move_in_year {small},
  land_mu_e4 {int},
  building_area_m2_e2 {int},
  investment_fen {money} {range:investment_fen},
  approximate {bool} NOT NULL,
  layer {word} NOT NULL,
  source {text},
  note {text},
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  deleted_at_ms {instant}
) {strict};
CREATE INDEX site_by_region ON site (region_code, id);
CREATE INDEX site_by_update ON site (updated_at_ms, id);
-- 银行账户: usable only after a second officer has confirmed it
CREATE TABLE bank_account (
  id {id} PRIMARY KEY NOT NULL,
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  region_code {code} NOT NULL REFERENCES region (code),
  holder_name {text} NOT NULL,
  bank_name {text} NOT NULL,
  account_no {word} NOT NULL,
  custody {bool} NOT NULL,
  state {word} NOT NULL CHECK (state IN ('proposed', 'usable', 'closed')),
  proposed_by {id} NOT NULL REFERENCES officer (id),
  confirmed_by {id} REFERENCES officer (id),
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK (confirmed_by IS NULL OR confirmed_by <> proposed_by),
  CHECK (state <> 'usable' OR confirmed_by IS NOT NULL)
) {strict};
CREATE UNIQUE INDEX bank_account_once ON bank_account (organisation_id, account_no) WHERE state <> 'closed';
CREATE INDEX bank_account_by_region ON bank_account (region_code, id);
-- 政策参数: dated values by region
CREATE TABLE policy_value (
  id {id} PRIMARY KEY NOT NULL,
  key {word} NOT NULL,
  region_code {code} NOT NULL,
  valid_from {day} NOT NULL,
  valid_to {day},
  value {text} NOT NULL,
  basis {word} NOT NULL CHECK (basis IN ('law', 'paper', 'sample')),
  document {text} NOT NULL,
  clause {text},
  certainty {word} NOT NULL CHECK (certainty IN ('read', 'unverified')),
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK (valid_to IS NULL OR valid_to >= valid_from),
  UNIQUE (key, region_code, valid_from)
) {strict};
"#
);
