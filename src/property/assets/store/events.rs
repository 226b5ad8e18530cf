//! Rows of events. Appended, never changed: the database refuses it.

use std::collections::HashMap;

use ::entity::asset_event;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};

use crate::{
    ground::{
        kernel::{AssetId, Day, Instant, Money, Words as _},
        platform::{Fault, Tx, insert_rows, money_of, read_in_order, word},
    },
    property::assets::model::{AssetEvent, Stand, Track},
};

read_in_order!(
    EventRow,
    asset_event {
        seq,
        id,
        asset_id,
        track,
        state,
        on_day,
        amount_fen,
        title_level,
        title_certificate,
        file_id,
        reason,
        recorded_by,
        asset_version,
        at_ms
    }
);

fn to_row(e: &AssetEvent) -> asset_event::ActiveModel {
    let (amount, level, certificate) = match &e.stand {
        Stand::Value { amount, .. } => (*amount, None, None),
        Stand::Title { level, certificate, .. } => (None, *level, certificate.clone()),
        Stand::Handover { .. } | Stand::Duty { .. } | Stand::Use { .. } => (None, None, None),
    };
    asset_event::ActiveModel {
        seq: NotSet,
        id: Set(e.id.uuid()),
        asset_id: Set(e.asset.uuid()),
        track: Set(e.stand.track().word().into()),
        state: Set(e.stand.word().into()),
        on_day: Set(e.on.date()),
        amount_fen: Set(amount.map(Money::fen)),
        title_level: Set(level.map(|l| l.word().into())),
        title_certificate: Set(certificate),
        file_id: Set(e.file.map(|f| f.uuid())),
        reason: Set(e.reason.clone()),
        recorded_by: Set(e.recorded_by.clone()),
        asset_version: Set(e.version),
        at_ms: Set(e.at.millis()),
    }
}

fn from_row(row: asset_event::Model) -> Result<AssetEvent, Fault> {
    let stand = match word::<Track>(&row.track)? {
        Track::Value => Stand::Value { state: word(&row.state)?, amount: row.amount_fen.map(money_of).transpose()? },
        Track::Title => Stand::Title {
            state: word(&row.state)?,
            level: row.title_level.as_deref().map(word).transpose()?,
            certificate: row.title_certificate,
        },
        Track::Handover => Stand::Handover { state: word(&row.state)? },
        Track::Duty => Stand::Duty { state: word(&row.state)? },
        Track::Use => Stand::Use { state: word(&row.state)? },
    };
    Ok(AssetEvent {
        id: row.id.into(),
        asset: row.asset_id.into(),
        stand,
        on: Day::from_date(row.on_day),
        file: row.file_id.map(Into::into),
        reason: row.reason,
        recorded_by: row.recorded_by,
        version: row.asset_version,
        at: Instant::from_millis(row.at_ms),
    })
}

/// Appends events in their order.
pub async fn append_events(tx: &Tx, events: &[AssetEvent]) -> Result<(), Fault> {
    insert_rows(tx, events.iter().map(to_row).collect()).await
}

/// Everything that happened to some assets until the end of a day, or until now, in the order in which it was recorded.
pub async fn events_of(
    conn: &impl ConnectionTrait,
    ids: &[AssetId],
    until: Option<Day>,
) -> Result<HashMap<AssetId, Vec<AssetEvent>>, Fault> {
    use asset_event::Column;
    let select = asset_event::Entity::find()
        .filter(Column::AssetId.is_in(ids.iter().map(|id| id.uuid())))
        .order_by_asc(Column::Seq);
    let select = match until {
        Some(day) => select.filter(Column::OnDay.lte(day.date())),
        None => select,
    };
    let mut found: HashMap<AssetId, Vec<AssetEvent>> = HashMap::new();
    for EventRow(row) in select.into_model::<EventRow>().all(conn).await? {
        found.entry(row.asset_id.into()).or_default().push(from_row(row)?);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use ::entity::asset_event;
    use sea_orm::{IdenStatic as _, Iterable as _};

    use super::EventRow;

    #[test]
    fn an_event_is_read_in_the_order_in_which_it_is_asked_for() {
        let columns: Vec<&str> = asset_event::Column::iter().map(|column| column.as_str()).collect();
        assert_eq!(EventRow::FIELDS, columns);
    }
}
