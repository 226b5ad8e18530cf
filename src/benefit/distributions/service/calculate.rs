//! 计算名单. A list is made of a register in stretches, each a transaction of its own: whoever comes next goes on where the last one stopped.

use super::{
    DistributionsRefusal, Held, changed,
    eligible::eligibility,
    hold, in_state,
    register::{days_of, hold_register},
};
use crate::{
    benefit::{
        distributions::{
            model::{Distribution, DistributionState, Phase, Register, Rounding},
            rules::{Asked, MONTHS_OVER, NEED_ELSEWHERE, SUM_OF_LINES, months_over, need_elsewhere, sum_of_lines},
            store,
        },
        rolls::NeedClass,
    },
    ground::{
        authority::{Actor, action},
        kernel::{Digest, Digester, DistributionId, Money, Words as _, settle},
        platform::{Fault, Stop, Tx, Work},
        trail::Committed,
    },
};

/// How many serials a statement takes at once.
const STRETCH: u64 = 10_000;
/// Of how many stretches a transaction is at most.
const STRETCHES: usize = 5;
/// Why the part of somebody who died waits.
const DIED: &str = "持有人已死亡，待继承";

/// Goes on with the calculation of a list, or begins it anew where it was done.
pub struct Calculate {
    /// Who asks.
    pub actor: Actor,
    /// Of which plan.
    pub id: DistributionId,
    /// The version it was read at.
    pub if_match: String,
}

