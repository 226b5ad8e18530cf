//! 管护责任清单, as of a day, as a list and as a table.

use std::collections::HashMap;

use crate::{
    ground::{
        authority::{Holder, action},
        kernel::{AssetId, Day, OrganisationId, RegionCode, SiteId, Words as _},
        platform::{Db, Fault, Listing, Page, Stop},
    },
    office::{
        people::WrittenName,
        places::{Organisation, organisations_by_id, sites_by_id},
        tables::{Listed, Out, columns},
    },
    property::{
        assets::{Asset, Named, kept_assets},
        upkeep::{
            UpkeepRefusal,
            model::{DutyKind, KeptBy, ListGap, ListLine, ListQuery, UpkeepDuty},
            store,
        },
    },
};

/// Names of organisations; what is written stands for itself, private persons by their first character.
pub(super) struct Names(pub(super) HashMap<OrganisationId, Organisation>);

impl Names {
    pub(super) fn of(&self, who: &Named) -> String {
        match who {
            Named::Organisation(id) => self.0.get(id).map(|o| o.name.clone()).unwrap_or_default(),
            Named::Written(name) => name.shown(),
        }
    }
}

/// Who a card names as its maintainer on a day.
fn maintainers(asset: &Asset, day: Day) -> impl Iterator<Item = &Named> {
    let holds =
        move |from: Option<Day>, to: Option<Day>| from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to);
    asset.parties.iter().filter(move |p| p.is_maintainer() && holds(p.from, p.to)).map(|p| &p.who)
}

fn line(asset: Asset, duties: &[UpkeepDuty], names: &Names, day: Day) -> ListLine {
    let mut kept: Vec<KeptBy> = duties.iter().map(|d| KeptBy::duty(d, names.of(&d.keeper))).collect();
    if !kept.iter().any(|k| k.duty == DutyKind::Repair) {
        let by_card = |who| KeptBy {
            id: None,
            duty: DutyKind::Repair,
            keeper: names.of(who),
            standard: None,
            phone: None,
            from: None,
        };
        kept.extend(maintainers(&asset, day).map(by_card));
    }
    let mut owners: Vec<String> = asset.owners.iter().map(|o| names.of(&o.who)).collect();
    if owners.is_empty() {
        owners.extend(asset.owner_name.as_ref().map(WrittenName::shown));
    }
    ListLine { asset, site_name: None, owners, kept }
}

/// Lines for these assets, in a bounded number of statements.
async fn lines(db: &Db, assets: Vec<Asset>, day: Day) -> Result<Vec<ListLine>, Fault> {
    let conn = db.read();
    let ids: Vec<AssetId> = assets.iter().map(|a| a.id).collect();
    let mut duties: HashMap<AssetId, Vec<UpkeepDuty>> = HashMap::new();
    for duty in store::duties_on(conn, &ids, day).await? {
        duties.entry(duty.asset).or_default().push(duty);
    }
    let keepers = duties.values().flatten().filter_map(|d| d.keeper.organisation());
    let of_card = |a: &Asset| -> Vec<OrganisationId> {
        let owners = a.owners.iter().map(|o| &o.who);
        owners.chain(a.parties.iter().map(|p| &p.who)).filter_map(Named::organisation).collect()
    };
    let units: Vec<OrganisationId> = keepers.chain(assets.iter().flat_map(of_card)).collect();
    let names = Names(organisations_by_id(conn, &units).await?);
    let sites: Vec<SiteId> = assets.iter().filter_map(|a| a.site).collect();
    let sites = sites_by_id(conn, &sites).await?;
    let whole = |asset: Asset| {
        let site_name = asset.site.and_then(|id| sites.get(&id)).map(|s| s.name.clone());
        let of = duties.remove(&asset.id).unwrap_or_default();
        ListLine { site_name, ..line(asset, &of, &names, day) }
    };
    Ok(assets.into_iter().map(whole).collect())
}

/// The list of a day that has come, in the holder's regions.
pub async fn duty_list(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: ListQuery,
    listing: &Listing,
) -> Result<Page<ListLine>, Stop> {
    let scope = holder.scope_within(&action::UPKEEP_DUTY_LIST_READ, region)?;
    let today = db.now().await?.day();
    if query.on > today {
        return Err(UpkeepRefusal::ListAhead { day: query.on, today }.into());
    }
    let page = kept_assets(db, &scope, (query.site, query.on), listing).await?;
    Ok(Page { items: lines(db, page.items, query.on).await?, next: page.next, total: page.total })
}

/// The list as a table: a row for each kind of upkeep of a facility, and one where it has none.
pub struct DutyTable {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Of which facilities.
    pub query: ListQuery,
}

/// What stands where something is missing.
const MISSING: &str = "（缺）";

/// One row.
pub struct Row {
    line: std::sync::Arc<ListLine>,
    kept: Option<KeptBy>,
}

fn rows(line: ListLine) -> Vec<Row> {
    let line = std::sync::Arc::new(line);
    let row = |kept| Row { line: std::sync::Arc::clone(&line), kept };
    if line.kept.is_empty() { vec![row(None)] } else { line.kept.iter().cloned().map(|k| row(Some(k))).collect() }
}

impl Listed for DutyTable {
    type Item = Row;
    const NAME: &'static str = "upkeep-duty-list";

    async fn page(&self, listing: &Listing) -> Result<Page<Row>, Stop> {
        let page = duty_list(&self.db, &self.holder, self.region.as_ref(), self.query, listing).await?;
        let items = page.items.into_iter().flat_map(rows).collect();
        Ok(Page { items, next: page.next, total: page.total })
    }

    columns! { row, (line, kept) = (&row.line, row.kept.as_ref()),
        told = |text: Option<&str>| Out::from(Some(text.unwrap_or(MISSING))),
        owners = Some(line.owners.join("、")).filter(|o| !o.is_empty());
        "资产编号" => Some(&line.asset.number),
        "设施名称" => Some(&line.asset.name),
        "行政区划代码" => Some(&line.asset.region),
        "安置点" => line.site_name.as_ref(),
        "坐落" => line.asset.location.as_ref(),
        "产权单位" => told(owners.as_deref()),
        "管护内容" => kept.map(|k| k.duty.label()),
        "管护责任人" => told(kept.map(|k| k.keeper.as_str())),
        "管护标准" => told(kept.and_then(|k| k.standard.as_deref())),
        "管护经费来源" => told(line.asset.upkeep_source.map(|s| s.label())),
        "联系电话" => told(kept.and_then(|k| k.phone.as_deref())),
        "起始日期" => kept.and_then(|k| k.from),
        "缺项" => Out::several(line.missing().into_iter().map(ListGap::label)),
    }
}
