//! Rows of yearly reviews.

use std::collections::HashMap;

use ::entity::roll_review;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use crate::{
    benefit::rolls::model::Review,
    ground::{
        kernel::{Day, Instant, RollId},
        platform::{Fault, Tx, insert},
    },
};

fn from_row(row: roll_review::Model) -> Review {
    Review {
        roll: row.roll_id.into(),
        n: row.n,
        on: Day::from_date(row.reviewed_on),
        paper: row.file_id.into(),
        note: row.note,
        by: row.recorded_by.into(),
        at: Instant::from_millis(row.recorded_at_ms),
    }
}

pub async fn insert_review(tx: &Tx, review: &Review) -> Result<(), Fault> {
    let row = roll_review::Model {
        roll_id: review.roll.uuid(),
        n: review.n,
        reviewed_on: review.on.date(),
        file_id: review.paper.uuid(),
        note: review.note.clone(),
        recorded_by: review.by.uuid(),
        recorded_at_ms: review.at.millis(),
    };
    insert(tx, row).await
}

/// Every review of a roll, in their order: one a year.
pub async fn reviews_of(conn: &impl ConnectionTrait, roll: RollId) -> Result<Vec<Review>, Fault> {
    let select = roll_review::Entity::find()
        .filter(roll_review::Column::RollId.eq(roll.uuid()))
        .order_by_asc(roll_review::Column::N);
    Ok(select.all(conn).await?.into_iter().map(from_row).collect())
}

/// On which day each of these rolls was reviewed last, in one query.
pub async fn last_reviews(conn: &impl ConnectionTrait, rolls: &[RollId]) -> Result<HashMap<RollId, Day>, Fault> {
    use roll_review::Column;
    if rolls.is_empty() {
        return Ok(HashMap::new());
    }
    let select = roll_review::Entity::find()
        .filter(Column::RollId.is_in(rolls.iter().map(|r| r.uuid())))
        .select_only()
        .column(Column::RollId)
        .expr_as(Column::ReviewedOn.max(), "last")
        .group_by(Column::RollId);
    let rows: Vec<(Uuid, sea_orm::prelude::Date)> = select.into_tuple().all(conn).await?;
    Ok(rows.into_iter().map(|(roll, on)| (roll.into(), Day::from_date(on))).collect())
}
