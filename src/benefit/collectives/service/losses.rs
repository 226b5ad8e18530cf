//! 丧失成员身份. That somebody is a member no longer, by what the law names.

use super::{changed, has_come, member_subject, members::event};
use crate::{
    benefit::collectives::{
        CollectivesRefusal,
        model::{Collective, Course, LossGround, MemberEvent, MemberEventKind, MemberState, Membership},
        rules::{LAWFUL_LOSS, WRITTEN_WITHDRAWAL, lawful_loss, written_withdrawal},
        store,
    },
    ground::{
        authority::{Action, Actor, Holder, Permit, action, unknown},
        kernel::{CollectiveMemberId, Day, FileId, Refusal, settle},
        platform::{Fault, Stop, Tx, Work, all_hold},
        trail::Committed,
        wire::match_version,
    },
    office::{access::holder, files::use_files, people::hold_persons},
};

/// A membership that is held with its body, its person and all that was decided of it.
pub(super) struct Held {
    pub(super) holder: Holder,
    pub(super) permit: Permit,
    pub(super) body: Collective,
    pub(super) before: Membership,
    pub(super) events: Vec<MemberEvent>,
}

/// Holds a membership that was read at a version, for an act.
pub(super) async fn hold(
    tx: &Tx,
    actor: &Actor,
    wanted: &'static Action,
    (id, if_match): (CollectiveMemberId, &str),
) -> Result<Held, Stop> {
    let holder = holder(tx, actor).await?;
    let found = store::find_member(tx.conn(), id).await?.ok_or_else(|| unknown(wanted))?;
    let permit = holder.permit_on(wanted, member_subject(&found), &found.region)?;
    let gone = || Fault::inconsistent("neither bodies nor memberships are deleted");
    let body = store::lock_bodies(tx, &[found.collective]).await?.pop().ok_or_else(gone)?;
    hold_persons(tx, &[found.person]).await?;
    let before = store::lock_members(tx, &[id]).await?.pop().ok_or_else(gone)?;
    match_version(if_match, before.version)?;
    let events = store::events_of(tx.conn(), id).await?;
    Ok(Held { holder, permit, body, before, events })
}

/// The next version of a membership, with one more event.
pub(super) fn followed_by(
    before: &Membership,
    events: &[MemberEvent],
    (fresh, actor): (&MemberEvent, &Actor),
) -> Result<Membership, Refusal> {
    let course = Course::of(events.iter().chain([fresh])).map_err(|n| CollectivesRefusal::DoesNotFollow { n })?;
    let after = before.clone().following(course).next(actor.layer, fresh.recorded_at);
    Ok(Membership { events: before.events + 1, ..after })
}

/// Says that somebody is a member no longer.
pub struct LoseMembership {
    /// Who asks.
    pub actor: Actor,
    /// Which membership.
    pub id: CollectiveMemberId,
    /// The version it was read at.
    pub if_match: String,
    /// The first day on which the person is a member no longer; not after today.
    pub on: Day,
    /// By what.
    pub ground: LossGround,
    /// The paper; of a withdrawal the application.
    pub paper: Option<FileId>,
    /// Remark.
    pub note: Option<String>,
}

impl Work for LoseMembership {
    type Record = Committed<Membership>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Membership>, Stop> {
        let wanted = &action::COLLECTIVE_MEMBER_LOSE;
        let held = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        let (before, now) = (&held.before, tx.now().await?);
        all_hold([
            use_files(tx, &held.holder.seen(), member_subject(before), self.paper.as_slice()).await,
            has_come(tx, self.on, "/on").await,
        ])?;
        if before.state != MemberState::Member {
            return Err(CollectivesRefusal::StateIs { state: before.state }.into());
        }
        if let Some(from) = before.from.filter(|from| self.on <= *from) {
            return Err(CollectivesRefusal::LostTooEarly { on: self.on, from }.into());
        }
        let term = held.body.term_on(self.on);
        let bound = term.is_some_and(|t| t.kind.rule_set(self.on).members_by_law);
        let lawful = LAWFUL_LOSS.judge(self.on, lawful_loss(bound, self.ground));
        let written = written_withdrawal(bound, self.ground, self.paper.is_some());
        settle(vec![lawful, WRITTEN_WITHDRAWAL.judge(self.on, written)], &[])?;
        let fresh = MemberEvent {
            loss: Some(self.ground),
            paper: self.paper,
            note: self.note.clone(),
            ..event(before.events + 1, (MemberEventKind::Lost, self.on), (&self.actor, now))
        };
        let after = followed_by(before, &held.events, (&fresh, &self.actor))?;
        store::update_member(tx, &after, before.version).await?;
        store::insert_events(tx, &[(self.id, fresh.clone())]).await?;
        Ok(held.permit.commit(changed(before, &after, &[fresh]), after))
    }
}
