//! Imports as jobs: files of more rows than a request takes, kept sealed until their job has ended.

crate::dialect::migration!(
    "m0030_table_jobs",
    r#"
-- 导入任务: a file of rows that is read, checked and written after its request was answered
CREATE TABLE table_job (
  id {id} PRIMARY KEY NOT NULL,
  sheet {word} NOT NULL,
  region_code {code} NOT NULL,
  external_system {word} NOT NULL,
  file_name {text} NOT NULL,
  file_sha256 {word} NOT NULL,
  size_bytes {int} NOT NULL CHECK (size_bytes >= 0),
  chunks {small} NOT NULL CHECK (chunks >= 0),
  mode {word} NOT NULL CHECK (mode IN ('all', 'partial')),
  said_json {text} NOT NULL,
  submitted_by {word} NOT NULL,
  slot {int} NOT NULL CHECK (slot > 0),
  account_id {id} REFERENCES account (id),
  officer_id {id} REFERENCES officer (id),
  organisation_id {id} REFERENCES organisation (id),
  session_id {id},
  client_id {id} REFERENCES api_client (id),
  scopes_json {text},
  request_id {word} NOT NULL,
  address {word},
  state {word} NOT NULL CHECK (state IN ('waiting', 'reading', 'checking', 'writing', 'done', 'refused', 'failed', 'cancelled')),
  rows_read {int} CHECK (rows_read > 0),
  started_at_ms {instant},
  ended_at_ms {instant},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK ((account_id IS NULL) <> (client_id IS NULL)),
  CHECK ((ended_at_ms IS NULL) = (state IN ('waiting', 'reading', 'checking', 'writing')))
) {strict};
CREATE INDEX table_job_by_region ON table_job (region_code, id);
CREATE UNIQUE INDEX table_job_at_work ON table_job (region_code, sheet) WHERE state IN ('reading', 'checking', 'writing');
CREATE UNIQUE INDEX table_job_by_slot ON table_job (submitted_by, slot) WHERE state IN ('waiting', 'reading', 'checking', 'writing');
CREATE INDEX table_job_open ON table_job (created_at_ms, id) WHERE state IN ('waiting', 'reading', 'checking', 'writing');
CREATE INDEX table_job_by_end ON table_job (ended_at_ms) WHERE ended_at_ms IS NOT NULL;
-- 导入任务租约: which process may take steps of it, by the database's own clock; how far it has come; what was told at its end, sealed
CREATE TABLE table_job_lease (
  job_id {id} PRIMARY KEY NOT NULL REFERENCES table_job (id),
  holder {word} NOT NULL,
  until_ms {instant} NOT NULL,
  fence {int} NOT NULL,
  attempts {int} NOT NULL,
  rows_checked {int} NOT NULL CHECK (rows_checked >= 0),
  told {bytes}
) {strict};
CREATE INDEX table_job_told ON table_job_lease (job_id) WHERE told IS NOT NULL;
-- 导入任务文件: the file itself, sealed, until the job has ended
CREATE TABLE table_job_chunk (
  job_id {id} NOT NULL REFERENCES table_job (id),
  n {small} NOT NULL,
  sealed {bytes} NOT NULL,
  PRIMARY KEY (job_id, n)
) {strict};
ALTER TABLE table_import ADD COLUMN job_id {id} REFERENCES table_job (id);
CREATE UNIQUE INDEX table_import_by_job ON table_import (job_id) WHERE job_id IS NOT NULL
"#
);
