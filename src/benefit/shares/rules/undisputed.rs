//! R30.1 争议资产不量化. The income of what is contested is quantified for nobody.

use super::told;
use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R30.1
pub static UNDISPUTED: Rule = Rule {
    number: "R30.1",
    label: "QUANTIFIED_DISPUTED",
    kind: Kind {
        code: "shares.scheme.title_disputed",
        status: Status::Conflict,
        title: Bi { zh: "权属有争议，不得折股量化", en: "The title is contested" },
        detail: Bi {
            zh: "下列资产权属有争议：{assets}；争议解决并重新确权前不得折股量化。请从方案中剔除，或先办结争议。",
            en: "The title of these assets is contested: {assets}. Until that is settled their income is quantified for nobody; take them off the scheme, or settle it first.",
        },
    },
    demands: Bi {
        zh: "权属有争议的资产不得折股量化。", en: "An asset whose title is contested is not quantified."
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["shares.scheme.adopt"],
};

/// Looks at the assets of a scheme whose title is contested.
pub fn undisputed(disputed: &[&str]) -> Verdict {
    if disputed.is_empty() {
        return Verdict::Pass(Facts::none());
    }
    Verdict::Fail(Facts::none().with("assets", told(disputed)).with("count", disputed.len()))
}

#[cfg(test)]
mod tests {
    use super::{UNDISPUTED, undisputed};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r30_1_hold() {
        for line in include_str!("../../../../tests/cases/R30.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let disputed: Vec<&str> = f[0].split(' ').filter(|n| !n.is_empty()).collect();
            let check = UNDISPUTED.judge(Day::of(2023, 3, 1), undisputed(&disputed));
            assert_eq!(check.outcome.to_string(), f[1], "{line}");
        }
    }
}
