//! The reference layer: rows of public sources, as they stand. A row that lacks what its kind needs is listed with the reason.

mod assets;

use std::collections::{BTreeMap, HashMap};

use super::DemoError;
use crate::{
    ground::{
        kernel::{BudgetDocumentId, Day, ExternalRef, Instant, Layer, Money, RegionCode, Words as _},
        platform::Db,
    },
    money::{
        funds::{
            Allocation, AllocationState, BudgetDocument, DocumentKind, DocumentNumber, FundLevel, LoadDocument,
            LoadPlanLine, PlanLine,
        },
        projects::{LoadProject, Project},
    },
    office::places::{LoadSite, Site},
};

const DOCUMENTS: &str = include_str!("../../../data/reference/fund_documents.csv");
const ISSUERS: &str = include_str!("../../../data/reference/issuers.csv");
const PROJECTS: &str = include_str!("../../../data/reference/projects.csv");
const SITES: &str = include_str!("../../../data/reference/sites.csv");
/// The system under which a row's id in its source is kept.
pub const PUBLIC_SOURCE: &str = "public_source";

/// A row that was not loaded.
#[derive(Debug, Clone)]
pub struct Skipped {
    /// Its id in the file.
    pub id: String,
    /// What it lacks.
    pub reason: &'static str,
}

/// What was loaded.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// Documents.
    pub documents: usize,
    /// Their lines, each a row of `fund_documents.csv`.
    pub allocations: usize,
    /// Projects.
    pub projects: usize,
    /// Plan lines.
    pub plan_lines: usize,
    /// Sites.
    pub sites: usize,
    /// Assets.
    pub assets: usize,
    /// How many rows the files hold: of documents, of projects, of sites, of assets.
    pub offered: [usize; 4],
    /// Rows that were not.
    pub skipped: Vec<Skipped>,
}

type Record = HashMap<String, String>;

fn records(text: &str) -> Result<Vec<Record>, DemoError> {
    Ok(csv::Reader::from_reader(text.as_bytes()).deserialize::<Record>().collect::<Result<_, _>>()?)
}

fn cell(row: &Record, name: &str) -> Option<String> {
    row.get(name).map(|t| t.trim().to_owned()).filter(|t| !t.is_empty())
}

fn region(row: &Record) -> Option<RegionCode> {
    cell(row, "region_code")?.parse().ok()
}

fn money(row: &Record, name: &str) -> Option<Money> {
    cell(row, name)?.parse().ok()
}

fn named(row: &Record) -> Vec<ExternalRef> {
    cell(row, "id").map(|id| ExternalRef { system: PUBLIC_SOURCE.into(), id }).into_iter().collect()
}

fn level(row: &Record) -> Option<FundLevel> {
    FundLevel::from_word(&cell(row, "fund_level")?)
}

fn year(row: &Record) -> Option<i32> {
    cell(row, "year")?.parse().ok()
}

/// Instant of rows that have no other: the loader gives its own.
fn unset() -> Instant {
    Instant::from_millis(0)
}

fn line(
    row: &Record,
    region: RegionCode,
    amount: Money,
    (level_of_origin, budget_year): (FundLevel, i32),
) -> Allocation {
    Allocation {
        id: crate::ground::kernel::AllocationId::new(uuid::Uuid::nil()),
        number: None,
        document: BudgetDocumentId::new(uuid::Uuid::nil()),
        parent: None,
        split: None,
        region,
        unit: None,
        project: None,
        funding_source: None,
        level_of_origin,
        fund_type: cell(row, "fund_type"),
        fund_nature: None,
        functional_class: None,
        government_economic_class: None,
        department_economic_class: None,
        upper_number: cell(row, "doc_no"),
        track_kind: None,
        budget_year,
        amount,
        state: AllocationState::Received,
        registered_by: None,
        confirmed_by: None,
        layer: Layer::Reference,
        source: cell(row, "source"),
        note: cell(row, "note"),
        external_ids: named(row),
        version: 1,
        created_at: unset(),
        updated_at: unset(),
        deleted_at: None,
    }
}

