//! `/income-entries`: what bodies receive and pay.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::IncomeParts;
use crate::{
    benefit::income::{
        model::{BookedLine, Entry, EntryQuery, FromLine, IncomeCategory, IncomeSide, Part, RefundOf, SpreadTerm},
        service::{
            entries::{EntryTold, RecordEntry, ReverseEntry},
            exports::EntryTable,
            read::{list_entries, read_entry},
        },
    },
    ground::{
        authority::action,
        kernel::{
            AssetId, BankAccountId, CollectiveId, Day, DistributionId, FileId, IncomeEntryId, Instant, Layer, Money,
            OfficerId, OrganisationId, PayoutId, RegionCode,
        },
        wire::{
            Caller, Created, Creating, Exporter, Filter, Lister, Number, PageOf, Plain, Read, Reads, Refused, Text,
            Writes, resource, texts, wire_words,
        },
    },
    office::tables::{TableFile, exported},
};

wire_words!(IncomeCategory, IncomeSide);

/// The months that a sum covers.
#[derive(Debug, Object)]
pub struct IncomeTerm {
    /// The day from which it covers; a month begun is a month.
    from_on: Day,
    /// How many months.
    #[oai(validator(minimum(value = "2"), maximum(value = "600")))]
    months: i32,
}

/// What of an entry counts into a year.
#[derive(Debug, Object)]
pub struct IncomePartView {
    /// Which year.
    year: i32,
    /// How much; below nothing in a reversal.
    amount: Money,
}

/// Which line of another body's list an income is: by the plan, and by the serial of whoever has it there.
#[derive(Debug, Object)]
pub struct NewIncomeLine {
    /// The plan; it may lie outside one's regions.
    distribution_id: DistributionId,
    /// The serial of the body's organisation in its list.
    #[oai(validator(minimum(value = "1")))]
    serial: i64,
}

/// Which line of another body's list an income is, and by which payout it came.
#[derive(Debug, Object)]
pub struct IncomeLineView {
    /// The plan.
    distribution_id: DistributionId,
    /// The serial of the body's organisation in its list.
    serial: i64,
    /// The payout.
    payout_id: PayoutId,
}

impl From<BookedLine> for IncomeLineView {
    fn from(l: BookedLine) -> Self {
        Self { distribution_id: l.distribution, serial: l.serial, payout_id: l.payout }
    }
}

/// What a body received or paid (集体收支).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct IncomeEntryView {
    /// Id.
    id: IncomeEntryId,
    /// Version: it is never changed.
    etag: String,
    /// Printed number.
    number: String,
    /// Of which body.
    collective_id: CollectiveId,
    /// Where that lies.
    region_code: RegionCode,
    /// Income or expense.
    side: IncomeSide,
    /// Of what sort.
    category: IncomeCategory,
    /// From which asset, or for it.
    asset_id: Option<AssetId>,
    /// What earned a rent that names no asset.
    asset_basis: Option<String>,
    /// On which day.
    on: Day,
    /// How much.
    amount: Money,
    /// By which account.
    account_id: BankAccountId,
    /// From or to whom, as the paper writes it.
    counterparty: String,
    /// The same as an organisation of the register.
    organisation_id: Option<OrganisationId>,
    /// By which voucher.
    voucher: String,
    /// The paper.
    file_id: Option<FileId>,
    /// Which months it covers.
    term: Option<IncomeTerm>,
    /// What of it counts into which year; of an opening balance nothing.
    parts: Vec<IncomePartView>,
    /// Which line of another body's list it books.
    from_line: Option<IncomeLineView>,
    /// Of which income, taken for months to come, it gives some back; `term` and `parts` tell which months.
    refund_of_id: Option<IncomeEntryId>,
    /// Numbers of the rules whose warnings were acknowledged.
    acknowledged: Vec<String>,
    /// Which entry it takes back.
    reverses_id: Option<IncomeEntryId>,
    /// Which one took it back.
    reversed_by_id: Option<IncomeEntryId>,
    /// Remark; of a reversal, why.
    note: Option<String>,
    /// Who recorded it.
    recorded_by_officer_id: OfficerId,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it was recorded.
    created_at: Instant,
    /// The same.
    updated_at: Instant,
}
resource!(IncomeEntryView, "/income-entries");

