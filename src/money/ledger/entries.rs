//! Every way in which money can move, each with the one function that builds its postings. They add up to zero by construction:
//! a move takes from one account what it gives to another.

use super::model::{AccountKind, EntryKind, Posting};
use crate::ground::kernel::{
    AllocationId, AnyId, DisbursementId, DistributionId, FundingSourceId, IncomePoolId, IncomeSpendingId, IncomeYearId,
    Money, PaymentId, PayoutAnswerId, PayoutBatchId, PayoutRecoveryId, SplitId, SubjectKind, SubjectRef,
};

/// An entry that is about to be posted. All its accounts are of one budget year and region; only what a body carries over passes from
/// one year into the next.
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
    /// Whether it passes from one year into another.
    pub(super) fn crosses_years(&self) -> bool {
        matches!(self.kind, EntryKind::UndistributedCarried | EntryKind::YearReopened)
    }

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

fn year(kind: AccountKind, id: IncomeYearId) -> Part {
    (kind, id.uuid().into())
}

fn pool(kind: AccountKind, id: IncomePoolId) -> Part {
    (kind, id.uuid().into())
}

/// What bodies earn, and what becomes of it. A year comes into these books when it is closed.
impl Entry {
    fn of_year(kind: EntryKind, id: IncomeYearId, postings: impl Into<Vec<Posting>>) -> Self {
        Self { kind, subject: SubjectRef::new(SubjectKind::IncomeYear, id), postings: postings.into() }
    }

    /// 年度收入: collective.inflow → cash, all that the year earned.
    pub fn year_earned(id: IncomeYearId, amount: Money) -> Self {
        let (from, to) = (year(AccountKind::CollectiveInflow, id), year(AccountKind::CollectiveCash, id));
        Self::of_year(EntryKind::YearEarned, id, moved(from, to, amount))
    }

    /// 年度支出: cash → inflow, what the year spent of what it earned. What it spent beyond that is its loss, and moves nothing.
    pub fn year_spent(id: IncomeYearId, amount: Money) -> Self {
        let (from, to) = (year(AccountKind::CollectiveCash, id), year(AccountKind::CollectiveInflow, id));
        Self::of_year(EntryKind::YearSpent, id, moved(from, to, amount))
    }

    /// 弥补亏损: cash → inflow, what makes up for the losses of earlier years.
    pub fn loss_covered(id: IncomeYearId, amount: Money) -> Self {
        let (from, to) = (year(AccountKind::CollectiveCash, id), year(AccountKind::CollectiveInflow, id));
        Self::of_year(EntryKind::LossCovered, id, moved(from, to, amount))
    }

    /// 结转未分配收益: undistributed of the year before → cash of this one.
    pub fn undistributed_carried(before: IncomeYearId, id: IncomeYearId, amount: Money) -> Self {
        let from = year(AccountKind::CollectiveUndistributed, before);
        Self::of_year(EntryKind::UndistributedCarried, id, moved(from, year(AccountKind::CollectiveCash, id), amount))
    }

    /// 年度收益分配: cash → reserve, the pools, and what is left to undistributed. Amounts of nothing are left out.
    pub fn year_distributed(
        id: IncomeYearId,
        (reserve, left): (Money, Money),
        pools: &[(IncomePoolId, Money)],
    ) -> Self {
        let own = [(AccountKind::CollectiveReserve, reserve), (AccountKind::CollectiveUndistributed, left)];
        let own = own.into_iter().map(|(kind, amount)| (year(kind, id), amount));
        let pools = pools.iter().map(|(p, amount)| (pool(AccountKind::CollectivePool, *p), *amount));
        let parts = own.chain(pools).filter(|(_, amount)| !amount.is_zero());
        let from = year(AccountKind::CollectiveCash, id);
        let postings: Vec<Posting> = parts.flat_map(|(to, amount)| moved(from, to, amount)).collect();
        Self::of_year(EntryKind::YearDistributed, id, postings)
    }

    /// 重新开账: what closing a year moved, back. The entries are those that closing makes, from what was kept of it.
    pub fn year_reopened(id: IncomeYearId, closed: &[Self]) -> Vec<Self> {
        let back = |p: &Posting| Posting { amount: p.amount.negated(), ..p.clone() };
        let entry =
            |e: &Self| Self::of_year(EntryKind::YearReopened, id, e.postings.iter().map(back).collect::<Vec<_>>());
        closed.iter().rev().map(entry).collect()
    }

    /// Nothing moves: an entry without postings is not booked.
    pub fn is_empty(&self) -> bool {
        self.postings.iter().all(|p| p.amount.is_zero())
    }

    /// 使用收益: pool → spent.
    pub fn pool_spent(spending: IncomeSpendingId, id: IncomePoolId, amount: Money) -> Self {
        let postings = moved(pool(AccountKind::CollectivePool, id), pool(AccountKind::CollectiveSpent, id), amount);
        let subject = SubjectRef::new(SubjectKind::IncomeSpending, spending);
        Self { kind: EntryKind::PoolSpent, subject, postings: postings.into() }
    }

