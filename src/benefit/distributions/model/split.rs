//! 分配计算 (R75). How much of a pool is whose, to the fen: exact, and the same whoever counts it in whatever order.

use crate::ground::kernel::Money;

/// By what a weight becomes an amount: so many fen for so much weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// In fen: the pool, or the amount of one share for one month.
    pub fen: i64,
    /// For this weight: all of it, or one share for one month.
    pub weight_e4: i64,
}

/// One share for one month, in ten-thousandths.
const SHARE_MONTH: i64 = 10_000;

impl Measure {
    /// A pool by all weights; nothing where there is no weight.
    pub fn of_pool(pool: Money, weight_e4: i64) -> Option<Self> {
        (weight_e4 > 0).then_some(Self { fen: pool.fen(), weight_e4 })
    }

    /// So much for each share and month.
    pub const fn of_unit(unit: Money) -> Self {
        Self { fen: unit.fen(), weight_e4: SHARE_MONTH }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Measure;
    use crate::ground::kernel::Money;

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
    }
}
