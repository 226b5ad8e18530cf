//! By which day persons died, as the share register tells it: what somebody had was inherited.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, Statement, Value};
use uuid::Uuid;

use crate::ground::{
    kernel::{Day, PersonId},
    platform::{Fault, places},
};

/// The first day on which something of each of these persons was inherited by an entry that stands.
pub async fn inherited_from(conn: &impl ConnectionTrait, ids: &[PersonId]) -> Result<BTreeMap<PersonId, Day>, Fault> {
    let mut found = BTreeMap::new();
    for some in ids.chunks(5_000) {
        let sql = format!(
            "SELECT h.person_id, CAST(min(t.happened_on) AS text) AS inherited_on FROM share_holder h \
               JOIN share_entry e ON e.holder_id = h.id AND e.delta_e4 < 0 \
               JOIN share_transaction t ON t.id = e.transaction_id AND t.kind = 'inherit' \
              WHERE h.person_id IN ({}) AND NOT EXISTS (SELECT 1 FROM share_transaction v WHERE v.reverses_id = t.id) \
              GROUP BY h.person_id",
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
