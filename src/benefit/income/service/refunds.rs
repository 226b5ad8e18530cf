//! 退还预收租金. What is given back of a sum that was taken for months to come, when the tenant leaves: it counts against the years that these months lie
//! in, and what was earned before stays as it is, in closed years too.

use super::entries::EntryTold;
use crate::{
    benefit::{
        collectives::Collective,
        income::{
            IncomeRefusal,
            model::{IncomeCategory, IncomeSide, Part, SpreadTerm, refunded, unearned, unearned_years},
            store,
        },
    },
    ground::{
        kernel::{AssetId, IncomeEntryId, Money},
        platform::{Stop, Tx},
    },
};

/// What an expense gives back.
#[derive(Debug, Clone)]
pub struct Refund {
    /// Of which income.
    pub entry: IncomeEntryId,
    /// Which asset earned that.
    pub asset: Option<AssetId>,
    /// Which months, where they are several.
    pub term: Option<SpreadTerm>,
    /// What of it counts into which year.
    pub parts: Vec<Part>,
}

/// What is told to be given back: of an income of this body that covers months and stands, of the months from a day on, and no more than they
/// have. Whoever calls holds the body.
pub async fn refund(tx: &Tx, body: &Collective, told: &EntryTold) -> Result<Option<Refund>, Stop> {
    let Some(named) = told.refund else { return Ok(None) };
    let found = store::find_entry(tx.conn(), named.entry).await?.filter(|e| e.collective == body.id);
    let stands = found.filter(|e| e.side == IncomeSide::Income && e.reverses.is_none() && e.reversed_by.is_none());
    let Some((taken, term)) = stands.and_then(|e| e.term.map(|term| (e, term))) else {
        return Err(IncomeRefusal::UnknownRefund.into());
    };
    let same = told.asset.is_none_or(|asset| taken.asset == Some(asset));
    let plain =
        told.category == IncomeCategory::OtherExpense && told.term.is_none() && told.from_line.is_none() && same;
    let Some((whole, months)) = unearned(taken.amount, term, named.from).filter(|_| plain) else {
        return Err(IncomeRefusal::RefundMisfit { number: taken.number }.into());
    };
    if told.on < taken.on {
        let (on, received) = (told.on, taken.on);
        return Err(IncomeRefusal::RefundBefore { number: taken.number, on, received }.into());
    }
    let before = store::refunds_of(tx.conn(), taken.id).await?;
    let given = Money::sum(before.iter().map(|e| e.amount));
    let most = given.and_then(|given| whole.minus(given)).filter(|left| left.is_positive()).unwrap_or(Money::ZERO);
    // Each year loses what it was to gain of these months and has not lost before.
    let mut left = unearned_years(taken.amount, term, named.from).ok_or(IncomeRefusal::TermMisfit)?;
    for part in before.iter().flat_map(|e| &e.parts) {
        left.entry(part.year).and_modify(|fen| *fen -= part.amount.fen());
    }
    if told.amount > most {
        return Err(IncomeRefusal::RefundTooMuch { number: taken.number, amount: told.amount, most }.into());
    }
    let parts = refunded(told.amount, &left).ok_or(IncomeRefusal::TermMisfit)?;
    let term = Some(months).filter(|m| m.months > 1);
    Ok(Some(Refund { entry: taken.id, asset: taken.asset, term, parts }))
}
