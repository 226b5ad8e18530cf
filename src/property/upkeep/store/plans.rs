//! Rows of plans, and of what they made due.

use std::collections::HashMap;

use ::entity::{upkeep_due, upkeep_plan};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder as _, Statement,
    Value, prelude::Date, sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{AssetId, Day, InspectionId, Instant, Scope, UpkeepPlanId, Words as _},
        platform::{
            Fault, Listing, Page, Tx, in_scope, insert, insert_all, lock_if_postgres, page, page_keys, places,
            region_of, update_versioned, word,
        },
    },
    property::upkeep::model::{DueQuery, LastDue, UpkeepDue, UpkeepPlan},
};

fn to_row(p: &UpkeepPlan) -> upkeep_plan::Model {
    upkeep_plan::Model {
        id: p.id.uuid(),
        region_code: p.region.to_string(),
        name: p.name.clone(),
        asset_kind: p.kind.word().into(),
        class_code: p.class_code.clone(),
        risk: p.risk.map(|r| r.word().into()),
        task: p.task.word().into(),
        duty: p.duty.map(|d| d.word().into()),
        what: p.what.clone(),
        every_days: p.every_days,
        counted: p.counted.word().into(),
        first_on: p.first.date(),
        ended_on: p.ended.map(Day::date),
        end_reason: p.end_reason.clone(),
        layer: p.layer.word().into(),
        version: p.version,
        created_at_ms: p.created_at.millis(),
        updated_at_ms: p.updated_at.millis(),
    }
}

