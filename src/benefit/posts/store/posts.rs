//! Rows of posts, and of who has them.

use std::collections::{BTreeMap, HashMap};

use ::entity::{post_assignment, public_post};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait as _, QueryFilter, QueryOrder as _,
    QuerySelect as _, prelude::Date,
};
use uuid::Uuid;

use crate::{
    benefit::posts::model::{Assignment, AssignmentQuery, AssignmentState, PostQuery, PublicPost},
    ground::{
        kernel::{Day, Instant, Month, PersonId, PostAssignmentId, PublicPostId, Scope, Words as _},
        platform::{
            Fault, Listing, Page, Tx, count_by_state, in_scope, insert, lock_if_postgres, money_of, page, page_keys,
            region_of, update_versioned, word,
        },
    },
};

/// How many persons one statement asks for.
const ASKED: usize = 500;

fn month_of(text: &str) -> Result<Month, Fault> {
    text.parse().map_err(|()| Fault::inconsistent("the month of a post"))
}

fn post_row(p: &PublicPost) -> public_post::Model {
    public_post::Model {
        id: p.id.uuid(),
        number: p.number.clone(),
        region_code: p.region.to_string(),
        employer_id: p.employer.uuid(),
        title: p.title.clone(),
        duty: p.duty.clone(),
        asset_id: p.asset.map(|a| a.uuid()),
        monthly_fen: p.monthly.fen(),
        pay_rule: p.pay_rule.word().into(),
        full_days: p.full_days,
        places: p.places,
        source: p.source.word().into(),
        from_month: p.months.0.to_string(),
        to_month: p.months.1.map(|m| m.to_string()),
        file_id: p.paper.uuid(),
        state: p.state.word().into(),
        close_reason: p.close_reason.clone(),
        note: p.note.clone(),
        layer: p.layer.word().into(),
        version: p.version,
        created_at_ms: p.created_at.millis(),
        updated_at_ms: p.updated_at.millis(),
    }
}

fn post_of(row: public_post::Model) -> Result<PublicPost, Fault> {
    Ok(PublicPost {
        id: row.id.into(),
        number: row.number,
        region: region_of(&row.region_code)?,
        employer: row.employer_id.into(),
        title: row.title,
        duty: row.duty,
        asset: row.asset_id.map(Into::into),
        monthly: money_of(row.monthly_fen)?,
        pay_rule: word(&row.pay_rule)?,
        full_days: row.full_days,
        places: row.places,
        source: word(&row.source)?,
        months: (month_of(&row.from_month)?, row.to_month.as_deref().map(month_of).transpose()?),
        paper: row.file_id.into(),
        state: word(&row.state)?,
        close_reason: row.close_reason,
        note: row.note,
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_post(tx: &Tx, post: &PublicPost) -> Result<(), Fault> {
    insert(tx, post_row(post)).await
}

pub async fn update_post(tx: &Tx, post: &PublicPost, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, post_row(post), public_post::Column::Version, read_at).await
}

pub async fn find_post(conn: &impl ConnectionTrait, id: PublicPostId) -> Result<Option<PublicPost>, Fault> {
    public_post::Entity::find_by_id(id.uuid()).one(conn).await?.map(post_of).transpose()
}

pub async fn lock_post(tx: &Tx, id: PublicPostId) -> Result<Option<PublicPost>, Fault> {
    Ok(lock_posts(tx, &[id]).await?.pop())
}

/// Posts, locked in the order of their ids.
pub async fn lock_posts(tx: &Tx, ids: &[PublicPostId]) -> Result<Vec<PublicPost>, Fault> {
    let select = public_post::Entity::find()
        .filter(public_post::Column::Id.is_in(ids.iter().map(|i| i.uuid())))
        .order_by_asc(public_post::Column::Id);
    lock_if_postgres(tx, select).all(tx.conn()).await?.into_iter().map(post_of).collect()
}

/// Posts by id, in one query.
pub async fn posts_by_id(
    conn: &impl ConnectionTrait,
    ids: &[PublicPostId],
) -> Result<HashMap<PublicPostId, PublicPost>, Fault> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let select = public_post::Entity::find().filter(public_post::Column::Id.is_in(ids.iter().map(|i| i.uuid())));
    select.all(conn).await?.into_iter().map(|row| Ok((row.id.into(), post_of(row)?))).collect()
}

/// How many posts are in each state.
pub async fn posts_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "public_post").await
}

