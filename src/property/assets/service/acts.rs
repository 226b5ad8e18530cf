//! Acts on an asset: each appends what happened to one or two of its tracks, and brings the card in line.

use super::{
    Judged, TitlePaper, Valuation,
    capital::with_works,
    changed, exceptions, handover, has_come,
    owning::{day_fits, level_stands, owners_stand, public_stays, settles},
    references::{known_money, places},
    register::held,
    subject_of, taking,
    taking::held_before,
    title,
    twins::not_void,
    usage,
    usage::Keeping,
    value,
};
use crate::{
    ground::{
        authority::{Action, Actor, Holder, action},
        kernel::{AssetId, Check, Day, FileId, Money, OrganisationId},
        platform::{Sealer, Stop, Tx, Work, all_hold},
        trail::Committed,
    },
    office::{
        files::use_files,
        people::{WrittenName, keep_names, names_whole},
        places::know_organisations,
        policy::{Hand, pass, spend, values_on},
    },
    property::assets::{
        AssetsRefusal,
        model::{Asset, AssetEvent, FundingPart, HandoverState, Stand, UseState},
        store,
    },
};

/// What is done.
#[derive(Debug, Clone)]
pub enum What {
    /// 暂估入账.
    Provisional(Valuation),
    /// 决算.
    Settle(Valuation),
    /// 账面列示.
    StateValue(Money),
    /// 确权.
    ConfirmTitle(TitlePaper),
    /// 权属争议.
    DisputeTitle,
    /// 投入使用.
    PutInService(Keeping),
    /// 闲置.
    MarkIdle,
    /// 盘活.
    Revive(Keeping),
    /// 登记使用情况.
    NoteUse(UseState, Keeping),
    /// 登记移交情况.
    NoteHandover(HandoverState),
}

/// What an act makes of a card: the card without its tracks, what its tracks are told, and what the rules say of it.
pub(super) struct Said {
    /// The card.
    pub after: Asset,
    /// What is appended, in this order.
    pub stands: Vec<Stand>,
    /// By which rules it is held.
    pub judged: Vec<Judged>,
}

