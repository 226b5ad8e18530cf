//! 登记管护检查. Somebody looked at an asset, and this is how they found it.

use super::{has_come, named_asset, subject_of_inspection, was_there};
use crate::{
    ground::{
        authority::{Actor, action, officer_of},
        kernel::{AssetId, Day, FileId, settle},
        platform::{Stop, Tx, Work},
        trail::{Change, Committed},
    },
    office::{access::holder, files::use_files_at, policy::values_on},
    property::upkeep::{
        model::{Grade, Inspection, Risk},
        rules::{INSPECTED_IN_TIME, inspected_in_time},
        store,
    },
};

/// Records an inspection.
pub struct RecordInspection {
    /// Who.
    pub actor: Actor,
    /// Of which asset.
    pub asset: AssetId,
    /// The day; not after today.
    pub on: Day,
    /// How it was found.
    pub grade: Grade,
    /// What it asks of the next one.
    pub risk: Risk,
    /// What was found wanting.
    pub findings: Vec<String>,
    /// Photos.
    pub photos: Vec<FileId>,
    /// Remark.
    pub note: Option<String>,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
}

impl Work for RecordInspection {
    type Record = Committed<Inspection>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Inspection>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::INSPECTION_RECORD;
        holder.scope(wanted)?;
        let asset = named_asset(tx, &holder, self.asset).await?;
        let permit = holder.permit(wanted, &asset.region)?;
        let now = tx.now().await?;
        let mut photos = self.photos.clone();
        photos.sort_unstable();
        photos.dedup();
        let inspection = Inspection {
            id: tx.id(now),
            asset: asset.id,
            region: asset.region.clone(),
            on: self.on,
            grade: self.grade,
            risk: self.risk,
            findings: self.findings.clone(),
            photos,
            note: self.note.clone(),
            inspected_by: officer_of(&self.actor, wanted)?,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let subject = subject_of_inspection(&inspection);
        let named: Vec<_> =
            (0..).zip(&self.photos).map(|(n, file): (u32, _)| (format!("/file_ids/{n}"), *file)).collect();
        use_files_at(tx, &holder.seen(), subject, &named).await?;
        has_come(tx, self.on, "/inspected_on").await?;
        was_there(&asset, self.on, "/inspected_on")?;
        let last = store::last_inspection(tx, asset.id, self.on).await?;
        let values = values_on(tx.conn(), &asset.region, now.day()).await?;
        let days = last.as_ref().and_then(|last| values.days(last.risk.key()));
        let verdict = inspected_in_time(&asset.number, last.map(|last| last.on), days, self.on);
        settle(vec![values.judge(&INSPECTED_IN_TIME, now.day(), verdict)], &self.acknowledged)?;
        store::insert_inspection(tx, &inspection).await?;
        store::answer_dues(tx, asset.id, inspection.id, self.on, now).await?;
        Ok(permit.commit(Change::created(subject, &inspection.region, &inspection), inspection))
    }
}
