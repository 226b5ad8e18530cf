//! 五条状态线. Value, title, hand-over, duty and use go their own ways; each is told by the events that were recorded on it.

use serde::Serialize;

use crate::ground::kernel::{AnyId, AssetId, Day, FileId, Instant, Money, Words};

crate::ground::kernel::words! {
    /// 状态线.
    pub enum Track {
        Value = "value" "价值",
        Title = "title" "权属",
        Handover = "handover" "移交",
        Duty = "duty" "管护责任",
        Use = "use" "使用",
    }
}

crate::ground::kernel::words! {
    /// 价值状态.
    pub enum ValueState {
        Planned = "planned" "计划",
        Building = "building" "在建",
        Provisional = "provisional" "暂估入账",
        Settled = "settled" "已决算",
        Stated = "stated" "账面列示",
    }
}

crate::ground::kernel::words! {
    /// 确权状态.
    pub enum TitleState {
        Unconfirmed = "unconfirmed" "未确权",
        Publicised = "publicised" "公示中",
        Confirmed = "confirmed" "已确权",
        Disputed = "disputed" "有争议",
    }
}

crate::ground::kernel::words! {
    /// 确权层级.
    pub enum TitleLevel {
        County = "county" "县(区)级",
        Town = "town" "乡镇级",
        Village = "village" "村级",
        Household = "household" "到户",
    }
}

crate::ground::kernel::words! {
    /// 移交状态.
    pub enum HandoverState {
        NotHandedOver = "not_handed_over" "未移交",
        InTransfer = "in_transfer" "移交中",
        HandedOver = "handed_over" "已移交",
        NotNeeded = "not_needed" "无需移交",
    }
}

crate::ground::kernel::words! {
    /// 管护责任状态.
    pub enum DutyState {
        None = "none" "未落实",
        Named = "named" "已定管护人",
        Funded = "funded" "管护人和经费已落实",
    }
}

crate::ground::kernel::words! {
    /// 使用状态.
    pub enum UseState {
        Unknown = "unknown" "未查明",
        InUse = "in_use" "在用",
        Let = "let" "出租",
        Idle = "idle" "闲置",
        Repairing = "repairing" "维修",
        Closed = "closed" "停用",
        Disposed = "disposed" "已处置",
        Voided = "voided" "已作废",
    }
}

impl UseState {
    /// In which nothing is there any more: acts of their own lead there, and no note or file.
    pub const GONE: [Self; 2] = [Self::Disposed, Self::Voided];
}

/// What one event says of its track: whole in itself, so that the last one on or before a day is all that holds on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "track", rename_all = "snake_case")]
pub enum Stand {
    /// 价值.
    Value {
        /// State.
        state: ValueState,
        /// 原值.
        amount: Option<Money>,
    },
    /// 权属.
    Title {
        /// State.
        state: TitleState,
        /// 确权层级.
        level: Option<TitleLevel>,
        /// 权属证书号.
        certificate: Option<String>,
    },
    /// 移交.
    Handover {
        /// State.
        state: HandoverState,
    },
    /// 管护责任.
    Duty {
        /// State.
        state: DutyState,
    },
    /// 使用.
    Use {
        /// State.
        state: UseState,
    },
}

impl Stand {
    /// Of which track.
    pub const fn track(&self) -> Track {
        match self {
            Self::Value { .. } => Track::Value,
            Self::Title { .. } => Track::Title,
            Self::Handover { .. } => Track::Handover,
            Self::Duty { .. } => Track::Duty,
            Self::Use { .. } => Track::Use,
        }
    }

    /// The word of its state.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Value { state, .. } => state.word(),
            Self::Title { state, .. } => state.word(),
            Self::Handover { state } => state.word(),
            Self::Duty { state } => state.word(),
            Self::Use { state } => state.word(),
        }
    }
}

/// 资产变动. Something that happened on one track. Recorded, never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AssetEvent {
    /// Id.
    pub id: AnyId,
    /// Of which asset.
    pub asset: AssetId,
    /// What it says.
    pub stand: Stand,
    /// The day from which it holds.
    pub on: Day,
    /// The paper.
    pub file: Option<FileId>,
    /// Why.
    pub reason: Option<String>,
    /// `account:<id>`, `client:<id>`, `job:<name>`; `run:<id>` where its approval ended.
    pub recorded_by: String,
    /// The asset's version that the act made: its trail event has the same.
    pub version: i64,
    /// When it was recorded.
    pub at: Instant,
}

