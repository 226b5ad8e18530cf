//! 应入账分配款. What lists of other bodies paid to a body, which books it as its income: its own, wherever those lists lie.

use super::store;
use crate::{
    benefit::{
        collectives::{bodies_by_id, bodies_named},
        payouts::model::{Payout, PayoutInto, Receivable, ReceivableQuery},
    },
    ground::{
        authority::{Action, Holder, unknown},
        kernel::{CollectiveId, SubjectKind, SubjectRef},
        platform::{Db, Fault, Listing, Page, Stop},
    },
};

/// What was paid to a body in the holder's regions.
pub async fn list_receivables(
    db: &Db,
    (holder, wanted): (&Holder, &'static Action),
    (id, query): (CollectiveId, ReceivableQuery),
    listing: &Listing,
) -> Result<Page<Receivable>, Stop> {
    let conn = db.read();
    let body = bodies_by_id(conn, &[id]).await?.remove(&id).ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, SubjectRef::new(SubjectKind::Collective, id), &body.region)?;
    let page = store::list_receivables(conn, (body.organisation, id), query, listing, db.now().await?).await?;
    let mut beside = store::beside(conn, &page.items).await?;
    let payers: Vec<CollectiveId> = beside.values().map(|b| b.payer).collect();
    let named = bodies_named(conn, &payers).await?;
    let whole = |p: Payout| {
        let told = beside.remove(&p.id).ok_or_else(|| Fault::inconsistent(format!("payout {} of no plan", p.id)))?;
        let payer_named = named.get(&told.payer).cloned();
        let PayoutInto::Unit(account) = p.into else {
            return Err(Fault::inconsistent(format!("payout {} to an organisation goes to a person", p.id)));
        };
        Ok(Receivable {
            payout: p.id,
            number: p.number,
            distribution: p.distribution,
            plan_number: told.number,
            plan_name: told.name,
            payer: told.payer,
            payer_named: payer_named.ok_or_else(|| Fault::inconsistent("a list of no body"))?,
            serial: p.serial,
            amount: p.amount.minus(told.given_back).ok_or_else(|| Fault::inconsistent("more given back than paid"))?,
            account,
            paid_on: told.paid_on,
            booked: told.booked,
        })
    };
    Ok(page.try_map(whole)?)
}
