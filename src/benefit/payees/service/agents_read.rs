//! Reading who receives in whose place, masked.

use std::collections::HashMap;

use super::agent_subject;
use crate::{
    benefit::payees::{
        model::{PayeeAgent, PayeeAgentQuery},
        store,
    },
    ground::{
        authority::{Action, Holder, action, unknown},
        kernel::{PayeeAgentId, PersonId, RegionCode},
        platform::{Db, Listing, Page, Sealer, Stop},
    },
    office::people::{Person, persons_shown},
};

/// An entry with how both are called, masked.
#[derive(Debug, Clone)]
pub struct ShownAgent {
    /// The entry.
    pub agent: PayeeAgent,
    /// How whoever the money belongs to is called.
    pub person_name: String,
    /// How whoever receives it is called.
    pub agent_name: String,
}

impl ShownAgent {
    fn of(agent: PayeeAgent, persons: &HashMap<PersonId, Person>) -> Self {
        let called = |id: &PersonId| persons.get(id).map(|p| p.name.to_string()).unwrap_or_default();
        Self { person_name: called(&agent.person), agent_name: called(&agent.agent), agent }
    }
}

/// One entry.
pub async fn read_agent((db, sealer): (&Db, &Sealer), holder: &Holder, id: PayeeAgentId) -> Result<ShownAgent, Stop> {
    let wanted = &action::PAYEE_AGENT_READ;
    let agent = store::find_agent(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, agent_subject(&agent), &agent.region)?;
    let persons = persons_shown(db.read(), sealer, &[agent.person, agent.agent]).await?;
    Ok(ShownAgent::of(agent, &persons))
}

/// Entries in the holder's regions.
pub async fn list_agents(
    (db, sealer): (&Db, &Sealer),
    (holder, wanted): (&Holder, &'static Action),
    region: Option<&RegionCode>,
    query: PayeeAgentQuery,
    listing: &Listing,
) -> Result<Page<ShownAgent>, Stop> {
    let scope = holder.scope_within(wanted, region)?;
    let page = store::list_agents(db.read(), (&scope, query), listing, db.now().await?).await?;
    let ids: Vec<PersonId> = page.items.iter().flat_map(|a| [a.person, a.agent]).collect();
    let persons = persons_shown(db.read(), sealer, &ids).await?;
    Ok(page.map(|agent| ShownAgent::of(agent, &persons)))
}
