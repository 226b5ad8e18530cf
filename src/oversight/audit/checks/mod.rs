//! The checks of approving itself, one file each: whatever area the paper belongs to.

mod not_made_good;
mod off_hours;
mod self_approval;

use crate::ground::kernel::Facts;
use crate::office::{
    approvals::Decided,
    checks::{AuditCheck, Hit},
};

/// Every check of this room.
pub fn checks() -> Vec<Box<dyn AuditCheck>> {
    vec![Box::new(self_approval::SelfApproval), Box::new(off_hours::OffHours), Box::new(not_made_good::NotMadeGood)]
}

/// One hit at a run.
fn hit(run: &Decided, cause: String, figures: Facts) -> Hit {
    Hit { subject: run.run.uuid(), region: run.region.clone(), cause, amount: None, figures }
}
