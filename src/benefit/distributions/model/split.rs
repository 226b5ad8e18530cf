//! 分配计算 (R75). How much of a pool is whose, to the fen: exact, and the same whoever counts it in whatever order.

use serde::Serialize;

use crate::ground::kernel::{Money, Ppm};

/// By what a weight becomes an amount: so many fen for so much weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// In fen: the pool, or the amount of one unit.
    pub fen: i64,
    /// For this weight: all of it, or one unit in all months.
    pub weight_e4: i64,
}

/// One unit for one month, in ten-thousandths.
const UNIT_MONTH: i64 = 10_000;
/// What of a stake in yuan for one month, in ten-thousandths, is one fen at a rate of one in a million.
const RATE_MONTH: i64 = 100 * 1_000_000;

impl Measure {
    /// A pool by all weights; nothing where there is no weight.
    pub fn of_pool(pool: Money, weight_e4: i64) -> Option<Self> {
        (weight_e4 > 0).then_some(Self { fen: pool.fen(), weight_e4 })
    }

    /// So much for each unit in so many months, of which each counts alike.
    pub const fn of_unit(unit: Money, months: i64) -> Self {
        Self { fen: unit.fen(), weight_e4: UNIT_MONTH * months }
    }

    /// So many parts of what was placed, in so many months; the weight is of yuan.
    pub const fn of_rate(rate: Ppm, months: i64) -> Self {
        Self { fen: rate.scaled(), weight_e4: RATE_MONTH * months }
    }

    /// The whole fen of a weight, and what is left over in parts of a fen that are as many as the measure's weight.
    ///
    /// A pool times a weight passes 2^63 long before either does, so the product is wider than both.
    pub fn portion(self, weight_e4: i64) -> Option<(i64, i64)> {
        let product = i128::from(self.fen) * i128::from(weight_e4);
        let by = i128::from(self.weight_e4);
        let fen = i64::try_from(product / by).ok().filter(|fen| *fen <= Money::MAX_FEN)?;
        Some((fen, i64::try_from(product % by).ok()?))
    }
}

/// 分配标准. What a class of a roll has: so much for each unit, a part of the pool, or a rate of what was placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Gives {
    /// So much for each unit in all the months.
    Unit(Money),
    /// Such a part of the pool, divided by the weights of the class (R72).
    Part(Ppm),
    /// Such a part of what was placed, for all the months.
    Rate(Ppm),
}

impl Gives {
    /// By what a weight of the class becomes an amount, where so much is distributed for so many months; nothing where nobody has any.
    pub fn measure(self, (pool, months): (Money, i64), weight_e4: i64) -> Option<Measure> {
        match self {
            Self::Unit(unit) => (weight_e4 > 0).then_some(Measure::of_unit(unit, months)),
            Self::Part(part) => Measure::of_pool(part_of(pool, part)?, weight_e4),
            Self::Rate(rate) => (weight_e4 > 0).then_some(Measure::of_rate(rate, months)),
        }
    }
}

/// The whole fen of a part of a pool; parts that are no more than the whole make no more than the pool.
pub fn part_of(pool: Money, part: Ppm) -> Option<Money> {
    let fen = i128::from(pool.fen()) * i128::from(part.scaled()) / i128::from(Ppm::WHOLE.scaled());
    Money::from_fen(i64::try_from(fen).ok()?).ok()
}

