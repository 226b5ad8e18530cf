//! 登录与授权. Officers, accounts, sessions, role grants, API clients, the first administrator.
//!
//! - P1 Separation of duties looks at the officer, the human behind accounts.
//! - P2 A grant of a role waits for a second security administrator, except while fewer than two could confirm it.
//! - P3 No officer holds two roles that exclude each other on one day.
//! - P4 A right is read anew inside every writing transaction: what was taken away a moment ago is gone.
//! - P5 Passwords, tokens and secrets are kept only as digests; none is ever in a log, a trail event or a kept answer.

mod api;
mod door;
mod error;
mod invariants;
mod jobs;
mod model;
mod password;
mod service;
mod store;
mod token;

pub use api::{AccessParts, ClientFilter, GrantFilter, OfficerFilter, UserFilter, apis};
pub use door::{AccessDoor, Policy};
pub use error::AccessRefusal;
pub use invariants::invariants;
pub use jobs::ExpireAccess;
pub use model::{Account, ApiClient, Officer, OfficerBrief, RoleGrant};
pub use password::{Cost, Hasher};
pub use service::clients::list_clients;
pub use service::grants::list_grants;
pub use service::keys::{renew_data_keys, retire_replaced, rotate_key};
pub use service::officers::list_officers;
pub use service::setup::{issue_setup_token, reset_by_operator};
pub use service::users::list_users;
pub use service::{
    GrantWatcher, callers_named, callers_of, client_of, holder, is_one_of, know_officers, name_of, names_of,
    officer_briefs, officers_behind, officers_with_role,
};
