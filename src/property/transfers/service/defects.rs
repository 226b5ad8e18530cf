//! 不接收、整改、确认整改、带缺陷接收.

use super::act::Scene;
use crate::{
    ground::{
        authority::denial,
        kernel::{Day, DenialReason, FileId},
        platform::Stop,
    },
    property::transfers::{
        TransfersRefusal,
        model::{Defect, DefectStage, Item, Said, Side, Totals, Transfer, TransferState},
        service::subject_of,
    },
};

/// 不接收. Items that the receiver does not take.
#[derive(Debug, Clone)]
pub struct ItemsRefused {
    /// Their numbers.
    pub items: Vec<i32>,
    /// Why.
    pub reason: String,
    /// The receiver's paper.
    pub file: Option<FileId>,
}

impl ItemsRefused {
    pub(super) fn done(&self, before: &Transfer, at: &Scene) -> Result<Transfer, Stop> {
        at.list_is_open(before)?;
        at.speaks_for(before, Side::Receiver, self.file)?;
        if let Some(n) = self.items.iter().find(|n| !before.item(**n).is_some_and(Item::passes)) {
            return Err(TransfersRefusal::NoSuchItem { n: *n }.into());
        }
        let said = Said { on: at.now.day(), by: at.officer, note: Some(self.reason.clone()), file: self.file };
        let mut after = before.clone();
        for item in after.items.iter_mut().filter(|i| self.items.contains(&i.n)) {
            item.refused = Some(said.clone());
        }
        if after.passing().next().is_none() {
            return Err(TransfersRefusal::NothingLeft.into());
        }
        after.totals = Totals::of(&after.items).ok_or(TransfersRefusal::BadAmount)?;
        Ok(after)
    }
}

/// 整改. Recorded for the giver.
#[derive(Debug, Clone)]
pub struct Cure {
    /// The numbers of the defects.
    pub defects: Vec<i32>,
    /// The day; not before the defects can have been found, not after today.
    pub on: Day,
    /// What was done.
    pub note: Option<String>,
    /// Photo or paper.
    pub file: Option<FileId>,
}

/// The transfer with these defects as they have become; every one is there, and may.
fn each(
    before: &Transfer,
    numbers: &[i32],
    from: &[DefectStage],
    become_so: impl Fn(&mut Defect),
) -> Result<Transfer, TransfersRefusal> {
    if matches!(before.state, TransferState::Refused | TransferState::Cancelled) {
        return Err(TransfersRefusal::state_is(before.state));
    }
    let mut after = before.clone();
    for n in numbers {
        let known = before.passing_defects().any(|d| d.n == *n);
        let found = after.defects.iter_mut().find(|d| d.n == *n && known);
        let defect = found.ok_or(TransfersRefusal::NoSuchDefect { n: *n })?;
        if !from.contains(&defect.stage()) {
            return Err(TransfersRefusal::DefectIs { n: *n, stage: defect.stage() });
        }
        become_so(defect);
    }
    Ok(after)
}

impl Cure {
    pub(super) fn done(&self, before: &Transfer, at: &Scene) -> Result<Transfer, Stop> {
        let today = at.now.day();
        at.speaks_for(before, Side::Giver, self.file)?;
        if self.on > today {
            return Err(TransfersRefusal::DayAhead { day: self.on, today }.into());
        }
        // The list keeps the day of its last check alone: no defect was found before list and check were there.
        let found = before.check.as_ref().map(|check| check.on.min(before.created_at.day()));
        if let Some(found) = found.filter(|found| self.on < *found) {
            return Err(TransfersRefusal::CuredBefore { on: self.on, found }.into());
        }
        let said = Said { on: self.on, by: at.officer, note: self.note.clone(), file: self.file };
        // What the receiver did not find cured is cured again.
        let from = [DefectStage::Open, DefectStage::Accepted, DefectStage::Cured];
        Ok(each(before, &self.defects, &from, |d| d.cured = Some(said.clone()))?)
    }
}

/// 确认整改. Recorded for the receiver, by somebody else than the cure.
#[derive(Debug, Clone)]
pub struct CureConfirmed {
    /// The numbers of the defects.
    pub defects: Vec<i32>,
    /// Remark.
    pub note: Option<String>,
    /// The receiver's paper.
    pub file: Option<FileId>,
}

impl CureConfirmed {
    pub(super) fn done(&self, before: &Transfer, at: &Scene) -> Result<Transfer, Stop> {
        let cured_it = |d: &Defect| self.defects.contains(&d.n) && d.cured.as_ref().is_some_and(|c| c.by == at.officer);
        if before.defects.iter().any(cured_it) {
            let (subject, region) = (Some(subject_of(before)), Some(before.region.clone()));
            return Err(denial(DenialReason::SecondPerson, at.wanted, subject, region).into());
        }
        at.speaks_for(before, Side::Receiver, self.file)?;
        let said = Said { on: at.now.day(), by: at.officer, note: self.note.clone(), file: self.file };
        Ok(each(before, &self.defects, &[DefectStage::Cured], |d| d.closed = Some(said.clone()))?)
    }
}

/// 带缺陷接收. The receiver takes items with their defects, until a day.
#[derive(Debug, Clone)]
pub struct Acceptance {
    /// The numbers of the defects.
    pub defects: Vec<i32>,
    /// The day by which they have to be cured.
    pub until: Day,
    /// Why.
    pub reason: String,
    /// The receiver's paper.
    pub file: Option<FileId>,
}

impl Acceptance {
    pub(super) fn done(&self, before: &Transfer, at: &Scene) -> Result<Transfer, Stop> {
        let today = at.now.day();
        at.speaks_for(before, Side::Receiver, self.file)?;
        if self.until < today {
            return Err(TransfersRefusal::UntilPast { until: self.until, today }.into());
        }
        if !before.state.is_open() {
            return Err(TransfersRefusal::state_is(before.state).into());
        }
        let said = Said { on: self.until, by: at.officer, note: Some(self.reason.clone()), file: self.file };
        let from = [DefectStage::Open, DefectStage::Accepted, DefectStage::Cured];
        Ok(each(before, &self.defects, &from, |d| d.accepted = Some(said.clone()))?)
    }
}
