//! 原组织答复. The body in which somebody still is a member says whether the person left; the body that asks goes by it.

use super::{
    changed, has_come,
    losses::{followed_by, hold},
    member_subject,
    members::{elsewhere, event},
};
use crate::{
    benefit::collectives::{
        CollectivesRefusal, DeathDoor,
        model::{LossGround, MemberAnswer, MemberEvent, MemberEventKind, MemberState, Membership},
        store,
    },
    ground::{
        authority::{Actor, action},
        kernel::{CollectiveMemberId, Day, FileId, Instant},
        platform::{Fault, Stop, Tx, Work, all_hold},
        trail::{Committed, first_of},
    },
    office::files::use_files,
};

/// Answers whether a member left.
pub struct AnswerForMember {
    /// Who asks.
    pub actor: Actor,
    /// The membership in the body that answers.
    pub id: CollectiveMemberId,
    /// The version it was read at.
    pub if_match: String,
    /// The answer.
    pub answer: MemberAnswer,
    /// On which day the person left, or the answer was given.
    pub on: Day,
    /// The answer as a paper.
    pub paper: Option<FileId>,
    /// Remark.
    pub note: Option<String>,
    /// What tells of deaths.
    pub deaths: &'static dyn DeathDoor,
}

impl AnswerForMember {
    /// The membership that waits for the answer, locked.
    async fn asking(&self, tx: &Tx, mine: &Membership) -> Result<Membership, Stop> {
        let all = store::memberships_of(tx.conn(), &[mine.person]).await?;
        let waits = |m: &&Membership| m.state == MemberState::Waiting && m.by_law && mine.by_law && m.id != mine.id;
        let found = all.iter().find(waits).ok_or(CollectivesRefusal::NothingAsked)?;
        // The person is held: nobody else changes a membership of it meanwhile.
        let locked = store::lock_members(tx, &[found.id]).await?.pop();
        Ok(locked.ok_or_else(|| Fault::inconsistent("a membership is never deleted"))?)
    }

    /// The end of the membership here, where the person left and that is not recorded yet.
    fn left(
        &self,
        (mine, asking): (&Membership, &Membership),
        now: Instant,
    ) -> Result<Option<MemberEvent>, CollectivesRefusal> {
        match (mine.state, mine.until) {
            (MemberState::Member, _) if self.answer == MemberAnswer::Stays => Ok(None),
            (MemberState::Member, _) => {
                if let Some(from) = mine.from.filter(|from| self.on <= *from) {
                    return Err(CollectivesRefusal::LostTooEarly { on: self.on, from });
                }
                Ok(Some(MemberEvent {
                    loss: Some(LossGround::JoinedOther),
                    other: Some(asking.id),
                    paper: self.paper,
                    note: self.note.clone(),
                    ..event(mine.events + 1, (MemberEventKind::Lost, self.on), (&self.actor, now))
                }))
            }
            (MemberState::Lost, Some(until)) if self.answer == MemberAnswer::Left && until == self.on => Ok(None),
            (MemberState::Lost, Some(until)) => Err(CollectivesRefusal::LeftAlready { until }),
            (state, _) => Err(CollectivesRefusal::StateIs { state }),
        }
    }
}

impl Work for AnswerForMember {
    type Record = Committed<Membership>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Membership>, Stop> {
        let wanted = &action::COLLECTIVE_MEMBER_ANSWER;
        let held = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        let (before, now) = (&held.before, tx.now().await?);
        all_hold([
            use_files(tx, &held.holder.seen(), member_subject(before), self.paper.as_slice()).await,
            has_come(tx, self.on, "/on").await,
        ])?;
        let asking = self.asking(tx, before).await?;
        if self.answer == MemberAnswer::Left {
            let died = self.deaths.died(tx, &[before.person]).await?.get(&before.person).copied();
            if let Some(died_on) = died.filter(|died_on| *died_on <= self.on) {
                // Nobody becomes a member of another body by having died in this one.
                return Err(CollectivesRefusal::Died { died_on, on: self.on }.into());
            }
        }
        let mut changes = Vec::new();
        let mut mine = before.clone();
        if let Some(lost) = self.left((before, &asking), now)? {
            mine = followed_by(before, &held.events, (&lost, &self.actor))?;
            store::update_member(tx, &mine, before.version).await?;
            store::insert_events(tx, &[(mine.id, lost.clone())]).await?;
            changes.push(changed(before, &mine, &[lost]));
        }
        let kind = match self.answer {
            MemberAnswer::Left => MemberEventKind::AnsweredLeft,
            MemberAnswer::Stays => MemberEventKind::AnsweredStays,
        };
        let told = MemberEvent {
            other: Some(before.id),
            note: self.note.clone(),
            ..event(asking.events + 1, (kind, self.on), (&self.actor, now))
        };
        let events = store::events_of(tx.conn(), asking.id).await?;
        let theirs = followed_by(&asking, &events, (&told, &self.actor))?;
        store::update_member(tx, &theirs, asking.version).await.map_err(elsewhere)?;
        store::insert_events(tx, &[(theirs.id, told.clone())]).await?;
        changes.push(changed(&asking, &theirs, &[told]));
        let (first, rest) = first_of(changes)?;
        Ok(held.permit.commit(first, mine).and(rest))
    }
}
