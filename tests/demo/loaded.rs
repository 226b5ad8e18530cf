//! Every row that the demonstration loaded, held against the cells of its file.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use steward::{ground::kernel::Words as _, property::assets::Gap, server::demo::Demo};

const DOCUMENTS: &str = include_str!("../../data/reference/fund_documents.csv");
const PROJECTS: &str = include_str!("../../data/reference/projects.csv");
const ASSETS: &str = include_str!("../../data/reference/assets.csv");
const SITES: &str = include_str!("../../data/reference/sites.csv");

/// One row of a file, by the names of its columns.
struct Row(HashMap<String, String>);

/// Values in the order of a statement's columns.
type Cells = Vec<Option<String>>;

impl Row {
    /// A cell; an empty one is missing.
    fn cell(&self, name: &str) -> Option<String> {
        Some(self.0[name].trim().to_owned()).filter(|text| !text.is_empty())
    }

    fn cells(&self, names: &[&str]) -> Cells {
        names.iter().map(|name| self.cell(name)).collect()
    }

    /// A number as the books keep it: in units of its last decimal place.
    fn scaled(&self, name: &str, places: usize) -> Option<String> {
        let text = self.cell(name)?;
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        Some(format!("{whole}{part:0<places$}"))
    }

    fn is_approximate(&self) -> Option<String> {
        Some(u8::from(self.0["precision"] == "approx").to_string())
    }
}

fn file(text: &str) -> Vec<Row> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| Row(row.unwrap())).collect()
}

/// Rows of a statement whose columns are all texts.
pub async fn rows(demo: &Demo, sql: &str) -> Vec<Cells> {
    let found = demo.app.db.read().query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.expect(sql);
    let cells =
        |row: &sea_orm::QueryResult| (0..row.column_names().len()).map(|n| row.try_get_by_index(n).unwrap()).collect();
    found.iter().map(cells).collect()
}

/// The same by their first column, the id in the source.
async fn by_id(demo: &Demo, sql: &str) -> BTreeMap<String, Cells> {
    let found = rows(demo, sql).await;
    let split = |mut cells: Cells| (cells.remove(0).expect("an id"), cells);
    let count = found.len();
    let all: BTreeMap<_, _> = found.into_iter().map(split).collect();
    assert_eq!(all.len(), count, "an id stands twice");
    all
}

/// Of all rows of a file those that were loaded, and that each says what its cells say.
fn compare(file: &[Row], found: &BTreeMap<String, Cells>, expected: impl Fn(&Row) -> Cells) {
    let loaded: Vec<&Row> = file.iter().filter(|row| found.contains_key(&row.0["id"])).collect();
    assert_eq!(loaded.len(), found.len(), "a row of no file");
    for row in loaded {
        assert_eq!(found[&row.0["id"]], expected(row), "{}", row.0["id"]);
    }
}

/// Lines, and the papers they stand in: title and day are those of a paper's first line in the file.
async fn documents(demo: &Demo) {
    let sql = "SELECT e.value, d.number, d.issuer, d.title, d.document_on, d.received_on, CAST(d.budget_year AS TEXT), a.upper_number, a.region_code, \
                 CAST(a.budget_year AS TEXT), a.level_of_origin, a.fund_type, CAST(a.amount_fen AS TEXT), a.source, a.note \
                 FROM allocation a JOIN budget_document d ON d.id = a.document_id \
                 JOIN external_id e ON e.subject_kind = 'allocation' AND e.system = 'public_source' AND e.subject_id = a.id";
    let found = by_id(demo, sql).await;
    let file = file(DOCUMENTS);
    compare(&file, &found, |row| {
        let same = |other: &&Row| ["doc_no", "issuer"].iter().all(|name| other.0[*name] == row.0[*name]);
        let first = file.iter().filter(|other| found.contains_key(&other.0["id"])).find(same).expect("at least itself");
        let mut cells = row.cells(&["doc_no", "issuer"]);
        cells.extend(first.cells(&["title", "issue_date"]));
        cells.extend([None, first.cell("year")]);
        cells.extend(row.cells(&["doc_no", "region_code", "year", "fund_level", "fund_type"]));
        cells.push(row.scaled("amount_yuan", 2));
        cells.extend(row.cells(&["source", "note"]));
        cells
    });
}

/// The numbers of a cell that name a paper which was loaded, in order.
fn numbers(row: &Row, papers: &[String]) -> Option<String> {
    let cell = row.cell("doc_no")?;
    let mut named: Vec<&str> = cell.split(';').filter(|number| papers.iter().any(|p| p == number)).collect();
    named.sort_unstable();
    Some(named.join(";")).filter(|text| !text.is_empty())
}