impl What {
    const fn action(&self) -> &'static Action {
        match self {
            Self::Provisional(_) => &action::ASSET_PROVISIONAL,
            Self::Settle(_) => &action::ASSET_SETTLE,
            Self::StateValue(_) => &action::ASSET_STATE_VALUE,
            Self::ConfirmTitle(_) => &action::ASSET_CONFIRM_TITLE,
            Self::DisputeTitle => &action::ASSET_DISPUTE_TITLE,
            Self::PutInService(_) => &action::ASSET_PUT_IN_SERVICE,
            Self::MarkIdle => &action::ASSET_MARK_IDLE,
            Self::Revive(_) => &action::ASSET_REVIVE,
            Self::NoteUse(..) => &action::ASSET_NOTE_USE,
            Self::NoteHandover(_) => &action::ASSET_NOTE_HANDOVER,
        }
    }

    fn units(&self) -> Vec<(String, OrganisationId)> {
        match self {
            Self::ConfirmTitle(paper) => {
                places("/owners", paper.owners.iter().flatten().map(|o| o.who.organisation())).collect()
            }
            Self::PutInService(keeping) | Self::Revive(keeping) | Self::NoteUse(_, keeping) => {
                let named = keeping.maintainer.iter().filter_map(|m| m.organisation());
                named.map(|id| ("/maintainer/organisation_id".to_owned(), id)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The names that it says of persons and bodies outside the register.
    fn written_mut(&mut self) -> Vec<&mut WrittenName> {
        match self {
            Self::ConfirmTitle(paper) => {
                paper.owners.iter_mut().flatten().filter_map(|o| o.who.written_mut()).collect()
            }
            Self::PutInService(keeping) | Self::Revive(keeping) | Self::NoteUse(_, keeping) => {
                keeping.maintainer.iter_mut().filter_map(|m| m.written_mut()).collect()
            }
            Self::Provisional(_)
            | Self::Settle(_)
            | Self::StateValue(_)
            | Self::DisputeTitle
            | Self::MarkIdle
            | Self::NoteHandover(_) => Vec::new(),
        }
    }

    /// The same with the persons it names sealed, so that they can be held against those of the card, and its money with what works added.
    async fn sealed(&self, tx: &Tx, sealer: &Sealer, before: &Asset) -> Result<Self, Stop> {
        let mut what = self.clone();
        if let Self::Provisional(Valuation { funding: Some(named), .. })
        | Self::Settle(Valuation { funding: Some(named), .. }) = &mut what
        {
            *named = with_works(tx.conn(), &before.funding, named).await?;
        }
        let names: Vec<_> = what.written_mut().into_iter().map(|name| (before.region.clone(), name)).collect();
        names_whole(names.iter().map(|(_, name)| &**name))?;
        keep_names(tx, sealer, names).await?;
        Ok(what)
    }

    fn money(&self) -> &[FundingPart] {
        match self {
            Self::Provisional(v) | Self::Settle(v) => v.funding.as_deref().unwrap_or_default(),
            _ => &[],
        }
    }

    /// That nobody follows those who own it for good; R27.2 and R27.3 of whoever comes to own it, and R27.4 of the level.
    async fn owned(
        &self,
        tx: &Tx,
        before: &Asset,
        actor: &Actor,
        (on, today): (Day, Day),
    ) -> Result<Vec<Judged>, Stop> {
        let Self::ConfirmTitle(TitlePaper { level, owners: named, .. }) = self else { return Ok(Vec::new()) };
        let present = before.present_owners();
        let mut judged = Vec::new();
        if let Some(owners) = named {
            owners_stand(tx.conn(), before, (owners, &present), actor).await?;
            day_fits(before, owners, on)?;
            judged.extend(public_stays(tx.conn(), before, (owners, &present), today).await?);
        }
        settles(before, on)?;
        let owners = named.as_deref().unwrap_or(&present);
        judged.push(level_stands(tx.conn(), before, (*level, owners), today).await?);
        Ok(judged)
    }

    fn said(&self, before: &Asset, on: Day, today: Day) -> Result<Said, AssetsRefusal> {
        match self {
            Self::Provisional(v) => value::provisional(before, (on, today), v),
            Self::Settle(v) => value::settled(before, (on, today), v),
            Self::StateValue(amount) => value::stated(before, (on, today), *amount),
            Self::ConfirmTitle(paper) => title::confirmed(before, on, paper),
            Self::DisputeTitle => title::disputed(before),
            Self::PutInService(keeping) => usage::put_in_service(before, (on, today), keeping),
            Self::MarkIdle => usage::idle(before, today),
            Self::Revive(keeping) => usage::revived(before, (on, today), keeping),
            Self::NoteUse(state, keeping) => usage::noted(before, on, *state, keeping),
            Self::NoteHandover(state) => handover::noted(before, on, *state),
        }
    }
}

/// Does it.
pub struct ActOnAsset {
    /// Who.
    pub actor: Actor,
    /// To which asset.
    pub id: AssetId,
    /// The version it was read at.
    pub if_match: String,
    /// The day from which it holds; not after today.
    pub on: Day,
    /// The paper.
    pub file: Option<FileId>,
    /// Why.
    pub reason: Option<String>,
    /// What.
    pub what: What,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
    /// Keys.
    pub sealer: Sealer,
}

impl ActOnAsset {
    /// Everything that the act names: outside the scope it answers as what does not exist, before anything else is looked at.
    async fn references_hold(&self, tx: &Tx, holder: &Holder, asset: &Asset) -> Result<(), Stop> {
        all_hold([
            use_files(tx, &holder.seen(), subject_of(asset), self.file.as_slice()).await,
            know_organisations(tx, holder, &asset.region, &self.what.units(), AssetsRefusal::UnknownUnit).await,
            known_money(tx, holder, &asset.region, self.what.money()).await,
        ])
    }
}

impl Work for ActOnAsset {
    type Record = Committed<Asset>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Asset>, Stop> {
        let wanted = self.what.action();
        let (holder, permit, before) = held(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        not_void(&before)?;
        self.references_hold(tx, &holder, &before).await?;
        if let What::NoteHandover(state) = &self.what {
            handover::may_spare(&holder, &before, *state, self.file)?;
        }
        has_come(tx, self.on, "/on").await?;
        let now = tx.now().await?;
        let what = self.what.sealed(tx, &self.sealer, &before).await?;
        let Said { after, stands, mut judged } = what.said(&before, self.on, now.day())?;
        judged.extend(taking::taken(tx, &holder.seen(), held_before(&before, &after), &after).await?);
        judged.extend(what.owned(tx, &before, &self.actor, (self.on, now.day())).await?);
        let values = values_on(tx.conn(), &before.region, now.day()).await?;
        let judge = |(rule, day, verdict): Judged| values.judge(rule, day, verdict);
        let mut checks: Vec<Check> = judged.into_iter().map(judge).collect();
        if let What::ConfirmTitle(paper) = &self.what {
            checks.extend(title::asked(tx, &self.sealer, (&before, paper), self.on).await?);
        }
        let (officer, acknowledged) = (self.actor.officer(), self.acknowledged.as_slice());
        let hand = Hand { prepared_by: &exceptions::PREPARED_BY, officer, acknowledged };
        let excepted = pass(tx, &exceptions::standing(&before, now.day()), checks, &hand).await?;
        if let What::ConfirmTitle(paper) = &self.what {
            title::settled(tx, (&before, paper), self.on).await?;
        }
        let version = before.version + 1;
        let event = |stand: &Stand| AssetEvent {
            id: tx.id(now),
            asset: before.id,
            stand: stand.clone(),
            on: self.on,
            file: self.file,
            reason: self.reason.clone(),
            recorded_by: self.actor.principal.to_string(),
            version,
            at: now,
        };
        let mut papers = after.papers.clone();
        papers.extend(self.file);
        papers.sort_unstable();
        papers.dedup();
        let after = Asset {
            tracks: stands.iter().fold(before.tracks.clone(), |tracks, stand| tracks.told(stand, self.on)),
            papers,
            layer: before.layer.touched_by(self.actor.layer),
            version,
            updated_at: now,
            ..after
        };
        store::update_asset(tx, &before, &after).await?;
        store::append_events(tx, &stands.iter().map(event).collect::<Vec<_>>()).await?;
        let spent = spend(tx, &excepted, (subject_of(&after), version)).await?;
        Ok(permit.commit(changed(&before, &after), after).and(spent))
    }
}
