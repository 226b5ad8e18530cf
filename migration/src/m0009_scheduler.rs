//! The scheduler: jobs, their leases and runs; and what its first jobs need: snapshots of balances, indexes by age.

crate::dialect::migration!(
    "m0009_scheduler",
    r#"
-- 定时任务: what is done once a day, from the day after a runner first saw it
CREATE TABLE job (
  id {id} PRIMARY KEY NOT NULL,
  name {word} NOT NULL UNIQUE,
  since_on {day} NOT NULL,
  asked_on {day},
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL
) {strict};
-- 任务租约: who may do it now, by the database's own clock; the fence counts holders; and what failed last
CREATE TABLE job_lease (
  job_id {id} PRIMARY KEY NOT NULL REFERENCES job (id),
  holder {word} NOT NULL,
  until_ms {instant} NOT NULL,
  fence {int} NOT NULL,
  failures {int} NOT NULL,
  failed_on {day},
  failed_at_ms {instant},
  failure {text}
) {strict};
-- 任务执行: one job on one civil day
CREATE TABLE job_run (
  id {id} PRIMARY KEY NOT NULL,
  job_id {id} NOT NULL REFERENCES job (id),
  due_on {day} NOT NULL,
  state {word} NOT NULL CHECK (state IN ('running', 'done')),
  handled {int} NOT NULL CHECK (handled >= 0),
  resume {text},
  findings {int} NOT NULL CHECK (findings >= 0),
  found {text},
  fence {int} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  UNIQUE (job_id, due_on)
) {strict};
-- 余额快照: an account's balance at the end of a day, so that a later day is summed from there
CREATE TABLE ledger_snapshot (
  account_id {id} NOT NULL REFERENCES ledger_account (id),
  as_of_on {day} NOT NULL,
  balance_fen {money} NOT NULL {range:balance_fen},
  PRIMARY KEY (account_id, as_of_on)
) {strict};
CREATE INDEX session_by_expiry ON session (expires_at_ms);
CREATE INDEX client_token_by_expiry ON client_token (expires_at_ms);
CREATE INDEX login_failure_by_hour ON login_failure (hour_ms);
CREATE INDEX file_by_age ON file (created_at_ms);
"#
);
