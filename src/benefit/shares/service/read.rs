//! Reading schemes, registers as of any day, and what happened to shares.

use std::collections::BTreeMap;

use super::{named::Names, scheme_subject, transaction_subject};
use crate::{
    benefit::shares::{
        model::{Holding, HoldingQuery, Scheme, SchemeQuery, ShareClass, ShareTransaction, TransactionQuery, Whose},
        store::{self, Held},
    },
    ground::{
        authority::{Action, Holder, action, unknown},
        kernel::{Day, ExternalRef, RegionCode, ShareSchemeId, ShareTransactionId, SubjectKind},
        platform::{Db, Fault, Listing, Page, Sealer, Stop, only_named},
    },
};

/// One scheme, with the right to this reading of it.
async fn seen_scheme(db: &Db, holder: &Holder, id: ShareSchemeId, wanted: &'static Action) -> Result<Scheme, Stop> {
    let found = store::find_schemes(db.read(), &[id]).await?.pop().ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, scheme_subject(&found), &found.region)?;
    Ok(found)
}

/// One scheme.
pub async fn read_scheme(db: &Db, holder: &Holder, id: ShareSchemeId) -> Result<Scheme, Stop> {
    seen_scheme(db, holder, id, &action::SHARE_SCHEME_READ).await
}

/// Schemes of bodies in the holder's regions.
pub async fn list_schemes(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &SchemeQuery,
    listing: &Listing,
) -> Result<Page<Scheme>, Stop> {
    let scope = holder.scope_within(&action::SHARE_SCHEME_READ, region)?;
    Ok(store::list_schemes(db.read(), &scope, query, listing, db.now().await?).await?)
}

/// What of a scheme is held on a day.
#[derive(Debug, Clone)]
pub struct SchemeStanding {
    /// The scheme.
    pub scheme: Scheme,
    /// On which day.
    pub on: Day,
    /// Of each of its classes.
    pub classes: BTreeMap<ShareClass, Held>,
    /// How many have something.
    pub holders: i64,
}

/// What of a scheme is held on a day; today where none is named.
pub async fn read_standing(
    db: &Db,
    holder: &Holder,
    id: ShareSchemeId,
    as_of: Option<Day>,
) -> Result<SchemeStanding, Stop> {
    let scheme = seen_scheme(db, holder, id, &action::SHARE_SCHEME_READ_STANDING).await?;
    let on = match as_of {
        Some(day) => day,
        None => db.now().await?.day(),
    };
    if !scheme.holds_on(on) {
        return Ok(SchemeStanding { scheme, on, classes: BTreeMap::new(), holders: 0 });
    }
    let found = store::standing_on(db.read(), id, on).await?;
    Ok(SchemeStanding { scheme, on, classes: found.classes, holders: found.holders })
}

/// What somebody has, with how it is called, masked.
#[derive(Debug, Clone)]
pub struct ShownHolding {
    /// What.
    pub holding: Holding,
    /// How the holder is called.
    pub name: String,
}

/// Who has something of a scheme on a day, and what; today where none is named.
pub async fn list_holdings(
    (db, sealer): (&Db, &Sealer),
    (holder, wanted): (&Holder, &'static Action),
    (id, as_of): (ShareSchemeId, Option<Day>),
    query: HoldingQuery,
    listing: &Listing,
) -> Result<Page<ShownHolding>, Stop> {
    let scheme = seen_scheme(db, holder, id, wanted).await?;
    let now = db.now().await?;
    let on = as_of.unwrap_or_else(|| now.day());
    if !scheme.holds_on(on) {
        return Ok(Page::empty());
    }
    let page = store::list_holdings(db.read(), (id, on), query, listing, now).await?;
    let names = Names::of((db, sealer), page.items.iter().map(|h| h.holder.whose)).await?;
    Ok(page.map(|holding| ShownHolding { name: names.called(holding.holder.whose), holding }))
}

/// A transaction, with how those whom it changes are called, masked.
#[derive(Debug, Clone)]
pub struct ShownTransaction {
    /// The transaction.
    pub transaction: ShareTransaction,
    /// A name for each of its entries.
    pub names: Vec<String>,
}

async fn shown(parts: (&Db, &Sealer), found: Vec<ShareTransaction>) -> Result<Vec<ShownTransaction>, Fault> {
    let whose = found.iter().flat_map(|t| t.entries.iter().map(|e| e.holder.whose));
    let names = Names::of(parts, whose.collect::<Vec<Whose>>()).await?;
    let show = |transaction: ShareTransaction| {
        let names = transaction.entries.iter().map(|e| names.called(e.holder.whose)).collect();
        ShownTransaction { transaction, names }
    };
    Ok(found.into_iter().map(show).collect())
}

/// One transaction.
pub async fn read_transaction(
    parts: (&Db, &Sealer),
    holder: &Holder,
    id: ShareTransactionId,
) -> Result<ShownTransaction, Stop> {
    let wanted = &action::SHARE_TRANSACTION_READ;
    let found = store::find_transaction(parts.0.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, transaction_subject(&found), &found.region)?;
    let shown = shown(parts, vec![found]).await?.pop();
    Ok(shown.ok_or_else(|| Fault::inconsistent("a transaction that was just read"))?)
}

/// Transactions of registers in the holder's regions.
pub async fn list_transactions(
    parts: (&Db, &Sealer),
    holder: &Holder,
    region: Option<&RegionCode>,
    (query, external): (TransactionQuery, Option<ExternalRef>),
    listing: &Listing,
) -> Result<Page<ShownTransaction>, Stop> {
    let scope = holder.scope_within(&action::SHARE_TRANSACTION_READ, region)?;
    let now = parts.0.now().await?;
    let only = only_named(parts.0.read(), SubjectKind::ShareTransaction, external.as_ref()).await?;
    let Some(only) = only else { return Ok(Page::empty()) };
    let query = TransactionQuery { only: only.map(Into::into), ..query };
    let page = store::list_transactions(parts.0.read(), &scope, &query, listing, now).await?;
    Ok(Page { items: shown(parts, page.items).await?, next: page.next, total: page.total })
}
