//! Households and their members as tables, with the headers under which they are imported; members masked.

use super::{
    field_grants::list_field_grants,
    read::{list_households, members_on},
};
use crate::{
    ground::{
        authority::Holder,
        kernel::{Day, ExternalRef, RegionCode, Words as _},
        platform::{Db, Fault, Listing, Page, Sealer, Stop},
    },
    office::{
        people::model::{FieldGrant, FieldGrantQuery, Household, HouseholdQuery, Member},
        tables::{Listed, Out, Titles},
    },
};

/// Households as filtered.
pub struct Register {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: HouseholdQuery,
    /// Only the one that another system calls so.
    pub external: Option<ExternalRef>,
}

impl Register {
    async fn households(&self, listing: &Listing) -> Result<Page<Household>, Stop> {
        let query = (self.query.clone(), self.external.clone());
        list_households((&self.db, &self.sealer), &self.holder, self.region.as_ref(), query, listing).await
    }
}

fn named(h: &Household) -> Out {
    let names: Vec<&str> = h.external_ids.iter().map(|e| e.id.as_str()).collect();
    Some(names.join(" ")).filter(|n| !n.is_empty()).into()
}

fn yes(flag: bool) -> Out {
    Some(if flag { "是" } else { "否" }).into()
}

impl Listed for Register {
    type Item = Household;
    const NAME: &'static str = "households";
    const TITLES: Titles = &[
        "户编号",
        "编号",
        "安置点标识",
        "行政区划代码",
        "迁出地区划代码",
        "栋号",
        "房号",
        "家庭人口",
        "是否建档立卡",
        "监测对象类别",
        "备注",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<Household>, Stop> {
        self.households(listing).await
    }

    fn adds_up(&self, _: &Household) -> bool {
        true
    }

    fn cells(&self, h: &Household) -> Vec<Out> {
        vec![
            named(h),
            Some(&h.number).into(),
            h.site.into(),
            Some(&h.region).into(),
            Some(&h.origin).into(),
            h.building.as_ref().into(),
            h.room.as_ref().into(),
            Some(h.stays.iter().filter(|s| s.until.is_none()).count()).into(),
            yes(h.poor),
            Some(h.monitored.label()).into(),
            h.note.as_ref().into(),
            Some(h.id).into(),
        ]
    }
}

/// Members of households on a day, the households as filtered.
pub struct Members {
    /// Which households.
    pub households: Register,
    /// On which day.
    pub day: Day,
}

/// A row of them.
pub struct Row {
    household: Household,
    member: Member,
}

impl Listed for Members {
    type Item = Row;
    const NAME: &'static str = "household-members";
    const TITLES: Titles = &[
        "户编号",
        "编号",
        "行政区划代码",
        "栋号",
        "房号",
        "姓名",
        "公民身份号码",
        "联系电话",
        "与户主关系",
        "性别",
        "在家情况",
        "登记入户日期",
        "人员标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<Row>, Stop> {
        let Page { items: households, next, total } = self.households.households(listing).await?;
        let (db, sealer) = (&self.households.db, &self.households.sealer);
        let row = |(id, member)| {
            let household = households.iter().find(|h| h.id == id).cloned();
            let household = household.ok_or_else(|| Fault::inconsistent("a member of no household"))?;
            Ok(Row { household, member })
        };
        let members = members_on(db, sealer, &households, self.day).await?;
        Ok(Page { items: members.into_iter().map(row).collect::<Result<_, Stop>>()?, next, total })
    }

    fn adds_up(&self, _: &Row) -> bool {
        true
    }

    fn cells(&self, Row { household: h, member: m }: &Row) -> Vec<Out> {
        vec![
            named(h),
            Some(&h.number).into(),
            Some(&h.region).into(),
            h.building.as_ref().into(),
            h.room.as_ref().into(),
            Some(m.person.name.to_string()).into(),
            m.person.id_number.as_ref().map(ToString::to_string).into(),
            m.person.phone.as_ref().map(ToString::to_string).into(),
            Some(m.stay.relation.label()).into(),
            m.stay.sex.map(|s| s.label()).into(),
            Some(m.stay.presence.label()).into(),
            Some(m.stay.from).into(),
            Some(m.person.id).into(),
        ]
    }
}

/// Grants of fields as filtered.
pub struct FieldGrants {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: FieldGrantQuery,
}

impl Listed for FieldGrants {
    type Item = FieldGrant;
    const NAME: &'static str = "field-grants";
    const TITLES: Titles = &[
        "客户端标识",
        "行政区划代码",
        "字段组",
        "用途",
        "依据",
        "起始日期",
        "终止日期",
        "终止理由",
        "附件标识",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<FieldGrant>, Stop> {
        list_field_grants(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await
    }

    fn adds_up(&self, _: &FieldGrant) -> bool {
        true
    }

    fn cells(&self, g: &FieldGrant) -> Vec<Out> {
        let groups: Vec<&str> = g.groups.iter().map(|group| group.label()).collect();
        vec![
            Some(g.client).into(),
            Some(&g.region).into(),
            Some(groups.join("、")).into(),
            Some(&g.purpose).into(),
            Some(&g.basis).into(),
            Some(g.from).into(),
            g.until.into(),
            g.end_reason.as_ref().into(),
            Some(g.paper).into(),
            Some(g.id).into(),
        ]
    }
}
