//! 表决. A matter that a body decides at a meeting: who was told of it and when, who came, how they voted.

use serde::Serialize;

use super::{AgreeOf, Bar};
use crate::{
    benefit::collectives::CollectiveKind,
    ground::kernel::{CollectiveId, Day, ExternalRef, FileId, Instant, Layer, RegionCode, ResolutionId},
};

crate::ground::kernel::words! {
    /// 表决事项. What is decided.
    pub enum ResolutionMatter {
        ShareScheme = "share_scheme" "折股量化方案",
        Charter = "charter" "章程",
        AnnualAccounts = "annual_accounts" "年度决算",
        DistributionPlan = "distribution_plan" "收益分配方案",
        BeneficiaryList = "beneficiary_list" "受益名单",
        Borrowing = "borrowing" "借款",
        Other = "other" "其他事项",
    }
}

crate::ground::kernel::words! {
    /// 会议类型. Who met.
    pub enum MeetingKind {
        MembersAssembly = "members_assembly" "成员大会",
        MemberRepresentatives = "member_representatives" "成员代表大会",
        ResidentsAssembly = "residents_assembly" "居民会议",
        ResidentsRepresentatives = "residents_representatives" "居民代表会议",
        Shareholders = "shareholders" "股东会",
        CharterOrgan = "charter_organ" "章程规定的机构",
    }
}

impl MeetingKind {
    /// Whether members of a rural collective decide there, themselves or by those whom they chose from among them.
    pub const fn is_of_members(self) -> bool {
        matches!(self, Self::MembersAssembly | Self::MemberRepresentatives)
    }
}

crate::ground::kernel::words! {
    /// 表决状态.
    pub enum ResolutionState {
        Convened = "convened" "已通知",
        Passed = "passed" "已通过",
        NotPassed = "not_passed" "未通过",
        Cancelled = "cancelled" "已取消",
        Annulled = "annulled" "已作废",
    }
}

impl ResolutionState {
    /// In which one may begin: a meeting that is recorded later was held already.
    pub const FIRST: [Self; 3] = [Self::Convened, Self::Passed, Self::NotPassed];
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 5] = [
        (Self::Convened, Self::Passed),
        (Self::Convened, Self::NotPassed),
        (Self::Convened, Self::Cancelled),
        (Self::Passed, Self::Annulled),
        (Self::NotPassed, Self::Annulled),
    ];

    /// Whether it was held and was not said to be wrong.
    pub const fn stands(self) -> bool {
        matches!(self, Self::Passed | Self::NotPassed)
    }
}

impl ResolutionMatter {
    /// 重要事项. Whether the party's organisation discusses it before.
    pub const fn has_weight(self) -> bool {
        !matches!(self, Self::Other)
    }

    /// Whether members may read its papers before they vote.
    pub const fn opens_papers(self) -> bool {
        matches!(self, Self::AnnualAccounts | Self::DistributionPlan)
    }
}

/// From which day on the law of residents' committees says how residents decide.
pub const RESIDENTS_LAW_FROM: Day = Day::of(2026, 1, 1);

impl MeetingKind {
    /// Who decides in a body of this kind.
    pub const fn of(kind: CollectiveKind) -> &'static [Self] {
        use CollectiveKind as Is;
        match kind {
            Is::StatutoryCollective | Is::VillageCommitteeActing => {
                &[Self::MembersAssembly, Self::MemberRepresentatives]
            }
            Is::ResidentsBody => &[Self::ResidentsAssembly, Self::ResidentsRepresentatives],
            Is::Company => &[Self::Shareholders, Self::CharterOrgan],
            Is::Cooperative | Is::SiteBody => &[Self::MembersAssembly, Self::MemberRepresentatives, Self::CharterOrgan],
        }
    }
}

/// 会议通知. How those who may vote were told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// On which day.
    pub on: Day,
    /// Where it was given.
    pub place: String,
    /// The paper.
    pub paper: FileId,
}

/// Something that was done on a day, with its paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Dated {
    /// On which day.
    pub on: Day,
    /// The paper.
    pub paper: FileId,
}

/// 会前程序. What went before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Preparation {
    /// The party's organisation discussed it.
    pub party: Option<Dated>,
    /// The town reviewed it, or took it on file.
    pub town: Option<Dated>,
    /// From this day on members could read its papers.
    pub open_on: Option<Day>,
}

/// 表决票数. Who could vote, who came, how they voted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Those who may vote: of an assembly all adults with capacity, of representatives all of them.
    pub eligible: i64,
    /// Who came.
    pub in_person: i64,
    /// Whom somebody else stood for.
    pub by_proxy: i64,
    /// In favour.
    pub in_favour: i64,
    /// Against.
    pub against: i64,
    /// Neither.
    pub abstained: i64,
}

/// Why figures cannot be so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Miscount {
    /// More votes than may vote.
    VotesAboveEligible {
        /// Votes.
        votes: i64,
        /// Who may vote.
        eligible: i64,
    },
    /// More came than may vote.
    AttendedAboveEligible {
        /// Who came.
        attended: i64,
        /// Who may vote.
        eligible: i64,
    },
    /// Another number voted than came.
    VotesNotAttended {
        /// Votes.
        votes: i64,
        /// Who came.
        attended: i64,
    },
}

impl Count {
    /// Who took part, in person or by proxy.
    pub const fn attended(&self) -> i64 {
        self.in_person.saturating_add(self.by_proxy)
    }

