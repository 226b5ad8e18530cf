//! What must hold of housing. That a row lies where its site lies is held by the database, as a reference (I10).

use super::model::{BatchState, DemolitionState, TitleState};
use crate::ground::{
    kernel::{SubjectKind, Words as _},
    platform::Invariant,
};

/// I2, I7, I9 of dwellings and batches.
pub fn invariants() -> Vec<Invariant> {
    let titles: Vec<_> = TitleState::STEPS.iter().map(|(from, to)| (from.word(), to.word())).collect();
    let batches: Vec<_> = BatchState::STEPS.iter().map(|(from, to)| (from.word(), to.word())).collect();
    let cases: Vec<_> = DemolitionState::STEPS.iter().map(|(from, to)| (from.word(), to.word())).collect();
    let first = DemolitionState::FIRST.map(|s| s.word());
    vec![
        Invariant::history("demolition", SubjectKind::Demolition),
        Invariant::walk("demolition", SubjectKind::Demolition, &first, &cases),
        Invariant::new(
            "I9",
            "what was taken down has pictures",
            "SELECT 'demolition ' || {d.id} || ' has no pictures' FROM demolition d \
              WHERE d.state IN ('demolished', 'reclaimed') AND NOT EXISTS (SELECT 1 FROM demolition_photo p WHERE p.demolition_id = d.id)",
        ),
        Invariant::history("housing_unit", SubjectKind::HousingUnit),
        Invariant::walk("housing_unit", SubjectKind::HousingUnit, &TitleState::FIRST.map(|s| s.word()), &titles),
        Invariant::history("title_batch", SubjectKind::TitleBatch),
        Invariant::walk("title_batch", SubjectKind::TitleBatch, &[BatchState::Prepared.word()], &batches),
        Invariant::new(
            "I2",
            "a dwelling is in registration as long as it waits in a batch, and has the certificate that its batch brought",
            "SELECT 'housing_unit ' || {u.id} || ' is ' || u.state || ' and waits in ' || count(i.n) || ' batches' \
               FROM housing_unit u LEFT JOIN title_batch_item i ON i.unit_id = u.id AND i.outcome = 'pending' \
              GROUP BY u.id, u.state HAVING (u.state = 'in_registration') <> (count(i.n) = 1) OR count(i.n) > 1 \
             UNION ALL SELECT 'housing_unit ' || {u.id} || ' has another certificate than its batch brought' \
               FROM title_batch_item i JOIN housing_unit u ON u.id = i.unit_id \
              WHERE i.outcome = 'registered' AND (u.certificate_no IS NULL OR u.certificate_no <> i.certificate_no OR u.registered_on <> i.decided_on)",
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
