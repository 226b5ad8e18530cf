//! 公示内容. Who is named, and how much of it a place shows.

use serde::{Deserialize, Serialize};

use crate::ground::kernel::Money;

crate::ground::kernel::words! {
    /// 公示方式. What kind of place it is, and so how much of the content it shows.
    pub enum Profile {
        Board = "board" "公示栏",
        Web = "web" "政府网站",
        Press = "press" "报刊、开放数据",
    }
}

/// A line of what is posted. It has no way to be printed or logged; only its store writes it, sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// 姓名或名称.
    pub name: String,
    /// 组别、楼栋.
    pub group: Option<String>,
    /// 事由、依据.
    pub basis: Option<String>,
    /// 金额, in fen.
    amount_fen: Option<i64>,
    /// 特殊困难群体: in hardship, disabled or a minor; shown in full on the board alone.
    pub protected: bool,
}

/// A line as a place shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Name.
    pub name: Option<String>,
    /// Group or building.
    pub group: Option<String>,
    /// For what, and on what ground.
    pub basis: Option<String>,
    /// Amount.
    pub amount: Option<Money>,
}

impl Line {
    /// A line.
    pub fn new(name: String, [group, basis]: [Option<String>; 2], amount: Option<Money>, protected: bool) -> Self {
        Self { name, group, basis, amount_fen: amount.map(Money::fen), protected }
    }

    /// 金额.
    pub fn amount(&self) -> Option<Money> {
        self.amount_fen.and_then(|fen| Money::from_fen(fen).ok())
    }

    /// Every text of it.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        [Some(&self.name), self.group.as_ref(), self.basis.as_ref()].into_iter().flatten().map(String::as_str)
    }

    /// What a place of this kind shows: the board everything, since neighbours can object only to whom they know; a website no place
    /// to live, and of whoever is protected the first character alone and no ground; press and open data nobody.
    pub fn shown(&self, profile: Profile) -> Shown {
        let (name, group, basis) = match profile {
            Profile::Board => (Some(self.name.clone()), self.group.clone(), self.basis.clone()),
            Profile::Web if self.protected => (Some(surname(&self.name)), None, None),
            Profile::Web => (Some(self.name.clone()), None, self.basis.clone()),
            Profile::Press => (None, None, None),
        };
        Shown { name, group, basis, amount: self.amount() }
    }

    /// What is told of it while it does not hang: no more than a website shows, and of a list of persons nobody's whole name.
    pub fn told(&self, profile: Profile, of_list: bool) -> Shown {
        let outside = if profile.is_outside() { profile } else { Profile::Web };
        Self { protected: self.protected || of_list, ..self.clone() }.shown(outside)
    }
}

/// The first character and stars; a name of one character shows none.
fn surname(name: &str) -> String {
    let count = name.chars().count();
    let head = usize::from(count > 1);
    name.chars().take(head).chain(std::iter::repeat_n('*', count - head)).collect()
}

/// 公示内容 of one revision.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// Its lines, in their order.
    pub lines: Vec<Line>,
}

#[cfg(test)]
mod tests {
    use super::{Line, Profile};

    #[test]
    fn each_place_shows_what_its_readers_need() {
        let amount = Some("12.00".parse().unwrap());
        let line = |name: &str, protected| {
            Line::new(name.into(), [Some("三组 2 栋".into()), Some("示例事由".into())], amount, protected)
        };
        let told = |line: &Line, profile| {
            let shown = line.shown(profile);
            format!("{:?} {:?} {:?} {}", shown.name, shown.group, shown.basis, shown.amount.unwrap())
        };
        let (plain, protected) = (line("示例甲", false), line("示例乙", true));
        assert_eq!(told(&plain, Profile::Board), r#"Some("示例甲") Some("三组 2 栋") Some("示例事由") 12.00"#);
        assert_eq!(told(&protected, Profile::Board), r#"Some("示例乙") Some("三组 2 栋") Some("示例事由") 12.00"#);
        assert_eq!(told(&plain, Profile::Web), r#"Some("示例甲") None Some("示例事由") 12.00"#);
        assert_eq!(told(&protected, Profile::Web), r#"Some("示**") None None 12.00"#);
        assert_eq!(told(&line("丙", true), Profile::Web), r#"Some("*") None None 12.00"#);
        let past = |line: &Line, of_list| line.told(Profile::Board, of_list);
        assert_eq!(past(&plain, false), plain.shown(Profile::Web));
        assert_eq!(past(&protected, false), protected.shown(Profile::Web));
        let hidden = past(&plain, true);
        assert_eq!((hidden.name.as_deref(), &hidden.group, &hidden.basis), (Some("示**"), &None, &None));
        assert_eq!(plain.told(Profile::Press, true).name, None);
        for line in [plain, protected] {
            assert_eq!(told(&line, Profile::Press), "None None None 12.00");
        }
    }
}
