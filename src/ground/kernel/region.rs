//! 行政区划. Region codes in one form everywhere: unpadded, so that a region's code begins with its parent's.

use std::{fmt, str::FromStr};

super::words! {
    /// 级次. The level of a region. Never assume four levels: 429005 hangs under a province's own prefecture code,
    /// and 4419 has towns but no counties.
    pub enum Level {
        Nation = "nation" "全国",
        Province = "province" "省级",
        Prefecture = "prefecture" "市级",
        County = "county" "县级",
        Town = "town" "乡级",
        Village = "village" "村级",
    }
}

impl Level {
    const fn digits(self) -> usize {
        match self {
            Self::Nation => 0,
            Self::Province => 2,
            Self::Prefecture => 4,
            Self::County => 6,
            Self::Town => 9,
            Self::Village => 12,
        }
    }
}

/// An unpadded region code: 2, 4, 6, 9 or 12 digits, or the word `CN` for the nation (valid only as the scope of grants,
/// policy values and definitions).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode(String);

impl RegionCode {
    /// What the published document says of a code.
    pub const PATTERN: &'static str = r"^(CN|[1-9][0-9]([0-9]{2}([0-9]{2}([0-9]{3}([0-9]{3})?)?)?)?)$";

    /// The nation.
    pub fn nation() -> Self {
        Self("CN".into())
    }

    /// From the padded form of published tables, by the row's level: `430000` of level province is `43`.
    pub fn from_padded(code: &str, level: Level) -> Option<Self> {
        let (head, tail) = code.split_at_checked(level.digits())?;
        tail.bytes().all(|b| b == b'0').then_some(())?;
        head.parse().ok()
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The level told by the length.
    pub fn level(&self) -> Level {
        match self.0.len() {
            2 if self.0 == "CN" => Level::Nation,
            2 => Level::Province,
            4 => Level::Prefecture,
            6 => Level::County,
            9 => Level::Town,
            _ => Level::Village,
        }
    }

    /// True when `other` is this region or lies inside it.
    pub fn covers(&self, other: &Self) -> bool {
        self.level() == Level::Nation || other.0.starts_with(&self.0)
    }

    /// The codes from this region up to the nation, nearest first. Some of them may not exist as regions.
    pub fn and_above(&self) -> Vec<Self> {
        let mut chain: Vec<Self> = [12, 9, 6, 4, 2]
            .into_iter()
            .filter(|n| self.level() != Level::Nation && *n <= self.0.len())
            .map(|n| Self(self.0[..n].to_owned()))
            .collect();
        chain.push(Self::nation());
        chain
    }

    /// This region's ancestor (or itself) of the given level; `None` when it is above that level.
    pub fn at(&self, level: Level) -> Option<Self> {
        self.and_above().into_iter().find(|r| r.level() == level)
    }

    /// The code of the county in which it lies; its own where it lies above one.
    pub fn county_code(&self) -> &str {
        self.0.get(..Level::County.digits()).unwrap_or(&self.0)
    }

    /// The county in which it lies, or itself where it lies above one. Keys and blind indexes are a county's: equal values in two
    /// counties do not look equal.
    pub fn county(&self) -> Self {
        Self(self.county_code().to_owned())
    }

    /// The half-open range of codes inside this region, in byte order: `431026` → (`431026`, `431027`).
    /// `None` for the nation, which is every code. The successor of a last digit 9 is `:`.
    pub fn range(&self) -> Option<(String, String)> {
        if self.level() == Level::Nation {
            return None;
        }
        let (head, last) = self.0.split_at(self.0.len() - 1);
        let next = char::from(last.as_bytes()[0] + 1);
        Some((self.0.clone(), format!("{head}{next}")))
    }

    /// Padded to `digits` with zeros, as foreign formats want it (`MOF_DIV_CODE` has nine).
    pub fn padded(&self, digits: usize) -> String {
        format!("{:0<digits$}", self.0)
    }
}

impl FromStr for RegionCode {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
        let known = matches!(text.len(), 2 | 4 | 6 | 9 | 12) && digits;
        (known || text == "CN").then(|| Self(text.to_owned())).ok_or(())
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// 管辖范围. The regions somebody may see or act in, each with all that lies inside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope(Vec<RegionCode>);

impl Scope {
    /// The union of these regions; one that lies inside another is dropped.
    pub fn of(regions: impl IntoIterator<Item = RegionCode>) -> Self {
        let mut kept: Vec<RegionCode> = Vec::new();
        for region in regions {
            if !kept.iter().any(|k| k.covers(&region)) {
                kept.retain(|k| !region.covers(k));
                kept.push(region);
            }
        }
        Self(kept)
    }

