//! 列支与办结. What it cost is met, and what raised the asset's value is added to it.

use super::{
    OrderAct, has_come,
    held::Held,
    verify::{accepted_of, paid_by_claims},
    write_back,
};
use crate::{
    ground::{
        authority::action,
        kernel::{Money, PaymentId},
        platform::{Fault, Stop, Tx, Work, all_hold},
        trail::Committed,
    },
    money::payments::paid_for_order,
    office::{
        files::use_files,
        places::{know_organisations, organisations_by_id},
    },
    property::{
        assets::{FundedBy, FundingPart, Passing, UpkeepSource, capitalise},
        upkeep::{
            UpkeepRefusal,
            model::{Met, OrderState, TakenBack, Treatment, UpkeepOrder, sum_met},
        },
    },
};

/// Records what a collective met of its income.
pub struct MeetOrder {
    /// Who, and which.
    pub act: OrderAct,
    /// What was met.
    pub met: Met,
}

fn beyond(order: &UpkeepOrder) -> Fault {
    Fault::inconsistent(format!("what was met of order {} beyond the range of money", order.id))
}

impl MeetOrder {
    /// R32: the income of a collective meets what its own assets cost, or those that it manages.
    async fn is_its_own(&self, tx: &Tx, held: &Held) -> Result<(), Stop> {
        let (met, asset) = (&self.met, &held.asset);
        let source = held.order.done.as_ref().map(|done| done.source);
        if source != Some(UpkeepSource::CollectiveIncome) {
            return Ok(());
        }
        let unit = organisations_by_id(tx.conn(), &[met.organisation]).await?.remove(&met.organisation);
        if unit.as_ref().is_some_and(|u| u.kind.is_collective()) && asset.is_kept_by(met.organisation, met.on) {
            return Ok(());
        }
        let unit = unit.map_or_else(|| "-".to_owned(), |u| u.name);
        Err(UpkeepRefusal::NotItsIncome { unit, asset: asset.number.clone(), on: met.on }.into())
    }
}

impl Work for MeetOrder {
    type Record = Committed<UpkeepOrder>;

    async fn run(&self, tx: &Tx) -> Result<Committed<UpkeepOrder>, Stop> {
        let held = self.act.hold(tx, &action::UPKEEP_ORDER_MEET).await?;
        let (order, met) = (&held.order, &self.met);
        let units = [("/organisation_id".to_owned(), met.organisation)];
        let seen = held.holder.seen();
        all_hold([
            know_organisations(tx, &held.holder, &order.region, &units, UpkeepRefusal::UnknownUnit).await,
            use_files(tx, &seen, super::subject_of_order(order), &[met.file]).await,
        ])?;
        has_come(tx, met.on, "/met_on").await?;
        let (done, accepted) = accepted_of(order)?;
        if paid_by_claims(done.source) {
            return Err(UpkeepRefusal::PaidByClaims { source: done.source }.into());
        }
        if !met.amount.is_positive() {
            return Err(UpkeepRefusal::BelowZero.into());
        }
        let before = sum_met(&order.met).ok_or_else(|| beyond(order))?;
        if before.plus(met.amount).is_none_or(|total| accepted.cost < total) {
            let (verified, amount) = (accepted.cost, met.amount);
            return Err(UpkeepRefusal::AboveVerified { verified, met: before, amount }.into());
        }
        self.is_its_own(tx, &held).await?;
        if met.on < done.on {
            return Err(UpkeepRefusal::MetBefore { on: met.on, done_on: done.on }.into());
        }
        // Numbers of vouchers begin anew every month, and one voucher often carries several orders.
        let (unit, month) = (met.organisation, met.on.month());
        let same = |m: &&Met| m.organisation == unit && m.voucher == met.voucher && m.on.month() == month;
        if let Some(Met { voucher, amount, on, .. }) = order.met.iter().find(same).cloned() {
            return Err(UpkeepRefusal::VoucherUsed { voucher, order: order.number.clone(), amount, on }.into());
        }
        let met = Met { n: order.next_met(), by: self.act.actor.officer(), ..met.clone() };
        let after = UpkeepOrder {
            met: order.met.iter().cloned().chain([met]).collect(),
            ..order.moved(OrderState::Verified, held.now)
        };
        let change = write_back(tx, order, &after).await?;
        Ok(held.permit.commit(change, after))
    }
}

