//! Rows of posts, of who has them, of attendance, and of lists by which persons are paid.

mod gone;
mod lines;
mod lists;
mod posts;
mod shared;
mod sheets;

pub use gone::{GoneLines, TakenBack, gone_payees, persons_paid, taken_back};
pub use lines::{drop_lines, idle_lines, insert_lines, lines_of, list_lines, paid_beside, taken_by};
pub use lists::{
    find_list, insert_list, insert_step, linked_to, list_lists, lists_after, lists_by_id, lists_by_state, lock_list,
    lock_lists_numbered, steps_of, update_list,
};
pub use posts::{
    assignments_after, assignments_by_id, assignments_by_state, count_on_duty, find_assignment, find_post,
    insert_assignment, insert_post, left_posts, list_assignments, list_posts, lock_assignment, lock_post, lock_posts,
    posts_by_id, posts_by_state, posts_of_persons, update_assignment, update_post,
};
pub use shared::{SharedPosts, shared_posts};
pub use sheets::{
    attended_after, find_sheet, free_sheets, insert_sheet, list_of_sheet, list_sheets, lock_sheet, lock_sheets_of,
    replace_rows, sheet_of, sheets_by_state, take_sheets, update_sheet, worked_in,
};
