//! What must hold of plans of distribution and of their lists.

use super::model::DistributionState;
use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// What lines add up to.
fn sums() -> [Invariant; 8] {
    [
        Invariant::new(
            "I2",
            "a list that is done keeps what its lines add up to: how many, how much, by which weights",
            "SELECT 'distribution ' || {d.id} || ' keeps ' || d.lines || ' lines, ' || d.lines_fen || ' fen, ' || d.weight_e4 || ', its lines make ' \
                    || s.lines || ', ' || s.fen || ', ' || s.weight \
               FROM distribution d JOIN (SELECT distribution_id, edition, count(*) AS lines, sum(amount_fen) AS fen, sum(weight_e4) AS weight \
                 FROM distribution_line GROUP BY distribution_id, edition) s ON s.distribution_id = d.id AND s.edition = d.edition \
              WHERE d.phase IN ('counting', 'done') AND (d.lines <> s.lines OR d.lines_fen <> s.fen OR d.weight_e4 <> s.weight)",
        ),
        Invariant::new(
            "I2",
            "a list that is done has lines",
            "SELECT 'distribution ' || {d.id} || ' is done without a line' FROM distribution d \
              WHERE d.phase = 'done' AND NOT EXISTS (SELECT 1 FROM distribution_line l WHERE l.distribution_id = d.id AND l.edition = d.edition)",
        ),
        Invariant::new(
            "I3",
            "lines make no more than the pool, and all of it where the largest remainders are given",
            "SELECT 'distribution ' || {d.id} || ' has ' || d.pool_fen || ' fen and distributes ' || d.lines_fen FROM distribution d \
              WHERE d.lines_fen > d.pool_fen OR (d.phase = 'done' AND d.rounding = 'largest_remainder' AND d.lines_fen <> d.pool_fen)",
        ),
        Invariant::new("I2", "the weight of a line is what its holder has on the last day of each month", WEIGHTS),
        Invariant::new(
            "I2",
            "the weight of a line of a roll is what its entry has on the last day of each month",
            ROLL_WEIGHTS,
        ),
        Invariant::new("I2", "the weights of classes are those of their lines", CLASS_WEIGHTS),
        Invariant::new("I10", "a line is of somebody in the register of its plan, of the same serial", HOLDERS),
        Invariant::new(
            "I2",
            "while a list is computed and stands, it holds the days of its register",
            "SELECT 'distribution ' || {d.id} || ' is ' || d.phase || ' and holds no days' FROM distribution d \
              WHERE d.phase <> 'none' AND NOT EXISTS (SELECT 1 FROM share_hold h WHERE h.scheme_id = d.scheme_id \
                AND h.subject_kind = 'distribution' AND h.subject_id = d.id) AND NOT EXISTS (SELECT 1 FROM roll_hold h \
                WHERE h.roll_id = d.roll_id AND h.subject_kind = 'distribution' AND h.subject_id = d.id)",
        ),
    ]
}

/// Weights anew from the register, by the text of days, which both engines cut alike.
const WEIGHTS: &str = "SELECT 'distribution ' || {l.distribution_id} || ' weighs holder no. ' || l.serial || ' with ' || l.weight_e4 || ', the register says ' || w.weight \
   FROM distribution_line l JOIN (SELECT d.id, d.edition, m.holder_id, sum(m.shares_e4 * \
     (CASE WHEN m.ends > 0 AND m.ends < d.last + 1 THEN m.ends ELSE d.last + 1 END \
      - CASE WHEN m.begins > d.first THEN m.begins ELSE d.first END)) AS weight \
     FROM (SELECT p.id, p.edition, CAST(substr(p.from_month, 1, 4) AS integer) * 12 + CAST(substr(p.from_month, 6, 2) AS integer) - 1 AS first, \
       CAST(substr(p.to_month, 1, 4) AS integer) * 12 + CAST(substr(p.to_month, 6, 2) AS integer) - 1 AS last \
       FROM distribution p WHERE p.phase = 'done') d \
     JOIN distribution_class c ON c.distribution_id = d.id \
     JOIN (SELECT h.holder_id, h.class, h.shares_e4, \
       CAST(substr(CAST(h.from_on AS text), 1, 4) AS integer) * 12 + CAST(substr(CAST(h.from_on AS text), 6, 2) AS integer) - 1 AS begins, \
       coalesce(CAST(substr(CAST(h.until_on AS text), 1, 4) AS integer) * 12 + CAST(substr(CAST(h.until_on AS text), 6, 2) AS integer) - 1, 0) AS ends \
       FROM share_holding h) m ON m.class = c.class AND m.begins <= d.last AND (m.ends = 0 OR m.ends > d.first) \
     JOIN distribution_line x ON x.distribution_id = d.id AND x.edition = d.edition AND x.holder_id = m.holder_id \
    GROUP BY d.id, d.edition, m.holder_id) w ON w.id = l.distribution_id AND w.edition = l.edition AND w.holder_id = l.holder_id \
  WHERE l.weight_e4 <> w.weight";

