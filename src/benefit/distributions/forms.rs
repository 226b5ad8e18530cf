//! The paper forms of distributions.

use crate::{
    ground::kernel::SubjectKind,
    office::prints::{Form, FormSpec, Paper},
};

/// 收益分配方案表.
pub const PLAN: FormSpec = FormSpec {
    form: Form::DistributionPlan,
    kind: SubjectKind::Distribution,
    paper: Paper::A4,
    built_in: include_str!("forms/plan.html"),
    example: include_str!("forms/plan.json"),
};

/// 分红花名册.
pub const LIST: FormSpec = FormSpec {
    form: Form::DistributionList,
    kind: SubjectKind::Distribution,
    paper: Paper::A4,
    built_in: include_str!("forms/list.html"),
    example: include_str!("forms/list.json"),
};

/// 分红单.
pub const SLIP: FormSpec = FormSpec {
    form: Form::DistributionSlip,
    kind: SubjectKind::Distribution,
    paper: Paper::A4,
    built_in: include_str!("forms/slip.html"),
    example: include_str!("forms/slip.json"),
};

/// Every form of this area.
pub const FORMS: &[FormSpec] = &[PLAN, LIST, SLIP];
