//! Moving a demonstration's clock.

use crate::ground::{
    authority::{Permit, action},
    kernel::{Instant, RegionCode, SubjectKind, SubjectRef},
    platform::{Stop, Tx, Work, set_forward},
    trail::{Change, Committed},
};

/// Sets a manual clock forward; refused on real time and backwards.
pub struct SetClock {
    /// Where it shall stand.
    pub to: Instant,
    /// Whether it runs on from there.
    pub running: bool,
}

impl Work for SetClock {
    type Record = Committed<Instant>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Instant>, Stop> {
        let before = tx.now().await?;
        set_forward(tx, self.to, self.running).await?;
        let permit = Permit::for_job("cli", &action::CLOCK_SET);
        let subject = SubjectRef { kind: SubjectKind::Clock, id: tx.event_id().await? };
        let after = serde_json::json!({"from": before, "to": self.to, "running": self.running});
        Ok(permit.commit(Change::created(subject, &RegionCode::nation(), &after), self.to))
    }
}
