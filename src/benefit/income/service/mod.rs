//! The use cases of what bodies earn, of their years and pools.

pub mod accounts;
pub mod close;
pub mod door;
pub mod entries;
pub mod exports;
pub mod lines;
pub mod read;
pub mod reads;
pub mod refunds;
pub mod schemes;
pub mod sources;
pub mod spendings;
pub mod years;

use super::{model::Year, store};
use crate::{
    benefit::collectives::{Collective, hold_body},
    ground::{
        authority::{Action, Actor, Holder, Permit, unknown},
        kernel::{
            IncomeEntryId, IncomePoolId, IncomeSchemeId, IncomeSpendingId, IncomeYearId, SubjectKind, SubjectRef,
            Words as _,
        },
        platform::{Stop, Tx},
        trail::Change,
        wire::match_version,
    },
    office::access::holder,
};

fn entry_subject(id: IncomeEntryId) -> SubjectRef {
    SubjectRef::new(SubjectKind::IncomeEntry, id)
}

fn scheme_subject(id: IncomeSchemeId) -> SubjectRef {
    SubjectRef::new(SubjectKind::IncomeScheme, id)
}

fn year_subject(id: IncomeYearId) -> SubjectRef {
    SubjectRef::new(SubjectKind::IncomeYear, id)
}

fn pool_subject(id: IncomePoolId) -> SubjectRef {
    SubjectRef::new(SubjectKind::IncomePool, id)
}

fn spending_subject(id: IncomeSpendingId) -> SubjectRef {
    SubjectRef::new(SubjectKind::IncomeSpending, id)
}

fn changed(before: &Year, after: &Year) -> Change {
    let change = Change::changed(year_subject(after.id), &after.region, after.version, before, after);
    change.state(after.state.word())
}

/// A year that is held for an act, after its body, with the right to it.
struct Held {
    holder: Holder,
    permit: Permit,
    before: Year,
    body: Collective,
}

/// Holds a year that was read at a version, for an act.
async fn hold(
    tx: &Tx,
    actor: &Actor,
    wanted: &'static Action,
    (id, if_match): (IncomeYearId, &str),
) -> Result<Held, Stop> {
    let holder = holder(tx, actor).await?;
    let found = store::find_year(tx.conn(), id).await?.ok_or_else(|| unknown(wanted))?;
    let permit = holder.permit_on(wanted, year_subject(found.id), &found.region)?;
    let body = hold_body(tx, &holder, found.collective).await?;
    let before = store::lock_year(tx, id).await?.ok_or_else(|| unknown(wanted))?;
    match_version(if_match, before.version)?;
    Ok(Held { holder, permit, before, body })
}
