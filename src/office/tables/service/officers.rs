//! Officers, their accounts and roles, and other systems, as tables. Access stands below tables, so its exports stand here. No
//! password and no secret is in any of them.

use crate::{
    ground::{
        kernel::{OfficerId, Words as _},
        platform::{Listing, Page, Stop},
    },
    office::{
        access::{
            Account, ApiClient, Officer, RoleGrant, list_clients, list_grants, list_officers, list_users, names_of,
        },
        tables::{
            model::out::Out,
            service::{Filtered, Listed, columns},
        },
    },
};

/// All officers of a region.
pub struct Officers;

impl Listed for Filtered<Officers> {
    type Item = Officer;
    const NAME: &'static str = "officers";

    async fn page(&self, listing: &Listing) -> Result<Page<Officer>, Stop> {
        list_officers(&self.from, &self.holder, self.region.as_ref(), self.external.as_ref(), listing).await
    }

    columns! { o;
        "外部编号" => Out::ids(&o.external_ids),
        "姓名" => Some(&o.name),
        "行政区划代码" => Some(&o.region),
        "所在单位标识" => o.organisation,
        "登记时间" => Some(o.created_at),
        "标识" => Some(o.id),
    }
}

/// All accounts of a region.
pub struct Users;

impl Listed for Filtered<Users> {
    /// An account, with the name of whose it is.
    type Item = (Account, Option<String>);
    const NAME: &'static str = "users";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let external = self.external.as_ref();
        let page = list_users(&self.from, &self.holder, self.region.as_ref(), external, listing).await?;
        let names = names_of(self.from.read(), page.items.iter().map(|a| a.officer).collect()).await?;
        Ok(page.map(|a| {
            let name = names.get(&a.officer).cloned();
            (a, name)
        }))
    }

    columns! { (a, name);
        "外部编号" => Out::ids(&a.external_ids),
        "登录名" => Some(&a.login),
        "姓名" => name.as_ref(),
        "须改密码" => Out::yes(a.must_change_password),
        "停用时间" => a.disabled_at,
        "开通时间" => Some(a.created_at),
        "人员标识" => Some(a.officer),
        "标识" => Some(a.id),
    }
}

impl Listed for Filtered<Option<OfficerId>> {
    /// A grant, with the names of whose it is, who proposed it and who confirmed it.
    type Item = (RoleGrant, [Option<String>; 3]);
    const NAME: &'static str = "role-grants";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_grants(&self.from, &self.holder, self.query, listing).await?;
        let who = |g: &RoleGrant| [Some(g.officer), g.proposed_by, g.confirmed_by];
        let names = names_of(self.from.read(), page.items.iter().flat_map(who).flatten().collect()).await?;
        Ok(page.map(|g| {
            let named = who(&g).map(|id| names.get(&id?).cloned());
            (g, named)
        }))
    }

    columns! { (g, [officer, proposed, confirmed]);
        "姓名" => officer.as_ref(),
        "角色" => Some(g.role.label()),
        "行政区划代码" => Some(&g.region),
        "起始日期" => Some(g.valid_from),
        "截止日期" => g.valid_to,
        "状态" => Some(g.state.label()),
        "首任免确认" => Out::yes(g.bootstrap),
        "提出人员" => proposed.as_ref(),
        "确认人员" => confirmed.as_ref(),
        "人员标识" => Some(g.officer),
        "标识" => Some(g.id),
    }
}

/// All other systems of a region.
pub struct Clients;

impl Listed for Filtered<Clients> {
    type Item = ApiClient;
    const NAME: &'static str = "api-clients";

    async fn page(&self, listing: &Listing) -> Result<Page<ApiClient>, Stop> {
        list_clients(&self.from, &self.holder, self.region.as_ref(), listing).await
    }

    columns! { c;
        "名称" => Some(&c.name),
        "行政区划代码" => Some(&c.region),
        "可办操作" => Out::several(&c.actions),
        "停用时间" => c.disabled_at,
        "登记时间" => Some(c.created_at),
        "标识" => Some(c.id),
    }
}
