//! Rows of plans, of their steps and of their lines.

mod again;
mod count;
mod ends;
mod flat;
mod lineage;
mod lines;
mod plans;
mod releases;
mod waits;

pub use again::{locked_again, planned_again, planned_elsewhere};
pub use count::{
    chained, give_rests, insert_lines, keep_back_dead, keep_back_named, stretch_of, sums_of, weights_by_class,
};
pub use ends::{last_day_of, open_books_of};
pub use flat::{Spread, spreads_of};
pub use lineage::{Falls, Side, distributed_of, distributions_by_id, falls_to};
pub use lines::{
    difference_counts, differences, find_line, kept_of, lines_by_serial, list_lines, spanned, waiting_sum, whose_of,
};
pub use plans::{
    distributions_after, distributions_by_state, find_distribution, insert_distribution, insert_step,
    list_distributions, lock_distribution, planned_years, plans_of_body, replace_parts, stands_on, steps_of,
    unknown_serials, update_distribution, update_terms, waiting_of,
};
pub use releases::{
    NoHeir, StandingPart, before_named, called_back, find_release, followed_by, given_back, insert_carried,
    insert_recalls, insert_releases, last_part, let_go, of_part, standing_parts, without_inheritance,
};
pub use waits::{below_until, list_waits, wait_sums};
