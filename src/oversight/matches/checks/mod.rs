//! The checks of other departments' lists, one file each, and what both make of whom they met.

mod ineligible;
mod of_office;

use std::collections::{HashMap, HashSet};

use super::{
    model::{MatchConcern, MatchLine, MatchPlace, MatchState, Met, UnderContract},
    store,
};
use crate::{
    ground::{
        kernel::{Facts, MatchLineId, Money, OrganisationId},
        platform::Fault,
    },
    office::checks::{AuditCheck, Figure, Hit, Looking, Opinion},
};

/// Every check of this room.
pub fn checks() -> Vec<Box<dyn AuditCheck>> {
    vec![Box::new(of_office::OfOffice), Box::new(ineligible::Ineligible)]
}

/// What officers call the figures: the line of the list, and where whom it names was met.
const FIGURES: &[Figure] = &[
    Figure::new("row", "名单行编号"),
    Figure::word::<MatchConcern>("concern", "比对类别"),
    Figure::new("source", "提供单位"),
    Figure::new("listed_on", "数据日期"),
    Figure::word::<MatchPlace>("place", "关联事项"),
    Figure::new("number", "关联事项编号"),
    Figure::new("line", "行号"),
    Figure::new("times", "次数"),
];

/// One hit for each place in which whom a line names was met: the last of them, how often, and how much was paid in all.
fn hit(line: &MatchLine, place: MatchPlace, met: &[&Met]) -> Option<Hit> {
    let own: Vec<&Met> = met.iter().copied().filter(|m| m.place == place).collect();
    let last = own.last()?;
    let figures = Facts::none()
        .with("row", line.row())
        .told("concern", line.concern)
        .with("source", &line.source)
        .with("listed_on", line.listed_on)
        .told("place", place)
        .with("number", &last.number)
        .with("times", own.len());
    let figures = match last.line {
        Some(n) => figures.with("line", n),
        None => figures,
    };
    let amount = last.amount.and(Money::sum(own.iter().filter_map(|m| m.amount)));
    Some(Hit { subject: line.id.uuid(), region: line.region.clone(), cause: place.to_string(), amount, figures })
}

/// Where whom lines name is met that are in force and of the sort that a check looks at.
async fn met_of(
    at: &Looking<'_>,
    lines: &[MatchLine],
    of_office: bool,
) -> Result<HashMap<MatchLineId, Vec<Met>>, Fault> {
    let counts = |l: &&MatchLine| l.state == MatchState::InForce && l.concern.is_of_office() == of_office;
    let counting: Vec<MatchLine> = lines.iter().filter(counts).cloned().collect();
    let mut met = store::met(at.tx.conn(), &counting).await?;
    if of_office {
        for (line, paid) in paid_to_units(at, &counting).await? {
            met.entry(line).or_default().extend(paid);
        }
    }
    Ok(met)
}

fn met_under(paid: &UnderContract) -> Met {
    let (place, number) = (MatchPlace::Contract, paid.contract.clone());
    Met { place, number, line: None, relief: false, amount: Some(paid.amount) }
}

/// What was paid under contracts of a line's county to the organisation that it names. The code of that is kept blind, so those who were paid are held
/// against it one by one.
async fn paid_to_units(at: &Looking<'_>, lines: &[MatchLine]) -> Result<HashMap<MatchLineId, Vec<Met>>, Fault> {
    let marks: HashSet<&str> = lines.iter().filter_map(|l| l.unit.0.as_deref()).collect();
    if marks.is_empty() {
        return Ok(HashMap::new());
    }
    let (keys, conn) = (at.keys()?, at.tx.conn());
    let indexed = |(id, code): (OrganisationId, String)| (id, store::unit_index(keys, &code));
    let units: HashMap<OrganisationId, String> = store::units_paid(conn).await?.into_iter().map(indexed).collect();
    let wanted: Vec<OrganisationId> =
        units.iter().filter(|(_, mark)| marks.contains(mark.as_str())).map(|(id, _)| *id).collect();
    let paid = store::paid_under_contracts(conn, &wanted).await?;
    let of_line = |line: &MatchLine| {
        let own =
            |p: &&UnderContract| units.get(&p.unit) == line.unit.0.as_ref() && line.region.county().covers(&p.region);
        (line.id, paid.iter().filter(own).map(met_under).collect::<Vec<Met>>())
    };
    Ok(lines.iter().filter(|l| l.unit.is_there()).map(of_line).collect())
}

/// What is found of a line among what a check looks for.
fn judge(line: &MatchLine, met: Option<&Vec<Met>>, wanted: fn(&Met) -> bool) -> Opinion {
    let met: Vec<&Met> = met.into_iter().flatten().filter(|m| wanted(m)).collect();
    let places = [MatchPlace::ToPersonList, MatchPlace::PublicPost, MatchPlace::Contract, MatchPlace::Household];
    let hits: Vec<Hit> = places.into_iter().filter_map(|place| hit(line, place, &met)).collect();
    if hits.is_empty() { Opinion::Clean } else { Opinion::Hits(hits) }
}
