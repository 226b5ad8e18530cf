//! Rows of repairs. The only files of this room that know the database.

mod links;
mod requests;

pub use links::{
    find_link, find_open_link, insert_link, links_by_state, list_links, lock_link, lock_open_link, update_link,
};
pub use requests::{
    count_filed, find_receipt, find_request, find_requests, insert_request, list_requests, lock_request, open_told,
    requests_by_state, seal_told, update_request,
};
