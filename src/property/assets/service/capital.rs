//! 资本化. Works that raise what an asset can do, or its life, add what they cost to its value.

use super::{
    composed,
    paid::{Paid, is_of_works},
    passing::{Passing, bring_in_line},
    taking::Sources,
};
use crate::{
    ground::{
        kernel::{Money, Scope, settle},
        platform::{ConnectionTrait, Fault, Stop, Tx},
        trail::Change,
    },
    property::assets::{
        AssetsRefusal,
        model::{Asset, FundingPart, Stand},
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
    let paid = Paid::of(conn, &before.iter().collect::<Vec<_>>()).await?;
    let of_works = |part: &&FundingPart| part.by.is_met() || paid.claim(part).is_some_and(is_of_works);
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
