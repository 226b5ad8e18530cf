use std::collections::BTreeSet;

use serde_json::json;

use super::plant::{expect_seen, seen};
use crate::{
    support::{
        TestApp,
        cast::TOWN,
        money::{text, upload},
    },
    tables::send_later,
};

/// An allocation of 1000 of which 600 have been passed on to a town, and another split that waits at the second desk.
async fn books(app: &TestApp) {
    let parent = app.allocation("1000.00").await;
    let path = format!("/allocations/{}", text(&parent, "id"));
    let lines = |amount: &str| json!({"lines": [{"region_code": TOWN, "amount": amount}], "reason": "示例"});
    let split = app.act("budget_officer", &format!("{path}/split"), Some(&parent), lines("600.00")).await.ok(200);
    app.approve(&["finance_section_head", "finance_vice_director"], text(&split, "id")).await;
    let parent = app.see("budget_officer", &path).await;
    let waits = app.act("budget_officer", &format!("{path}/split"), Some(&parent), lines("100.00")).await.ok(200);
    app.approve(&["finance_section_head"], text(&waits, "id")).await;
}

engines! {
    /// I1. An entry that does not add up.
    async fn a_posting_under_another_entry_is_seen(app) {
        books(app).await;
        assert_eq!(seen(app, "UPDATE ledger_account SET updated_at_ms = updated_at_ms").await, BTreeSet::new());
        expect_seen(app, "I1", &[
            "UPDATE ledger_posting SET entry_id = (SELECT id FROM ledger_entry ORDER BY seq DESC LIMIT 1) WHERE seq = (SELECT min(seq) FROM ledger_posting)",
        ]).await;
    }

    /// I2. A kept sum that its parts do not make.
    async fn a_balance_that_its_postings_do_not_make_is_seen(app) {
        books(app).await;
        expect_seen(app, "I2", &[
            "UPDATE ledger_account SET balance_fen = balance_fen - 1 WHERE kind = 'source.inflow'",
            "UPDATE allocation SET amount_fen = amount_fen + 1 WHERE parent_id IS NULL",
        ]).await;
    }

    /// What was done at night: snapshots that their postings do not make, days without their event, days out of order.
    async fn what_was_not_done_at_night_is_seen(app) {
        books(app).await;
        app.tick_whole().await;
        app.on_day("2023-03-02").await;
        assert_eq!(app.tick_whole().await.done.len(), 7);
        expect_seen(app, "I2", &["UPDATE ledger_snapshot SET balance_fen = balance_fen + 1 WHERE balance_fen < 0"]).await;
        expect_seen(app, "I7", &["UPDATE job_run SET version = version + 1", "UPDATE job SET version = version + 1"]).await;
        expect_seen(app, "I9", &[
            "UPDATE job SET since_on = '2023-03-03'",
            "UPDATE job_run SET state = 'running' WHERE handled > 0",
        ]).await;
    }

    /// A file that waits for its job, and one that was taken: bytes that are gone or were kept, an import that is not its job's.
    async fn what_a_job_of_tables_left_undone_is_seen(app) {
        let rows = |n: u32| format!("单位编号,单位名称,单位类别,行政区划代码\n{n:03},示例公司{n},企业,431026\n");
        for n in 1..=2 {
            let file = rows(n);
            send_later(app, "unit_clerk", "/organisations/imports", ("单位.csv", file.as_bytes()), &[]).await.ok(202);
            if n == 1 {
                assert_eq!(app.app.importer().turn().await.unwrap().len(), 1);
            }
        }
        expect_seen(app, "I10", &[
            "DELETE FROM table_job_chunk",
            "DELETE FROM table_job_lease WHERE fence = 0",
            "INSERT INTO table_job_chunk (job_id, n, sealed) SELECT j.id, 0, c.sealed FROM table_job j, table_job_chunk c WHERE j.state = 'done'",
        ]).await;
        expect_seen(app, "I9", &[
            "UPDATE table_import SET job_id = NULL",
            "UPDATE table_import SET job_id = (SELECT id FROM table_job WHERE state = 'waiting')",
            "UPDATE table_import SET imported_by = 'account:nobody'",
            "UPDATE table_job SET state = 'reading' WHERE state = 'waiting'",
        ]).await;
        expect_seen(app, "I7", &["UPDATE table_job SET version = version + 1 WHERE state = 'waiting'"]).await;
    }

    /// I3. An account below zero, by an entry that is right in all else; the split that waits for it says the same, as I2.
    async fn an_overdrawn_account_is_seen(app) {
        books(app).await;
        let overdraft =
            "INSERT INTO ledger_entry (id, kind, subject_kind, subject_id, business_on, at_ms, event_id, region_code, fiscal_year) \
               SELECT {new}, kind, subject_kind, subject_id, business_on, at_ms, event_id, region_code, fiscal_year FROM ledger_entry ORDER BY seq LIMIT 1; \
             INSERT INTO ledger_posting (entry_id, account_id, amount_fen, business_on, region_code, fiscal_year) \
               SELECT e.id, a.id, CASE a.kind WHEN 'allocation.reserved' THEN -20000 ELSE 20000 END, e.business_on, a.region_code, a.fiscal_year \
                 FROM ledger_account a, (SELECT id, business_on FROM ledger_entry ORDER BY seq DESC LIMIT 1) e \
                WHERE a.kind IN ('allocation.available', 'allocation.reserved') AND a.owner_id = (SELECT id FROM allocation WHERE parent_id IS NULL); \
             UPDATE ledger_account SET balance_fen = balance_fen + CASE kind WHEN 'allocation.reserved' THEN -20000 ELSE 20000 END \
              WHERE kind IN ('allocation.available', 'allocation.reserved') AND owner_id = (SELECT id FROM allocation WHERE parent_id IS NULL)";
        assert_eq!(seen(app, overdraft).await, BTreeSet::from(["I2", "I3"]));
    }

    /// I4. Approvals that say more than was signed, and duties that should be apart.
    async fn what_was_not_signed_is_seen(app) {
        books(app).await;
        expect_seen(app, "I4", &[
            // A desk was passed and nobody said yes.
            "DELETE FROM approval_decision WHERE position = 2",
            "UPDATE approval_decision SET verdict = 'reject' WHERE position = 2",
            // The facts were changed after they were signed.
            "UPDATE approval_run SET decisive_sha256 = 'other' WHERE state = 'approved'",
            "UPDATE approval_decision SET decisive_sha256 = 'other' WHERE position = 2",
            // A desk was left out.
            "DELETE FROM approval_passage WHERE position = 1",
            // The maker is the checker; one person at two desks.
            "UPDATE approval_run SET initiator_id = (SELECT officer_id FROM approval_decision WHERE position = 2) WHERE state = 'approved'",
            "UPDATE approval_decision SET officer_id = (SELECT officer_id FROM approval_decision WHERE position = 2)",
            // A split that was approved by nobody.
            "UPDATE allocation_split SET run_id = {new} WHERE state = 'approved'",
            // Duties that lie nowhere, elsewhere, or with somebody who cannot act.
            "UPDATE approval_task SET state = 'void' WHERE state = 'open'",
            "UPDATE approval_task SET position = 1, round = 9 WHERE state = 'open'",
            "UPDATE account SET disabled_at_ms = 1 WHERE login = 'finance-vice-director'",
            // Payer and confirmer in one person; a grant confirmed by whoever proposed it.
            "UPDATE role_grant SET officer_id = (SELECT officer_id FROM role_grant WHERE role = 'treasury_payer') WHERE role = 'treasury_confirmer'",
            "UPDATE role_grant SET confirmed_by = proposed_by WHERE role = 'treasury_payer'",
        ]).await;
    }

    /// I7. Rows and trail that do not tell the same.
    async fn a_missing_trail_event_is_seen(app) {
        books(app).await;
        let clerk = app.who("unit_clerk").await;
        upload(app, &clerk, "431026", "示例.pdf", b"%PDF-1.7").await.ok(201);
        let asked = json!({"officer_id": clerk.officer, "role": "auditor", "region_code": "431026"});
        app.post("/role-grants").by(&clerk).json(asked).send().await.refused(403, "access.denied.role");
        expect_seen(app, "I7", &[
            // A row that was changed past the trail, or made past it; an event that was taken away, or stands alone.
            "UPDATE budget_document SET version = version + 1",
            "UPDATE session SET id = {new} WHERE id = (SELECT id FROM session LIMIT 1)",
            "UPDATE trail_event SET subject_id = {new} WHERE subject_kind = 'budget_document'",
            "DELETE FROM trail_event WHERE subject_kind = 'allocation' AND subject_version = 2",
            "DELETE FROM trail_event WHERE subject_kind = 'file'",
            // Money that moved by no act.
            "UPDATE ledger_entry SET event_id = {new} WHERE seq = (SELECT max(seq) FROM ledger_entry)",
            // An event that waits to be sealed and is not there; a denial that gives no reason.
            "UPDATE trail_pending SET event_id = {new} WHERE event_id = (SELECT event_id FROM trail_pending LIMIT 1)",
            "UPDATE trail_event SET reason = NULL WHERE outcome = 'denied'",
        ]).await;
    }

    /// I2, I7, I9. Assets that say other than their events and parts.
    async fn an_asset_that_its_events_do_not_tell_is_seen(app) {
        let asset = app.stock(json!({"kind": "business"})).await;
        let asset = app.on_asset("state-value", &asset, json!({"on": "2023-02-01", "amount": "5.00"})).await.ok(200);
        let asset = app.titled(&asset, "village", "2023-01-01").await;
        app.on_asset("note-use", &asset, json!({"on": "2022-01-01", "state": "idle"})).await.ok(200);
        expect_seen(app, "I9", &[
            "UPDATE asset SET use_state = 'in_use'",
            "UPDATE asset SET original_value_fen = 501",
            "UPDATE asset SET title_level = 'county'",
            "UPDATE asset SET title_on = NULL",
            "DELETE FROM asset_event WHERE track = 'title'",
            "UPDATE asset SET duty_state = 'funded'",
        ]).await;
        expect_seen(app, "I2", &[
            "UPDATE asset SET verified_fen = 1",
            "UPDATE asset SET paper_count = 0",
            "UPDATE asset SET owner_known_on = NULL",
            "UPDATE asset_ownership SET share_ppm = 999999",
            "UPDATE asset_ownership SET until_on = '2023-02-01'",
            "UPDATE asset SET intake = 'new'",
        ]).await;
        expect_seen(app, "I7", &["UPDATE asset_event SET asset_version = 99 WHERE track = 'use'"]).await;
    }

    /// I2, I4, I7, I9, I11. Transfers that their assets, their run or their trail do not bear out.
    async fn a_transfer_that_its_assets_do_not_tell_is_seen(app) {
        let filed = app.submitted(&[&app.valued("示例水池").await], json!({})).await;
        let path = format!("/asset-transfers/{}", filed["id"].as_str().unwrap());
        let approved = app.signed_by_all(&filed).await;
        let paper = json!({"on": "2023-03-01"});
        app.act("asset_officer", &format!("{path}/effect"), Some(&approved), paper).await.ok(200);
        expect_seen(app, "I2", &[
            "UPDATE asset_transfer_item SET is_open = NOT is_open",
            "UPDATE asset_transfer SET effective_on = '2023-03-02'",
        ]).await;
        expect_seen(app, "I4", &[
            "UPDATE asset_transfer SET run_id = NULL",
            "DELETE FROM asset_transfer_signature WHERE side = 'receiver'",
            "UPDATE asset_transfer_signature SET digest = 'x' WHERE side = 'giver'",
            "UPDATE asset_transfer SET reverses_id = id",
        ]).await;
        expect_seen(app, "I7", &["UPDATE asset_transfer SET version = version + 1"]).await;
        expect_seen(app, "I9", &["UPDATE asset_transfer SET state = 'cancelled', effective_on = NULL, signed_file_id = NULL"]).await;
        expect_seen(app, "I11", &["UPDATE asset_transfer SET region_code = '431027'"]).await;
    }

    /// I7, I9, I11. Duties of upkeep that overlap, lie elsewhere than their asset, or have no event.
    async fn two_keepers_on_one_day_are_seen(app) {
        let asset = app.stock(json!({})).await;
        app.keep(&[&asset], "safety", "示例村", "2023-01-01").await.ok(200);
        app.keep(&[&asset], "safety", "示例公司丙", "2023-02-01").await.ok(200);
        app.keep(&[&asset], "repair", "甄示例", "2023-02-01").await.ok(200);
        expect_seen(app, "I2", &[
            "UPDATE upkeep_duty SET written_name = '示**' WHERE written_person_id IS NOT NULL",
            "UPDATE asset_party SET written_name = '示**' WHERE written_person_id IS NOT NULL",
            "UPDATE asset SET owner_person_id = (SELECT id FROM written_person)",
        ]).await;
        expect_seen(app, "I9", &["UPDATE upkeep_duty SET until_on = '2023-02-02' WHERE until_on IS NOT NULL"]).await;
        expect_seen(app, "I11", &["UPDATE upkeep_duty SET region_code = '431027'"]).await;
        expect_seen(app, "I7", &["UPDATE upkeep_duty SET version = version + 1"]).await;
    }

    /// I2, I3, I7, I9, I11. Orders of upkeep that are met with more than was verified, or raised no value.
    async fn an_order_that_its_figures_do_not_bear_out_is_seen(app) {
        let asset = app.valued("示例水池").await;
        let seen = app.inspected(&asset, json!({})).await.ok(201);
        let order = app.order(&asset, json!({"inspection_id": seen["id"], "finding": 1})).await.ok(201);
        let order = app.on_order("asset_officer", "assign", &order, json!({"name": "示例村"})).await.ok(200);
        let order = app.reported(&order, "10.00", "user_fees").await.ok(200);
        let found = json!({"verified_cost": "10.00", "treatment": "capital", "improvement": "life", "rating": "fair", "raters": 3});
        let order = app.on_order("town_officer", "verify", &order, found).await.ok(200);
        let met = json!({
            "organisation_id": app.unit("示例镇人民政府").await, "amount": "10.00", "voucher": "记-1", "met_on": "2023-03-01",
            "file_id": app.paper("凭证.pdf").await
        });
        let order = app.on_order("asset_officer", "meet", &order, met).await.ok(200);
        expect_seen(app, "I3", &["UPDATE upkeep_order_met SET amount_fen = 1001", "UPDATE upkeep_order SET verified_fen = 999"]).await;
        app.press("asset_officer", &format!("/upkeep-orders/{}/close", order["id"].as_str().unwrap()), &order).await.ok(200);
        expect_seen(app, "I2", &[
            "UPDATE upkeep_order SET cost_fen = 1001, verified_fen = 1001",
            "UPDATE upkeep_order SET closed_on = '2023-03-02'",
        ]).await;
        expect_seen(app, "I7", &["UPDATE upkeep_order SET version = version + 1"]).await;
        expect_seen(app, "I9", &["UPDATE upkeep_order SET state = 'verified', closed_on = NULL, paid_fen = NULL"]).await;
        expect_seen(app, "I11", &["UPDATE upkeep_order SET region_code = '431027'", "UPDATE inspection SET region_code = '431027'"]).await;
        app.valued("示例水塔").await;
        expect_seen(app, "I9", &["UPDATE inspection SET asset_id = (SELECT id FROM asset WHERE name = '示例水塔')"]).await;
    }

    /// I2, I7, I11. What a plan made due, answered by something of another asset or lying elsewhere.
    async fn what_is_due_elsewhere_is_seen(app) {
        let asset = app.stock(json!({})).await;
        app.on_asset("note-use", &asset, json!({"on": "2023-03-01", "state": "in_use"})).await.ok(200);
        app.plan(json!({})).await.ok(201);
        app.run_now(&["upkeep.due.make"]).await;
        app.inspected(&asset, json!({})).await.ok(201);
        app.stock(json!({"name": "示例水塔"})).await;
        expect_seen(app, "I2", &["UPDATE upkeep_due SET asset_id = (SELECT id FROM asset WHERE name = '示例水塔')"]).await;
        expect_seen(app, "I7", &["UPDATE upkeep_plan SET version = version + 1"]).await;
        expect_seen(app, "I11", &["UPDATE upkeep_due SET region_code = '431027'"]).await;
    }

    /// I2, I7, I9, I10. A request of another site than its link's, one whose order does not know it, and links and requests without history.
    async fn a_request_that_its_order_does_not_know_is_seen(app) {
        let (site, other) = (app.site(json!({})).await, app.site(json!({"name": "示例安置点乙"})).await);
        let (_, secret) = app.repair_link(&site).await;
        app.repair_link(&other).await;
        let (request, _) = app.repair_request(&secret, json!({})).await;
        let asset = app.stock(json!({})).await;
        let body = json!({"asset_id": asset["id"], "duty": "repair", "what": "示例"});
        app.on_request("asset_officer", "open-order", &request, body).await.ok(200);
        expect_seen(app, "I2", &[
            "UPDATE repair_request SET site_id = (SELECT id FROM site WHERE name = '示例安置点乙')",
            "UPDATE upkeep_order SET repair_request_id = NULL",
            "UPDATE repair_request SET order_id = NULL",
        ]).await;
        expect_seen(app, "I7", &["UPDATE repair_request SET version = version + 1", "UPDATE repair_link SET version = version + 1"]).await;
        expect_seen(app, "I9", &[
            "UPDATE repair_request SET state = 'answered', answer = '示例', answered_on = '2023-03-01'",
            "UPDATE repair_link SET state = 'ended', end_reason = '示例'",
        ]).await;
        expect_seen(app, "I10", &["UPDATE repair_link SET region_code = '431027'", "UPDATE repair_request SET region_code = '431027'"]).await;
    }

    /// I7, I9, I10. Facts of a site that overlap, lie elsewhere than their site, or have no event.
    async fn a_site_with_two_managers_is_seen(app) {
        let site = app.site(json!({})).await;
        app.count(&site, 900, "2023-02-01").await.ok(201);
        app.part(&site, "daily_management", "示例村", "2023-01-01").await.ok(201);
        app.part(&site, "daily_management", "示例社区", "2023-02-01").await.ok(201);
        expect_seen(app, "I9", &[
            "UPDATE site_role SET until_on = '2023-02-02' WHERE until_on IS NOT NULL",
            "UPDATE site_headcount SET state = 'withdrawn'",
        ]).await;
        expect_seen(app, "I10", &["UPDATE site_role SET region_code = '431027'", "UPDATE site_headcount SET region_code = '431027'"]).await;
        expect_seen(app, "I7", &["UPDATE site_role SET version = version + 1", "UPDATE site_headcount SET version = version + 1"]).await;
    }

    /// I2, I7, I9, I10. Dwellings whose titles no batch brought, and batches that say otherwise than their dwellings.
    async fn a_title_that_no_batch_brought_is_seen(app) {
        let site = app.site(json!({})).await;
        let (first, second) = (app.dwelling(&site, "101", json!({})).await.ok(201), app.dwelling(&site, "102", json!({})).await.ok(201));
        let batch = app.title_batch(&site, &[&first, &second]).await.ok(201);
        let batch = app.on_batch("submit", &batch, json!({"submitted_on": "2023-03-01"})).await.ok(200);
        let told = json!({"items": [{"housing_unit_id": first["id"], "decided_on": "2023-03-01", "certificate_no": "示例证1"}]});
        app.on_batch("results", &batch, told).await.ok(200);
        expect_seen(app, "I2", &[
            "UPDATE housing_unit SET certificate_no = '示例证2' WHERE state = 'registered'",
            "UPDATE title_batch_item SET outcome = 'withdrawn' WHERE outcome = 'pending'",
            "UPDATE title_batch_item SET outcome = 'pending' WHERE outcome = 'registered'",
        ]).await;
        expect_seen(app, "I9", &["UPDATE housing_unit SET state = 'refused' WHERE state = 'registered'"]).await;
        expect_seen(app, "I10", &["UPDATE housing_unit SET region_code = '431027'", "UPDATE title_batch SET region_code = '431027'"]).await;
        expect_seen(app, "I7", &["UPDATE housing_unit SET version = version + 1", "UPDATE title_batch SET version = version + 1"]).await;
    }

    /// I7, I9. Old houses that are gone without pictures, by no lawful step or without an event.
    async fn a_house_that_went_without_pictures_is_seen(app) {
        let house = app.old_house("示例宗地", json!({})).await.ok(201);
        let done = json!({"demolished_on": "2023-03-01", "photo_file_ids": [app.paper("拆除.pdf").await]});
        app.act("asset_officer", &format!("/demolitions/{}/demolish", house["id"].as_str().unwrap()), Some(&house), done).await.ok(200);
        expect_seen(app, "I9", &[
            "DELETE FROM demolition_photo",
            "UPDATE demolition SET state = 'exempt', exempt_reason = 'attached', demolished_on = NULL",
        ]).await;
        expect_seen(app, "I7", &["UPDATE demolition SET version = version + 1"]).await;
    }

    /// I9. A state that no step leads to.
    async fn a_state_out_of_order_is_seen(app) {
        books(app).await;
        app.policy().await;
        expect_seen(app, "I9", &[
            // Two values of one key on one day.
            "UPDATE policy_value SET key = 'payments.milestone_cap.start', valid_from = '2023-02-01' WHERE key = 'payments.milestone_cap.progress'",
            "UPDATE allocation SET state = 'executing' WHERE parent_id IS NULL",
            "UPDATE trail_event SET subject_state = 'exhausted' WHERE subject_kind = 'allocation' AND subject_version = 2 AND subject_state = 'registered'",
            "UPDATE trail_event SET subject_state = NULL WHERE subject_kind = 'allocation_split' AND subject_state = 'approved'",
            "UPDATE trail_event SET subject_state = 'revoked' WHERE subject_kind = 'role_grant' AND subject_version = 1 AND subject_state = 'proposed'",
            "UPDATE approval_definition SET state = 'retired'",
        ]).await;
    }

    /// I10. References to nothing.
    async fn a_broken_reference_is_seen(app) {
        books(app).await;
        upload(app, &app.who("unit_clerk").await, "431026", "示例.pdf", b"%PDF-1.7").await.ok(201);
        expect_seen(app, "I10", &[
            "UPDATE allocation SET funding_source_id = {new}",
            // Both columns of a reference count.
            "INSERT INTO approval_condition (definition_id, position, n, fact, comparison) \
               SELECT definition_id, 99, 1, 'amount', 'at_least' FROM approval_step WHERE position = 1",
            // References that no foreign key holds.
            "UPDATE ledger_account SET owner_id = {new} WHERE kind = 'source.inflow'",
            "UPDATE allocation SET split_id = {new} WHERE parent_id IS NOT NULL",
            "DELETE FROM file_chunk",
            "INSERT INTO file_chunk (file_id, n, sealed) SELECT {new}, 0, sealed FROM file_chunk",
        ]).await;
    }

    /// I11. Rows outside the region they belong to.
    async fn a_row_outside_its_region_is_seen(app) {
        books(app).await;
        expect_seen(app, "I11", &[
            "UPDATE allocation SET region_code = '431027' WHERE parent_id IS NOT NULL",
            "UPDATE ledger_posting SET region_code = '431027' WHERE seq = (SELECT max(seq) FROM ledger_posting)",
            "UPDATE region SET parent_code = '431027' WHERE code = '431026102'",
        ]).await;
    }
}
