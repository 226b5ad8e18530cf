//! 管护计划. Which assets are inspected or worked on, and how often.

use serde::Serialize;

use super::{DutyKind, Risk};
use crate::{
    ground::kernel::{
        AssetId, Day, InspectionId, Instant, Layer, RegionCode, UpkeepDueId, UpkeepOrderId, UpkeepPlanId,
    },
    property::assets::{Asset, AssetKind},
};

crate::ground::kernel::words! {
    /// 计划内容. What a plan makes due.
    pub enum PlanTask {
        Inspection = "inspection" "管护检查",
        Order = "order" "管护工单",
    }
}

crate::ground::kernel::words! {
    /// 周期起算. From when the days of a plan are counted.
    pub enum Counted {
        Schedule = "schedule" "按日程",
        Completion = "completion" "按上次完成",
    }
}

/// 管护计划.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UpkeepPlan {
    /// Id.
    pub id: UpkeepPlanId,
    /// Of the assets inside this region.
    pub region: RegionCode,
    /// What people call it.
    pub name: String,
    /// Of this kind; a household's own assets have no plan.
    pub kind: AssetKind,
    /// Of classes whose code begins so.
    pub class_code: Option<String>,
    /// Of the risk that their last inspection told.
    pub risk: Option<Risk>,
    /// What it makes due.
    pub task: PlanTask,
    /// Of orders, which kind of upkeep.
    pub duty: Option<DutyKind>,
    /// Of orders, what is to be done.
    pub what: Option<String>,
    /// How often.
    pub every_days: i32,
    /// From when the days are counted.
    pub counted: Counted,
    /// Its first day.
    pub first: Day,
    /// The first day on which it holds no longer.
    pub ended: Option<Day>,
    /// Why it ended.
    pub end_reason: Option<String>,
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

/// What a plan made due of an asset last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastDue {
    /// On which day.
    pub on: Day,
    /// Whether it still waits to be done.
    pub is_open: bool,
    /// When it was done.
    pub done: Option<Day>,
}

impl UpkeepPlan {
    /// Whether it is a plan for this card, at the risk that its last inspection told.
    pub fn covers(&self, card: &Asset, risk: Option<Risk>) -> bool {
        let class = card.class.as_ref().map_or("", |class| class.code.as_str());
        self.class_code.as_ref().is_none_or(|code| class.starts_with(code))
            && (self.risk.is_none() || self.risk == risk)
    }

    /// Whether something of an asset falls due on a day: by schedule on every so-manieth day from the first; by completion so many
    /// days after it was done last, and never while something waits to be done. It falls due once a day at most, and not before the plan
    /// was made; of one that was made in the middle of its interval the first day counts as done.
    pub fn falls_due(&self, last: Option<LastDue>, inspected: Option<Day>, today: Day) -> bool {
        let (passed, every) = (today.days_since(self.first), i64::from(self.every_days));
        let made = self.created_at.day();
        if passed < 0
            || today < made
            || last.is_some_and(|last| last.is_open && self.counted == Counted::Completion || last.on >= today)
        {
            return false;
        }
        if self.counted == Counted::Schedule {
            return passed % every == 0;
        }
        let inspected = inspected.filter(|_| self.task == PlanTask::Inspection);
        let begun = Some(self.first).filter(|first| *first < made);
        let done = last.map(|last| last.done.unwrap_or(last.on)).max(inspected).max(begun);
        done.is_none_or(|done| today.days_since(done) >= every)
    }
}

/// 到期管护. What a plan made due of an asset on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpkeepDue {
    /// Id.
    pub id: UpkeepDueId,
    /// By which plan.
    pub plan: UpkeepPlanId,
    /// Of which asset.
    pub asset: AssetId,
    /// Where that lies.
    pub region: RegionCode,
    /// On which day.
    pub on: Day,
    /// The inspection that answered it.
    pub inspection: Option<InspectionId>,
    /// The order that it opened.
    pub order: Option<UpkeepOrderId>,
    /// When it came into being.
    pub created_at: Instant,
    /// When it was answered.
    pub updated_at: Instant,
}

/// By what due things are found.
#[derive(Debug, Clone, Default)]
pub struct DueQuery {
    /// By this plan.
    pub plan: Option<UpkeepPlanId>,
    /// Of this asset.
    pub asset: Option<AssetId>,
    /// That wait for an inspection, or do not.
    pub waiting: Option<bool>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Counted, LastDue, PlanTask, UpkeepPlan};
    use crate::{
        ground::kernel::{Day, Instant, Layer, RegionCode},
        property::assets::AssetKind,
    };

    const FIRST: Day = Day::of(2023, 1, 10);

    fn plan(every_days: i32, counted: Counted) -> UpkeepPlan {
        let now = Instant::from_millis(0);
        UpkeepPlan {
            id: uuid::Uuid::nil().into(),
            region: RegionCode::nation(),
            name: String::new(),
            kind: AssetKind::PublicWelfare,
            class_code: None,
            risk: None,
            task: PlanTask::Inspection,
            duty: None,
            what: None,
            every_days,
            counted,
            first: FIRST,
            ended: None,
            end_reason: None,
            layer: Layer::Own,
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }

    fn plus(mut day: Day, days: usize) -> Day {
        for _ in 0..days {
            day = day.next();
        }
        day
    }

    proptest! {
        /// Day by day, each asked twice, whatever is done when: by schedule exactly the days of the grid; by completion never two at
        /// once, and never sooner than the interval after the last was done.
        #[test]
        fn what_falls_due_keeps_its_interval(every in 1..20_i32, waits in prop::collection::vec(0..9_usize, 60)) {
            for counted in [Counted::Schedule, Counted::Completion] {
                let plan = plan(every, counted);
                let (mut last, mut due, mut done): (Option<LastDue>, Vec<Day>, Vec<Day>) = (None, Vec::new(), Vec::new());
                for (n, wait) in waits.iter().enumerate() {
                    let today = plus(Day::of(2023, 1, 1), n);
                    for _ in 0..2 {
                        if plan.falls_due(last, done.last().copied(), today) {
                            prop_assert!(counted == Counted::Schedule || last.is_none_or(|l| !l.is_open));
                            prop_assert!(due.last() != Some(&today), "twice on {today}");
                            last = Some(LastDue { on: today, is_open: true, done: None });
                            due.push(today);
                        }
                    }
                    if let Some(open) = last.filter(|l| l.is_open && today.days_since(l.on) >= *wait as i64) {
                        last = Some(LastDue { is_open: false, done: Some(today), ..open });
                        done.push(today);
                    }
                }
                let grid = (0..60).map(|n| plus(Day::of(2023, 1, 1), n)).filter(|d| d.days_since(FIRST) >= 0 && d.days_since(FIRST) % i64::from(every) == 0);
                if counted == Counted::Schedule {
                    prop_assert_eq!(due, grid.collect::<Vec<_>>());
                } else {
                    prop_assert_eq!(due.first(), Some(&FIRST));
                    for (done, next) in done.iter().zip(due.iter().skip(1)) {
                        prop_assert_eq!(next.days_since(*done), i64::from(every));
                    }
                }
            }
        }
    }
}
