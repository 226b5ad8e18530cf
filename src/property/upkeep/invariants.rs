//! What must hold of upkeep.

use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// I7, I9, I11 of duties.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::history("upkeep_duty", SubjectKind::UpkeepDuty),
        Invariant::inside("upkeep_duty", "asset_id", "asset"),
        Invariant::new(
            "I9",
            "one kind of upkeep of an asset has at most one keeper on any day",
            "SELECT 'upkeep_duty ' || {b.id} || ' overlaps ' || {a.id} \
               FROM upkeep_duty a JOIN upkeep_duty b ON b.asset_id = a.asset_id AND b.duty = a.duty AND b.id > a.id \
                AND (a.until_on IS NULL OR b.from_on < a.until_on) AND (b.until_on IS NULL OR a.from_on < b.until_on)",
        ),
    ]
}
