//! What must hold of imports.

use super::model::job::TableJobState;
use crate::ground::{
    kernel::SubjectKind,
    platform::{Invariant, SealedColumn},
};

/// Columns whose values are sealed.
pub const SEALED: &[SealedColumn] = &[
    SealedColumn { id: "job_id", ..SealedColumn::of("table_job_lease", "told") },
    SealedColumn::numbered("table_job_chunk", "sealed", ("job_id", "n")),
];

/// I7 of imports, column maps and jobs; I9 of jobs, I10 of their files; I11 of the counts of imports.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::history("table_job", SubjectKind::TableJob),
        Invariant::walk("table_job", SubjectKind::TableJob, &TableJobState::FIRST, TableJobState::STEPS),
        Invariant::new(
            "I9",
            "a job of tables that is done has made exactly one import, of its own file, rows and region, and no other has made any",
            "SELECT 'table_job ' || {j.id} || ', ' || j.state || ', has made ' || count(i.id) || ' imports that are its own' \
               FROM table_job j LEFT JOIN table_import i ON i.job_id = j.id \
                AND i.file_sha256 = j.file_sha256 AND i.rows_read = j.rows_read AND i.sheet = j.sheet \
                AND i.region_code = j.region_code AND i.imported_by = j.submitted_by \
              GROUP BY j.id, j.state HAVING count(i.id) <> CASE j.state WHEN 'done' THEN 1 ELSE 0 END \
             UNION ALL SELECT 'table_import ' || {i.id} || ' is not what its job was sent for' \
               FROM table_import i JOIN table_job j ON j.id = i.job_id \
              WHERE i.file_sha256 <> j.file_sha256 OR i.rows_read <> j.rows_read OR i.sheet <> j.sheet \
                 OR i.region_code <> j.region_code OR i.imported_by <> j.submitted_by",
        ),
        Invariant::new(
            "I10",
            "a job of tables has its lease; it has all chunks of its file while it is open, and none when it has ended",
            "SELECT 'table_job ' || {j.id} || ', ' || j.state || ', has ' || \
                    (SELECT count(*) FROM table_job_chunk c WHERE c.job_id = j.id) || ' chunks' || \
                    CASE WHEN l.job_id IS NULL THEN ' and no lease' ELSE '' END \
               FROM table_job j LEFT JOIN table_job_lease l ON l.job_id = j.id \
              WHERE l.job_id IS NULL OR (SELECT count(*) FROM table_job_chunk c WHERE c.job_id = j.id) \
                 <> CASE WHEN j.ended_at_ms IS NULL THEN j.chunks ELSE 0 END",
        ),
        Invariant::recorded("table_import", SubjectKind::TableImport),
        Invariant::history("column_map", SubjectKind::ColumnMap),
        Invariant::new(
            "I11",
            "every row of an imported file became something, and none is wrong in a file that was taken whole",
            "SELECT 'table_import ' || {t.id} || ' has ' || t.rows_read || ' rows' FROM table_import t \
              WHERE t.rows_read <> t.rows_added + t.rows_changed + t.rows_unchanged + t.rows_refused \
                 OR (t.mode = 'all' AND t.rows_refused > 0)",
        ),
    ]
}
