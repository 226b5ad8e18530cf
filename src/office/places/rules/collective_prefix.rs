//! R2 集体经济组织代码前缀. A rural collective's code is expected to begin with N1, N2, N3 or N9.

use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
    office::places::OrganisationKind,
};

/// R2
pub static COLLECTIVE_PREFIX: Rule = Rule {
    number: "R2",
    label: "USCC_CLASS",
    kind: Kind {
        code: "places.organisation.collective_prefix",
        status: Status::Conflict,
        title: Bi { zh: "集体经济组织代码前缀不符", en: "Unexpected class of code for a collective" },
        detail: Bi {
            zh: "农村集体经济组织的代码通常以 N1、N2、N3、N9 开头，此代码以 {prefix} 开头；请核对类别或代码，无误则确认 R2。",
            en: "The code of a rural collective usually begins with N1, N2, N3 or N9; this one begins with {prefix}. Check kind and code; if they are right, acknowledge R2.",
        },
    },
    demands: Bi {
        zh: "农村集体经济组织的统一社会信用代码以 N1、N2、N3、N9 开头；不符只提示。",
        en: "The code of a rural collective begins with N1, N2, N3 or N9; another one only warns.",
    },
    basis: Basis::Practice,
    force: Force::Warn,
    valid_from: Day::of(2018, 1, 1),
    valid_to: None,
    operations: &["places.organisation.create", "places.organisation.change", "places.organisation.import"],
};

/// Compares kind and class of code; silent for other kinds and where no code is given.
pub fn collective_prefix(kind: OrganisationKind, code: Option<&str>) -> Verdict {
    match (kind, code.and_then(|c| c.get(..2))) {
        (OrganisationKind::Collective, Some(prefix)) => {
            Verdict::of(matches!(prefix, "N1" | "N2" | "N3" | "N9"), Facts::none().with("prefix", prefix))
        }
        _ => Verdict::Silent,
    }
}

#[cfg(test)]
mod tests {
    use super::collective_prefix;
    use crate::{
        ground::kernel::{Verdict, Words as _},
        office::places::OrganisationKind,
    };

    #[test]
    fn the_cases_of_r2_hold() {
        for line in include_str!("../../../../tests/cases/R2.csv").lines().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            let kind = OrganisationKind::from_word(fields[0]).unwrap();
            let verdict = match collective_prefix(kind, Some(fields[1]).filter(|c| !c.is_empty())) {
                Verdict::Pass(_) => "passed",
                Verdict::Fail(_) => "warned",
                Verdict::Silent => "not_applicable",
                Verdict::Undetermined { .. } => "undetermined",
            };
            assert_eq!(verdict, fields[2], "{line}");
        }
    }
}
