//! How approvals refuse.

use super::model::{DefinitionState, Matter, RunState};
use crate::ground::{kernel::OfficerId, platform::refusals};

refusals! {
    /// Ways in which approvals refuse.
    pub enum ApprovalsRefusal {
        /// Somebody else has decided, or the paper has moved on.
        TaskClosed = Conflict "approvals.task.closed" {
            zh: "任务已关闭", "此任务已办结或作废；请刷新待办。";
            en: "Task closed", "The task is done or void; look at your inbox again."
        }
        /// A return to a step that is not an earlier one that was passed.
        NoSuchDesk { to: i32 } = Conflict "approvals.task.no_such_desk" {
            zh: "不能退回到该步骤", "第 {to} 步不是本次审批已经通过的前序步骤。";
            en: "Cannot return there", "Step {to} is not an earlier step that this run has passed."
        }
        /// A return without its form, or a form without a return.
        FormMissing = Invalid "approvals.task.return_form" at "/return_form" {
            zh: "退回方式有误", "退回须注明“退回修改”或“退回补件”；其他决定不得注明。";
            en: "Form of return", "A return names its form, revise or supplement; other decisions name none."
        }
        /// A no or a return that does not say why, or a yes with a reason against it.
        ReasonMissing = Invalid "approvals.task.reason" {
            zh: "须写明原因", "不同意或退回须选择原因，并在意见中写明缺什么、错在哪里；同意不填原因。";
            en: "Say why", "To reject or return, give a reason by code and an opinion that says what is missing or wrong; a yes gives no reason."
        }
        /// A resubmission of what was not returned.
        NotReturned { state: RunState } = Conflict "approvals.run.not_returned" {
            zh: "审批不在退回状态", "审批现为 {state}，不能重新提交。";
            en: "Not returned", "The run is {state} and cannot be sent again."
        }
        /// A supplement that changes what was signed.
        DecisiveChanged = Conflict "approvals.run.decisive_changed" {
            zh: "退回补件不得改动关键事项", "金额、收款人、账户、资金来源、合同、节点等已签认事项有改动；退回补件只能补充材料。请恢复原值，或请审批人改用退回修改。";
            en: "A supplement may not change what was signed", "Amount, payees, accounts, funding, contract or milestone changed; a return for supplement allows further papers only. Restore them, or ask the desk for a return for revision."
        }
        /// The subject is not what was signed.
        DigestChanged = Conflict "approvals.run.digest_changed" {
            zh: "事项与送审内容不一致", "事项的关键内容与送审时的摘要不一致，不能继续审批；请退回后核查。";
            en: "Not what was submitted", "The subject is not what its digest says was submitted; return it and look into it."
        }
        /// Too late to withdraw.
        TooLate = Conflict "approvals.run.too_late" {
            zh: "最后一步已有人审批，不能撤回", "最后一步已有人签署；请联系该步骤退回。";
            en: "Too late to withdraw", "Somebody at the last step has already decided; ask that desk to return it."
        }
        /// The run has left the desks.
        Ended { state: RunState } = Conflict "approvals.run.ended" {
            zh: "审批已结束", "审批现为 {state}。";
            en: "The run has ended", "The run is {state}."
        }
        /// No step applies to the paper: nobody would have to say yes.
        NobodySigns = Conflict "approvals.run.nobody_signs" {
            zh: "没有适用的审批步骤", "按审批流程和本事项的情况，没有一步适用；无人签认不等于同意。请管理员启用适用的审批流程后再提交；退回后重新提交的，请先撤回，再另行申报。";
            en: "No step applies", "By its definition and facts no step applies, and where nobody signs nothing is approved. Have a definition published that applies, then submit; what was returned is withdrawn and filed anew."
        }
        /// Somebody who has decided has also had a hand in preparing what would be decided next.
        DeciderPrepared { officer: OfficerId } = Conflict "approvals.run.decider_prepared" {
            zh: "审批人不得经办", "人员 {officer} 已在本次审批中签署意见，又参与了本事项的填报或修改；经办与审批须由不同人员办理（R109）。请撤回后另行申报。";
            en: "Who decides does not prepare", "Officer {officer} has decided in this run and has had a hand in its preparation; preparing and approving are done by different officers (R109). Withdraw it and file anew."
        }
        /// No definition holds for the matter.
        NoDefinition { matter: Matter } = Conflict "approvals.definition.none" {
            zh: "没有可用的审批流程", "事项 {matter} 在本区划没有启用的审批流程。";
            en: "No definition", "No published definition holds for {matter} in this region."
        }
        /// A definition in another state than this act needs.
        DefinitionStateIs { state: DefinitionState } = Conflict "approvals.definition.state" {
            zh: "流程状态不符", "该流程现为 {state}；已启用的流程不能修改，请另建新版。";
            en: "Definition in another state", "The definition is {state}; a published one never changes: write a new edition."
        }
        /// A definition that contradicts itself or its matter.
        DefinitionFaulty = Invalid "approvals.definition.faulty" {
            zh: "审批流程有误", "请按所列位置逐项修改。";
            en: "Faulty definition", "Mend the places listed in errors."
        }
        /// Withdrawn by somebody who did not begin it.
        NotInitiator = Conflict "approvals.run.not_initiator" {
            zh: "只有发起人可以撤回", "这件审批由他人发起；只有发起人可以撤回。";
            en: "Not yours to withdraw", "Somebody else began this run; only its initiator can withdraw it."
        }
    }
}
