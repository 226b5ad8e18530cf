//! What must hold of lines of other departments' lists.

use super::model::MatchState;
use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// I7, I9 of lines.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::history("match_line", SubjectKind::MatchLine),
        Invariant::walk("match_line", SubjectKind::MatchLine, &[MatchState::InForce], &MatchState::STEPS),
        Invariant::new(
            "I9",
            "a line was imported as rows of such lists are, in its own region",
            "SELECT 'match_line ' || {l.id} || ' in ' || l.region_code || ' comes from an import of ' || i.sheet || ' in ' || i.region_code \
               FROM match_line l JOIN table_import i ON i.id = l.import_id \
              WHERE i.sheet <> 'matches' OR (i.region_code <> 'CN' AND substr(l.region_code, 1, length(i.region_code)) <> i.region_code)",
        ),
    ]
}