/// Documents by number and issuer, each with its lines.
async fn load_documents(db: &Db, loaded: &mut Loaded) -> Result<HashMap<DocumentNumber, BudgetDocumentId>, DemoError> {
    let issuers: HashMap<String, String> = records(ISSUERS)?
        .into_iter()
        .filter_map(|row| Some((cell(&row, "issuer")?, cell(&row, "region_code")?)))
        .collect();
    let mut papers: BTreeMap<(String, String), Vec<(Record, Allocation)>> = BTreeMap::new();
    for row in records(DOCUMENTS)? {
        loaded.offered[0] += 1;
        let id = cell(&row, "id").unwrap_or_default();
        let number = cell(&row, "doc_no").filter(|n| DocumentNumber::parse(n).is_some());
        let issuer = cell(&row, "issuer").filter(|i| issuers.contains_key(i));
        let reason = match (&number, money(&row, "amount_yuan"), region(&row), &issuer, level(&row), year(&row)) {
            (None, ..) => "no document number",
            (_, None, ..) => "no amount",
            (_, _, None, ..) => "no single receiving region",
            (_, _, _, None, ..) => "issuer without a region",
            (.., None, _) => "no known level of origin",
            (.., None) => "no budget year",
            (Some(number), Some(amount), Some(region), Some(issuer), Some(level), Some(year)) => {
                let line = line(&row, region, amount, (level, year));
                papers.entry((number.clone(), issuer.clone())).or_default().push((row, line));
                continue;
            }
        };
        loaded.skipped.push(Skipped { id, reason });
    }
    let mut ids = HashMap::new();
    for ((number, issuer), rows) in papers {
        let number = DocumentNumber::parse(&number).ok_or("a number that was parsed before")?;
        let region: RegionCode = issuers.get(&issuer).and_then(|c| c.parse().ok()).ok_or("an issuer's region")?;
        let (first, lines) = (rows[0].0.clone(), rows.into_iter().map(|(_, line)| line).collect::<Vec<_>>());
        let title = cell(&first, "title").unwrap_or_else(|| number.to_string());
        let kind = if title.contains("提前下达") { DocumentKind::Advance } else { DocumentKind::Formal };
        let document = BudgetDocument {
            id: BudgetDocumentId::new(uuid::Uuid::nil()),
            number: number.clone(),
            title,
            issuer,
            region,
            kind,
            budget_year: lines[0].budget_year,
            document_on: cell(&first, "issue_date").and_then(|d| d.parse::<Day>().ok()),
            received_on: None,
            file: None,
            layer: Layer::Reference,
            source: cell(&first, "source"),
            note: None,
            external_ids: Vec::new(),
            version: 1,
            created_at: unset(),
            updated_at: unset(),
            deleted_at: None,
        };
        loaded.documents += 1;
        loaded.allocations += lines.len();
        let document = db.write(&LoadDocument { document, lines }).await?;
        ids.insert(number, document.id);
    }
    Ok(ids)
}

fn project(row: &Record, region: RegionCode, documents: Vec<BudgetDocumentId>) -> Project {
    Project {
        name: cell(row, "name").unwrap_or_default(),
        category: cell(row, "category").unwrap_or_default(),
        implementer: cell(row, "implementer"),
        amount: money(row, "amount_yuan"),
        plan_year: year(row),
        fund_source: cell(row, "fund_source"),
        documents,
        approximate: cell(row, "precision").is_some_and(|p| p == "approx"),
        source: cell(row, "source"),
        note: cell(row, "note"),
        external_ids: named(row),
        ..Project::blank(region, unset())
    }
}

fn plan_line(
    row: &Record,
    region: RegionCode,
    (budget_year, amount): (i32, Money),
    documents: Vec<BudgetDocumentId>,
) -> PlanLine {
    PlanLine {
        id: crate::ground::kernel::PlanLineId::new(uuid::Uuid::nil()),
        name: cell(row, "name").unwrap_or_default(),
        category: cell(row, "category"),
        implementer: cell(row, "implementer"),
        region,
        budget_year,
        amount,
        fund_source: cell(row, "fund_source"),
        documents,
        layer: Layer::Reference,
        source: cell(row, "source"),
        note: cell(row, "note"),
        external_ids: named(row),
        version: 1,
        created_at: unset(),
        updated_at: unset(),
    }
}

