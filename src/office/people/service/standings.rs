//! 登记户属性. That a household is registered poor or monitored is a fact with a day; it is told, never overwritten.

use super::{
    changed,
    events::{hold, touched},
};
use crate::{
    ground::{
        authority::{Actor, action},
        kernel::{Day, HouseholdId},
        platform::{Sealer, Stop, Tx, Work},
        trail::Committed,
    },
    office::{
        access::holder,
        people::{
            PeopleRefusal,
            model::{Household, Monitored, Standing},
            store,
        },
    },
};

/// Tells a fact of a household.
pub struct TellStanding {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Of which.
    pub id: HouseholdId,
    /// The version it was read at.
    pub if_match: String,
    /// From which day on.
    pub since: Day,
    /// Whether it is registered poor.
    pub poor: Option<bool>,
    /// As what it is monitored.
    pub monitored: Option<Monitored>,
    /// The paper that says so.
    pub paper: Option<String>,
}

impl Work for TellStanding {
    type Record = Committed<Household>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Household>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let held = hold(tx, &self.sealer, &holder, &action::HOUSEHOLD_MARK, (self.id, &self.if_match)).await?;
        let now = tx.now().await?;
        if self.poor.is_none() && self.monitored.is_none() {
            return Err(PeopleRefusal::StandingEmpty.into());
        }
        if self.since > now.day() {
            return Err(PeopleRefusal::DayAhead { day: self.since, today: now.day() }.into());
        }
        let standing = Standing {
            n: i32::try_from(held.before.standings.len()).unwrap_or(i32::MAX - 1) + 1,
            since: self.since,
            poor: self.poor,
            monitored: self.monitored,
            paper: self.paper.clone(),
            recorded_by: self.actor.principal.to_string(),
            recorded_at: now,
        };
        let after = touched(&held.before, &self.actor, now).with_standing(standing.clone());
        store::update_household(tx, &self.sealer, &after, held.before.version).await?;
        store::insert_standings(tx, &[(self.id, standing)]).await?;
        Ok(held.permit.commit(changed(&held.before, &after, &[]), after))
    }
}
