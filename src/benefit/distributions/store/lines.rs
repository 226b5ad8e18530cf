//! Rows of lines as they are read: by page, one by one with what it was made of, and beside those of the edition before.

use std::collections::{BTreeMap, HashMap, HashSet};

use ::entity::{distribution_line, distribution_release, share_holding};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _, Statement,
    sea_query::{Expr, ExprTrait as _, Query},
};
use uuid::Uuid;

use super::releases::{let_go, not_called_back, released_of};
use crate::{
    benefit::{
        distributions::model::{Distribution, Kept, KeptClass, Line, LineQuery, LineState, Moved, Movement, Register},
        rolls::{NeedClass, RollEntry, entries_by_id},
        shares::{Whose, holders_by_id},
    },
    ground::{
        kernel::{Day, Instant, Money, Words as _},
        platform::{Fault, Listing, Page, PageKeys, money_of, page, word},
    },
};

/// Who a line is of, and of which class of a roll.
type Of = (Whose, Option<NeedClass>);

/// Who these holders of shares, or entries of rolls, are. A plan that was sent back may be written anew by another register, and shows the lines of
/// the one before until it is computed.
async fn owners(conn: &impl ConnectionTrait, ids: &HashSet<Uuid>) -> Result<HashMap<Uuid, Of>, Fault> {
    let mut found: HashMap<Uuid, Of> =
        holders_by_id(conn, ids).await?.into_iter().map(|(id, holder)| (id, (holder.whose, None))).collect();
    let others: HashSet<Uuid> = ids.iter().filter(|id| !found.contains_key(*id)).copied().collect();
    let entries = entries_by_id(conn, &others).await?;
    found.extend(entries.into_iter().map(|(id, entry)| (id, (entry.whose, Some(entry.class)))));
    Ok(found)
}

/// Who these holders of shares, or entries of rolls, are.
pub async fn whose_of(conn: &impl ConnectionTrait, ids: &HashSet<Uuid>) -> Result<HashMap<Uuid, Whose>, Fault> {
    Ok(owners(conn, ids).await?.into_iter().map(|(id, (whose, _))| (id, whose)).collect())
}

/// Rows of one list with who their holders are, and what of them was let go.
async fn whole(conn: &impl ConnectionTrait, rows: Vec<distribution_line::Model>) -> Result<Vec<Line>, Fault> {
    let owners = owners(conn, &rows.iter().map(|r| r.holder_id).collect()).await?;
    let serials: Vec<i64> = rows.iter().map(|r| r.serial).collect();
    let mut released = match rows.first() {
        Some(row) => released_of(conn, (row.distribution_id, row.edition), &serials).await?,
        None => BTreeMap::new(),
    };
    let with = |row: distribution_line::Model| {
        let of = owners.get(&row.holder_id).copied();
        let (whose, class) = of.ok_or_else(|| Fault::inconsistent("a line of nobody"))?;
        Ok(Line {
            holder: row.holder_id.into(),
            serial: row.serial,
            whose,
            class,
            weight_e4: row.weight_e4,
            amount: money_of(row.amount_fen)?,
            state: word(&row.state)?,
            reason: row.reason,
            released: released.remove(&row.serial).unwrap_or_default(),
        })
    };
    rows.into_iter().map(with).collect()
}

/// Whether a line may be paid: it is due, or was let go.
pub(super) fn payable() -> Condition {
    use distribution_line::Column;
    let own = |of: distribution_release::Column, line: Column| {
        Expr::col((distribution_release::Entity, of)).equals((distribution_line::Entity, line))
    };
    let mut released = Query::select();
    released
        .expr(Expr::value(1))
        .from(distribution_release::Entity)
        .and_where(own(distribution_release::Column::DistributionId, Column::DistributionId))
        .and_where(own(distribution_release::Column::Edition, Column::Edition))
        .and_where(own(distribution_release::Column::Serial, Column::Serial))
        .and_where(not_called_back());
    Condition::any().add(Column::State.eq(LineState::Due.word())).add(Expr::exists(released))
}

