//! 确认成员. What the assembly decided of somebody who asks to be a member, held against all that is known of the person.

use std::collections::{BTreeMap, HashMap};

use super::{created, has_come, hold_body};
use crate::{
    benefit::collectives::{
        CollectivesRefusal, DeathDoor,
        model::{
            Collective, Course, MemberDecision, MemberEvent, MemberEventKind, MemberGround, MemberState, Membership,
            RefuseReason,
        },
        rules::{NO_DISCRIMINATION, ONE_COLLECTIVE, no_discrimination, one_collective},
        store,
    },
    ground::{
        authority::{Actor, Holder, action},
        kernel::{
            CollectiveId, CollectiveMemberId, Day, ExternalRef, FileId, Instant, PersonId, Refusal, Scope, settle,
        },
        platform::{Fault, Stop, Tx, Work, all_hold, replace_external_ids},
        trail::Committed,
    },
    office::{
        access::holder,
        files::use_files,
        people::{hold_persons, know_persons},
    },
};

/// How another body is called to somebody who may not see it.
const ELSEWHERE: &str = "其他辖区的集体组织";

/// What is known of persons in all bodies, read once they are held.
pub(super) struct Ground {
    memberships: HashMap<PersonId, Vec<Membership>>,
    bodies: HashMap<CollectiveId, String>,
    deaths: BTreeMap<PersonId, Day>,
    seen: Scope,
}

impl Ground {
    /// Holds these persons, and reads what is known of them, in a bounded number of statements.
    pub(super) async fn of(tx: &Tx, holder: &Holder, persons: &[PersonId]) -> Result<Self, Stop> {
        // Whoever confirms one of them elsewhere meanwhile waits here, and sees what was done.
        hold_persons(tx, persons).await?;
        let mut memberships: HashMap<PersonId, Vec<Membership>> = HashMap::new();
        for one in store::memberships_of(tx.conn(), persons).await? {
            memberships.entry(one.person).or_default().push(one);
        }
        let mut ids: Vec<CollectiveId> = memberships.values().flatten().map(|m| m.collective).collect();
        ids.sort_unstable();
        ids.dedup();
        let bodies = store::find_bodies(tx.conn(), &ids).await?.into_iter().map(|b| (b.id, b.number)).collect();
        Ok(Self { memberships, bodies, deaths: BTreeMap::new(), seen: holder.seen() })
    }

    /// The same, where these of them died, by whatever tells of it: no body confirms whom another, or a register of shares, knows to be dead.
    pub(super) fn knowing(self, deaths: BTreeMap<PersonId, Day>) -> Self {
        Self { deaths, ..self }
    }

    fn of_person(&self, person: PersonId) -> &[Membership] {
        self.memberships.get(&person).map_or(&[], Vec::as_slice)
    }

    /// Whether somebody is a member of a body on a day.
    fn is_member(&self, person: PersonId, body: CollectiveId, day: Day) -> bool {
        let here = |m: &&Membership| m.collective == body && m.from.is_some_and(|from| from <= day);
        self.of_person(person).iter().filter(here).any(|m| m.until.is_none_or(|until| day < until))
    }

    /// How a body is called to whoever asks.
    fn called(&self, other: &Membership) -> &str {
        let number = self.bodies.get(&other.collective).filter(|_| self.seen.covers(&other.region));
        number.map_or(ELSEWHERE, String::as_str)
    }

    /// Whether R62 lets somebody be a member from a day until another by this membership, beside all others of the person.
    pub(super) fn alone(&self, member: &Membership, (on, until): (Day, Option<Day>)) -> Result<(), Refusal> {
        let others = self.of_person(member.person).iter().filter(|m| m.id != member.id && m.by_law && member.by_law);
        let others = others.filter_map(|m| Some((self.called(m), m.from?, m.until)));
        settle(vec![ONE_COLLECTIVE.judge(on, one_collective((on, until), others))], &[]).map(|_| ())
    }

    /// What becomes of somebody whom the assembly confirms: a member, or one who waits for the answer of another body.
    pub(super) fn confirmed(&self, member: &Membership, on: Day) -> Result<MemberEventKind, Refusal> {
        if let Some(died_on) = self.deaths.get(&member.person).copied().filter(|died| *died <= on) {
            return Err(CollectivesRefusal::Died { died_on, on }.into());
        }
        let mine = self.of_person(member.person);
        let open = |m: &&Membership| matches!(m.state, MemberState::Member | MemberState::Waiting);
        if let Some(here) = mine.iter().filter(open).find(|m| m.collective == member.collective) {
            return Err(CollectivesRefusal::Already { state: here.state }.into());
        }
        let by_law = || mine.iter().filter(|m| m.by_law && member.by_law);
        if by_law().any(|m| m.state == MemberState::Waiting) {
            return Err(CollectivesRefusal::AsksElsewhere.into());
        }
        let ended = by_law().filter(|m| m.until.is_some()).filter_map(|m| Some((self.called(m), m.from?, m.until)));
        settle(vec![ONE_COLLECTIVE.judge(on, one_collective((on, None), ended))], &[])?;
        let elsewhere = by_law().any(|m| m.state == MemberState::Member);
        Ok(if elsewhere { MemberEventKind::Asked } else { MemberEventKind::Confirmed })
    }
}

