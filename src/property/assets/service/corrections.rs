//! 更正登记. What a card said wrongly of its kind, or of project, contract, acceptance or delivery, once its money was booked or it was handed over: one officer tells it
//! with its paper, and the card says so when another has confirmed it. What is asked of it is asked at both: between them the card, its owners and its
//! money go on.

use super::{
    Judged, changed, has_come,
    kind::{may_be_household, not_in_transfer},
    owning::kind_fits,
    references::{origin_judged, references_hold},
    register::{held, weighed},
    subject_of,
    taking::of_another_project,
    twins::{may_be_void, not_void, void_stands},
};
use crate::{
    ground::{
        authority::{Actor, action, denial, officer_of},
        kernel::{AssetId, Check, Day, DenialReason, FileId, OfficerId, Outcome, Wording, settle, stood_by},
        platform::{Fault, Stop, Tx, Work, all_hold, replace_external_ids},
        trail::{Change, Committed},
    },
    office::files::use_files,
    property::assets::{
        AssetsRefusal, KeptDoor,
        model::{Asset, AssetEvent, Correction, CorrectionState, HandoverState, Origin, Stand},
        store,
    },
};

/// What is asked of a card that would say so.
async fn asked(tx: &Tx, before: &Asset, corrected: &Asset) -> Result<Vec<Check>, Stop> {
    let today = tx.now().await?.day();
    let mut judged: Vec<Judged> = kind_fits(tx.conn(), before, corrected, today).await?;
    judged.extend(origin_judged(tx, Some(before), corrected, today).await?);
    judged.extend(of_another_project(tx, before, corrected, today).await?);
    Ok(weighed(tx, &before.region, judged).await?)
}

/// The day from which a card was handed over by what was recorded since a correction was told.
async fn handed_over_since(tx: &Tx, card: &Asset, told: &Correction) -> Result<Option<Day>, Fault> {
    let events = store::events_of(tx.conn(), &[card.id], None).await?.remove(&card.id).unwrap_or_default();
    let handed_over = Stand::Handover { state: HandoverState::HandedOver };
    let since = |e: &&AssetEvent| told.card_version.is_some_and(|version| version < e.version);
    Ok(events.iter().filter(since).find(|e| e.stand == handed_over).map(|e| e.on))
}

/// What waits is asked once more as the card stands now. Whoever confirms stands by nothing that was not told: what is asked anew is told anew.
async fn asked_again(tx: &Tx, before: &Asset, waits: &Correction) -> Result<(), Stop> {
    let (asset, corrected) = (before.number.clone(), waits.right.onto(before.clone()));
    if before.kind != corrected.kind
        && let Some(on) = handed_over_since(tx, before, waits).await?
    {
        return Err(AssetsRefusal::CorrectionPassed { asset, on }.into());
    }
    let checks = asked(tx, before, &corrected).await?;
    let anew = |c: &&Check| c.outcome == Outcome::Warned && !waits.acknowledged.iter().any(|a| a == c.rule.number);
    let anew: Vec<&Check> = checks.iter().filter(anew).collect();
    if !anew.is_empty() {
        let numbers: Vec<&str> = anew.iter().map(|c| c.rule.number).collect();
        let zh: Vec<String> = anew.iter().map(|c| format!("{} {}", c.rule.number, c.rule.kind.title.zh)).collect();
        let en: Vec<String> = anew.iter().map(|c| format!("{} {}", c.rule.number, c.rule.kind.title.en)).collect();
        let rules = Wording::new(numbers.join(", "), en.join(", "), zh.join("、"));
        return Err(AssetsRefusal::CorrectionAsks { asset, rules }.into());
    }
    settle(checks, &waits.acknowledged)?;
    Ok(())
}

/// Tells what is right.
pub struct CorrectAsset {
    /// Who.
    pub actor: Actor,
    /// Of which asset.
    pub id: AssetId,
    /// The version it was read at.
    pub if_match: String,
    /// What is right; absent fields stay as they are.
    pub right: Origin,
    /// By which card the asset was entered already, where it was entered twice.
    pub twin: Option<AssetId>,
    /// The paper.
    pub file: FileId,
    /// Why.
    pub reason: String,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
    /// Which cards public money keeps.
    pub kept: &'static dyn KeptDoor,
}

