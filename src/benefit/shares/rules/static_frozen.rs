//! R58.2 静态管理不增减. Under a static scheme in force shares pass from one to another, and are neither made nor cancelled.

use crate::{
    benefit::shares::model::{SchemeState, ShareModel, TransactionKind},
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
};

/// R58.2
pub static STATIC_FROZEN: Rule = Rule {
    number: "R58.2",
    label: "STATIC_FROZEN",
    kind: Kind {
        code: "shares.transaction.static_frozen",
        status: Status::Conflict,
        title: Bi { zh: "静态管理的份额不增不减", en: "A static scheme neither grows nor shrinks" },
        detail: Bi {
            zh: "该方案实行静态管理且已生效，不办理{kind}；份额可以转让、继承、分户、合户。登记有误须更正的，先退回配置；要增减总份额的，先由成员大会通过新方案。",
            en: "The scheme is static and in force: {kind} is not done under it. Shares are transferred, inherited, split and merged. Where the register is wrong, reopen it first; for another total the assembly adopts another scheme.",
        },
    },
    demands: Bi {
        zh: "静态管理的方案生效后，份额不增不减，只在持有人之间变动。",
        en: "Once a static scheme is in force, its shares pass from one to another and never become more or fewer.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["shares.transaction.record", "shares.transaction.reverse"],
};

/// Whether a scheme in this state takes such a transaction.
pub fn static_frozen((model, state): (ShareModel, SchemeState), kind: TransactionKind) -> Verdict {
    let changes = matches!(kind, TransactionKind::Issue | TransactionKind::Cancel);
    let facts = Facts::none().told("kind", kind);
    let frozen = model == ShareModel::Static && state == SchemeState::InForce;
    if frozen && changes { Verdict::Fail(facts) } else { Verdict::Pass(facts) }
}

#[cfg(test)]
mod tests {
    use super::{STATIC_FROZEN, static_frozen};
    use crate::{
        benefit::shares::model::{SchemeState, ShareModel, TransactionKind},
        ground::kernel::{Day, Words as _},
    };

    #[test]
    fn the_cases_of_r58_2_hold() {
        for line in include_str!("../../../../tests/cases/R58.2.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let of = (ShareModel::from_word(f[0]).unwrap(), SchemeState::from_word(f[1]).unwrap());
            let verdict = static_frozen(of, TransactionKind::from_word(f[2]).unwrap());
            assert_eq!(STATIC_FROZEN.judge(Day::of(2023, 3, 1), verdict).outcome.to_string(), f[3], "{line}");
        }
    }
}
