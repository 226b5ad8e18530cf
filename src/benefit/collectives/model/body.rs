//! 集体组织主体. An organisation as a body that holds property together, with the kind that it is of from day to day.

use serde::Serialize;

use crate::{
    ground::kernel::{CollectiveId, Day, FileId, Instant, Layer, OfficerId, OrganisationId, RegionCode},
    office::places::OrganisationKind,
};

/// The law that says who is a member of a rural collective: its title, as rules and checks name it.
pub const MEMBERSHIP_LAW: &str = "《中华人民共和国农村集体经济组织法》";
/// Its first day.
pub const MEMBERSHIP_LAW_FROM: Day = Day::of(2025, 5, 1);

crate::ground::kernel::words! {
    /// 组织类型. Of what kind a body is.
    pub enum CollectiveKind {
        StatutoryCollective = "statutory_collective" "农村集体经济组织",
        VillageCommitteeActing = "village_committee_acting" "村民委员会代行",
        ResidentsBody = "residents_body" "居民会议(居民委员会)",
        Company = "company" "公司",
        Cooperative = "cooperative" "农民专业合作社",
        SiteBody = "site_body" "无土地的安置点集体组织",
    }
}

crate::ground::kernel::words! {
    /// 组织层级. At which level a rural collective stands.
    pub enum CollectiveLevel {
        Group = "group" "组级",
        Village = "village" "村级",
        Town = "town" "乡镇级",
    }
}

crate::ground::kernel::words! {
    /// 决定机构. Who decides for a body.
    pub enum DecidedBy {
        MembersAssembly = "members_assembly" "成员大会",
        ResidentsAssembly = "residents_assembly" "居民会议",
        Shareholders = "shareholders" "股东会",
        Charter = "charter" "章程规定的机构",
    }
}

crate::ground::kernel::words! {
    /// 状态.
    pub enum CollectiveState {
        Active = "active" "存续",
        Closed = "closed" "已终止",
    }
}

impl CollectiveState {
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 1] = [(Self::Active, Self::Closed)];
}

/// 适用规则. Which rules bind a body on a day, for whatever is decided in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleSet {
    /// Whether the membership law says who is a member (R60, R61, R62).
    pub members_by_law: bool,
    /// Who decides.
    pub decided_by: DecidedBy,
    /// Whether its members decide on shares themselves, and their representatives may not (R53, R54).
    pub shares_by_assembly: bool,
}

impl CollectiveKind {
    /// Whether a person is a member of one such body at a time. The register keeps it so on any day, also before the law.
    pub const fn has_members_alone(self) -> bool {
        matches!(self, Self::StatutoryCollective | Self::VillageCommitteeActing)
    }

    /// The rules of a day. A village committee that acts for a rural collective acts by the collective's law; a site body without
    /// land, a company and a cooperative are never held to it.
    pub fn rule_set(self, day: Day) -> RuleSet {
        let by_law = self.has_members_alone() && day >= MEMBERSHIP_LAW_FROM;
        let decided_by = match self {
            Self::StatutoryCollective | Self::VillageCommitteeActing => DecidedBy::MembersAssembly,
            Self::ResidentsBody => DecidedBy::ResidentsAssembly,
            Self::Company => DecidedBy::Shareholders,
            Self::Cooperative | Self::SiteBody => DecidedBy::Charter,
        };
        RuleSet { members_by_law: by_law, decided_by, shares_by_assembly: by_law }
    }

    /// Of which kinds the organisation of such a body may be made: what fits it, and a collective in the place of whoever acts for one, before
    /// the body itself becomes that.
    pub fn may_become(self) -> Vec<OrganisationKind> {
        let acting = matches!(self, Self::VillageCommitteeActing | Self::ResidentsBody);
        let founded = acting.then_some(OrganisationKind::Collective);
        self.organisations().iter().copied().chain(founded).collect()
    }

