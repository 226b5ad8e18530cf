//! 申报移交. Lists what passes from whom to whom, judges it, and opens its approval.

use std::collections::{HashMap, HashSet};

use super::{disputed, lawful, papers_of, regime_of, subject_of};
use crate::{
    ground::{
        authority::{Action, Actor, Holder, action, officer_of},
        kernel::{
            AssetId, Day, Digest, FileId, Level, Money, NumberKind, OrganisationId, Refusal, RegionCode, SubjectKind,
            SubjectRef, TransferId, Words as _, settle,
        },
        platform::{Fault, Stop, Tx, Work, all_hold, next_number},
        trail::{Change, Committed},
    },
    office::{
        access::holder,
        approvals::{FactKind, FactValue, Facts, Matter, Opening, in_force, open},
        files::use_files_at,
        places::{know_organisations, organisations_by_id, region_on},
    },
    property::{
        assets::{Asset, Pass, Passing, Regime, UpkeepSource, hand_over, lock_assets},
        transfers::{
            TransfersRefusal,
            model::{Item, Papers, Totals, Transfer, TransferAct, TransferState, Way},
            rules::{CARRYING, COMPLETE, TITLE_CLEAR, carrying, complete, title_clear},
            store,
        },
    },
};

/// What conditions of a definition may compare.
pub const FACTS: &[(&str, FactKind)] = &[
    ("act", FactKind::Word),
    ("carrying_amount", FactKind::Money),
    ("in_one_town", FactKind::Word),
    ("original_value", FactKind::Money),
];

/// The acts by which one prepares a transfer.
static PREPARED_BY: [&Action; 1] = [&action::TRANSFER_FILE];

/// A line of the list as its paper has it.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// Which asset.
    pub asset: AssetId,
    /// 累计折旧.
    pub accumulated: Money,
    /// 相关费用.
    pub costs: Money,
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
    /// 接收方.
    pub receiver: OrganisationId,
    /// The regime on the receiver's side.
    pub to_regime: Regime,
    /// 管护责任单位.
    pub maintainer: OrganisationId,
    /// 管护经费来源.
    pub upkeep_source: UpkeepSource,
    /// The day of the paper that states values and depreciation.
    pub stated_on: Day,
    /// The papers on which it stands.
    pub papers: Papers,
    /// Remark.
    pub note: Option<String>,
    /// 移交清单.
    pub lines: Vec<Line>,
}

/// Files a transfer.
pub struct FileTransfer {
    /// Who.
    pub actor: Actor,
    /// What.
    pub asked: Asked,
}

impl Asked {
    /// What is wrong in the list itself.
    fn is_sane(&self, today: Day) -> Result<(), TransfersRefusal> {
        if self.giver == self.receiver {
            return Err(TransfersRefusal::ToItself);
        }
        if self.stated_on > today {
            return Err(TransfersRefusal::StatedAhead { day: self.stated_on, today });
        }
        let distinct: HashSet<AssetId> = self.lines.iter().map(|l| l.asset).collect();
        if distinct.len() == self.lines.len() { Ok(()) } else { Err(TransfersRefusal::ListedTwice) }
    }

    /// Every asset lies inside the region of the transfer, and where its maintainer is.
    fn lies_well(&self, assets: &[Asset], maintainer: &RegionCode) -> Result<(), TransfersRefusal> {
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

    /// R25, R26 and R30 of the list, judged today.
    fn is_lawful(&self, assets: &HashMap<AssetId, Asset>, way: &Way, today: Day) -> Result<(), Refusal> {
        let missing: Vec<_> = way.papers.iter().filter(|p| self.papers.of(**p).is_none()).copied().collect();
        let mut sorted: Vec<&Asset> = assets.values().collect();
        sorted.sort_by(|a, b| a.number.cmp(&b.number));
        let unvalued = sorted.iter().filter(|a| a.tracks.original_value.is_none());
        let unvalued: Vec<&str> = unvalued.map(|a| a.number.as_str()).collect();
        let all: Vec<Asset> = sorted.iter().map(|a| (*a).clone()).collect();
        let mut checks = vec![
            COMPLETE.judge(today, complete(&missing, &unvalued)),
            TITLE_CLEAR.judge(today, title_clear(&disputed(&all))),
        ];
        for line in &self.lines {
            let Some(asset) = assets.get(&line.asset) else { continue };
            let Some(original) = asset.tracks.original_value else { continue };
            checks.push(CARRYING.judge(today, carrying(&asset.number, original, line.accumulated, line.costs)));
        }
        settle(checks, &[]).map(drop)
    }

    fn items(&self, assets: &HashMap<AssetId, Asset>) -> Result<Vec<Item>, Stop> {
        let gone = || Fault::inconsistent("a line without its asset or value");
        let item = |line: &Line| {
            let asset = assets.get(&line.asset).ok_or_else(gone)?;
            let original = asset.tracks.original_value.ok_or_else(gone)?;
            let item = Item::of(line.asset, [original, line.accumulated, line.costs], asset.tracks.handover);
            Ok(item.ok_or(TransfersRefusal::BadAmount)?)
        };
        self.lines.iter().map(item).collect()
    }
}

impl FileTransfer {
    /// Everything that it names: outside the scope it answers as what does not exist, before anything else is looked at.
    async fn references_hold(
        &self,
        tx: &Tx,
        holder: &Holder,
        found: &[Asset],
        subject: SubjectRef,
    ) -> Result<(), Stop> {
        let a = &self.asked;
        let known: HashSet<AssetId> =
            found.iter().filter(|asset| holder.seen().covers(&asset.region)).map(|asset| asset.id).collect();
        let unknown = a.lines.iter().enumerate().filter(|(_, line)| !known.contains(&line.asset));
        let unknown = unknown
            .map(|(n, _)| Refusal::from(TransfersRefusal::UnknownAsset).placed(Some(&format!("/items/{n}/asset_id"))));
        let assets = Refusal::joined(unknown).map_or(Ok(()), |refusal| Err(Stop::from(refusal)));
        let units = [("/giver_id", a.giver), ("/receiver_id", a.receiver), ("/maintainer_id", a.maintainer)];
        let units: Vec<_> = units.into_iter().map(|(place, id)| (place.to_owned(), id)).collect();
        let p = &a.papers;
        let papers =
            [("/acceptance_file_id", p.acceptance), ("/reply_file_id", p.reply), ("/resolution_file_id", p.resolution)];
        let papers: Vec<(String, FileId)> =
            papers.into_iter().filter_map(|(place, file)| Some((place.to_owned(), file?))).collect();
        all_hold([
            assets,
            know_organisations(tx, holder, &a.region, &units, TransfersRefusal::UnknownUnit).await,
            use_files_at(tx, &holder.seen(), subject, &papers).await,
        ])
    }

