//! Organisations and sites as tables, with the headers under which they are imported; regions and bank accounts.

use super::{
    accounts::list_accounts, organisations::list_organisations, organisations_by_id, regions::list_regions,
    sites::list_sites,
};
use crate::{
    ground::{
        kernel::{Level, OrganisationId, Words as _},
        platform::{Listing, Page, Stop},
    },
    office::{
        access::names_of,
        places::model::{BankAccount, Organisation, OrganisationQuery, Region, Site, SiteQuery},
        tables::{Filtered, Listed, Out, columns},
    },
};

impl Listed for Filtered<OrganisationQuery> {
    type Item = Organisation;
    const NAME: &'static str = "organisations";

    async fn page(&self, listing: &Listing) -> Result<Page<Organisation>, Stop> {
        let query = (self.query.clone(), self.external.clone());
        list_organisations(&self.from, &self.holder, self.region.as_ref(), query, listing).await
    }

    fn adds_up(&self, o: &Organisation) -> bool {
        o.deleted_at.is_none()
    }

    columns! { o;
        "单位编号" => Out::ids(&o.external_ids),
        "单位名称" => Some(&o.name),
        "单位类别" => Some(o.kind.label()),
        "统一社会信用代码" => o.uscc.as_ref(),
        "行政区划代码" => Some(&o.region),
        "起始日期" => o.valid_from,
        "截止日期" => o.valid_to,
        "备注" => o.note.as_ref(),
        "标识" => Some(o.id),
    }
}

impl Listed for Filtered<SiteQuery> {
    type Item = Site;
    const NAME: &'static str = "sites";

    async fn page(&self, listing: &Listing) -> Result<Page<Site>, Stop> {
        let query = (self.region.clone(), self.query.clone(), self.external.clone());
        list_sites(&self.from, &self.holder, query, listing).await
    }

    fn adds_up(&self, s: &Site) -> bool {
        s.deleted_at.is_none()
    }

    columns! { s;
        "安置点编号" => Out::ids(&s.external_ids),
        "安置点名称" => Some(&s.name),
        "行政区划代码" => Some(&s.region),
        "所在乡镇" => s.town_name.as_ref(),
        "安置户数" => s.households,
        "安置人数" => s.people,
        "脱贫户数" => s.poor_households,
        "入住年份" => s.move_in_year,
        "占地面积(亩)" => s.land_mu,
        "建筑面积(平方米)" => s.building_area_m2,
        "投资额(元)" => Out::money(s.investment),
        "数字是否约数" => Out::yes(s.approximate),
        "备注" => s.note.as_ref(),
        "标识" => Some(s.id),
    }
}

/// By what regions are found, inside the region that a list is narrowed to.
pub struct RegionQuery {
    /// Of this level.
    pub level: Option<Level>,
    /// Names that contain this.
    pub name: Option<String>,
}

impl Listed for Filtered<RegionQuery> {
    type Item = Region;
    const NAME: &'static str = "regions";

    async fn page(&self, listing: &Listing) -> Result<Page<Region>, Stop> {
        let query = (self.region.clone(), self.query.level, self.query.name.clone());
        list_regions(&self.from, &self.holder, query, listing).await
    }

    columns! { r;
        "行政区划代码" => Some(&r.code),
        "名称" => Some(&r.name),
        "级别" => Some(r.level.label()),
        "上级代码" => r.parent.as_ref(),
        "起始日期" => r.valid_from,
        "截止日期" => r.valid_to,
    }
}

/// By what accounts are found.
pub struct AccountQuery {
    /// Of this organisation.
    pub organisation: Option<OrganisationId>,
}

/// The number is masked for everybody: a file of all numbers is no way to pay, and those who pay see each where they pay it.
impl Listed for Filtered<AccountQuery> {
    /// An account, with its organisation, who proposed it and who confirmed it.
    type Item = (BankAccount, [Option<String>; 3]);
    const NAME: &'static str = "bank-accounts";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let query = (self.query.organisation, self.external.clone());
        let page = list_accounts(&self.from, &self.holder, self.region.as_ref(), query, listing).await?;
        let units: Vec<OrganisationId> = page.items.iter().map(|a| a.organisation).collect();
        let units = organisations_by_id(self.from.read(), &units).await?;
        let who = page.items.iter().flat_map(|a| [Some(a.proposed_by), a.confirmed_by]).flatten();
        let names = names_of(self.from.read(), who.collect()).await?;
        Ok(page.map(|a| {
            let [proposed, confirmed] = [Some(a.proposed_by), a.confirmed_by].map(|id| names.get(&id?).cloned());
            let unit = units.get(&a.organisation).map(|u| u.name.clone());
            (a, [unit, proposed, confirmed])
        }))
    }

    columns! { (a, [unit, proposed, confirmed]);
        "外部编号" => Out::ids(&a.external_ids),
        "单位名称" => unit.as_ref(),
        "行政区划代码" => Some(&a.region),
        "账户名称" => Some(&a.holder_name),
        "开户银行" => Some(&a.bank_name),
        "账号" => Some(&a.account_no),
        "代管账户" => Out::yes(a.custody),
        "状态" => Some(a.state.label()),
        "提出人员" => proposed.as_ref(),
        "确认人员" => confirmed.as_ref(),
        "单位标识" => Some(a.organisation),
        "标识" => Some(a.id),
    }
}
