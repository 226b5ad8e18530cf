//! 份额变动. What happens to shares on a day, and what it changes for whom.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Opening, ShareClass, ShareHolder, Whose};
use crate::ground::kernel::{
    Day, ExternalRef, FileId, Instant, Layer, RegionCode, ResolutionId, ShareSchemeId, ShareTransactionId, Shares,
    Words as _,
};

crate::ground::kernel::words! {
    /// 变动类型.
    pub enum TransactionKind {
        Issue = "issue" "量化配置",
        Transfer = "transfer" "转让",
        Inherit = "inherit" "继承",
        Split = "split" "分户",
        Merge = "merge" "合户",
        Cancel = "cancel" "注销",
        Reversal = "reversal" "冲正",
    }
}

impl TransactionKind {
    /// Whether the giver gives all that it has on the day.
    const fn is_whole(self) -> bool {
        matches!(self, Self::Inherit | Self::Split | Self::Merge)
    }
}

/// So many shares of a class that somebody gives or receives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leg {
    /// Who.
    pub whose: Whose,
    /// Of which class.
    pub class: ShareClass,
    /// How many.
    pub shares: Shares,
}

/// Why what is told of shares does not fit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Uneven {
    /// Another number, or another sort, of givers or receivers than the kind has.
    Sides,
    /// Somebody gives or receives shares of a class twice, or none.
    Line,
    /// What is given of a class is not what is received of it.
    Sums {
        /// Class.
        class: ShareClass,
        /// In ten-thousandths.
        given: i64,
        /// In ten-thousandths.
        received: i64,
    },
    /// The giver has another number of the class on the day than it is said to give, and gives all.
    NotWhole {
        /// Who.
        whose: Whose,
        /// Class.
        class: ShareClass,
        /// How many it has.
        held: Shares,
        /// How many it is said to give.
        told: Shares,
    },
}

/// By which shares of which class of whom something changes.
pub type Touched = BTreeMap<(Whose, ShareClass), i64>;

/// What happens to shares on a day: who gives, who receives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deal {
    /// What it is.
    pub kind: TransactionKind,
    /// From which day on.
    pub on: Day,
    /// Who gives what.
    pub from: Vec<Leg>,
    /// Who receives what.
    pub to: Vec<Leg>,
}

fn whose(legs: &[Leg]) -> BTreeSet<Whose> {
    legs.iter().map(|l| l.whose).collect()
}

fn sums(legs: &[Leg]) -> BTreeMap<ShareClass, i64> {
    let mut sums = BTreeMap::new();
    for leg in legs {
        *sums.entry(leg.class).or_insert(0) += leg.shares.scaled();
    }
    sums
}

impl Deal {
    /// Everybody who gives or receives.
    pub fn parties(&self) -> BTreeSet<Whose> {
        self.from.iter().chain(&self.to).map(|l| l.whose).collect()
    }

    /// Whether givers and receivers are as many, and of the sort, that the kind has.
    fn sided(&self) -> bool {
        let (givers, receivers) = (whose(&self.from), whose(&self.to));
        let (gives, receives) = (givers.len(), receivers.len());
        let apart = givers.is_disjoint(&receivers);
        let person = |w: &Whose| w.person().is_some();
        let household = |w: &Whose| w.household().is_some();
        match self.kind {
            TransactionKind::Issue => gives == 0 && receives > 0,
            TransactionKind::Cancel => gives > 0 && receives == 0,
            TransactionKind::Transfer => gives == 1 && receives > 0 && apart,
            TransactionKind::Inherit => gives == 1 && receives > 0 && apart && givers.iter().all(person),
            TransactionKind::Split => gives == 1 && receives > 1 && givers.iter().all(household),
            TransactionKind::Merge => gives > 1 && receives == 1 && receivers.iter().all(household),
            TransactionKind::Reversal => false,
        }
    }

