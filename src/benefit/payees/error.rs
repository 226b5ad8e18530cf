//! How accounts of payees refuse. No refusal repeats a name or a number.

use super::model::{PayeeAccountState, PayeeAgentState};
use crate::ground::{kernel::Day, platform::refusals};

refusals! {
    /// Ways in which accounts of payees refuse.
    pub enum PayeesRefusal {
        /// Nobody of that id in the caller's regions.
        UnknownPerson = Invalid "payees.account.person_unknown" at "/person_id" {
            zh: "查无此人", "没有这个人员登记，或不在您的管辖范围内；请核对人员。";
            en: "No such person", "There is no such person, or it is registered outside your region; check the person."
        }
        /// Whoever died is paid nothing; heirs are.
        Died { on: Day } = Conflict "payees.account.died" {
            zh: "持卡人已死亡", "该人员已于 {on} 登记死亡；其应得收益待继承后付给继承人。";
            en: "The holder has died", "The register says that the person died on {on}; what was due goes to the heirs."
        }
        /// Another live account has the number.
        Taken = Conflict "payees.account.taken" {
            zh: "账号已登记", "该账号已作为收款账户登记且未停用；一个账号只属于一人，请核对银行卡，或先停用原登记。";
            en: "The number is recorded", "Another account that is not closed has this number; it belongs to one person. Check the card, or close the other first."
        }
        /// One waits already.
        WaitsAlready = Conflict "payees.account.waits" {
            zh: "已有账户待复核", "该人员已有一个收款账户等待复核；请先复核或停用。";
            en: "One waits already", "An account of this person waits to be confirmed; confirm or close it first."
        }
        /// In another state than the act wants.
        StateIs { state: PayeeAccountState } = Conflict "payees.account.state" {
            zh: "收款账户状态不符", "该收款账户现为 {state}，不能执行此操作。";
            en: "Account in another state", "The account is {state}; this act does not fit."
        }
        /// What the second officer typed is another number.
        Differs = Conflict "payees.account.differs" {
            zh: "复核账号不一致", "复核录入的账号与登记的账号不一致；请对照银行卡或存折重新核对，登记有误的先停用再重新登记。";
            en: "The numbers differ", "The number that was typed now is not the one that was recorded; compare both with the card. Where the record is wrong, close it and record another."
        }
        /// Nobody of that id in the caller's regions who could receive.
        UnknownAgent = Invalid "payees.agent.unknown" at "/agent_person_id" {
            zh: "查无代领人", "没有这个代领人的人员登记，或不在您的管辖范围内；请核对，或先登记代领人。";
            en: "No such agent", "There is no such person who could receive, or it is registered outside your region; check the person, or register it first."
        }
        /// Nobody is the own agent.
        OwnAgent = Conflict "payees.agent.own" {
            zh: "代领人就是本人", "代领人与本人是同一人；本人领取的，登记本人收款账户即可。";
            en: "The agent is the person", "Whoever would receive is the person whose money it is; record the own account instead."
        }
        /// Its days do not fit each other, or today.
        AgentDays { on: Day, from: Day, to: Day, today: Day } = Invalid "payees.agent.days" at "/from_on" {
            zh: "代领日期不合理", "证明日期 {on}、起始日期 {from}、截止日期 {to}（今天 {today}）：证明不晚于起始，起始不晚于今天，截止不早于今天；请核对证明。";
            en: "The days do not fit", "The paper is of {on}, the first day {from}, the last day {to} (today {today}): the paper is not later than the first day, that not later than today, and the last day not before it. Check the paper."
        }
        /// Whoever would receive has died.
        AgentDied { on: Day } = Conflict "payees.agent.died" {
            zh: "代领人已死亡", "代领人已于 {on} 登记死亡；请由其他监护人或受托人代领，重新登记。";
            en: "The agent has died", "The register says that whoever would receive died on {on}; record another guardian or authorised person."
        }
        /// One waits already.
        AgentWaits = Conflict "payees.agent.waits" {
            zh: "已有代领登记待复核", "该人员已有一项代领登记等待复核；请先复核或停用。";
            en: "One waits already", "An agent of this person waits to be confirmed; confirm or stop that first."
        }
        /// In another state than the act wants.
        AgentStateIs { state: PayeeAgentState } = Conflict "payees.agent.state" {
            zh: "代领登记状态不符", "该代领登记现为 {state}，不能执行此操作。";
            en: "Agent in another state", "The entry of the agent is {state}; this act does not fit."
        }
        /// What the second officer reads on the paper is something else.
        AgentDiffers = Conflict "payees.agent.differs" {
            zh: "复核内容不一致", "复核录入的代领人姓名、证明文号或截止日期与登记的不一致；请对照证明重新核对，登记有误的先停用再重新登记。";
            en: "The entries differ", "The agent's name, the number of the paper or the last day that was typed now is not what was recorded; compare both with the paper. Where the record is wrong, stop it and record another."
        }
    }
}
