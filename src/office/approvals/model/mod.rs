//! The engine's words and its pure core.

mod course;
mod definition;
mod fact;
mod inbox;
mod opinion;
mod run;

pub use course::{Act, Candidate, Course, Next, Passage, PassageOutcome, Task, TaskState};
pub use definition::{Condition, Definition, DefinitionState, Mode, NewDefinition, Seat, Skip, Step};
pub use fact::{Comparison, FactKind, FactValue, Facts};
pub use inbox::{InboxRow, RunQuery};
pub use opinion::{DeskRow, Told};
pub use run::{Decision, Ending, Matter, ReturnForm, Returned, Run, RunState, Shortcoming, Verdict};
