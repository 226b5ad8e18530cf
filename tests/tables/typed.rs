//! Files as people make them: what is evened out is evened out in one way alone, and everything else is told by its cell.

use rust_xlsxwriter::Format;
use serde_json::{Value, json};

use super::{
    Fields, form, kept, send,
    shapes::{Put, book, entry, read_back, workbook, workbook_with},
};
use crate::support::{Reply, TestApp};

const PATH: &str = "/sites/imports";
const HEAD: [&str; 5] = ["安置点编号", "安置点名称", "行政区划代码", "安置户数", "投资额（元）"];

fn head() -> Vec<Put<'static>> {
    HEAD.map(Put::Text).to_vec()
}

/// A row of the test county, with what its two numbers are.
fn row<'a>(id: &'a str, households: Put<'a>, investment: Put<'a>) -> Vec<Put<'a>> {
    vec![Put::Text(id), Put::Text("示例安置点"), Put::Text("431026"), households, investment]
}

async fn take(app: &TestApp, (name, bytes): (&str, &[u8]), more: Fields<'_>) -> Reply {
    send(app, "asset_officer", PATH, (name, bytes), more).await
}

async fn site(app: &TestApp, id: &str) -> Value {
    let found = app.see("auditor", &format!("/sites?external_system=site_ledger&external_id={id}")).await;
    found["items"][0].clone()
}

/// The first cell that is wrong in a file, and why; nothing of the file is kept.
async fn wrong(app: &TestApp, (name, bytes): (&str, &[u8])) -> (String, String) {
    let before = kept(app).await;
    let problem = take(app, (name, bytes), &[]).await.refused(422, "tables.file.refused");
    assert_eq!(kept(app).await, before);
    let text = |key: &str| problem["errors"][0][key].as_str().unwrap().to_owned();
    (text("pointer"), text("code"))
}

