//! `/exceptions`.

use std::collections::HashMap;

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::PolicyParts;
use crate::{
    ground::{
        authority::{Role, action},
        kernel::{AnyId, Day, ExceptionId, FileId, Instant, Layer, Money, OfficerId, RegionCode, RunId, SubjectKind},
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused,
            Text, Writes, resource,
        },
    },
    office::policy::{
        model::{Exception, ExceptionBasis, ExceptionQuery, ExceptionState, ExceptionSubject},
        service::{
            file::{Asked, FileException},
            make_good::MakeGood,
            read::{list_exceptions, read_exception},
        },
    },
    office::tables::{TableFile, given_out},
};

/// The act that used an exception up, by what it changed.
#[derive(Debug, Object)]
pub struct ExceptionAct {
    /// Kind of what it changed.
    subject_kind: SubjectKind,
    /// Which.
    subject_id: AnyId,
    /// Its version after the act, as the trail has it.
    version: i64,
}

/// An authorised exception (例外审批).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ExceptionView {
    /// Id.
    id: ExceptionId,
    /// Version, for `If-Match`.
    etag: String,
    /// Printed number.
    number: String,
    /// To which rule.
    rule: String,
    /// Kind of what it is for.
    subject_kind: SubjectKind,
    /// What it is for.
    subject_id: AnyId,
    /// Printed number of that.
    subject_number: String,
    /// The subject's region.
    region_code: RegionCode,
    /// What authorises it.
    basis: ExceptionBasis,
    /// Title and number of that paper.
    basis_number: String,
    /// The paper.
    file_id: FileId,
    /// Why.
    reason: String,
    /// The office that grants it.
    granted_by: Role,
    /// How much may pass, in yuan: beyond the rule where it measures that, else the subject's whole amount.
    ceiling: Option<Money>,
    /// The last day on which it lets anything pass, and by which what is missing is made good.
    deadline_on: Day,
    /// What was found wrong when it was filed: the figures of each failed check.
    found: Vec<HashMap<String, String>>,
    /// The same in officers' words, a line for each check; absent of what was filed before it was kept.
    found_words: Option<String>,
    /// SHA-256 of what a yes to the subject bound when this was filed; a subject that has changed needs another.
    subject_sha256: String,
    /// Where it stands.
    state: ExceptionState,
    /// Its approval.
    run_id: Option<RunId>,
    /// Who filed it.
    proposed_by_officer_id: OfficerId,
    /// The day on which it was granted.
    granted_on: Option<Day>,
    /// The act that used it up.
    consumed_by: Option<ExceptionAct>,
    /// When that was.
    consumed_at: Option<Instant>,
    /// The paper that makes good.
    made_good_file_id: Option<FileId>,
    /// When that came.
    made_good_on: Option<Day>,
    /// Who brought it.
    made_good_by_officer_id: Option<OfficerId>,
    /// What was missing and is there, where the rule could not be asked again.
    made_good_note: Option<String>,
    /// Of what was made good: whether its day had passed.
    made_good_late: Option<bool>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(ExceptionView, "/exceptions");

impl From<&Exception> for ExceptionView {
    fn from(e: &Exception) -> Self {
        let figures =
            |found: Vec<(&str, &str)>| found.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        Self {
            id: e.id,
            etag: e.version.to_string(),
            number: e.number.clone(),
            rule: e.rule.clone(),
            subject_kind: e.subject_kind,
            subject_id: e.subject,
            subject_number: e.subject_number.clone(),
            region_code: e.region.clone(),
            basis: e.basis,
            basis_number: e.basis_number.clone(),
            file_id: e.file,
            reason: e.reason.clone(),
            granted_by: e.granted_by,
            ceiling: e.ceiling,
            deadline_on: e.deadline,
            found: e.was_found().map(figures).collect(),
            found_words: e.found_words.clone(),
            subject_sha256: e.subject_decisive.to_string(),
            state: e.state,
            run_id: e.run,
            proposed_by_officer_id: e.proposed_by,
            granted_on: e.granted_on,
            consumed_by: e.act.map(|a| ExceptionAct { subject_kind: a.kind, subject_id: a.id, version: a.version }),
            consumed_at: e.consumed_at,
            made_good_file_id: e.made_good_file,
            made_good_on: e.made_good_on,
            made_good_by_officer_id: e.made_good_by,
            made_good_note: e.made_good_note.clone(),
            made_good_late: e.is_late(),
            layer: e.layer,
            created_at: e.created_at,
            updated_at: e.updated_at,
        }
    }
}

