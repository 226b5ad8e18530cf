//! R70.2 名单项目不在列举之内. An item that the clause does not name, of a pool for a use that it does: whoever made the list says that it serves that use.

use crate::{
    benefit::{income::PoolUse, posts::model::ToPersonItem},
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
};

/// R70.2
pub static UNNAMED_USE: Rule = Rule {
    number: "R70.2",
    label: "INCOME_USE",
    kind: Kind {
        code: "posts.list.unnamed_use",
        status: Status::Conflict,
        title: Bi { zh: "名单项目不在列举的用途之内", en: "An item that no use names" },
        detail: Bi {
            zh: "名单项目“{item}”没有对应的列举用途，所用收益分配池 {pool} 的用途是{purpose}；请核对该项目确属此用途，属实的，确认后再提交，否则请改选其他用途的池。",
            en: "The item {item} is of none of the named uses, and the pool {pool} is set aside for {purpose}. Look whether the item serves that use; acknowledge it where it does, else name a pool for another use.",
        },
    },
    demands: Bi {
        zh: "没有列明用途的补贴项目由列举用途的收益分配池列支的，编制人核对确属该用途并确认。",
        en: "Where a pool for a named use pays an item that is of none, whoever makes the list looks whether it serves that use.",
    },
    basis: Basis::Practice,
    force: Force::Warn,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["posts.list.file", "posts.list.generate", "posts.list.revise"],
};

/// Looks at an item, as it is called, and at what the pool of this number that pays it is for.
pub fn unnamed_use((item, called): (ToPersonItem, &str), pool: Option<(&str, PoolUse)>) -> Verdict {
    match (item.uses(), pool) {
        (None, Some((number, purpose))) if purpose.is_named() => {
            Verdict::Fail(Facts::none().with("item", called).with("pool", number).told("purpose", purpose))
        }
        _ => Verdict::Silent,
    }
}

#[cfg(test)]
mod tests {
    use super::{UNNAMED_USE, unnamed_use};
    use crate::{
        benefit::{income::PoolUse, posts::model::ToPersonItem},
        ground::kernel::{Day, Words as _},
    };

    #[test]
    fn the_cases_of_r70_2_hold() {
        for line in include_str!("../../../../tests/cases/R70.2.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let pool = PoolUse::from_word(f[1]).map(|purpose| ("FC-431026-2023-000001", purpose));
            let item = (ToPersonItem::from_word(f[0]).unwrap(), "示例节日慰问");
            let check = UNNAMED_USE.judge(Day::of(2023, 3, 1), unnamed_use(item, pool));
            assert_eq!(check.outcome.to_string(), f[2], "{line}");
        }
    }
}
