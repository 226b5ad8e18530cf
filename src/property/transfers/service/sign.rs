//! 交接签字. Each side's word on what was approved: by its own officer, or by a scan that an officer of another unit than recorded it confirms.

use super::act::Scene;
use crate::{
    ground::{
        authority::denial,
        kernel::{Day, DenialReason, FileId, OrganisationId},
        platform::Stop,
    },
    property::transfers::{
        TransfersRefusal,
        model::{CoGiver, Side, Signature, Transfer, TransferState},
        service::subject_of,
    },
};

/// How a side's word comes in.
#[derive(Debug, Clone)]
pub enum SigningKind {
    /// Its own officer, logged in.
    Own,
    /// The page that was signed on paper on a day.
    Scan {
        /// The day.
        on: Day,
        /// The page.
        file: FileId,
    },
    /// An officer of another unit has held the scan against the list.
    Confirm,
}

/// 签字.
#[derive(Debug, Clone)]
pub struct Signing {
    /// Whose word.
    pub side: Side,
    /// Of joint owners who give together: which of them; the giver where absent.
    pub unit: Option<OrganisationId>,
    /// How.
    pub kind: SigningKind,
}

impl Signing {
    /// The joint owner whose word it is; nobody where it is a side's own.
    fn co_giver<'a>(&self, t: &'a Transfer) -> Result<Option<&'a CoGiver>, TransfersRefusal> {
        let Some(unit) = self.unit.filter(|unit| *unit != t.unit_of(self.side)) else { return Ok(None) };
        let found = t.co_givers.iter().find(|g| self.side == Side::Giver && g.unit == unit);
        found.map(Some).ok_or(TransfersRefusal::NoCoGiver)
    }

    /// What stands of this word by now.
    pub(super) fn standing<'a>(&self, t: &'a Transfer) -> Result<Option<&'a Signature>, TransfersRefusal> {
        let found = || t.signatures.iter().find(|s| s.side == self.side);
        Ok(self.co_giver(t)?.map_or_else(found, |giver| giver.signature.as_ref()))
    }

    /// The signature as it would stand.
    fn signature(&self, t: &Transfer, at: &Scene) -> Result<Signature, Stop> {
        let (side, digest, today) = (self.side, at.digest, at.now.day());
        let (joint, standing) = (self.co_giver(t)?, self.standing(t)?);
        let second_person = || {
            let (subject, region) = (Some(subject_of(t)), Some(t.region.clone()));
            Stop::from(denial(DenialReason::SecondPerson, at.wanted, subject, region))
        };
        match (&self.kind, standing) {
            (SigningKind::Own | SigningKind::Scan { .. }, Some(s)) if s.counts() => {
                Err(TransfersRefusal::SignedAlready { side }.into())
            }
            (SigningKind::Own, _) => {
                let by_them = |s: &Signature| s.scan.is_none() && s.officer == at.officer;
                if t.every_signature().filter(|s| standing != Some(*s)).any(by_them) {
                    return Err(second_person());
                }
                at.is_of(joint.map_or(t.unit_of(side), |giver| giver.unit), side)?;
                Ok(Signature { side, officer: at.officer, on: today, digest, scan: None, confirmed_by: None })
            }
            (SigningKind::Scan { on, file }, _) => {
                let approved = t.approved_on.unwrap_or(today);
                if *on < approved || today < *on {
                    return Err(TransfersRefusal::NotThatDay { on: *on, approved, today }.into());
                }
                let scan = Some(*file);
                Ok(Signature { side, officer: at.officer, on: *on, digest, scan, confirmed_by: None })
            }
            (SigningKind::Confirm, Some(s)) if !s.counts() => {
                if s.officer == at.officer {
                    return Err(second_person());
                }
                // One unit alone brings no side's word, nor those of all three.
                if at.unit.is_none() || at.unit == at.recorded_in {
                    return Err(TransfersRefusal::OfOneUnit { side }.into());
                }
                Ok(Signature { confirmed_by: Some(at.officer), ..s.clone() })
            }
            (SigningKind::Confirm, _) => Err(TransfersRefusal::NothingToConfirm { side }.into()),
        }
    }

    pub(super) fn done(&self, before: &Transfer, at: &Scene) -> Result<Transfer, Stop> {
        if before.state != TransferState::Approved {
            return Err(TransfersRefusal::state_is(before.state).into());
        }
        let signature = self.signature(before, at)?;
        if let Some(joint) = self.co_giver(before)? {
            let unit = joint.unit;
            let mut co_givers = before.co_givers.clone();
            for giver in co_givers.iter_mut().filter(|giver| giver.unit == unit) {
                giver.signature = Some(signature.clone());
            }
            return Ok(Transfer { co_givers, ..before.clone() });
        }
        let others = before.signatures.iter().filter(|s| s.side != self.side).cloned();
        Ok(Transfer { signatures: others.chain([signature]).collect(), ..before.clone() })
    }
}
