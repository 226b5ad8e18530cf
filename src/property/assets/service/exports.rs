//! The register as a table, under the headers by which stock comes in: facts, and where each track stands since when. What is on the register
//! beside that (在册) has headers of its own, which no import reads: what goes out comes back in unchanged.

use std::collections::{BTreeSet, HashMap};

use super::read::list_assets;
use crate::{
    ground::{
        authority::Holder,
        kernel::{ContractId, ExternalRef, OrganisationId, ProjectId, RegionCode, SiteId, Words as _},
        platform::{Db, Fault, Listing, Page, Stop},
    },
    money::projects::{Contract, Project, contracts_by_id, projects_by_id},
    office::{
        people::WrittenName,
        places::{Organisation, Site, organisations_by_id, sites_by_id},
        tables::{Listed, Out, Titles},
    },
    property::assets::model::{Asset, AssetParty, AssetQuery, AssetRole, Named, Ownership},
};

/// What the cards of one page name: one query for each kind, however many cards.
#[derive(Default)]
struct Names {
    units: HashMap<OrganisationId, Organisation>,
    sites: HashMap<SiteId, Site>,
    projects: HashMap<ProjectId, Project>,
    contracts: HashMap<ContractId, Contract>,
}

fn each<T: Ord>(ids: impl Iterator<Item = T>) -> Vec<T> {
    ids.collect::<BTreeSet<T>>().into_iter().collect()
}

impl Names {
    async fn of(db: &Db, cards: &[Asset]) -> Result<Self, Fault> {
        let owners = cards.iter().flat_map(|a| a.owners.iter().map(|o| &o.who));
        let parties = cards.iter().flat_map(|a| a.parties.iter().map(|p| &p.who));
        let units = each(owners.chain(parties).filter_map(Named::organisation));
        Ok(Self {
            units: organisations_by_id(db.read(), &units).await?,
            sites: sites_by_id(db.read(), &each(cards.iter().filter_map(|a| a.site))).await?,
            projects: projects_by_id(db.read(), &each(cards.iter().filter_map(|a| a.project))).await?,
            contracts: contracts_by_id(db.read(), &each(cards.iter().filter_map(|a| a.contract))).await?,
        })
    }

    fn name(&self, who: &Named) -> String {
        let unit = who.organisation().and_then(|id| self.units.get(&id)).map(|unit| unit.name.clone());
        unit.or_else(|| who.written().map(WrittenName::shown)).unwrap_or_default()
    }
}

/// A card with the words that its row shows beside it.
pub struct Row {
    card: Asset,
    owners: Vec<String>,
    regimes: Vec<&'static str>,
    parties: Vec<(AssetRole, String)>,
    site: Option<String>,
    project: Option<(String, String)>,
    contract: Option<String>,
}

impl Row {
    /// Whoever owns, manages and keeps it on the day that is asked for, or now.
    fn of(card: Asset, names: &Names, query: &AssetQuery) -> Self {
        let owns = |o: &&Ownership| query.as_of.map_or(o.until.is_none(), |day| o.holds_on(day));
        let does = |p: &&AssetParty| query.as_of.map_or(p.to.is_none(), |day| p.is_there(day));
        let owners: Vec<&Ownership> = card.owners.iter().filter(owns).collect();
        let mut regimes: Vec<_> = owners.iter().filter_map(|o| o.regime).map(|regime| regime.label()).collect();
        regimes.dedup();
        Self {
            owners: owners.iter().map(|o| format!("{} {}%", names.name(&o.who), o.share)).collect(),
            regimes,
            parties: card.parties.iter().filter(does).map(|p| (p.role, names.name(&p.who))).collect(),
            site: card.site.and_then(|id| names.sites.get(&id)).map(|site| site.name.clone()),
            project: card.project.and_then(|id| names.projects.get(&id)).map(|p| (p.number.clone(), p.name.clone())),
            contract: card.contract.and_then(|id| names.contracts.get(&id)).map(|c| c.number.clone()),
            card,
        }
    }

    fn party(&self, role: AssetRole) -> Out {
        listed(self.parties.iter().filter(|p| p.0 == role).map(|p| p.1.as_str()))
    }
}

/// Several words in one cell; an empty one where there is none.
fn listed<'a>(words: impl Iterator<Item = &'a str>) -> Out {
    let words = words.collect::<Vec<_>>().join("；");
    Some(words).filter(|words| !words.is_empty()).into()
}

