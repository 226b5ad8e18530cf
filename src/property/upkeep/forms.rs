//! The paper forms of upkeep.

use crate::{
    ground::kernel::SubjectKind,
    office::prints::{Form, FormSpec, Paper},
};

/// 管护责任书.
pub const DUTY_LETTER: FormSpec = FormSpec {
    form: Form::DutyLetter,
    kind: SubjectKind::UpkeepDuty,
    paper: Paper::A4,
    built_in: include_str!("forms/duty_letter.html"),
    example: include_str!("forms/duty_letter.json"),
};

/// Every form of this area.
pub const FORMS: &[FormSpec] = &[DUTY_LETTER];
