//! 验收. Another than whoever reported it looks at the work, and says what it is worth and what the villagers say.

use super::{OrderAct, has_come, held::Held, write_back};
use crate::{
    ground::{
        authority::{Action, action},
        kernel::{Day, FileId, Money, OfficerId, OrganisationId, settle},
        platform::{Fault, Stop, Tx, Work},
        trail::Committed,
    },
    money::payments::{Bill, bill_upkeep, unbill_upkeep},
    office::{
        places::{know_organisations, organisations_by_id},
        policy::values_on,
    },
    property::{
        assets::{AssetKind, Intake, Named, UpkeepSource},
        upkeep::{
            UpkeepRefusal,
            model::{Accepted, Done, Improvement, OrderPaper, OrderState, Rating, Treatment, UpkeepOrder},
            rules::{CAPITALISED, DEAR_EXPENSE, capitalised, dear_expense},
        },
    },
};

/// What was found of the work.
#[derive(Debug, Clone)]
pub struct Found {
    /// 核定费用.
    pub cost: Money,
    /// Expense, or part of the asset's value.
    pub treatment: Treatment,
    /// What the works have done beyond keeping it as it was.
    pub improvement: Option<Improvement>,
    /// What the villagers say.
    pub rating: Rating,
    /// How many of them were asked.
    pub raters: i32,
    /// To whom it is due; whoever it was given to where absent.
    pub payee: Option<OrganisationId>,
    /// By which paper that one is paid, where it is another.
    pub assignment: Option<Assignment>,
}

/// 债权转让或委托收款文件. By which another is paid than who had the order.
#[derive(Debug, Clone)]
pub struct Assignment {
    /// 文号或合同编号.
    pub number: String,
    /// 签订日期.
    pub on: Day,
    /// 让与方（委托方）, as the paper names it.
    pub from: String,
    /// 受让方（收款方）, as the paper names it.
    pub to: String,
    /// The paper.
    pub file: FileId,
}

/// Accepts what was reported.
pub struct VerifyOrder {
    /// Who, and which.
    pub act: OrderAct,
    /// What was found.
    pub found: Found,
    /// Photos and papers.
    pub papers: Vec<FileId>,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
}

/// What was reported, and who looks at it now: another.
fn another<'a>(held: &'a Held, act: &OrderAct, wanted: &'static Action) -> Result<(&'a Done, OfficerId), Stop> {
    let state = held.order.state;
    let done = held.order.done.as_ref().filter(|_| state == OrderState::Done);
    let done = done.ok_or_else(|| UpkeepRefusal::state_is(state))?;
    Ok((done, held.by_another(act, wanted, Some(done.by))?))
}

impl VerifyOrder {
    /// What is capitalised needs a value to be added to; and a new asset's value is made of money that a payment shows (R10).
    fn can_be_booked(&self, held: &Held, done: &Done) -> Result<(), UpkeepRefusal> {
        if self.found.cost < Money::ZERO {
            return Err(UpkeepRefusal::BelowZero);
        }
        if done.cost < self.found.cost {
            return Err(UpkeepRefusal::AboveReported { reported: done.cost, verified: self.found.cost });
        }
        if self.found.cost.is_positive() {
            not_of_household(held, done.source)?;
        }
        if self.found.treatment == Treatment::Expense {
            return Ok(());
        }
        let asset = held.asset.number.clone();
        if held.asset.tracks.original_value.is_none() || !self.found.cost.is_positive() {
            return Err(UpkeepRefusal::NothingToAddTo { asset });
        }
        if held.asset.intake == Intake::New && !paid_by_claims(done.source) {
            return Err(UpkeepRefusal::NotShown { asset, source: done.source });
        }
        Ok(())
    }
}

/// To whom it is due, and to whom the work was given where that is another.
type Due = (OrganisationId, Option<String>);

