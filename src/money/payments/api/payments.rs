//! `/payments`, `/payment-results`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    ground::{
        kernel::{
            AllocationId, AnyId, BankAccountId, BatchId, Day, DisbursementId, FileId, Instant, Layer, Money,
            OrganisationId, PaymentId, RegionCode, ResultId,
        },
        platform::Db,
        wire::{
            Acting, Caller, Done, ExternalId, ExternalIds, Filter, Lister, PageOf, Plain, Read, Reads, Refused, Writes,
            resource, shown,
        },
    },
    money::payments::{
        model::{
            Channel, MatchedBy, Mismatch, PayOutcome, Payment, PaymentQuery, PaymentResult, PaymentState, ResultState,
            Waits,
        },
        service::{
            names::NamePayment,
            read::{list_payments, list_results, read_payment, read_result},
            results::{Settle, SettleResult},
            retry::{MarkUnknown, RetryPayment},
        },
    },
};

/// A payment: one payee from one allocation.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PaymentView {
    /// Id, and the id of its instruction.
    id: PaymentId,
    /// Version, for `If-Match`.
    etag: String,
    /// Printed number: what the treasury's voucher carries back.
    number: String,
    /// Of which disbursement.
    disbursement_id: DisbursementId,
    /// Of which line of its grid.
    line_id: AnyId,
    /// Which part of the line.
    part: i32,
    /// Which attempt at the part.
    attempt: i32,
    /// By which channel.
    channel: Channel,
    /// Where.
    region_code: RegionCode,
    /// Who is paid.
    organisation_id: OrganisationId,
    /// Into which account.
    bank_account_id: BankAccountId,
    /// From which allocation.
    allocation_id: AllocationId,
    /// As handed over, in yuan.
    instructed: Money,
    /// As paid, in yuan: less than instructed after a part result.
    amount: Money,
    /// Where its money waits until it is handed over.
    drawn_from: Waits,
    /// Where it stands.
    state: PaymentState,
    /// In which batch.
    batch_id: Option<BatchId>,
    /// The payment it makes good, or whose rest it is.
    replaces_payment_id: Option<PaymentId>,
    /// Number of the treasury's voucher.
    certificate_no: Option<String>,
    /// When it was paid, by the voucher.
    paid_on: Option<Day>,
    /// Why it failed or bounced.
    reason: Option<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// Names other systems give it.
    external_ids: Vec<ExternalId>,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(PaymentView, "/payments");

impl From<&Payment> for PaymentView {
    fn from(p: &Payment) -> Self {
        Self {
            id: p.id,
            etag: p.version.to_string(),
            number: p.number.clone(),
            disbursement_id: p.disbursement,
            line_id: p.line,
            part: p.part,
            attempt: p.attempt,
            channel: p.channel,
            region_code: p.region.clone(),
            organisation_id: p.organisation,
            bank_account_id: p.account,
            allocation_id: p.allocation,
            instructed: p.instructed,
            amount: p.amount,
            drawn_from: p.drawn_from,
            state: p.state,
            batch_id: p.batch,
            replaces_payment_id: p.replaces,
            certificate_no: p.certificate_no.clone(),
            paid_on: p.paid_on,
            reason: p.reason.clone(),
            layer: p.layer,
            external_ids: shown(&p.external_ids),
            created_at: p.created_at,
            updated_at: p.updated_at,
        }
    }
}

/// One row of what the treasury answered.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ResultView {
    /// Id.
    id: ResultId,
    /// Version, for `If-Match`.
    etag: String,
    /// Under which batch it was imported.
    batch_id: BatchId,
    /// From which file.
    file_id: FileId,
    /// Where.
    region_code: RegionCode,
    /// Its row in the file; the header is row 1.
    row_number: i32,
    /// PAY_CERT_NO.
    certificate_no: String,
    /// What became of the payment.
    outcome: PayOutcome,
    /// XPAY_AMT, in yuan.
    amount: Money,
    /// XPAY_DATE.
    paid_on: Day,
    /// XPAYEE_ACCT_NAME.
    payee_name: String,
    /// The last four characters of XPAYEE_ACCT_NO.
    payee_account_tail: String,
    /// USE_DES.
    use_text: Option<String>,
    /// Our number, where the row carried it.
    payment_number: Option<String>,
    /// CONTRACT_NO.
    contract_number: Option<String>,
    /// RECEIPT_ADD_WORD.
    reason: Option<String>,
    /// Where it stands.
    state: ResultState,
    /// Why it waits, or waited.
    mismatch: Option<Mismatch>,
    /// The payment it was booked on.
    payment_id: Option<PaymentId>,
    /// How it found it.
    matched_by: Option<MatchedBy>,
    /// Why an officer settled it so.
    note: Option<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(ResultView, "/payment-results");

