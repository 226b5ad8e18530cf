//! Role grants: propose, confirm, revoke, read.

use crate::{
    ground::{
        authority::{Actor, Holder, Role, action, denial, unknown},
        kernel::{Day, Denial, DenialReason, GrantId, OfficerId, RegionCode, SubjectKind, SubjectRef, Words as _},
        platform::{Db, Fault, Listing, Page, Stop, Tx, Work},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::access::{
        AccessRefusal, GrantWatcher, holder,
        model::{GrantState, RoleGrant},
        store,
    },
};

/// Proposes a role for an officer. It takes effect at once only while fewer than two administrators could confirm it.
pub struct ProposeGrant {
    /// Who asks.
    pub actor: Actor,
    /// For whom.
    pub officer: OfficerId,
    /// Which role.
    pub role: Role,
    /// Where.
    pub region: RegionCode,
    /// First day; today when not given.
    pub valid_from: Option<Day>,
    /// Last day.
    pub valid_to: Option<Day>,
}

impl Work for ProposeGrant {
    type Record = Committed<RoleGrant>;

    async fn run(&self, tx: &Tx) -> Result<Committed<RoleGrant>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let now = tx.now().await?;
        super::officers::known_region(tx, &self.region).await?;
        let permit = holder.permit(&action::GRANT_CREATE, &self.region)?;
        if self.role.is_for_clients() {
            return Err(AccessRefusal::RoleNotForPeople { role: self.role }.into());
        }
        let valid_from = self.valid_from.unwrap_or_else(|| now.day());
        if self.valid_to.is_some_and(|last| last < valid_from) {
            return Err(AccessRefusal::DatesReversed.into());
        }
        let officer = store::lock_officer(tx, self.officer).await?.ok_or(AccessRefusal::UnknownOfficer)?;
        if !holder.seen().covers(&officer.region) {
            return Err(AccessRefusal::UnknownOfficer.into());
        }
        compatible(tx, self.officer, self.role, (valid_from, self.valid_to)).await?;
        let alone = store::count_confirmers(tx.conn(), &self.region, now.day()).await? < 2;
        let grant = RoleGrant {
            id: tx.id(now),
            officer: self.officer,
            role: self.role,
            region: self.region.clone(),
            valid_from,
            valid_to: self.valid_to,
            state: if alone { GrantState::Active } else { GrantState::Proposed },
            bootstrap: alone,
            proposed_by: self.actor.officer(),
            confirmed_by: None,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        store::insert_grant(tx, &grant).await?;
        let change = Change::created(SubjectRef::new(SubjectKind::RoleGrant, grant.id), &grant.region, &grant);
        Ok(permit.commit(change.state(grant.state.word()), grant))
    }
}

/// Refuses a role that excludes another one the officer holds, or is proposed for, on a common day. Holds the officer's row.
async fn compatible(tx: &Tx, officer: OfficerId, role: Role, days: (Day, Option<Day>)) -> Result<(), Stop> {
    for held in store::live_grants(tx.conn(), officer).await? {
        if held.overlaps(days.0, days.1) && !held.role.is_compatible_with(role) {
            let subject = Some(SubjectRef::new(SubjectKind::Officer, officer));
            let denial =
                denial(DenialReason::IncompatibleRole, &action::GRANT_CREATE, subject, Some(held.region.clone()));
            let facts = denial.refusal.facts.clone().told("held", held.role).told("wanted", role);
            return Err(Denial { refusal: Box::new(denial.refusal.clone().facts(facts)), ..denial }.into());
        }
    }
    Ok(())
}

/// A second security administrator confirms a proposed grant.
pub struct ConfirmGrant {
    /// Who asks.
    pub actor: Actor,
    /// Which grant.
    pub id: GrantId,
    /// The version it was read at.
    pub if_match: String,
}

impl Work for ConfirmGrant {
    type Record = Committed<RoleGrant>;

    async fn run(&self, tx: &Tx) -> Result<Committed<RoleGrant>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let found = store::find_grant(tx.conn(), self.id).await?.ok_or_else(|| unknown(&action::GRANT_READ))?;
        let subject = SubjectRef::new(SubjectKind::RoleGrant, self.id);
        let permit = holder.permit_on(&action::GRANT_CONFIRM, subject, &found.region)?;
        store::lock_officer(tx, found.officer).await?.ok_or_else(|| Fault::inconsistent("a grant without officer"))?;
        let before = store::lock_grant(tx, self.id).await?.ok_or_else(|| unknown(&action::GRANT_READ))?;
        match_version(&self.if_match, before.version)?;
        if before.state != GrantState::Proposed {
            return Err(AccessRefusal::GrantState { state: before.state }.into());
        }
        let confirmer = self.actor.officer();
        if confirmer.is_none() || confirmer == before.proposed_by || confirmer == Some(before.officer) {
            return Err(
                denial(DenialReason::SecondPerson, &action::GRANT_CONFIRM, Some(subject), Some(before.region)).into()
            );
        }
        let after = RoleGrant {
            state: GrantState::Active,
            confirmed_by: confirmer,
            version: before.version + 1,
            updated_at: tx.now().await?,
            ..before.clone()
        };
        store::update_grant(tx, &after, before.version).await?;
        let change = Change::changed(subject, &after.region, after.version, &before, &after).state("active");
        Ok(permit.commit(change, after))
    }
}

