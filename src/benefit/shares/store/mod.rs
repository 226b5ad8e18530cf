//! Rows of schemes, of the share register and of certificates.

mod certificates;
mod deaths;
mod endings;
mod holdings;
mod holds;
mod schemes;
mod transactions;

pub use certificates::{
    certificates_by_state, find_certificate, insert_certificate, list_certificates, lock_certificate,
    update_certificate, valid_certificate,
};
pub use deaths::{dead_serials, inherited_from};
pub use endings::{insert_undone, undone_by};
pub use holdings::{
    Held, Lines, highest_serial, holders_after, holders_among, holders_being, holders_by_id, holders_of, holding_of,
    holds_shares, insert_holders, last_change, lines_of, list_holdings, rewrite_lines, standing_on,
};
pub use holds::{hold_of, longest_holds, put_hold, remove_hold};
pub use schemes::{
    find_schemes, insert_scheme, list_schemes, lock_scheme, lock_schemes_numbered, open_schemes_of,
    quantified_elsewhere, replace_parts, schemes_after, schemes_by_state, update_classes, update_scheme,
};
pub use transactions::{
    death_paper_of_another, find_transaction, find_transactions, given_last, heirs_of, inheritances_of,
    insert_transactions, list_transactions, reversal_of,
};
