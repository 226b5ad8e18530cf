//! 金额. Money is whole fen in an `i64`; there is no float, no division and no silent overflow near it.

use std::{fmt, str::FromStr};

use rust_decimal::Decimal;

/// An amount of renminbi in whole fen, from -9,999,999,999,999.99 to 9,999,999,999,999.99 yuan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

/// Why a text or a sum is not money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoneyError {
    /// Not `-?(0|[1-9][0-9]{0,12})\.[0-9]{2}`.
    Grammar,
    /// Beyond thirteen integer digits.
    Range,
}

impl fmt::Display for MoneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Grammar => "money is yuan with exactly two decimals, as text: \"186500.00\"",
            Self::Range => "money has at most thirteen integer digits",
        })
    }
}

impl Money {
    /// Largest amount, in fen. Thirteen integer digits: any sum of fewer than 9,000 such amounts fits an `i64`.
    pub const MAX_FEN: i64 = 999_999_999_999_999;
    /// 0.00 yuan.
    pub const ZERO: Self = Self(0);
    /// What the published document says of an amount.
    pub const PATTERN: &'static str = r"^(0\.00|-?(0\.(0[1-9]|[1-9][0-9])|[1-9][0-9]{0,12}\.[0-9]{2}))$";

    /// From whole fen; refuses what is out of range.
    pub const fn from_fen(fen: i64) -> Result<Self, MoneyError> {
        if fen > Self::MAX_FEN || fen < -Self::MAX_FEN { Err(MoneyError::Range) } else { Ok(Self(fen)) }
    }

