//! 移交 as it moves a register: for every asset of a list at once, in a bounded number of statements.

use std::collections::HashMap;

use super::{changed, usage};
use crate::{
    ground::{
        authority::Actor,
        kernel::{AssetId, Day, FileId, Layer, Ppm, settle},
        platform::{Fault, Stop, Tx},
        trail::Change,
    },
    property::assets::{
        Keeping, Named, Regime,
        model::{Asset, AssetEvent, AssetRole, HandoverState, NewOwner, Stand, TitleLevel, TitleState, succeeded},
        rules::{ONE_OWNER, one_owner},
        store,
    },
};

/// What a transfer does to every asset of its list.
#[derive(Debug)]
pub enum Pass {
    /// It has begun: what was never handed over is 移交中. What was handed over before stays so until another takes it over, because a
    /// list that somebody starts takes back no acceptance.
    Begin,
    /// It came to nothing: each is as it was.
    Back(HashMap<AssetId, HandoverState>),
    /// It has taken effect.
    Done {
        /// Who owns them wholly from this day on; whoever does already where only the keeping passes.
        owner: Option<(Named, Regime)>,
        /// Who looks after them from this day on, and by which money.
        keeping: Keeping,
        /// Who manages them from this day on; whoever does already where nothing is said.
        manager: Option<Named>,
        /// Where they are from this day on; where they were where nothing is said.
        location: Option<String>,
        /// 确权层级 and 权属证书号, where the act is what confirms the title; where it is not, titles stand as they stood.
        title: Option<(TitleLevel, Option<String>)>,
    },
}

/// By whom, from which day on and by which paper many assets change in one act.
#[derive(Debug)]
pub struct Passing {
    /// `account:<id>`, `client:<id>`, `job:<name>`; `run:<id>` where its approval ended.
    pub recorded_by: String,
    /// The day from which it holds.
    pub on: Day,
    /// The paper.
    pub file: Option<FileId>,
    /// Why: the printed number of a transfer.
    pub reason: Option<String>,
    /// Data layer of whoever acts.
    pub layer: Layer,
}

impl Passing {
    /// As somebody does it.
    pub fn by(actor: &Actor, on: Day, file: Option<FileId>, reason: Option<&str>) -> Self {
        let (recorded_by, reason) = (actor.principal.to_string(), reason.map(str::to_owned));
        Self { recorded_by, on, file, reason, layer: actor.layer }
    }
}

/// The card after its transfer has gone one step, and what its tracks are told; nothing where nothing changes of it.
fn passed(before: &Asset, pass: &Pass, on: Day) -> Result<(Asset, Vec<Stand>), Fault> {
    let stand = |state| Stand::Handover { state };
    match pass {
        Pass::Begin => {
            let waits = before.tracks.handover == HandoverState::NotHandedOver;
            Ok((before.clone(), waits.then(|| stand(HandoverState::InTransfer)).into_iter().collect()))
        }
        Pass::Back(was) => {
            let was = was.get(&before.id).copied();
            let was = was.ok_or_else(|| Fault::inconsistent("an asset that its transfer does not list"))?;
            let moved = before.tracks.handover != was;
            Ok((before.clone(), moved.then(|| stand(was)).into_iter().collect()))
        }
        Pass::Done { owner, keeping, manager, location, title } => {
            let (kept, duty) = usage::kept(before, on, keeping);
            let share = Ppm::from_scaled(1_000_000).ok_or_else(|| Fault::inconsistent("a whole is no share"))?;
            let owners = match owner {
                Some((who, regime)) => {
                    let whole = NewOwner { who: who.clone(), share, regime: Some(*regime) };
                    succeeded(&before.owners, &[whole], on)
                }
                None => before.owners.clone(),
            };
            let confirmed = title.clone().map(|(level, certificate)| Stand::Title {
                state: TitleState::Confirmed,
                level: Some(level),
                certificate,
            });
            let handover = match (owner, before.tracks.handover) {
                (Some(_), _) => Some(stand(HandoverState::HandedOver)),
                // Where only the keeping passes nothing is handed over: what its list had begun is as it was before.
                (None, HandoverState::InTransfer) => Some(stand(HandoverState::NotHandedOver)),
                (None, HandoverState::NotHandedOver | HandoverState::HandedOver | HandoverState::NotNeeded) => None,
            };
            let stands = handover.into_iter().chain(duty).chain(confirmed).collect();
            let parties = match manager {
                Some(who) => usage::taken_over(&kept.parties, (AssetRole::Manager, who), on),
                None => kept.parties.clone(),
            };
            let location = location.clone().or_else(|| before.location.clone());
            Ok((Asset { owners, parties, location, ..kept }, stands))
        }
    }
}

/// Takes locked assets one step along their transfer: owners, hand-over and duty in one act (R27). Code, history and money stay as
/// they are.
pub async fn hand_over(tx: &Tx, assets: &[Asset], by: &Passing, pass: &Pass) -> Result<Vec<Change>, Stop> {
    let (mut steps, mut checks) = (Vec::new(), Vec::new());
    for before in assets {
        let (after, stands) = passed(before, pass, by.on)?;
        checks.push(ONE_OWNER.judge(by.on, one_owner(&before.number, &after.owners)));
        // A step that says nothing leaves the card as it is.
        if !stands.is_empty() || after != *before {
            steps.push((before, after, stands));
        }
    }
    settle(checks, &[])?;
    Ok(bring_in_line(tx, by, steps).await?)
}

/// Writes what locked assets have become: each card with what its tracks are told, its events, and its change for the trail.
pub(super) async fn bring_in_line(
    tx: &Tx,
    by: &Passing,
    steps: Vec<(&Asset, Asset, Vec<Stand>)>,
) -> Result<Vec<Change>, Fault> {
    let now = tx.now().await?;
    let (mut pairs, mut events) = (Vec::new(), Vec::new());
    for (before, after, stands) in steps {
        let version = before.version + 1;
        let tracks = stands.iter().fold(before.tracks.clone(), |tracks, stand| tracks.told(stand, by.on));
        events.extend(stands.into_iter().map(|stand| AssetEvent {
            id: tx.id(now),
            asset: before.id,
            stand,
            on: by.on,
            file: by.file,
            reason: by.reason.clone(),
            recorded_by: by.recorded_by.clone(),
            version,
            at: now,
        }));
        let mut papers = after.papers.clone();
        papers.extend(by.file);
        papers.sort_unstable();
        papers.dedup();
        let layer = before.layer.touched_by(by.layer);
        pairs.push((before, Asset { tracks, papers, layer, version, updated_at: now, ..after }));
    }
    store::update_assets(tx, &pairs).await?;
    store::append_events(tx, &events).await?;
    Ok(pairs.iter().map(|(before, after)| changed(before, after)).collect())
}

fn stands_for_something(card: &Asset) -> bool {
    card.deleted_at.is_none() && !card.is_void()
}

/// Assets that are there, locked in id order.
pub async fn lock_assets(tx: &Tx, ids: &[AssetId]) -> Result<Vec<Asset>, Fault> {
    Ok(store::lock_assets(tx, ids).await?.into_iter().filter(stands_for_something).collect())
}

/// The same, by their printed numbers.
pub async fn lock_assets_numbered(tx: &Tx, numbers: &[&str]) -> Result<Vec<Asset>, Fault> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    Ok(store::lock_numbered(tx, numbers).await?.into_iter().filter(stands_for_something).collect())
}