impl VerifyOrder {
    /// What other money pays has no claim at whose desks anybody recuses: here too no unit says what its own work is worth, or what it is paid.
    async fn not_own_work(&self, tx: &Tx, given_to: Option<OrganisationId>) -> Result<(), Stop> {
        let own = |unit: &OrganisationId| self.act.actor.organisation() == Some(*unit);
        let (work, paid) = (given_to.filter(own), self.found.payee.filter(own));
        let Some(id) = work.or(paid) else { return Ok(()) };
        let units = organisations_by_id(tx.conn(), &[id]).await?;
        let unit = units.get(&id).map_or_else(|| "-".to_owned(), |unit| unit.name.clone());
        match work {
            Some(_) => Err(UpkeepRefusal::OwnWork { unit }.into()),
            None => Err(UpkeepRefusal::OwnUnit { unit }.into()),
        }
    }

    /// To whom it is due, where claims pay it: a claim pays organisations of the register alone, never the verifier's own unit, and
    /// another than who had the order on paper.
    async fn due(&self, tx: &Tx, held: &Held, done: &Done) -> Result<Option<Due>, Stop> {
        if !self.found.cost.is_positive() {
            return Ok(None);
        }
        let assignee = held.order.assignee.as_ref();
        let given_to = assignee.and_then(|a| a.organisation());
        if !paid_by_claims(done.source) {
            self.not_own_work(tx, given_to).await?;
            return Ok(None);
        }
        let payee = self.found.payee.or(given_to).ok_or(UpkeepRefusal::PayeeNeeded)?;
        let ids: Vec<OrganisationId> = given_to.into_iter().chain([payee]).collect();
        let units = organisations_by_id(tx.conn(), &ids).await?;
        let name = |id: OrganisationId| units.get(&id).map_or_else(|| "-".to_owned(), |unit| unit.name.clone());
        if self.act.actor.organisation() == Some(payee) {
            return Err(UpkeepRefusal::OwnUnit { unit: name(payee) }.into());
        }
        let assigned = given_to.map(name).or_else(|| assignee.and_then(Named::shown)).unwrap_or_default();
        if given_to == Some(payee) || assigned == name(payee) {
            return Ok(Some((payee, None)));
        }
        let Some(paper) = &self.found.assignment else {
            return Err(UpkeepRefusal::OtherPayee { assigned, payee: name(payee) }.into());
        };
        // Who a private person is stands sealed: that one's name is held against nothing.
        let person = assignee.is_some_and(Named::is_person);
        if paper.to != name(payee) || (!person && paper.from != assigned) {
            let (from, to) = (if person { assigned.clone() } else { paper.from.clone() }, paper.to.clone());
            return Err(UpkeepRefusal::AssignmentParties { from, to, assigned, payee: name(payee) }.into());
        }
        Ok(Some((payee, Some(assigned))))
    }
}

/// Whether money of this source goes out by claims; other money is met by its owner, with a voucher.
pub(in crate::property::upkeep) const fn paid_by_claims(source: UpkeepSource) -> bool {
    matches!(source, UpkeepSource::CountyFinance | UpkeepSource::OwnBudget)
}

/// R9: no public money keeps up what is a household's own.
pub(super) fn not_of_household(held: &Held, source: UpkeepSource) -> Result<(), UpkeepRefusal> {
    if held.asset.kind != AssetKind::Household || !paid_by_claims(source) {
        return Ok(());
    }
    Err(UpkeepRefusal::OfHousehold { asset: held.asset.number.clone(), source })
}

impl Work for VerifyOrder {
    type Record = Committed<UpkeepOrder>;

