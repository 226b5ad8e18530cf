//! R70.3 对象类别与收益分配池用途不符. What was set aside for public posts goes to those who work, and what was set aside for hardship to those in need;
//! another class is told, and whoever files the plan says why.

use crate::{
    benefit::{
        distributions::model::{DistributionKind, Term},
        income::PoolUse,
        rolls::NeedClass,
    },
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict, Wording},
};

/// R70.3
pub static CLASS_USE: Rule = Rule {
    number: "R70.3",
    label: "INCOME_USE",
    kind: Kind {
        code: "distributions.distribution.class_use",
        status: Status::Conflict,
        title: Bi { zh: "对象类别与收益分配池用途不符", en: "Classes that the pool is not for" },
        detail: Bi {
            zh: "收益分配池 {pool} 的用途是{purpose}，方案中的{classes}不属于该用途的对象；请核对分配办法和议定依据，属实的，确认后再提交，否则请改选相应用途的池。",
            en: "The pool {pool} is set aside for {purpose}, and the plan gives to classes that this is not for: {classes}. Look at the scheme and at what was decided; acknowledge it where that holds, else name another pool.",
        },
    },
    demands: Bi {
        zh: "公益岗位用途的收益分配给参与劳动的人员，急难救助用途的分配给困难对象；分配给其他类别的，拟订人核对依据并确认。",
        en: "What is set aside for public posts goes to those who work, what is set aside for hardship to those in need; where another class has of it, whoever files the plan looks at its basis.",
    },
    basis: Basis::Practice,
    force: Force::Warn,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["distributions.distribution.file", "distributions.distribution.revise"],
};

/// Whether money for such a use is for such a class.
const fn is_for(purpose: PoolUse, class: NeedClass) -> bool {
    match purpose {
        PoolUse::PublicPosts => matches!(class, NeedClass::Work),
        PoolUse::Hardship => !matches!(class, NeedClass::Work),
        _ => true,
    }
}

/// Holds the classes of a plan against what the pool of this number is for; nothing is asked of plans by shares or stakes.
pub fn class_use(kind: DistributionKind, (number, purpose): (&str, PoolUse), terms: &[Term]) -> Verdict {
    if kind != DistributionKind::AssistanceIncome {
        return Verdict::Silent;
    }
    let alien: Vec<NeedClass> = terms.iter().map(|t| t.class).filter(|class| !is_for(purpose, *class)).collect();
    let facts = Facts::none().with("pool", number).told("purpose", purpose);
    if alien.is_empty() { Verdict::Pass(facts) } else { Verdict::Fail(facts.told("classes", Wording::each(alien))) }
}

#[cfg(test)]
mod tests {
    use super::{CLASS_USE, class_use};
    use crate::{
        benefit::{
            distributions::model::{DistributionKind, Gives, Term},
            income::PoolUse,
            rolls::NeedClass,
        },
        ground::kernel::{Day, Money, Words as _},
    };

    #[test]
    fn the_cases_of_r70_3_hold() {
        for line in include_str!("../../../../tests/cases/R70.3.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let term = |word: &str| Term {
                class: NeedClass::from_word(word).unwrap(),
                gives: Gives::Unit(Money::from_fen(100).unwrap()),
                weight_e4: 0,
            };
            let terms: Vec<Term> = f[2].split(' ').map(term).collect();
            let kind = DistributionKind::from_word(f[0]).unwrap();
            let pool = ("FC-431026-2023-000001", PoolUse::from_word(f[1]).unwrap());
            let check = CLASS_USE.judge(Day::of(2023, 6, 1), class_use(kind, pool, &terms));
            let told = check.facts.get("classes").unwrap_or("-");
            assert_eq!((check.outcome.to_string().as_str(), told), (f[3], f[4]), "{line}");
        }
    }
}
