//! What other rooms ask: whether something was posted before an act, where that is required (R108.1), and which postings there are.

use crate::{
    ground::{
        kernel::{AnyId, Check, Day, PostingId, RegionCode},
        platform::{ConnectionTrait, Fault},
    },
    office::{
        policy::values_on,
        publicity::{
            Posted,
            model::PostedMatter,
            rules::{POSTED_CLEAN, posted_clean},
            store,
        },
    },
};

/// A subject of an act that may have to be posted.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Which.
    pub id: AnyId,
    /// Its printed number.
    pub number: String,
    /// Since when it is what it is: what hung before that day was for another act, and is used up.
    pub since: Option<Day>,
}

/// R108.1 of an act on a day, with the values of that day. Where nothing is required nothing is asked.
pub async fn posting_asked(
    conn: &impl ConnectionTrait,
    (matter, region): (PostedMatter, &RegionCode),
    subjects: &[Wanted],
    on: Day,
) -> Result<Check, Fault> {
    let values = values_on(conn, region, on).await?;
    let required = values.term(matter.key()).map(|term| term.to_string());
    let mut unposted = Vec::new();
    if required.is_some() && !subjects.is_empty() {
        let ids: Vec<AnyId> = subjects.iter().map(|s| s.id).collect();
        let hung = store::closed_before(conn, matter, &ids, on).await?;
        let clean = |s: &&Wanted| hung.iter().any(|(id, from)| *id == s.id && s.since.is_none_or(|day| day <= *from));
        unposted.extend(subjects.iter().filter(|s| !clean(s)).map(|s| s.number.as_str()));
    }
    Ok(values.judge(&POSTED_CLEAN, on, posted_clean(required.as_deref(), &unposted, on)))
}

/// Those of these postings that there are, in one query.
pub async fn postings_by_id(conn: &impl ConnectionTrait, ids: &[PostingId]) -> Result<Vec<Posted>, Fault> {
    let found = store::briefs_of(conn, ids).await?.into_iter();
    Ok(found.map(|(id, number, region)| Posted { id: AnyId::new(id.uuid()), number, region }).collect())
}