/// The same of a roll: one entry is one line.
const ROLL_WEIGHTS: &str = "SELECT 'distribution ' || {w.distribution_id} || ' weighs entry no. ' || w.serial || ' with ' || w.weight_e4 || ', the roll says ' || w.weight \
   FROM (SELECT l.distribution_id, l.serial, l.weight_e4, m.units_e4 * \
       (CASE WHEN m.ends > 0 AND m.ends < d.last + 1 THEN m.ends ELSE d.last + 1 END \
        - CASE WHEN m.begins > d.first THEN m.begins ELSE d.first END) AS weight \
     FROM (SELECT p.id, p.edition, CAST(substr(p.from_month, 1, 4) AS integer) * 12 + CAST(substr(p.from_month, 6, 2) AS integer) - 1 AS first, \
       CAST(substr(p.to_month, 1, 4) AS integer) * 12 + CAST(substr(p.to_month, 6, 2) AS integer) - 1 AS last \
       FROM distribution p WHERE p.phase = 'done' AND p.roll_id IS NOT NULL) d \
     JOIN distribution_line l ON l.distribution_id = d.id AND l.edition = d.edition \
     JOIN (SELECT e.id, e.units_e4, \
       CAST(substr(CAST(e.from_on AS text), 1, 4) AS integer) * 12 + CAST(substr(CAST(e.from_on AS text), 6, 2) AS integer) - 1 AS begins, \
       coalesce(CAST(substr(CAST(e.until_on AS text), 1, 4) AS integer) * 12 + CAST(substr(CAST(e.until_on AS text), 6, 2) AS integer) - 1, 0) AS ends \
       FROM roll_entry e) m ON m.id = l.holder_id) w \
  WHERE w.weight_e4 <> w.weight";

/// What a plan keeps of each class, by the lines of those who are of it.
const CLASS_WEIGHTS: &str = "SELECT 'distribution ' || {t.distribution_id} || ' keeps ' || t.weight_e4 || ' of ' || t.class || ', its lines make ' || coalesce(s.weight, 0) \
   FROM distribution_term t JOIN distribution d ON d.id = t.distribution_id AND d.phase = 'done' \
   LEFT JOIN (SELECT l.distribution_id, l.edition, e.class, sum(l.weight_e4) AS weight FROM distribution_line l JOIN roll_entry e ON e.id = l.holder_id \
      GROUP BY l.distribution_id, l.edition, e.class) s ON s.distribution_id = d.id AND s.edition = d.edition AND s.class = t.class \
  WHERE t.weight_e4 <> coalesce(s.weight, 0)";

/// A line has no reference to its holder, who stands in one of two registers.
const HOLDERS: &str = "SELECT 'line ' || l.serial || ' of distribution ' || {l.distribution_id} || ' is of nobody in its register' \
   FROM distribution_line l JOIN distribution d ON d.id = l.distribution_id AND d.edition = l.edition AND d.phase <> 'none' \
   LEFT JOIN share_holder h ON h.id = l.holder_id AND h.scheme_id = d.scheme_id AND h.serial = l.serial \
   LEFT JOIN roll_entry e ON e.id = l.holder_id AND e.roll_id = d.roll_id AND e.serial = l.serial AND NOT e.void \
  WHERE h.id IS NULL AND e.id IS NULL";