fn from_row(row: upkeep_plan::Model) -> Result<UpkeepPlan, Fault> {
    Ok(UpkeepPlan {
        id: row.id.into(),
        region: region_of(&row.region_code)?,
        name: row.name,
        kind: word(&row.asset_kind)?,
        class_code: row.class_code,
        risk: row.risk.as_deref().map(word).transpose()?,
        task: word(&row.task)?,
        duty: row.duty.as_deref().map(word).transpose()?,
        what: row.what,
        every_days: row.every_days,
        counted: word(&row.counted)?,
        first: Day::from_date(row.first_on),
        ended: row.ended_on.map(Day::from_date),
        end_reason: row.end_reason,
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_plan(tx: &Tx, plan: &UpkeepPlan) -> Result<(), Fault> {
    insert(tx, to_row(plan)).await
}

pub async fn update_plan(tx: &Tx, plan: &UpkeepPlan, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(plan), upkeep_plan::Column::Version, read_at).await
}

pub async fn find_plan(conn: &impl ConnectionTrait, id: UpkeepPlanId) -> Result<Option<UpkeepPlan>, Fault> {
    upkeep_plan::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

/// Plans by id, in one query.
pub async fn find_plans(
    conn: &impl ConnectionTrait,
    ids: Vec<UpkeepPlanId>,
) -> Result<HashMap<UpkeepPlanId, UpkeepPlan>, Fault> {
    let select = upkeep_plan::Entity::find().filter(upkeep_plan::Column::Id.is_in(ids.into_iter().map(|id| id.uuid())));
    let rows = select.all(conn).await?.into_iter().map(from_row);
    rows.map(|plan| plan.map(|p| (p.id, p))).collect()
}

pub async fn lock_plan(tx: &Tx, id: UpkeepPlanId) -> Result<Option<UpkeepPlan>, Fault> {
    let select = lock_if_postgres(tx, upkeep_plan::Entity::find_by_id(id.uuid()));
    select.one(tx.conn()).await?.map(from_row).transpose()
}

/// The first plan that holds on a day, from this id on.
pub async fn plan_from(tx: &Tx, from: Uuid, day: Day) -> Result<Option<UpkeepPlan>, Fault> {
    use upkeep_plan::Column;
    let open = Condition::any().add(Column::EndedOn.is_null()).add(Column::EndedOn.gt(day.date()));
    let select = upkeep_plan::Entity::find()
        .filter(Column::Id.gte(from))
        .filter(Column::FirstOn.lte(day.date()))
        .filter(open)
        .order_by_asc(Column::Id);
    select.one(tx.conn()).await?.map(from_row).transpose()
}

pub async fn list_plans(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    listing: &Listing,
    now: Instant,
) -> Result<Page<UpkeepPlan>, Fault> {
    let select = upkeep_plan::Entity::find().filter(in_scope(upkeep_plan::Column::RegionCode, scope));
    page(conn, select, page_keys!(upkeep_plan), listing, now).await?.try_map(from_row)
}

pub async fn insert_dues(tx: &Tx, dues: &[UpkeepDue]) -> Result<(), Fault> {
    let row = |d: &UpkeepDue| upkeep_due::Model {
        id: d.id.uuid(),
        plan_id: d.plan.uuid(),
        asset_id: d.asset.uuid(),
        region_code: d.region.to_string(),
        due_on: d.on.date(),
        inspection_id: d.inspection.map(|id| id.uuid()),
        order_id: d.order.map(|id| id.uuid()),
        created_at_ms: d.created_at.millis(),
        updated_at_ms: d.updated_at.millis(),
    };
    insert_all(tx, dues.iter().map(row).collect()).await
}

fn due_of(row: upkeep_due::Model) -> Result<UpkeepDue, Fault> {
    Ok(UpkeepDue {
        id: row.id.into(),
        plan: row.plan_id.into(),
        asset: row.asset_id.into(),
        region: region_of(&row.region_code)?,
        on: Day::from_date(row.due_on),
        inspection: row.inspection_id.map(Into::into),
        order: row.order_id.map(Into::into),
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

/// An inspection answers every one that was due of its asset by its day.
pub async fn answer_dues(tx: &Tx, asset: AssetId, by: InspectionId, on: Day, now: Instant) -> Result<(), Fault> {
    use upkeep_due::Column;
    upkeep_due::Entity::update_many()
        .col_expr(Column::InspectionId, Expr::value(by.uuid()))
        .col_expr(Column::UpdatedAtMs, Expr::value(now.millis()))
        .filter(Column::AssetId.eq(asset.uuid()))
        .filter(Column::InspectionId.is_null())
        .filter(Column::OrderId.is_null())
        .filter(Column::DueOn.lte(on.date()))
        .exec(tx.conn())
        .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct LastRow {
    asset_id: Uuid,
    due_on: Date,
    waits: i32,
    done_on: Option<Date>,
}

/// What a plan made due of each of these assets last.
pub async fn last_dues(tx: &Tx, plan: UpkeepPlanId, assets: &[Uuid]) -> Result<HashMap<Uuid, LastDue>, Fault> {
    if assets.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT d.asset_id, d.due_on, coalesce(i.inspected_on, o.done_on) AS done_on, \
                CASE WHEN d.inspection_id IS NULL AND d.order_id IS NULL THEN 1 \
                     WHEN o.state IN ('opened', 'assigned', 'done') THEN 1 ELSE 0 END AS waits \
           FROM upkeep_due d LEFT JOIN inspection i ON i.id = d.inspection_id LEFT JOIN upkeep_order o ON o.id = d.order_id \
          WHERE d.plan_id = $1 AND d.asset_id IN ({}) AND NOT EXISTS (SELECT 1 FROM upkeep_due n \
                WHERE n.plan_id = d.plan_id AND n.asset_id = d.asset_id AND n.due_on > d.due_on)",
        places(2, assets.len())
    );
    let values: Vec<Value> = [plan.uuid()].iter().chain(assets).map(|id| (*id).into()).collect();
    let conn = tx.conn();
    let found = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    let last = |row: LastRow| {
        let last =
            LastDue { on: Day::from_date(row.due_on), is_open: row.waits == 1, done: row.done_on.map(Day::from_date) };
        (row.asset_id, last)
    };
    let rows: Vec<LastRow> = found.iter().map(|row| LastRow::from_query_result(row, "")).collect::<Result<_, _>>()?;
    Ok(rows.into_iter().map(last).collect())
}

pub async fn list_dues(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &DueQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<UpkeepDue>, Fault> {
    use upkeep_due::Column;
    let waiting = || Condition::all().add(Column::InspectionId.is_null()).add(Column::OrderId.is_null());
    let wanted = [
        query.plan.map(|p| Condition::all().add(Column::PlanId.eq(p.uuid()))),
        query.asset.map(|a| Condition::all().add(Column::AssetId.eq(a.uuid()))),
        query.waiting.map(|yes| if yes { waiting() } else { waiting().not() }),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = upkeep_due::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    page(conn, select, page_keys!(upkeep_due), listing, now).await?.try_map(due_of)
}
