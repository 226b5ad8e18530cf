//! 冲正. Events of a membership that were wrong count for nothing, and stay to be read.

use super::{
    changed,
    losses::hold,
    members::{Ground, elsewhere},
};
use crate::{
    benefit::collectives::{
        CollectivesRefusal,
        model::{Course, MemberEvent, MemberEventKind, Membership, Reversal},
        store,
    },
    ground::{
        authority::{Actor, action},
        kernel::CollectiveMemberId,
        platform::{Stop, Tx, Work},
        trail::Committed,
    },
};

/// Says that events were wrong.
pub struct ReverseMemberEvents {
    /// Who asks.
    pub actor: Actor,
    /// Of which membership.
    pub id: CollectiveMemberId,
    /// The version it was read at.
    pub if_match: String,
    /// Which, by their numbers.
    pub ns: Vec<i32>,
    /// Why.
    pub reason: String,
}

impl ReverseMemberEvents {
    /// The events, with these reversed. That somebody left for another body binds both, and is reversed in neither.
    fn reversed(
        &self,
        mut events: Vec<MemberEvent>,
        reversal: &Reversal,
    ) -> Result<Vec<MemberEvent>, CollectivesRefusal> {
        let binds = |e: &MemberEvent| e.other.is_some() && e.kind != MemberEventKind::AnsweredStays;
        for n in &self.ns {
            let stands = |e: &&mut MemberEvent| e.n == *n && e.reversed.is_none() && !binds(e);
            let event = events.iter_mut().find(stands).ok_or(CollectivesRefusal::NothingToReverse { n: *n })?;
            event.reversed = Some(reversal.clone());
        }
        Ok(events)
    }
}

impl Work for ReverseMemberEvents {
    type Record = Committed<Membership>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Membership>, Stop> {
        let wanted = &action::COLLECTIVE_MEMBER_REVERSE;
        let held = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        let (before, now) = (held.before, tx.now().await?);
        let reversal = Reversal { by: self.actor.principal.to_string(), at: now, reason: self.reason.clone() };
        let all = self.reversed(held.events, &reversal)?;
        let course = Course::of(&all).map_err(|n| CollectivesRefusal::DoesNotFollow { n })?;
        let after = before.clone().following(course).next(self.actor.layer, now);
        // A loss that is taken back makes a member again, also of somebody whom another body confirmed since.
        if let Some(from) = after.from.filter(|_| before.until != after.until) {
            Ground::of(tx, &held.holder, &[after.person]).await?.alone(&after, (from, after.until))?;
        }
        store::update_member(tx, &after, before.version).await.map_err(elsewhere)?;
        store::mark_reversed(tx, self.id, &self.ns, &reversal).await?;
        let wrong: Vec<MemberEvent> = all.into_iter().filter(|e| self.ns.contains(&e.n)).collect();
        Ok(held.permit.commit(changed(&before, &after, &wrong), after))
    }
}
