//! 开立年度账、重新开账.

use uuid::Uuid;

use super::{Held, changed, hold, year_subject};
use crate::{
    benefit::{
        collectives::hold_body,
        income::{
            IncomeRefusal, LineDoor,
            model::{IncomePoolState, IncomeYearState, PoolCard, Year, beyond},
            service::close::movements,
            store,
        },
    },
    ground::{
        authority::{Actor, action, officer_of},
        kernel::{CollectiveId, Day, FileId, IncomeYearId, Money, SubjectKind, SubjectRef, Words as _},
        platform::{Stop, Tx, Work, all_hold},
        trail::{Change, Committed},
    },
    money::ledger::{AccountKind, Books, Entry as Booked},
    office::{
        access::holder,
        files::{use_files, use_files_at},
    },
};

/// Opens the books of a year.
pub struct OpenYear {
    /// Who asks.
    pub actor: Actor,
    /// Of which body.
    pub collective: CollectiveId,
    /// Which year.
    pub year: i32,
    /// What was lost before it, with its paper; of the first year alone.
    pub opening: (Option<Money>, Option<FileId>),
    /// Remark.
    pub note: Option<String>,
}

impl OpenYear {
    /// It follows the years that are there; only the first has losses from before.
    async fn follows(&self, tx: &Tx) -> Result<(), Stop> {
        let last = store::last_year(tx.conn(), self.collective).await?;
        let fits = match self.opening {
            (None, None) => true,
            (Some(loss), Some(_)) => last.is_none() && loss.is_positive(),
            _ => false,
        };
        if !fits {
            return Err(IncomeRefusal::OpeningMisfit.into());
        }
        let year = self.year.to_string();
        match last {
            Some(last) if last.year >= self.year => Err(IncomeRefusal::YearThere { year }.into()),
            Some(last) if last.year + 1 != self.year => {
                Err(IncomeRefusal::YearGap { year, wanted: (last.year + 1).to_string() }.into())
            }
            _ => Ok(()),
        }
    }
}

impl Work for OpenYear {
    type Record = Committed<Year>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Year>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let body = hold_body(tx, &holder, self.collective).await?;
        let permit = holder.permit(&action::INCOME_YEAR_OPEN, &body.region)?;
        let now = tx.now().await?;
        let id: IncomeYearId = tx.id(now);
        let papers: Vec<_> = self.opening.1.map(|f| ("/opening_file_id".to_owned(), f)).into_iter().collect();
        all_hold([use_files_at(tx, &holder.seen(), year_subject(id), &papers).await, self.follows(tx).await])?;
        let (first, last) = (Day::of(self.year, 1, 1), Day::of(self.year, 12, 31));
        if !body.terms.iter().any(|t| t.from <= last && t.until.is_none_or(|until| until > first)) {
            return Err(IncomeRefusal::NoBody { on: last, since: body.since }.into());
        }
        let year = Year {
            id,
            collective: body.id,
            region: body.region.clone(),
            year: self.year,
            state: IncomeYearState::Open,
            opening_loss: self.opening.0.unwrap_or(Money::ZERO),
            opening_paper: self.opening.1,
            opened_by: officer_of(&self.actor, &action::INCOME_YEAR_OPEN)?,
            closing: None,
            note: self.note.clone(),
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        store::insert_year(tx, &year).await?;
        let change = Change::created(year_subject(id), &year.region, &year).state(year.state.word());
        Ok(permit.commit(change, year))
    }
}

/// Opens a closed year again, by a paper, while nothing was drawn of it and no later one is closed.
pub struct ReopenYear {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: IncomeYearId,
    /// The version it was read at.
    pub if_match: String,
    /// The paper that says so.
    pub paper: FileId,
    /// What banks say of lists.
    pub lines: &'static dyn LineDoor,
}

/// Nothing was drawn from pools, and nothing is held of them: each has what was set aside.
async fn whole(tx: &Tx, books: &Books, pools: &[PoolCard]) -> Result<(), Stop> {
    let ids: Vec<Uuid> = pools.iter().map(|p| p.id.uuid()).collect();
    let held = store::held_of(tx.conn(), &ids).await?;
    let held = |p: &PoolCard| held.get(&p.id.uuid()).copied().unwrap_or(Money::ZERO);
    let left = |p: &PoolCard| beyond(books.balance(AccountKind::CollectivePool, p.id.uuid()), held(p));
    match pools.iter().find(|p| left(p) != p.amount) {
        Some(p) => Err(IncomeRefusal::Drawn { pool: p.number.clone(), amount: p.amount, left: left(p) }.into()),
        None => Ok(()),
    }
}

impl ReopenYear {
    /// What a bank says it paid of an annulled list is the pool's to give: nobody takes the pool back before somebody has decided it.
    async fn nothing_late(&self, tx: &Tx, year: &Year) -> Result<(), Stop> {
        let late = self.lines.late_rows(tx, (year.id, &year.region)).await?;
        let Some(plan) = late.first().map(|row| row.plan.clone()) else { return Ok(()) };
        let rows = late.iter().filter(|row| row.plan == plan).map(|row| format!("{} ({})", row.batch, row.row));
        let rows = rows.collect::<Vec<_>>().join(", ");
        Err(IncomeRefusal::PaidUndecided { plan, rows }.into())
    }

    /// Takes a pool back.
    async fn take_back(&self, tx: &Tx, before: &PoolCard) -> Result<Change, Stop> {
        let after = PoolCard {
            state: IncomePoolState::TakenBack,
            layer: before.layer.touched_by(self.actor.layer),
            version: before.version + 1,
            updated_at: tx.now().await?,
            ..before.clone()
        };
        store::update_pool(tx, &after, before.version).await?;
        let subject = SubjectRef::new(SubjectKind::IncomePool, after.id);
        let change = Change::changed(subject, &after.region, after.version, before, &after);
        Ok(change.state(after.state.word()))
    }
}

impl Work for ReopenYear {
    type Record = Committed<Year>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Year>, Stop> {
        let wanted = &action::INCOME_YEAR_REOPEN;
        let Held { holder, permit, before, .. } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        use_files(tx, &holder.seen(), year_subject(before.id), &[self.paper]).await?;
        if before.state != IncomeYearState::Closed {
            return Err(IncomeRefusal::YearIs { state: before.state }.into());
        }
        let later = store::find_year_of(tx.conn(), before.collective, before.year + 1).await?;
        if later.is_some_and(|y| y.state == IncomeYearState::Closed) {
            return Err(IncomeRefusal::LaterClosed { year: (before.year + 1).to_string() }.into());
        }
        self.nothing_late(tx, &before).await?;
        let earlier = store::find_year_of(tx.conn(), before.collective, before.year - 1).await?.map(|y| y.id);
        let pools = store::pools_of_year(tx, before.id).await?;
        let owners = pools.iter().map(|p| p.id.uuid()).chain([before.id.uuid()]).chain(earlier.map(|e| e.uuid()));
        let mut books = Books::lock(tx, owners).await?;
        whole(tx, &books, &pools).await?;
        let set_aside: Vec<_> = pools.iter().map(|p| (p.id, p.amount)).collect();
        let back = Booked::year_reopened(before.id, &movements(&before, earlier, &set_aside)?);
        let now = tx.now().await?;
        books.post(tx, now.day(), &back).await?;
        let mut changes = Vec::new();
        for pool in &pools {
            changes.push(self.take_back(tx, pool).await?);
        }
        let after = Year { state: IncomeYearState::Open, closing: None, ..before.clone() };
        let after = after.next(self.actor.layer, now);
        store::update_year(tx, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after).and(changes))
    }
}