/// Takes back what was met by mistake: another than who recorded it, while the order is not closed.
pub struct TakeBackMet {
    /// Who, and which.
    pub act: OrderAct,
    /// Which of what was met.
    pub n: i32,
    /// Why.
    pub reason: String,
}

impl Work for TakeBackMet {
    type Record = Committed<UpkeepOrder>;

    async fn run(&self, tx: &Tx) -> Result<Committed<UpkeepOrder>, Stop> {
        let wanted = &action::UPKEEP_ORDER_TAKE_BACK_MET;
        let held = self.act.hold(tx, wanted).await?;
        let order = &held.order;
        accepted_of(order)?;
        let found = order.met.iter().find(|m| m.n == self.n);
        let found = found.ok_or_else(|| UpkeepRefusal::NotMetSo { n: self.n, order: order.number.clone() })?;
        let by = held.by_another(&self.act, wanted, found.by)?;
        let taken = TakenBack { met: found.clone(), by, on: held.now.day(), reason: self.reason.clone() };
        let after = UpkeepOrder {
            met: order.met.iter().filter(|m| m.n != self.n).cloned().collect(),
            taken_back: order.taken_back.iter().cloned().chain([taken]).collect(),
            ..order.moved(OrderState::Verified, held.now)
        };
        let change = write_back(tx, order, &after).await?;
        Ok(held.permit.commit(change, after))
    }
}

/// Closes an order whose cost has been met to the fen.
pub struct CloseOrder {
    /// Who, and which.
    pub act: OrderAct,
}

/// By what each part of its cost was met, as the card of the asset has it.
fn money_of(order: &UpkeepOrder, paid: &[(PaymentId, Money)]) -> Vec<FundingPart> {
    let shown = |(id, amount): &(PaymentId, Money)| FundingPart { by: FundedBy::Payment(*id), amount: *amount };
    let written = |m: &Met| FundingPart { by: FundedBy::met(&order.number, &m.voucher), amount: m.amount };
    paid.iter().map(shown).chain(order.met.iter().map(written)).collect()
}

impl Work for CloseOrder {
    type Record = Committed<UpkeepOrder>;

    async fn run(&self, tx: &Tx) -> Result<Committed<UpkeepOrder>, Stop> {
        let held = self.act.hold(tx, &action::UPKEEP_ORDER_CLOSE).await?;
        let order = &held.order;
        let (_, accepted) = accepted_of(order)?;
        let paid = paid_for_order(tx, order.id).await?;
        let money = money_of(order, &paid);
        let met = Money::sum(money.iter().map(|part| part.amount)).ok_or_else(|| beyond(order))?;
        if met != accepted.cost {
            return Err(UpkeepRefusal::NotMet { verified: accepted.cost, met }.into());
        }
        let today = held.now.day();
        let card = match accepted.treatment {
            Treatment::Expense => Vec::new(),
            Treatment::Capital => {
                // The paper of the verification, else the last of those before it: the change of a value stands on one.
                let paper = order.papers.iter().max().map(|(_, file)| *file);
                let paper = paper.or_else(|| order.met.last().map(|met| met.file));
                let by = Passing::by(&self.act.actor, today, paper, Some(&order.number));
                capitalise(tx, &held.asset, &by, accepted.cost, money).await?
            }
        };
        let paid = Money::sum(paid.iter().map(|(_, amount)| *amount)).ok_or_else(|| beyond(order))?;
        let after = UpkeepOrder { closed_on: Some(today), paid: Some(paid), ..held.step(OrderState::Closed)? };
        let change = write_back(tx, order, &after).await?;
        Ok(held.permit.commit(change, after).and(card))
    }
}