engines! {
    /// Amounts as text, with full-width digits, separators, signs of the yuan or blanks: read to the fen. What would need a guess is
    /// refused: a comma where no thousand ends, a sign of another unit, a word, a third decimal, more digits than a cell keeps.
    async fn amounts_are_read_to_the_fen_or_refused(app) {
        let right = [
            ("１，２３４．５０", "1234.50"), ("￥1,000.00", "1000.00"), ("100元", "100.00"), (" 1 234.5 ", "1234.50"),
            ("0.01", "0.01"), ("1.5000", "1.50"), ("０", "0.00"),
        ];
        let rows = right.iter().enumerate().map(|(n, (text, _))| (format!("r{n}"), *text)).collect::<Vec<_>>();
        let lines: Vec<Vec<Put<'_>>> =
            std::iter::once(head()).chain(rows.iter().map(|(id, text)| row(id, Put::Nothing, Put::Text(text)))).collect();
        take(app, ("安置点.xlsx", &workbook(&lines)), &[]).await.ok(201);
        for (n, (text, wanted)) in right.iter().enumerate() {
            assert_eq!(site(app, &format!("r{n}")).await["investment"], *wanted, "{text}");
        }
        let not = [
            (Put::Text("12,34.50"), "not_money"), (Put::Text("5万元"), "not_money"), (Put::Text("壹佰元"), "not_money"),
            (Put::Text("约100"), "not_money"), (Put::Text("1.2E+05"), "not_money"), (Put::Text("1O0"), "not_money"),
            (Put::Text("0.005"), "too_precise"), (Put::Number(0.005), "too_precise"), (Put::Day(45_000.0), "not_money"),
            (Put::Number(12_345_678_901_234_568.0), "out_of_range"), (Put::Number(1e308), "out_of_range"), (Put::Flag(true), "not_money"),
        ];
        for (put, code) in not {
            let bytes = workbook(&[head(), row("x", Put::Nothing, put)]);
            assert_eq!(wrong(app, ("安置点.xlsx", &bytes)).await, ("/file#E2".to_owned(), format!("tables.cell.{code}")));
        }
    }

    /// Right names over wrong types: text, a day, a fraction, a truth or a moment where a whole number stands.
    async fn a_wrong_type_behind_a_right_name_is_told_by_its_cell(app) {
        let not = [
            (Put::Text("十二"), "not_number"), (Put::Day(45_000.0), "not_number"), (Put::Number(12.5), "too_precise"),
            (Put::Text("12户"), "not_number"), (Put::Flag(true), "not_number"), (Put::Number(-1.0), "out_of_range"),
            (Put::Moment(45_000.5), "clock"),
        ];
        for (put, code) in not {
            let bytes = workbook(&[head(), row("x", put, Put::Nothing)]);
            assert_eq!(wrong(app, ("安置点.xlsx", &bytes)).await, ("/file#D2".to_owned(), format!("tables.cell.{code}")));
        }
    }

    /// Days as text, as serial numbers and as days are the same day; what may be two days, or has a time, is none.
    async fn days_are_read_as_one_day_or_refused(app) {
        let file = |put: Put<'static>, id: &'static str| {
            let head = ["单位编号", "单位名称", "单位类别", "行政区划代码", "起始日期"].map(Put::Text).to_vec();
            let line = [id, "示例单位", "企业", "431026"].map(Put::Text).into_iter().chain([put]).collect();
            workbook(&[head, line])
        };
        let path = "/organisations/imports";
        let sent = async |bytes: &[u8]| send(app, "unit_clerk", path, ("单位.xlsx", bytes), &[]).await;
        let right = [
            Put::Text("2023-10-16"), Put::Text("２０２３／１０／１６"), Put::Text("2023.10.16"), Put::Text("2023年10月16日"),
            Put::Text("20231016"), Put::Number(45_215.0), Put::Day(45_215.0),
        ];
        for put in right {
            sent(&file(put, "d")).await.ok(201);
            let found = app.see("unit_clerk", "/organisations?external_system=budget_integration&external_id=d").await;
            assert_eq!(found["items"][0]["valid_from_on"], "2023-10-16");
        }
        assert_eq!(app.number("SELECT count(*) FROM organisation WHERE name = '示例单位' AND version = 1").await, 1);
        let not = [
            (Put::Text("10/11/2023"), "not_day"), (Put::Text("23-10-16"), "not_day"), (Put::Text("2023年10月"), "not_day"),
            (Put::Text("2023-02-30"), "not_day"), (Put::Text("去年"), "not_day"), (Put::Number(7.0), "not_day"),
            (Put::Moment(45_215.5), "clock"),
        ];
        let before = kept(app).await;
        for (put, code) in not {
            let problem = sent(&file(put, "e")).await.refused(422, "tables.file.refused");
            let told = (&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]);
            assert_eq!(told, (&json!("/file#E2"), &json!(format!("tables.cell.{code}"))));
        }
        assert_eq!(kept(app).await, before);
    }

    /// A title joined over the header is no harm, totals in the middle and at the end are no rows, and neither is read as money. A
    /// formula is the result that the file keeps, and the answer counts them. A name that begins like a total is a name.
    async fn titles_totals_and_formulas_are_no_harm(app) {
        let rows = [
            vec![Put::Text("某县安置点台账")],
            head(),
            row("1", Put::Number(12.0), Put::Formula("=50*2", "100")),
            vec![Put::Text("小计"), Put::Nothing, Put::Nothing, Put::Number(12.0), Put::Formula("=SUM(E3:E3)", "100")],
            vec![Put::Text("2"), Put::Text("合计示例安置点"), Put::Text("431026"), Put::Nothing, Put::Number(0.5)],
            vec![Put::Text("合　计（元）"), Put::Nothing, Put::Nothing, Put::Nothing, Put::Number(100.5)],
        ];
        let bytes = workbook_with(&rows, |sheet| {
            sheet.merge_range(0, 0, 0, 4, "某县安置点台账", &Format::new()).unwrap();
        });
        let answer = take(app, ("安置点.xlsx", &bytes), &[]).await.ok(201);
        assert_eq!((&answer["import"]["rows"], &answer["totals"], &answer["formulas"]), (&json!(2), &json!([4, 6]), &json!(2)));
        assert_eq!(app.number("SELECT CAST(sum(investment_fen) AS BIGINT) FROM site").await, 10_050);
        let first = workbook(&[head(), vec![Put::Text("合计示例"), Put::Nothing, Put::Nothing, Put::Nothing, Put::Number(1.0)]]);
        assert_eq!(wrong(app, ("安置点.xlsx", &first)).await, ("/file#B2".to_owned(), "tables.cell.missing".to_owned()));
    }

    /// A comma that cuts an amount in two would make it a thousandth of itself: what stands under no header is refused.
    async fn a_value_under_no_header_is_refused(app) {
        let head = HEAD.join(",");
        let cut = format!("{head}\n1,示例安置点,431026,12,1,234.50\n");
        assert_eq!(wrong(app, ("安置点.csv", cut.as_bytes())).await, ("/file#F2".to_owned(), "tables.cell.stray".to_owned()));
        let with_note = format!("{head},备注\n1,示例安置点,431026,12,1,234.50,\n");
        assert_eq!(wrong(app, ("安置点.csv", with_note.as_bytes())).await, ("/file#G2".to_owned(), "tables.cell.stray".to_owned()));
        let beside = workbook(&[self::head(), [row("1", Put::Nothing, Put::Nothing), vec![Put::Nothing, Put::Text("待核")]].concat()]);
        assert_eq!(wrong(app, ("安置点.xlsx", &beside)).await, ("/file#G2".to_owned(), "tables.cell.stray".to_owned()));
    }

    /// 万元 said anywhere but in the header puts the unit in doubt: in the file's name, the sheet's, another header or a remark.
    async fn a_unit_said_elsewhere_is_no_unit_and_no_guess(app) {
        let bare = ["安置点编号", "安置点名称", "行政区划代码", "投资额"];
        let line = ["1", "示例安置点", "431026", "5"];
        let file = book("", &[("Sheet1", &[&bare, &line])]);
        let more = ["安置点编号", "安置点名称", "行政区划代码", "投资额", "补助（万元）"];
        let doubtful = [
            ("安置点（万元）.xlsx", file.clone()),
            ("安置点.xlsx", book("", &[("单位万元", &[&bare, &line])])),
            ("安置点.xlsx", book("", &[("Sheet1", &[&["金额单位：万元"], &bare, &line])])),
            ("安置点.xlsx", book("", &[("Sheet1", &[&["单位：千元"], &bare, &line])])),
            ("安置点.xlsx", book("", &[("Sheet1", &[&more, &line])])),
            ("安置点.xlsx", book("", &[("Sheet1", &[&bare, &line, &["注：金额单位为万元"]])])),
        ];
        let before = kept(app).await;
        for (name, bytes) in &doubtful {
            let problem = take(app, (name, bytes), &[("mode", "partial")]).await.refused(422, "tables.file.bad_header");
            assert_eq!(problem["facts"]["missing"], "投资额（请写明元或万元）");
        }
        // A column of money whose unit nothing reads is not left out in silence.
        let strange = ["安置点编号", "安置点名称", "行政区划代码", "投资额（千元）"];
        let strange = book("", &[("Sheet1", &[&strange, &line])]);
        let problem = take(app, ("安置点.xlsx", &strange), &[]).await.refused(422, "tables.file.bad_header");
        assert_eq!(problem["facts"]["missing"], "投资额（单位“千元”不能读取，请写明（元）或（万元））");
        assert_eq!(kept(app).await, before);
        take(app, ("安置点.xlsx", &file), &[]).await.ok(201);
        assert_eq!(site(app, "1").await["investment"], "5.00");
        take(app, ("安置点（万元）.xlsx", &file), &[("money_unit", "wan_yuan")]).await.ok(201);
        assert_eq!(site(app, "1").await["investment"], "50000.00");
    }

    /// A file that was made from another template, or from one whose columns have changed since, is told so by name; today's is taken.
    async fn a_file_from_another_template_is_told_so_by_name(app) {
        let officer = app.who("asset_officer").await;
        let template = app.get(&format!("{PATH}/template")).by(&officer).send().await;
        let today = entry(&template.bytes, "docProps/core.xml");
        let (_, today) = today.split_once("<dc:title>").unwrap();
        let today = today.split_once("</dc:title>").unwrap().0;
        let rows: &[&[&str]] = &[&HEAD, &["1", "示例安置点", "431026", "12", "5"]];
        let notes = |stamp: &'static str| -> Vec<u8> { book("", &[("安置点", rows), ("说明", &[&[stamp]])]) };
        let others = [
            ("安置点导入模板 0123456789ab", notes("安置点导入模板 0123456789ab")),
            ("安置点导入模板 0123456789ab", book("安置点导入模板 0123456789ab", &[("安置点", rows)])),
            ("单位导入模板 0123456789ab", notes("单位导入模板 0123456789ab")),
        ];
        let before = kept(app).await;
        for (stamp, bytes) in &others {
            let problem = take(app, ("安置点.xlsx", bytes), &[]).await.refused(422, "tables.file.other_template");
            assert_eq!((&problem["facts"]["stamp"], &problem["facts"]["today"]), (&json!(stamp), &json!(today)));
            assert!(problem["detail"].as_str().unwrap().contains(stamp));
        }
        assert_eq!(kept(app).await, before);
        take(app, ("安置点.xlsx", &book(today, &[("安置点", rows)])), &[]).await.ok(201);
        take(app, ("安置点.xlsx", &book("某县安置点台账 2023", &[("安置点", rows)])), &[]).await.ok(201);
    }

    /// Only the first visible sheet is read, and the answer names the others; the marked file has its rows where they stood.
    async fn sheets_that_are_not_read_are_named(app) {
        let rows: &[&[&str]] = &[&["台账"], &HEAD, &["1", "示例安置点", "431026", "12", "5"]];
        let bytes = book("", &[("安置点", rows), ("2022年", rows), ("说明", &[&["请填写"]])]);
        let answer = take(app, ("安置点.xlsx", &bytes), &[]).await.ok(201);
        assert_eq!((&answer["unread_sheets"], &answer["import"]["rows"]), (&json!(["2022年"]), &json!(1)));
        let person = app.who("asset_officer").await;
        let body = form("安置点.xlsx", &bytes, &[("region_code", "431026")]);
        let marked = app.post(&format!("{PATH}/marked")).by(&person).raw("multipart/form-data; boundary=x", body).send().await;
        assert_eq!(read_back(&marked.bytes)[2][0], "1");
    }
}
