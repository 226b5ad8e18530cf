//! The use cases of schemes, of the share register and of certificates.

pub mod adopt;
pub mod certificates;
pub mod deaths;
pub mod ending;
pub mod exports;
pub mod holds;
pub mod named;
pub mod opening_rows;
pub mod read;
pub mod record;
pub mod register;
pub mod reverse;
pub mod schemes;
pub mod votes;

use super::{
    SharesRefusal,
    model::{Certificate, Scheme, SchemeState, ShareTransaction},
    store,
};
use crate::ground::{
    authority::{Action, Actor, Holder, Permit, unknown},
    kernel::{Day, ShareSchemeId, SubjectKind, SubjectRef, Words as _},
    platform::{self, Stop, Tx},
    trail::Change,
    wire::match_version,
};
use crate::office::access::holder;

fn scheme_subject(scheme: &Scheme) -> SubjectRef {
    SubjectRef::new(SubjectKind::ShareScheme, scheme.id)
}

fn transaction_subject(transaction: &ShareTransaction) -> SubjectRef {
    SubjectRef::new(SubjectKind::ShareTransaction, transaction.id)
}

fn certificate_subject(certificate: &Certificate) -> SubjectRef {
    SubjectRef::new(SubjectKind::ShareCertificate, certificate.id)
}

fn changed(before: &Scheme, after: &Scheme) -> Change {
    let change = Change::changed(scheme_subject(after), &after.region, after.version, before, after);
    change.state(after.state.word())
}

/// A scheme that is held for an act, with the right to it.
struct Held {
    holder: Holder,
    permit: Permit,
    before: Scheme,
}

/// Holds a scheme that was read at a version, for an act.
async fn hold(
    tx: &Tx,
    actor: &Actor,
    wanted: &'static Action,
    (id, if_match): (ShareSchemeId, &str),
) -> Result<Held, Stop> {
    let holder = holder(tx, actor).await?;
    let before = store::lock_scheme(tx, id).await?.ok_or_else(|| unknown(wanted))?;
    let permit = holder.permit_on(wanted, scheme_subject(&before), &before.region)?;
    match_version(if_match, before.version)?;
    Ok(Held { holder, permit, before })
}

/// The scheme that is named at `/scheme_id`, locked: it lies in the holder's regions.
async fn hold_named(tx: &Tx, holder: &Holder, id: ShareSchemeId) -> Result<Scheme, Stop> {
    let found = store::lock_scheme(tx, id).await?.filter(|s| holder.seen().covers(&s.region));
    Ok(found.ok_or(SharesRefusal::UnknownScheme)?)
}

/// Whether a scheme is in one of these states.
fn in_state(scheme: &Scheme, wanted: &[SchemeState]) -> Result<(), SharesRefusal> {
    if wanted.contains(&scheme.state) { Ok(()) } else { Err(SharesRefusal::StateIs { state: scheme.state }) }
}

/// A day that has come; else the refusal of one that has not, at its place in the body.
async fn has_come(tx: &Tx, day: Day, place: &str) -> Result<(), Stop> {
    platform::has_come(tx, day, place, |today| SharesRefusal::DayAhead { day, today }).await
}
