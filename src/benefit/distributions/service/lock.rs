//! 锁定名单. What was posted long enough and did not change goes to its desks.

use super::{
    DistributionsRefusal, Held,
    calculate::digested,
    changed,
    eligible::eligibility,
    hold, in_state,
    publicise::{hung, settled},
    subject_of,
};
use crate::{
    benefit::{
        distributions::{
            model::{Distribution, DistributionKind, DistributionState, Phase},
            rules::{
                ASSISTANCE_POSTED, DIVIDEND_DAYS, DIVIDEND_POSTED, POSTED_DAYS, POSTED_LONG_ENOUGH, POSTING_ENDED,
                SOMETHING_THERE, assistance_posted, dividend_posted, posted_long_enough, something_there,
            },
            store,
        },
        income::{Pool, beyond, lock_pool},
    },
    ground::{
        authority::{Action, Actor, action, officer_of},
        kernel::{Check, Day, Digest, DistributionId, Level, OfficerId, Verdict, Words as _, settle},
        platform::{Fault, Stop, Tx, Work},
        trail::Committed,
    },
    money::ledger::{AccountKind, Books, Entry},
    office::{
        approvals::{FactKind, FactValue, Facts, Matter, Opening, in_force, open},
        policy::values_on,
        publicity::posting_ended,
    },
};

/// What conditions of a definition may compare.
pub const FACTS: &[(&str, FactKind)] = &[("in_one_town", FactKind::Word), ("pool", FactKind::Money)];

/// The acts by which one prepares a distribution.
pub static PREPARED_BY: [&Action; 4] = [
    &action::DISTRIBUTION_FILE,
    &action::DISTRIBUTION_REVISE,
    &action::DISTRIBUTION_CALCULATE,
    &action::DISTRIBUTION_LOCK,
];

/// Locks a list that was posted.
pub struct LockDistribution {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: DistributionId,
    /// The version it was read at.
    pub if_match: String,
}

fn opening(d: &Distribution, submitter: OfficerId) -> Opening {
    let in_town = d.region.at(Level::Town).is_some();
    let facts = Facts::default()
        .with("in_one_town", FactValue::Word(if in_town { "yes" } else { "no" }.into()))
        .with("pool", FactValue::Money(d.pool));
    Opening {
        matter: Matter::Distribution,
        subject: subject_of(d),
        number: d.number.clone(),
        title: format!("{}：{} 户（人、单位），合计 {} 元", d.kind.label(), d.lines, d.lines_sum),
        region: d.region.clone(),
        submitter,
        prepared_by: &PREPARED_BY,
        makers: Vec::new(),
        filing_unit: None,
        line_department: None,
        payee_units: Vec::new(),
        facts,
        decisive: d.decisive(),
        revision: 1,
        papers_replaced: false,
        layer: d.layer,
    }
}

/// The pool of a plan, held, with its books and those of the plan.
async fn pool_of(tx: &Tx, d: &Distribution) -> Result<(Pool, Books), Stop> {
    let held = match d.source {
        Some(source) => lock_pool(tx, source.pool).await?,
        None => None,
    };
    let pool = held.ok_or(DistributionsRefusal::PoolGone)?;
    let books = Books::lock(tx, [pool.id.uuid(), d.id.uuid()]).await?;
    Ok((pool, books))
}

/// What its lines have goes back into the pool of a plan that is sent back or annulled; what nobody took out stays where it is.
pub(super) async fn give_back(tx: &Tx, d: &Distribution) -> Result<(), Stop> {
    let Some(source) = d.source.filter(|_| DistributionState::BOOKED.contains(&d.state)) else { return Ok(()) };
    let mut books = Books::lock(tx, [source.pool.uuid(), d.id.uuid()]).await?;
    books.post(tx, tx.now().await?.day(), &[Entry::distribution_annulled(d.id, &[(source.pool, d.lines_sum)])]).await
}

/// What a rule says of a posting, by its days and the county's.
type Hung = fn(Day, Day, Option<u16>) -> Verdict;

/// Whether a list hung as long as its kind asks for: fifteen days where a village or its residents decide (R69), of a roll of need as many as
/// the county says too (R69.1), and a dividend's before those laws (R69.3). What a company or a co-op pays by an agreement hangs on no board of a village, and no term is
/// read of it.
///
/// A posting hung until its last day, and no longer.
async fn hung_enough(
    tx: &Tx,
    d: &Distribution,
    (posted_on, until, today): (Day, Day, Day),
) -> Result<Vec<Check>, Fault> {
    let (rule, days, hung): (_, _, Hung) = match d.kind {
        DistributionKind::StakePayout => return Ok(Vec::new()),
        DistributionKind::MemberDividend => (&DIVIDEND_POSTED, DIVIDEND_DAYS, dividend_posted),
        DistributionKind::AssistanceIncome => (&ASSISTANCE_POSTED, POSTED_DAYS, assistance_posted),
    };
    let boards = POSTED_LONG_ENOUGH.judge(today, posted_long_enough(posted_on, until));
    let values = values_on(tx.conn(), &d.region, today).await?;
    Ok(vec![boards, values.judge(rule, today, hung(posted_on, until, values.days(days)))])
}

impl Work for LockDistribution {
    type Record = Committed<Distribution>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Distribution>, Stop> {
        let wanted = &action::DISTRIBUTION_LOCK;
        let Held { permit, before, .. } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        let officer = officer_of(&self.actor, wanted)?;
        in_state(&before, &[DistributionState::Publicised])?;
        if before.phase != Phase::Done {
            return Err(DistributionsRefusal::NotCounted { phase: before.phase }.into());
        }
        if before.posted_digest != before.digest || before.digest != Some(digested(tx, &before).await?) {
            return Err(DistributionsRefusal::PostedOther.into());
        }
        settled(tx, &before, before.posting).await?;
        let (now, list) = (tx.now().await?, before.digest.unwrap_or_else(|| Digest::of(&[])));
        let hung = hung(tx, &before).await?;
        let told = before.posted_on.map(|on| (on, now.day()));
        let term = hung.as_ref().map_or(told, |h| h.term.map(|(from, ends_on)| (from, ends_on.min(now.day()))));
        let (posted_on, until) = term.or(told).ok_or_else(|| Fault::inconsistent("a posted list without a day"))?;
        let (pool, mut books) = pool_of(tx, &before).await?;
        let left = beyond(books.balance(AccountKind::CollectivePool, pool.id.uuid()), pool.held);
        let mut checks = vec![POSTING_ENDED.judge(now.day(), posting_ended(hung.as_ref(), list))];
        checks.extend(hung_enough(tx, &before, (posted_on, until, now.day())).await?);
        checks.push(SOMETHING_THERE.judge(now.day(), something_there(before.lines_sum, (&pool.number, left))));
        checks.extend(eligibility(tx, &before).await?);
        settle(checks, &[])?;
        let taken = Entry::distribution_locked(before.id, &[(pool.id, before.lines_sum)]);
        books.post(tx, now.day(), &[taken]).await?;
        let definition = in_force(tx, Matter::Distribution, &before.region).await?;
        let opened = open(tx, &definition, &opening(&before, officer)).await?;
        let (state, run, posted_on) = (DistributionState::Locked, Some(opened.run), Some(posted_on));
        let after = Distribution { state, run, posted_on, ..before.clone() };
        let after = after.next(self.actor.layer, now);
        store::update_distribution(tx, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after).and(opened.changes).telling(opened.notices))
    }
}
