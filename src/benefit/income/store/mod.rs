//! Rows of what bodies earn and spend, of their schemes, years and pools.

mod entries;
mod pools;
mod schemes;
mod spendings;
mod years;

pub use entries::{
    balance_of, find_entry, income_assets, insert_entry, list_entries, recorders_of, reversal_of, sums_of,
    voucher_taken,
};
pub use pools::{find_pool, insert_pools, list_pools, lock_pool, pools_by_state, pools_of_year, update_pool};
pub use schemes::{
    divided_by, find_scheme, insert_scheme, list_schemes, lock_scheme, scheme_on, schemes_by_state, update_scheme,
};
pub use spendings::{find_spending, insert_spending, list_spendings, spending_reversal_of, spending_voucher_taken};
pub use years::{find_year, find_year_of, insert_year, last_year, list_years, lock_year, update_year, years_by_state};
