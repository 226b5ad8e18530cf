//! R70.1 名单项目与收益分配池用途不符. What was set aside for one use pays no item that another use is named for: what becomes of a year's income the body
//! decided, and whoever writes a list does not decide it anew.

use crate::{
    benefit::{income::PoolUse, posts::model::ToPersonItem},
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict, Wording},
};

/// R70.1
pub static POOL_USE: Rule = Rule {
    number: "R70.1",
    label: "INCOME_USE",
    kind: Kind {
        code: "posts.list.pool_use",
        status: Status::Conflict,
        title: Bi { zh: "名单项目与收益分配池用途不符", en: "The pool is for another use" },
        detail: Bi {
            zh: "收益分配池 {pool} 的用途是{purpose}，名单项目是{item}，应由用途为{uses}的池列支；请改选相应用途的池，本年度没有的，按程序调整分配办法后重新结账。",
            en: "The pool {pool} is set aside for {purpose}, and the list pays {item}, which pools for {uses} pay. Name such a pool; where the year has none, have the scheme changed as it was decided, and close the year by it.",
        },
    },
    demands: Bi {
        zh: "提取的收益按分配办法确定的用途使用：列明的补贴项目只由相应用途的收益分配池列支。",
        en: "What was set aside is spent for the use that the scheme says: an item of the list of items is paid of pools for its uses alone.",
    },
    basis: Basis::Practice,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["posts.list.file", "posts.list.generate", "posts.list.revise"],
};

/// Holds an item against what the pool of this number that pays it is for. Nothing is asked of public money, of an item that the clause does not
/// name, and of a pool whose use is told in words.
pub fn pool_use(item: ToPersonItem, pool: Option<(&str, PoolUse)>) -> Verdict {
    let (Some(uses), Some((number, purpose))) = (item.uses(), pool) else { return Verdict::Silent };
    if purpose == PoolUse::Other {
        return Verdict::Silent;
    }
    let facts = Facts::none().with("pool", number).told("purpose", purpose).told("item", item);
    Verdict::of(uses.contains(&purpose), facts.told("uses", Wording::each(uses.iter().copied())))
}

#[cfg(test)]
mod tests {
    use super::{POOL_USE, pool_use};
    use crate::{
        benefit::{income::PoolUse, posts::model::ToPersonItem},
        ground::kernel::{Day, Words as _},
    };

    #[test]
    fn the_cases_of_r70_1_hold() {
        for line in include_str!("../../../../tests/cases/R70.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let pool = PoolUse::from_word(f[1]).map(|purpose| ("FC-431026-2023-000001", purpose));
            let check = POOL_USE.judge(Day::of(2023, 3, 1), pool_use(ToPersonItem::from_word(f[0]).unwrap(), pool));
            assert_eq!(check.outcome.to_string(), f[2], "{line}");
        }
    }
}