impl Work for Calculate {
    type Record = Committed<Distribution>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Distribution>, Stop> {
        let wanted = &action::DISTRIBUTION_CALCULATE;
        let Held { permit, before, .. } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        in_state(&before, &[before.kind.ready(), DistributionState::Publicised])?;
        let mut after = before.clone();
        if matches!(before.phase, Phase::None | Phase::Done) {
            after = begun(tx, before.clone()).await?;
        }
        for _ in 0..STRETCHES {
            if after.phase == Phase::Done {
                break;
            }
            after = gone_on(tx, after).await?;
        }
        let after = after.next(self.actor.layer, tx.now().await?);
        store::update_distribution(tx, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}

/// What a plan asks for of its pool, where it says how much is for each: whole fen of what each class makes.
fn asked_for(d: &Distribution) -> Option<Asked> {
    match (&d.register, d.unit) {
        (Register::Shares { .. }, Some(unit)) => Some(Asked::of_shares(unit, d.weight_e4)),
        (Register::Shares { .. }, None) => None,
        (Register::Roll { terms, .. }, _) => Some(Asked::of_terms(terms, (d.pool, d.months_counted()))),
    }
}

/// A calculation that begins: the days of the register stay as they are from here on, it holds in all of them (R74: it may have been
/// closed since the plan was written), whom it names is there (R73) and is paid the same by no other roll (R74.3), and all weights are known (R75).
async fn begun(tx: &Tx, d: Distribution) -> Result<Distribution, Stop> {
    hold_register(tx, &d).await?;
    let today = tx.now().await?.day();
    let days = days_of(tx, &d).await?;
    let elsewhere = store::planned_elsewhere(tx.conn(), (d.collective, &d.register), d.months, d.id).await?;
    let mut checks = vec![
        MONTHS_OVER.judge(today, months_over(d.months, days, today)),
        NEED_ELSEWHERE.judge(today, need_elsewhere(&elsewhere, d.correction.as_deref())),
    ];
    checks.extend(eligibility(tx, &d).await?);
    settle(checks, &[])?;
    let uncountable = || Fault::inconsistent("weights of more than can be counted");
    let weights = store::weights_by_class(tx, &d).await?.ok_or_else(uncountable)?;
    let sum = weights.iter().try_fold(0_i64, |sum, (_, weight)| sum.checked_add(*weight));
    let weight_e4 = sum.ok_or_else(uncountable)?;
    if weight_e4 == 0 {
        return Err(DistributionsRefusal::NobodyHolds.into());
    }
    if let Some(word) = d.register.without_term(&weights).first() {
        let class = NeedClass::from_word(word).map_or_else(|| (*word).to_owned(), |class| class.label().to_owned());
        return Err(DistributionsRefusal::ClassWithoutTerm { class }.into());
    }
    let register = d.register.clone().weighed(&weights);
    let (edition, state) = (d.edition + 1, d.kind.ready());
    let begun = Distribution { edition, state, weight_e4, register, phase: Phase::Lines, ..d.uncounted() };
    if let Some(asked) = asked_for(&begun) {
        settle(vec![SUM_OF_LINES.judge(today, sum_of_lines(begun.pool, &asked))], &[])?;
    }
    store::update_terms(tx, &begun).await?;
    Ok(begun)
}

/// One stretch more.
async fn gone_on(tx: &Tx, d: Distribution) -> Result<Distribution, Stop> {
    match d.phase {
        Phase::Lines => written(tx, d).await,
        Phase::Settling => settled(tx, d).await,
        Phase::Counting => counted(tx, d).await,
        Phase::None | Phase::Done => Ok(d),
    }
}

/// The lines of one stretch of serials.
async fn written(tx: &Tx, d: Distribution) -> Result<Distribution, Stop> {
    let Some(last) = store::stretch_of(tx, &d.register, (d.cursor, STRETCH)).await? else {
        return Ok(Distribution { phase: Phase::Settling, cursor: 0, ..d });
    };
    let measures = d.measures().ok_or_else(|| Fault::inconsistent("a calculation without weights"))?;
    if !store::insert_lines(tx, &d, &measures, (d.cursor, last)).await? {
        return Err(Fault::inconsistent("an amount of more than can be counted").into());
    }
    Ok(Distribution { cursor: last, ..d })
}

fn first_digest(d: &Distribution) -> Digest {
    Digester::new("distribution_list").field("pool", d.pool).field("weight", d.weight_e4).finish()
}

/// By shares the lines of the dead wait, and by either register those whom the plan names (R73); what makes no fen is given by the plan's
/// rounding, and the sums are taken.
async fn settled(tx: &Tx, d: Distribution) -> Result<Distribution, Stop> {
    store::keep_back_dead(tx, &d, DIED).await?;
    store::keep_back_named(tx, &d).await?;
    let (_, fen, weight) = store::sums_of(tx, &d).await?;
    if weight != d.weight_e4 {
        return Err(Fault::inconsistent("weights that changed while their days were held").into());
    }
    let left = d.pool.fen() - fen;
    let given = if d.rounding == Rounding::LargestRemainder { left } else { 0 };
    store::give_rests(tx, &d, given).await?;
    let (lines, fen, _) = store::sums_of(tx, &d).await?;
    let lines_sum = Money::from_fen(fen).map_err(|_| Fault::inconsistent("a sum of lines"))?;
    Ok(Distribution { lines, lines_sum, digest: Some(first_digest(&d)), phase: Phase::Counting, cursor: 0, ..d })
}

/// The digest goes on over one stretch of lines.
async fn counted(tx: &Tx, d: Distribution) -> Result<Distribution, Stop> {
    let before = d.digest.ok_or_else(|| Fault::inconsistent("a list without a digest"))?;
    Ok(match store::chained(tx.conn(), &d, (before, d.cursor), STRETCH).await? {
        Some((digest, cursor)) => Distribution { digest: Some(digest), cursor, ..d },
        None => Distribution { phase: Phase::Done, cursor: 0, ..d },
    })
}

/// What the lines digest to as they stand.
pub(super) async fn digested(tx: &Tx, d: &Distribution) -> Result<Digest, Fault> {
    let mut at = (first_digest(d), 0);
    while let Some(next) = store::chained(tx.conn(), d, at, STRETCH).await? {
        at = next;
    }
    Ok(at.0)
}
