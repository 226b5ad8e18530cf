//! Damage to what was claimed, signed, handed over and paid.

use std::collections::BTreeSet;

use serde_json::json;

use super::plant::{expect_seen, seen};
use crate::support::{
    TestApp,
    money::{result_row, results, text},
};

/// A claim under a contract with a supplement, handed over in a batch and confirmed by its voucher; and another allocation.
async fn books(app: &TestApp) {
    let county = app.county("1000000.00").await;
    app.allocation("1000.00").await;
    let supplement = json!({"amount": "1000.00", "signed_on": "2023-03-01", "reason": "示例：增加涵管", "file_id": app.paper("补充合同.pdf").await});
    let path = format!("/contracts/{}/supplements", text(&county.contract, "id"));
    app.act("unit_clerk", &path, Some(&county.contract), supplement).await.ok(200);
    let claim = app.approved(&county, "150000.00").await;
    let batch = app.handed_over(&[&claim]).await;
    let payment = app.payments(&claim).await.remove(0);
    let rows = results(&[result_row("Z1", "paid", "150000.00", text(&payment, "number"), "")]);
    app.import(&batch, &rows).await.ok(200);
}

/// Another payment of the same line that moves no money, with the trail event of its making.
const SECOND_PAYMENT: &str = "\
    INSERT INTO payment (id, number, disbursement_id, line_id, part, attempt, channel, region_code, organisation_id, bank_account_id, \
        allocation_id, instructed_fen, amount_fen, drawn_from, state, layer, version, created_at_ms, updated_at_ms) \
      SELECT {new}, 'another', disbursement_id, line_id, part + 1, attempt, channel, region_code, organisation_id, bank_account_id, \
        allocation_id, instructed_fen, amount_fen, 'returned_to_repay', 'queued', layer, 1, created_at_ms, updated_at_ms FROM payment; \
    INSERT INTO trail_event (id, at_ms, principal, action, outcome, subject_kind, subject_id, subject_version, subject_state, \
        region_code, request_id, digest) \
      SELECT {new}, e.at_ms, e.principal, e.action, e.outcome, e.subject_kind, p.id, 1, 'queued', e.region_code, e.request_id, e.digest \
        FROM trail_event e, payment p WHERE e.subject_kind = 'payment' AND e.subject_version = 1 AND p.number = 'another'";

engines! {
    /// I2. Sums that are kept beside their parts.
    async fn a_sum_that_its_parts_do_not_make_is_seen(app) {
        books(app).await;
        assert_eq!(seen(app, "UPDATE payment SET updated_at_ms = updated_at_ms").await, BTreeSet::new());
        expect_seen(app, "I2", &[
            "UPDATE payment_batch SET total_fen = total_fen + 1",
            "UPDATE payment_batch SET payments = payments + 1",
            "UPDATE contract SET supplements_fen = supplements_fen + 1",
            "DELETE FROM contract_supplement",
            "UPDATE disbursement SET amount_fen = amount_fen + 1",
            // A voucher for less than the books say was paid.
            "UPDATE payment SET amount_fen = amount_fen - 1",
        ]).await;
    }

    /// I3. More is claimed than the contract's price with its supplements.
    async fn a_contract_below_its_claims_is_seen(app) {
        books(app).await;
        expect_seen(app, "I3", &["UPDATE contract SET amount_fen = 100"]).await;
    }

    /// I4. Paid on other facts than were signed, without an approval, or by whoever approved or filed it.
    async fn a_payment_that_nobody_approved_is_seen(app) {
        books(app).await;
        let decider = "(SELECT a.officer_id FROM approval_decision a JOIN disbursement d ON d.run_id = a.run_id WHERE a.position = 5)";
        let handed_over = format!("UPDATE payment_batch SET handed_over_by = {decider}");
        let filed = format!("UPDATE disbursement SET filed_by = {decider}");
        expect_seen(app, "I4", &[
            "UPDATE disbursement SET decisive_sha256 = 'other'",
            "UPDATE disbursement SET run_id = NULL",
            "UPDATE approval_decision SET decisive_sha256 = 'other' WHERE run_id = (SELECT run_id FROM disbursement)",
            &handed_over,
            &filed,
        ]).await;
    }

    /// I5. Paid twice, to somebody else, from elsewhere, or on no voucher.
    async fn a_payment_beside_its_line_is_seen(app) {
        books(app).await;
        expect_seen(app, "I5", &[
            SECOND_PAYMENT,
            "UPDATE payment SET organisation_id = (SELECT id FROM organisation WHERE kind = 'finance_bureau')",
            // A confirmed payment whose voucher is gone, stands elsewhere, or is booked on nothing.
            "UPDATE payment_result SET state = 'unmatched', payment_id = NULL",
            "UPDATE payment_result SET payment_id = NULL",
        ]).await;
        // The books say as well that the money did not come from there.
        let elsewhere = "UPDATE payment SET allocation_id = (SELECT id FROM allocation WHERE id <> payment.allocation_id)";
        assert_eq!(seen(app, elsewhere).await, BTreeSet::from(["I2", "I5"]));
    }

    /// I7. Claims, payments and their papers without the trail of what was done to them.
    async fn what_was_done_past_the_trail_is_seen(app) {
        books(app).await;
        expect_seen(app, "I7", &[
            "DELETE FROM trail_event WHERE subject_kind = 'payment' AND subject_version = 2",
            "DELETE FROM trail_event WHERE subject_kind = 'payment_result'",
            "DELETE FROM trail_event WHERE subject_kind = 'payment_batch' AND subject_version = 2",
            "UPDATE disbursement SET version = version + 1",
            "UPDATE project SET version = version + 1",
            "UPDATE trail_event SET subject_id = {new} WHERE subject_kind = 'contract'",
        ]).await;
    }

    /// I9. A state that no step leads to.
    async fn a_payment_out_of_order_is_seen(app) {
        books(app).await;
        expect_seen(app, "I9", &[
            "UPDATE trail_event SET subject_state = 'bounced' WHERE subject_kind = 'payment' AND subject_version = 2",
            "UPDATE trail_event SET subject_state = 'paid' WHERE subject_kind = 'disbursement' AND subject_version = 1",
            "UPDATE trail_event SET subject_state = 'accepted' WHERE subject_kind = 'project' AND subject_version = 2",
            "UPDATE contract SET state = 'ended'",
            "UPDATE project SET state = 'accepted'",
        ]).await;
    }

    /// I10. References to nothing.
    async fn a_payment_to_nobody_is_seen(app) {
        books(app).await;
        expect_seen(app, "I10", &[
            "UPDATE payment SET bank_account_id = {new}",
            "UPDATE disbursement_evidence SET file_id = {new}",
            "UPDATE contract_party SET organisation_id = {new}",
        ]).await;
    }

    /// I11. Rows outside the region they belong to.
    async fn a_payment_outside_its_region_is_seen(app) {
        books(app).await;
        expect_seen(app, "I11", &[
            "UPDATE contract SET region_code = '431027'",
            "UPDATE disbursement SET region_code = '431027'",
            "UPDATE payment SET region_code = '431027'",
            "UPDATE payment_batch SET region_code = '431027'",
        ]).await;
    }
}
