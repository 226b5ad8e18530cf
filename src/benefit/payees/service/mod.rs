//! The use cases of accounts of payees.

pub mod acts;
pub mod agents;
pub mod agents_read;
pub mod choose;
pub mod exports;
pub mod lines;
pub mod read;
pub mod record;

use super::{
    PayeesRefusal,
    model::{PayeeAccount, PayeeAgent},
    store,
};
use crate::{
    benefit::shares::died_by,
    ground::{
        kernel::{PersonId, SubjectKind, SubjectRef, Words as _},
        platform::{Fault, Sealer, Stop, Tx},
        trail::Change,
    },
    office::people::{Person, persons_shown},
};

fn subject_of(account: &PayeeAccount) -> SubjectRef {
    SubjectRef::new(SubjectKind::PayeeAccount, account.id)
}

fn agent_subject(agent: &PayeeAgent) -> SubjectRef {
    SubjectRef::new(SubjectKind::PayeeAgent, agent.id)
}

fn agent_changed(before: &PayeeAgent, after: &PayeeAgent) -> Change {
    let change = Change::changed(agent_subject(after), &after.region, after.version, before, after);
    change.state(after.state.word())
}

fn changed(before: &PayeeAccount, after: &PayeeAccount) -> Change {
    let change = Change::changed(subject_of(after), &after.region, after.version, before, after);
    change.state(after.state.word())
}

/// A person of the register, opened for a comparison.
async fn person_of(tx: &Tx, sealer: &Sealer, id: PersonId) -> Result<Option<Person>, Fault> {
    Ok(persons_shown(tx.conn(), sealer, &[id]).await?.remove(&id))
}

/// Whoever died has no account of use.
async fn lives(tx: &Tx, id: PersonId) -> Result<(), Stop> {
    match died_by(tx.conn(), &[id]).await?.get(&id) {
        Some(on) => Err(PayeesRefusal::Died { on: *on }.into()),
        None => Ok(()),
    }
}

/// What an account's person is called now, as a keyed digest.
fn called(sealer: &Sealer, account: &PayeeAccount, person: &Person) -> String {
    store::name_index(sealer.keys(), &account.region, person.name.reveal())
}
