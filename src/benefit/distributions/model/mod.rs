//! Types of plans of distribution, and the arithmetic that makes lines of them. Pure.

mod again;
mod held;
mod line;
mod paper;
mod plan;
mod register;
mod release;
mod split;
mod wait;

pub use again::{Again, Elsewhere};
pub use held::{Kept, KeptClass, months_in};
pub use line::{Line, LineQuery, LineState, Moved, Movement, Released};
pub use paper::{
    CountedRow, DistributionFormKind, KeptRow, ListPaper, PlanPaper, SlipPaper, StepRow, WaitingRow, fact_label,
    list_leaves, months_written, written_e4,
};
pub use plan::{
    Distribution, DistributionKind, DistributionQuery, DistributionState, Phase, Rounding, Source, Step, StepKind,
    StepTold,
};
pub use register::{Register, Term, TermsMisfit, covers_all, parts_of, terms_fit};
pub use release::{Release, among_heirs};
pub use split::{Gives, Measure, Measures, part_of};
pub use wait::{Below, Unpaid, WaitAge, WaitQuery, WaitSum, Waiting, WaitingLine, reaching};