impl From<&Entry> for IncomeEntryView {
    fn from(e: &Entry) -> Self {
        let part = |p: &Part| IncomePartView { year: p.year, amount: p.amount };
        Self {
            id: e.id,
            etag: "1".into(),
            number: e.number.clone(),
            collective_id: e.collective,
            region_code: e.region.clone(),
            side: e.side,
            category: e.category,
            asset_id: e.asset,
            asset_basis: e.asset_basis.clone(),
            on: e.on,
            amount: e.amount,
            account_id: e.account,
            counterparty: e.counterparty.clone(),
            organisation_id: e.organisation,
            voucher: e.voucher.clone(),
            file_id: e.paper,
            term: e.term.map(|t| IncomeTerm { from_on: t.from, months: t.months }),
            parts: e.parts.iter().map(part).collect(),
            from_line: e.from_line.map(IncomeLineView::from),
            refund_of_id: e.refund_of,
            acknowledged: e.acknowledged.clone(),
            reverses_id: e.reverses,
            reversed_by_id: e.reversed_by,
            note: e.note.clone(),
            recorded_by_officer_id: e.recorded_by,
            layer: e.layer,
            created_at: e.created_at,
            updated_at: e.created_at,
        }
    }
}

/// Of which income, taken for months to come, an expense gives some back (退还预收租金).
#[derive(Debug, Object)]
pub struct NewIncomeRefund {
    /// The income: it covers months, and stands.
    income_entry_id: IncomeEntryId,
    /// A day of the first month that is given back; what was earned before stays as it is.
    from_on: Day,
}

/// What a body received or paid.
#[derive(Debug, Object)]
pub struct NewIncomeEntry {
    /// Of which body.
    collective_id: CollectiveId,
    /// Of what sort: it says whether it is income or expense.
    category: IncomeCategory,
    /// From which asset, or for it; a rent names one, or says in `asset_basis` why it does not (R76.1).
    asset_id: Option<AssetId>,
    /// What earned a rent that names no asset, and by which contract; that is its paper. Never a name.
    asset_basis: Option<Plain<300>>,
    /// On which day; not after today.
    on: Day,
    /// How much; more than nothing.
    amount: Money,
    /// By which account of the body: its own, or one that its agency keeps for it.
    account_id: BankAccountId,
    /// From or to whom, as the paper writes it.
    counterparty: Plain<200>,
    /// The same as an organisation of the register.
    organisation_id: Option<OrganisationId>,
    /// By which voucher; within an accounting month each once for the same.
    voucher: Number<100>,
    /// The paper.
    file_id: FileId,
    /// Which months an income covers that was taken at once for several: each year gets its own part (R51).
    term: Option<IncomeTerm>,
    /// Which line of another body's list it is, once that is paid: of the sort `stake`, whole, into the account that has it (R78.1, R78.2).
    from_line: Option<NewIncomeLine>,
    /// Of which income, taken for months to come, it gives some back: of the sort `other_expense`, counting against the years of those months.
    refund_of: Option<NewIncomeRefund>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
    /// Remark; never a name.
    note: Option<Plain<500>>,
}

/// That an entry was wrong.
#[derive(Debug, Object)]
pub struct IncomeEntryReversal {
    /// Why; never a name.
    reason: Plain<200>,
    /// The paper, where there is one.
    file_id: Option<FileId>,
}

/// Filters of entries.
#[derive(Debug, Object)]
pub struct IncomeEntryFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this body.
    collective_id: Option<CollectiveId>,
    /// Only income, or only expense.
    side: Option<IncomeSide>,
    /// Only of this sort.
    category: Option<IncomeCategory>,
    /// Only of this asset.
    asset_id: Option<AssetId>,
    /// Only by this account.
    account_id: Option<BankAccountId>,
    /// Only what counts into this year.
    #[oai(validator(minimum(value = "1990"), maximum(value = "2100")))]
    year: Option<i32>,
}

