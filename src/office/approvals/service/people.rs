//! Finding the people of a step: holders of its role at its seat, and who of them may not decide here.

use super::super::{
    model::{Candidate, Run, Seat, Step},
    rules::{Acting, separation_of_duties},
    store,
};
use crate::{
    ground::{
        kernel::{Level, OfficerId, OrganisationId, RegionCode, Verdict},
        platform::{Fault, Tx},
    },
    office::{
        access::{OfficerBrief, officers_with_role},
        places::ancestors_with_level,
    },
};

/// Where a step's people sit: regions, and a unit where the seat names one. `None`: there is no such place for this run.
async fn seat_of(tx: &Tx, run: &Run, seat: Seat) -> Result<Option<(Vec<RegionCode>, Option<OrganisationId>)>, Fault> {
    let at_unit = |unit: Option<OrganisationId>| unit.map(|u| (run.region.and_above(), Some(u)));
    let level = match seat {
        Seat::FilingUnit => return Ok(at_unit(run.filing_unit)),
        Seat::LineDepartment => return Ok(at_unit(run.line_department)),
        Seat::Subject => return Ok(Some((vec![run.region.clone()], None))),
        Seat::Town => Level::Town,
        Seat::County => Level::County,
        Seat::Prefecture => Level::Prefecture,
        Seat::Province => Level::Province,
    };
    let chain = ancestors_with_level(tx.conn(), &run.region).await?;
    Ok(nearest(&chain, level).map(|code| (vec![code], None)))
}

/// The place of a level among a region and those above it, nearest first. Never assume four levels, nor a subject at the lowest:
/// where there is no county above a town its prefecture does the county's work, and of a province's own paper the province.
fn nearest(chain: &[(RegionCode, Level)], level: Level) -> Option<RegionCode> {
    // Levels are ordered from the nation down.
    chain.iter().find(|(_, l)| *l <= level).map(|(code, _)| code.clone())
}

/// Those who hold the step's role at its seat today.
pub async fn holders_of(tx: &Tx, run: &Run, step: &Step) -> Result<Vec<OfficerBrief>, Fault> {
    match seat_of(tx, run, step.seat).await? {
        Some((regions, unit)) => officers_with_role(tx, step.role, &regions, unit).await,
        None => Ok(Vec::new()),
    }
}

/// Officers who decided at another step of this run, ever.
pub fn elsewhere(decided: &[(i32, OfficerId)], position: i32) -> Vec<OfficerId> {
    decided.iter().filter(|(p, _)| *p != position).map(|(_, o)| *o).collect()
}

/// (step, officer) of every decision of a run.
pub async fn decided_in(tx: &Tx, run: &Run) -> Result<Vec<(i32, OfficerId)>, Fault> {
    Ok(store::find_decisions(tx.conn(), run.id).await?.into_iter().map(|d| (d.position, d.officer)).collect())
}

/// The candidates of a step: its holders, with what stands against each.
pub async fn candidates(
    tx: &Tx,
    run: &Run,
    step: &Step,
    decided: &[(i32, OfficerId)],
) -> Result<Vec<Candidate>, Fault> {
    let earlier = elsewhere(decided, step.position);
    let holders = holders_of(tx, run, step).await?;
    let judge = |holder: &OfficerBrief| {
        let acting = Acting {
            officer: holder.id,
            unit: holder.organisation,
            makers: &run.makers,
            earlier: &earlier,
            payee_units: &run.payee_units,
        };
        let excluded = match separation_of_duties(acting) {
            Verdict::Fail(facts) => Some(format!("{} {}", holder.name, facts.get("fault").unwrap_or_default())),
            Verdict::Pass(_) | Verdict::Undetermined { .. } | Verdict::Silent => None,
        };
        Candidate { officer: holder.id, excluded }
    };
    Ok(holders.iter().map(judge).collect())
}

#[cfg(test)]
mod tests {
    use super::nearest;
    use crate::ground::kernel::{Level, RegionCode};

    #[test]
    fn a_desk_sits_at_its_level_or_the_nearest_above() {
        let chain = |codes: &[(&str, Level)]| -> Vec<(RegionCode, Level)> {
            codes.iter().map(|(code, level)| (code.parse().unwrap(), *level)).collect()
        };
        let seat = |chain: &[(RegionCode, Level)], level| nearest(chain, level).map(|code| code.to_string());
        let full = chain(&[
            ("431026102", Level::Town),
            ("431026", Level::County),
            ("4310", Level::Prefecture),
            ("43", Level::Province),
        ]);
        assert_eq!(seat(&full, Level::County).as_deref(), Some("431026"));
        assert_eq!(seat(&full, Level::Town).as_deref(), Some("431026102"));
        // A town straight under its prefecture, and what a province splits itself.
        assert_eq!(
            seat(&chain(&[("441900003", Level::Town), ("4419", Level::Prefecture)]), Level::County).as_deref(),
            Some("4419")
        );
        assert_eq!(seat(&full[3..], Level::County).as_deref(), Some("43"));
        assert_eq!(seat(&full[1..2], Level::Province), None);
    }
}
