//! Sealing: what must not be readable in the database file, a backup or a replica.
//!
//! Envelope encryption: a data key for each (purpose, region, month), wrapped by a key-encryption key that the database never
//! holds and that can be replaced while servers go on. A sealed value is `suite ‖ data key id ‖ nonce ‖ ciphertext ‖ tag`, bound
//! to its place: moved to another row or column it does not open.

mod columns;
mod keys;
mod wrapping;

use std::{
    collections::HashMap,
    fmt,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use ::entity::data_key;
use aes_gcm::{
    Aes256Gcm,
    aead::{Aead as _, KeyInit as _, Payload},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::OnConflict};
use uuid::Uuid;

pub use self::{
    columns::{Resealed, SealedColumn, destroy_unused, old_keys, reseal_some},
    keys::Keys,
    wrapping::{Rewrapped, current_mark, marks, replace_key, retire_key, rewrap_some},
};
use super::{Fault, Tx};
use crate::ground::kernel::{Month, RegionCode};

/// AES-256-GCM with a random 96-bit nonce.
const SUITE: u8 = 1;
const NONCE: usize = 12;
const HEAD: usize = 1 + 16 + NONCE;

/// Why a value cannot be sealed or opened.
#[derive(Debug, PartialEq, Eq)]
pub enum SealError {
    /// A key file is missing and must not be made anew: data sealed with it exists.
    KeyMissing(PathBuf),
    /// A key file is not 64 hexadecimal digits, or another key than its name says.
    KeyMalformed(PathBuf),
    /// A key file can be read by others than its owner.
    KeyExposed(PathBuf),
    /// The key folder cannot be read or written.
    Folder(String),
    /// The bytes were changed, moved to another place, or sealed with another key.
    NotAuthentic,
}

impl fmt::Display for SealError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::KeyMissing(path) => write!(f, "key file {} is missing, and sealed data exists", path.display()),
            Self::KeyMalformed(path) => {
                write!(f, "key file {} is not 64 hexadecimal digits, or not the key of its name", path.display())
            }
            Self::KeyExposed(path) => write!(f, "key file {} must have mode 0600", path.display()),
            Self::Folder(what) => write!(f, "key folder: {what}"),
            Self::NotAuthentic => f.write_str("not authentic"),
        }
    }
}

/// Seals and opens values; keeps unwrapped data keys in memory.
#[derive(Clone)]
pub struct Sealer {
    keys: Keys,
    known: Arc<Mutex<HashMap<Uuid, [u8; 32]>>>,
}

/// A data key that is ready for use.
pub struct DataKey {
    id: Uuid,
    key: [u8; 32],
}

impl Sealer {
    /// Over these keys.
    pub fn new(keys: Keys) -> Self {
        Self { keys, known: Arc::default() }
    }

    /// The keys outside the database.
    pub const fn keys(&self) -> &Keys {
        &self.keys
    }

    /// The data key of the county of a region, of this month.
    pub async fn county_key(&self, tx: &Tx, purpose: &str, region: &RegionCode) -> Result<DataKey, Fault> {
        let month = tx.now().await?.day().month();
        self.data_key(tx, purpose, &region.county(), month).await
    }

    /// The data key of a purpose, region and month; made when it is first wanted.
    pub async fn data_key(&self, tx: &Tx, purpose: &str, region: &RegionCode, month: Month) -> Result<DataKey, Fault> {
        let find = data_key::Entity::find()
            .filter(data_key::Column::Purpose.eq(purpose))
            .filter(data_key::Column::RegionCode.eq(region.as_str()))
            .filter(data_key::Column::Month.eq(month.to_string()));
        if let Some(row) = find.clone().one(tx.conn()).await? {
            return self.unwrap(&row);
        }
        let id = tx.uuid(tx.now().await?);
        let fresh: [u8; 32] = rand::random();
        let wrapping = wrapping::current(tx, &self.keys).await?;
        let wrapped = seal_bytes(&wrapping, id, id.as_bytes(), &fresh).map_err(Fault::Seal)?;
        let row = data_key::Model {
            id,
            purpose: purpose.into(),
            region_code: region.to_string(),
            month: month.to_string(),
            wrapped,
        };
        let once =
            OnConflict::columns([data_key::Column::Purpose, data_key::Column::RegionCode, data_key::Column::Month])
                .do_nothing()
                .to_owned();
        data_key::Entity::insert(sea_orm::IntoActiveModel::into_active_model(row))
            .on_conflict(once)
            .exec_without_returning(tx.conn())
            .await?;
        // Another process may have been first: its key is the one.
        let row = find.one(tx.conn()).await?.ok_or(Fault::RowCount { what: "data_key", wanted: 1, got: 0 })?;
        self.unwrap(&row)
    }

