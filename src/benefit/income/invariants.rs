//! What must hold of entries, schemes, years and pools.

use super::model::{IncomePoolState, IncomeSchemeState, IncomeYearState};
use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// What figures are made of, recomputed.
fn sums() -> [Invariant; 7] {
    [
        Invariant::new(
            "I3",
            "what locked lists hold of a pool is left in it",
            "SELECT 'income_pool ' || {p.id} || ' has ' || coalesce(a.balance_fen, 0) || ' fen, and ' || sum(h.amount_fen) || ' are held' \
               FROM income_hold h JOIN income_pool p ON p.id = h.pool_id \
               LEFT JOIN ledger_account a ON a.owner_id = p.id AND a.kind = 'collective.pool' \
              WHERE h.spending_id IS NULL OR EXISTS (SELECT 1 FROM income_spending r WHERE r.reverses_id = h.spending_id) \
              GROUP BY p.id, a.balance_fen HAVING sum(h.amount_fen) > coalesce(a.balance_fen, 0)",
        ),
        Invariant::new(
            "I2",
            "the parts of an entry add up to its amount; a reversal's to that taken away, an opening balance's to nothing",
            "SELECT 'income_entry ' || {e.id} || ' is of ' || e.amount_fen || ' fen, its parts make ' || coalesce(sum(p.amount_fen), 0) \
               FROM income_entry e LEFT JOIN income_part p ON p.entry_id = e.id \
              GROUP BY e.id, e.amount_fen, e.reverses_id, e.category \
             HAVING coalesce(sum(p.amount_fen), 0) <> CASE WHEN e.category = 'opening_balance' THEN 0 \
                    WHEN e.reverses_id IS NULL THEN e.amount_fen ELSE -e.amount_fen END",
        ),
        Invariant::new(
            "I2",
            "income and expense of a closed year are what its entries make",
            "SELECT 'income_year ' || {y.id} || ' keeps ' || y.income_fen || ' and ' || y.expense_fen || ' fen, its entries make otherwise' \
               FROM income_year y WHERE y.state = 'closed' AND ( \
                 y.income_fen <> (SELECT coalesce(sum(p.amount_fen), 0) FROM income_part p \
                   WHERE p.collective_id = y.collective_id AND p.year = y.year AND p.side = 'income') \
                 OR y.expense_fen <> (SELECT coalesce(sum(p.amount_fen), 0) FROM income_part p \
                   WHERE p.collective_id = y.collective_id AND p.year = y.year AND p.side = 'expense'))",
        ),
        Invariant::new(
            "I2",
            "a closed year is divided to the fen: losses, reserve, pools and what stays undistributed make what it had",
            "SELECT 'income_year ' || {y.id} || ' is not divided to the fen' FROM income_year y WHERE y.state = 'closed' \
                AND y.loss_covered_fen + y.reserve_fen + y.undistributed_fen + (SELECT coalesce(sum(p.amount_fen), 0) FROM income_pool p \
                      WHERE p.year_id = y.id AND p.state = 'set_aside') \
                 <> y.carried_fen + CASE WHEN y.income_fen > y.expense_fen + y.upkeep_fen THEN y.income_fen - y.expense_fen - y.upkeep_fen ELSE 0 END",
        ),
        Invariant::new(
            "I2",
            "what a year loses and carries is what the year before left",
            "SELECT 'income_year ' || {y.id} || ' begins otherwise than the year before ended' FROM income_year y \
               JOIN income_year b ON b.collective_id = y.collective_id AND b.year = y.year - 1 \
              WHERE y.state = 'closed' AND (b.state <> 'closed' OR y.loss_before_fen <> b.loss_after_fen OR y.carried_fen <> b.undistributed_fen)",
        ),
        Invariant::new(
            "I2",
            "the reserve of a closed year, and what is set aside, stand in the books",
            "SELECT 'income_year ' || {y.id} || ' keeps ' || y.reserve_fen || ' fen of reserve, the books ' || coalesce(a.balance_fen, 0) \
               FROM income_year y LEFT JOIN ledger_account a ON a.owner_id = y.id AND a.kind = 'collective.reserve' \
              WHERE y.state = 'closed' AND y.reserve_fen <> coalesce(a.balance_fen, 0) \
             UNION ALL SELECT 'income_pool ' || {p.id} || ' has other books than were set aside' FROM income_pool p \
              WHERE (SELECT coalesce(sum(o.amount_fen), 0) FROM ledger_posting o JOIN ledger_account a ON a.id = o.account_id \
                       JOIN ledger_entry e ON e.id = o.entry_id WHERE a.owner_id = p.id AND a.kind = 'collective.pool' \
                        AND e.kind IN ('year_distributed', 'year_reopened')) \
                 <> CASE WHEN p.state = 'set_aside' THEN p.amount_fen ELSE 0 END",
        ),
        Invariant::new(
            "I2",
            "what was spent from a pool is what its spendings make",
            "SELECT 'income_pool ' || {p.id} || ' has other spendings than its books' FROM income_pool p \
              WHERE (SELECT coalesce(sum(CASE WHEN s.reverses_id IS NULL THEN s.amount_fen ELSE -s.amount_fen END), 0) \
                       FROM income_spending s WHERE s.pool_id = p.id) \
                 <> coalesce((SELECT a.balance_fen FROM ledger_account a WHERE a.owner_id = p.id AND a.kind = 'collective.spent'), 0)",
        ),
    ]
}

