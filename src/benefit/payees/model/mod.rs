//! Types of accounts into which people are paid, and which of them takes what somebody has. Pure.

mod account;
mod agent;
mod choice;

pub use account::{PayeeAccount, PayeeAccountQuery, PayeeAccountState};
pub use agent::{
    Agency, AgentPaper, LiveAgent, PayeeAgent, PayeeAgentQuery, PayeeAgentRelation, PayeeAgentState, agency,
};
pub use choice::{Known, Paid, PaidInto, PayeeWaits, in_place_of, of_household, of_organisation, of_person};
