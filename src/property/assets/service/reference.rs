//! Classes and assets of public sources, loaded as they stand.

use super::subject_of;
use crate::{
    ground::{
        authority::{Permit, action},
        kernel::{Day, Digest, Layer, Money, NumberKind},
        platform::{Fault, Stop, Tx, Work, mark_loaded, next_number, replace_external_ids},
        trail::{Change, Committed},
    },
    office::places::{loaded, region_on},
    property::assets::{
        model::{Asset, AssetClass, AssetEvent, Stand, ValueState},
        store,
    },
};

/// Name under which the asset classes are noted as loaded.
pub const ASSET_CLASSES: &str = "asset_classes";

/// The published classifications, as far as public sources gave them.
pub struct LoadAssetClasses {
    digest: Digest,
    classes: Vec<AssetClass>,
}

impl LoadAssetClasses {
    /// From the text of `asset_classes.csv`: standard, code, name, level, parent_code, source.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let row = |(line, record): (usize, csv::Result<csv::StringRecord>)| {
            let record = record.map_err(|_| Fault::inconsistent(format!("asset_classes.csv, line {}", line + 2)))?;
            let field = |n: usize| record.get(n).unwrap_or_default().to_owned();
            let parent = Some(field(4)).filter(|p| !p.is_empty());
            let (edition, code, name, level, source) = (field(0), field(1), field(2), field(3), field(5));
            Ok(AssetClass { edition, code, name, level, parent, source })
        };
        let records = csv::Reader::from_reader(text.as_bytes()).into_records();
        let classes = records.enumerate().map(row).collect::<Result<_, Fault>>()?;
        Ok(Self { digest: Digest::of(text.as_bytes()), classes })
    }
}

impl Work for LoadAssetClasses {
    type Record = Committed<()>;

    async fn run(&self, tx: &Tx) -> Result<Committed<()>, Stop> {
        store::upsert_classes(tx, &self.classes).await?;
        mark_loaded(tx, ASSET_CLASSES, &self.digest).await?;
        Ok(loaded(ASSET_CLASSES, &self.digest, self.classes.len()))
    }
}

/// An asset of the reference layer, as existing stock. Id, number, version and instants are given here.
pub struct LoadAsset {
    /// The card; its tracks are told by what follows.
    pub asset: Asset,
    /// The value that the source states, on the day of the intake.
    pub stated: Option<Money>,
}

impl Work for LoadAsset {
    type Record = Committed<Asset>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Asset>, Stop> {
        let now = tx.now().await?;
        let on: Day = self.asset.base_on.unwrap_or_else(|| now.day());
        region_on(tx, &self.asset.region, now.day()).await?;
        let stand = self.stated.map(|amount| Stand::Value { state: ValueState::Stated, amount: Some(amount) });
        let asset = Asset {
            id: tx.id(now),
            number: next_number(tx, NumberKind::Asset, &self.asset.region).await?.to_string(),
            tracks: stand.iter().fold(self.asset.tracks.clone(), |tracks, stand| tracks.told(stand, on)),
            layer: Layer::Reference,
            version: 1,
            created_at: now,
            updated_at: now,
            ..self.asset.clone()
        };
        let subject = subject_of(&asset);
        store::insert_asset(tx, &asset).await?;
        replace_external_ids(tx, subject, &[], &asset.external_ids).await?;
        let permit = Permit::for_job("reference", &action::REFERENCE_LOAD);
        let event = |stand: Stand| AssetEvent {
            id: tx.id(now),
            asset: asset.id,
            stand,
            on,
            file: None,
            reason: None,
            recorded_by: permit.actor().principal.to_string(),
            version: 1,
            at: now,
        };
        store::append_events(tx, &stand.into_iter().map(event).collect::<Vec<_>>()).await?;
        Ok(permit.commit(Change::created(subject, &asset.region, &asset), asset))
    }
}
