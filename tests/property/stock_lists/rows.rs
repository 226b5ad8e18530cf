use serde_json::{Value, json};

use super::{BODY, PATH, file, line, on_line, owned, take, take_at};
use crate::{
    support::{TestApp, cast::OTHER, money::text},
    tables::{kept, send},
};

async fn cooperative(app: &TestApp, who: &str, region: &str, name: &str) {
    let body = json!({"name": name, "kind": "collective", "region_code": region});
    app.act(who, "/organisations", None, body).await.ok(201);
}

engines! {
    /// Lines come in by the numbers of the books, answered where the file names an asset; the same file again changes nothing, a later list
    /// changes what it says otherwise, and what goes out comes back in unchanged.
    async fn a_list_comes_in_and_comes_again(app) {
        let asset = owned(app, "示例水池", &[BODY]).await;
        let number = text(&asset, "number");
        let rows = format!(
            "甲1,示例水池,{BODY},财政资金,2023-01-31,1234.56,2021-05-01,{number},\n\
             甲2,示例仓库,91000000MA0000007C,捐赠,2023年1月31日,,,,旧\n甲3,示例车辆,{BODY},own,2023-01-31,10,,,\n合计,,,,,1244.56,,,\n"
        );
        let made = take(app, &rows, &[]).await.ok(201);
        assert_eq!((&made["import"]["added"], &made["totals"]), (&json!(3), &json!([5])), "{made:#}");
        let first = line(app, "甲1").await;
        for (field, wanted) in [
            ("state", "matched"), ("asset_number", number), ("settled_on", "2023-03-01"), ("source", "public_money"), ("original_value", "1234.56"),
            ("acquired_on", "2021-05-01"), ("listed_on", "2023-01-31"), ("region_code", "431026102"), ("import_id", text(&made["import"], "id")),
        ] {
            assert_eq!(text(&first, field), wanted, "{field}");
        }
        let second = line(app, "甲2").await;
        assert_eq!((text(&second, "state"), second["original_value"].is_null(), second["acquired_on"].is_null()), ("open", true, true));
        let before = kept(app).await;
        assert_eq!(take(app, &rows, &[("mode", "partial")]).await.ok(201)["import"]["unchanged"], 3);
        let after = kept(app).await;
        assert_eq!(after.iter().zip(&before).filter(|(a, b)| a != b).count(), 3, "an import, its event and its key: {before:?} {after:?}");

        // A later list: one line says more, one only that it is still there, one is not on it.
        let later = format!("甲1,示例蓄水池,{BODY},财政资金,2023-02-28,,,,\n甲3,示例车辆,{BODY},自有,2023-02-28,,,,\n");
        let answer = take(app, &later, &[]).await.ok(201);
        assert_eq!(answer["changes"], json!([
            {"row": 2, "external_id": "甲1", "changed": ["name", "listed_on"]}, {"row": 3, "external_id": "甲3", "changed": ["listed_on"]}
        ]));
        assert_eq!(answer["absences"], json!(["甲2"]));
        let now = line(app, "甲1").await;
        assert_eq!((text(&now, "name"), text(&now, "first_listed_on"), text(&now, "listed_on")), ("示例蓄水池", "2023-01-31", "2023-02-28"));
        assert_eq!((text(&now, "original_value"), text(&now, "state"), text(&now, "etag")), ("1234.56", "matched", "2"));
        assert_eq!(now["import_id"], answer["import"]["id"]);

        let reader = app.who("auditor").await;
        let out = app.get("/stock-lines/export?format=csv").by(&reader).send().await;
        let told = String::from_utf8(out.bytes.to_vec()).unwrap();
        assert!(told.contains("1244.56") && told.contains(BODY), "{told}");
        assert_eq!(send(app, "asset_officer", PATH, ("清册.csv", &out.bytes), &[]).await.ok(201)["import"]["unchanged"], 3);
        let listed = async |query: &str| app.see("auditor", &format!("/stock-lines?{query}")).await["items"].as_array().unwrap().len();
        let body = app.unit(BODY).await;
        assert_eq!((listed(&format!("organisation_id={}", body.as_str().unwrap())).await, listed("source=gift").await), (2, 1));
        assert_eq!((listed("state=open").await, listed(&format!("asset_id={}", text(&asset, "id"))).await, listed("region=431026102").await), (2, 1, 2));
        let officer = app.who("asset_officer").await;
        let template = app.get(&format!("{PATH}/template")).by(&officer).send().await;
        assert!(template.status.is_success());
    }

    /// What is wrong in a row is told at its cell, and nothing of the file is kept.
    async fn a_wrong_row_is_told_at_its_cell(app) {
        let (own, theirs) = (owned(app, "示例水池", &[BODY]).await, owned(app, "示例水井", &["示例县财政局"]).await);
        cooperative(app, "431027.unit_clerk", OTHER, "示例邻县合作社").await;
        for _ in 0..2 {
            cooperative(app, "unit_clerk", "431026", "示例同名合作社").await;
        }
        let number = text(&own, "number");
        let sound = format!(
            "甲1,示例水池,{BODY},财政资金,2023-01-31,,,{number},\n甲2,示例仓库,{BODY},捐赠,2023-01-31,5,2023-01-01,,\n"
        );
        take(app, &sound, &[]).await.ok(201);
        on_line(app, "asset_officer", "set-aside", "甲2", json!({"reason": "示例：登记前已出售"})).await.ok(200);
        let before = kept(app).await;
        let cases = [
            ("乙1,示例,示例无名社,捐赠,2023-01-31,,,,".to_owned(), "C2", "stock_lists.line.unknown_body"),
            ("乙1,示例,示例邻县合作社,捐赠,2023-01-31,,,,".to_owned(), "C2", "stock_lists.line.unknown_body"),
            ("乙1,示例,示例同名合作社,捐赠,2023-01-31,,,,".to_owned(), "C2", "stock_lists.line.several_called"),
            (format!("乙1,示例,{BODY},拨款,2023-01-31,,,,"), "D2", "tables.cell.not_word"),
            (format!("乙1,示例,{BODY},捐赠,,,,,"), "E2", "tables.cell.missing"),
            (format!("乙1,示例,{BODY},捐赠,2099-12-31,,,,"), "E2", "stock_lists.day.ahead"),
            (format!("乙1,示例,{BODY},捐赠,2023-01-31,0,,,"), "F2", "tables.cell.out_of_range"),
            (format!("乙1,示例,{BODY},捐赠,2023-01-31,约5万,,,"), "F2", "tables.cell.not_money"),
            (format!("乙1,示例,{BODY},捐赠,2023-01-31,,2023-02-01,,"), "G2", "stock_lists.line.acquired_later"),
            (format!("乙1,示例,{BODY},捐赠,2023-01-31,,,ZC-431026102-2023-999999,"), "H2", "stock_lists.line.unknown_asset"),
            (format!("乙1,示例,{BODY},捐赠,2023-01-31,,,{},", text(&theirs, "number")), "H2", "stock_lists.line.not_owner"),
            (format!("乙1,示例,{BODY},捐赠,2023-01-31,,,{number},"), "H2", "stock_lists.line.asset_answers"),
            (format!("甲1,示例水池,{BODY},财政资金,2023-01-30,,,,"), "E2", "stock_lists.line.older_list"),
            ("甲1,示例水池,示例县财政局,财政资金,2023-01-31,,,,".to_owned(), "A2", "stock_lists.line.of_another_body"),
            (format!("甲1,示例水池,{BODY},财政资金,2023-01-31,,,{},", text(&theirs, "number")), "H2", "stock_lists.line.answered_by_another"),
            (format!("甲2,示例仓库,{BODY},自有,2023-01-31,,,,"), "D2", "stock_lists.line.weighed"),
            (format!("甲2,示例仓库,{BODY},捐赠,2023-01-31,6,,,"), "F2", "stock_lists.line.weighed"),
            (format!("甲2,示例仓库,{BODY},捐赠,2023-01-31,,,{number},"), "H2", "stock_lists.line.weighed"),
            (format!("乙1,示例,{BODY},捐赠,2023-01-31,,,,\n乙1,示例,{BODY},捐赠,2023-01-31,,,,"), "A3", "tables.row.doubled"),
        ];
        for (rows, cell, code) in cases {
            let problem = take(app, &format!("{rows}\n"), &[]).await.refused(422, "tables.file.refused");
            let told = (&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]);
            assert_eq!(told, (&json!(format!("/file#{cell}")), &json!(code)), "{rows}: {problem:#}");
        }
        assert_eq!(kept(app).await, before);
        // One asset is named by two rows of one file: the first has it.
        let spare = owned(app, "示例水塔", &[BODY]).await;
        let twice = format!("丙1,示例水塔,{BODY},捐赠,2023-01-31,,,{0},\n丙2,示例水塔,{BODY},捐赠,2023-01-31,,,{0},\n", text(&spare, "number"));
        let told = take(app, &twice, &[("mode", "partial")]).await.ok(201);
        assert_eq!((&told["import"]["added"], text(&told["flaws"][0], "code")), (&json!(1), "stock_lists.line.asset_answers"), "{told:#}");
        // A remark and a later day are no news of what was set aside.
        let remark = format!("甲2,示例仓库,{BODY},捐赠,2023-02-28,,,,示例备注\n");
        assert_eq!(take(app, &remark, &[]).await.ok(201)["changes"][0]["changed"], json!(["listed_on", "note"]));
        // The county beside has books of its own, and is not told whose number it is.
        let theirs = take_at(app, "431027.asset_officer", OTHER, "甲1,示例,示例邻县合作社,捐赠,2023-01-31,,,,\n").await;
        assert_eq!(theirs.refused(422, "tables.file.refused")["errors"][0]["code"], "platform.external_id.taken");
        let marked = send(app, "asset_officer", &format!("{PATH}/marked"), ("清册.csv", &file("乙1,示例,示例无名社,捐赠,2023-01-31,,,,\n")), &[]).await;
        assert!(String::from_utf8_lossy(&marked.bytes).contains("没有这个单位"), "{}", String::from_utf8_lossy(&marked.bytes));
        assert_eq!(line(app, "乙1").await, Value::Null);
    }
}
