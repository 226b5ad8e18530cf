//! What a body distributes, by which plan, and how much of it is whose.

crate::dialect::migration!(
    "m0040_distributions",
    r#"
-- 分配方案: what is distributed of a year's or a part of a year's income, by which shares, and how far that has come
CREATE TABLE distribution (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  collective_id {id} NOT NULL REFERENCES collective (id),
  region_code {code} NOT NULL REFERENCES region (code),
  scheme_id {id} NOT NULL REFERENCES share_scheme (id),
  kind {word} NOT NULL CHECK (kind IN ('assistance_income', 'member_dividend', 'stake_payout')),
  name {text} NOT NULL,
  from_month {word} NOT NULL,
  to_month {word} NOT NULL,
  pool_fen {money} NOT NULL CHECK (pool_fen BETWEEN 0 AND 999999999999999),
  unit_fen {money} CHECK (unit_fen BETWEEN 1 AND 999999999999999),
  minimum_fen {money} NOT NULL CHECK (minimum_fen BETWEEN 0 AND 999999999999999),
  rounding {word} NOT NULL CHECK (rounding IN ('floor', 'largest_remainder')),
  closed_on {day} NOT NULL,
  closed_file_id {id} NOT NULL REFERENCES file (id),
  file_id {id} NOT NULL REFERENCES file (id),
  state {word} NOT NULL CHECK (state IN ('drafted', 'discussed', 'town_checked', 'voted', 'publicised', 'locked', 'approved', 'announced',
    'returned', 'annulled')),
  resolution_id {id} REFERENCES resolution (id),
  run_id {id} REFERENCES approval_run (id),
  phase {word} NOT NULL CHECK (phase IN ('none', 'lines', 'settling', 'counting', 'done')),
  edition {int} NOT NULL CHECK (edition >= 0),
  cursor_serial {int} NOT NULL CHECK (cursor_serial >= 0),
  weight_e4 {int} NOT NULL CHECK (weight_e4 >= 0),
  lines {int} NOT NULL CHECK (lines >= 0),
  lines_fen {money} NOT NULL CHECK (lines_fen BETWEEN 0 AND 999999999999999),
  digest {word} CHECK (length(digest) = 64),
  posted_on {day},
  posted_digest {word} CHECK (length(posted_digest) = 64),
  end_reason {text},
  note {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK (from_month <= to_month),
  CHECK (lines_fen <= pool_fen),
  CHECK (unit_fen IS NULL OR rounding = 'floor'),
  CHECK ((phase IN ('counting', 'done')) = (digest IS NOT NULL)),
  CHECK ((posted_on IS NULL) = (posted_digest IS NULL)),
  CHECK (state IN ('drafted', 'discussed', 'town_checked', 'returned', 'annulled') OR resolution_id IS NOT NULL),
  CHECK (state NOT IN ('publicised', 'locked', 'approved', 'announced') OR (phase = 'done' AND posted_on IS NOT NULL)),
  CHECK (state NOT IN ('locked', 'approved', 'announced') OR run_id IS NOT NULL)
) {strict};
CREATE INDEX distribution_by_region ON distribution (region_code, id);
CREATE INDEX distribution_by_update ON distribution (updated_at_ms, id);
CREATE INDEX distribution_by_collective ON distribution (collective_id, id);
CREATE INDEX distribution_by_scheme ON distribution (scheme_id, id);
CREATE INDEX distribution_by_resolution ON distribution (resolution_id);

-- 参与分配的股份类别
CREATE TABLE distribution_class (
  distribution_id {id} NOT NULL REFERENCES distribution (id),
  class {word} NOT NULL CHECK (class IN ('collective', 'member', 'relief', 'five_guarantee', 'incentive', 'other')),
  PRIMARY KEY (distribution_id, class)
) {strict};

-- 暂缓发放: whose part waits, and why
CREATE TABLE distribution_hold (
  distribution_id {id} NOT NULL REFERENCES distribution (id),
  serial {int} NOT NULL CHECK (serial > 0),
  reason {text} NOT NULL,
  PRIMARY KEY (distribution_id, serial)
) {strict};

-- 程序: what happened to the plan on its way, on which day, by which paper
CREATE TABLE distribution_step (
  distribution_id {id} NOT NULL REFERENCES distribution (id),
  n {int} NOT NULL,
  step {word} NOT NULL CHECK (step IN ('discussed', 'town_checked', 'voted', 'publicised', 'announced', 'returned', 'annulled')),
  happened_on {day} NOT NULL,
  file_id {id} REFERENCES file (id),
  note {text},
  recorded_by {word} NOT NULL,
  recorded_at_ms {instant} NOT NULL,
  PRIMARY KEY (distribution_id, n)
) {strict};

-- 分配明细: what one holder has of it, by an edition of the calculation; a later edition stands beside the earlier ones
CREATE TABLE distribution_line (
  distribution_id {id} NOT NULL REFERENCES distribution (id),
  edition {int} NOT NULL CHECK (edition > 0),
  holder_id {id} NOT NULL REFERENCES share_holder (id),
  serial {int} NOT NULL,
  weight_e4 {int} NOT NULL CHECK (weight_e4 > 0),
  amount_fen {money} NOT NULL CHECK (amount_fen BETWEEN 0 AND 999999999999999),
  rest {int} NOT NULL CHECK (rest >= 0),
  state {word} NOT NULL CHECK (state IN ('due', 'held_back', 'below_minimum')),
  reason {text},
  PRIMARY KEY (distribution_id, edition, holder_id),
  UNIQUE (distribution_id, edition, serial),
  CHECK ((state = 'held_back') = (reason IS NOT NULL))
) {strict};
CREATE INDEX distribution_line_by_holder ON distribution_line (holder_id, distribution_id);
"#,
    append_only: ["distribution_step"]
);
