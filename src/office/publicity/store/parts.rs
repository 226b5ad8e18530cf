//! What hangs on a posting: subjects, places, terms, objections.

use std::collections::HashMap;

use ::entity::{
    posting_content, posting_copy_down, posting_list, posting_objection, posting_place, posting_subject, posting_term,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{Day, Digest, Instant, OfficerId, PostingId, Words as _},
        platform::{Fault, word},
    },
    office::publicity::model::{Answer, Objection, Place, Subject, Term, WebCopy},
};

/// What hangs on one posting.
pub(super) struct Parts {
    pub lines: i32,
    pub digest: Digest,
    pub subjects: Vec<Subject>,
    pub places: Vec<Place>,
    pub copies: Vec<WebCopy>,
    pub terms: Vec<Term>,
    pub objections: Vec<Objection>,
}

fn digest(text: &str) -> Result<Digest, Fault> {
    text.parse().map_err(|_| Fault::inconsistent("a digest of a posting"))
}

fn both<A, B>(pair: (Option<A>, Option<B>)) -> Option<(A, B)> {
    pair.0.zip(pair.1)
}

pub(super) fn place_row(id: PostingId, revision: i32, p: &Place) -> posting_place::Model {
    posting_place::Model {
        posting_id: id.uuid(),
        revision,
        n: p.n,
        profile: p.profile.word().into(),
        name: p.name.clone(),
        start_file_id: p.start_file.uuid(),
        end_file_id: p.end.map(|(file, _)| file.uuid()),
        end_on: p.end.map(|(_, on)| on.date()),
    }
}

fn place_of(row: posting_place::Model) -> Result<Place, Fault> {
    Ok(Place {
        n: row.n,
        profile: word(&row.profile)?,
        start_file: row.start_file_id.into(),
        end: both((row.end_file_id.map(Into::into), row.end_on.map(Day::from_date))),
        name: row.name,
    })
}

pub(super) fn term_row(id: PostingId, t: &Term) -> posting_term::Model {
    posting_term::Model {
        posting_id: id.uuid(),
        n: t.n,
        revision: t.revision,
        digest: t.digest.to_string(),
        from_on: t.from.date(),
        ends_on: t.ends_on.date(),
        seen_until_on: t.seen_until.date(),
        required: t.required.as_ref().map(|(text, _)| text.clone()),
        required_until_on: t.required.as_ref().map(|(_, until)| until.date()),
        recorded_at_ms: t.recorded_at.millis(),
        ending: t.ended.map(|(ending, _)| ending.word().into()),
        ended_on: t.ended.map(|(_, on)| on.date()),
    }
}

fn term_of(row: posting_term::Model) -> Result<Term, Fault> {
    let ending = row.ending.as_deref().map(word).transpose()?;
    Ok(Term {
        n: row.n,
        revision: row.revision,
        digest: digest(&row.digest)?,
        from: Day::from_date(row.from_on),
        ends_on: Day::from_date(row.ends_on),
        seen_until: Day::from_date(row.seen_until_on),
        required: both((row.required, row.required_until_on.map(Day::from_date))),
        recorded_at: Instant::from_millis(row.recorded_at_ms),
        ended: both((ending, row.ended_on.map(Day::from_date))),
    })
}

fn objection_of(row: posting_objection::Model) -> Result<Objection, Fault> {
    let answer = match (row.result, row.answered_on, row.answered_by) {
        (Some(result), Some(on), Some(by)) => {
            Some(Answer { result: word(&result)?, on: Day::from_date(on), by: by.into() })
        }
        _ => None,
    };
    Ok(Objection {
        n: row.n,
        revision: row.revision,
        channel: word(&row.channel)?,
        received_on: Day::from_date(row.received_on),
        suspends: row.suspends,
        file: row.file_id.map(Into::into),
        recorded_by: row.recorded_by.into(),
        answer,
        recorded_late_on: row.recorded_late_on.map(Day::from_date),
    })
}

