//! `/asset-transfers`.

use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use crate::{
    ground::{
        kernel::{
            AssetId, Day, FileId, Instant, Layer, Money, OfficerId, OrganisationId, RegionCode, RunId, TransferId,
        },
        platform::Db,
        wire::{
            Acting, Caller, Created, Creating, Done, Filter, Lister, PageOf, Printed, Read, Reads, Refused, Text,
            Writes, resource, texts, wire_words,
        },
    },
    property::{
        assets::{HandoverState, Regime, UpkeepSource},
        transfers::{
            model::{Item, Papers, Transfer, TransferAct, TransferFormKind, TransferQuery, TransferState},
            service::{
                end::{End, EndTransfer},
                file::{Asked, FileTransfer, Line},
                print::print_transfer,
                read::{list_transfers, read_transfer},
            },
        },
    },
};

wire_words!(TransferAct, TransferState, TransferFormKind);

/// A line of the list.
#[derive(Debug, Object)]
pub struct TransferItemView {
    /// Which asset.
    asset_id: AssetId,
    /// 原值, in yuan.
    original_value: Money,
    /// 累计折旧, in yuan.
    accumulated_depreciation: Money,
    /// 账面净值: original less accumulated (R26).
    carrying_amount: Money,
    /// What the receiver pays to take it over.
    costs: Money,
    /// At what the receiver books it.
    receiver_value: Money,
    /// Where its hand-over stood before.
    handover_before: HandoverState,
}

impl From<&Item> for TransferItemView {
    fn from(i: &Item) -> Self {
        Self {
            asset_id: i.asset,
            original_value: i.original,
            accumulated_depreciation: i.accumulated,
            carrying_amount: i.carrying,
            costs: i.costs,
            receiver_value: i.booked,
            handover_before: i.handover_before,
        }
    }
}

/// A transfer of assets (资产移交).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TransferView {
    /// Id.
    id: TransferId,
    /// Version, for `If-Match`.
    etag: String,
    /// Printed number.
    number: String,
    /// The region in which all its assets lie.
    region_code: RegionCode,
    /// By which act.
    act: TransferAct,
    /// 移交方.
    giver_id: OrganisationId,
    /// The regime of what passes; absent where the giver never owned it.
    from_regime: Option<Regime>,
    /// 接收方.
    receiver_id: OrganisationId,
    /// The regime on the receiver's side.
    to_regime: Regime,
    /// 管护责任单位 from the day on which it takes effect.
    maintainer_id: OrganisationId,
    /// 管护经费来源.
    upkeep_source: UpkeepSource,
    /// The day of the paper that states values and depreciation.
    stated_on: Day,
    /// 验收材料.
    acceptance_file_id: Option<FileId>,
    /// 批复文件.
    reply_file_id: Option<FileId>,
    /// 民主决策材料.
    resolution_file_id: Option<FileId>,
    /// Remark.
    note: Option<String>,
    /// Where it stands.
    state: TransferState,
    /// Its approval.
    run_id: Option<RunId>,
    /// Who filed it.
    proposed_by_officer_id: OfficerId,
    /// The day on which it was approved.
    approved_on: Option<Day>,
    /// The day on which it took effect.
    effective_on: Option<Day>,
    /// 交接单, signed by giver, receiver and supervisor.
    signed_file_id: Option<FileId>,
    /// 移交清单.
    items: Vec<TransferItemView>,
    /// Sum of the original values, in yuan.
    original_value: Money,
    /// Sum of the carrying amounts, in yuan.
    carrying_amount: Money,
    /// Sum of what the receiver books, in yuan.
    receiver_value: Money,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(TransferView, "/asset-transfers");

impl From<&Transfer> for TransferView {
    fn from(t: &Transfer) -> Self {
        Self {
            id: t.id,
            etag: t.version.to_string(),
            number: t.number.clone(),
            region_code: t.region.clone(),
            act: t.act,
            giver_id: t.giver,
            from_regime: t.from_regime,
            receiver_id: t.receiver,
            to_regime: t.to_regime,
            maintainer_id: t.maintainer,
            upkeep_source: t.upkeep_source,
            stated_on: t.stated_on,
            acceptance_file_id: t.papers.acceptance,
            reply_file_id: t.papers.reply,
            resolution_file_id: t.papers.resolution,
            note: t.note.clone(),
            state: t.state,
            run_id: t.run,
            proposed_by_officer_id: t.proposed_by,
            approved_on: t.approved_on,
            effective_on: t.effective_on,
            signed_file_id: t.signed_file,
            items: t.items.iter().map(Into::into).collect(),
            original_value: t.totals.original,
            carrying_amount: t.totals.carrying,
            receiver_value: t.totals.booked,
            layer: t.layer,
            created_at: t.created_at,
            updated_at: t.updated_at,
        }
    }
}

/// A line of the list as its paper has it.
#[derive(Debug, Object)]
pub struct NewTransferItem {
    /// Which asset.
    asset_id: AssetId,
    /// 累计折旧, in yuan, as the paper states it (R26).
    accumulated_depreciation: Money,
    /// What the receiver pays to take it over, in yuan; nothing where absent.
    costs: Option<Money>,
}

