//! Quantities that are not money: integers in a stated scale, one type per scale.
//! An area is stored in the unit of its paper; the other unit is shown, never stored (1 亩 = 2000/3 m² is not exact).

use std::{fmt, marker::PhantomData, str::FromStr};

use rust_decimal::Decimal;

/// The scale of a quantity: how many decimals its text has.
pub trait Scale: Send + Sync + 'static {
    /// Decimals on the wire and in the column's suffix.
    const DECIMALS: u32;
    /// Name in the published document.
    const NAME: &'static str;
}

/// Square metres with two decimals (`_m2_e2`).
pub enum SquareCentimetre {}
impl Scale for SquareCentimetre {
    const DECIMALS: u32 = 2;
    const NAME: &'static str = "AreaM2";
}

/// 亩 with four decimals (`_mu_e4`).
pub enum TenThousandthMu {}
impl Scale for TenThousandthMu {
    const DECIMALS: u32 = 4;
    const NAME: &'static str = "AreaMu";
}

/// Metres with two decimals (`_m_e2`).
pub enum Centimetre {}
impl Scale for Centimetre {
    const DECIMALS: u32 = 2;
    const NAME: &'static str = "LengthM";
}

/// Per cent with four decimals, stored as parts per million (`_ppm`): 1 % is `"1.0000"` and 10,000.
pub enum PercentE4 {}
impl Scale for PercentE4 {
    const DECIMALS: u32 = 4;
    const NAME: &'static str = "Percent";
}

/// Shares of a scheme with four decimals (`_e4`).
pub enum TenThousandthShare {}
impl Scale for TenThousandthShare {
    const DECIMALS: u32 = 4;
    const NAME: &'static str = "Shares";
}

/// An area in square metres.
pub type AreaM2 = Scaled<SquareCentimetre>;
/// An area in 亩.
pub type AreaMu = Scaled<TenThousandthMu>;
/// A length in metres.
pub type LengthM = Scaled<Centimetre>;
/// A ratio in parts per million; on the wire per cent with four decimals.
pub type Ppm = Scaled<PercentE4>;
/// Shares.
pub type Shares = Scaled<TenThousandthShare>;

impl Ppm {
    /// 100 %.
    pub const WHOLE: Self = Self(1_000_000, PhantomData);
}

/// A non-negative quantity of scale `S`, at most eleven integer digits.
pub struct Scaled<S>(i64, PhantomData<fn() -> S>);

impl<S: Scale> Scaled<S> {
    const LIMIT: i64 = 10_i64.pow(15);
    /// Nothing.
    pub const ZERO: Self = Self(0, PhantomData);

    /// From the scaled integer; `None` when negative or too large.
    pub fn from_scaled(units: i64) -> Option<Self> {
        (0..Self::LIMIT).contains(&units).then_some(Self(units, PhantomData))
    }

    /// The scaled integer, as stored.
    pub const fn scaled(self) -> i64 {
        self.0
    }

    /// What the published document says of such a quantity.
    pub fn pattern() -> String {
        format!(r"^(0|[1-9][0-9]{{0,{}}})\.[0-9]{{{}}}$", 14 - S::DECIMALS, S::DECIMALS)
    }
}

impl<S> Clone for Scaled<S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S> Copy for Scaled<S> {}
impl<S> PartialEq for Scaled<S> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<S> Eq for Scaled<S> {}
impl<S> PartialOrd for Scaled<S> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<S> Ord for Scaled<S> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<S: Scale> fmt::Debug for Scaled<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
impl<S: Scale> fmt::Display for Scaled<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Decimal::new(self.0, S::DECIMALS).fmt(f)
    }
}
impl<S: Scale> FromStr for Scaled<S> {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (whole, fraction) = text.split_once('.').ok_or(())?;
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        let sane = digits(whole) && digits(fraction) && !(whole.len() > 1 && whole.starts_with('0'));
        if !sane || fraction.len() != S::DECIMALS as usize || whole.len() > 15 {
            return Err(());
        }
        let decimal = Decimal::from_str_exact(text).map_err(|_| ())?;
        i64::try_from(decimal.mantissa()).ok().and_then(Self::from_scaled).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::{AreaMu, Ppm};

    #[test]
    fn the_scale_is_exact_on_both_sides() {
        assert_eq!("40.0000".parse::<Ppm>().unwrap().scaled(), 400_000);
        assert_eq!(Ppm::from_scaled(10_000).unwrap().to_string(), "1.0000");
        assert_eq!("15.0100".parse::<AreaMu>().unwrap().to_string(), "15.0100");
        for bad in ["1", "1.0", "01.0000", "-1.0000", "1.00000", "99999999999999999.0000"] {
            assert!(bad.parse::<Ppm>().is_err(), "{bad}");
        }
    }
}
