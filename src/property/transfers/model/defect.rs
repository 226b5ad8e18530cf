//! 联合查验与缺陷. What both sides saw of each item, and what becomes of a defect until nobody has to answer for it any more.

use serde::Serialize;

use crate::ground::kernel::{Day, FileId, OfficerId, OrganisationId};

crate::ground::kernel::words! {
    /// 查验结果. What the joint check found of an item.
    pub enum Found {
        Sound = "sound" "完好",
        Defective = "defective" "有缺陷",
        Missing = "missing" "未见实物",
    }
}

crate::ground::kernel::words! {
    /// 缺陷状态.
    pub enum DefectStage {
        Open = "open" "待整改",
        Accepted = "accepted" "带缺陷接收",
        Cured = "cured" "已整改待确认",
        Closed = "closed" "已确认整改",
    }
}

/// 联合查验. On which day, on which paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JointCheck {
    /// The day.
    pub on: Day,
    /// 查验记录.
    pub file: Option<FileId>,
    /// Remark.
    pub note: Option<String>,
}

/// What somebody said of an item or a defect on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The day; of an acceptance, the day until which the defect is accepted.
    pub on: Day,
    /// Who recorded it.
    pub by: OfficerId,
    /// In words.
    pub note: Option<String>,
    /// The paper or photo.
    pub file: Option<FileId>,
}

/// 缺陷. What the joint check found wanting in an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Defect {
    /// Its number on this transfer.
    pub n: i32,
    /// The number of its item on the list.
    pub item: i32,
    /// What it is.
    pub description: String,
    /// 整改期限.
    pub due: Day,
    /// 整改单位.
    pub curer: OrganisationId,
    /// Photo.
    pub photo: Option<FileId>,
    /// 整改: recorded for the giver.
    pub cured: Option<Said>,
    /// 带缺陷接收: the receiver takes the item with it, until a day.
    pub accepted: Option<Said>,
    /// 确认: recorded for the receiver, by somebody else.
    pub closed: Option<Said>,
}

impl Defect {
    /// Where it stands.
    pub const fn stage(&self) -> DefectStage {
        match (&self.closed, &self.cured, &self.accepted) {
            (Some(_), _, _) => DefectStage::Closed,
            (None, Some(_), _) => DefectStage::Cured,
            (None, None, Some(_)) => DefectStage::Accepted,
            (None, None, None) => DefectStage::Open,
        }
    }

    /// Whether its item cannot pass with it: not confirmed as cured, and not accepted.
    pub const fn hinders(&self) -> bool {
        self.closed.is_none() && self.accepted.is_none()
    }

    /// The day by which it has to be cured: as accepted, else as the check said.
    pub fn deadline(&self) -> Day {
        self.accepted.as_ref().map_or(self.due, |a| a.on)
    }

    /// Whether it is still there after its deadline.
    pub fn is_overdue(&self, today: Day) -> bool {
        self.closed.is_none() && self.deadline() < today
    }
}

#[cfg(test)]
mod tests {
    use super::{Defect, DefectStage, Said};
    use crate::ground::kernel::Day;

    fn said(day: u32) -> Option<Said> {
        Some(Said { on: Day::of(2023, 4, day), by: uuid::Uuid::nil().into(), note: None, file: None })
    }

    fn open() -> Defect {
        Defect {
            n: 1,
            item: 1,
            description: "渗漏".into(),
            due: Day::of(2023, 4, 10),
            curer: uuid::Uuid::nil().into(),
            photo: None,
            cured: None,
            accepted: None,
            closed: None,
        }
    }

    #[test]
    fn a_defect_hinders_until_it_is_confirmed_or_accepted() {
        let stages = [
            (open(), DefectStage::Open, true),
            (Defect { cured: said(1), ..open() }, DefectStage::Cured, true),
            (Defect { accepted: said(20), ..open() }, DefectStage::Accepted, false),
            (Defect { accepted: said(20), cured: said(1), ..open() }, DefectStage::Cured, false),
            (Defect { cured: said(1), closed: said(2), ..open() }, DefectStage::Closed, false),
        ];
        for (defect, stage, hinders) in stages {
            assert_eq!((defect.stage(), defect.hinders()), (stage, hinders));
        }
    }

    #[test]
    fn the_deadline_itself_is_not_late_and_an_acceptance_moves_it() {
        let (due, after) = (Day::of(2023, 4, 10), Day::of(2023, 4, 11));
        assert!(!open().is_overdue(due) && open().is_overdue(after));
        let accepted = Defect { accepted: said(20), ..open() };
        assert!(!accepted.is_overdue(Day::of(2023, 4, 20)) && accepted.is_overdue(Day::of(2023, 4, 21)));
        assert!(!Defect { cured: said(1), closed: said(2), ..open() }.is_overdue(after));
    }
}
