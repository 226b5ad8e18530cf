//! Households and their members as tables, with the headers under which they are imported; persons; all of them masked.

use super::{
    field_grants::list_field_grants,
    persons::list_persons,
    read::{list_households, members_on},
};
use crate::{
    ground::{
        authority::Holder,
        kernel::{Day, ExternalRef, RegionCode, Words as _},
        platform::{Db, Fault, Listing, Page, Sealer, Stop},
    },
    office::{
        people::model::{FieldGrant, FieldGrantQuery, Household, HouseholdQuery, Member, Person},
        tables::{Filtered, Listed, Out, columns},
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

    async fn page(&self, listing: &Listing) -> Result<Page<Household>, Stop> {
        self.households(listing).await
    }

    columns! { h;
        "户编号" => named(h),
        "编号" => Some(&h.number),
        "安置点标识" => h.site,
        "行政区划代码" => Some(&h.region),
        "迁出地区划代码" => Some(&h.origin),
        "栋号" => h.building.as_ref(),
        "房号" => h.room.as_ref(),
        "家庭人口" => Some(h.stays.iter().filter(|s| s.until.is_none()).count()),
        "是否建档立卡" => yes(h.poor),
        "监测对象类别" => Some(h.monitored.label()),
        "备注" => h.note.as_ref(),
        "标识" => Some(h.id),
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

    columns! { row, (h, m) = (&row.household, &row.member);
        "户编号" => named(h),
        "编号" => Some(&h.number),
        "行政区划代码" => Some(&h.region),
        "栋号" => h.building.as_ref(),
        "房号" => h.room.as_ref(),
        "姓名" => Some(m.person.name.to_string()),
        "公民身份号码" => m.person.id_number.as_ref().map(ToString::to_string),
        "联系电话" => m.person.phone.as_ref().map(ToString::to_string),
        "与户主关系" => Some(m.stay.relation.label()),
        "性别" => m.stay.sex.map(|s| s.label()),
        "在家情况" => Some(m.stay.presence.label()),
        "登记入户日期" => Some(m.stay.from),
        "人员标识" => Some(m.person.id),
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

    async fn page(&self, listing: &Listing) -> Result<Page<FieldGrant>, Stop> {
        list_field_grants(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await
    }

    columns! { g;
        "客户端标识" => Some(g.client),
        "行政区划代码" => Some(&g.region),
        "字段组" => Out::several(g.groups.iter().map(|group| group.label())),
        "用途" => Some(&g.purpose),
        "依据" => Some(&g.basis),
        "起始日期" => Some(g.from),
        "终止日期" => g.until,
        "终止理由" => g.end_reason.as_ref(),
        "附件标识" => Some(g.paper),
        "标识" => Some(g.id),
    }
}

/// All persons of a region.
pub struct Persons;

impl Listed for Filtered<Persons, (Db, Sealer)> {
    type Item = Person;
    const NAME: &'static str = "people";

    async fn page(&self, listing: &Listing) -> Result<Page<Person>, Stop> {
        let (db, sealer) = &self.from;
        list_persons(db, sealer, &self.holder, self.region.as_ref(), listing).await
    }

    columns! { p;
        "姓名" => Some(&p.name),
        "身份证件号码" => p.id_number.as_ref(),
        "联系电话" => p.phone.as_ref(),
        "行政区划代码" => Some(&p.region),
        "登记时间" => Some(p.created_at),
        "标识" => Some(p.id),
    }
}