/// Which pages were taken down: posting, revision and number, with the day and who recorded it.
async fn copies_down(
    conn: &impl ConnectionTrait,
    postings: &[(Uuid, i32)],
) -> Result<HashMap<(Uuid, i32, i32), (Day, OfficerId)>, Fault> {
    let ids = postings.iter().map(|(id, _)| *id);
    let rows = posting_copy_down::Entity::find().filter(posting_copy_down::Column::PostingId.is_in(ids));
    let down = |row: posting_copy_down::Model| {
        ((row.posting_id, row.revision, row.n), (Day::from_date(row.down_on), row.recorded_by.into()))
    };
    Ok(rows.all(conn).await?.into_iter().map(down).collect())
}

/// What the lists of these revisions digested to, by posting and number of the subject.
async fn lists_of(
    conn: &impl ConnectionTrait,
    postings: &[(Uuid, i32)],
) -> Result<HashMap<(Uuid, i32), Digest>, Fault> {
    let ids = postings.iter().map(|(id, _)| *id);
    let rows = posting_list::Entity::find().filter(posting_list::Column::PostingId.is_in(ids)).all(conn).await?;
    let current = rows.into_iter().filter(|row| postings.contains(&(row.posting_id, row.revision)));
    current.map(|row| Ok(((row.posting_id, row.n), digest(&row.digest)?))).collect()
}

/// What hangs on these postings, by id; each kind in one query, however many they are. Of places those of the revision of now.
pub(super) async fn parts_of(
    conn: &impl ConnectionTrait,
    postings: &[(Uuid, i32)],
) -> Result<HashMap<Uuid, Parts>, Fault> {
    if postings.is_empty() {
        return Ok(HashMap::new());
    }
    let ids = || postings.iter().map(|(id, _)| *id);
    let current = |id: Uuid, revision: i32| postings.contains(&(id, revision));
    let mut found = HashMap::new();
    let contents = posting_content::Entity::find().filter(posting_content::Column::PostingId.is_in(ids()));
    for row in contents.all(conn).await?.into_iter().filter(|r| current(r.posting_id, r.revision)) {
        let (lines, digest) = (row.lines, digest(&row.digest)?);
        let (subjects, places, copies) = (Vec::new(), Vec::new(), Vec::new());
        let (terms, objections) = (Vec::new(), Vec::new());
        found.insert(row.posting_id, Parts { lines, digest, subjects, places, copies, terms, objections });
    }
    let mut lists = lists_of(conn, postings).await?;
    let subjects = posting_subject::Entity::find()
        .filter(posting_subject::Column::PostingId.is_in(ids()))
        .order_by_asc(posting_subject::Column::N);
    for row in subjects.all(conn).await? {
        let nothing = || Fault::inconsistent("a posting about nothing");
        let of_lists = row.distribution_id.or(row.to_person_list_id).or(row.share_scheme_id);
        let id = row.asset_id.or(row.transfer_id).or(of_lists);
        let digest = lists.remove(&(row.posting_id, row.n));
        let subject = Subject { id: id.ok_or_else(nothing)?.into(), number: row.number, digest };
        found.entry(row.posting_id).and_modify(|p| p.subjects.push(subject));
    }
    let places = posting_place::Entity::find()
        .filter(posting_place::Column::PostingId.is_in(ids()))
        .order_by_asc(posting_place::Column::Revision)
        .order_by_asc(posting_place::Column::N);
    let mut down = copies_down(conn, postings).await?;
    for row in places.all(conn).await? {
        let (id, revision) = (row.posting_id, row.revision);
        let place = place_of(row)?;
        if place.profile.is_outside() {
            let down = down.remove(&(id, revision, place.n));
            let copy = WebCopy { down, ..WebCopy::of(revision, &place) };
            found.entry(id).and_modify(|p| p.copies.push(copy));
        }
        if current(id, revision) {
            found.entry(id).and_modify(|p| p.places.push(place));
        }
    }
    let terms = posting_term::Entity::find()
        .filter(posting_term::Column::PostingId.is_in(ids()))
        .order_by_asc(posting_term::Column::N);
    for row in terms.all(conn).await? {
        let (id, term) = (row.posting_id, term_of(row)?);
        found.entry(id).and_modify(|p| p.terms.push(term));
    }
    let objections = posting_objection::Entity::find()
        .filter(posting_objection::Column::PostingId.is_in(ids()))
        .order_by_asc(posting_objection::Column::N);
    for row in objections.all(conn).await? {
        let (id, objection) = (row.posting_id, objection_of(row)?);
        found.entry(id).and_modify(|p| p.objections.push(objection));
    }
    Ok(found)
}
