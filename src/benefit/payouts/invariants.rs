//! What must hold of payouts.

use super::model::{BankFormState, PayoutBatchState, PayoutRecoveryState, PayoutResultState, PayoutState};
use crate::ground::{
    kernel::SubjectKind,
    platform::{Invariant, SealedColumn},
};

/// Columns whose values are sealed.
pub const SEALED: &[SealedColumn] = &[SealedColumn::of("payout_file", "sealed")];

/// What stands in the books of a plan as in payment and as paid is what its payouts say: released and not answered, and confirmed less what was
/// given back of them.
const IN_THE_BOOKS: &str = "SELECT 'distribution ' || {a.owner_id} || ' has ' || a.balance_fen || ' fen as ' || a.kind || ', its payouts make ' || coalesce(p.fen, 0) \
   FROM ledger_account a LEFT JOIN (SELECT m.distribution_id, m.kind, sum(m.fen) AS fen FROM ( \
       SELECT distribution_id, CASE WHEN state = 'confirmed' THEN 'dividend.paid' ELSE 'dividend.in_payment' END AS kind, amount_fen AS fen \
         FROM payout WHERE state IN ('handed_over', 'unknown', 'confirmed') \
       UNION ALL SELECT distribution_id, 'dividend.paid' AS kind, -amount_fen AS fen FROM payout_recovery WHERE state = 'confirmed') m \
      GROUP BY m.distribution_id, m.kind) p \
     ON p.distribution_id = a.owner_id AND p.kind = a.kind \
  WHERE a.kind IN ('dividend.in_payment', 'dividend.paid') AND a.balance_fen <> coalesce(p.fen, 0)";

/// Nothing is paid twice, nor to another, nor otherwise than its line says.
fn once() -> [Invariant; 4] {
    [
        Invariant::new(
            "I5",
            "at most one payout of a line is live, or of each of its parts and of what came back; none beside one that was called back",
            "SELECT 'line ' || p.serial || ' of distribution ' || {p.distribution_id} || ' has ' || count(*) || ' live payouts' FROM payout p \
               LEFT JOIN distribution_release a ON a.distribution_id = p.distribution_id AND a.edition = p.edition AND a.serial = p.serial AND a.part = p.part \
              WHERE p.state IN ('queued', 'handed_over', 'unknown', 'confirmed') GROUP BY p.distribution_id, p.serial \
             HAVING count(*) > count(DISTINCT p.part) OR (min(p.part) = 0 AND count(*) > 1 + count(a.payout_id)) \
             UNION ALL SELECT 'line ' || p.serial || ' of distribution ' || {p.distribution_id} || ' is paid beside what was called back of it' FROM payout p \
               JOIN distribution_recall k ON k.distribution_id = p.distribution_id AND k.edition = p.edition AND k.serial = p.serial AND k.part = p.part \
               JOIN payout q ON q.distribution_id = p.distribution_id AND q.edition = p.edition AND q.serial = p.serial AND q.part > k.last_part \
               LEFT JOIN distribution_release a ON a.distribution_id = q.distribution_id AND a.edition = q.edition AND a.serial = q.serial AND a.part = q.part \
              WHERE p.state IN ('queued', 'handed_over', 'unknown', 'confirmed') AND q.state IN ('queued', 'handed_over', 'unknown', 'confirmed') \
                AND (a.payout_id IS NULL OR a.payout_id <> p.id)",
        ),
        Invariant::new(
            "I5",
            "a payout is of what its line has, or an heir of it, of its holder",
            "SELECT 'payout ' || {p.id} || ' of ' || p.amount_fen || ' fen is not as its line no. ' || p.serial FROM payout p \
               LEFT JOIN distribution_line l ON l.distribution_id = p.distribution_id AND l.edition = p.edition AND l.serial = p.serial \
               LEFT JOIN distribution_release r ON r.distribution_id = p.distribution_id AND r.edition = p.edition AND r.serial = p.serial AND r.part = p.part \
              WHERE l.serial IS NULL OR coalesce(r.amount_fen, l.amount_fen) <> p.amount_fen OR l.holder_id <> p.holder_id \
                 OR (r.serial IS NULL AND (l.state <> 'due' OR p.part > 0))",
        ),
        Invariant::new(
            "I5",
            "what a bank has answered, a row says; and no row is booked of another batch's distribution but on the order that it names",
            "SELECT 'payout ' || {p.id} || ' is ' || p.state || ' by no row' FROM payout p WHERE p.told IS NOT NULL \
                AND NOT EXISTS (SELECT 1 FROM payout_result r WHERE r.payout_id = p.id AND r.state = 'booked' AND r.outcome = p.told) \
             UNION ALL SELECT 'result ' || {r.id} || ' is booked on a payout of another distribution' FROM payout_result r \
               JOIN payout_batch b ON b.id = r.batch_id JOIN payout p ON p.id = r.payout_id WHERE p.distribution_id <> b.distribution_id \
                AND (r.about_id IS NULL OR r.about_id <> p.id)",
        ),
        Invariant::new(
            "I5",
            "a payout goes as its batch: waiting, at the bank, or withdrawn; what is released has its file",
            "SELECT 'payout ' || {p.id} || ' is ' || p.state || ' in a batch that is ' || b.state FROM payout p JOIN payout_batch b ON b.id = p.batch_id \
              WHERE (b.state = 'drafted') <> (p.state = 'queued') OR (b.state = 'dissolved') <> (p.state = 'withdrawn') \
             UNION ALL SELECT 'payout batch ' || {b.id} || ' is ' || b.state || ' and its file is not so' FROM payout_batch b \
               LEFT JOIN payout_file f ON f.id = b.id WHERE (b.state = 'released') <> (f.id IS NOT NULL)",
        ),
    ]
}

