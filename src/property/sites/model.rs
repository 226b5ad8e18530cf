//! Facts of sites by day. Pure.

use serde::Serialize;

use crate::{
    ground::kernel::{Day, FileId, HeadcountId, Instant, OrganisationId, RegionCode, SiteId, SiteRoleId},
    office::places::OrganisationKind,
    property::assets::Named,
};

crate::ground::kernel::words! {
    /// 登记状态. Whether what was recorded still stands.
    pub enum HeadcountState {
        Standing = "standing" "有效",
        Withdrawn = "withdrawn" "已撤销",
    }
}

impl HeadcountState {
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 1] = [(Self::Standing, Self::Withdrawn)];
}

/// 安置人口. How many live at a site on a day, by a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Headcount {
    /// Id.
    pub id: HeadcountId,
    /// Where.
    pub site: SiteId,
    /// Where that lies.
    pub region: RegionCode,
    /// On which day.
    pub counted_on: Day,
    /// Households, where the paper says.
    pub households: Option<i64>,
    /// Persons.
    pub people: i64,
    /// The paper.
    pub paper: FileId,
    /// Remark.
    pub note: Option<String>,
    /// Whether it stands.
    pub state: HeadcountState,
    /// Why it was withdrawn.
    pub withdraw_reason: Option<String>,
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

crate::ground::kernel::words! {
    /// 职责. Which part a body has at a site.
    pub enum RoleKind {
        CollectiveBody = "collective_body" "集体经济组织",
        DailyManagement = "daily_management" "日常管理(所在地村、社区)",
        OriginSupport = "origin_support" "配合管理(迁出户籍所在地)",
        PartyLeadership = "party_leadership" "基层党组织",
        CommunityCommittee = "community_committee" "村(居)委会",
        AffairsSupervision = "affairs_supervision" "村(居)务监督委员会",
        OwnersCommittee = "owners_committee" "业主委员会",
        PropertyService = "property_service" "物业服务",
    }
}

impl RoleKind {
    /// The two sides that every site has: whose place it is, and where its people come from.
    pub const SIDES: [Self; 2] = [Self::DailyManagement, Self::OriginSupport];

    /// Whether one body alone can have it: the clause makes one the main one.
    pub const fn is_for_one(self) -> bool {
        matches!(self, Self::DailyManagement)
    }
}

crate::ground::kernel::words! {
    /// 组织形式. What a collective economic body of a site is; a town site without land of its own may have one that is no statutory
    /// collective.
    pub enum BodyKind {
        RuralCollective = "rural_collective" "农村集体经济组织",
        ShareCooperative = "share_cooperative" "社区股份合作社",
        Cooperative = "cooperative" "合作社",
        Company = "company" "公司",
    }
}

impl BodyKind {
    /// Whether an organisation of a kind can be a body of this form.
    pub fn fits(self, kind: OrganisationKind) -> bool {
        use OrganisationKind::{Collective, Company, Cooperative, Other, StateCompany};
        match self {
            Self::RuralCollective => matches!(kind, Collective | Other),
            Self::ShareCooperative => matches!(kind, Collective | Cooperative | Other),
            Self::Cooperative => matches!(kind, Cooperative | Other),
            Self::Company => matches!(kind, Company | StateCompany | Other),
        }
    }
}

/// 安置点职责单位. One body's part at a site, from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SiteRole {
    /// Id.
    pub id: SiteRoleId,
    /// Where.
    pub site: SiteId,
    /// Where that lies.
    pub region: RegionCode,
    /// Which part.
    pub role: RoleKind,
    /// What a collective body is.
    pub body_kind: Option<BodyKind>,
    /// Who.
    pub who: Named,
    /// The first day; of a collective body the day on which it was formed.
    pub from: Day,
    /// The first day on which it holds no longer.
    pub until: Option<Day>,
    /// The paper.
    pub paper: FileId,
    /// Remark.
    pub note: Option<String>,
    /// The paper that ended it.
    pub end_paper: Option<FileId>,
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

impl SiteRole {
    /// The same, over from a day on.
    #[must_use]
    pub fn ended(&self, until: Day, reason: Option<String>, paper: Option<FileId>, now: Instant) -> Self {
        let version = self.version + 1;
        Self { until: Some(until), end_reason: reason, end_paper: paper, version, updated_at: now, ..self.clone() }
    }
}

/// What stands in the way of a new part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hindrance {
    /// It is recorded until this day, or from it on.
    Until(Day),
    /// The same body has it since this day.
    Same(Day),
}

/// What ends when a body takes a part on a day, of all that is recorded of this part at the site: whoever alone could have it. No day
/// is told of the same body twice, nor of two where one alone can be.
pub fn succeeds<'a>(
    recorded: impl IntoIterator<Item = &'a SiteRole>,
    (role, who, from): (RoleKind, &Named, Day),
) -> Result<Option<&'a SiteRole>, Hindrance> {
    let mut open = None;
    for part in recorded.into_iter().filter(|part| part.role == role && (role.is_for_one() || part.who == *who)) {
        match part.until {
            Some(until) if until <= from => {}
            Some(until) => return Err(Hindrance::Until(until)),
            None if part.who == *who => return Err(Hindrance::Same(part.from)),
            None if from <= part.from => return Err(Hindrance::Until(part.from)),
            None => open = Some(part),
        }
    }
    Ok(open)
}

