//! R30 争议资产. What is contested passes to nobody.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R30
pub static TITLE_CLEAR: Rule = Rule {
    number: "R30",
    label: "TITLE_DISPUTED",
    kind: Kind {
        code: "transfers.transfer.title_disputed",
        status: Status::Conflict,
        title: Bi { zh: "权属有争议", en: "The title is contested" },
        detail: Bi {
            zh: "下列资产权属有争议：{assets}；争议解决并重新确权前不得移交。请从清单中剔除，或先办结争议。",
            en: "The title of these assets is contested: {assets}. Until that is settled and the title confirmed anew they pass to nobody; take them off the list, or settle it first.",
        },
    },
    demands: Bi {
        zh: "权属有争议的资产不得移交。", en: "An asset whose title is contested is not transferred."
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["transfers.transfer.file", "transfers.transfer.effect"],
};

/// At most this many numbers are told.
const TOLD: usize = 10;

/// Looks at the assets of a list whose title is contested.
pub fn title_clear(disputed: &[&str]) -> Verdict {
    if disputed.is_empty() {
        return Verdict::Pass(Facts::none());
    }
    let told: Vec<&str> = disputed.iter().take(TOLD).copied().collect();
    Verdict::Fail(Facts::none().with("assets", told.join(", ")).with("count", disputed.len()))
}

#[cfg(test)]
mod tests {
    use super::{TITLE_CLEAR, title_clear};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r30_hold() {
        for line in include_str!("../../../../tests/cases/R30.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let disputed: Vec<&str> = f[0].split(' ').filter(|n| !n.is_empty()).collect();
            let check = TITLE_CLEAR.judge(Day::of(2023, 3, 1), title_clear(&disputed));
            assert_eq!(check.outcome.to_string(), f[1], "{line}");
        }
    }
}
