//! 年度结账. A year is closed by another than those who recorded it, and divided by the scheme that holds on its last day.

use super::{Held, changed, hold, reads, year_subject};
use crate::{
    benefit::{
        collectives::Collective,
        income::{
            IncomeRefusal,
            model::{
                Closing, Evidence, Figures, IncomePoolState, IncomeYearState, PoolCard, Scheme, Waterfall, Year,
                waterfall,
            },
            rules::{
                FIRST_USES, FLOOR, ORDER_OF_DIVISION, RESERVE_FLOOR, YEAR_EVIDENCE, first_uses, order_of_division,
                reserve_floor, year_evidence,
            },
            store,
        },
    },
    ground::{
        authority::{Actor, action, denial, officer_of},
        kernel::{
            Check, Day, DenialReason, IncomePoolId, IncomeYearId, Money, NumberKind, OfficerId, Ppm, SubjectKind,
            SubjectRef, Words as _, settle,
        },
        platform::{Fault, Stop, Tx, Work, next_numbers},
        trail::{Change, Committed},
    },
    money::ledger::{AccountKind, Books, Entry as Booked, open_accounts},
    office::{files::use_files_at, policy::values_on},
};

/// Closes a year.
pub struct CloseYear {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: IncomeYearId,
    /// The version it was read at.
    pub if_match: String,
    /// 清产核资.
    pub stocktake: Evidence,
    /// 债权债务清理.
    pub debts: Evidence,
    /// Warnings that are acknowledged.
    pub acknowledged: Vec<String>,
}

/// What closing a year moves, of what is kept of it. Amounts of nothing move nothing.
pub fn movements(
    year: &Year,
    earlier: Option<IncomeYearId>,
    pools: &[(IncomePoolId, Money)],
) -> Result<Vec<Booked>, Fault> {
    let c = year.closing.as_ref().ok_or_else(|| Fault::inconsistent("an open year that is divided"))?;
    let spent = c.figures.spent().ok_or_else(|| Fault::inconsistent("a year beyond what money is"))?;
    let carried = earlier.map(|earlier| Booked::undistributed_carried(earlier, year.id, c.figures.carried));
    let mut entries =
        vec![Booked::year_earned(year.id, c.figures.income), Booked::year_spent(year.id, spent.min(c.figures.income))];
    entries.extend(carried);
    entries.push(Booked::loss_covered(year.id, c.loss_covered));
    entries.push(Booked::year_distributed(year.id, (c.reserve, c.undistributed), pools));
    entries.retain(|e| !e.is_empty());
    Ok(entries)
}

/// What stands before a year: its losses, and what stayed undistributed, with the id of the year that had it.
async fn before_it(tx: &Tx, year: &Year) -> Result<(Money, Money, Option<IncomeYearId>), Stop> {
    let Some(earlier) = store::find_year_of(tx.conn(), year.collective, year.year - 1).await? else {
        return Ok((year.opening_loss, Money::ZERO, None));
    };
    match &earlier.closing {
        Some(c) => Ok((c.loss_after, c.undistributed, Some(earlier.id))),
        None => Err(IncomeRefusal::BeforeOpen { year: earlier.year.to_string() }.into()),
    }
}

/// A year as it is divided.
struct Divided {
    figures: Figures,
    scheme: Option<Scheme>,
    waterfall: Waterfall,
    earlier: Option<IncomeYearId>,
}

async fn divide(tx: &Tx, body: &Collective, year: &Year) -> Result<Divided, Stop> {
    let (loss_before, carried, earlier) = before_it(tx, year).await?;
    let figures = Figures { loss_before, carried, ..reads::figures_of(tx, body, year.year).await? };
    let scheme = store::scheme_on(tx.conn(), body.id, year.last_day()).await?;
    let divided = waterfall(&figures, scheme.as_ref()).ok_or(IncomeRefusal::OutOfRange)?;
    // R66: where nothing is left, there is nothing to divide and nothing that must say how.
    if scheme.is_none() && divided.distributable.is_positive() {
        return Err(IncomeRefusal::NoScheme { last: year.last_day() }.into());
    }
    Ok(Divided { figures, scheme, waterfall: divided, earlier })
}