    /// Whether it fits together, with what each giver has on its day; what it changes, for whom.
    pub fn even(&self, held: impl Fn(Whose, ShareClass) -> Shares) -> Result<Touched, Uneven> {
        if !self.sided() {
            return Err(Uneven::Sides);
        }
        for side in [&self.from, &self.to] {
            let told: BTreeSet<_> = side.iter().map(|l| (l.whose, l.class)).collect();
            if told.len() != side.len() || side.iter().any(|l| l.shares == Shares::ZERO) {
                return Err(Uneven::Line);
            }
        }
        let (given, received) = (sums(&self.from), sums(&self.to));
        if !self.from.is_empty() && !self.to.is_empty() {
            for class in given.keys().chain(received.keys()) {
                let of = |sums: &BTreeMap<ShareClass, i64>| sums.get(class).copied().unwrap_or(0);
                if of(&given) != of(&received) {
                    return Err(Uneven::Sums { class: *class, given: of(&given), received: of(&received) });
                }
            }
        }
        if self.kind.is_whole() {
            self.whole(held)?;
        }
        let mut touched = Touched::new();
        let given = self.from.iter().map(|l| (l, -l.shares.scaled()));
        for (leg, change) in given.chain(self.to.iter().map(|l| (l, l.shares.scaled()))) {
            *touched.entry((leg.whose, leg.class)).or_insert(0) += change;
        }
        touched.retain(|_, change| *change != 0);
        Ok(touched)
    }

    /// Whether each giver gives all that it has of every class.
    fn whole(&self, held: impl Fn(Whose, ShareClass) -> Shares) -> Result<(), Uneven> {
        for giver in whose(&self.from) {
            for (class, ..) in ShareClass::ALL {
                let told = self.from.iter().find(|l| (l.whose, l.class) == (giver, *class));
                let told = told.map_or(Shares::ZERO, |l| l.shares);
                let held = held(giver, *class);
                if held != told {
                    return Err(Uneven::NotWhole { whose: giver, class: *class, held, told });
                }
            }
        }
        Ok(())
    }
}

/// By how many shares of a class a transaction changes what a holder has from its day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Whose.
    pub holder: ShareHolder,
    /// Of which class.
    pub class: ShareClass,
    /// In ten-thousandths; below nothing where they go.
    pub delta_e4: i64,
}

/// 死亡证明. The paper by which one died of whose death no register tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeathPaper {
    /// Its number.
    pub number: String,
    /// On which day it was issued.
    pub issued_on: Day,
    /// By whom.
    pub issuer: String,
}

/// 份额变动. One entry of a share register; never changed, only reversed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShareTransaction {
    /// Id.
    pub id: ShareTransactionId,
    /// Printed number (GB).
    pub number: String,
    /// Of which scheme.
    pub scheme: ShareSchemeId,
    /// Where its body lies.
    pub region: RegionCode,
    /// What it is.
    pub kind: TransactionKind,
    /// From which day on.
    pub on: Day,
    /// Whom it changes, and by how much.
    pub entries: Vec<Entry>,
    /// The paper; a reversal may have none.
    pub paper: Option<FileId>,
    /// By which paper the one died who is inherited from, where it is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub death_paper: Option<DeathPaper>,
    /// The resolution by which a dynamic scheme in force grows or shrinks.
    pub resolution: Option<ResolutionId>,
    /// Which transaction it takes back.
    pub reverses: Option<ShareTransactionId>,
    /// Which one took it back.
    #[serde(skip)]
    pub reversed_by: Option<ShareTransactionId>,
    /// What proves it, where it came with an opening register.
    pub opening: Option<Opening>,
    /// Its names in other systems.
    pub external_ids: Vec<ExternalRef>,
    /// Remark; of a reversal, why.
    pub note: Option<String>,
    /// Who recorded it.
    pub recorded_by: String,
    /// Data layer.
    pub layer: Layer,
    /// When it was recorded.
    #[serde(skip)]
    pub created_at: Instant,
}

/// By what transactions are found.
#[derive(Debug, Clone, Copy, Default)]
pub struct TransactionQuery {
    /// Of this scheme.
    pub scheme: Option<ShareSchemeId>,
    /// Of this kind.
    pub kind: Option<TransactionKind>,
    /// That changes what this one has.
    pub whose: Option<Whose>,
    /// Only this one.
    pub only: Option<ShareTransactionId>,
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{Deal, Leg, TransactionKind, Uneven};
    use crate::{
        benefit::shares::model::{ShareClass, Whose},
        ground::kernel::{Day, Shares},
    };

