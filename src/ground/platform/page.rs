//! Keyset pages: stable under inserts, one index range each, never an offset.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    Select,
    sea_query::{Alias, Asterisk, Expr, ExprTrait, Func, LikeExpr, Query},
};
use uuid::Uuid;

use super::Fault;
use crate::ground::kernel::{Cursor, Day, Instant, Scope};

crate::ground::kernel::words! {
    /// The orders in which lists come.
    pub enum Sort {
        Newest = "newest" "由新到旧",
        Oldest = "oldest" "由旧到新",
    }
}

/// Rows younger than this are left out of `updated_since` lists, so that a commit that was late is not skipped.
const SETTLING_MS: i64 = 5_000;
/// A total is counted up to here; beyond, it reads 10,000.
const COUNTED: u64 = 10_000;

/// The last change that an `updated_since` list shows now.
pub fn settled(now: Instant) -> Instant {
    now.plus_millis(-SETTLING_MS)
}

/// What a caller asks of a list.
#[derive(Debug, Clone)]
pub struct Listing {
    /// Rows a page, 1 to 200.
    pub limit: u64,
    /// Where the last page stopped.
    pub cursor: Option<Cursor>,
    /// Which list is asked: its cursors are good there alone.
    pub list: u64,
    /// Order, when not by update.
    pub sort: Sort,
    /// Only rows changed since, ordered by (updated_at, id).
    pub updated_since: Option<Instant>,
    /// Tombstones too.
    pub include_deleted: bool,
    /// Count the rows, up to 10,000.
    pub count: bool,
}

impl Default for Listing {
    fn default() -> Self {
        Self {
            limit: 50,
            cursor: None,
            list: 0,
            sort: Sort::Newest,
            updated_since: None,
            include_deleted: false,
            count: false,
        }
    }
}

impl Listing {
    /// Where a page of this list stopped.
    pub const fn stopped_at(&self, key: i64, id: Uuid) -> Cursor {
        Cursor { key, id, list: self.list }
    }

    /// The rows of a page out of one more than it has, and where the next one begins, by the key and the id of the last.
    pub fn cut<T>(&self, mut rows: Vec<T>, of: impl Fn(&T) -> (i64, Uuid)) -> (Vec<T>, Option<Cursor>) {
        let more = rows.len() as u64 > self.limit;
        rows.truncate(usize::try_from(self.limit).unwrap_or(usize::MAX));
        let next = rows.last().filter(|_| more).map(|row| {
            let (key, id) = of(row);
            self.stopped_at(key, id)
        });
        (rows, next)
    }
}

/// One page.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Where the next page begins, if there is one.
    pub next: Option<Cursor>,
    /// How many rows in all, if asked.
    pub total: Option<u64>,
}

impl<T> Page<T> {
    /// No rows.
    pub const fn empty() -> Self {
        Self { items: Vec::new(), next: None, total: Some(0) }
    }

    /// The same page of other things.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(f).collect(), next: self.next, total: self.total }
    }
}

impl<T> Page<T> {
    /// The same page of other things, where one of them may be inconsistent.
    pub fn try_map<U>(self, f: impl FnMut(T) -> Result<U, Fault>) -> Result<Page<U>, Fault> {
        let items = self.items.into_iter().map(f).collect::<Result<_, _>>()?;
        Ok(Page { items, next: self.next, total: self.total })
    }
}

/// The usual page keys of a table: `page_keys!(site)`, or `page_keys!(site, tombstones)` for one with `deleted_at_ms`.
macro_rules! page_keys {
    ($entity:ident) => {
        $crate::ground::platform::PageKeys {
            id: $entity::Column::Id,
            updated: Some($entity::Column::UpdatedAtMs),
            deleted: None,
            of: |row: &$entity::Model| (row.updated_at_ms, row.id),
        }
    };
    ($entity:ident, tombstones) => {
        $crate::ground::platform::PageKeys {
            deleted: Some($entity::Column::DeletedAtMs),
            ..$crate::ground::platform::page_keys!($entity)
        }
    };
}
pub(crate) use page_keys;

/// The columns a page is keyed by, and how to read them from a row.
pub struct PageKeys<E: EntityTrait> {
    /// The UUIDv7 key: creation order.
    pub id: E::Column,
    /// `updated_at_ms`, where the table has it.
    pub updated: Option<E::Column>,
    /// `deleted_at_ms`, where the table keeps tombstones.
    pub deleted: Option<E::Column>,
    /// (updated_at_ms, id) of a row.
    pub of: fn(&E::Model) -> (i64, Uuid),
}

/// Rows whose region lies in the scope: a range of codes each, so that an index that begins with the code serves it.
pub fn in_scope<C: ColumnTrait>(column: C, scope: &Scope) -> Condition {
    ranged(|| column.into_expr(), scope)
}

