//! 编号. Numbers that people read: kind-region-year-serial. Unique and rising; none is promised gapless.

use std::fmt;

use super::RegionCode;

super::words! {
    /// What a printed number counts.
    pub enum NumberKind {
        Allocation = "ZB" "指标",
        Project = "XM" "项目",
        Contract = "HT" "合同",
        Disbursement = "BF" "拨付",
        Batch = "PC" "批次",
        Payment = "FK" "付款",
        Split = "FJ" "分解",
        Asset = "ZC" "资产",
        Transfer = "YJ" "移交",
        UpkeepOrder = "GH" "管护工单",
        DutyLetter = "GZ" "管护责任书",
        RepairRequest = "BX" "报修",
        TitleBatch = "DJ" "不动产登记批次",
        Lead = "YD" "疑点",
        Posting = "GS" "公示",
        Decision = "JY" "决议",
        Exception = "LW" "例外",
        Complaint = "TS" "意见投诉",
        Household = "BQ" "搬迁户",
        Collective = "JT" "集体组织主体",
        Resolution = "BJ" "表决",
        CollectiveLoan = "JK" "集体借款",
        ShareScheme = "GL" "折股量化方案",
        ShareTransaction = "GB" "份额变动",
        ShareCertificate = "GQ" "股权证书",
        Distribution = "FH" "收益分配",
        IncomeEntry = "SZ" "集体收支",
        IncomeScheme = "FA" "收益分配办法",
        IncomePool = "FC" "收益分配池",
        IncomeSpending = "SY" "收益使用",
        Payout = "FF" "收益发放",
        PayoutBatch = "FP" "发放批次",
        PublicPost = "GW" "公益岗位",
        ToPersonList = "BT" "到人到户名单",
        Roll = "MC" "受益名册",
    }
}

/// One printed number, e.g. `BF-431026-2026-000318`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedNumber {
    /// What it counts.
    pub kind: NumberKind,
    /// The holder's own region, unpadded.
    pub region: RegionCode,
    /// The year of the civil day on which it was given.
    pub year: i32,
    /// Rising within kind, region and year; at least six digits are printed.
    pub serial: i64,
}

impl fmt::Display for PrintedNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}-{:06}", self.kind, self.region, self.year, self.serial)
    }
}
