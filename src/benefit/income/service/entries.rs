//! 登记收支、冲正. What a body received and paid.

use super::{
    accounts::{ToldFor, a_day_of, account_of, covers, some, voucher_free},
    entry_subject,
    lines::Named,
    refunds::{Refund, refund},
};
use crate::{
    benefit::{
        collectives::{Collective, hold_body, may_earn},
        income::{
            IncomeRefusal, LineDoor,
            model::{
                BookedLine, Entry, FromLine, IncomeCategory, IncomeSide, IncomeYearState, Part, RefundOf, SpreadTerm,
                spread,
            },
            rules::{
                ASSET_NAMED, NO_INCOME, RENT_SPREAD, STATE_INCOME, asset_named, no_income, rent_spread, state_income,
            },
            store,
        },
    },
    ground::{
        authority::{Actor, Holder, action, officer_of, unknown},
        kernel::{
            AssetId, BankAccountId, Check, CollectiveId, Day, FileId, IncomeEntryId, Instant, Money, NumberKind,
            OrganisationId, Words as _, settle, stood_by,
        },
        platform::{Stop, Tx, Work, all_hold, apart, next_number},
        trail::{Change, Committed},
    },
    office::{access::holder, files::use_files, places::know_organisations},
    property::assets::{Asset, Regime, lock_assets, owners_on},
};

/// What is told of an income or an expense.
#[derive(Debug, Clone)]
pub struct EntryTold {
    /// Of what sort.
    pub category: IncomeCategory,
    /// From which asset, or for it.
    pub asset: Option<AssetId>,
    /// What earned a rent that names none.
    pub asset_basis: Option<String>,
    /// On which day.
    pub on: Day,
    /// How much.
    pub amount: Money,
    /// By which account.
    pub account: BankAccountId,
    /// From or to whom.
    pub counterparty: String,
    /// The same as an organisation.
    pub organisation: Option<OrganisationId>,
    /// By which voucher.
    pub voucher: String,
    /// The paper.
    pub paper: FileId,
    /// Which months it covers.
    pub term: Option<SpreadTerm>,
    /// Which line of another body's list it is.
    pub from_line: Option<FromLine>,
    /// Of which income, taken for months to come, it gives some back.
    pub refund: Option<RefundOf>,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
    /// Remark.
    pub note: Option<String>,
}

/// Records what a body received or paid.
pub struct RecordEntry {
    /// Who asks.
    pub actor: Actor,
    /// Of which body.
    pub collective: CollectiveId,
    /// What is told.
    pub told: EntryTold,
    /// What lists have for organisations.
    pub lines: &'static dyn LineDoor,
}

/// The regime of a state, under which somebody holds an asset on a day.
fn state_regime(asset: &Asset, on: Day) -> Option<Regime> {
    let of_state = |regime: &Regime| {
        matches!(regime, Regime::Administrative | Regime::Institution | Regime::Infrastructure | Regime::StateCompany)
    };
    owners_on(&asset.owners, on).iter().filter_map(|o| o.regime).find(of_state)
}

/// Every year that it counts into is open, and the books of the day's own year are there.
async fn years_open(tx: &Tx, body: &Collective, on: Day, parts: &[Part]) -> Result<(), Stop> {
    let own = on.year();
    let years = parts.iter().map(|p| p.year).filter(|y| *y != own).chain([own]);
    for year in years {
        match store::find_year_of(tx.conn(), body.id, year).await? {
            Some(found) if found.state == IncomeYearState::Closed => {
                return Err(IncomeRefusal::YearClosed { year: year.to_string() }.into());
            }
            None if year <= own => return Err(IncomeRefusal::NoYear { year: year.to_string() }.into()),
            _ => {}
        }
    }
    Ok(())
}

impl RecordEntry {
    /// What of it counts into which year: an opening balance into none.
    fn parts(&self) -> Result<Vec<Part>, Stop> {
        let told = &self.told;
        match told.term {
            Some(_)
                if told.category.side() == IncomeSide::Expense || told.category == IncomeCategory::OpeningBalance =>
            {
                Err(IncomeRefusal::TermMisfit.into())
            }
            Some(term) => Ok(spread(told.amount, term).ok_or(IncomeRefusal::TermMisfit)?),
            None if told.category == IncomeCategory::OpeningBalance => Ok(Vec::new()),
            None => Ok(vec![Part { year: told.on.year(), amount: told.amount }]),
        }
    }