    fn person(n: u128) -> Whose {
        Whose::Person(Uuid::from_u128(n).into())
    }

    fn household(n: u128) -> Whose {
        Whose::Household(Uuid::from_u128(n).into())
    }

    fn leg(whose: Whose, e4: i64) -> Leg {
        Leg { whose, class: ShareClass::Member, shares: Shares::from_scaled(e4).unwrap() }
    }

    fn deal(kind: TransactionKind, from: &[Leg], to: &[Leg]) -> Deal {
        Deal { kind, on: Day::of(2023, 3, 1), from: from.to_vec(), to: to.to_vec() }
    }

    /// Each has ten shares of members and two of relief.
    fn ten(_: Whose, class: ShareClass) -> Shares {
        let e4 = match class {
            ShareClass::Member => 100_000,
            ShareClass::Relief => 20_000,
            _ => 0,
        };
        Shares::from_scaled(e4).unwrap()
    }

    #[test]
    fn heirs_receive_all_that_there_is_and_no_more() {
        let relief = |whose: Whose| Leg { class: ShareClass::Relief, ..leg(whose, 20_000) };
        let all = [leg(person(1), 100_000), relief(person(1))];
        let heirs = [leg(person(2), 60_000), leg(person(3), 40_000), relief(person(3))];
        let inherits = |from: &[Leg], to: &[Leg]| deal(TransactionKind::Inherit, from, to).even(ten);
        assert_eq!(inherits(&all, &heirs).unwrap().len(), 5);
        let less = inherits(&all, &heirs[1..]);
        assert_eq!(less, Err(Uneven::Sums { class: ShareClass::Member, given: 100_000, received: 40_000 }));
        let (held, told) = (Shares::from_scaled(20_000).unwrap(), Shares::ZERO);
        let part = inherits(&all[..1], &heirs[..2]);
        assert_eq!(part, Err(Uneven::NotWhole { whose: person(1), class: ShareClass::Relief, held, told }));
        assert_eq!(inherits(&all, &[leg(person(1), 100_000), relief(person(3))]), Err(Uneven::Sides));
    }

    #[test]
    fn each_kind_has_its_sides() {
        use TransactionKind::{Cancel, Issue, Merge, Reversal, Split, Transfer};
        let (a, b, c) = (leg(person(1), 5), leg(person(2), 5), leg(household(3), 5));
        let fits = |kind, from: &[Leg], to: &[Leg]| deal(kind, from, to).even(ten) != Err(Uneven::Sides);
        assert!(fits(Issue, &[], &[a]) && !fits(Issue, &[a], &[b]) && !fits(Issue, &[], &[]));
        assert!(fits(Cancel, &[a], &[]) && !fits(Cancel, &[a], &[b]));
        assert!(fits(Transfer, &[a], &[b]) && !fits(Transfer, &[a, b], &[c]) && !fits(Transfer, &[a], &[a]));
        assert!(!fits(Split, &[a], &[b, c]) && !fits(Split, &[c], &[c]) && !fits(Merge, &[c], &[c]));
        let whole =
            |n: u128, e4: i64| [leg(household(n), e4), Leg { class: ShareClass::Relief, ..leg(household(n), e4 / 5) }];
        let split = deal(Split, &whole(3, 100_000), &[whole(3, 70_000), whole(4, 30_000)].concat());
        let touched = split.even(ten).unwrap();
        assert_eq!(touched[&(household(3), ShareClass::Member)], -30_000);
        assert_eq!(touched[&(household(4), ShareClass::Relief)], 6_000);
        let merged = deal(Merge, &[whole(3, 100_000), whole(4, 100_000)].concat(), &whole(3, 200_000));
        assert_eq!(merged.even(ten).unwrap().len(), 4);
        assert!(!fits(Reversal, &[a], &[b]));
        assert_eq!(deal(Issue, &[], &[a, a]).even(ten), Err(Uneven::Line));
        assert_eq!(deal(Issue, &[], &[leg(person(1), 0)]).even(ten), Err(Uneven::Line));
    }
}
