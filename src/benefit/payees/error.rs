//! How accounts of payees refuse. No refusal repeats a name or a number.

use super::model::PayeeAccountState;
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
    }
}