/// Takes a grant back at once. One administrator is enough: it only takes away.
pub struct RevokeGrant<'a> {
    /// Who asks.
    pub actor: Actor,
    /// Which grant.
    pub id: GrantId,
    /// The version it was read at.
    pub if_match: String,
    /// Told that the officer has lost a right.
    pub watcher: &'a dyn GrantWatcher,
}

impl Work for RevokeGrant<'_> {
    type Record = Committed<RoleGrant>;

    async fn run(&self, tx: &Tx) -> Result<Committed<RoleGrant>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let found = store::find_grant(tx.conn(), self.id).await?.ok_or_else(|| unknown(&action::GRANT_READ))?;
        let subject = SubjectRef::new(SubjectKind::RoleGrant, self.id);
        let permit = holder.permit_on(&action::GRANT_REVOKE, subject, &found.region)?;
        let before = store::lock_grant(tx, self.id).await?.ok_or_else(|| unknown(&action::GRANT_READ))?;
        match_version(&self.if_match, before.version)?;
        if before.state == GrantState::Revoked {
            return Err(AccessRefusal::GrantState { state: before.state }.into());
        }
        let after = RoleGrant {
            state: GrantState::Revoked,
            version: before.version + 1,
            updated_at: tx.now().await?,
            ..before.clone()
        };
        store::update_grant(tx, &after, before.version).await?;
        let lost = self.watcher.right_lost(tx, before.officer).await?;
        let change = Change::changed(subject, &after.region, after.version, &before, &after).state("revoked");
        Ok(permit.commit(change, after).and(lost))
    }
}

/// One grant.
pub async fn read_grant(db: &Db, holder: &Holder, id: GrantId) -> Result<RoleGrant, Stop> {
    let grant = store::find_grant(db.read(), id).await?.ok_or_else(|| unknown(&action::GRANT_READ))?;
    let _permit = holder.permit_on(&action::GRANT_READ, SubjectRef::new(SubjectKind::RoleGrant, id), &grant.region)?;
    Ok(grant)
}

/// Grants in the holder's regions.
pub async fn list_grants(
    db: &Db,
    holder: &Holder,
    officer: Option<OfficerId>,
    listing: &Listing,
) -> Result<Page<RoleGrant>, Stop> {
    let scope = holder.scope(&action::GRANT_READ)?;
    let now = db.now().await?;
    Ok(store::list_grants(db.read(), &scope, officer, listing, now).await?)
}
