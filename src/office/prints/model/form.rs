//! 表样. The forms that this release prints.

use crate::ground::kernel::SubjectKind;

crate::ground::kernel::words! {
    /// 表样. A form by its code.
    pub enum Form {
        ApprovalForm = "approval_form" "资金拨付审批表",
        AssetCard = "asset_card" "资产卡片",
        AssetLabel = "asset_label" "资产标签",
        Ballot = "ballot" "表决票",
        DistributionList = "distribution_list" "分红花名册",
        DistributionPlan = "distribution_plan" "收益分配方案表",
        DistributionSlip = "distribution_slip" "分红单",
        DutyLetter = "duty_letter" "管护责任书",
        MeetingMinutes = "meeting_minutes" "会议记录",
        PublicityNotice = "publicity_notice" "公示公告",
        RepairPoster = "repair_poster" "报修海报",
        SplitNotice = "split_notice" "指标下达通知",
        ToPersonRoll = "to_person_roll" "到户补贴花名册",
        TransferForm = "transfer_form" "资产移交清单及交接单",
    }
}

crate::ground::kernel::words! {
    /// 纸张. On what a form is printed.
    pub enum Paper {
        A4 = "a4" "A4",
        /// 80 by 50 millimetres, to be stuck on a thing.
        Label = "label" "标签 80×50 毫米",
        /// One leaf of A4 that hangs for everybody. Its symbol is the field `address` of its form, to be opened, and not a seal.
        Poster = "poster" "海报 A4",
    }
}

/// A form as its area declares it.
#[derive(Debug, Clone, Copy)]
pub struct FormSpec {
    /// Its code.
    pub form: Form,
    /// Of what it is a paper.
    pub kind: SubjectKind,
    /// On what it is printed.
    pub paper: Paper,
    /// The template that holds where no region has its own.
    pub built_in: &'static str,
    /// An example of its fields, as JSON: what a template is tried on, and what its author reads.
    pub example: &'static str,
}
