//! 申报移交清单. Lists what passes from whom to whom, and judges it.

use std::collections::{HashMap, HashSet};

use super::{Asked, lawful, regime_of};
use crate::{
    ground::{
        authority::{Actor, Holder, action, officer_of},
        kernel::{AssetId, FileId, NumberKind, Refusal, SubjectKind, SubjectRef, TransferId, Words as _},
        platform::{Fault, Stop, Tx, Work, all_hold, next_number},
        trail::{Change, Committed},
    },
    office::{
        access::holder,
        files::use_files_at,
        places::{know_organisations, organisations_by_id, region_on},
        policy::values_on,
    },
    property::{
        assets::{Asset, Pass, Passing, hand_over, lock_assets},
        transfers::{
            TransfersRefusal,
            model::{Totals, Transfer, TransferAct, TransferState},
            store,
        },
    },
};

/// Files a transfer.
pub struct FileTransfer {
    /// Who.
    pub actor: Actor,
    /// What.
    pub asked: Asked,
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
        let units = [
            ("/giver_id", a.giver),
            ("/receiver_id", a.receiver),
            ("/maintainer_id", a.maintainer),
            ("/supervisor_id", a.supervisor),
        ];
        let units: Vec<_> = units.into_iter().map(|(place, id)| (place.to_owned(), id)).collect();
        let named = a.papers.0.iter().enumerate();
        let papers: Vec<(String, FileId)> =
            named.filter_map(|(n, paper)| Some((format!("/papers/{n}/file_id"), paper.file?))).collect();
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
        let values = values_on(tx.conn(), &a.region, now.day()).await?;
        a.is_lawful(&by_id, &way, (&values, now.day()))?;
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
            supervisor: a.supervisor,
            stated_on: a.stated_on,
            papers: a.papers.clone(),
            note: a.note.clone(),
            check: None,
            attended: Vec::new(),
            defects: Vec::new(),
            signatures: Vec::new(),
            state: TransferState::Listed,
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
        store::insert_transfer(tx, &draft).await?;
        let by = Passing::by(&self.actor, now.day(), None, Some(&draft.number));
        let begun = hand_over(tx, &found, &by, &Pass::Begin).await?;
        let created = Change::created(subject, region, &draft).state(draft.state.word());
        Ok(permit.commit(created, draft).and(begun))
    }
}
