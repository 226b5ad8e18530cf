//! Password hashing: argon2id, off the async threads, never more at once than cores less one.

use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::Arc,
};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use tokio::sync::{Mutex, MutexGuard, Semaphore};

use super::AccessRefusal;
use crate::ground::platform::Fault;

/// Cost of a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// KiB of memory.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Cost {
    /// What a test database may use, and a demonstration for passwords that nobody is told; a server refuses it.
    pub const FOR_TESTS: Self = Self { memory_kib: 64, passes: 1, lanes: 1 };

    /// The least that [`Self::is_enough`] takes.
    pub const FLOOR: Self = Self { memory_kib: 19_456, passes: 2, lanes: 1 };

    /// OWASP's floor for argon2id: 19 MiB with two passes, or more memory with one.
    pub const fn is_enough(self) -> bool {
        (self.memory_kib >= Self::FLOOR.memory_kib && self.passes >= Self::FLOOR.passes)
            || (self.memory_kib >= 47_104 && self.passes >= 1)
    }
}

/// Hashes and verifies; clones share its places.
#[derive(Clone)]
pub struct Hasher {
    argon2: Argon2<'static>,
    places: Arc<Semaphore>,
    turns: Arc<[Mutex<()>; TURNS]>,
}

/// How many accounts are tried side by side: an account's turn is one of these.
const TURNS: usize = 64;

impl Hasher {
    /// With this cost.
    pub fn new(cost: Cost) -> Result<Self, String> {
        let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, None).map_err(|e| e.to_string())?;
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Ok(Self {
            argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
            places: Arc::new(Semaphore::new(cores.saturating_sub(1).max(1))),
            turns: Arc::new(std::array::from_fn(|_| Mutex::new(()))),
        })
    }

    /// The turn of an account: its passwords are tried one after another in this process, so that a guess is counted before the next
    /// one is looked at, however many are sent at once.
    pub async fn turn(&self, account: &str) -> MutexGuard<'_, ()> {
        let mut hash = DefaultHasher::new();
        account.hash(&mut hash);
        // The remainder of 64 is a place among 64.
        self.turns[(hash.finish() % TURNS as u64) as usize].lock().await
    }

    /// The PHC string of a password.
    pub async fn hash(&self, password: String) -> Result<String, Fault> {
        let argon2 = self.argon2.clone();
        self.in_its_place(move || {
            argon2.hash_password(password.as_bytes()).map(|h| h.to_string()).map_err(|e| e.to_string())
        })
        .await
    }

    /// Whether the password fits. Without a hash (no such account) as much work is done as with one.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, Fault> {
        let argon2 = self.argon2.clone();
        self.in_its_place(move || match hash {
            Some(hash) => {
                let hash = PasswordHash::new(&hash).map_err(|e| e.to_string())?;
                Ok(argon2.verify_password(password.as_bytes(), &hash).is_ok())
            }
            None => argon2.hash_password(password.as_bytes()).map(|_| false).map_err(|e| e.to_string()),
        })
        .await
    }

    async fn in_its_place<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, String> + Send + 'static,
    ) -> Result<T, Fault> {
        let place = self.places.clone().acquire_owned().await.map_err(|e| Fault::Task(e.to_string()))?;
        let done = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(place);
            result
        });
        done.await.map_err(|e| Fault::Task(e.to_string()))?.map_err(Fault::Task)
    }
}

/// Refuses a password that is too short, too long, too uniform or that holds the login. No forced mixture of classes.
pub fn check_password(password: &str, login: &str) -> Result<(), AccessRefusal> {
    let length = password.chars().count();
    let distinct: std::collections::BTreeSet<char> = password.chars().collect();
    let holds_login = login.len() >= 4 && password.to_lowercase().contains(&login.to_lowercase());
    if (12..=128).contains(&length) && distinct.len() >= 5 && !holds_login {
        return Ok(());
    }
    Err(AccessRefusal::WeakPassword { length })
}

#[cfg(test)]
mod tests {
    use super::{Cost, Hasher, check_password};

    #[tokio::test]
    async fn a_password_verifies_against_its_own_hash_only() {
        let hasher = Hasher::new(Cost::FOR_TESTS).unwrap();
        let hash = hasher.hash("correct horse battery".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=64,t=1,p=1$"));
        assert!(hasher.verify("correct horse battery".into(), Some(hash.clone())).await.unwrap());
        assert!(!hasher.verify("correct horse".into(), Some(hash)).await.unwrap());
        assert!(!hasher.verify("anything".into(), None).await.unwrap());
    }

    #[test]
    fn weak_costs_and_passwords_are_refused() {
        assert!(!Cost::FOR_TESTS.is_enough() && Cost::FLOOR.is_enough());
        assert!(Cost { memory_kib: 65_536, passes: 3, lanes: 4 }.is_enough());
        assert!(check_password("大同区财政局国库股的密码", "guoku").is_ok());
        for bad in ["short", "aaaaaaaaaaaaaaaa", "xx-treasury-payer-1", &"x1y2z".repeat(30)] {
            assert!(check_password(bad, "treasury-payer").is_err(), "{bad}");
        }
    }
}
