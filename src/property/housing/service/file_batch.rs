//! 编制与撤回登记批次. Dwellings of a site whose titles are applied for together.

use std::collections::HashSet;

use super::{batch_changed, batch_subject, unit_changed};
use crate::{
    ground::{
        authority::{Actor, Holder, action, officer_of, unknown},
        kernel::{
            FileId, HousingUnitId, NumberKind, Refusal, SiteId, SubjectKind, SubjectRef, TitleBatchId, Words as _,
        },
        platform::{Fault, Stop, Tx, Work, all_hold, next_number},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{
        access::holder,
        files::use_files,
        places::{Site, hold_site},
    },
    property::housing::{
        HousingRefusal,
        model::{HousingUnit, TitleBatch, TitleBatchState, TitleItem, TitleOutcome, TitleResult, UnitTitleState},
        store,
    },
};

/// Prepares a batch. All of its dwellings are in registration from then on, or none.
pub struct FileBatch {
    /// Who asks.
    pub actor: Actor,
    /// Of which site.
    pub site: SiteId,
    /// Which dwellings.
    pub units: Vec<HousingUnitId>,
    /// 申请材料.
    pub application: FileId,
    /// Remark.
    pub note: Option<String>,
}

/// Those of these dwellings that are not there, or lie outside the scope, each refused at its place in the list.
pub(super) fn known_units(
    holder: &Holder,
    wanted: &[HousingUnitId],
    found: &[HousingUnit],
    place: impl Fn(usize) -> String,
) -> Result<(), Stop> {
    let seen = holder.seen();
    let known =
        |id: &HousingUnitId| found.iter().any(|u| u.id == *id && u.deleted_at.is_none() && seen.covers(&u.region));
    let wrong = wanted.iter().enumerate().filter(|(_, id)| !known(id));
    let refusals = wrong.map(|(n, _)| Refusal::from(HousingRefusal::UnknownUnit).placed(Some(&place(n))));
    Refusal::joined(refusals).map_or(Ok(()), |refusal| Err(refusal.into()))
}

impl FileBatch {
    /// Of one site, each once, and none of them registered or waiting already.
    fn is_sane(&self, site: &Site, units: &[HousingUnit]) -> Result<(), HousingRefusal> {
        let distinct: HashSet<_> = self.units.iter().collect();
        if distinct.len() != self.units.len() {
            return Err(HousingRefusal::Doubled);
        }
        let place = |u: &HousingUnit| (u.building.clone(), u.room.clone());
        if let Some((building, room)) = units.iter().find(|u| u.site != site.id).map(place) {
            return Err(HousingRefusal::OfAnotherSite { building, room });
        }
        match units.iter().find(|u| !u.title.is_open()) {
            None => Ok(()),
            Some(unit) => {
                let (building, room) = place(unit);
                Err(HousingRefusal::NotOpen { building, room, state: unit.title })
            }
        }
    }
}

/// Puts the titles of locked dwellings into one state.
async fn put(tx: &Tx, units: &[HousingUnit], title: UnitTitleState) -> Result<Vec<Change>, Stop> {
    let now = tx.now().await?;
    store::update_units(tx, units, title, now).await?;
    Ok(units.iter().map(|before| unit_changed(before, &before.titled(title, None, now))).collect())
}

impl Work for FileBatch {
    type Record = Committed<TitleBatch>;

    async fn run(&self, tx: &Tx) -> Result<Committed<TitleBatch>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::TITLE_BATCH_FILE;
        let seen = holder.seen();
        let site = hold_site(tx, &seen, self.site, HousingRefusal::UnknownSite).await?;
        let permit = holder.permit(wanted, &site.region)?;
        let (now, units) = (tx.now().await?, store::lock_units(tx, &self.units).await?);
        let id: TitleBatchId = tx.id(now);
        let subject = SubjectRef::new(SubjectKind::TitleBatch, id);
        all_hold([
            known_units(&holder, &self.units, &units, |n| format!("/housing_unit_ids/{n}")),
            use_files(tx, &seen, subject, &[self.application]).await,
        ])?;
        self.is_sane(&site, &units)?;
        let batch = TitleBatch {
            id,
            number: next_number(tx, NumberKind::TitleBatch, &site.region).await?.to_string(),
            site: site.id,
            region: site.region.clone(),
            state: TitleBatchState::Prepared,
            application: self.application,
            submitted_on: None,
            receipt: None,
            withdraw_reason: None,
            note: self.note.clone(),
            filed_by: officer_of(&self.actor, wanted)?,
            items: self.units.iter().map(|unit| TitleItem { unit: *unit, result: TitleResult::Pending }).collect(),
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        store::insert_batch(tx, &batch).await?;
        let changes = put(tx, &units, UnitTitleState::InRegistration).await?;
        let change = Change::created(batch_subject(&batch), &batch.region, &batch).state(batch.state.word());
        Ok(permit.commit(change, batch).and(changes))
    }
}

/// Withdraws a batch: what the office has not decided is unregistered again.
pub struct WithdrawBatch {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: TitleBatchId,
    /// The version it was read at.
    pub if_match: String,
    /// Why.
    pub reason: String,
}

impl Work for WithdrawBatch {
    type Record = Committed<TitleBatch>;

    async fn run(&self, tx: &Tx) -> Result<Committed<TitleBatch>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::TITLE_BATCH_WITHDRAW;
        let before = store::lock_batch(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, batch_subject(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        if !before.state.is_open() {
            return Err(HousingRefusal::state_is(before.state).into());
        }
        let waiting = |item: &&TitleItem| item.result.outcome() == TitleOutcome::Pending;
        let ids: Vec<HousingUnitId> = before.items.iter().filter(waiting).map(|i| i.unit).collect();
        let units = store::lock_units(tx, &ids).await?;
        if units.len() != ids.len() {
            return Err(Fault::inconsistent("a dwelling of a batch is gone").into());
        }
        let withdrawn = |item: &TitleItem| match item.result.outcome() {
            TitleOutcome::Pending => TitleItem { result: TitleResult::Withdrawn, ..item.clone() },
            TitleOutcome::Registered | TitleOutcome::Refused | TitleOutcome::Withdrawn => item.clone(),
        };
        let after = TitleBatch {
            state: TitleBatchState::Withdrawn,
            withdraw_reason: Some(self.reason.clone()),
            items: before.items.iter().map(withdrawn).collect(),
            version: before.version + 1,
            updated_at: tx.now().await?,
            ..before.clone()
        };
        store::update_batch(tx, &after, before.version).await?;
        let changes = put(tx, &units, UnitTitleState::Unregistered).await?;
        Ok(permit.commit(batch_changed(&before, &after), after).and(changes))
    }
}
