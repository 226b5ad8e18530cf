//! Reading transfers.

use super::{returned_of, subject_of};
use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{RegionCode, TransferId},
        platform::{Db, Listing, Page, Stop},
    },
    office::approvals::last_returns,
    property::transfers::{
        model::{Transfer, TransferQuery},
        store,
    },
};

/// One transfer with its list.
pub async fn read_transfer(db: &Db, holder: &Holder, id: TransferId) -> Result<Transfer, Stop> {
    let transfer = store::find_transfer(db.read(), id).await?.ok_or_else(|| unknown(&action::TRANSFER_READ))?;
    let _permit = holder.permit_on(&action::TRANSFER_READ, subject_of(&transfer), &transfer.region)?;
    let returned = returned_of(db.read(), &transfer).await?;
    Ok(Transfer { returned, ..transfer })
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
    let mut page = store::list_transfers(db.read(), &scope, query, listing, db.now().await?).await?;
    let runs: Vec<_> = page.items.iter().filter_map(Transfer::returned_run).collect();
    let said = last_returns(db.read(), &runs).await?;
    for t in &mut page.items {
        t.returned = t.returned_run().and_then(|run| said.get(&run).cloned());
    }
    Ok(page)
}
