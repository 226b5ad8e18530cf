//! 登记代领、复核、停用. Who receives in somebody's place: one officer tells the paper, another reads it again, and two say that it holds no longer.

use super::{agent_changed, agent_subject, lives, person_of};
use crate::{
    benefit::{
        payees::{
            PayeesRefusal,
            model::{AgentPaper, PayeeAgent, PayeeAgentRelation, PayeeAgentState},
            rules::{OF_AGE, of_age},
            store,
        },
        shares::died_by,
    },
    ground::{
        authority::{Action, Actor, Permit, action, denial, officer_of, unknown},
        kernel::{Day, DenialReason, PayeeAgentId, PersonId, Words as _, settle},
        platform::{Fault, Sealer, Stop, Tx, Work, all_hold},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{
        access::holder,
        files::use_files,
        people::{Person, hold_persons, sees_person},
    },
};

/// Whoever died receives nothing for anybody.
async fn agent_lives(tx: &Tx, id: PersonId) -> Result<(), Stop> {
    match died_by(tx.conn(), &[id]).await?.get(&id) {
        Some(on) => Err(PayeesRefusal::AgentDied { on: *on }.into()),
        None => Ok(()),
    }
}

/// R77.1 of what is told of a person.
fn fits(today: Day, agent: &PayeeAgent, person: &Person) -> Result<(), Stop> {
    let born_on = person.id_number.as_ref().and_then(|number| number.born_on());
    settle(vec![OF_AGE.judge(today, of_age(agent.relation, born_on, (agent.from, agent.to)))], &[])?;
    Ok(())
}

/// Records who receives in somebody's place.
pub struct RecordPayeeAgent {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Of whose money.
    pub person: PersonId,
    /// Who receives it.
    pub agent: PersonId,
    /// As what.
    pub relation: PayeeAgentRelation,
    /// By which paper.
    pub paper: AgentPaper,
    /// From which day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

/// Nobody receives by a paper of a later day, or on days that have not come or are over: an entry that is over would take the place of one that holds.
fn days(on: Day, (from, to): (Day, Day), today: Day) -> Result<(), Stop> {
    if on <= from && from <= today && today <= to {
        return Ok(());
    }
    Err(PayeesRefusal::AgentDays { on, from, to, today }.into())
}

impl Work for RecordPayeeAgent {
    type Record = Committed<PayeeAgent>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PayeeAgent>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let (wanted, now) = (&action::PAYEE_AGENT_RECORD, tx.now().await?);
        if !sees_person(tx.conn(), &holder, self.person).await? {
            return Err(PayeesRefusal::UnknownPerson.into());
        }
        let known = sees_person(tx.conn(), &holder, self.agent).await?;
        hold_persons(tx, &[self.person, self.agent]).await?;
        let person = person_of(tx, &self.sealer, self.person).await?.ok_or(PayeesRefusal::UnknownPerson)?;
        let permit = holder.permit(wanted, &person.region)?;
        let agent = PayeeAgent {
            id: tx.id(now),
            person: person.id,
            agent: self.agent,
            region: person.region.clone(),
            relation: self.relation,
            paper: self.paper.clone(),
            from: self.from,
            to: self.to,
            state: PayeeAgentState::Proposed,
            proposed_by: officer_of(&self.actor, wanted)?,
            confirmed_by: None,
            stop_reason: None,
            stopped_by: None,
            stop_confirmed_by: None,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        all_hold([
            if known { Ok(()) } else { Err(PayeesRefusal::UnknownAgent.into()) },
            days(self.paper.on, (self.from, self.to), now.day()),
            use_files(tx, &holder.seen(), agent_subject(&agent), &[self.paper.file]).await,
        ])?;
        if self.agent == self.person {
            return Err(PayeesRefusal::OwnAgent.into());
        }
        lives(tx, person.id).await?;
        agent_lives(tx, self.agent).await?;
        fits(now.day(), &agent, &person)?;
        if store::agent_of(tx, (person.id, &[PayeeAgentState::Proposed])).await?.is_some() {
            return Err(PayeesRefusal::AgentWaits.into());
        }
        store::insert_agent(tx, &agent).await?;
        let created = Change::created(agent_subject(&agent), &agent.region, &agent).state(agent.state.word());
        Ok(permit.commit(created, agent))
    }
}

/// An entry that is held for an act, after its person, with the right to it.
async fn hold(
    tx: &Tx,
    actor: &Actor,
    wanted: &'static Action,
    (id, if_match): (PayeeAgentId, &str),
) -> Result<(Permit, PayeeAgent), Stop> {
    let holder = holder(tx, actor).await?;
    let found = store::find_agent(tx.conn(), id).await?.ok_or_else(|| unknown(wanted))?;
    let permit = holder.permit_on(wanted, agent_subject(&found), &found.region)?;
    hold_persons(tx, &[found.person, found.agent]).await?;
    let before = store::lock_agent(tx, id).await?.ok_or_else(|| unknown(wanted))?;
    match_version(if_match, before.version)?;
    Ok((permit, before))
}

/// That another must do this than who did it before.
fn another(wanted: &'static Action, of: &PayeeAgent) -> Stop {
    denial(DenialReason::SecondPerson, wanted, Some(agent_subject(of)), Some(of.region.clone())).into()
}

/// Compares an entry with its paper, as another officer than who proposed it.
pub struct ConfirmPayeeAgent {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Which.
    pub id: PayeeAgentId,
    /// The version it was read at.
    pub if_match: String,
    /// The agent's name, as this officer reads it.
    pub name: String,
    /// The number of the paper, as this officer reads it.
    pub number: String,
    /// The last day, as this officer reads it.
    pub to: Day,
}

impl ConfirmPayeeAgent {
    /// What stood before is over.
    async fn replaced(&self, tx: &Tx, of: &PayeeAgent) -> Result<Option<Change>, Stop> {
        let Some(before) = store::agent_of(tx, (of.person, &PayeeAgentState::STANDING)).await? else { return Ok(None) };
        let over = PayeeAgent {
            state: PayeeAgentState::Closed,
            stop_reason: before.stop_reason.clone().or_else(|| Some("已由新的代领登记替代".into())),
            ..before.clone()
        };
        let after = over.next(self.actor.layer, tx.now().await?);
        store::update_agent(tx, &after, before.version).await?;
        Ok(Some(agent_changed(&before, &after).named("payees.agent.replace")))
    }
}

impl Work for ConfirmPayeeAgent {
    type Record = Committed<PayeeAgent>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PayeeAgent>, Stop> {
        let (wanted, which) = (&action::PAYEE_AGENT_CONFIRM, (self.id, self.if_match.as_str()));
        let (permit, before) = hold(tx, &self.actor, wanted, which).await?;
        let by = officer_of(&self.actor, wanted)?;
        if by == before.proposed_by {
            return Err(another(wanted, &before));
        }
        if before.state != PayeeAgentState::Proposed {
            return Err(PayeesRefusal::AgentStateIs { state: before.state }.into());
        }
        lives(tx, before.person).await?;
        agent_lives(tx, before.agent).await?;
        let gone = || Fault::inconsistent("an agent of nobody");
        let person = person_of(tx, &self.sealer, before.person).await?.ok_or_else(gone)?;
        let agent = person_of(tx, &self.sealer, before.agent).await?.ok_or_else(gone)?;
        let now = tx.now().await?;
        days(before.paper.on, (before.from, before.to), now.day())?;
        fits(now.day(), &before, &person)?;
        let same_name = agent.name.reveal().trim() == self.name.trim();
        if !same_name || before.paper.number.trim() != self.number.trim() || before.to != self.to {
            return Err(PayeesRefusal::AgentDiffers.into());
        }
        let replaced = self.replaced(tx, &before).await?;
        let after = PayeeAgent { state: PayeeAgentState::Usable, confirmed_by: Some(by), ..before.clone() };
        let after = after.next(self.actor.layer, now);
        store::update_agent(tx, &after, before.version).await?;
        Ok(permit.commit(agent_changed(&before, &after), after).and(replaced))
    }
}

/// Stops an entry: nothing goes to the agent any more. Where it was confirmed, nothing goes anywhere else either before another officer says the
/// same: whoever stops an agent alone would send the money to the head of the household.
pub struct StopPayeeAgent {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: PayeeAgentId,
    /// The version it was read at.
    pub if_match: String,
    /// Why.
    pub reason: String,
}

impl Work for StopPayeeAgent {
    type Record = Committed<PayeeAgent>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PayeeAgent>, Stop> {
        let (wanted, which) = (&action::PAYEE_AGENT_STOP, (self.id, self.if_match.as_str()));
        let (permit, before) = hold(tx, &self.actor, wanted, which).await?;
        let by = officer_of(&self.actor, wanted)?;
        let first = |state| PayeeAgent {
            state,
            stop_reason: Some(self.reason.clone()),
            stopped_by: Some(by),
            ..before.clone()
        };
        let after = match before.state {
            PayeeAgentState::Proposed => first(PayeeAgentState::Closed),
            PayeeAgentState::Usable => first(PayeeAgentState::Stopped),
            PayeeAgentState::Stopped if before.stopped_by == Some(by) => return Err(another(wanted, &before)),
            PayeeAgentState::Stopped => {
                PayeeAgent { state: PayeeAgentState::Closed, stop_confirmed_by: Some(by), ..before.clone() }
            }
            PayeeAgentState::Closed => return Err(PayeesRefusal::AgentStateIs { state: before.state }.into()),
        };
        let after = after.next(self.actor.layer, tx.now().await?);
        store::update_agent(tx, &after, before.version).await?;
        Ok(permit.commit(agent_changed(&before, &after), after))
    }
}
