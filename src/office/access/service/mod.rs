//! The use cases of access, one file each, and what other rooms may ask.

pub mod clients;
pub mod grants;
pub mod keys;
pub mod officers;
pub mod sessions;
pub mod setup;
pub mod users;

use super::{
    model::{ApiClient, OfficerBrief},
    store,
};
use crate::ground::{
    authority::{Actor, Grant, Holder, Principal, Role},
    kernel::{AccountId, ClientId, OfficerId, OrganisationId, Refusal, RegionCode},
    platform::{ConnectionTrait, Fault, Stop, Tx},
    trail::Change,
};
use futures_util::future::BoxFuture;
use std::{collections::HashMap, str::FromStr};

/// What must happen in the same transaction when an officer loses a right (implemented by `approvals`, joined in `app`):
/// duties that nobody can perform any more become visible.
pub trait GrantWatcher: Send + Sync {
    /// The officer has just lost a grant or the login.
    fn right_lost<'a>(&'a self, tx: &'a Tx, officer: OfficerId) -> BoxFuture<'a, Result<Vec<Change>, Stop>>;
}

/// The actor with the grants that are in force now, read inside the writing transaction.
pub async fn holder(tx: &Tx, actor: &Actor) -> Result<Holder, Stop> {
    let today = tx.now().await?.day();
    match actor.principal {
        Principal::Account { account, .. } => {
            let grants = store::grants_of_account(tx.conn(), account, today).await?;
            Ok(Holder::assemble(actor.clone(), grants, None))
        }
        Principal::Client { client } => {
            let client = store::find_client(tx.conn(), client).await?.filter(|c| c.disabled_at.is_none());
            let (grants, actions) = client
                .map_or((vec![], vec![]), |c| (vec![Grant { role: Role::Integration, region: c.region }], c.actions));
            Ok(Holder::assemble(actor.clone(), grants, Some(narrowed(actions, actor.scopes.as_deref()))))
        }
        Principal::Job(_) | Principal::Public(_) | Principal::SiteLink { .. } => {
            Ok(Holder::assemble(actor.clone(), Vec::new(), None))
        }
    }
}

/// What a client was given, less what its token did not ask for.
pub(super) fn narrowed(actions: Vec<String>, scopes: Option<&[String]>) -> Vec<String> {
    actions.into_iter().filter(|a| scopes.is_none_or(|s| s.contains(a))).collect()
}

/// A client that was registered, disabled or not.
pub async fn client_of(conn: &impl ConnectionTrait, id: ClientId) -> Result<Option<ApiClient>, Fault> {
    store::find_client(conn, id).await
}

/// Officers who hold a role in exactly one of these regions, of this unit where one is named, and can log in.
pub async fn officers_with_role(
    tx: &Tx,
    role: Role,
    regions: &[RegionCode],
    unit: Option<OrganisationId>,
) -> Result<Vec<OfficerBrief>, Fault> {
    store::find_role_holders(tx.conn(), role, regions, unit, tx.now().await?.day()).await
}

/// Names and units of officers.
pub async fn officer_briefs(conn: &impl ConnectionTrait, ids: Vec<OfficerId>) -> Result<Vec<OfficerBrief>, Fault> {
    store::brief_officers(conn, ids).await
}

/// What officers are called, by id, in one query.
pub async fn names_of(conn: &impl ConnectionTrait, ids: Vec<OfficerId>) -> Result<HashMap<OfficerId, String>, Fault> {
    Ok(store::brief_officers(conn, ids).await?.into_iter().map(|o| (o.id, o.name)).collect())
}

/// The ids of callers of one kind.
fn ids_among<I: FromStr>(callers: &[&str], kind: &str) -> Vec<I> {
    callers.iter().filter_map(|caller| caller.strip_prefix(kind)?.parse().ok()).collect()
}

/// What those are called whom rows keep as `account:<id>` and the like: officers and clients by their names, the server by what it did. In
/// as many queries as there are kinds.
pub async fn callers_named(conn: &impl ConnectionTrait, callers: &[&str]) -> Result<HashMap<String, String>, Fault> {
    let accounts = store::names_of_accounts(conn, &ids_among::<AccountId>(callers, "account:")).await?;
    let clients = store::names_of_clients(conn, &ids_among::<ClientId>(callers, "client:")).await?;
    let name = |caller: &str| match caller.split_once(':') {
        Some(("account", id)) => id.parse::<AccountId>().ok().and_then(|id| accounts.get(&id).cloned()),
        Some(("client", id)) => id.parse::<ClientId>().ok().and_then(|id| clients.get(&id).cloned()),
        Some(("run", _)) => Some("审批办结".to_owned()),
        _ => Some("系统".to_owned()),
    };
    Ok(callers.iter().map(|caller| ((*caller).to_owned(), name(caller).unwrap_or_else(|| "—".to_owned()))).collect())
}

/// The officers behind those whom rows keep as `account:<id>` and the like; behind clients and the server is none. Separation of duties compares these: an
/// officer may have several accounts (P1).
pub async fn officers_behind(conn: &impl ConnectionTrait, callers: &[&str]) -> Result<Vec<OfficerId>, Fault> {
    store::officers_of_accounts(conn, &ids_among::<AccountId>(callers, "account:")).await
}

/// Whether whoever acts is one of those whom rows keep as `account:<id>` and the like: as the same caller, or as the same officer by another account.
pub async fn is_one_of(conn: &impl ConnectionTrait, actor: &Actor, callers: &[&str]) -> Result<bool, Fault> {
    if callers.contains(&actor.principal.to_string().as_str()) {
        return Ok(true);
    }
    let Some(officer) = actor.officer() else { return Ok(false) };
    Ok(officers_behind(conn, callers).await?.contains(&officer))
}

/// How rows keep an officer: by each account.
pub async fn callers_of(conn: &impl ConnectionTrait, officer: OfficerId) -> Result<Vec<String>, Fault> {
    Ok(store::accounts_of_officer(conn, officer).await?.iter().map(|id| format!("account:{id}")).collect())
}

/// Officers whom a body names, each with its place there: each is looked after in the holder's regions. Every one that is not is refused
/// at its place as the area says it.
pub async fn know_officers(
    tx: &Tx,
    holder: &Holder,
    named: &[(String, OfficerId)],
    unknown: impl Into<Refusal>,
) -> Result<(), Stop> {
    if named.is_empty() {
        return Ok(());
    }
    let ids: Vec<OfficerId> = named.iter().map(|(_, id)| *id).collect();
    let regions = store::regions_of_officers(tx.conn(), &ids).await?;
    let (seen, unknown) = (holder.seen(), unknown.into());
    let known = |id: &OfficerId| regions.get(id).is_some_and(|region| seen.covers(region));
    let wrong = named.iter().filter(|(_, id)| !known(id)).map(|(place, _)| unknown.clone().placed(Some(place)));
    Refusal::joined(wrong).map_or(Ok(()), |refusal| Err(refusal.into()))
}

/// The name of whoever acts, as a paper shows it: the officer's, or what kind of caller it is.
pub async fn name_of(conn: &impl ConnectionTrait, actor: &Actor) -> Result<String, Fault> {
    let Some(officer) = actor.officer() else { return Ok("接口客户端".into()) };
    let found = store::brief_officers(conn, vec![officer]).await?.pop();
    Ok(found.map(|o| o.name).unwrap_or_default())
}