/// An exception to a rule, for one subject that it refuses now.
#[derive(Debug, Object)]
pub struct NewException {
    /// To which rule, by number.
    rule: Text<8>,
    /// Kind of what it is for.
    subject_kind: ExceptionSubject,
    /// What it is for.
    subject_id: AnyId,
    /// What authorises it.
    basis: ExceptionBasis,
    /// Title and number of that paper.
    basis_number: Plain<200>,
    /// The paper.
    file_id: FileId,
    /// Why.
    reason: Plain<500>,
    /// How much may pass, in yuan: beyond the rule where it measures that, else the subject's whole amount. Required where the
    /// subject has an amount.
    ceiling: Option<Money>,
    /// The last day on which it lets anything pass, and by which what is missing is made good.
    deadline_on: Day,
}

/// What was missing.
#[derive(Debug, Object)]
pub struct MakeGoodBody {
    /// The paper.
    file_id: FileId,
    /// What was missing and is there now. Needed where the rule cannot be asked of the subject again: then another officer than who filed
    /// the exception says it.
    note: Option<Plain<500>>,
}

/// Filters of exceptions.
#[derive(Debug, Object)]
pub struct ExceptionFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only to this rule.
    rule: Option<Text<8>>,
    /// Only for this subject.
    subject_id: Option<AnyId>,
    /// Only in this state.
    state: Option<ExceptionState>,
    /// Only what was used and not made good by its day.
    overdue: Option<bool>,
}

impl Filter for ExceptionFilter {
    const MARK: &'static str = "list:ExceptionFilter:sync";
}

impl ExceptionFilter {
    fn narrowed(self) -> (Option<RegionCode>, (ExceptionQuery, bool)) {
        let (rule, subject, state) = (self.rule.map(Into::into), self.subject_id, self.state);
        (self.region, (ExceptionQuery { rule, subject, state, overdue_on: None }, self.overdue == Some(true)))
    }
}

/// Exceptions.
pub struct ExceptionsApi(pub PolicyParts);

#[OpenApi]
impl ExceptionsApi {
    /// Exceptions in one's regions
    #[oai(path = "/exceptions", method = "get", operation_id = "policy.exception.list")]
    async fn list(&self, by: Lister<ExceptionFilter>) -> Result<Json<PageOf<ExceptionView>>, Refused<Reads>> {
        let (region, query) = by.filter.narrowed();
        let page = list_exceptions(&self.0.db, &by.holder, region.as_ref(), query, &by.listing).await?;
        Ok(Json(page.map(|e| ExceptionView::from(&e)).into()))
    }

    /// File an exception to a rule that refuses a subject now; its approval is opened
    #[oai(path = "/exceptions", method = "post", operation_id = "policy.exception.file")]
    async fn file(&self, by: Creating, body: Json<NewException>) -> Result<Created<ExceptionView>, Refused<Writes>> {
        let b = body.0;
        let asked = Asked {
            rule: b.rule.into(),
            kind: b.subject_kind,
            subject: b.subject_id,
            basis: b.basis,
            basis_number: b.basis_number.into(),
            file: b.file_id,
            reason: b.reason.into(),
            ceiling: b.ceiling,
            deadline: b.deadline_on,
        };
        let (doors, rules) = (self.0.doors.clone(), self.0.rules.clone());
        let work = FileException { actor: by.actor.clone(), doors, rules, asked };
        by.run(&self.0.db, &work, |e| ExceptionView::from(e)).await
    }

    /// The exceptions as a table, as filtered
    #[oai(path = "/exceptions/export", method = "get", operation_id = "policy.exception.export")]
    async fn export(&self, by: Exporter<ExceptionFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::EXCEPTION_EXPORT, self.0.db.clone(), ExceptionFilter::narrowed).await
    }

    /// One exception
    #[oai(path = "/exceptions/:id", method = "get", operation_id = "policy.exception.read")]
    async fn read(&self, by: Caller, id: Path<ExceptionId>) -> Result<Read<ExceptionView>, Refused<Reads>> {
        Ok(Read(ExceptionView::from(&read_exception(&self.0.db, &by.holder, id.0).await?)))
    }

    /// Bring what an exception let pass without; after its day it is late
    #[oai(path = "/exceptions/:id/make-good", method = "post", operation_id = "policy.exception.make_good")]
    async fn make_good(
        &self,
        by: Acting,
        id: Path<ExceptionId>,
        body: Json<MakeGoodBody>,
    ) -> Result<Done<ExceptionView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let (doors, MakeGoodBody { file_id: file, note }) = (self.0.doors.clone(), body.0);
        let work = MakeGood { actor, doors, id: id.0, if_match, file, note: note.map(Into::into) };
        by.run(&self.0.db, &work, |e| ExceptionView::from(e)).await
    }
}
