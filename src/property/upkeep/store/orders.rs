//! Rows of orders.

use std::collections::HashMap;

use ::entity::{upkeep_order, upkeep_order_met, upkeep_order_paper};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _,
    sea_query::{Alias, Expr, ExprTrait as _},
};
use uuid::Uuid;

use super::{columns, named};
use crate::{
    ground::{
        kernel::{AssetId, Day, FileId, Instant, Money, Month, OrganisationId, Scope, UpkeepOrderId, Words as _},
        platform::{
            Fault, Listing, Page, Tx, in_scope, insert, insert_all, lock_if_postgres, money_of, page, page_keys,
            pairs_of, region_of, update_versioned, word,
        },
    },
    property::{
        assets::UpkeepSource,
        upkeep::model::{Accepted, Done, FromFinding, Met, OrderPaper, OrderQuery, OrderState, TakenBack, UpkeepOrder},
    },
};

fn to_row(o: &UpkeepOrder) -> Result<upkeep_order::Model, Fault> {
    let (assignee_id, assignee_name, assignee_person_id) = columns(o.assignee.as_ref())?;
    let (done, accepted) = (o.done.as_ref(), o.accepted.as_ref());
    Ok(upkeep_order::Model {
        id: o.id.uuid(),
        number: o.number.clone(),
        asset_id: o.asset.uuid(),
        region_code: o.region.to_string(),
        inspection_id: o.finding.map(|f| f.inspection.uuid()),
        finding: o.finding.map(|f| f.finding),
        duty: o.duty.word().into(),
        what: o.what.clone(),
        due_on: o.due_on.map(Day::date),
        state: o.state.word().into(),
        opened_by: o.opened_by.clone(),
        assignee_id,
        assignee_name,
        assigned_on: o.assigned_on.map(Day::date),
        done_on: done.map(|d| d.on.date()),
        reported_by: done.map(|d| d.by.uuid()),
        report: done.map(|d| d.report.clone()),
        cost_fen: done.map(|d| d.cost.fen()),
        source: done.map(|d| d.source.word().into()),
        verified_on: accepted.map(|a| a.on.date()),
        verified_by: accepted.map(|a| a.by.uuid()),
        verified_fen: accepted.map(|a| a.cost.fen()),
        treatment: accepted.map(|a| a.treatment.word().into()),
        improvement: accepted.and_then(|a| a.improvement).map(|i| i.word().into()),
        rating: accepted.map(|a| a.rating.word().into()),
        raters: accepted.map(|a| a.raters),
        payee_id: accepted.and_then(|a| a.payee).map(|id| id.uuid()),
        paid_fen: o.paid.map(Money::fen),
        reason: o.reason.clone(),
        closed_on: o.closed_on.map(Day::date),
        layer: o.layer.word().into(),
        version: o.version,
        created_at_ms: o.created_at.millis(),
        updated_at_ms: o.updated_at.millis(),
        repair_request_id: o.request.map(|r| r.uuid()),
        assignee_person_id,
    })
}

fn done_of(row: &upkeep_order::Model) -> Result<Option<Done>, Fault> {
    let parts = (row.done_on, row.reported_by, row.report.as_ref(), row.cost_fen, row.source.as_ref());
    match parts {
        (Some(on), Some(by), Some(report), Some(cost), Some(source)) => Ok(Some(Done {
            on: Day::from_date(on),
            by: by.into(),
            report: report.clone(),
            cost: money_of(cost)?,
            source: word(source)?,
        })),
        (None, None, None, None, None) => Ok(None),
        _ => Err(Fault::inconsistent(format!("the report of order {}", row.id))),
    }
}

fn accepted_of(row: &upkeep_order::Model) -> Result<Option<Accepted>, Fault> {
    let parts = (row.verified_on, row.verified_by, row.verified_fen, row.treatment.as_ref(), row.rating.as_ref());
    match (parts, row.raters) {
        ((Some(on), Some(by), Some(cost), Some(treatment), Some(rating)), Some(raters)) => Ok(Some(Accepted {
            on: Day::from_date(on),
            by: by.into(),
            cost: money_of(cost)?,
            treatment: word(treatment)?,
            improvement: row.improvement.as_deref().map(word).transpose()?,
            rating: word(rating)?,
            raters,
            payee: row.payee_id.map(Into::into),
        })),
        ((None, None, None, None, None), None) => Ok(None),
        _ => Err(Fault::inconsistent(format!("the verification of order {}", row.id))),
    }
}

