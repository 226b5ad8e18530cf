//! `/assets/{id}/…`: value, title, use.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::{
    bodies::{NewAssetFunding, NewAssetOwner, NewMaintainer, all},
    views::AssetView,
};
use crate::{
    ground::{
        kernel::{AssetId, ContractId, Day, FileId, Money, ProjectId},
        platform::{Db, Sealer, Stop},
        wire::{Acting, Done, Plain, Refused, Text, Writes, texts},
    },
    property::assets::{
        AssetsRefusal, KeptDoor,
        model::{AssetKind, HandoverState, Origin, TitleLevel, UpkeepSource, UseState},
        service::{
            Keeping, TitlePaper, Valuation,
            acts::{ActOnAsset, What},
            corrections::{ConfirmCorrection, CorrectAsset, WithdrawCorrection},
        },
    },
};

/// A provisional value.
#[derive(Debug, Object)]
pub struct ProvisionalBody {
    /// The day from which it holds; not after today.
    on: Day,
    /// In yuan, above zero.
    amount: Money,
    /// The paper.
    file_id: Option<FileId>,
    /// The money that makes it; replaces it all (R10).
    #[oai(validator(max_items = 50))]
    funding: Option<Vec<NewAssetFunding>>,
    /// Why.
    reason: Option<Plain<500>>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
}

/// The value of the final accounts.
#[derive(Debug, Object)]
pub struct SettleBody {
    /// The day of the paper; not after today, nor before the value that stands on the card (R12).
    on: Day,
    /// In yuan, above zero.
    amount: Money,
    /// The final accounts as approved.
    file_id: FileId,
    /// The money that makes it; replaces it all (R10).
    #[oai(validator(max_items = 50))]
    funding: Option<Vec<NewAssetFunding>>,
    /// Why.
    reason: Option<Plain<500>>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
}

/// What a ledger says of existing stock.
#[derive(Debug, Object)]
pub struct StateValueBody {
    /// The day of the ledger; not after today.
    on: Day,
    /// In yuan, above zero.
    amount: Money,
    /// The page of the ledger.
    file_id: Option<FileId>,
    /// Remark.
    reason: Option<Plain<500>>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
}

/// A confirmed title.
#[derive(Debug, Object)]
pub struct ConfirmTitleBody {
    /// The day of the paper; not after today.
    on: Day,
    /// 确权层级.
    level: TitleLevel,
    /// 权属证书号.
    certificate: Option<Plain<100>>,
    /// The paper.
    file_id: FileId,
    /// Its owners from this day on (R27); those who own it already where absent.
    #[oai(validator(max_items = 50))]
    owners: Option<Vec<NewAssetOwner>>,
    /// Remark.
    reason: Option<Plain<500>>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
}

/// A contested title.
#[derive(Debug, Object)]
pub struct DisputeTitleBody {
    /// Since when; not after today.
    on: Day,
    /// Who contests it, and why.
    reason: Plain<500>,
    /// A paper about it.
    file_id: Option<FileId>,
}

/// An asset is brought into use.
#[derive(Debug, Object)]
pub struct ServiceBody {
    /// Since when; not after today.
    on: Day,
    /// Who maintains it from that day on; whoever does already where absent (R31).
    maintainer: Option<NewMaintainer>,
    /// By which money; as before where absent (R31).
    upkeep_source: Option<UpkeepSource>,
    /// A paper about it.
    file_id: Option<FileId>,
    /// Remark.
    reason: Option<Plain<500>>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
}

/// An asset stands idle.
#[derive(Debug, Object)]
pub struct IdleBody {
    /// Since when; not after today.
    on: Day,
    /// Why.
    reason: Plain<500>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
}

/// How an asset is used in fact.
#[derive(Debug, Object)]
pub struct NoteUseBody {
    /// Since when; not after today.
    on: Day,
    /// How; disposal is an act of its own.
    state: UseState,
    /// Who maintains it in fact.
    maintainer: Option<NewMaintainer>,
    /// By which money.
    upkeep_source: Option<UpkeepSource>,
    /// A photo or paper.
    file_id: Option<FileId>,
    /// Remark.
    reason: Option<Plain<500>>,
}

/// What happened to the hand-over of existing stock before it was entered.
#[derive(Debug, Object)]
pub struct NoteHandoverBody {
    /// When; of what was handed over, before the card was entered.
    on: Day,
    /// `handed_over` or `not_needed`; `not_handed_over` of what was noted as `not_needed`.
    state: HandoverState,
    /// 交接单 as it is filed, where there is one; of what need not be handed over, unless it is a household's, the paper that says so.
    file_id: Option<FileId>,
    /// By which papers this is known, or why nothing is handed over.
    reason: Plain<500>,
}

