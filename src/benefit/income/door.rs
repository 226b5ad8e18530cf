//! What income asks of those who pay lists: whoever does stands above, and is joined in `server::app`.

use std::fmt::Debug;

use futures_util::future::BoxFuture;

use super::model::{FromLine, LateRow, OwnLine};
use crate::ground::{
    kernel::{IncomeYearId, OrganisationId, RegionCode},
    platform::{Fault, Tx},
};

/// Lines of lists that are an organisation's.
pub trait LineDoor: Debug + Send + Sync {
    /// A line of an approved list that is this organisation's, held with its plan: nothing is answered, sent back or annulled of it
    /// meanwhile. A line of somebody else, and a plan that there is not, are both nothing.
    fn own_line<'a>(
        &'a self,
        tx: &'a Tx,
        line: FromLine,
        of: OrganisationId,
    ) -> BoxFuture<'a, Result<Option<OwnLine>, Fault>>;

    /// Rows of banks that say that something was paid of lists of a year's pools, which had come to nothing, and that nobody has decided; none is taken
    /// in for the county of the region until the year is done with. Whoever asks holds the year.
    fn late_rows<'a>(
        &'a self,
        tx: &'a Tx,
        of: (IncomeYearId, &'a RegionCode),
    ) -> BoxFuture<'a, Result<Vec<LateRow>, Fault>>;
}
