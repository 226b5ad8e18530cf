//! `/upkeep-plans` and `/upkeep-dues`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    ground::{
        authority::action,
        kernel::{AssetId, Day, InspectionId, Instant, Layer, RegionCode, UpkeepDueId, UpkeepOrderId, UpkeepPlanId},
        platform::Db,
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused,
            Text, Writes, resource, wire_words,
        },
    },
    office::tables::{TableFile, given_out},
    property::{
        assets::AssetKind,
        upkeep::{
            model::{Counted, DueQuery, DutyKind, PlanTask, Risk, UpkeepDue, UpkeepPlan},
            service::{
                exports::Plans,
                plan::{EndPlan, MakePlan, PlanAsked},
                read::{list_dues, list_plans, read_plan},
            },
        },
    },
};

wire_words!(PlanTask, Counted);

/// Which assets are inspected or worked on, and how often (管护计划).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct UpkeepPlanView {
    /// Id.
    id: UpkeepPlanId,
    /// Version, for `If-Match`.
    etag: String,
    /// Of the assets inside this region.
    region_code: RegionCode,
    /// What people call it.
    name: String,
    /// Of this kind.
    asset_kind: AssetKind,
    /// Of classes whose code begins so.
    class_code: Option<String>,
    /// Of the risk that their last inspection told.
    risk: Option<Risk>,
    /// What it makes due.
    task: PlanTask,
    /// Of orders, which kind of upkeep.
    duty: Option<DutyKind>,
    /// Of orders, what is to be done.
    what: Option<String>,
    /// How often.
    every_days: i32,
    /// From when the days are counted.
    counted: Counted,
    /// Its first day.
    first_on: Day,
    /// The first day on which it holds no longer.
    ended_on: Option<Day>,
    /// Why it ended.
    end_reason: Option<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(UpkeepPlanView, "/upkeep-plans");

impl From<&UpkeepPlan> for UpkeepPlanView {
    fn from(p: &UpkeepPlan) -> Self {
        Self {
            id: p.id,
            etag: p.version.to_string(),
            region_code: p.region.clone(),
            name: p.name.clone(),
            asset_kind: p.kind,
            class_code: p.class_code.clone(),
            risk: p.risk,
            task: p.task,
            duty: p.duty,
            what: p.what.clone(),
            every_days: p.every_days,
            counted: p.counted,
            first_on: p.first,
            ended_on: p.ended,
            end_reason: p.end_reason.clone(),
            layer: p.layer,
            created_at: p.created_at,
            updated_at: p.updated_at,
        }
    }
}

/// A new plan.
#[derive(Debug, Object)]
pub struct NewUpkeepPlan {
    /// Of the assets in use inside this region.
    region_code: RegionCode,
    /// What people call it.
    name: Plain<100>,
    /// Of this kind; a household's own assets have no plan.
    asset_kind: AssetKind,
    /// Of classes whose code begins so; of all where absent.
    class_code: Option<Text<16>>,
    /// Of the risk that their last inspection told; of any, and of those never inspected, where absent.
    risk: Option<Risk>,
    /// What it makes due.
    task: PlanTask,
    /// Of orders, which kind of upkeep; a plan of inspections says none.
    duty: Option<DutyKind>,
    /// Of orders, what is to be done; a plan of inspections says nothing.
    what: Option<Plain<500>>,
    /// How often.
    #[oai(validator(minimum(value = "1"), maximum(value = "3660")))]
    every_days: i32,
    /// From when the days are counted.
    counted: Counted,
    /// Its first day: less than one interval before today, where the days of one run already. Nothing falls due before the plan was made.
    first_on: Day,
}

impl From<NewUpkeepPlan> for PlanAsked {
    fn from(b: NewUpkeepPlan) -> Self {
        Self {
            region: b.region_code,
            name: b.name.into(),
            kind: b.asset_kind,
            class_code: b.class_code.map(Into::into),
            risk: b.risk,
            task: b.task,
            duty: b.duty,
            what: b.what.map(Into::into),
            every_days: b.every_days,
            counted: b.counted,
            first: b.first_on,
        }
    }
}

/// The end of a plan, from today on.
#[derive(Debug, Object)]
pub struct UpkeepPlanEnd {
    /// Why.
    reason: Plain<500>,
}

/// What a plan made due of an asset on a day (到期管护).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct UpkeepDueView {
    /// Id.
    id: UpkeepDueId,
    /// By which plan.
    upkeep_plan_id: UpkeepPlanId,
    /// Of which asset.
    asset_id: AssetId,
    /// Where that lies.
    region_code: RegionCode,
    /// On which day.
    due_on: Day,
    /// The inspection that answered it.
    inspection_id: Option<InspectionId>,
    /// The order that it opened.
    upkeep_order_id: Option<UpkeepOrderId>,
    /// When it came into being.
    created_at: Instant,
    /// When it was answered.
    updated_at: Instant,
}

