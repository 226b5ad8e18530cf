//! The rules of distributions, one file each.

mod assistance_posted;
mod class_use;
mod dividend_posted;
mod eligible;
mod flat_handout;
mod graded_parts;
mod months_again;
mod months_over;
mod need_again;
mod need_elsewhere;
mod posted_long_enough;
mod posting_ended;
mod reviewed;
mod something_there;
mod sum_of_lines;

use crate::ground::kernel::Rule;

pub use assistance_posted::{ASSISTANCE_POSTED, POSTED_DAYS, assistance_posted};
pub use class_use::{CLASS_USE, class_use};
pub use dividend_posted::{DIVIDEND_DAYS, DIVIDEND_POSTED, dividend_posted};
pub use eligible::{ELIGIBLE, eligible};
pub use flat_handout::{FLAT_HANDOUT, flat_handout};
pub use graded_parts::{GRADED_PARTS, graded_parts};
pub use months_again::{MONTHS_AGAIN, months_again};
pub use months_over::{MONTHS_OVER, months_over};
pub use need_again::{NEED_AGAIN, need_again};
pub use need_elsewhere::{NEED_ELSEWHERE, need_elsewhere};
pub use posted_long_enough::{POSTED_LONG_ENOUGH, posted_long_enough};
pub use posting_ended::POSTING_ENDED;
pub use reviewed::{REVIEWED, reviewed};
pub use something_there::{SOMETHING_THERE, something_there};
pub use sum_of_lines::{Asked, SUM_OF_LINES, sum_of_lines};

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[
    &SOMETHING_THERE,
    &POSTED_LONG_ENOUGH,
    &ASSISTANCE_POSTED,
    &DIVIDEND_POSTED,
    &POSTING_ENDED,
    &FLAT_HANDOUT,
    &GRADED_PARTS,
    &CLASS_USE,
    &ELIGIBLE,
    &REVIEWED,
    &MONTHS_OVER,
    &MONTHS_AGAIN,
    &NEED_AGAIN,
    &NEED_ELSEWHERE,
    &SUM_OF_LINES,
];

/// The rules of a body's finance.
const FINANCE_RULES: &str = "《农村集体经济组织财务制度》（财农〔2021〕121号）";

/// From which day on they hold.
const FINANCE_RULES_FROM: crate::ground::kernel::Day = crate::ground::kernel::Day::of(2022, 1, 1);
