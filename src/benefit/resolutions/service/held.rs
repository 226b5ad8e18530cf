//! 登记表决结果. A meeting was held: who came, how they voted, and what that makes of the matter.

use super::{
    Locked, changed,
    convene::{Agenda, entered, kind_on, told_before},
    created, has_come, hold,
    judge::{decided, of_the_vote},
    roster::roster_of,
};
use crate::{
    benefit::{
        collectives::{CollectiveKind, hold_body},
        resolutions::{
            ResolutionsRefusal,
            model::{
                Bar, Count, Fraction, MeetingKind, Minutes, Miscount, Notice, Preparation, Resolution, ResolutionState,
                legal_bar,
            },
            rules::{CHARTER_BAR, VOTES_COUNTED, votes_counted},
            store,
        },
    },
    ground::{
        authority::{Actor, Holder, action},
        kernel::{Day, ExternalRef, FileId, Refusal, ResolutionId, SubjectKind, SubjectRef},
        platform::{Stop, Tx, Work, all_hold},
        trail::Committed,
    },
    office::{access::holder, files::use_files_at, policy::values_on},
};

/// What is told of a meeting that was held.
#[derive(Debug, Clone)]
pub struct Held {
    /// The votes.
    pub count: Count,
    /// What was written down.
    pub minutes: Minutes,
    /// What went before.
    pub before: Preparation,
    /// What the charter asks.
    pub bar: Option<Bar>,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
}

/// A fraction that can be reached, at its place in the body.
fn proper(fraction: Option<Fraction>, place: &str) -> Result<(), Refusal> {
    match fraction.filter(|f| !f.is_proper()) {
        Some(Fraction { part, whole, .. }) => {
            Err(Refusal::from(ResolutionsRefusal::FractionImproper { part, whole }).placed(Some(place)))
        }
        None => Ok(()),
    }
}

/// How figures that cannot be so are refused: all by R55.5, each in its own words and at its place.
fn miscounted(count: &Count, wrong: Miscount) -> Refusal {
    let by_rule = |refusal: ResolutionsRefusal| Refusal { rule: Some(&VOTES_COUNTED), ..Refusal::from(refusal) };
    match wrong {
        Miscount::VotesAboveEligible { .. } => VOTES_COUNTED.refuses(votes_counted(count)).placed(Some("/in_favour")),
        Miscount::AttendedAboveEligible { attended, eligible } => {
            by_rule(ResolutionsRefusal::AttendedAboveEligible { attended, eligible })
        }
        Miscount::VotesNotAttended { votes, attended } => {
            by_rule(ResolutionsRefusal::VotesNotAttended { votes, attended })
        }
    }
}

impl Held {
    /// Every paper with its place in the body.
    fn papers(&self) -> Vec<(String, FileId)> {
        let named = [
            ("/minutes_file_id", Some(self.minutes.paper)),
            ("/ballot_file_id", self.minutes.ballot),
            ("/party/file_id", self.before.party.map(|d| d.paper)),
            ("/town/file_id", self.before.town.map(|d| d.paper)),
            ("/charter/file_id", self.bar.as_ref().map(|b| b.paper)),
        ];
        named.into_iter().filter_map(|(place, paper)| Some((place.to_owned(), paper?))).collect()
    }

    /// What cannot be so, whatever the body: figures, and days out of their order.
    pub(super) fn wrong(&self, (meeting, today): (Day, Day)) -> Vec<Refusal> {
        let (party, town) = (self.before.party.map(|d| d.on), self.before.town.map(|d| d.on));
        let come = |day: Option<Day>, place: &str| day.map_or(Ok(()), |day| has_come(day, today, place));
        let town_first = match party.zip(town).filter(|(party, town)| town < party) {
            Some((party, town)) => Err(ResolutionsRefusal::TownFirst { town, party }.into()),
            None => Ok(()),
        };
        let later = match self.bar.as_ref().map(|b| b.since).filter(|since| *since > meeting) {
            Some(since) => Err(ResolutionsRefusal::CharterLater { since, meeting }.into()),
            None => Ok(()),
        };
        let looks = [
            self.count.fits().map_err(|wrong| miscounted(&self.count, wrong)),
            come(party, "/party/on"),
            come(town, "/town/on"),
            come(self.before.open_on, "/papers_open_on"),
            town_first,
            later,
            proper(self.bar.as_ref().and_then(|b| b.attend), "/charter/attend"),
            proper(self.bar.as_ref().map(|b| b.agree), "/charter/agree"),
        ];
        looks.into_iter().filter_map(Result::err).collect()
    }

    /// Whether what is told can be so, and its papers are there.
    async fn can_be(
        &self,
        tx: &Tx,
        (holder, id): (&Holder, ResolutionId),
        (meeting, today): (Day, Day),
    ) -> Result<(), Stop> {
        let subject = SubjectRef::new(SubjectKind::Resolution, id);
        let wrong = Refusal::joined(self.wrong((meeting, today)));
        all_hold([
            use_files_at(tx, &holder.seen(), subject, &self.papers()).await,
            wrong.map_or(Ok(()), |refusal| Err(refusal.into())),
        ])
    }

