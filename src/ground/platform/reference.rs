//! Which reference tables have been loaded, by the digest of their text: loading again is harmless and cheap.

use ::entity::reference_load;
use sea_orm::{ConnectionTrait, EntityTrait, sea_query::OnConflict};

use super::{Fault, Tx};
use crate::ground::kernel::Digest;

/// True when this very text was loaded under this name.
pub async fn already_loaded(conn: &impl ConnectionTrait, name: &str, text: &Digest) -> Result<bool, Fault> {
    let row = reference_load::Entity::find_by_id(name).one(conn).await?;
    Ok(row.is_some_and(|r| r.sha256 == text.to_string()))
}

/// Notes that this text is loaded under this name.
pub async fn mark_loaded(tx: &Tx, name: &str, text: &Digest) -> Result<(), Fault> {
    let row = reference_load::ActiveModel {
        name: sea_orm::Set(name.into()),
        sha256: sea_orm::Set(text.to_string()),
        loaded_at_ms: sea_orm::Set(tx.now().await?.millis()),
    };
    let replace = OnConflict::column(reference_load::Column::Name)
        .update_columns([reference_load::Column::Sha256, reference_load::Column::LoadedAtMs])
        .to_owned();
    reference_load::Entity::insert(row).on_conflict(replace).exec_without_returning(tx.conn()).await?;
    Ok(())
}
