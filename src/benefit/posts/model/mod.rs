//! Types of public posts, of attendance, and of lists by which persons are paid. Pure.

mod item;
mod list;
mod post;
mod roll;
mod sheet;

pub use item::{ToPersonItem, is_near};
pub use list::{
    ListLineQuery, ListOrigin, ListQuery, ListStep, ListStepKind, ListStepTold, PaidPer, PayeeGone, ToPersonLine,
    ToPersonList, ToPersonSource, ToPersonState, digest_of, months_between,
};
pub use post::{Assignment, AssignmentQuery, AssignmentState, PayRule, PostQuery, PostState, PublicPost};
pub use roll::{RollPaper, months_written, roll_leaves};
pub use sheet::{Attendance, Sheet, SheetQuery, SheetState, Worked};