/// Where an asset stands on each track, and since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tracks {
    /// 价值状态.
    pub value: ValueState,
    /// Since when.
    pub value_on: Option<Day>,
    /// 原值, by its last event.
    pub original_value: Option<Money>,
    /// 确权状态.
    pub title: TitleState,
    /// Since when.
    pub title_on: Option<Day>,
    /// 确权层级.
    pub title_level: Option<TitleLevel>,
    /// 权属证书号.
    pub certificate: Option<String>,
    /// 移交状态.
    pub handover: HandoverState,
    /// Since when.
    pub handover_on: Option<Day>,
    /// 管护责任状态.
    pub duty: DutyState,
    /// Since when.
    pub duty_on: Option<Day>,
    /// 使用状态.
    pub usage: UseState,
    /// Since when.
    pub use_on: Option<Day>,
}

impl Tracks {
    /// Where an asset stands of which nothing has been recorded.
    pub const UNTOLD: Self = Self {
        value: ValueState::Planned,
        value_on: None,
        original_value: None,
        title: TitleState::Unconfirmed,
        title_on: None,
        title_level: None,
        certificate: None,
        handover: HandoverState::NotHandedOver,
        handover_on: None,
        duty: DutyState::None,
        duty_on: None,
        usage: UseState::Unknown,
        use_on: None,
    };

    /// After one more event. What lies before the day that a track already speaks of is history and moves nothing.
    #[must_use]
    pub fn told(self, stand: &Stand, on: Day) -> Self {
        let since = match stand.track() {
            Track::Value => self.value_on,
            Track::Title => self.title_on,
            Track::Handover => self.handover_on,
            Track::Duty => self.duty_on,
            Track::Use => self.use_on,
        };
        if since.is_some_and(|since| on < since) {
            return self;
        }
        match stand.clone() {
            Stand::Value { state, amount } => Self { value: state, value_on: Some(on), original_value: amount, ..self },
            Stand::Title { state, level, certificate } => {
                Self { title: state, title_on: Some(on), title_level: level, certificate, ..self }
            }
            Stand::Handover { state } => Self { handover: state, handover_on: Some(on), ..self },
            Stand::Duty { state } => Self { duty: state, duty_on: Some(on), ..self },
            Stand::Use { state } => Self { usage: state, use_on: Some(on), ..self },
        }
    }

    /// Where it stood at the end of a day, by events in the order in which they were recorded.
    pub fn as_of<'a>(events: impl IntoIterator<Item = (&'a Stand, Day)>, day: Day) -> Self {
        let until = events.into_iter().filter(|(_, on)| *on <= day);
        until.fold(Self::UNTOLD, |tracks, (stand, on)| tracks.told(stand, on))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Stand, Tracks, UseState};
    use crate::ground::kernel::Day;

    fn day(n: u32) -> Day {
        Day::of(2020, 1 + n / 28, 1 + n % 28)
    }

    proptest! {
        /// Recorded in whatever order: what is kept is what the last event by (day, order) says, today and as of any day.
        #[test]
        fn the_last_event_of_a_day_is_what_holds(said in prop::collection::vec((0..6_usize, 0..300_u32), 0..30), at in 0..300_u32) {
            let states = [UseState::InUse, UseState::Let, UseState::Idle, UseState::Repairing, UseState::Closed, UseState::Unknown];
            let events: Vec<_> = said.iter().map(|(s, d)| (Stand::Use { state: states[*s] }, day(*d))).collect();
            let last = |until: u32| {
                let mut best: Option<(u32, usize)> = None;
                for (s, d) in &said {
                    if *d <= until && best.is_none_or(|(b, _)| *d >= b) {
                        best = Some((*d, *s));
                    }
                }
                best.map_or(UseState::Unknown, |(_, s)| states[s])
            };
            let kept = events.iter().fold(Tracks::UNTOLD, |t, (stand, on)| t.told(stand, *on));
            prop_assert_eq!(kept.usage, last(u32::MAX));
            let then = Tracks::as_of(events.iter().map(|(s, d)| (s, *d)), day(at));
            prop_assert_eq!(then.usage, last(at));
        }
    }
}
