//! 暂估、决算、账面列示. What an asset is worth, by which paper, of which money.

use super::{Judged, acts::Said, composed};
use crate::{
    ground::kernel::{Day, Money},
    property::assets::{
        AssetsRefusal,
        model::{Asset, FundedBy, FundingPart, Intake, Stand, ValueState},
        rules::{NOT_RESTATED, SETTLED_BELOW, SETTLED_IN_TIME, not_restated, settled_below, settled_in_time},
    },
};

/// A value, and the money that makes it; the money stays as it is where none is named.
#[derive(Debug, Clone)]
pub struct Valuation {
    /// 原值.
    pub amount: Money,
    /// 资金构成; replaces it all.
    pub funding: Option<Vec<FundingPart>>,
}

/// The card with its new value, and the rules that every booked value is held to.
fn valued(before: &Asset, on: Day, v: &Valuation, state: ValueState) -> Result<Said, AssetsRefusal> {
    if !v.amount.is_positive() {
        return Err(AssetsRefusal::BadAmount);
    }
    let stand = Stand::Value { state, amount: Some(v.amount) };
    let after = Asset {
        funding: v.funding.clone().unwrap_or_else(|| before.funding.clone()),
        tracks: before.tracks.clone().told(&stand, on),
        ..before.clone()
    };
    let restated: Judged = (&NOT_RESTATED, on, not_restated(&before.number, before.tracks.value_on, on));
    Ok(Said { judged: vec![composed(&after, on)?, restated], after, stands: vec![stand] })
}

/// R12.1, by today's rule, because what stands today is lowered, whichever day a paper tells: what is booked, later capital works included, and what was paid for the card, beside the value that comes after them.
fn below(before: &Asset, today: Day, amount: Money) -> Result<Judged, AssetsRefusal> {
    let paid = |part: &&FundingPart| matches!(part.by, FundedBy::Payment(_));
    let paid = Money::sum(before.funding.iter().filter(paid).map(|part| part.amount));
    let paid = paid.ok_or(AssetsRefusal::BadAmount)?;
    Ok((&SETTLED_BELOW, today, settled_below(&before.number, before.tracks.original_value, paid, amount)))
}

fn refused(before: &Asset) -> AssetsRefusal {
    AssetsRefusal::ValueIs { value: before.tracks.value, intake: before.intake }
}

/// 暂估入账: delivered, and not settled.
pub(super) fn provisional(before: &Asset, (on, today): (Day, Day), v: &Valuation) -> Result<Said, AssetsRefusal> {
    if matches!(before.tracks.value, ValueState::Settled | ValueState::Stated) {
        return Err(refused(before));
    }
    let said = valued(before, on, v, ValueState::Provisional)?;
    Ok(Said { judged: [said.judged, vec![below(before, today, v.amount)?]].concat(), ..said })
}

/// 决算: the value of the final accounts; again, where they are corrected.
pub(super) fn settled(before: &Asset, (on, today): (Day, Day), v: &Valuation) -> Result<Said, AssetsRefusal> {
    let said = valued(before, on, v, ValueState::Settled)?;
    let in_time: Judged = (&SETTLED_IN_TIME, on, settled_in_time(&before.number, before.accepted_on, on));
    Ok(Said { judged: [said.judged, vec![below(before, today, v.amount)?, in_time]].concat(), ..said })
}

/// 账面列示: what a ledger says of existing stock. Nothing is restated: it is what stands on a paper. A slip of a digit is asked about all the same.
pub(super) fn stated(before: &Asset, (on, today): (Day, Day), amount: Money) -> Result<Said, AssetsRefusal> {
    if before.intake != Intake::Legacy || before.tracks.value == ValueState::Settled {
        return Err(refused(before));
    }
    let said = valued(before, on, &Valuation { amount, funding: None }, ValueState::Stated)?;
    Ok(Said { judged: vec![composed(&said.after, on)?, below(before, today, amount)?], ..said })
}
