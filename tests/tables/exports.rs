//! Giving lists out: as filtered, with their totals, and so that they can come back in.

use serde_json::json;

use super::{csv, send, shapes::read_back};
use crate::support::money::text;

engines! {
    /// A list of many pages goes out whole, in its order, with the total of its money; a filter narrows rows and total alike.
    async fn a_list_goes_out_whole_with_its_total(app) {
        let rows: String = (1..=450).map(|n| format!("s{n:04},示例安置点{n},431026{},{n}.10\n", if n % 2 == 0 { "102" } else { "" })).collect();
        let file = format!("安置点编号,安置点名称,区划,投资额（元）\n{rows}");
        send(app, "asset_officer", "/sites/imports", ("安置点.csv", file.as_bytes()), &[]).await.ok(201);
        let all = csv(app, "auditor", "/sites/export?sort=oldest").await;
        let names: std::collections::BTreeSet<&str> = all[1..451].iter().map(|row| row[1].as_str()).collect();
        assert_eq!((all.len(), names.len()), (452, 450), "every row once");
        assert_eq!((all[451][0].as_str(), all[451][10].as_str()), ("合计", "101520.00"));
        let town = csv(app, "auditor", "/sites/export?region=431026102").await;
        assert_eq!((town.len(), town[226][10].as_str()), (227, "50872.50"));
        assert!(csv(app, "auditor", "/sites/export?region=431027").await.len() == 1, "a header alone");
        let book = app.get("/sites/export?format=xlsx&sort=oldest").by(&app.who("auditor").await).send().await;
        let back = read_back(&book.bytes);
        assert_eq!((back.len(), &back[450][0], back[451][10].as_str()), (452, &all[450][0], "101520"));
    }

    /// Amounts that were mistyped come to more than an amount can be: the rows go out all the same, and the total says so.
    async fn a_total_beyond_any_amount_is_said_to_be_beyond(app) {
        let most = "9999999999999.99";
        let file = format!("安置点编号,安置点名称,区划,投资额（元）\n1,示例安置点,431026,{most}\n2,示例安置点乙,431026,{most}\n");
        send(app, "asset_officer", "/sites/imports", ("安置点.csv", file.as_bytes()), &[]).await.ok(201);
        let all = csv(app, "auditor", "/sites/export?sort=oldest").await;
        assert_eq!((all.len(), all[1][10].as_str(), all[2][10].as_str()), (4, most, most));
        assert_eq!((all[3][0].as_str(), all[3][10].as_str()), ("合计", "合计超出可记录的金额范围，请核对各行金额"));
        let book = app.get("/sites/export?format=xlsx&sort=oldest").by(&app.who("auditor").await).send().await;
        assert_eq!(read_back(&book.bytes)[3][10], all[3][10]);
    }

    /// What goes out comes back in and changes nothing; a text that a spreadsheet would compute goes out quoted and comes back bare.
    async fn what_goes_out_comes_back_in_unchanged(app) {
        let file = "安置点编号,安置点名称,区划,安置户数,占地面积(亩),投资额(万元),备注\n1,示例安置点,431026102,12,3.5,100.000001,=1+1\n2,+示例,431026,,,,＝2\n";
        send(app, "asset_officer", "/sites/imports", ("安置点.csv", file.as_bytes()), &[]).await.ok(201);
        let reply = app.get("/sites/export").by(&app.who("auditor").await).send().await;
        let text = String::from_utf8(reply.bytes.clone()).unwrap();
        assert!(text.contains(",'=1+1,") && text.contains(",'+示例,") && text.contains(",'＝2,"), "{text}");
        let answer = send(app, "asset_officer", "/sites/imports", ("安置点.csv", &reply.bytes), &[]).await.ok(201);
        assert_eq!((&answer["import"]["unchanged"], &answer["totals"]), (&json!(2), &json!([4])));
        let book = app.get("/sites/export?format=xlsx").by(&app.who("auditor").await).send().await;
        let answer = send(app, "asset_officer", "/sites/imports", ("安置点.xlsx", &book.bytes), &[]).await.ok(201);
        assert_eq!(answer["import"]["unchanged"], 2);
    }

    /// The total of lines is money, once: what was split off a listed line stands in it, and what was deleted is not there.
    async fn money_that_was_split_is_in_the_total_once(app) {
        let parent = app.allocation("100.00").await;
        let lines = json!({"lines": [{"region_code": "431026102", "amount": "40.00"}], "reason": "示例"});
        let path = format!("/allocations/{}/split", text(&parent, "id"));
        let split = app.act("budget_officer", &path, Some(&parent), lines).await.ok(200);
        app.approve(&["finance_section_head", "finance_vice_director"], text(&split, "id")).await;
        let document = app.document("示财农〔2023〕97号", 2023).await;
        let line = app.line(&document, &app.source().await, "7.00").await;
        let gone = format!("/allocations/{}", text(&line, "id"));
        app.delete(&gone).by(&app.who("budget_officer").await).at(text(&line, "etag")).send().await.ok(200);
        let total = async |query: &str| {
            let rows = csv(app, "auditor", &format!("/allocations/export{query}")).await;
            (rows.len() - 2, rows.last().unwrap()[5].clone())
        };
        assert_eq!(total("").await, (2, "100.00".to_owned()));
        assert_eq!(total("?include_deleted=true").await, (3, "100.00".to_owned()));
        assert_eq!(total("?region=431026102").await, (1, "40.00".to_owned()), "where the parent is not listed the part counts");
        assert_eq!(total(&format!("?parent_id={}", text(&parent, "id"))).await, (1, "40.00".to_owned()));
    }

    /// Counts, parts and batches of titles go out as their lists are filtered; what a batch was charged is in the total.
    async fn what_is_so_at_sites_goes_out_as_it_is_listed(app) {
        let (site, other) = (app.site(json!({})).await, app.site(json!({"name": "示例安置点乙"})).await);
        for (at, people) in [(&site, 1000), (&other, 20)] {
            app.count(at, people, "2023-02-01").await.ok(201);
            app.part(at, "collective_body", "示例合作社", "2023-02-01").await.ok(201);
            let (first, second) = (app.dwelling(at, "101", json!({})).await.ok(201), app.dwelling(at, "102", json!({})).await.ok(201));
            let batch = app.title_batch(at, &[&first, &second]).await.ok(201);
            let taken = app.on_batch("submit", &batch, json!({"submitted_on": "2023-03-01"})).await.ok(200);
            let result = json!({"housing_unit_id": first["id"], "decided_on": "2023-03-01", "certificate_no": format!("示例证{people}"), "fee": "10.50"});
            app.on_batch("results", &taken, json!({"items": [result], "acknowledged": ["R23.1"]})).await.ok(200);
        }
        let at = format!("?site_id={}", text(&site, "id"));
        let counts = csv(app, "auditor", &format!("/site-headcounts/export{at}")).await;
        assert_eq!([counts[1][0].as_str(), counts[0][8].as_str()], [text(&site, "name"), "安置点标识"]);
        assert_eq!((counts.len(), counts[1][2].as_str(), counts[1][4].as_str(), counts[1][5].as_str()), (2, "2023-02-01", "1000", "有效"));
        let parts = csv(app, "auditor", &format!("/site-roles/export{at}")).await;
        assert_eq!((parts.len(), &parts[1][2..4], parts[1][5].as_str()), (2, &["集体经济组织".to_owned(), "社区股份合作社".to_owned()][..], "示例合作社"));
        assert_eq!(parts[1][0], text(&site, "name"));
        let batches = csv(app, "auditor", "/title-batches/export").await;
        assert!(batches[1..3].iter().all(|row| row[1] == text(&site, "name") || row[1] == "示例安置点乙"), "{batches:?}");
        assert_eq!((batches.len(), &batches[1][3..9], batches[3][9].as_str()), (4, &["已受理", "2023-03-01", "2", "1", "1", "0"].map(str::to_owned)[..], "21.00"));
    }

    /// Lists of property go out with names beside ids and with what upkeep cost; phones stay masked, and a filter narrows all of it.
    async fn what_is_done_for_assets_goes_out_with_names_and_costs(app) {
        let (well, pool) = (app.stock(json!({"name": "示例水井"})).await, app.stock(json!({"name": "示例水池"})).await);
        let duties = json!({
            "asset_ids": [well["id"], pool["id"]], "duty": "repair", "organisation_id": app.unit("示例县农业农村局").await,
            "from_on": "2023-03-01", "phone": "13900001234"
        });
        app.act("asset_officer", "/upkeep-duties", None, duties).await.ok(200);
        app.inspected(&well, json!({})).await.ok(201);
        for (asset, cost) in [(&well, "120.50"), (&pool, "30.00")] {
            let order = app.under_way(asset).await;
            app.reported(&order, cost, "county_finance").await.ok(200);
        }
        let of_well = format!("?asset_id={}", text(&well, "id"));
        let kept = csv(app, "auditor", &format!("/upkeep-duties/export{of_well}")).await;
        let number = text(&well, "number").to_owned();
        assert_eq!((kept.len(), &kept[1][0], &kept[1][1..2], &kept[1][3..5]), (2, &number, &["示例水井".to_owned()][..], &["维修", "示例县农业农村局"].map(str::to_owned)[..]));
        assert!(kept[1][6].ends_with("1234") && !kept[1][6].contains("1390000"), "{:?}", kept[1]);
        let seen = csv(app, "auditor", "/inspections/export?grade=poor").await;
        assert_eq!((seen.len(), &seen[1][0], seen[1][4].as_str(), seen[1][6].as_str()), (2, &number, "需维修", "示例：屋面渗漏"));
        let orders = csv(app, "auditor", "/upkeep-orders/export?state=done").await;
        assert_eq!((orders.len(), orders[1][8].as_str(), orders[3][0].as_str(), orders[3][13].as_str()), (4, "示例村", "合计", "150.50"));
        let one = csv(app, "auditor", &format!("/upkeep-orders/export{of_well}")).await;
        assert_eq!((one.len(), one[2][13].as_str()), (3, "120.50"));
        let gaps = csv(app, "auditor", "/asset-gaps/export?gap=no_papers&sort=oldest").await;
        assert_eq!((gaps.len(), &gaps[1][0]), (3, &number));
        assert!(gaps[1][7].contains("无资料"), "{:?}", gaps[1]);
    }

    /// Lists of money go out with numbers beside ids: what was split, line by line, without what was taken back; what was signed; and
    /// postings that add up to nothing.
    async fn what_is_planned_and_booked_goes_out_with_its_totals(app) {
        let parent = app.allocation("100.00").await;
        let (path, own) = (format!("/allocations/{}/split", text(&parent, "id")), format!("?allocation_id={}", text(&parent, "id")));
        let line = |amount: &str| json!({"region_code": "431026102", "amount": amount});
        let asked = json!({"lines": [line("40.00"), line("10.00")], "reason": "示例"});
        let first = app.act("budget_officer", &path, Some(&parent), asked.clone()).await.ok(200);
        app.decide("finance_section_head", text(&first, "id"), json!({"decision": "reject", "reason": "other", "opinion": "示例"})).await.ok(200);
        let again = app.see("budget_officer", &format!("/allocations/{}", text(&parent, "id"))).await;
        let split = app.act("budget_officer", &path, Some(&again), asked).await.ok(200);
        let splits = csv(app, "auditor", &format!("/allocation-splits/export{own}&sort=oldest")).await;
        let (number, amounts): (&str, Vec<&str>) = (&splits[3][1], splits.iter().skip(1).map(|row| row[10].as_str()).collect());
        assert_eq!((number, amounts), (text(&split, "number"), vec!["40.00", "10.00", "40.00", "10.00", "50.00"]));
        assert_eq!((splits[1][4].as_str(), splits[3][2].as_str()), ("不同意", text(&again, "number")));
        let booked = csv(app, "auditor", &format!("/ledger/entries/export?owner_id={}", text(&parent, "id"))).await;
        assert!(booked.len() > 6 && booked.last().unwrap()[9] == "0.00", "{booked:?}");
        let project = app.planned("600000.00").await;
        for amount in ["500000.00", "1000.00"] {
            app.contract(&project, amount).await;
        }
        let contracts = csv(app, "auditor", &format!("/contracts/export?project_id={}", text(&project, "id"))).await;
        assert_eq!((contracts.len(), contracts[3][9].as_str(), contracts[1][4].as_str()), (4, "501000.00", text(&project, "number")));
        assert!(contracts[1][8].contains("示例施工单位甲"), "{:?}", contracts[1]);
        let none = csv(app, "auditor", "/budget-documents/export?number=示例").await;
        assert_eq!(none.len(), 1, "what is no number at all is the number of no document");
    }

    /// Neither what names a person nor what opens a door goes out: names and numbers masked, no secret, no account number.
    async fn what_is_secret_stays_out_of_tables(app) {
        let person = json!({"name": "示例甲乙", "region_code": "431026", "phone": "13900005678"});
        app.act("asset_officer", "/people", None, person).await.ok(201);
        let (_, account) = (app.account("6200000000009876").await, "6200000000009876");
        let client = json!({"name": "示例系统", "region_code": "431026", "actions": ["places.site.read"]});
        let client = app.act("security_admin", "/api-clients", None, client).await.ok(201);
        let (_, secret) = app.repair_link(&app.site(json!({})).await).await;
        let people = csv(app, "asset_officer", "/people/export").await;
        assert_eq!((people.len(), people[1][0].as_str()), (2, "示***"));
        assert!(people[1][2].ends_with("5678") && !people[1][2].contains("1390000"), "{people:?}");
        let marks = ["示例甲乙", "13900005678", account, &secret, text(&client, "client_secret")];
        let rows = async |who: &str, path: &str| format!("{:?}", csv(app, who, path).await);
        for (who, path, shown) in [
            ("asset_officer", "/people/export", "5678"), ("treasury_payer", "/bank-accounts/export", "9876"),
            ("security_admin", "/api-clients/export", "示例系统"), ("security_admin", "/users/export", "auditor"),
            ("security_admin", "/officers/export", "431026"), ("security_admin", "/role-grants/export", "审计"),
            ("asset_officer", "/repair-links/export", "示例：1 栋大厅"),
        ] {
            let table = rows(who, path).await;
            assert!(table.contains(shown) && !marks.iter().any(|mark| table.contains(mark)), "{path}: {table}");
        }
    }

    /// Every export of the document answers, with a header, in both formats, for those who may and under nobody else's rights.
    async fn every_export_answers_both_formats(app) {
        let county = app.county("1000.00").await;
        let paid = app.approved(&county, "100.00").await;
        app.handed_over(&[&paid]).await;
        let document = app.get("//openapi.json").send().await.ok(200);
        let paths = document["paths"].as_object().unwrap();
        let exports: Vec<&String> = paths.keys().filter(|p| p.ends_with("/export") && !p.contains('{')).collect();
        assert_eq!(exports.len(), 88, "{exports:?}");
        for path in exports {
            let rows = csv(app, "auditor", path).await;
            let width = rows[0].len();
            assert!(width > 5 && rows.iter().all(|r| r.len() == width), "{path}");
            let book = app.get(&format!("{path}?format=xlsx")).by(&app.who("auditor").await).send().await;
            assert_eq!(read_back(&book.bytes)[0], rows[0], "{path}");
            let beside = app.who("431027.unit_clerk").await;
            let reply = app.get(path).by(&beside).send().await;
            if reply.status == 200 && path != "/regions/export" {
                assert!(!String::from_utf8_lossy(&reply.bytes).contains("431026"), "{path}");
            } else if reply.status != 200 {
                reply.refused(403, "access.denied.role");
            }
            app.get(&format!("{path}?limit=1")).by(&beside).send().await.refused(400, "wire.malformed");
            app.get(&format!("{path}?format=ods")).by(&beside).send().await.refused(400, "wire.malformed");
        }
        let payments = csv(app, "auditor", "/payments/export").await;
        let total = payments.last().unwrap();
        assert_eq!((total[3].as_str(), total[4].as_str()), ("100.00", "100.00"));
        let number = text(&app.payments(&paid).await[0], "number").to_owned();
        assert_eq!(payments[1][0], number);
        let lines = csv(app, "auditor", "/allocations/export?budget_year=2023").await;
        assert_eq!(lines.last().unwrap()[5], "1000.00");
        let trail = csv(app, "auditor", "/trail/events/export?action=payments.batch.hand_over").await;
        assert!(trail.len() >= 2 && trail[1][5] == "payments.batch.hand_over");
    }
}
