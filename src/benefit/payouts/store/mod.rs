//! Rows of forms, batches, payouts and answers.

mod annulled;
mod answers;
mod batches;
mod dead;
mod forms;
mod lineage;
mod lines;
mod payouts;
mod receivables;
mod recoveries;

pub use annulled::{paid_beside, undecided_beside};
pub use answers::{
    booked_elsewhere, doubted_in, find_result, hold_county, insert_answer, insert_results, late_of_year, list_results,
    lock_result, results_by_state, row_index, rows_known, taken_by, taken_elsewhere, undecided_of, update_result,
};
pub use batches::{
    Unanswered, batches_by_state, file_of, find_batch, insert_batch, keep_file, list_batches, lock_batch,
    unanswered_after, update_batch,
};
pub use dead::{OfAnnulled, OnItsWay, on_their_way, paid_of_annulled, payouts_after};
pub use forms::{bank_forms_by_state, find_form, insert_form, list_forms, lock_form, update_form};
pub use lineage::{Way, Ways, given_back_of, payouts_by_id, ways_of};
pub use lines::{DueLine, due_after, inherited_by_word_of, let_go_of, lines_named, named_by, plans_with};
pub use payouts::{
    Moved, Tried, find_payout, insert_payouts, list_payouts, live_of, live_of_line, move_all, payee_index,
    payouts_by_state, payouts_in, payouts_numbered, tried_before, update_payout,
};
pub use receivables::{beside, booked_lines_after, list_receivables, own_line, unit_payouts_after};
pub use recoveries::{
    GivenBack, find_recovery, given_back_after, insert_recovery, list_recoveries, lock_recovery, recovered_of,
    recoveries_of, recovery_numbers, update_recovery,
};
