//! What must hold of approvals.

use super::model::{DefinitionState, RunState};
use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// I4, I7, I9, I11 of approvals.
pub fn invariants() -> Vec<Invariant> {
    let mut all = vec![
        Invariant::history("approval_definition", SubjectKind::ApprovalDefinition),
        Invariant::history("approval_run", SubjectKind::ApprovalRun),
        Invariant::walk(
            "approval_definition",
            SubjectKind::ApprovalDefinition,
            &DefinitionState::FIRST,
            DefinitionState::STEPS,
        ),
        Invariant::walk("approval_run", SubjectKind::ApprovalRun, &RunState::FIRST, RunState::STEPS),
        Invariant::new(
            "I4",
            "nobody has published a definition that they had a hand in writing",
            "SELECT 'officer ' || {d.publisher_id} || ' published approval_definition ' || {d.id} || ' and wrote it' \
               FROM approval_definition d JOIN trail_event e ON e.subject_kind = 'approval_definition' AND e.subject_id = d.id \
              WHERE e.outcome = 'done' AND e.officer_id = d.publisher_id \
                AND e.action IN ('approvals.definition.create', 'approvals.definition.change')",
        ),
        // The built-in definition has an empty region, in which every region lies.
        Invariant::inside("approval_run", "definition_id", "approval_definition"),
    ];
    all.extend(where_it_stands());
    all.extend(what_was_signed());
    all
}

/// P1, P4: a run's state, its desks and its people's duties say the same.
fn where_it_stands() -> Vec<Invariant> {
    vec![
        Invariant::new(
            "I4",
            "a run has duties open at its current desk exactly while it is open, and none elsewhere",
            "SELECT 'approval_run ' || {r.id} || ' is ' || r.state || ' with ' || count(h.id) || ' duties open here and ' || count(e.id) || ' elsewhere' \
               FROM approval_run r LEFT JOIN approval_task t ON t.run_id = r.id AND t.state = 'open' \
               LEFT JOIN approval_task h ON h.id = t.id AND h.position = r.position AND h.round = r.round \
               LEFT JOIN approval_task e ON e.id = t.id AND h.id IS NULL \
              GROUP BY r.id, r.state HAVING (r.state = 'open') <> (count(h.id) > 0) OR count(e.id) > 0",
        ),
        Invariant::new(
            "I4",
            "the last desk of a run shows how the run stands",
            "SELECT 'approval_run ' || {r.id} || ' is ' || r.state || ', its last desk ' || coalesce(p.outcome, 'none') \
               FROM approval_run r LEFT JOIN approval_passage p ON p.run_id = r.id \
                AND p.ordinal = (SELECT max(l.ordinal) FROM approval_passage l WHERE l.run_id = r.id) \
              WHERE (r.state = 'open' AND coalesce(p.outcome, '') <> 'open') OR (r.state = 'blocked' AND coalesce(p.outcome, '') <> 'blocked') \
                 OR (r.state = 'rejected' AND coalesce(p.outcome, '') <> 'rejected') OR (r.state = 'returned' AND coalesce(p.outcome, '') <> 'returned') \
                 OR (r.state = 'approved' AND coalesce(p.outcome, '') NOT IN ('passed', 'skipped')) \
                 OR (r.state = 'withdrawn' AND coalesce(p.outcome, '') NOT IN ('void', 'returned'))",
        ),
        Invariant::new(
            "I4",
            "a duty is done exactly when its officer has decided it, once",
            "SELECT 'approval_task ' || {t.id} || ' is ' || t.state || ' with ' || count(d.id) || ' decisions' \
               FROM approval_task t LEFT JOIN approval_decision d ON d.task_id = t.id AND d.run_id = t.run_id \
                AND d.officer_id = t.officer_id AND d.position = t.position AND d.round = t.round \
              GROUP BY t.id, t.state HAVING count(d.id) <> CASE WHEN t.state = 'done' THEN 1 ELSE 0 END",
        ),
        // Grants that end by their last day are noticed when somebody decides; what is taken away is noticed at once.
        Invariant::new(
            "I4",
            "an open duty lies with an officer who can log in and holds the desk's role",
            "SELECT 'approval_task ' || {t.id} || ' lies with officer ' || {t.officer_id} || ', who is no ' || s.role || ' or cannot log in' \
               FROM approval_task t JOIN approval_run r ON r.id = t.run_id \
               JOIN approval_step s ON s.definition_id = r.definition_id AND s.position = t.position \
              WHERE t.state = 'open' AND NOT EXISTS (SELECT 1 FROM role_grant g JOIN account a ON a.officer_id = g.officer_id \
                WHERE g.officer_id = t.officer_id AND g.role = s.role AND g.state = 'active' AND a.disabled_at_ms IS NULL)",
        ),
    ]
}