/// By what weights become amounts: one measure for all, or one for each class of a roll, by its word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measures {
    /// For all.
    One(Measure),
    /// For each class that somebody is in.
    ByClass(Vec<(&'static str, Measure)>),
}

impl Measures {
    /// That of a class; of no class where there is one for all.
    pub fn of(&self, class: &str) -> Option<Measure> {
        match self {
            Self::One(measure) => Some(*measure),
            Self::ByClass(all) => all.iter().find(|(word, _)| *word == class).map(|(_, measure)| *measure),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Gives, Measure, part_of};
    use crate::ground::kernel::{Money, Ppm};

    /// Every line of (serial, weight) with its fen; what is left is given, fen by fen, to the largest rests, the lower serial first.
    fn split(pool: i64, lines: &[(i64, i64)], largest: bool) -> (Vec<(i64, i64)>, i64) {
        let total = lines.iter().map(|(_, w)| w).sum();
        let Some(measure) = Measure::of_pool(Money::from_fen(pool).unwrap(), total) else { return (Vec::new(), pool) };
        let mut of: Vec<(i64, i64, i64)> = lines
            .iter()
            .map(|(serial, weight)| measure.portion(*weight).map(|(fen, rest)| (*serial, fen, rest)).unwrap())
            .collect();
        let mut left = pool - of.iter().map(|(_, fen, _)| fen).sum::<i64>();
        if largest {
            of.sort_by_key(|(serial, _, rest)| (-rest, *serial));
            for line in of.iter_mut().take(usize::try_from(left).unwrap()) {
                line.1 += 1;
                left -= 1;
            }
        }
        let mut of: Vec<(i64, i64)> = of.into_iter().map(|(serial, fen, _)| (serial, fen)).collect();
        of.sort_unstable();
        (of, left)
    }

    #[test]
    fn the_example_of_the_design_comes_out_to_the_fen() {
        let lines = [(1, 1_200_000), (2, 2_400_000), (3, 1_800_000)];
        let (of, left) = split(5_600_000, &lines, false);
        assert_eq!((of, left), (vec![(1, 1_244_444), (2, 2_488_888), (3, 1_866_666)], 2));
        let (of, left) = split(5_600_000, &lines, true);
        assert_eq!((of, left), (vec![(1, 1_244_444), (2, 2_488_889), (3, 1_866_667)], 0));
    }

    fn plan() -> impl Strategy<Value = (i64, Vec<(i64, i64)>)> {
        let weights =
            prop::collection::vec(prop_oneof![0_i64..3, 1_i64..100_000_000, 1_i64..9_000_000_000_000_000], 1..40);
        (0..=Money::MAX_FEN, weights).prop_map(|(pool, weights)| (pool, (1..).zip(weights).collect()))
    }

    proptest! {
        // PROPTEST_CASES=100000 asks it of so many plans; the seed of a failure is printed and kept.
        #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

        /// All lines and what is left are the pool; less is left than there are lines, and nothing by the largest rests.
        #[test]
        fn lines_and_rest_make_the_pool((pool, lines) in plan()) {
            let some = lines.iter().any(|(_, w)| *w > 0);
            for largest in [false, true] {
                let (of, left) = split(pool, &lines, largest);
                prop_assert_eq!(of.iter().map(|(_, fen)| fen).sum::<i64>() + left, pool);
                prop_assert!(!some || left < i64::try_from(lines.len()).unwrap());
                prop_assert!(!some || !largest || left == 0);
            }
        }

        /// The order of the holders changes nothing, and neither does one who has nothing.
        #[test]
        fn order_and_empty_hands_change_nothing((pool, lines) in plan()) {
            for largest in [false, true] {
                let (of, left) = split(pool, &lines, largest);
                let mut turned = lines.clone();
                turned.reverse();
                prop_assert_eq!(&(of.clone(), left), &split(pool, &turned, largest));
                let mut more = lines.clone();
                more.push((999, 0));
                let (with, after) = split(pool, &more, largest);
                let with: Vec<_> = with.into_iter().filter(|(serial, _)| *serial != 999).collect();
                prop_assert_eq!((of, left), (with, after));
            }
        }

        /// Graded pools: all lines are no more than their class's part, all parts no more than the pool; whoever has no month changes nothing,
        /// and neither does the order of the lines.
        #[test]
        fn parts_of_classes_stay_inside_the_pool((pool, lines) in plan(), cuts in prop::collection::vec(0_i64..=1_000_000, 1..4)) {
            let mut cuts = cuts;
            cuts.sort_unstable();
            let parts: Vec<i64> = cuts.iter().scan(0, |from, to| Some(to - std::mem::replace(from, *to))).collect();
            let money = Money::from_fen(pool).unwrap();
            let graded = |lines: &[(i64, i64)]| -> Vec<(i64, i64)> {
                let class = |serial: i64| usize::try_from(serial).unwrap() % parts.len();
                let all = |c: usize| lines.iter().filter(|(s, _)| class(*s) == c).map(|(_, w)| w).sum::<i64>();
                let amount = |(serial, weight): &(i64, i64)| {
                    let gives = Gives::Part(Ppm::from_scaled(parts[class(*serial)]).unwrap());
                    let measure = gives.measure((money, 12), all(class(*serial)));
                    (*serial, measure.map_or(0, |m| m.portion(*weight).unwrap().0))
                };
                let mut of: Vec<(i64, i64)> = lines.iter().map(amount).collect();
                of.sort_unstable();
                of
            };
            let of = graded(&lines);
            for (c, part) in parts.iter().enumerate() {
                let sum: i64 = of.iter().filter(|(s, _)| usize::try_from(*s).unwrap() % parts.len() == c).map(|(_, fen)| fen).sum();
                prop_assert!(sum <= part_of(money, Ppm::from_scaled(*part).unwrap()).unwrap().fen());
            }
            prop_assert!(of.iter().map(|(_, fen)| fen).sum::<i64>() <= pool);
            let mut turned = lines.clone();
            turned.reverse();
            turned.push((1_000, 0));
            let with: Vec<_> = graded(&turned).into_iter().filter(|(serial, _)| *serial != 1_000).collect();
            prop_assert_eq!(of, with);
        }

        /// Units and rates: months that are cut in two make no more than the whole, and at most a fen less; all months make the amount itself.
        #[test]
        fn units_and_rates_count_months(e4 in 1_i64..9_999_999_999, fen in 1_i64..99_999_999, cut in 0_i64..=12) {
            let unit = Gives::Unit(Money::from_fen(fen).unwrap());
            let rate = Gives::Rate(Ppm::from_scaled(fen % 1_000_000 + 1).unwrap());
            for gives in [unit, rate] {
                let measure = gives.measure((Money::ZERO, 12), e4).unwrap();
                let part = |months: i64| measure.portion(e4 * months).unwrap().0;
                let whole = part(12);
                prop_assert!((whole - 1..=whole).contains(&(part(cut) + part(12 - cut))));
                let exact = match gives {
                    Gives::Rate(rate) => i128::from(e4) * i128::from(rate.scaled()) / 100_000_000,
                    _ => i128::from(e4) * i128::from(fen) / 10_000,
                };
                prop_assert_eq!(i128::from(whole), exact);
            }
        }
    }

    #[test]
    fn what_papers_say_comes_out_to_the_fen() {
        // D001: 577 placed 2,000 yuan each at 8 %; D023: 40,000 yuan a household at 7.625 %.
        let rate = |ppm: i64| Gives::Rate(Ppm::from_scaled(ppm).unwrap()).measure((Money::ZERO, 12), 1).unwrap();
        assert_eq!(rate(80_000).portion(2_000 * 10_000 * 12), Some((16_000, 0)));
        assert_eq!(rate(76_250).portion(40_000 * 10_000 * 12), Some((305_000, 0)));
        // D027: 20,000 and 6,000 for villages with a million and 300,000; D020: 6,061 people with 50 yuan each.
        assert_eq!(
            [1_000_000, 300_000].map(|yuan| rate(20_000).portion(yuan * 10_000 * 12)),
            [Some((2_000_000, 0)), Some((600_000, 0))]
        );
        let each = Gives::Unit(Money::from_fen(5_000).unwrap()).measure((Money::ZERO, 1), 1).unwrap();
        assert_eq!(each.portion(6_061 * 10_000), Some((30_305_000, 0)));
        // Half a year of it is half; a third of a fen is nobody's.
        assert_eq!(rate(80_000).portion(2_000 * 10_000 * 6), Some((8_000, 0)));
        let unit = Gives::Unit(Money::from_fen(100_000).unwrap()).measure((Money::ZERO, 12), 1).unwrap();
        assert_eq!((unit.portion(12 * 10_000), unit.portion(10_000)), (Some((100_000, 0)), Some((8_333, 40_000))));
        // Nobody in a class: its part is nobody's.
        assert_eq!(
            Gives::Part(Ppm::from_scaled(300_000).unwrap()).measure((Money::from_fen(1_000).unwrap(), 12), 0),
            None
        );
    }
}
