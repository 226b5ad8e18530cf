//! Reading budget classes.

use crate::{
    ground::{
        authority::{Holder, action},
        platform::{Db, Stop},
    },
    money::funds::{model::BudgetClass, store},
};

/// Every class, for every login.
pub async fn list_classes(db: &Db, holder: &Holder) -> Result<Vec<BudgetClass>, Stop> {
    holder.scope(&action::CLASS_READ)?;
    Ok(store::list_classes(db.read()).await?)
}