/// The same of a column that is told by an expression.
pub(super) fn ranged(code: impl Fn() -> Expr, scope: &Scope) -> Condition {
    // An empty scope must match nothing; an empty `any` would match everything.
    scope.regions().iter().fold(Condition::any().add(Expr::val(1).eq(0)), |any, region| match region.range() {
        None => any.add(Expr::val(1).eq(1)),
        Some((low, high)) => any.add(Condition::all().add(code().gte(low)).add(code().lt(high))),
    })
}

/// Rows whose text holds this one as it was typed: a percent sign and a low line mean themselves.
pub fn says<C: ColumnTrait>(column: C, text: &str) -> Expr {
    let mut pattern = String::from("%");
    for c in text.chars() {
        if matches!(c, '!' | '%' | '_') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    column.like(LikeExpr::new(pattern).escape('!'))
}

/// Rows that hold on a day: from one until another, that day not included, or for good.
pub fn holds_on<C: ColumnTrait>(from: C, until: C, day: Day) -> Condition {
    let open = Condition::any().add(until.is_null()).add(until.gt(day.date()));
    Condition::all().add(from.lte(day.date())).add(open)
}

/// Reads one page of `select`.
pub async fn page<E>(
    conn: &impl ConnectionTrait,
    select: Select<E>,
    keys: PageKeys<E>,
    listing: &Listing,
    now: Instant,
) -> Result<Page<E::Model>, Fault>
where
    E: EntityTrait,
    E::Model: FromQueryResult + Sized + Send + Sync,
{
    let (select, total) = paged(conn, select, &keys, listing, now).await?;
    let (items, next) = listing.cut(select.all(conn).await?, keys.of);
    Ok(Page { items, next, total })
}

/// The rows of one page of `select` and one more, in their order, for lists that read them in a way of their own; and how many rows there
/// are in all, if the caller asks.
pub async fn paged<E: EntityTrait>(
    conn: &impl ConnectionTrait,
    select: Select<E>,
    keys: &PageKeys<E>,
    listing: &Listing,
    now: Instant,
) -> Result<(Select<E>, Option<u64>), Fault> {
    let select = match keys.deleted {
        Some(deleted) if !listing.include_deleted => select.filter(deleted.is_null()),
        _ => select,
    };
    let (select, by_update) = match (listing.updated_since, keys.updated) {
        (Some(since), Some(updated)) => {
            (select.filter(updated.gte(since.millis())).filter(updated.lte(settled(now).millis())), Some(updated))
        }
        _ => (select, None),
    };
    let total = total(conn, &select, listing).await?;
    let ordered = match by_update {
        Some(updated) => after_update(select, updated, keys.id, listing.cursor),
        None => after_id(select, keys.id, listing.sort, listing.cursor),
    };
    Ok((ordered.limit(listing.limit + 1), total))
}

fn after_id<E: EntityTrait>(select: Select<E>, id: E::Column, sort: Sort, cursor: Option<Cursor>) -> Select<E> {
    match (sort, cursor) {
        (Sort::Newest, None) => select.order_by_desc(id),
        (Sort::Newest, Some(c)) => select.filter(id.lt(c.id)).order_by_desc(id),
        (Sort::Oldest, None) => select.order_by_asc(id),
        (Sort::Oldest, Some(c)) => select.filter(id.gt(c.id)).order_by_asc(id),
    }
}

fn after_update<E: EntityTrait>(
    select: Select<E>,
    updated: E::Column,
    id: E::Column,
    cursor: Option<Cursor>,
) -> Select<E> {
    let select = match cursor {
        Some(c) => select.filter(
            Condition::any().add(updated.gt(c.key)).add(Condition::all().add(updated.eq(c.key)).add(id.gt(c.id))),
        ),
        None => select,
    };
    select.order_by_asc(updated).order_by_asc(id)
}

/// How many rows a list has in all, if the caller asks.
pub async fn total<E: EntityTrait>(
    conn: &impl ConnectionTrait,
    select: &Select<E>,
    listing: &Listing,
) -> Result<Option<u64>, Fault> {
    Ok(if listing.count { Some(count(conn, select).await?) } else { None })
}

async fn count<E: EntityTrait>(conn: &impl ConnectionTrait, select: &Select<E>) -> Result<u64, Fault> {
    let mut inner = select.clone();
    let inner = QuerySelect::query(&mut inner).clear_selects().expr(Expr::val(1)).limit(COUNTED).take();
    let outer = Query::select()
        .expr_as(Func::count(Expr::col(Asterisk)).cast_as(Alias::new("bigint")), "n")
        .from_subquery(inner, "counted")
        .to_owned();
    let row = conn.query_one(&outer).await?.ok_or(Fault::RowCount { what: "count", wanted: 1, got: 0 })?;
    Ok(u64::try_from(row.try_get::<i64>("", "n")?).unwrap_or_default())
}
