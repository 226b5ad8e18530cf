//! 模板版本. From which template a file was made, as the file itself says it.

use std::fmt;

use super::{column::Column, normal::plain, out::meaning};
use crate::ground::kernel::Digest;

/// The sheet on which a template says what it is.
pub const NOTES: &str = "说明";
const WORD: &str = "导入模板";

/// What a template says of itself: what it is for, and which columns it was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    name: String,
    version: String,
}

impl Stamp {
    /// Of the template that is made today: the same as long as its columns are.
    pub fn of(name: &str, columns: &[Column]) -> Self {
        let told: Vec<String> =
            columns.iter().map(|c| format!("{} {} {} {}", c.key, c.title(), meaning(c.kind), c.required)).collect();
        Self { name: name.to_owned(), version: Digest::of(told.join("\n").as_bytes()).short() }
    }

    /// What a text says, if it is the stamp of a template.
    pub fn read(text: &str) -> Option<Self> {
        let text = plain(text);
        let (name, version) = text.rsplit_once(WORD)?;
        let sane = version.len() == 12 && version.bytes().all(|b| b.is_ascii_hexdigit());
        sane.then(|| Self { name: name.to_owned(), version: version.to_owned() })
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{WORD} {}", self.name, self.version)
    }
}

#[cfg(test)]
mod tests {
    use super::Stamp;
    use crate::office::tables::model::column::{Column, Kind};

    const ONE: Column = Column { key: "a", zh: "甲", en: "A", others: &[], kind: Kind::Money, required: true };

    #[test]
    fn a_stamp_is_read_back_and_changes_with_the_columns() {
        let stamp = Stamp::of("单位", &[ONE]);
        assert_eq!(Stamp::read(&stamp.to_string()), Some(stamp.clone()));
        assert_ne!(stamp, Stamp::of("单位", &[Column { required: false, ..ONE }]));
        assert_ne!(stamp, Stamp::of("安置点", &[ONE]));
        assert!(
            ["", "某县单位台账 2023", "单位导入模板", "单位导入模板 2023"].iter().all(|t| Stamp::read(t).is_none())
        );
    }
}
