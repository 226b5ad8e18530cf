//! 联合查验. What both sides saw of each item, and the defects they wrote down.

use std::collections::BTreeSet;

use super::act::Scene;
use crate::{
    ground::{
        kernel::{Day, FileId, OrganisationId},
        platform::Stop,
    },
    property::transfers::{
        TransfersRefusal,
        model::{Defect, DefectStage, Found, Item, JointCheck, Transfer, TransferState},
    },
};

/// A defect as the check writes it down.
#[derive(Debug, Clone)]
pub struct NewDefect {
    /// What it is.
    pub description: String,
    /// 整改期限.
    pub due: Day,
    /// 整改单位.
    pub curer: OrganisationId,
    /// Photo.
    pub photo: Option<FileId>,
}

/// What was seen of one item.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The number of the item.
    pub n: i32,
    /// 查验结果.
    pub found: Found,
    /// Remark.
    pub remark: Option<String>,
    /// Defects that this check adds.
    pub defects: Vec<NewDefect>,
}

/// One day of a joint check. What an earlier one said of other items stays.
#[derive(Debug, Clone)]
pub struct Inspection {
    /// The day.
    pub on: Day,
    /// 查验记录.
    pub file: Option<FileId>,
    /// Remark.
    pub note: Option<String>,
    /// Who took part.
    pub attended: Vec<OrganisationId>,
    /// What was seen.
    pub items: Vec<Seen>,
}

impl Inspection {
    pub(super) fn units(&self) -> Vec<(String, OrganisationId)> {
        let attended = self.attended.iter().enumerate().map(|(n, unit)| (format!("/organisation_ids/{n}"), *unit));
        let curers = self.items.iter().enumerate().flat_map(|(i, seen)| {
            seen.defects.iter().enumerate().map(move |(n, d)| (format!("/items/{i}/defects/{n}/curer_id"), d.curer))
        });
        attended.chain(curers).collect()
    }

    pub(super) fn files(&self) -> Vec<(String, FileId)> {
        let photo = |i, (n, d): (usize, &NewDefect)| Some((format!("/items/{i}/defects/{n}/photo_file_id"), d.photo?));
        let photos = self
            .items
            .iter()
            .enumerate()
            .flat_map(|(i, seen)| seen.defects.iter().enumerate().filter_map(move |defect| photo(i, defect)));
        self.file.map(|file| ("/file_id".to_owned(), file)).into_iter().chain(photos).collect()
    }

    /// What is wrong in the check itself.
    fn is_sane(&self, t: &Transfer, today: Day) -> Result<(), TransfersRefusal> {
        if self.on > today {
            return Err(TransfersRefusal::DayAhead { day: self.on, today });
        }
        let mut once = BTreeSet::new();
        for seen in &self.items {
            if !t.item(seen.n).is_some_and(Item::passes) {
                return Err(TransfersRefusal::NoSuchItem { n: seen.n });
            }
            if !once.insert(seen.n) {
                return Err(TransfersRefusal::ItemTwice { n: seen.n });
            }
            if let Some(due) = seen.defects.iter().map(|d| d.due).find(|due| *due < self.on) {
                return Err(TransfersRefusal::DueBefore { n: seen.n, due, on: self.on });
            }
            let standing = |d: &&Defect| d.item == seen.n && d.stage() != DefectStage::Closed;
            let defective = t.defects.iter().any(|d| standing(&d)) || !seen.defects.is_empty();
            if seen.found != Found::Missing && defective != (seen.found == Found::Defective) {
                return Err(TransfersRefusal::DefectsDiffer { n: seen.n, found: seen.found });
            }
        }
        Ok(())
    }

    /// Whether it says of every item that something is wanting now, and nothing else.
    fn adds_defects_alone(&self) -> bool {
        self.items.iter().all(|seen| seen.found == Found::Defective && !seen.defects.is_empty())
    }

    pub(super) fn done(&self, before: &Transfer, at: &Scene) -> Result<Transfer, Stop> {
        // What breaks while the desks look at the list, or wait for its day, is written down as a defect: no digest binds it, and what both sides found stays.
        let late = matches!(before.state, TransferState::InApproval | TransferState::Approved);
        if !late || !self.adds_defects_alone() {
            at.list_is_open(before)?;
        }
        self.is_sane(before, at.now.day())?;
        let mut after = before.clone();
        for seen in self.items.iter().filter(|_| !late) {
            let item = after.items.iter_mut().find(|i| i.n == seen.n);
            if let Some(item) = item {
                (item.found, item.remark) = (Some(seen.found), seen.remark.clone());
            }
        }
        let said = self.items.iter().flat_map(|seen| seen.defects.iter().map(|d| (seen.n, d)));
        let first = before.defects.iter().map(|d| d.n).max().unwrap_or_default() + 1;
        after.defects.extend((first..).zip(said).map(|(n, (item, d))| Defect {
            n,
            item,
            description: d.description.clone(),
            due: d.due,
            curer: d.curer,
            photo: d.photo,
            cured: None,
            accepted: None,
            closed: None,
        }));
        if late {
            return Ok(after);
        }
        for unit in &self.attended {
            if !after.attended.contains(unit) {
                after.attended.push(*unit);
            }
        }
        after.check = Some(JointCheck { on: self.on, file: self.file, note: self.note.clone() });
        Ok(after)
    }
}
