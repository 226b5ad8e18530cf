//! What bodies are, who is in them, who benefits of them and who manages for them. Pure.

mod beneficiary;
mod body;
mod entrustment;
mod member;

pub use beneficiary::{Beneficiary, BeneficiaryQuery, Whom};
pub use body::{
    BodyOn, Closing, Collective, CollectiveKind, CollectiveLevel, CollectiveQuery, CollectiveState, DecidedBy,
    MEMBERSHIP_LAW, MEMBERSHIP_LAW_FROM, RuleSet, Term, Untimely,
};
pub use entrustment::{Entrustment, EntrustmentQuery};
pub use member::{
    Course, LossGround, MemberAnswer, MemberDecision, MemberEvent, MemberEventKind, MemberGround, MemberQuery,
    MemberState, Membership, RefuseReason, Reversal,
};
