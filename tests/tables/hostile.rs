//! Files that are no tables, or more than one: each is refused by what is wrong with it, and nothing is kept.

use serde_json::json;

use super::{
    kept, send,
    shapes::{Put, archive, raw, raw_with, texts, workbook, workbook_with},
};
use crate::support::{TestApp, app::run, database::Wanted};
use rust_xlsxwriter::Format;

const PATH: &str = "/organisations/imports";
const HEAD: [&str; 4] = ["单位编号", "单位名称", "单位类别", "行政区划代码"];

fn head() -> Vec<Put<'static>> {
    HEAD.map(Put::Text).to_vec()
}

fn row(id: Put<'static>) -> Vec<Put<'static>> {
    vec![id, Put::Text("示例公司"), Put::Text("企业"), Put::Text("431026")]
}

/// Cells of a row as the sheet's own text.
fn inline(number: u32, cells: &[&str]) -> String {
    let cell = |(n, text): (usize, &&str)| {
        let letter = char::from(b'A' + u8::try_from(n).unwrap());
        format!("<c r=\"{letter}{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    format!("<row r=\"{number}\">{}</row>", cells.iter().enumerate().map(cell).collect::<String>())
}

fn many_rows(count: u32) -> Vec<u8> {
    let line = |n: u32| inline(n, &["1", "示例公司", "企业", "431026"]);
    raw(&std::iter::once(inline(1, &HEAD)).chain((2..count + 2).map(line)).collect::<String>(), &[])
}

/// A workbook that is as long as one can be: a number in each row.
fn full_of_rows() -> Vec<u8> {
    let rows = (2..=1_048_576).map(|n| format!("<row r=\"{n}\"><c r=\"A{n}\"><v>{n}</v></c></row>"));
    raw(&std::iter::once(inline(1, &HEAD)).chain(rows).collect::<String>(), &[])
}

/// What it is, how the file is called, its bytes, and why it is refused.
type Hostile = (&'static str, &'static str, Vec<u8>, &'static str);

/// Files that are no table.
fn no_tables() -> Vec<Hostile> {
    let good = texts(&[&HEAD, &["1", "示例公司", "企业", "431026"]]);
    let cut = &good[..good.len() / 2];
    let shared = br#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="99999999999999"><si><t>x</t></si></sst>"#;
    let lying = raw(&inline(1, &HEAD), &[("xl/sharedStrings.xml", shared)]);
    let names: Vec<String> = (0..1_001).map(|n| format!("e{n}")).collect();
    let entries: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), &b"x"[..])).collect();
    let far = workbook_with(&[head()], |sheet| {
        sheet.write_string(0, 16_383, "x").unwrap();
    });
    vec![
        ("a paper", "单位.xlsx", b"%PDF-1.7".to_vec(), "tables.file.wrong_type"),
        ("an old workbook", "单位.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), "tables.file.wrong_type"),
        ("text under another name", "单位.xlsx", HEAD.join(",").into_bytes(), "tables.file.wrong_type"),
        ("a workbook under another name", "单位.csv", good.clone(), "tables.file.wrong_type"),
        ("another type", "单位.docx", good.clone(), "tables.file.wrong_type"),
        ("half a workbook", "单位.xlsx", cut.to_vec(), "tables.file.unreadable"),
        ("an archive of something else", "单位.xlsx", archive(&[("a.txt", b"x")]), "tables.file.unreadable"),
        ("bytes", "单位.csv", b"a\x00b".to_vec(), "tables.file.unreadable"),
        ("a table of texts that lies", "单位.xlsx", lying, "tables.file.bomb"),
        ("too many entries", "单位.xlsx", archive(&entries), "tables.file.bomb"),
        ("a cell at the end of the world", "单位.xlsx", far, "tables.file.too_wide"),
        (
            "a row twice",
            "单位.xlsx",
            raw(&(inline(1, &HEAD) + &inline(2, &["1"]) + &inline(2, &["2"])), &[]),
            "tables.file.unreadable",
        ),
        (
            "days from 1904",
            "单位.xlsx",
            raw_with("<workbookPr date1904=\"1\"/>", &inline(1, &HEAD), &[]),
            "tables.file.dates_from_1904",
        ),
        (
            "a quote that swallows rows",
            "单位.csv",
            format!("{}\n1,\"甲,企业,431026\n2,乙,企业,431026\n", HEAD.join(",")).into_bytes(),
            "tables.file.unreadable",
        ),
        ("rows in no order", "单位.xlsx", raw(&(inline(5, &HEAD) + &inline(2, &HEAD)), &[]), "tables.file.unreadable"),
        ("nothing", "单位.csv", b"\n\n,,\n".to_vec(), "tables.file.empty"),
        ("a header alone", "单位.xlsx", texts(&[&HEAD]), "tables.file.empty"),
        ("a header and totals", "单位.xlsx", texts(&[&HEAD, &["合计", "0"]]), "tables.file.empty"),
        ("another header", "单位.csv", "a,b\n1,2\n".as_bytes().to_vec(), "tables.file.bad_header"),
        (
            "a column missing",
            "单位.csv",
            "单位编号,单位名称,单位类别\n1,示例公司,企业\n".as_bytes().to_vec(),
            "tables.file.bad_header",
        ),
        (
            "a column twice",
            "单位.csv",
            "单位编号,编号,单位名称,单位类别,区划\n1,2,示例公司,企业,431026\n".as_bytes().to_vec(),
            "tables.file.bad_header",
        ),
    ]
}

/// Files that are too much of one.
fn too_long() -> Vec<Hostile> {
    let bomb = raw("", &[("xl/media/bomb.bin", &vec![0_u8; 30 * 1024 * 1024])]);
    let long = format!("{}\n{}", HEAD.join(","), "1,示例公司,企业,431026\n".repeat(400_000));
    let million = format!("{}\n{}", HEAD.join(","), "1,a\n".repeat(1_048_575));
    vec![
        ("a bomb", "单位.xlsx", bomb, "tables.file.bomb"),
        ("400,000 rows", "单位.csv", long.into_bytes(), "tables.file.too_many_rows"),
        ("1,048,576 rows", "单位.csv", million.into_bytes(), "tables.file.too_many_rows"),
        ("a workbook of 1,048,576 rows", "单位.xlsx", full_of_rows(), "tables.file.too_many_rows"),
        ("a workbook of too many rows", "单位.xlsx", many_rows(101_000), "tables.file.too_many_rows"),
    ]
}

/// Each is refused by what is wrong with it, and nothing is kept.
async fn refused_whole(app: &TestApp, files: Vec<Hostile>) {
    let before = kept(app).await;
    for (what, name, bytes, code) in files {
        let reply = send(app, "unit_clerk", PATH, (name, &bytes), &[("mode", "partial")]).await;
        assert_eq!((reply.status.as_u16(), &reply.body["code"]), (422, &json!(code)), "{what}: {:#}", reply.body);
    }
    assert_eq!(kept(app).await, before);
}

/// No engine is asked before a file was read: what takes its time to make is shown to one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_too_long_is_refused_whole() {
    run(Wanted::Sqlite, async |app| refused_whole(app, too_long()).await).await;
}

