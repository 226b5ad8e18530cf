//! What a caller says of a transfer, and what is wrong in it.

use std::collections::{HashMap, HashSet};

use super::{disputed, flags::Terms};
use crate::{
    ground::{
        kernel::{AssetId, Day, FileId, Money, OrganisationId, Refusal, RegionCode, TransferId, Verdict, settle},
        platform::{Fault, Stop},
    },
    office::policy::Values,
    property::{
        assets::{Asset, AssetQuery, Regime, UpkeepSource},
        transfers::{
            TransfersRefusal,
            model::{Item, PaperLine, Papers, PriceBasis, TransferAct, TransferPaper, Way},
            rules::{
                APPROVED, BUILT_BY_GIVER, CARRYING, COMPLETE, TITLE_CLEAR, approved, carrying, complete, title_clear,
            },
        },
    },
};

/// A line of the list as its paper has it.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// Which asset.
    pub asset: AssetId,
    /// 累计折旧.
    pub accumulated: Money,
    /// 相关费用.
    pub costs: Money,
    /// At what the receiver has booked it, where the paper states it apart.
    pub recorded: Option<Money>,
}

/// 按条件列入清单. Every asset of the transfer's region that is there and that this finds.
#[derive(Debug, Clone)]
pub struct Sought {
    /// By what they are found.
    pub query: AssetQuery,
    /// 累计折旧 of each that is not listed apart, as the paper states it.
    pub accumulated: Money,
}

/// What a caller says of a transfer.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The region in which all its assets lie.
    pub region: RegionCode,
    /// By which act.
    pub act: TransferAct,
    /// 移交方.
    pub giver: OrganisationId,
    /// 共同移交方, where joint owners give together.
    pub co_givers: Vec<OrganisationId>,
    /// 接收方.
    pub receiver: OrganisationId,
    /// The regime on the receiver's side.
    pub to_regime: Regime,
    /// 管护责任单位.
    pub maintainer: OrganisationId,
    /// 管护经费来源.
    pub upkeep_source: UpkeepSource,
    /// 监交单位.
    pub supervisor: OrganisationId,
    /// The day of the paper that states values and depreciation.
    pub stated_on: Day,
    /// 移交材料.
    pub papers: Papers,
    /// Remark.
    pub note: Option<String>,
    /// 管理单位 from that day on, where it passes too.
    pub manager: Option<OrganisationId>,
    /// 存放地点 from that day on, where it changes.
    pub location: Option<String>,
    /// Which transfer it undoes.
    pub reverses: Option<TransferId>,
    /// 移交清单.
    pub lines: Vec<Line>,
    /// And what else is found.
    pub sought: Option<Sought>,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
}

/// The files of a list of papers, each with its place.
pub(super) fn files_at(papers: &[PaperLine]) -> Vec<(String, FileId)> {
    let named = papers.iter().enumerate();
    named.filter_map(|(n, paper)| Some((format!("/papers/{n}/file_id"), paper.file?))).collect()
}

/// Each line of a file list has its paper or says why there is none, and replies alone say who granted.
pub(super) fn well_told(papers: &[PaperLine]) -> Result<(), TransfersRefusal> {
    if let Some(n) = papers.iter().position(|p| p.file.is_some() == p.missing.is_some()) {
        return Err(TransfersRefusal::PaperOrReason { n: n + 1 });
    }
    match papers.iter().position(|p| p.approved_by.is_some() && p.kind != TransferPaper::Reply) {
        Some(n) => Err(TransfersRefusal::NotAReply { n: n + 1 }),
        None => Ok(()),
    }
}

impl Asked {
    /// Everybody who gives.
    pub(super) fn givers(&self) -> Vec<OrganisationId> {
        std::iter::once(self.giver).chain(self.co_givers.iter().copied()).collect()
    }

