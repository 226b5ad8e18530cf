//! Rows of lists, and of the steps that they took.

use std::collections::{BTreeMap, HashMap};

use ::entity::{to_person_list, to_person_step};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait as _, QueryFilter, QueryOrder as _,
    QuerySelect as _,
};

use uuid::Uuid;

use crate::{
    benefit::posts::model::{ListQuery, ListStep, ListStepTold, ToPersonList},
    ground::{
        kernel::{
            Day, Digest, DisbursementId, IncomeSpendingId, Instant, Money, Month, Scope, ToPersonListId, Words as _,
        },
        platform::{
            Fault, Listing, Page, Tx, count_by_state, in_scope, insert, insert_all, lock_if_postgres, money_of, page,
            page_keys, region_of, update_versioned, word,
        },
    },
};

fn to_row(l: &ToPersonList) -> to_person_list::Model {
    to_person_list::Model {
        id: l.id.uuid(),
        number: l.number.clone(),
        region_code: l.region.to_string(),
        item: l.item.word().into(),
        item_name: l.item_name.clone(),
        item_key: l.item_key.clone(),
        name: l.name.clone(),
        basis: l.basis.clone(),
        file_id: l.paper.uuid(),
        per: l.per.word().into(),
        unit_fen: l.unit.map(Money::fen),
        from_month: l.months.0.to_string(),
        to_month: l.months.1.to_string(),
        source: l.source.word().into(),
        pool_id: l.pool.map(|p| p.uuid()),
        agent_id: l.agent.map(|a| a.uuid()),
        origin: l.origin.word().into(),
        state: l.state.word().into(),
        lines: l.lines,
        lines_fen: l.total.fen(),
        digest: l.digest.to_string(),
        prepared_by: l.prepared_by.uuid(),
        checked_by: l.checked_by.map(|o| o.uuid()),
        posted_on: l.posted_on.map(Day::date),
        posted_digest: l.posted_digest.map(|d| d.to_string()),
        spending_id: l.spending.map(|s| s.uuid()),
        disbursement_id: l.disbursement.map(|d| d.uuid()),
        paid_on: l.paid_on.map(Day::date),
        end_reason: l.end_reason.clone(),
        acknowledged: Some(l.acknowledged.join(" ")).filter(|text| !text.is_empty()),
        note: l.note.clone(),
        layer: l.layer.word().into(),
        version: l.version,
        created_at_ms: l.created_at.millis(),
        updated_at_ms: l.updated_at.millis(),
        posting_id: l.posting.map(|p| p.uuid()),
    }
}

fn month_of(text: &str) -> Result<Month, Fault> {
    text.parse().map_err(|()| Fault::inconsistent("the month of a list"))
}

fn digest_of(text: &str) -> Result<Digest, Fault> {
    text.parse().map_err(|()| Fault::inconsistent("the digest of a list"))
}

