//! What must hold of loans and of what was paid back.

use super::model::LoanState;
use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// I7, I9, I11 of loans; I2 of what was paid back of them and of what they stand on.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::history("collective_loan", SubjectKind::CollectiveLoan),
        Invariant::walk("collective_loan", SubjectKind::CollectiveLoan, &[LoanState::Outstanding], &LoanState::STEPS),
        Invariant::inside("collective_loan", "collective_id", "collective"),
        Invariant::new(
            "I2",
            "what was paid back of a loan is what its repayments that stand add up to, numbered one by one",
            "SELECT 'collective_loan ' || {l.id} || ' keeps ' || l.repaid_fen || ' paid back by ' || l.repayments || ' repayments' \
               FROM collective_loan l LEFT JOIN collective_loan_repayment r ON r.loan_id = l.id \
              GROUP BY l.id, l.repaid_fen, l.repayments \
             HAVING l.repayments <> count(r.n) OR l.repayments <> coalesce(max(r.n), 0) \
                 OR l.repaid_fen <> coalesce(sum(CASE WHEN r.taken_back_by IS NULL THEN r.amount_fen END), 0)",
        ),
        Invariant::new(
            "I2",
            "a loan that is not void stands on the vote that it names",
            "SELECT 'collective_loan ' || {l.id} || ' does not stand on its resolution' FROM collective_loan l \
              WHERE l.resolution_id IS NOT NULL AND (l.state <> 'voided') <> EXISTS (SELECT 1 FROM resolution_use u \
                WHERE u.resolution_id = l.resolution_id AND u.subject_kind = 'collective_loan' AND u.subject_id = l.id)",
        ),
    ]
}
