//! Rows of resolutions.

use std::collections::BTreeMap;

use ::entity::{resolution, resolution_use};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _,
    QueryTrait as _,
};
use uuid::Uuid;

use crate::{
    benefit::resolutions::model::{
        Bar, Count, Dated, End, Fraction, Minutes, Notice, Preparation, Resolution, ResolutionQuery,
    },
    ground::{
        kernel::{Day, FileId, Instant, ResolutionId, Scope, SubjectKind, Words as _},
        platform::{
            Fault, Listing, Page, Tx, attach_external_ids, count_by_state, in_scope, insert_all, lock_if_postgres,
            page, page_keys, region_of, share_if_postgres, update_versioned, word,
        },
    },
};

fn to_row(r: &Resolution) -> resolution::Model {
    let (notice, before, bar) = (r.notice.as_ref(), &r.before, r.bar.as_ref());
    let (attend, minutes, end) = (bar.and_then(|b| b.attend), r.minutes.as_ref(), r.end.as_ref());
    let file = |paper: FileId| paper.uuid();
    resolution::Model {
        id: r.id.uuid(),
        number: r.number.clone(),
        collective_id: r.collective.uuid(),
        region_code: r.region.to_string(),
        body_kind: r.body_kind.word().into(),
        matter: r.matter.word().into(),
        meeting: r.meeting.word().into(),
        title: r.title.clone(),
        state: r.state.word().into(),
        meeting_on: r.meeting_on.date(),
        notice_on: notice.map(|n| n.on.date()),
        notice_place: notice.map(|n| n.place.clone()),
        notice_file_id: notice.map(|n| file(n.paper)),
        party_on: before.party.map(|d| d.on.date()),
        party_file_id: before.party.map(|d| file(d.paper)),
        town_on: before.town.map(|d| d.on.date()),
        town_file_id: before.town.map(|d| file(d.paper)),
        open_on: before.open_on.map(Day::date),
        bar_since_on: bar.map(|b| b.since.date()),
        bar_file_id: bar.map(|b| file(b.paper)),
        bar_notice_days: bar.and_then(|b| b.notice_days),
        bar_attend_part: attend.map(|f| f.part),
        bar_attend_whole: attend.map(|f| f.whole),
        bar_attend_above: attend.map(|f| f.above),
        bar_agree_of: bar.map(|b| b.of.word().into()),
        bar_agree_part: bar.map(|b| b.agree.part),
        bar_agree_whole: bar.map(|b| b.agree.whole),
        bar_agree_above: bar.map(|b| b.agree.above),
        eligible: r.count.map(|c| c.eligible),
        in_person: r.count.map(|c| c.in_person),
        by_proxy: r.count.map(|c| c.by_proxy),
        in_favour: r.count.map(|c| c.in_favour),
        against: r.count.map(|c| c.against),
        abstained: r.count.map(|c| c.abstained),
        minutes_file_id: minutes.map(|m| file(m.paper)),
        ballot_file_id: minutes.and_then(|m| m.ballot).map(file),
        kept_by: minutes.map(|m| m.kept_by.clone()),
        recorded_later: r.recorded_later,
        shortfalls: r.shortfalls.join(" "),
        acknowledged: r.acknowledged.join(" "),
        ended_on: end.map(|e| e.on.date()),
        end_reason: end.map(|e| e.reason.clone()),
        end_file_id: end.and_then(|e| e.paper).map(file),
        layer: r.layer.word().into(),
        version: r.version,
        created_at_ms: r.created_at.millis(),
        updated_at_ms: r.updated_at.millis(),
    }
}

fn dated(on: Option<sea_orm::prelude::Date>, paper: Option<Uuid>) -> Option<Dated> {
    on.zip(paper).map(|(on, paper)| Dated { on: Day::from_date(on), paper: paper.into() })
}

fn fraction((part, whole): (Option<i32>, Option<i32>), above: Option<bool>) -> Option<Fraction> {
    part.zip(whole).zip(above).map(|((part, whole), above)| Fraction { part, whole, above })
}

fn bar_of(row: &resolution::Model) -> Result<Option<Bar>, Fault> {
    let agree = fraction((row.bar_agree_part, row.bar_agree_whole), row.bar_agree_above);
    let told = row.bar_since_on.zip(row.bar_file_id).zip(agree).zip(row.bar_agree_of.as_deref());
    let Some((((since, paper), agree), of)) = told else { return Ok(None) };
    Ok(Some(Bar {
        since: Day::from_date(since),
        paper: paper.into(),
        notice_days: row.bar_notice_days,
        attend: fraction((row.bar_attend_part, row.bar_attend_whole), row.bar_attend_above),
        agree,
        of: word(of)?,
    }))
}

fn count_of(row: &resolution::Model) -> Option<Count> {
    Some(Count {
        eligible: row.eligible?,
        in_person: row.in_person?,
        by_proxy: row.by_proxy?,
        in_favour: row.in_favour?,
        against: row.against?,
        abstained: row.abstained?,
    })
}

