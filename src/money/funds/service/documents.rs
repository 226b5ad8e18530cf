//! Budget documents: create, change, delete, read.

use super::save;
use crate::{
    ground::{
        authority::{Actor, Holder, action, unknown},
        kernel::{
            BudgetDocumentId, Day, ExternalRef, FieldError, FileId, Refusal, RegionCode, SubjectKind, SubjectRef,
        },
        platform::{Db, Listing, Page, Stop, Tx, Work, only_named, replace_external_ids},
        trail::{Change, Committed},
        wire::match_version,
    },
    money::funds::{
        FundsRefusal,
        model::{Allocation, AllocationState, BudgetDocument, DocumentKind, DocumentNumber, DocumentQuery},
        store,
    },
    office::{access::holder, files::use_files, places::region_on},
};

/// What a caller says of a document; absent fields stay as they are.
#[derive(Debug, Clone, Default)]
pub struct DocumentFields {
    /// Number, as typed.
    pub number: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Issuer.
    pub issuer: Option<String>,
    /// Kind.
    pub kind: Option<DocumentKind>,
    /// Its day.
    pub document_on: Option<Day>,
    /// Received on.
    pub received_on: Option<Day>,
    /// The paper.
    pub file: Option<FileId>,
    /// Remark.
    pub note: Option<String>,
    /// Names other systems give it.
    pub external_ids: Option<Vec<ExternalRef>>,
}

/// The number as typed, in its one spelling.
pub fn number_of(typed: &str, pointer: &str) -> Result<DocumentNumber, Refusal> {
    DocumentNumber::parse(typed).ok_or_else(|| {
        let refusal = Refusal::from(FundsRefusal::BadNumber { number: typed.to_owned() });
        let (zh, en) = ("不是文号。", "Not a document number.");
        refusal.at(FieldError::new(pointer, "document_number", zh, en))
    })
}

impl DocumentFields {
    fn over(&self, document: BudgetDocument) -> Result<BudgetDocument, Refusal> {
        let number = self.number.as_deref().map(|n| number_of(n, "/number")).transpose()?;
        Ok(BudgetDocument {
            number: number.unwrap_or(document.number),
            title: self.title.clone().unwrap_or(document.title),
            issuer: self.issuer.clone().unwrap_or(document.issuer),
            kind: self.kind.unwrap_or(document.kind),
            document_on: self.document_on.or(document.document_on),
            received_on: self.received_on.or(document.received_on),
            file: self.file.or(document.file),
            note: self.note.clone().or(document.note),
            external_ids: self.external_ids.clone().unwrap_or(document.external_ids),
            ..document
        })
    }
}

fn subject_of(id: BudgetDocumentId) -> SubjectRef {
    SubjectRef::new(SubjectKind::BudgetDocument, id)
}

/// Records a document.
pub struct CreateDocument {
    /// Who asks.
    pub actor: Actor,
    /// Where its record is kept.
    pub region: RegionCode,
    /// Number, as typed.
    pub number: String,
    /// What it does.
    pub kind: DocumentKind,
    /// The budget year that its text states.
    pub budget_year: i32,
    /// What else.
    pub fields: DocumentFields,
}

impl Work for CreateDocument {
    type Record = Committed<BudgetDocument>;

    async fn run(&self, tx: &Tx) -> Result<Committed<BudgetDocument>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let permit = holder.permit(&action::DOCUMENT_CREATE, &self.region)?;
        let now = tx.now().await?;
        region_on(tx, &self.region, now.day()).await?;
        let blank = BudgetDocument {
            id: tx.id(now),
            number: number_of(&self.number, "/number")?,
            title: String::new(),
            issuer: String::new(),
            region: self.region.clone(),
            kind: self.kind,
            budget_year: self.budget_year,
            document_on: None,
            received_on: None,
            file: None,
            layer: self.actor.layer,
            source: None,
            note: None,
            external_ids: Vec::new(),
            version: 1,
            created_at: now,
            updated_at: now,
            deleted_at: None,
        };
        let document = self.fields.over(blank)?;
        let subject = subject_of(document.id);
        use_files(tx, &holder.seen(), subject, document.file.as_slice()).await?;
        store::insert_document(tx, &document).await?;
        replace_external_ids(tx, subject, &[], &document.external_ids).await?;
        Ok(permit.commit(Change::created(subject, &document.region, &document), document))
    }
}

