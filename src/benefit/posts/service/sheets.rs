//! 考勤登记、确认、退回. Who worked on how many days of a month: one officer records it, another confirms it.

use std::collections::BTreeSet;

use super::{PostsRefusal, sheet_subject};
use crate::{
    benefit::posts::{
        model::{Attendance, PublicPost, Sheet, SheetState},
        store,
    },
    ground::{
        authority::{Action, Actor, Holder, Permit, action, denial, officer_of, unknown},
        kernel::{Day, DenialReason, FileId, Month, PostAssignmentId, PostSheetId, PublicPostId, Refusal, Words as _},
        platform::{Fault, Stop, Tx, Work, all_hold},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{access::holder, files::use_files},
};

fn changed(before: &Sheet, after: &Sheet) -> Change {
    let change = Change::changed(sheet_subject(after), &after.region, after.version, before, after);
    change.state(after.state.word())
}

fn misfit(row: usize, refusal: PostsRefusal) -> Stop {
    Refusal::from(refusal).placed(Some(&format!("/rows/{row}/assignment_id"))).into()
}

/// Whether each row is of an assignment of the post, once, with no more days than that has in the month, and none that has not come.
/// Of a month that has not begun the month itself is refused. Whoever calls holds the post.
async fn rows_fit(tx: &Tx, post: &PublicPost, (month, today): (Month, Day), rows: &[Attendance]) -> Result<(), Stop> {
    let ids: Vec<PostAssignmentId> = rows.iter().map(|r| r.assignment).collect();
    let found = store::assignments_by_id(tx.conn(), &ids).await?;
    let mut seen = BTreeSet::new();
    for (at, row) in rows.iter().enumerate() {
        let n = u64::try_from(at).map_err(|_| Fault::inconsistent("more rows than can be counted"))? + 1;
        let assignment = found.get(&row.assignment).filter(|a| a.post == post.id && a.region == post.region);
        let assignment = assignment.filter(|_| seen.insert(row.assignment));
        let assignment = assignment.ok_or_else(|| misfit(at, PostsRefusal::RowMisfit { row: n }))?;
        let (days, most) = (i64::from(row.worked) + i64::from(row.absent), assignment.days_in(month));
        if days > most {
            return Err(misfit(at, PostsRefusal::TooManyDays { row: n, days, most }));
        }
        let come = assignment.days_come(month, today);
        if days > come && month <= today.month() {
            return Err(misfit(at, PostsRefusal::DaysNotCome { row: n, days, come, today }));
        }
    }
    Ok(())
}

/// Records a month of a post.
pub struct RecordSheet {
    /// Who asks.
    pub actor: Actor,
    /// Which post.
    pub post: PublicPostId,
    /// Which month.
    pub month: Month,
    /// Who worked when.
    pub rows: Vec<Attendance>,
    /// The signed sheet.
    pub paper: FileId,
}

impl Work for RecordSheet {
    type Record = Committed<Sheet>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Sheet>, Stop> {
        let wanted = &action::POST_SHEET_RECORD;
        let holder = holder(tx, &self.actor).await?;
        let post = store::lock_post(tx, self.post).await?.filter(|p| holder.seen().covers(&p.region));
        let post = post.ok_or(PostsRefusal::UnknownPost)?;
        let permit = holder.permit(wanted, &post.region)?;
        let now = tx.now().await?;
        let sheet = Sheet {
            id: tx.id(now),
            post: post.id,
            region: post.region.clone(),
            month: self.month,
            paper: self.paper,
            state: SheetState::Recorded,
            recorded_by: officer_of(&self.actor, wanted)?,
            confirmed_by: None,
            return_reason: None,
            rows: self.rows.clone(),
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        all_hold([
            use_files(tx, &holder.seen(), sheet_subject(&sheet), &[self.paper]).await,
            rows_fit(tx, &post, (self.month, now.day()), &self.rows).await,
        ])?;
        if self.month > now.day().month() || !post.works_in(self.month) {
            return Err(Refusal::from(PostsRefusal::SheetMonth { month: self.month }).placed(Some("/month")).into());
        }
        if store::sheet_of(tx.conn(), (post.id, self.month)).await?.is_some() {
            return Err(PostsRefusal::SheetThere { month: self.month }.into());
        }
        store::insert_sheet(tx, &sheet).await?;
        let created = Change::created(sheet_subject(&sheet), &sheet.region, &sheet).state(sheet.state.word());
        Ok(permit.commit(created, sheet))
    }
}

/// A sheet that is held for an act, after its post.
struct Held {
    holder: Holder,
    permit: Permit,
    before: Sheet,
    post: PublicPost,
}

async fn hold(
    tx: &Tx,
    actor: &Actor,
    wanted: &'static Action,
    (id, if_match): (PostSheetId, &str),
) -> Result<Held, Stop> {
    let holder = holder(tx, actor).await?;
    let found = store::find_sheet(tx.conn(), id).await?.ok_or_else(|| unknown(wanted))?;
    let permit = holder.permit_on(wanted, sheet_subject(&found), &found.region)?;
    let post = store::lock_post(tx, found.post).await?.ok_or_else(|| Fault::inconsistent("a sheet of no post"))?;
    let before = store::lock_sheet(tx, id).await?.ok_or_else(|| unknown(wanted))?;
    match_version(if_match, before.version)?;
    Ok(Held { holder, permit, before, post })
}

fn in_state(sheet: &Sheet, wanted: &[SheetState]) -> Result<(), PostsRefusal> {
    if wanted.contains(&sheet.state) { Ok(()) } else { Err(PostsRefusal::SheetIs { state: sheet.state }) }
}

/// Writes a sheet anew that nobody has confirmed.
pub struct ReviseSheet {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: PostSheetId,
    /// The version it was read at.
    pub if_match: String,
    /// Who worked when.
    pub rows: Vec<Attendance>,
    /// The signed sheet.
    pub paper: FileId,
}

impl Work for ReviseSheet {
    type Record = Committed<Sheet>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Sheet>, Stop> {
        let wanted = &action::POST_SHEET_REVISE;
        let Held { holder, permit, before, post } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        use_files(tx, &holder.seen(), sheet_subject(&before), &[self.paper]).await?;
        in_state(&before, &SheetState::OPEN)?;
        let now = tx.now().await?;
        rows_fit(tx, &post, (before.month, now.day()), &self.rows).await?;
        let after = Sheet {
            state: SheetState::Recorded,
            return_reason: None,
            recorded_by: officer_of(&self.actor, wanted)?,
            rows: self.rows.clone(),
            paper: self.paper,
            ..before.clone()
        };
        let after = after.next(self.actor.layer, now);
        store::update_sheet(tx, &after, before.version).await?;
        store::replace_rows(tx, &after).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}

/// Confirms a sheet, as another than who recorded it.
pub struct ConfirmSheet {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: PostSheetId,
    /// The version it was read at.
    pub if_match: String,
}

impl Work for ConfirmSheet {
    type Record = Committed<Sheet>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Sheet>, Stop> {
        let wanted = &action::POST_SHEET_CONFIRM;
        let Held { permit, before, .. } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        let by = officer_of(&self.actor, wanted)?;
        if by == before.recorded_by {
            let of = Some(sheet_subject(&before));
            return Err(denial(DenialReason::SecondPerson, wanted, of, Some(before.region)).into());
        }
        in_state(&before, &[SheetState::Recorded])?;
        let after = Sheet { state: SheetState::Confirmed, confirmed_by: Some(by), ..before.clone() };
        let after = after.next(self.actor.layer, tx.now().await?);
        store::update_sheet(tx, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}

/// Sends a sheet back, also one that was confirmed while no list was made of it.
pub struct ReturnSheet {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: PostSheetId,
    /// The version it was read at.
    pub if_match: String,
    /// Why.
    pub reason: String,
}

impl Work for ReturnSheet {
    type Record = Committed<Sheet>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Sheet>, Stop> {
        let wanted = &action::POST_SHEET_RETURN;
        let Held { permit, before, .. } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        in_state(&before, &[SheetState::Recorded, SheetState::Confirmed])?;
        if let Some(number) = store::list_of_sheet(tx.conn(), &[before.id]).await? {
            return Err(PostsRefusal::SheetPaid { number }.into());
        }
        let return_reason = Some(self.reason.clone());
        let after = Sheet { state: SheetState::Returned, confirmed_by: None, return_reason, ..before.clone() };
        let after = after.next(self.actor.layer, tx.now().await?);
        store::update_sheet(tx, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}