/// A membership of which nothing was decided yet.
pub(super) fn blank(
    id: CollectiveMemberId,
    (body, person): (&Collective, PersonId),
    by_law: bool,
    (actor, now): (&Actor, Instant),
) -> Membership {
    Membership {
        id,
        collective: body.id,
        region: body.region.clone(),
        person,
        by_law,
        state: MemberState::Void,
        ground: None,
        decided_on: None,
        from: None,
        until: None,
        loss: None,
        events: 0,
        layer: actor.layer,
        external_ids: Vec::new(),
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

/// An event of a membership that says nothing but its kind and day.
pub(super) fn event(n: i32, (kind, on): (MemberEventKind, Day), (actor, now): (&Actor, Instant)) -> MemberEvent {
    MemberEvent {
        n,
        kind,
        on,
        ground: None,
        loss: None,
        refused: None,
        parent: None,
        other: None,
        paper: None,
        note: None,
        recorded_by: actor.principal.to_string(),
        recorded_at: now,
        reversed: None,
    }
}

/// A membership with its first event.
pub(super) fn begun(member: Membership, first: &MemberEvent) -> Result<Membership, Fault> {
    let course = Course::of([first]).map_err(|_| Fault::inconsistent("a first event that does not follow"))?;
    Ok(Membership { events: 1, ..member.following(course) })
}

/// Where the unique indices answer for what another transaction has just done.
pub(super) fn elsewhere(fault: Fault) -> Stop {
    if fault.is_unique_violation() { CollectivesRefusal::MemberElsewhere.into() } else { fault.into() }
}

/// What the assembly decided of somebody who asks to be a member.
pub struct RecordDecision {
    /// Who asks.
    pub actor: Actor,
    /// In which body.
    pub collective: CollectiveId,
    /// Of whom.
    pub person: PersonId,
    /// What.
    pub decision: MemberDecision,
    /// On which day; a member from that day on.
    pub on: Day,
    /// By what.
    pub ground: MemberGround,
    /// The member whose child it is.
    pub parent: Option<PersonId>,
    /// Why not.
    pub reason: Option<RefuseReason>,
    /// The decision as a paper.
    pub paper: Option<FileId>,
    /// Remark.
    pub note: Option<String>,
    /// Names other systems give it.
    pub external_ids: Vec<ExternalRef>,
    /// Of whom the rooms above know the death.
    pub deaths: &'static dyn DeathDoor,
}

impl RecordDecision {
    fn sane(&self) -> Result<(), CollectivesRefusal> {
        if (self.decision == MemberDecision::Refuse) != self.reason.is_some() {
            return Err(CollectivesRefusal::ReasonOfDecision);
        }
        if self.parent.is_some() && self.ground != MemberGround::Birth {
            return Err(CollectivesRefusal::ParentOfBirth);
        }
        if self.ground == MemberGround::Other && self.note.is_none() && self.paper.is_none() {
            return Err(CollectivesRefusal::OtherUntold);
        }
        Ok(())
    }

    async fn hold(&self, tx: &Tx, holder: &Holder, member: &Membership) -> Result<(), Stop> {
        let parent = self.parent.map(|id| ("/parent_person_id".to_owned(), id));
        let named: Vec<_> = [("/person_id".to_owned(), self.person)].into_iter().chain(parent).collect();
        all_hold([
            know_persons(tx, holder, &named, CollectivesRefusal::UnknownPerson).await,
            use_files(tx, &holder.seen(), super::member_subject(member), self.paper.as_slice()).await,
            has_come(tx, self.on, "/on").await,
        ])
    }

    /// What is recorded of the decision, if the law and the register allow it.
    fn decided(&self, ground: &Ground, member: &Membership, bound: bool) -> Result<MemberEventKind, Refusal> {
        let Some(reason) = self.reason else { return ground.confirmed(member, self.on) };
        let of_member = self.parent.is_some_and(|parent| ground.is_member(parent, self.collective, self.on));
        let verdict = no_discrimination(bound, (self.ground, of_member), reason);
        settle(vec![NO_DISCRIMINATION.judge(self.on, verdict)], &[])?;
        Ok(MemberEventKind::Refused)
    }
}

impl Work for RecordDecision {
    type Record = Committed<Membership>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Membership>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let body = hold_body(tx, &holder, self.collective).await?;
        let permit = holder.permit(&action::COLLECTIVE_MEMBER_RECORD, &body.region)?;
        let now = tx.now().await?;
        let member = blank(tx.id(now), (&body, self.person), body.kind.has_members_alone(), (&self.actor, now));
        self.hold(tx, &holder, &member).await?;
        self.sane()?;
        let gone = || CollectivesRefusal::NotThen { on: self.on, since: body.since };
        let bound = body.term_on(self.on).ok_or_else(gone)?.kind.rule_set(self.on).members_by_law;
        let mut persons: Vec<PersonId> = [self.person].into_iter().chain(self.parent).collect();
        persons.sort_unstable();
        let ground = Ground::of(tx, &holder, &persons).await?.knowing(self.deaths.died(tx, &persons).await?);
        let kind = self.decided(&ground, &member, bound)?;
        let first = MemberEvent {
            ground: Some(self.ground),
            refused: self.reason,
            parent: self.parent,
            paper: self.paper,
            note: self.note.clone(),
            ..event(1, (kind, self.on), (&self.actor, now))
        };
        let member = Membership { external_ids: self.external_ids.clone(), ..begun(member, &first)? };
        store::insert_members(tx, std::slice::from_ref(&member)).await.map_err(elsewhere)?;
        store::insert_events(tx, &[(member.id, first.clone())]).await?;
        replace_external_ids(tx, super::member_subject(&member), &[], &member.external_ids).await?;
        Ok(permit.commit(created(&member, &[first]), member))
    }
}
