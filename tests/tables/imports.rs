//! Taking a file: all of it, the right rows of it, or nothing.

use serde_json::{Value, json};

use super::{
    Fields, form, kept, send,
    shapes::{Put, entry, read_back, texts, workbook},
};
use crate::support::TestApp;

const PATH: &str = "/organisations/imports";
const FILE: &str = "单位编号,单位名称,单位类别,统一社会信用代码,行政区划代码,起始日期,备注\n\
                    001,示例公司甲,企业,91000000MA0000007C,431026,2020-01-02,\n\
                    002,示例合作社乙,农民专业合作社,,431026102000,2021年3月4日,\"二\n行\"\n\
                    003,示例村民委员会,村民委员会,,431026102,,\n";

async fn csv(app: &TestApp, path: &str, text: &str, more: Fields<'_>) -> crate::support::Reply {
    send(app, "unit_clerk", path, ("单位.csv", text.as_bytes()), more).await
}

fn counts(answer: &Value) -> [u64; 6] {
    ["rows", "added", "changed", "unchanged", "refused", "absent"].map(|n| answer["import"][n].as_u64().unwrap())
}

engines! {
    /// P3: the second time nothing changes, in no row and in no version; each row has the event of its making, like any other.
    async fn the_same_file_again_changes_nothing(app) {
        // The code belongs to the builder of the cast: without it.
        let file = FILE.replace("91000000MA0000007C", "");
        let first = csv(app, PATH, &file, &[]).await.ok(201);
        assert_eq!(counts(&first), [3, 3, 0, 0, 0, 0]);
        assert_eq!(first["additions"].as_array().unwrap().len(), 3);
        let made = app.number("SELECT count(*) FROM trail_event WHERE action = 'places.organisation.create' AND after_json LIKE '%budget_integration%'").await;
        assert_eq!(made, 3);
        let before = app.number("SELECT count(*) FROM trail_event").await;
        let again = csv(app, PATH, &file, &[]).await.ok(201);
        assert_eq!(counts(&again), [3, 0, 0, 3, 0, 0]);
        assert_eq!(app.number("SELECT count(*) FROM trail_event").await, before + 1, "the import itself");
        let found = app.see("unit_clerk", "/organisations?external_system=budget_integration&external_id=002").await;
        assert_eq!((&found["items"][0]["region_code"], &found["items"][0]["valid_from_on"]), (&json!("431026102"), &json!("2021-03-04")));
        assert_eq!((&found["items"][0]["note"], &found["items"][0]["etag"]), (&json!("二\n行"), &json!("1")));
        let listed = app.see("auditor", "/imports?sheet=organisations").await;
        assert_eq!(listed["items"].as_array().unwrap().len(), 2);
        let one = app.see("auditor", &format!("/imports/{}", again["import"]["id"].as_str().unwrap())).await;
        assert_eq!(one["unchanged"], 3);
    }

    /// What differs is listed by its columns, what the file does not name by its id; neither blank cells nor absence delete anything.
    async fn changes_and_absences_are_listed(app) {
        csv(app, PATH, &FILE.replace("91000000MA0000007C", ""), &[]).await.ok(201);
        let next = "单位编号,单位名称,单位类别,行政区划代码,备注\n001,示例公司甲（改名）,企业,431026,新\n003,示例村民委员会,村民委员会,431026102,\n";
        let answer = csv(app, PATH, next, &[]).await.ok(201);
        assert_eq!(counts(&answer), [2, 0, 1, 1, 0, 1]);
        assert_eq!(answer["changes"], json!([{"row": 2, "external_id": "001", "changed": ["name", "note"]}]));
        assert_eq!(answer["absences"], json!(["002"]));
        let found = app.see("unit_clerk", "/organisations?external_system=budget_integration&external_id=001").await;
        assert_eq!((&found["items"][0]["valid_from_on"], &found["items"][0]["etag"]), (&json!("2020-01-02"), &json!("2")));
    }

    /// P4: a dry run says what the run would, and leaves nothing whatever.
    async fn a_dry_run_leaves_nothing(app) {
        let before = kept(app).await;
        let file = FILE.replace("91000000MA0000007C", "");
        let dry = csv(app, &format!("{PATH}?dry_run=true"), &file, &[("columns", r#"{"name": "单位名称"}"#)]).await;
        assert_eq!(dry.headers["dry-run"], "true");
        let dry = dry.ok(200);
        assert_eq!(kept(app).await, before);
        let run = csv(app, PATH, &file, &[("columns", r#"{"name": "单位名称"}"#)]).await.ok(201);
        assert_eq!((counts(&dry), &dry["additions"]), (counts(&run), &run["additions"]));
    }

    /// P2: one wrong row, and nothing of the file is taken. Every wrong cell is named by its address, with what stands in it.
    async fn a_wrong_row_refuses_the_whole_file(app) {
        let before = kept(app).await;
        let wrong = "单位编号,单位名称,单位类别,统一社会信用代码,行政区划代码,起始日期\n\
                     001,示例公司甲,企业,91000000MA00000079,431026,2020-01-02\n\
                     002,,某类,,431027,去年\n\
                     003,示例村民委员会,村民委员会,,431026102,\n\
                     001,示例公司丁,企业,,431026,\n";
        for path in [PATH.to_owned(), format!("{PATH}?dry_run=true")] {
            let problem = csv(app, &path, wrong, &[]).await.refused(422, "tables.file.refused");
            assert_eq!((&problem["facts"]["rows"], &problem["facts"]["failed"]), (&json!("4"), &json!("3")));
            let errors: Vec<(&str, &str)> = problem["errors"].as_array().unwrap().iter()
                .map(|e| (e["pointer"].as_str().unwrap(), e["code"].as_str().unwrap())).collect();
            let wanted = [
                ("/file#D2", "places.organisation.code_checksum"),
                ("/file#B3", "tables.cell.missing"),
                ("/file#C3", "tables.cell.not_word"),
                ("/file#F3", "tables.cell.not_day"),
                ("/file#A5", "tables.row.doubled"),
            ];
            assert_eq!(errors, wanted);
            let told = problem["errors"][2]["message"].as_str().unwrap();
            assert!(told.contains("“某类”") && told.contains("企业"), "{told}");
            assert!(problem["errors"][0]["message"].as_str().unwrap().contains("R1"));
        }
        assert_eq!(kept(app).await, before);
    }

    /// `partial`: the right rows are kept and the wrong ones told; the file comes back with its reasons, and nothing of it is kept.
    async fn the_right_rows_may_be_taken_and_the_file_comes_back_with_its_reasons(app) {
        let rows: &[&[&str]] = &[
            &["某县单位台账"],
            &["单位编号", "单位名称", "单位类别", "行政区划代码", "联系人"],
            &["01", "示例公司甲", "企业", "431026", "示例人"],
            &["02", "示例公司乙", "不知道", "431026", ""],
            &["03", "示例公司丙", "企业", "431027", "=1+1"],
            &["合计", "3 家"],
        ];
        let file = texts(rows);
        let sent = async |path: &str| send(app, "unit_clerk", path, ("台账.xlsx", &file), &[("mode", "partial")]).await;
        let before = kept(app).await;
        let marked = sent(&format!("{PATH}/marked")).await;
        assert_eq!((marked.status.as_u16(), kept(app).await), (200, before));
        assert!(marked.headers["content-disposition"].to_str().unwrap().contains(".xlsx"));
        let back = read_back(&marked.bytes);
        assert_eq!(back[1].last().unwrap(), "失败原因");
        assert!(back[3].last().unwrap().contains("C4") && back[4].last().unwrap().contains("D5"), "{back:?}");
        assert!(back[2].last().unwrap().is_empty() && back[4][4] == "=1+1");
        let answer = sent(PATH).await.ok(201);
        assert_eq!(counts(&answer), [3, 1, 0, 0, 2, 0]);
        assert_eq!((&answer["totals"], &answer["unknown_headers"]), (&json!([6]), &json!(["联系人"])));
        assert_eq!(answer["flaws"].as_array().unwrap().len(), 2);
        assert_eq!(app.number("SELECT count(*) FROM organisation WHERE name LIKE '示例公司_'").await, 1);
    }

    /// UTF-8 with and without mark, GB18030 and a workbook of texts, numbers and days read alike.
    async fn every_encoding_reads_alike(app) {
        let text = FILE.replace("91000000MA0000007C", "");
        csv(app, PATH, &text, &[]).await.ok(201);
        let marked = format!("\u{feff}{text}");
        let gb = encoding_rs::GB18030.encode(&text).0.into_owned();
        let book = workbook(&[
            ["单 位 编 号", "单位名称*", "AGENCY_KIND", "类别", "区划代码", "启用日期", "备注"].map(Put::Text).to_vec(),
            vec![Put::Text("００１"), Put::Text("示例公司甲"), Put::Nothing, Put::Text("企业"), Put::Number(431_026.0), Put::Day(43_832.0)],
            vec![Put::Text("002"), Put::Text(" 示例合作社乙 "), Put::Nothing, Put::Text("cooperative"), Put::Text("431026102000"), Put::Number(44_259.0), Put::Text("二\n行")],
            vec![Put::Text("003"), Put::Formula("=\"示例\"&\"村民委员会\"", "示例村民委员会"), Put::Nothing, Put::Text("村民委员会"), Put::Text("431026102")],
        ]);
        let lines = text.replace('\n', "\r\n").into_bytes();
        for (name, bytes) in [("单位.csv", marked.into_bytes()), ("单位.csv", lines), ("单位.csv", gb), ("单位.XLSX", book)] {
            let answer = send(app, "unit_clerk", PATH, (name, &bytes), &[]).await.ok(201);
            assert_eq!(counts(&answer), [3, 0, 0, 3, 0, 0], "{name}: {answer:#}");
        }
    }

    /// What was said of a layout's columns is remembered for it, in its region, and for no other layout.
    async fn a_column_map_is_remembered_for_its_layout(app) {
        let file = "代号,全名,是什么,在哪里\n001,示例公司甲,企业,431026\n";
        csv(app, PATH, file, &[]).await.refused(422, "tables.file.bad_header");
        let columns = r#"{"external_id": "代号", "name": "全名", "kind": "是什么", "region": "在哪里"}"#;
        csv(app, &format!("{PATH}?dry_run=true"), file, &[("columns", columns)]).await.ok(200);
        csv(app, PATH, file, &[]).await.refused(422, "tables.file.bad_header");
        csv(app, PATH, file, &[("columns", columns)]).await.ok(201);
        let next = file.replace("001,示例公司甲", "002,示例公司乙");
        assert_eq!(counts(&csv(app, PATH, &next, &[]).await.ok(201)), [1, 1, 0, 0, 0, 1]);
        csv(app, PATH, &next.replace("代号,", "号,"), &[]).await.refused(422, "tables.file.bad_header");
        let kept = app.see("auditor", "/column-maps").await;
        assert_eq!((kept["items"].as_array().unwrap().len(), &kept["items"][0]["columns"]["name"]), (1, &json!("全名")));
        let one = app.see("auditor", &format!("/column-maps/{}", kept["items"][0]["id"].as_str().unwrap())).await;
        assert_eq!(one["etag"], "1");
        csv(app, PATH, file, &[("columns", r#"{"nonsense": "代号"}"#)]).await.refused(422, "tables.file.bad_header");
        csv(app, PATH, file, &[("columns", "nonsense")]).await.refused(400, "tables.form.bad");
    }

    /// Rows go through the area's own rules: R2 warns until acknowledged; a code that another bears, an id that lies elsewhere.
    async fn rows_pass_the_rules_of_their_area(app) {
        let file = "单位编号,单位名称,单位类别,统一社会信用代码,行政区划代码\n001,示例经济合作社,农村集体经济组织,11341731003262671Y,431026\n";
        let problem = csv(app, PATH, file, &[]).await.refused(422, "tables.file.refused");
        assert_eq!(problem["errors"][0]["code"], "policy.rule.not_acknowledged");
        csv(app, PATH, file, &[("acknowledged", "R2")]).await.ok(201);
        let taken = "单位编号,单位名称,单位类别,统一社会信用代码,行政区划代码\n009,示例公司甲,企业,91000000MA0000007C,431026\n";
        let problem = csv(app, PATH, taken, &[]).await.refused(422, "tables.file.refused");
        assert_eq!(problem["errors"][0]["code"], "places.organisation.uscc_taken");
        // The same id, taken over by the county beside: not theirs to change, and not theirs to see.
        let beside = app.who("431027.unit_clerk").await;
        let other = "单位编号,单位名称,单位类别,行政区划代码\n001,他县公司,企业,431027\n";
        let body = form("单位.csv", other.as_bytes(), &[("region_code", "431027")]);
        let problem = app.post(PATH).by(&beside).raw("multipart/form-data; boundary=x", body).send().await.refused(422, "tables.file.refused");
        assert_eq!(problem["errors"][0]["code"], "platform.external_id.taken");
    }

    /// One key, one effect: the same file under it is answered as before, another file is refused.
    async fn a_key_takes_one_file(app) {
        let clerk = app.who("unit_clerk").await;
        let file = FILE.replace("91000000MA0000007C", "");
        let once = async |text: &str| {
            let body = form("单位.csv", text.as_bytes(), &[("region_code", "431026")]);
            app.post(PATH).by(&clerk).header("idempotency-key", "one").raw("multipart/form-data; boundary=x", body).send().await
        };
        let first = once(&file).await;
        let again = once(&file).await;
        assert_eq!((again.headers["idempotent-replayed"].to_str().unwrap(), &again.body), ("true", &first.body));
        once(&file.replace("甲", "丁")).await.refused(422, "idempotency.key_reused");
        assert_eq!(app.number("SELECT count(*) FROM table_import").await, 1);
    }

    /// What a batch costs does not hang on its rows: a thousand rows cost two batches.
    async fn statements_are_counted_by_batches(app) {
        let rows = |from: usize, to: usize| {
            let line = |n: usize| format!("s{n:05},示例安置点{n},431026,{n},{n}.5\n");
            format!("安置点编号,安置点名称,行政区划代码,安置户数,投资额（万元）\n{}", (from..to).map(line).collect::<String>())
        };
        let cost = async |text: &str| {
            let before = app.app.db.statements();
            let answer = send(app, "asset_officer", "/sites/imports", ("安置点.csv", text.as_bytes()), &[]).await.ok(201);
            (app.app.db.statements() - before, counts(&answer))
        };
        // What the process learns once is learnt first.
        cost(&rows(0, 1)).await;
        let (one, _) = cost(&rows(1, 2)).await;
        let (many, counted) = cost(&rows(1_000, 2_000)).await;
        assert_eq!(counted[..2], [1_000, 1_000]);
        assert!(many < one + 30, "{one} statements for one row, {many} for a thousand");
        let total = app.number("SELECT CAST(sum(investment_fen) AS BIGINT) FROM site WHERE name LIKE '示例安置点1___'").await;
        assert_eq!(total, (1_000..2_000).map(|n| n * 1_000_000 + 500_000).sum::<i64>());
    }

    /// The template has ids as text, closed lists as drop-downs and its version inside, and is taken as it is once filled in.
    async fn the_template_is_made_from_the_columns(app) {
        let template = app.get(&format!("{PATH}/template")).by(&app.who("unit_clerk").await).send().await;
        assert_eq!(template.status.as_u16(), 200);
        let sheet = entry(&template.bytes, "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("dataValidation type=\"list\"") && sheet.contains("企业"), "{sheet}");
        assert!(entry(&template.bytes, "xl/styles.xml").contains("numFmtId=\"49\""));
        let title = entry(&template.bytes, "docProps/core.xml");
        assert!(title.contains("<dc:title>单位导入模板 "), "{title}");
        let header = read_back(&template.bytes).swap_remove(0);
        assert_eq!(header[..3], ["*单位编号", "*单位名称", "*单位类别"]);
        let rows: Vec<Vec<&str>> = vec![
            header.iter().map(String::as_str).collect(),
            vec!["001", "示例公司甲", "企业", "", "431026"],
        ];
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let answer = send(app, "unit_clerk", PATH, ("单位.xlsx", &texts(&rows)), &[]).await.ok(201);
        assert_eq!(counts(&answer)[..2], [1, 1]);
        send(app, "unit_clerk", PATH, ("单位.xlsx", &template.bytes), &[]).await.refused(422, "tables.file.empty");
    }
}