/// What was given back of payouts.
fn given_back() -> [Invariant; 6] {
    [
        Invariant::new(
            "I5",
            "what goes out again of a payout that stays paid is what came back of it and was let go",
            "SELECT 'payout ' || {m.payout_id} || ' gave back and let go again what differs by ' || sum(m.fen) FROM ( \
               SELECT v.payout_id, v.amount_fen AS fen FROM payout_recovery v WHERE v.part IS NOT NULL \
               UNION ALL SELECT r.payout_id, -r.amount_fen AS fen FROM distribution_release r WHERE r.payout_id IS NOT NULL \
                AND NOT EXISTS (SELECT 1 FROM distribution_recall k WHERE k.distribution_id = r.distribution_id AND k.edition = r.edition \
                  AND k.serial = r.serial AND k.part = r.part)) m GROUP BY m.payout_id HAVING sum(m.fen) <> 0",
        ),
        Invariant::new(
            "I5",
            "what was given back of a payout is no more than it paid, to one place, and it stands as paid until its line is let go again",
            "SELECT 'payout ' || {p.id} || ' is ' || p.state || ' with ' || p.amount_fen || ' fen, and gave back ' || sum(v.amount_fen) FROM payout p \
               JOIN payout_recovery v ON v.payout_id = p.id AND v.state = 'confirmed' GROUP BY p.id, p.state, p.amount_fen \
             HAVING sum(v.amount_fen) > p.amount_fen OR p.state <> 'confirmed' OR count(DISTINCT v.goes_to) > 1",
        ),
        Invariant::new(
            "I4",
            "whoever made up or let go the batch of a payout does not record what was given back of it, nor take it back, and two others do each",
            "SELECT 'payout recovery ' || {v.id} || ' was recorded by who made or released its batch' FROM payout_recovery v \
               JOIN payout p ON p.id = v.payout_id JOIN payout_batch b ON b.id = p.batch_id WHERE v.recorded_by IN (b.created_by, b.released_by) \
             UNION ALL SELECT 'payout recovery ' || {v.id} || ' was confirmed by who recorded it' FROM payout_recovery v WHERE v.confirmed_by = v.recorded_by \
             UNION ALL SELECT 'payout recovery ' || {v.id} || ' was taken back by one, or by who made or released its batch' FROM payout_recovery v \
               JOIN payout p ON p.id = v.payout_id JOIN payout_batch b ON b.id = p.batch_id \
              WHERE v.state = 'undone' AND (v.undone_by = v.undoing_by OR v.undone_by IN (b.created_by, b.released_by) OR v.undoing_by IN (b.created_by, b.released_by))",
        ),
        Invariant::history("payout_recovery", SubjectKind::PayoutRecovery),
        Invariant::walk(
            "payout_recovery",
            SubjectKind::PayoutRecovery,
            &[PayoutRecoveryState::Recorded],
            &PayoutRecoveryState::STEPS,
        ),
        Invariant::inside("payout_recovery", "payout_id", "payout"),
    ]
}

