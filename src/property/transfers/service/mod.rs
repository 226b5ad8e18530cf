//! The use cases of transfers.

pub mod act;
mod asked;
mod builders;
pub mod conclude;
mod defects;
pub mod end;
pub mod exceptions;
pub mod exports;
pub mod file;
pub mod flags;
mod inspect;
pub mod print;
pub mod read;
pub mod resubmit;
mod sign;
pub mod submit;

use std::collections::HashMap;

pub use asked::{Asked, Line, Sought};
pub use defects::{Acceptance, Cure, CureConfirmed, ItemsRefused};
pub use end::TitleSaid;
pub use inspect::{Inspection, NewDefect, Seen};
pub use sign::{Signing, SigningKind};

use super::{
    TransfersRefusal,
    model::{CUSTODY, Item, Transfer, TransferAct, TransferState, way},
    rules::{TITLE_CLEAR, title_clear},
    store,
};
use crate::{
    ground::{
        kernel::{
            AssetId, Check, Day, Digest, Instant, Money, OrganisationId, SubjectKind, SubjectRef, Words as _, settle,
        },
        platform::{ConnectionTrait, Fault, Stop, Tx},
        trail::Change,
    },
    office::{
        approvals::{Returned, last_returns},
        files::files_by_id,
    },
    property::assets::{
        Asset, AssetKind, HandoverState, Named, Ownership, Pass, Passing, Regime, TitleState, hand_over, lock_assets,
        owners_fit, owners_on,
    },
};

fn subject_of(t: &Transfer) -> SubjectRef {
    SubjectRef::new(SubjectKind::AssetTransfer, t.id)
}

/// The next version of a transfer, in another state.
fn moved(before: &Transfer, state: TransferState, now: Instant) -> Transfer {
    Transfer { state, version: before.version + 1, updated_at: now, ..before.clone() }
}

/// Writes a moved transfer back.
async fn write_back(tx: &Tx, before: &Transfer, after: &Transfer) -> Result<Change, Fault> {
    store::update_transfer(tx, before, after).await?;
    let change = Change::changed(subject_of(after), &after.region, after.version, before, after);
    Ok(change.state(after.state.word()))
}

/// The contents of the papers that every yes binds.
async fn papers_of(conn: &impl ConnectionTrait, t: &Transfer) -> Result<Vec<Digest>, Fault> {
    let ids = t.papers.decided();
    let files = files_by_id(conn, &ids).await?;
    let gone = || Fault::inconsistent(format!("a paper of transfer {} is gone", t.id));
    ids.iter().map(|id| Ok(files.get(id).ok_or_else(gone)?.sha256)).collect()
}

/// What the desk said that returned it, while it lies returned.
async fn returned_of(conn: &impl ConnectionTrait, t: &Transfer) -> Result<Option<Returned>, Fault> {
    let Some(run) = t.returned_run() else { return Ok(None) };
    Ok(last_returns(conn, &[run]).await?.remove(&run))
}

/// Its assets, locked in id order.
async fn locked_assets(tx: &Tx, items: impl IntoIterator<Item = &Item>) -> Result<Vec<Asset>, Fault> {
    let ids: Vec<AssetId> = items.into_iter().map(|i| i.asset).collect();
    let found = lock_assets(tx, &ids).await?;
    let whole = found.len() == ids.len();
    whole.then_some(found).ok_or_else(|| Fault::inconsistent("an asset that a transfer lists is gone"))
}

/// The numbers of those whose title is contested.
fn disputed(assets: &[Asset]) -> Vec<&str> {
    assets.iter().filter(|a| a.tracks.title == TitleState::Disputed).map(|a| a.number.as_str()).collect()
}

/// The regime in which these givers own something whole, where every owner is one of them and each of them owns.
fn owned_by(owners: &[&Ownership], givers: &[OrganisationId]) -> Option<Regime> {
    let regime = owners.first()?.regime?;
    let gives = |o: &&Ownership| o.who.organisation().is_some_and(|unit| givers.contains(&unit));
    let theirs = owners.iter().all(|o| o.regime == Some(regime) && gives(o));
    let all = givers.iter().all(|giver| owners.iter().any(|o| o.who == Named::Organisation(*giver)));
    (theirs && all).then_some(regime)
}

