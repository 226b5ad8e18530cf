//! New ids: UUIDv7 from the civil clock and a source of randomness that a test can seed.

use std::sync::{Arc, Mutex, PoisonError};

use rand::{Rng, SeedableRng, rngs::StdRng};
use uuid::Uuid;

use crate::ground::kernel::{Id, Instant};

/// Bits of an id that count those of one instant: the twelve and the first fourteen that RFC 9562 leaves free.
const COUNTED: u32 = 26;

/// Randomness, and the instant and count of the last id.
struct Source {
    random: StdRng,
    last: (i64, u32),
}

/// The source of ids; clones share it. Ids of one instant rise in the order in which they are made: whatever is listed by id stands
/// in that order, on a clock that does not run, too.
#[derive(Clone)]
pub struct Ids(Arc<Mutex<Source>>);

impl Ids {
    fn over(random: StdRng) -> Self {
        Self(Arc::new(Mutex::new(Source { random, last: (i64::MIN, 0) })))
    }

    /// Seeded from the operating system.
    pub fn random() -> Self {
        Self::over(rand::make_rng())
    }

    /// Seeded by hand: the same seed and the same instants give the same ids.
    pub fn seeded(seed: u64) -> Self {
        Self::over(StdRng::seed_from_u64(seed))
    }

    /// A UUIDv7 of this instant.
    pub fn uuid(&self, at: Instant) -> Uuid {
        let mut bytes = [0; 10];
        // A panic while filling ten bytes cannot leave the generator half written: a poisoned lock is still good.
        let mut source = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        source.random.fill_bytes(&mut bytes);
        let drawn = u32::from_be_bytes([bytes[6], bytes[7], bytes[8], bytes[9]]);
        let (instant, count) = source.last;
        // The first of an instant begins in the lower half, so that thirty million can follow; after them the order is lost alone.
        let count = match count.checked_add(1).filter(|next| instant == at.millis() && *next < 1 << COUNTED) {
            Some(next) => next,
            None => drawn >> (32 - COUNTED + 1),
        };
        source.last = (at.millis(), count);
        // Version and variant take the upper bits of the first and of the third byte.
        let [_, _, high, low] = (count >> 14).to_be_bytes();
        let [_, _, middle, rest] = (count & 0x3FFF).to_be_bytes();
        bytes[..4].copy_from_slice(&[high, low, middle, rest]);
        let ms = u64::try_from(at.millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(ms, &bytes).into_uuid()
    }

    /// A typed id of this instant.
    pub fn id<K>(&self, at: Instant) -> Id<K> {
        Id::new(self.uuid(at))
    }
}

#[cfg(test)]
mod tests {
    use super::Ids;
    use crate::ground::kernel::Instant;

    #[test]
    fn ids_of_one_instant_rise_in_the_order_in_which_they_are_made() {
        let (ids, at) = (Ids::seeded(7), Instant::from_millis(1_700_000_000_000));
        let made: Vec<_> = (0..100_000).map(|_| ids.uuid(at)).collect();
        assert!(made.is_sorted_by(|a, b| a < b));
        assert!(made.iter().all(|id| id.get_version_num() == 7 && id.get_variant() == uuid::Variant::RFC4122));
        assert!(ids.uuid(at.plus_millis(1)) > made[99_999] && ids.uuid(at.plus_millis(-1)) < made[0]);
        // After the last that can be counted ids are still new ones.
        ids.0.lock().unwrap().last = (at.millis(), (1 << 26) - 2);
        let (last, beyond) = (ids.uuid(at), ids.uuid(at));
        assert!(last > beyond && !made.contains(&beyond), "{last} {beyond}");
    }

    #[test]
    fn the_same_seed_gives_the_same_ids() {
        let at = Instant::from_millis(1_700_000_000_000);
        let of = |seed: u64| (0..3).map(|n| Ids::seeded(seed).uuid(at.plus_millis(n))).collect::<Vec<_>>();
        assert_eq!(of(1), of(1));
        assert_ne!(of(1), of(2));
    }
}
