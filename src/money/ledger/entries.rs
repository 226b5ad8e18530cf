//! Every way in which money can move, each with the one function that builds its postings. They add up to zero by construction:
//! a move takes from one account what it gives to another.

use super::model::{AccountKind, EntryKind, Posting};
use crate::ground::kernel::{
    AllocationId, AnyId, DisbursementId, FundingSourceId, Money, PaymentId, SplitId, SubjectKind, SubjectRef,
};

/// An entry that is about to be posted. All its accounts are of one budget year and region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub(super) kind: EntryKind,
    pub(super) subject: SubjectRef,
    pub(super) postings: Vec<Posting>,
}

/// Moves that the design knows and this release does not make yet: (event, from → to).
pub const NOT_YET: &[(&str, &str)] = &[
    ("opening balance", "source.inflow → available, paid"),
    ("adjusted by a document", "source.inflow ↔ available, available(A) ↔ available(B)"),
    ("returned to the parent", "available(child) → available(parent)"),
    ("integrated", "available(A) → available(B)"),
    ("carried over", "available(y) → available(y+1)"),
    ("reclaimed or returned up", "available → reclaimed"),
    ("interest that joins the fund", "source.inflow → available"),
    ("payment recovered", "paid → available, successor or due_to_treasury"),
    ("payment reclassified", "paid(A) → available(A), available(B) → paid(B)"),
    ("collective income and its distribution", "collective.* and dividend.*"),
    ("rents, deposits and upkeep", "receivable.*, deposit.held, payable.maintenance, custody.*, treasury.*"),
    ("debt service", "debt.*"),
];

type Part = (AccountKind, AnyId);

fn allocation(kind: AccountKind, id: AllocationId) -> Part {
    (kind, id.uuid().into())
}

fn moved(from: Part, to: Part, amount: Money) -> [Posting; 2] {
    [Posting { kind: from.0, owner: from.1, amount: amount.negated() }, Posting { kind: to.0, owner: to.1, amount }]
}

impl Entry {
    /// Within each of some allocations, the same move.
    fn within(
        kind: EntryKind,
        subject: SubjectRef,
        lines: &[(AllocationId, Money)],
        from: AccountKind,
        to: AccountKind,
    ) -> Self {
        let postings = lines.iter().flat_map(|(id, amount)| moved(allocation(from, *id), allocation(to, *id), *amount));
        Self { kind, subject, postings: postings.collect() }
    }

    /// 指标下达: source.inflow → available.
    pub fn allocation_received(source: FundingSourceId, id: AllocationId, amount: Money) -> Self {
        let from = (AccountKind::SourceInflow, source.uuid().into());
        let postings = moved(from, allocation(AccountKind::Available, id), amount).into();
        Self { kind: EntryKind::AllocationReceived, subject: SubjectRef::new(SubjectKind::Allocation, id), postings }
    }

    /// 分解占用: available → reserved of the parent.
    pub fn split_proposed(split: SplitId, parent: AllocationId, total: Money) -> Self {
        let subject = SubjectRef::new(SubjectKind::AllocationSplit, split);
        Self::within(
            EntryKind::SplitProposed,
            subject,
            &[(parent, total)],
            AccountKind::Available,
            AccountKind::Reserved,
        )
    }

    /// 分解下达: reserved(parent) → available(child), for each child.
    pub fn split_approved(split: SplitId, parent: AllocationId, children: &[(AllocationId, Money)]) -> Self {
        let subject = SubjectRef::new(SubjectKind::AllocationSplit, split);
        let from = allocation(AccountKind::Reserved, parent);
        let postings =
            children.iter().flat_map(|(id, amount)| moved(from, allocation(AccountKind::Available, *id), *amount));
        Self { kind: EntryKind::SplitApproved, subject, postings: postings.collect() }
    }

    /// 分解撤销: reserved → available of the parent.
    pub fn split_refused(split: SplitId, parent: AllocationId, total: Money) -> Self {
        let subject = SubjectRef::new(SubjectKind::AllocationSplit, split);
        Self::within(
            EntryKind::SplitRefused,
            subject,
            &[(parent, total)],
            AccountKind::Reserved,
            AccountKind::Available,
        )
    }