impl From<&PaymentResult> for ResultView {
    fn from(r: &PaymentResult) -> Self {
        Self {
            id: r.id,
            etag: r.version.to_string(),
            batch_id: r.batch,
            file_id: r.file,
            region_code: r.region.clone(),
            row_number: r.row.number,
            certificate_no: r.row.certificate_no.clone(),
            outcome: r.row.outcome,
            amount: r.row.amount,
            paid_on: r.row.paid_on,
            payee_name: r.row.payee_name.clone(),
            payee_account_tail: r.account_tail.clone(),
            use_text: r.row.use_text.clone(),
            payment_number: r.row.payment_number.clone(),
            contract_number: r.row.contract_number.clone(),
            reason: r.row.reason.clone(),
            state: r.state,
            mismatch: r.mismatch,
            payment_id: r.payment,
            matched_by: r.matched_by,
            note: r.note.clone(),
            layer: r.layer,
            created_at: r.created_at,
            updated_at: r.updated_at,
        }
    }
}

/// Another attempt.
#[derive(Debug, Object)]
pub struct RetryBody {
    /// Another confirmed account of the same payee; the same as before when absent.
    bank_account_id: Option<BankAccountId>,
}

/// The payment that a row is of.
#[derive(Debug, Object)]
pub struct MatchBody {
    /// Which payment.
    payment_id: PaymentId,
    /// Why so.
    reason: Plain<500>,
}

/// Why a row is none of ours.
#[derive(Debug, Object)]
pub struct DismissBody {
    /// Why so.
    reason: Plain<500>,
}

/// Filters of payments.
#[derive(Debug, Object)]
pub struct PaymentFilter {
    /// Only in this region and everything inside it.
    pub(super) region: Option<RegionCode>,
    /// Only of this disbursement.
    disbursement_id: Option<DisbursementId>,
    /// Only in this batch.
    batch_id: Option<BatchId>,
    /// Only in this state.
    state: Option<PaymentState>,
}

impl Filter for PaymentFilter {
    const MARK: &'static str = "list:PaymentFilter:sync:external";
}

impl From<PaymentFilter> for PaymentQuery {
    fn from(f: PaymentFilter) -> Self {
        Self { disbursement: f.disbursement_id, batch: f.batch_id, state: f.state, only: None }
    }
}

/// Filters of results.
#[derive(Debug, Object)]
pub struct ResultFilter {
    /// Only in this region and everything inside it.
    pub(super) region: Option<RegionCode>,
    /// Only in this state: `unmatched` is the queue.
    pub(super) state: Option<ResultState>,
    /// Only imported under this batch.
    pub(super) batch_id: Option<BatchId>,
}

impl Filter for ResultFilter {
    const MARK: &'static str = "list:ResultFilter:sync";
}

/// Payments and results.
pub struct PaymentsApi(pub Db);

impl PaymentsApi {
    async fn settle(
        &self,
        by: Acting,
        id: ResultId,
        settle: Settle,
        reason: String,
    ) -> Result<Done<ResultView>, Refused<Writes>> {
        let work = SettleResult { actor: by.actor.clone(), id, if_match: by.if_match.clone(), settle, reason };
        by.run(&self.0, &work, |r| ResultView::from(r)).await
    }
}

