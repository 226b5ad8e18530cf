//! 资本化. Works that raise what an asset can do, or its life, add what they cost to its value.

use std::collections::HashMap;

use super::{
    composed,
    passing::{Passing, bring_in_line},
    taking::Sources,
};
use crate::{
    ground::{
        kernel::{DisbursementId, Money, PaymentId, Scope, settle},
        platform::{ConnectionTrait, Fault, Stop, Tx},
        trail::Change,
    },
    money::payments::{DisbursementKind, disbursements_by_id, payments_by_id},
    property::assets::{
        AssetsRefusal,
        model::{Asset, FundedBy, FundingPart, Stand},
        rules::{NOT_RESTATED, not_restated},
    },
};

/// Adds the cost of works to the value of a locked asset, with the money that met it (R10, R12). The state of its value stays.
pub async fn capitalise(
    tx: &Tx,
    before: &Asset,
    by: &Passing,
    amount: Money,
    money: Vec<FundingPart>,
) -> Result<Vec<Change>, Stop> {
    let value = before.tracks.original_value.and_then(|value| value.plus(amount)).ok_or(AssetsRefusal::BadAmount)?;
    let stand = Stand::Value { state: before.tracks.value, amount: Some(value) };
    let funding = [before.funding.clone(), money].concat();
    let tracks = before.tracks.clone().told(&stand, by.on);
    let after = Asset { funding, tracks, ..before.clone() };
    let (rule, day, verdict) = composed(&after, by.on)?;
    let restated = not_restated(&before.number, before.tracks.value_on, by.on);
    let sources = Sources::read(tx, &after.funding).await?;
    let near = Scope::of([before.region.county()]);
    let taken = sources.judged(before.id, (&before.funding, &after.funding), &near, by.on)?;
    let taken = taken.into_iter().map(|(rule, day, verdict)| rule.judge(day, verdict));
    settle([rule.judge(day, verdict), NOT_RESTATED.judge(day, restated)].into_iter().chain(taken).collect(), &[])?;
    Ok(bring_in_line(tx, by, vec![(before, after, vec![stand])]).await?)
}

/// The money that a paper of what was built names, with what works added to the card since: their orders are closed, and the paper says nothing of
/// them. What it names of them itself is there once.
pub(super) async fn with_works(
    conn: &impl ConnectionTrait,
    before: &[FundingPart],
    named: &[FundingPart],
) -> Result<Vec<FundingPart>, Fault> {
    let by_payment = |part: &FundingPart| match part.by {
        FundedBy::Payment(id) => Some(id),
        FundedBy::Allocation(_) | FundedBy::Document(_) | FundedBy::Written(_) => None,
    };
    let ids: Vec<PaymentId> = before.iter().filter_map(by_payment).collect();
    let paid = if ids.is_empty() { HashMap::new() } else { payments_by_id(conn, &ids).await? };
    let claims: Vec<DisbursementId> = paid.values().map(|payment| payment.disbursement).collect();
    let claims = if claims.is_empty() { HashMap::new() } else { disbursements_by_id(conn, &claims).await? };
    let of_works = |part: &&FundingPart| {
        let claim = by_payment(part).and_then(|id| claims.get(&paid.get(&id)?.disbursement));
        part.by.is_met() || claim.is_some_and(|d| d.kind == DisbursementKind::UpkeepPost)
    };
    let mut rest = named.to_vec();
    let mut kept = Vec::new();
    for part in before.iter().filter(of_works) {
        match rest.iter().position(|other| other == part) {
            Some(n) => drop(rest.swap_remove(n)),
            None => kept.push(part.clone()),
        }
    }
    Ok([named, &kept].concat())
}
