//! The paper forms of transfers.

use crate::{
    ground::kernel::SubjectKind,
    office::prints::{Form, FormSpec, Paper},
};

/// 资产移交清单及交接单.
pub const TRANSFER_FORM: FormSpec = FormSpec {
    form: Form::TransferForm,
    kind: SubjectKind::AssetTransfer,
    paper: Paper::A4,
    built_in: include_str!("forms/transfer_form.html"),
    example: include_str!("forms/transfer_form.json"),
};

/// Every form of this area.
pub const FORMS: &[FormSpec] = &[TRANSFER_FORM];