impl From<&UpkeepDue> for UpkeepDueView {
    fn from(d: &UpkeepDue) -> Self {
        Self {
            id: d.id,
            upkeep_plan_id: d.plan,
            asset_id: d.asset,
            region_code: d.region.clone(),
            due_on: d.on,
            inspection_id: d.inspection,
            upkeep_order_id: d.order,
            created_at: d.created_at,
            updated_at: d.updated_at,
        }
    }
}

/// Filters of plans.
#[derive(Debug, Object)]
pub struct UpkeepPlanFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
}

impl Filter for UpkeepPlanFilter {
    const MARK: &'static str = "list:UpkeepPlanFilter:sync";
}

/// Filters of what is due.
#[derive(Debug, Object)]
pub struct UpkeepDueFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only by this plan.
    upkeep_plan_id: Option<UpkeepPlanId>,
    /// Only of this asset.
    asset_id: Option<AssetId>,
    /// Only inspections that wait to be made, or only what does not.
    waiting: Option<bool>,
}

impl Filter for UpkeepDueFilter {
    const MARK: &'static str = "list:UpkeepDueFilter:sync";
}

impl UpkeepDueFilter {
    fn narrowed(self) -> (Option<RegionCode>, DueQuery) {
        let query = DueQuery { plan: self.upkeep_plan_id, asset: self.asset_id, waiting: self.waiting };
        (self.region, query)
    }
}

/// Plans.
pub struct PlansApi(pub Db);

#[OpenApi]
impl PlansApi {
    /// Plans of upkeep in one's regions
    #[oai(path = "/upkeep-plans", method = "get", operation_id = "upkeep.plan.list")]
    async fn list(&self, by: Lister<UpkeepPlanFilter>) -> Result<Json<PageOf<UpkeepPlanView>>, Refused<Reads>> {
        let page = list_plans(&self.0, &by.holder, by.filter.region.as_ref(), &by.listing).await?;
        Ok(Json(page.map(|p| UpkeepPlanView::from(&p)).into()))
    }

    /// Make a plan: every night what falls due by it is made due
    #[oai(path = "/upkeep-plans", method = "post", operation_id = "upkeep.plan.make")]
    async fn make(&self, by: Creating, body: Json<NewUpkeepPlan>) -> Result<Created<UpkeepPlanView>, Refused<Writes>> {
        let work = MakePlan { actor: by.actor.clone(), asked: body.0.into() };
        by.run(&self.0, &work, |p| UpkeepPlanView::from(p)).await
    }

    /// The plans as a table, as filtered
    #[oai(path = "/upkeep-plans/export", method = "get", operation_id = "upkeep.plan.export")]
    async fn export(&self, by: Exporter<UpkeepPlanFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::UPKEEP_PLAN_EXPORT, self.0.clone(), |f| (f.region, Plans)).await
    }

    /// One plan
    #[oai(path = "/upkeep-plans/:id", method = "get", operation_id = "upkeep.plan.read")]
    async fn read(&self, by: Caller, id: Path<UpkeepPlanId>) -> Result<Read<UpkeepPlanView>, Refused<Reads>> {
        Ok(Read(UpkeepPlanView::from(&read_plan(&self.0, &by.holder, id.0).await?)))
    }

    /// End a plan; what it has made due stays
    #[oai(path = "/upkeep-plans/:id/end", method = "post", operation_id = "upkeep.plan.end")]
    async fn end(
        &self,
        by: Acting,
        id: Path<UpkeepPlanId>,
        body: Json<UpkeepPlanEnd>,
    ) -> Result<Done<UpkeepPlanView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = EndPlan { actor, id: id.0, if_match, reason: body.0.reason.into() };
        by.run(&self.0, &work, |p| UpkeepPlanView::from(p)).await
    }

    /// What plans made due in one's regions
    #[oai(path = "/upkeep-dues", method = "get", operation_id = "upkeep.due.list")]
    async fn dues(&self, by: Lister<UpkeepDueFilter>) -> Result<Json<PageOf<UpkeepDueView>>, Refused<Reads>> {
        let (region, query) = by.filter.narrowed();
        let page = list_dues(&self.0, &by.holder, region.as_ref(), &query, &by.listing).await?;
        Ok(Json(page.map(|d| UpkeepDueView::from(&d)).into()))
    }

    /// What plans made due as a table, as filtered
    #[oai(path = "/upkeep-dues/export", method = "get", operation_id = "upkeep.due.export")]
    async fn export_dues(&self, by: Exporter<UpkeepDueFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::UPKEEP_DUE_EXPORT, self.0.clone(), UpkeepDueFilter::narrowed).await
    }
}
