//! The paper forms of publicity.

use crate::{
    ground::kernel::SubjectKind,
    office::prints::{Form, FormSpec, Paper},
};

/// 公示公告.
pub const NOTICE: FormSpec = FormSpec {
    form: Form::PublicityNotice,
    kind: SubjectKind::Posting,
    paper: Paper::A4,
    built_in: include_str!("forms/publicity_notice.html"),
    example: include_str!("forms/publicity_notice.json"),
};

/// Every form of this area.
pub const FORMS: &[FormSpec] = &[NOTICE];