    /// Of which kinds an organisation is that may be such a body.
    pub const fn organisations(self) -> &'static [OrganisationKind] {
        use OrganisationKind as Is;
        match self {
            Self::StatutoryCollective => &[Is::Collective],
            Self::VillageCommitteeActing => &[Is::VillageCommittee],
            Self::ResidentsBody => &[Is::ResidentsCommittee],
            Self::Company => &[Is::Company],
            Self::Cooperative => &[Is::Cooperative],
            Self::SiteBody => &[Is::Collective, Is::Cooperative, Is::Other],
        }
    }
}

/// 组织类型期间. Of which kind a body is from a day until another, that day not included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Term {
    /// The how-manieth of its body.
    pub n: i32,
    /// Kind.
    pub kind: CollectiveKind,
    /// Level, of a rural collective.
    pub level: Option<CollectiveLevel>,
    /// From this day on.
    pub from: Day,
    /// The first day on which it is so no longer.
    pub until: Option<Day>,
    /// The paper.
    pub paper: FileId,
    /// Who recorded it.
    pub recorded_by: String,
    /// When.
    pub recorded_at: Instant,
    /// Why it ended.
    pub end_reason: Option<String>,
    /// The paper that ended it.
    pub end_paper: Option<FileId>,
}

impl Term {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

/// 申请终止. That a body is to be one no longer, as one officer asked and another confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Closing {
    /// The first day on which it is none.
    pub on: Day,
    /// Why.
    pub reason: String,
    /// The paper.
    pub paper: FileId,
    /// Who asked.
    pub asked_by: OfficerId,
    /// Who else confirmed it.
    pub confirmed_by: Option<OfficerId>,
}

/// 集体组织主体.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Collective {
    /// Id.
    pub id: CollectiveId,
    /// Number.
    pub number: String,
    /// Which organisation it is.
    pub organisation: OrganisationId,
    /// Where that lies.
    pub region: RegionCode,
    /// The kind of its open term, or of its last.
    pub kind: CollectiveKind,
    /// The level of that.
    pub level: Option<CollectiveLevel>,
    /// Whether it goes on.
    pub state: CollectiveState,
    /// The first day of its first term.
    pub since: Day,
    /// The first day on which it is a body no longer.
    pub closed_on: Option<Day>,
    /// Who asked that it be closed, and who confirmed it.
    pub closing: Option<Closing>,
    /// Its terms, in their order.
    pub terms: Vec<Term>,
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

/// Why a day does not end the open term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untimely {
    /// None is open: it ended on this day.
    Closed(Option<Day>),
    /// The open one begins on this day, which is not earlier.
    Begins(Day),
}

impl Collective {
    /// The term that holds on a day.
    pub fn term_on(&self, day: Day) -> Option<&Term> {
        self.terms.iter().find(|term| term.holds_on(day))
    }

    /// The same with its open term ended on a day.
    fn ended(&self, on: Day, reason: Option<&str>, paper: Option<FileId>) -> Result<Self, Untimely> {
        let mut after = self.clone();
        let open = after.terms.iter_mut().find(|term| term.until.is_none()).ok_or(Untimely::Closed(self.closed_on))?;
        if on <= open.from {
            return Err(Untimely::Begins(open.from));
        }
        open.until = Some(on);
        open.end_reason = reason.map(ToOwned::to_owned);
        open.end_paper = paper;
        Ok(after)
    }

    /// The same, of another kind from a day on.
    pub fn turned(&self, term: Term) -> Result<Self, Untimely> {
        let mut after = self.ended(term.from, None, None)?;
        (after.kind, after.level) = (term.kind, term.level);
        after.terms.push(term);
        Ok(after)
    }

    /// The same, closed on a day.
    pub fn closed(&self, on: Day, reason: &str, paper: Option<FileId>) -> Result<Self, Untimely> {
        let after = self.ended(on, Some(reason), paper)?;
        Ok(Self { state: CollectiveState::Closed, closed_on: Some(on), ..after })
    }

    /// The next version of it, as somebody of this layer leaves it.
    #[must_use]
    pub fn next(self, layer: Layer, now: Instant) -> Self {
        Self { version: self.version + 1, updated_at: now, layer: self.layer.touched_by(layer), ..self }
    }
}

