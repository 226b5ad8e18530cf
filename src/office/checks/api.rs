//! `/audit/checks` and `/audit/leads`.

use std::{collections::HashMap, sync::Arc};

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::{
    check::Book,
    model::{About, LeadQuery, LeadState, LeadTold, Severity},
    service::{
        acts::{ActOnLead, What},
        read::{list_leads, read_lead},
    },
};
use crate::{
    ground::{
        authority::action,
        kernel::{Day, FileId, Instant, Lang, LeadId, Money, OfficerId, RegionCode, SubjectRef},
        platform::Db,
        wire::{
            Acting, Caller, Done, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused, Text, Writes,
            resource, wire_words,
        },
    },
    office::tables::{TableFile, given_out},
};

wire_words!(Severity, LeadState);

/// What the operations of checks need.
#[derive(Clone)]
pub struct ChecksParts {
    /// The database.
    pub db: Db,
    /// Every check.
    pub book: Arc<Book>,
}

/// A check.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AuditCheckView {
    /// Number.
    number: String,
    /// What people call it.
    title: String,
    /// What it asks of each subject.
    question: String,
    /// `law`, `practice` or `invariant`.
    basis: String,
    /// Title, number and article of the paper it stands on; of one place's it says that elsewhere it is practice.
    clause: Option<String>,
    /// How grave a hit is.
    severity: Severity,
    /// Of what kind its subjects are, in the words of `subject`.
    subject_kind: String,
    /// Keys of the policy values that it needs; where one is not set, it does not judge.
    parameters: Vec<String>,
    /// The first day on which it is made.
    valid_from: Day,
    /// Its page on this server.
    documentation: String,
}

impl AuditCheckView {
    fn of(about: &'static About, lang: Lang) -> Self {
        Self {
            number: about.number.into(),
            title: about.title.text(lang).into(),
            question: about.question.text(lang).into(),
            basis: about.basis.word().into(),
            clause: about.basis.booked(lang),
            severity: about.severity,
            subject_kind: about.subject.to_string(),
            parameters: about.parameters.iter().map(|&key| key.to_owned()).collect(),
            valid_from: about.valid_from,
            documentation: format!("/docs/rules/{}", about.number),
        }
    }
}

/// Every check.
#[derive(Debug, Object)]
pub struct AuditChecks {
    items: Vec<AuditCheckView>,
}

/// A lead.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct LeadView {
    /// Id.
    pub id: LeadId,
    /// Version, for `If-Match`.
    pub etag: String,
    /// Printed number.
    number: String,
    /// Number of the check that found it.
    check: String,
    /// What people call the check; absent when this build no longer has it.
    title: Option<String>,
    /// Title, number and article of the paper it stands on there; of another place's it says that it is practice taken from there.
    clause: Option<String>,
    /// Of what; `/audit/trace?subject=` leads on.
    subject: SubjectRef,
    /// Where.
    region_code: RegionCode,
    /// How grave.
    severity: Severity,
    /// How much money it is about.
    amount: Option<Money>,
    /// The figures that show it.
    figures: HashMap<String, String>,
    /// Where it stands.
    state: LeadState,
    /// Whether it was still so when the check last looked.
    present: bool,
    /// On which day it was first found.
    found_on: Day,
    /// On which day its cause came, went or changed.
    changed_on: Day,
    /// How often it came back.
    returns: i32,
    /// How it came to be, in the words of the office concerned.
    explanation: Option<String>,
    /// The paper of the explanation.
    explanation_file_id: Option<FileId>,
    /// Who explained it.
    explained_by: Option<OfficerId>,
    /// What that officer is called.
    explained_by_name: Option<String>,
    /// The unit to which that officer belongs.
    explained_by_unit: Option<String>,
    /// Why it was cleared or confirmed.
    decision: Option<String>,
    /// Who decided.
    decided_by: Option<OfficerId>,
    /// Why its confirmation was last taken back.
    taken_back: Option<String>,
    /// By whom.
    taken_back_by: Option<OfficerId>,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(LeadView, "/audit/leads");

impl LeadView {
    fn of(told: &LeadTold, book: &Book, lang: Lang) -> Self {
        let l = &told.lead;
        let about = book.about(&l.check);
        Self {
            id: l.id,
            etag: l.version.to_string(),
            number: l.number.clone(),
            check: l.check.clone(),
            title: about.map(|about| about.title.text(lang).into()),
            clause: about.and_then(|about| about.cited_in(&l.region, lang)),
            subject: l.subject,
            region_code: l.region.clone(),
            severity: l.severity,
            amount: l.amount,
            figures: l.figures.clone().into_iter().collect(),
            state: l.state,
            present: l.present,
            found_on: l.found_on,
            changed_on: l.changed_on,
            returns: l.returns,
            explanation: l.explanation.clone(),
            explanation_file_id: l.explanation_file,
            explained_by: l.explained_by,
            explained_by_name: told.explainer.clone(),
            explained_by_unit: told.unit.clone(),
            decision: l.decision.clone(),
            decided_by: l.decided_by,
            taken_back: l.taken_back.clone(),
            taken_back_by: l.taken_back_by,
            created_at: l.created_at,
            updated_at: l.updated_at,
        }
    }
}

