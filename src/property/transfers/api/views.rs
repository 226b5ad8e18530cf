//! What a transfer looks like on the wire.

use poem_openapi::Object;

use crate::{
    ground::{
        kernel::{
            AssetId, Day, FileId, Instant, Layer, Money, OfficerId, OrganisationId, RegionCode, RunId, TransferId,
        },
        wire::resource,
    },
    office::approvals::{ReturnForm, Returned, Shortcoming},
    property::{
        assets::{HandoverState, Regime, UpkeepSource},
        transfers::model::{
            Approver, CoGiver, Defect, DefectStage, Found, Item, PaperLine, PriceBasis, Said, Side, Signature,
            Transfer, TransferAct, TransferPaper, TransferState,
        },
    },
};

/// What somebody said of an item or a defect.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TransferWordView {
    /// The day; of an acceptance, the day until which the defect is accepted.
    on: Day,
    /// Who recorded it.
    officer_id: OfficerId,
    /// In words.
    note: Option<String>,
    /// The paper or photo.
    file_id: Option<FileId>,
}

impl From<&Said> for TransferWordView {
    fn from(s: &Said) -> Self {
        Self { on: s.on, officer_id: s.by, note: s.note.clone(), file_id: s.file }
    }
}

/// A line of the file list (移交材料).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TransferPaperView {
    /// Of which kind.
    kind: TransferPaper,
    /// The paper.
    file_id: Option<FileId>,
    /// Or why there is none.
    missing_reason: Option<String>,
    /// Of a reply: which office granted the transfer.
    approved_by: Option<Approver>,
    /// 补件: the revision that brought it after a desk had asked for papers; signatures of before do not bind it.
    added_in: Option<i32>,
}

impl From<&PaperLine> for TransferPaperView {
    fn from(p: &PaperLine) -> Self {
        Self {
            kind: p.kind,
            file_id: p.file,
            missing_reason: p.missing.clone(),
            approved_by: p.approved_by,
            added_in: p.added_in,
        }
    }
}

/// A defect that the joint check found (缺陷).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TransferDefectView {
    /// Its number on this transfer.
    n: i32,
    /// The number of its item on the list.
    item: i32,
    /// What it is.
    description: String,
    /// 整改期限, as the check set it.
    due_on: Day,
    /// 整改单位.
    curer_id: OrganisationId,
    /// Photo.
    photo_file_id: Option<FileId>,
    /// Where it stands.
    stage: DefectStage,
    /// 整改, recorded for the giver.
    cured: Option<TransferWordView>,
    /// 带缺陷接收: the receiver takes the item with it, until that day.
    accepted: Option<TransferWordView>,
    /// 确认整改, recorded for the receiver by somebody else.
    closed: Option<TransferWordView>,
}

impl From<&Defect> for TransferDefectView {
    fn from(d: &Defect) -> Self {
        Self {
            n: d.n,
            item: d.item,
            description: d.description.clone(),
            due_on: d.due,
            curer_id: d.curer,
            photo_file_id: d.photo,
            stage: d.stage(),
            cured: d.cured.as_ref().map(Into::into),
            accepted: d.accepted.as_ref().map(Into::into),
            closed: d.closed.as_ref().map(Into::into),
        }
    }
}

/// One side's word on the digest of a transfer (交接签字).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TransferSignatureView {
    /// Whose word.
    side: Side,
    /// The officer of that side; of a scan, who recorded it.
    officer_id: OfficerId,
    /// The day.
    signed_on: Day,
    /// SHA-256 of what was signed: parties, act, papers, list and values.
    digest: String,
    /// The page that was signed on paper.
    scan_file_id: Option<FileId>,
    /// The second officer, who has held the scan against the list.
    confirmed_by_officer_id: Option<OfficerId>,
    /// Whether it counts: of the side's own officer, or a confirmed scan.
    counts: bool,
}

impl From<&Signature> for TransferSignatureView {
    fn from(s: &Signature) -> Self {
        Self {
            side: s.side,
            officer_id: s.officer,
            signed_on: s.on,
            digest: s.digest.to_string(),
            scan_file_id: s.scan,
            confirmed_by_officer_id: s.confirmed_by,
            counts: s.counts(),
        }
    }
}

/// Who else owns what passes and gives it too (共同移交方).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TransferCoGiverView {
    /// Who.
    organisation_id: OrganisationId,
    /// That one's word on the digest.
    signature: Option<TransferSignatureView>,
}

impl From<&CoGiver> for TransferCoGiverView {
    fn from(g: &CoGiver) -> Self {
        Self { organisation_id: g.unit, signature: g.signature.as_ref().map(Into::into) }
    }
}

