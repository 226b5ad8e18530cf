//! 支付明细. The grid of payees and funding lines: derived where one side has a single member, given otherwise, and in every case
//! adding up in rows and columns.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::ground::kernel::{AllocationId, AnyId, BankAccountId, Money, OrganisationId};

/// One payee from one allocation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Id.
    pub id: AnyId,
    /// Who is paid.
    pub organisation: OrganisationId,
    /// Into which account.
    pub account: BankAccountId,
    /// From which allocation.
    pub allocation: AllocationId,
    /// How much.
    pub amount: Money,
}

/// A payee as a caller says it.
#[derive(Debug, Clone)]
pub struct AskedPayee {
    /// Who is paid.
    pub organisation: OrganisationId,
    /// Into which account.
    pub account: BankAccountId,
    /// How much.
    pub amount: Money,
    /// From which allocations; needed where there are several of both.
    pub funding: Option<Vec<(AllocationId, Money)>>,
}

/// Payees and funding as a caller says them.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The whole.
    pub amount: Money,
    /// From where.
    pub funding: Vec<(AllocationId, Money)>,
    /// To whom.
    pub payees: Vec<AskedPayee>,
}

/// What does not add up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GridFault {
    /// An amount is not above zero, or the sum leaves the range.
    NotPositive,
    /// One allocation, or one account of a payee, stands twice.
    Doubled,
    /// The funding lines do not add up to the amount.
    Funding {
        /// Their sum.
        sum: Money,
    },
    /// The payees do not add up to the amount.
    Payees {
        /// Their sum.
        sum: Money,
    },
    /// Several payees and several funding lines, and a payee without its own funding.
    Undivided,
    /// A payee's own funding does not add up to its amount.
    Row {
        /// Which payee, from 0.
        payee: usize,
    },
    /// What payees take from an allocation is not what the funding gives.
    Column {
        /// Which allocation.
        allocation: AllocationId,
    },
}

fn sum(amounts: impl IntoIterator<Item = Money>) -> Result<Money, GridFault> {
    let mut total = Money::ZERO;
    for amount in amounts {
        total = total.plus(amount).filter(|_| amount.is_positive()).ok_or(GridFault::NotPositive)?;
    }
    Ok(total)
}

/// The rows of one payee.
fn rows(asked: &Asked, n: usize, payee: &AskedPayee) -> Result<Vec<(AllocationId, Money)>, GridFault> {
    match (&payee.funding, &asked.funding[..], asked.payees.len()) {
        (Some(own), ..) => {
            if sum(own.iter().map(|f| f.1))? != payee.amount {
                return Err(GridFault::Row { payee: n });
            }
            Ok(own.clone())
        }
        (None, [only], _) => Ok(vec![(only.0, payee.amount)]),
        (None, all, 1) => Ok(all.to_vec()),
        (None, ..) => Err(GridFault::Undivided),
    }
}

