//! Reading accounts of payees, masked.

use super::subject_of;
use crate::{
    benefit::payees::{
        model::{PayeeAccount, PayeeAccountQuery},
        store,
    },
    ground::{
        authority::{Action, Holder, action, unknown},
        kernel::{PayeeAccountId, RegionCode},
        platform::{Db, Listing, Page, Sealer, Stop},
    },
    office::people::persons_shown,
};

/// An account with how its holder is called, masked.
#[derive(Debug, Clone)]
pub struct ShownAccount {
    /// The account.
    pub account: PayeeAccount,
    /// How its holder is called.
    pub name: String,
}

/// One account.
pub async fn read_account(
    (db, sealer): (&Db, &Sealer),
    holder: &Holder,
    id: PayeeAccountId,
) -> Result<ShownAccount, Stop> {
    let wanted = &action::PAYEE_ACCOUNT_READ;
    let account = store::find_account(db.read(), sealer, id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, subject_of(&account), &account.region)?;
    let person = persons_shown(db.read(), sealer, &[account.person]).await?.remove(&account.person);
    Ok(ShownAccount { account, name: person.map(|p| p.name.to_string()).unwrap_or_default() })
}

/// Accounts in the holder's regions.
pub async fn list_accounts(
    (db, sealer): (&Db, &Sealer),
    (holder, wanted): (&Holder, &'static Action),
    region: Option<&RegionCode>,
    query: PayeeAccountQuery,
    listing: &Listing,
) -> Result<Page<ShownAccount>, Stop> {
    let scope = holder.scope_within(wanted, region)?;
    let page = store::list_accounts(db.read(), sealer, (&scope, query), listing, db.now().await?).await?;
    let ids: Vec<_> = page.items.iter().map(|a| a.person).collect();
    let persons = persons_shown(db.read(), sealer, &ids).await?;
    Ok(page.map(|account| {
        let name = persons.get(&account.person).map(|p| p.name.to_string()).unwrap_or_default();
        ShownAccount { account, name }
    }))
}
