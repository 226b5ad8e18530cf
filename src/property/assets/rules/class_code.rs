//! R7 资产分类代码. A class is a code of its edition, at a level that can be used.

use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
    property::assets::model::{ClassEdition, ClassRef},
};

/// R7
pub static CLASS_CODE: Rule = Rule {
    number: "R7",
    label: "ASSET_CLASS_CODE",
    kind: Kind {
        code: "assets.asset.class_unknown",
        status: Status::Conflict,
        title: Bi { zh: "资产分类代码不可用", en: "The class code cannot be used" },
        detail: Bi {
            zh: "代码 {code} 不是 {edition} 的可用代码（{fault}）；2010 版为 7 位数字且大类 {major} 须在分类表中，2022 版为 A 加 8 位数字。请按资产卡片核对版本和代码；卡片确是这样写的，确认后照录。",
            en: "{code} is no usable code of {edition} ({fault}); the edition of 2010 has seven digits, whose major class {major} stands in the table, that of 2022 an A and eight digits. Check edition and code on the card; where it says so, acknowledge it, and it is kept as written.",
        },
    },
    demands: Bi {
        zh: "资产分类代码须属于所载版本：2010 版大类在分类表中，2022 版合乎代码格式。",
        en: "A class code is one of its edition: in that of 2010 its major class stands in the table, in that of 2022 it has the form of a code.",
    },
    basis: Basis::Law {
        document: "《固定资产分类与代码》（GB/T 14885-2010）、《固定资产等资产基础分类与代码》（GB/T 14885-2022）",
        clause: "分类与代码表",
    },
    force: Force::Warn,
    valid_from: Day::of(2011, 5, 1),
    valid_to: None,
    operations: &["assets.asset.create", "assets.asset.change", "assets.asset.form", "assets.asset.import"],
};

/// Whether the digits alone are a code of the edition below its sections (门类).
fn is_formed(class: &ClassRef) -> bool {
    let digits = |text: &str, n: usize| text.len() == n && text.bytes().all(|b| b.is_ascii_digit());
    match class.edition {
        ClassEdition::Gbt2010 => digits(&class.code, 7),
        ClassEdition::Gbt2022 => class.code.strip_prefix('A').is_some_and(|rest| digits(rest, 8)),
    }
}

/// Looks at a code; `major_known` says whether the table has its major class.
pub fn class_code(class: &ClassRef, major_known: bool) -> Verdict {
    let facts = Facts::none()
        .with("code", &class.code)
        .told("edition", class.edition)
        .with("major", class.major().unwrap_or_else(|| "-".into()));
    if !is_formed(class) {
        return Verdict::Fail(facts.said("fault", "form", "代码格式不符"));
    }
    if class.major().is_some() && !major_known {
        return Verdict::Fail(facts.said("fault", "major_unknown", "大类不在分类表中"));
    }
    Verdict::Pass(facts)
}

#[cfg(test)]
mod tests {
    use super::{CLASS_CODE, ClassEdition, ClassRef, class_code};
    use crate::ground::kernel::{Day, Words as _};

    #[test]
    fn the_cases_of_r7_hold() {
        for line in include_str!("../../../../tests/cases/R7.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let class = ClassRef { edition: ClassEdition::from_word(f[0]).unwrap(), code: f[1].into() };
            let day: Day = f[3].parse().unwrap();
            let check = CLASS_CODE.judge(day, class_code(&class, f[2] == "yes"));
            assert_eq!(check.outcome.to_string(), f[4], "{line}");
        }
    }
}