impl CloseYear {
    /// R67, R64, R65 and R33.
    async fn may(&self, tx: &Tx, year: &Year, divided: &Divided) -> Result<(), Stop> {
        let (today, last) = (tx.now().await?.day(), year.last_day());
        let evidence = year_evidence(year.year, (self.stocktake.on, self.debts.on), today);
        let order = ORDER_OF_DIVISION.judge(last, order_of_division(&divided.waterfall));
        let mut checks: Vec<Check> = vec![YEAR_EVIDENCE.judge(today, evidence), order];
        if let Some(scheme) = divided.scheme.as_ref().filter(|_| divided.waterfall.distributable.is_positive()) {
            let floor = values_on(tx.conn(), &year.region, last).await?.percent(FLOOR);
            checks.push(RESERVE_FLOOR.judge(last, reserve_floor(scheme.reserve, floor)));
            let first = Ppm::from_scaled(scheme.first_ppm()).unwrap_or(Ppm::ZERO);
            let earned = reads::earned_at_sites(tx, year).await?;
            checks.push(FIRST_USES.judge(last, first_uses(earned, first)));
        }
        settle(checks, &self.acknowledged)?;
        Ok(())
    }

    /// The pools of a year, with their books.
    async fn set_aside(&self, tx: &Tx, year: &Year, divided: &Waterfall) -> Result<Vec<PoolCard>, Stop> {
        let now = tx.now().await?;
        if divided.pools.is_empty() {
            return Ok(Vec::new());
        }
        let numbers = next_numbers(tx, NumberKind::IncomePool, &year.region, divided.pools.len()).await?;
        let pool = |((purpose, basis, amount), number): (&(_, Option<String>, Money), String)| PoolCard {
            id: tx.id(now),
            number,
            year_id: year.id,
            collective: year.collective,
            region: year.region.clone(),
            year: year.year,
            purpose: *purpose,
            basis: basis.clone(),
            amount: *amount,
            closed_on: now.day(),
            state: IncomePoolState::SetAside,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let numbers = numbers.into_iter().map(|n| n.to_string());
        let pools: Vec<PoolCard> = divided.pools.iter().zip(numbers).map(pool).collect();
        store::insert_pools(tx, &pools).await?;
        for pool in &pools {
            open_accounts(tx, pool.id.uuid(), &AccountKind::POOL, (&pool.region, pool.year)).await?;
        }
        Ok(pools)
    }
}

impl Work for CloseYear {
    type Record = Committed<Year>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Year>, Stop> {
        let wanted = &action::INCOME_YEAR_CLOSE;
        let Held { holder, permit, before, body } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        let (of, by) = (year_subject(before.id), officer_of(&self.actor, wanted)?);
        let recorders = store::recorders_of(tx.conn(), before.collective, before.year).await?;
        if before.opened_by == by || recorders.contains(&by) {
            return Err(denial(DenialReason::SecondPerson, wanted, Some(of), Some(before.region.clone())).into());
        }
        let papers =
            [("/stocktake/file_id".to_owned(), self.stocktake.paper), ("/debts/file_id".to_owned(), self.debts.paper)];
        use_files_at(tx, &holder.seen(), of, &papers).await?;
        if before.state != IncomeYearState::Open {
            return Err(IncomeRefusal::YearIs { state: before.state }.into());
        }
        let (now, last) = (tx.now().await?, before.last_day());
        if now.day() <= last {
            return Err(IncomeRefusal::YearRuns { last, today: now.day() }.into());
        }
        let divided = divide(tx, &body, &before).await?;
        self.may(tx, &before, &divided).await?;
        let after = Year {
            state: IncomeYearState::Closed,
            closing: Some(self.closing(now.day(), by, &divided)),
            ..before.clone()
        };
        let after = after.next(self.actor.layer, now);
        store::update_year(tx, &after, before.version).await?;
        let pools = self.set_aside(tx, &after, &divided.waterfall).await?;
        open_accounts(tx, after.id.uuid(), &AccountKind::YEAR, (&after.region, after.year)).await?;
        let owners = pools.iter().map(|p| p.id.uuid()).chain([after.id.uuid()]);
        let mut books = Books::lock(tx, owners.chain(divided.earlier.map(|e| e.uuid()))).await?;
        let parts: Vec<_> = pools.iter().map(|p| (p.id, p.amount)).collect();
        books.post(tx, now.day(), &movements(&after, divided.earlier, &parts)?).await?;
        let made = |p: &PoolCard| {
            let subject = SubjectRef::new(SubjectKind::IncomePool, p.id);
            Change::created(subject, &p.region, p).state(p.state.word())
        };
        let made: Vec<Change> = pools.iter().map(made).collect();
        Ok(permit.commit(changed(&before, &after), after).and(made))
    }
}

impl CloseYear {
    fn closing(&self, on: Day, by: OfficerId, divided: &Divided) -> Closing {
        let fall = &divided.waterfall;
        Closing {
            on,
            by,
            stocktake: self.stocktake,
            debts: self.debts,
            scheme: divided.scheme.as_ref().filter(|_| fall.distributable.is_positive()).map(|s| s.id),
            figures: divided.figures,
            loss_covered: fall.loss_covered,
            loss_after: fall.loss_after,
            reserve: fall.reserve,
            undistributed: fall.undistributed,
        }
    }
}
