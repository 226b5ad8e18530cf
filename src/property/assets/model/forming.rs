//! 转固. What a finished project can be entered as: what was paid under each of its contracts and is on no card yet.

use crate::{
    ground::kernel::{AllocationId, ContractId, Money, PaymentId},
    money::payments::PaidPart,
};

/// What a card takes of the project's money, as far as an allocation is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakenUp {
    /// Of this payment; of any of the allocation's where none is named.
    pub payment: Option<PaymentId>,
    /// Of which money.
    pub allocation: AllocationId,
    /// How much.
    pub amount: Money,
}

impl From<&PaidPart> for TakenUp {
    fn from(p: &PaidPart) -> Self {
        Self { payment: Some(p.payment), allocation: p.allocation, amount: p.amount }
    }
}

impl TakenUp {
    fn is_of(&self, part: &PaidPart) -> bool {
        self.payment.map_or(self.allocation == part.allocation, |payment| payment == part.payment)
    }
}

/// A card of the project, as far as it takes up what was paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booked {
    /// Printed number (ZC).
    pub number: String,
    /// Under which contract it came to be.
    pub contract: Option<ContractId>,
    /// 原值; what its money comes to where that is more.
    pub value: Money,
    /// Its money.
    pub parts: Vec<TakenUp>,
}

/// 转固建议. What one contract, or what was paid without one, can still be entered as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Under which contract.
    pub contract: Option<ContractId>,
    /// What was paid and did not come back.
    pub paid: Money,
    /// What its cards come to.
    pub booked: Money,
    /// What is on no card yet: the value that is proposed.
    pub rest: Money,
    /// Of which payments the rest is, to the fen.
    pub parts: Vec<PaidPart>,
    /// Its cards.
    pub cards: Vec<String>,
}

/// An amount out of parts, in proportion to them: no share is above its part, and together they are the amount to the fen. `None`
/// where the parts do not hold so much.
pub fn shares(amount: Money, parts: &[PaidPart]) -> Option<Vec<PaidPart>> {
    if amount > Money::sum(parts.iter().map(|p| p.amount))? {
        return None;
    }
    if amount.is_zero() {
        return Some(Vec::new());
    }
    let weights: Vec<u64> = parts.iter().map(|p| u64::try_from(p.amount.fen()).ok()).collect::<Option<_>>()?;
    let split = amount.split(&weights)?;
    let share = |(part, amount): (&PaidPart, Money)| PaidPart { amount, ..part.clone() };
    Some(parts.iter().zip(split).map(share).filter(|part| part.amount.is_positive()).collect())
}

/// What is left of parts behind what was taken: of the payments that were named first, then of any of an allocation's in their order.
pub fn without(parts: &[PaidPart], taken: &[TakenUp]) -> Option<Vec<PaidPart>> {
    let mut rest = parts.to_vec();
    let (named, any): (Vec<&TakenUp>, Vec<&TakenUp>) = taken.iter().partition(|t| t.payment.is_some());
    for taken in named.into_iter().chain(any) {
        let mut left = taken.amount;
        for part in rest.iter_mut().filter(|part| taken.is_of(part)) {
            let gone = left.min(part.amount);
            part.amount = part.amount.minus(gone)?;
            left = left.minus(gone)?;
        }
    }
    rest.retain(|part| part.amount.is_positive());
    Some(rest)
}

