//! What other rooms ask: whether something was posted before an act, where that is required (R108.1), and which postings there are.

use std::collections::{HashMap, HashSet};

use crate::{
    ground::{
        kernel::{AnyId, Check, Day, Digest, Facts, PostingId, RegionCode, Verdict, Words as _},
        platform::{ConnectionTrait, Fault, Sealer},
    },
    office::{
        places::organisations_called,
        policy::values_on,
        publicity::{
            Posted,
            model::{PostedMatter, Posting, PostingState},
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

impl Wanted {
    /// Whether what hung from a day on was for the act that comes now.
    pub(super) fn is_served_by(&self, from: Day) -> bool {
        self.since.is_none_or(|day| day <= from)
    }
}

/// R108.1 of an act on a day, with the values of that day; where those ask for nothing, with the values of the day on which it is judged, so
/// that an earlier day is no way around what is required by now. Where nothing is required nothing is asked.
pub async fn posting_asked(
    conn: &impl ConnectionTrait,
    (matter, region): (PostedMatter, &RegionCode),
    subjects: &[Wanted],
    (on, judged_on): (Day, Day),
) -> Result<Check, Fault> {
    let mut values = values_on(conn, region, on).await?;
    if values.term(matter.key()).is_none() && judged_on != on {
        values = values_on(conn, region, judged_on).await?;
    }
    let required = values.term(matter.key()).map(|term| term.to_string());
    let mut unposted = Vec::new();
    if required.is_some() && !subjects.is_empty() {
        let ids: Vec<AnyId> = subjects.iter().map(|s| s.id).collect();
        let hung = store::closed_before(conn, matter, &ids, on).await?;
        let clean = |s: &&Wanted| hung.iter().any(|(id, from, _)| *id == s.id && s.is_served_by(*from));
        unposted.extend(subjects.iter().filter(|s| !clean(s)).map(|s| s.number.as_str()));
    }
    Ok(values.judge(&POSTED_CLEAN, judged_on, posted_clean(required.as_deref(), &unposted, on)))
}

/// More characters than nearly every person's name has, and fewer than a body's.
const LONGEST_PERSON: usize = 4;

/// What hung for others than whom an act serves.
#[derive(Debug, Clone)]
pub struct PostedOtherwise {
    /// Printed number of what was posted.
    pub subject: String,
    /// Printed number of its last posting.
    pub posting: String,
    /// Which bodies of the register that one names.
    pub bodies: Vec<String>,
}

/// The first of these subjects that was posted for an act on a day, and by no posting that names all of these bodies. What was not posted at all
/// is R108.1's. Lines tell of persons too: none of them is told.
pub async fn posted_for_others(
    (conn, sealer): (&impl ConnectionTrait, &Sealer),
    (matter, subjects): (PostedMatter, &[Wanted]),
    on: Day,
    names: &[String],
) -> Result<Option<PostedOtherwise>, Fault> {
    if subjects.is_empty() {
        return Ok(None);
    }
    let ids: Vec<AnyId> = subjects.iter().map(|s| s.id).collect();
    let hung = store::closed_before(conn, matter, &ids, on).await?;
    let distinct: HashSet<PostingId> = hung.iter().map(|(_, _, posting)| *posting).collect();
    let distinct: Vec<PostingId> = distinct.into_iter().collect();
    let mut read = Vec::new();
    for posting in store::postings_by_id(conn, &distinct).await? {
        let content = store::read_content(conn, sealer, &posting).await?;
        let told =
            |name: &String| content.lines.iter().any(|line| line.texts().any(|text| text.contains(name.as_str())));
        let fits = names.iter().all(told);
        read.push((posting, content, fits));
    }
    read.sort_by(|(a, ..), (b, ..)| a.number.cmp(&b.number));
    for subject in subjects {
        let is_of = |id: PostingId| {
            hung.iter().any(|(of, from, posting)| *of == subject.id && *posting == id && subject.is_served_by(*from))
        };
        let serving: Vec<_> = read.iter().filter(|(posting, ..)| is_of(posting.id)).collect();
        let Some((posting, content, _)) = serving.last() else { continue };
        if serving.iter().any(|(.., fits)| *fits) {
            continue;
        }
        // What is sealed stands among no statement's figures: a name as short as a person's is asked of no table.
        let long = |name: &&str| name.chars().count() > LONGEST_PERSON;
        let lines: Vec<String> =
            content.lines.iter().map(|line| line.name.as_str()).filter(long).map(str::to_owned).collect();
        let mut bodies: Vec<String> = organisations_called(conn, &lines).await?.into_iter().map(|o| o.name).collect();
        bodies.sort_unstable();
        bodies.dedup();
        let (subject, posting) = (subject.number.clone(), posting.number.clone());
        return Ok(Some(PostedOtherwise { subject, posting, bodies }));
    }
    Ok(None)
}

/// Those of these postings that there are, in one query.
pub async fn postings_by_id(conn: &impl ConnectionTrait, ids: &[PostingId]) -> Result<Vec<Posted>, Fault> {
    let found = store::briefs_of(conn, ids).await?.into_iter();
    Ok(found.map(|(id, number, region)| Posted { id: AnyId::new(id.uuid()), number, region }).collect())
}

/// How a list hangs by a posting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HungList {
    /// Which posting.
    pub posting: PostingId,
    /// Its printed number.
    pub number: String,
    /// Where it stands.
    pub state: PostingState,
    /// What the list digested to when its revision of now took it in.
    pub digest: Digest,
    /// The day on which the last term of that began, which does not count, and its last day; nothing before it hangs.
    pub term: Option<(Day, Day)>,
}

impl HungList {
    /// How a list hangs by a posting, where that is about it.
    pub(super) fn of(p: &Posting, (matter, list): (PostedMatter, AnyId)) -> Option<Self> {
        let subject = p.subjects.iter().find(|s| p.matter == matter && s.id == list)?;
        let term = p.terms.last().filter(|t| t.revision == p.revision);
        Some(Self {
            posting: p.id,
            number: p.number.clone(),
            state: p.standing(),
            digest: subject.digest?,
            term: term.map(|t| (t.from, t.ends_on)),
        })
    }

    /// Whether it ended without an objection that stands, with the list as it is.
    fn ended_with(&self, digest: Digest) -> bool {
        self.state == PostingState::Closed && self.digest == digest
    }
}

/// Whether the posting by which a list hangs has ended with the list as it is: what a rule asks before that is locked. Silent where a day and a
/// photo tell that it hung.
pub fn posting_ended(hung: Option<&HungList>, list: Digest) -> Verdict {
    let Some(hung) = hung else { return Verdict::Silent };
    let same = hung.digest == list;
    let facts = Facts::none().with("posting", &hung.number).said("state", hung.state.word(), hung.state.label());
    let facts = facts.said("same", if same { "yes" } else { "no" }, if same { "是" } else { "否" });
    Verdict::of(hung.ended_with(list), facts)
}

/// The fault of a list that was locked while another posting of it was not settled.
const LEFT_BEHIND: &str = "left_behind";

/// How a list hung that was locked, as a check looks at it.
#[derive(Debug, Clone, Copy)]
pub struct LockedList<'a> {
    /// What it digests to, and what it digested to when it was said to hang.
    pub digests: (Option<Digest>, Option<Digest>),
    /// Since when it hung.
    pub posted_on: Option<Day>,
    /// By which posting; nothing where a paper told it.
    pub posting: Option<PostingId>,
    /// How it hangs by that.
    pub hung: Option<&'a HungList>,
    /// Another posting of it that is not settled.
    pub unsettled: Option<&'a HungList>,
    /// Whether the county has such lists posted.
    pub required: bool,
}

impl LockedList<'_> {
    /// What is wrong: another list hung, its posting has not ended, a paper alone tells of it where that is not enough, or an objection was left behind
    /// in another posting.
    pub fn faults(&self) -> Vec<&'static str> {
        let (digest, posted) = self.digests;
        let other = posted != digest || self.hung.is_some_and(|h| Some(h.digest) != digest);
        let open = self.hung.map_or(self.posting.is_some(), |h| h.state != PostingState::Closed);
        let paper = self.required && self.posting.is_none();
        let left = self.unsettled.is_some();
        let told = [(other, "other"), (open, "open"), (paper, "paper"), (left, LEFT_BEHIND)];
        told.into_iter().filter(|(is, _)| *is).map(|(_, fault)| fault).collect()
    }

    /// The figures of a fault, beside those of the list: how it hung, or in which other posting something was left behind.
    pub fn figures(&self, fault: &str, of: Facts) -> Facts {
        let by = if fault == LEFT_BEHIND { self.unsettled } else { self.hung };
        let of = self.posted_on.iter().fold(of, |f, on| f.with("posted_on", on));
        let shown = |f: Facts, h: &HungList| f.with("posting", &h.number).with("posting_state", h.state.label());
        by.into_iter().fold(of, shown)
    }
}

