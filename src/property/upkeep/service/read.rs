//! Reading duties, inspections and orders.

use std::collections::HashMap;

use super::{subject_of, subject_of_inspection, subject_of_order, subject_of_plan};
use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{Day, InspectionId, Month, OrganisationId, RegionCode, UpkeepDutyId, UpkeepOrderId, UpkeepPlanId},
        platform::{ConnectionTrait, Db, Fault, Listing, Page, Stop},
    },
    property::upkeep::{
        model::{
            DueQuery, DutyQuery, Inspection, InspectionQuery, OrderQuery, UpkeepDue, UpkeepDuty, UpkeepOrder,
            UpkeepPlan,
        },
        store,
    },
};

/// One duty.
pub async fn read_duty(db: &Db, holder: &Holder, id: UpkeepDutyId) -> Result<UpkeepDuty, Stop> {
    let duty = store::find_duty(db.read(), id).await?.ok_or_else(|| unknown(&action::UPKEEP_DUTY_READ))?;
    let _permit = holder.permit_on(&action::UPKEEP_DUTY_READ, subject_of(&duty), &duty.region)?;
    Ok(duty)
}

/// Duties in the holder's regions.
pub async fn list_duties(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &DutyQuery,
    listing: &Listing,
) -> Result<Page<UpkeepDuty>, Stop> {
    let scope = holder.scope_within(&action::UPKEEP_DUTY_READ, region)?;
    Ok(store::list_duties(db.read(), &scope, query, listing, db.now().await?).await?)
}

/// One inspection.
pub async fn read_inspection(db: &Db, holder: &Holder, id: InspectionId) -> Result<Inspection, Stop> {
    let wanted = &action::INSPECTION_READ;
    let found = store::find_inspection(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, subject_of_inspection(&found), &found.region)?;
    Ok(found)
}

/// Inspections in the holder's regions.
pub async fn list_inspections(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &InspectionQuery,
    listing: &Listing,
) -> Result<Page<Inspection>, Stop> {
    let scope = holder.scope_within(&action::INSPECTION_READ, region)?;
    Ok(store::list_inspections(db.read(), &scope, query, listing, db.now().await?).await?)
}

/// One order.
pub async fn read_order(db: &Db, holder: &Holder, id: UpkeepOrderId) -> Result<UpkeepOrder, Stop> {
    let wanted = &action::UPKEEP_ORDER_READ;
    let found = store::find_order(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, subject_of_order(&found), &found.region)?;
    Ok(found)
}

/// Orders in the holder's regions.
pub async fn list_orders(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &OrderQuery,
    listing: &Listing,
) -> Result<Page<UpkeepOrder>, Stop> {
    let scope = holder.scope_within(&action::UPKEEP_ORDER_READ, region)?;
    Ok(store::list_orders(db.read(), &scope, query, listing, db.now().await?).await?)
}

/// Orders by id, in a bounded number of statements. Whoever calls has the right to what it asks of them.
pub async fn orders_by_id(
    conn: &impl ConnectionTrait,
    ids: &[UpkeepOrderId],
) -> Result<HashMap<UpkeepOrderId, UpkeepOrder>, Fault> {
    let ids: Vec<_> = ids.iter().map(|id| id.uuid()).collect();
    Ok(store::find_orders(conn, &ids).await?.into_iter().map(|o| (o.id, o)).collect())
}

/// One plan.
pub async fn read_plan(db: &Db, holder: &Holder, id: UpkeepPlanId) -> Result<UpkeepPlan, Stop> {
    let wanted = &action::UPKEEP_PLAN_READ;
    let found = store::find_plan(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, subject_of_plan(&found), &found.region)?;
    Ok(found)
}

/// Plans in the holder's regions.
pub async fn list_plans(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    listing: &Listing,
) -> Result<Page<UpkeepPlan>, Stop> {
    let scope = holder.scope_within(&action::UPKEEP_PLAN_READ, region)?;
    Ok(store::list_plans(db.read(), &scope, listing, db.now().await?).await?)
}

/// What plans made due in the holder's regions.
pub async fn list_dues(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &DueQuery,
    listing: &Listing,
) -> Result<Page<UpkeepDue>, Stop> {
    let scope = holder.scope_within(&action::UPKEEP_DUE_READ, region)?;
    Ok(store::list_dues(db.read(), &scope, query, listing, db.now().await?).await?)
}

/// What orders were paid of a collective's income from a day until another, both included, in fen.
pub async fn met_between(
    conn: &impl ConnectionTrait,
    organisation: OrganisationId,
    from: Day,
    until: Day,
) -> Result<i64, Fault> {
    store::met_between(conn, organisation, from, until).await
}

/// The number of an order that named a voucher of a month of a collective.
pub async fn order_of_voucher(
    conn: &impl ConnectionTrait,
    organisation: OrganisationId,
    voucher: (&str, Month),
) -> Result<Option<String>, Fault> {
    store::order_of_voucher(conn, organisation, voucher).await
}
