//! One type per thing: an id of a contract is not an id of a disbursement.

use std::{cmp::Ordering, fmt, hash::Hash, marker::PhantomData, str::FromStr};

use uuid::Uuid;

/// A UUIDv7 that names one `K`. On the wire its hyphenated lower-case text.
pub struct Id<K>(Uuid, PhantomData<fn() -> K>);

impl<K> Id<K> {
    /// Wraps a UUID that is known to name a `K`: read from a column of that thing or from a path that says so.
    pub const fn new(uuid: Uuid) -> Self {
        Self(uuid, PhantomData)
    }

    /// The bare UUID, for columns and trail.
    pub const fn uuid(self) -> Uuid {
        self.0
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Id<K> {}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}
impl<K> Hash for Id<K> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<K> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl<K> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl<K> From<Uuid> for Id<K> {
    fn from(uuid: Uuid) -> Self {
        Self::new(uuid)
    }
}
impl<K> FromStr for Id<K> {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        Uuid::try_parse(text).map(Self::new)
    }
}

macro_rules! ids {
    ($($(#[$d:meta])* $alias:ident = $tag:ident;)+) => {
        /// What an id names. Never made; only types.
        pub mod tag {
            $($(#[$d])* pub enum $tag {})+
        }
        $($(#[$d])* pub type $alias = Id<tag::$tag>;)+
    };
}

ids! {
    /// Anything; the kind stands beside it.
    AnyId = Anything;
    /// 资产
    AssetId = Asset;
    /// 资产移交
    TransferId = Transfer;
    /// 账号
    AccountId = Account;
    /// 指标
    AllocationId = Allocation;
    /// 接口客户端
    ClientId = ApiClient;
    /// 银行账户
    BankAccountId = BankAccount;
    /// 拨款批次
    BatchId = Batch;
    /// 疑点
    LeadId = Lead;
    /// 比对名单行
    MatchLineId = MatchLine;
    /// 列对应
    ColumnMapId = ColumnMap;
    /// 指标文件
    BudgetDocumentId = BudgetDocument;
    /// 意见投诉
    ComplaintId = Complaint;
    /// 合同
    ContractId = Contract;
    /// 审批流程
    DefinitionId = Definition;
    /// 资金拨付
    DisbursementId = Disbursement;
    /// 例外审批
    ExceptionId = Exception;
    /// 附件
    FileId = File;
    /// 资金来源
    FundingSourceId = FundingSource;
    /// 角色授予
    GrantId = Grant;
    /// 导入
    ImportId = Import;
    /// 管护检查
    InspectionId = Inspection;
    /// 定时任务
    JobId = Job;
    /// 任务执行
    JobRunId = JobRun;
    /// 人员
    OfficerId = Officer;
    /// 单位
    OrganisationId = Organisation;
    /// 支付
    PaymentId = Payment;
    /// 人员登记
    PersonId = Person;
    /// 搬迁户
    HouseholdId = Household;
    /// 月度人员台账
    PeopleMonthId = PeopleMonth;
    /// 字段授权
    FieldGrantId = FieldGrant;
    /// 字段读取
    FieldReadingId = FieldReading;
    /// 集体组织主体
    CollectiveId = Collective;
    /// 集体借款
    CollectiveLoanId = CollectiveLoan;
    /// 集体成员
    CollectiveMemberId = CollectiveMember;
    /// 表决
    ResolutionId = Resolution;
    /// 受益人
    BeneficiaryId = Beneficiary;
    /// 委托管理
    EntrustmentId = Entrustment;
    /// 折股量化方案
    ShareSchemeId = ShareScheme;
    /// 份额变动
    ShareTransactionId = ShareTransaction;
    /// 股权证书
    ShareCertificateId = ShareCertificate;
    /// 收益分配
    DistributionId = Distribution;
    /// 持有人
    ShareHolderId = ShareHolder;
    /// 受益名册
    RollId = Roll;
    /// 受益名册条目
    RollEntryId = RollEntry;
    /// 集体收支
    IncomeEntryId = IncomeEntry;
    /// 收益分配池
    IncomePoolId = IncomePool;
    /// 收益分配办法
    IncomeSchemeId = IncomeScheme;
    /// 收益使用
    IncomeSpendingId = IncomeSpending;
    /// 收款账户
    PayeeAccountId = PayeeAccount;
    /// 代领登记
    PayeeAgentId = PayeeAgent;
    /// 代发文件格式
    BankFormId = BankForm;
    /// 发放
    PayoutId = Payout;
    /// 发放批次
    PayoutBatchId = PayoutBatch;
    /// 发放回盘
    PayoutAnswerId = PayoutAnswer;
    /// 发放回盘明细
    PayoutResultId = PayoutResult;
    /// 发放缴回
    PayoutRecoveryId = PayoutRecovery;
    /// 公益岗位
    PublicPostId = PublicPost;
    /// 上岗
    PostAssignmentId = PostAssignment;
    /// 考勤表
    PostSheetId = PostSheet;
    /// 到人到户名单
    ToPersonListId = ToPersonList;
    /// 名单明细
    ToPersonLineId = ToPersonLine;
    /// 集体年度账
    IncomeYearId = IncomeYear;
    /// 查看明文
    RevealId = Reveal;
    /// 计划安排
    PlanLineId = PlanLine;
    /// 政策参数
    PolicyValueId = PolicyValue;
    /// 公示
    PostingId = Posting;
    /// 打印模板
    PrintTemplateId = PrintTemplate;
    /// 项目
    ProjectId = Project;
    /// 支付回单
    ResultId = PaymentResult;
    /// 审批
    RunId = Run;
    /// 登录会话
    SessionId = Session;
    /// 安置点
    SiteId = Site;
    /// 指标分解
    SplitId = Split;
    /// 导入任务
    TableJobId = TableJob;
    /// 审批任务
    TaskId = Task;
    /// 安置人口
    HeadcountId = Headcount;
    /// 旧房拆除
    DemolitionId = Demolition;
    /// 住房安排
    HousingStayId = HousingStay;
    /// 安置住房
    HousingUnitId = HousingUnit;
    /// 不动产登记批次
    TitleBatchId = TitleBatch;
    /// 清册行
    StockLineId = StockLine;
    /// 安置点职责单位
    SiteRoleId = SiteRole;
    /// 村级民主决策
    VillageDecisionId = VillageDecision;
    /// 报修链接
    RepairLinkId = RepairLink;
    /// 报修
    RepairRequestId = RepairRequest;
    /// 管护责任
    UpkeepDutyId = UpkeepDuty;
    /// 管护工单
    UpkeepOrderId = UpkeepOrder;
    /// 到期管护
    UpkeepDueId = UpkeepDue;
    /// 管护计划
    UpkeepPlanId = UpkeepPlan;
    /// 书面姓名
    WrittenPersonId = WrittenPerson;
}
