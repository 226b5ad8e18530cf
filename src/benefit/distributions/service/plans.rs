//! 拟订、修改. A plan while it is written.

use std::collections::BTreeSet;

use super::{
    Held, changed, hold, in_state,
    register::{Ground, RegisterTold},
    subject_of,
};
use crate::{
    benefit::{
        collectives::{Collective, hold_body},
        distributions::{
            DistributionsRefusal,
            model::{
                Again, Distribution, DistributionKind, DistributionState, Elsewhere, Gives, Phase, Register, Rounding,
                Source,
            },
            rules::{
                CLASS_USE, FLAT_HANDOUT, MONTHS_AGAIN, MONTHS_OVER, NEED_AGAIN, NEED_ELSEWHERE, SOMETHING_THERE,
                class_use, flat_handout, months_again, months_over, need_again, need_elsewhere, something_there,
            },
            store,
        },
        income::{ClosedYear, Pool, pool_of, year_closed},
    },
    ground::{
        authority::{Actor, Holder, action},
        kernel::{
            CollectiveId, Day, DistributionId, FileId, IncomePoolId, Instant, Layer, Money, Month, NumberKind,
            SubjectKind, SubjectRef, Words as _, settle, stood_by,
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
    /// By which register of the body.
    pub register: RegisterTold,
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
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
    /// What it corrects of another plan of the same months.
    pub correction: Option<String>,
    /// Remark.
    pub note: Option<String>,
}

/// What a plan stands on: the register, the pool, the books of its year, and what was acknowledged.
struct Grounds {
    ground: Ground,
    pool: Pool,
    year: ClosedYear,
    acknowledged: Vec<String>,
}

/// Of which plan something is told: its id, the year that its books are of, its body, which is held.
struct Place<'a> {
    subject: SubjectRef,
    year: Option<i32>,
    body: &'a Collective,
}

impl PlanTold {
    /// The pool of a body that is distributed: of a use that the kind takes of, of the year that the books of the plan are of.
    async fn pool(&self, tx: &Tx, at: &Place<'_>) -> Result<(Pool, ClosedYear), Stop> {
        let body = at.body;
        let found = pool_of(tx, self.source).await?.filter(|p| p.collective == body.id);
        let pool = found.ok_or(DistributionsRefusal::UnknownPool)?;
        if !self.kind.takes(pool.purpose, body.kind) {
            let (number, purpose, kind) = (pool.number, pool.purpose.label().into(), self.kind.label().into());
            return Err(DistributionsRefusal::PoolOfOtherUse { number, purpose, kind }.into());
        }
        if let Some(wanted) = at.year.filter(|year| *year != pool.year) {
            let (year, wanted) = (pool.year.to_string(), wanted.to_string());
            return Err(DistributionsRefusal::PoolOfOtherYear { year, wanted }.into());
        }
        let year = year_closed(tx, body.id, pool.year).await?;
        Ok((pool, year.ok_or_else(|| Fault::inconsistent("a pool of an open year"))?))
    }

    /// Whether whose part waits is named once, and is in the register.
    async fn known(&self, tx: &Tx, register: &Register) -> Result<(), Stop> {
        let serials: Vec<i64> = self.waiting.iter().map(|(serial, _)| *serial).collect();
        let mut seen = BTreeSet::new();
        if let Some(serial) = serials.iter().find(|s| !seen.insert(**s)) {
            return Err(DistributionsRefusal::HeldTwice { serial: *serial }.into());
        }
        match store::unknown_serials(tx.conn(), register, &serials).await?.first() {
            Some(serial) => Err(DistributionsRefusal::HeldUnknown { serial: *serial }.into()),
            None => Ok(()),
        }
    }

    /// How much of a pool is distributed.
    fn amount(&self, pool: &Pool) -> Money {
        self.pool.unwrap_or(pool.left)
    }

    /// Whether each unit of a roll of need has so much: whoever distributes that twice pays all of them twice.
    fn by_need_and_unit(&self, register: &Register) -> bool {
        let by_unit = register.terms().iter().any(|term| matches!(term.gives, Gives::Unit(_)));
        self.kind == DistributionKind::AssistanceIncome && by_unit
    }

    /// R66, R70.3, R71, R74, R74.1, R74.2, R74.3; the numbers of the warnings that are acknowledged come back.
    fn lawful(
        &self,
        (ground, pool): (&Ground, &Pool),
        (again, elsewhere): (&[Again], &[Elsewhere]),
        today: Day,
    ) -> Result<Vec<String>, Stop> {
        if let Some(unit) = self.unit.filter(|unit| !unit.is_positive()) {
            return Err(DistributionsRefusal::UnitMisfit { unit }.into());
        }
        if self.minimum < Money::ZERO {
            return Err(DistributionsRefusal::MinimumMisfit { minimum: self.minimum }.into());
        }
        if self.unit.is_some() && self.rounding != Rounding::Floor {
            return Err(DistributionsRefusal::UnitIsFloored.into());
        }
        let (days, terms) = ((ground.begins, ground.ends), ground.register.terms());
        let checks = vec![
            SOMETHING_THERE.judge(today, something_there(self.amount(pool), (&pool.number, pool.left))),
            MONTHS_OVER.judge(today, months_over(self.months, days, today)),
            FLAT_HANDOUT.judge(today, flat_handout(self.kind, terms)),
            MONTHS_AGAIN.judge(today, months_again(again)),
            NEED_AGAIN
                .judge(today, need_again(self.by_need_and_unit(&ground.register), again, self.correction.as_deref())),
            NEED_ELSEWHERE.judge(today, need_elsewhere(elsewhere, self.correction.as_deref())),
            CLASS_USE.judge(today, class_use(self.kind, (&pool.number, pool.purpose), terms)),
        ];
        let settled = settle(checks, &self.acknowledged)?;
        Ok(stood_by(&settled))
    }

    /// All of it, of a plan of a body that is held.
    async fn fits(&self, tx: &Tx, holder: &Holder, at: &Place<'_>) -> Result<Grounds, Stop> {
        let papers = [("/file_id".to_owned(), self.paper)];
        let papers = use_files_at(tx, &holder.seen(), at.subject, &papers).await;
        let ground = self.register.of(tx, (self.kind, at.body), (self.unit, self.rounding)).await;
        let (ground, (pool, year)) = match (ground, self.pool(tx, at).await) {
            (Ok(ground), Ok(pool)) => {
                papers?;
                (ground, pool)
            }
            (ground, pool) => {
                all_hold([papers, ground.map(drop), pool.map(drop)])?;
                return Err(Fault::inconsistent("what was refused holds").into());
            }
        };
        self.known(tx, &ground.register).await?;
        let (by, id) = ((&ground.register, self.kind), DistributionId::new(at.subject.id));
        let again = store::planned_again(tx.conn(), by, self.months, id).await?;
        let of_body = (at.body.id, &ground.register);
        let elsewhere = store::planned_elsewhere(tx.conn(), of_body, self.months, id).await?;
        let acknowledged = self.lawful((&ground, &pool), (&again, &elsewhere), tx.now().await?.day())?;
        Ok(Grounds { ground, pool, year, acknowledged })
    }

    /// It as a plan, in the place of one.
    fn over(&self, before: Distribution, on: Grounds) -> Distribution {
        Distribution {
            source: Some(Source { pool: on.pool.id, year: on.pool.year }),
            pool: self.amount(&on.pool),
            register: on.ground.register,
            kind: self.kind,
            name: self.name.clone(),
            months: self.months,
            unit: self.unit,
            minimum: self.minimum,
            rounding: self.rounding,
            closed_on: on.year.closed_on,
            closed_paper: on.year.stocktake.paper,
            paper: self.paper,
            acknowledged: on.acknowledged,
            correction: self.correction.clone(),
            note: self.note.clone(),
            ..before
        }
    }

    /// A plan that says it, of which nothing was done yet.
    fn drafted(&self, at: &Place<'_>, (id, number): (DistributionId, String), on: Grounds, made: Made) -> Distribution {
        let plan = Distribution {
            id,
            number,
            collective: at.body.id,
            region: at.body.region.clone(),
            register: on.ground.register.clone(),
            kind: self.kind,
            name: String::new(),
            months: self.months,
            source: None,
            pool: Money::ZERO,
            unit: None,
            minimum: Money::ZERO,
            rounding: self.rounding,
            closed_on: on.year.closed_on,
            closed_paper: self.paper,
            paper: self.paper,
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
            posting: None,
            end_reason: None,
            acknowledged: Vec::new(),
            correction: None,
            note: None,
            layer: made.0,
            version: 1,
            created_at: made.1,
            updated_at: made.1,
        };
        self.over(plan, on)
    }
}

/// By whom something is made, and when.
type Made = (Layer, Instant);

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
        let id: DistributionId = tx.id(now);
        let at = Place { subject: SubjectRef::new(SubjectKind::Distribution, id), year: None, body: &body };
        let on = told.fits(tx, &holder, &at).await?;
        let number = next_number(tx, NumberKind::Distribution, &body.region).await?.to_string();
        let year = on.pool.year;
        let plan = told.drafted(&at, (id, number), on, (self.actor.layer, now));
        store::insert_distribution(tx, &plan, &told.waiting).await?;
        open_accounts(tx, plan.id.uuid(), &AccountKind::DISTRIBUTION, (&plan.region, year)).await?;
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
        let at = Place { subject: subject_of(&before), year: before.source.map(|s| s.year), body: &body };
        let on = self.told.fits(tx, &holder, &at).await?;
        let year = on.pool.year;
        let after = self.told.over(before.clone(), on);
        let after = Distribution { state: DistributionState::Drafted, end_reason: None, ..after };
        let after = after.next(self.actor.layer, tx.now().await?);
        store::update_distribution(tx, &after, before.version).await?;
        store::replace_parts(tx, &after, &self.told.waiting).await?;
        if before.source.is_none() {
            open_accounts(tx, after.id.uuid(), &AccountKind::DISTRIBUTION, (&after.region, year)).await?;
        }
        Ok(permit.commit(changed(&before, &after), after))
    }
}
