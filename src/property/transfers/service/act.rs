//! What giver, receiver and supervisor do on a transfer between its list and the day on which it takes effect.

use super::{
    Acceptance, Cure, CureConfirmed, Inspection, ItemsRefused, Signing, SigningKind, give_back, papers_of, returned_of,
    subject_of, write_back,
};
use crate::{
    ground::{
        authority::{Action, Actor, Holder, action, officer_of, unknown},
        kernel::{Digest, FileId, Instant, OfficerId, OrganisationId, TransferId},
        platform::{Stop, Tx, Work, all_hold},
        trail::Committed,
        wire::match_version,
    },
    office::{
        access::{holder, officer_briefs},
        approvals::{ReturnForm, Returned, hold},
        files::use_files_at,
        places::know_organisations,
    },
    property::{
        assets::Passing,
        transfers::{
            TransfersRefusal,
            model::{Side, Transfer, TransferState},
            store,
        },
    },
};

/// What is done.
#[derive(Debug, Clone)]
pub enum What {
    /// 联合查验.
    Inspect(Inspection),
    /// 不接收.
    RefuseItems(ItemsRefused),
    /// 整改.
    Cure(Cure),
    /// 确认整改.
    ConfirmCure(CureConfirmed),
    /// 带缺陷接收.
    AcceptDefects(Acceptance),
    /// 签字.
    Sign(Signing),
}

/// Who acts, when, and on what one would sign.
pub(super) struct Scene {
    /// The officer.
    pub officer: OfficerId,
    /// The unit the officer belongs to.
    pub unit: Option<OrganisationId>,
    /// Whether the officer is of an office that brings the papers of others.
    pub brings_papers: bool,
    /// Of a scan that is confirmed: the unit of the officer who recorded it.
    pub recorded_in: Option<OrganisationId>,
    /// Now.
    pub now: Instant,
    /// What the transfer comes to.
    pub digest: Digest,
    /// The action that was asked for.
    pub wanted: &'static Action,
    /// What the desk said that returned it, while it lies returned.
    pub returned: Option<Returned>,
}

impl Scene {
    /// Only an officer of a unit signs for it.
    pub fn is_of(&self, unit: OrganisationId, side: Side) -> Result<(), TransfersRefusal> {
        if self.unit == Some(unit) { Ok(()) } else { Err(TransfersRefusal::NotTheirSide { side }) }
    }

    /// Only an officer of a side speaks for it; anybody else brings its paper. Whoever leads a collective speaks for that one alone.
    pub fn speaks_for(&self, t: &Transfer, side: Side, paper: Option<FileId>) -> Result<(), TransfersRefusal> {
        let theirs = self.unit == Some(t.unit_of(side));
        if !theirs && !self.brings_papers {
            return Err(TransfersRefusal::OwnUnitAlone { side });
        }
        if theirs || paper.is_some() { Ok(()) } else { Err(TransfersRefusal::NotTheirSide { side }) }
    }

    /// The list is checked and shortened before it goes to its desks, and again where one has returned it to be revised.
    pub fn list_is_open(&self, t: &Transfer) -> Result<(), TransfersRefusal> {
        let revised = self.returned.as_ref().is_some_and(|r| r.form == ReturnForm::Revise);
        if t.state == TransferState::Listed || revised { Ok(()) } else { Err(TransfersRefusal::not_listed(t.state)) }
    }
}

