//! `/upkeep-duty-list`.

use poem_openapi::{Object, OpenApi, payload::Json};

use crate::{
    ground::{
        authority::action,
        kernel::{AssetId, Day, RegionCode, SiteId, UpkeepDutyId},
        platform::Db,
        wire::{Exporter, Filter, Lister, PageOf, Refused, Writes, wire_words},
    },
    office::tables::{TableFile, exported},
    property::{
        assets::UpkeepSource,
        upkeep::{
            model::{DutyKind, KeptBy, ListGap, ListLine, ListQuery},
            service::list::{DutyTable, duty_list},
        },
    },
};

wire_words!(ListGap);

/// Who has one kind of upkeep of a facility.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct KeptByView {
    /// By which duty; absent where the card alone names a maintainer.
    upkeep_duty_id: Option<UpkeepDutyId>,
    /// Which kind.
    duty: DutyKind,
    /// Who, by name.
    keeper: String,
    /// 管护标准.
    standard: Option<String>,
    /// Phone: its last four digits.
    phone: Option<String>,
    /// Since when.
    from_on: Option<Day>,
}

impl From<KeptBy> for KeptByView {
    fn from(k: KeptBy) -> Self {
        let KeptBy { id, duty, keeper, standard, phone, from } = k;
        Self { upkeep_duty_id: id, duty, keeper, standard, phone, from_on: from }
    }
}

/// A facility of the list of duties (管护责任清单), as of a day.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct DutyListLineView {
    /// Which asset.
    id: AssetId,
    /// Its number.
    number: String,
    /// Its name.
    name: String,
    /// Where it lies.
    region_code: RegionCode,
    /// At which site.
    site_id: Option<SiteId>,
    /// What that is called.
    site_name: Option<String>,
    /// 坐落.
    location: Option<String>,
    /// Whose it is, by name.
    owners: Vec<String>,
    /// Of which money it is looked after.
    upkeep_source: Option<UpkeepSource>,
    /// Who has which kind of upkeep.
    kept: Vec<KeptByView>,
    /// What the line ought to say and nothing recorded does.
    missing: Vec<ListGap>,
}

impl From<ListLine> for DutyListLineView {
    fn from(l: ListLine) -> Self {
        let missing = l.missing();
        Self {
            id: l.asset.id,
            number: l.asset.number,
            name: l.asset.name,
            region_code: l.asset.region,
            site_id: l.asset.site,
            site_name: l.site_name,
            location: l.asset.location,
            owners: l.owners,
            upkeep_source: l.asset.upkeep_source,
            kept: l.kept.into_iter().map(Into::into).collect(),
            missing,
        }
    }
}

/// Filters of the list.
#[derive(Debug, Object)]
pub struct DutyListFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only at this site.
    site_id: Option<SiteId>,
    /// As of this day, which has come; today where absent. The list of a year is that of its last day.
    on: Option<Day>,
}

impl Filter for DutyListFilter {
    const MARK: &'static str = "list:DutyListFilter";
}

/// The list of duties.
pub struct DutyListApi(pub Db);

#[OpenApi]
impl DutyListApi {
    /// Who looks after which facility how, of which money, and what of it is missing
    #[oai(path = "/upkeep-duty-list", method = "get", operation_id = "upkeep.duty_list.list")]
    async fn list(&self, by: Lister<DutyListFilter>) -> Result<Json<PageOf<DutyListLineView>>, Refused<Writes>> {
        let DutyListFilter { region, site_id: site, on } = by.filter;
        let query = ListQuery { on: on.unwrap_or(by.now.day()), site };
        let page = duty_list(&self.0, &by.holder, region.as_ref(), query, &by.listing).await?;
        Ok(Json(page.map(DutyListLineView::from).into()))
    }

    /// The list of duties as a table; phones stay masked
    #[oai(path = "/upkeep-duty-list/export", method = "get", operation_id = "upkeep.duty_list.export")]
    async fn export(&self, by: Exporter<DutyListFilter>) -> Result<TableFile, Refused<Writes>> {
        let DutyListFilter { region, site_id: site, on } = by.filter;
        let query = ListQuery { on: on.unwrap_or(by.takeout.now.day()), site };
        let list = DutyTable { db: self.0.clone(), holder: by.takeout.holder.clone(), region, query };
        Ok(exported(by.takeout, &action::UPKEEP_DUTY_LIST_EXPORT, list).await?)
    }
}
