//! Uploading and reading files.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{
    FilesRefusal, PaperDoor,
    model::{File, MediaType, picture_of, plain_name},
    store,
};
use crate::{
    ground::{
        authority::{Action, Actor, Holder, action, unknown},
        kernel::{Digest, FileId, Instant, Layer, Refusal, RegionCode, Scope, SubjectKind, SubjectRef},
        platform::{ConnectionTrait, Db, Fault, Sealer, Stop, Tx, Work},
        trail::{Change, Committed},
    },
    office::{access::holder, places::region_on},
};

/// Stores an uploaded file.
pub struct UploadFile {
    /// Who asks.
    pub actor: Actor,
    /// Where it belongs.
    pub region: RegionCode,
    /// Name as uploaded.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
    /// Seals the chunks.
    pub sealer: Sealer,
}

impl Work for UploadFile {
    type Record = Committed<File>;

    async fn run(&self, tx: &Tx) -> Result<Committed<File>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let now = tx.now().await?;
        let permit = holder.permit(&action::FILE_UPLOAD, &self.region)?;
        region_on(tx, &self.region, now.day()).await?;
        let name = plain_name(&self.name).ok_or(FilesRefusal::BadName)?;
        let media_type =
            MediaType::of(&name, &self.bytes).ok_or_else(|| FilesRefusal::UnknownType { name: name.clone() })?;
        let file = described(tx.id(now), &self.region, name, media_type, &self.bytes)?;
        let (uploaded_by, layer) = (self.actor.principal.to_string(), self.actor.layer);
        let file = File { uploaded_by, layer, created_at: now, ..file };
        store::insert_file(tx, &self.sealer, &file, &self.bytes).await?;
        Ok(permit.commit(Change::created(SubjectRef::new(SubjectKind::File, file.id), &file.region, &file), file))
    }
}

/// A photo that came with something else, by whoever that let in.
pub struct Photo<'a> {
    /// Where it belongs.
    pub region: &'a RegionCode,
    /// What it is called; the sender's name for it is not kept.
    pub name: &'a str,
    /// Content.
    pub bytes: &'a [u8],
}

/// Stores a photo in another area's own transaction and notes that its subject refers to it: the picture alone, without what a camera
/// wrote beside it. What is no whole JPEG or PNG is refused. Whoever calls has looked at the sender's proof.
pub async fn keep_photo(
    tx: &Tx,
    sealer: &Sealer,
    actor: &Actor,
    subject: SubjectRef,
    photo: Photo<'_>,
) -> Result<(FileId, Change), Stop> {
    let now = tx.now().await?;
    let media_type = MediaType::of_photo(photo.bytes).ok_or(FilesRefusal::NoPhoto)?;
    let picture = picture_of(media_type, photo.bytes).ok_or(FilesRefusal::NoPhoto)?;
    let file = described(tx.id(now), photo.region, media_type.name_for(photo.name), media_type, &picture)?;
    let file = File { uploaded_by: actor.principal.to_string(), layer: actor.layer, created_at: now, ..file };
    store::insert_file(tx, sealer, &file, &picture).await?;
    store::insert_uses(tx, subject, &[file.id]).await?;
    let made = Change::created(SubjectRef::new(SubjectKind::File, file.id), &file.region, &file);
    Ok((file.id, made.named(action::FILE_UPLOAD.name)))
}

/// The entry of these bytes; by whom and when is said by whoever stores them.
fn described(
    id: FileId,
    region: &RegionCode,
    name: String,
    media_type: MediaType,
    bytes: &[u8],
) -> Result<File, Fault> {
    let sized = |_| Fault::inconsistent("size of a file");
    Ok(File {
        id,
        region: region.clone(),
        name,
        media_type,
        size: i64::try_from(bytes.len()).map_err(sized)?,
        sha256: Digest::of(bytes),
        chunks: i32::try_from(bytes.len().div_ceil(store::CHUNK)).map_err(sized)?,
        uploaded_by: String::new(),
        layer: Layer::Own,
        created_at: Instant::from_millis(0),
    })
}

/// The rooms above that say who reads the papers of their subjects.
pub type PaperDoors = Arc<[Arc<dyn PaperDoor>]>;

/// The right to read a subject of a kind that tells of persons; its papers go with it.
const fn reading_of(kind: SubjectKind) -> Option<&'static Action> {
    match kind {
        SubjectKind::RepairRequest => Some(&action::REPAIR_REQUEST_READ),
        SubjectKind::HousingStay => Some(&action::HOUSING_STAY_READ),
        SubjectKind::CollectiveMember => Some(&action::COLLECTIVE_MEMBER_READ),
        SubjectKind::CollectiveBeneficiary => Some(&action::BENEFICIARY_READ),
        SubjectKind::ShareTransaction => Some(&action::SHARE_TRANSACTION_READ),
        SubjectKind::Roll => Some(&action::ROLL_READ),
        SubjectKind::RollEntry => Some(&action::ROLL_ENTRY_READ),
        SubjectKind::PayeeAccount => Some(&action::PAYEE_ACCOUNT_READ),
        SubjectKind::PayeeAgent => Some(&action::PAYEE_AGENT_READ),
        SubjectKind::PayoutRecovery => Some(&action::PAYOUT_RECOVERY_READ),
        SubjectKind::PayoutResult => Some(&action::PAYOUT_RESULT_READ),
        SubjectKind::PostAssignment => Some(&action::POST_ASSIGNMENT_READ),
        SubjectKind::PostSheet => Some(&action::POST_SHEET_READ),
        SubjectKind::ToPersonList => Some(&action::TO_PERSON_LIST_READ),
        _ => None,
    }
}