fn numbers(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn from_row(row: resolution::Model) -> Result<Resolution, Fault> {
    let (bar, count) = (bar_of(&row)?, count_of(&row));
    let notice = dated(row.notice_on, row.notice_file_id).zip(row.notice_place);
    let minutes = row.minutes_file_id.zip(row.kept_by);
    let end = row.ended_on.zip(row.end_reason);
    Ok(Resolution {
        id: row.id.into(),
        number: row.number,
        collective: row.collective_id.into(),
        region: region_of(&row.region_code)?,
        body_kind: word(&row.body_kind)?,
        matter: word(&row.matter)?,
        meeting: word(&row.meeting)?,
        title: row.title,
        state: word(&row.state)?,
        meeting_on: Day::from_date(row.meeting_on),
        notice: notice.map(|(given, place)| Notice { on: given.on, place, paper: given.paper }),
        before: Preparation {
            party: dated(row.party_on, row.party_file_id),
            town: dated(row.town_on, row.town_file_id),
            open_on: row.open_on.map(Day::from_date),
        },
        bar,
        count,
        minutes: minutes.map(|(paper, kept_by)| Minutes {
            paper: paper.into(),
            ballot: row.ballot_file_id.map(Into::into),
            kept_by,
        }),
        recorded_later: row.recorded_later,
        shortfalls: numbers(&row.shortfalls),
        acknowledged: numbers(&row.acknowledged),
        end: end.map(|(on, reason)| End { on: Day::from_date(on), reason, paper: row.end_file_id.map(Into::into) }),
        layer: word(&row.layer)?,
        external_ids: Vec::new(),
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

/// Rows as what they are, with the names that other systems give them.
async fn named(conn: &impl ConnectionTrait, rows: Vec<resolution::Model>) -> Result<Vec<Resolution>, Fault> {
    let found = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    attach_external_ids(conn, SubjectKind::Resolution, found, |r| (r.id.uuid(), &mut r.external_ids)).await
}

/// Many new ones, in statements of bounded size.
pub async fn insert_resolutions(tx: &Tx, resolutions: &[Resolution]) -> Result<(), Fault> {
    insert_all(tx, resolutions.iter().map(to_row).collect()).await
}

pub async fn update_resolution(tx: &Tx, resolution: &Resolution, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(resolution), resolution::Column::Version, read_at).await
}

pub async fn find_resolution(conn: &impl ConnectionTrait, id: ResolutionId) -> Result<Option<Resolution>, Fault> {
    let row = resolution::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(named(conn, row.into_iter().collect()).await?.pop())
}

/// Many resolutions, locked in id order.
pub async fn lock_resolutions(tx: &Tx, ids: &[ResolutionId]) -> Result<Vec<Resolution>, Fault> {
    let select = resolution::Entity::find()
        .filter(resolution::Column::Id.is_in(ids.iter().map(|i| i.uuid())))
        .order_by_asc(resolution::Column::Id);
    named(tx.conn(), lock_if_postgres(tx, select).all(tx.conn()).await?).await
}

/// One that nobody changes while the transaction lasts; others may hold it so too.
pub async fn share_resolution(tx: &Tx, id: ResolutionId) -> Result<Option<Resolution>, Fault> {
    let select = share_if_postgres(tx, resolution::Entity::find_by_id(id.uuid()));
    select.one(tx.conn()).await?.map(from_row).transpose()
}

/// Those on which something stands, in the order of their ids, a bounded number at a time.
pub async fn used_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Resolution>, Fault> {
    let used = resolution_use::Entity::find().select_only().column(resolution_use::Column::ResolutionId).into_query();
    let select = resolution::Entity::find()
        .filter(resolution::Column::Id.gt(after))
        .filter(resolution::Column::Id.in_subquery(used))
        .order_by_asc(resolution::Column::Id)
        .limit(most);
    select.all(conn).await?.into_iter().map(from_row).collect()
}

/// How many resolutions are in each state.
pub async fn resolutions_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "resolution").await
}

pub async fn list_resolutions(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &ResolutionQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Resolution>, Fault> {
    use resolution::Column;
    let wanted = [
        query.collective.map(|c| Column::CollectiveId.eq(c.uuid())),
        query.matter.map(|m| Column::Matter.eq(m.word())),
        query.meeting.map(|m| Column::Meeting.eq(m.word())),
        query.state.map(|s| Column::State.eq(s.word())),
        query.from.map(|d| Column::MeetingOn.gte(d.date())),
        query.to.map(|d| Column::MeetingOn.lte(d.date())),
        query.only.map(|id| Column::Id.eq(id.uuid())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = resolution::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let found = page(conn, select, page_keys!(resolution), listing, now).await?;
    Ok(Page { items: named(conn, found.items).await?, next: found.next, total: found.total })
}