fn from_row(row: to_person_list::Model) -> Result<ToPersonList, Fault> {
    let acknowledged = row.acknowledged.unwrap_or_default();
    Ok(ToPersonList {
        id: row.id.into(),
        number: row.number,
        region: region_of(&row.region_code)?,
        item: word(&row.item)?,
        item_name: row.item_name,
        item_key: row.item_key,
        name: row.name,
        basis: row.basis,
        paper: row.file_id.into(),
        per: word(&row.per)?,
        unit: row.unit_fen.map(money_of).transpose()?,
        months: (month_of(&row.from_month)?, month_of(&row.to_month)?),
        source: word(&row.source)?,
        pool: row.pool_id.map(Into::into),
        agent: row.agent_id.map(Into::into),
        origin: word(&row.origin)?,
        state: word(&row.state)?,
        lines: row.lines,
        total: money_of(row.lines_fen)?,
        digest: digest_of(&row.digest)?,
        prepared_by: row.prepared_by.into(),
        checked_by: row.checked_by.map(Into::into),
        posted_on: row.posted_on.map(Day::from_date),
        posted_digest: row.posted_digest.as_deref().map(digest_of).transpose()?,
        posting: row.posting_id.map(Into::into),
        spending: row.spending_id.map(Into::into),
        disbursement: row.disbursement_id.map(Into::into),
        paid_on: row.paid_on.map(Day::from_date),
        end_reason: row.end_reason,
        acknowledged: acknowledged.split(' ').filter(|rule| !rule.is_empty()).map(str::to_owned).collect(),
        note: row.note,
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_list(tx: &Tx, list: &ToPersonList) -> Result<(), Fault> {
    insert(tx, to_row(list)).await
}

pub async fn update_list(tx: &Tx, list: &ToPersonList, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(list), to_person_list::Column::Version, read_at).await
}

pub async fn find_list(conn: &impl ConnectionTrait, id: ToPersonListId) -> Result<Option<ToPersonList>, Fault> {
    to_person_list::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

pub async fn lock_list(tx: &Tx, id: ToPersonListId) -> Result<Option<ToPersonList>, Fault> {
    let row = lock_if_postgres(tx, to_person_list::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    row.map(from_row).transpose()
}

/// Lists of these numbers, held in the order of their ids.
pub async fn lock_lists_numbered(tx: &Tx, numbers: &[String]) -> Result<Vec<ToPersonList>, Fault> {
    use to_person_list::Column;
    let select = to_person_list::Entity::find().filter(Column::Number.is_in(numbers)).order_by_asc(Column::Id);
    lock_if_postgres(tx, select).all(tx.conn()).await?.into_iter().map(from_row).collect()
}

/// The number of the list that a spending or a claim pays already.
pub async fn linked_to(
    conn: &impl ConnectionTrait,
    by: Result<IncomeSpendingId, DisbursementId>,
) -> Result<Option<String>, Fault> {
    use to_person_list::Column;
    let wanted = match by {
        Ok(spending) => Column::SpendingId.eq(spending.uuid()),
        Err(disbursement) => Column::DisbursementId.eq(disbursement.uuid()),
    };
    let select = to_person_list::Entity::find().filter(wanted).select_only().column(Column::Number);
    Ok(select.into_tuple().one(conn).await?)
}

/// Writes a step behind those that there are. Whoever calls holds the list.
pub async fn insert_step(tx: &Tx, id: ToPersonListId, step: &ListStep) -> Result<(), Fault> {
    let select = to_person_step::Entity::find().filter(to_person_step::Column::ListId.eq(id.uuid()));
    let before = select.count(tx.conn()).await?;
    let n = i64::try_from(before).map_err(|_| Fault::inconsistent("more steps than can be counted"))? + 1;
    let row = to_person_step::Model {
        list_id: id.uuid(),
        n,
        step: step.told.step.word().into(),
        happened_on: step.told.on.date(),
        file_id: step.told.paper.map(|f| f.uuid()),
        note: step.told.note.clone(),
        recorded_by: step.recorded_by.clone(),
        recorded_at_ms: step.recorded_at.millis(),
    };
    insert_all(tx, vec![row]).await
}

/// The steps of a list, in their order.
pub async fn steps_of(conn: &impl ConnectionTrait, id: ToPersonListId) -> Result<Vec<ListStep>, Fault> {
    let select = to_person_step::Entity::find()
        .filter(to_person_step::Column::ListId.eq(id.uuid()))
        .order_by_asc(to_person_step::Column::N);
    let step = |row: to_person_step::Model| {
        let (on, paper) = (Day::from_date(row.happened_on), row.file_id.map(Into::into));
        let told = ListStepTold { step: word(&row.step)?, on, paper, note: row.note };
        Ok(ListStep { told, recorded_by: row.recorded_by, recorded_at: Instant::from_millis(row.recorded_at_ms) })
    };
    select.all(conn).await?.into_iter().map(step).collect()
}

/// How many lists are in each state.
pub async fn lists_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "to_person_list").await
}

pub async fn list_lists(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &ListQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<ToPersonList>, Fault> {
    use to_person_list::Column;
    let month = query
        .month
        .map(|m| Condition::all().add(Column::FromMonth.lte(m.to_string())).add(Column::ToMonth.gte(m.to_string())));
    let wanted = [
        query.item.map(|i| Column::Item.eq(i.word())),
        query.state.map(|s| Column::State.eq(s.word())),
        query.pool.map(|p| Column::PoolId.eq(p.uuid())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let wanted = month.into_iter().fold(wanted, Condition::add);
    let select = to_person_list::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    page(conn, select, page_keys!(to_person_list), listing, now).await?.try_map(from_row)
}

/// Lists by id, in one query.
pub async fn lists_by_id(
    conn: &impl ConnectionTrait,
    ids: &[ToPersonListId],
) -> Result<HashMap<ToPersonListId, ToPersonList>, Fault> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let select = to_person_list::Entity::find().filter(to_person_list::Column::Id.is_in(ids.iter().map(|i| i.uuid())));
    select.all(conn).await?.into_iter().map(|row| Ok((row.id.into(), from_row(row)?))).collect()
}

/// Lists behind one, in the order of their ids, at most so many.
pub async fn lists_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<ToPersonList>, Fault> {
    let select = to_person_list::Entity::find()
        .filter(to_person_list::Column::Id.gt(after))
        .order_by_asc(to_person_list::Column::Id)
        .limit(most);
    select.all(conn).await?.into_iter().map(from_row).collect()
}