/// The one regime in which the givers have every asset whole on a day; none where nobody's title to any is known.
fn regime_of(assets: &[Asset], givers: &[OrganisationId], day: Day) -> Result<Option<Regime>, TransfersRefusal> {
    let mut common: Option<Option<Regime>> = None;
    for asset in assets {
        let owners = owners_on(&asset.owners, day);
        let regime = match owned_by(&owners, givers) {
            None if asset.owners.is_empty() => None,
            None => return Err(TransfersRefusal::NotTheGivers { asset: asset.number.clone() }),
            regime => regime,
        };
        if *common.get_or_insert(regime) != regime {
            return Err(TransfersRefusal::RegimesMixed { asset: asset.number.clone() });
        }
    }
    Ok(common.flatten())
}

/// R27.1: whoever is to own can own by the regime; where the keeping passes alone, nobody comes to own.
async fn receiver_fits(
    conn: &impl ConnectionTrait,
    act: TransferAct,
    owner: (OrganisationId, Regime),
    day: Day,
) -> Result<Vec<Check>, Fault> {
    if act == TransferAct::CustodyOnly { Ok(Vec::new()) } else { owners_fit(conn, &[owner], day).await }
}

/// The act that the matrix has for these sides, where it is the one that was named.
fn lawful(act: TransferAct, from: Option<Regime>, to: Regime) -> Result<super::model::Way, TransfersRefusal> {
    if act == TransferAct::CustodyOnly {
        return Ok(CUSTODY);
    }
    let way = way(from, to).ok_or(TransfersRefusal::NoLawfulWay { to })?;
    if way.act == act {
        return Ok(way);
    }
    Err(TransfersRefusal::AnotherAct { act, lawful: way.act, basis: way.basis.to_owned() })
}

/// The way of a transfer as it was listed, with what its papers must say.
fn way_of(t: &Transfer) -> Result<super::model::Way, TransfersRefusal> {
    lawful(t.act, t.from_regime, t.to_regime)
}

/// R9: what is a household's own passes to no unit.
fn no_households(assets: &[Asset]) -> Result<(), TransfersRefusal> {
    match assets.iter().find(|a| a.kind == AssetKind::Household) {
        Some(asset) => Err(TransfersRefusal::OfHousehold { asset: asset.number.clone() }),
        None => Ok(()),
    }
}

/// No day has two owners or two keepers: what passed today is on no other list before tomorrow, so that nobody learns it after all desks.
fn passed_before(assets: &[Asset], today: Day) -> Result<(), TransfersRefusal> {
    let passed = |a: &&Asset| a.tracks.handover == HandoverState::HandedOver && a.tracks.handover_on == Some(today);
    match assets.iter().find(passed) {
        Some(a) => Err(TransfersRefusal::PassedToday { asset: a.number.clone(), on: today, from: today.next() }),
        None => Ok(()),
    }
}

/// The same of a day on which ownership is to pass: whoever has it owned it before.
fn owned_before(t: &Transfer, assets: &[Asset], on: Day) -> Result<(), TransfersRefusal> {
    let others = |a: &Asset| {
        let open = a.owners.iter().filter(|o| o.until.is_none() && o.who != Named::Organisation(t.receiver));
        open.map(|o| o.from).max().filter(|since| on <= *since)
    };
    let found = assets.iter().filter(|_| t.act != TransferAct::CustodyOnly).find_map(|a| Some((a, others(a)?)));
    let Some((asset, since)) = found else { return Ok(()) };
    Err(TransfersRefusal::OwnedSince { asset: asset.number.clone(), since, on, from: since.next() })
}

/// What was listed still is so: kinds, values, owners, and nobody contests a title.
fn still_so(t: &Transfer, assets: &[Asset], on: Day) -> Result<(), Stop> {
    no_households(assets)?;
    settle(vec![TITLE_CLEAR.judge(on, title_clear(&disputed(assets)))], &[])?;
    let listed: HashMap<AssetId, Money> = t.passing().map(|i| (i.asset, i.original)).collect();
    for asset in assets {
        if listed.get(&asset.id).copied() != asset.tracks.original_value {
            return Err(TransfersRefusal::ValueChanged { asset: asset.number.clone() }.into());
        }
    }
    if t.act != TransferAct::CustodyOnly {
        lawful(t.act, regime_of(assets, &t.givers(), on)?, t.to_regime)?;
    }
    Ok(())
}

/// The assets of these items as they were before it began.
async fn give_back(tx: &Tx, items: Vec<&Item>, by: &Passing) -> Result<Vec<Change>, Stop> {
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let was: HashMap<AssetId, HandoverState> = items.iter().map(|i| (i.asset, i.handover_before)).collect();
    let assets = locked_assets(tx, items).await?;
    hand_over(tx, &assets, by, &Pass::Back(was)).await
}
