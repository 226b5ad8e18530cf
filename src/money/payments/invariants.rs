//! What must hold of disbursements and payments.

use super::model::{BatchState, DisbursementState, PaymentState};
use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// I2 to I5, I7, I9 and I11 of payments.
pub fn invariants() -> Vec<Invariant> {
    let mut all = vec![
        Invariant::history("disbursement", SubjectKind::Disbursement),
        Invariant::history("payment", SubjectKind::Payment),
        Invariant::history("payment_batch", SubjectKind::PaymentBatch),
        Invariant::history("payment_result", SubjectKind::PaymentResult),
        Invariant::walk(
            "disbursement",
            SubjectKind::Disbursement,
            &[DisbursementState::Draft],
            DisbursementState::STEPS,
        ),
        Invariant::walk("payment", SubjectKind::Payment, &[PaymentState::Queued], PaymentState::STEPS),
        Invariant::walk("payment_batch", SubjectKind::PaymentBatch, &[BatchState::Open], BatchState::STEPS),
        Invariant::inside("disbursement", "project_id", "project"),
        Invariant::inside("disbursement", "contract_id", "contract"),
        Invariant::inside("payment", "disbursement_id", "disbursement"),
        Invariant::inside("payment", "batch_id", "payment_batch"),
        Invariant::inside("policy_exception", "subject_id", "disbursement"),
    ];
    all.extend(money());
    all.extend(once());
    all.push(within_orders());
    all
}

/// The books agree with what they are the books of.
fn money() -> [Invariant; 6] {
    [
        Invariant::new(
            "I2",
            "the grid of a disbursement adds up to its amount",
            "SELECT 'disbursement ' || {d.id} || ' of ' || d.amount_fen || ' fen has lines of ' || coalesce(sum(l.amount_fen), 0) \
               FROM disbursement d LEFT JOIN disbursement_line l ON l.disbursement_id = d.id \
              WHERE d.deleted_at_ms IS NULL GROUP BY d.id, d.amount_fen HAVING d.amount_fen <> coalesce(sum(l.amount_fen), 0)",
        ),
        Invariant::new(
            "I2",
            "what an allocation has paid is what its confirmed payments say",
            "SELECT 'allocation account ' || {a.id} || ' (' || a.kind || ') keeps ' || a.balance_fen || ' fen, its payments say ' || coalesce(p.n, 0) \
               FROM ledger_account a LEFT JOIN ( \
                 SELECT allocation_id, CASE state WHEN 'confirmed' THEN 'allocation.paid' ELSE 'allocation.in_payment' END AS kind, sum(amount_fen) AS n \
                   FROM payment WHERE state IN ('confirmed', 'sent', 'unknown') \
                  GROUP BY allocation_id, CASE state WHEN 'confirmed' THEN 'allocation.paid' ELSE 'allocation.in_payment' END \
               ) p ON p.allocation_id = a.owner_id AND p.kind = a.kind \
              WHERE a.kind IN ('allocation.paid', 'allocation.in_payment') AND a.balance_fen <> coalesce(p.n, 0)",
        ),
        Invariant::new(
            "I2",
            "what an allocation holds back is what splits, claims and payments wait for",
            "SELECT 'allocation account ' || {a.id} || ' (' || a.kind || ') keeps ' || a.balance_fen || ' fen, what waits for it makes ' || coalesce(w.n, 0) \
               FROM ledger_account a LEFT JOIN (SELECT allocation_id, kind, sum(amount_fen) AS n FROM ( \
                 SELECT allocation_id, 'allocation.reserved' AS kind, total_fen AS amount_fen FROM allocation_split WHERE state = 'proposed' \
                 UNION ALL SELECT l.allocation_id, 'allocation.reserved', l.amount_fen FROM disbursement_line l \
                   JOIN disbursement d ON d.id = l.disbursement_id WHERE d.state IN ('submitted', 'approved') \
                 UNION ALL SELECT p.allocation_id, 'allocation.reserved', p.amount_fen FROM payment p \
                   JOIN disbursement d ON d.id = p.disbursement_id WHERE d.state NOT IN ('submitted', 'approved') \
                    AND p.drawn_from = 'reserved' AND p.state IN ('queued', 'failed') \
                 UNION ALL SELECT allocation_id, 'allocation.returned_to_repay', amount_fen FROM payment WHERE state = 'bounced' \
                 UNION ALL SELECT allocation_id, 'allocation.returned_to_repay', -amount_fen FROM payment \
                    WHERE drawn_from = 'returned_to_repay' AND state IN ('sent', 'unknown', 'confirmed', 'bounced') \
               ) waiting GROUP BY allocation_id, kind) w ON w.allocation_id = a.owner_id AND w.kind = a.kind \
              WHERE a.kind IN ('allocation.reserved', 'allocation.returned_to_repay') AND a.balance_fen <> coalesce(w.n, 0)",
        ),
        Invariant::new(
            "I2",
            "a batch counts its payments and adds them up",
            "SELECT 'payment_batch ' || {b.id} || ' keeps ' || b.payments || ' payments of ' || b.total_fen || ' fen, they are ' || count(p.id) || ' of ' || coalesce(sum(p.instructed_fen), 0) \
               FROM payment_batch b LEFT JOIN payment p ON p.batch_id = b.id \
              GROUP BY b.id, b.payments, b.total_fen HAVING b.payments <> count(p.id) OR b.total_fen <> coalesce(sum(p.instructed_fen), 0)",
        ),
        Invariant::new(
            "I3",
            "what is claimed under a contract stays within its price with supplements",
            "SELECT 'contract ' || {c.id} || ' of ' || (c.amount_fen + c.supplements_fen) || ' fen has claims of ' || sum(d.amount_fen) \
               FROM contract c JOIN disbursement d ON d.contract_id = c.id \
              WHERE d.state IN ('submitted', 'approved', 'in_payment', 'partly_paid', 'paid', 'receipt_confirmed') \
              GROUP BY c.id, c.amount_fen, c.supplements_fen HAVING sum(d.amount_fen) > c.amount_fen + c.supplements_fen",
        ),
        Invariant::new(
            "I4",
            "every payment has an approved run on the digest that was submitted, and none of its deciders filed it or handed it over",
            "SELECT 'payment ' || {p.id} || ' of disbursement ' || {d.id} || ' without lawful approval' \
               FROM payment p JOIN disbursement d ON d.id = p.disbursement_id \
               LEFT JOIN approval_run r ON r.id = d.run_id \
               LEFT JOIN payment_batch b ON b.id = p.batch_id \
              WHERE r.id IS NULL OR r.state <> 'approved' OR r.decisive_sha256 <> d.decisive_sha256 \
                 OR NOT EXISTS (SELECT 1 FROM approval_decision a WHERE a.run_id = r.id AND a.verdict = 'approve' AND a.decisive_sha256 = d.decisive_sha256) \
                 OR EXISTS (SELECT 1 FROM approval_decision a WHERE a.run_id = r.id AND a.officer_id IN (d.filed_by, d.submitted_by, b.handed_over_by))",
        ),
    ]
}

