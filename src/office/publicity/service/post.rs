//! 张贴. A draft hangs at its places from a day on, each shown by a photo, for as long as it must (R108).

use super::{
    Act, Locked, between,
    exceptions::{PREPARED_BY, standing},
    next, plain, stands, subject_of,
    unsettled::{hold_all, no_other},
    write_back,
};
use crate::{
    ground::{
        authority::{action, officer_of},
        kernel::{Calendar, Check, Day, FileId, OfficerId},
        platform::{Fault, Stop, Tx, Work},
        trail::Committed,
    },
    office::{
        files::use_files_at,
        places::calendar,
        policy::{Exception, Hand, pass, spend, values_on},
        publicity::{
            PublicityRefusal,
            model::{Place, Posting, PostingState, Profile, TermBegun, WebCopy},
            rules::{LONG_ENOUGH, long_enough},
        },
    },
};

/// A place where it hangs.
#[derive(Debug, Clone)]
pub struct NewPlace {
    /// What kind of place.
    pub profile: Profile,
    /// Which.
    pub name: String,
    /// 起始照片.
    pub file: FileId,
}

/// Posts a draft.
pub struct PostPosting {
    /// The act.
    pub act: Act,
    /// From which day; not after today.
    pub on: Day,
    /// Where.
    pub places: Vec<NewPlace>,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
}

/// The first year on the way of a span that has no calendar.
fn unknown_year(calendar: &Calendar, from: Day) -> PublicityRefusal {
    let year = (from.year()..).find(|year| !calendar.knows_year(*year)).unwrap_or_else(|| from.year());
    PublicityRefusal::CalendarUnknown { year }
}

/// The term of a posting from a day on, recorded today, and what R108 says of it by the values of its first day.
pub(super) async fn measured(tx: &Tx, p: &Posting, from: Day) -> Result<(TermBegun, Check), Stop> {
    let span = p.span;
    let (calendar, today) = (calendar(tx.conn()).await?, tx.now().await?.day());
    let values = values_on(tx.conn(), &p.region, from).await?;
    let unknown = || unknown_year(&calendar, from);
    let required = match values.term(p.matter.key()) {
        Some(term) => Some((term.to_string(), term.last_day(from, &calendar).ok_or_else(unknown)?)),
        None => None,
    };
    let ends_on = span.ends_on(from, &calendar).ok_or_else(unknown)?;
    let seen_until = span.ends_on(today, &calendar).ok_or_else(|| unknown_year(&calendar, today))?;
    let term = TermBegun { from, ends_on, seen_until: seen_until.max(ends_on), required };
    let check = values.judge(&LONG_ENOUGH, from, long_enough(span, &term));
    Ok((term, check))
}

/// The same where it may begin, and the exceptions that this uses up.
pub(super) async fn begin(
    tx: &Tx,
    p: &Posting,
    from: Day,
    (by, acknowledged): (OfficerId, &[String]),
) -> Result<(TermBegun, Vec<Exception>), Stop> {
    let (term, check) = measured(tx, p, from).await?;
    let hand = Hand { prepared_by: &PREPARED_BY, officer: Some(by), acknowledged };
    let excepted = pass(tx, &standing(p, tx.now().await?.day()), vec![check], &hand).await?;
    Ok((term, excepted))
}

impl PostPosting {
    fn places(&self) -> Result<Vec<Place>, Fault> {
        let place = |(n, p): (usize, &NewPlace)| {
            let n = i32::try_from(n + 1).map_err(|_| Fault::inconsistent("more places than a body holds"))?;
            Ok(Place { n, profile: p.profile, name: p.name.clone(), start_file: p.file, end: None })
        };
        self.places.iter().enumerate().map(place).collect()
    }
}

impl Work for PostPosting {
    type Record = Committed<Posting>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Posting>, Stop> {
        hold_all(tx, self.act.id).await?;
        let Locked { holder, permit, before } = self.act.lock(tx, &action::POSTING_POST).await?;
        let photos: Vec<_> =
            self.places.iter().enumerate().map(|(n, p)| (format!("/places/{n}/file_id"), p.file)).collect();
        use_files_at(tx, &holder.seen(), subject_of(&before), &photos).await?;
        stands(&before, |state| state == PostingState::Draft)?;
        plain(self.places.iter().map(|p| p.name.as_str()))?;
        let now = tx.now().await?;
        // What an earlier revision was stopped for lies behind the next one: it hangs no earlier than that ended.
        let last = before.terms.iter().filter_map(|t| t.ended.map(|(_, on)| on)).max();
        between(self.on, last, now.day())?;
        if let Some(open) = before.unanswered().find(|o| o.suspends) {
            return Err(PublicityRefusal::Unanswered { n: open.n }.into());
        }
        no_other(tx.conn(), (before.matter, &before.subjects), Some(before.id)).await?;
        let by = officer_of(&self.act.actor, &action::POSTING_POST)?;
        let (term, excepted) = begin(tx, &before, self.on, (by, &self.acknowledged)).await?;
        let places = self.places()?;
        let outside = places.iter().filter(|p| p.profile.is_outside());
        let copies = outside.map(|p| WebCopy::of(before.revision, p));
        let mut after = Posting {
            state: PostingState::Posted,
            copies: before.copies.iter().cloned().chain(copies).collect(),
            places: places.clone(),
            posted_by: Some(by),
            ..next(tx, &before).await?
        };
        after.begun(term, now);
        let change = write_back(tx, &before, &after).await?;
        let spent = spend(tx, &excepted, (subject_of(&after), after.version)).await?;
        Ok(permit.commit(change, after).and(spent))
    }
}

#[cfg(test)]
mod tests {
    use super::unknown_year;
    use crate::{
        ground::kernel::{Calendar, Day, DayKind},
        office::publicity::PublicityRefusal,
    };

    #[test]
    fn the_year_that_is_told_is_the_first_without_its_calendar() {
        let calendar =
            Calendar::new([(Day::of(2023, 1, 1), DayKind::Holiday), (Day::of(2024, 1, 1), DayKind::Holiday)]);
        assert_eq!(unknown_year(&calendar, Day::of(2023, 12, 1)), PublicityRefusal::CalendarUnknown { year: 2025 });
    }
}