/// What is right of what an asset is, and of how a booked or handed-over one came into being. What is not given stays as its card has it.
#[derive(Debug, Object)]
pub struct CorrectBody {
    /// Of which kind it is.
    kind: Option<AssetKind>,
    /// By which project it was made; a contract of another project falls away.
    project_id: Option<ProjectId>,
    /// Under which contract; given alone it brings its project.
    contract_id: Option<ContractId>,
    /// 验收日期; not after today.
    accepted_on: Option<Day>,
    /// 交付日期; not after today.
    delivered_on: Option<Day>,
    /// The card by which the asset was entered already: this one is void when that is confirmed.
    twin_of: Option<AssetId>,
    /// The paper that says so.
    file_id: FileId,
    /// What was wrong, and by what it is known.
    reason: Plain<500>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
}

/// The day, paper and reason that every act has.
struct Dated {
    on: Day,
    file: Option<FileId>,
    reason: Option<Plain<500>>,
    acknowledged: Option<Vec<Text<8>>>,
}

fn keeping(maintainer: Option<NewMaintainer>, upkeep_source: Option<UpkeepSource>) -> Result<Keeping, Stop> {
    let maintainer = maintainer.map(TryInto::try_into).transpose();
    let maintainer = maintainer.map_err(|refusal: AssetsRefusal| Stop::from(refusal))?;
    Ok(Keeping { maintainer, upkeep_source })
}

