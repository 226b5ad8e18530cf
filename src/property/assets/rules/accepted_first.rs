//! R13.1 先验收后交付. What is built is accepted before it is handed out for use, and a card that says so names a project that was accepted.

use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict, Wording, Words as _},
    money::projects::ProjectState,
};

/// R13.1
pub static ACCEPTED_FIRST: Rule = Rule {
    number: "R13.1",
    label: "DELIVERED_UNACCEPTED",
    kind: Kind {
        code: "assets.asset.delivered_unaccepted",
        status: Status::Conflict,
        title: Bi { zh: "验收、交付的先后或所属项目不符", en: "Acceptance and delivery do not agree" },
        detail: Bi {
            zh: "资产 {asset}：验收日期 {accepted_on}，交付日期 {delivered_on}，所属项目 {project}（{state}）。工程验收合格后方可交付使用：交付日期不早于验收日期，已验收、已交付的资产所属项目应为已验收。请核对日期和项目；确系先交付后验收、分批验收，或项目的验收尚未登记的，核实后确认本提示（R13.1）。",
            en: "Asset {asset}: accepted on {accepted_on}, delivered on {delivered_on}, of project {project} ({state}). Works are accepted before they are delivered, so the delivery is no earlier than the acceptance, and what was accepted or delivered is of a project that was accepted. Check the days and the project; where it was delivered first or accepted in parts, or the acceptance of the project is not on record yet, see to it and confirm this warning (R13.1).",
        },
    },
    demands: Bi {
        zh: "工程竣工验收合格后方可交付使用：资产卡片的交付日期不早于验收日期，载明验收或交付的，所属项目应已验收。",
        en: "Works are delivered once they are accepted: on a card the delivery is no earlier than the acceptance, and what was accepted or delivered is of a project that was accepted.",
    },
    basis: Basis::Law { document: "《中华人民共和国建筑法》", clause: "第六十一条第二款" },
    // What was used before it was accepted was used: the register tells it, and somebody answers for its being so.
    force: Force::Warn,
    valid_from: Day::of(1998, 3, 1),
    valid_to: None,
    operations: &[
        "assets.asset.create",
        "assets.asset.change",
        "assets.asset.import",
        "assets.asset.correct",
        "assets.asset.confirm_correction",
    ],
};

/// Holds the days of a card against each other and against its project; silent where it tells neither, or nothing to hold it against.
pub fn accepted_first(
    asset: &str,
    (accepted, delivered): (Option<Day>, Option<Day>),
    project: Option<(&str, ProjectState)>,
) -> Verdict {
    let (Some(first), both) = (accepted.or(delivered), accepted.zip(delivered)) else { return Verdict::Silent };
    if both.is_none() && project.is_none() {
        return Verdict::Silent;
    }
    let day = |on: Option<Day>| on.map(|on| on.to_string()).unwrap_or_default();
    let state = project.map(|(_, state)| (state.to_string(), state.label()));
    let (word, label) = state.unwrap_or_default();
    let facts = Facts::none()
        .with("asset", asset)
        .with("accepted_on", day(accepted))
        .with("delivered_on", day(delivered))
        .with("project", project.map(|(number, _)| number).unwrap_or_default())
        .told("state", Wording::new(word.clone(), word, label));
    let in_order = delivered.is_none_or(|on| on >= first);
    Verdict::of(in_order && project.is_none_or(|(_, state)| state == ProjectState::Accepted), facts)
}

#[cfg(test)]
mod tests {
    use super::{ACCEPTED_FIRST, ProjectState, accepted_first};
    use crate::ground::kernel::{Day, Words as _};

    #[test]
    fn the_cases_of_r13_1_hold() {
        for line in include_str!("../../../../tests/cases/R13.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let project = ProjectState::from_word(f[2]).map(|state| ("XM", state));
            let verdict = accepted_first("ZC", (f[0].parse().ok(), f[1].parse().ok()), project);
            assert_eq!(ACCEPTED_FIRST.judge(Day::of(2023, 3, 1), verdict).outcome.to_string(), f[3], "{line}");
        }
    }
}
