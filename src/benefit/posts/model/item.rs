//! 补贴项目. What persons are paid for, and by what R110 knows that two items are one.

use crate::ground::kernel::Words as _;

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

impl ToPersonItem {
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
    use super::ToPersonItem;

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
