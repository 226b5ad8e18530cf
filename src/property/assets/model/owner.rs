//! 权属. Who owns an asset, period by period.

use serde::Serialize;

use super::Named;
use crate::ground::kernel::{Day, Ppm};

crate::ground::kernel::words! {
    /// 产权性质. By which an asset's income and its ways to another owner are told.
    pub enum Regime {
        Administrative = "administrative" "行政单位国有资产",
        Institution = "institution" "事业单位国有资产",
        Infrastructure = "infrastructure" "公共基础设施",
        StateCompany = "state_company" "国有企业资产",
        Collective = "collective" "农村集体资产",
        PrivateNonprofit = "private_nonprofit" "民办非企业单位资产",
    }
}

/// 权属期间. One owner's share from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ownership {
    /// Who.
    pub who: Named,
    /// Which part of the whole.
    pub share: Ppm,
    /// 产权性质; absent for households, and where an old paper does not say.
    pub regime: Option<Regime>,
    /// The first day.
    pub from: Day,
    /// The first day on which it holds no longer.
    pub until: Option<Day>,
}

impl Ownership {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

/// An owner as a paper names it, from the day on which it takes effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOwner {
    /// Who.
    pub who: Named,
    /// Which part of the whole.
    pub share: Ppm,
    /// 产权性质.
    pub regime: Option<Regime>,
}

impl NewOwner {
    /// Whether the other is the same; a regime that is not said is no other one.
    pub fn is(&self, other: &Self) -> bool {
        let regime = self.regime.is_none() || self.regime == other.regime;
        regime && (&self.who, self.share) == (&other.who, other.share)
    }
}

/// The owners of a day.
pub fn owners_on(periods: &[Ownership], day: Day) -> Vec<&Ownership> {
    periods.iter().filter(|p| p.holds_on(day)).collect()
}

/// Whether these are the owners of a day, with the same shares and regimes.
fn are_owners(periods: &[Ownership], owners: &[NewOwner], day: Day) -> bool {
    let then = owners_on(periods, day);
    let named =
        |p: &&Ownership| owners.iter().any(|o| (&o.who, o.share, o.regime.or(p.regime)) == (&p.who, p.share, p.regime));
    !then.is_empty() && then.len() == owners.len() && then.iter().all(named)
}

/// The periods after these owners have taken over on a day: whoever owned until then ends, and those who are named begin. Where
/// they own it already, nothing changes; where a paper of an earlier day names the first known owners, they are known from there.
/// Any other earlier day leaves periods that do not fit, which R27 refuses.
pub fn succeeded(periods: &[Ownership], owners: &[NewOwner], on: Day) -> Vec<Ownership> {
    let open = owners_on(periods, on).iter().all(|p| p.until.is_none());
    if open && are_owners(periods, owners, on) {
        return periods.to_vec();
    }
    let first = periods.iter().map(|p| p.from).min();
    if let Some(first) = first.filter(|first| on < *first && are_owners(periods, owners, *first)) {
        let earlier = |p: Ownership| if p.from == first { Ownership { from: on, ..p } } else { p };
        return periods.iter().cloned().map(earlier).collect();
    }
    let ended = periods.iter().cloned().map(|p| Ownership { until: p.until.or(Some(on)), ..p });
    let begun = owners.iter().cloned().map(|o| Ownership {
        who: o.who,
        share: o.share,
        regime: o.regime,
        from: on,
        until: None,
    });
    ended.chain(begun).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Named, NewOwner, Ownership, Regime, owners_on, succeeded};
    use crate::{
        ground::kernel::{Day, Ppm, Verdict},
        property::assets::rules::one_owner,
    };

    fn owner(name: &str, ppm: i64) -> NewOwner {
        let share = Ppm::from_scaled(ppm).unwrap();
        NewOwner { who: Named::said(name), share, regime: Some(Regime::Collective) }
    }

    /// Shares that make a whole.
    fn whole() -> impl Strategy<Value = Vec<NewOwner>> {
        prop_oneof![
            Just(vec![owner("甲村", 1_000_000)]),
            (1..1_000_000_i64).prop_map(|ppm| vec![owner("甲村", ppm), owner("乙村", 1_000_000 - ppm)]),
            Just(vec![owner("甲村", 333_333), owner("乙村", 333_333), owner("丙村", 333_334)]),
        ]
    }

    proptest! {
        /// However often and to whomever an asset passes, each day has a whole of owners from the first on (R27).
        #[test]
        fn successions_leave_no_gap_and_no_second_owner(steps in prop::collection::vec((whole(), 1..400_u32), 1..8)) {
            let mut day = Day::of(2016, 1, 1);
            let first = day;
            let mut periods: Vec<Ownership> = Vec::new();
            for (owners, wait) in steps {
                periods = succeeded(&periods, &owners, day);
                prop_assert!(matches!(one_owner("ZC", &periods), Verdict::Pass(_)));
                let names: Vec<_> = owners_on(&periods, day).iter().map(|p| p.who.clone()).collect();
                prop_assert_eq!(names.len(), owners.len());
                prop_assert!(owners.iter().all(|o| names.contains(&o.who)));
                for _ in 0..wait {
                    day = day.next();
                }
            }
            prop_assert!(owners_on(&periods, first.previous()).is_empty());
            let total: i64 = owners_on(&periods, day).iter().map(|p| p.share.scaled()).sum();
            prop_assert_eq!(total, 1_000_000);
        }
    }

    #[test]
    fn the_same_owners_again_change_nothing() {
        let periods = succeeded(&[], &[owner("甲村", 1_000_000)], Day::of(2020, 1, 1));
        assert_eq!(succeeded(&periods, &[owner("甲村", 1_000_000)], Day::of(2021, 1, 1)), periods);
        assert_eq!(succeeded(&periods, &[owner("乙村", 1_000_000)], Day::of(2021, 1, 1)).len(), 2);
    }

    #[test]
    fn an_earlier_paper_makes_the_first_owner_known_earlier_and_nobody_else() {
        let periods = succeeded(&[], &[owner("甲村", 1_000_000)], Day::of(2020, 1, 1));
        let earlier = succeeded(&periods, &[owner("甲村", 1_000_000)], Day::of(2018, 1, 1));
        assert_eq!((earlier.len(), earlier[0].from), (1, Day::of(2018, 1, 1)));
        let another = succeeded(&periods, &[owner("乙村", 1_000_000)], Day::of(2018, 1, 1));
        assert!(matches!(one_owner("ZC", &another), Verdict::Fail(_)));
    }
}
