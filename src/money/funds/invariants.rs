//! What must hold of funds.

use super::model::{AllocationState, SplitState};
use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// I2, I3, I4, I7, I9, I10, I11 of funds.
pub fn invariants() -> Vec<Invariant> {
    let allocation = SubjectKind::Allocation;
    let mut all = vec![
        Invariant::history("funding_source", SubjectKind::FundingSource),
        Invariant::history("budget_document", SubjectKind::BudgetDocument),
        Invariant::history("plan_line", SubjectKind::PlanLine),
        Invariant::history("allocation", allocation),
        Invariant::history("allocation_split", SubjectKind::AllocationSplit),
        Invariant::walk("allocation", allocation, &AllocationState::FIRST, AllocationState::STEPS),
        Invariant::walk("allocation_split", SubjectKind::AllocationSplit, &[SplitState::Proposed], SplitState::STEPS),
        Invariant::inside("allocation", "document_id", "budget_document"),
        Invariant::inside("allocation", "parent_id", "allocation"),
        Invariant::inside("allocation", "funding_source_id", "funding_source"),
        Invariant::inside("allocation_split", "allocation_id", "allocation"),
    ];
    all.extend(money());
    all
}

/// What lines, splits, approvals and books say of each other.
fn money() -> [Invariant; 6] {
    [
        Invariant::new(
            "I2",
            "the accounts of an allocation hold what it received less what it passed on",
            "SELECT 'allocation ' || {a.id} || ' of ' || a.amount_fen || ' fen holds ' || coalesce(h.held, 0) || ' and passed on ' || coalesce(c.passed, 0) \
               FROM allocation a \
               LEFT JOIN (SELECT owner_id, sum(balance_fen) AS held FROM ledger_account WHERE kind <> 'source.inflow' GROUP BY owner_id) h ON h.owner_id = a.id \
               LEFT JOIN (SELECT parent_id, sum(amount_fen) AS passed FROM allocation GROUP BY parent_id) c ON c.parent_id = a.id \
              WHERE coalesce(h.held, 0) <> CASE WHEN a.state IN ('received', 'registered') THEN 0 ELSE a.amount_fen - coalesce(c.passed, 0) END",
        ),
        Invariant::new(
            "I2",
            "the lines of a split add up to its total",
            "SELECT 'allocation_split ' || {s.id} || ' of ' || s.total_fen || ' fen has lines of ' || coalesce(sum(l.amount_fen), 0) \
               FROM allocation_split s LEFT JOIN allocation_split_line l ON l.split_id = s.id \
              GROUP BY s.id, s.total_fen HAVING s.total_fen <> coalesce(sum(l.amount_fen), 0)",
        ),
        Invariant::new(
            "I3",
            "splits never pass on more than their allocation",
            "SELECT 'allocation ' || {a.id} || ' of ' || a.amount_fen || ' fen passed on ' || sum(c.amount_fen) \
               FROM allocation a JOIN allocation c ON c.parent_id = a.id GROUP BY a.id, a.amount_fen HAVING sum(c.amount_fen) > a.amount_fen",
        ),
        Invariant::new(
            "I4",
            "a split stands as its approval does",
            "SELECT 'allocation_split ' || {s.id} || ' is ' || s.state || ', its approval ' || coalesce(r.state, 'is not there') \
               FROM allocation_split s LEFT JOIN approval_run r ON r.id = s.run_id AND r.matter = 'allocation_split' AND r.subject_id = s.id \
              WHERE s.state <> CASE r.state WHEN 'open' THEN 'proposed' WHEN 'blocked' THEN 'proposed' \
                WHEN 'rejected' THEN 'refused' ELSE coalesce(r.state, '') END",
        ),
        Invariant::new(
            "I10",
            "an account of allocated money has its owner, and a line that was split off has its split",
            "SELECT 'account ' || {l.id} || ' (' || l.kind || ') has no owner' FROM ledger_account l \
               LEFT JOIN allocation a ON a.id = l.owner_id LEFT JOIN funding_source f ON f.id = l.owner_id \
              WHERE l.kind NOT LIKE 'collective.%' AND l.kind NOT LIKE 'dividend.%' \
                AND CASE WHEN l.kind = 'source.inflow' THEN f.id ELSE a.id END IS NULL \
             UNION ALL SELECT 'allocation ' || {a.id} || ' has no split that passed it on' FROM allocation a \
               LEFT JOIN allocation_split s ON s.id = a.split_id AND s.allocation_id = a.parent_id \
              WHERE (a.parent_id IS NOT NULL OR a.split_id IS NOT NULL) AND s.id IS NULL",
        ),
        Invariant::new(
            "I9",
            "an allocation is exhausted exactly when nothing is left to spend or still to be paid",
            "SELECT 'allocation ' || {a.id} || ' is ' || a.state || ' with ' || sum(l.balance_fen) || ' fen left' \
               FROM allocation a JOIN ledger_account l ON l.owner_id = a.id AND l.kind <> 'allocation.paid' \
              WHERE a.state NOT IN ('received', 'registered') \
              GROUP BY a.id, a.state HAVING (sum(l.balance_fen) = 0) <> (a.state = 'exhausted')",
        ),
    ]
}
