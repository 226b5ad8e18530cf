//! 拟订、修改、撤回. A scheme while it is a draft.

use super::{Held, changed, hold, in_state, scheme_subject};
use crate::{
    benefit::{
        collectives::hold_body,
        shares::{
            SharesRefusal,
            model::{AssetPart, ClassPlan, Scheme, SchemeState, ShareClass, ShareModel},
            rules::{SHARE_SUM, share_sum},
            store,
        },
    },
    ground::{
        authority::{Actor, Holder, action},
        kernel::{
            AssetId, CollectiveId, Day, FileId, NumberKind, Ppm, Refusal, ShareSchemeId, Shares, Words as _, settle,
        },
        platform::{Stop, Tx, Work, all_hold, next_number},
        trail::{Change, Committed},
    },
    office::{access::holder, files::use_files},
    property::assets::{Asset, lock_assets},
};

/// The assets that a body names at `/assets`, locked: each lies in the holder's regions.
pub(super) async fn known_assets(tx: &Tx, holder: &Holder, assets: &[AssetPart]) -> Result<Vec<Asset>, Stop> {
    let ids: Vec<AssetId> = assets.iter().map(|a| a.asset).collect();
    let (seen, found) = (holder.seen(), lock_assets(tx, &ids).await?);
    let known = |part: &AssetPart| found.iter().any(|a| a.id == part.asset && seen.covers(&a.region));
    let place = |at: usize| format!("/assets/{at}/asset_id");
    let wrong = assets.iter().enumerate().filter(|(_, part)| !known(part));
    let wrong = wrong.map(|(at, _)| Refusal::from(SharesRefusal::UnknownAsset).placed(Some(&place(at))));
    Refusal::joined(wrong).map_or(Ok(found), |refusal| Err(refusal.into()))
}

/// What a scheme says, as it is told.
#[derive(Debug, Clone)]
pub struct SchemeTold {
    /// Name.
    pub name: String,
    /// Whether shares come and go with people.
    pub model: ShareModel,
    /// All shares.
    pub total: Shares,
    /// How many of each class.
    pub classes: Vec<(ShareClass, Shares)>,
    /// Of which assets.
    pub assets: Vec<AssetPart>,
    /// Which part one person may have.
    pub cap: Option<Ppm>,
    /// The scheme as a paper.
    pub paper: FileId,
    /// Remark.
    pub note: Option<String>,
}

fn twice<T: Ord>(mut all: Vec<T>) -> bool {
    all.sort_unstable();
    all.windows(2).any(|pair| pair[0] == pair[1])
}

impl SchemeTold {
    /// Whether it fits in itself: R58.
    fn fits(&self, today: Day) -> Result<(), Refusal> {
        if let Some(cap) = self.cap.filter(|cap| *cap == Ppm::ZERO || *cap > Ppm::WHOLE) {
            return Err(SharesRefusal::CapMisfit { cap }.into());
        }
        let none = self.classes.iter().any(|(_, shares)| *shares == Shares::ZERO);
        if none || twice(self.classes.iter().map(|(class, _)| *class).collect()) {
            return Err(SharesRefusal::ClassTwice.into());
        }
        let none = self.assets.iter().any(|a| !a.quantified.is_positive());
        if none || twice(self.assets.iter().map(|a| a.asset).collect()) {
            return Err(SharesRefusal::AssetTwice.into());
        }
        let sum = self.classes.iter().map(|(_, shares)| shares.scaled()).sum();
        settle(vec![SHARE_SUM.judge(today, share_sum(&[("总份额", self.total.scaled(), sum)]))], &[]).map(|_| ())
    }

    fn classes(&self) -> Vec<ClassPlan> {
        let plan = |(class, planned): &(ShareClass, Shares)| ClassPlan {
            class: *class,
            planned: *planned,
            issued: Shares::ZERO,
        };
        let mut classes: Vec<ClassPlan> = self.classes.iter().map(plan).collect();
        classes.sort_by_key(|c| c.class);
        classes
    }

    fn assets(&self) -> Vec<AssetPart> {
        let mut assets = self.assets.clone();
        assets.sort_by_key(|a| a.asset);
        assets
    }
}

/// Files the draft of a scheme.
pub struct FileScheme {
    /// Who asks.
    pub actor: Actor,
    /// Of which body.
    pub collective: CollectiveId,
    /// What it says.
    pub told: SchemeTold,
}

impl Work for FileScheme {
    type Record = Committed<Scheme>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Scheme>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let body = hold_body(tx, &holder, self.collective).await?;
        let permit = holder.permit(&action::SHARE_SCHEME_FILE, &body.region)?;
        let (now, told) = (tx.now().await?, &self.told);
        let scheme = Scheme {
            id: tx.id(now),
            number: String::new(),
            collective: body.id,
            region: body.region.clone(),
            name: told.name.clone(),
            model: told.model,
            state: SchemeState::Draft,
            classes: told.classes(),
            assets: told.assets(),
            cap: told.cap,
            paper: told.paper,
            resolution: None,
            from: None,
            in_force_on: None,
            closed_on: None,
            close_reason: None,
            close_paper: None,
            ending: None,
            note: told.note.clone(),
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        all_hold([
            known_assets(tx, &holder, &told.assets).await.map(|_| ()),
            use_files(tx, &holder.seen(), scheme_subject(&scheme), &[told.paper]).await,
        ])?;
        told.fits(now.day())?;
        let number = next_number(tx, NumberKind::ShareScheme, &scheme.region).await?.to_string();
        let scheme = Scheme { number, ..scheme };
        store::insert_scheme(tx, &scheme).await?;
        let change = Change::created(scheme_subject(&scheme), &scheme.region, &scheme).state(scheme.state.word());
        Ok(permit.commit(change, scheme))
    }
}

/// Writes a draft anew.
pub struct ReviseScheme {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: ShareSchemeId,
    /// The version it was read at.
    pub if_match: String,
    /// What it says now.
    pub told: SchemeTold,
}

impl Work for ReviseScheme {
    type Record = Committed<Scheme>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Scheme>, Stop> {
        let wanted = &action::SHARE_SCHEME_REVISE;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        let (now, told) = (tx.now().await?, &self.told);
        in_state(&before, &[SchemeState::Draft])?;
        all_hold([
            known_assets(tx, &holder, &told.assets).await.map(|_| ()),
            use_files(tx, &holder.seen(), scheme_subject(&before), &[told.paper]).await,
        ])?;
        told.fits(now.day())?;
        let after = Scheme {
            name: told.name.clone(),
            model: told.model,
            classes: told.classes(),
            assets: told.assets(),
            cap: told.cap,
            paper: told.paper,
            note: told.note.clone(),
            ..before.clone()
        };
        let after = after.next(self.actor.layer, now);
        store::update_scheme(tx, &after, before.version).await?;
        store::replace_parts(tx, &after).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}

/// Takes a draft back.
pub struct WithdrawScheme {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: ShareSchemeId,
    /// The version it was read at.
    pub if_match: String,
}

impl Work for WithdrawScheme {
    type Record = Committed<Scheme>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Scheme>, Stop> {
        let wanted = &action::SHARE_SCHEME_WITHDRAW;
        let Held { permit, before, .. } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        in_state(&before, &[SchemeState::Draft])?;
        let after = Scheme { state: SchemeState::Withdrawn, ..before.clone() };
        let after = after.next(self.actor.layer, tx.now().await?);
        store::update_scheme(tx, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}