/// Changes or deletes a document.
pub struct ChangeDocument {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: BudgetDocumentId,
    /// The version it was read at.
    pub if_match: String,
    /// What changes; `None` deletes.
    pub fields: Option<DocumentFields>,
}

impl Work for ChangeDocument {
    type Record = Committed<BudgetDocument>;

    async fn run(&self, tx: &Tx) -> Result<Committed<BudgetDocument>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = if self.fields.is_some() { &action::DOCUMENT_CHANGE } else { &action::DOCUMENT_DELETE };
        let before = store::lock_document(tx, self.id).await?.filter(|d| d.deleted_at.is_none());
        let before = before.ok_or_else(|| unknown(wanted))?;
        let subject = subject_of(self.id);
        let permit = holder.permit_on(wanted, subject, &before.region)?;
        match_version(&self.if_match, before.version)?;
        let now = tx.now().await?;
        let layer = before.layer.touched_by(self.actor.layer);
        let stamped = BudgetDocument { version: before.version + 1, updated_at: now, layer, ..before.clone() };
        let after = match &self.fields {
            Some(fields) => fields.over(stamped)?,
            None => BudgetDocument { deleted_at: Some(now), ..stamped },
        };
        let mut lines = Vec::new();
        if self.fields.is_some() && before.paper_differs(&after) {
            lines = reopen_lines(tx, &before).await?;
        }
        if after.deleted_at.is_some() {
            if !store::bury_document(tx, &after).await? {
                return Err(FundsRefusal::InUse.into());
            }
        } else {
            if after.file != before.file {
                use_files(tx, &holder.seen(), subject, after.file.as_slice()).await?;
            }
            store::update_document(tx, &after, before.version).await?;
            replace_external_ids(tx, subject, &before.external_ids, &after.external_ids).await?;
        }
        let change = Change::changed(subject, &after.region, after.version, &before, &after);
        Ok(permit.commit(change, after).and(lines))
    }
}

/// Lines that an officer has held against the paper are to be held against it again when it changes; once money stands in the books
/// by one of them, the paper is as it is.
async fn reopen_lines(tx: &Tx, document: &BudgetDocument) -> Result<Vec<Change>, Stop> {
    let lines = store::lock_lines_of(tx, document.id).await?;
    if lines.iter().any(|a| a.state.has_money()) {
        return Err(FundsRefusal::DocumentHasMoney { number: document.number.to_string() }.into());
    }
    let mut changes = Vec::new();
    for before in lines.iter().filter(|a| a.state == AllocationState::Registered) {
        let received = Allocation { state: AllocationState::Received, registered_by: None, ..before.clone() };
        changes.push(save(tx, before, received).await?.1.named("funds.allocation.reopen"));
    }
    Ok(changes)
}

/// One document.
pub async fn read_document(db: &Db, holder: &Holder, id: BudgetDocumentId) -> Result<BudgetDocument, Stop> {
    let document = store::find_document(db.read(), id).await?.ok_or_else(|| unknown(&action::DOCUMENT_READ))?;
    let _permit = holder.permit_on(&action::DOCUMENT_READ, subject_of(id), &document.region)?;
    Ok(document)
}

/// Documents kept in the holder's regions.
pub async fn list_documents(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: (DocumentQuery, Option<ExternalRef>),
    listing: &Listing,
) -> Result<Page<BudgetDocument>, Stop> {
    let scope = holder.scope_within(&action::DOCUMENT_READ, region)?;
    let only = only_named(db.read(), SubjectKind::BudgetDocument, query.1.as_ref()).await?;
    let Some(only) = only else { return Ok(Page::empty()) };
    let query = DocumentQuery { only, ..query.0 };
    Ok(store::list_documents(db.read(), &scope, &query, listing, db.now().await?).await?)
}
