//! What of a body's income is quantified into shares, who holds how many of them on any day, and by which certificates.

crate::dialect::migration!(
    "m0037_shares",
    r#"
-- 折股量化方案: the income right of a body's business assets in shares; the total is the sum of its classes
CREATE TABLE share_scheme (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  collective_id {id} NOT NULL REFERENCES collective (id),
  region_code {code} NOT NULL REFERENCES region (code),
  name {text} NOT NULL,
  model {word} NOT NULL CHECK (model IN ('static', 'dynamic')),
  state {word} NOT NULL CHECK (state IN ('draft', 'adopted', 'in_force', 'closed', 'withdrawn')),
  cap_ppm {int} CHECK (cap_ppm BETWEEN 1 AND 1000000),
  file_id {id} NOT NULL REFERENCES file (id),
  resolution_id {id} REFERENCES resolution (id),
  from_on {day},
  in_force_on {day},
  closed_on {day},
  close_reason {text},
  close_file_id {id} REFERENCES file (id),
  note {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK ((state IN ('draft', 'withdrawn')) = (resolution_id IS NULL)),
  CHECK ((resolution_id IS NULL) = (from_on IS NULL)),
  CHECK (state <> 'in_force' OR in_force_on IS NOT NULL),
  CHECK ((state = 'closed') = (closed_on IS NOT NULL)),
  CHECK ((closed_on IS NULL) = (close_reason IS NULL)),
  CHECK (in_force_on IS NULL OR in_force_on >= from_on),
  CHECK (closed_on IS NULL OR closed_on > from_on)
) {strict};
CREATE INDEX share_scheme_by_region ON share_scheme (region_code, id);
CREATE INDEX share_scheme_by_update ON share_scheme (updated_at_ms, id);
CREATE INDEX share_scheme_by_collective ON share_scheme (collective_id, id);
CREATE INDEX share_scheme_by_resolution ON share_scheme (resolution_id);

-- 股份类别: how many shares of a class the scheme was adopted with, and how many all entries add up to
CREATE TABLE share_class (
  scheme_id {id} NOT NULL REFERENCES share_scheme (id),
  class {word} NOT NULL CHECK (class IN ('collective', 'member', 'relief', 'five_guarantee', 'incentive', 'other')),
  planned_e4 {int} NOT NULL CHECK (planned_e4 BETWEEN 0 AND 999999999999999),
  issued_e4 {int} NOT NULL CHECK (issued_e4 BETWEEN 0 AND 999999999999999),
  PRIMARY KEY (scheme_id, class)
) {strict};

-- 量化资产: whose income right is quantified, at which amount
CREATE TABLE share_scheme_asset (
  scheme_id {id} NOT NULL REFERENCES share_scheme (id),
  asset_id {id} NOT NULL REFERENCES asset (id),
  quantified_fen {money} NOT NULL CHECK (quantified_fen BETWEEN 1 AND 999999999999999),
  PRIMARY KEY (scheme_id, asset_id)
) {strict};
CREATE INDEX share_scheme_asset_by_asset ON share_scheme_asset (asset_id);

-- 持有人: a person, a household or an organisation, with its serial in the register of a scheme
CREATE TABLE share_holder (
  id {id} PRIMARY KEY NOT NULL,
  scheme_id {id} NOT NULL REFERENCES share_scheme (id),
  serial {int} NOT NULL,
  person_id {id} REFERENCES person (id),
  household_id {id} REFERENCES household (id),
  organisation_id {id} REFERENCES organisation (id),
  UNIQUE (scheme_id, serial),
  CHECK (CASE WHEN person_id IS NULL THEN 0 ELSE 1 END + CASE WHEN household_id IS NULL THEN 0 ELSE 1 END
    + CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END = 1)
) {strict};
CREATE UNIQUE INDEX share_holder_person ON share_holder (scheme_id, person_id) WHERE person_id IS NOT NULL;
CREATE UNIQUE INDEX share_holder_household ON share_holder (scheme_id, household_id) WHERE household_id IS NOT NULL;
CREATE UNIQUE INDEX share_holder_organisation ON share_holder (scheme_id, organisation_id) WHERE organisation_id IS NOT NULL;
CREATE INDEX share_holder_by_scheme ON share_holder (scheme_id, id);
CREATE INDEX share_holder_by_person ON share_holder (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX share_holder_by_household ON share_holder (household_id) WHERE household_id IS NOT NULL;
CREATE INDEX share_holder_by_organisation ON share_holder (organisation_id) WHERE organisation_id IS NOT NULL;

-- 份额变动: one entry of the register with its day of effect; never changed, only reversed by another
CREATE TABLE share_transaction (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  scheme_id {id} NOT NULL REFERENCES share_scheme (id),
  region_code {code} NOT NULL REFERENCES region (code),
  kind {word} NOT NULL CHECK (kind IN ('issue', 'transfer', 'inherit', 'split', 'merge', 'cancel', 'reversal')),
  happened_on {day} NOT NULL,
  file_id {id} REFERENCES file (id),
  resolution_id {id} REFERENCES resolution (id),
  reverses_id {id} REFERENCES share_transaction (id),
  note {text},
  recorded_by {word} NOT NULL,
  layer {word} NOT NULL,
  version {int} NOT NULL CHECK (version = 1),
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL)),
  CHECK (kind = 'reversal' OR file_id IS NOT NULL)
) {strict};
CREATE UNIQUE INDEX share_transaction_reversed ON share_transaction (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX share_transaction_by_region ON share_transaction (region_code, id);
CREATE INDEX share_transaction_by_update ON share_transaction (updated_at_ms, id);
CREATE INDEX share_transaction_by_scheme ON share_transaction (scheme_id, id);
CREATE INDEX share_transaction_by_resolution ON share_transaction (resolution_id);

-- 变动明细: by how many shares of a class the entry changes what a holder has from its day on
CREATE TABLE share_entry (
  transaction_id {id} NOT NULL REFERENCES share_transaction (id),
  n {int} NOT NULL,
  holder_id {id} NOT NULL REFERENCES share_holder (id),
  class {word} NOT NULL CHECK (class IN ('collective', 'member', 'relief', 'five_guarantee', 'incentive', 'other')),
  delta_e4 {int} NOT NULL CHECK (delta_e4 <> 0 AND delta_e4 BETWEEN -999999999999999 AND 999999999999999),
  PRIMARY KEY (transaction_id, n)
) {strict};
CREATE INDEX share_entry_by_holder ON share_entry (holder_id, class);

-- 持有期间: how many shares of a class a holder has from a day until another, that day not included; what the entries add up to
CREATE TABLE share_holding (
  holder_id {id} NOT NULL REFERENCES share_holder (id),
  class {word} NOT NULL CHECK (class IN ('collective', 'member', 'relief', 'five_guarantee', 'incentive', 'other')),
  from_on {day} NOT NULL,
  until_on {day},
  shares_e4 {int} NOT NULL CHECK (shares_e4 BETWEEN 1 AND 999999999999999),
  PRIMARY KEY (holder_id, class, from_on),
  CHECK (until_on IS NULL OR until_on > from_on)
) {strict};
CREATE UNIQUE INDEX share_holding_open ON share_holding (holder_id, class) WHERE until_on IS NULL;

-- 股权证书: what a holder had on the day of issue; a new one replaces it
CREATE TABLE share_certificate (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  scheme_id {id} NOT NULL REFERENCES share_scheme (id),
  region_code {code} NOT NULL REFERENCES region (code),
  holder_id {id} NOT NULL REFERENCES share_holder (id),
  state {word} NOT NULL CHECK (state IN ('valid', 'replaced', 'cancelled')),
  issued_on {day} NOT NULL,
  ended_on {day},
  end_reason {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK ((state = 'valid') = (ended_on IS NULL)),
  CHECK ((state = 'cancelled') = (end_reason IS NOT NULL))
) {strict};
CREATE UNIQUE INDEX share_certificate_valid ON share_certificate (holder_id) WHERE state = 'valid';
CREATE INDEX share_certificate_by_region ON share_certificate (region_code, id);
CREATE INDEX share_certificate_by_update ON share_certificate (updated_at_ms, id);
CREATE INDEX share_certificate_by_scheme ON share_certificate (scheme_id, id);
CREATE INDEX share_certificate_by_holder ON share_certificate (holder_id, id);

-- 证书所载份额
CREATE TABLE share_certificate_line (
  certificate_id {id} NOT NULL REFERENCES share_certificate (id),
  class {word} NOT NULL CHECK (class IN ('collective', 'member', 'relief', 'five_guarantee', 'incentive', 'other')),
  shares_e4 {int} NOT NULL CHECK (shares_e4 BETWEEN 1 AND 999999999999999),
  PRIMARY KEY (certificate_id, class)
) {strict};
"#,
    append_only: ["share_transaction", "share_entry"]
);
