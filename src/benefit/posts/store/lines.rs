//! Rows of lines, and for which item and months whom they pay (R110).

use std::collections::{BTreeSet, HashMap};

use ::entity::{to_person_line, to_person_list, to_person_month};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _, Statement,
};
use uuid::Uuid;

use crate::{
    benefit::{
        posts::model::{ListLineQuery, ToPersonItem, ToPersonLine, ToPersonList},
        shares::Whose,
    },
    ground::{
        kernel::{Instant, Month, PersonId, Scope, ToPersonListId, Words as _},
        platform::{Fault, Listing, Page, PageKeys, Tx, in_scope, insert_all, money_of, page, places},
    },
};

/// How many persons one statement asks for.
const ASKED: usize = 500;

fn to_row(list: &ToPersonList, l: &ToPersonLine) -> to_person_line::Model {
    to_person_line::Model {
        id: l.id.uuid(),
        list_id: list.id.uuid(),
        region_code: list.region.to_string(),
        n: l.n,
        person_id: l.whose.person().map(|p| p.uuid()),
        household_id: l.whose.household().map(|h| h.uuid()),
        amount_fen: l.amount.fen(),
        reason: l.reason.clone(),
    }
}

fn from_row(row: to_person_line::Model) -> Result<ToPersonLine, Fault> {
    let whose = match (row.person_id, row.household_id) {
        (Some(person), None) => Whose::Person(person.into()),
        (None, Some(household)) => Whose::Household(household.into()),
        _ => return Err(Fault::inconsistent("a line of nobody")),
    };
    Ok(ToPersonLine { id: row.id.into(), n: row.n, whose, amount: money_of(row.amount_fen)?, reason: row.reason })
}

/// Writes the lines of a list, and for which months whom they pay.
pub async fn insert_lines(
    tx: &Tx,
    list: &ToPersonList,
    lines: &[ToPersonLine],
    paid: &[(PersonId, i64)],
    months: &[Month],
) -> Result<(), Fault> {
    insert_all(tx, lines.iter().map(|l| to_row(list, l)).collect()).await?;
    let ids: HashMap<i64, Uuid> = lines.iter().map(|l| (l.n, l.id.uuid())).collect();
    let key = &list.item_key;
    let mut rows = Vec::with_capacity(paid.len() * months.len());
    for (person, n) in paid {
        let line_id = *ids.get(n).ok_or_else(|| Fault::inconsistent("somebody who is paid by no line"))?;
        rows.extend(months.iter().map(|month| to_person_month::Model {
            person_id: person.uuid(),
            item_key: key.clone(),
            month: month.to_string(),
            line_id,
            list_id: list.id.uuid(),
        }));
    }
    insert_all(tx, rows).await
}

/// Takes the months that a list pays for from whom it has, and its lines where they are written anew.
pub async fn drop_lines(tx: &Tx, list: ToPersonListId, with_lines: bool) -> Result<(), Fault> {
    let months = to_person_month::Entity::delete_many().filter(to_person_month::Column::ListId.eq(list.uuid()));
    months.exec(tx.conn()).await?;
    if with_lines {
        let lines = to_person_line::Entity::delete_many().filter(to_person_line::Column::ListId.eq(list.uuid()));
        lines.exec(tx.conn()).await?;
    }
    Ok(())
}

/// Which of these persons another list pays for an item and one of these months: who, which month, the number of the list. Whoever
/// calls holds the persons.
pub async fn taken_by(
    tx: &Tx,
    list: &ToPersonList,
    persons: &[PersonId],
    months: &[Month],
) -> Result<Vec<(PersonId, String, String)>, Fault> {
    use to_person_month::Column;
    let mut found = Vec::new();
    for some in persons.chunks(ASKED) {
        let select = to_person_month::Entity::find()
            .filter(Column::PersonId.is_in(some.iter().map(|p| p.uuid())))
            .filter(Column::ItemKey.eq(list.item_key.as_str()))
            .filter(Column::Month.is_in(months.iter().map(Month::to_string)))
            .filter(Column::ListId.ne(list.id.uuid()));
        found.extend(select.all(tx.conn()).await?);
    }
    let ids: Vec<Uuid> = found.iter().map(|row| row.list_id).collect();
    let numbers: HashMap<Uuid, String> = numbers_of(tx.conn(), &ids).await?;
    let told = |row: to_person_month::Model| {
        let number = numbers.get(&row.list_id).cloned();
        Ok((row.person_id.into(), row.month, number.ok_or_else(|| Fault::inconsistent("a month of no list"))?))
    };
    found.into_iter().map(told).collect()
}

async fn numbers_of(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, String>, Fault> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let select = to_person_list::Entity::find()
        .filter(to_person_list::Column::Id.is_in(ids.iter().copied()))
        .select_only()
        .column(to_person_list::Column::Id)
        .column(to_person_list::Column::Number);
    Ok(select.into_tuple::<(Uuid, String)>().all(conn).await?.into_iter().collect())
}