    /// The transfer as it would stand, judged.
    async fn draft(&self, tx: &Tx, id: TransferId, found: &[Asset]) -> Result<Transfer, Stop> {
        let (a, now) = (&self.asked, tx.now().await?);
        a.is_sane(now.day())?;
        let units = organisations_by_id(tx.conn(), &[a.maintainer]).await?;
        let gone = || Fault::inconsistent("the maintainer of a transfer is gone");
        a.lies_well(found, &units.get(&a.maintainer).ok_or_else(gone)?.region)?;
        let ids: Vec<AssetId> = found.iter().map(|f| f.id).collect();
        let open = store::in_open_transfer(tx, &ids).await?;
        if let Some(asset) = found.iter().find(|f| open.contains(&f.id)) {
            return Err(TransfersRefusal::AlreadyOpen { asset: asset.number.clone() }.into());
        }
        let from_regime = if a.act == TransferAct::CustodyOnly { None } else { regime_of(found, a.giver, now.day())? };
        let way = lawful(a.act, from_regime, a.to_regime)?;
        let by_id: HashMap<AssetId, Asset> = found.iter().map(|f| (f.id, f.clone())).collect();
        a.is_lawful(&by_id, &way, now.day())?;
        let items = a.items(&by_id)?;
        Ok(Transfer {
            id,
            number: next_number(tx, NumberKind::Transfer, &a.region).await?.to_string(),
            region: a.region.clone(),
            act: a.act,
            giver: a.giver,
            from_regime,
            receiver: a.receiver,
            to_regime: a.to_regime,
            maintainer: a.maintainer,
            upkeep_source: a.upkeep_source,
            stated_on: a.stated_on,
            papers: a.papers.clone(),
            note: a.note.clone(),
            state: TransferState::InApproval,
            run: None,
            proposed_by: officer_of(&self.actor, &action::TRANSFER_FILE)?,
            approved_on: None,
            effective_on: None,
            signed_file: None,
            totals: Totals::of(&items).ok_or(TransfersRefusal::BadAmount)?,
            items,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        })
    }
}

fn opening(t: &Transfer, decisive: Digest) -> Opening {
    let Totals { original, carrying, .. } = t.totals;
    let in_town = t.region.at(Level::Town).is_some();
    let facts = Facts::default()
        .with("act", FactValue::Word(t.act.word().into()))
        .with("carrying_amount", FactValue::Money(carrying))
        .with("in_one_town", FactValue::Word(if in_town { "yes" } else { "no" }.into()))
        .with("original_value", FactValue::Money(original));
    Opening {
        matter: Matter::AssetTransfer,
        subject: subject_of(t),
        number: t.number.clone(),
        title: format!("{}：{} 项资产，账面净值 {carrying} 元", t.act.label(), t.items.len()),
        region: t.region.clone(),
        submitter: t.proposed_by,
        prepared_by: &PREPARED_BY,
        makers: Vec::new(),
        filing_unit: None,
        line_department: None,
        payee_units: Vec::new(),
        facts,
        decisive,
        revision: 1,
        papers_replaced: false,
        layer: t.layer,
    }
}

impl Work for FileTransfer {
    type Record = Committed<Transfer>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Transfer>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let region = &self.asked.region;
        let permit = holder.permit(&action::TRANSFER_FILE, region)?;
        let now = tx.now().await?;
        region_on(tx, region, now.day()).await?;
        let id: TransferId = tx.id(now);
        let ids: Vec<AssetId> = self.asked.lines.iter().map(|l| l.asset).collect();
        let found = lock_assets(tx, &ids).await?;
        let subject = SubjectRef::new(SubjectKind::AssetTransfer, id);
        self.references_hold(tx, &holder, &found, subject).await?;
        let draft = self.draft(tx, id, &found).await?;
        let decisive = draft.decisive(&papers_of(tx.conn(), &draft).await?);
        let definition = in_force(tx, Matter::AssetTransfer, region).await?;
        let opened = open(tx, &definition, &opening(&draft, decisive)).await?;
        let transfer = Transfer { run: Some(opened.run), ..draft };
        store::insert_transfer(tx, &transfer).await?;
        let by = Passing::by(&self.actor, now.day(), None, Some(&transfer.number));
        let begun = hand_over(tx, &found, &by, &Pass::Begin).await?;
        let created = Change::created(subject, region, &transfer).state(transfer.state.word());
        Ok(permit.commit(created, transfer).and(opened.changes).and(begun).telling(opened.notices))
    }
}