    /// True when the region lies in one of them.
    pub fn covers(&self, region: &RegionCode) -> bool {
        self.0.iter().any(|r| r.covers(region))
    }

    /// The regions.
    pub fn regions(&self) -> &[RegionCode] {
        &self.0
    }

    /// What of this scope lies in `region`: the whole region when it is inside, the scope's own parts of it otherwise.
    #[must_use]
    pub fn within(&self, region: &RegionCode) -> Self {
        if self.covers(region) {
            return Self(vec![region.clone()]);
        }
        Self(self.0.iter().filter(|r| region.covers(r)).cloned().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, RegionCode, Scope};

    fn r(code: &str) -> RegionCode {
        code.parse().unwrap()
    }

    #[test]
    fn what_lies_in_a_county_is_its_and_what_lies_above_is_its_own() {
        for (code, county) in [
            ("431026102201", "431026"),
            ("431026102", "431026"),
            ("431026", "431026"),
            ("4310", "4310"),
            ("43", "43"),
            ("CN", "CN"),
        ] {
            assert_eq!(r(code).county(), r(county), "{code}");
        }
    }

    #[test]
    fn padded_codes_lose_their_zeros_by_level_only() {
        assert_eq!(RegionCode::from_padded("430000", Level::Province), Some(r("43")));
        assert_eq!(RegionCode::from_padded("431000", Level::Prefecture), Some(r("4310")));
        assert_eq!(RegionCode::from_padded("431026102000", Level::Town), Some(r("431026102")));
        // A county whose own code ends in zeros keeps them; a row whose tail is not zero is not of that level.
        assert_eq!(RegionCode::from_padded("469030", Level::County), Some(r("469030")));
        assert_eq!(RegionCode::from_padded("431026", Level::Prefecture), None);
    }

    #[test]
    fn scope_is_a_range_of_codes() {
        assert_eq!(r("431026").range(), Some(("431026".into(), "431027".into())));
        assert_eq!(r("4319").range(), Some(("4319".into(), "431:".into())));
        assert_eq!(r("CN").range(), None);
        assert!(r("4310").covers(&r("431026102")) && r("CN").covers(&r("11")));
        assert!(!r("431026").covers(&r("4310")) && !r("431026").covers(&r("431027")));
        for code in ["431026", "431026102", "431026102003"] {
            let (low, high) = r("431026").range().unwrap();
            assert!(code >= low.as_str() && code < high.as_str());
        }
    }

    #[test]
    fn the_way_up_ends_at_the_nation() {
        let chain: Vec<_> = r("431026102").and_above().iter().map(ToString::to_string).collect();
        assert_eq!(chain, ["431026102", "431026", "4310", "43", "CN"]);
        assert_eq!(r("CN").and_above().len(), 1);
        assert_eq!(r("431026102").at(Level::County), Some(r("431026")));
        assert_eq!(r("4310").at(Level::County), None);
    }

    #[test]
    fn a_scope_is_the_union_of_its_regions() {
        let scope = Scope::of([r("431026"), r("4310"), r("230606")]);
        assert_eq!(scope.regions(), [r("4310"), r("230606")]);
        assert!(scope.covers(&r("431026102")) && !scope.covers(&r("43")) && !scope.covers(&r("230607")));
        assert_eq!(scope.within(&r("43")).regions(), [r("4310")]);
        assert_eq!(scope.within(&r("431026")).regions(), [r("431026")]);
        assert!(scope.within(&r("11")).regions().is_empty());
    }

    #[test]
    fn other_texts_are_no_codes() {
        for bad in ["", "0", "4", "431", "43102", "01", "4310261", "cn", "43a026", "4310261020031"] {
            assert!(bad.parse::<RegionCode>().is_err(), "{bad}");
        }
    }
}
