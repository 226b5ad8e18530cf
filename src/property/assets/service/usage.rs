//! 投入使用、闲置、盘活、登记使用情况.

use super::{Judged, acts::Said};
use crate::{
    ground::kernel::Day,
    property::assets::{
        AssetsRefusal,
        model::{Asset, AssetParty, AssetRole, DutyState, Named, Stand, UpkeepSource, UseState},
        rules::{HOUSEHOLD_APART, IN_SERVICE, household_apart, in_service},
    },
};

/// Who maintains an asset from now on, and by which money; what is known already stays where nothing is said.
#[derive(Debug, Clone, Default)]
pub struct Keeping {
    /// 管护责任人.
    pub maintainer: Option<Named>,
    /// 管护经费来源.
    pub upkeep_source: Option<UpkeepSource>,
}

/// From which states it is put into service.
const INTO_SERVICE: &[UseState] = &[UseState::Unknown, UseState::Repairing, UseState::Closed];
/// From which it is revived.
const REVIVABLE: &[UseState] = &[UseState::Idle];
/// From which it falls idle.
const INTO_IDLENESS: &[UseState] =
    &[UseState::Unknown, UseState::InUse, UseState::Let, UseState::Repairing, UseState::Closed];

fn from_one_of(before: &Asset, states: &[UseState]) -> Result<(), AssetsRefusal> {
    let usage = before.tracks.usage;
    if states.contains(&usage) { Ok(()) } else { Err(AssetsRefusal::UseIs { usage, kind: before.kind }) }
}

fn apart(before: &Asset, today: Day) -> Judged {
    (&HOUSEHOLD_APART, today, household_apart(&before.number, before.kind))
}

/// The parties after somebody has taken over a role on a day.
pub(super) fn taken_over(parties: &[AssetParty], (role, who): (AssetRole, &Named), on: Day) -> Vec<AssetParty> {
    let is_open = |p: &AssetParty| p.role == role && p.to.is_none();
    if parties.iter().any(|p| is_open(p) && p.who == *who) {
        return parties.to_vec();
    }
    // Whoever was noted later stays, and follows; whoever would have begun on the same day never did.
    let later = parties.iter().filter(|p| is_open(p)).filter_map(|p| p.from).filter(|from| on < *from).min();
    let ended = |p: &AssetParty| match p {
        p if !is_open(p) => Some(p.clone()),
        p if p.from == Some(on) => None,
        p if p.from.is_some_and(|from| on < from) => Some(p.clone()),
        p => Some(AssetParty { to: Some(on.previous()), ..p.clone() }),
    };
    let to = later.map(Day::previous);
    let new = AssetParty { role, who: who.clone(), from: Some(on), to };
    parties.iter().filter_map(ended).chain([new]).collect()
}

/// Whether somebody is named for the upkeep now.
fn is_named(a: &Asset) -> bool {
    a.parties.iter().any(|p| p.is_maintainer() && p.to.is_none())
}

/// The card with whoever looks after it from a day on, and what its duty track is told where that changes it.
pub(super) fn kept(before: &Asset, on: Day, keeping: &Keeping) -> (Asset, Option<Stand>) {
    let parties = match &keeping.maintainer {
        Some(who) => taken_over(&before.parties, (AssetRole::Maintainer, who), on),
        None => before.parties.clone(),
    };
    let upkeep_source = keeping.upkeep_source.or(before.upkeep_source);
    told(before, Asset { parties, upkeep_source, ..before.clone() })
}

/// The card after whoever looked after it has laid that down, and what its duty track is told where that changes it. Somebody else
/// whom the card names stays.
pub(super) fn let_go(before: &Asset, on: Day, who: &Named) -> (Asset, Option<Stand>) {
    let ended = |p: &AssetParty| match p {
        p if !p.is_maintainer() || p.to.is_some() || p.who != *who => Some(p.clone()),
        p if p.from.is_some_and(|from| on <= from) => None,
        p => Some(AssetParty { to: Some(on.previous()), ..p.clone() }),
    };
    told(before, Asset { parties: before.parties.iter().filter_map(ended).collect(), ..before.clone() })
}

/// The card, and what its duty track is told where it stands otherwise now.
fn told(before: &Asset, after: Asset) -> (Asset, Option<Stand>) {
    let state = match (is_named(&after), after.upkeep_source) {
        (false, _) => DutyState::None,
        (true, None) => DutyState::Named,
        (true, Some(_)) => DutyState::Funded,
    };
    let told = Some(Stand::Duty { state }).filter(|_| state != before.tracks.duty);
    (after, told)
}

/// R31 of a card as it would stand.
fn answered_for(a: &Asset, today: Day) -> Judged {
    (&IN_SERVICE, today, in_service(&a.number, is_named(a), a.upkeep_source.is_some()))
}

/// What the rules say today of the acts of use that its state takes: R9 of all of them, R31 where it may be brought into use.
pub(super) fn asked(a: &Asset, today: Day) -> Vec<Judged> {
    let may = |from: &[UseState]| from_one_of(a, from).is_ok();
    let brought = may(INTO_SERVICE) || may(REVIVABLE);
    let apart = Some(apart(a, today)).filter(|_| brought || may(INTO_IDLENESS));
    apart.into_iter().chain(brought.then(|| answered_for(a, today))).collect()
}

/// What the rules of use say of a card as it stands, in whatever use it is: R9, R31.
pub(super) fn stands(a: &Asset, today: Day) -> [Judged; 2] {
    [apart(a, today), answered_for(a, today)]
}

/// Brings an asset into use with somebody who answers for it. R31 is judged by the day of the act: a day in the past is no way
/// around it.
fn answered(before: &Asset, (on, today): (Day, Day), keeping: &Keeping) -> Said {
    let (after, duty) = kept(before, on, keeping);
    let answered = answered_for(&after, today);
    let stands = duty.into_iter().chain([Stand::Use { state: UseState::InUse }]).collect();
    let in_service_on = before.in_service_on.or(Some(on));
    Said { after: Asset { in_service_on, ..after }, stands, judged: vec![apart(before, today), answered] }
}

/// 投入使用.
pub(super) fn put_in_service(before: &Asset, days: (Day, Day), keeping: &Keeping) -> Result<Said, AssetsRefusal> {
    from_one_of(before, INTO_SERVICE)?;
    Ok(answered(before, days, keeping))
}

/// 盘活: what stood idle is used again.
pub(super) fn revived(before: &Asset, days: (Day, Day), keeping: &Keeping) -> Result<Said, AssetsRefusal> {
    from_one_of(before, REVIVABLE)?;
    Ok(answered(before, days, keeping))
}

/// 闲置.
pub(super) fn idle(before: &Asset, today: Day) -> Result<Said, AssetsRefusal> {
    from_one_of(before, INTO_IDLENESS)?;
    let stands = vec![Stand::Use { state: UseState::Idle }];
    Ok(Said { after: before.clone(), stands, judged: vec![apart(before, today)] })
}

/// 登记使用情况: how it is used and who looks after it in fact. Nothing is judged.
pub(super) fn noted(before: &Asset, on: Day, state: UseState, keeping: &Keeping) -> Result<Said, AssetsRefusal> {
    if UseState::GONE.contains(&state) {
        return Err(AssetsRefusal::NotNoted);
    }
    let (after, duty) = kept(before, on, keeping);
    let stands = duty.into_iter().chain([Stand::Use { state }]).collect();
    Ok(Said { after, stands, judged: Vec::new() })
}
