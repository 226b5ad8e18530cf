//! 会议通知. Those who may vote are told when, where and on what they meet.

use super::{created, has_come, judge::before_the_vote, subject_of};
use crate::{
    benefit::{
        collectives::{Collective, CollectiveKind, CollectivesRefusal, hold_body},
        resolutions::{
            ResolutionsRefusal,
            model::{Matter, MeetingKind, Notice, Preparation, Resolution, ResolutionState},
            store,
        },
    },
    ground::{
        authority::{Actor, action},
        kernel::{
            CollectiveId, Day, ExternalRef, Instant, NumberKind, Refusal, ResolutionId, SubjectKind, SubjectRef,
            Words as _, settle,
        },
        platform::{Stop, Tx, Work, all_hold, next_number, replace_external_ids},
        trail::Committed,
    },
    office::{access::holder, files::use_files_at},
};

/// 议程. Which body decides what, at which meeting.
#[derive(Debug, Clone)]
pub struct Agenda {
    /// Which body.
    pub collective: CollectiveId,
    /// What is decided.
    pub matter: Matter,
    /// Who meets.
    pub meeting: MeetingKind,
    /// As it stands on the agenda.
    pub title: String,
    /// The day of the meeting.
    pub meeting_on: Day,
}

/// Of which kind a body is on the day of a meeting, and whether this meeting decides in such a body.
pub(super) fn kind_on(body: &Collective, meeting: MeetingKind, on: Day) -> Result<CollectiveKind, Refusal> {
    let term = body.term_on(on).ok_or(CollectivesRefusal::NotThen { on, since: body.since })?;
    let fit = MeetingKind::of(term.kind);
    if fit.contains(&meeting) {
        return Ok(term.kind);
    }
    let fit = fit.iter().map(|m| m.label()).collect::<Vec<_>>().join("、");
    Err(ResolutionsRefusal::MeetingMisfit { meeting, body: term.kind, fit }.into())
}

/// Whether those who may vote were told before they met.
pub(super) fn told_before(notice: Option<&Notice>, meeting: Day) -> Result<(), Refusal> {
    match notice.filter(|n| n.on > meeting) {
        Some(late) => Err(ResolutionsRefusal::NoticeLate { notice: late.on, meeting }.into()),
        None => Ok(()),
    }
}

impl Agenda {
    /// What is on the agenda, as it begins: nothing was voted.
    pub(super) fn begun(
        &self,
        (id, now): (ResolutionId, Instant),
        (body, kind): (&Collective, CollectiveKind),
        notice: Option<Notice>,
        actor: &Actor,
    ) -> Resolution {
        Resolution {
            id,
            number: String::new(),
            collective: body.id,
            region: body.region.clone(),
            body_kind: kind,
            matter: self.matter,
            meeting: self.meeting,
            title: self.title.clone(),
            state: ResolutionState::Convened,
            meeting_on: self.meeting_on,
            notice,
            before: Preparation::default(),
            bar: None,
            count: None,
            minutes: None,
            recorded_later: false,
            shortfalls: Vec::new(),
            acknowledged: Vec::new(),
            end: None,
            layer: actor.layer,
            external_ids: Vec::new(),
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }
}

/// Gives it its number and writes it.
pub(super) async fn entered(tx: &Tx, resolution: Resolution) -> Result<Resolution, Stop> {
    let number = next_number(tx, NumberKind::Resolution, &resolution.region).await?.to_string();
    let resolution = Resolution { number, ..resolution };
    store::insert_resolutions(tx, std::slice::from_ref(&resolution)).await?;
    replace_external_ids(tx, subject_of(&resolution), &[], &resolution.external_ids).await?;
    Ok(resolution)
}

/// Tells those who may vote of a meeting that lies ahead.
pub struct Convene {
    /// Who asks.
    pub actor: Actor,
    /// What is on the agenda.
    pub agenda: Agenda,
    /// How they were told.
    pub notice: Notice,
    /// What other systems call it.
    pub external_ids: Vec<ExternalRef>,
}

impl Work for Convene {
    type Record = Committed<Resolution>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Resolution>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let body = hold_body(tx, &holder, self.agenda.collective).await?;
        let permit = holder.permit(&action::RESOLUTION_CONVENE, &body.region)?;
        let (now, meeting) = (tx.now().await?, self.agenda.meeting_on);
        let today = now.day();
        let id: ResolutionId = tx.id(now);
        let ahead =
            if meeting < today { Err(ResolutionsRefusal::MeetingPast { meeting, today }.into()) } else { Ok(()) };
        let subject = SubjectRef::new(SubjectKind::Resolution, id);
        let papers = [("/notice/file_id".to_owned(), self.notice.paper)];
        all_hold([
            use_files_at(tx, &holder.seen(), subject, &papers).await,
            has_come(self.notice.on, today, "/notice/on").map_err(Stop::from),
            told_before(Some(&self.notice), meeting).map_err(Stop::from),
            ahead,
        ])?;
        let kind = kind_on(&body, self.agenda.meeting, meeting)?;
        let begun = self.agenda.begun((id, now), (&body, kind), Some(self.notice.clone()), &self.actor);
        let begun = Resolution { external_ids: self.external_ids.clone(), ..begun };
        settle(before_the_vote(&begun, &|rule, day, verdict| rule.judge(day, verdict)), &[])?;
        let resolution = entered(tx, begun).await?;
        Ok(permit.commit(created(&resolution), resolution))
    }
}