/// A transfer as it is filed.
#[derive(Debug, Object)]
pub struct NewTransfer {
    /// The region in which all its assets lie.
    region_code: RegionCode,
    /// By which act: the lawful one for the regimes on both sides, or `custody_only`.
    act: TransferAct,
    /// 移交方.
    giver_id: OrganisationId,
    /// 接收方.
    receiver_id: OrganisationId,
    /// The regime on the receiver's side.
    to_regime: Regime,
    /// 管护责任单位 from the day on which it takes effect.
    maintainer_id: OrganisationId,
    /// 管护经费来源.
    upkeep_source: UpkeepSource,
    /// The day of the paper that states values and depreciation; not after today.
    stated_on: Day,
    /// 验收材料 (R25).
    acceptance_file_id: Option<FileId>,
    /// 批复文件; a free transfer needs it (R25).
    reply_file_id: Option<FileId>,
    /// 民主决策材料; a donation needs it (R25).
    resolution_file_id: Option<FileId>,
    /// Remark.
    note: Option<Text<500>>,
    /// 移交清单.
    #[oai(validator(min_items = 1, max_items = 2000))]
    items: Vec<NewTransferItem>,
}

impl From<NewTransfer> for Asked {
    fn from(b: NewTransfer) -> Self {
        let line = |i: NewTransferItem| Line {
            asset: i.asset_id,
            accumulated: i.accumulated_depreciation,
            costs: i.costs.unwrap_or(Money::ZERO),
        };
        Self {
            region: b.region_code,
            act: b.act,
            giver: b.giver_id,
            receiver: b.receiver_id,
            to_regime: b.to_regime,
            maintainer: b.maintainer_id,
            upkeep_source: b.upkeep_source,
            stated_on: b.stated_on,
            papers: Papers {
                acceptance: b.acceptance_file_id,
                reply: b.reply_file_id,
                resolution: b.resolution_file_id,
            },
            note: b.note.map(Into::into),
            lines: b.items.into_iter().map(line).collect(),
        }
    }
}

/// It takes effect.
#[derive(Debug, Object)]
pub struct EffectBody {
    /// The day from which it holds: from its approval to today.
    on: Day,
    /// 交接单, signed by giver, receiver and supervisor.
    file_id: FileId,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
}

/// It comes to nothing.
#[derive(Debug, Object)]
pub struct CancelTransferBody {
    /// Why.
    reason: Text<500>,
}

/// Filters of transfers.
#[derive(Debug, Object)]
pub struct TransferFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only in this state.
    state: Option<TransferState>,
    /// Only by this act.
    act: Option<TransferAct>,
}

impl Filter for TransferFilter {
    const MARK: &'static str = "list:TransferFilter:sync";
}

/// Transfers.
pub struct TransfersApi(Db);

/// Every operation of transfers.
pub fn apis(db: &Db) -> impl OpenApi + use<> {
    TransfersApi(db.clone())
}

impl TransfersApi {
    async fn end(
        &self,
        by: Acting,
        id: TransferId,
        (end, acknowledged): (End, Vec<String>),
    ) -> Result<Done<TransferView>, Refused<Writes>> {
        let work = EndTransfer { actor: by.actor.clone(), id, if_match: by.if_match.clone(), end, acknowledged };
        by.run(&self.0, &work, |t| TransferView::from(t)).await
    }
}

#[OpenApi]
impl TransfersApi {
    /// Transfers of assets in one's regions
    #[oai(path = "/asset-transfers", method = "get", operation_id = "transfers.transfer.list")]
    async fn list(&self, by: Lister<TransferFilter>) -> Result<Json<PageOf<TransferView>>, Refused<Reads>> {
        let f = by.filter;
        let query = TransferQuery { state: f.state, act: f.act };
        let page = list_transfers(&self.0, &by.holder, f.region.as_ref(), &query, &by.listing).await?;
        Ok(Json(page.map(|t| TransferView::from(&t)).into()))
    }

    /// File a transfer of assets with its list; its approval is opened
    #[oai(path = "/asset-transfers", method = "post", operation_id = "transfers.transfer.file")]
    async fn file(&self, by: Creating, body: Json<NewTransfer>) -> Result<Created<TransferView>, Refused<Writes>> {
        let work = FileTransfer { actor: by.actor.clone(), asked: body.0.into() };
        by.run(&self.0, &work, |t| TransferView::from(t)).await
    }

    /// One transfer with its list
    #[oai(path = "/asset-transfers/:id", method = "get", operation_id = "transfers.transfer.read")]
    async fn read(&self, by: Caller, id: Path<TransferId>) -> Result<Read<TransferView>, Refused<Reads>> {
        Ok(Read(TransferView::from(&read_transfer(&self.0, &by.holder, id.0).await?)))
    }

    /// It as a page to be printed, signed and filed: the list and the signatures of giver, receiver and supervisor
    #[oai(path = "/asset-transfers/:id/print", method = "get", operation_id = "transfers.transfer.print")]
    async fn print(
        &self,
        by: Caller,
        id: Path<TransferId>,
        form: Query<TransferFormKind>,
    ) -> Result<Printed, Refused<Writes>> {
        Ok(Printed(print_transfer(&self.0, &by.holder, id.0, form.0).await?))
    }

    /// Let an approved transfer take effect: owners, keeping and hand-over of its whole list pass on one day
    #[oai(path = "/asset-transfers/:id/effect", method = "post", operation_id = "transfers.transfer.effect")]
    async fn effect(
        &self,
        by: Acting,
        id: Path<TransferId>,
        body: Json<EffectBody>,
    ) -> Result<Done<TransferView>, Refused<Writes>> {
        let EffectBody { on, file_id: signed, acknowledged } = body.0;
        self.end(by, id.0, (End::Effect { on, signed }, texts(acknowledged))).await
    }

    /// Cancel an approved transfer that has not taken effect
    #[oai(path = "/asset-transfers/:id/cancel", method = "post", operation_id = "transfers.transfer.cancel")]
    async fn cancel(
        &self,
        by: Acting,
        id: Path<TransferId>,
        body: Json<CancelTransferBody>,
    ) -> Result<Done<TransferView>, Refused<Writes>> {
        self.end(by, id.0, (End::Cancel { reason: body.0.reason.into() }, Vec::new())).await
    }
}
