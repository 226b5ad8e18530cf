//! 管护计划: made and ended.

use super::subject_of_plan;
use crate::{
    ground::{
        authority::{Actor, action, unknown},
        kernel::{Day, RegionCode, UpkeepPlanId},
        platform::{Stop, Tx, Work},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{access::holder, places::region_on},
    property::{
        assets::AssetKind,
        upkeep::{
            UpkeepRefusal,
            model::{Counted, DutyKind, PlanTask, Risk, UpkeepPlan},
            store,
        },
    },
};

/// What a caller says of a plan.
#[derive(Debug, Clone)]
pub struct PlanAsked {
    /// Of the assets inside this region.
    pub region: RegionCode,
    /// What people call it.
    pub name: String,
    /// Of this kind.
    pub kind: AssetKind,
    /// Of classes whose code begins so.
    pub class_code: Option<String>,
    /// Of the risk that their last inspection told.
    pub risk: Option<Risk>,
    /// What it makes due.
    pub task: PlanTask,
    /// Of orders, which kind of upkeep.
    pub duty: Option<DutyKind>,
    /// Of orders, what is to be done.
    pub what: Option<String>,
    /// How often.
    pub every_days: i32,
    /// From when the days are counted.
    pub counted: Counted,
    /// Its first day; within one interval before today.
    pub first: Day,
}

/// Makes a plan.
pub struct MakePlan {
    /// Who.
    pub actor: Actor,
    /// What.
    pub asked: PlanAsked,
}

impl PlanAsked {
    fn is_sane(&self, today: Day) -> Result<(), UpkeepRefusal> {
        let orders = self.task == PlanTask::Order;
        if self.duty.is_some() != orders || self.what.is_some() != orders {
            return Err(UpkeepRefusal::PlanTaskWrong);
        }
        if self.kind == AssetKind::Household {
            return Err(UpkeepRefusal::PlanOfHouseholds);
        }
        if today.days_since(self.first) >= i64::from(self.every_days) {
            return Err(UpkeepRefusal::PlanBehind { first: self.first, today, every: self.every_days });
        }
        Ok(())
    }
}

impl Work for MakePlan {
    type Record = Committed<UpkeepPlan>;

    async fn run(&self, tx: &Tx) -> Result<Committed<UpkeepPlan>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let permit = holder.permit(&action::UPKEEP_PLAN_MAKE, &self.asked.region)?;
        let (now, a) = (tx.now().await?, self.asked.clone());
        region_on(tx, &a.region, now.day()).await?;
        a.is_sane(now.day())?;
        let plan = UpkeepPlan {
            id: tx.id(now),
            region: a.region,
            name: a.name,
            kind: a.kind,
            class_code: a.class_code,
            risk: a.risk,
            task: a.task,
            duty: a.duty,
            what: a.what,
            every_days: a.every_days,
            counted: a.counted,
            first: a.first,
            ended: None,
            end_reason: None,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        store::insert_plan(tx, &plan).await?;
        Ok(permit.commit(Change::created(subject_of_plan(&plan), &plan.region, &plan), plan))
    }
}

/// Ends a plan today. What it has made due stays.
pub struct EndPlan {
    /// Who.
    pub actor: Actor,
    /// Which.
    pub id: UpkeepPlanId,
    /// The version it was read at.
    pub if_match: String,
    /// Why.
    pub reason: String,
}

impl Work for EndPlan {
    type Record = Committed<UpkeepPlan>;

    async fn run(&self, tx: &Tx) -> Result<Committed<UpkeepPlan>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::UPKEEP_PLAN_END;
        let before = store::lock_plan(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of_plan(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        if let Some(until) = before.ended {
            return Err(UpkeepRefusal::PlanEnded { until }.into());
        }
        let now = tx.now().await?;
        let after = UpkeepPlan {
            ended: Some(now.day()),
            end_reason: Some(self.reason.clone()),
            version: before.version + 1,
            updated_at: now,
            ..before.clone()
        };
        store::update_plan(tx, &after, before.version).await?;
        let change = Change::changed(subject_of_plan(&after), &after.region, after.version, &before, &after);
        Ok(permit.commit(change, after))
    }
}
