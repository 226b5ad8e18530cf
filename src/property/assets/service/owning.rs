//! R27.1 of whoever is to own: organisations of the register by what they are. Of a name that is only written nobody knows that. R27.2 and R27.3 of
//! what serves the public.

use std::collections::HashMap;

use super::Judged;
use crate::{
    ground::{
        kernel::{Check, Day, OrganisationId, Words as _},
        platform::{ConnectionTrait, Fault, Stop},
    },
    office::places::organisations_by_id,
    property::assets::{
        AssetsRefusal,
        model::{Asset, AssetKind, HandoverState, Named, NewOwner, Regime, TitleState},
        rules::{NO_PERSON, NOT_INJECTED, REGIME_FITS, no_person, not_injected, regime_fits},
    },
};

/// Whether each of these organisations can own by its regime: one check for each, one query.
pub async fn owners_fit(
    conn: &impl ConnectionTrait,
    owners: &[(OrganisationId, Regime)],
    day: Day,
) -> Result<Vec<Check>, Fault> {
    if owners.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<OrganisationId> = owners.iter().map(|(id, _)| *id).collect();
    let units = organisations_by_id(conn, &ids).await?;
    let check = |(id, regime): &(OrganisationId, Regime)| {
        let unit = units.get(id).ok_or_else(|| Fault::inconsistent(format!("owner {id} is gone")))?;
        Ok(REGIME_FITS.judge(day, regime_fits(&unit.name, unit.kind, *regime)))
    };
    owners.iter().map(check).collect()
}

/// Those of new owners of whom the register knows what they are.
pub(super) fn known(owners: &[NewOwner]) -> Vec<(OrganisationId, Regime)> {
    owners.iter().filter_map(|o| o.who.organisation().zip(o.regime)).collect()
}

/// R27.2 and R27.3 of those who are to own an asset and did not before: what serves the public is made no company's capital without somebody who
/// answers for it, and stands in no person's name.
pub(super) async fn public_stays(
    conn: &impl ConnectionTrait,
    asset: &Asset,
    (owners, before): (&[NewOwner], &[NewOwner]),
    day: Day,
) -> Result<Vec<Judged>, Fault> {
    let new = owners.iter().filter(|o| !before.iter().any(|b| b.who == o.who));
    let new: Vec<NewOwner> = new.cloned().collect();
    let mut judged: Vec<Judged> = vec![(&NO_PERSON, day, no_person((asset.number.as_str(), asset.kind), &new))];
    let companies: Vec<&NewOwner> = new.iter().filter(|o| o.regime == Some(Regime::StateCompany)).collect();
    if asset.kind == AssetKind::PublicWelfare && !companies.is_empty() {
        let ids: Vec<OrganisationId> = companies.iter().filter_map(|o| o.who.organisation()).collect();
        let units = organisations_by_id(conn, &ids).await?;
        let unit = |o: &&NewOwner| o.who.organisation().and_then(|id| Some(units.get(&id)?.name.clone()));
        let names: Vec<String> = companies.iter().filter_map(|o| unit(o).or_else(|| o.who.shown())).collect();
        let verdict = not_injected((None, Regime::StateCompany), &names.join("、"), &[asset.number.as_str()]);
        judged.push((&NOT_INJECTED, day, verdict));
    }
    Ok(judged)
}

/// Whether somebody owns it by a title that was confirmed, or by a transfer that took effect since the card is there. What is contested waits for
/// whoever it is found to be, and dwellings of households pass between persons.
fn is_owned_for_good(asset: &Asset) -> bool {
    let t = &asset.tracks;
    let passed =
        t.handover == HandoverState::HandedOver && t.handover_on.is_some_and(|on| on >= asset.created_at.day());
    let stands = t.title == TitleState::Confirmed || (passed && t.title != TitleState::Disputed);
    stands && asset.kind != AssetKind::Household
}

/// Those who own it for good are followed by nobody because one officer has a paper: what passes asks giver, receiver, desks and the act that is
/// lawful between their regimes (decision 19). A name that was only written becomes the organisation of that name, and a regime is added where none was told.
pub(super) async fn owners_stand(
    conn: &impl ConnectionTrait,
    asset: &Asset,
    (named, present): (&[NewOwner], &[NewOwner]),
) -> Result<(), Stop> {
    if present.is_empty() || !is_owned_for_good(asset) {
        return Ok(());
    }
    let ids: Vec<OrganisationId> = present.iter().chain(named).filter_map(|o| o.who.organisation()).collect();
    let units = if ids.is_empty() { HashMap::new() } else { organisations_by_id(conn, &ids).await? };
    let name = |who: &Named| {
        let unit = who.organisation().and_then(|id| Some(units.get(&id)?.name.clone()));
        unit.or_else(|| who.shown()).unwrap_or_default()
    };
    let is = |was: &NewOwner, now: &NewOwner| {
        let registered = was.who.written().is_some() && !was.who.is_person() && name(&was.who) == name(&now.who);
        let regime = was.regime.is_none() || now.regime.is_none() || was.regime == now.regime;
        (was.who == now.who || registered) && was.share == now.share && regime
    };
    if present.len() == named.len() && present.iter().all(|was| named.iter().any(|now| is(was, now))) {
        return Ok(());
    }
    let told = |owners: &[NewOwner]| {
        let one = |o: &NewOwner| {
            let regime = o.regime.map(|r| format!("（{}）", r.label())).unwrap_or_default();
            format!("{}{regime} {}%", name(&o.who), o.share)
        };
        owners.iter().map(one).collect::<Vec<_>>().join("、")
    };
    let (owners, named) = (told(present), told(named));
    let (title, handover) = (asset.tracks.title, asset.tracks.handover);
    Err(AssetsRefusal::OwnersStand { asset: asset.number.clone(), title, handover, owners, named }.into())
}
