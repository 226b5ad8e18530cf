//! 派单、完工、退回、取消. Who is to do it, what they did, and what did not come to be.

use super::{OrderAct, has_come, held::Held, store, verify::not_of_household, was_there, write_back};
use crate::{
    ground::{
        authority::{action, officer_of},
        kernel::{Day, FileId, Money, OrganisationId, settle},
        platform::{Sealer, Stop, Tx, Work},
        trail::Committed,
    },
    office::{
        people::{WrittenName, keep_names, names_whole},
        places::know_organisations,
        policy::values_on,
    },
    property::{
        assets::{AssetKind, Named, Regime, UpkeepSource, owners_on},
        upkeep::{
            UpkeepRefusal,
            model::{Done, OrderPaper, OrderState, UpkeepOrder},
            rules::{GIVEN_FIRST, LAWFUL_SOURCE, given_first, lawful_source},
        },
    },
};

/// Gives an order to somebody: whoever is named, or whoever has the duty today.
pub struct AssignOrder {
    /// Who, and which.
    pub act: OrderAct,
    /// An organisation of the register.
    pub organisation: Option<OrganisationId>,
    /// Or a name: that of a private person is sealed.
    pub name: Option<WrittenName>,
    /// Until when; what was said before stays where absent.
    pub due_on: Option<Day>,
    /// Keys.
    pub sealer: Sealer,
}

impl AssignOrder {
    async fn assignee(&self, tx: &Tx, held: &Held) -> Result<Named, Stop> {
        match (self.organisation, &self.name) {
            (Some(_), Some(_)) => Err(UpkeepRefusal::NotNamed.into()),
            (None, Some(name)) => {
                let mut name = name.clone();
                names_whole([&name])?;
                keep_names(tx, &self.sealer, vec![(held.order.region.clone(), &mut name)]).await?;
                Ok(Named::Written(name))
            }
            (Some(id), None) => {
                let named = [("/organisation_id".to_owned(), id)];
                know_organisations(tx, &held.holder, &held.order.region, &named, UpkeepRefusal::UnknownUnit).await?;
                Ok(Named::Organisation(id))
            }
            (None, None) => {
                let (order, today) = (&held.order, held.now.day());
                let keeper = store::keeper_on(tx.conn(), order.asset, order.duty, today).await?;
                Ok(keeper.ok_or(UpkeepRefusal::NobodyKeeps { duty: order.duty, today })?)
            }
        }
    }
}

impl Work for AssignOrder {
    type Record = Committed<UpkeepOrder>;

    async fn run(&self, tx: &Tx) -> Result<Committed<UpkeepOrder>, Stop> {
        let held = self.act.hold(tx, &action::UPKEEP_ORDER_ASSIGN).await?;
        let assignee = self.assignee(tx, &held).await?;
        if held.order.state != OrderState::Opened {
            return Err(UpkeepRefusal::state_is(held.order.state).into());
        }
        let after = UpkeepOrder {
            assignee: Some(assignee),
            assigned_on: Some(held.now.day()),
            due_on: self.due_on.or(held.order.due_on),
            ..held.step(OrderState::Assigned)?
        };
        let change = write_back(tx, &held.order, &after).await?;
        Ok(held.permit.commit(change, after))
    }
}

/// Reports that it is done.
pub struct ReportOrder {
    /// Who, and which.
    pub act: OrderAct,
    /// The day; not after today.
    pub on: Day,
    /// What was done.
    pub report: String,
    /// What it cost.
    pub cost: Money,
    /// Of which money that is met.
    pub source: UpkeepSource,
    /// Photos and papers.
    pub papers: Vec<FileId>,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
}

/// Whether the asset is a public one of a collective on a day (R32).
fn is_collective_public(held: &Held, day: Day) -> bool {
    let owners = owners_on(&held.asset.owners, day);
    held.asset.kind == AssetKind::PublicWelfare && owners.iter().any(|o| o.regime == Some(Regime::Collective))
}

impl Work for ReportOrder {
    type Record = Committed<UpkeepOrder>;

    async fn run(&self, tx: &Tx) -> Result<Committed<UpkeepOrder>, Stop> {
        let wanted = &action::UPKEEP_ORDER_REPORT;
        let held = self.act.hold(tx, wanted).await?;
        held.use_papers(tx, "file_ids", &self.papers).await?;
        has_come(tx, self.on, "/done_on").await?;
        was_there(&held.asset, self.on, "/done_on")?;
        if self.cost < Money::ZERO {
            return Err(UpkeepRefusal::BelowZero.into());
        }
        not_of_household(&held, self.source)?;
        let step = held.step(OrderState::Done)?;
        let assigned_on = held.order.assigned_on.unwrap_or(self.on);
        let first = given_first(&held.order.number, assigned_on, self.on);
        let values = values_on(tx.conn(), &held.order.region, held.now.day()).await?;
        let verdict = lawful_source(&held.asset.number, is_collective_public(&held, self.on), self.source);
        let checks = vec![values.judge(&LAWFUL_SOURCE, self.on, verdict), values.judge(&GIVEN_FIRST, self.on, first)];
        settle(checks, &self.acknowledged)?;
        let by = officer_of(&self.act.actor, wanted)?;
        let (report, cost, source) = (self.report.clone(), self.cost, self.source);
        let done = Some(Done { on: self.on, by, report, cost, source });
        let after = UpkeepOrder { done, ..step }.with_papers(OrderPaper::Report, &self.papers);
        let change = write_back(tx, &held.order, &after).await?;
        Ok(held.permit.commit(change, after))
    }
}

/// Takes an order that nobody has done out of the world.
pub struct CancelOrder {
    /// Who, and which.
    pub act: OrderAct,
    /// Why.
    pub reason: String,
}

impl Work for CancelOrder {
    type Record = Committed<UpkeepOrder>;

    async fn run(&self, tx: &Tx) -> Result<Committed<UpkeepOrder>, Stop> {
        let held = self.act.hold(tx, &action::UPKEEP_ORDER_CANCEL).await?;
        let after = UpkeepOrder { reason: Some(self.reason.clone()), ..held.step(OrderState::Cancelled)? };
        let change = write_back(tx, &held.order, &after).await?;
        Ok(held.permit.commit(change, after))
    }
}
