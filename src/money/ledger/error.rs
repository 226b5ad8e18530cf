//! How the ledger refuses: the last guard, behind the rules that speak first.

use super::model::AccountKind;
use crate::ground::{kernel::Money, platform::refusals};

refusals! {
    /// Ways in which the ledger refuses.
    pub enum LedgerRefusal {
        /// An account would stand below zero.
        Overdrawn { account: AccountKind, balance: Money, change: Money } = Conflict "ledger.account.overdrawn" {
            zh: "余额不足", "账户 {account} 余额 {balance}，本次变动 {change}，余额不能为负。";
            en: "Balance too low", "The account {account} holds {balance}; a change of {change} would bring it below zero."
        }
        /// A sum beyond thirteen integer digits.
        OutOfRange = Invalid "ledger.amount.out_of_range" {
            zh: "金额超出范围", "合计金额超过十三位整数。";
            en: "Amount out of range", "The sum has more than thirteen integer digits."
        }
    }
}
