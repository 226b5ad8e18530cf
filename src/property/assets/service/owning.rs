//! R27.1 of whoever is to own: organisations of the register by what they are. Of a name that is only written nobody knows that. R27.2 and R27.3 of
//! what serves the public.

use std::collections::HashMap;

use super::{Judged, subject_of};
use crate::{
    ground::{
        authority::{Actor, action, denial},
        kernel::{Check, Day, DenialReason, OrganisationId, Rule, Verdict, Words as _},
        platform::{ConnectionTrait, Fault, Stop},
    },
    office::{
        access::is_one_of,
        places::{Organisation, organisations_by_id},
    },
    property::assets::{
        AssetsRefusal,
        model::{
            Asset, AssetEvent, AssetKind, Correction, CorrectionState, HandoverState, Named, NewOwner, Regime, Stand,
            TitleLevel, TitleState, succeeded,
        },
        rules::{LEVEL_FITS, NO_PERSON, NOT_INJECTED, REGIME_FITS, level_fits, no_person, not_injected, regime_fits},
        store,
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

/// R27.2 and R27.3 of some owners of an asset, whose organisations are called so: what serves the public is made no company's capital without somebody
/// who answers for it, and stands in no person's name.
pub(super) fn public_owned(
    (asset, kind): (&str, AssetKind),
    owners: &[NewOwner],
    called: impl Fn(OrganisationId) -> Option<String>,
) -> Vec<(&'static Rule, Verdict)> {
    let mut judged: Vec<(&'static Rule, Verdict)> = vec![(&NO_PERSON, no_person((asset, kind), owners))];
    let companies: Vec<&NewOwner> = owners.iter().filter(|o| o.regime == Some(Regime::StateCompany)).collect();
    if kind == AssetKind::PublicWelfare && !companies.is_empty() {
        let name = |o: &&NewOwner| o.who.organisation().and_then(&called).or_else(|| o.who.shown());
        let names: Vec<String> = companies.iter().filter_map(name).collect();
        judged.push((&NOT_INJECTED, not_injected((None, Regime::StateCompany), &names.join("、"), &[asset])));
    }
    judged
}

/// The same of those who are to own an asset and did not before.
pub(super) async fn public_stays(
    conn: &impl ConnectionTrait,
    asset: &Asset,
    (owners, before): (&[NewOwner], &[NewOwner]),
    day: Day,
) -> Result<Vec<Judged>, Fault> {
    let new = owners.iter().filter(|o| !before.iter().any(|b| b.who == o.who));
    let new: Vec<NewOwner> = new.cloned().collect();
    let companies = new.iter().filter(|o| o.regime == Some(Regime::StateCompany));
    let ids: Vec<OrganisationId> = companies.filter_map(|o| o.who.organisation()).collect();
    let units = organisations_by_id(conn, &ids).await?;
    let called = |id: OrganisationId| units.get(&id).map(|unit| unit.name.clone());
    let judged = public_owned((asset.number.as_str(), asset.kind), &new, called);
    Ok(judged.into_iter().map(|(rule, verdict)| (rule, day, verdict)).collect())
}

/// R27.4 of an asset that these own. Where the register does not know what each of them is, its kind alone is looked at.
pub(super) fn level_of<'a>(
    asset: (&str, AssetKind),
    (level, owners): (TitleLevel, &[NewOwner]),
    unit: impl Fn(OrganisationId) -> Option<&'a Organisation>,
) -> (&'static Rule, Verdict) {
    let known = |o: &NewOwner| unit(o.who.organisation()?).map(|unit| (unit.name.as_str(), unit.kind));
    let owners: Option<Vec<_>> = owners.iter().map(known).collect();
    (&LEVEL_FITS, level_fits(asset, level, &owners.unwrap_or_default()))
}

/// The same, of owners that are read here.
pub(super) async fn level_stands(
    conn: &impl ConnectionTrait,
    asset: &Asset,
    (level, owners): (TitleLevel, &[NewOwner]),
    day: Day,
) -> Result<Judged, Fault> {
    let ids: Vec<OrganisationId> = owners.iter().filter_map(|o| o.who.organisation()).collect();
    let units = organisations_by_id(conn, &ids).await?;
    let (rule, verdict) = level_of((asset.number.as_str(), asset.kind), (level, owners), |id| units.get(&id));
    Ok((rule, day, verdict))
}

/// R27.2 and R27.3 of whoever owns an asset as it stands, when its kind is another: it is then judged as if it became theirs.
pub(super) async fn kind_fits(
    conn: &impl ConnectionTrait,
    before: &Asset,
    after: &Asset,
    day: Day,
) -> Result<Vec<Judged>, Fault> {
    if before.kind == after.kind {
        return Ok(Vec::new());
    }
    public_stays(conn, after, (&after.present_owners(), &[]), day).await
}

/// Whether it passed by a transfer that took effect since the card is there.
fn has_passed(asset: &Asset) -> bool {
    let t = &asset.tracks;
    t.handover == HandoverState::HandedOver && t.handover_on.is_some_and(|on| on >= asset.created_at.day())
}

/// Whether somebody owns it by a title that was confirmed, or by a transfer that took effect since the card is there. What is contested waits for
/// whoever it is found to be.
fn is_owned_for_good(asset: &Asset) -> bool {
    let title = asset.tracks.title;
    title == TitleState::Confirmed || (has_passed(asset) && title != TitleState::Disputed)
}

/// Dwellings of households pass between persons. What a body owns, or somebody by a regime of public property, is no dwelling because its card says so.
fn between_persons(asset: &Asset, owners: &[NewOwner]) -> bool {
    let private = |o: &NewOwner| o.who.is_person() || (o.who.organisation().is_none() && o.regime.is_none());
    asset.kind == AssetKind::Household && owners.iter().all(private)
}

/// The organisations among owners.
type Units = HashMap<OrganisationId, Organisation>;

fn name(units: &Units, who: &Named) -> String {
    let unit = who.organisation().and_then(|id| Some(units.get(&id)?.name.clone()));
    unit.or_else(|| who.shown()).unwrap_or_default()
}

/// Whether an owner is the same. A name that was only written is the organisation of that name, and a regime is added where none was told.
fn is_same(units: &Units, was: &NewOwner, now: &NewOwner) -> bool {
    let registered =
        was.who.written().is_some() && !was.who.is_person() && name(units, &was.who) == name(units, &now.who);
    let regime = was.regime.is_none() || now.regime.is_none() || was.regime == now.regime;
    (was.who == now.who || registered) && was.share == now.share && regime
}

fn told(units: &Units, owners: &[NewOwner]) -> String {
    let one = |o: &NewOwner| {
        let regime = o.regime.map(|r| format!("（{}）", r.label())).unwrap_or_default();
        format!("{}{regime} {}%", name(units, &o.who), o.share)
    };
    owners.iter().map(one).collect::<Vec<_>>().join("、")
}

/// Whoever owns it when others follow has owned it for a day at least: each day has one whole of owners (R27).
pub(super) fn day_fits(asset: &Asset, owners: &[NewOwner], on: Day) -> Result<(), AssetsRefusal> {
    let after = succeeded(&asset.owners, owners, on);
    let begun = after.iter().filter(|o| o.until.is_some_and(|until| until <= o.from)).map(|o| o.from).max();
    match begun {
        Some(since) => Err(AssetsRefusal::OwnedSince { asset: asset.number.clone(), on, since, from: since.next() }),
        None => Ok(()),
    }
}

/// What is contested is settled on that day at the earliest: of a day before, it would have other owners and stay contested.
pub(super) fn settles(asset: &Asset, on: Day) -> Result<(), AssetsRefusal> {
    let contested = asset.tracks.title_on.filter(|_| asset.tracks.title == TitleState::Disputed);
    match contested {
        Some(since) if on < since => Err(AssetsRefusal::ContestedSince { asset: asset.number.clone(), on, since }),
        _ => Ok(()),
    }
}

/// Whoever noted that a title is contested does not confirm it for another owner as well.
async fn another(conn: &impl ConnectionTrait, asset: &Asset, actor: &Actor) -> Result<(), Stop> {
    let events = store::events_of(conn, &[asset.id], None).await?;
    let contested = |e: &&AssetEvent| matches!(e.stand, Stand::Title { state: TitleState::Disputed, .. });
    let last = events.get(&asset.id).into_iter().flatten().filter(contested).max_by_key(|e| e.version);
    let Some(last) = last else { return Ok(()) };
    if !is_one_of(conn, actor, &[last.recorded_by.as_str()]).await? {
        return Ok(());
    }
    let (subject, region) = (Some(subject_of(asset)), Some(asset.region.clone()));
    Err(denial(DenialReason::SecondPerson, &action::ASSET_CONFIRM_TITLE, subject, region).into())
}

/// Those who own it for good are followed by nobody because one officer has a paper: what passes asks giver, receiver, desks and the act that is
/// lawful between their regimes (decision 19). What was confirmed and is contested is confirmed for another by another officer.
pub(super) async fn owners_stand(
    conn: &impl ConnectionTrait,
    asset: &Asset,
    (named, present): (&[NewOwner], &[NewOwner]),
    actor: &Actor,
) -> Result<(), Stop> {
    // A correction of the kind was judged with the owners of its day.
    let waits = |c: &Correction| c.state == CorrectionState::Proposed && c.right.kind != c.was.kind;
    if store::corrections_of(conn, asset.id).await?.iter().any(waits) {
        return Err(AssetsRefusal::KindWaits { asset: asset.number.clone() }.into());
    }
    let t = &asset.tracks;
    let stood = t.title_level.is_some() || has_passed(asset);
    let contested = t.title == TitleState::Disputed && stood;
    if present.is_empty() || between_persons(asset, present) || !(contested || is_owned_for_good(asset)) {
        return Ok(());
    }
    let ids: Vec<OrganisationId> = present.iter().chain(named).filter_map(|o| o.who.organisation()).collect();
    let units = organisations_by_id(conn, &ids).await?;
    let stands = |was: &NewOwner| named.iter().any(|now| is_same(&units, was, now));
    if present.len() == named.len() && present.iter().all(stands) {
        return Ok(());
    }
    if contested {
        return another(conn, asset, actor).await;
    }
    let (owners, named) = (told(&units, present), told(&units, named));
    let (title, handover) = (t.title, t.handover);
    Err(AssetsRefusal::OwnersStand { asset: asset.number.clone(), title, handover, owners, named }.into())
}
