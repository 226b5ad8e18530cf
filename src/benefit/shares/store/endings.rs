//! Rows of ends of schemes that were taken back.

use ::entity::share_ending_undone;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::ground::{
    kernel::{ResolutionId, ShareSchemeId},
    platform::{Fault, Tx, insert},
};

/// Writes that the end of a scheme by a vote was taken back.
pub async fn insert_undone(tx: &Tx, vote: ResolutionId, scheme: ShareSchemeId) -> Result<(), Fault> {
    insert(tx, share_ending_undone::Model { resolution_id: vote.uuid(), scheme_id: scheme.uuid() }).await
}

/// The schemes that ended by a vote and came back.
pub async fn undone_by(conn: &impl ConnectionTrait, vote: ResolutionId) -> Result<Vec<ShareSchemeId>, Fault> {
    let select = share_ending_undone::Entity::find().filter(share_ending_undone::Column::ResolutionId.eq(vote.uuid()));
    Ok(select.all(conn).await?.into_iter().map(|row| row.scheme_id.into()).collect())
}
