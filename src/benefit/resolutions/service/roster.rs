//! Rosters against which the figures of a meeting are held: members, or of a shareholders' meeting who holds shares.

use std::collections::{BTreeMap, HashMap};

use crate::{
    benefit::{
        collectives::members_counted,
        resolutions::{
            model::{MeetingKind, Resolution},
            store,
        },
    },
    ground::{
        kernel::{CollectiveId, Day},
        platform::{ConnectionTrait, Fault},
    },
};

/// Which body met on which day, and who of it.
pub type Met = (CollectiveId, Day, MeetingKind);

/// The meeting of a resolution.
pub const fn met(r: &Resolution) -> Met {
    (r.collective, r.meeting_on, r.meeting)
}

/// How many stand on the roster of each of these meetings; no entry where nobody does. One statement for each day and sort of roster.
pub async fn rosters(conn: &impl ConnectionTrait, wanted: &[Met]) -> Result<HashMap<Met, u64>, Fault> {
    let (of_holders, others): (Vec<Met>, Vec<Met>) =
        wanted.iter().copied().partition(|(.., meeting)| *meeting == MeetingKind::Shareholders);
    let keys: Vec<(CollectiveId, Day)> = others.iter().map(|(body, on, _)| (*body, *on)).collect();
    let members = members_counted(conn, &keys).await?;
    let counted = |met: Met| Some((met, members.get(&(met.0, met.1)).copied()?));
    let mut found: HashMap<Met, u64> = others.into_iter().filter_map(counted).collect();
    let mut days: BTreeMap<Day, Vec<CollectiveId>> = BTreeMap::new();
    for (body, on, _) in of_holders {
        days.entry(on).or_default().push(body);
    }
    for (on, bodies) in days {
        let holders = store::holders_of_each(conn, &bodies, on).await?;
        found.extend(holders.into_iter().map(|(body, count)| ((body, on, MeetingKind::Shareholders), count)));
    }
    Ok(found)
}

/// How many stand on the roster of one.
pub async fn roster_of(conn: &impl ConnectionTrait, r: &Resolution) -> Result<u64, Fault> {
    let met = met(r);
    Ok(rosters(conn, &[met]).await?.remove(&met).unwrap_or_default())
}