    /// 冲回使用: spent → pool.
    pub fn pool_spending_reversed(spending: IncomeSpendingId, id: IncomePoolId, amount: Money) -> Self {
        let postings = moved(pool(AccountKind::CollectiveSpent, id), pool(AccountKind::CollectivePool, id), amount);
        let subject = SubjectRef::new(SubjectKind::IncomeSpending, spending);
        Self { kind: EntryKind::PoolSpendingReversed, subject, postings: postings.into() }
    }
}

/// What is distributed of pools. All of it is of the year of its pools.
impl Entry {
    fn between_pools(kind: EntryKind, id: DistributionId, pools: &[(IncomePoolId, Money)], back: bool) -> Self {
        let payable: Part = (AccountKind::DividendPayable, id.uuid().into());
        let part = |(p, amount): &(IncomePoolId, Money)| {
            let from = pool(AccountKind::CollectivePool, *p);
            if back { moved(payable, from, *amount) } else { moved(from, payable, *amount) }
        };
        let postings = pools.iter().flat_map(part).collect();
        Self { kind, subject: SubjectRef::new(SubjectKind::Distribution, id), postings }
    }

    /// 锁定分配名单: pool → payable, of each of its pools.
    pub fn distribution_locked(id: DistributionId, pools: &[(IncomePoolId, Money)]) -> Self {
        Self::between_pools(EntryKind::DistributionLocked, id, pools, false)
    }

    /// 撤销分配: payable → pool, before anything was handed over.
    pub fn distribution_annulled(id: DistributionId, pools: &[(IncomePoolId, Money)]) -> Self {
        Self::between_pools(EntryKind::DistributionAnnulled, id, pools, true)
    }

    fn dividend(
        (kind, subject): (EntryKind, SubjectRef),
        id: DistributionId,
        (from, to): (AccountKind, AccountKind),
        amount: Money,
    ) -> Self {
        let owner: AnyId = id.uuid().into();
        Self { kind, subject, postings: moved((from, owner), (to, owner), amount).into() }
    }

    /// 交付收益支付: payable → in payment, of all payouts of a batch.
    pub fn dividend_handed_over(batch: PayoutBatchId, id: DistributionId, amount: Money) -> Self {
        let of = (EntryKind::DividendHandedOver, SubjectRef::new(SubjectKind::PayoutBatch, batch));
        Self::dividend(of, id, (AccountKind::DividendPayable, AccountKind::DividendInPayment), amount)
    }

    /// 收益支付确认: in payment → paid, of all payouts that a file of answers confirms.
    pub fn dividend_confirmed(answer: PayoutAnswerId, id: DistributionId, amount: Money) -> Self {
        let of = (EntryKind::DividendConfirmed, SubjectRef::new(SubjectKind::PayoutAnswer, answer));
        Self::dividend(of, id, (AccountKind::DividendInPayment, AccountKind::DividendPaid), amount)
    }

    /// 收益支付失败: in payment → payable.
    pub fn dividend_failed(answer: PayoutAnswerId, id: DistributionId, amount: Money) -> Self {
        let of = (EntryKind::DividendFailed, SubjectRef::new(SubjectKind::PayoutAnswer, answer));
        Self::dividend(of, id, (AccountKind::DividendInPayment, AccountKind::DividendPayable), amount)
    }

    /// 收益退票: paid → payable.
    pub fn dividend_bounced(answer: PayoutAnswerId, id: DistributionId, amount: Money) -> Self {
        let of = (EntryKind::DividendBounced, SubjectRef::new(SubjectKind::PayoutAnswer, answer));
        Self::dividend(of, id, (AccountKind::DividendPaid, AccountKind::DividendPayable), amount)
    }

    /// 收益到账更正: payable → paid, where a bank paid what it had told failed, and an officer says so.
    pub fn dividend_found_paid(answer: PayoutAnswerId, id: DistributionId, amount: Money) -> Self {
        let of = (EntryKind::DividendFoundPaid, SubjectRef::new(SubjectKind::PayoutAnswer, answer));
        Self::dividend(of, id, (AccountKind::DividendPayable, AccountKind::DividendPaid), amount)
    }

    fn annulled(kind: EntryKind, id: DistributionId, (from, to): (Part, Part), amount: Money) -> Self {
        let subject = SubjectRef::new(SubjectKind::Distribution, id);
        Self { kind, subject, postings: moved(from, to, amount).into() }
    }

    /// 作废后到账: pool → paid, where a bank paid what it had told failed, of a plan whose money had gone back by then.
    pub fn annulled_found_paid(id: DistributionId, from: IncomePoolId, amount: Money) -> Self {
        let between = (pool(AccountKind::CollectivePool, from), (AccountKind::DividendPaid, id.uuid().into()));
        Self::annulled(EntryKind::AnnulledFoundPaid, id, between, amount)
    }

