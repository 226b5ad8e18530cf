//! 登记与复核: one budget officer holds a line against its paper, another confirms it; then its money stands in the books.

use super::{save, subject_of};
use crate::{
    ground::{
        authority::{Actor, action, denial, officer_of, unknown},
        kernel::{AllocationId, DenialReason, FundingSourceId, NumberKind, Wording, settle},
        platform::{Fault, Stop, Tx, Work, next_number},
        trail::Committed,
        wire::match_version,
    },
    money::{
        funds::{
            FundsRefusal,
            model::{Allocation, AllocationState},
            rules::{ISSUED_BY_FINANCE, issued_by_finance},
            store,
        },
        ledger::{Books, Entry, open_books},
    },
    office::access::holder,
};

/// Holds a received line against its paper and gives it its number.
pub struct RegisterAllocation {
    /// Who.
    pub actor: Actor,
    /// Which.
    pub id: AllocationId,
    /// The version it was read at.
    pub if_match: String,
}

/// What is not known of a line yet and must be.
fn missing(a: &Allocation) -> Vec<(&'static str, &'static str)> {
    let needed = [
        (("funding_source_id", "资金来源"), a.funding_source.is_some()),
        (("fund_nature", "资金性质"), a.fund_nature.is_some()),
        (("functional_class", "支出功能分类"), a.functional_class.is_some()),
    ];
    needed.into_iter().filter(|(_, known)| !known).map(|(name, _)| name).collect()
}

impl Work for RegisterAllocation {
    type Record = Committed<Allocation>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Allocation>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let before = store::lock_allocations(tx, &[self.id]).await?.pop().filter(|a| a.deleted_at.is_none());
        let before = before.ok_or_else(|| unknown(&action::ALLOCATION_REGISTER))?;
        let permit = holder.permit_on(&action::ALLOCATION_REGISTER, subject_of(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        if before.state != AllocationState::Received {
            return Err(FundsRefusal::AllocationStateIs { state: before.state }.into());
        }
        let missing = missing(&before);
        if !missing.is_empty() {
            return Err(FundsRefusal::Incomplete { missing: Wording::fields(missing) }.into());
        }
        let number = match &before.number {
            Some(number) => number.clone(),
            None => next_number(tx, NumberKind::Allocation, &before.region).await?.to_string(),
        };
        let after = Allocation {
            state: AllocationState::Registered,
            number: Some(number),
            registered_by: Some(officer_of(&self.actor, &action::ALLOCATION_REGISTER)?),
            layer: before.layer.touched_by(self.actor.layer),
            ..before.clone()
        };
        let (after, change) = save(tx, &before, after).await?;
        Ok(permit.commit(change, after))
    }
}

/// The rules of a source reach the budget year of its money.
pub(super) async fn source_in_year(tx: &Tx, id: FundingSourceId, budget_year: i32) -> Result<(), Stop> {
    let source = store::find_source(tx.conn(), id).await?.ok_or(FundsRefusal::UnknownSource)?;
    if source.holds_in(budget_year) {
        Ok(())
    } else {
        Err(FundsRefusal::SourceNotInYear { source: source.name, budget_year }.into())
    }
}

/// A second officer confirms a registered line: its money enters the books.
pub struct ConfirmAllocation {
    /// Who.
    pub actor: Actor,
    /// Which.
    pub id: AllocationId,
    /// The version it was read at.
    pub if_match: String,
}

impl Work for ConfirmAllocation {
    type Record = Committed<Allocation>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Allocation>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let before = store::lock_allocations(tx, &[self.id]).await?.pop().filter(|a| a.deleted_at.is_none());
        let before = before.ok_or_else(|| unknown(&action::ALLOCATION_CONFIRM))?;
        let subject = subject_of(&before);
        let permit = holder.permit_on(&action::ALLOCATION_CONFIRM, subject, &before.region)?;
        match_version(&self.if_match, before.version)?;
        if before.state != AllocationState::Registered {
            return Err(FundsRefusal::AllocationStateIs { state: before.state }.into());
        }
        let officer = officer_of(&self.actor, &action::ALLOCATION_CONFIRM)?;
        if before.registered_by == Some(officer) {
            let region = Some(before.region.clone());
            return Err(denial(DenialReason::SecondPerson, &action::ALLOCATION_CONFIRM, Some(subject), region).into());
        }
        let day = tx.now().await?.day();
        let document = store::find_document(tx.conn(), before.document).await?.ok_or(FundsRefusal::UnknownDocument)?;
        if !document.kind.brings_money() {
            return Err(FundsRefusal::DocumentKindNotYet { kind: document.kind }.into());
        }
        settle(vec![ISSUED_BY_FINANCE.judge(day, issued_by_finance(document.number.as_str(), &document.issuer))], &[])?;
        let source =
            before.funding_source.ok_or_else(|| Fault::inconsistent("a registered allocation without source"))?;
        source_in_year(tx, source, before.budget_year).await?;
        open_books(tx, before.id, Some(source), &before.region, before.budget_year).await?;
        let mut books = Books::lock(tx, [before.id.uuid(), source.uuid()]).await?;
        books.post(tx, day, &[Entry::allocation_received(source, before.id, before.amount)]).await?;
        let layer = before.layer.touched_by(self.actor.layer);
        let after =
            Allocation { state: AllocationState::Executing, confirmed_by: Some(officer), layer, ..before.clone() };
        let (after, change) = save(tx, &before, after).await?;
        Ok(permit.commit(change, after))
    }
}