/// That another list pays somebody for another item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaidBeside {
    /// Who.
    pub person: PersonId,
    /// For which month.
    pub month: String,
    /// The number of the list.
    pub list: String,
    /// For what.
    pub item: ToPersonItem,
    /// How that is called, where it has no word of its own.
    pub name: Option<String>,
}

impl PaidBeside {
    /// How officers call the item.
    pub fn called(&self) -> &str {
        self.name.as_deref().unwrap_or_else(|| self.item.label())
    }
}

/// Which of these persons another list pays for another item and one of these months. Whoever calls holds the persons.
pub async fn paid_beside(
    tx: &Tx,
    list: &ToPersonList,
    persons: &[PersonId],
    months: &[Month],
) -> Result<Vec<PaidBeside>, Fault> {
    use to_person_month::Column;
    let mut found = Vec::new();
    for some in persons.chunks(ASKED) {
        let select = to_person_month::Entity::find()
            .filter(Column::PersonId.is_in(some.iter().map(|p| p.uuid())))
            .filter(Column::ItemKey.ne(list.item_key.as_str()))
            .filter(Column::Month.is_in(months.iter().map(Month::to_string)))
            .filter(Column::ListId.ne(list.id.uuid()));
        found.extend(select.all(tx.conn()).await?);
    }
    let ids: BTreeSet<Uuid> = found.iter().map(|row| row.list_id).collect();
    let items = items_of(tx.conn(), &ids.into_iter().collect::<Vec<_>>()).await?;
    let told = |row: to_person_month::Model| {
        let found = items.get(&row.list_id).cloned();
        let (list, word, name) = found.ok_or_else(|| Fault::inconsistent("a month of no list"))?;
        let item = ToPersonItem::from_word(&word).ok_or_else(|| Fault::inconsistent("the item of a list"))?;
        Ok(PaidBeside { person: row.person_id.into(), month: row.month, list, item, name })
    };
    found.into_iter().map(told).collect()
}

/// The number of a list, the word of its item, and how that is called where it has none of its own.
type Called = (String, String, Option<String>);

async fn items_of(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Called>, Fault> {
    use to_person_list::Column;
    let mut found = HashMap::new();
    for some in ids.chunks(ASKED) {
        let select = to_person_list::Entity::find()
            .filter(Column::Id.is_in(some.iter().copied()))
            .select_only()
            .columns([Column::Id, Column::Number, Column::Item, Column::ItemName]);
        let rows: Vec<(Uuid, String, String, Option<String>)> = select.into_tuple().all(conn).await?;
        found.extend(rows.into_iter().map(|(id, number, item, name)| (id, (number, item, name))));
    }
    Ok(found)
}

/// Every line of a list, in their order.
pub async fn lines_of(conn: &impl ConnectionTrait, list: ToPersonListId) -> Result<Vec<ToPersonLine>, Fault> {
    let select = to_person_line::Entity::find()
        .filter(to_person_line::Column::ListId.eq(list.uuid()))
        .order_by_asc(to_person_line::Column::N);
    select.all(conn).await?.into_iter().map(from_row).collect()
}

/// Lines with the list of each.
pub async fn list_lines(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: ListLineQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<(ToPersonListId, ToPersonLine)>, Fault> {
    use to_person_line::Column;
    let whose = query.whose.and_then(|whose| match whose {
        Whose::Person(id) => Some(Column::PersonId.eq(id.uuid())),
        Whose::Household(id) => Some(Column::HouseholdId.eq(id.uuid())),
        Whose::Organisation(_) => None,
    });
    let wanted = [query.list.map(|l| Column::ListId.eq(l.uuid())), whose];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = to_person_line::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let keys =
        PageKeys::<to_person_line::Entity> { id: Column::Id, updated: None, deleted: None, of: |row| (0, row.id) };
    page(conn, select, keys, listing, now).await?.try_map(|row| Ok((row.list_id.into(), from_row(row)?)))
}

/// Lines of lists whose person worked in none of the list's months by a confirmed sheet, and those of households: how many of each list.
const IDLE: &str = "SELECT l.id AS list_id, count(*) AS idle FROM to_person_list l JOIN to_person_line n ON n.list_id = l.id \
    WHERE (n.person_id IS NULL OR NOT EXISTS (SELECT 1 FROM post_assignment a JOIN post_attendance w ON w.assignment_id = a.id \
      JOIN post_sheet s ON s.id = w.sheet_id AND s.state = 'confirmed' AND s.month BETWEEN l.from_month AND l.to_month \
      WHERE a.person_id = n.person_id AND w.worked_days > 0)) AND l.id IN";

/// How many lines of each of these lists pay somebody whose work nobody confirmed.
pub async fn idle_lines(
    conn: &impl ConnectionTrait,
    lists: &[ToPersonList],
) -> Result<HashMap<ToPersonListId, i64>, Fault> {
    if lists.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!("{IDLE} ({}) GROUP BY l.id", places(1, lists.len()));
    let values = lists.iter().map(|l| l.id.uuid().into());
    let rows = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    let count = |row: sea_orm::QueryResult| {
        let list: Uuid = row.try_get("", "list_id")?;
        Ok((list.into(), row.try_get::<i64>("", "idle")?))
    };
    rows.into_iter().map(count).collect()
}