/// What is given back of a rent.
fn given_back() -> Invariant {
    Invariant::new(
        "I2",
        "no more is given back of an income for months to come than was taken",
        "SELECT 'income_entry ' || {e.id} || ' of ' || e.amount_fen || ' fen is given back with ' || sum(r.amount_fen) \
           FROM income_entry e JOIN income_entry r ON r.refund_of_id = e.id \
          WHERE NOT EXISTS (SELECT 1 FROM income_entry b WHERE b.reverses_id = r.id) \
          GROUP BY e.id, e.amount_fen HAVING sum(r.amount_fen) > e.amount_fen",
    )
}

/// What is booked of lines of other bodies' lists.
fn of_lines() -> [Invariant; 2] {
    [
        Invariant::new(
            "I2",
            "an entry that books a line is of what the line has, or of what of it was not given back, for the body whose organisation has it there",
            "SELECT 'income_entry ' || {e.id} || ' of ' || e.amount_fen || ' fen is not as line no. ' || r.serial || ' of a list' FROM income_receipt r \
               JOIN income_entry e ON e.id = r.entry_id JOIN collective c ON c.id = e.collective_id \
               LEFT JOIN share_holder h ON h.id = r.holder_id AND h.organisation_id = c.organisation_id \
               LEFT JOIN roll_entry n ON n.id = r.holder_id AND n.organisation_id = c.organisation_id \
               LEFT JOIN distribution_line l ON l.distribution_id = r.distribution_id AND l.edition = r.edition AND l.holder_id = r.holder_id \
              WHERE (h.id IS NULL AND n.id IS NULL) OR l.serial IS NULL OR l.serial <> r.serial OR e.amount_fen > l.amount_fen \
                 OR (r.freed_by IS NULL AND e.amount_fen < l.amount_fen AND NOT EXISTS (SELECT 1 FROM payout_recovery v JOIN payout p ON p.id = v.payout_id \
                     WHERE p.distribution_id = r.distribution_id AND p.edition = r.edition AND p.holder_id = r.holder_id \
                       AND v.state IN ('confirmed', 'restored'))) \
                 OR e.category <> 'stake' OR e.reverses_id IS NOT NULL OR r.collective_id <> e.collective_id",
        ),
        Invariant::new(
            "I5",
            "a line is booked by one entry that stands, of a list that stands; and is free again when that entry is taken back",
            "SELECT 'line no. ' || min(serial) || ' of distribution ' || {distribution_id} || ' is booked ' || count(*) || ' times' FROM income_receipt \
              WHERE freed_by IS NULL GROUP BY distribution_id, holder_id HAVING count(*) > 1 \
             UNION ALL SELECT 'income_entry ' || {r.entry_id} || ' books a line of a list that is ' || d.state FROM income_receipt r \
               JOIN distribution d ON d.id = r.distribution_id WHERE r.freed_by IS NULL AND d.state NOT IN ('approved', 'announced') \
             UNION ALL SELECT 'income_entry ' || {r.entry_id} || ' holds a line otherwise than its reversal says' FROM income_receipt r \
               LEFT JOIN income_entry x ON x.reverses_id = r.entry_id \
              WHERE CASE WHEN x.id IS NULL THEN r.freed_by IS NOT NULL ELSE r.freed_by IS NULL OR r.freed_by <> x.id END",
        ),
    ]
}

