//! `/share-transactions`: what happens to shares, from a day on.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::{
    SharesParts,
    shapes::{NewShareLeg, ids, whose},
};
use crate::{
    benefit::shares::{
        model::{
            DeathPaper, Entry, Opening, ShareClass, ShareEvidence, ShareTransaction, TransactionKind, TransactionQuery,
        },
        service::{
            exports::TransactionTable,
            opening_rows::OpeningRows,
            read::{ShownTransaction, list_transactions, read_transaction},
            record::RecordTransaction,
            reverse::ReverseTransaction,
        },
    },
    ground::{
        authority::action,
        kernel::{
            Day, FileId, HouseholdId, Instant, Layer, OrganisationId, PersonId, RegionCode, ResolutionId,
            ShareSchemeId, ShareTransactionId, Shares,
        },
        wire::{
            Caller, Created, Creating, Deferring, Exporter, ExternalId, Filter, Lister, Number, PageOf, Plain, Read,
            Reads, Refused, Writes, resource, shown, wire_words,
        },
    },
    office::tables::{ImportForm, ImportReply, TableFile, exported, import, mark, template},
};

wire_words!(TransactionKind, ShareEvidence);

/// What an opening register says of an issue beside its shares (期初登记).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ShareOpeningView {
    /// What proves it.
    evidence: ShareEvidence,
    /// The number of the certificate that the holder has of old.
    certificate: Option<String>,
}

impl From<&Opening> for ShareOpeningView {
    fn from(o: &Opening) -> Self {
        Self { evidence: o.evidence, certificate: o.certificate.clone() }
    }
}

/// By which paper the one died who is inherited from (死亡证明).
#[derive(Debug, Object)]
pub struct ShareDeathPaperView {
    /// Its number.
    number: String,
    /// On which day it was issued.
    issued_on: Day,
    /// By whom.
    issuer: String,
}

impl From<&DeathPaper> for ShareDeathPaperView {
    fn from(p: &DeathPaper) -> Self {
        Self { number: p.number.clone(), issued_on: p.issued_on, issuer: p.issuer.clone() }
    }
}

/// By how many shares of a class a transaction changes what somebody has.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ShareEntryView {
    /// Serial in the register.
    serial: i64,
    /// The person, as one of the register.
    person_id: Option<PersonId>,
    /// Or the household.
    household_id: Option<HouseholdId>,
    /// Or the organisation.
    organisation_id: Option<OrganisationId>,
    /// How the holder is called, masked. Absent in the answer of an act.
    name: Option<String>,
    /// Of which class.
    class: ShareClass,
    /// How many come; absent where they go.
    received: Option<Shares>,
    /// How many go; absent where they come.
    given: Option<Shares>,
}

impl From<&Entry> for ShareEntryView {
    fn from(e: &Entry) -> Self {
        let (person_id, household_id, organisation_id) = ids(e.holder.whose);
        let some = |e4: i64| Shares::from_scaled(e4).filter(|s| *s != Shares::ZERO);
        Self {
            serial: e.holder.serial,
            person_id,
            household_id,
            organisation_id,
            name: None,
            class: e.class,
            received: some(e.delta_e4),
            given: some(-e.delta_e4),
        }
    }
}

/// What happened to shares of a scheme (份额变动), masked.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ShareTransactionView {
    /// Id.
    id: ShareTransactionId,
    /// Version: it is never changed.
    etag: String,
    /// Printed number.
    number: String,
    /// Of which scheme.
    scheme_id: ShareSchemeId,
    /// Where its body lies.
    region_code: RegionCode,
    /// What it is.
    kind: TransactionKind,
    /// From which day on.
    on: Day,
    /// Whom it changes, and by how much.
    entries: Vec<ShareEntryView>,
    /// The paper.
    file_id: Option<FileId>,
    /// By which paper the one died who is inherited from, where it is told.
    death_paper: Option<ShareDeathPaperView>,
    /// By which resolution a dynamic scheme in force grew or shrank.
    resolution_id: Option<ResolutionId>,
    /// Which transaction it takes back.
    reverses_id: Option<ShareTransactionId>,
    /// Which one took it back. Absent in the answer of an act.
    reversed_by_id: Option<ShareTransactionId>,
    /// What proves it, where it came with an opening register.
    opening: Option<ShareOpeningView>,
    /// Its names in other systems.
    external_ids: Vec<ExternalId>,
    /// Remark; of a reversal, why.
    note: Option<String>,
    /// Who recorded it.
    recorded_by: String,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it was recorded.
    created_at: Instant,
    /// The same.
    updated_at: Instant,
}
resource!(ShareTransactionView, "/share-transactions");

