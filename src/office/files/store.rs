//! Rows of files and their chunks.

use ::entity::{file, file_chunk, file_use};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait as _, OnConflict, Query},
};
use uuid::Uuid;

use super::model::File;
use crate::ground::{
    kernel::{FileId, Instant, SubjectRef, Words as _},
    platform::{Fault, Sealer, Tx, insert, lock_if_postgres, word},
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
    insert_many_uses(tx, &files.iter().map(|id| (subject, *id)).collect::<Vec<_>>()).await
}

/// Notes many uses, in statements of bounded size.
pub async fn insert_many_uses(tx: &Tx, uses: &[(SubjectRef, FileId)]) -> Result<(), Fault> {
    for some in uses.chunks(1000) {
        let rows = some.iter().map(|(subject, id)| file_use::ActiveModel {
            file_id: sea_orm::Set(id.uuid()),
            subject_kind: sea_orm::Set(subject.kind.word().into()),
            subject_id: sea_orm::Set(subject.id),
        });
        let once = OnConflict::new().do_nothing().to_owned();
        file_use::Entity::insert_many(rows).on_conflict(once).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}

/// Takes away at most `limit` files that were stored before an instant and that nothing refers to, with their chunks. Answers what
/// went, and whether there may be more.
///
/// The files are locked before it is asked again who refers to them: whoever refers to one of them meanwhile waits for this
/// transaction, or has committed and is seen.
pub async fn sweep_unused(tx: &Tx, before: Instant, limit: u64) -> Result<(Vec<File>, bool), Fault> {
    let conn = tx.conn();
    let uses = Query::select()
        .expr(Expr::val(1))
        .from(file_use::Entity)
        .and_where(Expr::col((file_use::Entity, file_use::Column::FileId)).equals((file::Entity, file::Column::Id)))
        .to_owned();
    let unused = file::Entity::find()
        .filter(file::Column::CreatedAtMs.lt(before.millis()))
        .filter(Expr::exists(uses).not())
        .order_by_asc(file::Column::Id)
        .limit(limit);
    let found = lock_if_postgres(tx, unused).all(conn).await?;
    let full = found.len() as u64 == limit;
    let used = used_among(conn, found.iter().map(|f| f.id).collect()).await?;
    let gone: Vec<File> =
        found.into_iter().filter(|f| !used.contains(&f.id)).map(from_row).collect::<Result<_, _>>()?;
    let ids: Vec<Uuid> = gone.iter().map(|f| f.id.uuid()).collect();
    file_chunk::Entity::delete_many().filter(file_chunk::Column::FileId.is_in(ids.iter().copied())).exec(conn).await?;
    let swept = file::Entity::delete_many().filter(file::Column::Id.is_in(ids.iter().copied())).exec(conn).await?;
    if swept.rows_affected != ids.len() as u64 {
        return Err(Fault::RowCount { what: "file", wanted: ids.len() as u64, got: swept.rows_affected });
    }
    Ok((gone, full))
}

/// The subjects that refer to a file.
pub async fn subjects_of(conn: &impl ConnectionTrait, id: FileId) -> Result<Vec<SubjectRef>, Fault> {
    let uses = file_use::Entity::find().filter(file_use::Column::FileId.eq(id.uuid())).all(conn).await?;
    uses.into_iter().map(|used| Ok(SubjectRef { kind: word(&used.subject_kind)?, id: used.subject_id })).collect()
}

async fn used_among(conn: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<Vec<Uuid>, Fault> {
    let uses = file_use::Entity::find().filter(file_use::Column::FileId.is_in(ids)).all(conn).await?;
    Ok(uses.into_iter().map(|used| used.file_id).collect())
}
