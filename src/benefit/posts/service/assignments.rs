//! 上岗、离岗. Who gets a post, by what the register says of that day, and until when.

use super::{PostsRefusal, assignment_subject};
use crate::{
    benefit::{
        posts::{
            model::{Assignment, AssignmentState, PostState, PublicPost},
            rules::{OLD_ENOUGH, ONE_POST, PREFERRED, Preference, old_enough, one_post, preferred},
            store,
        },
        shares::died_by,
    },
    ground::{
        authority::{Actor, action, unknown},
        kernel::{Check, Day, FileId, PersonId, PostAssignmentId, PublicPostId, Words as _, settle},
        platform::{Sealer, Stop, Tx, Work, all_hold},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{
        access::holder,
        files::use_files,
        people::{hold_persons, homes_on, living_in, persons_shown, sees_person},
        policy::values_on,
    },
};

/// Gives somebody a post.
pub struct AssignPost {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Which post.
    pub post: PublicPostId,
    /// Who.
    pub person: PersonId,
    /// From this day on.
    pub from: Day,
    /// The agreement.
    pub paper: FileId,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
}

impl AssignPost {
    /// Whether the post has a place from that day on. Whoever calls holds it.
    async fn fits(&self, tx: &Tx, post: &PublicPost) -> Result<(), Stop> {
        if post.state == PostState::Closed {
            return Err(PostsRefusal::PostIs { state: post.state }.into());
        }
        if !post.works_in(self.from.month()) {
            return Err(PostsRefusal::OutsidePost { month: self.from.month() }.into());
        }
        let held = store::count_on_duty(tx.conn(), post.id, self.from).await?;
        if held >= u64::try_from(post.places).unwrap_or_default() {
            return Err(PostsRefusal::PostFull { places: post.places }.into());
        }
        if let Some(on) = died_by(tx.conn(), &[self.person]).await?.get(&self.person).copied() {
            return Err(PostsRefusal::PersonDied { on }.into());
        }
        Ok(())
    }

    /// What the rules say of whoever gets it, by the register of that day. Whoever calls holds the person.
    async fn judged(&self, tx: &Tx, post: &PublicPost) -> Result<Vec<Check>, Stop> {
        let (conn, person) = (tx.conn(), [self.person]);
        let born = persons_shown(conn, &self.sealer, &person).await?.remove(&self.person);
        let born = born.and_then(|p| p.id_number).and_then(|number| number.born_on());
        let home = homes_on(conn, &person, self.from).await?.remove(&self.person);
        let members = living_in(conn, &home.into_iter().collect::<Vec<_>>(), self.from).await?;
        let members: Vec<PersonId> = members.into_values().flatten().chain(person).collect();
        let held = store::posts_of_persons(conn, &members, self.from).await?;
        let own = held.iter().find(|a| a.person == self.person);
        let other = match own {
            Some(own) => store::find_post(conn, own.post).await?.map(|p| (p.number, own.until)),
            None => None,
        };
        let others = held.iter().filter(|a| a.person != self.person).count();
        let case = Preference { age_known: born.is_some(), is_housed: home.is_some(), others };
        let values = values_on(conn, &post.region, self.from).await?;
        let other = other.as_ref().map(|(number, until)| (number.as_str(), *until));
        Ok(vec![
            OLD_ENOUGH.judge(self.from, old_enough(born, self.from)),
            ONE_POST.judge(self.from, one_post(self.from, other)),
            values.judge(&PREFERRED, self.from, preferred(case)),
        ])
    }
}

impl Work for AssignPost {
    type Record = Committed<Assignment>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Assignment>, Stop> {
        let wanted = &action::POST_ASSIGNMENT_ASSIGN;
        let holder = holder(tx, &self.actor).await?;
        let post = store::lock_post(tx, self.post).await?.filter(|p| holder.seen().covers(&p.region));
        let post = post.ok_or(PostsRefusal::UnknownPost)?;
        let permit = holder.permit(wanted, &post.region)?;
        let now = tx.now().await?;
        let assignment = Assignment {
            id: tx.id(now),
            post: post.id,
            region: post.region.clone(),
            person: self.person,
            from: self.from,
            until: None,
            paper: self.paper,
            state: AssignmentState::OnDuty,
            end_reason: None,
            acknowledged: self.acknowledged.clone(),
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let seen = sees_person(tx.conn(), &holder, self.person).await?;
        all_hold([
            if seen { Ok(()) } else { Err(PostsRefusal::UnknownPerson.into()) },
            use_files(tx, &holder.seen(), assignment_subject(&assignment), &[self.paper]).await,
            super::has_come(tx, self.from, "/from_on").await,
        ])?;
        hold_persons(tx, &[self.person]).await?;
        self.fits(tx, &post).await?;
        settle(self.judged(tx, &post).await?, &self.acknowledged)?;
        store::insert_assignment(tx, &assignment).await?;
        let change = Change::created(assignment_subject(&assignment), &assignment.region, &assignment);
        Ok(permit.commit(change.state(assignment.state.word()), assignment))
    }
}

/// Says that somebody has a post no longer.
pub struct EndAssignment {
    /// Who asks.
    pub actor: Actor,
    /// Which assignment.
    pub id: PostAssignmentId,
    /// The version it was read at.
    pub if_match: String,
    /// The first day on which it is so no longer.
    pub on: Day,
    /// Why.
    pub reason: String,
}

impl EndAssignment {
    /// Whether no sheet counts days behind the end. Whoever calls holds the post.
    async fn attended(&self, tx: &Tx, after: &Assignment) -> Result<(), Stop> {
        for (month, days) in store::attended_after(tx.conn(), after.id, self.on.month()).await? {
            if days > after.days_in(month) {
                return Err(PostsRefusal::Attended { month }.into());
            }
        }
        Ok(())
    }
}

impl Work for EndAssignment {
    type Record = Committed<Assignment>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Assignment>, Stop> {
        let wanted = &action::POST_ASSIGNMENT_END;
        let holder = holder(tx, &self.actor).await?;
        let found = store::find_assignment(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, assignment_subject(&found), &found.region)?;
        store::lock_post(tx, found.post).await?;
        let before = store::lock_assignment(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        match_version(&self.if_match, before.version)?;
        if before.state == AssignmentState::Ended {
            return Err(PostsRefusal::AssignmentIs { state: before.state }.into());
        }
        if self.on <= before.from {
            return Err(PostsRefusal::EndsBefore { from: before.from }.into());
        }
        super::has_come(tx, self.on, "/on").await?;
        let (until, end_reason) = (Some(self.on), Some(self.reason.clone()));
        let after = Assignment { state: AssignmentState::Ended, until, end_reason, ..before.clone() };
        let after = after.next(self.actor.layer, tx.now().await?);
        self.attended(tx, &after).await?;
        store::update_assignment(tx, &after, before.version).await?;
        let change = Change::changed(assignment_subject(&after), &after.region, after.version, &before, &after);
        Ok(permit.commit(change.state(after.state.word()), after))
    }
}
