//! What must hold of posts, of attendance, and of lists by which persons are paid.

use super::model::{AssignmentState, PostState, SheetState, ToPersonState};
use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// What lists and their lines are to each other.
fn lists() -> [Invariant; 7] {
    [
        Invariant::new(
            "I2",
            "a locked list holds of its pool what it comes to, until what pays it and stands does; and no other list does",
            "SELECT 'to_person_list ' || {l.id} || ' (' || l.state || ') of ' || l.lines_fen || ' fen holds ' || coalesce(h.amount_fen, 0) || ' of its pool' \
               FROM to_person_list l LEFT JOIN income_hold h ON h.subject_kind = 'to_person_list' AND h.subject_id = l.id \
              WHERE CASE WHEN l.pool_id IS NOT NULL AND l.state IN ('locked', 'paid') THEN h.subject_id IS NULL OR h.amount_fen <> l.lines_fen \
                      OR h.pool_id <> l.pool_id OR (l.spending_id IS NOT NULL AND (h.spending_id IS NULL OR h.spending_id <> l.spending_id) \
                        AND NOT EXISTS (SELECT 1 FROM income_spending r WHERE r.reverses_id = l.spending_id)) \
                    ELSE h.subject_id IS NOT NULL END",
        ),
        Invariant::new(
            "I2",
            "a list keeps what its lines add up to",
            "SELECT 'to_person_list ' || {l.id} || ' keeps ' || l.lines || ' lines of ' || l.lines_fen || ' fen, its lines make ' \
                    || coalesce(s.lines, 0) || ' of ' || coalesce(s.fen, 0) \
               FROM to_person_list l LEFT JOIN (SELECT list_id, count(*) AS lines, sum(amount_fen) AS fen FROM to_person_line GROUP BY list_id) s ON s.list_id = l.id \
              WHERE l.lines <> coalesce(s.lines, 0) OR l.lines_fen <> coalesce(s.fen, 0)",
        ),
        Invariant::new(
            "I5",
            "whoever a live list pays is kept for its item and each of its months, and nobody by a list that came to nothing (R110)",
            "SELECT 'to_person_line ' || {n.id} || ' of list ' || l.number || ' is kept for ' || count(m.person_id) || ' months' \
               FROM to_person_line n JOIN to_person_list l ON l.id = n.list_id \
               LEFT JOIN to_person_month m ON m.line_id = n.id AND m.list_id = l.id AND m.item_key = l.item_key \
                 AND m.month BETWEEN l.from_month AND l.to_month AND (n.person_id IS NULL OR m.person_id = n.person_id) \
              GROUP BY n.id, n.person_id, l.number, l.state, l.from_month, l.to_month \
             HAVING (l.state = 'annulled' AND count(m.person_id) > 0) OR (l.state <> 'annulled' AND count(DISTINCT m.month) <> \
                (CAST(substr(l.to_month, 1, 4) AS integer) - CAST(substr(l.from_month, 1, 4) AS integer)) * 12 \
                + CAST(substr(l.to_month, 6, 2) AS integer) - CAST(substr(l.from_month, 6, 2) AS integer) + 1) \
             UNION ALL SELECT 'a month of person ' || {m.person_id} || ' is of another list or item than its line' \
               FROM to_person_month m JOIN to_person_line n ON n.id = m.line_id JOIN to_person_list l ON l.id = m.list_id \
              WHERE n.list_id <> m.list_id OR l.item_key <> m.item_key OR m.month < l.from_month OR m.month > l.to_month \
                OR (n.person_id IS NOT NULL AND n.person_id <> m.person_id)",
        ),
        Invariant::new(
            "I5",
            "what pays a list is as much as it comes to, of its own pool, and stands; its claim claims for it",
            "SELECT 'to_person_list ' || {l.id} || ' of ' || l.lines_fen || ' fen is paid by ' || s.number || ' of ' || s.amount_fen \
               FROM to_person_list l JOIN income_spending s ON s.id = l.spending_id \
              WHERE s.amount_fen <> l.lines_fen OR s.pool_id <> l.pool_id OR s.reverses_id IS NOT NULL \
             UNION ALL SELECT 'to_person_list ' || {l.id} || ' of ' || l.lines_fen || ' fen is claimed by ' || d.number || ' of ' || d.amount_fen \
               FROM to_person_list l JOIN disbursement d ON d.id = l.disbursement_id \
              WHERE d.kind <> 'to_person' OR d.to_person_list_id <> l.id \
                OR (d.amount_fen <> l.lines_fen AND d.state IN ('submitted', 'approved', 'in_payment', 'partly_paid', 'paid', 'receipt_confirmed'))",
        ),
        Invariant::new(
            "I2",
            "a locked list of public money is before claims as it stands, and no other list is",
            "SELECT 'to_person_list ' || {l.id} || ' (' || l.state || ') of ' || l.lines_fen || ' fen is before claims with ' || coalesce(b.amount_fen, 0) \
               FROM to_person_list l LEFT JOIN to_person_bill b ON b.list_id = l.id \
              WHERE (l.source = 'fund' AND l.state IN ('locked', 'linked', 'paid') AND coalesce(b.amount_fen, 0) <> l.lines_fen) \
                 OR ((l.source <> 'fund' OR l.state NOT IN ('locked', 'linked', 'paid')) AND b.list_id IS NOT NULL)",
        ),
        Invariant::new(
            "I4",
            "a list that somebody looked at was made by another",
            "SELECT 'to_person_list ' || {l.id} || ' was checked by who made it' FROM to_person_list l WHERE l.checked_by = l.prepared_by",
        ),
        Invariant::new(
            "I2",
            "a list that was made of attendance was made of confirmed sheets of its month, and no other list was",
            "SELECT 'to_person_list ' || {l.id} || ' is made of a sheet that is ' || s.state || ' of ' || s.month \
               FROM to_person_sheet t JOIN to_person_list l ON l.id = t.list_id JOIN post_sheet s ON s.id = t.sheet_id \
              WHERE s.state <> 'confirmed' OR s.month <> l.from_month OR l.origin <> 'attendance' OR l.state = 'annulled' \
             UNION ALL SELECT 'to_person_list ' || {l.id} || ' is made of no sheet' FROM to_person_list l \
              WHERE l.origin = 'attendance' AND l.state <> 'annulled' AND NOT EXISTS (SELECT 1 FROM to_person_sheet t WHERE t.list_id = l.id)",
        ),
    ]
}