    /// Opens a sealed value that stands at `place`.
    pub async fn open(&self, conn: &impl ConnectionTrait, place: &str, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
        let id = key_named(sealed)?;
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&id).copied();
        let key = match known {
            Some(key) => key,
            None => {
                let row = data_key::Entity::find_by_id(id).one(conn).await?;
                self.unwrap(&row.ok_or_else(|| Fault::inconsistent(format!("data key {id} is gone")))?)?.key
            }
        };
        open_bytes(&key, place.as_bytes(), sealed).map_err(Fault::Seal)
    }

    fn unwrap(&self, row: &data_key::Model) -> Result<DataKey, Fault> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = known.get(&row.id) {
            return Ok(DataKey { id: row.id, key: *key });
        }
        let key = self.keys.unwrap(row.id, &row.wrapped).map_err(Fault::Seal)?;
        known.insert(row.id, key);
        Ok(DataKey { id: row.id, key })
    }
}

impl DataKey {
    /// Seals a value for one place, e.g. `file_chunk|bytes|<file id>|0`.
    pub fn seal(&self, place: &str, clear: &[u8]) -> Result<Vec<u8>, Fault> {
        seal_bytes(&self.key, self.id, place.as_bytes(), clear).map_err(Fault::Seal)
    }
}

/// The data key that a sealed value names in its head.
fn key_named(sealed: &[u8]) -> Result<Uuid, Fault> {
    let id = sealed.get(1..17).and_then(|bytes| Uuid::from_slice(bytes).ok());
    id.ok_or(Fault::Seal(SealError::NotAuthentic))
}

/// Whether the database holds sealed values: then its keys must be there already.
pub async fn anything_sealed(conn: &impl ConnectionTrait) -> Result<bool, Fault> {
    Ok(data_key::Entity::find().one(conn).await?.is_some())
}

fn seal_bytes(key: &[u8; 32], key_id: Uuid, place: &[u8], clear: &[u8]) -> Result<Vec<u8>, SealError> {
    let nonce: [u8; NONCE] = rand::random();
    let payload = Payload { msg: clear, aad: place };
    let sealed = Aes256Gcm::new(key.into()).encrypt(&nonce.into(), payload).map_err(|_| SealError::NotAuthentic)?;
    let mut out = Vec::with_capacity(HEAD + sealed.len());
    out.push(SUITE);
    out.extend_from_slice(key_id.as_bytes());
    out.extend_from_slice(&nonce);
    out.extend_from_slice(&sealed);
    Ok(out)
}

fn open_bytes(key: &[u8; 32], place: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealError> {
    let (head, body) = sealed.split_at_checked(HEAD).ok_or(SealError::NotAuthentic)?;
    let nonce: [u8; NONCE] = head[17..].try_into().map_err(|_| SealError::NotAuthentic)?;
    if head[0] != SUITE {
        return Err(SealError::NotAuthentic);
    }
    let payload = Payload { msg: body, aad: place };
    Aes256Gcm::new(key.into()).decrypt(&nonce.into(), payload).map_err(|_| SealError::NotAuthentic)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{SealError, open_bytes, seal_bytes};

    #[test]
    fn a_sealed_value_opens_only_at_its_own_place() {
        let (key, id) = ([7; 32], Uuid::from_u128(1));
        let sealed = seal_bytes(&key, id, b"file_chunk|1", b"clear").unwrap();
        assert_eq!(open_bytes(&key, b"file_chunk|1", &sealed).unwrap(), b"clear");
        assert_eq!(open_bytes(&key, b"file_chunk|2", &sealed), Err(SealError::NotAuthentic));
        assert_eq!(open_bytes(&[8; 32], b"file_chunk|1", &sealed), Err(SealError::NotAuthentic));
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            // The key id in the head only says which key to take; every other byte is authenticated.
            let opened = open_bytes(&key, b"file_chunk|1", &changed);
            assert!(opened.is_err() || (1..17).contains(&place), "byte {place}");
        }
        assert_eq!(open_bytes(&key, b"", &[]), Err(SealError::NotAuthentic));
    }
}
