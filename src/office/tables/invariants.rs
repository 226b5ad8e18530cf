//! What must hold of imports.

use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// I7 of imports and column maps; I11 of their counts.
pub fn invariants() -> Vec<Invariant> {
    vec![
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
