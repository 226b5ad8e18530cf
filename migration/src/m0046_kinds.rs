//! Two more kinds of distribution: by a roll of need, which the county is told of, and by a roll of stakes, which is an agreement's.

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    sea_orm::{ConnectionTrait as _, DbBackend, DbErr},
};

const SQL: &str = r#"
-- a plan goes by the shares of a scheme or by a roll
ALTER TABLE distribution ADD COLUMN roll_id {id} REFERENCES roll (id) CHECK ((scheme_id IS NULL) <> (roll_id IS NULL)
  AND (kind = 'member_dividend') = (roll_id IS NULL));
CREATE INDEX distribution_by_roll ON distribution (roll_id, id);
-- numbers of the rules whose warnings were acknowledged
ALTER TABLE distribution ADD COLUMN acknowledged {text};

-- 分配标准: what a class of a roll has in a plan, and all its weights as they were last counted
CREATE TABLE distribution_term (
  distribution_id {id} NOT NULL REFERENCES distribution (id),
  class {word} NOT NULL CHECK (class IN ('unstable', 'marginal', 'sudden', 'relieved', 'subsistence', 'five_guarantee', 'work', 'other',
    'stake')),
  unit_fen {money} CHECK (unit_fen BETWEEN 1 AND 999999999999999),
  part_ppm {int} CHECK (part_ppm BETWEEN 1 AND 1000000),
  rate_ppm {int} CHECK (rate_ppm BETWEEN 1 AND 1000000),
  weight_e4 {int} NOT NULL CHECK (weight_e4 >= 0),
  PRIMARY KEY (distribution_id, class),
  CHECK (CASE WHEN unit_fen IS NULL THEN 0 ELSE 1 END + CASE WHEN part_ppm IS NULL THEN 0 ELSE 1 END
    + CASE WHEN rate_ppm IS NULL THEN 0 ELSE 1 END = 1),
  CHECK (rate_ppm IS NULL OR class = 'stake')
) {strict};
"#;

/// By which register a plan goes is said by one column or another.
const SCHEME: (&str, &str) =
    ("scheme_id BLOB NOT NULL REFERENCES share_scheme (id)", "scheme_id BLOB REFERENCES share_scheme (id)");
/// 县级备案 stands beside the vote.
const STATES: (&str, &str) =
    ("'town_checked', 'voted', 'publicised', 'locked',", "'town_checked', 'filed', 'voted', 'publicised', 'locked',");
const STEPS: (&str, &str) = (
    "'town_checked', 'voted', 'publicised', 'announced',",
    "'town_checked', 'filed', 'voted', 'publicised', 'announced',",
);
/// What a kind asks of a plan before its list is computed: of shares a vote, of a roll of need that the county was told, of stakes nothing more.
const WAY: (&str, &str) = (
    "CHECK (state IN ('drafted', 'discussed', 'town_checked', 'returned', 'annulled') OR resolution_id IS NOT NULL)",
    "CHECK (state IN ('drafted', 'discussed', 'town_checked', 'returned', 'annulled') OR kind <> 'member_dividend' OR resolution_id IS NOT NULL), \
     CHECK (kind = 'member_dividend' OR resolution_id IS NULL), \
     CHECK (state <> 'voted' OR kind = 'member_dividend'), CHECK (state <> 'filed' OR kind = 'assistance_income')",
);
/// A line is of somebody in the one register or the other; an invariant asks in which. A payout refers to its line.
const HOLDER: (&str, &str) = ("holder_id BLOB NOT NULL REFERENCES share_holder (id)", "holder_id BLOB NOT NULL");

const POSTGRES: &str = "ALTER TABLE distribution ALTER COLUMN scheme_id DROP NOT NULL; \
    ALTER TABLE distribution DROP CONSTRAINT distribution_state_check, DROP CONSTRAINT distribution_check5, \
      ADD CONSTRAINT distribution_state_check CHECK (state IN ('drafted', 'discussed', 'town_checked', 'filed', 'voted', 'publicised', 'locked', \
        'approved', 'announced', 'returned', 'annulled')), \
      ADD CONSTRAINT distribution_way_voted CHECK (state IN ('drafted', 'discussed', 'town_checked', 'returned', 'annulled') \
        OR kind <> 'member_dividend' OR resolution_id IS NOT NULL), \
      ADD CONSTRAINT distribution_way_unvoted CHECK (kind = 'member_dividend' OR resolution_id IS NULL), \
      ADD CONSTRAINT distribution_way_vote CHECK (state <> 'voted' OR kind = 'member_dividend'), \
      ADD CONSTRAINT distribution_way_filing CHECK (state <> 'filed' OR kind = 'assistance_income'); \
    ALTER TABLE distribution_step DROP CONSTRAINT distribution_step_step_check, ADD CONSTRAINT distribution_step_step_check \
      CHECK (step IN ('discussed', 'town_checked', 'filed', 'voted', 'publicised', 'announced', 'returned', 'annulled')); \
    ALTER TABLE distribution_line DROP CONSTRAINT distribution_line_holder_id_fkey; \
    ALTER TABLE payout DROP CONSTRAINT payout_holder_id_fkey";

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0046_kinds"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        if connection.get_database_backend() == DbBackend::Postgres {
            connection.execute_unprepared(POSTGRES).await?;
        } else {
            crate::dialect::reword(manager, "distribution", &[SCHEME, STATES, WAY]).await?;
            crate::dialect::reword(manager, "distribution_step", &[STEPS]).await?;
            crate::dialect::reword(manager, "distribution_line", &[HOLDER]).await?;
            crate::dialect::reword(manager, "payout", &[HOLDER]).await?;
        }
        crate::dialect::run(manager, SQL).await
    }
}