#[OpenApi]
impl PaymentsApi {
    /// Payments in one's regions
    #[oai(path = "/payments", method = "get", operation_id = "payments.payment.list")]
    async fn list(&self, by: Lister<PaymentFilter>) -> Result<Json<PageOf<PaymentView>>, Refused<Reads>> {
        let region = by.filter.region.clone();
        let query = (by.filter.into(), by.external);
        let page = list_payments(&self.0, &by.holder, region.as_ref(), query, &by.listing).await?;
        Ok(Json(page.map(|p| PaymentView::from(&p)).into()))
    }

    /// One payment
    #[oai(path = "/payments/:id", method = "get", operation_id = "payments.payment.read")]
    async fn read(&self, by: Caller, id: Path<PaymentId>) -> Result<Read<PaymentView>, Refused<Reads>> {
        Ok(Read(PaymentView::from(&read_payment(&self.0, &by.holder, id.0).await?)))
    }

    /// The treasury gave no answer; the money stays in payment
    #[oai(path = "/payments/:id/mark-unknown", method = "post", operation_id = "payments.payment.mark_unknown")]
    async fn mark_unknown(&self, by: Acting, id: Path<PaymentId>) -> Result<Done<PaymentView>, Refused<Writes>> {
        let work = MarkUnknown { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone() };
        by.run(&self.0, &work, |p| PaymentView::from(p)).await
    }

    /// Try a failed or bounced payment again, or send what waits to be made good into another account: a new payment waits for a batch
    #[oai(path = "/payments/:id/retry", method = "post", operation_id = "payments.payment.retry")]
    async fn retry(
        &self,
        by: Acting,
        id: Path<PaymentId>,
        body: Json<RetryBody>,
    ) -> Result<Done<PaymentView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = RetryPayment { actor, id: id.0, if_match, account: body.0.bank_account_id };
        by.run(&self.0, &work, |p| PaymentView::from(p)).await
    }

    /// Say by which names other systems know a payment, in place of those it had
    #[oai(path = "/payments/:id/external-ids", method = "post", operation_id = "payments.payment.set_external_ids")]
    async fn set_external_ids(
        &self,
        by: Acting,
        id: Path<PaymentId>,
        body: Json<ExternalIds>,
    ) -> Result<Done<PaymentView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = NamePayment { actor, id: id.0, if_match, external_ids: body.0.into() };
        by.run(&self.0, &work, |p| PaymentView::from(p)).await
    }

    /// What the treasury answered, row by row
    #[oai(path = "/payment-results", method = "get", operation_id = "payments.result.list")]
    async fn results(&self, by: Lister<ResultFilter>) -> Result<Json<PageOf<ResultView>>, Refused<Reads>> {
        let query = (by.filter.state, by.filter.batch_id);
        let page = list_results(&self.0, &by.holder, by.filter.region.as_ref(), query, &by.listing).await?;
        Ok(Json(page.map(|r| ResultView::from(&r)).into()))
    }

    /// One row
    #[oai(path = "/payment-results/:id", method = "get", operation_id = "payments.result.read")]
    async fn result(&self, by: Caller, id: Path<ResultId>) -> Result<Read<ResultView>, Refused<Reads>> {
        Ok(Read(ResultView::from(&read_result(&self.0, &by.holder, id.0).await?)))
    }

    /// Say which payment a row is of, also of one that was dismissed by mistake
    #[oai(path = "/payment-results/:id/match", method = "post", operation_id = "payments.result.match")]
    async fn match_result(
        &self,
        by: Acting,
        id: Path<ResultId>,
        body: Json<MatchBody>,
    ) -> Result<Done<ResultView>, Refused<Writes>> {
        self.settle(by, id.0, Settle::Match(body.0.payment_id), body.0.reason.into()).await
    }

    /// Say that a row is none of ours
    #[oai(path = "/payment-results/:id/dismiss", method = "post", operation_id = "payments.result.dismiss")]
    async fn dismiss(
        &self,
        by: Acting,
        id: Path<ResultId>,
        body: Json<DismissBody>,
    ) -> Result<Done<ResultView>, Refused<Writes>> {
        self.settle(by, id.0, Settle::Dismiss, body.0.reason.into()).await
    }
}