/// What stands in the books of a plan whose list is locked is what its lines have: due, in payment, paid or unclaimed; and it is what was
/// taken of its pool, less what was given back to that; of one that was annulled, what a bank paid all the same, of the pool or of the one that its year
/// set aside for the same use when it was closed anew. A list that was locked before pools were kept took nothing.
const TAKEN: &str = "SELECT 'distribution ' || {d.id} || ' has ' || d.lines_fen || ' fen in its list and ' || coalesce(b.fen, 0) || ' in its books, its pool gave ' || coalesce(t.fen, 0) \
   FROM distribution d \
   LEFT JOIN (SELECT owner_id, sum(balance_fen) AS fen FROM ledger_account WHERE kind LIKE 'dividend.%' GROUP BY owner_id) b ON b.owner_id = d.id \
   LEFT JOIN income_pool w ON w.id = d.pool_id \
   LEFT JOIN (SELECT e.subject_id, q.year_id, q.purpose, -sum(p.amount_fen) AS fen FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id \
       JOIN ledger_account a ON a.id = p.account_id AND a.kind = 'collective.pool' JOIN income_pool q ON q.id = a.owner_id \
      WHERE e.kind IN ('distribution_locked', 'distribution_annulled', 'annulled_found_paid', 'annulled_bounced', 'dividend_recovered_to_pool', 'pool_recovery_undone') \
      GROUP BY e.subject_id, q.year_id, q.purpose) t ON t.subject_id = d.id AND t.year_id = w.year_id AND t.purpose = w.purpose \
   LEFT JOIN (SELECT e.subject_id, sum(p.amount_fen) AS fen FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id \
       JOIN ledger_account a ON a.id = p.account_id AND a.kind = 'collective.pool' \
      WHERE e.kind IN ('dividend_recovered_to_pool', 'pool_recovery_undone') GROUP BY e.subject_id) g ON g.subject_id = d.id \
  WHERE (CASE WHEN d.state IN ('locked', 'approved', 'announced') AND d.pool_id IS NOT NULL THEN d.lines_fen - coalesce(g.fen, 0) WHEN d.state = 'annulled' THEN coalesce(b.fen, 0) ELSE 0 END) <> coalesce(b.fen, 0) \
     OR coalesce(b.fen, 0) <> coalesce(t.fen, 0)";

/// I2, I3, I10 of lists; I6 of what they take of pools; I7, I9, I11 of plans.
pub fn invariants() -> Vec<Invariant> {
    let own = [
        Invariant::new("I6", "what a locked list has stands in its books, and was taken of its pool", TAKEN),
        Invariant::new(
            "I10",
            "an account of what is distributed has its distribution, of the same year",
            "SELECT 'account ' || {l.id} || ' (' || l.kind || ') has no distribution' FROM ledger_account l \
               LEFT JOIN distribution d ON d.id = l.owner_id AND d.pool_year = l.fiscal_year \
              WHERE l.kind LIKE 'dividend.%' AND d.id IS NULL",
        ),
        Invariant::new(
            "I2",
            "what was let go of a line, and not called back, is all of it: the line itself, or what its heirs have; beside what came back of a payout",
            "SELECT 'line ' || l.serial || ' of distribution ' || {l.distribution_id} || ' has ' || l.amount_fen || ' fen, and of it were let go ' || sum(r.amount_fen) \
               FROM distribution_release r JOIN distribution_line l ON l.distribution_id = r.distribution_id AND l.edition = r.edition AND l.serial = r.serial \
              WHERE r.payout_id IS NULL AND NOT EXISTS (SELECT 1 FROM distribution_recall k WHERE k.distribution_id = r.distribution_id AND k.edition = r.edition \
                AND k.serial = r.serial AND k.part = r.part) \
              GROUP BY l.distribution_id, l.serial, l.amount_fen, l.state HAVING sum(r.amount_fen) <> l.amount_fen \
                 OR (min(r.part) = 0 AND count(*) > 1) OR (l.state = 'due' AND count(r.heir_id) + count(r.person_id) < count(*))",
        ),
        Invariant::history("distribution", SubjectKind::Distribution),
        Invariant::walk(
            "distribution",
            SubjectKind::Distribution,
            &[DistributionState::Drafted],
            &DistributionState::STEPS,
        ),
        Invariant::inside("distribution", "collective_id", "collective"),
        Invariant::inside("distribution", "scheme_id", "share_scheme"),
        Invariant::inside("distribution", "roll_id", "roll"),
        Invariant::inside("distribution", "pool_id", "income_pool"),
    ];
    own.into_iter().chain(sums()).collect()
}
