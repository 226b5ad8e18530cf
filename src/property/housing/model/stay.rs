//! 住房安排. Which household has which dwelling, from a day until another.

use serde::Serialize;

use crate::ground::kernel::{
    Day, FileId, HouseholdId, HousingStayId, HousingUnitId, Instant, Layer, RegionCode, SiteId,
};

/// 住房安排. That a household has a dwelling, from a day until another, that day not included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HousingStay {
    /// Id.
    pub id: HousingStayId,
    /// Which dwelling.
    pub unit: HousingUnitId,
    /// Of which site.
    pub site: SiteId,
    /// Where that lies.
    pub region: RegionCode,
    /// Which household.
    pub household: HouseholdId,
    /// From this day on.
    pub from: Day,
    /// The first day on which it is so no longer.
    pub until: Option<Day>,
    /// 合住: that others may have it on the same days, if they are told so too.
    pub shared: bool,
    /// The paper.
    pub paper: Option<FileId>,
    /// Why it ended.
    pub end_reason: Option<String>,
    /// Remark.
    pub note: Option<String>,
    /// Data layer.
    pub layer: Layer,
    /// Raised by every change.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

impl HousingStay {
    /// Whether there is a day on which both are so.
    pub fn meets(&self, other: &Self) -> bool {
        self.until.is_none_or(|until| other.from < until) && other.until.is_none_or(|until| self.from < until)
    }

    /// Whether another cannot be so beside this one: a household has one dwelling on any day, and a dwelling one household, unless both
    /// are told to share it.
    pub fn excludes(&self, other: &Self) -> bool {
        let same_unit = self.unit == other.unit && !(self.shared && other.shared);
        self.id != other.id && (self.household == other.household || same_unit) && self.meets(other)
    }
}

/// By what stays are found.
#[derive(Debug, Clone, Default)]
pub struct StayQuery {
    /// Of this site.
    pub site: Option<SiteId>,
    /// In this dwelling.
    pub unit: Option<HousingUnitId>,
    /// Of this household.
    pub household: Option<HouseholdId>,
    /// On this day.
    pub on: Option<Day>,
}

#[cfg(test)]
mod tests {
    use super::HousingStay;
    use crate::ground::kernel::{Day, Instant, Layer};

    fn stay(n: u128, unit: u128, household: u128, days: (u32, Option<u32>), shared: bool) -> HousingStay {
        let id = uuid::Uuid::from_u128;
        HousingStay {
            id: id(n).into(),
            unit: id(unit).into(),
            site: id(9).into(),
            region: "431026".parse().unwrap(),
            household: id(household).into(),
            from: Day::of(2023, 1, days.0),
            until: days.1.map(|day| Day::of(2023, 1, day)),
            shared,
            paper: None,
            end_reason: None,
            note: None,
            layer: Layer::Own,
            version: 1,
            created_at: Instant::from_millis(0),
            updated_at: Instant::from_millis(0),
        }
    }

    #[test]
    fn one_dwelling_a_household_and_one_household_a_dwelling_unless_both_share() {
        let first = stay(1, 1, 1, (5, Some(10)), false);
        for (other, excluded) in [
            (stay(2, 1, 2, (9, None), false), true),
            (stay(2, 1, 2, (10, None), false), false),
            (stay(2, 1, 2, (1, Some(5)), false), false),
            (stay(2, 1, 2, (9, None), true), true),
            (stay(2, 2, 1, (9, None), false), true),
            (stay(2, 2, 2, (5, None), false), false),
            (stay(1, 1, 1, (5, None), false), false),
        ] {
            assert_eq!((first.excludes(&other), other.excludes(&first)), (excluded, excluded), "{other:?}");
        }
        assert!(!stay(1, 1, 1, (5, None), true).excludes(&stay(2, 1, 2, (5, None), true)));
        assert!(stay(1, 1, 1, (5, None), true).excludes(&stay(2, 2, 1, (5, None), true)));
    }
}