/// Assets as filtered, today or as of a day.
pub struct Register {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: AssetQuery,
    /// Only the one that another system calls so.
    pub external: Option<ExternalRef>,
}

impl Listed for Register {
    type Item = Row;
    const NAME: &'static str = "assets";
    const TITLES: Titles = &[
        "资产编号",
        "资产名称",
        "资产类别",
        "资产形态",
        "行政区划代码",
        "补录基准日",
        "依据等级",
        "原值(元)",
        "所在乡镇",
        "坐落",
        "数量",
        "面积(平方米)",
        "占地面积(亩)",
        "长度(米)",
        "投入使用年份",
        "权属单位",
        "经营管护单位",
        "受益户数",
        "受益人数",
        "年收益(元)",
        "备注",
        "编号（系统）",
        "登记方式",
        "价值状态",
        "确权状态",
        "移交状态",
        "管护责任状态",
        "使用状态",
        "分类标准",
        "分类代码",
        "所在安置点",
        "项目编号",
        "项目名称",
        "合同编号",
        "验收日期",
        "交付日期",
        "权利人及份额",
        "在册产权性质",
        "确权层级",
        "权属证书号",
        "在册管理单位",
        "在册经营单位",
        "在册使用单位",
        "在册管护单位",
        "在册管护经费来源",
        "使用状态日期",
        "移交日期",
        "确权日期",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<Row>, Stop> {
        let query = (self.query.clone(), self.external.clone());
        let page = list_assets(&self.db, &self.holder, self.region.as_ref(), query, listing).await?;
        let names = Names::of(&self.db, &page.items).await?;
        Ok(page.map(|card| Row::of(card, &names, &self.query)))
    }

    fn adds_up(&self, row: &Row) -> bool {
        row.card.deleted_at.is_none()
    }

    fn cells(&self, row: &Row) -> Vec<Out> {
        let a = &row.card;
        let ledger = a.external_ids.iter().find(|e| e.system == "asset_ledger").or(a.external_ids.first());
        let (m, b, t) = (&a.measures, &a.beneficiaries, &a.tracks);
        let mut cells: Vec<Out> = vec![
            ledger.map(|e| &e.id).into(),
            Some(&a.name).into(),
            Some(a.kind.label()).into(),
            Some(a.form.label()).into(),
            Some(&a.region).into(),
            a.base_on.into(),
            a.evidence_grade.map(|g| g.label()).into(),
            t.original_value.map_or(Out::Empty, Out::Money),
            a.town_name.as_ref().into(),
            a.location.as_ref().into(),
            a.quantity.as_ref().into(),
            m.area_m2.into(),
            m.land_mu.into(),
            m.length_m.into(),
            a.in_service_year.into(),
            a.owner_name.as_ref().map(WrittenName::shown).into(),
            a.operator_name.as_ref().map(WrittenName::shown).into(),
            b.households.into(),
            b.people.into(),
            a.annual_income.map_or(Out::Empty, Out::Money),
            a.note.as_ref().into(),
            Some(&a.number).into(),
            Some(a.intake.label()).into(),
            Some(t.value.label()).into(),
            Some(t.title.label()).into(),
            Some(t.handover.label()).into(),
            Some(t.duty.label()).into(),
            Some(t.usage.label()).into(),
        ];
        cells.extend(beside(row));
        cells.push(Some(a.id).into());
        cells
    }
}

/// What a card hangs on and whose it is: names beside what the card itself says.
fn beside(row: &Row) -> [Out; 20] {
    let (a, t) = (&row.card, &row.card.tracks);
    let (number, name) = row.project.as_ref().map(|(number, name)| (number, name)).unzip();
    [
        a.class.as_ref().map(|c| c.edition.label()).into(),
        a.class.as_ref().map(|c| &c.code).into(),
        row.site.as_ref().into(),
        number.into(),
        name.into(),
        row.contract.as_ref().into(),
        a.accepted_on.into(),
        a.delivered_on.into(),
        listed(row.owners.iter().map(String::as_str)),
        listed(row.regimes.iter().copied()),
        t.title_level.map(|level| level.label()).into(),
        t.certificate.as_ref().into(),
        row.party(AssetRole::Manager),
        row.party(AssetRole::Operator),
        row.party(AssetRole::User),
        row.party(AssetRole::Maintainer),
        a.upkeep_source.map(|source| source.label()).into(),
        t.use_on.into(),
        t.handover_on.into(),
        t.title_on.into(),
    ]
}