/// P2, P3: what passed was signed, by enough people, on the same facts, and by nobody who must not.
fn what_was_signed() -> Vec<Invariant> {
    vec![
        Invariant::new(
            "I4",
            "a desk is passed exactly when it has the approvals that its mode asks for",
            "SELECT 'approval_run ' || {p.run_id} || ' has desk ' || p.position || ' (' || s.mode || ') ' || p.outcome || ' with ' || count(d.id) || ' approvals' \
               FROM approval_passage p JOIN approval_run r ON r.id = p.run_id \
               JOIN approval_step s ON s.definition_id = r.definition_id AND s.position = p.position \
               LEFT JOIN approval_task t ON t.run_id = p.run_id AND t.position = p.position AND t.round = p.round \
               LEFT JOIN approval_decision d ON d.task_id = t.id AND d.verdict = 'approve' \
              WHERE p.outcome IN ('open', 'passed') GROUP BY p.id, p.run_id, p.position, p.outcome, s.mode, s.quorum \
             HAVING (p.outcome = 'passed') <> (count(d.id) >= CASE WHEN s.mode = 'quorum' THEN coalesce(s.quorum, 1) \
                                                                   WHEN s.mode = 'all' AND count(t.id) > 0 THEN count(t.id) ELSE 1 END)",
        ),
        Invariant::new(
            "I4",
            "every decision is on the facts that lay on its desk",
            "SELECT 'approval_decision ' || {d.id} || ' is on other facts than desk ' || d.position || ' of approval_run ' || {d.run_id} \
               FROM approval_decision d LEFT JOIN approval_passage p ON p.run_id = d.run_id AND p.position = d.position \
                AND p.round = d.round AND p.decisive_sha256 = d.decisive_sha256 AND p.outcome <> 'skipped' WHERE p.id IS NULL",
        ),
        Invariant::new(
            "I4",
            "an approved run has every desk of its definition behind it, on the facts it was approved for",
            "SELECT 'approval_run ' || {r.id} || ' is approved and desk ' || s.position || ' is ' || coalesce(p.outcome, 'untouched') \
               FROM approval_run r JOIN approval_step s ON s.definition_id = r.definition_id \
               LEFT JOIN approval_passage p ON p.run_id = r.id AND p.position = s.position AND p.ordinal = \
                 (SELECT max(l.ordinal) FROM approval_passage l WHERE l.run_id = r.id AND l.position = s.position) \
              WHERE r.state = 'approved' \
                AND (p.id IS NULL OR p.outcome NOT IN ('passed', 'skipped') OR p.decisive_sha256 <> r.decisive_sha256)",
        ),
        Invariant::new(
            "I4",
            "nobody decides what they prepared, and nobody decides at two desks of one run",
            // The makers stand as texts; an id as text differs between the engines in case and hyphens alone.
            "SELECT 'officer ' || {d.officer_id} || ' decided approval_run ' || {d.run_id} || ' and prepared it' \
               FROM approval_decision d JOIN approval_run r ON r.id = d.run_id WHERE d.officer_id = r.initiator_id \
                 OR replace(upper(r.makers), '-', '') LIKE '%' || replace(upper({d.officer_id}), '-', '') || '%' \
             UNION ALL SELECT 'officer ' || {a.officer_id} || ' decided approval_run ' || {a.run_id} || ' at desks ' || a.position || ' and ' || b.position \
               FROM approval_decision a JOIN approval_decision b ON b.run_id = a.run_id AND b.officer_id = a.officer_id AND b.position > a.position",
        ),
    ]
}