/// By what lists of persons are paid out of pools.
fn of_lists() -> Invariant {
    Invariant::new(
        "I5",
        "a list of persons is paid by one spending that stands",
        "SELECT 'to_person_list ' || {x.list_id} || ' is paid by ' || count(*) || ' spendings that stand' FROM ( \
             SELECT s.to_person_list_id AS list_id, s.id FROM income_spending s \
              WHERE s.to_person_list_id IS NOT NULL AND s.reverses_id IS NULL \
                AND NOT EXISTS (SELECT 1 FROM income_spending r WHERE r.reverses_id = s.id) \
             UNION SELECT h.subject_id, s.id FROM income_hold h JOIN income_spending s ON s.id = h.spending_id \
              WHERE h.subject_kind = 'to_person_list' \
                AND NOT EXISTS (SELECT 1 FROM income_spending r WHERE r.reverses_id = s.id)) x \
          GROUP BY x.list_id HAVING count(*) > 1",
    )
}

/// I2 of figures; I4 of who closes; I7, I9, I11 of rows; I9 of schemes that a year stands on; I2 and I5 of lines that are booked; I5 of lists.
pub fn invariants() -> Vec<Invariant> {
    let own = [
        Invariant::new(
            "I10",
            "an account of what a body earns has its year or its pool",
            "SELECT 'account ' || {l.id} || ' (' || l.kind || ') has no owner' FROM ledger_account l \
               LEFT JOIN income_year y ON y.id = l.owner_id LEFT JOIN income_pool p ON p.id = l.owner_id \
              WHERE l.kind LIKE 'collective.%' \
                AND CASE WHEN l.kind IN ('collective.pool', 'collective.spent') THEN p.id ELSE y.id END IS NULL",
        ),
        Invariant::history("income_entry", SubjectKind::IncomeEntry),
        Invariant::inside("income_entry", "collective_id", "collective"),
        Invariant::history("income_scheme", SubjectKind::IncomeScheme),
        Invariant::walk(
            "income_scheme",
            SubjectKind::IncomeScheme,
            &[IncomeSchemeState::Adopted],
            &IncomeSchemeState::STEPS,
        ),
        Invariant::inside("income_scheme", "collective_id", "collective"),
        Invariant::history("income_year", SubjectKind::IncomeYear),
        Invariant::walk("income_year", SubjectKind::IncomeYear, &[IncomeYearState::Open], &IncomeYearState::STEPS),
        Invariant::inside("income_year", "collective_id", "collective"),
        Invariant::history("income_pool", SubjectKind::IncomePool),
        Invariant::walk("income_pool", SubjectKind::IncomePool, &[IncomePoolState::SetAside], &IncomePoolState::STEPS),
        Invariant::inside("income_pool", "year_id", "income_year"),
        Invariant::history("income_spending", SubjectKind::IncomeSpending),
        Invariant::inside("income_spending", "pool_id", "income_pool"),
        Invariant::new(
            "I4",
            "what is spent of a pool is confirmed by another than who recorded it",
            "SELECT 'income_spending ' || {s.id} || ' was confirmed by who recorded it' FROM income_spending s \
              WHERE s.confirmed_by = s.recorded_by OR (s.state = 'confirmed') <> (s.confirmed_by IS NOT NULL) \
                 OR EXISTS (SELECT 1 FROM account a JOIN account b ON b.officer_id = a.officer_id \
                     WHERE s.recorded_by LIKE 'account:%' AND s.confirmed_by LIKE 'account:%' \
                       AND replace(upper({a.id}), '-', '') = replace(upper(substr(s.recorded_by, 9)), '-', '') \
                       AND replace(upper({b.id}), '-', '') = replace(upper(substr(s.confirmed_by, 9)), '-', ''))",
        ),
        Invariant::new(
            "I4",
            "whoever closes a year neither opened it nor recorded what counts into it",
            "SELECT 'income_year ' || {y.id} || ' was closed by who kept its books' FROM income_year y \
              WHERE y.closed_by = y.opened_by OR EXISTS (SELECT 1 FROM income_part p JOIN income_entry e ON e.id = p.entry_id \
                     WHERE p.collective_id = y.collective_id AND p.year = y.year AND e.recorded_by = y.closed_by)",
        ),
        Invariant::new(
            "I3",
            "an agency keeps nothing below zero for any body",
            "SELECT 'bank_account ' || {b.id} || ' keeps ' || sum(m.fen) || ' fen for a body' FROM bank_account b JOIN ( \
                 SELECT account_id, collective_id, CASE WHEN (side = 'income') = (reverses_id IS NULL) THEN amount_fen ELSE -amount_fen END AS fen FROM income_entry \
                 UNION ALL SELECT account_id, collective_id, CASE WHEN reverses_id IS NULL THEN -amount_fen ELSE amount_fen END FROM income_spending) m \
                 ON m.account_id = b.id WHERE b.custody GROUP BY b.id, m.collective_id HAVING sum(m.fen) < 0",
        ),
    ];
    own.into_iter().chain(sums()).chain([given_back(), of_lists()]).chain(of_lines()).collect()
}
