//! Rows of sheets of attendance, and of which lists were made of them.

use std::collections::{BTreeMap, HashMap};

use ::entity::{post_assignment, post_attendance, post_sheet, to_person_list, to_person_sheet};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use crate::{
    benefit::posts::model::{Attendance, Sheet, SheetQuery, Worked},
    ground::{
        kernel::{Instant, Month, PostAssignmentId, PostSheetId, PublicPostId, Scope, ToPersonListId, Words as _},
        platform::{
            Fault, Listing, Page, Tx, count_by_state, in_scope, insert, insert_all, lock_if_postgres, page, page_keys,
            region_of, update_versioned, word,
        },
    },
};

fn to_row(s: &Sheet) -> post_sheet::Model {
    post_sheet::Model {
        id: s.id.uuid(),
        post_id: s.post.uuid(),
        region_code: s.region.to_string(),
        month: s.month.to_string(),
        file_id: s.paper.uuid(),
        state: s.state.word().into(),
        recorded_by: s.recorded_by.uuid(),
        confirmed_by: s.confirmed_by.map(|o| o.uuid()),
        return_reason: s.return_reason.clone(),
        layer: s.layer.word().into(),
        version: s.version,
        created_at_ms: s.created_at.millis(),
        updated_at_ms: s.updated_at.millis(),
    }
}