/// The grid, as (payee, account, allocation, amount).
pub fn derive_grid(asked: &Asked) -> Result<Vec<(OrganisationId, BankAccountId, AllocationId, Money)>, GridFault> {
    let funding = sum(asked.funding.iter().map(|f| f.1))?;
    let payees = sum(asked.payees.iter().map(|p| p.amount))?;
    if funding != asked.amount {
        return Err(GridFault::Funding { sum: funding });
    }
    if payees != asked.amount {
        return Err(GridFault::Payees { sum: payees });
    }
    let columns: BTreeMap<_, _> = asked.funding.iter().copied().collect();
    let accounts: std::collections::BTreeSet<_> = asked.payees.iter().map(|p| p.account).collect();
    if columns.len() != asked.funding.len() || accounts.len() != asked.payees.len() {
        return Err(GridFault::Doubled);
    }
    let (mut grid, mut taken) = (Vec::new(), BTreeMap::<AllocationId, Money>::new());
    for (n, payee) in asked.payees.iter().enumerate() {
        for (allocation, amount) in rows(asked, n, payee)? {
            let so_far = taken.entry(allocation).or_default();
            *so_far = so_far.plus(amount).ok_or(GridFault::NotPositive)?;
            grid.push((payee.organisation, payee.account, allocation, amount));
        }
    }
    let wrong = taken.iter().find(|(id, taken)| columns.get(id) != Some(taken)).map(|(id, _)| *id);
    let unused = columns.keys().find(|id| !taken.contains_key(id)).copied();
    match wrong.or(unused) {
        Some(allocation) => Err(GridFault::Column { allocation }),
        None => Ok(grid),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Asked, AskedPayee, GridFault, derive_grid};
    use crate::ground::kernel::{Id, Money};

    fn id<K>(n: usize) -> Id<K> {
        Id::new(uuid::Uuid::from_u128(n as u128 + 1))
    }

    fn yuan(n: i64) -> Money {
        Money::from_fen(n * 100).unwrap()
    }

    /// (amount, own funding as (allocation, amount)) of a payee.
    type Payee<'a> = (i64, Option<&'a [(usize, i64)]>);

    fn asked(amount: i64, funding: &[i64], payees: &[Payee<'_>]) -> Asked {
        let payee = |(n, (amount, own)): (usize, &Payee<'_>)| AskedPayee {
            organisation: id(n),
            account: id(n),
            amount: yuan(*amount),
            funding: own.map(|own| own.iter().map(|(a, m)| (id(*a), yuan(*m))).collect()),
        };
        Asked {
            amount: yuan(amount),
            funding: funding.iter().enumerate().map(|(n, m)| (id(n), yuan(*m))).collect(),
            payees: payees.iter().enumerate().map(payee).collect(),
        }
    }

    #[test]
    fn one_side_of_one_is_derived_and_more_must_be_given() {
        assert_eq!(derive_grid(&asked(9, &[9], &[(4, None), (5, None)])).unwrap().len(), 2);
        assert_eq!(derive_grid(&asked(9, &[4, 5], &[(9, None)])).unwrap().len(), 2);
        let two = derive_grid(&asked(9, &[4, 5], &[(3, None), (6, None)]));
        assert_eq!(two, Err(GridFault::Undivided));
        let given = asked(9, &[4, 5], &[(3, Some(&[(0, 3)])), (6, Some(&[(0, 1), (1, 5)]))]);
        assert_eq!(derive_grid(&given).unwrap().len(), 3);
    }

    #[test]
    fn what_does_not_add_up_is_named() {
        let fault = |asked: &Asked| derive_grid(asked).unwrap_err();
        assert_eq!(fault(&asked(9, &[8], &[(9, None)])), GridFault::Funding { sum: yuan(8) });
        assert_eq!(fault(&asked(9, &[9], &[(8, None)])), GridFault::Payees { sum: yuan(8) });
        assert_eq!(fault(&asked(9, &[9], &[(9, Some(&[(0, 8)]))])), GridFault::Row { payee: 0 });
        let crossed = asked(9, &[4, 5], &[(4, Some(&[(1, 4)])), (5, Some(&[(0, 5)]))]);
        assert!(matches!(fault(&crossed), GridFault::Column { .. }));
        assert_eq!(fault(&asked(0, &[0], &[(0, None)])), GridFault::NotPositive);
    }

    proptest! {
        /// Whatever is cut into payees out of one allocation, the grid adds up to the whole.
        #[test]
        fn a_grid_adds_up(parts in prop::collection::vec(1..1_000_000_i64, 1..20)) {
            let total: i64 = parts.iter().sum();
            let payees: Vec<Payee<'_>> = parts.iter().map(|p| (*p, None)).collect();
            let grid = derive_grid(&asked(total, &[total], &payees)).unwrap();
            prop_assert_eq!(Money::sum(grid.iter().map(|l| l.3)), Some(yuan(total)));
        }
    }
}
