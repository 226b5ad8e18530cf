//! The paper forms of payments.

use crate::{
    ground::kernel::SubjectKind,
    office::prints::{Form, FormSpec, Paper},
};

/// 资金拨付审批表.
pub const APPROVAL_FORM: FormSpec = FormSpec {
    form: Form::ApprovalForm,
    kind: SubjectKind::Disbursement,
    paper: Paper::A4,
    built_in: include_str!("forms/approval_form.html"),
    example: include_str!("forms/approval_form.json"),
};

/// Every form of this area.
pub const FORMS: &[FormSpec] = &[APPROVAL_FORM];
