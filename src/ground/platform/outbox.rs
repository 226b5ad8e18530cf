//! The outbox: what others are to be told, written in the transaction that made it true and sent later by the scheduler.

use ::entity::outbox;

use super::{Fault, Tx, insert_all};
use crate::ground::kernel::{RegionCode, SubjectRef, Words};

/// One thing to tell: a topic, a subject and where it happened. Receivers fetch the rest under their own rights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Dotted name in the past tense, `payments.disbursement.approved`.
    pub topic: &'static str,
    /// About what.
    pub subject: SubjectRef,
    /// Where.
    pub region: RegionCode,
}

/// Writes notices. `put` keeps their order; the sequence column fixes it for good.
pub async fn put_notices(tx: &Tx, notices: &[Notice]) -> Result<(), Fault> {
    let now = tx.now().await?;
    let rows = notices.iter().map(|n| outbox::Model {
        id: tx.uuid(now),
        topic: n.topic.into(),
        subject_kind: n.subject.kind.word().into(),
        subject_id: n.subject.id,
        region_code: n.region.to_string(),
        at_ms: now.millis(),
    });
    insert_all(tx, rows.collect()).await
}
