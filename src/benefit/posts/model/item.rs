//! 补贴项目. What persons are paid for, and by what R110 knows that two items are one.

use crate::{benefit::income::PoolUse, ground::kernel::Words as _};

crate::ground::kernel::words! {
    /// 补贴项目. What persons are paid for.
    pub enum ToPersonItem {
        PublicPostPay = "public_post_pay" "公益岗位报酬",
        TrainingLiving = "training_living" "培训生活费补贴",
        StartupGrant = "startup_grant" "创业补贴",
        HardshipRelief = "hardship_relief" "急难救助",
        WorkTransport = "work_transport" "务工交通补贴",
        Schooling = "schooling" "教育补助",
        Other = "other" "其他项目",
    }
}

/// A name without what makes two spellings of it: spaces, points and brackets, the width of letters and digits, capitals.
fn folded(name: &str) -> String {
    let half = |c: char| match u32::from(c) {
        wide @ 0xFF01..=0xFF5E => char::from_u32(wide - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    name.chars().map(half).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Words by which papers say one aid in two ways; each is read as the second.
const SAID_AS: [(&str, &str); 11] = [
    ("困难", "急难"),
    ("临时", "急难"),
    ("助学", "教育"),
    ("就学", "教育"),
    ("上学", "教育"),
    ("学费", "教育"),
    ("公岗", "公益岗位"),
    ("就业", "务工"),
    ("车票", "交通"),
    ("路费", "交通"),
    ("培训班", "培训"),
];

/// Words that every aid may bear, longer ones first: they tell no two apart.
const SAID_OF_ALL: &str = "补助金 救助金 慰问金 补助 补贴 救助 资助 津贴 报酬 工资 慰问 奖补 资金 经费 费用 项目 发放 季度 批次 年 月 第 批 期 费 金 款";

/// What a name says of its own: without figures, and without the words for aid and for money.
fn core(name: &str) -> String {
    let said: String = folded(name).chars().filter(|c| !c.is_numeric()).collect();
    let said = SAID_AS.iter().fold(said, |said, (word, read)| said.replace(word, read));
    SAID_OF_ALL.split(' ').fold(said, |said, word| said.replace(word, ""))
}

/// Whether two names may be of one aid (R110.6): what one says of its own stands in the other.
pub fn is_near(one: &str, other: &str) -> bool {
    let (one, other) = (core(one), core(other));
    let says = |core: &str| core.chars().nth(1).is_some();
    says(&one) && says(&other) && (one.contains(&other) || other.contains(&one))
}

impl ToPersonItem {
    /// 对应的收益用途. What a pool that pays it may be for (R70.1); nothing of an item that the clause does not name.
    pub const fn uses(self) -> Option<&'static [PoolUse]> {
        match self {
            Self::PublicPostPay => Some(&[PoolUse::PublicPosts, PoolUse::Jobs, PoolUse::Community]),
            Self::TrainingLiving | Self::StartupGrant => Some(&[PoolUse::Jobs, PoolUse::Industry]),
            Self::WorkTransport => Some(&[PoolUse::Jobs]),
            Self::HardshipRelief => Some(&[PoolUse::Hardship]),
            Self::Schooling | Self::Other => None,
        }
    }

    /// By what R110 knows an item: its word, and of one that has none its name, however that is spelt.
    pub fn key(self, name: Option<&str>) -> String {
        name.map_or_else(|| self.word().to_owned(), |name| format!("{}:{}", Self::Other.word(), folded(name)))
    }

    /// The item of the list of words that a free name means, where it is only another way to say one.
    pub fn meant_by(name: &str) -> Option<Self> {
        let name = folded(name);
        let words = Self::ALL.iter().filter(|(item, ..)| *item != Self::Other);
        let mut meant = words.filter(|(_, word, label)| folded(label) == name || folded(word) == name);
        meant.next().map(|(item, ..)| *item)
    }

    /// Whether a name says anything: a letter, a digit or a sign of writing.
    pub fn is_named_by(name: &str) -> bool {
        !folded(name).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{ToPersonItem, is_near};

    #[test]
    fn one_aid_under_two_names_is_near() {
        for (one, other) in [
            ("急难救助", "急难补助"),
            ("急难救助", "困难救助金"),
            ("急难救助", "2023年第一批突发困难补贴"),
            ("教育补助", "助学金"),
            ("务工交通补贴", "外出务工车票补贴"),
            ("公益岗位报酬", "公岗工资"),
        ] {
            assert!(is_near(one, other) && is_near(other, one), "{one} {other}");
        }
        for (one, other) in
            [("急难救助", "节日慰问"), ("教育补助", "培训生活费补贴"), ("急难救助", "补助"), ("创业补贴", "高龄津贴")]
        {
            assert!(!is_near(one, other), "{one} {other}");
        }
    }

    #[test]
    fn one_name_is_one_item_however_it_is_spelt() {
        let key = |name: &str| ToPersonItem::Other.key(Some(name));
        for same in ["节日慰问 A1", "节日·慰问（ａ１）", " 节日　慰问a1 "] {
            assert_eq!(key(same), key("节日慰问A1"), "{same}");
        }
        assert_ne!(key("节日慰问A1"), key("节日慰问A2"));
        assert_eq!(ToPersonItem::Schooling.key(None), "schooling");
    }

    #[test]
    fn a_word_of_the_list_is_no_free_name() {
        for name in ["急难救助", "急难 救助", "【急难救助】", "Hardship_Relief"] {
            assert_eq!(ToPersonItem::meant_by(name), Some(ToPersonItem::HardshipRelief), "{name}");
        }
        assert_eq!(ToPersonItem::meant_by("示例节日慰问"), None);
        assert!(!ToPersonItem::is_named_by("——") && ToPersonItem::is_named_by("慰问"));
    }
}