async fn projects(demo: &Demo) {
    let papers: Vec<String> =
        rows(demo, "SELECT number FROM budget_document").await.into_iter().flatten().flatten().collect();
    let of = |table: &str, key: &str| {
        format!(
            "(SELECT group_concat(number, ';') FROM (SELECT d.number FROM {table} j JOIN budget_document d ON d.id = j.document_id \
                WHERE j.{key} = t.id ORDER BY d.number))"
        )
    };
    let sql = format!(
        "SELECT e.value, t.name, t.region_code, t.implementer, t.category, t.fund_source, CAST(t.plan_year AS TEXT), t.source, t.note, \
           CAST(t.amount_fen AS TEXT), CAST(t.approximate AS TEXT), {}, t.town_name, t.accepted_on \
           FROM project t JOIN external_id e ON e.subject_kind = 'project' AND e.system = 'public_source' AND e.subject_id = t.id",
        of("project_document", "project_id")
    );
    let columns = ["name", "region_code", "implementer", "category", "fund_source", "year", "source", "note"];
    let found = by_id(demo, &sql).await;
    let file = file(PROJECTS);
    compare(&file, &found, |row| {
        let mut cells = row.cells(&columns);
        cells.extend([row.scaled("amount_yuan", 2), row.is_approximate(), numbers(row, &papers), None]);
        // The day of acceptance belongs to the walk, and stands on its five works alone.
        cells.push(found[&row.0["id"]].last().cloned().flatten());
        cells
    });
    let sql = format!(
        "SELECT t.name, t.region_code, t.implementer, t.category, t.fund_source, CAST(t.budget_year AS TEXT), t.source, t.note, \
           CAST(t.amount_fen AS TEXT), {} FROM plan_line t",
        of("plan_line_document", "plan_line_id")
    );
    let skipped = |row: &&Row| !demo.loaded.skipped.iter().any(|s| s.id == row.0["id"]);
    let sums = file.iter().filter(|row| row.0["granularity"] == "category").filter(skipped);
    let mut expected: Vec<Cells> = sums
        .map(|row| {
            let mut cells = row.cells(&columns);
            cells.extend([row.scaled("amount_yuan", 2), numbers(row, &papers)]);
            cells
        })
        .collect();
    let mut found = rows(demo, &sql).await;
    expected.sort();
    found.sort();
    assert_eq!(found, expected, "plan lines");
}

async fn sites(demo: &Demo) {
    let sql = "SELECT e.value, t.name, t.region_code, t.town_name, CAST(t.households AS TEXT), CAST(t.people AS TEXT), \
                 CAST(t.poor_households AS TEXT), CAST(t.move_in_year AS TEXT), t.source, t.note, CAST(t.land_mu_e4 AS TEXT), \
                 CAST(t.building_area_m2_e2 AS TEXT), CAST(t.investment_fen AS TEXT), CAST(t.approximate AS TEXT) \
                 FROM site t JOIN external_id e ON e.subject_kind = 'site' AND e.system = 'public_source' AND e.subject_id = t.id";
    let columns =
        ["name", "region_code", "town", "households", "people", "poor_households", "move_in_year", "source", "note"];
    compare(&file(SITES), &by_id(demo, sql).await, |row| {
        let mut cells = row.cells(&columns);
        cells.extend(
            [("land_mu", 4), ("building_area_m2", 2), ("investment_yuan", 2)].map(|(name, n)| row.scaled(name, n)),
        );
        cells.push(row.is_approximate());
        cells
    });
}

