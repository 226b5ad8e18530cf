//! 资产.

use serde::Serialize;

use super::{
    AssetParty, AssetRole, Beneficiaries, ClassRef, FundingPart, HandoverState, Insurance, Measures, Named, NewOwner,
    Ownership, Tracks, UpkeepSource, UseState, ValueState,
};
use crate::{
    ground::kernel::{
        AssetId, ContractId, Day, Digest, Digester, ExternalRef, FileId, Instant, Layer, Money, OrganisationId,
        ProjectId, RegionCode, SiteId,
    },
    office::people::WrittenName,
};

crate::ground::kernel::words! {
    /// 资产类别 (R9).
    pub enum AssetKind {
        PublicWelfare = "public_welfare" "公益性资产",
        Business = "business" "经营性资产",
        Household = "household" "到户类资产",
    }
}

crate::ground::kernel::words! {
    /// 资产形态.
    pub enum AssetForm {
        Fixed = "fixed" "固定资产",
        Infrastructure = "infrastructure" "公共基础设施",
        Equity = "equity" "股权",
        Debt = "debt" "债权",
        Biological = "biological" "生物资产",
        Intangible = "intangible" "无形资产",
    }
}

crate::ground::kernel::words! {
    /// 登记方式.
    pub enum Intake {
        New = "new" "新增",
        Legacy = "legacy" "存量补录",
    }
}

crate::ground::kernel::words! {
    /// 依据等级. On what the entry of existing stock stands.
    pub enum EvidenceGrade {
        Papers = "a" "A 有资料",
        Ledger = "b" "B 有台账",
        Estimate = "c" "C 现场查验和评估",
    }
}

/// 资产. A thing of public property, as one card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Asset {
    /// Id.
    pub id: AssetId,
    /// Printed number (ZC).
    pub number: String,
    /// Name.
    pub name: String,
    /// 资产类别.
    pub kind: AssetKind,
    /// 资产形态.
    pub form: AssetForm,
    /// 分类代码, where a paper states one.
    pub class: Option<ClassRef>,
    /// Where: the lowest region known.
    pub region: RegionCode,
    /// Town as the paper writes it.
    pub town_name: Option<String>,
    /// On which site.
    pub site: Option<SiteId>,
    /// 坐落.
    pub location: Option<String>,
    /// Quantity as the paper writes it.
    pub quantity: Option<String>,
    /// The same in units.
    pub measures: Measures,
    /// By which project it was made.
    pub project: Option<ProjectId>,
    /// Under which contract.
    pub contract: Option<ContractId>,
    /// Who built it, as the paper writes it.
    pub builder: Option<String>,
    /// 验收日期.
    pub accepted_on: Option<Day>,
    /// 交付日期.
    pub delivered_on: Option<Day>,
    /// Year of use as the paper writes it.
    pub in_service_year: Option<i32>,
    /// The day on which it was put into service.
    pub in_service_on: Option<Day>,
    /// Owner as the paper writes it, where no ownership is recorded.
    pub owner_name: Option<WrittenName>,
    /// Operator or keeper as the paper writes it.
    pub operator_name: Option<WrittenName>,
    /// Who benefits.
    pub beneficiaries: Beneficiaries,
    /// Income of a year as the paper states it.
    pub annual_income: Option<Money>,
    /// 保险.
    pub insurance: Insurance,
    /// 登记方式.
    pub intake: Intake,
    /// 补录基准日.
    pub base_on: Option<Day>,
    /// 依据等级.
    pub evidence_grade: Option<EvidenceGrade>,
    /// Where it stands on each track.
    #[serde(flatten)]
    pub tracks: Tracks,
    /// 管护经费来源.
    pub upkeep_source: Option<UpkeepSource>,
    /// 权属期间, oldest first.
    pub owners: Vec<Ownership>,
    /// Manager, operator, user, maintainer.
    pub parties: Vec<AssetParty>,
    /// 资金构成.
    pub funding: Vec<FundingPart>,
    /// Photos and papers.
    pub papers: Vec<FileId>,
    /// True when the source says "about".
    pub approximate: bool,
    /// Data layer.
    pub layer: Layer,
    /// Where a reference row comes from.
    pub source: Option<String>,
    /// Remark.
    pub note: Option<String>,
    /// Names other systems give it.
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
    /// When it was deleted.
    pub deleted_at: Option<Instant>,
}