    /// What is wrong in the list itself.
    pub(super) fn is_sane(&self, today: Day) -> Result<(), TransfersRefusal> {
        if self.giver == self.receiver {
            return Err(TransfersRefusal::ToItself);
        }
        let others = [self.giver, self.receiver, self.supervisor];
        let distinct: HashSet<&OrganisationId> = self.co_givers.iter().filter(|g| !others.contains(g)).collect();
        if distinct.len() != self.co_givers.len() {
            return Err(TransfersRefusal::CoGivers);
        }
        if [self.giver, self.receiver].contains(&self.supervisor) {
            return Err(TransfersRefusal::SupervisesItself);
        }
        well_told(&self.papers.0)?;
        if self.stated_on > today {
            return Err(TransfersRefusal::StatedAhead { day: self.stated_on, today });
        }
        let distinct: HashSet<AssetId> = self.lines.iter().map(|l| l.asset).collect();
        if distinct.len() == self.lines.len() { Ok(()) } else { Err(TransfersRefusal::ListedTwice) }
    }

    /// Every asset lies inside the region of the transfer, and where its maintainer is.
    pub(super) fn lies_well(&self, assets: &[Asset], maintainer: &RegionCode) -> Result<(), TransfersRefusal> {
        for a in assets {
            if !self.region.covers(&a.region) {
                let (asset, region, transfer) = (a.number.clone(), a.region.clone(), self.region.clone());
                return Err(TransfersRefusal::AssetElsewhere { asset, region, transfer });
            }
            if !maintainer.covers(&a.region) && !a.region.covers(maintainer) {
                let (asset, region, maintainer) = (a.number.clone(), a.region.clone(), maintainer.clone());
                return Err(TransfersRefusal::MaintainerElsewhere { asset, region, maintainer });
            }
        }
        Ok(())
    }

    /// R25, R25.4, R25.5, R26 and R30 of the list, and what is only told, judged today.
    pub(super) fn is_lawful(
        &self,
        assets: &HashMap<AssetId, Asset>,
        (from, way): (Option<Regime>, &Way),
        (values, today): (&Values, Day),
        (units, built): ((&str, &str), Verdict),
    ) -> Result<(), Refusal> {
        let mut sorted: Vec<&Asset> = assets.values().collect();
        sorted.sort_by(|a, b| a.number.cmp(&b.number));
        let unvalued = sorted.iter().filter(|a| a.tracks.original_value.is_none());
        let unvalued: Vec<&str> = unvalued.map(|a| a.number.as_str()).collect();
        let all: Vec<Asset> = sorted.iter().map(|a| (*a).clone()).collect();
        let mut checks = vec![
            values.judge(&COMPLETE, today, complete(&self.papers.missing(way), &unvalued)),
            APPROVED.judge(today, approved(values.words(way.approval), &self.papers.approvers())),
            TITLE_CLEAR.judge(today, title_clear(&disputed(&all))),
            values.judge(&BUILT_BY_GIVER, today, built),
        ];
        for line in &self.lines {
            let Some(asset) = assets.get(&line.asset) else { continue };
            let Some(original) = asset.tracks.original_value else { continue };
            let verdict = carrying(&asset.number, original, (line.accumulated, line.costs), line.recorded);
            checks.push(CARRYING.judge(today, verdict));
        }
        let terms = Terms {
            custody: self.act == TransferAct::CustodyOnly,
            regimes: (from, self.to_regime),
            upkeep_source: self.upkeep_source,
            units,
        };
        checks.extend(terms.flags(&sorted, values, today));
        settle(checks, &self.acknowledged).map(drop)
    }

    pub(super) fn items(&self, assets: &HashMap<AssetId, Asset>) -> Result<Vec<Item>, Stop> {
        let gone = || Fault::inconsistent("a line without its asset");
        let item = |(n, line): (i32, &Line)| {
            let asset = assets.get(&line.asset).ok_or_else(gone)?;
            let unvalued = || TransfersRefusal::Unvalued { asset: asset.number.clone() };
            let original = asset.tracks.original_value.ok_or_else(unvalued)?;
            let item = Item::of((n, line.asset), [original, line.accumulated, line.costs], asset.tracks.handover);
            let basis = PriceBasis::of(asset.tracks.value, original);
            Ok(Item { recorded: line.recorded, basis, ..item.ok_or(TransfersRefusal::BadAmount)? })
        };
        (1..).zip(&self.lines).map(item).collect()
    }
}
