//! How payments refuse.

use super::model::{BatchState, Channel, DisbursementKind, DisbursementState, EvidenceKind, PaymentState, ResultState};
use crate::ground::{
    kernel::{AllocationId, Day, DisbursementId, Money, PaymentId, ResultId, Wording},
    platform::refusals,
};

refusals! {
    /// Ways in which payments refuse.
    pub enum PaymentsRefusal {
        /// A kind that this release does not pay.
        KindNotYet { kind: DisbursementKind } = Conflict "payments.disbursement.kind_not_yet" {
            zh: "暂不支持的拨付类型", "本版本只办理合同支付，{kind} 尚未提供。";
            en: "Kind not offered yet", "This release pays under contracts only; {kind} comes later."
        }
        /// A channel that this release does not serve.
        ChannelNotYet { channel: Channel } = Conflict "payments.disbursement.channel_not_yet" {
            zh: "暂不支持的支付渠道", "本版本只经国库集中支付，{channel} 尚未提供。";
            en: "Channel not offered yet", "This release pays by treasury only; {channel} comes later."
        }
        /// A deleted draft: nothing is left that could be printed.
        NothingToPrint = Conflict "payments.disbursement.nothing_to_print" {
            zh: "已删除，无可打印", "该草稿已删除，没有可打印的内容。";
            en: "Deleted: nothing to print", "The draft was deleted; nothing is left to print."
        }
        /// The project does not exist here.
        UnknownProject = Invalid "payments.project.unknown" at "/project_id" {
            zh: "项目不存在", "没有这个项目，或不在您的管辖范围内。";
            en: "Unknown project", "There is no such project, or it lies outside your region."
        }
        /// The contract does not exist, or is another project's.
        UnknownContract = Invalid "payments.contract.unknown" at "/contract_id" {
            zh: "合同不存在", "没有这个合同，或不属于该项目。";
            en: "Unknown contract", "There is no such contract, or it belongs to another project."
        }
        /// The allocation does not exist, or the project may not spend it.
        UnknownAllocation { allocation: AllocationId } = Invalid "payments.allocation.unknown" at "/funding" {
            zh: "指标不可用于该项目", "没有指标 {allocation}，或该项目不能使用；可用指标见 GET /projects/…/funding。";
            en: "Allocation not usable here", "There is no allocation {allocation}, or this project may not spend it; see GET /projects/…/funding."
        }
        /// The account does not exist, or is another organisation's.
        UnknownAccount = Invalid "payments.bank_account.unknown" at "/payees" {
            zh: "收款账户不存在", "没有这个账户，或不属于该收款单位。";
            en: "Unknown account", "There is no such account, or it belongs to another organisation."
        }
        /// The unit of the claim is not known.
        NoUnit = Invalid "payments.disbursement.no_unit" {
            zh: "没有申报单位", "您的账号没有所属单位，项目也没有实施单位；请先补录。";
            en: "No filing unit", "Neither you nor the project belongs to a unit; record it first."
        }
        /// A contract payment without contract or milestone.
        ContractNeeded = Invalid "payments.disbursement.contract_needed" at "/contract_id" {
            zh: "合同支付须给出合同和付款节点", "请填写合同和付款节点。";
            en: "Contract and milestone needed", "A contract payment names its contract and the milestone."
        }
        /// A claim of upkeep without its order, or with a contract.
        OrderNeeded = Invalid "payments.disbursement.order_needed" at "/upkeep_order_id" {
            zh: "管护支出须给出工单", "请填写管护工单；管护支出不填合同和付款节点。";
            en: "An order of upkeep needed", "A claim of upkeep names its order of upkeep, and neither contract nor milestone."
        }
        /// An order of upkeep in a claim of another kind.
        OrderOnlyForUpkeep = Invalid "payments.disbursement.order_only_for_upkeep" at "/upkeep_order_id" {
            zh: "只有管护支出填写工单", "该类拨付不填管护工单。";
            en: "Only for upkeep", "A claim of this kind names no order of upkeep."
        }
        /// The order does not exist here, lies outside the project, or nothing was verified of it that claims could pay.
        UnknownOrder = Invalid "payments.upkeep_order.unknown" at "/upkeep_order_id" {
            zh: "没有可支付的工单", "没有这张管护工单，或不在项目所在区划内，或尚未验收，或不由财政资金支付。";
            en: "No such order to be paid", "There is no such order in the region of the project, it is not verified, or it is not paid by public money."
        }
        /// A claim for persons without their list, or with a contract or an order.
        ListNeeded = Invalid "payments.disbursement.list_needed" at "/to_person_list_id" {
            zh: "到人到户补贴须给出名单", "请填写到人到户名单；到人到户补贴不填合同、付款节点和工单。";
            en: "A list of persons needed", "A claim for persons names their list, and neither contract nor milestone nor order."
        }
        /// A list of persons in a claim of another kind.
        ListOnlyForPersons = Invalid "payments.disbursement.list_only_for_persons" at "/to_person_list_id" {
            zh: "只有到人到户补贴填写名单", "该类拨付不填到人到户名单。";
            en: "Only for persons", "A claim of this kind names no list of persons."
        }
        /// The list does not exist here, lies outside the project, or is not locked.
        UnknownList = Invalid "payments.to_person_list.unknown" at "/to_person_list_id" {
            zh: "没有可支付的名单", "没有这份到人到户名单，或不在项目所在区划内，或尚未锁定，或不由财政资金支付。";
            en: "No such list to be paid", "There is no such list in the region of the project, it is not locked, or it is not paid by public money."
        }
        /// The grid does not add up.
        GridWrong { fault: Wording } = Invalid "payments.disbursement.grid_wrong" at "/payees" {
            zh: "资金与收款人明细不平", "{fault}。资金合计、收款合计都须等于申请金额；多个指标对多个收款人时，每个收款人须写明所用资金。";
            en: "The grid does not add up", "{fault}. Funding and payees both add up to the amount; with several of both, each payee carries its funding."
        }
        /// Part of the grid only.
        GridPart = Invalid "payments.disbursement.grid_part" at "/payees" {
            zh: "金额、资金、收款人须一并修改", "申请金额、资金明细、收款人明细须同时给出。";
            en: "Change the grid as a whole", "Give amount, funding and payees together."
        }
        /// Not in the state that this act needs.
        StateIs { state: DisbursementState, possible: Wording } = Conflict "payments.disbursement.state" {
            zh: "拨付状态不符", "该拨付现为 {state}，不能执行此操作；{possible}。";
            en: "Disbursement in another state", "The disbursement is {state}; this act does not fit. Possible now: {possible}."
        }
        /// A claim dated after today.
        ClaimAhead { claimed: Day, today: Day } = Conflict "payments.disbursement.claim_ahead" {
            zh: "申请日期晚于今天", "申请日期 {claimed} 晚于今天 {today}。";
            en: "Claim dated ahead", "The claim is dated {claimed}, after today, {today}."
        }
        /// The same paper twice under one kind.
        PaperDoubled { kind: EvidenceKind } = Invalid "payments.disbursement.paper_doubled" at "/evidence" {
            zh: "同一材料重复", "有两份内容相同的材料都列为 {kind}；同一发票只计一次，请删去重复的。";
            en: "The same paper twice", "Two papers of the same content are listed as {kind}; an invoice counts once. Leave one out."
        }
        /// Papers of a decisive kind are changed by a return only.
        PaperDecisive { kind: EvidenceKind } = Conflict "payments.disbursement.paper_decisive" {
            zh: "该类材料不能中途补充", "{kind} 是审批所依据的材料，审批中不能增加；请审批人退回修改。";
            en: "This paper is decisive", "{kind} is what desks sign on; it is not added under approval. Ask for a return."
        }
        /// Payments of it have been made up already.
        InBatch { disbursement: DisbursementId } = Conflict "payments.disbursement.in_batch" {
            zh: "已生成支付", "拨付 {disbursement} 已生成支付，不能重复生成；不在批次中的待交付支付，请按支付单列入。";
            en: "Payments made up already", "Payments of the disbursement {disbursement} have been made up; those that wait in no batch are listed as payments."
        }
        /// Something refers to it.
        InUse = Conflict "payments.in_use" {
            zh: "仍被引用，不能删除", "还有业务数据引用它。";
            en: "Still referred to", "Other rows refer to it."
        }
        /// The batch does not exist here, or lies outside.
        UnknownDisbursement = Invalid "payments.disbursement.unknown" at "/disbursement_ids" {
            zh: "拨付不存在", "没有这笔拨付，或不在批次的区划内。";
            en: "Unknown disbursement", "There is no such disbursement, or it lies outside the batch's region."
        }
        /// The payment does not exist here, or lies outside.
        UnknownPayment = Invalid "payments.payment.unknown" at "/payment_id" {
            zh: "支付不存在", "没有这笔支付，或不在管辖范围内。";
            en: "Unknown payment", "There is no such payment, or it lies outside your region."
        }
        /// Nothing to pay, or one thing named twice.
        BatchEmpty = Invalid "payments.batch.empty" at "/disbursement_ids" {
            zh: "批次没有可付内容", "请给出至少一笔已审批的拨付或待交付的支付，不能重复。";
            en: "Nothing to pay", "Name at least one approved disbursement or queued payment, none twice."
        }
        /// A payment of it is in a batch, on its way, made, or owed anew.
        PaymentStands { payment: PaymentId, state: PaymentState } = Conflict "payments.disbursement.payment_stands" {
            zh: "还有支付未了结", "支付 {payment} 现为 {state}，或仍在批次中：已列入批次的先撤销批次；已交付、已支付或退票待重新支付的，不能作废。";
            en: "A payment stands", "The payment {payment} is {state} or in a batch. Dissolve the batch first; what is on its way, paid, or bounced and still owed is not cancelled."
        }
        /// Not in the state that this act needs.
        BatchStateIs { state: BatchState } = Conflict "payments.batch.state" {
            zh: "批次状态不符", "该批次现为 {state}，不能执行此操作。";
            en: "Batch in another state", "The batch is {state}; this act is not possible."
        }
        /// Not in the state that this act needs.
        PaymentStateIs { payment: PaymentId, state: PaymentState } = Conflict "payments.payment.state" {
            zh: "支付状态不符", "支付 {payment} 现为 {state}，不能执行此操作。";
            en: "Payment in another state", "The payment {payment} is {state}; this act is not possible."
        }
        /// A later attempt is under way.
        RetriedAlready { payment: PaymentId } = Conflict "payments.payment.retried" {
            zh: "已经重新支付", "支付 {payment} 已有新的支付在办或完成。";
            en: "Tried again already", "Another attempt at the payment {payment} is under way or done."
        }
        /// Money of a year that has not begun.
        YearNotBegun { year: i32, today: Day } = Conflict "payments.batch.year_not_begun" {
            zh: "预算年度尚未开始", "所用指标属 {year} 预算年度，今天 {today}；提前下达的指标须待预算年度开始后支付。";
            en: "Budget year not begun", "The money is of the budget year {year}, today is {today}; money announced in advance is paid when its year has begun."
        }
        /// The file is no table of results.
        BadFile = Invalid "payments.result.bad_file" {
            zh: "回单文件有误", "文件不是可识别的 CSV（UTF-8 或 GB18030），或有错误行；逐行说明列在其后，全部未入账。";
            en: "The file of results is not readable", "Not a readable CSV (UTF-8 or GB18030), or rows are wrong; errors names each. Nothing was booked."
        }
        /// Not in the state that this act needs.
        ResultStateIs { state: ResultState } = Conflict "payments.result.state" {
            zh: "回单状态不符", "该回单现为 {state}，不能执行此操作。";
            en: "Result in another state", "The result is {state}; this act is not possible."
        }
        /// The same voucher is booked by another row.
        VoucherBooked { result: ResultId } = Conflict "payments.result.voucher_booked" {
            zh: "凭证已入账", "同一凭证（凭证号、结果、收款人、金额、日期）已由回单 {result} 入账，不能再次挂接。";
            en: "The voucher is booked", "The same voucher (number, outcome, payee, amount, day) was booked by the result {result}; it is not booked again."
        }
        /// The row does not fit the payment.
        DoesNotFit { row: Money, payment: Money } = Conflict "payments.result.does_not_fit" {
            zh: "回单与支付不符", "回单金额 {row} 与支付金额 {payment} 或支付状态不符，不能挂接。";
            en: "The result does not fit", "The row says {row}, the payment is {payment}, or its state does not allow it."
        }
    }
}

impl PaymentsRefusal {
    /// The act does not take a claim that stands so; it is told what does.
    pub fn state_is(state: DisbursementState) -> Self {
        Self::StateIs { state, possible: state.possible() }
    }
}
