//! What must hold of complaints. That every sealed text opens in its place (I12) takes keys that no statement has: a test walks it.

use super::model::ComplaintState;
use crate::ground::{
    kernel::SubjectKind,
    platform::{Invariant, SealedColumn},
};

/// Columns whose values are sealed.
pub const SEALED: &[SealedColumn] = &[
    SealedColumn::numbered("complaint_word", "said", ("complaint_id", "n")),
    SealedColumn::numbered("complaint_word", "answer", ("complaint_id", "n")),
];

/// I4, I7, I9, I11 of complaints.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::history("complaint", SubjectKind::Complaint),
        Invariant::walk("complaint", SubjectKind::Complaint, &[ComplaintState::Received], ComplaintState::STEPS),
        Invariant::new(
            "I9",
            "a complaint is about something, and its last word alone waits for an answer while it is not answered",
            "SELECT 'complaint ' || c.number || ' is about nothing' FROM complaint c \
              WHERE NOT EXISTS (SELECT 1 FROM complaint_subject s WHERE s.complaint_id = c.id) \
             UNION ALL SELECT 'complaint ' || c.number || ' is ' || c.state || ' and its last word is otherwise' FROM complaint c \
              WHERE (c.state IN ('answered', 'closed')) = EXISTS (SELECT 1 FROM complaint_word w WHERE w.complaint_id = c.id \
                  AND w.finding IS NULL) \
                 OR EXISTS (SELECT 1 FROM complaint_word w JOIN complaint_word later ON later.complaint_id = w.complaint_id AND later.n > w.n \
                   WHERE w.complaint_id = c.id AND w.finding IS NULL)",
        ),
        Invariant::new(
            "I4",
            "whoever is complained of took no part, whoever put a day off did not answer, and whoever answered did not close",
            "SELECT 'complaint ' || c.number || ' was handled by whoever is complained of' FROM complaint c \
               JOIN complaint_officer o ON o.complaint_id = c.id \
              WHERE o.officer_id = c.closed_by OR EXISTS (SELECT 1 FROM complaint_word w WHERE w.complaint_id = c.id \
                  AND w.n >= o.since_n AND w.answered_by = o.officer_id) \
             UNION ALL SELECT 'complaint ' || c.number || ' was closed by whoever answered it' FROM complaint c \
               JOIN complaint_word w ON w.complaint_id = c.id AND w.answered_by = c.closed_by \
             UNION ALL SELECT 'complaint ' || c.number || ' was put off and answered by one' FROM complaint c \
               JOIN complaint_word w ON w.complaint_id = c.id \
               JOIN complaint_extension e ON e.complaint_id = w.complaint_id AND e.word_n = w.n AND e.extended_by = w.answered_by",
        ),
        Invariant::new(
            "I2",
            "the day of a word is where its last extension put it",
            "SELECT 'complaint ' || {e.complaint_id} || ' has another day than its extension ' || e.n \
               FROM complaint_extension e JOIN complaint_word w ON w.complaint_id = e.complaint_id AND w.n = e.word_n \
              WHERE NOT EXISTS (SELECT 1 FROM complaint_extension later WHERE later.complaint_id = e.complaint_id \
                  AND later.word_n = e.word_n AND later.n > e.n) AND (w.due_on IS NULL OR w.due_on <> e.until_on)",
        ),
        Invariant::new(
            "I11",
            "what a complaint is about lay inside its region when it was named",
            "SELECT 'complaint ' || c.number || ' in ' || c.region_code || ' is about ' || s.number || ' in ' || s.region_code \
               FROM complaint c JOIN complaint_subject s ON s.complaint_id = c.id \
              WHERE substr(s.region_code, 1, length(c.region_code)) <> c.region_code",
        ),
    ]
}
