//! Reading asset classes.

use crate::{
    ground::{
        authority::{Holder, action},
        platform::{Db, Stop},
    },
    property::assets::{model::AssetClass, store},
};

/// Every class, for every login.
pub async fn list_classes(db: &Db, holder: &Holder) -> Result<Vec<AssetClass>, Stop> {
    holder.scope(&action::ASSET_CLASS_READ)?;
    Ok(store::list_classes(db.read()).await?)
}