/// What an organisation is as a body on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyOn {
    /// The body.
    pub id: CollectiveId,
    /// Which organisation it is.
    pub organisation: OrganisationId,
    /// Where that lies.
    pub region: RegionCode,
    /// Kind.
    pub kind: CollectiveKind,
    /// Level, of a rural collective.
    pub level: Option<CollectiveLevel>,
    /// The rules that bind it.
    pub rules: RuleSet,
}

/// By what bodies are found.
#[derive(Debug, Clone, Default)]
pub struct CollectiveQuery {
    /// Of this kind, now or at the last.
    pub kind: Option<CollectiveKind>,
    /// In this state.
    pub state: Option<CollectiveState>,
    /// Of this organisation.
    pub organisation: Option<OrganisationId>,
}

#[cfg(test)]
mod tests {
    use super::{
        Collective, CollectiveKind, CollectiveLevel, CollectiveState, DecidedBy, MEMBERSHIP_LAW_FROM, Term, Untimely,
    };
    use crate::ground::kernel::{Day, Instant, Layer, RegionCode, Words as _};

    fn term(n: i32, kind: CollectiveKind, from: Day) -> Term {
        Term {
            n,
            kind,
            level: (kind == CollectiveKind::StatutoryCollective).then_some(CollectiveLevel::Village),
            from,
            until: None,
            paper: uuid::Uuid::nil().into(),
            recorded_by: "job:test".into(),
            recorded_at: Instant::from_millis(0),
            end_reason: None,
            end_paper: None,
        }
    }

    fn body(first: Term) -> Collective {
        let (none, now) = (uuid::Uuid::nil(), Instant::from_millis(0));
        Collective {
            id: none.into(),
            number: "JT".into(),
            organisation: none.into(),
            region: RegionCode::nation(),
            kind: first.kind,
            level: first.level,
            state: CollectiveState::Active,
            since: first.from,
            closed_on: None,
            closing: None,
            terms: vec![first],
            note: None,
            layer: Layer::Own,
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }

    #[test]
    fn terms_follow_each_other_without_a_gap_or_a_day_of_two() {
        let (first, second) = (Day::of(2022, 1, 1), Day::of(2023, 1, 1));
        let acting = body(term(1, CollectiveKind::VillageCommitteeActing, first));
        let own = || term(2, CollectiveKind::StatutoryCollective, second);
        let after = acting.turned(own()).unwrap();
        assert_eq!((after.kind, after.level), (CollectiveKind::StatutoryCollective, Some(CollectiveLevel::Village)));
        let kind = |day: Day| after.term_on(day).map(|t| t.kind);
        assert_eq!(kind(second.previous()), Some(CollectiveKind::VillageCommitteeActing));
        assert_eq!(kind(second), Some(CollectiveKind::StatutoryCollective));
        assert_eq!(kind(first.previous()), None);
        assert_eq!(after.turned(own()), Err(Untimely::Begins(second)));
        let closed = after.closed(Day::of(2023, 6, 1), "示例", None).unwrap();
        assert_eq!((closed.state, closed.term_on(Day::of(2023, 6, 1))), (CollectiveState::Closed, None));
        assert_eq!(closed.turned(own()), Err(Untimely::Closed(Some(Day::of(2023, 6, 1)))));
    }

    #[test]
    fn the_law_binds_those_it_names_and_from_its_day_on() {
        for (kind, ..) in CollectiveKind::ALL {
            assert!(!kind.rule_set(MEMBERSHIP_LAW_FROM.previous()).members_by_law, "{kind}");
            let on = kind.rule_set(MEMBERSHIP_LAW_FROM);
            assert_eq!(on.members_by_law, kind.has_members_alone(), "{kind}");
            assert_eq!(on.shares_by_assembly, on.members_by_law, "{kind}");
        }
        let decided = |kind: CollectiveKind| kind.rule_set(MEMBERSHIP_LAW_FROM).decided_by;
        assert_eq!(decided(CollectiveKind::VillageCommitteeActing), DecidedBy::MembersAssembly);
        assert_eq!(decided(CollectiveKind::SiteBody), DecidedBy::Charter);
    }
}
