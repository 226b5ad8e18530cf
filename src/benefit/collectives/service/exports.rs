//! Bodies, rosters, beneficiaries and entrustments as tables; persons masked.

use std::collections::HashMap;

use super::{
    beneficiaries::{ShownBeneficiary, list_beneficiaries},
    entrustments::list_entrustments,
    member_rows::SYSTEM,
    read::{Shown, list_bodies, list_members},
    standing::bodies_named,
};
use crate::{
    benefit::collectives::model::{
        BeneficiaryQuery, Collective, CollectiveQuery, Entrustment, EntrustmentQuery, MemberQuery,
    },
    ground::{
        authority::Holder,
        kernel::{CollectiveId, ExternalRef, OrganisationId, RegionCode, Words as _},
        platform::{Db, Fault, Listing, Page, Sealer, Stop},
    },
    office::{
        places::{Organisation, organisations_by_id},
        tables::{Listed, columns},
    },
};

/// A row beside the number and the name of its body.
fn beside<T>(
    bodies: &HashMap<CollectiveId, (String, String)>,
    (id, item): (CollectiveId, T),
) -> Result<(T, String, String), Fault> {
    let (number, name) = bodies.get(&id).ok_or_else(|| Fault::inconsistent("a row of no body"))?;
    Ok((item, number.clone(), name.clone()))
}

/// Bodies as filtered.
pub struct BodyTable {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: CollectiveQuery,
}

impl Listed for BodyTable {
    /// A body, and its organisation.
    type Item = (Collective, Organisation);
    const NAME: &'static str = "collectives";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_bodies(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        let units: Vec<OrganisationId> = page.items.iter().map(|b| b.organisation).collect();
        let units = organisations_by_id(self.db.read(), &units).await?;
        let with_unit = |body: Collective| {
            let unit = units.get(&body.organisation).cloned();
            Ok((body, unit.ok_or_else(|| Fault::inconsistent("the organisation of a body"))?))
        };
        Ok(page.try_map(with_unit)?)
    }

    columns! { (b, unit);
        "编号" => Some(&b.number),
        "单位名称" => Some(&unit.name),
        "统一社会信用代码" => unit.uscc.as_ref(),
        "行政区划代码" => Some(&b.region),
        "组织类型" => Some(b.kind.label()),
        "组织层级" => b.level.map(|l| l.label()),
        "状态" => Some(b.state.label()),
        "起始日期" => Some(b.since),
        "终止日期" => b.closed_on,
        "备注" => b.note.as_ref(),
        "标识" => Some(b.id),
    }
}

/// Memberships as filtered.
pub struct Roster {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: MemberQuery,
    /// Only the one that another system calls so.
    pub external: Option<ExternalRef>,
}

impl Listed for Roster {
    /// A membership, with the number and the name of its body.
    type Item = (Shown, String, String);
    const NAME: &'static str = "collective-members";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let query = (self.query.clone(), self.external.clone());
        let page = list_members((&self.db, &self.sealer), &self.holder, self.region.as_ref(), query, listing).await?;
        let ids: Vec<CollectiveId> = page.items.iter().map(|s| s.member.collective).collect();
        let bodies = bodies_named(self.db.read(), &ids).await?;
        Ok(page.try_map(|shown| beside(&bodies, (shown.member.collective, shown)))?)
    }

    columns! { (s, number, unit), own = s.member.external_ids.iter().find(|e| e.system == SYSTEM).or(s.member.external_ids.first());
        "成员编号" => own.map(|e| &e.id),
        "集体组织主体" => Some(unit),
        "主体编号" => Some(number),
        "行政区划代码" => Some(&s.member.region),
        "姓名" => Some(s.person.name.to_string()),
        "公民身份号码" => s.person.id_number.as_ref().map(ToString::to_string),
        "确认理由" => s.member.ground.map(|g| g.label()),
        "成员状态" => Some(s.member.state.label()),
        "决定日期" => s.member.decided_on,
        "成员起始日期" => s.member.from,
        "丧失日期" => s.member.until,
        "丧失理由" => s.member.loss.map(|l| l.label()),
        "待答复起始日期" => s.asked_since,
        "人员标识" => Some(s.member.person),
        "标识" => Some(s.member.id),
    }
}

/// Beneficiaries as filtered.
pub struct BeneficiaryTable {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: BeneficiaryQuery,
}

impl Listed for BeneficiaryTable {
    /// A beneficiary, with the number and the name of its body.
    type Item = (ShownBeneficiary, String, String);
    const NAME: &'static str = "collective-beneficiaries";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let parts = (&self.db, &self.sealer);
        let page = list_beneficiaries(parts, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        let ids: Vec<CollectiveId> = page.items.iter().map(|s| s.benefit.collective).collect();
        let bodies = bodies_named(self.db.read(), &ids).await?;
        Ok(page.try_map(|shown| beside(&bodies, (shown.benefit.collective, shown)))?)
    }

    columns! { (s, number, unit);
        "集体组织主体" => Some(unit),
        "主体编号" => Some(number),
        "行政区划代码" => Some(&s.benefit.region),
        "姓名" => s.person.as_ref().map(|p| p.name.to_string()),
        "人员标识" => s.benefit.who.person(),
        "搬迁户标识" => s.benefit.who.household(),
        "受益依据" => Some(&s.benefit.basis),
        "起始日期" => Some(s.benefit.from),
        "终止日期" => s.benefit.until,
        "终止原因" => s.benefit.end_reason.as_ref(),
        "标识" => Some(s.benefit.id),
    }
}

/// Entrustments as filtered.
pub struct EntrustmentTable {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: EntrustmentQuery,
}

impl Listed for EntrustmentTable {
    /// An entrustment, with the number of its body, the names of its organisation and of the manager.
    type Item = (Entrustment, String, String, String);
    const NAME: &'static str = "entrustments";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_entrustments(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        let ids: Vec<CollectiveId> = page.items.iter().map(|e| e.collective).collect();
        let managers: Vec<OrganisationId> = page.items.iter().map(|e| e.manager).collect();
        let (bodies, managers) =
            (bodies_named(self.db.read(), &ids).await?, organisations_by_id(self.db.read(), &managers).await?);
        let named = |e: Entrustment| {
            let manager = managers.get(&e.manager).map(|o| o.name.clone());
            let manager = manager.ok_or_else(|| Fault::inconsistent("the manager of an entrustment"))?;
            let (e, number, unit) = beside(&bodies, (e.collective, e))?;
            Ok((e, number, unit, manager))
        };
        Ok(page.try_map(named)?)
    }

    columns! { (e, number, unit, manager);
        "集体组织主体" => Some(unit),
        "主体编号" => Some(number),
        "行政区划代码" => Some(&e.region),
        "管理单位" => Some(manager),
        "委托范围" => Some(&e.scope),
        "资产数" => Some(e.assets.len()).filter(|n| *n > 0),
        "起始日期" => Some(e.from),
        "终止日期" => e.until,
        "终止原因" => e.end_reason.as_ref(),
        "标识" => Some(e.id),
    }
}
