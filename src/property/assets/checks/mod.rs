//! The checks of assets, one file each.

mod drift;
mod gaps;
mod idle;
mod never_booked;
mod not_handed_over;
mod no_upkeep;
mod taken_twice;
mod under_booked;

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{model::Asset, store};
use crate::{
    ground::{kernel::Day, platform::Fault},
    office::{
        checks::{AuditCheck, Hit, Looked, Looking, Opinion},
        policy::Values,
    },
};

/// Every check of this room.
pub fn checks() -> Vec<Box<dyn AuditCheck>> {
    vec![
        Box::new(never_booked::NeverBooked),
        Box::new(under_booked::UnderBooked),
        Box::new(taken_twice::TakenTwice),
        Box::new(no_upkeep::NoUpkeep),
        Box::new(not_handed_over::NotHandedOver),
        Box::new(idle::Idle),
        Box::new(drift::Drift),
        Box::new(gaps::Gaps),
    ]
}

/// One look at cards as they stand, without what hangs on them.
fn over_cards<'a>(
    at: &'a Looking<'a>,
    judge: impl Fn(&Asset, &Values) -> Opinion + Send + Sync + 'a,
) -> BoxFuture<'a, Result<Looked, Fault>> {
    async move {
        let cards = store::cards_after(at.tx.conn(), at.after, at.most).await?;
        let judge = |card: &Asset, values: &Values| {
            if card.deleted_at.is_some() || !card.is_formed() { Opinion::Clean } else { judge(card, values) }
        };
        Ok(at.over(&cards, |card| (card.id.uuid(), &card.region), judge))
    }
    .boxed()
}

/// One hit at an asset.
fn hit(card: &Asset, figures: crate::ground::kernel::Facts) -> Opinion {
    let (subject, region) = (card.id.uuid(), card.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: card.tracks.original_value, figures }])
}

/// Whether more than so many days have passed since a day.
fn is_past(since: Day, days: u16, today: Day) -> bool {
    today.days_since(since) > i64::from(days)
}
