//! R108.1 公示无异议. Where a matter must be posted, its act waits until a posting has ended and nobody's objection stands.

use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
    office::publicity::model::term_in_words,
};

/// R108.1
pub static POSTED_CLEAN: Rule = Rule {
    number: "R108.1",
    label: "PUBLICITY_MISSING",
    kind: Kind {
        code: "publicity.posting.missing",
        status: Status::Conflict,
        title: Bi { zh: "未经公示", en: "Not posted" },
        detail: Bi {
            zh: "本区划规定该事项须公示 {required}；{subjects} 在 {on} 之前没有期满且无异议成立的公示。请先公示，期满后由他人确认，再办理。",
            en: "Here this is posted for {required}; for {subjects} no posting had ended before {on} without an objection that stands. Post it first, let somebody else close it when its term is over, then act.",
        },
    },
    demands: Bi {
        zh: "规定须公示的资产确权、移交，在公示期满且无异议成立之后办理；此前一次确权所用的公示不再有效。",
        en: "Where it must be posted, a title is confirmed and a transfer takes effect after a posting has ended without an objection that stands; what an earlier title used is used up.",
    },
    basis: Basis::Practice,
    force: Force::Exception,
    valid_from: Day::of(2016, 1, 1),
    valid_to: None,
    operations: &["assets.asset.confirm_title", "transfers.transfer.effect"],
};

/// At most this many numbers are told.
const TOLD: usize = 10;

/// Looks at the subjects of an act for which no posting had ended before its day.
pub fn posted_clean(required: Option<&str>, unposted: &[&str], on: Day) -> Verdict {
    let Some(required) = required else { return Verdict::Silent };
    let told: Vec<&str> = unposted.iter().take(TOLD).copied().collect();
    let facts = Facts::none()
        .said("required", required, term_in_words(required))
        .with("on", on)
        .with("subjects", told.join(", "));
    Verdict::of(unposted.is_empty(), facts.with("count", unposted.len()))
}

#[cfg(test)]
mod tests {
    use super::{POSTED_CLEAN, posted_clean};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r108_1_hold() {
        for line in include_str!("../../../../tests/cases/R108.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let unposted: Vec<&str> = f[1].split(' ').filter(|n| !n.is_empty()).collect();
            let required = Some(f[0]).filter(|r| !r.is_empty());
            let on: Day = f[2].parse().unwrap();
            assert_eq!(
                POSTED_CLEAN.judge(on, posted_clean(required, &unposted, on)).outcome.to_string(),
                f[3],
                "{line}"
            );
        }
    }
}
