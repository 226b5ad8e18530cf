//! What upkeep is made of.

mod duty;
mod inspection;
mod letter;
mod list;
mod order;
mod plan;

pub use duty::{DutyKind, DutyQuery, Hindrance, UpkeepDuty, lies_free, succeeds};
pub use inspection::{Grade, Inspection, InspectionQuery, Risk};
pub use letter::{DutyFormKind, LetterFields, LetterRow};
pub use list::{KeptBy, ListGap, ListLine, ListQuery};
pub use order::{
    Accepted, Done, FromFinding, Improvement, Met, OrderPaper, OrderQuery, OrderState, Rating, TakenBack, Treatment,
    UpkeepOrder, sum_met,
};
pub use plan::{Counted, DueQuery, LastDue, PlanTask, UpkeepDue, UpkeepPlan};
