//! R27.2 公益性资产不得注入平台公司. What serves the public is not made a platform company's capital.

use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
    property::assets::model::Regime,
};

/// R27.2
pub static NOT_INJECTED: Rule = Rule {
    number: "R27.2",
    label: "WELFARE_TO_COMPANY",
    kind: Kind {
        code: "assets.asset.welfare_to_company",
        status: Status::Conflict,
        title: Bi { zh: "公益性资产归企业所有", en: "Public-welfare assets become a company's" },
        detail: Bi {
            zh: "公益性资产（共 {count} 项）{assets} 将归 {receiver} 所有；公益性资产不得注入融资平台公司。请核对所有人，或只移交管护权；{receiver} 不是融资平台公司的，核实后确认本提示（R27.2）再提交。",
            en: "Public-welfare assets ({count}) {assets} would become property of {receiver}, and none may be injected into a financing platform company. Check the owner, or hand over the keeping alone; or, where {receiver} is none, see to it, confirm this warning (R27.2) and send it again.",
        },
    },
    demands: Bi {
        zh: "公益性资产不得注入融资平台公司；划给国有企业的，须核实接收企业不是融资平台公司。",
        en: "No public-welfare asset is injected into a financing platform company; where one passes to a state company, somebody answers for its not being one.",
    },
    basis: Basis::Law {
        document: "《关于进一步规范地方政府举债融资行为的通知》（财预〔2017〕50号）",
        clause: "第二条",
    },
    // The clause speaks of platform companies; which company is one, no register here says.
    force: Force::Warn,
    valid_from: Day::of(2017, 4, 26),
    valid_to: None,
    operations: &[
        "assets.asset.create",
        "assets.asset.change",
        "assets.asset.import",
        "assets.asset.correct",
        "assets.asset.confirm_correction",
        "assets.asset.confirm_title",
        "transfers.transfer.file",
        "transfers.transfer.read_checks",
    ],
};

/// At most this many numbers are told.
const TOLD: usize = 10;

/// Looks at public-welfare assets that come to be owned by a state company; silent where none does, and where a company had them before.
pub fn not_injected((from, to): (Option<Regime>, Regime), receiver: &str, public: &[&str]) -> Verdict {
    if to != Regime::StateCompany || from == Some(Regime::StateCompany) {
        return Verdict::Silent;
    }
    let told: Vec<&str> = public.iter().take(TOLD).copied().collect();
    let facts = Facts::none().with("receiver", receiver).with("assets", told.join(", ")).with("count", public.len());
    Verdict::of(public.is_empty(), facts)
}

#[cfg(test)]
mod tests {
    use super::{NOT_INJECTED, not_injected};
    use crate::{
        ground::kernel::{Day, Words as _},
        property::assets::model::Regime,
    };

    #[test]
    fn the_cases_of_r27_2_hold() {
        for line in include_str!("../../../../tests/cases/R27.2.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let public: Vec<&str> = f[2].split_whitespace().collect();
            let verdict =
                not_injected((Regime::from_word(f[0]), Regime::from_word(f[1]).unwrap()), "示例公司", &public);
            assert_eq!(NOT_INJECTED.judge(f[3].parse::<Day>().unwrap(), verdict).outcome.to_string(), f[4], "{line}");
        }
    }
}
