//! 拟订、修改. A plan while it is written.

use std::collections::BTreeSet;

use super::{Held, changed, has_come, hold, in_state, subject_of};
use crate::{
    benefit::{
        collectives::{Collective, hold_body},
        distributions::{
            DistributionsRefusal,
            model::{Distribution, DistributionKind, DistributionState, Phase, Rounding},
            rules::{BOOKS_CLOSED, MONTHS_OVER, SOMETHING_THERE, books_closed, months_over, something_there},
            store,
        },
        shares::{Scheme, ShareClass, find_schemes},
    },
    ground::{
        authority::{Actor, Holder, action},
        kernel::{
            CollectiveId, Day, DistributionId, FileId, Money, Month, NumberKind, ShareSchemeId, Words as _, settle,
        },
        platform::{Stop, Tx, Work, all_hold, next_number},
        trail::{Change, Committed},
    },
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
    /// How much there is to distribute.
    pub pool: Money,
    /// How much each share has for each month, where the plan says that.
    pub unit: Option<Money>,
    /// Less than this is not paid.
    pub minimum: Money,
    /// What becomes of what makes no fen.
    pub rounding: Rounding,
    /// On which day the books of these months were closed.
    pub closed_on: Day,
    /// The evidence of that.
    pub closed_paper: FileId,
    /// The plan as a paper.
    pub paper: FileId,
    /// Whose part waits, by serial, and why.
    pub waiting: Vec<(i64, String)>,
    /// Remark.
    pub note: Option<String>,
}

impl PlanTold {
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

    /// R66, R67.1, R74.
    fn lawful(&self, scheme: &Scheme, today: Day) -> Result<(), Stop> {
        if self.unit.is_some() && self.rounding != Rounding::Floor {
            return Err(DistributionsRefusal::UnitIsFloored.into());
        }
        let from = scheme.from.unwrap_or(today);
        let checks = vec![
            SOMETHING_THERE.judge(today, something_there(self.pool)),
            MONTHS_OVER.judge(today, months_over(self.months, (from, scheme.closed_on), today)),
            BOOKS_CLOSED.judge(today, books_closed(self.months, self.closed_on)),
        ];
        settle(checks, &[])?;
        Ok(())
    }

    /// All of it, of a plan of a body that is held.
    async fn fits(&self, tx: &Tx, holder: &Holder, of: (&Distribution, &Collective)) -> Result<(), Stop> {
        let papers = [("/file_id".to_owned(), self.paper), ("/closed_file_id".to_owned(), self.closed_paper)];
        all_hold([
            use_files_at(tx, &holder.seen(), subject_of(of.0), &papers).await,
            has_come(tx, self.closed_on, "/closed_on").await,
        ])?;
        let scheme = self.scheme(tx, of.1).await?;
        self.known(tx).await?;
        self.lawful(&scheme, tx.now().await?.day())
    }

    fn over(&self, before: Distribution) -> Distribution {
        let mut classes = self.classes.clone();
        classes.sort_unstable();
        Distribution {
            scheme: self.scheme,
            classes,
            kind: self.kind,
            name: self.name.clone(),
            months: self.months,
            pool: self.pool,
            unit: self.unit,
            minimum: self.minimum,
            rounding: self.rounding,
            closed_on: self.closed_on,
            closed_paper: self.closed_paper,
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
            pool: told.pool,
            unit: None,
            minimum: Money::ZERO,
            rounding: told.rounding,
            closed_on: told.closed_on,
            closed_paper: told.closed_paper,
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
        told.fits(tx, &holder, (&plan, &body)).await?;
        let number = next_number(tx, NumberKind::Distribution, &plan.region).await?.to_string();
        let plan = told.over(Distribution { number, ..plan });
        store::insert_distribution(tx, &plan, &told.waiting).await?;
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
        self.told.fits(tx, &holder, (&before, &body)).await?;
        let after = self.told.over(before.clone());
        let after = Distribution { state: DistributionState::Drafted, end_reason: None, ..after };
        let after = after.next(self.actor.layer, tx.now().await?);
        store::update_distribution(tx, &after, before.version).await?;
        store::replace_parts(tx, &after, &self.told.waiting).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}
