//! The paper forms of repairs.

use crate::{
    ground::kernel::SubjectKind,
    office::prints::{Form, FormSpec, Paper},
};

/// 报修海报.
pub const POSTER: FormSpec = FormSpec {
    form: Form::RepairPoster,
    kind: SubjectKind::RepairLink,
    paper: Paper::Poster,
    built_in: include_str!("forms/repair_poster.html"),
    example: include_str!("forms/repair_poster.json"),
};

/// Every form of this area.
pub const FORMS: &[FormSpec] = &[POSTER];
