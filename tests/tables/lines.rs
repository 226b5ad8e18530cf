//! Lines of budget documents as rows: money is read to the fen or not at all, and no file changes what stands in the books.

use serde_json::{Value, json};

use super::{
    Fields, kept, send,
    shapes::{Put, workbook},
};
use crate::support::{Reply, TestApp, money::text};

const PATH: &str = "/allocations/imports";
const HEAD: &str = "BGT_ID,COR_BGT_DOC_NO,MOF_DIV_CODE,FISCAL_YEAR,资金级次,指标金额（元）,支出功能分类\n";

async fn take(app: &TestApp, rows: &str, more: Fields<'_>) -> Reply {
    let file = format!("{HEAD}{rows}");
    send(app, "budget_officer", PATH, ("指标.csv", file.as_bytes()), more).await
}

fn first_error(problem: &Value) -> (&str, &str) {
    (problem["errors"][0]["pointer"].as_str().unwrap(), problem["errors"][0]["code"].as_str().unwrap())
}

async fn line(app: &TestApp, id: &str) -> Value {
    let found =
        app.see("budget_officer", &format!("/allocations?external_system=budget_integration&external_id={id}")).await;
    found["items"][0].clone()
}

engines! {
    /// Lines come in as received: no money stands in the books before two officers say so.
    async fn lines_are_received_and_no_money_moves(app) {
        app.document("示财农〔2023〕12号", 2023).await;
        let rows = "B1,示财农[2023]12号,431026000,2023,省级,\"1,234,567.80\",2130504\nB2,示财农〔2023〕12号,431026000000,,中央,0.01,2130504\n";
        let answer = take(app, rows, &[]).await.ok(201);
        assert_eq!(answer["import"]["added"], 2);
        let one = line(app, "B1").await;
        assert_eq!((&one["amount"], &one["state"], &one["region_code"]), (&json!("1234567.80"), &json!("received"), &json!("431026")));
        assert_eq!((&one["level_of_origin"], &one["functional_class"], &one["budget_year"]), (&json!("provincial"), &json!("2130504"), &json!(2023)));
        assert_eq!(app.number("SELECT count(*) FROM ledger_entry").await, 0);
        assert_eq!(take(app, rows, &[]).await.ok(201)["import"]["unchanged"], 2);
    }

    /// The same id again is a list of differences; what two officers have confirmed is not changed by a file.
    async fn a_difference_is_listed_and_confirmed_money_stays(app) {
        app.document("示财农〔2023〕12号", 2023).await;
        take(app, "B1,示财农〔2023〕12号,431026,2023,省级,100.00,2130504\n", &[]).await.ok(201);
        let answer = take(app, "B1,示财农〔2023〕12号,431026,2023,省级,120.00,2130505\n", &[]).await.ok(201);
        assert_eq!(answer["changes"], json!([{"row": 2, "external_id": "B1", "changed": ["amount", "functional_class"]}]));
        let source = app.source().await;
        let row = line(app, "B1").await;
        let path = format!("/allocations/{}", text(&row, "id"));
        let officer = app.who("budget_officer").await;
        let fields = json!({"funding_source_id": source["id"], "fund_nature": "general_public_budget", "functional_class": "2130504"});
        let row = app.patch(&path).by(&officer).at(text(&row, "etag")).json(fields).send().await.ok(200);
        let row = app.press("budget_officer", &format!("{path}/register"), &row).await.ok(200);
        app.press("budget_officer_2", &format!("{path}/confirm"), &row).await.ok(200);
        let same = take(app, "B1,示财农〔2023〕12号,431026,2023,省级,120.00,2130504\n", &[]).await.ok(201);
        assert_eq!(same["import"]["unchanged"], 1);
        let before = kept(app).await;
        let problem = take(app, "B1,示财农〔2023〕12号,431026,2023,省级,120.01,2130504\n", &[]).await.refused(422, "tables.file.refused");
        assert_eq!(first_error(&problem), ("/file#F2", "funds.allocation.state"));
        assert_eq!((line(app, "B1").await["amount"].clone(), kept(app).await), (json!("120.00"), before));
    }

    /// What cannot be told or does not fit its paper is refused at its cell: unknown paper, two papers, another year, another
    /// region, no money, a line that was typed in by hand.
    async fn a_line_fits_its_paper_or_is_refused_at_its_cell(app) {
        let document = app.document("示财农〔2023〕12号", 2023).await;
        app.document("示财农〔2023〕13号", 2023).await;
        app.document("示财农〔2023〕13号", 2023).await;
        let source = app.source().await;
        let by_hand = app.line(&document, &source, "5.00").await;
        let class = text(&by_hand, "functional_class");
        let level = if by_hand["level_of_origin"] == "central" { "中央" } else { "省级" };
        let same = format!("B1,示财农〔2023〕12号,{},2023,{level},5.00,{class}\n", text(&by_hand, "region_code"));
        let cases = [
            ("B1,示财农〔2023〕99号,431026,2023,省级,1.00,\n", ("/file#B2", "funds.document.unknown")),
            ("B1,第12号,431026,2023,省级,1.00,\n", ("/file#B2", "funds.document.bad_number")),
            ("B1,示财农〔2023〕13号,431026,2023,省级,1.00,\n", ("/file#B2", "funds.document.several")),
            ("B1,示财农〔2023〕12号,431026,2022,省级,1.00,\n", ("/file#D2", "funds.allocation.other_year")),
            ("B1,示财农〔2023〕12号,431027,2023,省级,1.00,\n", ("/file#C2", "tables.row.outside_region")),
            ("B1,示财农〔2023〕12号,431026,2023,省级,0.00,\n", ("/file#F2", "funds.amount.bad")),
            ("B1,示财农〔2023〕12号,431026,2023,省级,-1.00,\n", ("/file#F2", "funds.amount.bad")),
            ("B1,示财农〔2023〕12号,431026,2023,省级,1.005,\n", ("/file#F2", "tables.cell.too_precise")),
            ("B1,示财农〔2023〕12号,431026,2023,省级,壹元,\n", ("/file#F2", "tables.cell.not_money")),
            ("B1,示财农〔2023〕12号,431026,2023,省级,1.00,21305\nB1,示财农〔2023〕12号,431026,2023,省级,1.00,\n", ("/file#A3", "tables.row.doubled")),
            ("4.31026E+17,示财农〔2023〕12号,431026,2023,省级,1.00,\n", ("/file#A2", "tables.cell.lost_digits")),
            (same.as_str(), ("/file#A2", "funds.allocation.same_line")),
        ];
        let before = kept(app).await;
        for (rows, wanted) in cases {
            let problem = take(app, rows, &[]).await.refused(422, "tables.file.refused");
            assert_eq!(first_error(&problem), wanted, "{rows}");
        }
        assert_eq!(kept(app).await, before);
    }

    /// 万元 only where the header or the form says so; where a title says it and the header does not, nobody guesses.
    async fn the_unit_of_money_is_stated(app) {
        app.document("示财农〔2023〕12号", 2023).await;
        let file = |title: &str, header: &str, amount: Put<'static>, id: &str| {
            let id: &'static str = Box::leak(id.to_owned().into_boxed_str());
            let title: &'static str = Box::leak(title.to_owned().into_boxed_str());
            let header: &'static str = Box::leak(header.to_owned().into_boxed_str());
            workbook(&[
                vec![Put::Text(title)],
                ["指标编号", "文号", "区划", "资金级次"].map(Put::Text).into_iter().chain([Put::Text(header)]).collect(),
                ["", "示财农〔2023〕12号", "431026", "省级"].map(Put::Text).into_iter().enumerate()
                    .map(|(n, put)| if n == 0 { Put::Text(id) } else { put }).chain([amount]).collect(),
            ])
        };
        let sent = async |bytes: &[u8], more: Fields<'_>| send(app, "budget_officer", PATH, ("指标.xlsx", bytes), more).await;
        let bare = file("某县指标台账  单位：万元", "金额", Put::Number(12.345_678), "W1");
        let problem = sent(&bare, &[]).await.refused(422, "tables.file.bad_header");
        assert!(problem["facts"]["missing"].as_str().unwrap().contains("万元"));
        sent(&bare, &[("money_unit", "wan_yuan")]).await.ok(201);
        sent(&file("某县指标台账  单位：万元", "金额(万元)", Put::Text("0.000001"), "W2"), &[]).await.ok(201);
        sent(&file("台账", "金额", Put::Number(0.1), "W3"), &[]).await.ok(201);
        for (id, amount) in [("W1", "123456.78"), ("W2", "0.01"), ("W3", "0.10")] {
            assert_eq!(line(app, id).await["amount"], amount, "{id}");
        }
        let more = file("台账", "金额(万元)", Put::Number(12.345_678_9), "W4");
        let problem = sent(&more, &[]).await.refused(422, "tables.file.refused");
        assert_eq!(first_error(&problem), ("/file#E3", "tables.cell.too_precise"));
        // What binary arithmetic leaves of a tenth and two tenths is no amount.
        let problem = sent(&file("台账", "金额", Put::Number(0.300_000_000_000_000_04), "W5"), &[]).await.refused(422, "tables.file.refused");
        assert_eq!(first_error(&problem), ("/file#E3", "tables.cell.too_precise"));
    }
}
