//! A transfer as it is filed.

use poem_openapi::Object;

use crate::{
    ground::{
        kernel::{AssetId, Day, FileId, Money, OrganisationId, RegionCode, SiteId, TransferId},
        wire::{Plain, Text, texts},
    },
    property::{
        assets::{AssetForm, AssetKind, AssetQuery, HandoverState, Regime, UpkeepSource},
        transfers::{
            model::{Approver, PaperLine, Papers, TransferAct, TransferPaper},
            service::{Asked, Line, Sought},
        },
    },
};

/// A line of the list as its paper has it.
#[derive(Debug, Object)]
pub struct NewTransferItem {
    /// Which asset.
    asset_id: AssetId,
    /// 累计折旧, in yuan, as the paper states it (R26).
    accumulated_depreciation: Money,
    /// What the receiver pays to take it over, in yuan; nothing where absent.
    costs: Option<Money>,
    /// At what the receiver has booked it, in yuan, where the paper states both sides' amounts apart (A45).
    receiver_recorded_value: Option<Money>,
}

/// Every asset inside the region that is there, is not disposed of, and that all of this fits.
#[derive(Debug, Object)]
pub struct NewTransferFilter {
    /// Only on this site.
    site_id: Option<SiteId>,
    /// Only of this kind.
    kind: Option<AssetKind>,
    /// Only of this form.
    form: Option<AssetForm>,
    /// Only of this class code, or of one below it.
    class_code: Option<Text<20>>,
    /// Only in this hand-over state.
    handover_state: Option<HandoverState>,
    /// Only names that contain this: those of one network, as they are named.
    q: Option<Text<60>>,
    /// 累计折旧 of each that is not listed apart, in yuan, as the paper states it (R26).
    accumulated_depreciation: Money,
}

impl From<NewTransferFilter> for Sought {
    fn from(f: NewTransferFilter) -> Self {
        let query = AssetQuery {
            site: f.site_id,
            kind: f.kind,
            form: f.form,
            class: f.class_code.map(Into::into),
            handover: f.handover_state,
            name: f.q.map(Into::into),
            ..AssetQuery::default()
        };
        Self { query, accumulated: f.accumulated_depreciation }
    }
}

/// A line of the file list: the paper, or why there is none.
#[derive(Debug, Object)]
pub struct NewTransferPaper {
    /// Of which kind.
    kind: TransferPaper,
    /// The paper.
    file_id: Option<FileId>,
    /// Or why there is none.
    missing_reason: Option<Plain<200>>,
    /// Of a reply: which office granted the transfer (R25.4).
    approved_by: Option<Approver>,
}

impl From<NewTransferPaper> for PaperLine {
    fn from(p: NewTransferPaper) -> Self {
        Self {
            kind: p.kind,
            file: p.file_id,
            missing: p.missing_reason.map(Into::into),
            approved_by: p.approved_by,
            added_in: None,
        }
    }
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
    /// 共同移交方: the other owners of what passes, where several own it; each signs for itself.
    #[oai(validator(max_items = 20))]
    co_giver_ids: Option<Vec<OrganisationId>>,
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
    /// 监交单位; neither giver nor receiver.
    supervisor_id: OrganisationId,
    /// 移交材料: the papers that the act needs (R25), the replies of the offices that must have granted it (R25.4), and of each other kind that its file list names the paper, or why there is none
    /// (R25.2).
    #[oai(validator(min_items = 1, max_items = 50))]
    papers: Vec<NewTransferPaper>,
    /// Remark.
    note: Option<Plain<500>>,
    /// 管理单位 from that day on, where it passes too.
    manager_id: Option<OrganisationId>,
    /// 存放地点 from that day on, where it changes.
    location: Option<Plain<200>>,
    /// The transfer that this one undoes, with its list or a part of it.
    reverses_id: Option<TransferId>,
    /// 移交清单.
    #[oai(validator(max_items = 2000))]
    items: Option<Vec<NewTransferItem>>,
    /// And every other asset that this finds; 2,000 in all at most.
    filter: Option<NewTransferFilter>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
}

impl From<NewTransfer> for Asked {
    fn from(b: NewTransfer) -> Self {
        let line = |i: NewTransferItem| Line {
            asset: i.asset_id,
            accumulated: i.accumulated_depreciation,
            costs: i.costs.unwrap_or(Money::ZERO),
            recorded: i.receiver_recorded_value,
        };
        Self {
            region: b.region_code,
            act: b.act,
            giver: b.giver_id,
            co_givers: b.co_giver_ids.unwrap_or_default(),
            receiver: b.receiver_id,
            to_regime: b.to_regime,
            maintainer: b.maintainer_id,
            upkeep_source: b.upkeep_source,
            stated_on: b.stated_on,
            supervisor: b.supervisor_id,
            papers: Papers(b.papers.into_iter().map(Into::into).collect()),
            note: b.note.map(Into::into),
            manager: b.manager_id,
            location: b.location.map(Into::into),
            reverses: b.reverses_id,
            lines: b.items.into_iter().flatten().map(line).collect(),
            sought: b.filter.map(Into::into),
            acknowledged: texts(b.acknowledged),
        }
    }
}
