//! Reading transfers.

use super::subject_of;
use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{RegionCode, TransferId},
        platform::{Db, Listing, Page, Stop},
    },
    property::transfers::{
        model::{Transfer, TransferQuery},
        store,
    },
};

/// One transfer with its list.
pub async fn read_transfer(db: &Db, holder: &Holder, id: TransferId) -> Result<Transfer, Stop> {
    let transfer = store::find_transfer(db.read(), id).await?.ok_or_else(|| unknown(&action::TRANSFER_READ))?;
    let _permit = holder.permit_on(&action::TRANSFER_READ, subject_of(&transfer), &transfer.region)?;
    Ok(transfer)
}

/// Transfers in the holder's regions.
pub async fn list_transfers(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &TransferQuery,
    listing: &Listing,
) -> Result<Page<Transfer>, Stop> {
    let scope = holder.scope_within(&action::TRANSFER_READ, region)?;
    Ok(store::list_transfers(db.read(), &scope, query, listing, db.now().await?).await?)
}
