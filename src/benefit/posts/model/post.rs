//! 公益岗位、上岗. Work that is paid for the public good, and who has it.

use serde::Serialize;

use super::ToPersonSource;
use crate::ground::kernel::{
    AssetId, Day, FileId, Instant, Layer, Money, Month, OrganisationId, PersonId, PostAssignmentId, PublicPostId,
    RegionCode,
};

crate::ground::kernel::words! {
    /// 计酬办法.
    pub enum PayRule {
        ByDays = "by_days" "按出勤天数折算",
        WholeMonth = "whole_month" "当月有出勤即按月全额",
    }
}

crate::ground::kernel::words! {
    /// 岗位状态.
    pub enum PostState {
        Open = "open" "在设",
        Closed = "closed" "已撤销",
    }
}

impl PostState {
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 1] = [(Self::Open, Self::Closed)];
}

crate::ground::kernel::words! {
    /// 上岗状态.
    pub enum AssignmentState {
        OnDuty = "on_duty" "在岗",
        Ended = "ended" "已离岗",
    }
}

impl AssignmentState {
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 1] = [(Self::OnDuty, Self::Ended)];
}

/// 公益岗位.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublicPost {
    /// Id.
    pub id: PublicPostId,
    /// Printed number (GW).
    pub number: String,
    /// Where.
    pub region: RegionCode,
    /// Whose.
    pub employer: OrganisationId,
    /// What it is called.
    pub title: String,
    /// What is done.
    pub duty: String,
    /// Which asset it serves.
    pub asset: Option<AssetId>,
    /// How much a whole month is paid.
    pub monthly: Money,
    /// How days become pay.
    pub pay_rule: PayRule,
    /// On how many days somebody works in a whole month.
    pub full_days: i32,
    /// How many may have it at once.
    pub places: i32,
    /// Of which money it is paid.
    pub source: ToPersonSource,
    /// The first month in which there is work, and the last.
    pub months: (Month, Option<Month>),
    /// The paper that sets it up.
    pub paper: FileId,
    /// State.
    pub state: PostState,
    /// Why it is no more.
    pub close_reason: Option<String>,
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

impl PublicPost {
    /// Whether there is work in a month.
    pub fn works_in(&self, month: Month) -> bool {
        self.months.0 <= month && self.months.1.is_none_or(|last| month <= last)
    }

    /// How much so many days of a month are paid, rounded down to the fen; `None` beyond the range of money.
    pub fn pay(&self, worked: i32) -> Option<Money> {
        match self.pay_rule {
            PayRule::WholeMonth if worked > 0 => Some(self.monthly),
            PayRule::WholeMonth => Some(Money::ZERO),
            PayRule::ByDays => {
                let days = i128::from(worked.clamp(0, self.full_days));
                let part = (i128::from(self.monthly.fen()) * days).checked_div(i128::from(self.full_days))?;
                i64::try_from(part).ok().and_then(|fen| Money::from_fen(fen).ok())
            }
        }
    }

    /// The next version of it, as somebody of this layer leaves it.
    #[must_use]
    pub fn next(self, layer: Layer, now: Instant) -> Self {
        Self { version: self.version + 1, updated_at: now, layer: self.layer.touched_by(layer), ..self }
    }
}

/// 上岗. Who has a post, from a day until another, that day not included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assignment {
    /// Id.
    pub id: PostAssignmentId,
    /// Which post.
    pub post: PublicPostId,
    /// Where that is.
    pub region: RegionCode,
    /// Who.
    pub person: PersonId,
    /// From this day on.
    pub from: Day,
    /// The first day on which it is so no longer.
    pub until: Option<Day>,
    /// The agreement.
    pub paper: FileId,
    /// State.
    pub state: AssignmentState,
    /// Why it ended.
    pub end_reason: Option<String>,
    /// Warnings that whoever recorded it stands by, by rule number.
    pub acknowledged: Vec<String>,
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

impl Assignment {
    /// On how many days of a month it is so.
    pub fn days_in(&self, month: Month) -> i64 {
        self.days_before(month, month.last_day().next())
    }

    /// On how many of those that have come, today with them.
    pub fn days_come(&self, month: Month, today: Day) -> i64 {
        self.days_before(month, month.last_day().min(today).next())
    }

    fn days_before(&self, month: Month, behind: Day) -> i64 {
        let first = month.first_day();
        let from = self.from.max(first);
        let until = self.until.map_or(behind, |until| until.min(behind));
        until.days_since(from).max(0)
    }