    /// R51, R76, R76.1 and R78 of an income, and whether its asset is any that this body may earn of; the numbers of the warnings that are
    /// acknowledged come back. What is spent for another's is no matter here.
    async fn may(&self, tx: &Tx, holder: &Holder, body: &Collective) -> Result<Vec<String>, Stop> {
        let (told, mut earned_of) = (&self.told, None);
        let named = told.asset.is_some() || told.asset_basis.is_some();
        let mut checks: Vec<Check> = vec![
            NO_INCOME.judge(told.on, no_income(told.category)),
            ASSET_NAMED.judge(told.on, asset_named(told.category, named)),
            RENT_SPREAD.judge(told.on, rent_spread(told.category, told.term.is_some(), (told.amount, told.on.year()))),
        ];
        if let Some(id) = told.asset {
            let found = lock_assets(tx, &[id]).await?.pop().filter(|a| holder.seen().covers(&a.region));
            let asset = found.ok_or(IncomeRefusal::UnknownAsset)?;
            if told.category.side() == IncomeSide::Income {
                let regime = state_regime(&asset, told.on).map(|r| r.label());
                checks.push(STATE_INCOME.judge(told.on, state_income(&asset.number, told.on, regime)));
                earned_of = Some(asset);
            }
        }
        let settled = settle(checks, &told.acknowledged)?;
        if let Some(asset) = earned_of
            && !may_earn(tx.conn(), body, (&asset, told.on)).await?
        {
            return Err(IncomeRefusal::OthersAsset { asset: asset.number, on: told.on }.into());
        }
        Ok(stood_by(&settled))
    }

    /// It as an entry of a body.
    fn entry(&self, (id, number, now): (IncomeEntryId, String, Instant), of: Made<'_>) -> Result<Entry, Stop> {
        let (told, body) = (&self.told, of.body);
        Ok(Entry {
            id,
            number,
            collective: body.id,
            region: body.region.clone(),
            side: told.category.side(),
            category: told.category,
            asset: of.asset,
            on: told.on,
            amount: told.amount,
            account: told.account,
            counterparty: told.counterparty.clone(),
            organisation: told.organisation,
            voucher: told.voucher.clone(),
            paper: Some(told.paper),
            term: told.term.or(of.refund.as_ref().and_then(|r| r.term)),
            parts: of.parts,
            from_line: of.from_line,
            asset_basis: told.asset_basis.clone(),
            refund_of: of.refund.map(|r| r.entry),
            acknowledged: of.acknowledged,
            reverses: None,
            reversed_by: None,
            note: told.note.clone(),
            recorded_by: officer_of(&self.actor, &action::INCOME_ENTRY_RECORD)?,
            layer: self.actor.layer,
            created_at: now,
        })
    }
}

/// Of what an entry is made, beside what is told of it.
struct Made<'a> {
    body: &'a Collective,
    asset: Option<AssetId>,
    parts: Vec<Part>,
    from_line: Option<BookedLine>,
    refund: Option<Refund>,
    acknowledged: Vec<String>,
}

