//! Rows of files and their chunks.

use ::entity::{file, file_chunk, file_use};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::OnConflict};

use super::model::File;
use crate::ground::{
    kernel::{FileId, Instant, SubjectRef, Words as _},
    platform::{Fault, Sealer, Tx, insert, word},
};

/// Largest chunk.
pub const CHUNK: usize = 256 * 1024;

fn from_row(row: file::Model) -> Result<File, Fault> {
    let wrong = || Fault::inconsistent(format!("file {}", row.id));
    Ok(File {
        id: row.id.into(),
        region: row.region_code.parse().map_err(|()| wrong())?,
        media_type: word(&row.media_type)?,
        sha256: row.sha256.parse().map_err(|()| wrong())?,
        layer: word(&row.layer)?,
        created_at: Instant::from_millis(row.created_at_ms),
        name: row.name,
        size: row.size_bytes,
        chunks: row.chunks,
        uploaded_by: row.uploaded_by,
    })
}

/// The place of a chunk, to which its sealing is bound.
fn place(id: FileId, n: i32) -> String {
    format!("file_chunk|sealed|{id}|{n}")
}

/// Writes a file's entry and its sealed chunks, some at a time.
pub async fn insert_file(tx: &Tx, sealer: &Sealer, file: &File, bytes: &[u8]) -> Result<(), Fault> {
    let key = sealer.data_key(tx, "file", &file.region, file.created_at.day().month()).await?;
    for (n, chunk) in bytes.chunks(CHUNK).enumerate() {
        let n = i32::try_from(n).map_err(|_| Fault::inconsistent("a file of too many chunks"))?;
        insert(tx, file_chunk::Model { file_id: file.id.uuid(), n, sealed: key.seal(&place(file.id, n), chunk)? })
            .await?;
    }
    let row = file::Model {
        id: file.id.uuid(),
        region_code: file.region.to_string(),
        name: file.name.clone(),
        media_type: file.media_type.word().into(),
        size_bytes: file.size,
        sha256: file.sha256.to_string(),
        chunks: file.chunks,
        uploaded_by: file.uploaded_by.clone(),
        layer: file.layer.word().into(),
        created_at_ms: file.created_at.millis(),
    };
    insert(tx, row).await
}

pub async fn find_file(conn: &impl ConnectionTrait, id: FileId) -> Result<Option<File>, Fault> {
    file::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

pub async fn find_files(conn: &impl ConnectionTrait, ids: &[FileId]) -> Result<Vec<File>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = file::Entity::find().filter(file::Column::Id.is_in(ids.iter().map(|i| i.uuid()))).all(conn).await?;
    rows.into_iter().map(from_row).collect()
}

/// The clear bytes of a file.
pub async fn read_bytes(conn: &impl ConnectionTrait, sealer: &Sealer, file: &File) -> Result<Vec<u8>, Fault> {
    let rows = file_chunk::Entity::find()
        .filter(file_chunk::Column::FileId.eq(file.id.uuid()))
        .order_by_asc(file_chunk::Column::N)
        .all(conn)
        .await?;
    let mut bytes = Vec::with_capacity(usize::try_from(file.size).unwrap_or_default());
    for row in rows {
        bytes.extend(sealer.open(conn, &place(file.id, row.n), &row.sealed).await?);
    }
    if crate::ground::kernel::Digest::of(&bytes) == file.sha256 {
        return Ok(bytes);
    }
    Err(Fault::inconsistent(format!("the bytes of file {} are not those that were stored", file.id)))
}

/// Notes that a subject refers to files.
pub async fn insert_uses(tx: &Tx, subject: SubjectRef, files: &[FileId]) -> Result<(), Fault> {
    if files.is_empty() {
        return Ok(());
    }
    let rows = files.iter().map(|id| file_use::ActiveModel {
        file_id: sea_orm::Set(id.uuid()),
        subject_kind: sea_orm::Set(subject.kind.word().into()),
        subject_id: sea_orm::Set(subject.id),
    });
    let once = OnConflict::new().do_nothing().to_owned();
    file_use::Entity::insert_many(rows).on_conflict(once).exec_without_returning(tx.conn()).await?;
    Ok(())
}
