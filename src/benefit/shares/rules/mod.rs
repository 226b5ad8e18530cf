//! The rules of schemes and of the share register, one file each.

mod all_at_once;
mod business_only;
mod days_free;
mod given_received;
mod givers_live;
mod holding_cap;
mod in_register;
mod income_right;
mod inside_the_body;
mod kind_allowed;
mod never_fewer;
mod one_vote_one_act;
mod others_asset;
mod posted_as_it_is;
mod receivers_live;
mod room_left;
mod share_sum;
mod static_frozen;
mod undisputed;

use crate::ground::kernel::Rule;

pub use all_at_once::{ALL_AT_ONCE, all_at_once};
pub use business_only::{BUSINESS_ONLY, business_only};
pub use days_free::{DAYS_FREE, days_free};
pub use given_received::{GIVEN_RECEIVED, given_received};
pub use givers_live::{GIVERS_LIVE, givers_live};
pub use holding_cap::{CAP, HOLDING_CAP, holding_cap};
pub use in_register::{IN_REGISTER, in_register};
pub use income_right::{INCOME_RIGHT, income_right};
pub use inside_the_body::{INSIDE_THE_BODY, inside_the_body};
pub use kind_allowed::{ALLOWED_KINDS, KIND_ALLOWED, kind_allowed};
pub use never_fewer::{NEVER_FEWER, never_fewer};
pub use one_vote_one_act::{ONE_VOTE_ONE_ACT, one_vote_one_act};
pub use others_asset::{OTHERS_ASSET, others_asset};
pub use posted_as_it_is::{POSTED_AS_IT_IS, hung_as, posted_as_it_is};
pub use receivers_live::{RECEIVERS_LIVE, receivers_live};
pub use room_left::{ROOM_LEFT, room_left};
pub use share_sum::{SHARE_SUM, share_sum};
pub use static_frozen::{STATIC_FROZEN, static_frozen};
pub use undisputed::{UNDISPUTED, undisputed};

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[
    &BUSINESS_ONLY,
    &KIND_ALLOWED,
    &UNDISPUTED,
    &INCOME_RIGHT,
    &OTHERS_ASSET,
    &ONE_VOTE_ONE_ACT,
    &POSTED_AS_IT_IS,
    &SHARE_SUM,
    &ROOM_LEFT,
    &STATIC_FROZEN,
    &GIVEN_RECEIVED,
    &NEVER_FEWER,
    &DAYS_FREE,
    &HOLDING_CAP,
    &ALL_AT_ONCE,
    &INSIDE_THE_BODY,
    &IN_REGISTER,
    &RECEIVERS_LIVE,
    &GIVERS_LIVE,
];

/// At most this many numbers of assets are told.
const TOLD: usize = 10;

/// The first of some numbers, as a sentence names them.
fn told(numbers: &[&str]) -> String {
    numbers.iter().take(TOLD).copied().collect::<Vec<_>>().join(", ")
}
