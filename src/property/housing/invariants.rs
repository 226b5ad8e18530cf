//! What must hold of housing. That a row lies where its site lies is held by the database, as a reference (I10).

use super::model::{DemolitionState, TitleBatchState, UnitTitleState};
use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// I2, I7, I9 of dwellings and batches.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::history("demolition", SubjectKind::Demolition),
        Invariant::walk("demolition", SubjectKind::Demolition, &DemolitionState::FIRST, &DemolitionState::STEPS),
        Invariant::new(
            "I9",
            "what was taken down has pictures",
            "SELECT 'demolition ' || {d.id} || ' has no pictures' FROM demolition d \
              WHERE d.state IN ('demolished', 'reclaimed') AND NOT EXISTS (SELECT 1 FROM demolition_photo p WHERE p.demolition_id = d.id)",
        ),
        Invariant::history("housing_stay", SubjectKind::HousingStay),
        Invariant::new(
            "I9",
            "a household has one dwelling on any day, and a dwelling one household, unless both are told to share it",
            "SELECT 'housing_stay ' || {a.id} || ' and ' || {b.id} || ' meet on a day' FROM housing_stay a \
               JOIN housing_stay b ON b.id > a.id AND (b.household_id = a.household_id \
                 OR (b.unit_id = a.unit_id AND NOT (a.shared = (1 = 1) AND b.shared = (1 = 1)))) \
                AND (a.until_on IS NULL OR b.from_on < a.until_on) AND (b.until_on IS NULL OR a.from_on < b.until_on)",
        ),
        Invariant::new(
            "I2",
            "a dwelling that somebody has is of the site that is written beside it",
            "SELECT 'housing_stay ' || {s.id} || ' is of another site than its dwelling' FROM housing_stay s \
               JOIN housing_unit u ON u.id = s.unit_id WHERE u.site_id <> s.site_id",
        ),
        Invariant::history("housing_unit", SubjectKind::HousingUnit),
        Invariant::walk("housing_unit", SubjectKind::HousingUnit, &UnitTitleState::FIRST, &UnitTitleState::STEPS),
        Invariant::history("title_batch", SubjectKind::TitleBatch),
        Invariant::walk("title_batch", SubjectKind::TitleBatch, &[TitleBatchState::Prepared], &TitleBatchState::STEPS),
        Invariant::new(
            "I2",
            "a dwelling is in registration as long as it waits in a batch, and has the certificate that its batch brought",
            "SELECT 'housing_unit ' || {u.id} || ' is ' || u.state || ' and waits in ' || count(i.n) || ' batches' \
               FROM housing_unit u LEFT JOIN title_batch_item i ON i.unit_id = u.id AND i.outcome = 'pending' \
              GROUP BY u.id, u.state HAVING (u.state = 'in_registration') <> (count(i.n) = 1) OR count(i.n) > 1 \
             UNION ALL SELECT 'housing_unit ' || {u.id} || ' has another certificate than its batch brought' \
               FROM title_batch_item i JOIN housing_unit u ON u.id = i.unit_id \
              WHERE i.outcome = 'registered' AND u.certificate_file_id IS NULL AND (u.certificate_no IS NULL OR u.certificate_no <> i.certificate_no OR u.registered_on <> i.decided_on)",
        ),
        Invariant::new(
            "I2",
            "a batch is open as long as something waits in it, and its dwellings are of its site",
            "SELECT 'title_batch ' || b.number || ' is ' || b.state || ' with ' || count(i.n) || ' waiting' \
               FROM title_batch b LEFT JOIN title_batch_item i ON i.batch_id = b.id AND i.outcome = 'pending' \
              GROUP BY b.number, b.state HAVING (b.state IN ('prepared', 'submitted')) <> (count(i.n) > 0) \
             UNION ALL SELECT 'title_batch ' || b.number || ' lists a dwelling of another site' \
               FROM title_batch b JOIN title_batch_item i ON i.batch_id = b.id JOIN housing_unit u ON u.id = i.unit_id \
              WHERE u.site_id <> b.site_id",
        ),
    ]
}
