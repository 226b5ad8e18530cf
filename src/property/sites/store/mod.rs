//! Rows of sites' facts. The only files of this room that know the database.

mod headcounts;
mod roles;

pub use headcounts::{
    find_headcount, insert_headcount, last_counts, list_headcounts, lock_headcount, standing_on, update_headcount,
};
pub use roles::{find_role, insert_role, list_roles, lock_role, lock_roles_of, roles_on, update_role, with_body};
