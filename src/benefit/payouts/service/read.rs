//! Reading forms, batches, payouts and rows of answers.

use std::collections::HashMap;

use super::{accounts_of, batch_subject, form_subject, payout_subject, recovery_subject, result_subject, store};
use crate::{
    benefit::{
        distributions::whose_of,
        payouts::model::{
            BankFormQuery, KeptForm, Payout, PayoutBatch, PayoutBatchQuery, PayoutQuery, PayoutRecovery,
            PayoutRecoveryQuery, PayoutResult, PayoutResultQuery,
        },
        shares::HolderNames,
    },
    ground::{
        authority::{Action, Holder, action, unknown},
        kernel::{BankFormId, PayoutBatchId, PayoutId, PayoutRecoveryId, PayoutResultId, RegionCode},
        platform::{Db, Fault, Listing, Page, Sealer, Stop},
    },
};

/// One form.
pub async fn read_form(db: &Db, holder: &Holder, id: BankFormId) -> Result<KeptForm, Stop> {
    let wanted = &action::BANK_FORM_READ;
    let found = store::find_form(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, form_subject(&found), &found.region)?;
    Ok(found)
}

/// Forms in the holder's regions.
pub async fn list_forms(
    db: &Db,
    (holder, wanted): (&Holder, &'static Action),
    region: Option<&RegionCode>,
    query: BankFormQuery,
    listing: &Listing,
) -> Result<Page<KeptForm>, Stop> {
    let scope = holder.scope_within(wanted, region)?;
    Ok(store::list_forms(db.read(), (&scope, query), listing, db.now().await?).await?)
}

/// One batch.
pub async fn read_batch(db: &Db, holder: &Holder, id: PayoutBatchId) -> Result<PayoutBatch, Stop> {
    let wanted = &action::PAYOUT_BATCH_READ;
    let found = store::find_batch(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, batch_subject(&found), &found.region)?;
    Ok(found)
}

/// Batches in the holder's regions.
pub async fn list_batches(
    db: &Db,
    (holder, wanted): (&Holder, &'static Action),
    region: Option<&RegionCode>,
    query: PayoutBatchQuery,
    listing: &Listing,
) -> Result<Page<PayoutBatch>, Stop> {
    let scope = holder.scope_within(wanted, region)?;
    Ok(store::list_batches(db.read(), (&scope, query), listing, db.now().await?).await?)
}

/// A payout with whom it pays and where, masked.
#[derive(Debug, Clone)]
pub struct ShownPayout {
    /// The payout.
    pub payout: Payout,
    /// How the holder is called.
    pub name: String,
    /// Bank and branch.
    pub bank_name: String,
    /// The account's last four digits.
    pub account_no: String,
}

/// Payouts with what is shown beside them, in a number of queries that does not hang on how many they are.
async fn shown((db, sealer): (&Db, &Sealer), payouts: Vec<Payout>) -> Result<Vec<ShownPayout>, Fault> {
    let conn = db.read();
    let holders = whose_of(conn, &payouts.iter().map(|p| p.holder.uuid()).collect()).await?;
    let names = HolderNames::of((db, sealer), holders.values().copied()).await?;
    let accounts = accounts_of(conn, sealer, &payouts).await?;
    let whole = |payout: Payout| match (holders.get(&payout.holder.uuid()), accounts.get(&payout.id)) {
        (Some(whose), Some((bank_name, number))) => {
            let (name, bank_name) = (names.called(*whose), bank_name.clone());
            Ok(ShownPayout { name, bank_name, account_no: number.to_string(), payout })
        }
        _ => Err(Fault::inconsistent(format!("payout {} of nobody, or into no account", payout.id))),
    };
    payouts.into_iter().map(whole).collect()
}

/// One payout.
pub async fn read_payout((db, sealer): (&Db, &Sealer), holder: &Holder, id: PayoutId) -> Result<ShownPayout, Stop> {
    let wanted = &action::PAYOUT_READ;
    let found = store::find_payout(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, payout_subject(&found), &found.region)?;
    let shown = shown((db, sealer), vec![found]).await?.pop();
    Ok(shown.ok_or_else(|| unknown(wanted))?)
}

/// Payouts in the holder's regions.
pub async fn list_payouts(
    (db, sealer): (&Db, &Sealer),
    (holder, wanted): (&Holder, &'static Action),
    region: Option<&RegionCode>,
    query: PayoutQuery,
    listing: &Listing,
) -> Result<Page<ShownPayout>, Stop> {
    let scope = holder.scope_within(wanted, region)?;
    let page = store::list_payouts(db.read(), (&scope, query), listing, db.now().await?).await?;
    let items = shown((db, sealer), page.items).await?;
    Ok(Page { items, next: page.next, total: page.total })
}

/// What was given back once of a payout.
pub async fn read_recovery(db: &Db, holder: &Holder, id: PayoutRecoveryId) -> Result<PayoutRecovery, Stop> {
    let wanted = &action::PAYOUT_RECOVERY_READ;
    let found = store::find_recovery(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, recovery_subject(&found), &found.region)?;
    Ok(found)
}

/// What was given back of payouts in the holder's regions.
pub async fn list_recoveries(
    db: &Db,
    (holder, wanted): (&Holder, &'static Action),
    region: Option<&RegionCode>,
    query: PayoutRecoveryQuery,
    listing: &Listing,
) -> Result<Page<PayoutRecovery>, Stop> {
    let scope = holder.scope_within(wanted, region)?;
    Ok(store::list_recoveries(db.read(), (&scope, query), listing, db.now().await?).await?)
}

/// The numbers of their payouts and of their plans, for tables.
pub async fn recovery_numbers(
    db: &Db,
    recoveries: &[PayoutRecovery],
) -> Result<HashMap<PayoutRecoveryId, (String, String)>, Fault> {
    store::recovery_numbers(db.read(), recoveries).await
}

/// One row of answers.
pub async fn read_result(db: &Db, holder: &Holder, id: PayoutResultId) -> Result<PayoutResult, Stop> {
    let wanted = &action::PAYOUT_RESULT_READ;
    let found = store::find_result(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, result_subject(&found), &found.region)?;
    Ok(found)
}

/// Rows of answers in the holder's regions.
pub async fn list_results(
    db: &Db,
    (holder, wanted): (&Holder, &'static Action),
    region: Option<&RegionCode>,
    query: PayoutResultQuery,
    listing: &Listing,
) -> Result<Page<PayoutResult>, Stop> {
    let scope = holder.scope_within(wanted, region)?;
    Ok(store::list_results(db.read(), (&scope, query), listing, db.now().await?).await?)
}