    async fn run(&self, tx: &Tx) -> Result<Committed<UpkeepOrder>, Stop> {
        let wanted = &action::UPKEEP_ORDER_VERIFY;
        let held = self.act.hold(tx, wanted).await?;
        held.use_papers(tx, "file_ids", &self.papers).await?;
        if let Some(paper) = &self.found.assignment {
            held.use_paper(tx, "/assignment/file_id", paper.file).await?;
        }
        let payee: Vec<_> = self.found.payee.iter().map(|id| ("/payee_id".to_owned(), *id)).collect();
        know_organisations(tx, &held.holder, &held.order.region, &payee, UpkeepRefusal::UnknownPayee).await?;
        if let Some(paper) = &self.found.assignment {
            has_come(tx, paper.on, "/assignment/signed_on").await?;
        }
        let (done, by) = another(&held, &self.act, wanted)?;
        let (f, today) = (&self.found, held.now.day());
        let verdict = capitalised(&held.order.number, f.treatment, f.improvement);
        let of = (held.order.number.as_str(), held.asset.number.as_str());
        let dear = dear_expense(of, (f.treatment, f.cost), held.asset.tracks.original_value);
        let values = values_on(tx.conn(), &held.order.region, today).await?;
        let checks = vec![CAPITALISED.judge(today, verdict), values.judge(&DEAR_EXPENSE, today, dear)];
        settle(checks, &self.acknowledged)?;
        self.can_be_booked(&held, done)?;
        let due = self.due(tx, &held, done).await?;
        let payee = due.as_ref().map(|(payee, _)| *payee);
        let Found { cost, treatment, improvement, rating, raters, .. } = f.clone();
        let accepted = Some(Accepted { on: today, by, cost, treatment, improvement, rating, raters, payee });
        let after = UpkeepOrder { accepted, ..held.step(OrderState::Verified)? };
        let assignment = self.found.assignment.iter().map(|paper| paper.file);
        let files: Vec<FileId> = self.papers.iter().copied().chain(assignment).collect();
        let after = after.with_papers(OrderPaper::Verification, &files);
        let change = write_back(tx, &held.order, &after).await?;
        if let Some((payee, assigned)) = due {
            let (order, number, region) = (after.id, after.number.clone(), after.region.clone());
            let paper = f.assignment.as_ref().filter(|_| assigned.is_some());
            let assignment = paper.map(|paper| (paper.number.clone(), paper.on));
            bill_upkeep(tx, &Bill { order, number, region, payee, assigned, assignment, amount: cost }).await?;
        }
        Ok(held.permit.commit(change, after))
    }
}

/// A verification is taken back by another than who gave it, while no claim that lives and no voucher relies on it.
async fn not_relied_on(tx: &Tx, held: &Held, act: &OrderAct, wanted: &'static Action) -> Result<(), Stop> {
    let order = &held.order;
    let (_, accepted) = accepted_of(order)?;
    held.by_another(act, wanted, Some(accepted.by))?;
    let by_voucher = order.met.first().map(|met| met.voucher.clone());
    let relied = match by_voucher {
        Some(voucher) => Some(voucher),
        None => unbill_upkeep(tx, order.id).await?,
    };
    match relied {
        Some(by) => Err(UpkeepRefusal::ReliedOn { order: order.number.clone(), by }.into()),
        None => Ok(()),
    }
}

/// Sends back what was not done well: it is to be done again by whom it was given to. What was verified wrongly goes back to be verified again.
pub struct SendBack {
    /// Who, and which.
    pub act: OrderAct,
    /// Why.
    pub reason: String,
}

impl Work for SendBack {
    type Record = Committed<UpkeepOrder>;

    async fn run(&self, tx: &Tx) -> Result<Committed<UpkeepOrder>, Stop> {
        let wanted = &action::UPKEEP_ORDER_SEND_BACK;
        let held = self.act.hold(tx, wanted).await?;
        let reason = Some(self.reason.clone());
        let after = if held.order.state == OrderState::Verified {
            not_relied_on(tx, &held, &self.act, wanted).await?;
            UpkeepOrder { accepted: None, reason, ..held.step(OrderState::Done)? }
        } else {
            another(&held, &self.act, wanted)?;
            UpkeepOrder { done: None, reason, ..held.step(OrderState::Assigned)? }
        };
        let change = write_back(tx, &held.order, &after).await?;
        Ok(held.permit.commit(change, after))
    }
}

/// What was verified of an order that stands so far.
pub(super) fn accepted_of(order: &UpkeepOrder) -> Result<(&Done, &Accepted), Stop> {
    let state = order.state;
    if state != OrderState::Verified {
        return Err(UpkeepRefusal::state_is(state).into());
    }
    let parts = order.done.as_ref().zip(order.accepted.as_ref());
    Ok(parts.ok_or_else(|| Fault::inconsistent(format!("order {} verified without its figures", order.id)))?)
}