fn from_row(
    row: upkeep_order::Model,
    (met, taken_back): (Vec<Met>, Vec<TakenBack>),
    papers: Vec<(OrderPaper, FileId)>,
) -> Result<UpkeepOrder, Fault> {
    let finding = match (row.inspection_id, row.finding) {
        (Some(inspection), Some(finding)) => Some(FromFinding { inspection: inspection.into(), finding }),
        (None, None) => None,
        _ => return Err(Fault::inconsistent(format!("the finding of order {}", row.id))),
    };
    let (done, accepted) = (done_of(&row)?, accepted_of(&row)?);
    Ok(UpkeepOrder {
        id: row.id.into(),
        number: row.number,
        asset: row.asset_id.into(),
        region: region_of(&row.region_code)?,
        finding,
        request: row.repair_request_id.map(Into::into),
        duty: word(&row.duty)?,
        what: row.what,
        due_on: row.due_on.map(Day::from_date),
        state: word(&row.state)?,
        opened_by: row.opened_by,
        assignee: named((row.assignee_id, row.assignee_name, row.assignee_person_id))?,
        assigned_on: row.assigned_on.map(Day::from_date),
        done,
        accepted,
        met,
        taken_back,
        papers,
        reason: row.reason,
        closed_on: row.closed_on.map(Day::from_date),
        paid: row.paid_fen.map(money_of).transpose()?,
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

fn taken_back_of(row: &upkeep_order_met::Model, met: Met) -> Result<TakenBack, Fault> {
    let parts = (row.taken_back_by, row.taken_back_on, row.taken_back_reason.clone());
    let (Some(by), Some(on), Some(reason)) = parts else {
        return Err(Fault::inconsistent(format!("what was taken back of order {}", row.order_id)));
    };
    Ok(TakenBack { met, by: by.into(), on: Day::from_date(on), reason })
}

fn met_of(row: &upkeep_order_met::Model) -> Result<Met, Fault> {
    Ok(Met {
        n: row.n,
        by: row.recorded_by.map(Into::into),
        organisation: row.organisation_id.into(),
        amount: money_of(row.amount_fen)?,
        voucher: row.voucher.clone(),
        on: Day::from_date(row.met_on),
        file: row.file_id.into(),
    })
}

/// Orders with what hangs on them: two queries more, however many they are.
async fn whole(conn: &impl ConnectionTrait, rows: Vec<upkeep_order::Model>) -> Result<Vec<UpkeepOrder>, Fault> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = rows.iter().map(|r| r.id).collect();
    let select = upkeep_order_met::Entity::find()
        .filter(upkeep_order_met::Column::OrderId.is_in(ids.iter().copied()))
        .order_by_asc(upkeep_order_met::Column::N);
    let mut met: HashMap<Uuid, (Vec<Met>, Vec<TakenBack>)> = HashMap::new();
    for row in select.all(conn).await? {
        let (one, of) = (met_of(&row)?, met.entry(row.order_id).or_default());
        if row.taken_back_by.is_some() {
            of.1.push(taken_back_of(&row, one)?);
        } else {
            of.0.push(one);
        }
    }
    let select = upkeep_order_paper::Entity::find()
        .filter(upkeep_order_paper::Column::OrderId.is_in(ids))
        .order_by_asc(upkeep_order_paper::Column::FileId);
    let mut papers: HashMap<Uuid, Vec<(OrderPaper, FileId)>> = HashMap::new();
    for row in select.all(conn).await? {
        papers.entry(row.order_id).or_default().push((word(&row.part)?, row.file_id.into()));
    }
    let with = |row: upkeep_order::Model| {
        let (met, papers) = (met.remove(&row.id), papers.remove(&row.id));
        let mut papers = papers.unwrap_or_default();
        papers.sort_unstable();
        from_row(row, met.unwrap_or_default(), papers)
    };
    rows.into_iter().map(with).collect()
}

/// What of an order counts no more: the row stays, with who took it back and why.
async fn take_back(tx: &Tx, o: &UpkeepOrder, taken: &TakenBack) -> Result<(), Fault> {
    use upkeep_order_met::Column;
    let done = upkeep_order_met::Entity::update_many()
        .col_expr(Column::TakenBackBy, Expr::value(Some(taken.by.uuid())))
        .col_expr(Column::TakenBackOn, Expr::value(Some(taken.on.date())))
        .col_expr(Column::TakenBackReason, Expr::value(Some(taken.reason.clone())))
        .filter(Column::OrderId.eq(o.id.uuid()))
        .filter(Column::N.eq(taken.met.n))
        .filter(Column::TakenBackBy.is_null())
        .exec(tx.conn())
        .await?;
    if done.rows_affected == 1 {
        Ok(())
    } else {
        Err(Fault::inconsistent("what was met is not there to be taken back"))
    }
}

/// What the order says that stands in rows of its own; rows are only ever added, and those of what was met taken back.
async fn write_parts(tx: &Tx, o: &UpkeepOrder, before: Option<&UpkeepOrder>) -> Result<(), Fault> {
    for taken in o.taken_back.iter().skip(before.map_or(0, |b| b.taken_back.len())) {
        take_back(tx, o, taken).await?;
    }
    let met = |m: &Met| upkeep_order_met::Model {
        order_id: o.id.uuid(),
        n: m.n,
        organisation_id: m.organisation.uuid(),
        amount_fen: m.amount.fen(),
        voucher: m.voucher.clone(),
        met_on: m.on.date(),
        file_id: m.file.uuid(),
        recorded_by: m.by.map(|by| by.uuid()),
        taken_back_by: None,
        taken_back_on: None,
        taken_back_reason: None,
    };
    let new = o.met.iter().filter(|m| before.is_none_or(|b| b.met.iter().all(|was| was.n != m.n)));
    insert_all(tx, new.map(met).collect()).await?;
    let paper = |(part, file): &(OrderPaper, FileId)| upkeep_order_paper::Model {
        order_id: o.id.uuid(),
        part: part.word().into(),
        file_id: file.uuid(),
    };
    let new = o.papers.iter().filter(|paper| before.is_none_or(|b| !b.papers.contains(paper)));
    insert_all(tx, new.map(paper).collect()).await
}

pub async fn insert_order(tx: &Tx, o: &UpkeepOrder) -> Result<(), Fault> {
    insert(tx, to_row(o)?).await?;
    write_parts(tx, o, None).await
}

/// Orders of which nothing has been done yet and that have no papers, in one statement however many they are.
pub async fn insert_orders(tx: &Tx, orders: &[UpkeepOrder]) -> Result<(), Fault> {
    insert_all(tx, orders.iter().map(to_row).collect::<Result<_, _>>()?).await
}

pub async fn update_order(tx: &Tx, before: &UpkeepOrder, after: &UpkeepOrder) -> Result<(), Fault> {
    update_versioned(tx, to_row(after)?, upkeep_order::Column::Version, before.version).await?;
    write_parts(tx, after, Some(before)).await
}

pub async fn find_order(conn: &impl ConnectionTrait, id: UpkeepOrderId) -> Result<Option<UpkeepOrder>, Fault> {
    let row = upkeep_order::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(whole(conn, row.into_iter().collect()).await?.pop())
}

pub async fn lock_order(tx: &Tx, id: UpkeepOrderId) -> Result<Option<UpkeepOrder>, Fault> {
    let row = lock_if_postgres(tx, upkeep_order::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(whole(tx.conn(), row.into_iter().collect()).await?.pop())
}

/// Orders by id, with what hangs on them.
pub async fn find_orders(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<UpkeepOrder>, Fault> {
    let rows = upkeep_order::Entity::find().filter(upkeep_order::Column::Id.is_in(ids.iter().copied())).all(conn);
    whole(conn, rows.await?).await
}

/// Orders that were verified of assets, as (asset, order): one more than `most`, to tell whether there are more.
pub async fn verified_of(conn: &impl ConnectionTrait, assets: &[Uuid], most: u64) -> Result<Vec<(Uuid, Uuid)>, Fault> {
    use upkeep_order::Column;
    let select = upkeep_order::Entity::find().filter(Column::VerifiedFen.is_not_null());
    pairs_of(conn, select, (Column::AssetId, Column::Id), (assets, most)).await
}

/// The number of the order that answers a finding and was not cancelled.
pub async fn answers_finding(tx: &Tx, finding: FromFinding) -> Result<Option<String>, Fault> {
    use upkeep_order::Column;
    let select = upkeep_order::Entity::find()
        .filter(Column::InspectionId.eq(finding.inspection.uuid()))
        .filter(Column::Finding.eq(finding.finding))
        .filter(Column::State.ne(OrderState::Cancelled.word()));
    Ok(select.one(tx.conn()).await?.map(|row| row.number))
}

/// What orders were paid of a collective's income from a day until another, both included, in fen.
pub async fn met_between(
    conn: &impl ConnectionTrait,
    organisation: OrganisationId,
    from: Day,
    until: Day,
) -> Result<i64, Fault> {
    use upkeep_order_met::Column;
    let select = upkeep_order_met::Entity::find()
        .filter(Column::OrganisationId.eq(organisation.uuid()))
        .filter(Column::MetOn.gte(from.date()))
        .filter(Column::MetOn.lte(until.date()))
        .filter(Column::TakenBackBy.is_null())
        .select_only()
        .column_as(Column::AmountFen.sum().cast_as(Alias::new("bigint")), "fen");
    Ok(select.into_tuple::<Option<i64>>().one(conn).await?.flatten().unwrap_or(0))
}

/// The number of an order that named a voucher of a month of a collective.
pub async fn order_of_voucher(
    conn: &impl ConnectionTrait,
    organisation: OrganisationId,
    (voucher, month): (&str, Month),
) -> Result<Option<String>, Fault> {
    use upkeep_order_met::Column;
    let select = upkeep_order_met::Entity::find()
        .filter(Column::OrganisationId.eq(organisation.uuid()))
        .filter(Column::Voucher.eq(voucher))
        .filter(Column::MetOn.between(month.first_day().date(), month.last_day().date()))
        .filter(Column::TakenBackBy.is_null());
    let Some(met) = select.one(conn).await? else { return Ok(None) };
    Ok(upkeep_order::Entity::find_by_id(met.order_id).one(conn).await?.map(|order| order.number))
}

/// Of these assets the ones with an order that was reported to money of these sources and has not ended so, each with the number of the last.
pub async fn paid_out_of(
    conn: &impl ConnectionTrait,
    ids: &[AssetId],
    sources: impl IntoIterator<Item = UpkeepSource>,
    ended: &[OrderState],
) -> Result<HashMap<AssetId, String>, Fault> {
    use upkeep_order::Column;
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let select = upkeep_order::Entity::find()
        .filter(Column::AssetId.is_in(ids.iter().map(|id| id.uuid())))
        .filter(Column::Source.is_in(sources.into_iter().map(|source| source.word())))
        .filter(Column::State.is_not_in(ended.iter().map(|state| state.word())))
        .order_by_asc(Column::Id);
    let rows: Vec<(Uuid, String)> =
        select.select_only().columns([Column::AssetId, Column::Number]).into_tuple().all(conn).await?;
    Ok(rows.into_iter().map(|(asset, number)| (asset.into(), number)).collect())
}

pub async fn list_orders(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &OrderQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<UpkeepOrder>, Fault> {
    use upkeep_order::Column;
    let wanted = [
        query.asset.map(|a| Column::AssetId.eq(a.uuid())),
        query.state.map(|s| Column::State.eq(s.word())),
        query.assignee.map(|a| Column::AssigneeId.eq(a.uuid())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = upkeep_order::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let found = page(conn, select, page_keys!(upkeep_order), listing, now).await?;
    Ok(Page { items: whole(conn, found.items).await?, next: found.next, total: found.total })
}

/// How many orders stand in each state.
pub async fn orders_by_state(conn: &impl ConnectionTrait) -> Result<std::collections::BTreeMap<String, u64>, Fault> {
    crate::ground::platform::count_by_state(conn, "upkeep_order").await
}
