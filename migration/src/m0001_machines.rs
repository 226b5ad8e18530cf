//! The machines: clock, idempotency, outbox, counters, external ids, sealing keys, reference loads, trail, files.

crate::dialect::migration!("m0001_machines", r#"
-- 演示时钟: the manual clock; a database without a row runs on real time
CREATE TABLE clock (
  id {small} PRIMARY KEY CHECK (id = 1),
  now_ms {instant} NOT NULL,
  running {bool} NOT NULL,
  set_at_ms {instant} NOT NULL
) {strict};
-- 幂等键: one row for each command that took effect, with its answer
CREATE TABLE idempotency_key (
  principal {word} NOT NULL,
  operation {word} NOT NULL,
  key {word} NOT NULL,
  request_sha256 {word} NOT NULL,
  created_at_ms {instant} NOT NULL,
  status {small},
  etag {text},
  location {text},
  body {text},
  PRIMARY KEY (principal, operation, key)
) {strict};
CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at_ms);
-- 待发通知: what others are to be told
CREATE TABLE outbox (
  seq {seq}, -- hidden
  id {id} NOT NULL UNIQUE, -- key
  topic {word} NOT NULL,
  subject_kind {word} NOT NULL,
  subject_id {id} NOT NULL,
  region_code {code} NOT NULL,
  at_ms {instant} NOT NULL
) {strict};
-- 编号: the counters of printed numbers
CREATE TABLE number_counter (
  kind {word} NOT NULL,
  region_code {code} NOT NULL,
  year {small} NOT NULL,
  serial {int} NOT NULL CHECK (serial > 0),
  PRIMARY KEY (kind, region_code, year)
) {strict};
-- 外部编号: the names other systems give our subjects
CREATE TABLE external_id (
  subject_kind {word} NOT NULL,
  system {word} NOT NULL,
  value {word} NOT NULL,
  subject_id {id} NOT NULL,
  PRIMARY KEY (subject_kind, system, value)
) {strict};
CREATE INDEX external_id_by_subject ON external_id (subject_id);
-- 数据密钥: data keys, wrapped by a key that is not in this database
CREATE TABLE data_key (
  id {id} PRIMARY KEY NOT NULL,
  purpose {word} NOT NULL,
  region_code {code} NOT NULL,
  month {word} NOT NULL,
  wrapped {bytes} NOT NULL,
  UNIQUE (purpose, region_code, month)
) {strict};
-- 基础数据: which reference tables are loaded, by the digest of their text
CREATE TABLE reference_load (
  name {word} PRIMARY KEY NOT NULL,
  sha256 {word} NOT NULL,
  loaded_at_ms {instant} NOT NULL
) {strict};
-- 操作留痕: the trail
CREATE TABLE trail_event (
  seq {seq},
  id {id} NOT NULL UNIQUE,
  at_ms {instant} NOT NULL,
  principal {word} NOT NULL,
  officer_id {id},
  account_id {id},
  client_id {id},
  role {word},
  action {word} NOT NULL,
  outcome {word} NOT NULL CHECK (outcome IN ('done', 'denied')),
  reason {word},
  subject_kind {word},
  subject_id {id},
  subject_version {int},
  subject_state {word},
  region_code {code} NOT NULL,
  before_json {text},
  after_json {text},
  request_id {word} NOT NULL,
  address {word},
  digest {word} NOT NULL
) {strict};
CREATE UNIQUE INDEX trail_event_by_version ON trail_event (subject_kind, subject_id, subject_version);
CREATE INDEX trail_event_by_officer ON trail_event (officer_id, seq);
CREATE INDEX trail_event_by_time ON trail_event (at_ms);
-- 待封存: events that the sealer has not taken yet
CREATE TABLE trail_pending (
  event_id {id} PRIMARY KEY NOT NULL
) {strict};
"#, append_only: ["trail_event"]);