engines! {
    /// Whole files: refused before a row is looked at.
    async fn what_is_no_table_is_refused_whole(app) {
        refused_whole(app, no_tables()).await;
    }

    /// A cell in the last row that there can be is named by its address, and the million rows above it are none.
    async fn a_stray_cell_in_the_last_row_is_named(app) {
        let sheet = inline(1, &HEAD) + &inline(2, &["1", "示例公司", "企业", "431026"]) + &inline(1_048_576, &["x"]);
        let before = kept(app).await;
        let problem = send(app, "unit_clerk", PATH, ("单位.xlsx", &raw(&sheet, &[])), &[]).await.refused(422, "tables.file.refused");
        assert_eq!((&problem["errors"][0]["pointer"], &problem["facts"]["rows"]), (&json!("/file#B1048576"), &json!("2")));
        assert_eq!(kept(app).await, before);
    }

    /// Cells: refused by their address.
    async fn what_is_no_value_is_refused_by_its_cell(app) {
        let merged = workbook_with(&[head(), row(Put::Text("1")), row(Put::Text("2"))], |sheet| {
            sheet.merge_range(1, 1, 2, 1, "示例公司", &Format::new()).unwrap();
        });
        let broken = raw(&format!("{}<row r=\"2\"><c r=\"A2\" t=\"e\"><v>#REF!</v></c></row>", inline(1, &HEAD)), &[]);
        let uncomputed = raw(&format!("{}<row r=\"2\"><c r=\"B2\"><f>A1</f></c></row>", inline(1, &HEAD)), &[]);
        let cases = [
            ("joined cells", merged, "/file#B2", "tables.cell.merged"),
            ("an id as a number", workbook(&[head(), row(Put::Number(1.0))]), "/file#A2", "tables.cell.lost_digits"),
            ("an id that lost its last digits", workbook(&[head(), row(Put::Number(6_222_020_000_000_001_000.0))]), "/file#A2", "tables.cell.lost_digits"),
            ("an error value", broken, "/file#A2", "tables.cell.broken"),
            ("a formula without a result", uncomputed, "/file#A2", "tables.cell.missing"),
            ("a day for a name", workbook(&[head(), vec![Put::Text("1"), Put::Day(45_000.0), Put::Text("企业"), Put::Text("431026")]]), "/file#B2", "tables.cell.not_text"),
        ];
        let before = kept(app).await;
        for (what, bytes, pointer, code) in cases {
            let problem = send(app, "unit_clerk", PATH, ("单位.xlsx", &bytes), &[]).await.refused(422, "tables.file.refused");
            let errors = problem["errors"].as_array().unwrap();
            assert!(errors.iter().any(|e| e["pointer"] == pointer && e["code"] == code), "{what}: {errors:#?}");
        }
        let problem = send(app, "unit_clerk", PATH, ("单位.xlsx", &uncomputed_name()), &[]).await.refused(422, "tables.file.refused");
        assert_eq!(problem["errors"][0]["code"], "tables.cell.not_computed");
        assert_eq!(kept(app).await, before);
    }

    /// Blank rows, formats without content and a million empty cells are no rows.
    async fn what_is_blank_is_passed_over(app) {
        let blank: String = (4..2_000).map(|n| format!("<row r=\"{n}\"><c r=\"A{n}\" s=\"0\"/><c r=\"B{n}\" t=\"inlineStr\"><is><t>  </t></is></c></row>")).collect();
        let sheet = format!("{}{}{blank}{}", inline(1, &HEAD), inline(3, &["1", "示例公司", "企业", "431026"]), inline(2_000, &["合　计"]));
        let answer = send(app, "unit_clerk", PATH, ("单位.xlsx", &raw(&sheet, &[])), &[]).await.ok(201);
        assert_eq!((&answer["import"]["rows"], &answer["totals"]), (&json!(1), &json!([2_000])));
        assert_eq!(answer["additions"][0]["row"], 3);
    }
}

/// A name that is a formula whose result the file does not hold.
fn uncomputed_name() -> Vec<u8> {
    let cells = "<c r=\"A2\" t=\"inlineStr\"><is><t>1</t></is></c><c r=\"B2\"><f>A1</f></c>\
                 <c r=\"C2\" t=\"inlineStr\"><is><t>企业</t></is></c><c r=\"D2\" t=\"inlineStr\"><is><t>431026</t></is></c>";
    raw(&format!("{}<row r=\"2\">{cells}</row>", inline(1, &HEAD)), &[])
}
