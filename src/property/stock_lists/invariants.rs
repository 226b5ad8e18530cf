//! What must hold of the lists of bodies' books. That an asset answers one line of a body is held by the database.

use super::model::StockLineState;
use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// I2, I7, I9, I11 of lines.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::history("stock_line", SubjectKind::StockLine),
        Invariant::walk("stock_line", SubjectKind::StockLine, &StockLineState::FIRST, &StockLineState::STEPS),
        Invariant::inside("stock_line", "organisation_id", "organisation"),
        Invariant::new(
            "I2",
            "a line keeps the number of the asset that answers it",
            "SELECT 'stock_line ' || {l.id} || ' calls its asset ' || l.asset_number || ', which is ' || a.number \
               FROM stock_line l JOIN asset a ON a.id = l.asset_id WHERE a.number <> l.asset_number",
        ),
        Invariant::new(
            "I9",
            "a line was imported as rows of such lists are, in its own region",
            "SELECT 'stock_line ' || {l.id} || ' in ' || l.region_code || ' comes from an import of ' || i.sheet || ' in ' || i.region_code \
               FROM stock_line l JOIN table_import i ON i.id = l.import_id \
              WHERE i.sheet <> 'stock_lists' OR (i.region_code <> 'CN' AND substr(l.region_code, 1, length(i.region_code)) <> i.region_code)",
        ),
    ]
}
