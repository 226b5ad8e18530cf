//! Rows of corrections.

use ::entity::asset_correction;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, entity::prelude::Date, sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{AssetId, Day, Instant, Words as _},
        platform::{Fault, Tx, insert, word},
    },
    property::assets::model::{Correction, CorrectionState, Origin},
};

fn to_row(c: &Correction) -> asset_correction::Model {
    let date = |day: Option<Day>| day.map(|d| d.date());
    asset_correction::Model {
        id: c.id.uuid(),
        asset_id: c.asset.uuid(),
        was_project_id: c.was.project.map(|p| p.uuid()),
        project_id: c.right.project.map(|p| p.uuid()),
        was_contract_id: c.was.contract.map(|p| p.uuid()),
        contract_id: c.right.contract.map(|p| p.uuid()),
        was_accepted_on: date(c.was.accepted_on),
        accepted_on: date(c.right.accepted_on),
        was_delivered_on: date(c.was.delivered_on),
        delivered_on: date(c.right.delivered_on),
        file_id: c.file.uuid(),
        reason: c.reason.clone(),
        state: c.state.word().into(),
        proposed_by: c.proposed.0.uuid(),
        proposed_at_ms: c.proposed.1.millis(),
        confirmed_by: c.confirmed.map(|(by, _)| by.uuid()),
        confirmed_at_ms: c.confirmed.map(|(_, at)| at.millis()),
        was_kind: c.was.kind.map(|k| k.word().into()),
        kind: c.right.kind.map(|k| k.word().into()),
        twin_id: c.twin.map(|t| t.uuid()),
        acknowledged: Some(c.acknowledged.join(" ")).filter(|text| !text.is_empty()),
        card_version: c.card_version,
    }
}

/// Kind, project, contract, 验收日期 and 交付日期 as a row has them.
fn origin(
    kind: Option<&str>,
    project: Option<Uuid>,
    contract: Option<Uuid>,
    days: [Option<Date>; 2],
) -> Result<Origin, Fault> {
    let [accepted_on, delivered_on] = days.map(|day| day.map(Day::from_date));
    let kind = kind.map(word).transpose()?;
    Ok(Origin { kind, project: project.map(Into::into), contract: contract.map(Into::into), accepted_on, delivered_on })
}

fn from_row(row: asset_correction::Model) -> Result<Correction, Fault> {
    let confirmed = row.confirmed_by.zip(row.confirmed_at_ms);
    let was_days = [row.was_accepted_on, row.was_delivered_on];
    let was = origin(row.was_kind.as_deref(), row.was_project_id, row.was_contract_id, was_days)?;
    let days = [row.accepted_on, row.delivered_on];
    let right = origin(row.kind.as_deref(), row.project_id, row.contract_id, days)?;
    let acknowledged = row.acknowledged.unwrap_or_default();
    Ok(Correction {
        id: row.id.into(),
        asset: row.asset_id.into(),
        was,
        right,
        twin: row.twin_id.map(Into::into),
        file: row.file_id.into(),
        reason: row.reason,
        acknowledged: acknowledged.split(' ').filter(|rule| !rule.is_empty()).map(str::to_owned).collect(),
        card_version: row.card_version,
        state: word(&row.state)?,
        proposed: (row.proposed_by.into(), Instant::from_millis(row.proposed_at_ms)),
        confirmed: confirmed.map(|(by, at)| (by.into(), Instant::from_millis(at))),
    })
}

/// Writes a correction that nobody else has confirmed, in the place of one that waits.
pub async fn propose_correction(tx: &Tx, c: &Correction) -> Result<(), Fault> {
    give_way(tx, c.asset).await?;
    insert(tx, to_row(c)).await
}

/// Writes that what waits of a card, if anything does, comes to nothing.
pub async fn give_way(tx: &Tx, asset: AssetId) -> Result<(), Fault> {
    use asset_correction::Column;
    asset_correction::Entity::update_many()
        .col_expr(Column::State, Expr::value(CorrectionState::Replaced.word()))
        .filter(Column::AssetId.eq(asset.uuid()))
        .filter(Column::State.eq(CorrectionState::Proposed.word()))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Writes that another officer has confirmed one that waits.
pub async fn confirm_correction(tx: &Tx, c: &Correction) -> Result<(), Fault> {
    use asset_correction::Column;
    let gone = || Fault::inconsistent(format!("a correction of asset {} does not wait", c.asset));
    let (by, at) = c.confirmed.ok_or_else(gone)?;
    let done = asset_correction::Entity::update_many()
        .col_expr(Column::State, Expr::value(c.state.word()))
        .col_expr(Column::ConfirmedBy, Expr::value(by.uuid()))
        .col_expr(Column::ConfirmedAtMs, Expr::value(at.millis()))
        .filter(Column::Id.eq(c.id.uuid()))
        .filter(Column::State.eq(CorrectionState::Proposed.word()))
        .exec(tx.conn())
        .await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(gone()) }
}

/// The corrections of a card, in the order in which they were proposed.
pub async fn corrections_of(conn: &impl ConnectionTrait, asset: AssetId) -> Result<Vec<Correction>, Fault> {
    let select = asset_correction::Entity::find()
        .filter(asset_correction::Column::AssetId.eq(asset.uuid()))
        .order_by_asc(asset_correction::Column::Id);
    select.all(conn).await?.into_iter().map(from_row).collect()
}