    /// Whether something says how many votes it needs.
    pub(super) fn has_bar(&self, kind: CollectiveKind, meeting: MeetingKind, on: Day) -> Result<(), Refusal> {
        let told = self.bar.is_some() && CHARTER_BAR.holds_on(on);
        if told || legal_bar(kind, meeting, on).is_some() {
            return Ok(());
        }
        Err(ResolutionsRefusal::CharterUntold { meeting, on }.into())
    }

    /// What was on the agenda with what is told of it, before anything is made of that.
    pub(super) fn told_of(&self, begun: Resolution) -> Resolution {
        Resolution {
            before: self.before,
            bar: self.bar.clone(),
            count: Some(self.count),
            minutes: Some(self.minutes.clone()),
            ..begun
        }
    }

    /// What the meeting makes of it: its rules are judged by the day on which it was held, over the roster of that day.
    async fn made_of(&self, tx: &Tx, begun: Resolution) -> Result<Resolution, Stop> {
        let told = self.told_of(begun);
        let roster = roster_of(tx.conn(), &told).await?;
        let values = values_on(tx.conn(), &told.region, told.meeting_on).await?;
        let checks = of_the_vote(&told, &self.count, roster, &|rule, day, verdict| values.judge(rule, day, verdict));
        Ok(decided(told, checks, &self.acknowledged)?)
    }
}

/// Tells the votes of a meeting that was convened.
pub struct HoldMeeting {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: ResolutionId,
    /// The version it was read at.
    pub if_match: String,
    /// What is told of it.
    pub held: Held,
}

impl Work for HoldMeeting {
    type Record = Committed<Resolution>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Resolution>, Stop> {
        let wanted = &action::RESOLUTION_HOLD;
        let Locked { holder, permit, body, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        let (now, meeting) = (tx.now().await?, before.meeting_on);
        self.held.can_be(tx, (&holder, self.id), (meeting, now.day())).await?;
        if before.state != ResolutionState::Convened {
            return Err(ResolutionsRefusal::StateIs { state: before.state }.into());
        }
        if meeting > now.day() {
            return Err(ResolutionsRefusal::NotYet { meeting, today: now.day() }.into());
        }
        // What the body has become since it was called is told of no place: this act names no meeting.
        let kind = kind_on(&body, before.meeting, meeting);
        let kind = kind.map_err(|refusal| Refusal { errors: Vec::new(), ..refusal })?;
        self.held.has_bar(kind, before.meeting, meeting)?;
        let begun = Resolution { body_kind: kind, ..before.clone() };
        let after = self.held.made_of(tx, begun).await?.next(self.actor.layer, now);
        store::update_resolution(tx, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}

/// Records a meeting that was held before, in one act and with its own days.
pub struct RecordHeld {
    /// Who asks.
    pub actor: Actor,
    /// What was on the agenda.
    pub agenda: Agenda,
    /// How those who might vote were told, where it is known.
    pub notice: Option<Notice>,
    /// What is told of it.
    pub held: Held,
    /// What other systems call it.
    pub external_ids: Vec<ExternalRef>,
}

impl Work for RecordHeld {
    type Record = Committed<Resolution>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Resolution>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let body = hold_body(tx, &holder, self.agenda.collective).await?;
        let permit = holder.permit(&action::RESOLUTION_RECORD, &body.region)?;
        let (now, meeting) = (tx.now().await?, self.agenda.meeting_on);
        let id: ResolutionId = tx.id(now);
        let papers: Vec<_> = self.notice.iter().map(|notice| ("/notice/file_id".to_owned(), notice.paper)).collect();
        let subject = SubjectRef::new(SubjectKind::Resolution, id);
        all_hold([
            use_files_at(tx, &holder.seen(), subject, &papers).await,
            has_come(meeting, now.day(), "/meeting_on").map_err(Stop::from),
            told_before(self.notice.as_ref(), meeting).map_err(Stop::from),
            self.held.can_be(tx, (&holder, id), (meeting, now.day())).await.map_err(|stop| stop.under("/held")),
        ])?;
        let kind = kind_on(&body, self.agenda.meeting, meeting)?;
        self.held.has_bar(kind, self.agenda.meeting, meeting).map_err(|wrong| wrong.under("/held"))?;
        let begun = self.agenda.begun((id, now), (&body, kind), self.notice.clone(), &self.actor);
        let begun = Resolution { recorded_later: true, external_ids: self.external_ids.clone(), ..begun };
        let resolution = entered(tx, self.held.made_of(tx, begun).await?).await?;
        Ok(permit.commit(created(&resolution), resolution))
    }
}
