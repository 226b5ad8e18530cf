//! What bodies earn and spend, how a year of them is closed, and what is drawn from its pools.

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    sea_orm::{ConnectionTrait as _, DbBackend, DbErr},
};

const SQL: &str = r#"
-- 集体收支: one dated entry of income or expense of a body; never changed, only reversed by another
CREATE TABLE income_entry (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  collective_id {id} NOT NULL REFERENCES collective (id),
  region_code {code} NOT NULL REFERENCES region (code),
  side {word} NOT NULL CHECK (side IN ('income', 'expense')),
  category {word} NOT NULL CHECK (category IN ('rent', 'stake', 'operation', 'operating_subsidy', 'other_income',
    'opening_balance', 'upkeep', 'wages', 'tax', 'management', 'other_expense')),
  asset_id {id} REFERENCES asset (id),
  happened_on {day} NOT NULL,
  amount_fen {money} NOT NULL CHECK (amount_fen > 0) {range:amount_fen},
  account_id {id} NOT NULL REFERENCES bank_account (id),
  counterparty {text} NOT NULL,
  organisation_id {id} REFERENCES organisation (id),
  voucher {text} NOT NULL,
  file_id {id} REFERENCES file (id),
  term_from_on {day},
  term_months {small} CHECK (term_months BETWEEN 2 AND 600),
  reverses_id {id} REFERENCES income_entry (id),
  note {text},
  recorded_by {id} NOT NULL REFERENCES officer (id),
  layer {word} NOT NULL,
  version {int} NOT NULL CHECK (version = 1),
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK ((side = 'income') = (category IN ('rent', 'stake', 'operation', 'operating_subsidy', 'other_income',
    'opening_balance'))),
  CHECK ((term_from_on IS NULL) = (term_months IS NULL)),
  CHECK (reverses_id IS NOT NULL OR file_id IS NOT NULL)
) {strict};
CREATE UNIQUE INDEX income_entry_reversed ON income_entry (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE UNIQUE INDEX income_entry_voucher ON income_entry (collective_id, voucher) WHERE reverses_id IS NULL;
CREATE INDEX income_entry_by_region ON income_entry (region_code, id);
CREATE INDEX income_entry_by_update ON income_entry (updated_at_ms, id);
CREATE INDEX income_entry_by_collective ON income_entry (collective_id, id);
CREATE INDEX income_entry_by_asset ON income_entry (asset_id, id) WHERE asset_id IS NOT NULL;
CREATE INDEX income_entry_by_account ON income_entry (account_id, id);

-- 分年收支: what of an entry counts into which year; a reversal counts against it
CREATE TABLE income_part (
  entry_id {id} NOT NULL REFERENCES income_entry (id),
  year {small} NOT NULL,
  collective_id {id} NOT NULL REFERENCES collective (id),
  side {word} NOT NULL CHECK (side IN ('income', 'expense')),
  amount_fen {money} NOT NULL CHECK (amount_fen <> 0) {range:amount_fen},
  PRIMARY KEY (entry_id, year)
) {strict};
CREATE INDEX income_part_by_year ON income_part (collective_id, year, side);

-- 收益分配办法: how a body's net income of a year is divided, from a day on
CREATE TABLE income_scheme (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  collective_id {id} NOT NULL REFERENCES collective (id),
  region_code {code} NOT NULL REFERENCES region (code),
  state {word} NOT NULL CHECK (state IN ('adopted', 'withdrawn')),
  from_on {day} NOT NULL,
  reserve_ppm {int} NOT NULL CHECK (reserve_ppm BETWEEN 0 AND 1000000),
  resolution_id {id} REFERENCES resolution (id),
  file_id {id} NOT NULL REFERENCES file (id),
  withdraw_reason {text},
  note {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK ((state = 'withdrawn') = (withdraw_reason IS NOT NULL))
) {strict};
CREATE UNIQUE INDEX income_scheme_from ON income_scheme (collective_id, from_on) WHERE state = 'adopted';
CREATE INDEX income_scheme_by_region ON income_scheme (region_code, id);
CREATE INDEX income_scheme_by_update ON income_scheme (updated_at_ms, id);
CREATE INDEX income_scheme_by_collective ON income_scheme (collective_id, id);
CREATE INDEX income_scheme_by_resolution ON income_scheme (resolution_id);

-- 分配项目: which part of what is left after losses and reserve goes to a use
CREATE TABLE income_scheme_line (
  scheme_id {id} NOT NULL REFERENCES income_scheme (id),
  n {small} NOT NULL,
  purpose {word} NOT NULL CHECK (purpose IN ('community', 'housing_repair', 'infrastructure', 'growth', 'members',
    'industry', 'jobs', 'hardship', 'public_posts', 'other')),
  part_ppm {int} NOT NULL CHECK (part_ppm BETWEEN 1 AND 1000000),
  basis {text},
  PRIMARY KEY (scheme_id, n),
  UNIQUE (scheme_id, purpose),
  CHECK (purpose <> 'other' OR basis IS NOT NULL)
) {strict};

-- 集体年度账: one year of a body; its figures stand from the day on which it is closed
CREATE TABLE income_year (
  id {id} PRIMARY KEY NOT NULL,
  collective_id {id} NOT NULL REFERENCES collective (id),
  region_code {code} NOT NULL REFERENCES region (code),
  year {small} NOT NULL CHECK (year BETWEEN 1990 AND 2100),
  state {word} NOT NULL CHECK (state IN ('open', 'closed')),
  opening_loss_fen {money} NOT NULL CHECK (opening_loss_fen >= 0) {range:opening_loss_fen},
  opening_file_id {id} REFERENCES file (id),
  opened_by {id} NOT NULL REFERENCES officer (id),
  closed_on {day},
  closed_by {id} REFERENCES officer (id),
  stocktake_on {day},
  stocktake_file_id {id} REFERENCES file (id),
  debts_on {day},
  debts_file_id {id} REFERENCES file (id),
  scheme_id {id} REFERENCES income_scheme (id),
  income_fen {money} {range:income_fen},
  expense_fen {money} {range:expense_fen},
  upkeep_fen {money} CHECK (upkeep_fen >= 0) {range:upkeep_fen},
  loss_before_fen {money} CHECK (loss_before_fen >= 0) {range:loss_before_fen},
  loss_covered_fen {money} CHECK (loss_covered_fen >= 0) {range:loss_covered_fen},
  loss_after_fen {money} CHECK (loss_after_fen >= 0) {range:loss_after_fen},
  carried_fen {money} CHECK (carried_fen >= 0) {range:carried_fen},
  reserve_fen {money} CHECK (reserve_fen >= 0) {range:reserve_fen},
  undistributed_fen {money} CHECK (undistributed_fen >= 0) {range:undistributed_fen},
  note {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  UNIQUE (collective_id, year),
  CHECK ((opening_loss_fen > 0) = (opening_file_id IS NOT NULL)),
  CHECK ((state = 'closed') = (closed_on IS NOT NULL)),
  CHECK ((state = 'closed') = (closed_by IS NOT NULL)),
  CHECK ((state = 'closed') = (stocktake_on IS NOT NULL)),
  CHECK ((state = 'closed') = (stocktake_file_id IS NOT NULL)),
  CHECK ((state = 'closed') = (debts_on IS NOT NULL)),
  CHECK ((state = 'closed') = (debts_file_id IS NOT NULL)),
  CHECK ((state = 'closed') = (income_fen IS NOT NULL)),
  CHECK ((state = 'closed') = (undistributed_fen IS NOT NULL))
) {strict};
CREATE INDEX income_year_by_region ON income_year (region_code, id);
CREATE INDEX income_year_by_update ON income_year (updated_at_ms, id);

-- 收益分配池: what of a closed year is set aside for a use; what is left of it stands in the books
CREATE TABLE income_pool (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  year_id {id} NOT NULL REFERENCES income_year (id),
  collective_id {id} NOT NULL REFERENCES collective (id),
  region_code {code} NOT NULL REFERENCES region (code),
  year {small} NOT NULL,
  purpose {word} NOT NULL CHECK (purpose IN ('community', 'housing_repair', 'infrastructure', 'growth', 'members',
    'industry', 'jobs', 'hardship', 'public_posts', 'other')),
  basis {text},
  amount_fen {money} NOT NULL CHECK (amount_fen > 0) {range:amount_fen},
  closed_on {day} NOT NULL,
  state {word} NOT NULL CHECK (state IN ('set_aside', 'taken_back')),
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL
) {strict};
CREATE UNIQUE INDEX income_pool_of_year ON income_pool (year_id, purpose) WHERE state = 'set_aside';
CREATE INDEX income_pool_by_region ON income_pool (region_code, id);
CREATE INDEX income_pool_by_update ON income_pool (updated_at_ms, id);
CREATE INDEX income_pool_by_collective ON income_pool (collective_id, id);

-- 收益使用: what was spent from a pool, to whom; never changed, only reversed by another
CREATE TABLE income_spending (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  pool_id {id} NOT NULL REFERENCES income_pool (id),
  collective_id {id} NOT NULL REFERENCES collective (id),
  region_code {code} NOT NULL REFERENCES region (code),
  spent_on {day} NOT NULL,
  amount_fen {money} NOT NULL CHECK (amount_fen > 0) {range:amount_fen},
  account_id {id} NOT NULL REFERENCES bank_account (id),
  payee {text} NOT NULL,
  organisation_id {id} REFERENCES organisation (id),
  purpose {text} NOT NULL,
  voucher {text} NOT NULL,
  file_id {id} REFERENCES file (id),
  reverses_id {id} REFERENCES income_spending (id),
  recorded_by {word} NOT NULL,
  layer {word} NOT NULL,
  version {int} NOT NULL CHECK (version = 1),
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK (reverses_id IS NOT NULL OR file_id IS NOT NULL)
) {strict};
CREATE UNIQUE INDEX income_spending_reversed ON income_spending (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE UNIQUE INDEX income_spending_voucher ON income_spending (collective_id, voucher) WHERE reverses_id IS NULL;
CREATE INDEX income_spending_by_region ON income_spending (region_code, id);
CREATE INDEX income_spending_by_update ON income_spending (updated_at_ms, id);
CREATE INDEX income_spending_by_account ON income_spending (account_id, id);
CREATE INDEX income_spending_by_pool ON income_spending (pool_id, id);
"#;

/// What an account may be: below zero stand the contra accounts of what came in alone.
const CHECK: &str = "(kind = 'source.inflow' OR balance_fen >= 0)";
const CHECK_NOW: &str = "(kind IN ('source.inflow', 'collective.inflow') OR balance_fen >= 0)";

/// Lets the contra account of what bodies earn stand below zero too. The rows and their order stay as they are.
async fn let_inflow_owe(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    if connection.get_database_backend() == DbBackend::Postgres {
        let sql = format!(
            "ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_check, ADD CONSTRAINT ledger_account_check CHECK {CHECK_NOW}"
        );
        connection.execute_unprepared(&sql).await?;
        return Ok(());
    }
    crate::dialect::reword(manager, "ledger_account", &[(CHECK, CHECK_NOW)]).await
}

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0039_income"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let_inflow_owe(manager).await?;
        crate::dialect::run(manager, SQL).await?;
        for table in ["income_entry", "income_part", "income_spending"] {
            crate::dialect::append_only(manager, table).await?;
        }
        Ok(())
    }
}
