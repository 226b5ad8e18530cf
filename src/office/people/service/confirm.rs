//! 确认户内成员. Somebody else than who told it says who belongs to a household and who heads it, comparing it with a paper.

use super::{
    changed,
    events::{hold, touched},
    subject_of,
};
use crate::{
    ground::{
        authority::{Actor, action, denial, officer_of},
        kernel::{DenialReason, FileId, HouseholdId},
        platform::{Fault, Sealer, Stop, Tx, Work},
        trail::Committed,
    },
    office::{
        access::{holder, is_one_of},
        files::use_files,
        people::{
            PeopleRefusal,
            model::{Household, HouseholdEvent, PersonName},
            store,
        },
    },
};

/// Who told, or reversed, something of a household that nobody else has looked at since, as callers are kept.
fn told_unheard(events: &[HouseholdEvent]) -> Vec<&str> {
    let unheard = events.iter().filter(|e| !e.heard);
    unheard
        .flat_map(|e| [Some(&e.recorded_by), e.reversed.as_ref().map(|r| &r.by)])
        .flatten()
        .map(String::as_str)
        .collect()
}

/// Says who belongs to a household: what is paid into the card of its head goes there by two officers' word (R77).
pub struct ConfirmMembers {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Of which household.
    pub id: HouseholdId,
    /// The version it was read at.
    pub if_match: String,
    /// The head's name, as the paper has it.
    pub head: PersonName,
    /// How many belong to it, as the paper has it.
    pub members: i64,
    /// The paper: 户口簿 or what stands for it.
    pub paper: FileId,
}

impl ConfirmMembers {
    /// Whether the register says what the paper says. What it says of names is told to nobody.
    async fn compared(&self, tx: &Tx, before: &Household) -> Result<(), Stop> {
        let head = before.head().ok_or(PeopleRefusal::NobodyHeads)?;
        let persons = store::persons_by_id(tx.conn(), &self.sealer, &[head]).await?;
        let person = persons.get(&head).ok_or_else(|| Fault::inconsistent("a head who is no person"))?;
        let members = i64::try_from(before.now().count()).unwrap_or(i64::MAX);
        if person.name == self.head && members == self.members {
            return Ok(());
        }
        Err(PeopleRefusal::SaidOtherwise { told: self.members }.into())
    }
}

impl Work for ConfirmMembers {
    type Record = Committed<Household>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Household>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::HOUSEHOLD_CONFIRM;
        let held = hold(tx, &self.sealer, &holder, wanted, (self.id, &self.if_match)).await?;
        let by = officer_of(&self.actor, wanted)?;
        let (of, region) = (subject_of(&held.before), held.before.region.clone());
        if held.before.unsaid().next().is_none() {
            return Err(PeopleRefusal::AllSaid.into());
        }
        if is_one_of(tx.conn(), &self.actor, &told_unheard(&held.events)).await? {
            return Err(denial(DenialReason::SecondPerson, wanted, Some(of), Some(region)).into());
        }
        use_files(tx, &holder.seen(), of, &[self.paper]).await?;
        self.compared(tx, &held.before).await?;
        let now = tx.now().await?;
        let after = touched(&held.before, &self.actor, now).all_said(by, self.paper, now);
        store::update_household(tx, &self.sealer, &after, held.before.version).await?;
        store::rewrite_said(tx, &[(after.id, &after.said)]).await?;
        store::mark_heard(tx, after.id).await?;
        Ok(held.permit.commit(changed(&held.before, &after, &[]), after))
    }
}
