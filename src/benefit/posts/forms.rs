//! The paper form of lists by which persons are paid.

use crate::{
    ground::kernel::SubjectKind,
    office::prints::{Form, FormSpec, Paper},
};

/// 到户补贴花名册.
pub const ROLL: FormSpec = FormSpec {
    form: Form::ToPersonRoll,
    kind: SubjectKind::ToPersonList,
    paper: Paper::A4,
    built_in: include_str!("forms/roll.html"),
    example: include_str!("forms/roll.json"),
};

/// Every form of this area.
pub const FORMS: &[FormSpec] = &[ROLL];
