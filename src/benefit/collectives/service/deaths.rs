//! 死亡. By which day somebody died, as households and bodies tell it, and who told it of bodies.

use std::collections::BTreeMap;

use super::store;
use crate::{
    ground::{
        authority::Actor,
        kernel::{Day, PersonId},
        platform::{ConnectionTrait, Fault},
    },
    office::{access::is_one_of, people::deaths_of},
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

/// Whether this officer told a body that it lost somebody by death, by whichever account.
pub async fn told_death(conn: &impl ConnectionTrait, actor: &Actor, person: PersonId) -> Result<bool, Fault> {
    let tellers = store::death_tellers(conn, person).await?;
    let tellers: Vec<&str> = tellers.iter().map(String::as_str).collect();
    is_one_of(conn, actor, &tellers).await
}