/// Nothing is paid twice.
fn once() -> [Invariant; 4] {
    [
        Invariant::new(
            "I5",
            "live payments of a line never exceed it",
            "SELECT 'disbursement line ' || {l.id} || ' of ' || l.amount_fen || ' fen has live payments of ' || sum(p.amount_fen) \
               FROM disbursement_line l JOIN payment p ON p.line_id = l.id \
              WHERE p.state NOT IN ('failed', 'bounced', 'superseded', 'recovered') \
              GROUP BY l.id, l.amount_fen HAVING sum(p.amount_fen) > l.amount_fen",
        ),
        Invariant::new(
            "I5",
            "a payment pays the payee of its line from the allocation of its line",
            "SELECT 'payment ' || {p.id} || ' is of another disbursement, payee or allocation than its line ' || {l.id} \
               FROM payment p JOIN disbursement_line l ON l.id = p.line_id \
              WHERE l.disbursement_id <> p.disbursement_id OR l.organisation_id <> p.organisation_id OR l.allocation_id <> p.allocation_id",
        ),
        Invariant::new(
            "I5",
            "one voucher is booked once, for a region, those inside it and those around it",
            "SELECT 'result ' || {r.id} || ' books the voucher that result ' || {o.id} || ' has booked' \
               FROM payment_result r JOIN payment_result o ON o.certificate_no = r.certificate_no AND o.outcome = r.outcome \
                AND o.amount_fen = r.amount_fen AND o.paid_on = r.paid_on AND o.payee_name = r.payee_name \
                AND o.payee_account_tail = r.payee_account_tail AND o.id < r.id \
              WHERE r.state = 'booked' AND o.state = 'booked' AND (r.region_code = 'CN' OR o.region_code = 'CN' \
                 OR substr(r.region_code, 1, length(o.region_code)) = o.region_code \
                 OR substr(o.region_code, 1, length(r.region_code)) = r.region_code)",
        ),
        Invariant::new(
            "I5",
            "every confirmed payment has one booked voucher, and every booked row its payment",
            "SELECT 'payment ' || {p.id} || ' is confirmed by ' || count(r.id) || ' rows' \
               FROM payment p LEFT JOIN payment_result r ON r.payment_id = p.id AND r.outcome = 'paid' AND r.state = 'booked' \
              WHERE p.state IN ('confirmed', 'bounced') GROUP BY p.id HAVING count(r.id) <> 1 \
             UNION ALL SELECT 'result ' || {r.id} || ' is booked on no payment' FROM payment_result r WHERE r.state = 'booked' AND r.payment_id IS NULL",
        ),
    ]
}

/// Claims of upkeep stay within what they are held against.
fn within_orders() -> Invariant {
    Invariant::new(
        "I3",
        "what is claimed for an order of upkeep stays within what was verified of it",
        "SELECT 'upkeep_order ' || {b.order_id} || ' of ' || b.amount_fen || ' fen has claims of ' || sum(d.amount_fen) \
           FROM upkeep_bill b JOIN disbursement d ON d.upkeep_order_id = b.order_id \
          WHERE d.state IN ('submitted', 'approved', 'in_payment', 'partly_paid', 'paid', 'receipt_confirmed') \
          GROUP BY b.order_id, b.amount_fen, b.taken_back HAVING sum(d.amount_fen) > CASE WHEN b.taken_back THEN 0 ELSE b.amount_fen END",
    )
}