    /// 占用指标: available → reserved, for each funding line of a disbursement.
    pub fn disbursement_reserved(id: DisbursementId, lines: &[(AllocationId, Money)]) -> Self {
        let subject = SubjectRef::new(SubjectKind::Disbursement, id);
        Self::within(EntryKind::DisbursementReserved, subject, lines, AccountKind::Available, AccountKind::Reserved)
    }

    /// 释放占用: reserved → available, for each funding line of a disbursement.
    pub fn disbursement_released(id: DisbursementId, lines: &[(AllocationId, Money)]) -> Self {
        let subject = SubjectRef::new(SubjectKind::Disbursement, id);
        Self::within(EntryKind::DisbursementReleased, subject, lines, AccountKind::Reserved, AccountKind::Available)
    }

    /// 交付支付: from where it waits (reserved, or returned_to_repay for a payment that bounced) → in_payment.
    pub fn payment_handed_over(id: PaymentId, waits: AccountKind, line: (AllocationId, Money)) -> Self {
        let subject = SubjectRef::new(SubjectKind::Payment, id);
        Self::within(EntryKind::PaymentHandedOver, subject, &[line], waits, AccountKind::InPayment)
    }

    /// 支付确认: in_payment → paid.
    pub fn payment_confirmed(id: PaymentId, line: (AllocationId, Money)) -> Self {
        let subject = SubjectRef::new(SubjectKind::Payment, id);
        Self::within(EntryKind::PaymentConfirmed, subject, &[line], AccountKind::InPayment, AccountKind::Paid)
    }

    /// 支付失败: in_payment → back to where it waited, to be corrected.
    pub fn payment_failed(id: PaymentId, waits: AccountKind, line: (AllocationId, Money)) -> Self {
        let subject = SubjectRef::new(SubjectKind::Payment, id);
        Self::within(EntryKind::PaymentFailed, subject, &[line], AccountKind::InPayment, waits)
    }

    /// 退票: paid → returned_to_repay. The obligation stands; the money is neither spent nor available.
    pub fn payment_bounced(id: PaymentId, line: (AllocationId, Money)) -> Self {
        let subject = SubjectRef::new(SubjectKind::Payment, id);
        Self::within(EntryKind::PaymentBounced, subject, &[line], AccountKind::Paid, AccountKind::ReturnedToRepay)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{AccountKind, Entry};
    use crate::ground::kernel::{Id, Money};

    fn id<K>(n: u128) -> Id<K> {
        Id::new(uuid::Uuid::from_u128(n))
    }

    proptest! {
        /// Whatever the amounts, the postings of every kind of entry add up to zero.
        #[test]
        fn every_entry_adds_up_to_zero(amounts in prop::collection::vec(1..1_000_000_000_i64, 1..8)) {
            let money: Vec<Money> = amounts.iter().map(|f| Money::from_fen(*f).unwrap()).collect();
            let lines: Vec<_> = money.iter().zip(1..).map(|(m, n)| (id(n), *m)).collect();
            let one = lines[0];
            let entries = [
                Entry::allocation_received(id(90), one.0, one.1),
                Entry::split_proposed(id(91), id(92), one.1),
                Entry::split_approved(id(91), id(92), &lines),
                Entry::split_refused(id(91), id(92), one.1),
                Entry::disbursement_reserved(id(93), &lines),
                Entry::disbursement_released(id(93), &lines),
                Entry::payment_handed_over(id(94), AccountKind::Reserved, one),
                Entry::payment_handed_over(id(94), AccountKind::ReturnedToRepay, one),
                Entry::payment_confirmed(id(94), one),
                Entry::payment_failed(id(94), AccountKind::Reserved, one),
                Entry::payment_bounced(id(94), one),
            ];
            for entry in entries {
                prop_assert_eq!(Money::sum(entry.postings.iter().map(|p| p.amount)), Some(Money::ZERO));
                prop_assert!(entry.postings.iter().all(|p| !p.amount.is_zero()));
            }
        }
    }
}