/// Acts on assets.
pub struct ActsApi(pub Db, pub Sealer, pub &'static dyn KeptDoor);

type Acted = Result<Done<AssetView>, Refused<Writes>>;

impl ActsApi {
    async fn act(&self, by: Acting, id: AssetId, dated: Dated, what: What) -> Acted {
        let work = ActOnAsset {
            actor: by.actor.clone(),
            id,
            if_match: by.if_match.clone(),
            on: dated.on,
            file: dated.file,
            reason: dated.reason.map(Into::into),
            what,
            acknowledged: texts(dated.acknowledged),
            sealer: self.1.clone(),
        };
        by.run(&self.0, &work, |a| AssetView::of(a, None)).await
    }
}

#[OpenApi]
impl ActsApi {
    /// Book a provisional value: delivered, not settled
    #[oai(path = "/assets/:id/provisional", method = "post", operation_id = "assets.asset.provisional")]
    async fn provisional(&self, by: Acting, id: Path<AssetId>, body: Json<ProvisionalBody>) -> Acted {
        let ProvisionalBody { on, amount, file_id: file, funding, reason, acknowledged } = body.0;
        let funding = all(funding).map_err(Stop::from)?;
        let dated = Dated { on, file, reason, acknowledged };
        self.act(by, id.0, dated, What::Provisional(Valuation { amount, funding })).await
    }

    /// Book the value of the final accounts
    #[oai(path = "/assets/:id/settle", method = "post", operation_id = "assets.asset.settle")]
    async fn settle(&self, by: Acting, id: Path<AssetId>, body: Json<SettleBody>) -> Acted {
        let SettleBody { on, amount, file_id, funding, reason, acknowledged } = body.0;
        let funding = all(funding).map_err(Stop::from)?;
        let dated = Dated { on, file: Some(file_id), reason, acknowledged };
        self.act(by, id.0, dated, What::Settle(Valuation { amount, funding })).await
    }

    /// State what a ledger says of existing stock
    #[oai(path = "/assets/:id/state-value", method = "post", operation_id = "assets.asset.state_value")]
    async fn state_value(&self, by: Acting, id: Path<AssetId>, body: Json<StateValueBody>) -> Acted {
        let StateValueBody { on, amount, file_id: file, reason, acknowledged } = body.0;
        self.act(by, id.0, Dated { on, file, reason, acknowledged }, What::StateValue(amount)).await
    }

    /// Confirm the title: its owners from a day on
    #[oai(path = "/assets/:id/confirm-title", method = "post", operation_id = "assets.asset.confirm_title")]
    async fn confirm_title(&self, by: Acting, id: Path<AssetId>, body: Json<ConfirmTitleBody>) -> Acted {
        let ConfirmTitleBody { on, level, certificate, file_id, owners, reason, acknowledged } = body.0;
        let owners = all(owners).map_err(Stop::from)?;
        let dated = Dated { on, file: Some(file_id), reason, acknowledged };
        let paper = TitlePaper { level, certificate: certificate.map(Into::into), owners };
        self.act(by, id.0, dated, What::ConfirmTitle(paper)).await
    }

    /// Note that the title is contested
    #[oai(path = "/assets/:id/dispute-title", method = "post", operation_id = "assets.asset.dispute_title")]
    async fn dispute_title(&self, by: Acting, id: Path<AssetId>, body: Json<DisputeTitleBody>) -> Acted {
        let DisputeTitleBody { on, reason, file_id: file } = body.0;
        let dated = Dated { on, file, reason: Some(reason), acknowledged: None };
        self.act(by, id.0, dated, What::DisputeTitle).await
    }

    /// Put it into service, with somebody who maintains it
    #[oai(path = "/assets/:id/put-in-service", method = "post", operation_id = "assets.asset.put_in_service")]
    async fn put_in_service(&self, by: Acting, id: Path<AssetId>, body: Json<ServiceBody>) -> Acted {
        let ServiceBody { on, maintainer, upkeep_source, file_id: file, reason, acknowledged } = body.0;
        let keeping = keeping(maintainer, upkeep_source)?;
        self.act(by, id.0, Dated { on, file, reason, acknowledged }, What::PutInService(keeping)).await
    }

    /// Mark it idle
    #[oai(path = "/assets/:id/mark-idle", method = "post", operation_id = "assets.asset.mark_idle")]
    async fn mark_idle(&self, by: Acting, id: Path<AssetId>, body: Json<IdleBody>) -> Acted {
        let IdleBody { on, reason, acknowledged } = body.0;
        self.act(by, id.0, Dated { on, file: None, reason: Some(reason), acknowledged }, What::MarkIdle).await
    }

    /// Bring what stood idle back into use
    #[oai(path = "/assets/:id/revive", method = "post", operation_id = "assets.asset.revive")]
    async fn revive(&self, by: Acting, id: Path<AssetId>, body: Json<ServiceBody>) -> Acted {
        let ServiceBody { on, maintainer, upkeep_source, file_id: file, reason, acknowledged } = body.0;
        let keeping = keeping(maintainer, upkeep_source)?;
        self.act(by, id.0, Dated { on, file, reason, acknowledged }, What::Revive(keeping)).await
    }

    /// Note how it is used and who looks after it in fact
    #[oai(path = "/assets/:id/note-use", method = "post", operation_id = "assets.asset.note_use")]
    async fn note_use(&self, by: Acting, id: Path<AssetId>, body: Json<NoteUseBody>) -> Acted {
        let NoteUseBody { on, state, maintainer, upkeep_source, file_id: file, reason } = body.0;
        let keeping = keeping(maintainer, upkeep_source)?;
        self.act(by, id.0, Dated { on, file, reason, acknowledged: None }, What::NoteUse(state, keeping)).await
    }

    /// Note that existing stock was handed over before it was entered, or never will be
    #[oai(path = "/assets/:id/note-handover", method = "post", operation_id = "assets.asset.note_handover")]
    async fn note_handover(&self, by: Acting, id: Path<AssetId>, body: Json<NoteHandoverBody>) -> Acted {
        let NoteHandoverBody { on, state, file_id: file, reason } = body.0;
        let dated = Dated { on, file, reason: Some(reason), acknowledged: None };
        self.act(by, id.0, dated, What::NoteHandover(state)).await
    }

    /// Correct the kind of a card, or project, contract, acceptance or delivery of one that was booked or handed over; it says so when another officer has confirmed it
    #[oai(path = "/assets/:id/correct", method = "post", operation_id = "assets.asset.correct")]
    async fn correct(&self, by: Acting, id: Path<AssetId>, body: Json<CorrectBody>) -> Acted {
        let CorrectBody {
            kind,
            project_id: project,
            contract_id: contract,
            accepted_on,
            delivered_on,
            twin_of: twin,
            file_id: file,
            reason,
            acknowledged,
        } = body.0;
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let right = Origin { kind, project, contract, accepted_on, delivered_on };
        let (reason, acknowledged) = (reason.into(), texts(acknowledged));
        let kept = self.2;
        let work = CorrectAsset { actor, id: id.0, if_match, right, twin, file, reason, acknowledged, kept };
        by.run(&self.0, &work, |a| AssetView::of(a, None)).await
    }

    /// Confirm the correction that waits, by another officer than who proposed it
    #[oai(path = "/assets/:id/confirm-correction", method = "post", operation_id = "assets.asset.confirm_correction")]
    async fn confirm_correction(&self, by: Acting, id: Path<AssetId>) -> Acted {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = ConfirmCorrection { actor, id: id.0, if_match, kept: self.2 };
        by.run(&self.0, &work, |a| AssetView::of(a, None)).await
    }

    /// Take back the correction that waits: it was told by mistake, or does not hold
    #[oai(path = "/assets/:id/withdraw-correction", method = "post", operation_id = "assets.asset.withdraw_correction")]
    async fn withdraw_correction(&self, by: Acting, id: Path<AssetId>) -> Acted {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        by.run(&self.0, &WithdrawCorrection { actor, id: id.0, if_match }, |a| AssetView::of(a, None)).await
    }
}
