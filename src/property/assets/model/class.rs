//! 资产分类代码.

use serde::Serialize;

crate::ground::kernel::words! {
    /// 分类标准版本. The same digits mean another thing in another edition.
    pub enum ClassEdition {
        Gbt2010 = "gbt14885_2010" "GB/T 14885-2010",
        Gbt2022 = "gbt14885_2022" "GB/T 14885-2022",
    }
}

/// 分类代码. The class of an asset, in the edition in which its paper states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClassRef {
    /// Edition.
    pub edition: ClassEdition,
    /// Code as the paper writes it.
    pub code: String,
}

impl ClassRef {
    /// The major class (大类) that must stand in the table: the first three of seven digits in the edition of 2010. `None` where
    /// the code alone can be judged.
    pub fn major(&self) -> Option<String> {
        match self.edition {
            ClassEdition::Gbt2010 => self.code.get(..3).map(|head| format!("{head}0000")),
            ClassEdition::Gbt2022 => None,
        }
    }
}

/// A row of the published classification, as far as public sources gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssetClass {
    /// Which standard, as its source names it.
    pub edition: String,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// `section` 门类, `major` 大类, `medium` 中类, `minor` 小类.
    pub level: String,
    /// The class above.
    pub parent: Option<String>,
    /// Where the row comes from.
    pub source: String,
}
