//! The paper forms of resolutions.

use crate::{
    ground::kernel::SubjectKind,
    office::prints::{Form, FormSpec, Paper},
};

/// 会议记录.
pub const MINUTES: FormSpec = FormSpec {
    form: Form::MeetingMinutes,
    kind: SubjectKind::Resolution,
    paper: Paper::A4,
    built_in: include_str!("forms/minutes.html"),
    example: include_str!("forms/minutes.json"),
};

/// 表决票.
pub const BALLOT: FormSpec = FormSpec {
    form: Form::Ballot,
    kind: SubjectKind::Resolution,
    paper: Paper::A4,
    built_in: include_str!("forms/ballot.html"),
    example: include_str!("forms/ballot.json"),
};

/// Every form of this area.
pub const FORMS: &[FormSpec] = &[MINUTES, BALLOT];
