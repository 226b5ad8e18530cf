//! The key files of a folder: the key for blind indexes, and the keys that wrap data keys.
//!
//! There is one wrapping key at first, `wrapping.key`. One that replaces it is called by its mark, `wrapping-<mark>.key`, and stands
//! beside it until nothing is wrapped by the old one. A running server looks into the folder again when it meets a mark that it
//! does not know.

use std::{
    fs,
    io::Write as _,
    os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use uuid::Uuid;

use super::{SealError, open_bytes};
use crate::ground::kernel::Digest;

/// The wrapping key of a folder in which none was ever replaced.
const FIRST: &str = "wrapping.key";
/// Hexadecimal digits of a mark.
const MARK: usize = 16;

/// A key that wraps data keys.
#[derive(Clone)]
struct Wrapping {
    mark: String,
    key: [u8; 32],
}

impl Wrapping {
    /// The mark names a key and tells nothing of it: its 256 bits were drawn at random.
    fn of(key: [u8; 32]) -> Self {
        let digest = Digest::of(&[b"steward wrapping key".as_slice(), &key].concat()).to_string();
        Self { mark: digest.chars().take(MARK).collect(), key }
    }
}

/// The keys outside the database. Clones share what they know.
#[derive(Clone)]
pub struct Keys {
    index: [u8; 32],
    folder: Option<PathBuf>,
    ring: Arc<Mutex<Vec<Wrapping>>>,
}

impl Keys {
    /// Reads the key files of a folder. `create` makes missing ones (mode 0600), for a database in which nothing is sealed yet.
    pub fn open(folder: &Path, create: bool) -> Result<Self, SealError> {
        let index = key_file(folder, "index.key", create)?;
        let mut ring = ring_of(folder)?;
        if ring.is_empty() {
            ring.push(Wrapping::of(key_file(folder, FIRST, create)?));
        }
        Ok(Self { index, folder: Some(folder.to_owned()), ring: Arc::new(Mutex::new(ring)) })
    }

    /// Keys for one process and nothing that outlives it.
    pub fn ephemeral() -> Self {
        let ring = vec![Wrapping::of(rand::random())];
        Self { index: rand::random(), folder: None, ring: Arc::new(Mutex::new(ring)) }
    }

    /// A digest by which an equal value can be found again without keeping the value: HMAC-SHA-256 under the index key.
    pub fn blind_index(&self, purpose: &str, value: &str) -> Digest {
        // HMAC fills a key up to its block with zeros.
        let mut block = [0; 64];
        block[..self.index.len()].copy_from_slice(&self.index);
        let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new(&block.into());
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        Digest::of(&mac.finalize().into_bytes())
    }

    /// The marks of the wrapping keys that are at hand, the first one first.
    pub fn marks(&self) -> Vec<String> {
        self.known().into_iter().map(|w| w.mark).collect()
    }

    fn known(&self) -> Vec<Wrapping> {
        self.ring.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Looks into the folder again: an operator may have put a key there, or taken one away.
    fn look_again(&self) -> Result<Vec<Wrapping>, SealError> {
        let Some(folder) = &self.folder else { return Ok(self.known()) };
        let found = ring_of(folder)?;
        self.ring.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&found);
        Ok(found)
    }

    /// The wrapping key that is used where the database names none yet.
    pub(super) fn first(&self) -> Result<String, SealError> {
        let missing = || SealError::KeyMissing(self.folder.clone().unwrap_or_default().join(FIRST));
        self.marks().into_iter().next().ok_or_else(missing)
    }

    /// The wrapping key of a mark.
    pub(super) fn wrapping(&self, mark: &str) -> Result<[u8; 32], SealError> {
        let find = |ring: Vec<Wrapping>| ring.into_iter().find(|w| w.mark == mark).map(|w| w.key);
        if let Some(key) = find(self.known()) {
            return Ok(key);
        }
        let missing = || SealError::KeyMissing(self.folder.clone().unwrap_or_default().join(name_of(mark)));
        find(self.look_again()?).ok_or_else(missing)
    }

    /// Whether the wrapping key of a mark is at hand.
    pub fn has(&self, mark: &str) -> bool {
        self.wrapping(mark).is_ok()
    }

    /// A data key, unwrapped by whichever wrapping key it was wrapped by.
    pub(super) fn unwrap(&self, id: Uuid, wrapped: &[u8]) -> Result<[u8; 32], SealError> {
        let open = |ring: Vec<Wrapping>| ring.iter().find_map(|w| open_bytes(&w.key, id.as_bytes(), wrapped).ok());
        let bytes = match open(self.known()) {
            Some(bytes) => bytes,
            None => open(self.look_again()?).ok_or(SealError::NotAuthentic)?,
        };
        bytes.try_into().map_err(|_| SealError::NotAuthentic)
    }

    /// Makes another wrapping key in the folder and answers its mark. Nothing is wrapped by it yet.
    pub fn make_wrapping(folder: &Path) -> Result<String, SealError> {
        let fresh = Wrapping::of(rand::random());
        write_key(folder, &folder.join(name_of(&fresh.mark)), &fresh.key)?;
        Ok(fresh.mark)
    }

    /// Destroys the file of a wrapping key by which nothing is wrapped any more; whether there was one.
    pub fn destroy(folder: &Path, mark: &str) -> Result<bool, SealError> {
        let failed = |e: std::io::Error| SealError::Folder(e.to_string());
        for name in [FIRST.to_owned(), name_of(mark)] {
            let path = folder.join(&name);
            if !path.exists() || Wrapping::of(key_file(folder, &name, false)?).mark != mark {
                continue;
            }
            // Best effort on the medium; what is certain is that no copy of ours is left under a name.
            let mut file = fs::OpenOptions::new().write(true).open(&path).map_err(failed)?;
            file.write_all(&[b'0'; 64]).and_then(|()| file.sync_all()).map_err(failed)?;
            fs::remove_file(&path).map_err(failed)?;
            return Ok(true);
        }
        Ok(false)
    }
}

fn name_of(mark: &str) -> String {
    format!("wrapping-{mark}.key")
}

/// Every wrapping key of a folder: the first one, then the others in the order of their names.
fn ring_of(folder: &Path) -> Result<Vec<Wrapping>, SealError> {
    let mut ring = Vec::new();
    if folder.join(FIRST).exists() {
        ring.push(Wrapping::of(key_file(folder, FIRST, false)?));
    }
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(missing) if missing.kind() == std::io::ErrorKind::NotFound => return Ok(ring),
        Err(other) => return Err(SealError::Folder(format!("{}: {other}", folder.display()))),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|e| SealError::Folder(format!("{}: {e}", folder.display())))?;
        names.extend(entry.file_name().into_string().ok());
    }
    names.sort_unstable();
    for name in names {
        let Some(mark) = name.strip_prefix("wrapping-").and_then(|n| n.strip_suffix(".key")) else { continue };
        let found = Wrapping::of(key_file(folder, &name, false)?);
        if found.mark != mark {
            return Err(SealError::KeyMalformed(folder.join(name)));
        }
        ring.push(found);
    }
    Ok(ring)
}