impl From<&ShareTransaction> for ShareTransactionView {
    fn from(t: &ShareTransaction) -> Self {
        Self {
            id: t.id,
            etag: "1".into(),
            number: t.number.clone(),
            scheme_id: t.scheme,
            region_code: t.region.clone(),
            kind: t.kind,
            on: t.on,
            entries: t.entries.iter().map(Into::into).collect(),
            file_id: t.paper,
            death_paper: t.death_paper.as_ref().map(Into::into),
            resolution_id: t.resolution,
            reverses_id: t.reverses,
            reversed_by_id: t.reversed_by,
            opening: t.opening.as_ref().map(Into::into),
            external_ids: shown(&t.external_ids),
            note: t.note.clone(),
            recorded_by: t.recorded_by.clone(),
            layer: t.layer,
            created_at: t.created_at,
            updated_at: t.created_at,
        }
    }
}

impl From<&ShownTransaction> for ShareTransactionView {
    fn from(s: &ShownTransaction) -> Self {
        let view = Self::from(&s.transaction);
        let named = view.entries.into_iter().zip(&s.names);
        let entries = named.map(|(entry, name)| ShareEntryView { name: Some(name.clone()), ..entry }).collect();
        Self { entries, ..view }
    }
}

/// By which paper the one died who is inherited from (死亡证明): a certificate of a hospital or the police, a judgement.
#[derive(Debug, Object)]
pub struct ShareDeathPaper {
    /// 文号、编号.
    number: Number<64>,
    /// 签发日期; not after today.
    issued_on: Day,
    /// 签发单位.
    issuer: Plain<100>,
}

impl From<ShareDeathPaper> for DeathPaper {
    fn from(p: ShareDeathPaper) -> Self {
        Self { number: p.number.into(), issued_on: p.issued_on, issuer: p.issuer.into() }
    }
}

/// What happens to shares of a scheme from a day on.
#[derive(Debug, Object)]
pub struct NewShareTransaction {
    /// Of which scheme.
    scheme_id: ShareSchemeId,
    /// What it is. Heirs, split and merged households receive all that there is, at once.
    kind: TransactionKind,
    /// From which day on; not after today. Earlier days than others in the register are taken, if nobody has too few afterwards.
    on: Day,
    /// Who gives what: nobody where shares are made.
    #[oai(validator(max_items = 200))]
    from: Option<Vec<NewShareLeg>>,
    /// Who receives what: nobody where shares are cancelled.
    #[oai(validator(max_items = 200))]
    to: Option<Vec<NewShareLeg>>,
    /// The paper.
    file_id: FileId,
    /// By which paper the one died who is inherited from: wanted where no register tells of the death, and then taken in by another officer than who
    /// records the inheritance.
    death_paper: Option<ShareDeathPaper>,
    /// By which resolution a dynamic scheme in force grows or shrinks; of nothing else.
    resolution_id: Option<ResolutionId>,
    /// Remark; never a name.
    note: Option<Plain<500>>,
}

/// That a transaction was wrong.
#[derive(Debug, Object)]
pub struct ShareTransactionReversal {
    /// Why; never a name.
    reason: Plain<200>,
    /// The paper, where there is one.
    file_id: Option<FileId>,
}

/// Filters of transactions.
#[derive(Debug, Object)]
pub struct ShareTransactionFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this scheme.
    scheme_id: Option<ShareSchemeId>,
    /// Only of this kind.
    kind: Option<TransactionKind>,
    /// Only what changes what this person has.
    person_id: Option<PersonId>,
    /// Only what changes what this household has.
    household_id: Option<HouseholdId>,
    /// Only what changes what this organisation has.
    organisation_id: Option<OrganisationId>,
}

impl Filter for ShareTransactionFilter {
    const MARK: &'static str = "list:ShareTransactionFilter:since:external";
}

impl From<&ShareTransactionFilter> for TransactionQuery {
    fn from(f: &ShareTransactionFilter) -> Self {
        let whose = whose(f.person_id, f.household_id, f.organisation_id);
        Self { scheme: f.scheme_id, kind: f.kind, whose, only: None }
    }
}

/// What happens to shares.
pub struct ShareTransactionsApi(pub SharesParts);

