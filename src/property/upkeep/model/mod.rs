//! What upkeep is made of.

mod duty;
mod inspection;
mod order;
mod plan;

pub use duty::{DutyKind, DutyQuery, Hindrance, UpkeepDuty, succeeds};
pub use inspection::{Grade, Inspection, InspectionQuery, Risk};
pub use order::{
    Accepted, Done, FromFinding, Improvement, Met, OrderPaper, OrderQuery, OrderState, Rating, Treatment, UpkeepOrder,
    sum_met,
};
pub use plan::{Counted, DueQuery, LastDue, PlanTask, UpkeepDue, UpkeepPlan};
