//! 转固. What a finished project can be entered as: what was paid under each of its contracts and is on no card yet.

use crate::{
    ground::kernel::{AllocationId, ContractId, Money},
    money::payments::PaidPart,
};

/// A card of the project, as far as it takes up what was paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booked {
    /// Printed number (ZC).
    pub number: String,
    /// Under which contract it came to be.
    pub contract: Option<ContractId>,
    /// 原值; what its money comes to where that is more.
    pub value: Money,
    /// Its money, as far as an allocation is known.
    pub parts: Vec<(AllocationId, Money)>,
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
    /// Of which money the rest is, to the fen.
    pub parts: Vec<(AllocationId, Money)>,
    /// Its cards.
    pub cards: Vec<String>,
}

/// An amount out of parts, in proportion to them: no share is above its part, and together they are the amount to the fen. `None`
/// where the parts do not hold so much.
pub fn shares(amount: Money, parts: &[(AllocationId, Money)]) -> Option<Vec<(AllocationId, Money)>> {
    if amount > Money::sum(parts.iter().map(|p| p.1))? {
        return None;
    }
    if amount.is_zero() {
        return Some(Vec::new());
    }
    let weights: Vec<u64> = parts.iter().map(|p| u64::try_from(p.1.fen()).ok()).collect::<Option<_>>()?;
    let split = amount.split(&weights)?;
    Some(parts.iter().map(|p| p.0).zip(split).filter(|(_, share)| share.is_positive()).collect())
}

/// What is left of parts behind others.
pub fn without(parts: &[(AllocationId, Money)], gone: &[(AllocationId, Money)]) -> Option<Vec<(AllocationId, Money)>> {
    let rest = |(id, amount): &(AllocationId, Money)| {
        let gone = Money::sum(gone.iter().filter(|g| g.0 == *id).map(|g| g.1))?;
        Some((*id, amount.minus(gone)?))
    };
    let rest = parts.iter().map(rest).collect::<Option<Vec<_>>>()?;
    Some(rest.into_iter().filter(|(_, amount)| amount.is_positive()).collect())
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
        let own: Vec<_> = paid.iter().filter(|p| p.contract == contract).map(|p| (p.allocation, p.amount)).collect();
        let its: Vec<&Booked> = cards.iter().filter(|c| c.contract == contract).collect();
        let (paid, booked) = (Money::sum(own.iter().map(|p| p.1))?, Money::sum(its.iter().map(|c| c.value))?);
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

    use super::{Booked, proposals, shares, without};
    use crate::{
        ground::kernel::{AllocationId, ContractId, Money},
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

    fn sum(parts: &[(AllocationId, Money)]) -> Money {
        Money::sum(parts.iter().map(|p| p.1)).unwrap()
    }

    /// What was paid, each pair of contract and allocation once.
    fn paid() -> impl Strategy<Value = Vec<PaidPart>> {
        prop::collection::btree_map((0..3_usize, 0..4_usize), 1..100_000_000_i64, 1..8).prop_map(|sums| {
            let part = |((c, a), n): ((usize, usize), i64)| PaidPart {
                contract: contract(c),
                allocation: allocation(a),
                amount: fen(n),
            };
            sums.into_iter().map(part).collect()
        })
    }

    proptest! {
        /// However a rest is cut into cards: each card's money makes its value to the fen, no allocation gives more than was paid of it,
        /// and with the last card the rest is gone from every one of them.
        #[test]
        fn a_rest_is_cut_to_the_fen(paid in paid(), cuts in prop::collection::vec(1..1000_u64, 1..6)) {
            for proposal in proposals(&paid, &[]).unwrap() {
                prop_assert_eq!((proposal.rest, sum(&proposal.parts)), (proposal.paid, proposal.paid));
                let mut pool = proposal.parts.clone();
                for value in proposal.rest.split(&cuts).unwrap() {
                    let money = shares(value, &pool).unwrap();
                    prop_assert_eq!(sum(&money), value);
                    prop_assert!(money.iter().all(|(id, share)| pool.iter().any(|(own, left)| own == id && share <= left)));
                    pool = without(&pool, &money).unwrap();
                }
                prop_assert_eq!(pool, vec![]);
            }
        }

        /// A yuan is proposed once: with cards on the register, whatever they say of contract and money, what is proposed and what they
        /// come to is never above what was paid, of the project and of each contract; and what is proposed is its money to the fen.
        #[test]
        fn a_yuan_is_proposed_once(paid in paid(), cards in prop::collection::vec((0..3_usize, 0..5_usize, 1..200_000_000_i64), 0..5)) {
            let booked: Vec<Booked> = cards.iter().map(|(c, a, n)| Booked {
                number: "ZC".into(), contract: contract(*c), value: fen(*n), parts: vec![(allocation(*a), fen(*n))],
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
        assert_eq!(shares(fen(2), &[(allocation(0), fen(1))]), None);
        assert_eq!(shares(fen(0), &[]), Some(vec![]));
    }
}
