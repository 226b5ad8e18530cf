//! What must hold of files.

use crate::ground::{
    kernel::SubjectKind,
    platform::{Invariant, SealedColumn},
};

/// Columns whose values are sealed.
pub const SEALED: &[SealedColumn] = &[SealedColumn::numbered("file_chunk", "sealed", ("file_id", "n"))];

/// I7, I10 of files.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::recorded("file", SubjectKind::File),
        Invariant::new(
            "I10",
            "a file has all its chunks, and no chunk stands without its file",
            "SELECT 'file ' || {f.id} || ' has ' || count(c.n) || ' of ' || f.chunks || ' chunks' \
               FROM file f LEFT JOIN file_chunk c ON c.file_id = f.id GROUP BY f.id, f.chunks \
             HAVING count(c.n) <> f.chunks OR (f.chunks > 0 AND (min(c.n) <> 0 OR max(c.n) <> f.chunks - 1)) \
             UNION ALL SELECT 'chunk ' || c.n || ' of file ' || {c.file_id} || ' has no file' \
               FROM file_chunk c LEFT JOIN file f ON f.id = c.file_id WHERE f.id IS NULL",
        ),
    ]
}
