//! 登记、变更类型、终止. An organisation becomes a body of a kind, of another kind from a day on, and a body no longer.

use super::{body_subject, has_come};
use crate::{
    benefit::collectives::{
        CollectivesRefusal, EndDoor, OpenBooks, Unsettled,
        model::{Closing, Collective, CollectiveKind, CollectiveLevel, CollectiveState, Term, Untimely},
        store,
    },
    ground::{
        authority::{Action, Actor, Holder, Permit, action, denial, officer_of, unknown},
        kernel::{CollectiveId, Day, DenialReason, FileId, Instant, NumberKind, OrganisationId, Words as _},
        platform::{Fault, Stop, Tx, Work, all_hold, next_number},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{
        access::holder,
        files::use_files,
        places::{Organisation, organisations_by_id},
    },
};

fn changed(before: &Collective, after: &Collective) -> Change {
    let change = Change::changed(body_subject(after), &after.region, after.version, before, after);
    change.state(after.state.word())
}

/// Of which kind a body is from a day on, by which paper.
#[derive(Debug, Clone, Copy)]
pub struct Becoming {
    /// Kind.
    pub kind: CollectiveKind,
    /// Level, of a rural collective.
    pub level: Option<CollectiveLevel>,
    /// From which day on; not after today.
    pub from: Day,
    /// The paper.
    pub paper: FileId,
}

impl Becoming {
    /// Whether an organisation may be a body of this kind and level.
    fn fits(&self, organisation: &Organisation) -> Result<(), CollectivesRefusal> {
        if (self.kind == CollectiveKind::StatutoryCollective) != self.level.is_some() {
            return Err(CollectivesRefusal::LevelOfKind);
        }
        let fit = self.kind.organisations();
        if fit.contains(&organisation.kind) {
            return Ok(());
        }
        let fit = fit.iter().map(|kind| kind.label()).collect::<Vec<_>>().join("、");
        Err(CollectivesRefusal::KindMisfit { kind: self.kind, organisation: organisation.kind, fit })
    }

    fn term(&self, n: i32, by: &Actor, now: Instant) -> Term {
        Term {
            n,
            kind: self.kind,
            level: self.level,
            from: self.from,
            until: None,
            paper: self.paper,
            recorded_by: by.principal.to_string(),
            recorded_at: now,
            end_reason: None,
            end_paper: None,
        }
    }
}

/// The organisation of a body.
async fn organisation_of(tx: &Tx, id: OrganisationId) -> Result<Option<Organisation>, Fault> {
    Ok(organisations_by_id(tx.conn(), &[id]).await?.remove(&id).filter(|o| o.deleted_at.is_none()))
}

/// Registers an organisation as a body.
pub struct RegisterBody {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub organisation: OrganisationId,
    /// Of which kind.
    pub becoming: Becoming,
    /// Remark.
    pub note: Option<String>,
}

impl Work for RegisterBody {
    type Record = Committed<Collective>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Collective>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let seen = holder.seen();
        let found = organisation_of(tx, self.organisation).await?.filter(|o| seen.covers(&o.region));
        let organisation = found.ok_or(CollectivesRefusal::UnknownOrganisation)?;
        let permit = holder.permit(&action::COLLECTIVE_REGISTER, &organisation.region)?;
        let now = tx.now().await?;
        let body = Collective {
            id: tx.id(now),
            number: String::new(),
            organisation: organisation.id,
            region: organisation.region.clone(),
            kind: self.becoming.kind,
            level: self.becoming.level,
            state: CollectiveState::Active,
            since: self.becoming.from,
            closed_on: None,
            closing: None,
            terms: vec![self.becoming.term(1, &self.actor, now)],
            note: self.note.clone(),
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        all_hold([
            use_files(tx, &seen, body_subject(&body), &[self.becoming.paper]).await,
            has_come(tx, self.becoming.from, "/from_on").await,
        ])?;
        self.becoming.fits(&organisation)?;
        if let Some(known) = store::bodies_of(tx.conn(), &[organisation.id]).await?.pop() {
            return Err(CollectivesRefusal::Registered { number: known.number }.into());
        }
        let number = next_number(tx, NumberKind::Collective, &body.region).await?.to_string();
        let body = Collective { number, ..body };
        store::insert_body(tx, &body).await?;
        let change = Change::created(body_subject(&body), &body.region, &body).state(body.state.word());
        Ok(permit.commit(change, body))
    }
}

/// A body that is held, read at a version.
pub(super) struct Held {
    pub(super) holder: Holder,
    pub(super) permit: Permit,
    pub(super) before: Collective,
}

/// Holds a body for an act.
async fn hold(
    tx: &Tx,
    actor: &Actor,
    wanted: &'static Action,
    (id, if_match): (CollectiveId, &str),
) -> Result<Held, Stop> {
    let holder = holder(tx, actor).await?;
    let before = store::lock_bodies(tx, &[id]).await?.pop().ok_or_else(|| unknown(wanted))?;
    let permit = holder.permit_on(wanted, body_subject(&before), &before.region)?;
    match_version(if_match, before.version)?;
    Ok(Held { holder, permit, before })
}

fn untimely(on: Day) -> impl Fn(Untimely) -> CollectivesRefusal {
    move |why| match why {
        Untimely::Begins(from) => CollectivesRefusal::TermBegins { on, from },
        Untimely::Closed(day) => CollectivesRefusal::Closed { on: day.map(|d| d.to_string()).unwrap_or_default() },
    }
}

/// Makes a body one of another kind from a day on.
pub struct ChangeKind {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: CollectiveId,
    /// The version it was read at.
    pub if_match: String,
    /// Of which kind.
    pub becoming: Becoming,
}

impl Work for ChangeKind {
    type Record = Committed<Collective>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Collective>, Stop> {
        let wanted = &action::COLLECTIVE_CHANGE_KIND;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        all_hold([
            use_files(tx, &holder.seen(), body_subject(&before), &[self.becoming.paper]).await,
            has_come(tx, self.becoming.from, "/from_on").await,
        ])?;
        let organisation = organisation_of(tx, before.organisation).await?;
        self.becoming.fits(&organisation.ok_or_else(|| Fault::inconsistent("the organisation of a body"))?)?;
        let n = before.terms.last().map_or(1, |t| t.n + 1);
        let now = tx.now().await?;
        let after = before.turned(self.becoming.term(n, &self.actor, now)).map_err(untimely(self.becoming.from))?;
        // Who is a member by the law is confirmed by it: members of one sort of body are not those of the other.
        if before.kind.has_members_alone() != after.kind.has_members_alone() {
            let members = store::hanging(tx.conn(), before.id).await?.members;
            if members > 0 {
                let members = i64::try_from(members).unwrap_or(i64::MAX);
                return Err(CollectivesRefusal::MembersStand { members }.into());
            }
        }
        let after = after.next(self.actor.layer, now);
        store::update_body(tx, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}

/// Whether a body can end on a day: nothing hangs on it any more, and nothing of it is told of a later day.
async fn can_end(tx: &Tx, (body, on): (&Collective, Day), ends: &dyn EndDoor) -> Result<(), Stop> {
    let hanging = store::hanging(tx.conn(), body.id).await?;
    if hanging.members + hanging.beneficiaries + hanging.entrustments > 0 {
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        return Err(CollectivesRefusal::NotEmpty {
            members: count(hanging.members),
            beneficiaries: count(hanging.beneficiaries),
            entrustments: count(hanging.entrustments),
        }
        .into());
    }
    let unsettled = ends.unsettled(tx, body.id).await?;
    if !unsettled.is_none() {
        let Unsettled { pools, left, plans, schemes, loans, owed, orders, unmet } = unsettled;
        return Err(CollectivesRefusal::Unsettled { pools, left, plans, schemes, loans, owed, orders, unmet }.into());
    }
    let open = ends.open_books(tx, body.id).await?;
    if !open.is_none() {
        let OpenBooks { years, closable, spendings, recoveries, receivables, rolls } = open;
        let closable = closable.map_or_else(|| "—".to_owned(), |day| day.to_string());
        let open = CollectivesRefusal::BooksOpen { years, closable, spendings, recoveries, receivables, rolls };
        return Err(open.into());
    }
    let last = store::last_day_of(tx.conn(), body.id).await?.max(ends.last_day(tx, body.id).await?);
    match last.filter(|last| on < *last) {
        Some(last) => Err(CollectivesRefusal::EndsBefore { on, last }.into()),
        None => Ok(()),
    }
}

/// Asks that a body be one no longer; whatever was asked before and nobody confirmed gives way.
pub struct CloseBody {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: CollectiveId,
    /// The version it was read at.
    pub if_match: String,
    /// The first day on which it is none; not after today.
    pub on: Day,
    /// Why.
    pub reason: String,
    /// The paper.
    pub paper: FileId,
    /// What the rooms above have of it.
    pub ends: &'static dyn EndDoor,
}

impl Work for CloseBody {
    type Record = Committed<Collective>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Collective>, Stop> {
        let wanted = &action::COLLECTIVE_CLOSE;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        all_hold([
            use_files(tx, &holder.seen(), body_subject(&before), &[self.paper]).await,
            has_come(tx, self.on, "/on").await,
        ])?;
        let asked_by = officer_of(&self.actor, wanted)?;
        // Whether its term can end then is told to whoever asks, and not to whoever confirms.
        before.closed(self.on, &self.reason, Some(self.paper)).map_err(untimely(self.on))?;
        can_end(tx, (&before, self.on), self.ends).await?;
        let reason = self.reason.clone();
        let closing = Closing { on: self.on, reason, paper: self.paper, asked_by, confirmed_by: None };
        let after = Collective { closing: Some(closing), ..before.clone() };
        let after = after.next(self.actor.layer, tx.now().await?);
        store::update_body(tx, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}

/// Confirms that a body is one no longer, as another officer than who asked.
pub struct ConfirmClosing {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: CollectiveId,
    /// The version it was read at.
    pub if_match: String,
    /// What the rooms above have of it.
    pub ends: &'static dyn EndDoor,
}

impl Work for ConfirmClosing {
    type Record = Committed<Collective>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Collective>, Stop> {
        let wanted = &action::COLLECTIVE_CONFIRM_CLOSING;
        let Held { permit, before, .. } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        let officer = officer_of(&self.actor, wanted)?;
        let asked = before.closing.clone().ok_or(CollectivesRefusal::ClosingNotAsked)?;
        if officer == asked.asked_by {
            let of = Some(body_subject(&before));
            return Err(denial(DenialReason::SecondPerson, wanted, of, Some(before.region)).into());
        }
        let ended = before.closed(asked.on, &asked.reason, Some(asked.paper)).map_err(untimely(asked.on))?;
        can_end(tx, (&before, asked.on), self.ends).await?;
        let after = Collective { closing: Some(Closing { confirmed_by: Some(officer), ..asked }), ..ended };
        let after = after.next(self.actor.layer, tx.now().await?);
        store::update_body(tx, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}