    /// The next version of it, as somebody of this layer leaves it.
    #[must_use]
    pub fn next(self, layer: Layer, now: Instant) -> Self {
        Self { version: self.version + 1, updated_at: now, layer: self.layer.touched_by(layer), ..self }
    }
}

/// By what posts are found.
#[derive(Debug, Clone, Default)]
pub struct PostQuery {
    /// Of this employer.
    pub employer: Option<OrganisationId>,
    /// That serves this asset.
    pub asset: Option<AssetId>,
    /// In this state.
    pub state: Option<PostState>,
}

/// By what assignments are found.
#[derive(Debug, Clone, Copy, Default)]
pub struct AssignmentQuery {
    /// Of this post.
    pub post: Option<PublicPostId>,
    /// Of this person.
    pub person: Option<PersonId>,
    /// In this state.
    pub state: Option<AssignmentState>,
}

#[cfg(test)]
mod tests {
    use super::{Assignment, AssignmentState, PayRule, PostState, PublicPost};
    use crate::{
        benefit::posts::model::ToPersonSource,
        ground::kernel::{Day, Id, Instant, Layer, Money, RegionCode},
    };

    fn id<K>(n: u128) -> Id<K> {
        Id::new(uuid::Uuid::from_u128(n))
    }

    fn post(fen: i64, pay_rule: PayRule, full_days: i32) -> PublicPost {
        PublicPost {
            id: id(1),
            number: "x".into(),
            region: RegionCode::nation(),
            employer: id(2),
            title: "x".into(),
            duty: "x".into(),
            asset: None,
            monthly: Money::from_fen(fen).unwrap(),
            pay_rule,
            full_days,
            places: 1,
            source: ToPersonSource::Collective,
            months: ("2023-02".parse().unwrap(), None),
            paper: id(3),
            state: PostState::Open,
            close_reason: None,
            note: None,
            layer: Layer::Sample,
            version: 1,
            created_at: Instant::from_millis(0),
            updated_at: Instant::from_millis(0),
        }
    }

    #[test]
    fn days_become_pay_by_the_rule_of_the_post() {
        let paid = |rule, full, worked| post(100_000, rule, full).pay(worked).unwrap().fen();
        assert_eq!((paid(PayRule::ByDays, 22, 22), paid(PayRule::ByDays, 22, 21)), (100_000, 95_454));
        // More days than a whole month has are no more than a whole month.
        assert_eq!((paid(PayRule::ByDays, 22, 25), paid(PayRule::ByDays, 22, 0)), (100_000, 0));
        assert_eq!((paid(PayRule::WholeMonth, 22, 1), paid(PayRule::WholeMonth, 22, 0)), (100_000, 0));
    }

    #[test]
    fn an_assignment_has_the_days_between_its_ends() {
        let held = |from: Day, until: Option<Day>| Assignment {
            id: id(1),
            post: id(2),
            region: RegionCode::nation(),
            person: id(3),
            from,
            until,
            paper: id(4),
            state: AssignmentState::OnDuty,
            end_reason: None,
            acknowledged: Vec::new(),
            layer: Layer::Sample,
            version: 1,
            created_at: Instant::from_millis(0),
            updated_at: Instant::from_millis(0),
        };
        let february = "2023-02".parse().unwrap();
        assert_eq!(held(Day::of(2023, 1, 1), None).days_in(february), 28);
        assert_eq!(held(Day::of(2023, 2, 10), Some(Day::of(2023, 2, 20))).days_in(february), 10);
        assert_eq!(held(Day::of(2023, 3, 1), None).days_in(february), 0);
        assert_eq!(held(Day::of(2023, 1, 1), Some(Day::of(2023, 2, 1))).days_in(february), 0);
        let come = |today: Day, until: Option<Day>| held(Day::of(2023, 2, 10), until).days_come(february, today);
        assert_eq!((come(Day::of(2023, 2, 9), None), come(Day::of(2023, 2, 10), None)), (0, 1));
        assert_eq!((come(Day::of(2023, 2, 28), None), come(Day::of(2023, 3, 9), None)), (19, 19));
        assert_eq!(come(Day::of(2023, 2, 25), Some(Day::of(2023, 2, 20))), 10);
        assert_eq!(come(Day::of(2023, 1, 31), None), 0);
    }
}