    /// 作废后到账退回: paid → pool, where that came back.
    pub fn annulled_bounced(id: DistributionId, to: IncomePoolId, amount: Money) -> Self {
        let between = ((AccountKind::DividendPaid, id.uuid().into()), pool(AccountKind::CollectivePool, to));
        Self::annulled(EntryKind::AnnulledBounced, id, between, amount)
    }

    /// 收益缴回: paid → payable, where somebody gave it back and the holder has a right to it still.
    pub fn dividend_recovered(recovery: PayoutRecoveryId, id: DistributionId, amount: Money) -> Self {
        let of = (EntryKind::DividendRecovered, SubjectRef::new(SubjectKind::PayoutRecovery, recovery));
        Self::dividend(of, id, (AccountKind::DividendPaid, AccountKind::DividendPayable), amount)
    }

    /// 收益缴回分配池: paid → pool, where somebody gave it back and nobody has a right to it.
    pub fn dividend_recovered_to_pool(id: DistributionId, to: IncomePoolId, amount: Money) -> Self {
        let subject = SubjectRef::new(SubjectKind::Distribution, id);
        let (from, to) = ((AccountKind::DividendPaid, id.uuid().into()), pool(AccountKind::CollectivePool, to));
        Self { kind: EntryKind::DividendRecoveredToPool, subject, postings: moved(from, to, amount).into() }
    }

    /// 撤销收益缴回: payable → paid, where nothing had come back after all.
    pub fn dividend_recovery_undone(recovery: PayoutRecoveryId, id: DistributionId, amount: Money) -> Self {
        let of = (EntryKind::DividendRecoveryUndone, SubjectRef::new(SubjectKind::PayoutRecovery, recovery));
        Self::dividend(of, id, (AccountKind::DividendPayable, AccountKind::DividendPaid), amount)
    }

    /// 撤销收益缴回分配池: pool → paid, where nothing had come back after all.
    pub fn pool_recovery_undone(id: DistributionId, from: IncomePoolId, amount: Money) -> Self {
        let subject = SubjectRef::new(SubjectKind::Distribution, id);
        let (from, to) = (pool(AccountKind::CollectivePool, from), (AccountKind::DividendPaid, id.uuid().into()));
        Self { kind: EntryKind::PoolRecoveryUndone, subject, postings: moved(from, to, amount).into() }
    }

    /// 转无人领取: payable → unclaimed.
    pub fn dividend_unclaimed(id: DistributionId, amount: Money) -> Self {
        let of = (EntryKind::DividendUnclaimed, SubjectRef::new(SubjectKind::Distribution, id));
        Self::dividend(of, id, (AccountKind::DividendPayable, AccountKind::DividendUnclaimed), amount)
    }

    /// 补领收益: unclaimed → payable.
    pub fn dividend_claimed(id: DistributionId, amount: Money) -> Self {
        let of = (EntryKind::DividendClaimed, SubjectRef::new(SubjectKind::Distribution, id));
        Self::dividend(of, id, (AccountKind::DividendUnclaimed, AccountKind::DividendPayable), amount)
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
                Entry::year_earned(id(95), one.1),
                Entry::year_spent(id(95), one.1),
                Entry::loss_covered(id(95), one.1),
                Entry::undistributed_carried(id(96), id(95), one.1),
                Entry::pool_spent(id(97), id(98), one.1),
                Entry::pool_spending_reversed(id(97), id(98), one.1),
                Entry::dividend_handed_over(id(94), id(99), one.1),
                Entry::dividend_confirmed(id(94), id(99), one.1),
                Entry::dividend_failed(id(94), id(99), one.1),
                Entry::dividend_bounced(id(94), id(99), one.1),
                Entry::dividend_found_paid(id(94), id(99), one.1),
                Entry::annulled_found_paid(id(99), id(98), one.1),
                Entry::annulled_bounced(id(99), id(98), one.1),
                Entry::dividend_recovered(id(94), id(99), one.1),
                Entry::dividend_recovered_to_pool(id(99), id(98), one.1),
                Entry::dividend_recovery_undone(id(94), id(99), one.1),
                Entry::pool_recovery_undone(id(99), id(98), one.1),
                Entry::dividend_unclaimed(id(99), one.1),
                Entry::dividend_claimed(id(99), one.1),
            ];
            let pools: Vec<_> = money.iter().zip(1..).map(|(m, n)| (id(n), *m)).collect();
            let closed = Entry::year_distributed(id(95), (one.1, Money::ZERO), &pools);
            let reopened = Entry::year_reopened(id(95), std::slice::from_ref(&closed));
            let locked = [Entry::distribution_locked(id(99), &pools), Entry::distribution_annulled(id(99), &pools)];
            let entries = entries.into_iter().chain([closed]).chain(reopened).chain(locked);
            for entry in entries {
                prop_assert_eq!(Money::sum(entry.postings.iter().map(|p| p.amount)), Some(Money::ZERO));
                prop_assert!(entry.postings.iter().all(|p| !p.amount.is_zero()));
            }
        }
    }
}
