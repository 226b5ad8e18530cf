//! 网页公示副本. What a revision shows outside, on a page or in a paper that keeps it until somebody takes it down.

use serde::Serialize;

use super::{Place, Posting, Profile};
use crate::ground::kernel::{Day, OfficerId};

/// The policy value that says within how many days after its term it is taken down.
pub const KEEP: &str = "publicity.web_keep_days";

/// 网页公示副本.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WebCopy {
    /// Which revision it shows.
    pub revision: i32,
    /// Its number among the places of that.
    pub n: i32,
    /// What kind of place.
    pub profile: Profile,
    /// Which page.
    pub name: String,
    /// 撤下日期, and who recorded it.
    pub down: Option<(Day, OfficerId)>,
}

impl WebCopy {
    /// What a place outside shows from now on.
    pub fn of(revision: i32, place: &Place) -> Self {
        Self { revision, n: place.n, profile: place.profile, name: place.name.clone(), down: None }
    }
}

impl Profile {
    /// Whether it is read outside of the village: a board shows who passes by, a page shows the world.
    pub const fn is_outside(self) -> bool {
        matches!(self, Self::Web | Self::Press)
    }
}

impl Posting {
    /// The last day on which a revision had to be shown; `None` where it was never posted, or hangs until somebody closes it.
    pub fn shown_until(&self, revision: i32) -> Option<Day> {
        if revision == self.revision && self.state.hangs() {
            return None;
        }
        let last = |ended: Option<Day>, ends_on: Day| ended.map_or(ends_on, |on| on.min(ends_on));
        let own = self.terms.iter().filter(|t| t.revision == revision);
        own.map(|t| last(t.ended.map(|(_, on)| on), t.ends_on)).max()
    }

    /// The last day on which the page of a revision may still show it, where the region says how long.
    pub fn kept_until(&self, revision: i32, keep: Option<u16>) -> Option<Day> {
        Some(self.shown_until(revision)?.plus_days(keep?))
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        ground::kernel::{Day, Digest, Instant, Layer},
        office::publicity::model::{Ending, PostedMatter, Posting, PostingState, Span, Term},
    };

    /// A draft of seven days about nothing.
    fn blank() -> Posting {
        let at = Instant::from_millis(0);
        Posting {
            id: uuid::Uuid::nil().into(),
            number: String::new(),
            region: "431026102".parse().unwrap(),
            matter: PostedMatter::Title,
            title: String::new(),
            hotline: String::new(),
            decision: None,
            span: Span::of(Some(7), None).unwrap(),
            state: PostingState::Draft,
            revision: 1,
            lines: 0,
            digest: Digest::of(b""),
            subjects: Vec::new(),
            places: Vec::new(),
            copies: Vec::new(),
            terms: Vec::new(),
            objections: Vec::new(),
            filed_by: uuid::Uuid::nil().into(),
            posted_by: None,
            closed: None,
            proof: None,
            end_reason: None,
            layer: Layer::Own,
            version: 1,
            created_at: at,
            updated_at: at,
        }
    }

    fn term(revision: i32, ends: u32, ended: Option<(Ending, u32)>) -> Term {
        Term {
            n: 1,
            revision,
            digest: Digest::of(b""),
            from: Day::of(2023, 3, 1),
            ends_on: Day::of(2023, 3, ends),
            seen_until: Day::of(2023, 3, ends),
            required: None,
            recorded_at: Day::of(2023, 3, 1).begins_at(),
            ended: ended.map(|(ending, on)| (ending, Day::of(2023, 3, on))),
        }
    }

    #[test]
    fn a_page_is_over_with_the_term_of_its_revision() {
        let until = |state, terms: Vec<Term>, revision| {
            Posting { state, revision: 2, terms, ..blank() }.shown_until(revision).map(|d| d.to_string())
        };
        let day = |d: &str| Some(format!("2023-03-{d}"));
        assert_eq!(until(PostingState::Draft, vec![], 2), None, "nothing was shown yet");
        assert_eq!(until(PostingState::Posted, vec![term(2, 8, None)], 2), None, "it hangs until somebody closes it");
        let closed = vec![term(2, 8, Some((Ending::Closed, 20)))];
        assert_eq!(until(PostingState::Closed, closed, 2), day("08"), "not the day on which somebody closed it");
        let stopped = || vec![term(2, 8, Some((Ending::Stopped, 4)))];
        assert_eq!(until(PostingState::Suspended, stopped(), 2), None, "it may hang again");
        assert_eq!(until(PostingState::Withdrawn, stopped(), 2), day("04"));
        let revised = vec![term(1, 8, Some((Ending::Revised, 5))), term(2, 12, None)];
        assert_eq!(until(PostingState::Posted, revised, 1), day("05"), "the page of the revision before");
    }

    #[test]
    fn where_nobody_says_how_long_nothing_is_over() {
        let terms = vec![term(1, 8, Some((Ending::Closed, 9)))];
        let posting = Posting { state: PostingState::Closed, terms, ..blank() };
        assert_eq!(posting.kept_until(1, None), None);
        assert_eq!(posting.kept_until(1, Some(10)).map(|d| d.to_string()), Some("2023-03-18".into()));
    }
}
