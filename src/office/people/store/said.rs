//! Rows of whom two officers said to belong to a household.

use std::collections::HashMap;

use ::entity::{household_event, household_said};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, Statement, Value, sea_query::Expr,
};
use uuid::Uuid;

use super::kept::EditionRef;
use crate::{
    ground::{
        kernel::{HouseholdId, Instant, OfficerId, PersonId},
        platform::{Fault, Tx, insert_all, places},
    },
    office::people::model::Said,
};

/// Those who belong to the household `household` now by one officer's word alone, or head it so.
pub(super) const UNSAID: &str = "SELECT 1 FROM household_member um LEFT JOIN household_said us \
    ON us.household_id = um.household_id AND us.person_id = um.person_id \
    WHERE um.household_id = household.id AND um.until_on IS NULL \
    AND (us.person_id IS NULL OR (um.relation = 'head' AND us.head = (1 = 0)))";

/// Whom two officers said to belong to these households, in the order of the persons.
pub async fn said_of(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<Said>>, Fault> {
    let select = household_said::Entity::find()
        .filter(household_said::Column::HouseholdId.is_in(ids.iter().copied()))
        .order_by_asc(household_said::Column::PersonId);
    let mut found: HashMap<Uuid, Vec<Said>> = HashMap::new();
    for row in select.all(conn).await? {
        found.entry(row.household_id).or_default().push(Said {
            person: row.person_id.into(),
            head: row.head,
            by: row.said_by.map(Into::into),
            paper: row.file_id.map(Into::into),
            at: Instant::from_millis(row.said_at_ms),
        });
    }
    Ok(found)
}

/// Puts what is said of these households in the place of what stood there.
pub async fn rewrite_said(tx: &Tx, said: &[(HouseholdId, &[Said])]) -> Result<(), Fault> {
    household_said::Entity::delete_many()
        .filter(household_said::Column::HouseholdId.is_in(said.iter().map(|(id, _)| id.uuid())))
        .exec(tx.conn())
        .await?;
    let row = |id: HouseholdId, s: &Said| household_said::Model {
        household_id: id.uuid(),
        person_id: s.person.uuid(),
        head: s.head,
        said_by: s.by.map(|o| o.uuid()),
        file_id: s.paper.map(|f| f.uuid()),
        said_at_ms: s.at.millis(),
    };
    insert_all(tx, said.iter().flat_map(|(id, said)| said.iter().map(|s| row(*id, s))).collect()).await
}

/// Marks all that was told of a household as heard. Whoever calls holds the household.
pub async fn mark_heard(tx: &Tx, id: HouseholdId) -> Result<(), Fault> {
    household_event::Entity::update_many()
        .col_expr(household_event::Column::Heard, Expr::value(true))
        .filter(household_event::Column::HouseholdId.eq(id.uuid()))
        .filter(household_event::Column::Heard.eq(false))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Says what an edition of a month keeps and is so still, by whoever locked it: but for households of which the same person told, or
/// reversed, what nobody else has heard yet, by whichever account. Two statements and a lock, however many households there are.
pub async fn said_by_lock(
    tx: &Tx,
    of: EditionRef,
    (by, callers, now): (OfficerId, &[String], Instant),
) -> Result<(), Fault> {
    let (conn, backend) = (tx.conn(), tx.conn().get_database_backend());
    let (month, n) = (of.month.uuid(), of.n);
    // Who tells something of one of them meanwhile waits, and then finds it said, or has told it before and is seen here.
    if backend == sea_orm::DbBackend::Postgres {
        let hold = "SELECT h.id FROM household h WHERE h.id IN (SELECT k.household_id FROM people_month_household k \
             WHERE k.month_id = $1 AND k.edition = $2) ORDER BY h.id FOR UPDATE";
        conn.execute_raw(Statement::from_sql_and_values(backend, hold, [month.into(), n.into()])).await?;
    }
    let own = places(5, callers.len());
    let say = format!(
        "INSERT INTO household_said (household_id, person_id, head, said_by, said_at_ms) \
         SELECT m.household_id, m.person_id, (m.relation = 'head'), $3, $4 FROM people_month_member k \
           JOIN household_member m ON m.household_id = k.household_id AND m.person_id = k.person_id AND m.until_on IS NULL \
            AND (m.relation = 'head') = (k.relation = 'head') \
           LEFT JOIN household_said s ON s.household_id = m.household_id AND s.person_id = m.person_id \
          WHERE k.month_id = $1 AND k.edition = $2 \
            AND (s.person_id IS NULL OR (m.relation = 'head' AND s.head = (1 = 0))) \
            AND NOT EXISTS (SELECT 1 FROM household_event e WHERE e.household_id = m.household_id AND e.heard = (1 = 0) \
              AND (e.recorded_by IN ({own}) OR e.reversed_by IN ({own}))) \
         ON CONFLICT (household_id, person_id) DO UPDATE SET head = excluded.head, said_by = excluded.said_by, \
            file_id = NULL, said_at_ms = excluded.said_at_ms"
    );
    let mut values: Vec<Value> = vec![month.into(), n.into(), by.uuid().into(), now.millis().into()];
    values.extend(callers.iter().map(|caller| Value::from(caller.as_str())));
    conn.execute_raw(Statement::from_sql_and_values(backend, say, values)).await?;
    let hear = format!(
        "UPDATE household_event SET heard = (1 = 1) WHERE heard = (1 = 0) AND household_id IN (SELECT household.id FROM household \
          JOIN people_month_household k ON k.household_id = household.id AND k.month_id = $1 AND k.edition = $2 \
          WHERE NOT EXISTS ({UNSAID}))"
    );
    conn.execute_raw(Statement::from_sql_and_values(backend, hear, [month.into(), n.into()])).await?;
    Ok(())
}

/// Whom two officers said to belong to these households, and who of them as the head.
pub async fn said_in(
    conn: &impl ConnectionTrait,
    ids: &[HouseholdId],
) -> Result<HashMap<(HouseholdId, PersonId), bool>, Fault> {
    let select =
        household_said::Entity::find().filter(household_said::Column::HouseholdId.is_in(ids.iter().map(|i| i.uuid())));
    let rows = select.all(conn).await?;
    Ok(rows.into_iter().map(|row| ((row.household_id.into(), row.person_id.into()), row.head)).collect())
}