impl Work for RecordEntry {
    type Record = Committed<Entry>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Entry>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        // The plan of a line is held before the body that books it, as payouts and votes hold theirs.
        let line = Named::of(tx, (&holder, self.lines), self.collective, self.told.from_line).await?;
        let body = hold_body(tx, &holder, self.collective).await?;
        let permit = holder.permit(&action::INCOME_ENTRY_RECORD, &body.region)?;
        let (now, told) = (tx.now().await?, &self.told);
        let id: IncomeEntryId = tx.id(now);
        let subject = entry_subject(id);
        let named: Vec<_> = told.organisation.map(|o| ("/organisation_id".to_owned(), o)).into_iter().collect();
        let (given_back, refunds) = apart(refund(tx, &body, told).await);
        let (acknowledged, may) = apart(self.may(tx, &holder, &body).await);
        all_hold([
            some(told.amount),
            account_of(tx, &body, told.account).await.map(drop),
            know_organisations(tx, &holder, &body.region, &named, IncomeRefusal::UnknownOrganisation).await,
            use_files(tx, &holder.seen(), subject, &[told.paper]).await,
            self.parts().map(drop),
            line.told(&body, told),
            refunds,
            may,
            a_day_of(tx, &body, told.on).await,
        ])?;
        let refund = given_back.flatten();
        let parts = match &refund {
            Some(refund) => refund.parts.clone(),
            None => self.parts()?,
        };
        years_open(tx, &body, told.on, &parts).await?;
        // What is given back of a rent is of the rent's asset, whether that is told again or not.
        let asset = told.asset.or(refund.as_ref().and_then(|r| r.asset));
        let told_for = ToldFor::Entry(told.category, asset, &told.counterparty);
        voucher_free(tx, &body, (&told.voucher, told.on), &told_for).await?;
        let from_line = line.to_book(tx, told).await?;
        if told.category.side() == IncomeSide::Expense {
            covers(tx, &body, told.account, told.amount).await?;
        }
        let number = next_number(tx, NumberKind::IncomeEntry, &body.region).await?.to_string();
        let acknowledged = acknowledged.unwrap_or_default();
        let made = Made { body: &body, asset, parts, from_line, refund, acknowledged };
        let entry = self.entry((id, number, now), made)?;
        store::insert_entry(tx, &entry).await?;
        Ok(permit.commit(Change::created(subject, &entry.region, &entry), entry))
    }
}

/// Takes an entry back by another, which counts against the same years.
pub struct ReverseEntry {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: IncomeEntryId,
    /// Why.
    pub reason: String,
    /// The paper, where there is one.
    pub paper: Option<FileId>,
}

impl Work for ReverseEntry {
    type Record = Committed<Entry>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Entry>, Stop> {
        let wanted = &action::INCOME_ENTRY_REVERSE;
        let holder = holder(tx, &self.actor).await?;
        let wrong = store::find_entry(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, entry_subject(wrong.id), &wrong.region)?;
        let body = hold_body(tx, &holder, wrong.collective).await?;
        let now = tx.now().await?;
        let id: IncomeEntryId = tx.id(now);
        use_files(tx, &holder.seen(), entry_subject(id), self.paper.as_slice()).await?;
        if wrong.reverses.is_some() {
            return Err(IncomeRefusal::NothingToReverse.into());
        }
        // Read again under the lock of its body.
        if let Some(number) = store::reversal_of(tx.conn(), wrong.id).await? {
            return Err(IncomeRefusal::Reversed { number }.into());
        }
        if let Some(refund) = store::refunds_of(tx.conn(), wrong.id).await?.into_iter().next() {
            return Err(IncomeRefusal::RefundStands { number: refund.number }.into());
        }
        years_open(tx, &body, wrong.on, &wrong.parts).await?;
        if wrong.side == IncomeSide::Income {
            covers(tx, &body, wrong.account, wrong.amount).await?;
        }
        let number = next_number(tx, NumberKind::IncomeEntry, &body.region).await?.to_string();
        let back = |p: &Part| Part { amount: p.amount.negated(), ..*p };
        let entry = Entry {
            id,
            number,
            parts: wrong.parts.iter().map(back).collect(),
            paper: self.paper,
            from_line: None,
            asset_basis: None,
            refund_of: None,
            acknowledged: Vec::new(),
            reverses: Some(wrong.id),
            reversed_by: None,
            note: Some(self.reason.clone()),
            recorded_by: officer_of(&self.actor, wanted)?,
            layer: self.actor.layer,
            created_at: now,
            ..wrong
        };
        store::insert_entry(tx, &entry).await?;
        if wrong.from_line.is_some() {
            store::free_receipt(tx, wrong.id, entry.id).await?;
        }
        Ok(permit.commit(Change::created(entry_subject(id), &entry.region, &entry), entry))
    }
}