impl Work for CorrectAsset {
    type Record = Committed<Asset>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Asset>, Stop> {
        let wanted = &action::ASSET_CORRECT;
        let (holder, permit, before) = held(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        let subject = subject_of(&before);
        let officer = officer_of(&self.actor, wanted)?;
        not_void(&before)?;
        let (now, was) = (tx.now().await?, Origin::of(&before));
        let mut corrected = was.corrected(&self.right).onto(before.clone());
        let paper = use_files(tx, &holder.seen(), subject, &[self.file]).await;
        all_hold([paper, references_hold(tx, &holder, &mut corrected).await])?;
        let days = [(self.right.accepted_on, "/accepted_on"), (self.right.delivered_on, "/delivered_on")];
        for (day, place) in days {
            if let Some(day) = day {
                has_come(tx, day, place).await?;
            }
        }
        not_in_transfer(&before, &corrected)?;
        may_be_household(tx, self.kept, &before, &corrected).await?;
        if let Some(twin) = self.twin {
            may_be_void(tx, &holder, &before, twin).await?;
        }
        if !before.origin_stands() && corrected.kind == before.kind && self.twin.is_none() {
            let (value, handover) = (before.tracks.value, before.tracks.handover);
            return Err(AssetsRefusal::NothingStands { asset: before.number, value, handover }.into());
        }
        let right = Origin::of(&corrected);
        if right == was && self.twin.is_none() {
            return Err(AssetsRefusal::NothingCorrected { asset: before.number }.into());
        }
        let settled = settle(asked(tx, &before, &corrected).await?, &self.acknowledged)?;
        let correction = Correction {
            id: tx.id(now),
            asset: before.id,
            was,
            right,
            twin: self.twin,
            file: self.file,
            reason: self.reason.clone(),
            acknowledged: stood_by(&settled),
            card_version: Some(before.version + 1),
            state: CorrectionState::Proposed,
            proposed: (officer, now),
            confirmed: None,
        };
        store::propose_correction(tx, &correction).await?;
        let layer = before.layer.touched_by(self.actor.layer);
        let after = Asset { layer, version: before.version + 1, updated_at: now, ..before.clone() };
        store::update_asset(tx, &before, &after).await?;
        // The card says nothing else yet; what was proposed is told by the trail.
        let change = Change::changed(subject, &after.region, after.version, &was, &right);
        Ok(permit.commit(change, after))
    }
}

/// What was told of a card and waits for another officer.
async fn open(tx: &Tx, card: &Asset) -> Result<Correction, Stop> {
    let told = store::corrections_of(tx.conn(), card.id).await?;
    let waits = told.into_iter().find(|c| c.state == CorrectionState::Proposed);
    Ok(waits.ok_or_else(|| AssetsRefusal::NoCorrection { asset: card.number.clone() })?)
}

/// Confirms what another officer told.
pub struct ConfirmCorrection {
    /// Who.
    pub actor: Actor,
    /// Of which asset.
    pub id: AssetId,
    /// The version it was read at: what waits then is what is confirmed.
    pub if_match: String,
    /// Which cards public money keeps.
    pub kept: &'static dyn KeptDoor,
}

impl ConfirmCorrection {
    /// What waits of a card that says what it said then, and whoever confirms it: another than who told it.
    async fn waiting(&self, tx: &Tx, before: &Asset) -> Result<(Correction, OfficerId), Stop> {
        let wanted = &action::ASSET_CONFIRM_CORRECTION;
        let officer = officer_of(&self.actor, wanted)?;
        let waits = open(tx, before).await?;
        if waits.proposed.0 == officer {
            let (subject, region) = (Some(subject_of(before)), Some(before.region.clone()));
            return Err(denial(DenialReason::SecondPerson, wanted, subject, region).into());
        }
        if waits.was != Origin::of(before) {
            return Err(AssetsRefusal::CorrectionStale { asset: before.number.clone() }.into());
        }
        Ok((waits, officer))
    }
}

impl Work for ConfirmCorrection {
    type Record = Committed<Asset>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Asset>, Stop> {
        let wanted = &action::ASSET_CONFIRM_CORRECTION;
        let (holder, permit, before) = held(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        let subject = subject_of(&before);
        let (waits, officer) = self.waiting(tx, &before).await?;
        let now = tx.now().await?;
        let mut papers = before.papers.clone();
        papers.push(waits.file);
        papers.sort_unstable();
        papers.dedup();
        let layer = before.layer.touched_by(self.actor.layer);
        let card = Asset { papers, layer, version: before.version + 1, updated_at: now, ..before.clone() };
        let twin = waits.twin;
        let (mut after, stands) = match twin {
            Some(twin) => {
                may_be_void(tx, &holder, &before, twin).await?;
                // What it named is money of the card that stands.
                (Asset { funding: Vec::new(), ..waits.right.onto(card) }, void_stands())
            }
            None => (waits.right.onto(card), Vec::new()),
        };
        after.tracks = stands.iter().fold(after.tracks, |tracks, stand| tracks.told(stand, now.day()));
        not_in_transfer(&before, &after)?;
        references_hold(tx, &holder, &mut after).await?;
        may_be_household(tx, self.kept, &before, &after).await?;
        asked_again(tx, &before, &waits).await?;
        let confirmed = Some((officer, now));
        let event = |stand: Stand| AssetEvent {
            id: tx.id(now),
            asset: before.id,
            stand,
            on: now.day(),
            file: Some(waits.file),
            reason: Some(waits.reason.clone()),
            recorded_by: self.actor.principal.to_string(),
            version: after.version,
            at: now,
        };
        let events: Vec<AssetEvent> = stands.into_iter().map(event).collect();
        store::confirm_correction(tx, &Correction { state: CorrectionState::Confirmed, confirmed, ..waits }).await?;
        store::update_asset(tx, &before, &after).await?;
        store::append_events(tx, &events).await?;
        if twin.is_some() {
            // What other systems call it is the card's that stands, and free for it.
            replace_external_ids(tx, subject, &before.external_ids, &[]).await?;
            after.external_ids.clear();
        }
        Ok(permit.commit(changed(&before, &after), after))
    }
}

/// Takes back what was told and nobody confirmed: by whoever may tell it, or may confirm it and finds that it does not hold.
pub struct WithdrawCorrection {
    /// Who.
    pub actor: Actor,
    /// Of which asset.
    pub id: AssetId,
    /// The version it was read at.
    pub if_match: String,
}

impl Work for WithdrawCorrection {
    type Record = Committed<Asset>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Asset>, Stop> {
        let wanted = &action::ASSET_WITHDRAW_CORRECTION;
        let (_, permit, before) = held(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        let waits = open(tx, &before).await?;
        store::give_way(tx, before.id).await?;
        let layer = before.layer.touched_by(self.actor.layer);
        let after = Asset { layer, version: before.version + 1, updated_at: tx.now().await?, ..before.clone() };
        store::update_asset(tx, &before, &after).await?;
        // The card says what it said; what no longer waits is told by the trail.
        let change = Change::changed(subject_of(&before), &after.region, after.version, &waits.right, &waits.was);
        Ok(permit.commit(change, after))
    }
}
