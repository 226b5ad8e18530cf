//! Rows of public sources, loaded as they stand: budget classes, documents with their lines, plan lines.

use crate::{
    ground::{
        authority::{Permit, action},
        kernel::{Digest, ExternalRef, Layer, SubjectKind, SubjectRef, Words as _},
        platform::{Fault, Stop, Tx, Work, mark_loaded, replace_external_ids},
        trail::{Change, Committed},
    },
    money::funds::{
        model::{Allocation, AllocationState, BudgetClass, BudgetDocument, PlanLine},
        store,
    },
    office::places::{loaded, region_on},
};

/// Name under which the budget classes are noted as loaded.
pub const CLASSES: &str = "budget_functions";

/// The official classification, as far as public sources gave it.
pub struct LoadClasses {
    digest: Digest,
    classes: Vec<BudgetClass>,
}

impl LoadClasses {
    /// From the text of `budget_functions.csv`: scheme, code, name, level, parent_code, year_seen, source.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let row = |(line, record): (usize, csv::Result<csv::StringRecord>)| {
            let record = record.map_err(|_| Fault::inconsistent(format!("budget_functions.csv, line {}", line + 2)))?;
            let field = |n: usize| record.get(n).unwrap_or_default().to_owned();
            let parent = Some(field(4)).filter(|p| !p.is_empty());
            Ok(BudgetClass {
                scheme: field(0),
                code: field(1),
                name: field(2),
                level: field(3),
                parent,
                source: field(6),
            })
        };
        let classes = csv::Reader::from_reader(text.as_bytes())
            .into_records()
            .enumerate()
            .map(row)
            .collect::<Result<_, Fault>>()?;
        Ok(Self { digest: Digest::of(text.as_bytes()), classes })
    }
}

impl Work for LoadClasses {
    type Record = Committed<()>;

    async fn run(&self, tx: &Tx) -> Result<Committed<()>, Stop> {
        store::upsert_classes(tx, &self.classes).await?;
        mark_loaded(tx, CLASSES, &self.digest).await?;
        Ok(loaded(CLASSES, &self.digest, self.classes.len()))
    }
}

/// A document of the reference layer with its lines, all as received. Ids, versions and instants are given here.
pub struct LoadDocument {
    /// The paper.
    pub document: BudgetDocument,
    /// Its lines, each with the id of its row in the source.
    pub lines: Vec<Allocation>,
}

impl Work for LoadDocument {
    type Record = Committed<BudgetDocument>;

    async fn run(&self, tx: &Tx) -> Result<Committed<BudgetDocument>, Stop> {
        let now = tx.now().await?;
        region_on(tx, &self.document.region, now.day()).await?;
        let document = BudgetDocument {
            id: tx.id(now),
            layer: Layer::Reference,
            version: 1,
            created_at: now,
            updated_at: now,
            ..self.document.clone()
        };
        let subject = SubjectRef::new(SubjectKind::BudgetDocument, document.id);
        store::insert_document(tx, &document).await?;
        let made = Change::created(subject, &document.region, &document);
        let mut changes = Vec::new();
        for line in &self.lines {
            region_on(tx, &line.region, now.day()).await?;
            let line = Allocation {
                id: tx.id(now),
                document: document.id,
                state: AllocationState::Received,
                layer: Layer::Reference,
                version: 1,
                created_at: now,
                updated_at: now,
                ..line.clone()
            };
            let subject = SubjectRef::new(SubjectKind::Allocation, line.id);
            store::insert_allocation(tx, &line).await?;
            let named: &[ExternalRef] = &line.external_ids;
            replace_external_ids(tx, subject, &[], named).await?;
            changes.push(Change::created(subject, &line.region, &line).state(line.state.word()));
        }
        Ok(Permit::for_job("reference", &action::REFERENCE_LOAD).commit(made, document).and(changes))
    }
}

/// A plan line of the reference layer.
pub struct LoadPlanLine(pub PlanLine);

impl Work for LoadPlanLine {
    type Record = Committed<()>;

    async fn run(&self, tx: &Tx) -> Result<Committed<()>, Stop> {
        let now = tx.now().await?;
        region_on(tx, &self.0.region, now.day()).await?;
        let line = PlanLine {
            id: tx.id(now),
            layer: Layer::Reference,
            version: 1,
            created_at: now,
            updated_at: now,
            ..self.0.clone()
        };
        store::insert_plan_line(tx, &line).await?;
        let subject = SubjectRef::new(SubjectKind::PlanLine, line.id);
        replace_external_ids(tx, subject, &[], &line.external_ids).await?;
        let change = Change::created(subject, &line.region, &line);
        Ok(Permit::for_job("reference", &action::REFERENCE_LOAD).commit(change, ()))
    }
}
