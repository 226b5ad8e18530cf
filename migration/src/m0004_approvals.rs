//! Approvals: definitions as data, runs, passages through steps, tasks, decisions.

crate::dialect::migration!("m0004_approvals", r#"
-- 审批流程: versioned, for one matter and one region; the built-in one has an empty region
CREATE TABLE approval_definition (
  id {id} PRIMARY KEY NOT NULL,
  matter {word} NOT NULL,
  region_code {code} NOT NULL,
  edition {small} NOT NULL,
  name {text} NOT NULL,
  state {word} NOT NULL CHECK (state IN ('draft', 'published', 'retired')),
  restart_at {small} NOT NULL,
  decisive_evidence {text} NOT NULL,
  built_in {bool} NOT NULL,
  author_id {id} REFERENCES officer (id),
  publisher_id {id} REFERENCES officer (id),
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  UNIQUE (matter, region_code, edition),
  CHECK (publisher_id IS NULL OR publisher_id <> author_id)
) {strict};
CREATE UNIQUE INDEX approval_definition_in_force ON approval_definition (matter, region_code) WHERE state = 'published';
-- 审批步骤: the desks a paper passes
CREATE TABLE approval_step (
  definition_id {id} NOT NULL REFERENCES approval_definition (id),
  position {small} NOT NULL,
  name_zh {text} NOT NULL,
  name_en {text} NOT NULL,
  mode {word} NOT NULL CHECK (mode IN ('any', 'all', 'quorum')),
  quorum {small},
  role {word} NOT NULL,
  seat {word} NOT NULL,
  limit_days {small},
  PRIMARY KEY (definition_id, position)
) {strict};
-- 适用条件: all must hold for a step to apply
CREATE TABLE approval_condition (
  definition_id {id} NOT NULL,
  position {small} NOT NULL,
  n {small} NOT NULL,
  fact {word} NOT NULL,
  comparison {word} NOT NULL,
  other_fact {word},
  constant {text},
  PRIMARY KEY (definition_id, position, n),
  FOREIGN KEY (definition_id, position) REFERENCES approval_step (definition_id, position)
) {strict};
-- 审批: one paper on its way
CREATE TABLE approval_run (
  id {id} PRIMARY KEY NOT NULL,
  subject_kind {word} NOT NULL,
  matter {word} NOT NULL,
  subject_id {id} NOT NULL,
  subject_number {text} NOT NULL,
  title {text} NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  definition_id {id} NOT NULL REFERENCES approval_definition (id),
  state {word} NOT NULL CHECK (state IN ('open', 'blocked', 'returned', 'withdrawn', 'rejected', 'approved')),
  position {small},
  round {small} NOT NULL,
  resume_at {text} NOT NULL,
  return_form {word},
  initiator_id {id} NOT NULL REFERENCES officer (id),
  makers {text} NOT NULL,
  filing_unit_id {id},
  line_department_id {id},
  payee_units {text} NOT NULL,
  facts {text} NOT NULL,
  decisive_sha256 {word} NOT NULL,
  revision {small} NOT NULL,
  replaced_in {small},
  reason {word},
  opened_at_ms {instant} NOT NULL,
  ended_at_ms {instant},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK ((state IN ('open', 'blocked')) = (position IS NOT NULL))
) {strict};
CREATE UNIQUE INDEX approval_run_once ON approval_run (matter, subject_id) WHERE state IN ('open', 'blocked', 'returned');
CREATE INDEX approval_run_by_region ON approval_run (region_code, id);
CREATE INDEX approval_run_by_update ON approval_run (updated_at_ms, id);
CREATE INDEX approval_run_by_subject ON approval_run (subject_id);
-- 经过: what became of each desk, in order
CREATE TABLE approval_passage (
  id {id} PRIMARY KEY NOT NULL,
  run_id {id} NOT NULL REFERENCES approval_run (id),
  ordinal {small} NOT NULL,
  position {small} NOT NULL,
  round {small} NOT NULL,
  outcome {word} NOT NULL,
  reason {text},
  decisive_sha256 {word} NOT NULL,
  begun_at_ms {instant} NOT NULL,
  ended_at_ms {instant},
  UNIQUE (run_id, ordinal)
) {strict};
-- 审批任务: one person's duty in one step
CREATE TABLE approval_task (
  id {id} PRIMARY KEY NOT NULL,
  run_id {id} NOT NULL REFERENCES approval_run (id),
  position {small} NOT NULL,
  round {small} NOT NULL,
  officer_id {id} NOT NULL REFERENCES officer (id),
  state {word} NOT NULL CHECK (state IN ('open', 'done', 'void')),
  opened_at_ms {instant} NOT NULL,
  closed_at_ms {instant},
  UNIQUE (run_id, position, round, officer_id)
) {strict};
CREATE INDEX approval_task_inbox ON approval_task (officer_id, state, id);
-- 审批意见: decisions, never changed
CREATE TABLE approval_decision (
  id {id} PRIMARY KEY NOT NULL,
  run_id {id} NOT NULL REFERENCES approval_run (id),
  task_id {id} NOT NULL REFERENCES approval_task (id),
  position {small} NOT NULL,
  round {small} NOT NULL,
  officer_id {id} NOT NULL REFERENCES officer (id),
  account_id {id},
  verdict {word} NOT NULL,
  return_form {word},
  to_position {small},
  reason {word},
  opinion {text},
  decisive_sha256 {word} NOT NULL,
  revision {small} NOT NULL,
  acknowledged {text} NOT NULL,
  checks {text} NOT NULL,
  at_ms {instant} NOT NULL,
  CHECK ((verdict = 'approve') = (reason IS NULL))
) {strict};
CREATE INDEX approval_decision_by_run ON approval_decision (run_id, at_ms);
CREATE INDEX approval_decision_by_officer ON approval_decision (officer_id, at_ms);
"#, append_only: ["approval_decision"]);