impl Asset {
    /// Who owns it on a day, or manages or operates it then.
    fn kept_by(&self, day: Day) -> impl Iterator<Item = &Named> {
        let keeps = |role| matches!(role, AssetRole::Manager | AssetRole::Operator);
        let parties = self.parties.iter().filter(move |p| keeps(p.role) && p.is_there(day)).map(|p| &p.who);
        self.owners.iter().filter(move |o| o.holds_on(day)).map(|o| &o.who).chain(parties)
    }

    /// Whether a unit of the register owns it on a day, or manages or operates it then.
    pub fn is_kept_by(&self, unit: OrganisationId, day: Day) -> bool {
        self.kept_by(day).any(|who| who.organisation() == Some(unit))
    }

    /// Whether anybody is known who owns it on a day, or manages or operates it then.
    pub fn is_kept(&self, day: Day) -> bool {
        self.kept_by(day).next().is_some()
    }

    /// That day, or where no owner is known of it yet the first of which one is.
    pub fn owner_known_from(&self, day: Day) -> Day {
        self.owners.iter().map(|o| o.from).min().map_or(day, |first| first.max(day))
    }

    /// The first day of which the card tells that it was there, where a day lies before that. A card that tells neither acceptance nor delivery knows none:
    /// stock was there long before its ledger was kept.
    pub fn there_after(&self, day: Day) -> Option<Day> {
        let built = self.accepted_on.or(self.delivered_on)?;
        let t = &self.tracks;
        let told = [self.delivered_on, self.in_service_on, self.base_on, t.title_on, t.handover_on, t.use_on];
        let owned = self.owners.iter().map(|o| o.from);
        let first = told.into_iter().flatten().chain(owned).fold(built, Day::min);
        let unused = self.in_service_year.is_none_or(|year| day.year() < year);
        (day < first && unused).then_some(first)
    }

    /// A card of which only kind, form and place are known.
    pub fn blank(kind: AssetKind, form: AssetForm, region: RegionCode, now: Instant) -> Self {
        Self {
            id: AssetId::new(uuid::Uuid::nil()),
            number: String::new(),
            name: String::new(),
            kind,
            form,
            class: None,
            region,
            town_name: None,
            site: None,
            location: None,
            quantity: None,
            measures: Measures::default(),
            project: None,
            contract: None,
            builder: None,
            accepted_on: None,
            delivered_on: None,
            in_service_year: None,
            in_service_on: None,
            owner_name: None,
            operator_name: None,
            beneficiaries: Beneficiaries::default(),
            annual_income: None,
            insurance: Insurance::default(),
            intake: Intake::New,
            base_on: None,
            evidence_grade: None,
            tracks: Tracks::UNTOLD,
            upkeep_source: None,
            owners: Vec::new(),
            parties: Vec::new(),
            funding: Vec::new(),
            papers: Vec::new(),
            approximate: false,
            layer: Layer::Own,
            source: None,
            note: None,
            external_ids: Vec::new(),
            version: 1,
            created_at: now,
            updated_at: now,
            deleted_at: None,
        }
    }

    /// Whether its money was booked or it was handed over: what the card says of how it came into being is then what others have relied on.
    pub const fn origin_stands(&self) -> bool {
        let booked = matches!(self.tracks.value, ValueState::Provisional | ValueState::Settled);
        booked || matches!(self.tracks.handover, HandoverState::HandedOver)
    }

    /// Whether it is there: accepted, booked at a value, or entered as existing stock; and neither disposed of nor void. Before that
    /// nothing is missing yet.
    pub fn is_formed(&self) -> bool {
        let booked = !matches!(self.tracks.value, ValueState::Planned | ValueState::Building);
        let there = booked || self.accepted_on.is_some() || self.intake == Intake::Legacy;
        there && !UseState::GONE.contains(&self.tracks.usage)
    }

