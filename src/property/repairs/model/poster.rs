//! 报修海报: the fields of the form, as text.

use serde::Serialize;

crate::ground::kernel::words! {
    /// Papers that are printed of a link.
    pub enum LinkPaper {
        Poster = "repair_poster" "报修海报",
    }
}

/// 报修海报. Who answers is not among them: a region's own template names its office and phone, the built-in one leaves room for a pen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct PosterFields {
    /// 安置点.
    pub site: String,
    /// 区划.
    pub region: String,
    /// The whole address of the link's page: what the symbol says too.
    pub address: String,
}

#[cfg(test)]
mod tests {
    use super::PosterFields;
    use crate::property::repairs::forms::POSTER;

    #[test]
    fn the_example_has_the_fields_of_the_form() {
        let example: PosterFields = serde_json::from_str(POSTER.example).unwrap();
        assert!(example.address.starts_with("https://"));
    }
}