    /// Of how many a part must agree.
    pub const fn base(&self, of: AgreeOf) -> i64 {
        match of {
            AgreeOf::Eligible => self.eligible,
            AgreeOf::Attended => self.attended(),
        }
    }

    /// Votes of any kind.
    pub const fn votes(&self) -> i64 {
        self.in_favour.saturating_add(self.against).saturating_add(self.abstained)
    }

    /// Whether the figures can be so.
    pub fn fits(&self) -> Result<(), Miscount> {
        let (votes, attended, eligible) = (self.votes(), self.attended(), self.eligible);
        if votes > eligible {
            return Err(Miscount::VotesAboveEligible { votes, eligible });
        }
        if attended > eligible {
            return Err(Miscount::AttendedAboveEligible { attended, eligible });
        }
        if votes != attended { Err(Miscount::VotesNotAttended { votes, attended }) } else { Ok(()) }
    }
}

/// 会议记录. What was written down, and who keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Minutes {
    /// The minutes.
    pub paper: FileId,
    /// The ballots, where there are any.
    pub ballot: Option<FileId>,
    /// Which office keeps them.
    pub kept_by: String,
}

/// That it is not held, or was wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct End {
    /// On which day.
    pub on: Day,
    /// Why.
    pub reason: String,
    /// The paper.
    pub paper: Option<FileId>,
}

/// 表决. A matter that a body decides at a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Resolution {
    /// Id.
    pub id: ResolutionId,
    /// Number.
    pub number: String,
    /// Which body.
    pub collective: CollectiveId,
    /// Where that lies.
    pub region: RegionCode,
    /// Of which kind the body is on the day of the meeting.
    pub body_kind: CollectiveKind,
    /// What is decided.
    pub matter: ResolutionMatter,
    /// Who meets.
    pub meeting: MeetingKind,
    /// As it stands on the agenda.
    pub title: String,
    /// State.
    pub state: ResolutionState,
    /// The day of the meeting.
    pub meeting_on: Day,
    /// How those who may vote were told; may be unknown of a meeting that is recorded later.
    pub notice: Option<Notice>,
    /// What went before.
    pub before: Preparation,
    /// What the charter asks, where it was told.
    pub bar: Option<Bar>,
    /// The votes, once it was held.
    pub count: Option<Count>,
    /// What was written down.
    pub minutes: Option<Minutes>,
    /// Recorded after the meeting in one act.
    pub recorded_later: bool,
    /// Numbers of the rules for which it did not pass.
    pub shortfalls: Vec<String>,
    /// Numbers of the rules whose warnings were acknowledged.
    pub acknowledged: Vec<String>,
    /// That it is not held, or was wrong.
    pub end: Option<End>,
    /// Data layer.
    pub layer: Layer,
    /// What other systems call it.
    pub external_ids: Vec<ExternalRef>,
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

impl Resolution {
    /// The next version of it, as somebody of this layer leaves it.
    #[must_use]
    pub fn next(self, layer: Layer, now: Instant) -> Self {
        Self { version: self.version + 1, updated_at: now, layer: self.layer.touched_by(layer), ..self }
    }
}

/// By what resolutions are found.
#[derive(Debug, Clone, Default)]
pub struct ResolutionQuery {
    /// Of this body.
    pub collective: Option<CollectiveId>,
    /// About this matter.
    pub matter: Option<ResolutionMatter>,
    /// Of this meeting.
    pub meeting: Option<MeetingKind>,
    /// In this state.
    pub state: Option<ResolutionState>,
    /// Meetings from this day on.
    pub from: Option<Day>,
    /// Meetings up to this day.
    pub to: Option<Day>,
    /// Only this one.
    pub only: Option<ResolutionId>,
}

#[cfg(test)]
mod tests {
    use super::{Count, MeetingKind, Miscount, RESIDENTS_LAW_FROM};
    use crate::benefit::{
        collectives::{CollectiveKind, MEMBERSHIP_LAW_FROM},
        resolutions::model::legal_bar,
    };
    use crate::ground::kernel::Words as _;

    #[test]
    fn figures_that_cannot_be_are_told() {
        let count = |eligible, in_person, by_proxy, in_favour, against, abstained| Count {
            eligible,
            in_person,
            by_proxy,
            in_favour,
            against,
            abstained,
        };
        assert_eq!(count(90, 60, 2, 58, 3, 1).fits(), Ok(()));
        let above = Err(Miscount::VotesAboveEligible { votes: 91, eligible: 90 });
        assert_eq!(count(90, 60, 2, 91, 0, 0).fits(), above);
        let above = Err(Miscount::AttendedAboveEligible { attended: 91, eligible: 90 });
        assert_eq!(count(90, 89, 2, 80, 0, 0).fits(), above);
        let other = Err(Miscount::VotesNotAttended { votes: 61, attended: 62 });
        assert_eq!(count(90, 60, 2, 58, 2, 1).fits(), other);
    }

    #[test]
    fn a_law_asks_of_those_it_names_and_from_its_day_on() {
        for (kind, ..) in CollectiveKind::ALL {
            for meeting in MeetingKind::of(*kind) {
                let asks = |day| legal_bar(*kind, *meeting, day).is_some();
                let named = kind.has_members_alone() || *kind == CollectiveKind::ResidentsBody;
                assert_eq!(asks(RESIDENTS_LAW_FROM), named, "{kind} {meeting}");
                assert!(!asks(MEMBERSHIP_LAW_FROM.previous()), "{kind} {meeting}");
                assert_eq!(asks(RESIDENTS_LAW_FROM.previous()), kind.has_members_alone(), "{kind} {meeting}");
            }
        }
    }
}
