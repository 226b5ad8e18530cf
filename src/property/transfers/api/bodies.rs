//! A transfer as it is filed.

use poem_openapi::Object;

use crate::{
    ground::{
        kernel::{AssetId, Day, FileId, Money, OrganisationId, RegionCode},
        wire::{Text, texts},
    },
    property::{
        assets::{Regime, UpkeepSource},
        transfers::{
            model::{PaperLine, Papers, TransferAct, TransferPaper},
            service::{Asked, Line},
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
}

/// A line of the file list: the paper, or why there is none.
#[derive(Debug, Object)]
pub struct NewTransferPaper {
    /// Of which kind.
    kind: TransferPaper,
    /// The paper.
    file_id: Option<FileId>,
    /// Or why there is none.
    missing_reason: Option<Text<200>>,
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
    /// 监交单位; neither giver nor receiver.
    supervisor_id: OrganisationId,
    /// 移交材料: the papers that the act needs (R25), and of each other kind that its file list names the paper, or why there is none
    /// (R25.2).
    #[oai(validator(min_items = 1, max_items = 50))]
    papers: Vec<NewTransferPaper>,
    /// Remark.
    note: Option<Text<500>>,
    /// 移交清单.
    #[oai(validator(min_items = 1, max_items = 2000))]
    items: Vec<NewTransferItem>,
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
        };
        let paper = |p: NewTransferPaper| PaperLine {
            kind: p.kind,
            file: p.file_id,
            missing: p.missing_reason.map(Into::into),
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
            supervisor: b.supervisor_id,
            papers: Papers(b.papers.into_iter().map(paper).collect()),
            note: b.note.map(Into::into),
            lines: b.items.into_iter().map(line).collect(),
            acknowledged: texts(b.acknowledged),
        }
    }
}