fn from_row(row: post_sheet::Model, rows: Vec<Attendance>) -> Result<Sheet, Fault> {
    Ok(Sheet {
        id: row.id.into(),
        post: row.post_id.into(),
        region: region_of(&row.region_code)?,
        month: row.month.parse().map_err(|()| Fault::inconsistent("the month of a sheet"))?,
        paper: row.file_id.into(),
        state: word(&row.state)?,
        recorded_by: row.recorded_by.into(),
        confirmed_by: row.confirmed_by.map(Into::into),
        return_reason: row.return_reason,
        rows,
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

/// Rows with what they say of whom.
async fn whole(conn: &impl ConnectionTrait, rows: Vec<post_sheet::Model>) -> Result<Vec<Sheet>, Fault> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let select = post_attendance::Entity::find()
        .filter(post_attendance::Column::SheetId.is_in(rows.iter().map(|r| r.id)))
        .order_by_asc(post_attendance::Column::AssignmentId);
    let mut said: HashMap<Uuid, Vec<Attendance>> = HashMap::new();
    for row in select.all(conn).await? {
        said.entry(row.sheet_id).or_default().push(Attendance {
            assignment: row.assignment_id.into(),
            worked: row.worked_days,
            absent: row.absent_days,
            note: row.note,
        });
    }
    rows.into_iter()
        .map(|row| {
            let said = said.remove(&row.id).unwrap_or_default();
            from_row(row, said)
        })
        .collect()
}

async fn insert_rows(tx: &Tx, sheet: &Sheet) -> Result<(), Fault> {
    let row = |a: &Attendance| post_attendance::Model {
        sheet_id: sheet.id.uuid(),
        assignment_id: a.assignment.uuid(),
        worked_days: a.worked,
        absent_days: a.absent,
        note: a.note.clone(),
    };
    insert_all(tx, sheet.rows.iter().map(row).collect()).await
}

pub async fn insert_sheet(tx: &Tx, sheet: &Sheet) -> Result<(), Fault> {
    insert(tx, to_row(sheet)).await?;
    insert_rows(tx, sheet).await
}

/// Writes a sheet back; what it says of whom stays.
pub async fn update_sheet(tx: &Tx, sheet: &Sheet, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(sheet), post_sheet::Column::Version, read_at).await
}

/// Puts what a sheet says now in the place of what stood there.
pub async fn replace_rows(tx: &Tx, sheet: &Sheet) -> Result<(), Fault> {
    let rows = post_attendance::Entity::delete_many().filter(post_attendance::Column::SheetId.eq(sheet.id.uuid()));
    rows.exec(tx.conn()).await?;
    insert_rows(tx, sheet).await
}

pub async fn find_sheet(conn: &impl ConnectionTrait, id: PostSheetId) -> Result<Option<Sheet>, Fault> {
    let row = post_sheet::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(whole(conn, row.into_iter().collect()).await?.pop())
}

pub async fn lock_sheet(tx: &Tx, id: PostSheetId) -> Result<Option<Sheet>, Fault> {
    let row = lock_if_postgres(tx, post_sheet::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(whole(tx.conn(), row.into_iter().collect()).await?.pop())
}

/// The sheets of a month of these posts, locked in the order of their ids.
pub async fn lock_sheets_of(tx: &Tx, posts: &[PublicPostId], month: Month) -> Result<Vec<Sheet>, Fault> {
    let select = post_sheet::Entity::find()
        .filter(post_sheet::Column::PostId.is_in(posts.iter().map(|p| p.uuid())))
        .filter(post_sheet::Column::Month.eq(month.to_string()))
        .order_by_asc(post_sheet::Column::Id);
    let rows = lock_if_postgres(tx, select).all(tx.conn()).await?;
    whole(tx.conn(), rows).await
}

/// The sheet of a month of a post. Whoever calls holds the post.
pub async fn sheet_of(
    conn: &impl ConnectionTrait,
    (post, month): (PublicPostId, Month),
) -> Result<Option<PostSheetId>, Fault> {
    let select = post_sheet::Entity::find()
        .filter(post_sheet::Column::PostId.eq(post.uuid()))
        .filter(post_sheet::Column::Month.eq(month.to_string()));
    Ok(select.one(conn).await?.map(|row| row.id.into()))
}

/// What sheets say of an assignment from a month on: which month, and how many days in all. Whoever calls holds the post.
pub async fn attended_after(
    conn: &impl ConnectionTrait,
    assignment: PostAssignmentId,
    from: Month,
) -> Result<Vec<(Month, i64)>, Fault> {
    let rows = post_attendance::Entity::find()
        .filter(post_attendance::Column::AssignmentId.eq(assignment.uuid()))
        .all(conn)
        .await?;
    let sheets = post_sheet::Entity::find()
        .filter(post_sheet::Column::Id.is_in(rows.iter().map(|r| r.sheet_id)))
        .filter(post_sheet::Column::Month.gte(from.to_string()))
        .order_by_asc(post_sheet::Column::Month)
        .all(conn)
        .await?;
    let days: HashMap<Uuid, i64> =
        rows.into_iter().map(|r| (r.sheet_id, i64::from(r.worked_days) + i64::from(r.absent_days))).collect();
    let told = |sheet: post_sheet::Model| {
        let month = sheet.month.parse().map_err(|()| Fault::inconsistent("the month of a sheet"))?;
        Ok((month, days.get(&sheet.id).copied().unwrap_or_default()))
    };
    sheets.into_iter().map(told).collect()
}

/// Who worked how many days by these sheets, in the order of posts and assignments.
pub async fn worked_in(conn: &impl ConnectionTrait, sheets: &[Sheet]) -> Result<Vec<Worked>, Fault> {
    let ids = sheets.iter().flat_map(|s| s.rows.iter().map(|r| r.assignment.uuid()));
    let select = post_assignment::Entity::find()
        .filter(post_assignment::Column::Id.is_in(ids))
        .select_only()
        .column(post_assignment::Column::Id)
        .column(post_assignment::Column::PersonId);
    let persons: HashMap<Uuid, Uuid> = select.into_tuple::<(Uuid, Uuid)>().all(conn).await?.into_iter().collect();
    let mut worked = Vec::new();
    for sheet in sheets {
        for row in &sheet.rows {
            let person = persons.get(&row.assignment.uuid()).copied();
            let person = person.ok_or_else(|| Fault::inconsistent("attendance of nobody"))?.into();
            worked.push(Worked { post: sheet.post, person, days: row.worked });
        }
    }
    Ok(worked)
}

/// Says that a list was made of these sheets.
pub async fn take_sheets(tx: &Tx, list: ToPersonListId, sheets: &[PostSheetId]) -> Result<(), Fault> {
    let row = |sheet: &PostSheetId| to_person_sheet::Model { sheet_id: sheet.uuid(), list_id: list.uuid() };
    insert_all(tx, sheets.iter().map(row).collect()).await
}

/// The sheets of a list that comes to nothing are free for another.
pub async fn free_sheets(tx: &Tx, list: ToPersonListId) -> Result<(), Fault> {
    let rows = to_person_sheet::Entity::delete_many().filter(to_person_sheet::Column::ListId.eq(list.uuid()));
    rows.exec(tx.conn()).await?;
    Ok(())
}

/// The number of the list that was made of one of these sheets. Whoever calls holds them.
pub async fn list_of_sheet(conn: &impl ConnectionTrait, sheets: &[PostSheetId]) -> Result<Option<String>, Fault> {
    let taken =
        to_person_sheet::Entity::find().filter(to_person_sheet::Column::SheetId.is_in(sheets.iter().map(|s| s.uuid())));
    let Some(taken) = taken.one(conn).await? else { return Ok(None) };
    let list = to_person_list::Entity::find_by_id(taken.list_id).one(conn).await?;
    Ok(list.map(|l| l.number))
}

/// How many sheets are in each state.
pub async fn sheets_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "post_sheet").await
}

pub async fn list_sheets(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: SheetQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Sheet>, Fault> {
    use post_sheet::Column;
    let wanted = [
        query.post.map(|p| Column::PostId.eq(p.uuid())),
        query.month.map(|m| Column::Month.eq(m.to_string())),
        query.state.map(|s| Column::State.eq(s.word())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = post_sheet::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let found = page(conn, select, page_keys!(post_sheet), listing, now).await?;
    Ok(Page { items: whole(conn, found.items).await?, next: found.next, total: found.total })
}