    /// Whether it was entered twice, and this is the card that stands for nothing.
    pub const fn is_void(&self) -> bool {
        matches!(self.tracks.usage, UseState::Voided)
    }

    /// The card as it was known on an earlier day, beside tracks and owners, which have days of their own. What has a day tells whether
    /// it was so then. What has none is left out: who does something with it since nobody knows when, of which money it is kept up; and
    /// what was only written when the card was entered, before that day.
    #[must_use]
    pub fn known_on(self, day: Day) -> Self {
        let by_then = |on: &Day| *on <= day;
        let written = day >= self.base_on.unwrap_or_else(|| self.created_at.day());
        let parties = self.parties.into_iter().filter(|p| p.from.is_some() && p.is_there(day)).collect();
        Self {
            parties,
            upkeep_source: None,
            accepted_on: self.accepted_on.filter(by_then),
            delivered_on: self.delivered_on.filter(by_then),
            in_service_on: self.in_service_on.filter(by_then),
            in_service_year: self.in_service_year.filter(|year| *year <= day.year()),
            owner_name: self.owner_name.filter(|_| written),
            operator_name: self.operator_name.filter(|_| written),
            beneficiaries: if written { self.beneficiaries } else { Beneficiaries::default() },
            annual_income: self.annual_income.filter(|_| written),
            insurance: if written { self.insurance } else { Insurance::default() },
            ..self
        }
    }

    /// What an exception to a rule of one of its acts binds: what it is and where, what it is worth, whose it is and how it is used.
    /// Who looks after it is left out: somebody who is named since makes the gap smaller.
    pub fn excepted(&self) -> Digest {
        let t = &self.tracks;
        let day = |on: Option<Day>| on.map(|d| d.to_string()).unwrap_or_default();
        let owner = |o: &Ownership| {
            let who = o.who.organisation().map(|id| id.to_string());
            let who = who.or_else(|| o.who.written().map(WrittenName::identity)).unwrap_or_default();
            format!("{who}\t{}\t{}\t{}", o.share, o.from, day(o.until))
        };
        Digester::new("asset_exception")
            .field("name", &self.name)
            .field("kind", self.kind)
            .field("form", self.form)
            .field("region", &self.region)
            .optional("site", self.site)
            .field("value", t.value)
            .optional("original_value", t.original_value)
            .field("title", t.title)
            .field("title_on", day(t.title_on))
            .optional("certificate", t.certificate.as_ref())
            .field("use", t.usage)
            .field("use_on", day(t.use_on))
            .field("owners", self.owners.iter().map(owner).collect::<Vec<_>>().join("\n"))
            .finish()
    }

    /// Every name on the card that is only written.
    pub fn written(&self) -> impl Iterator<Item = &WrittenName> {
        let owners = self.owners.iter().filter_map(|o| o.who.written());
        let parties = self.parties.iter().filter_map(|p| p.who.written());
        self.owner_name.iter().chain(&self.operator_name).chain(owners).chain(parties)
    }

    /// The same, to be sealed.
    pub fn written_mut(&mut self) -> impl Iterator<Item = &mut WrittenName> {
        let owners = self.owners.iter_mut().filter_map(|o| o.who.written_mut());
        let parties = self.parties.iter_mut().filter_map(|p| p.who.written_mut());
        self.owner_name.iter_mut().chain(&mut self.operator_name).chain(owners).chain(parties)
    }

    /// From which day on its owner is known.
    pub fn owner_known_on(&self) -> Option<Day> {
        self.owners.iter().map(|o| o.from).min()
    }

    /// The owners of the last known day, as a paper would name them again.
    pub fn present_owners(&self) -> Vec<NewOwner> {
        let open = self.owners.iter().filter(|o| o.until.is_none());
        open.map(|o| NewOwner { who: o.who.clone(), share: o.share, regime: o.regime }).collect()
    }
}
