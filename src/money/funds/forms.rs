//! The paper forms of funds.

use crate::{
    ground::kernel::SubjectKind,
    office::prints::{Form, FormSpec, Paper},
};

/// 指标下达通知.
pub const SPLIT_NOTICE: FormSpec = FormSpec {
    form: Form::SplitNotice,
    kind: SubjectKind::AllocationSplit,
    paper: Paper::A4,
    built_in: include_str!("forms/split_notice.html"),
    example: include_str!("forms/split_notice.json"),
};

/// Every form of this area.
pub const FORMS: &[FormSpec] = &[SPLIT_NOTICE];
