//! Rows of who receives in somebody's place.

use std::collections::HashMap;

use ::entity::payee_agent;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use crate::{
    benefit::payees::model::{AgentPaper, LiveAgent, PayeeAgent, PayeeAgentQuery, PayeeAgentState},
    ground::{
        kernel::{Day, Instant, PayeeAgentId, PersonId, Scope, Words as _},
        platform::{
            Fault, Listing, Page, Tx, in_scope, insert, lock_if_postgres, page, page_keys, region_of, update_versioned,
            word,
        },
    },
};

fn to_row(a: &PayeeAgent) -> payee_agent::Model {
    payee_agent::Model {
        id: a.id.uuid(),
        person_id: a.person.uuid(),
        agent_id: a.agent.uuid(),
        region_code: a.region.to_string(),
        relation: a.relation.word().into(),
        paper_number: a.paper.number.clone(),
        issuer: a.paper.issuer.clone(),
        paper_on: a.paper.on.date(),
        file_id: a.paper.file.uuid(),
        from_on: a.from.date(),
        to_on: a.to.date(),
        state: a.state.word().into(),
        proposed_by: a.proposed_by.uuid(),
        confirmed_by: a.confirmed_by.map(|o| o.uuid()),
        stop_reason: a.stop_reason.clone(),
        stopped_by: a.stopped_by.map(|o| o.uuid()),
        stop_confirmed_by: a.stop_confirmed_by.map(|o| o.uuid()),
        layer: a.layer.word().into(),
        version: a.version,
        created_at_ms: a.created_at.millis(),
        updated_at_ms: a.updated_at.millis(),
    }
}

fn from_row(row: payee_agent::Model) -> Result<PayeeAgent, Fault> {
    Ok(PayeeAgent {
        id: row.id.into(),
        person: row.person_id.into(),
        agent: row.agent_id.into(),
        region: region_of(&row.region_code)?,
        relation: word(&row.relation)?,
        paper: AgentPaper {
            number: row.paper_number,
            issuer: row.issuer,
            on: Day::from_date(row.paper_on),
            file: row.file_id.into(),
        },
        from: Day::from_date(row.from_on),
        to: Day::from_date(row.to_on),
        state: word(&row.state)?,
        proposed_by: row.proposed_by.into(),
        confirmed_by: row.confirmed_by.map(Into::into),
        stop_reason: row.stop_reason,
        stopped_by: row.stopped_by.map(Into::into),
        stop_confirmed_by: row.stop_confirmed_by.map(Into::into),
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_agent(tx: &Tx, agent: &PayeeAgent) -> Result<(), Fault> {
    insert(tx, to_row(agent)).await
}

pub async fn update_agent(tx: &Tx, agent: &PayeeAgent, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(agent), payee_agent::Column::Version, read_at).await
}

pub async fn find_agent(conn: &impl ConnectionTrait, id: PayeeAgentId) -> Result<Option<PayeeAgent>, Fault> {
    payee_agent::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

pub async fn lock_agent(tx: &Tx, id: PayeeAgentId) -> Result<Option<PayeeAgent>, Fault> {
    let row = lock_if_postgres(tx, payee_agent::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    row.map(from_row).transpose()
}

/// The entry of a person that is in one of these states. Whoever calls holds the person.
pub async fn agent_of(tx: &Tx, (person, states): (PersonId, &[PayeeAgentState])) -> Result<Option<PayeeAgent>, Fault> {
    use payee_agent::Column;
    let select = payee_agent::Entity::find()
        .filter(Column::PersonId.eq(person.uuid()))
        .filter(Column::State.is_in(states.iter().map(|s| s.word())));
    select.one(tx.conn()).await?.map(from_row).transpose()
}

/// What is not over of these persons, in one query.
pub async fn live_agents_of(
    conn: &impl ConnectionTrait,
    persons: &[PersonId],
) -> Result<HashMap<PersonId, Vec<LiveAgent>>, Fault> {
    use payee_agent::Column;
    let select = payee_agent::Entity::find()
        .filter(Column::PersonId.is_in(persons.iter().map(|p| p.uuid())))
        .filter(Column::State.is_in(PayeeAgentState::LIVE.map(|s| s.word())));
    let mut found: HashMap<PersonId, Vec<LiveAgent>> = HashMap::new();
    for row in select.all(conn).await? {
        let live = LiveAgent { agent: row.agent_id.into(), state: word(&row.state)?, to: Day::from_date(row.to_on) };
        found.entry(row.person_id.into()).or_default().push(live);
    }
    Ok(found)
}

/// Entries in the order of their ids.
pub async fn agents_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<PayeeAgent>, Fault> {
    use payee_agent::Column;
    let select = payee_agent::Entity::find().filter(Column::Id.gt(after)).order_by_asc(Column::Id).limit(most);
    select.all(conn).await?.into_iter().map(from_row).collect()
}

/// By which entries that hold on a day each of these persons receives, in the order of their ids, in one query.
pub async fn holding_of(
    conn: &impl ConnectionTrait,
    agents: &[PersonId],
    day: Day,
) -> Result<HashMap<PersonId, Vec<PayeeAgentId>>, Fault> {
    use payee_agent::Column;
    let select = payee_agent::Entity::find()
        .filter(Column::AgentId.is_in(agents.iter().map(|p| p.uuid())))
        .filter(Column::State.eq(PayeeAgentState::Usable.word()))
        .filter(Column::ToOn.gte(day.date()))
        .order_by_asc(Column::Id);
    let mut found: HashMap<PersonId, Vec<PayeeAgentId>> = HashMap::new();
    for row in select.all(conn).await? {
        found.entry(row.agent_id.into()).or_default().push(row.id.into());
    }
    Ok(found)
}

pub async fn list_agents(
    conn: &impl ConnectionTrait,
    (scope, query): (&Scope, PayeeAgentQuery),
    listing: &Listing,
    now: Instant,
) -> Result<Page<PayeeAgent>, Fault> {
    use payee_agent::Column;
    let wanted = [
        query.person.map(|p| Column::PersonId.eq(p.uuid())),
        query.agent.map(|p| Column::AgentId.eq(p.uuid())),
        query.state.map(|s| Column::State.eq(s.word())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = payee_agent::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let found = page(conn, select, page_keys!(payee_agent), listing, now).await?;
    let items = found.items.into_iter().map(from_row).collect::<Result<_, _>>()?;
    Ok(Page { items, next: found.next, total: found.total })
}