impl Filter for IncomeEntryFilter {
    const MARK: &'static str = "list:IncomeEntryFilter:since";
}

impl From<&IncomeEntryFilter> for EntryQuery {
    fn from(f: &IncomeEntryFilter) -> Self {
        Self {
            collective: f.collective_id,
            side: f.side,
            category: f.category,
            asset: f.asset_id,
            account: f.account_id,
            year: f.year,
        }
    }
}

/// Income and expense of bodies.
pub struct IncomeEntriesApi(pub IncomeParts);

#[OpenApi]
impl IncomeEntriesApi {
    /// Income and expense of bodies in one's regions
    #[oai(path = "/income-entries", method = "get", operation_id = "income.entry.list")]
    async fn list(&self, by: Lister<IncomeEntryFilter>) -> Result<Json<PageOf<IncomeEntryView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), EntryQuery::from(&by.filter));
        let page = list_entries(&self.0.db, &by.holder, region, &query, &by.listing).await?;
        Ok(Json(page.map(|x| IncomeEntryView::from(&x)).into()))
    }

    /// Income and expense as a table, as filtered
    #[oai(path = "/income-entries/export", method = "get", operation_id = "income.entry.export")]
    async fn export(&self, by: Exporter<IncomeEntryFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = EntryQuery::from(&by.filter);
        let (db, holder, region) = (self.0.db.clone(), by.takeout.holder.clone(), by.filter.region);
        Ok(exported(by.takeout, &action::INCOME_ENTRY_EXPORT, EntryTable { db, holder, region, query }).await?)
    }

    /// One entry
    #[oai(path = "/income-entries/:id", method = "get", operation_id = "income.entry.read")]
    async fn read(&self, by: Caller, id: Path<IncomeEntryId>) -> Result<Read<IncomeEntryView>, Refused<Reads>> {
        Ok(Read(IncomeEntryView::from(&read_entry(&self.0.db, &by.holder, id.0).await?)))
    }

    /// Record what a body received or paid
    #[oai(path = "/income-entries", method = "post", operation_id = "income.entry.record")]
    async fn record(
        &self,
        by: Creating,
        body: Json<NewIncomeEntry>,
    ) -> Result<Created<IncomeEntryView>, Refused<Writes>> {
        let b = body.0;
        let told = EntryTold {
            category: b.category,
            asset: b.asset_id,
            asset_basis: b.asset_basis.map(Into::into),
            on: b.on,
            amount: b.amount,
            account: b.account_id,
            counterparty: b.counterparty.into(),
            organisation: b.organisation_id,
            voucher: b.voucher.into(),
            paper: b.file_id,
            term: b.term.map(|t| SpreadTerm { from: t.from_on, months: t.months }),
            from_line: b.from_line.map(|l| FromLine { distribution: l.distribution_id, serial: l.serial }),
            refund: b.refund_of.map(|r| RefundOf { entry: r.income_entry_id, from: r.from_on }),
            acknowledged: texts(b.acknowledged),
            note: b.note.map(Into::into),
        };
        let work = RecordEntry { actor: by.actor.clone(), collective: b.collective_id, told, lines: self.0.lines };
        by.run(&self.0.db, &work, |e| IncomeEntryView::from(e)).await
    }

    /// Take an entry back by another
    #[oai(path = "/income-entries/:id/reverse", method = "post", operation_id = "income.entry.reverse")]
    async fn reverse(
        &self,
        by: Creating,
        id: Path<IncomeEntryId>,
        body: Json<IncomeEntryReversal>,
    ) -> Result<Created<IncomeEntryView>, Refused<Writes>> {
        let (actor, b) = (by.actor.clone(), body.0);
        let work = ReverseEntry { actor, id: id.0, reason: b.reason.into(), paper: b.file_id };
        by.run(&self.0.db, &work, |e| IncomeEntryView::from(e)).await
    }
}