/// How lists hang by the postings that they name; nothing of one that is about another.
pub async fn hung_lists(
    conn: &impl ConnectionTrait,
    matter: PostedMatter,
    lists: &[(AnyId, PostingId)],
) -> Result<HashMap<AnyId, HungList>, Fault> {
    let ids: Vec<PostingId> = lists.iter().map(|(_, posting)| *posting).collect();
    let found: HashMap<PostingId, Posting> =
        store::postings_by_id(conn, &ids).await?.into_iter().map(|p| (p.id, p)).collect();
    let hung = |(list, id): &(AnyId, PostingId)| Some((*list, HungList::of(found.get(id)?, (matter, *list))?));
    Ok(lists.iter().filter_map(hung).collect())
}

/// How lists hung by all postings of theirs that had ended before a day without an objection that stands.
pub async fn hung_before(
    conn: &impl ConnectionTrait,
    matter: PostedMatter,
    lists: &[AnyId],
    day: Day,
) -> Result<HashMap<AnyId, Vec<HungList>>, Fault> {
    let mut hung: HashMap<AnyId, Vec<HungList>> = HashMap::new();
    if lists.is_empty() {
        return Ok(hung);
    }
    let ended = store::closed_before(conn, matter, lists, day).await?;
    let ids: Vec<PostingId> = ended.into_iter().map(|(_, _, posting)| posting).collect();
    for posting in store::postings_by_id(conn, &ids).await? {
        for list in posting.subjects.iter().map(|s| s.id).filter(|id| lists.contains(id)) {
            let one = HungList::of(&posting, (matter, list)).filter(|h| h.state == PostingState::Closed);
            hung.entry(list).or_default().extend(one);
        }
    }
    Ok(hung)
}

/// How a list hangs by a posting; nothing where there is none of it.
pub async fn hung_list(
    conn: &impl ConnectionTrait,
    id: PostingId,
    of: (PostedMatter, AnyId),
) -> Result<Option<HungList>, Fault> {
    Ok(store::find_posting(conn, id).await?.and_then(|p| HungList::of(&p, of)))
}
