//! 登记. Somebody says something, by whatever channel, and it is written down.

use super::{
    between,
    due::{ACCEPT_TERM, required},
    named::{Named, fits},
    plain, subject_of, use_papers,
};
use crate::{
    ground::{
        authority::{Actor, action, officer_of},
        kernel::{Day, FileId, NumberKind, PersonId, RegionCode, Words as _},
        platform::{Sealer, Stop, Tx, Work, all_hold, next_number},
        trail::{Change, Committed},
    },
    office::{access::holder, people::know_persons, places::region_on},
    property::complaints::{
        ComplaintsRefusal,
        model::{About, Complaint, ComplaintChannel, ComplaintKind, ComplaintState, Word},
        store::{self, Sealing},
    },
};

/// How something was said.
pub struct Heard {
    /// By which channel.
    pub channel: ComplaintChannel,
    /// When it came; not after today.
    pub received_on: Day,
    /// What it says.
    pub said: String,
    /// Its papers.
    pub files: Vec<FileId>,
}

/// Records a complaint or a suggestion.
pub struct ReceiveComplaint {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Where.
    pub region: RegionCode,
    /// Of which kind.
    pub kind: ComplaintKind,
    /// At which place.
    pub place: Option<String>,
    /// Who complained; nobody where it is anonymous.
    pub complainant: Option<PersonId>,
    /// What it is about, and of whom it speaks.
    pub named: Named,
    /// What was said.
    pub heard: Heard,
}

impl ReceiveComplaint {
    async fn received(&self, tx: &Tx, about: Vec<About>) -> Result<Complaint, Stop> {
        let (now, heard) = (tx.now().await?, &self.heard);
        let word = Word {
            n: 1,
            channel: heard.channel,
            received_on: heard.received_on,
            recorded_by: officer_of(&self.actor, &action::COMPLAINT_RECEIVE)?,
            due: required(tx, ACCEPT_TERM, &self.region, heard.received_on).await?,
            answer: None,
        };
        Ok(Complaint {
            id: tx.id(now),
            number: next_number(tx, NumberKind::Complaint, &self.region).await?.to_string(),
            region: self.region.clone(),
            kind: self.kind,
            place: self.place.clone(),
            complainant: self.complainant,
            state: ComplaintState::Received,
            about,
            complained_of: self.named.concerned(1).collect(),
            words: vec![word],
            extensions: Vec::new(),
            unit: None,
            officer: None,
            accepted: None,
            decline_reason: None,
            passed_to: None,
            closed: None,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        })
    }
}

impl Work for ReceiveComplaint {
    type Record = Committed<Complaint>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Complaint>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let permit = holder.permit(&action::COMPLAINT_RECEIVE, &self.region)?;
        let today = super::day_of(tx).await?;
        region_on(tx, &self.region, today).await?;
        let mut about = Vec::new();
        let whom: Vec<_> = self.complainant.map(|id| ("/complainant_id".to_owned(), id)).into_iter().collect();
        let things = self.named.known(tx, &holder).await.map(|known| about.extend(known));
        all_hold([
            things,
            self.named.officers_known(tx, &holder).await,
            know_persons(tx, &holder, &whom, ComplaintsRefusal::UnknownPerson).await,
        ])?;
        if about.is_empty() {
            return Err(ComplaintsRefusal::AboutNothing.into());
        }
        fits(&about, &self.named.concerned(1).collect::<Vec<_>>(), &self.region)?;
        plain([self.place.as_ref()])?;
        between(self.heard.received_on, None, today)?;
        let complaint = self.received(tx, about).await?;
        use_papers(tx, &holder, subject_of(&complaint), &self.heard.files).await?;
        store::insert_complaint(tx, &complaint).await?;
        let sealing = Sealing::on(tx, &self.sealer, &complaint.region, today).await?;
        if let Some(word) = complaint.last() {
            store::insert_word(tx, &sealing, complaint.id, word, (&self.heard.said, &self.heard.files)).await?;
        }
        let created = Change::created(subject_of(&complaint), &complaint.region, &complaint);
        Ok(permit.commit(created.state(complaint.state.word()), complaint))
    }
}