/// Assets, and that what a row does not say stands among the gaps.
async fn assets(demo: &Demo) {
    let sql = "SELECT e.value, t.name, t.quantity, t.owner_name, t.operator_name, CAST(t.in_service_year AS TEXT), t.source, t.note, t.kind, \
                 t.region_code, CAST(t.original_value_fen AS TEXT), CAST(t.annual_income_fen AS TEXT), CAST(t.approximate AS TEXT), \
                 t.intake, t.evidence_grade, t.value_state, t.title_state, t.duty_state, t.use_state \
                 FROM asset t JOIN external_id e ON e.subject_kind = 'asset' AND e.system = 'public_source' AND e.subject_id = t.id";
    let columns = ["name", "quantity", "owner", "operator_or_maintainer", "in_service_year", "source", "note"];
    let found = by_id(demo, sql).await;
    compare(&file(ASSETS), &found, |row| {
        let kind = match row.0["asset_kind"].as_str() {
            "公益性" => "public_welfare",
            "经营性" => "business",
            _ => "household",
        };
        let place = if row.0["id"] == "A049" { Some("120111".to_owned()) } else { row.cell("region_code") };
        let value = row.scaled("original_value_yuan", 2);
        let stated = if value.is_some() { "stated" } else { "planned" };
        let mut cells = row.cells(&columns);
        cells.extend([Some(kind.to_owned()), place, value, row.scaled("annual_income_yuan", 2), row.is_approximate()]);
        cells.extend([Some("legacy"), None, Some(stated)].map(|word| word.map(str::to_owned)));
        cells.extend(["unconfirmed", "none", "unknown"].map(|word| Some(word.to_owned())));
        cells
    });
    // Where its source names a town or tells of the site, the card does; of no other.
    let sql = "SELECT e.value, t.name, t.town_name, s.value FROM asset t \
                 JOIN external_id e ON e.subject_kind = 'asset' AND e.system = 'public_source' AND e.subject_id = t.id \
                 LEFT JOIN external_id s ON s.subject_kind = 'site' AND s.system = 'public_source' AND s.subject_id = t.site_id";
    let placed = by_id(demo, sql).await;
    let towns: Vec<_> = placed.values().filter_map(|c| c[0].as_ref().zip(c[1].as_ref())).collect();
    assert!(towns.len() == 7 && towns.iter().all(|(name, town)| name.starts_with(town.as_str())), "{towns:?}");
    let sites: Vec<_> = placed.iter().filter_map(|(id, c)| Some(format!("{id} {}", c[2].as_ref()?))).collect();
    let told = ["A001 S009", "A002 S006", "A003 S004", "A005 S008", "A020 S025", "A023 S027", "A027 S026", "A031 S018"];
    assert_eq!(sites, told);
    let unvalued = found.values().filter(|cells| cells[9].is_none()).count() as u64;
    // The first night has made a lead of each.
    let sql = "SELECT cause, CAST(count(*) AS TEXT) FROM lead WHERE check_number = 'A51' AND present GROUP BY cause";
    let leads: BTreeMap<String, Cells> = by_id(demo, sql).await;
    let told = |gap: &Gap| leads.get(gap.word()).map_or(0, |cells| cells[0].as_ref().unwrap().parse().unwrap());
    let wanted: Vec<_> = demo.summary.gaps.iter().map(|(gap, rows)| (gap.word(), *rows)).collect();
    let found: Vec<(&str, u64)> = demo.summary.gaps.iter().map(|(gap, _)| (gap.word(), told(gap))).collect();
    assert_eq!(found, wanted, "gaps that are no leads");
    let gap = |wanted: Gap| demo.summary.gaps.iter().find(|(gap, _)| *gap == wanted).map_or(0, |(_, rows)| *rows);
    // Beside the loaded cards stand those of the sample layer.
    let sample = async |so: &str| {
        let sql = format!("SELECT number FROM asset WHERE layer = 'sample' AND {so}");
        rows(demo, &sql).await.len() as u64
    };
    let told = (gap(Gap::TitleUnconfirmed), gap(Gap::NoValue), gap(Gap::NoMaintainer));
    let (untitled, unvalued_here) =
        (sample("title_state <> 'confirmed'").await, sample("original_value_fen IS NULL").await);
    let unkept = sample("duty_state = 'none'").await;
    assert_eq!(told, (30 + untitled, unvalued + unvalued_here, 27 + unkept));
    assert_eq!(gap(Gap::FundingUnverified), 30 - unvalued);
}

/// What is loaded of the public data, which rows are not, and that every loaded one stands as it was read.
pub async fn as_it_stands(demo: &Demo) {
    let l = &demo.loaded;
    assert_eq!((l.documents, l.allocations, l.projects, l.plan_lines, l.sites, l.assets), (13, 29, 37, 28, 28, 30));
    assert_eq!(l.offered, [39, 69, 29, 35]);
    assert_eq!(
        l.skipped.iter().map(|s| s.id.as_str()).collect::<Vec<_>>(),
        [
            "F009", "F010", "F038", "F039", "F040", "F043", "F052", "F053", "F054", "F057", "P089", "P090", "P091",
            "P101", "S020", "A016", "A017", "A018", "A019", "A032"
        ]
    );
    documents(demo).await;
    projects(demo).await;
    sites(demo).await;
    assets(demo).await;
    let amounts = file(DOCUMENTS).into_iter().filter(|row| !l.skipped.iter().any(|s| s.id == row.0["id"]));
    let fen: i64 = amounts.map(|row| row.scaled("amount_yuan", 2).unwrap().parse::<i64>().unwrap()).sum();
    // Beside the public lines stands, in the sample layer, the marked one that is followed to its households.
    let marked = if demo.sample.logins.is_empty() { 0 } else { 30_000_000 };
    let announced = demo.summary.announced().unwrap().fen();
    assert_eq!(announced, fen + marked, "by document and state, the lines add up to their files");
}
