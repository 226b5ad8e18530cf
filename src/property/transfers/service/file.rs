//! 申报移交清单. Lists what passes from whom to whom, and judges it.

use std::collections::{HashMap, HashSet};

use super::{
    Asked, Line, Sought, asked::files_at, builders::giver_built, lawful, no_households, passed_before, receiver_fits,
    regime_of,
};
use crate::{
    ground::{
        authority::{Actor, Holder, action, officer_of},
        kernel::{AssetId, Money, NumberKind, Refusal, SubjectKind, SubjectRef, TransferId, Words as _, settle},
        platform::{Fault, Stop, Tx, Work, all_hold, next_number},
        trail::{Change, Committed},
    },
    office::{
        access::holder,
        files::use_files_at,
        places::{know_organisations, organisations_by_id, region_on, site_by_id},
        policy::values_on,
    },
    property::{
        assets::{Asset, Pass, Passing, assets_like, hand_over, lock_assets, void_for},
        transfers::{
            TransfersRefusal,
            model::{CoGiver, ReverseFault, Totals, Transfer, TransferAct, TransferState},
            store,
        },
    },
};

/// How many items one list holds at most.
const MOST: usize = 2000;

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
        let mut unknown = Vec::new();
        for (n, line) in a.lines.iter().enumerate().filter(|(_, line)| !known.contains(&line.asset)) {
            let void = void_for(tx.conn(), &holder.seen(), line.asset).await?;
            let refusal = void.map_or_else(|| TransfersRefusal::UnknownAsset.into(), Refusal::from);
            unknown.push(refusal.placed(Some(&format!("/items/{n}/asset_id"))));
        }
        let assets = Refusal::joined(unknown).map_or(Ok(()), |refusal| Err(Stop::from(refusal)));
        let units = [
            ("/giver_id", a.giver),
            ("/receiver_id", a.receiver),
            ("/maintainer_id", a.maintainer),
            ("/supervisor_id", a.supervisor),
        ];
        let manager = a.manager.map(|manager| ("/manager_id", manager));
        let units = units.into_iter().chain(manager).map(|(place, id)| (place.to_owned(), id));
        let others = a.co_givers.iter().enumerate().map(|(n, id)| (format!("/co_giver_ids/{n}"), *id));
        let units: Vec<_> = units.chain(others).collect();
        all_hold([
            assets,
            self.known_site(tx, holder).await,
            self.known_transfer(tx, holder).await,
            know_organisations(tx, holder, &a.region, &units, TransfersRefusal::UnknownUnit).await,
            use_files_at(tx, &holder.seen(), subject, &files_at(&a.papers.0)).await,
        ])
    }

    async fn known_site(&self, tx: &Tx, holder: &Holder) -> Result<(), Stop> {
        let Some(id) = self.asked.sought.as_ref().and_then(|sought| sought.query.site) else { return Ok(()) };
        let found = site_by_id(tx.conn(), id).await?.filter(|s| s.deleted_at.is_none());
        let seen = found.is_some_and(|s| holder.seen().covers(&s.region));
        if seen { Ok(()) } else { Err(TransfersRefusal::UnknownSite.into()) }
    }

    async fn known_transfer(&self, tx: &Tx, holder: &Holder) -> Result<(), Stop> {
        let Some(id) = self.asked.reverses else { return Ok(()) };
        let found = store::find_transfer(tx.conn(), id).await?;
        let seen = found.is_some_and(|t| holder.seen().covers(&t.region));
        if seen { Ok(()) } else { Err(TransfersRefusal::UnknownTransfer.into()) }
    }

    /// The list as it is written, and after it what else is found, in the order of ids.
    async fn lines(&self, tx: &Tx, holder: &Holder) -> Result<Vec<Line>, Stop> {
        let mut lines = self.asked.lines.clone();
        if let Some(Sought { query, accumulated }) = &self.asked.sought {
            let scope = holder.scope_within(&action::TRANSFER_FILE, Some(&self.asked.region))?;
            let listed: HashSet<AssetId> = lines.iter().map(|line| line.asset).collect();
            let found = assets_like(tx.conn(), &scope, query, MOST as u64 + 1).await?;
            let more = found.into_iter().filter(|id| !listed.contains(id));
            lines.extend(more.map(|asset| Line {
                asset,
                accumulated: *accumulated,
                costs: Money::ZERO,
                recorded: None,
            }));
        }
        if lines.len() > MOST {
            return Err(TransfersRefusal::TooMany { most: MOST }.into());
        }
        Ok(lines)
    }

    /// The transfer that this one undoes, locked, goes the other way and is not undone already.
    async fn undoes(&self, tx: &Tx, draft: &Transfer) -> Result<(), Stop> {
        let Some(id) = draft.reverses else { return Ok(()) };
        let gone = || Fault::inconsistent("a transfer that is undone is gone");
        let earlier = store::lock_transfer(tx, id).await?.ok_or_else(gone)?;
        let undone = store::undone_of(tx, id).await?;
        let Err(fault) = draft.undoes(&earlier, &undone) else { return Ok(()) };
        if fault != ReverseFault::Joint {
            return Err(TransfersRefusal::DoesNotUndo { number: earlier.number, fault }.into());
        }
        let givers = earlier.givers();
        let units = organisations_by_id(tx.conn(), &givers).await?;
        let named: Vec<&str> = givers.iter().filter_map(|id| Some(units.get(id)?.name.as_str())).collect();
        let givers = named.join("、");
        Err(TransfersRefusal::GivenJointly { number: earlier.number, givers }.into())
    }

    /// The transfer as it would stand, judged.
    async fn draft(&self, tx: &Tx, id: TransferId, found: &[Asset]) -> Result<Transfer, Stop> {
        let (a, now) = (&self.asked, tx.now().await?);
        a.is_sane(now.day())?;
        if a.lines.is_empty() {
            return Err(TransfersRefusal::NothingListed.into());
        }
        let units = organisations_by_id(tx.conn(), &[a.maintainer, a.receiver]).await?;
        let gone = || Fault::inconsistent("the maintainer of a transfer is gone");
        let (maintainer, receiver) =
            (units.get(&a.maintainer).ok_or_else(gone)?, units.get(&a.receiver).ok_or_else(gone)?);
        a.lies_well(found, &maintainer.region)?;
        nowhere_else(tx, found).await?;
        no_households(found)?;
        let custody = a.act == TransferAct::CustodyOnly;
        let from_regime = if custody { None } else { regime_of(found, &a.givers(), now.day())? };
        let way = lawful(a.act, from_regime, a.to_regime)?;
        let by_id: HashMap<AssetId, Asset> = found.iter().map(|f| (f.id, f.clone())).collect();
        let values = values_on(tx.conn(), &a.region, now.day()).await?;
        settle(receiver_fits(tx.conn(), a.act, (a.receiver, a.to_regime), now.day()).await?, &[])?;
        let all: Vec<&Asset> = found.iter().collect();
        let built = giver_built(tx.conn(), (a.act, a.giver), &all, now.day()).await?;
        let units = (receiver.name.as_str(), maintainer.name.as_str());
        a.is_lawful(&by_id, (from_regime, &way), (&values, now.day()), (units, built))?;
        let items = a.items(&by_id)?;
        Ok(Transfer {
            id,
            number: next_number(tx, NumberKind::Transfer, &a.region).await?.to_string(),
            region: a.region.clone(),
            act: a.act,
            giver: a.giver,
            co_givers: a.co_givers.iter().copied().map(CoGiver::new).collect(),
            from_regime,
            receiver: a.receiver,
            to_regime: a.to_regime,
            maintainer: a.maintainer,
            upkeep_source: a.upkeep_source,
            supervisor: a.supervisor,
            manager: a.manager,
            location: a.location.clone(),
            reverses: a.reverses,
            stated_on: a.stated_on,
            papers: a.papers.clone(),
            note: a.note.clone(),
            check: None,
            attended: Vec::new(),
            defects: Vec::new(),
            signatures: Vec::new(),
            state: TransferState::Listed,
            run: None,
            revision: 1,
            returned: None,
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

/// None of these stands on another list that is open; the first that does is told with that list.
async fn nowhere_else(tx: &Tx, found: &[Asset]) -> Result<(), Stop> {
    let ids: Vec<AssetId> = found.iter().map(|f| f.id).collect();
    let open = store::in_open_transfer(tx, &ids).await?;
    let Some((asset, other)) = found.iter().find_map(|f| Some((f, *open.get(&f.id)?))) else { return Ok(()) };
    let gone = || Fault::inconsistent("the transfer of an open item is gone");
    let other = store::find_transfers(tx.conn(), &[other]).await?.pop().ok_or_else(gone)?;
    let giver = organisations_by_id(tx.conn(), &[other.giver]).await?.remove(&other.giver);
    let giver = giver.map_or_else(|| "-".to_owned(), |unit| unit.name);
    let (asset, transfer, state) = (asset.number.clone(), other.number, other.state);
    Err(TransfersRefusal::AlreadyOpen { asset, transfer, state, giver }.into())
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
        let lines = self.lines(tx, &holder).await?;
        let ids: Vec<AssetId> = lines.iter().map(|l| l.asset).collect();
        let whole = Self { actor: self.actor.clone(), asked: Asked { lines, ..self.asked.clone() } };
        let subject = SubjectRef::new(SubjectKind::AssetTransfer, id);
        if let Some(earlier) = self.asked.reverses {
            store::lock_transfer(tx, earlier).await?;
        }
        let found = lock_assets(tx, &ids).await?;
        whole.references_hold(tx, &holder, &found, subject).await?;
        let draft = whole.draft(tx, id, &found).await?;
        whole.undoes(tx, &draft).await?;
        passed_before(&found, now.day())?;
        store::insert_transfer(tx, &draft).await?;
        let by = Passing::by(&self.actor, now.day(), None, Some(&draft.number));
        let begun = hand_over(tx, &found, &by, &Pass::Begin).await?;
        let created = Change::created(subject, region, &draft).state(draft.state.word());
        Ok(permit.commit(created, draft).and(begun))
    }
}
