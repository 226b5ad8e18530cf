//! 死亡. By which day somebody died, by whatever tells of it: the own household, a body that struck off a member, or heirs who have the shares.
//! Later rooms ask here and nowhere else, so that no money goes to somebody whom another register knows to be dead.

use std::collections::BTreeMap;

use super::store;
use crate::{
    benefit::collectives::told_dead,
    ground::{
        kernel::{Day, PersonId},
        platform::{ConnectionTrait, Fault},
    },
};

/// By which day each of these persons died: the earliest that is told. Where it was a mistake, what tells it is reversed there.
pub async fn died_by(conn: &impl ConnectionTrait, ids: &[PersonId]) -> Result<BTreeMap<PersonId, Day>, Fault> {
    let mut found = told_dead(conn, ids).await?;
    for (person, on) in store::inherited_from(conn, ids).await? {
        let told = found.entry(person).or_insert(on);
        *told = on.min(*told);
    }
    Ok(found)
}
