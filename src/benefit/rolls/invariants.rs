//! What must hold of rolls, of their entries and of held days.

use super::model::RollState;
use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// What entries, their roll and each other are.
fn entries() -> [Invariant; 5] {
    [
        Invariant::new(
            "I2",
            "a roll keeps how many entries were made, and their serials are as many",
            "SELECT 'roll ' || {r.id} || ' keeps ' || r.entries || ' entries, there are ' || count(e.id) || ' up to no. ' || coalesce(max(e.serial), 0) \
               FROM roll r LEFT JOIN roll_entry e ON e.roll_id = r.id GROUP BY r.id, r.entries \
             HAVING r.entries <> count(e.id) OR r.entries <> coalesce(max(e.serial), 0)",
        ),
        Invariant::new(
            "I9",
            "an entry is of the sort, class and days that its roll asks for, and stands on none that is closed",
            "SELECT 'roll_entry ' || {e.id} || ' of roll ' || r.number || ' does not fit it' \
               FROM roll_entry e JOIN roll r ON r.id = e.roll_id \
              WHERE (r.basis = 'stake') <> (e.class = 'stake') OR (r.per = 'person' AND e.person_id IS NULL) \
                 OR (r.per = 'household' AND e.household_id IS NULL) \
                 OR (r.basis = 'stake' AND e.from_on <> e.admitted_on) \
                 OR (r.basis = 'need' AND (CAST(e.from_on AS text) NOT LIKE '%-01' OR e.from_on <= e.admitted_on)) \
                 OR (r.basis = 'need' AND e.person_id IS NOT NULL AND e.units_e4 <> 10000) \
                 OR (r.state = 'closed' AND NOT e.void AND e.until_on IS NULL)",
        ),
        Invariant::new(
            "I9",
            "nobody stands on a roll twice on a day (R73.1)",
            "SELECT 'roll_entry ' || {a.id} || ' and no. ' || b.serial || ' are one and the same''s' FROM roll_entry a \
               JOIN roll_entry b ON b.roll_id = a.roll_id AND b.serial > a.serial AND NOT b.void \
                AND (b.person_id = a.person_id OR b.household_id = a.household_id OR b.organisation_id = a.organisation_id) \
                AND (a.until_on IS NULL OR (b.from_on < a.until_on AND a.from_on < a.until_on)) \
                AND (b.until_on IS NULL OR (a.from_on < b.until_on AND b.from_on < b.until_on)) \
              WHERE NOT a.void",
        ),
        Invariant::new(
            "I2",
            "while the days of a roll are held, as many entries begin and end on them as when they were held",
            "SELECT h.subject_kind || ' ' || {h.subject_id} || ' holds days of a roll until ' || h.until_on || ' with ' || h.changes || ' changes' \
               FROM roll_hold h \
              WHERE h.changes <> (SELECT count(*) FROM roll_entry e WHERE e.roll_id = h.roll_id AND NOT e.void AND e.from_on <= h.until_on) \
                + (SELECT count(*) FROM roll_entry e WHERE e.roll_id = h.roll_id AND NOT e.void AND e.until_on <= h.until_on)",
        ),
        Invariant::new(
            "I2",
            "the reviews of a roll are numbered one by one, each on a later day than the one before",
            "SELECT 'roll ' || {a.roll_id} || ' has review ' || a.n || ' on ' || a.reviewed_on || ', and no earlier one before it' FROM roll_review a \
              WHERE a.n > 1 AND NOT EXISTS (SELECT 1 FROM roll_review b WHERE b.roll_id = a.roll_id AND b.n = a.n - 1 AND b.reviewed_on < a.reviewed_on)",
        ),
    ]
}

/// I2, I9 of entries and holds; I7, I9, I11 of rolls.
pub fn invariants() -> Vec<Invariant> {
    let own = [
        Invariant::history("roll", SubjectKind::Roll),
        Invariant::walk("roll", SubjectKind::Roll, &[RollState::Open], &RollState::STEPS),
        Invariant::inside("roll", "collective_id", "collective"),
    ];
    own.into_iter().chain(entries()).collect()
}
