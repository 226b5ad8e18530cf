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
        tables::{Listed, Out, Titles},
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
    const TITLES: Titles = &[
        "编号",
        "单位名称",
        "统一社会信用代码",
        "行政区划代码",
        "组织类型",
        "组织层级",
        "状态",
        "起始日期",
        "终止日期",
        "备注",
        "标识",
    ];

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

    fn adds_up(&self, _: &Self::Item) -> bool {
        true
    }

    fn cells(&self, (b, unit): &Self::Item) -> Vec<Out> {
        vec![
            Some(&b.number).into(),
            Some(&unit.name).into(),
            unit.uscc.as_ref().into(),
            Some(&b.region).into(),
            Some(b.kind.label()).into(),
            b.level.map(|l| l.label()).into(),
            Some(b.state.label()).into(),
            Some(b.since).into(),
            b.closed_on.into(),
            b.note.as_ref().into(),
            Some(b.id).into(),
        ]
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
    const TITLES: Titles = &[
        "成员编号",
        "集体组织主体",
        "主体编号",
        "行政区划代码",
        "姓名",
        "公民身份号码",
        "确认理由",
        "成员状态",
        "决定日期",
        "成员起始日期",
        "丧失日期",
        "丧失理由",
        "待答复起始日期",
        "人员标识",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let query = (self.query.clone(), self.external.clone());
        let page = list_members((&self.db, &self.sealer), &self.holder, self.region.as_ref(), query, listing).await?;
        let ids: Vec<CollectiveId> = page.items.iter().map(|s| s.member.collective).collect();
        let bodies = bodies_named(self.db.read(), &ids).await?;
        Ok(page.try_map(|shown| beside(&bodies, (shown.member.collective, shown)))?)
    }

    fn adds_up(&self, _: &Self::Item) -> bool {
        true
    }

    fn cells(&self, (s, number, unit): &Self::Item) -> Vec<Out> {
        let m = &s.member;
        let own = m.external_ids.iter().find(|e| e.system == SYSTEM).or(m.external_ids.first());
        vec![
            own.map(|e| &e.id).into(),
            Some(unit).into(),
            Some(number).into(),
            Some(&m.region).into(),
            Some(s.person.name.to_string()).into(),
            s.person.id_number.as_ref().map(ToString::to_string).into(),
            m.ground.map(|g| g.label()).into(),
            Some(m.state.label()).into(),
            m.decided_on.into(),
            m.from.into(),
            m.until.into(),
            m.loss.map(|l| l.label()).into(),
            s.asked_since.into(),
            Some(m.person).into(),
            Some(m.id).into(),
        ]
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
    const TITLES: Titles = &[
        "集体组织主体",
        "主体编号",
        "行政区划代码",
        "姓名",
        "人员标识",
        "搬迁户标识",
        "受益依据",
        "起始日期",
        "终止日期",
        "终止原因",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let parts = (&self.db, &self.sealer);
        let page = list_beneficiaries(parts, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        let ids: Vec<CollectiveId> = page.items.iter().map(|s| s.benefit.collective).collect();
        let bodies = bodies_named(self.db.read(), &ids).await?;
        Ok(page.try_map(|shown| beside(&bodies, (shown.benefit.collective, shown)))?)
    }

    fn adds_up(&self, _: &Self::Item) -> bool {
        true
    }

    fn cells(&self, (s, number, unit): &Self::Item) -> Vec<Out> {
        let b = &s.benefit;
        vec![
            Some(unit).into(),
            Some(number).into(),
            Some(&b.region).into(),
            s.person.as_ref().map(|p| p.name.to_string()).into(),
            b.who.person().into(),
            b.who.household().into(),
            Some(&b.basis).into(),
            Some(b.from).into(),
            b.until.into(),
            b.end_reason.as_ref().into(),
            Some(b.id).into(),
        ]
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
    const TITLES: Titles = &[
        "集体组织主体",
        "主体编号",
        "行政区划代码",
        "管理单位",
        "委托范围",
        "资产数",
        "起始日期",
        "终止日期",
        "终止原因",
        "标识",
    ];

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

    fn adds_up(&self, _: &Self::Item) -> bool {
        true
    }

    fn cells(&self, (e, number, unit, manager): &Self::Item) -> Vec<Out> {
        vec![
            Some(unit).into(),
            Some(number).into(),
            Some(&e.region).into(),
            Some(manager).into(),
            Some(&e.scope).into(),
            Some(e.assets.len()).filter(|n| *n > 0).into(),
            Some(e.from).into(),
            e.until.into(),
            e.end_reason.as_ref().into(),
            Some(e.id).into(),
        ]
    }
}
