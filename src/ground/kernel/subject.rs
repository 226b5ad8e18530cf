//! What a trail event, an approval or a file is about.

use std::fmt;

use uuid::Uuid;

use super::Id;

super::words! {
    /// 事项. Every kind of thing that can be changed, approved or referred to.
    pub enum SubjectKind {
        Account = "account" "账号",
        Allocation = "allocation" "指标",
        AllocationSplit = "allocation_split" "指标分解",
        ApiClient = "api_client" "接口客户端",
        ApprovalDefinition = "approval_definition" "审批流程",
        ApprovalRun = "approval_run" "审批",
        Asset = "asset" "资产",
        BankAccount = "bank_account" "银行账户",
        BudgetDocument = "budget_document" "指标文件",
        Clock = "clock" "演示时钟",
        Contract = "contract" "合同",
        Disbursement = "disbursement" "资金拨付",
        File = "file" "附件",
        FundingSource = "funding_source" "资金来源",
        Officer = "officer" "人员",
        Organisation = "organisation" "单位",
        Payment = "payment" "支付",
        PaymentBatch = "payment_batch" "拨款批次",
        PaymentResult = "payment_result" "支付回单",
        PlanLine = "plan_line" "计划安排",
        PolicyValue = "policy_value" "政策参数",
        Project = "project" "项目",
        ReferenceTable = "reference_table" "基础数据表",
        RoleGrant = "role_grant" "角色授予",
        Session = "session" "登录会话",
        SetupToken = "setup_token" "首任管理员令牌",
        Site = "site" "安置点",
    }
}

/// One thing of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubjectRef {
    /// Its kind.
    pub kind: SubjectKind,
    /// Its id within the kind.
    pub id: Uuid,
}

impl SubjectRef {
    /// From a typed id.
    pub const fn new<K>(kind: SubjectKind, id: Id<K>) -> Self {
        Self { kind, id: id.uuid() }
    }
}

impl fmt::Display for SubjectRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind, self.id)
    }
}

/// 外部编号. The name another system gives a subject; unique within that system and kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct ExternalRef {
    /// The other system, e.g. `budget_integration`.
    pub system: String,
    /// The subject's id there.
    pub id: String,
}