crate::ground::kernel::words! {
    /// 集体经济组织情况. Whether a site has the collective economic body that its size asks for.
    pub enum BodyStanding {
        NotCounted = "not_counted" "人口未登记",
        ThresholdUnset = "threshold_unset" "标准未设置",
        NotNeeded = "not_needed" "未达标准",
        Formed = "formed" "已成立",
        NotRecorded = "not_recorded" "达到标准，未登记成立",
    }
}

/// What is known of a site's size: by a paper of a day, else as the register of sites has it, which names no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Persons.
    pub people: i64,
    /// On which day.
    pub counted_on: Option<Day>,
}

impl Size {
    /// From the last count that stands, and the register.
    pub fn of(headcount: Option<&Headcount>, registered: Option<i64>) -> Option<Self> {
        let counted = headcount.map(|h| Self { people: h.people, counted_on: Some(h.counted_on) });
        counted.or_else(|| registered.map(|people| Self { people, counted_on: None }))
    }
}

/// Whether a site of this size has a body where one is asked for from so many persons on.
pub fn body_standing(size: Option<Size>, threshold: Option<u32>, has_body: bool) -> BodyStanding {
    match (size, threshold) {
        _ if has_body => BodyStanding::Formed,
        (None, _) => BodyStanding::NotCounted,
        (Some(_), None) => BodyStanding::ThresholdUnset,
        (Some(size), Some(threshold)) if size.people < i64::from(threshold) => BodyStanding::NotNeeded,
        (Some(_), Some(_)) => BodyStanding::NotRecorded,
    }
}

/// 安置点当日情况. What is so at a site on a day.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Where.
    pub site: SiteId,
    /// On which day.
    pub on: Day,
    /// Its size, where anything says it.
    pub size: Option<Size>,
    /// The count by paper that stands on that day.
    pub headcount: Option<Headcount>,
    /// From how many persons on a body is asked for there.
    pub threshold: Option<u32>,
    /// Whether it has one.
    pub body: BodyStanding,
    /// Who has which part.
    pub roles: Vec<SiteRole>,
    /// Of the two sides of the clause those of which nothing is recorded.
    pub unrecorded: Vec<RoleKind>,
}

/// By what counts are found.
#[derive(Debug, Clone, Default)]
pub struct HeadcountQuery {
    /// At this site.
    pub site: Option<SiteId>,
    /// In this state.
    pub state: Option<HeadcountState>,
}

/// By what parts are found.
#[derive(Debug, Clone, Default)]
pub struct RoleQuery {
    /// At this site.
    pub site: Option<SiteId>,
    /// Of this kind.
    pub role: Option<RoleKind>,
    /// Of this organisation.
    pub organisation: Option<OrganisationId>,
    /// That hold on this day.
    pub on: Option<Day>,
}

#[cfg(test)]
mod tests {
    use super::{BodyStanding, Hindrance, RoleKind, SiteRole, Size, body_standing, succeeds};
    use crate::{
        ground::kernel::{Day, Instant, RegionCode},
        property::assets::Named,
    };

    fn part(role: RoleKind, who: &str, from: Day, until: Option<Day>) -> SiteRole {
        let (none, now) = (uuid::Uuid::nil(), Instant::from_millis(0));
        SiteRole {
            id: none.into(),
            site: none.into(),
            region: RegionCode::nation(),
            role,
            body_kind: None,
            who: Named::said(who),
            from,
            until,
            paper: none.into(),
            note: None,
            end_paper: None,
            end_reason: None,
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }

    #[test]
    fn one_body_alone_manages_a_site_and_many_may_support_it() {
        let (first, second) = (Day::of(2022, 1, 1), Day::of(2023, 1, 1));
        let (own, other) = (Named::said("甲社区"), Named::said("乙社区"));
        for (role, successor) in [(RoleKind::DailyManagement, true), (RoleKind::OriginSupport, false)] {
            let recorded = [part(role, "甲社区", first, None)];
            assert_eq!(succeeds(&recorded, (role, &own, second)), Err(Hindrance::Same(first)));
            assert_eq!(succeeds(&recorded, (role, &other, second)).map(|p| p.is_some()), Ok(successor));
            assert_eq!(succeeds(&recorded, (role, &other, first)).is_err(), successor, "{role}");
        }
        let over = [part(RoleKind::DailyManagement, "甲社区", first, Some(second))];
        assert_eq!(succeeds(&over, (RoleKind::DailyManagement, &own, second)), Ok(None));
        let early = succeeds(&over, (RoleKind::DailyManagement, &own, Day::of(2022, 12, 31)));
        assert_eq!(early, Err(Hindrance::Until(second)));
    }

    #[test]
    fn the_thousandth_person_asks_for_a_body_and_nobody_counted_asks_for_nothing() {
        let size = |people| Some(Size { people, counted_on: None });
        for (size, threshold, has_body, standing) in [
            (size(999), Some(1000), false, BodyStanding::NotNeeded),
            (size(1000), Some(1000), false, BodyStanding::NotRecorded),
            (size(1000), Some(1000), true, BodyStanding::Formed),
            (size(1000), None, false, BodyStanding::ThresholdUnset),
            (None, Some(1000), false, BodyStanding::NotCounted),
            (size(10), Some(1000), true, BodyStanding::Formed),
        ] {
            assert_eq!(body_standing(size, threshold, has_body), standing);
        }
    }
}
