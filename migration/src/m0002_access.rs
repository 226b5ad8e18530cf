//! Access: officers, accounts, sessions, role grants, API clients, the first administrator's token, failed logins.

crate::dialect::migration!(
    "m0002_access",
    r#"
-- 行政区划: unpadded codes with their validity
CREATE TABLE region (
  code {code} PRIMARY KEY NOT NULL,
  name {text} NOT NULL,
  level {word} NOT NULL,
  parent_code {code} REFERENCES region (code),
  valid_from {day},
  valid_to {day},
  source {text} NOT NULL
) {strict};
CREATE INDEX region_by_parent ON region (parent_code);
-- 单位: organisations with their validity
CREATE TABLE organisation (
  id {id} PRIMARY KEY NOT NULL,
  name {text} NOT NULL,
  kind {word} NOT NULL,
  uscc {word},
  region_code {code} NOT NULL REFERENCES region (code),
  agency_id {id} REFERENCES organisation (id),
  valid_from {day},
  valid_to {day},
  layer {word} NOT NULL,
  note {text},
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  deleted_at_ms {instant}
) {strict};
CREATE INDEX organisation_by_region ON organisation (region_code, id);
CREATE UNIQUE INDEX organisation_by_code ON organisation (region_code, uscc) WHERE deleted_at_ms IS NULL;
CREATE INDEX organisation_by_update ON organisation (updated_at_ms, id);
-- 人员: the human behind accounts
CREATE TABLE officer (
  id {id} PRIMARY KEY NOT NULL,
  name {text} NOT NULL,
  region_code {code} NOT NULL,
  organisation_id {id} REFERENCES organisation (id),
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL
) {strict};
CREATE INDEX officer_by_region ON officer (region_code, id);
-- 账号: a login of an officer
CREATE TABLE account (
  id {id} PRIMARY KEY NOT NULL,
  officer_id {id} NOT NULL REFERENCES officer (id),
  login {word} NOT NULL UNIQUE,
  password_hash {text} NOT NULL,
  must_change_password {bool} NOT NULL,
  disabled_at_ms {instant},
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL
) {strict};
CREATE INDEX account_by_officer ON account (officer_id);
-- 登录会话: reference tokens, stored hashed
CREATE TABLE session (
  id {id} PRIMARY KEY NOT NULL,
  account_id {id} NOT NULL REFERENCES account (id),
  token_sha256 {word} NOT NULL UNIQUE,
  csrf_sha256 {word},
  assurance {word} NOT NULL,
  factor_at_ms {instant},
  created_at_ms {instant} NOT NULL,
  last_used_at_ms {instant} NOT NULL,
  expires_at_ms {instant} NOT NULL,
  ended_at_ms {instant},
  address {word}
) {strict};
CREATE INDEX session_by_account ON session (account_id, ended_at_ms);
-- 角色授予: officer x role x region x dates
CREATE TABLE role_grant (
  id {id} PRIMARY KEY NOT NULL,
  officer_id {id} NOT NULL REFERENCES officer (id),
  role {word} NOT NULL,
  region_code {code} NOT NULL,
  valid_from {day} NOT NULL,
  valid_to {day},
  state {word} NOT NULL CHECK (state IN ('proposed', 'active', 'revoked')),
  bootstrap {bool} NOT NULL,
  proposed_by {id} REFERENCES officer (id),
  confirmed_by {id} REFERENCES officer (id),
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL
) {strict};
CREATE INDEX role_grant_by_officer ON role_grant (officer_id, state);
CREATE INDEX role_grant_by_role ON role_grant (role, region_code, state);
-- 接口客户端: another system
CREATE TABLE api_client (
  id {id} PRIMARY KEY NOT NULL,
  name {text} NOT NULL,
  region_code {code} NOT NULL,
  actions {text} NOT NULL,
  disabled_at_ms {instant},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL
) {strict};
-- 客户端密钥: at most two live, for rotation
CREATE TABLE api_client_secret (
  id {id} PRIMARY KEY NOT NULL,
  client_id {id} NOT NULL REFERENCES api_client (id),
  secret_sha256 {word} NOT NULL,
  created_at_ms {instant} NOT NULL,
  expires_at_ms {instant} NOT NULL,
  revoked_at_ms {instant}
) {strict};
CREATE INDEX api_client_secret_by_client ON api_client_secret (client_id);
-- 访问令牌: short-lived, of clients
CREATE TABLE client_token (
  token_sha256 {word} PRIMARY KEY NOT NULL,
  client_id {id} NOT NULL REFERENCES api_client (id),
  actions {text} NOT NULL,
  expires_at_ms {instant} NOT NULL
) {strict};
-- 首任管理员令牌: used once
CREATE TABLE setup_token (
  id {id} PRIMARY KEY NOT NULL,
  token_sha256 {word} NOT NULL UNIQUE,
  expires_at_ms {instant} NOT NULL,
  used_at_ms {instant}
) {strict};
-- 登录防护: failures in a row and the wait they cost, by account (blind index) and by address
CREATE TABLE login_guard (
  subject {word} PRIMARY KEY NOT NULL,
  failures {int} NOT NULL,
  locked_until_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL
) {strict};
-- 登录失败计数: by subject and hour
CREATE TABLE login_failure (
  subject {word} NOT NULL,
  hour_ms {instant} NOT NULL,
  failures {int} NOT NULL,
  PRIMARY KEY (subject, hour_ms)
) {strict};
"#
);
