//! New ids: UUIDv7 from the civil clock and a source of randomness that a test can seed.

use std::sync::{Arc, Mutex, PoisonError};

use rand::{Rng, SeedableRng, rngs::StdRng};
use uuid::Uuid;

use crate::ground::kernel::{Id, Instant};

/// The source of ids; clones share it.
#[derive(Clone)]
pub struct Ids(Arc<Mutex<StdRng>>);

impl Ids {
    /// Seeded from the operating system.
    pub fn random() -> Self {
        Self(Arc::new(Mutex::new(rand::make_rng())))
    }

    /// Seeded by hand: the same seed and the same instants give the same ids.
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    /// A UUIDv7 of this instant.
    pub fn uuid(&self, at: Instant) -> Uuid {
        let mut bytes = [0; 10];
        // A panic while filling ten bytes cannot leave the generator half written: a poisoned lock is still good.
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
        let ms = u64::try_from(at.millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(ms, &bytes).into_uuid()
    }

    /// A typed id of this instant.
    pub fn id<K>(&self, at: Instant) -> Id<K> {
        Id::new(self.uuid(at))
    }
}
