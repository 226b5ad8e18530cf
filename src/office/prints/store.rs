//! Rows of templates.

use ::entity::{print_template, region};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::model::{Form, PrintTemplate, TemplateQuery, TemplateState};
use crate::ground::{
    kernel::{Day, Instant, PrintTemplateId, RegionCode, Scope, Words as _},
    platform::{
        Fault, Listing, Page, Tx, in_scope, insert, lock_if_postgres, page, page_keys, region_of, update_versioned,
        word,
    },
};

fn to_row(t: &PrintTemplate) -> print_template::Model {
    print_template::Model {
        id: t.id.uuid(),
        form: t.form.word().into(),
        region_code: t.region.to_string(),
        edition: t.edition,
        name: t.name.clone(),
        body: t.body.clone(),
        valid_from: t.valid_from.date(),
        state: t.state.word().into(),
        author_id: t.author.map(|o| o.uuid()),
        publisher_id: t.publisher.map(|o| o.uuid()),
        layer: t.layer.word().into(),
        version: t.version,
        created_at_ms: t.created_at.millis(),
        updated_at_ms: t.updated_at.millis(),
    }
}

fn from_row(row: print_template::Model) -> Result<PrintTemplate, Fault> {
    Ok(PrintTemplate {
        id: row.id.into(),
        form: word(&row.form)?,
        region: region_of(&row.region_code)?,
        edition: row.edition,
        valid_from: Day::from_date(row.valid_from),
        state: word(&row.state)?,
        author: row.author_id.map(Into::into),
        publisher: row.publisher_id.map(Into::into),
        layer: word(&row.layer)?,
        name: row.name,
        body: row.body,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

/// Whether there is such a region; the nation has no row.
pub async fn region_exists(conn: &impl ConnectionTrait, code: &RegionCode) -> Result<bool, Fault> {
    Ok(*code == RegionCode::nation() || region::Entity::find_by_id(code.as_str()).one(conn).await?.is_some())
}

/// The number of the newest edition of a form in a region.
pub async fn newest_edition(conn: &impl ConnectionTrait, form: Form, region: &RegionCode) -> Result<i32, Fault> {
    let newest = print_template::Entity::find()
        .filter(print_template::Column::Form.eq(form.word()))
        .filter(print_template::Column::RegionCode.eq(region.as_str()))
        .order_by_desc(print_template::Column::Edition)
        .one(conn)
        .await?;
    Ok(newest.map_or(0, |row| row.edition))
}

/// The published template nearest to a region that holds on a day: of several there the one that holds for the shortest time, and
/// of those the newest edition.
pub async fn find_in_force(
    conn: &impl ConnectionTrait,
    form: Form,
    region: &RegionCode,
    day: Day,
) -> Result<Option<PrintTemplate>, Fault> {
    let chain: Vec<String> = region.and_above().iter().map(ToString::to_string).collect();
    let rows = print_template::Entity::find()
        .filter(print_template::Column::Form.eq(form.word()))
        .filter(print_template::Column::State.eq(TemplateState::Published.word()))
        .filter(print_template::Column::ValidFrom.lte(day.date()))
        .filter(print_template::Column::RegionCode.is_in(chain.clone()))
        .all(conn)
        .await?;
    let nearness = |row: &print_template::Model| chain.iter().position(|c| *c == row.region_code);
    let nearest = rows
        .into_iter()
        .min_by_key(|row| (nearness(row), std::cmp::Reverse(row.valid_from), std::cmp::Reverse(row.edition)));
    nearest.map(from_row).transpose()
}

pub async fn find_template(conn: &impl ConnectionTrait, id: PrintTemplateId) -> Result<Option<PrintTemplate>, Fault> {
    print_template::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

pub async fn lock_template(tx: &Tx, id: PrintTemplateId) -> Result<Option<PrintTemplate>, Fault> {
    let select = lock_if_postgres(tx, print_template::Entity::find_by_id(id.uuid()));
    select.one(tx.conn()).await?.map(from_row).transpose()
}

pub async fn insert_template(tx: &Tx, template: &PrintTemplate) -> Result<(), Fault> {
    insert(tx, to_row(template)).await
}

pub async fn update_template(tx: &Tx, template: &PrintTemplate, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(template), print_template::Column::Version, read_at).await
}

pub async fn list_templates(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &TemplateQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<PrintTemplate>, Fault> {
    use print_template::Column;
    let mut select = print_template::Entity::find().filter(in_scope(Column::RegionCode, scope));
    if let Some(form) = query.form {
        select = select.filter(Column::Form.eq(form.word()));
    }
    if let Some(state) = query.state {
        select = select.filter(Column::State.eq(state.word()));
    }
    page(conn, select, page_keys!(print_template), listing, now).await?.try_map(from_row)
}
