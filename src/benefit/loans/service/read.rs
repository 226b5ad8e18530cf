//! Reading loans.

use super::subject_of;
use crate::{
    benefit::loans::{
        model::{Loan, LoanQuery},
        store,
    },
    ground::{
        authority::{Action, Holder, action, unknown},
        kernel::{CollectiveLoanId, RegionCode},
        platform::{Db, Listing, Page, Stop},
    },
};

/// One loan.
pub async fn read_loan(db: &Db, holder: &Holder, id: CollectiveLoanId) -> Result<Loan, Stop> {
    let wanted = &action::COLLECTIVE_LOAN_READ;
    let found = store::find_loan(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, subject_of(id), &found.region)?;
    Ok(found)
}

/// Loans of bodies in the holder's regions, by the right to this reading of them.
pub async fn list_loans(
    db: &Db,
    (holder, wanted): (&Holder, &'static Action),
    region: Option<&RegionCode>,
    query: LoanQuery,
    listing: &Listing,
) -> Result<Page<Loan>, Stop> {
    let scope = holder.scope_within(wanted, region)?;
    Ok(store::list_loans(db.read(), &scope, query, listing, db.now().await?).await?)
}