/// A line of the list.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TransferItemView {
    /// 序号. Its number on the list, which it keeps.
    n: i32,
    /// Which asset.
    asset_id: AssetId,
    /// 原值, in yuan.
    original_value: Money,
    /// 计价依据: as its card had the value when the list was filed; absent on lists of before it was kept.
    value_basis: Option<PriceBasis>,
    /// 累计折旧, in yuan.
    accumulated_depreciation: Money,
    /// 账面净值: original less accumulated (R26).
    carrying_amount: Money,
    /// What the receiver pays to take it over.
    costs: Money,
    /// At what the receiver books it.
    receiver_value: Money,
    /// At what the receiver has booked it, where the paper states it apart (A45).
    receiver_recorded_value: Option<Money>,
    /// Where its hand-over stood before.
    handover_before: HandoverState,
    /// 查验结果; absent where it was not checked.
    found: Option<Found>,
    /// What the check says of it.
    remark: Option<String>,
    /// 不接收: taken off the list before approval; no sum counts it.
    refused: Option<TransferWordView>,
}

impl From<&Item> for TransferItemView {
    fn from(i: &Item) -> Self {
        Self {
            n: i.n,
            asset_id: i.asset,
            original_value: i.original,
            value_basis: i.basis,
            accumulated_depreciation: i.accumulated,
            carrying_amount: i.carrying,
            costs: i.costs,
            receiver_value: i.booked,
            receiver_recorded_value: i.recorded,
            handover_before: i.handover_before,
            found: i.found,
            remark: i.remark.clone(),
            refused: i.refused.as_ref().map(Into::into),
        }
    }
}

/// What the desk said that returned a transfer.
#[derive(Debug, Object)]
pub struct TransferReturnView {
    /// `revise` 退回修改 or `supplement` 退回补件.
    return_form: ReturnForm,
    /// Why, by code.
    reason: Shortcoming,
    /// In its words: what is missing or wrong.
    opinion: String,
    /// When.
    returned_at: Instant,
}

impl From<&Returned> for TransferReturnView {
    fn from(r: &Returned) -> Self {
        Self { return_form: r.form, reason: r.reason, opinion: r.opinion.clone(), returned_at: r.at }
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
    /// 共同移交方, where joint owners give together.
    co_givers: Vec<TransferCoGiverView>,
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
    /// 监交单位.
    supervisor_id: OrganisationId,
    /// 管理单位 from that day on, where it passes too.
    manager_id: Option<OrganisationId>,
    /// 存放地点 from that day on, where it changes.
    location: Option<String>,
    /// Which transfer it undoes.
    reverses_id: Option<TransferId>,
    /// 移交材料.
    papers: Vec<TransferPaperView>,
    /// Remark.
    note: Option<String>,
    /// 联合查验 on this day, last.
    checked_on: Option<Day>,
    /// 查验记录.
    check_file_id: Option<FileId>,
    /// What the check says.
    check_note: Option<String>,
    /// Who took part in it.
    check_organisation_ids: Vec<OrganisationId>,
    /// 缺陷.
    defects: Vec<TransferDefectView>,
    /// 交接签字.
    signatures: Vec<TransferSignatureView>,
    /// Where it stands.
    state: TransferState,
    /// Its approval.
    run_id: Option<RunId>,
    /// Number of its papers' revision.
    revision: i32,
    /// What the desk said that returned it, while it lies returned.
    returned: Option<TransferReturnView>,
    /// Who filed it.
    proposed_by_officer_id: OfficerId,
    /// The day on which it was approved.
    approved_on: Option<Day>,
    /// The day on which it took effect.
    effective_on: Option<Day>,
    /// 交接单 as it was filed, where there is one on paper.
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
            co_givers: t.co_givers.iter().map(Into::into).collect(),
            from_regime: t.from_regime,
            receiver_id: t.receiver,
            to_regime: t.to_regime,
            maintainer_id: t.maintainer,
            upkeep_source: t.upkeep_source,
            stated_on: t.stated_on,
            supervisor_id: t.supervisor,
            manager_id: t.manager,
            location: t.location.clone(),
            reverses_id: t.reverses,
            papers: t.papers.0.iter().map(Into::into).collect(),
            note: t.note.clone(),
            checked_on: t.check.as_ref().map(|c| c.on),
            check_file_id: t.check.as_ref().and_then(|c| c.file),
            check_note: t.check.as_ref().and_then(|c| c.note.clone()),
            check_organisation_ids: t.attended.clone(),
            defects: t.defects.iter().map(Into::into).collect(),
            signatures: t.signatures.iter().map(Into::into).collect(),
            state: t.state,
            run_id: t.run,
            revision: t.revision,
            returned: t.returned.as_ref().map(Into::into),
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
