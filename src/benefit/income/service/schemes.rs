//! 登记、撤回分配办法. How a body's net income of a year is divided.

use super::scheme_subject;
use crate::{
    benefit::{
        collectives::{Collective, hold_body},
        income::{
            IncomeRefusal,
            model::{IncomeSchemeState, PoolUse, Scheme, SchemeLine},
            rules::{FLOOR, NAMED_USE, RESERVE_FLOOR, named_use, reserve_floor},
            store,
        },
        resolutions::{Matter, passed_of, stand_off, stand_on},
    },
    ground::{
        authority::{Actor, action, unknown},
        kernel::{CollectiveId, Day, FileId, IncomeSchemeId, NumberKind, Ppm, ResolutionId, Words as _, settle},
        platform::{Stop, Tx, Work, all_hold, next_number},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{access::holder, files::use_files, policy::values_on},
};

/// Says how a body's net income is divided from a day on.
pub struct AdoptScheme {
    /// Who asks.
    pub actor: Actor,
    /// Of which body.
    pub collective: CollectiveId,
    /// From this day on.
    pub from: Day,
    /// Which part becomes reserve.
    pub reserve: Ppm,
    /// The uses.
    pub lines: Vec<SchemeLine>,
    /// By which resolution.
    pub resolution: Option<ResolutionId>,
    /// The scheme, or the charter, as a paper.
    pub paper: FileId,
    /// Remark.
    pub note: Option<String>,
    /// Warnings that are acknowledged.
    pub acknowledged: Vec<String>,
}

impl AdoptScheme {
    /// Its lines fit: each use once, of more than nothing, together no more than all; another use tells its basis.
    fn fits(&self) -> Result<(), Stop> {
        if self.reserve > Ppm::WHOLE {
            return Err(IncomeRefusal::ReserveMisfit { reserve: self.reserve }.into());
        }
        let mut uses: Vec<PoolUse> = self.lines.iter().map(|l| l.purpose).collect();
        uses.sort_unstable();
        let twice = uses.windows(2).any(|pair| pair[0] == pair[1]);
        let wrong = |l: &SchemeLine| l.part == Ppm::ZERO || l.purpose.is_named() == l.basis.is_some();
        let ppm: i64 = self.lines.iter().map(|l| l.part.scaled()).sum();
        if twice || ppm > 1_000_000 || self.lines.iter().any(wrong) {
            let sum = Ppm::from_scaled(ppm).unwrap_or(Ppm::ZERO);
            return Err(IncomeRefusal::LinesMisfit { sum }.into());
        }
        Ok(())
    }

    /// It was resolved by whom the law asks, not later than it holds.
    async fn resolved(&self, tx: &Tx, body: &Collective) -> Result<(), Stop> {
        let Some(id) = self.resolution else {
            let by_law = body.term_on(self.from).is_some_and(|t| t.kind.rule_set(self.from).shares_by_assembly);
            return if by_law { Err(IncomeRefusal::ResolutionWanted.into()) } else { Ok(()) };
        };
        let fits = |matter: Matter| matches!(matter, Matter::DistributionPlan | Matter::Charter);
        let passed = passed_of(tx, id).await?.filter(|p| p.collective == body.id && fits(p.matter));
        let passed = passed.ok_or(IncomeRefusal::NotResolved)?;
        if self.from < passed.decided_on {
            return Err(IncomeRefusal::BeforeResolved { on: self.from, resolved: passed.decided_on }.into());
        }
        Ok(())
    }

    /// R65 and R70.
    async fn may(&self, tx: &Tx, body: &Collective) -> Result<(), Stop> {
        let floor = values_on(tx.conn(), &body.region, self.from).await?.percent(FLOOR);
        let other = self.lines.iter().find(|l| !l.purpose.is_named());
        let other = other.map(|l| (l.part, l.basis.as_deref().unwrap_or_default()));
        let checks = vec![
            RESERVE_FLOOR.judge(self.from, reserve_floor(self.reserve, floor)),
            NAMED_USE.judge(self.from, named_use(other)),
        ];
        settle(checks, &self.acknowledged)?;
        Ok(())
    }
}

impl Work for AdoptScheme {
    type Record = Committed<Scheme>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Scheme>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let body = hold_body(tx, &holder, self.collective).await?;
        let permit = holder.permit(&action::INCOME_SCHEME_ADOPT, &body.region)?;
        let now = tx.now().await?;
        let id: IncomeSchemeId = tx.id(now);
        all_hold([
            self.fits(),
            use_files(tx, &holder.seen(), scheme_subject(id), &[self.paper]).await,
            self.resolved(tx, &body).await,
        ])?;
        if body.term_on(self.from).is_none() {
            return Err(IncomeRefusal::NoBody { on: self.from, since: body.since }.into());
        }
        if let Some(other) = store::scheme_on(tx.conn(), body.id, self.from).await?.filter(|s| s.from == self.from) {
            return Err(IncomeRefusal::FromTaken { number: other.number, on: self.from }.into());
        }
        self.may(tx, &body).await?;
        let number = next_number(tx, NumberKind::IncomeScheme, &body.region).await?.to_string();
        let scheme = Scheme {
            id,
            number,
            collective: body.id,
            region: body.region.clone(),
            state: IncomeSchemeState::Adopted,
            from: self.from,
            reserve: self.reserve,
            lines: self.lines.clone(),
            resolution: self.resolution,
            paper: self.paper,
            withdraw_reason: None,
            note: self.note.clone(),
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        store::insert_scheme(tx, &scheme).await?;
        if let Some(resolution) = self.resolution {
            stand_on(tx, resolution, scheme_subject(id)).await?;
        }
        let change = Change::created(scheme_subject(id), &scheme.region, &scheme).state(scheme.state.word());
        Ok(permit.commit(change, scheme))
    }
}

/// Says that a scheme was wrong, while no closed year was divided by it.
pub struct WithdrawScheme {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: IncomeSchemeId,
    /// The version it was read at.
    pub if_match: String,
    /// Why.
    pub reason: String,
}

impl Work for WithdrawScheme {
    type Record = Committed<Scheme>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Scheme>, Stop> {
        let wanted = &action::INCOME_SCHEME_WITHDRAW;
        let holder = holder(tx, &self.actor).await?;
        let found = store::find_scheme(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, scheme_subject(found.id), &found.region)?;
        // A year is closed under the lock of its body: it is divided by this scheme before or not at all.
        hold_body(tx, &holder, found.collective).await?;
        let before = store::lock_scheme(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        match_version(&self.if_match, before.version)?;
        if before.state != IncomeSchemeState::Adopted {
            return Err(IncomeRefusal::SchemeIs { state: before.state }.into());
        }
        if let Some(year) = store::divided_by(tx.conn(), before.id).await? {
            return Err(IncomeRefusal::SchemeUsed { year: year.to_string() }.into());
        }
        let after = Scheme {
            state: IncomeSchemeState::Withdrawn,
            withdraw_reason: Some(self.reason.clone()),
            layer: before.layer.touched_by(self.actor.layer),
            version: before.version + 1,
            updated_at: tx.now().await?,
            ..before.clone()
        };
        store::update_scheme(tx, &after, before.version).await?;
        if let Some(resolution) = before.resolution {
            stand_off(tx, resolution, scheme_subject(before.id)).await?;
        }
        let change = Change::changed(scheme_subject(after.id), &after.region, after.version, &before, &after);
        Ok(permit.commit(change.state(after.state.word()), after))
    }
}
