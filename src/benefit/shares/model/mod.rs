//! What schemes are, what happens to shares, and who has how many on a day. Pure.

mod certificate;
mod deal;
mod held_days;
mod holder;
mod opening;
mod scheme;
mod stretch;
mod vote;

pub use certificate::{Certificate, CertificateQuery, CertificateStanding, CertificateState};
pub use deal::{Deal, DeathPaper, Entry, Leg, ShareTransaction, Touched, TransactionKind, TransactionQuery, Uneven};
pub use held_days::HeldDays;
pub use holder::{HolderKind, Holding, HoldingQuery, ShareHolder, Whose, WhoseTold};
pub use opening::{Opening, ShareEvidence};
pub use scheme::{
    AssetPart, ClassPlan, Ending, Scheme, SchemeQuery, SchemeState, ShareClass, ShareEndingKind, ShareModel,
    SharesByClass,
};
pub use stretch::{Line, Stretch};
pub use vote::{StoodOn, VotedAct};
