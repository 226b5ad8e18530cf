//! How loans refuse.

use super::model::LoanState;
use crate::ground::{
    kernel::{Day, Money},
    platform::refusals,
};

refusals! {
    /// Ways in which loans refuse.
    pub enum LoansRefusal {
        /// A day that has not come.
        DayAhead { day: Day, today: Day } = Invalid "loans.day.ahead" {
            zh: "日期晚于今日", "{day} 晚于今日 {today}；请填写已经到来的日期。";
            en: "Day ahead", "{day} lies after today, {today}; a day that has come is wanted."
        }
        /// No such unit in the caller's regions or above the body.
        UnknownLender = Invalid "loans.loan.lender_unknown" {
            zh: "出借单位不存在", "没有这个单位，或不在管辖范围内；请先登记单位。";
            en: "Unknown lender", "There is no such organisation, or it lies outside your region; register it first."
        }
        /// It would owe itself.
        LendsToItself = Conflict "loans.loan.lends_to_itself" {
            zh: "出借单位就是借款人", "出借单位不能是借款的集体组织主体自己；请核对合同。";
            en: "A loan to itself", "The lender is the body itself; check the contract."
        }
        /// No money.
        AmountNone = Invalid "loans.amount.none" at "/amount" {
            zh: "金额须大于零", "请填写大于零的金额。";
            en: "No amount", "An amount above zero is wanted."
        }
        /// Not after the contract.
        DueEarly { due: Day, contract: Day } = Invalid "loans.loan.due_early" at "/due_on" {
            zh: "到期日不晚于合同日期", "到期日 {due} 应晚于合同日期 {contract}；请核对合同。";
            en: "Due too early", "{due} does not lie after the day of the contract, {contract}; check it."
        }
        /// No body on that day.
        NotThen { on: Day, since: Day } = Conflict "loans.loan.not_then" at "/contract_on" {
            zh: "当日不是集体组织主体", "该主体自 {since} 起登记，{on} 不在其存续期内；登记以前所借的，按存量债务登记。";
            en: "No body on that day", "It is a body since {since}, and was none on {on}; what it owes from before is recorded as such."
        }
        /// No vote of the body on borrowing, or a later one.
        NotResolved = Invalid "loans.loan.not_resolved" at "/resolution_id" {
            zh: "不是本组织的借款表决", "没有这项表决，或不是本组织通过的借款事项；请先登记表决，事项选“借款”。";
            en: "No vote on it", "There is no such resolution, or it is not one of this body on borrowing that passed; record the vote first."
        }
        /// Decided after it was signed.
        DecidedLater { decided: Day, contract: Day } = Conflict "loans.loan.decided_later" at "/resolution_id" {
            zh: "表决晚于合同", "表决日期 {decided} 晚于合同日期 {contract}；借款须先表决后签订合同，请核对两个日期。";
            en: "Decided after it was signed", "The vote is of {decided} and the contract of {contract}; a loan is decided before it is signed. Check both days."
        }
        /// A number without a day, or a day without a number.
        FilingHalf = Invalid "loans.loan.filing_half" at "/filing_number" {
            zh: "备案文号与备案日期应同时填写", "请同时填写乡镇备案文号和备案日期，或都不填写。";
            en: "Number and day of the filing", "Tell the number under which the town has it on file and the day, both or none."
        }
        /// The same contract already.
        Recorded { number: String } = Conflict "loans.loan.recorded" at "/contract_number" {
            zh: "该合同已登记", "该主体向该单位借款的同一合同编号已登记为 {number}；请勿重复登记，登记有误的先作废。";
            en: "Recorded already", "The contract of this number between the two is recorded as {number}; where that is wrong, void it first."
        }
        /// Not in the state that this act needs.
        StateIs { state: LoanState } = Conflict "loans.loan.state" {
            zh: "借款状态不符", "该笔借款现为 {state}，不能执行此操作。";
            en: "Loan in another state", "The loan is {state}; this act does not fit."
        }
        /// More than is owed.
        TooMuch { amount: Money, owed: Money } = Conflict "loans.repayment.too_much" at "/amount" {
            zh: "归还金额超过未还金额", "本次归还 {amount} 元，未还本金 {owed} 元；利息另行记账，请只填写本金。";
            en: "More than is owed", "{amount} would be paid back and {owed} of the sum lent is owed; interest is booked elsewhere, tell the sum alone."
        }
        /// Before the money was lent.
        PaidEarly { on: Day, contract: Day } = Conflict "loans.repayment.paid_early" at "/on" {
            zh: "归还日期早于合同日期", "归还日期 {on} 早于合同日期 {contract}；请核对日期。";
            en: "Paid back too early", "{on} lies before the day of the contract, {contract}; check the day."
        }
        /// One voucher twice.
        VoucherTold { voucher: String, n: i64 } = Conflict "loans.repayment.voucher_told" at "/voucher" {
            zh: "凭证号已登记", "凭证号 {voucher} 已登记为第 {n} 次归还；请核对。";
            en: "Voucher told already", "Voucher {voucher} is told as repayment {n}; check it."
        }
        /// Nothing to take back.
        NoSuchRepayment { n: i64 } = Conflict "loans.repayment.nothing_to_take_back" at "/n" {
            zh: "没有可冲回的归还", "第 {n} 次归还不存在或已冲回；请核对序号。";
            en: "Nothing to take back", "There is no repayment {n}, or it was taken back; check which one is meant."
        }
        /// What was paid back stands.
        RepaymentsStand { repaid: Money } = Conflict "loans.loan.repayments_stand" {
            zh: "已有归还，不能作废", "该笔借款已归还 {repaid} 元；登记有误的，请先冲回各次归还，再作废。";
            en: "Repayments stand", "{repaid} of it were paid back; where that is wrong, take the repayments back first."
        }
    }
}
