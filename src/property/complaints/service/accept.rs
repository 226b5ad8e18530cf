//! 受理与不予受理. A complaint is given to a unit with a day, or told to be nobody's here.

use super::{
    Act, Locked, day_of,
    due::{ANSWER_TERM, lies_ahead, required, set},
    plain, write_back,
};
use crate::{
    ground::{
        authority::{action, officer_of},
        kernel::{Day, OfficerId, OrganisationId},
        platform::{Stop, Tx, Work, all_hold},
        trail::Committed,
    },
    office::{access::know_officers, places::know_organisations},
    property::complaints::{
        ComplaintsRefusal,
        model::{Assigned, Complaint, Declined},
    },
};

/// Accepts a complaint, and gives it to whoever is to answer.
pub struct AcceptComplaint {
    /// The act.
    pub act: Act,
    /// 承办单位.
    pub unit: OrganisationId,
    /// 承办人.
    pub officer: Option<OfficerId>,
    /// An earlier day than the term allows; today or later.
    pub due_on: Option<Day>,
}

impl Work for AcceptComplaint {
    type Record = Committed<Complaint>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Complaint>, Stop> {
        let wanted = &action::COMPLAINT_ACCEPT;
        let Locked { holder, permit, before } = self.act.lock(tx, wanted).await?;
        let unit = [("/unit_id".to_owned(), self.unit)];
        let officer: Vec<_> = self.officer.map(|id| ("/officer_id".to_owned(), id)).into_iter().collect();
        all_hold([
            know_organisations(tx, &holder, &before.region, &unit, ComplaintsRefusal::UnknownUnit).await,
            know_officers(tx, &holder, &officer, ComplaintsRefusal::UnknownOfficer).await,
        ])?;
        if self.officer.is_some_and(|officer| before.speaks_of(officer)) {
            return Err(ComplaintsRefusal::AssignedToConcerned.into());
        }
        lies_ahead(tx, self.due_on).await?;
        let today = day_of(tx).await?;
        let due = set(self.due_on, required(tx, ANSWER_TERM, &before.region, today).await?)?;
        let by = (officer_of(&self.act.actor, wanted)?, today);
        let to = Assigned { unit: self.unit, officer: self.officer, due, by };
        let after = before.accepted(to, tx.now().await?);
        let (change, after) = write_back(tx, &before, after).await?;
        Ok(permit.commit(change, after))
    }
}

/// Declines a complaint.
pub struct DeclineComplaint {
    /// The act.
    pub act: Act,
    /// Why.
    pub reason: String,
    /// Whither it was passed.
    pub passed_to: Option<String>,
}

impl Work for DeclineComplaint {
    type Record = Committed<Complaint>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Complaint>, Stop> {
        let Locked { permit, before, .. } = self.act.lock(tx, &action::COMPLAINT_DECLINE).await?;
        plain([Some(&self.reason), self.passed_to.as_ref()])?;
        let why = Declined { reason: self.reason.clone(), passed_to: self.passed_to.clone() };
        let (change, after) = write_back(tx, &before, before.declined(why, tx.now().await?)).await?;
        Ok(permit.commit(change, after))
    }
}