/// I2 of batches and answers; I4 of who let what go; I5 that nothing is paid twice; I6 of the books; I7, I9, I11 of rows.
pub fn invariants() -> Vec<Invariant> {
    let own = [
        Invariant::new(
            "I2",
            "a batch counts its payouts and adds them up",
            "SELECT 'payout batch ' || {b.id} || ' keeps ' || b.payouts || ' of ' || b.total_fen || ' fen, they are ' || count(p.id) || ' of ' || coalesce(sum(p.amount_fen), 0) \
               FROM payout_batch b LEFT JOIN payout p ON p.batch_id = b.id GROUP BY b.id, b.payouts, b.total_fen \
             HAVING b.payouts <> count(p.id) OR b.total_fen <> coalesce(sum(p.amount_fen), 0)",
        ),
        Invariant::new(
            "I2",
            "a file of answers has the rows that it booked or left waiting",
            "SELECT 'payout answer ' || {a.id} || ' keeps ' || (a.booked + a.unmatched) || ' rows and has ' || count(r.id) FROM payout_answer a \
               LEFT JOIN payout_result r ON r.answer_id = a.id GROUP BY a.id, a.booked, a.unmatched HAVING a.booked + a.unmatched <> count(r.id)",
        ),
        Invariant::new(
            "I4",
            "whoever makes up a batch does not let it go, and neither takes in what its bank answers",
            "SELECT 'payout batch ' || {b.id} || ' was let go by who made it' FROM payout_batch b WHERE b.released_by = b.created_by \
             UNION ALL SELECT 'payout answer ' || {a.id} || ' was taken in by who made or released its batch' FROM payout_answer a \
               JOIN payout_batch b ON b.id = a.batch_id WHERE a.taken_by IN (b.created_by, b.released_by)",
        ),
        Invariant::new(
            "I4",
            "a row that names somebody else is booked by another than who took it in, by a paper",
            "SELECT 'payout result ' || {r.id} || ' names another than the payout it is booked on' FROM payout_result r \
               JOIN payout p ON p.id = r.payout_id JOIN payout_answer a ON a.id = r.answer_id WHERE r.state = 'booked' \
                AND ((r.payee_index <> p.payee_index AND r.instead_of IS NULL) \
                  OR (r.instead_of IS NOT NULL AND (r.settled_by IS NULL OR r.file_id IS NULL OR r.settled_by = a.taken_by)))",
        ),
        Invariant::new(
            "I4",
            "a row that says that something was paid is dismissed by another than who took it in, and so is one booked of a plan that was annulled",
            "SELECT 'payout result ' || {r.id} || ' was dismissed by who took it in' FROM payout_result r JOIN payout_answer a ON a.id = r.answer_id \
              WHERE r.state = 'dismissed' AND r.outcome = 'paid' AND r.about_id IS NOT NULL AND (r.settled_by IS NULL OR r.settled_by = a.taken_by) \
             UNION ALL SELECT 'payout ' || {p.id} || ' is paid of a plan that was annulled, by one officer' FROM payout p \
               JOIN distribution d ON d.id = p.distribution_id AND d.state = 'annulled' WHERE p.state = 'confirmed' \
                AND NOT EXISTS (SELECT 1 FROM payout_result r JOIN payout_answer a ON a.id = r.answer_id WHERE r.payout_id = p.id AND r.state = 'booked' \
                  AND r.outcome = 'paid' AND r.file_id IS NOT NULL AND r.settled_by IS NOT NULL AND r.settled_by <> a.taken_by)",
        ),
        Invariant::new("I6", "what stands in a plan's books in payment and paid is what its payouts say", IN_THE_BOOKS),
        Invariant::history("bank_form", SubjectKind::BankForm),
        Invariant::history("payout_batch", SubjectKind::PayoutBatch),
        Invariant::history("payout", SubjectKind::Payout),
        Invariant::history("payout_result", SubjectKind::PayoutResult),
        Invariant::recorded("payout_answer", SubjectKind::PayoutAnswer),
        Invariant::walk("bank_form", SubjectKind::BankForm, &[BankFormState::Usable], &BankFormState::STEPS),
        Invariant::walk(
            "payout_batch",
            SubjectKind::PayoutBatch,
            &[PayoutBatchState::Drafted],
            &PayoutBatchState::STEPS,
        ),
        Invariant::walk("payout", SubjectKind::Payout, &[PayoutState::Queued], &PayoutState::STEPS),
        Invariant::walk(
            "payout_result",
            SubjectKind::PayoutResult,
            &[PayoutResultState::Booked, PayoutResultState::Unmatched],
            &PayoutResultState::STEPS,
        ),
        Invariant::inside("payout_batch", "distribution_id", "distribution"),
        Invariant::inside("payout_batch", "bank_form_id", "bank_form"),
        Invariant::inside("payout", "batch_id", "payout_batch"),
        Invariant::inside("payout", "distribution_id", "distribution"),
        Invariant::inside("payout_answer", "batch_id", "payout_batch"),
        Invariant::inside("payout_result", "answer_id", "payout_answer"),
    ];
    own.into_iter().chain(once()).chain(given_back()).collect()
}
