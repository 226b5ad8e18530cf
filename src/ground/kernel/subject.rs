//! What a trail event, an approval or a file is about.

use std::{fmt, str::FromStr};

use uuid::Uuid;

use super::{Id, Wording, Words as _};

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
        AssetTransfer = "asset_transfer" "资产移交",
        BankAccount = "bank_account" "银行账户",
        BankForm = "bank_form" "代发文件格式",
        BudgetDocument = "budget_document" "指标文件",
        Clock = "clock" "演示时钟",
        Collective = "collective" "集体组织主体",
        CollectiveBeneficiary = "collective_beneficiary" "集体受益人",
        CollectiveLoan = "collective_loan" "集体借款",
        CollectiveMember = "collective_member" "集体成员",
        ColumnMap = "column_map" "列对应",
        Complaint = "complaint" "意见投诉",
        Contract = "contract" "合同",
        Demolition = "demolition" "旧房拆除",
        Disbursement = "disbursement" "资金拨付",
        DisbursementLine = "disbursement_line" "支付明细",
        Distribution = "distribution" "收益分配",
        Entrustment = "entrustment" "委托管理",
        Exception = "exception" "例外审批",
        FieldGrant = "field_grant" "字段授权",
        FieldReading = "field_reading" "字段读取",
        File = "file" "附件",
        FundingSource = "funding_source" "资金来源",
        Household = "household" "搬迁户",
        IncomeEntry = "income_entry" "集体收支",
        IncomePool = "income_pool" "收益分配池",
        IncomeScheme = "income_scheme" "收益分配办法",
        IncomeSpending = "income_spending" "收益使用",
        IncomeYear = "income_year" "集体年度账",
        Inspection = "inspection" "管护检查",
        HousingStay = "housing_stay" "住房安排",
        HousingUnit = "housing_unit" "安置住房",
        Job = "job" "定时任务",
        JobRun = "job_run" "任务执行",
        Lead = "lead" "疑点",
        MatchLine = "match_line" "比对名单行",
        Officer = "officer" "人员",
        Organisation = "organisation" "单位",
        PayeeAccount = "payee_account" "收款账户",
        Payment = "payment" "支付",
        PaymentBatch = "payment_batch" "拨款批次",
        PaymentResult = "payment_result" "支付回单",
        Payout = "payout" "收益发放",
        PayoutAnswer = "payout_answer" "发放回盘",
        PayoutBatch = "payout_batch" "发放批次",
        PayoutRecovery = "payout_recovery" "发放缴回",
        PayoutResult = "payout_result" "发放回盘明细",
        PeopleMonth = "people_month" "月度人员台账",
        Person = "person" "人员登记",
        PersonReveal = "person_reveal" "查看明文",
        PlanLine = "plan_line" "计划安排",
        PolicyValue = "policy_value" "政策参数",
        PostAssignment = "post_assignment" "公益岗位上岗",
        PostSheet = "post_sheet" "公益岗位考勤表",
        Posting = "posting" "公示",
        PrintTemplate = "print_template" "打印模板",
        Project = "project" "项目",
        PublicPost = "public_post" "公益岗位",
        ReferenceTable = "reference_table" "基础数据表",
        RepairLink = "repair_link" "报修链接",
        RepairRequest = "repair_request" "报修",
        Resolution = "resolution" "表决",
        RoleGrant = "role_grant" "角色授予",
        Roll = "roll" "受益名册",
        RollEntry = "roll_entry" "受益名册条目",
        Session = "session" "登录会话",
        SetupToken = "setup_token" "首任管理员令牌",
        ShareCertificate = "share_certificate" "股权证书",
        ShareHolder = "share_holder" "份额持有人",
        ShareScheme = "share_scheme" "折股量化方案",
        ShareTransaction = "share_transaction" "份额变动",
        WrappingKey = "wrapping_key" "主密钥",
        DataKey = "data_key" "数据密钥",
        Site = "site" "安置点",
        SiteHeadcount = "site_headcount" "安置人口",
        SiteRole = "site_role" "安置点职责单位",
        StockLine = "stock_line" "清册行",
        TableImport = "table_import" "导入",
        TableJob = "table_job" "导入任务",
        TitleBatch = "title_batch" "不动产登记批次",
        ToPersonList = "to_person_list" "到人到户名单",
        UpkeepDuty = "upkeep_duty" "管护责任",
        UpkeepOrder = "upkeep_order" "管护工单",
        UpkeepPlan = "upkeep_plan" "管护计划",
        VillageDecision = "village_decision" "村级民主决策",
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

    /// As a query names it: `allocation:01890a5d-…`.
    pub fn named(&self) -> String {
        format!("{}:{}", self.kind, self.id)
    }

    /// As a refusal tells it: its kind in the reader's words, and its id.
    pub fn said(&self) -> Wording {
        self.said_as(&self.id.to_string())
    }

    /// The same of one whose number is known: by that.
    pub fn said_as(&self, number: &str) -> Wording {
        let kind = self.kind.word().replace('_', " ");
        Wording::new(self.named(), format!("{kind} {number}"), format!("{} {number}", self.kind.label()))
    }

    /// What the published document says of a subject that a query names.
    pub fn pattern() -> String {
        let kinds: Vec<&str> = SubjectKind::ALL.iter().map(|(_, word, _)| *word).collect();
        format!("^({}):[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}$", kinds.join("|"))
    }
}

impl FromStr for SubjectRef {
    type Err = ();

    /// `allocation:01890a5d-…`, in the one spelling that the document publishes.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (kind, id) = text.split_once(':').ok_or(())?;
        let id = Uuid::try_parse(id).ok().filter(|parsed| parsed.to_string() == id).ok_or(())?;
        Ok(Self { kind: SubjectKind::from_word(kind).ok_or(())?, id })
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

#[cfg(test)]
mod tests {
    use super::{SubjectKind, SubjectRef};

    #[test]
    fn a_subject_is_named_in_one_spelling() {
        let one = SubjectRef { kind: SubjectKind::Allocation, id: uuid::Uuid::from_u128(0xab) };
        assert_eq!(one.named().parse(), Ok(one));
        let id = one.id;
        let upper = id.to_string().to_uppercase();
        let bare = id.simple();
        for bad in [
            format!("alloc:{id}"),
            format!("allocation/{id}"),
            format!("allocation:{upper}"),
            format!("allocation:{bare}"),
        ] {
            assert!(bad.parse::<SubjectRef>().is_err(), "{bad}");
        }
    }
}