fn key_file(folder: &Path, name: &str, create: bool) -> Result<[u8; 32], SealError> {
    let path = folder.join(name);
    if !path.exists() {
        if !create {
            return Err(SealError::KeyMissing(path));
        }
        write_key(folder, &path, &rand::random())?;
    }
    let meta = fs::metadata(&path).map_err(|e| SealError::Folder(e.to_string()))?;
    if meta.permissions().mode() & 0o077 != 0 {
        return Err(SealError::KeyExposed(path));
    }
    let text = fs::read_to_string(&path).map_err(|e| SealError::Folder(e.to_string()))?;
    let digest: Digest = text.trim().parse().map_err(|()| SealError::KeyMalformed(path))?;
    Ok(*digest.bytes())
}

fn write_key(folder: &Path, path: &Path, key: &[u8; 32]) -> Result<(), SealError> {
    let write = || {
        fs::create_dir_all(folder)?;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
        let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        let text: String = key.iter().map(|b| format!("{b:02x}")).collect();
        writeln!(file, "{text}")?;
        file.sync_all()
    };
    write().map_err(|e: std::io::Error| SealError::Folder(format!("{}: {e}", path.display())))
}

#[cfg(test)]
mod tests {
    use std::{fs, path::PathBuf};

    use uuid::Uuid;

    use super::{FIRST, Keys, SealError, name_of};
    use crate::ground::platform::seal::seal_bytes;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("steward-keys-{name}-{}", std::process::id()));
        fs::remove_dir_all(&folder).ok();
        folder
    }

    #[test]
    fn keys_are_kept_and_never_made_over_sealed_data() {
        let folder = folder("kept");
        assert!(matches!(Keys::open(&folder, false), Err(SealError::KeyMissing(_))));
        let first = Keys::open(&folder, true).unwrap().blind_index("p", "v");
        let second = Keys::open(&folder, false).unwrap();
        assert_eq!(first, second.blind_index("p", "v"));
        assert_ne!(first, second.blind_index("q", "v"));
        let file = folder.join("index.key");
        fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
        assert!(matches!(Keys::open(&folder, false), Err(SealError::KeyExposed(_))));
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_key_that_is_put_into_the_folder_is_found_by_whoever_runs_already() {
        let folder = folder("ring");
        let running = Keys::open(&folder, true).unwrap();
        let first = running.first().unwrap();
        let next = Keys::make_wrapping(&folder).unwrap();
        assert_eq!(running.marks(), std::slice::from_ref(&first));
        let (id, key) = (Uuid::from_u128(1), [9; 32]);
        let other = Keys::open(&folder, false).unwrap();
        let wrapped = seal_bytes(&other.wrapping(&next).unwrap(), id, id.as_bytes(), &key).unwrap();
        assert_eq!(running.unwrap(id, &wrapped).unwrap(), key);
        assert_eq!(running.marks(), [first.clone(), next.clone()]);
        assert!(matches!(running.wrapping("0123456789abcdef"), Err(SealError::KeyMissing(_))));
        // The old one is destroyed by its mark, whatever its file is called; the new one is then the first.
        assert!(Keys::destroy(&folder, &first).unwrap() && !Keys::destroy(&folder, &first).unwrap());
        assert!(!folder.join(FIRST).exists());
        assert_eq!(Keys::open(&folder, true).unwrap().first().unwrap(), next);
        // A file that is another key than its name says.
        fs::rename(folder.join(name_of(&next)), folder.join(name_of("0123456789abcdef"))).unwrap();
        assert!(matches!(Keys::open(&folder, false), Err(SealError::KeyMalformed(_))));
        fs::remove_dir_all(&folder).unwrap();
    }
}
