//! 附件. Files: bytes as sealed rows, so that one backup and any replica has all of them.
//!
//! - P1 The digest of a file is of its clear bytes; its chunks are sealed, each for its own place.
//! - P2 A file's type is what its content says, and its name agrees.
//! - P3 A file belongs to a region and is read only there; and where what refers to it is read by fewer, by those alone.
//! - P4 A file that nothing refers to goes a day later; one that something refers to stays as it is.

mod api;
mod door;
mod error;
mod invariants;
mod jobs;
mod model;
mod service;
mod store;

pub use api::{FilesApi, FilesParts};
pub use door::PaperDoor;
pub use error::FilesRefusal;
pub use invariants::{SEALED, invariants};
pub use jobs::SweepFiles;
pub use model::{File, MediaType};
pub use service::{
    Photo, bytes_of, files_by_id, files_seen, keep_photo, known_files, note_uses, use_files, use_files_at, uses_of,
};
