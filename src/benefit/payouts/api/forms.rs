//! `/bank-forms`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::PayoutsParts;
use crate::{
    benefit::payouts::{
        model::{BankForm, BankFormQuery, BankFormState, KeptForm, NamedBy, PayoutChannel},
        service::{
            exports::BankFormTable,
            forms::{CloseBankForm, RecordBankForm},
            read::{list_forms, read_form},
        },
    },
    ground::{
        authority::action,
        kernel::{BankFormId, Instant, Layer, OfficerId, RegionCode},
        platform::{Fault, Stop},
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused,
            Writes, resource, wire_words,
        },
    },
    office::tables::{TableFile, exported},
};

wire_words!(BankFormState, PayoutChannel);

/// What a bank takes and answers, as its county wrote it down (代发文件格式).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct BankFormView {
    /// Id.
    id: BankFormId,
    /// Version, for `If-Match`.
    etag: String,
    /// Where it is used.
    region_code: RegionCode,
    /// What it is called in short.
    key: String,
    /// What it is called.
    name: String,
    /// The form itself, TOML or JSON. Absent in lists.
    text: Option<String>,
    /// Of which channel.
    channel: PayoutChannel,
    /// State.
    state: BankFormState,
    /// Who recorded it.
    recorded_by: OfficerId,
    /// Why it is used no more.
    close_reason: Option<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(BankFormView, "/bank-forms");

impl From<&KeptForm> for BankFormView {
    fn from(f: &KeptForm) -> Self {
        Self {
            id: f.id,
            etag: f.version.to_string(),
            region_code: f.region.clone(),
            key: f.key.clone(),
            name: f.name.clone(),
            text: Some(f.text.clone()),
            channel: f.channel,
            state: f.state,
            recorded_by: f.recorded_by,
            close_reason: f.close_reason.clone(),
            layer: f.layer,
            created_at: f.created_at,
            updated_at: f.updated_at,
        }
    }
}

/// A form that comes with this release.
#[derive(Debug, Object)]
pub struct BankFormSample {
    /// What it is called in short.
    key: String,
    /// What it is called.
    name: String,
    /// By what its answers name their orders: `number`, `place`, or `account_and_amount`.
    named_by: String,
    /// The form itself.
    text: String,
}

/// The forms that come with this release.
#[derive(Debug, Object)]
pub struct BankFormSamples {
    /// Each with its text: take the nearest, and change what your bank says otherwise.
    items: Vec<BankFormSample>,
}

fn samples() -> Result<BankFormSamples, Fault> {
    let found = BankForm::samples().map_err(|fault| Fault::inconsistent(format!("a sample of a form: {fault}")))?;
    let sample = |((key, name, form), (_, text)): ((&str, String, BankForm), (&str, &str))| BankFormSample {
        key: key.to_owned(),
        name,
        named_by: match form.named_by() {
            NamedBy::Number => "number",
            NamedBy::Place => "place",
            NamedBy::AccountAndAmount => "account_and_amount",
        }
        .to_owned(),
        text: text.to_owned(),
    };
    Ok(BankFormSamples { items: found.into_iter().zip(BankForm::SAMPLES).map(sample).collect() })
}

/// A form as its bank says it is.
#[derive(Debug, Object)]
pub struct NewBankForm {
    /// Where it is used: everything inside.
    region_code: RegionCode,
    /// What it is called in short.
    #[oai(validator(pattern = "^[a-z][a-z0-9_]{0,39}$"))]
    key: String,
    /// The form, TOML or JSON; samples stand at `/bank-forms/samples`.
    #[oai(validator(min_length = 1, max_length = 20000))]
    text: String,
    /// Of which channel.
    channel: PayoutChannel,
}

/// That no batch is made by it any more.
#[derive(Debug, Object)]
pub struct BankFormClosing {
    /// Why.
    reason: Plain<200>,
}

/// Filters of forms.
#[derive(Debug, Object)]
pub struct BankFormFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only in this state.
    state: Option<BankFormState>,
}

impl Filter for BankFormFilter {
    const MARK: &'static str = "list:BankFormFilter:since";
}

impl From<&BankFormFilter> for BankFormQuery {
    fn from(f: &BankFormFilter) -> Self {
        Self { state: f.state }
    }
}

/// Forms of banks.
pub struct BankFormsApi(pub PayoutsParts);

#[OpenApi]
impl BankFormsApi {
    /// The forms of banks in one's regions
    #[oai(path = "/bank-forms", method = "get", operation_id = "payouts.form.list")]
    async fn list(&self, by: Lister<BankFormFilter>) -> Result<Json<PageOf<BankFormView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), BankFormQuery::from(&by.filter));
        let page = list_forms(&self.0.db, (&by.holder, &action::BANK_FORM_READ), region, query, &by.listing).await?;
        Ok(Json(page.map(|f| BankFormView { text: None, ..BankFormView::from(&f) }).into()))
    }

    /// Record a form; it is never edited, another text is another form
    #[oai(path = "/bank-forms", method = "post", operation_id = "payouts.form.record")]
    async fn record(&self, by: Creating, body: Json<NewBankForm>) -> Result<Created<BankFormView>, Refused<Writes>> {
        let (actor, b) = (by.actor.clone(), body.0);
        let work = RecordBankForm { actor, region: b.region_code, key: b.key, text: b.text, channel: b.channel };
        by.run(&self.0.db, &work, |f| BankFormView::from(f)).await
    }

    /// The forms as a table, as filtered
    #[oai(path = "/bank-forms/export", method = "get", operation_id = "payouts.form.export")]
    async fn export(&self, by: Exporter<BankFormFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = BankFormQuery::from(&by.filter);
        let list = BankFormTable(self.0.seen(by.takeout.holder.clone(), by.filter.region), query);
        Ok(exported(by.takeout, &action::BANK_FORM_EXPORT, list).await?)
    }

    /// The forms that come with this release, to begin with
    #[oai(path = "/bank-forms/samples", method = "get", operation_id = "payouts.form.read_samples")]
    async fn samples(&self, by: Caller) -> Result<Json<BankFormSamples>, Refused<Reads>> {
        by.holder.scope(&action::BANK_FORM_READ_SAMPLES).map_err(Stop::from)?;
        Ok(Json(samples()?))
    }

    /// One form, with its text
    #[oai(path = "/bank-forms/:id", method = "get", operation_id = "payouts.form.read")]
    async fn read(&self, by: Caller, id: Path<BankFormId>) -> Result<Read<BankFormView>, Refused<Reads>> {
        Ok(Read(BankFormView::from(&read_form(&self.0.db, &by.holder, id.0).await?)))
    }

    /// Close a form: no batch is made or let go by it any more
    #[oai(path = "/bank-forms/:id/close", method = "post", operation_id = "payouts.form.close")]
    async fn close(
        &self,
        by: Acting,
        id: Path<BankFormId>,
        body: Json<BankFormClosing>,
    ) -> Result<Done<BankFormView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = CloseBankForm { actor, id: id.0, if_match, reason: body.0.reason.into() };
        by.run(&self.0.db, &work, |f| BankFormView::from(f)).await
    }
}
