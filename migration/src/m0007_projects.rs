//! Projects and contracts.

crate::dialect::migration!(
    "m0007_projects",
    r#"
-- 项目: from the library to acceptance
CREATE TABLE project (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  name {text} NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  town_name {text},
  site_id {id} REFERENCES site (id),
  category {text} NOT NULL,
  implementer {text},
  unit_id {id} REFERENCES organisation (id),
  line_department_id {id} REFERENCES organisation (id),
  is_works {bool} NOT NULL,
  platform_code {word},
  estimate_fen {money} {range:estimate_fen},
  amount_fen {money} {range:amount_fen},
  plan_year {small},
  state {word} NOT NULL,
  resume_state {word},
  paper {word},
  state_reason {text},
  started_on {day},
  accepted_on {day},
  acceptance_file_id {id} REFERENCES file (id),
  plan_paper_file_id {id} REFERENCES file (id),
  run_id {id},
  fund_source {text},
  approximate {bool} NOT NULL,
  layer {word} NOT NULL,
  source {text},
  note {text},
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  deleted_at_ms {instant}
) {strict};
CREATE INDEX project_by_region ON project (region_code, id);
CREATE INDEX project_by_update ON project (updated_at_ms, id);
-- 项目资金文件: the documents that pay for a project
CREATE TABLE project_document (
  project_id {id} NOT NULL REFERENCES project (id),
  document_id {id} NOT NULL REFERENCES budget_document (id),
  PRIMARY KEY (project_id, document_id)
) {strict};
CREATE INDEX project_document_by_document ON project_document (document_id);
-- 合同: with its kept sum of supplements
CREATE TABLE contract (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  paper_number {text},
  name {text} NOT NULL,
  project_id {id} NOT NULL REFERENCES project (id),
  region_code {code} NOT NULL REFERENCES region (code),
  procurement {word} NOT NULL,
  amount_fen {money} NOT NULL CHECK (amount_fen > 0) {range:amount_fen},
  supplements_fen {money} NOT NULL {range:supplements_fen},
  retention_ppm {int} NOT NULL,
  defects_months {small} NOT NULL,
  state {word} NOT NULL CHECK (state IN ('draft', 'signed', 'completed', 'ended')),
  signed_on {day},
  completed_on {day},
  completion_file_id {id} REFERENCES file (id),
  ended_on {day},
  end_reason {text},
  file_id {id} REFERENCES file (id),
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  deleted_at_ms {instant}
) {strict};
CREATE INDEX contract_by_region ON contract (region_code, id);
CREATE INDEX contract_by_update ON contract (updated_at_ms, id);
CREATE INDEX contract_by_project ON contract (project_id);
-- 合同当事人: contractor, or lawful assignee with the paper that made it one
CREATE TABLE contract_party (
  contract_id {id} NOT NULL REFERENCES contract (id),
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  role {word} NOT NULL,
  file_id {id} REFERENCES file (id),
  PRIMARY KEY (contract_id, organisation_id)
) {strict};
-- 付款节点: cumulative caps by milestone
CREATE TABLE contract_milestone (
  contract_id {id} NOT NULL REFERENCES contract (id),
  milestone {word} NOT NULL,
  cap_ppm {int} NOT NULL CHECK (cap_ppm BETWEEN 0 AND 1000000),
  PRIMARY KEY (contract_id, milestone)
) {strict};
-- 补充合同: what was added to the price, or taken off
CREATE TABLE contract_supplement (
  id {id} PRIMARY KEY NOT NULL,
  contract_id {id} NOT NULL REFERENCES contract (id),
  amount_fen {money} NOT NULL CHECK (amount_fen <> 0) {range:amount_fen},
  signed_on {day} NOT NULL,
  reason {text} NOT NULL,
  file_id {id} REFERENCES file (id),
  created_at_ms {instant} NOT NULL
) {strict};
CREATE INDEX contract_supplement_by_contract ON contract_supplement (contract_id);
"#
);