#[OpenApi]
impl ShareTransactionsApi {
    /// What happened to shares of schemes in one's regions, masked
    #[oai(path = "/share-transactions", method = "get", operation_id = "shares.transaction.list")]
    async fn list(
        &self,
        by: Lister<ShareTransactionFilter>,
    ) -> Result<Json<PageOf<ShareTransactionView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), (TransactionQuery::from(&by.filter), by.external));
        let parts = (&self.0.db, &self.0.sealer);
        let page = list_transactions(parts, &by.holder, region, query, &by.listing).await?;
        Ok(Json(page.map(|t| ShareTransactionView::from(&t)).into()))
    }

    /// Record what happens to shares of a scheme from a day on
    #[oai(path = "/share-transactions", method = "post", operation_id = "shares.transaction.record")]
    async fn record(
        &self,
        by: Creating,
        body: Json<NewShareTransaction>,
    ) -> Result<Created<ShareTransactionView>, Refused<Writes>> {
        let b = body.0;
        let legs = |legs: Option<Vec<NewShareLeg>>| legs.into_iter().flatten().map(Into::into).collect();
        let work = RecordTransaction {
            actor: by.actor.clone(),
            scheme: b.scheme_id,
            kind: b.kind,
            on: b.on,
            from: legs(b.from),
            to: legs(b.to),
            paper: b.file_id,
            death_paper: b.death_paper.map(Into::into),
            resolution: b.resolution_id,
            note: b.note.map(Into::into),
        };
        by.run(&self.0.db, &work, |t| ShareTransactionView::from(t)).await
    }

    /// The transactions as a table, as filtered
    #[oai(path = "/share-transactions/export", method = "get", operation_id = "shares.transaction.export")]
    async fn export(&self, by: Exporter<ShareTransactionFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = TransactionQuery::from(&by.filter);
        let (db, sealer) = (self.0.db.clone(), self.0.sealer.clone());
        let (holder, region) = (by.takeout.holder.clone(), by.filter.region);
        let list = TransactionTable { db, sealer, holder, region, query, external: by.external };
        Ok(exported(by.takeout, &action::SHARE_TRANSACTION_EXPORT, list).await?)
    }

    /// Import the register that a body kept before (期初股权登记册), a row a holding, while its scheme's register is being filled
    #[oai(path = "/share-transactions/imports", method = "post", operation_id = "shares.transaction.import")]
    async fn import(&self, by: Deferring, form: ImportForm) -> Result<ImportReply, Refused<Writes>> {
        import(&self.0.intake, by, form, OpeningRows).await
    }

    /// A file of an opening register back, with what is wrong in each row; nothing is kept
    #[oai(
        path = "/share-transactions/imports/marked",
        method = "post",
        operation_id = "shares.transaction.mark_import"
    )]
    async fn mark_import(&self, by: Caller, form: ImportForm) -> Result<TableFile, Refused<Writes>> {
        Ok(mark(&self.0.intake, by, form, OpeningRows).await?)
    }

    /// The template of an opening register
    #[oai(
        path = "/share-transactions/imports/template",
        method = "get",
        operation_id = "shares.transaction.read_template"
    )]
    async fn template(&self, by: Caller) -> Result<TableFile, Refused<Writes>> {
        Ok(template::<OpeningRows>(&by)?)
    }

    /// One transaction, masked
    #[oai(path = "/share-transactions/:id", method = "get", operation_id = "shares.transaction.read")]
    async fn read(
        &self,
        by: Caller,
        id: Path<ShareTransactionId>,
    ) -> Result<Read<ShareTransactionView>, Refused<Reads>> {
        let found = read_transaction((&self.0.db, &self.0.sealer), &by.holder, id.0).await?;
        Ok(Read(ShareTransactionView::from(&found)))
    }

    /// Take a transaction back by another, from the same day on
    #[oai(path = "/share-transactions/:id/reverse", method = "post", operation_id = "shares.transaction.reverse")]
    async fn reverse(
        &self,
        by: Creating,
        id: Path<ShareTransactionId>,
        body: Json<ShareTransactionReversal>,
    ) -> Result<Created<ShareTransactionView>, Refused<Writes>> {
        let (actor, b, heirs) = (by.actor.clone(), body.0, self.0.heirs);
        let work = ReverseTransaction { actor, id: id.0, reason: b.reason.into(), paper: b.file_id, heirs };
        by.run(&self.0.db, &work, |t| ShareTransactionView::from(t)).await
    }
}