impl What {
    const fn action(&self) -> &'static Action {
        match self {
            Self::Inspect(_) => &action::TRANSFER_INSPECT,
            Self::RefuseItems(_) => &action::TRANSFER_REFUSE_ITEMS,
            Self::Cure(_) => &action::TRANSFER_CURE,
            Self::ConfirmCure(_) => &action::TRANSFER_CONFIRM_CURE,
            Self::AcceptDefects(_) => &action::TRANSFER_ACCEPT_DEFECTS,
            Self::Sign(Signing { kind, .. }) => match kind {
                SigningKind::Own => &action::TRANSFER_SIGN,
                SigningKind::Scan { .. } => &action::TRANSFER_RECORD_SIGNATURE,
                SigningKind::Confirm => &action::TRANSFER_CONFIRM_SIGNATURE,
            },
        }
    }

    /// Of a scan that is to be confirmed: who recorded it.
    fn recorder(&self, t: &Transfer) -> Option<OfficerId> {
        let Self::Sign(said @ Signing { kind: SigningKind::Confirm, .. }) = self else { return None };
        said.standing(t).ok().flatten().map(|s| s.officer)
    }

    /// The units that it names, each with its place.
    fn units(&self) -> Vec<(String, OrganisationId)> {
        match self {
            Self::Inspect(inspection) => inspection.units(),
            Self::Sign(Signing { unit: Some(unit), .. }) => vec![("/organisation_id".to_owned(), *unit)],
            _ => Vec::new(),
        }
    }

    /// The files that it names, each with its place.
    fn files(&self) -> Vec<(String, FileId)> {
        let file = match self {
            Self::Inspect(inspection) => return inspection.files(),
            Self::RefuseItems(said) => said.file,
            Self::Cure(said) => said.file,
            Self::ConfirmCure(said) => said.file,
            Self::AcceptDefects(said) => said.file,
            Self::Sign(Signing { kind: SigningKind::Scan { file, .. }, .. }) => Some(*file),
            Self::Sign(_) => None,
        };
        file.map(|file| ("/file_id".to_owned(), file)).into_iter().collect()
    }

    fn done(&self, before: &Transfer, at: &Scene) -> Result<Transfer, Stop> {
        match self {
            Self::Inspect(said) => said.done(before, at),
            Self::RefuseItems(said) => said.done(before, at),
            Self::Cure(said) => said.done(before, at),
            Self::ConfirmCure(said) => said.done(before, at),
            Self::AcceptDefects(said) => said.done(before, at),
            Self::Sign(said) => said.done(before, at),
        }
    }
}

/// Does it.
pub struct ActOnTransfer {
    /// Who.
    pub actor: Actor,
    /// On which transfer.
    pub id: TransferId,
    /// The version it was read at.
    pub if_match: String,
    /// What.
    pub what: What,
}

impl ActOnTransfer {
    async fn scene(&self, tx: &Tx, holder: &Holder, t: &Transfer) -> Result<Scene, Stop> {
        let wanted = self.what.action();
        let officer = officer_of(&self.actor, wanted)?;
        let recorder = self.what.recorder(t);
        let briefs = officer_briefs(tx.conn(), [Some(officer), recorder].into_iter().flatten().collect()).await?;
        let unit_of = |id: OfficerId| briefs.iter().find(|o| o.id == id).and_then(|o| o.organisation);
        let (unit, recorded_in) = (unit_of(officer), recorder.and_then(unit_of));
        let digest = t.decisive(&papers_of(tx.conn(), t).await?);
        let returned = returned_of(tx.conn(), t).await?;
        // Who brings a scan brings any paper; the roles are those of that act.
        let brings_papers = holder.may(&action::TRANSFER_RECORD_SIGNATURE, &t.region);
        Ok(Scene { officer, unit, brings_papers, recorded_in, now: tx.now().await?, digest, wanted, returned })
    }

    /// Everything that the act names: outside the scope it answers as what does not exist, before anything else is looked at.
    async fn references_hold(&self, tx: &Tx, holder: &Holder, t: &Transfer) -> Result<(), Stop> {
        all_hold([
            know_organisations(tx, holder, &t.region, &self.what.units(), TransfersRefusal::UnknownUnit).await,
            use_files_at(tx, &holder.seen(), subject_of(t), &self.what.files()).await,
        ])
    }
}

impl Work for ActOnTransfer {
    type Record = Committed<Transfer>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Transfer>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = self.what.action();
        let known = store::find_transfer(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&known), &known.region)?;
        if let Some(run) = known.run {
            hold(tx, run).await?;
        }
        let before = store::lock_transfer(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        match_version(&self.if_match, before.version)?;
        self.references_hold(tx, &holder, &before).await?;
        let scene = self.scene(tx, &holder, &before).await?;
        let done = self.what.done(&before, &scene)?;
        let after =
            Transfer { version: before.version + 1, updated_at: scene.now, returned: scene.returned.clone(), ..done };
        let dropped = before.items.iter().zip(&after.items).filter(|(was, is)| was.passes() && !is.passes());
        let by = Passing::by(&self.actor, scene.now.day(), None, Some(&before.number));
        let back = give_back(tx, dropped.map(|(was, _)| was).collect(), &by).await?;
        let change = write_back(tx, &before, &after).await?;
        Ok(permit.commit(change, after).and(back))
    }
}