pub async fn list_posts(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &PostQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<PublicPost>, Fault> {
    use public_post::Column;
    let wanted = [
        query.employer.map(|e| Column::EmployerId.eq(e.uuid())),
        query.asset.map(|a| Column::AssetId.eq(a.uuid())),
        query.state.map(|s| Column::State.eq(s.word())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = public_post::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    page(conn, select, page_keys!(public_post), listing, now).await?.try_map(post_of)
}

fn assignment_row(a: &Assignment) -> post_assignment::Model {
    post_assignment::Model {
        id: a.id.uuid(),
        post_id: a.post.uuid(),
        region_code: a.region.to_string(),
        person_id: a.person.uuid(),
        from_on: a.from.date(),
        until_on: a.until.map(Day::date),
        file_id: a.paper.uuid(),
        state: a.state.word().into(),
        end_reason: a.end_reason.clone(),
        acknowledged: Some(a.acknowledged.join(" ")).filter(|text| !text.is_empty()),
        layer: a.layer.word().into(),
        version: a.version,
        created_at_ms: a.created_at.millis(),
        updated_at_ms: a.updated_at.millis(),
    }
}

fn assignment_of(row: post_assignment::Model) -> Result<Assignment, Fault> {
    let acknowledged = row.acknowledged.unwrap_or_default();
    Ok(Assignment {
        id: row.id.into(),
        post: row.post_id.into(),
        region: region_of(&row.region_code)?,
        person: row.person_id.into(),
        from: Day::from_date(row.from_on),
        until: row.until_on.map(Day::from_date),
        paper: row.file_id.into(),
        state: word(&row.state)?,
        end_reason: row.end_reason,
        acknowledged: acknowledged.split(' ').filter(|rule| !rule.is_empty()).map(str::to_owned).collect(),
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_assignment(tx: &Tx, assignment: &Assignment) -> Result<(), Fault> {
    insert(tx, assignment_row(assignment)).await
}

pub async fn update_assignment(tx: &Tx, assignment: &Assignment, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, assignment_row(assignment), post_assignment::Column::Version, read_at).await
}

pub async fn find_assignment(conn: &impl ConnectionTrait, id: PostAssignmentId) -> Result<Option<Assignment>, Fault> {
    post_assignment::Entity::find_by_id(id.uuid()).one(conn).await?.map(assignment_of).transpose()
}

pub async fn lock_assignment(tx: &Tx, id: PostAssignmentId) -> Result<Option<Assignment>, Fault> {
    let row = lock_if_postgres(tx, post_assignment::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    row.map(assignment_of).transpose()
}

/// Assignments by id, in one query.
pub async fn assignments_by_id(
    conn: &impl ConnectionTrait,
    ids: &[PostAssignmentId],
) -> Result<HashMap<PostAssignmentId, Assignment>, Fault> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let select =
        post_assignment::Entity::find().filter(post_assignment::Column::Id.is_in(ids.iter().map(|i| i.uuid())));
    select.all(conn).await?.into_iter().map(|row| Ok((row.id.into(), assignment_of(row)?))).collect()
}

/// What these persons have from a day on, or had when it came. Whoever calls holds the person that is judged.
pub async fn posts_of_persons(
    conn: &impl ConnectionTrait,
    persons: &[PersonId],
    from: Day,
) -> Result<Vec<Assignment>, Fault> {
    use post_assignment::Column;
    if persons.is_empty() {
        return Ok(Vec::new());
    }
    let open = Condition::any().add(Column::UntilOn.is_null()).add(Column::UntilOn.gt(from.date()));
    let select = post_assignment::Entity::find()
        .filter(Column::PersonId.is_in(persons.iter().map(|p| p.uuid())))
        .filter(open)
        .order_by_asc(Column::Id);
    select.all(conn).await?.into_iter().map(assignment_of).collect()
}

/// Assignments behind one, in the order of their ids, at most so many.
pub async fn assignments_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Assignment>, Fault> {
    let select = post_assignment::Entity::find()
        .filter(post_assignment::Column::Id.gt(after))
        .order_by_asc(post_assignment::Column::Id)
        .limit(most);
    select.all(conn).await?.into_iter().map(assignment_of).collect()
}

/// Those of these persons who had a post and have had none from a day on, and since when.
pub async fn left_posts(
    conn: &impl ConnectionTrait,
    persons: &[PersonId],
    first: Day,
) -> Result<BTreeMap<PersonId, Day>, Fault> {
    use post_assignment::Column;
    let mut last: BTreeMap<PersonId, Option<Day>> = BTreeMap::new();
    for some in persons.chunks(ASKED) {
        let select = post_assignment::Entity::find()
            .filter(Column::PersonId.is_in(some.iter().map(|p| p.uuid())))
            .select_only()
            .column(Column::PersonId)
            .column(Column::UntilOn);
        let rows: Vec<(Uuid, Option<Date>)> = select.into_tuple().all(conn).await?;
        for (person, until) in rows {
            // None is somebody who has a post on that day or later.
            let until = until.map(Day::from_date).filter(|until| *until <= first);
            last.entry(person.into())
                .and_modify(|last| *last = last.zip(until).map(|(a, b)| a.max(b)))
                .or_insert(until);
        }
    }
    Ok(last.into_iter().filter_map(|(person, until)| Some((person, until?))).collect())
}

/// How many have a post from a day on. Whoever calls holds the post.
pub async fn count_on_duty(conn: &impl ConnectionTrait, post: PublicPostId, from: Day) -> Result<u64, Fault> {
    use post_assignment::Column;
    let open = Condition::any().add(Column::UntilOn.is_null()).add(Column::UntilOn.gt(from.date()));
    let select = post_assignment::Entity::find().filter(Column::PostId.eq(post.uuid())).filter(open);
    Ok(select.count(conn).await?)
}

/// How many assignments are in each state.
pub async fn assignments_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "post_assignment").await
}

pub async fn list_assignments(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: AssignmentQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Assignment>, Fault> {
    use post_assignment::Column;
    let wanted = [
        query.post.map(|p| Column::PostId.eq(p.uuid())),
        query.person.map(|p| Column::PersonId.eq(p.uuid())),
        query.state.map(|s: AssignmentState| Column::State.eq(s.word())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = post_assignment::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    page(conn, select, page_keys!(post_assignment), listing, now).await?.try_map(assignment_of)
}
