//! What must hold of templates.

use super::model::TemplateState;
use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// I4, I7, I9 of prints.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::history("print_template", SubjectKind::PrintTemplate),
        Invariant::walk("print_template", SubjectKind::PrintTemplate, &[TemplateState::Draft], TemplateState::STEPS),
        Invariant::new(
            "I4",
            "nobody has published a print template that they had a hand in writing",
            "SELECT 'officer ' || {t.publisher_id} || ' published print_template ' || {t.id} || ' and wrote it' \
               FROM print_template t JOIN trail_event e ON e.subject_kind = 'print_template' AND e.subject_id = t.id \
              WHERE e.outcome = 'done' AND e.officer_id = t.publisher_id \
                AND e.action IN ('prints.template.create', 'prints.template.change')",
        ),
    ]
}
