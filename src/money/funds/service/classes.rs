//! Reading budget classes.

use crate::{
    ground::{
        authority::{Holder, action},
        kernel::ClassCode,
        platform::{ConnectionTrait, Db, Fault, Stop},
    },
    money::funds::{model::BudgetClass, store},
};

/// Code and name of a class in a scheme, as papers show them; the code alone where no public source gave its name.
pub async fn class_title(conn: &impl ConnectionTrait, scheme: &str, code: &ClassCode) -> Result<String, Fault> {
    let name = store::find_class_name(conn, scheme, code).await?;
    Ok(name.map_or_else(|| code.to_string(), |name| format!("{code} {name}")))
}

/// Every class, for every login.
pub async fn list_classes(db: &Db, holder: &Holder) -> Result<Vec<BudgetClass>, Stop> {
    holder.scope(&action::CLASS_READ)?;
    Ok(store::list_classes(db.read()).await?)
}
