//! 代发文件格式. What a bank takes as orders and what it gives back as answers, both as its form says: no two banks agree, so a form is
//! data. What does not fit into its form is refused with its row and column; nothing is ever cut, left out or guessed.
//!
//! A refusal tells places and figures and never a name or a number of somebody: it goes into logs and answers.

mod answer;
mod cells;
mod charset;
mod fault;
mod read;
mod sheet;
mod write;

pub use fault::{CellFault, FormFault};
use sheet::FormData;

use crate::ground::kernel::{Day, Money};

crate::ground::kernel::words! {
    /// 发放结果. What became of a row.
    pub enum PayoutOutcome {
        Paid = "paid" "发放成功",
        Failed = "failed" "发放失败",
        Bounced = "bounced" "退票",
    }
}

/// One order: pay this to that account.
#[derive(Clone, PartialEq, Eq)]
pub struct Instruction {
    /// Our number of it.
    pub number: String,
    /// Name on the account.
    pub payee_name: String,
    /// Identity number, where the form asks for it.
    pub id_number: Option<String>,
    /// Account number.
    pub account_no: String,
    /// Bank of the account, where the form asks for it.
    pub bank_name: Option<String>,
    /// How much.
    pub amount: Money,
    /// What for, as the payee is to read it.
    pub purpose: String,
}

/// What of an order a form cannot write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// The name on the account.
    Name,
    /// The account number.
    Account,
    /// Something else that the form asks for.
    Other,
}

/// A file of orders.
#[derive(Clone, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many orders it holds.
    pub count: u64,
    /// What they come to.
    pub total: Money,
}

/// One row of what a bank answers.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its line in the file, the first being 1.
    pub row: usize,
    /// What it names its order by: our number, or its place in our file ([`BankForm::named_by`]).
    pub number: Option<String>,
    /// Account number, as the bank tells it; some put stars into its middle.
    pub account_no: String,
    /// Name on the account.
    pub payee_name: String,
    /// How much.
    pub amount: Money,
    /// What became of it.
    pub outcome: PayoutOutcome,
    /// Why it failed, in the bank's words.
    pub reason: Option<String>,
    /// On which day.
    pub on: Option<Day>,
    /// The bank's own number of it; empty where it gives none.
    pub reference: String,
}

/// A file of answers; what stands in it twice is here twice.
#[derive(Clone, PartialEq, Eq)]
pub struct Answers {
    /// Its rows.
    pub rows: Vec<Answer>,
    /// How many.
    pub count: u64,
    /// What they come to, whatever became of them.
    pub total: Money,
}

/// By what an answer names its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedBy {
    /// Our number.
    Number,
    /// The order's place in our file, from 1, without leading zeros.
    Place,
    /// Account and amount alone.
    AccountAndAmount,
}

/// What names somebody stays out of logs.
macro_rules! shows_nobody {
    ($($type:ident: $($field:ident),+;)+) => {$(
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($type))$(.field(stringify!($field), &self.$field))+.finish_non_exhaustive()
            }
        }
    )+};
}
shows_nobody! {
    Instruction: number, amount;
    Written: count, total;
    Answer: row, number, amount, outcome;
    Answers: count, total;
}

/// 代发文件格式. The form of one bank's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankForm {
    data: FormData,
}

impl BankForm {
    /// The forms that come with this release, as (key, text): a county takes the nearest and changes it as its bank says.
    pub const SAMPLES: [(&str, &str); 3] = [
        ("csv_utf8", include_str!("form/samples/csv_utf8.toml")),
        ("text_gbk", include_str!("form/samples/text_gbk.toml")),
        ("one_card_gbk", include_str!("form/samples/one_card_gbk.toml")),
    ];

    /// A form of its text, TOML or JSON. What it does not know, and what contradicts itself, is refused.
    pub fn parse(text: &str) -> Result<Self, FormFault> {
        let json = text.trim_start().starts_with('{');
        let data: FormData = if json {
            serde_json::from_str(text).map_err(|e| FormFault::form("", e.to_string()))?
        } else {
            toml::from_str(text).map_err(|e| FormFault::form("", e.to_string()))?
        };
        data.sane()?;
        Ok(Self { data })
    }

    /// Every sample as (key, name, form).
    pub fn samples() -> Result<Vec<(&'static str, String, Self)>, FormFault> {
        let sample =
            |(key, text): (&'static str, &str)| Self::parse(text).map(|form| (key, form.name().to_owned(), form));
        Self::SAMPLES.into_iter().map(sample).collect()
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.data.name
    }

    /// How many orders the bank takes in one file; `None` where it has not said.
    pub fn most_rows(&self) -> Option<usize> {
        self.data.most_rows.and_then(|most| usize::try_from(most).ok())
    }

    /// Whether its orders carry this of somebody.
    pub fn asks_id_number(&self) -> bool {
        self.data.instructions.columns.iter().any(|c| c.value == sheet::Value::IdNumber && !c.optional)
    }

    /// Whether its orders tell what they are for, and with that whose money somebody receives in another's place.
    pub fn tells_purpose(&self) -> bool {
        self.data.instructions.columns.iter().any(|c| c.value == sheet::Value::Purpose)
    }

    /// By what its answers name their orders.
    pub fn named_by(&self) -> NamedBy {
        let has = |value| self.data.answers.columns.iter().any(|c| c.value == value);
        match (has(sheet::Value::Number), has(sheet::Value::Serial)) {
            (true, _) => NamedBy::Number,
            (false, true) => NamedBy::Place,
            (false, false) => NamedBy::AccountAndAmount,
        }
    }
}
