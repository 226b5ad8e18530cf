//! 表决门槛. How many must come and how many must agree, by law or by charter, in whole numbers: no fraction is ever rounded.

use serde::Serialize;

use super::{Count, MeetingKind, RESIDENTS_LAW_FROM};
use crate::{
    benefit::collectives::{CollectiveKind, MEMBERSHIP_LAW_FROM},
    ground::kernel::{Day, Facts, FileId, Verdict},
};

crate::ground::kernel::words! {
    /// 同意比例的基数. Of whom the part must agree.
    pub enum AgreeOf {
        Eligible = "eligible" "应到人员",
        Attended = "attended" "到会人员",
    }
}

/// A part of a whole that must be reached, or exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Fraction {
    /// Numerator.
    pub part: i32,
    /// Denominator.
    pub whole: i32,
    /// More than this, not just as much.
    pub above: bool,
}

impl Fraction {
    /// At least so much.
    pub const fn least(part: i32, whole: i32) -> Self {
        Self { part, whole, above: false }
    }

    /// More than so much.
    pub const fn above(part: i32, whole: i32) -> Self {
        Self { part, whole, above: true }
    }

    /// Whether it is a part of one, or one, that can be reached.
    pub const fn is_proper(self) -> bool {
        self.part >= 1 && self.whole <= 1000 && (self.part < self.whole || (self.part == self.whole && !self.above))
    }

    /// Whether so many of a number reach it.
    pub fn reached(self, count: i64, of: i64) -> bool {
        let (have, need) = (i128::from(count) * i128::from(self.whole), i128::from(of) * i128::from(self.part));
        if self.above { have > need } else { have >= need }
    }

    /// The fewest of a number that reach it.
    pub fn fewest(self, of: i64) -> i64 {
        let (need, whole) = (i128::from(of) * i128::from(self.part), i128::from(self.whole));
        let fewest = if self.above { need / whole + 1 } else { (need + whole - 1) / whole };
        i64::try_from(fewest).unwrap_or(i64::MAX)
    }
}

/// 章程规定的表决门槛. What the charter of a body asks of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// From which day on the charter says so.
    pub since: Day,
    /// The charter.
    pub paper: FileId,
    /// How many days before the meeting it is told, where the charter says it.
    pub notice_days: Option<i32>,
    /// How many of those who may vote must come, where the charter says it.
    pub attend: Option<Fraction>,
    /// How many must agree.
    pub agree: Fraction,
    /// Of whom.
    pub of: AgreeOf,
}

/// What a law asks of a meeting on a day: how many of those who may vote come; how many agree, of all or of those who came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LegalBar {
    /// How many must come.
    pub attend: Option<Fraction>,
    /// How many must agree.
    pub agree: Fraction,
    /// Of whom.
    pub of: AgreeOf,
}

impl LegalBar {
    /// Whether the votes of a meeting reach it, with what came and agreed and how many must. Whoever is stood for counts as one who
    /// takes part.
    pub fn judge(&self, count: &Count) -> Verdict {
        let (attended, of, base) = (count.attended(), count.eligible, count.base(self.of));
        let came = self.attend.is_none_or(|attend| attend.reached(attended, of));
        let facts = Facts::none()
            .with("eligible", of)
            .with("attended", attended)
            .with("attended_needed", self.attend.map_or(0, |attend| attend.fewest(of)))
            .with("in_favour", count.in_favour)
            .with("favour_needed", self.agree.fewest(base));
        Verdict::of(came && self.agree.reached(count.in_favour, base), facts)
    }
}

/// What the law asks, where one does: of a rural collective and a committee that acts for one since 1 May 2025, of residents since 1 January 2026.
pub fn legal_bar(kind: CollectiveKind, meeting: MeetingKind, on: Day) -> Option<LegalBar> {
    use MeetingKind as Met;
    let (two_thirds, half) = (Fraction::least(2, 3), Fraction::above(1, 2));
    let rural = kind.has_members_alone() && on >= MEMBERSHIP_LAW_FROM;
    let residents = kind == CollectiveKind::ResidentsBody && on >= RESIDENTS_LAW_FROM;
    match meeting {
        Met::MembersAssembly if rural => {
            Some(LegalBar { attend: Some(two_thirds), agree: two_thirds, of: AgreeOf::Eligible })
        }
        Met::MemberRepresentatives if rural => {
            Some(LegalBar { attend: None, agree: two_thirds, of: AgreeOf::Eligible })
        }
        Met::ResidentsAssembly if residents => {
            Some(LegalBar { attend: Some(half), agree: half, of: AgreeOf::Attended })
        }
        Met::ResidentsRepresentatives if residents => {
            Some(LegalBar { attend: Some(two_thirds), agree: half, of: AgreeOf::Attended })
        }
        Met::MembersAssembly
        | Met::MemberRepresentatives
        | Met::ResidentsAssembly
        | Met::ResidentsRepresentatives
        | Met::Shareholders
        | Met::CharterOrgan => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Fraction;

    #[test]
    fn parts_are_counted_in_whole_numbers() {
        let two_thirds = Fraction::least(2, 3);
        assert_eq!([89, 90, 91].map(|of| two_thirds.fewest(of)), [60, 60, 61]);
        assert!(two_thirds.reached(60, 90) && !two_thirds.reached(59, 90) && !two_thirds.reached(60, 91));
        let half = Fraction::above(1, 2);
        assert_eq!([9, 10, 11].map(|of| half.fewest(of)), [5, 6, 6]);
        assert!(half.reached(6, 10) && !half.reached(5, 10));
        for of in 0..200 {
            for fraction in [two_thirds, half, Fraction::least(1, 1), Fraction::above(3, 4)] {
                let fewest = fraction.fewest(of);
                assert!(fraction.reached(fewest, of) && !fraction.reached(fewest - 1, of), "{fraction:?} of {of}");
            }
        }
        assert!(Fraction::least(1, 1).is_proper() && !Fraction::above(1, 1).is_proper());
        assert!(!Fraction::least(3, 2).is_proper() && !Fraction::least(0, 1).is_proper());
    }
}
