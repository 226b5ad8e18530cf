//! The rules of distributions, one file each.

mod months_over;
mod posted_long_enough;
mod something_there;
mod sum_of_lines;

use crate::ground::kernel::Rule;

pub use months_over::{MONTHS_OVER, months_over};
pub use posted_long_enough::{POSTED_LONG_ENOUGH, posted_long_enough};
pub use something_there::{SOMETHING_THERE, something_there};
pub use sum_of_lines::{SUM_OF_LINES, sum_of_lines};

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[&SOMETHING_THERE, &POSTED_LONG_ENOUGH, &MONTHS_OVER, &SUM_OF_LINES];

/// The rules of a body's finance.
const FINANCE_RULES: &str = "《农村集体经济组织财务制度》（财农〔2021〕121号）";

/// From which day on they hold.
const FINANCE_RULES_FROM: crate::ground::kernel::Day = crate::ground::kernel::Day::of(2022, 1, 1);
