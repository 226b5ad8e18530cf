//! 死亡. By which day somebody died, as households and bodies tell it.

use std::collections::BTreeMap;

use super::store;
use crate::{
    ground::{
        kernel::{Day, PersonId},
        platform::{ConnectionTrait, Fault},
    },
    office::people::deaths_of,
};

/// By which day each of these persons died: as the own household was told, or as a body struck off its member; the earlier of both.
pub async fn told_dead(conn: &impl ConnectionTrait, ids: &[PersonId]) -> Result<BTreeMap<PersonId, Day>, Fault> {
    let mut found = deaths_of(conn, ids).await?;
    for (person, on) in store::deaths_told(conn, ids).await? {
        let told = found.entry(person).or_insert(on);
        *told = on.min(*told);
    }
    Ok(found)
}
