//! Lines of lists whose payee is gone, and lists whose payment was taken back.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};
use uuid::Uuid;

use crate::{
    benefit::posts::model::{PayeeGone, ToPersonList},
    ground::{
        kernel::{Day, PersonId, ToPersonListId},
        platform::{Fault, places, word},
    },
};

/// Who left every household before the first month that a list pays for; households that were empty before it. Months are compared as their text,
/// which both engines cut alike.
const GONE: &str = "SELECT l.id AS list_id, n.n AS n, 'moved_away' AS why, CAST(max(m.until_on) AS text) AS since \
      FROM to_person_list l JOIN to_person_line n ON n.list_id = l.id JOIN household_member m ON m.person_id = n.person_id \
     WHERE l.id IN ({ids}) GROUP BY l.id, l.from_month, n.n \
    HAVING count(*) = count(m.until_on) AND substr(CAST(max(m.until_on) AS text), 1, 7) < l.from_month \
    UNION ALL SELECT l.id, n.n, 'emptied', CAST(max(m.until_on) AS text) \
      FROM to_person_list l JOIN to_person_line n ON n.list_id = l.id JOIN household_member m ON m.household_id = n.household_id \
     WHERE l.id IN ({ids}) GROUP BY l.id, l.from_month, n.n \
    HAVING count(*) = count(m.until_on) AND substr(CAST(max(m.until_on) AS text), 1, 7) < l.from_month";

/// Which persons the lines of lists pay.
const PAID: &str = "SELECT n.list_id, n.n AS n, n.person_id FROM to_person_line n WHERE n.list_id IN ({ids}) AND n.person_id IS NOT NULL";

#[derive(FromQueryResult)]
struct GoneRow {
    list_id: Uuid,
    n: i64,
    why: String,
    since: String,
}

/// Which lines of a list pay somebody who is gone, each once, and since which day.
pub type GoneLines = BTreeMap<i64, (PayeeGone, Day)>;

fn bound(conn: &impl ConnectionTrait, sql: &str, lists: &[ToPersonList]) -> Statement {
    let values: Vec<Value> = lists.iter().map(|l| l.id.uuid().into()).collect();
    let sql = sql.replace("{ids}", &places(1, lists.len()));
    Statement::from_sql_and_values(conn.get_database_backend(), sql, values)
}

/// The lines of these lists that pay somebody who left, or a household that is empty, in one query.
pub async fn gone_payees(
    conn: &impl ConnectionTrait,
    lists: &[ToPersonList],
) -> Result<HashMap<ToPersonListId, GoneLines>, Fault> {
    let mut found: HashMap<ToPersonListId, GoneLines> = HashMap::new();
    if lists.is_empty() {
        return Ok(found);
    }
    for row in GoneRow::find_by_statement(bound(conn, GONE, lists)).all(conn).await? {
        let since: Day = row.since.parse().map_err(|()| Fault::inconsistent("the day on which somebody left"))?;
        found.entry(row.list_id.into()).or_default().insert(row.n, (word(&row.why)?, since));
    }
    Ok(found)
}

#[derive(FromQueryResult)]
struct PaidRow {
    list_id: Uuid,
    n: i64,
    person_id: Uuid,
}

/// The persons whom these lists pay, each by list and line, in one query.
pub async fn persons_paid(
    conn: &impl ConnectionTrait,
    lists: &[ToPersonList],
) -> Result<Vec<(ToPersonListId, i64, PersonId)>, Fault> {
    if lists.is_empty() {
        return Ok(Vec::new());
    }
    let rows = PaidRow::find_by_statement(bound(conn, PAID, lists)).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.list_id.into(), row.n, row.person_id.into())).collect())
}

/// By which reversal the spending that pays a list was taken back.
const TAKEN_BACK: &str = "SELECT l.id AS list_id, s.number AS spending, r.number AS reversal, CAST(r.spent_on AS text) AS taken_on \
      FROM to_person_list l JOIN income_spending s ON s.id = l.spending_id JOIN income_spending r ON r.reverses_id = s.id \
     WHERE l.id IN ({ids})";

#[derive(FromQueryResult)]
struct TakenRow {
    list_id: Uuid,
    spending: String,
    reversal: String,
    taken_on: String,
}

/// That what paid a list was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenBack {
    /// The number of the spending.
    pub spending: String,
    /// The number of its reversal.
    pub reversal: String,
    /// On which day.
    pub on: Day,
}

/// Those of these lists whose spending was taken back, in one query.
pub async fn taken_back(
    conn: &impl ConnectionTrait,
    lists: &[ToPersonList],
) -> Result<HashMap<ToPersonListId, TakenBack>, Fault> {
    if lists.is_empty() {
        return Ok(HashMap::new());
    }
    let taken = |row: TakenRow| {
        let on = row.taken_on.parse().map_err(|()| Fault::inconsistent("the day of a reversal"))?;
        Ok((row.list_id.into(), TakenBack { spending: row.spending, reversal: row.reversal, on }))
    };
    TakenRow::find_by_statement(bound(conn, TAKEN_BACK, lists)).all(conn).await?.into_iter().map(taken).collect()
}
