//! 登记结果. What the registration office made of dwellings of a batch: a certificate each, or the reason for none.

use std::collections::HashMap;

use super::{batch_changed, batch_subject, file_batch::known_units, has_come, unit_changed};
use crate::{
    ground::{
        authority::{Actor, action, unknown},
        kernel::{
            Day, FileId, HousingUnitId, Instant, Money, Refusal, RegionCode, Scope, TitleBatchId, Verdict, settle,
        },
        platform::{Fault, Stop, Tx, Work, all_hold},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{access::holder, files::use_files, places::calendar, policy::values_on},
    property::housing::{
        HousingRefusal,
        model::{
            Certificate, HousingKind, HousingUnit, TitleBatch, TitleBatchState, TitleItem, TitleResult, UnitTitleState,
        },
        rules::{FREE_OF_CHARGE, IN_TIME, ONE_CERTIFICATE, free_of_charge, in_time, one_certificate},
        store,
    },
};

/// What a paper of the office says of a dwelling.
#[derive(Debug, Clone)]
pub struct Told {
    /// Which.
    pub unit: HousingUnitId,
    /// On which day it was decided.
    pub on: Day,
    /// The certificate's number.
    pub certificate_no: Option<String>,
    /// What was charged; nothing where it does not say.
    pub fee: Option<Money>,
    /// Why there is no certificate.
    pub reason: Option<String>,
}

impl Told {
    fn result(&self, paper: FileId) -> Result<TitleResult, HousingRefusal> {
        match (&self.certificate_no, &self.reason) {
            (Some(number), None) => {
                let certificate = Certificate { number: number.clone(), on: self.on };
                Ok(TitleResult::Registered { certificate, fee: self.fee.unwrap_or(Money::ZERO), paper })
            }
            (None, Some(reason)) if self.fee.is_none() => {
                Ok(TitleResult::Refused { on: self.on, reason: reason.clone(), paper })
            }
            _ => Err(HousingRefusal::ResultInPart),
        }
    }
}

/// Records results of a batch; the last of them ends it.
pub struct RecordResults {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: TitleBatchId,
    /// The version it was read at.
    pub if_match: String,
    /// The results.
    pub told: Vec<Told>,
    /// The office's paper.
    pub paper: FileId,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
}

impl RecordResults {
    /// The results by dwelling; each once, and of a dwelling that waits in this batch.
    fn sorted(
        &self,
        batch: &TitleBatch,
        units: &[HousingUnit],
    ) -> Result<HashMap<HousingUnitId, TitleResult>, HousingRefusal> {
        let mut results = HashMap::new();
        for told in &self.told {
            if results.insert(told.unit, told.result(self.paper)?).is_some() {
                return Err(HousingRefusal::Doubled);
            }
        }
        let waits = |unit: &HousingUnit| {
            batch.items.iter().any(|item| item.unit == unit.id && item.result == TitleResult::Pending)
        };
        match units.iter().find(|unit| !waits(unit)) {
            None => Ok(results),
            Some(unit) => {
                let (building, room) = (unit.building.clone(), unit.room.clone());
                Err(HousingRefusal::NotPending { building, room })
            }
        }
    }

    /// R23 of the latest decision, R23.1 of what was charged for resettlement, and R23.2, with the force that holds there on that day.
    async fn judge(
        &self,
        (tx, seen): (&Tx, &Scope),
        batch: &TitleBatch,
        submitted: Day,
        units: &[HousingUnit],
    ) -> Result<(), Stop> {
        let below = |t: &Told| t.fee.filter(|fee| fee.fen() < 0);
        if let Some((n, fee)) = self.told.iter().enumerate().find_map(|(n, t)| Some((n, below(t)?))) {
            let refusal = Refusal::from(HousingRefusal::FeeBelowZero { fee });
            return Err(refusal.placed(Some(&format!("/items/{n}/fee"))).into());
        }
        let last = self.told.iter().enumerate().max_by_key(|(_, t)| t.on);
        let (n, decided) = last.map_or((0, submitted), |(n, t)| (n, t.on));
        if let Some(on) = self.told.iter().map(|t| t.on).min().filter(|on| *on < submitted) {
            return Err(HousingRefusal::DecidedEarly { on, submitted }.into());
        }
        has_come(tx, decided, &format!("/items/{n}/decided_on")).await?;
        let free = |id: HousingUnitId| units.iter().any(|u| u.id == id && u.kind == HousingKind::Resettlement);
        let fees: Vec<Money> = self.told.iter().filter(|t| free(t.unit)).filter_map(|t| t.fee).collect();
        let days = calendar(tx.conn()).await?;
        let values = values_on(tx.conn(), &batch.region, decided).await?;
        let late = in_time(&batch.number, submitted, decided, &days);
        let charged = free_of_charge(&batch.number, &fees);
        let numbers: Vec<&str> = self.told.iter().filter_map(|t| t.certificate_no.as_deref()).collect();
        let twice = certificates_apart(tx, (batch.number.as_str(), &batch.region, seen), &numbers, None).await?;
        let checks = vec![
            values.judge(&IN_TIME, decided, late),
            values.judge(&FREE_OF_CHARGE, decided, charged),
            values.judge(&ONE_CERTIFICATE, decided, twice),
        ];
        settle(checks, &self.acknowledged)?;
        Ok(())
    }
}

/// R23.2 of some certificates of a batch or a dwelling, beside those that other dwellings of the county have. Those that lie elsewhere than whoever
/// asks sees are counted and not named.
pub(super) async fn certificates_apart(
    tx: &Tx,
    (of, region, seen): (&str, &RegionCode, &Scope),
    numbers: &[&str],
    own: Option<HousingUnitId>,
) -> Result<Verdict, Fault> {
    let county = region.county();
    let there = store::units_certified(tx.conn(), numbers).await?.into_iter();
    let there = there.filter(|u| county.covers(&u.region) && Some(u.id) != own);
    let place = |u: HousingUnit| (if seen.covers(&u.region) { u.called() } else { "…".to_owned() }, u.certificate);
    let there: Vec<(String, Certificate)> = there.map(place).filter_map(|(place, c)| Some((place, c?))).collect();
    let others: Vec<(&str, &str)> = there.iter().map(|(place, c)| (c.number.as_str(), place.as_str())).collect();
    Ok(one_certificate(of, numbers, &others))
}

/// The dwelling as the office left it.
fn decided(unit: &HousingUnit, result: &TitleResult, now: Instant) -> HousingUnit {
    match result {
        TitleResult::Registered { certificate, .. } => {
            unit.titled(UnitTitleState::Registered, Some(certificate.clone()), now)
        }
        TitleResult::Refused { .. } | TitleResult::Pending | TitleResult::Withdrawn => {
            unit.titled(UnitTitleState::Refused, None, now)
        }
    }
}

impl Work for RecordResults {
    type Record = Committed<TitleBatch>;

    async fn run(&self, tx: &Tx) -> Result<Committed<TitleBatch>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::TITLE_BATCH_RECORD_RESULTS;
        let before = store::lock_batch(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, batch_subject(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        let ids: Vec<HousingUnitId> = self.told.iter().map(|t| t.unit).collect();
        let units = store::lock_units(tx, &ids).await?;
        all_hold([
            known_units(&holder, &ids, &units, |n| format!("/items/{n}/housing_unit_id")),
            use_files(tx, &holder.seen(), batch_subject(&before), &[self.paper]).await,
        ])?;
        if before.state != TitleBatchState::Submitted {
            return Err(HousingRefusal::state_is(before.state).into());
        }
        let submitted = before.submitted_on.ok_or_else(|| Fault::inconsistent("a batch taken on no day"))?;
        let mut results = self.sorted(&before, &units)?;
        self.judge((tx, &holder.seen()), &before, submitted, &units).await?;
        let now = tx.now().await?;
        let mut changes: Vec<Change> = Vec::new();
        for unit in &units {
            let Some(result) = results.get(&unit.id) else { continue };
            let after = decided(unit, result, now);
            store::update_unit(tx, &after, unit.version).await?;
            changes.push(unit_changed(unit, &after));
        }
        let told = |item: &TitleItem| match results.remove(&item.unit) {
            Some(result) => TitleItem { unit: item.unit, result },
            None => item.clone(),
        };
        let items: Vec<TitleItem> = before.items.iter().map(told).collect();
        let after = TitleBatch { items, version: before.version + 1, updated_at: now, ..before.clone() };
        let state = if after.pending() == 0 { TitleBatchState::Done } else { TitleBatchState::Submitted };
        let after = TitleBatch { state, ..after };
        store::update_batch(tx, &after, before.version).await?;
        Ok(permit.commit(batch_changed(&before, &after), after).and(changes))
    }
}