/// Single projects into the library; sums by category as plan lines of the documents that they arrange.
async fn load_projects(
    db: &Db,
    papers: &HashMap<DocumentNumber, BudgetDocumentId>,
    loaded: &mut Loaded,
) -> Result<(), DemoError> {
    for row in records(PROJECTS)? {
        loaded.offered[1] += 1;
        let numbers = cell(&row, "doc_no").and_then(|n| DocumentNumber::parse_cell(&n)).unwrap_or_default();
        let documents: Vec<_> = numbers.iter().filter_map(|n| papers.get(n).copied()).collect();
        let single = cell(&row, "granularity").is_some_and(|g| g == "project");
        let reason = match (region(&row), money(&row, "amount_yuan"), year(&row)) {
            (None, ..) => "no county",
            (_, None, _) => "no amount",
            (Some(region), Some(_), _) if single => {
                db.write(&LoadProject(project(&row, region, documents))).await?;
                loaded.projects += 1;
                continue;
            }
            (Some(_), Some(_), _) if documents.is_empty() => "a sum by category without a document",
            (_, _, None) => "a sum by category without a budget year",
            (Some(region), Some(amount), Some(year)) => {
                db.write(&LoadPlanLine(plan_line(&row, region, (year, amount), documents))).await?;
                loaded.plan_lines += 1;
                continue;
            }
        };
        loaded.skipped.push(Skipped { id: cell(&row, "id").unwrap_or_default(), reason });
    }
    Ok(())
}

async fn load_sites(db: &Db, loaded: &mut Loaded) -> Result<HashMap<String, Site>, DemoError> {
    let mut sites = HashMap::new();
    for row in records(SITES)? {
        loaded.offered[2] += 1;
        let Some(region) = region(&row) else {
            loaded.skipped.push(Skipped { id: cell(&row, "id").unwrap_or_default(), reason: "no region code" });
            continue;
        };
        let number = |name: &str| cell(&row, name).and_then(|t| t.parse::<i64>().ok());
        // Areas are written as their source has them; the books keep them in a fixed scale.
        let area = |name: &str, decimals: usize| {
            let text = cell(&row, name)?;
            let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
            Some(format!("{whole}.{part:0<decimals$}"))
        };
        let site = Site {
            id: crate::ground::kernel::SiteId::new(uuid::Uuid::nil()),
            name: cell(&row, "name").unwrap_or_default(),
            region,
            town_name: cell(&row, "town"),
            households: number("households"),
            people: number("people"),
            poor_households: number("poor_households"),
            move_in_year: cell(&row, "move_in_year").and_then(|y| y.parse().ok()),
            land_mu: area("land_mu", 4).and_then(|t| t.parse().ok()),
            building_area_m2: area("building_area_m2", 2).and_then(|t| t.parse().ok()),
            investment: money(&row, "investment_yuan"),
            approximate: cell(&row, "precision").is_some_and(|p| p == "approx"),
            layer: Layer::Reference,
            source: cell(&row, "source"),
            note: cell(&row, "note"),
            external_ids: named(&row),
            version: 1,
            created_at: unset(),
            updated_at: unset(),
            deleted_at: None,
        };
        let site = db.write(&LoadSite(site)).await?;
        sites.extend(cell(&row, "id").map(|id| (id, site)));
        loaded.sites += 1;
    }
    Ok(sites)
}

/// Loads everything that can be.
pub async fn load(db: &Db) -> Result<Loaded, DemoError> {
    let mut loaded = Loaded::default();
    let papers = load_documents(db, &mut loaded).await?;
    load_projects(db, &papers, &mut loaded).await?;
    let sites = load_sites(db, &mut loaded).await?;
    assets::load(db, &sites, &mut loaded).await?;
    tracing::info!(layer = Layer::Reference.word(), documents = loaded.documents, "loaded");
    Ok(loaded)
}
