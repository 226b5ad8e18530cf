//! R59.3 持有人在册. Nobody gives shares, or has a certificate of any, who never stood in the register.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R59.3
pub static IN_REGISTER: Rule = Rule {
    number: "R59.3",
    label: "HOLDER_UNKNOWN",
    kind: Kind {
        code: "shares.holder.not_in_register",
        status: Status::Conflict,
        title: Bi { zh: "不在份额登记簿中", en: "Not in the register" },
        detail: Bi {
            zh: "方案 {scheme} 的份额登记簿中没有所填的持有人，{on} 不能由其转出份额或发给证书；请核对持有人，或先登记其取得份额的变动。",
            en: "The share register of {scheme} has no such holder, who on {on} gives no shares of it and has no certificate; check the holder, or record first what that one received.",
        },
    },
    demands: Bi {
        zh: "转出、注销份额和领取股权证书的，须是本方案份额登记簿中的持有人。",
        en: "Whoever gives shares or has a certificate of them stands in the share register of the scheme.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["shares.transaction.record", "shares.certificate.issue"],
};

/// Whether somebody stands in the register of a scheme, by its number.
pub fn in_register(scheme: &str, on: Day, known: bool) -> Verdict {
    Verdict::of(known, Facts::none().with("scheme", scheme).with("on", on))
}

#[cfg(test)]
mod tests {
    use super::{IN_REGISTER, in_register};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r59_3_hold() {
        for line in include_str!("../../../../tests/cases/R59.3.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let on: Day = f[0].parse().unwrap();
            let check = IN_REGISTER.judge(on, in_register("GL-1", on, f[1] == "yes"));
            assert_eq!(check.outcome.to_string(), f[2], "{line}");
        }
    }
}
