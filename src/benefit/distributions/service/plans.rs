//! 拟订、修改. A plan while it is written.

use std::collections::BTreeSet;

use super::{Held, changed, hold, in_state, subject_of};
use crate::{
    benefit::{
        collectives::{Collective, hold_body},
        distributions::{
            DistributionsRefusal,
            model::{Distribution, DistributionKind, DistributionState, Phase, Rounding, Source},
            rules::{MONTHS_OVER, SOMETHING_THERE, months_over, something_there},
            store,
        },
        income::{ClosedYear, Pool, PoolUse, pool_of, year_closed},
        shares::{Scheme, ShareClass, find_schemes},
    },
    ground::{
        authority::{Actor, Holder, action},
        kernel::{
            CollectiveId, Day, DistributionId, FileId, IncomePoolId, Money, Month, NumberKind, ShareSchemeId,
            Words as _, settle,
        },
        platform::{Fault, Stop, Tx, Work, all_hold, next_number},
        trail::{Change, Committed},
    },
    money::ledger::{AccountKind, open_accounts},
    office::{access::holder, files::use_files_at},
};

/// What a plan says, as it is told.
#[derive(Debug, Clone)]
pub struct PlanTold {
    /// By the shares of which scheme of the body.
    pub scheme: ShareSchemeId,
    /// Of which classes.
    pub classes: Vec<ShareClass>,
    /// Kind.
    pub kind: DistributionKind,
    /// Name.
    pub name: String,
    /// The first month that counts, and the last.
    pub months: (Month, Month),
    /// Of which pool of the body.
    pub source: IncomePoolId,
    /// How much of it; all that is left where nothing is told.
    pub pool: Option<Money>,
    /// How much each share has for each month, where the plan says that.
    pub unit: Option<Money>,
    /// Less than this is not paid.
    pub minimum: Money,
    /// What becomes of what makes no fen.
    pub rounding: Rounding,
    /// The plan as a paper.
    pub paper: FileId,
    /// Whose part waits, by serial, and why.
    pub waiting: Vec<(i64, String)>,
    /// Remark.
    pub note: Option<String>,
}

/// What a plan stands on: the shares, the pool, the books of its year.
struct Grounds {
    scheme: Scheme,
    pool: Pool,
    year: ClosedYear,
}

impl PlanTold {
    /// The pool of a body that is distributed: its members', of the year that the books of the plan are of.
    async fn pool(&self, tx: &Tx, (plan, body): (&Distribution, &Collective)) -> Result<(Pool, ClosedYear), Stop> {
        let found = pool_of(tx, self.source).await?.filter(|p| p.collective == body.id);
        let pool = found.ok_or(DistributionsRefusal::UnknownPool)?;
        if pool.purpose != PoolUse::Members {
            let (number, purpose) = (pool.number, pool.purpose.label().into());
            return Err(DistributionsRefusal::PoolOfOtherUse { number, purpose }.into());
        }
        if let Some(wanted) = plan.source.map(|s| s.year).filter(|year| *year != pool.year) {
            let (year, wanted) = (pool.year.to_string(), wanted.to_string());
            return Err(DistributionsRefusal::PoolOfOtherYear { year, wanted }.into());
        }
        let year = year_closed(tx, body.id, pool.year).await?;
        Ok((pool, year.ok_or_else(|| Fault::inconsistent("a pool of an open year"))?))
    }

    /// The scheme of a body by which it goes: adopted, with the classes that take part.
    async fn scheme(&self, tx: &Tx, body: &Collective) -> Result<Scheme, Stop> {
        let found = find_schemes(tx.conn(), &[self.scheme]).await?.pop();
        let found = found.filter(|s| s.collective == body.id && s.from.is_some());
        let scheme = found.ok_or(DistributionsRefusal::UnknownScheme)?;
        let mut seen = BTreeSet::new();
        let misfit = |class: &&ShareClass| !seen.insert(**class) || !scheme.classes.iter().any(|c| c.class == **class);
        match self.classes.iter().find(misfit) {
            Some(class) => Err(DistributionsRefusal::ClassMisfit { class: class.label().into() }.into()),
            None => Ok(scheme),
        }
    }

    /// Whether whose part waits is named once, and is in the register.
    async fn known(&self, tx: &Tx) -> Result<(), Stop> {
        let serials: Vec<i64> = self.waiting.iter().map(|(serial, _)| *serial).collect();
        let mut seen = BTreeSet::new();
        if let Some(serial) = serials.iter().find(|s| !seen.insert(**s)) {
            return Err(DistributionsRefusal::HeldTwice { serial: *serial }.into());
        }
        match store::unknown_serials(tx.conn(), self.scheme, &serials).await?.first() {
            Some(serial) => Err(DistributionsRefusal::HeldUnknown { serial: *serial }.into()),
            None => Ok(()),
        }
    }

    /// How much of a pool is distributed.
    fn amount(&self, pool: &Pool) -> Money {
        self.pool.unwrap_or(pool.left)
    }