/// Days of an assignment in the month of a sheet, by the ordinals of months and days, which both engines cut alike.
const ATTENDED: &str = "SELECT 'post_attendance of ' || {w.assignment_id} || ' in ' || s.month || ' lies outside the assignment' \
   FROM post_attendance w JOIN post_sheet s ON s.id = w.sheet_id JOIN post_assignment a ON a.id = w.assignment_id \
  WHERE a.post_id <> s.post_id \
     OR (w.worked_days + w.absent_days > 0 AND substr(CAST(a.from_on AS text), 1, 7) > s.month) \
     OR (w.worked_days + w.absent_days > 0 AND a.until_on IS NOT NULL AND substr(CAST(a.until_on AS text), 1, 7) < s.month) \
     OR (a.until_on IS NOT NULL AND substr(CAST(a.until_on AS text), 1, 7) = s.month \
         AND w.worked_days + w.absent_days > CAST(substr(CAST(a.until_on AS text), 9, 2) AS integer) - 1) \
     OR (substr(CAST(a.from_on AS text), 1, 7) = s.month \
         AND w.worked_days + w.absent_days > 32 - CAST(substr(CAST(a.from_on AS text), 9, 2) AS integer))";

/// What posts, assignments and sheets are to each other.
fn posts() -> [Invariant; 3] {
    [
        Invariant::new("I2", "attendance is of the post of its sheet, and of days on which somebody has it", ATTENDED),
        Invariant::new(
            "I9",
            "nobody has two posts on one day",
            "SELECT 'post_assignment ' || {a.id} || ' and another are one person''s' FROM post_assignment a \
               JOIN post_assignment b ON b.person_id = a.person_id AND b.id > a.id \
                AND (a.until_on IS NULL OR b.from_on < a.until_on) AND (b.until_on IS NULL OR a.from_on < b.until_on)",
        ),
        Invariant::new(
            "I4",
            "a sheet that is confirmed was recorded by another",
            "SELECT 'post_sheet ' || {s.id} || ' was confirmed by who recorded it' FROM post_sheet s \
              WHERE s.confirmed_by = s.recorded_by OR (s.state = 'confirmed' AND s.confirmed_by IS NULL)",
        ),
    ]
}

/// I2, I5 of lists; I4 of second officers; I7, I9, I11 of rows.
pub fn invariants() -> Vec<Invariant> {
    let own = [
        Invariant::history("public_post", SubjectKind::PublicPost),
        Invariant::walk("public_post", SubjectKind::PublicPost, &[PostState::Open], &PostState::STEPS),
        Invariant::history("post_assignment", SubjectKind::PostAssignment),
        Invariant::walk(
            "post_assignment",
            SubjectKind::PostAssignment,
            &[AssignmentState::OnDuty],
            &AssignmentState::STEPS,
        ),
        Invariant::history("post_sheet", SubjectKind::PostSheet),
        Invariant::walk("post_sheet", SubjectKind::PostSheet, &[SheetState::Recorded], &SheetState::STEPS),
        Invariant::history("to_person_list", SubjectKind::ToPersonList),
        Invariant::walk("to_person_list", SubjectKind::ToPersonList, &[ToPersonState::Drafted], &ToPersonState::STEPS),
        Invariant::inside("post_assignment", "post_id", "public_post"),
        Invariant::inside("post_sheet", "post_id", "public_post"),
        Invariant::inside("to_person_list", "pool_id", "income_pool"),
        Invariant::inside("to_person_line", "list_id", "to_person_list"),
    ];
    own.into_iter().chain(posts()).chain(lists()).collect()
}
