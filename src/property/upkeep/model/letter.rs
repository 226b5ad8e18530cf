//! 管护责任书: the fields of the form, as text. What nobody recorded is told as such, or left as room to write.

use serde::Serialize;

crate::ground::kernel::words! {
    /// Papers that are printed of a duty.
    pub enum DutyFormKind {
        Letter = "duty_letter" "管护责任书",
    }
}

/// An asset of the letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct LetterRow {
    /// 序号.
    pub n: usize,
    /// 资产编号.
    pub number: String,
    /// 资产名称.
    pub name: String,
    /// 坐落.
    pub location: String,
    /// 管护经费来源.
    pub source: String,
}

/// 管护责任书.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct LetterFields {
    /// 区划.
    pub region: String,
    /// 编号.
    pub number: String,
    /// 产权单位.
    pub owners: String,
    /// 管护责任人.
    pub keeper: String,
    /// 管护内容.
    pub duty: String,
    /// 联系电话, masked, or room for one.
    pub phone: String,
    /// The first day.
    pub from_on: String,
    /// The first day on which it holds no longer; empty while it goes on.
    pub until_on: String,
    /// 管护标准.
    pub standard: String,
    /// 备注.
    pub note: String,
    /// 管护资产.
    pub rows: Vec<LetterRow>,
}

#[cfg(test)]
mod tests {
    use super::LetterFields;
    use crate::property::upkeep::forms::DUTY_LETTER;

    #[test]
    fn the_example_has_the_fields_of_the_form() {
        let example: LetterFields = serde_json::from_str(DUTY_LETTER.example).unwrap();
        assert!(example.rows.len() > 1);
    }
}
