//! Rows of what bodies earn and spend, of their schemes, years and pools.

mod entries;
mod holds;
mod lineage;
mod pools;
mod receipts;
mod schemes;
mod spendings;
mod twice;
mod years;

pub use entries::{
    balance_of, entries_by_id, find_entry, income_assets, insert_entry, list_entries, recorders_of, refunds_of,
    reversal_of, sums_of, voucher_taken,
};
pub use holds::{find_hold, held_of, insert_hold, paid_for, pay_hold, remove_hold};
pub use lineage::{Counted, counted_into, earned_by, set_aside_of, spent_of};
pub use pools::{
    find_pool, insert_pools, list_pools, lock_pool, pools_by_id, pools_by_state, pools_of_body, pools_of_year,
    update_pool,
};
pub use receipts::{booked_by, booked_of, entry_of_line, free_receipt};
pub use schemes::{
    divided_by, find_scheme, insert_scheme, list_schemes, lock_scheme, scheme_on, schemes_by_state, update_scheme,
};
pub use spendings::{
    find_spending, insert_spending, list_spendings, spending_reversal_of, spending_voucher_taken, spendings_by_id,
    update_spending,
};
pub use twice::{BesideLine, beside_lines, entries_after};
pub use years::{
    find_year, find_year_of, insert_year, last_year, list_years, lock_year, update_year, years_after, years_by_id,
    years_by_state, years_of,
};
