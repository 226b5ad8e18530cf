//! 月度锁定. A month of the register is opened for a place, locked by a second person, and opened again with a reason.

use std::collections::{BTreeMap, HashSet};

use uuid::Uuid;

use crate::{
    ground::{
        authority::{Action, Actor, Holder, Permit, action, denial, officer_of, unknown},
        kernel::{
            Day, DenialReason, Digest, Instant, Month, PeopleMonthId, RegionCode, SiteId, SubjectKind, SubjectRef,
            Words as _,
        },
        platform::{ConnectionTrait, Db, Fault, Finding, Listing, Page, Stop, Tx, Work},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{
        access::{callers_of, holder},
        people::{
            PeopleRefusal,
            model::{Counts, Edition, MonthQuery, MonthState, PeopleMonth, Reopening, lock_digest},
            store::{self, EditionRef},
        },
        places::{hold_site, region_on},
    },
};

/// Households that are read at once while a lock is counted.
const BATCH: u64 = 1000;

fn subject_of(month: &PeopleMonth) -> SubjectRef {
    SubjectRef::new(SubjectKind::PeopleMonth, month.id)
}

/// Opens a month for a site, or for a region with everything in it.
pub struct OpenMonth {
    /// Who asks.
    pub actor: Actor,
    /// Of which region, with everything in it; where the site lies, if one is named.
    pub region: RegionCode,
    /// Of this site alone.
    pub site: Option<SiteId>,
    /// Which month.
    pub month: Month,
    /// Remark.
    pub note: Option<String>,
}

impl OpenMonth {
    /// Whether the place is there: the site lies where the body says.
    async fn hold(&self, tx: &Tx, holder: &Holder, today: Day) -> Result<(), Stop> {
        region_on(tx, &self.region, today).await?;
        let Some(site) = self.site else { return Ok(()) };
        let site = hold_site(tx, &holder.seen(), site, PeopleRefusal::UnknownSite).await?;
        if site.region == self.region {
            return Ok(());
        }
        Err(PeopleRefusal::NotOfSite { region: self.region.clone(), site: site.region }.into())
    }
}

impl Work for OpenMonth {
    type Record = Committed<PeopleMonth>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PeopleMonth>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let permit = holder.permit(&action::PEOPLE_MONTH_OPEN, &self.region)?;
        let now = tx.now().await?;
        let (month, today) = (self.month, now.day());
        self.hold(tx, &holder, today).await?;
        if month > today.month() {
            return Err(PeopleRefusal::MonthAhead { month, today }.into());
        }
        let month = PeopleMonth {
            id: tx.id(now),
            region: self.region.clone(),
            site: self.site,
            month,
            state: MonthState::Open,
            prepared_by: officer_of(&self.actor, &action::PEOPLE_MONTH_OPEN)?,
            editions: Vec::new(),
            note: self.note.clone(),
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        store::insert_month(tx, &month).await.map_err(|fault| {
            let taken = || PeopleRefusal::MonthTaken { month: month.month }.into();
            if fault.is_unique_violation() { taken() } else { Stop::from(fault) }
        })?;
        let change = Change::created(subject_of(&month), &month.region, &month).state(month.state.word());
        Ok(permit.commit(change, month))
    }
}

/// An act on a month: who, which, and the version it was read at.
pub struct MonthAct {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: PeopleMonthId,
    /// The version it was read at.
    pub if_match: String,
}

impl MonthAct {
    async fn hold(&self, tx: &Tx, wanted: &'static Action) -> Result<(Permit, PeopleMonth), Stop> {
        let holder = holder(tx, &self.actor).await?;
        let before = store::lock_month(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        Ok((permit, before))
    }

    /// The next version of a month, in another state.
    fn next(&self, before: &PeopleMonth, state: MonthState, now: Instant) -> PeopleMonth {
        let layer = before.layer.touched_by(self.actor.layer);
        PeopleMonth { state, layer, version: before.version + 1, updated_at: now, ..before.clone() }
    }
}

fn stands(month: &PeopleMonth, state: MonthState) -> Result<(), PeopleRefusal> {
    let fits = MonthState::STEPS.contains(&(month.state, state));
    if fits { Ok(()) } else { Err(PeopleRefusal::MonthIs { state: month.state }) }
}

async fn write_back(tx: &Tx, before: &PeopleMonth, after: &PeopleMonth) -> Result<Change, Fault> {
    store::update_month(tx, after, before.version).await?;
    let change = Change::changed(subject_of(after), &after.region, after.version, before, after);
    Ok(change.state(after.state.word()))
}

/// Locks a month: what the register says of its last day is written down, counted and digested. Somebody else than who opened it does.
pub struct LockMonth(pub MonthAct);

impl LockMonth {
    async fn edition(&self, tx: &Tx, month: &PeopleMonth) -> Result<Edition, Stop> {
        let n = month.editions.last().map_or(1, |e| e.n + 1);
        store::keep(tx, month, n, month.as_of()).await?;
        let (counts, digest) = tallied(tx.conn(), month, n).await?;
        let locked_by = officer_of(&self.0.actor, &action::PEOPLE_MONTH_LOCK)?;
        Ok(Edition { n, counts, digest, locked_by, locked_at: tx.now().await?, reopened: None })
    }
}

/// The counts and the digest of the rows of an edition, a bounded number at a time.
async fn tallied(conn: &impl ConnectionTrait, month: &PeopleMonth, n: i32) -> Result<(Counts, Digest), Fault> {
    let of = EditionRef { month: month.id, n };
    let (mut counts, mut digest, mut after) = (Counts::default(), lock_digest(month), Uuid::nil());
    loop {
        let batch = store::kept_after(conn, of, after, BATCH).await?;
        for kept in &batch {
            counts = counts.with(kept);
            digest = kept.digested(digest);
        }
        match batch.last() {
            Some(last) if batch.len() as u64 == BATCH => after = last.household.uuid(),
            _ => return Ok((counts, digest.finish())),
        }
    }
}

/// How many months are read at once.
const MONTHS: u64 = 100;

/// I2: what each edition keeps makes the digest that it was locked with. A digest is no sum, so the rows are read again, a bounded number
/// at a time: a changed relation, room or origin leaves every count as it was.
pub async fn digests_kept(conn: &impl ConnectionTrait) -> Result<Finding, Fault> {
    let (mut breaches, mut after) = (Vec::new(), Uuid::nil());
    loop {
        let months = store::months_after(conn, after, MONTHS).await?;
        for month in &months {
            for edition in &month.editions {
                let (_, digest) = tallied(conn, month, edition.n).await?;
                if digest != edition.digest {
                    breaches
                        .push(format!("edition {} of month {} keeps other rows than were locked", edition.n, month.id));
                }
            }
        }
        match months.last() {
            Some(last) if months.len() as u64 == MONTHS => after = last.id.uuid(),
            _ => return Ok(Finding::of("I2", "what a lock keeps makes its digest", breaches)),
        }
    }
}

impl Work for LockMonth {
    type Record = Committed<PeopleMonth>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PeopleMonth>, Stop> {
        let wanted = &action::PEOPLE_MONTH_LOCK;
        let (permit, before) = self.0.hold(tx, wanted).await?;
        if self.0.actor.officer() == Some(before.prepared_by) {
            let (of, region) = (subject_of(&before), before.region.clone());
            return Err(denial(DenialReason::SecondPerson, wanted, Some(of), Some(region)).into());
        }
        stands(&before, MonthState::Locked)?;
        let now = tx.now().await?;
        let (month, last, today) = (before.month, before.as_of(), now.day());
        if today < last {
            return Err(PeopleRefusal::MonthRuns { month, last, today }.into());
        }
        let edition = self.edition(tx, &before).await?;
        store::insert_edition(tx, before.id, &edition).await?;
        let of = EditionRef { month: before.id, n: edition.n };
        let callers = callers_of(tx.conn(), edition.locked_by).await?;
        store::said_by_lock(tx, of, (edition.locked_by, &callers, now)).await?;
        let mut after = self.0.next(&before, MonthState::Locked, now);
        after.editions.push(edition);
        let change = write_back(tx, &before, &after).await?;
        Ok(permit.commit(change, after))
    }
}

/// Opens a locked month again. What was locked stays to be read; whoever opens it again does not lock it.
pub struct ReopenMonth {
    /// The act.
    pub act: MonthAct,
    /// Why.
    pub reason: String,
}

impl Work for ReopenMonth {
    type Record = Committed<PeopleMonth>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PeopleMonth>, Stop> {
        let wanted = &action::PEOPLE_MONTH_REOPEN;
        let (permit, before) = self.act.hold(tx, wanted).await?;
        stands(&before, MonthState::Reopened)?;
        let (by, at) = (officer_of(&self.act.actor, wanted)?, tx.now().await?);
        let reopening = Reopening { by, at, reason: self.reason.clone() };
        let mut after = PeopleMonth { prepared_by: by, ..self.act.next(&before, MonthState::Reopened, at) };
        let last = after.editions.last_mut().ok_or_else(|| Fault::inconsistent("a locked month without an edition"))?;
        last.reopened = Some(reopening.clone());
        store::reopen_edition(tx, before.id, last.n, &reopening).await?;
        let change = write_back(tx, &before, &after).await?;
        Ok(permit.commit(change, after))
    }
}

/// Months in the holder's regions.
pub async fn list_months(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &MonthQuery,
    listing: &Listing,
) -> Result<Page<PeopleMonth>, Stop> {
    let scope = holder.scope_within(&action::PEOPLE_MONTH_READ, region)?;
    Ok(store::list_months(db.read(), &scope, query, listing, db.now().await?).await?)
}

/// One month, for an action that reads it.
pub async fn read_month(
    conn: &impl ConnectionTrait,
    holder: &Holder,
    wanted: &'static Action,
    id: PeopleMonthId,
) -> Result<PeopleMonth, Stop> {
    let month = store::find_month(conn, id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, subject_of(&month), &month.region)?;
    Ok(month)
}

/// One month.
pub async fn month_of(db: &Db, holder: &Holder, id: PeopleMonthId) -> Result<PeopleMonth, Stop> {
    read_month(db.read(), holder, &action::PEOPLE_MONTH_READ, id).await
}

/// How many months are in each state.
pub async fn months_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    store::months_by_state(conn).await
}

/// Which of these sites have which of these months locked: of themselves, or with the region in which they lie.
pub async fn months_locked(
    conn: &impl ConnectionTrait,
    sites: &[(SiteId, RegionCode)],
    months: &[Month],
) -> Result<HashSet<(SiteId, Month)>, Fault> {
    store::locked_of(conn, sites, months).await
}

/// Since when the register has households of these sites; those that never had one are not there.
pub async fn peopled_since(conn: &impl ConnectionTrait, sites: &[SiteId]) -> Result<BTreeMap<SiteId, Instant>, Fault> {
    store::peopled_since(conn, sites).await
}