/// What can still be entered of a project, contract by contract in the order of their ids, what was paid without one first. Cards that
/// name another contract than what paid for them take from the rest of the whole project. `None` beyond the range of money.
pub fn proposals(paid: &[PaidPart], cards: &[Booked]) -> Option<Vec<Proposal>> {
    let all = Money::sum(paid.iter().map(|p| p.amount))?;
    let mut left = all.minus(Money::sum(cards.iter().map(|c| c.value))?)?.max(Money::ZERO);
    let mut contracts: Vec<_> = paid.iter().map(|p| p.contract).chain(cards.iter().map(|c| c.contract)).collect();
    contracts.sort_unstable();
    contracts.dedup();
    let mut proposals = Vec::with_capacity(contracts.len());
    for contract in contracts {
        let own: Vec<PaidPart> = paid.iter().filter(|p| p.contract == contract).cloned().collect();
        let its: Vec<&Booked> = cards.iter().filter(|c| c.contract == contract).collect();
        let (paid, booked) = (Money::sum(own.iter().map(|p| p.amount))?, Money::sum(its.iter().map(|c| c.value))?);
        let rest = paid.minus(booked)?.max(Money::ZERO).min(left);
        left = left.minus(rest)?;
        let taken: Vec<_> = its.iter().flat_map(|c| c.parts.iter().copied()).collect();
        let parts = shares(rest, &without(&own, &taken)?)?;
        let cards = its.iter().map(|c| c.number.clone()).collect();
        proposals.push(Proposal { contract, paid, booked, rest, parts, cards });
    }
    Some(proposals)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Booked, TakenUp, proposals, shares, without};
    use crate::{
        ground::kernel::{AllocationId, ContractId, Money, PaymentId},
        money::payments::PaidPart,
    };

    fn allocation(n: usize) -> AllocationId {
        AllocationId::new(uuid::Uuid::from_u128(n as u128 + 1))
    }

    fn contract(n: usize) -> Option<ContractId> {
        (n > 0).then(|| ContractId::new(uuid::Uuid::from_u128(n as u128)))
    }

    fn fen(fen: i64) -> Money {
        Money::from_fen(fen).unwrap()
    }

    fn payment(n: usize) -> PaymentId {
        PaymentId::new(uuid::Uuid::from_u128(n as u128 + 1))
    }

    fn sum(parts: &[PaidPart]) -> Money {
        Money::sum(parts.iter().map(|p| p.amount)).unwrap()
    }

    /// What was paid, each pair of contract and allocation at most twice.
    fn paid() -> impl Strategy<Value = Vec<PaidPart>> {
        prop::collection::btree_map((0..3_usize, 0..4_usize, 0..2_usize), 1..100_000_000_i64, 1..8).prop_map(|sums| {
            let part = |(n, ((c, a, _), amount)): (usize, ((usize, usize, usize), i64))| PaidPart {
                contract: contract(c),
                payment: payment(n),
                allocation: allocation(a),
                amount: fen(amount),
            };
            sums.into_iter().enumerate().map(part).collect()
        })
    }

    proptest! {
        /// However a rest is cut into cards: each card's money makes its value to the fen, no payment gives more than it was,
        /// and with the last card the rest is gone from every one of them.
        #[test]
        fn a_rest_is_cut_to_the_fen(paid in paid(), cuts in prop::collection::vec(1..1000_u64, 1..6)) {
            for proposal in proposals(&paid, &[]).unwrap() {
                prop_assert_eq!((proposal.rest, sum(&proposal.parts)), (proposal.paid, proposal.paid));
                let mut pool = proposal.parts.clone();
                for value in proposal.rest.split(&cuts).unwrap() {
                    let money = shares(value, &pool).unwrap();
                    prop_assert_eq!(sum(&money), value);
                    prop_assert!(money.iter().all(|m| pool.iter().any(|p| p.payment == m.payment && m.amount <= p.amount)));
                    pool = without(&pool, &money.iter().map(TakenUp::from).collect::<Vec<_>>()).unwrap();
                }
                prop_assert_eq!(pool, vec![]);
            }
        }

        /// A yuan is proposed once: with cards on the register, whatever they say of contract and money, what is proposed and what they
        /// come to is never above what was paid, of the project and of each contract; and what is proposed is its money to the fen.
        #[test]
        fn a_yuan_is_proposed_once(paid in paid(), cards in prop::collection::vec((0..3_usize, 0..5_usize, 0..9_usize, 1..200_000_000_i64), 0..5)) {
            let booked: Vec<Booked> = cards.iter().map(|(c, a, p, n)| Booked {
                number: "ZC".into(), contract: contract(*c), value: fen(*n),
                parts: vec![TakenUp { payment: (*p < 8).then(|| payment(*p)), allocation: allocation(*a), amount: fen(*n) }],
            }).collect();
            let all = Money::sum(paid.iter().map(|p| p.amount)).unwrap();
            let found = proposals(&paid, &booked).unwrap();
            let rest = Money::sum(found.iter().map(|p| p.rest)).unwrap();
            let entered = Money::sum(booked.iter().map(|b| b.value)).unwrap();
            prop_assert!(rest.is_zero() || rest.plus(entered).unwrap() <= all);
            for p in &found {
                prop_assert!(p.rest.is_zero() || p.rest.plus(p.booked).unwrap() <= p.paid);
                prop_assert_eq!(sum(&p.parts), p.rest);
            }
        }
    }

    #[test]
    fn nothing_is_taken_out_of_what_does_not_hold_it() {
        let part = PaidPart { contract: None, payment: payment(0), allocation: allocation(0), amount: fen(1) };
        assert_eq!(shares(fen(2), &[part]), None);
        assert_eq!(shares(fen(0), &[]), Some(vec![]));
    }
}
