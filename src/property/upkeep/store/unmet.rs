//! What the income of an owner has not met of orders that were verified.

use sea_orm::{ConnectionTrait, QueryResult, Statement};

use crate::ground::{
    kernel::{Money, OrganisationId},
    platform::{Fault, money_of},
};

const UNMET: &str = "SELECT CAST(o.verified_fen - coalesce((SELECT sum(m.amount_fen) FROM upkeep_order_met m WHERE m.order_id = o.id AND m.taken_back_by IS NULL), 0) AS bigint) AS fen \
      FROM upkeep_order o WHERE o.state = 'verified' AND o.source = 'collective_income' AND EXISTS ( \
        SELECT 1 FROM asset_ownership w WHERE w.asset_id = o.asset_id AND w.organisation_id = $1 AND w.until_on IS NULL)";

/// How many orders on assets that an organisation owns today wait for its income, and for how much of it.
pub async fn unmet_of(conn: &impl ConnectionTrait, owner: OrganisationId) -> Result<(u64, Money), Fault> {
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), UNMET, [owner.uuid().into()]);
    let left = |row: &QueryResult| money_of(row.try_get("", "fen")?);
    let left: Vec<Money> = conn.query_all_raw(statement).await?.iter().map(left).collect::<Result<_, Fault>>()?;
    Ok(Money::counted(left.into_iter().filter(|left| left.is_positive())))
}
