//! The paper forms of assets.

use crate::{
    ground::kernel::SubjectKind,
    office::prints::{Form, FormSpec, Paper},
};

/// 资产卡片.
pub const CARD: FormSpec = FormSpec {
    form: Form::AssetCard,
    kind: SubjectKind::Asset,
    paper: Paper::A4,
    built_in: include_str!("forms/asset_card.html"),
    example: include_str!("forms/asset_card.json"),
};

/// 资产标签. The same fields on a label.
pub const LABEL: FormSpec = FormSpec {
    form: Form::AssetLabel,
    kind: SubjectKind::Asset,
    paper: Paper::Label,
    built_in: include_str!("forms/asset_label.html"),
    example: include_str!("forms/asset_card.json"),
};

/// Every form of this area.
pub const FORMS: &[FormSpec] = &[CARD, LABEL];
