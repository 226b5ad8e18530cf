//! 持有月数 (R74). For how many months of a range somebody had shares: a month is whoever's who has them on its last day, so that the
//! month in which they pass on counts once.

use crate::{
    benefit::{rolls::NeedClass, shares::ShareClass},
    ground::kernel::{Day, Month, Words as _},
};

/// Of which class somebody has something: of shares, or of a roll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptClass {
    /// Of shares.
    Shares(ShareClass),
    /// Of a roll.
    Roll(NeedClass),
}

impl KeptClass {
    /// As papers write it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Shares(class) => class.label(),
            Self::Roll(class) => class.label(),
        }
    }
}

/// What a holder has of a class from a day until another that is not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Of which class.
    pub class: KeptClass,
    /// The first day.
    pub from: Day,
    /// The first day on which it is so no longer.
    pub until: Option<Day>,
    /// Shares, heads or yuan, in ten-thousandths.
    pub units_e4: i64,
}

/// How many months of a range, both ends included, have their last day in a stretch.
pub fn months_in((first, last): (Month, Month), from: Day, until: Option<Day>) -> i64 {
    let begins = first.ordinal().max(from.month().ordinal());
    let ends = until.map_or(last.ordinal() + 1, |u| u.month().ordinal().min(last.ordinal() + 1));
    (ends - begins).max(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Kept, KeptClass, months_in};
    use crate::{
        benefit::shares::ShareClass,
        ground::kernel::{Day, Month},
    };

    /// Shares by months, in ten-thousandths.
    fn weight_of(range: (Month, Month), kept: &[Kept]) -> i64 {
        kept.iter().map(|k| k.units_e4 * months_in(range, k.from, k.until)).sum()
    }

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    #[test]
    fn the_month_of_a_transfer_counts_once() {
        let year = (month("2023-01"), month("2023-12"));
        let (june, july) = (Day::of(2023, 6, 15), Day::of(2023, 7, 31));
        assert_eq!(months_in(year, Day::of(2022, 3, 1), None), 12);
        assert_eq!(months_in(year, Day::of(2022, 3, 1), Some(june)), 5);
        assert_eq!(months_in(year, june, None), 7);
        // Who receives on the last day of a month has that month; who gives has not.
        assert_eq!((months_in(year, july, None), months_in(year, june, Some(july))), (6, 1));
        assert_eq!(months_in(year, june, Some(Day::of(2023, 6, 30))), 0);
        assert_eq!(months_in(year, Day::of(2024, 1, 1), None), 0);
    }

    proptest! {
        /// Splitting a stretch at any day changes no weight.
        #[test]
        fn one_holding_split_between_two_dates_adds_up(from in 0_u16..900, cut in 0_u16..900, until in 0_u16..900, e4 in 1_i64..9_999_999) {
            let mut days = [from, cut, until];
            days.sort_unstable();
            let day = |n: u16| Day::of(2021, 6, 1).plus_days(n);
            let range = (month("2022-01"), month("2022-12"));
            let kept = |from: u16, until: u16| Kept {
                class: KeptClass::Shares(ShareClass::Member), from: day(from), until: Some(day(until)), units_e4: e4,
            };
            let whole = weight_of(range, &[kept(days[0], days[2])]);
            prop_assert_eq!(whole, weight_of(range, &[kept(days[0], days[1]), kept(days[1], days[2])]));
        }
    }
}
