//! By which day persons died, as the share register tells it: what somebody had was inherited.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, Statement, Value};
use uuid::Uuid;

use crate::{
    benefit::collectives::dead_of_bodies,
    ground::{
        kernel::{Day, PersonId},
        platform::{Fault, places},
    },
    office::people::dead_of_households,
};

/// An inheritance of something that a holder `h` had, by an entry that stands: what joins the holder's table, and what it asks.
const INHERITED: [&str; 2] = [
    "JOIN share_entry e ON e.holder_id = h.id AND e.delta_e4 < 0 \
     JOIN share_transaction t ON t.id = e.transaction_id AND t.kind = 'inherit'",
    "NOT EXISTS (SELECT 1 FROM share_transaction v WHERE v.reverses_id = t.id)",
];

/// The serials of those holders of the scheme `$1` who died, by whatever tells of it: what `died_by` says of each, for a statement over a whole
/// register, whose holders are more than could be named.
pub fn dead_serials() -> String {
    let [by, standing] = INHERITED;
    format!(
        "SELECT o.serial FROM share_holder o \
           JOIN ({} UNION ALL {} UNION ALL SELECT h.person_id FROM share_holder h {by} WHERE {standing}) AS d \
             ON d.person_id = o.person_id WHERE o.scheme_id = $1",
        dead_of_households(),
        dead_of_bodies()
    )
}

/// The first day on which something of each of these persons was inherited by an entry that stands.
pub async fn inherited_from(conn: &impl ConnectionTrait, ids: &[PersonId]) -> Result<BTreeMap<PersonId, Day>, Fault> {
    let (mut found, [by, standing]) = (BTreeMap::new(), INHERITED);
    for some in ids.chunks(5_000) {
        let sql = format!(
            "SELECT h.person_id, CAST(min(t.happened_on) AS text) AS inherited_on FROM share_holder h {by} \
              WHERE h.person_id IN ({}) AND {standing} GROUP BY h.person_id",
            places(1, some.len())
        );
        let values: Vec<Value> = some.iter().map(|id| Value::from(id.uuid())).collect();
        let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
        for row in conn.query_all_raw(statement).await? {
            let (person, on): (Uuid, String) = (row.try_get("", "person_id")?, row.try_get("", "inherited_on")?);
            let on = on.parse().map_err(|()| Fault::inconsistent("the day of an inheritance"))?;
            found.insert(person.into(), on);
        }
    }
    Ok(found)
}