/// Denies a file to whoever may not read one of the subjects that refer to it, where that tells of persons or is sealed: naming the file
/// elsewhere opens nothing.
async fn subjects_open(db: &Db, doors: &PaperDoors, holder: &Holder, file: &File) -> Result<(), Stop> {
    for subject in store::subjects_of(db.read(), file.id).await? {
        if let Some(door) = doors.iter().find(|door| door.kind() == subject.kind) {
            door.readable(db, holder, (subject, file.id)).await?;
        }
        if let Some(wanted) = reading_of(subject.kind) {
            let _permit = holder.permit_on(wanted, subject, &file.region)?;
        }
    }
    Ok(())
}

/// One file's entry.
pub async fn read_file(db: &Db, doors: &PaperDoors, holder: &Holder, id: FileId) -> Result<File, Stop> {
    let file = store::find_file(db.read(), id).await?.ok_or_else(|| unknown(&action::FILE_READ))?;
    let _permit = holder.permit_on(&action::FILE_READ, SubjectRef::new(SubjectKind::File, id), &file.region)?;
    subjects_open(db, doors, holder, &file).await?;
    Ok(file)
}

/// A file with its bytes.
pub async fn read_content(
    (db, sealer): (&Db, &Sealer),
    doors: &PaperDoors,
    holder: &Holder,
    id: FileId,
) -> Result<(File, Vec<u8>), Stop> {
    let file = read_file(db, doors, holder, id).await?;
    let _permit = holder.permit_on(&action::FILE_DOWNLOAD, SubjectRef::new(SubjectKind::File, id), &file.region)?;
    let bytes = store::read_bytes(db.read(), sealer, &file).await?;
    Ok((file, bytes))
}

/// The bytes of a file that the caller has the right to by its subject.
pub async fn bytes_of(conn: &impl ConnectionTrait, sealer: &Sealer, file: &File) -> Result<Vec<u8>, Fault> {
    store::read_bytes(conn, sealer, file).await
}

/// The entries of files that a body refers to; one that is not there, or not in the scope, is refused as unknown.
pub async fn known_files(conn: &impl ConnectionTrait, seen: &Scope, ids: &[FileId]) -> Result<Vec<File>, Stop> {
    let found = store::find_files(conn, ids).await?;
    match ids.iter().find(|id| !found.iter().any(|f| f.id == **id && seen.covers(&f.region))) {
        Some(id) => Err(FilesRefusal::Unknown { id: *id }.into()),
        None => Ok(found),
    }
}

/// Checks that files are known and notes that a subject refers to them; the body names them at `/file_id`.
pub async fn use_files(tx: &Tx, seen: &Scope, subject: SubjectRef, ids: &[FileId]) -> Result<(), Stop> {
    let named: Vec<_> = ids.iter().map(|id| ("/file_id".to_owned(), *id)).collect();
    use_files_at(tx, seen, subject, &named).await
}

/// As [`use_files`], for files that stand elsewhere in the body: each with its place.
pub async fn use_files_at(tx: &Tx, seen: &Scope, subject: SubjectRef, named: &[(String, FileId)]) -> Result<(), Stop> {
    let ids: Vec<FileId> = named.iter().map(|(_, id)| *id).collect();
    let found = store::find_files(tx.conn(), &ids).await?;
    let known = |id: &FileId| found.iter().any(|f| f.id == *id && seen.covers(&f.region));
    let unknown = |(place, id): &(String, FileId)| Refusal::from(FilesRefusal::Unknown { id: *id }).placed(Some(place));
    if let Some(refusal) = Refusal::joined(named.iter().filter(|(_, id)| !known(id)).map(unknown)) {
        return Err(refusal.into());
    }
    match (store::insert_uses(tx, subject, &ids).await, named.first()) {
        // Swept in this very moment, a day after it was uploaded.
        (Err(fault), Some(first)) if fault.is_foreign_key_violation() => Err(unknown(first).into()),
        (done, _) => Ok(done?),
    }
}

/// Those of these files that whoever sees these regions may refer to, in one query.
pub async fn files_seen(conn: &impl ConnectionTrait, seen: &Scope, ids: &[FileId]) -> Result<HashSet<FileId>, Fault> {
    let found = store::find_files(conn, ids).await?;
    Ok(found.into_iter().filter(|f| seen.covers(&f.region)).map(|f| f.id).collect())
}

/// Notes that subjects refer to files that were looked at before, in statements of bounded size.
pub async fn note_uses(tx: &Tx, uses: &[(SubjectRef, FileId)]) -> Result<(), Stop> {
    match (store::insert_many_uses(tx, uses).await, uses.first()) {
        // One was swept in this very moment, a day after it was uploaded: whoever sends the rows again is told which.
        (Err(fault), Some((_, id))) if fault.is_foreign_key_violation() => {
            Err(FilesRefusal::Unknown { id: *id }.into())
        }
        (done, _) => Ok(done?),
    }
}

/// How many subjects refer to a file.
pub async fn uses_of(conn: &impl ConnectionTrait, id: FileId) -> Result<usize, Fault> {
    Ok(store::subjects_of(conn, id).await?.len())
}

/// The entries of files, in one query.
pub async fn files_by_id(conn: &impl ConnectionTrait, ids: &[FileId]) -> Result<HashMap<FileId, File>, Fault> {
    Ok(store::find_files(conn, ids).await?.into_iter().map(|f| (f.id, f)).collect())
}