/// The lines of a plan's last edition, in the order of the register.
pub async fn list_lines(
    conn: &impl ConnectionTrait,
    d: &Distribution,
    query: LineQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Line>, Fault> {
    use distribution_line::Column;
    let wanted = [query.state.map(|s| Column::State.eq(s.word())), query.serial.map(|s| Column::Serial.eq(s))];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = distribution_line::Entity::find()
        .filter(Column::DistributionId.eq(d.id.uuid()))
        .filter(Column::Edition.eq(d.edition))
        .filter(wanted);
    let select = if query.payable { select.filter(payable()) } else { select };
    let keys = PageKeys::<distribution_line::Entity> {
        id: Column::HolderId,
        updated: None,
        deleted: None,
        of: |row| (0, row.holder_id),
    };
    let found = page(conn, select, keys, listing, now).await?;
    Ok(Page { items: whole(conn, found.items).await?, next: found.next, total: found.total })
}

/// What of a plan's last edition lies between two serials, and before them.
pub struct Spanned {
    /// How many lines between them.
    pub lines: i64,
    /// How many before.
    pub before: i64,
    /// What these come to.
    pub before_sum: Money,
}

/// What of a plan's last edition lies between two serials, both included, and before them.
pub async fn spanned(
    conn: &impl ConnectionTrait,
    d: &Distribution,
    (from, until): (i64, i64),
) -> Result<Spanned, Fault> {
    let sql = "SELECT CAST(coalesce(sum(CASE WHEN serial >= $3 THEN 1 ELSE 0 END), 0) AS bigint) AS lines, \
                      CAST(coalesce(sum(CASE WHEN serial < $3 THEN 1 ELSE 0 END), 0) AS bigint) AS earlier, \
                      CAST(coalesce(sum(CASE WHEN serial < $3 THEN amount_fen ELSE 0 END), 0) AS bigint) AS fen \
                 FROM distribution_line WHERE distribution_id = $1 AND edition = $2 AND serial <= $4";
    let values = [d.id.uuid().into(), d.edition.into(), from.into(), until.into()];
    let row = conn.query_one_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    let row = row.ok_or_else(|| Fault::inconsistent("a sum without a row"))?;
    Ok(Spanned {
        lines: row.try_get("", "lines")?,
        before: row.try_get("", "earlier")?,
        before_sum: money_of(row.try_get("", "fen")?)?,
    })
}

/// The first lines of a plan's last edition between two serials, both included, by serial.
pub async fn lines_by_serial(
    conn: &impl ConnectionTrait,
    d: &Distribution,
    (from, until): (i64, i64),
    most: u64,
) -> Result<Vec<Line>, Fault> {
    use distribution_line::Column;
    let select = distribution_line::Entity::find()
        .filter(Column::DistributionId.eq(d.id.uuid()))
        .filter(Column::Edition.eq(d.edition))
        .filter(Column::Serial.gte(from))
        .filter(Column::Serial.lte(until))
        .order_by_asc(Column::Serial)
        .limit(most);
    whole(conn, select.all(conn).await?).await
}

/// What lines of a plan come to that are neither due nor were let go.
pub async fn waiting_sum(conn: &impl ConnectionTrait, d: &Distribution) -> Result<Money, Fault> {
    let sql = format!(
        "SELECT CAST(coalesce(sum(l.amount_fen), 0) AS bigint) AS fen FROM distribution_line l {} \
          WHERE l.distribution_id = $1 AND l.edition = $2 AND l.state <> 'due' AND r.serial IS NULL",
        let_go()
    );
    let values = [d.id.uuid().into(), d.edition.into()];
    let row = conn.query_one_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    let row = row.ok_or_else(|| Fault::inconsistent("a sum without a row"))?;
    money_of(row.try_get("", "fen")?)
}

pub async fn find_line(conn: &impl ConnectionTrait, d: &Distribution, serial: i64) -> Result<Option<Line>, Fault> {
    use distribution_line::Column;
    let select = distribution_line::Entity::find()
        .filter(Column::DistributionId.eq(d.id.uuid()))
        .filter(Column::Edition.eq(d.edition))
        .filter(Column::Serial.eq(serial));
    let row = select.one(conn).await?;
    Ok(whole(conn, row.into_iter().collect()).await?.pop())
}

/// What a line was made of: shares of the plan's classes from day to day, or the one entry of a roll.
pub async fn kept_of(conn: &impl ConnectionTrait, d: &Distribution, line: &Line) -> Result<Vec<Kept>, Fault> {
    let holder = line.holder.uuid();
    let Register::Shares { classes, .. } = &d.register else {
        let entries = entries_by_id(conn, &HashSet::from([holder])).await?;
        let kept = |e: &RollEntry| Kept {
            class: KeptClass::Roll(e.class),
            from: e.from,
            until: e.until(),
            units_e4: e.units_e4,
        };
        return Ok(entries.values().map(kept).collect());
    };
    let select = share_holding::Entity::find()
        .filter(share_holding::Column::HolderId.eq(holder))
        .filter(share_holding::Column::Class.is_in(classes.iter().map(|c| c.word())))
        .order_by_asc(share_holding::Column::FromOn)
        .order_by_asc(share_holding::Column::Class);
    let kept = |row: share_holding::Model| {
        Ok(Kept {
            class: KeptClass::Shares(word(&row.class)?),
            from: Day::from_date(row.from_on),
            until: row.until_on.map(Day::from_date),
            units_e4: row.shares_e4,
        })
    };
    select.all(conn).await?.into_iter().map(kept).collect()
}

/// The lines of two editions, one beside the other, where they differ: serial, what it was, what it is.
const DIFFERENT: &str = "SELECT a.serial AS serial, b.amount_fen AS was, a.amount_fen AS is_now \
      FROM distribution_line a LEFT JOIN distribution_line b \
        ON b.distribution_id = a.distribution_id AND b.edition = $3 AND b.holder_id = a.holder_id \
     WHERE a.distribution_id = $1 AND a.edition = $2 \
       AND (b.holder_id IS NULL OR b.amount_fen <> a.amount_fen OR b.state <> a.state) \
    UNION ALL \
    SELECT b.serial, b.amount_fen, NULL FROM distribution_line b \
     WHERE b.distribution_id = $1 AND b.edition = $3 AND NOT EXISTS (SELECT 1 FROM distribution_line a \
       WHERE a.distribution_id = b.distribution_id AND a.edition = $2 AND a.holder_id = b.holder_id)";

fn editions(backend: sea_orm::DbBackend, sql: String, d: &Distribution) -> Statement {
    let values = [d.id.uuid().into(), d.edition.into(), (d.edition - 1).into()];
    Statement::from_sql_and_values(backend, sql, values)
}

/// How many lines the last calculation added, removed and changed.
pub async fn difference_counts(
    conn: &impl ConnectionTrait,
    d: &Distribution,
) -> Result<BTreeMap<Movement, i64>, Fault> {
    let sql = format!(
        "SELECT CASE WHEN m.was IS NULL THEN 'added' WHEN m.is_now IS NULL THEN 'removed' ELSE 'changed' END AS movement, \
                count(*) AS n FROM ({DIFFERENT}) AS m GROUP BY 1"
    );
    let rows = conn.query_all_raw(editions(conn.get_database_backend(), sql, d)).await?;
    let count =
        |row: sea_orm::QueryResult| Ok((word(&row.try_get::<String>("", "movement")?)?, row.try_get::<i64>("", "n")?));
    rows.into_iter().map(count).collect()
}

/// The first of them, by serial.
pub async fn differences(conn: &impl ConnectionTrait, d: &Distribution, most: u64) -> Result<Vec<Moved>, Fault> {
    let sql = format!("SELECT m.serial, m.was, m.is_now FROM ({DIFFERENT}) AS m ORDER BY m.serial LIMIT {most}");
    let rows = conn.query_all_raw(editions(conn.get_database_backend(), sql, d)).await?;
    let moved = |row: sea_orm::QueryResult| {
        let was = row.try_get::<Option<i64>>("", "was")?.map(money_of).transpose()?;
        let is = row.try_get::<Option<i64>>("", "is_now")?.map(money_of).transpose()?;
        let movement = match (was, is) {
            (None, _) => Movement::Added,
            (_, None) => Movement::Removed,
            _ => Movement::Changed,
        };
        Ok(Moved { movement, serial: row.try_get("", "serial")?, was, is })
    };
    rows.into_iter().map(moved).collect()
}
