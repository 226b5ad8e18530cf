//! How projects refuse.

use super::model::{ContractState, ProjectState};
use crate::ground::{
    kernel::{Day, Money, Wording},
    platform::refusals,
};

refusals! {
    /// Ways in which projects refuse.
    pub enum ProjectsRefusal {
        /// The project does not exist here.
        UnknownProject = Invalid "projects.project.unknown" at "/project_id" {
            zh: "项目不存在", "没有这个项目，或不在您的管辖范围内。";
            en: "Unknown project", "There is no such project, or it lies outside your region."
        }
        /// The contract does not exist here.
        UnknownContract = Invalid "projects.contract.unknown" at "/contract_id" {
            zh: "合同不存在", "没有这个合同，或不在您的管辖范围内。";
            en: "Unknown contract", "There is no such contract, or it lies outside your region."
        }
        /// The organisation does not exist here.
        UnknownUnit = Invalid "projects.unit.unknown" {
            zh: "单位不存在", "没有这个单位，或不在您的管辖范围内。";
            en: "Unknown organisation", "There is no such organisation, or it lies outside your region."
        }
        /// The site does not exist here.
        UnknownSite = Invalid "projects.site.unknown" at "/site_id" {
            zh: "安置点不存在", "没有这个安置点，或不在您的管辖范围内。";
            en: "Unknown site", "There is no such site, or it lies outside your region."
        }
        /// The document does not exist here.
        UnknownDocument = Invalid "projects.document.unknown" at "/budget_document_ids" {
            zh: "指标文件不存在", "没有这个指标文件，或不在您的管辖范围内。";
            en: "Unknown document", "There is no such budget document, or it lies outside your region."
        }
        /// Amounts are not above zero.
        BadAmount = Invalid "projects.amount.bad" at "/amount" {
            zh: "金额须大于零", "金额须大于零，合计不超过十三位整数。";
            en: "Amounts above zero", "Amounts are above zero and their sum has at most thirteen integer digits."
        }
        /// A day lies in the future.
        DayAhead { day: Day, today: Day } = Invalid "projects.day.ahead" {
            zh: "日期晚于今天", "{day} 晚于今天 {today}；请填写已经发生的日期。";
            en: "Day in the future", "{day} lies after today, {today}; give a day that has come."
        }
        /// Not in the state that this act needs.
        ProjectStateIs { state: ProjectState } = Conflict "projects.project.state" {
            zh: "项目状态不符", "该项目现为 {state}，不能执行此操作。";
            en: "Project in another state", "The project is {state}; this act is not possible."
        }
        /// Its paper is under approval.
        UnderApproval = Conflict "projects.project.under_approval" {
            zh: "项目正在审批", "该项目的入库或计划申请正在审批；请先撤回，或待退回后修改。";
            en: "Under approval", "The project's paper is under approval; withdraw it first, or change it when it is returned."
        }
        /// What an approval has bound.
        Bound { fields: Wording } = Conflict "projects.project.bound" {
            zh: "已经审批的内容不能直接修改", "{fields} 已经审批确定，不能直接修改。";
            en: "Bound by an approval", "{fields} were approved and cannot be changed."
        }
        /// What must be known before it is filed.
        Incomplete { missing: Wording } = Conflict "projects.project.incomplete" {
            zh: "项目要素不全", "申报前须补全：{missing}。";
            en: "Project incomplete", "Before it is filed, give: {missing}."
        }
        /// Not in the state that this act needs.
        ContractStateIs { state: ContractState } = Conflict "projects.contract.state" {
            zh: "合同状态不符", "该合同现为 {state}，不能执行此操作。";
            en: "Contract in another state", "The contract is {state}; this act is not possible."
        }
        /// What a contract lacks before it is signed.
        ContractIncomplete { missing: Wording } = Conflict "projects.contract.incomplete" {
            zh: "合同要素不全", "签订前须补全：{missing}。";
            en: "Contract incomplete", "Before it is signed, give: {missing}."
        }
        /// Ceilings that do not rise.
        CapsFall = Invalid "projects.contract.caps_fall" at "/milestones" {
            zh: "付款节点上限不递增", "每个付款节点只出现一次，按预付、开工、进度、完工、质保金的次序，累计上限不得下降，不得超过 100%。";
            en: "Ceilings do not rise", "Each milestone stands once, in the order advance, start, progress, completion, retention; cumulative ceilings never fall and end within 100 %."
        }
        /// A doubled party, or an assignee without paper.
        BadParty = Invalid "projects.contract.bad_party" at "/parties" {
            zh: "合同当事人有误", "同一单位只列一次；债权受让人须附转让材料。";
            en: "Party not acceptable", "Each organisation stands once; an assignee needs the paper that made it one."
        }
        /// A party that does not exist on the day of signing.
        PartyNotInBeing { party: String, day: Day } = Conflict "projects.contract.party_not_in_being" {
            zh: "当事人在签订日不存续", "{party} 在 {day} 尚未设立或已经终止；请核对签订日期，或登记承继单位。";
            en: "A party did not exist", "On {day}, {party} did not exist yet or had ended; check the day, or register its successor."
        }
        /// A supplement that goes below what was claimed.
        BelowClaimed { price: Money, claimed: Money } = Conflict "projects.contract.below_claimed" {
            zh: "调减后低于已申请金额", "调整后合同价 {price}，低于该合同已申请和支付的 {claimed}。";
            en: "Below what was claimed", "The price would be {price}; {claimed} has been claimed or paid under the contract."
        }
        /// Claims are on their way.
        ClaimsOpen = Conflict "projects.claims_open" {
            zh: "尚有在办的拨付", "还有未办结的资金拨付；请先办结或作废。";
            en: "Claims on their way", "Disbursements of it are not finished; finish or cancel them first."
        }
        /// Something refers to it.
        InUse = Conflict "projects.in_use" {
            zh: "仍被引用，不能删除", "还有业务数据引用它。";
            en: "Still referred to", "Other rows refer to it."
        }
    }
}