    /// R66, R74.
    fn lawful(&self, on: &Grounds, today: Day) -> Result<(), Stop> {
        let (scheme, pool) = (&on.scheme, &on.pool);
        if self.unit.is_some() && self.rounding != Rounding::Floor {
            return Err(DistributionsRefusal::UnitIsFloored.into());
        }
        let from = scheme.from.unwrap_or(today);
        let checks = vec![
            SOMETHING_THERE.judge(today, something_there(self.amount(pool), (&pool.number, pool.left))),
            MONTHS_OVER.judge(today, months_over(self.months, (from, scheme.closed_on), today)),
        ];
        settle(checks, &[])?;
        Ok(())
    }

    /// All of it, of a plan of a body that is held.
    async fn fits(&self, tx: &Tx, holder: &Holder, of: (&Distribution, &Collective)) -> Result<Grounds, Stop> {
        let papers = [("/file_id".to_owned(), self.paper)];
        let papers = use_files_at(tx, &holder.seen(), subject_of(of.0), &papers).await;
        let (scheme, pool) = match (self.scheme(tx, of.1).await, self.pool(tx, of).await) {
            (Ok(scheme), Ok(pool)) => {
                papers?;
                (scheme, pool)
            }
            (scheme, pool) => {
                all_hold([papers, scheme.map(drop), pool.map(drop)])?;
                return Err(Fault::inconsistent("what was refused holds").into());
            }
        };
        self.known(tx).await?;
        let on = Grounds { scheme, pool: pool.0, year: pool.1 };
        self.lawful(&on, tx.now().await?.day())?;
        Ok(on)
    }

    fn over(&self, before: Distribution, on: &Grounds) -> Distribution {
        let mut classes = self.classes.clone();
        classes.sort_unstable();
        Distribution {
            scheme: self.scheme,
            classes,
            kind: self.kind,
            name: self.name.clone(),
            months: self.months,
            source: Some(Source { pool: on.pool.id, year: on.pool.year }),
            pool: self.amount(&on.pool),
            unit: self.unit,
            minimum: self.minimum,
            rounding: self.rounding,
            closed_on: on.year.closed_on,
            closed_paper: on.year.stocktake.paper,
            paper: self.paper,
            note: self.note.clone(),
            ..before
        }
    }
}

/// Files a plan.
pub struct FileDistribution {
    /// Who asks.
    pub actor: Actor,
    /// Of which body.
    pub collective: CollectiveId,
    /// What it says.
    pub told: PlanTold,
}

impl Work for FileDistribution {
    type Record = Committed<Distribution>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Distribution>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let body = hold_body(tx, &holder, self.collective).await?;
        let permit = holder.permit(&action::DISTRIBUTION_FILE, &body.region)?;
        let (now, told) = (tx.now().await?, &self.told);
        let plan = Distribution {
            id: tx.id(now),
            number: String::new(),
            collective: body.id,
            region: body.region.clone(),
            scheme: told.scheme,
            classes: Vec::new(),
            kind: told.kind,
            name: String::new(),
            months: told.months,
            source: None,
            pool: Money::ZERO,
            unit: None,
            minimum: Money::ZERO,
            rounding: told.rounding,
            closed_on: now.day(),
            closed_paper: told.paper,
            paper: told.paper,
            state: DistributionState::Drafted,
            resolution: None,
            run: None,
            phase: Phase::None,
            edition: 0,
            cursor: 0,
            weight_e4: 0,
            lines: 0,
            lines_sum: Money::ZERO,
            digest: None,
            posted_on: None,
            posted_digest: None,
            end_reason: None,
            note: None,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let on = told.fits(tx, &holder, (&plan, &body)).await?;
        let number = next_number(tx, NumberKind::Distribution, &plan.region).await?.to_string();
        let plan = told.over(Distribution { number, ..plan }, &on);
        store::insert_distribution(tx, &plan, &told.waiting).await?;
        open_accounts(tx, plan.id.uuid(), &AccountKind::DISTRIBUTION, (&plan.region, on.pool.year)).await?;
        let change = Change::created(subject_of(&plan), &plan.region, &plan).state(plan.state.word());
        Ok(permit.commit(change, plan))
    }
}

/// Writes a plan anew that is not on its way, or was sent back.
pub struct ReviseDistribution {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: DistributionId,
    /// The version it was read at.
    pub if_match: String,
    /// What it says now.
    pub told: PlanTold,
}

impl Work for ReviseDistribution {
    type Record = Committed<Distribution>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Distribution>, Stop> {
        let wanted = &action::DISTRIBUTION_REVISE;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        in_state(&before, &DistributionState::OPEN)?;
        let body = hold_body(tx, &holder, before.collective).await?;
        let on = self.told.fits(tx, &holder, (&before, &body)).await?;
        let after = self.told.over(before.clone(), &on);
        let after = Distribution { state: DistributionState::Drafted, end_reason: None, ..after };
        let after = after.next(self.actor.layer, tx.now().await?);
        store::update_distribution(tx, &after, before.version).await?;
        store::replace_parts(tx, &after, &self.told.waiting).await?;
        if before.source.is_none() {
            open_accounts(tx, after.id.uuid(), &AccountKind::DISTRIBUTION, (&after.region, on.pool.year)).await?;
        }
        Ok(permit.commit(changed(&before, &after), after))
    }
}
