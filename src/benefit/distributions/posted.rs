//! The side of distributions in publicity: what hangs of a list before it is locked.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{
    DistributionsRefusal,
    model::{Distribution, DistributionKind, DistributionState, Line, Phase, written_e4},
    service::print::MOST,
    store,
};
use crate::{
    benefit::shares::named_in_full,
    ground::{
        kernel::{AnyId, DistributionId, Words as _},
        platform::{Fault, Sealer, Stop, Tx},
    },
    office::publicity::{Hanging, Posted, PostedDoor, PostedLine, PostedMatter},
};

/// Answers for lists of distributions that are posted.
pub struct PostedDistributions;

/// A list that is computed and not locked: what hangs may still be objected to.
async fn held(tx: &Tx, id: AnyId) -> Result<Distribution, Stop> {
    let gone = || Fault::inconsistent(format!("a posting of no distribution {id}"));
    let plan = store::lock_distribution(tx, DistributionId::new(id.uuid())).await?.ok_or_else(gone)?;
    if ![plan.kind.ready(), DistributionState::Publicised].contains(&plan.state) {
        return Err(DistributionsRefusal::StateIs { state: plan.state }.into());
    }
    if plan.phase != Phase::Done {
        return Err(DistributionsRefusal::NotCounted { phase: plan.phase }.into());
    }
    let most = i64::try_from(MOST).unwrap_or(i64::MAX);
    if plan.lines > most {
        return Err(DistributionsRefusal::ListTooLong { lines: plan.lines, most }.into());
    }
    Ok(plan)
}

async fn hanging(tx: &Tx, sealer: &Sealer, id: AnyId) -> Result<Hanging, Stop> {
    let plan = held(tx, id).await?;
    let digest = plan.digest.ok_or_else(|| Fault::inconsistent("a list that was computed without a digest"))?;
    let lines = store::lines_by_serial(tx.conn(), &plan, (1, i64::MAX), MOST).await?;
    let today = tx.now().await?.day();
    let named = named_in_full((tx.conn(), sealer), lines.iter().map(|l| l.whose), today).await?;
    let needy = plan.kind == DistributionKind::AssistanceIncome;
    let line = |l: &Line| {
        let full = named.get(&l.whose).ok_or_else(|| Fault::inconsistent("a line of nobody"))?;
        let weight = format!("{} {}", written_e4(l.weight_e4), plan.kind.called().weight);
        let basis = l.class.map_or_else(|| weight.clone(), |class| format!("{}，{weight}", class.label()));
        let texts = [full.household.clone(), Some(basis)];
        Ok(PostedLine::new(full.name.clone(), texts, Some(l.amount), needy || full.minor))
    };
    let lines = lines.iter().map(line).collect::<Result<_, Fault>>()?;
    Ok(Hanging { lines, digest })
}

impl PostedDoor for PostedDistributions {
    fn matter(&self) -> PostedMatter {
        PostedMatter::Distribution
    }

    fn find<'a>(&'a self, tx: &'a Tx, ids: &'a [AnyId]) -> BoxFuture<'a, Result<Vec<Posted>, Fault>> {
        async move {
            let ids: Vec<_> = ids.iter().map(|id| id.uuid()).collect();
            let found = store::distributions_by_id(tx.conn(), &ids).await?;
            let posted = |d: Distribution| Posted { id: AnyId::new(d.id.uuid()), number: d.number, region: d.region };
            Ok(found.into_iter().map(posted).collect())
        }
        .boxed()
    }

    fn hangs<'a>(&'a self, tx: &'a Tx, sealer: &'a Sealer, id: AnyId) -> BoxFuture<'a, Result<Option<Hanging>, Stop>> {
        async move { Ok(Some(hanging(tx, sealer, id).await?)) }.boxed()
    }
}
