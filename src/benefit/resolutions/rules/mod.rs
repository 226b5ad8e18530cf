//! The rules of resolutions, one file each.

mod all_members;
mod charter_bar;
mod competent_body;
mod holders_counted;
mod members_only;
mod members_vote;
mod notice_given;
mod papers_open;
mod party_discussed;
mod residents_vote;
mod roster_kept;
mod votes_counted;

use crate::ground::kernel::Rule;

pub use all_members::{ALL_MEMBERS, all_members};
pub use charter_bar::{CHARTER_BAR, charter_bar};
pub use competent_body::{COMPETENT_BODY, competent_body};
pub use holders_counted::{HOLDERS_COUNTED, holders_counted};
pub use members_only::{MEMBERS_ONLY, members_only};
pub use members_vote::{MEMBERS_VOTE, members_vote};
pub use notice_given::{NOTICE_GIVEN, notice_given};
pub use papers_open::{PAPERS_OPEN, papers_open};
pub use party_discussed::{PARTY_DISCUSSED, party_discussed};
pub use residents_vote::{RESIDENTS_VOTE, residents_vote};
pub use roster_kept::{ROSTER_KEPT, roster_kept};
pub use votes_counted::{VOTES_COUNTED, votes_counted};

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[
    &COMPETENT_BODY,
    &MEMBERS_VOTE,
    &NOTICE_GIVEN,
    &RESIDENTS_VOTE,
    &CHARTER_BAR,
    &PARTY_DISCUSSED,
    &MEMBERS_ONLY,
    &ALL_MEMBERS,
    &ROSTER_KEPT,
    &HOLDERS_COUNTED,
    &VOTES_COUNTED,
    &PAPERS_OPEN,
];

/// Those that a meeting meets when its votes are told.
const HELD: &[&str] =
    &["resolutions.resolution.hold", "resolutions.resolution.record", "resolutions.resolution.import"];
/// Those that it meets when it is called, too.
const CALLED: &[&str] = &[
    "resolutions.resolution.convene",
    "resolutions.resolution.hold",
    "resolutions.resolution.record",
    "resolutions.resolution.import",
];
