//! Funds: sources, budget documents, allocations, splits, plan lines.

crate::dialect::migration!(
    "m0006_funds",
    r#"
-- 资金来源: a fund with its allowed uses and negative list
CREATE TABLE funding_source (
  id {id} PRIMARY KEY NOT NULL,
  name {text} NOT NULL,
  kind {word} NOT NULL,
  level {word} NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  fund_code {word},
  allowed_uses {text},
  negative_list {text},
  basis_document {text},
  valid_from {day},
  valid_to {day},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL
) {strict};
CREATE INDEX funding_source_by_region ON funding_source (region_code, id);
-- 指标文件: the paper by which money is announced
CREATE TABLE budget_document (
  id {id} PRIMARY KEY NOT NULL,
  number {text} NOT NULL,
  title {text} NOT NULL,
  issuer {text} NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  kind {word} NOT NULL,
  budget_year {small} NOT NULL,
  document_on {day},
  received_on {day},
  file_id {id} REFERENCES file (id),
  layer {word} NOT NULL,
  source {text},
  note {text},
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  deleted_at_ms {instant}
) {strict};
CREATE INDEX budget_document_by_region ON budget_document (region_code, id);
CREATE INDEX budget_document_by_update ON budget_document (updated_at_ms, id);
CREATE INDEX budget_document_by_number ON budget_document (number);
-- 指标: one line of money, from a document or split off a parent
CREATE TABLE allocation (
  id {id} PRIMARY KEY NOT NULL,
  number {word} UNIQUE,
  document_id {id} NOT NULL REFERENCES budget_document (id),
  parent_id {id} REFERENCES allocation (id),
  split_id {id},
  region_code {code} NOT NULL REFERENCES region (code),
  unit_id {id} REFERENCES organisation (id),
  project_id {id},
  funding_source_id {id} REFERENCES funding_source (id),
  level_of_origin {word} NOT NULL,
  fund_type {text},
  fund_nature {text},
  functional_class {word},
  government_economic_class {word},
  department_economic_class {word},
  upper_number {text},
  track_kind {word},
  budget_year {small} NOT NULL,
  amount_fen {money} NOT NULL CHECK (amount_fen > 0) {range:amount_fen},
  state {word} NOT NULL CHECK (state IN ('received', 'registered', 'executing', 'split_proposed', 'split_approved', 'exhausted')),
  registered_by {id} REFERENCES officer (id),
  confirmed_by {id} REFERENCES officer (id),
  layer {word} NOT NULL,
  source {text},
  note {text},
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  deleted_at_ms {instant},
  CHECK (confirmed_by IS NULL OR confirmed_by <> registered_by)
) {strict};
CREATE INDEX allocation_by_region ON allocation (region_code, id);
CREATE INDEX allocation_by_update ON allocation (updated_at_ms, id);
CREATE INDEX allocation_by_document ON allocation (document_id);
CREATE INDEX allocation_by_parent ON allocation (parent_id);
CREATE INDEX allocation_by_project ON allocation (project_id);
-- 指标分解: a proposal to pass money on
CREATE TABLE allocation_split (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  allocation_id {id} NOT NULL REFERENCES allocation (id),
  region_code {code} NOT NULL REFERENCES region (code),
  state {word} NOT NULL CHECK (state IN ('proposed', 'returned', 'approved', 'refused', 'withdrawn')),
  total_fen {money} NOT NULL CHECK (total_fen > 0) {range:total_fen},
  document_number {text},
  reason {text} NOT NULL,
  run_id {id},
  proposed_by {id} NOT NULL REFERENCES officer (id),
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL
) {strict};
CREATE UNIQUE INDEX allocation_split_once ON allocation_split (allocation_id) WHERE state IN ('proposed', 'returned');
CREATE INDEX allocation_split_by_region ON allocation_split (region_code, id);
-- 分解明细: who gets how much of a split
CREATE TABLE allocation_split_line (
  split_id {id} NOT NULL REFERENCES allocation_split (id),
  position {small} NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  unit_id {id} REFERENCES organisation (id),
  project_id {id},
  amount_fen {money} NOT NULL CHECK (amount_fen > 0) {range:amount_fen},
  child_id {id} REFERENCES allocation (id),
  PRIMARY KEY (split_id, position)
) {strict};
-- 计划安排: money of documents arranged by category, where no single project is named
CREATE TABLE plan_line (
  id {id} PRIMARY KEY NOT NULL,
  name {text} NOT NULL,
  category {text},
  implementer {text},
  region_code {code} NOT NULL REFERENCES region (code),
  budget_year {small} NOT NULL,
  amount_fen {money} NOT NULL {range:amount_fen},
  fund_source {text},
  layer {word} NOT NULL,
  source {text},
  note {text},
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL
) {strict};
CREATE INDEX plan_line_by_region ON plan_line (region_code, id);
-- 计划安排依据: the documents of a plan line
CREATE TABLE plan_line_document (
  plan_line_id {id} NOT NULL REFERENCES plan_line (id),
  document_id {id} NOT NULL REFERENCES budget_document (id),
  PRIMARY KEY (plan_line_id, document_id)
) {strict};
"#
);
