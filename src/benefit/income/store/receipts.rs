//! Rows of what a body booked of lines of other bodies' lists.

use std::collections::HashMap;

use ::entity::{income_entry, income_receipt};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder as _, QuerySelect as _, RelationDef,
    sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    benefit::income::model::{BookedLine, Entry},
    ground::{
        kernel::{AnyId, DistributionId, IncomeEntryId, Money},
        platform::{Fault, Tx, insert, money_of},
    },
    office::lineage::{Passed, passed},
};

fn entry_of() -> RelationDef {
    income_receipt::Entity::belongs_to(income_entry::Entity)
        .from(income_receipt::Column::EntryId)
        .to(income_entry::Column::Id)
        .into()
}

/// Keeps which line an entry books.
pub async fn insert_receipt(tx: &Tx, entry: &Entry, line: BookedLine) -> Result<(), Fault> {
    let row = income_receipt::Model {
        entry_id: entry.id.uuid(),
        collective_id: entry.collective.uuid(),
        distribution_id: line.distribution.uuid(),
        edition: line.edition,
        holder_id: line.holder.uuid(),
        serial: line.serial,
        payout_id: line.payout.uuid(),
        freed_by: None,
    };
    insert(tx, row).await
}

/// Says that an entry was taken back: its line may be booked again.
pub async fn free_receipt(tx: &Tx, entry: IncomeEntryId, by: IncomeEntryId) -> Result<(), Fault> {
    use income_receipt::Column;
    let freed = income_receipt::Entity::update_many()
        .col_expr(Column::FreedBy, Expr::value(Some(by.uuid())))
        .filter(Column::EntryId.eq(entry.uuid()))
        .filter(Column::FreedBy.is_null());
    let got = freed.exec(tx.conn()).await?.rows_affected;
    if got == 1 { Ok(()) } else { Err(Fault::RowCount { what: "income_receipt", wanted: 1, got }) }
}

/// Which line each of these entries books.
pub async fn receipts_of(conn: &impl ConnectionTrait, entries: &[Uuid]) -> Result<HashMap<Uuid, BookedLine>, Fault> {
    let select = income_receipt::Entity::find().filter(income_receipt::Column::EntryId.is_in(entries.iter().copied()));
    let line = |r: income_receipt::Model| {
        let booked = BookedLine {
            distribution: r.distribution_id.into(),
            edition: r.edition,
            holder: r.holder_id.into(),
            serial: r.serial,
            payout: r.payout_id.into(),
        };
        (r.entry_id, booked)
    };
    Ok(select.all(conn).await?.into_iter().map(line).collect())
}

/// The number of the entry that books a line of a plan and was not taken back; of any of its lines where no holder is named.
pub async fn booked_by(
    conn: &impl ConnectionTrait,
    plan: DistributionId,
    holder: Option<AnyId>,
) -> Result<Option<String>, Fault> {
    use income_receipt::Column;
    let select = income_receipt::Entity::find()
        .join(JoinType::InnerJoin, entry_of())
        .filter(Column::DistributionId.eq(plan.uuid()))
        .filter(Column::FreedBy.is_null())
        .select_only()
        .column(income_entry::Column::Number)
        .order_by_asc(income_entry::Column::Number);
    let select = match holder {
        Some(holder) => select.filter(Column::HolderId.eq(holder.uuid())),
        None => select,
    };
    Ok(select.into_tuple().one(conn).await?)
}

/// The entry that books a line of a plan and was not taken back, with its amount.
pub async fn entry_of_line(
    conn: &impl ConnectionTrait,
    plan: DistributionId,
    holder: AnyId,
) -> Result<Option<(String, Money)>, Fault> {
    use income_receipt::Column;
    let select = income_receipt::Entity::find()
        .join(JoinType::InnerJoin, entry_of())
        .filter(Column::DistributionId.eq(plan.uuid()))
        .filter(Column::HolderId.eq(holder.uuid()))
        .filter(Column::FreedBy.is_null())
        .select_only()
        .column(income_entry::Column::Number)
        .column(income_entry::Column::AmountFen);
    let found: Option<(String, i64)> = select.into_tuple().one(conn).await?;
    found.map(|(number, fen)| Ok((number, money_of(fen)?))).transpose()
}

/// What bodies booked of lines of these plans, as (plan, entry, amount): one more than `most`.
pub async fn booked_of(conn: &impl ConnectionTrait, plans: &[Uuid], most: u64) -> Result<Vec<Passed>, Fault> {
    use income_receipt::Column;
    let select = income_receipt::Entity::find()
        .join(JoinType::InnerJoin, entry_of())
        .filter(Column::DistributionId.is_in(plans.iter().copied()))
        .filter(Column::FreedBy.is_null())
        .select_only()
        .columns([Column::DistributionId, Column::EntryId])
        .column(income_entry::Column::AmountFen)
        .order_by_asc(Column::DistributionId)
        .order_by_asc(Column::EntryId)
        .limit(most + 1);
    passed(select.into_tuple().all(conn).await?)
}