    /// Whole fen.
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// Sum, or `None` out of range.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).and_then(|f| Self::from_fen(f).ok())
    }

    /// Difference, or `None` out of range.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).and_then(|f| Self::from_fen(f).ok())
    }

    /// The same amount with the other sign.
    #[must_use]
    pub const fn negated(self) -> Self {
        Self(-self.0)
    }

    /// Above zero.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Exactly zero.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// How many amounts these are, none of them below nothing, and what they come to, as far as an amount can say it.
    pub fn counted(amounts: impl IntoIterator<Item = Self>) -> (u64, Self) {
        let more =
            |(count, sum): (u64, Self), amount: Self| (count + 1, sum.plus(amount).unwrap_or(Self(Self::MAX_FEN)));
        amounts.into_iter().fold((0, Self::ZERO), more)
    }

    /// Sum of many, or `None` out of range.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts.into_iter().try_fold(Self::ZERO, Self::plus)
    }

    /// `ratio_ppm` millionths of this amount, rounded down to the fen: a cap never grows by rounding.
    pub fn part_floor(self, ratio_ppm: i64) -> Option<Self> {
        let part = i128::from(self.0) * i128::from(ratio_ppm);
        i64::try_from(part.div_euclid(1_000_000)).ok().and_then(|f| Self::from_fen(f).ok())
    }

    /// Splits by weights so that the parts add up to the whole: each part is rounded down, and the fen left over go one
    /// each to the largest remainders, first come first served among equals. `None` when no weight is above zero.
    pub fn split(self, weights: &[u64]) -> Option<Vec<Self>> {
        let total: u128 = weights.iter().map(|w| u128::from(*w)).sum();
        if total == 0 || self.0 < 0 {
            return None;
        }
        let whole = u128::try_from(self.0).ok()?;
        let mut parts = Vec::with_capacity(weights.len());
        let mut left = whole;
        for (place, weight) in weights.iter().enumerate() {
            let exact = whole * u128::from(*weight);
            left -= exact / total;
            parts.push((exact / total, exact % total, place));
        }
        let mut order: Vec<usize> = (0..parts.len()).collect();
        order.sort_by_key(|i| (std::cmp::Reverse(parts[*i].1), parts[*i].2));
        for i in order.into_iter().take(usize::try_from(left).ok()?) {
            parts[i].0 += 1;
        }
        parts.into_iter().map(|(fen, ..)| i64::try_from(fen).ok().map(Self)).collect()
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Decimal::new(self.0, 2).fmt(f)
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    /// Exactly the grammar of [`Money::PATTERN`]: no plus sign, no grouping, no leading zero, no minus zero.
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (yuan, fen) = digits.split_once('.').ok_or(MoneyError::Grammar)?;
        let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        let leading_zero = yuan.len() > 1 && yuan.starts_with('0');
        if !all_digits(yuan) || !all_digits(fen) || fen.len() != 2 || leading_zero {
            return Err(MoneyError::Grammar);
        }
        if yuan.len() > 13 {
            return Err(MoneyError::Range);
        }
        let decimal = Decimal::from_str_exact(text).map_err(|_| MoneyError::Grammar)?;
        let fen = i64::try_from(decimal.mantissa()).map_err(|_| MoneyError::Range)?;
        if fen == 0 && text.starts_with('-') {
            return Err(MoneyError::Grammar);
        }
        Self::from_fen(fen)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Money, MoneyError};

    fn m(text: &str) -> Money {
        text.parse().unwrap()
    }

    #[test]
    fn only_the_published_grammar_is_money() {
        for good in ["0.00", "0.01", "-0.01", "186500.00", "9999999999999.99", "-9999999999999.99"] {
            assert_eq!(m(good).to_string(), good);
        }
        for bad in [
            "", "1", "1.0", "1.000", "01.00", "+1.00", "-0.00", "1,000.00", " 1.00", "1.00 ", "１.00", "1e3", ".50",
            "NaN",
        ] {
            assert_eq!(bad.parse::<Money>(), Err(MoneyError::Grammar), "{bad:?}");
        }
        assert_eq!("10000000000000.00".parse::<Money>(), Err(MoneyError::Range));
    }

    #[test]
    fn sums_refuse_to_leave_the_range() {
        let most = Money::from_fen(Money::MAX_FEN).unwrap();
        assert_eq!(most.plus(m("0.01")), None);
        assert_eq!(most.negated().minus(m("0.01")), None);
        assert_eq!(Money::sum([m("0.10"), m("0.20")]), Some(m("0.30")));
        assert_eq!(Money::from_fen(i64::MIN), Err(MoneyError::Range));
    }

    #[test]
    fn a_cap_is_rounded_down() {
        assert_eq!(m("500000.00").part_floor(400_000), Some(m("200000.00")));
        assert_eq!(m("0.99").part_floor(333_333), Some(m("0.32")));
    }

    #[test]
    fn leftover_fen_go_to_the_largest_remainders() {
        assert_eq!(m("1.00").split(&[1, 1, 1]).unwrap(), [m("0.34"), m("0.33"), m("0.33")]);
        assert_eq!(m("0.02").split(&[0, 5, 1]).unwrap(), [m("0.00"), m("0.02"), m("0.00")]);
        assert_eq!(m("1.00").split(&[0, 0]), None);
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_whole(fen in 0..=Money::MAX_FEN, weights in prop::collection::vec(0u64..1_000_000, 1..60)) {
            let whole = Money::from_fen(fen).unwrap();
            if let Some(parts) = whole.split(&weights) {
                prop_assert_eq!(Money::sum(parts.iter().copied()), Some(whole));
                for (part, weight) in parts.iter().zip(&weights) {
                    prop_assert!(part.fen() >= 0);
                    prop_assert!(*weight > 0 || part.is_zero());
                }
            } else {
                prop_assert!(weights.iter().all(|w| *w == 0));
            }
        }

        #[test]
        fn text_goes_out_and_comes_back(fen in -Money::MAX_FEN..=Money::MAX_FEN) {
            let money = Money::from_fen(fen).unwrap();
            prop_assert_eq!(money.to_string().parse::<Money>(), Ok(money));
        }
    }
}
