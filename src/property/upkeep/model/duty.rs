//! 管护责任. Who does one kind of upkeep of an asset, period by period.

use serde::Serialize;

use crate::{
    ground::kernel::{AssetId, Day, Instant, OrganisationId, RegionCode, UpkeepDutyId},
    office::people::KeptPhone,
    property::assets::Named,
};

crate::ground::kernel::words! {
    /// 管护内容. One kind of upkeep.
    pub enum DutyKind {
        Cleaning = "cleaning" "保洁",
        Repair = "repair" "维修",
        Safety = "safety" "安全",
        Operation = "operation" "运行",
    }
}

/// 管护责任. One keeper's answer for one kind of upkeep of an asset, from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UpkeepDuty {
    /// Id.
    pub id: UpkeepDutyId,
    /// Of which asset.
    pub asset: AssetId,
    /// Where that lies.
    pub region: RegionCode,
    /// Which kind of upkeep.
    pub duty: DutyKind,
    /// 管护责任人.
    pub keeper: Named,
    /// The first day.
    pub from: Day,
    /// The first day on which it holds no longer.
    pub until: Option<Day>,
    /// 管护标准.
    pub standard: Option<String>,
    /// 联系电话.
    pub phone: Option<KeptPhone>,
    /// Number of the letter under which it was given (GZ): the same for all assets of one act.
    pub letter: Option<String>,
    /// Remark.
    pub note: Option<String>,
    /// Why it ended, where nobody took it over in the same act.
    pub end_reason: Option<String>,
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

impl UpkeepDuty {
    /// The same, over from a day on.
    #[must_use]
    pub fn ended(&self, until: Day, reason: Option<String>, now: Instant) -> Self {
        Self { until: Some(until), end_reason: reason, version: self.version + 1, updated_at: now, ..self.clone() }
    }
}

/// What stands in the way of a new keeper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hindrance {
    /// The duty is recorded until this day, or from it on.
    Until(Day),
    /// The same keeper has it since this day.
    Same(Day),
    /// Somebody had it since this day, and within the period.
    Held(Day),
}

/// The duty that ends when a keeper takes it over on a day, if somebody has it: no day is told of two keepers, and none lies between
/// the one who has it and the one who takes it.
pub fn succeeds<'a>(
    recorded: impl IntoIterator<Item = &'a UpkeepDuty>,
    keeper: &Named,
    from: Day,
) -> Result<Option<&'a UpkeepDuty>, Hindrance> {
    let mut open = None;
    for duty in recorded {
        match duty.until {
            Some(until) if until <= from => {}
            Some(until) => return Err(Hindrance::Until(until)),
            None if duty.keeper == *keeper => return Err(Hindrance::Same(duty.from)),
            None if from <= duty.from => return Err(Hindrance::Until(duty.from)),
            None => open = Some(duty),
        }
    }
    Ok(open)
}

/// Whether nobody is recorded on any day of a period that is over, from a day until another, that day not included.
pub fn lies_free<'a>(
    recorded: impl IntoIterator<Item = &'a UpkeepDuty>,
    (from, until): (Day, Day),
) -> Result<(), Hindrance> {
    let meets = |duty: &&UpkeepDuty| duty.from < until && duty.until.is_none_or(|end| from < end);
    recorded.into_iter().find(meets).map_or(Ok(()), |duty| Err(Hindrance::Held(duty.from)))
}

/// By what duties are found.
#[derive(Debug, Clone, Default)]
pub struct DutyQuery {
    /// Of this asset.
    pub asset: Option<AssetId>,
    /// Of this kind.
    pub duty: Option<DutyKind>,
    /// Of this organisation.
    pub keeper: Option<OrganisationId>,
    /// That hold on this day.
    pub on: Option<Day>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{DutyKind, UpkeepDuty, succeeds};
    use crate::{
        ground::kernel::{Day, Instant, RegionCode},
        property::assets::Named,
    };

    const FIRST: Day = Day::of(2020, 1, 1);

    fn begun(keeper: &Named, from: Day) -> UpkeepDuty {
        let now = Instant::from_millis(0);
        UpkeepDuty {
            id: uuid::Uuid::nil().into(),
            asset: uuid::Uuid::nil().into(),
            region: RegionCode::nation(),
            duty: DutyKind::Repair,
            keeper: keeper.clone(),
            from,
            until: None,
            standard: None,
            phone: None,
            letter: None,
            note: None,
            end_reason: None,
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }

    fn plus(mut day: Day, days: u32) -> Day {
        for _ in 0..days {
            day = day.next();
        }
        day
    }

    proptest! {
        /// Whoever is named on whichever day, in whatever order: no day has two keepers, and only an end without a successor leaves a gap.
        #[test]
        fn no_day_has_two_keepers_and_successions_leave_none_without(
            acts in prop::collection::vec((0..4_usize, 0..60_u32, prop::bool::weighted(0.2)), 1..25),
        ) {
            let keepers: Vec<Named> = ["甲村", "乙村", "丙公司", "丁公司"].map(Named::said).to_vec();
            let mut recorded: Vec<UpkeepDuty> = Vec::new();
            let mut ends = 0;
            for (who, wait, end) in acts {
                let day = plus(FIRST, wait);
                let open = recorded.iter().position(|d| d.until.is_none());
                if let Some(open) = open.filter(|n| end && recorded[*n].from < day) {
                    recorded[open].until = Some(day);
                    ends += 1;
                } else if let Ok(before) = succeeds(&recorded, &keepers[who], day).map(|d| d.is_some()) {
                    if let (true, Some(open)) = (before, open) {
                        recorded[open].until = Some(day);
                    }
                    recorded.push(begun(&keepers[who], day));
                }
            }
            let holding = |day: Day| recorded.iter().filter(|d| d.from <= day && d.until.is_none_or(|u| day < u)).count();
            let first = recorded.iter().map(|d| d.from).min();
            let days: Vec<Day> = (0..70).map(|n| plus(FIRST, n)).collect();
            prop_assert!(days.iter().all(|day| holding(*day) <= 1));
            if ends == 0 {
                prop_assert!(days.iter().all(|day| first.is_none_or(|f| *day < f) || holding(*day) == 1));
            }
        }
    }
}