/// Filters of leads.
#[derive(Debug, Object)]
pub struct LeadFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of the check of this number.
    check: Option<Text<8>>,
    /// Only in this state.
    state: Option<LeadState>,
    /// Only as grave as this.
    severity: Option<Severity>,
    /// Only of this subject, `asset:01890a5d-…`.
    subject: Option<SubjectRef>,
}

impl Filter for LeadFilter {
    const MARK: &'static str = "list:LeadFilter:sync";
}

impl LeadFilter {
    fn narrowed(self) -> (Option<RegionCode>, LeadQuery) {
        let (check, subject) = (self.check.map(Into::into), self.subject);
        (self.region, LeadQuery { check, state: self.state, severity: self.severity, subject })
    }
}

/// How it came to be.
#[derive(Debug, Object)]
pub struct ExplainBody {
    /// In the words of the office concerned.
    text: Plain<2000>,
    /// A paper about it.
    file_id: Option<FileId>,
}

/// A decision.
#[derive(Debug, Object)]
pub struct LeadDecisionBody {
    /// Why.
    reason: Plain<2000>,
}

/// Checks and leads.
pub struct ChecksApi(pub ChecksParts);

impl ChecksApi {
    async fn act(&self, by: Acting, id: LeadId, what: What) -> Result<Done<LeadView>, Refused<Writes>> {
        let work = ActOnLead { actor: by.actor.clone(), id, if_match: by.if_match.clone(), what };
        let (book, lang) = (Arc::clone(&self.0.book), by.lang());
        by.run(&self.0.db, &work, |l| LeadView::of(l, &book, lang)).await
    }
}

#[OpenApi]
impl ChecksApi {
    /// Every check: what it asks, on what ground, by which values
    #[oai(path = "/audit/checks", method = "get", operation_id = "checks.check.list")]
    async fn checks(&self, by: Caller) -> Result<Json<AuditChecks>, Refused<Reads>> {
        let items = self.0.book.checks().map(|c| AuditCheckView::of(c.about(), by.lang)).collect();
        Ok(Json(AuditChecks { items }))
    }

    /// Leads in one's regions
    #[oai(path = "/audit/leads", method = "get", operation_id = "checks.lead.list")]
    async fn list(&self, by: Lister<LeadFilter>) -> Result<Json<PageOf<LeadView>>, Refused<Reads>> {
        let (region, query) = by.filter.narrowed();
        let page = list_leads(&self.0.db, &by.holder, region.as_ref(), &query, &by.listing).await?;
        Ok(Json(page.map(|l| LeadView::of(&l, &self.0.book, by.lang)).into()))
    }

    /// The leads as a table, as filtered
    #[oai(path = "/audit/leads/export", method = "get", operation_id = "checks.lead.export")]
    async fn export(&self, by: Exporter<LeadFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::LEAD_EXPORT, (self.0.db.clone(), Arc::clone(&self.0.book)), LeadFilter::narrowed).await
    }

    /// One lead
    #[oai(path = "/audit/leads/:id", method = "get", operation_id = "checks.lead.read")]
    async fn read(&self, by: Caller, id: Path<LeadId>) -> Result<Read<LeadView>, Refused<Reads>> {
        let lead = read_lead(&self.0.db, &by.holder, id.0).await?;
        Ok(Read(LeadView::of(&lead, &self.0.book, by.lang)))
    }

    /// Say how it came to be
    #[oai(path = "/audit/leads/:id/explain", method = "post", operation_id = "checks.lead.explain")]
    async fn explain(
        &self,
        by: Acting,
        id: Path<LeadId>,
        body: Json<ExplainBody>,
    ) -> Result<Done<LeadView>, Refused<Writes>> {
        let ExplainBody { text, file_id } = body.0;
        self.act(by, id.0, What::Explain { text: text.into(), file: file_id }).await
    }

    /// It is no fault: by somebody else than explained it
    #[oai(path = "/audit/leads/:id/clear", method = "post", operation_id = "checks.lead.clear")]
    async fn clear(
        &self,
        by: Acting,
        id: Path<LeadId>,
        body: Json<LeadDecisionBody>,
    ) -> Result<Done<LeadView>, Refused<Writes>> {
        self.act(by, id.0, What::Clear { reason: body.0.reason.into() }).await
    }

    /// It is a fault: by somebody else than explained it, and not before it was explained or the term for that has passed
    #[oai(path = "/audit/leads/:id/confirm", method = "post", operation_id = "checks.lead.confirm")]
    async fn confirm(
        &self,
        by: Acting,
        id: Path<LeadId>,
        body: Json<LeadDecisionBody>,
    ) -> Result<Done<LeadView>, Refused<Writes>> {
        self.act(by, id.0, What::Confirm { reason: body.0.reason.into() }).await
    }

    /// Take a confirmation back: by another auditor than confirmed it
    #[oai(path = "/audit/leads/:id/take-back", method = "post", operation_id = "checks.lead.take_back")]
    async fn take_back(
        &self,
        by: Acting,
        id: Path<LeadId>,
        body: Json<LeadDecisionBody>,
    ) -> Result<Done<LeadView>, Refused<Writes>> {
        self.act(by, id.0, What::TakeBack { reason: body.0.reason.into() }).await
    }
}
