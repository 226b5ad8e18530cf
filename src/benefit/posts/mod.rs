//! 公益岗位、到人到户名单. Who has a public post, when they worked, and by which lists persons and households are paid.
//!
//! - P1 A person is paid once for an item and month (R110), whichever list and region it is; a household's line pays each of its members.
//! - P2 A list is checked by another than who made it, hangs as it stands, and is locked as it hangs: one digest over its lines.
//! - P3 What pays a list is exactly what it comes to: one spending of its pool, or one claim of public money.
//! - P4 Attendance is of the days on which somebody has the post, recorded by one officer and confirmed by another; a month of a post is paid once.
//! - P5 A person has one post at a time (R37.1), and is sixteen (R37).

mod api;
mod checks;
mod error;
mod forms;
mod invariants;
mod model;
mod posted;
mod rules;
mod service;
mod store;

pub use api::{PostsParts, apis};
pub use checks::checks;
pub use error::PostsRefusal;
pub use forms::FORMS;
pub use invariants::invariants;
pub use model::{AssignmentState, PostState, SheetState, ToPersonItem, ToPersonState};
pub use posted::PostedLists;
pub use rules::RULES;
pub use service::{line_rows::sheets, there::PaidLists};
pub use store::{assignments_by_state, lists_by_state, posts_by_state, sheets_by_state};
