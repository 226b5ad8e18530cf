//! Rows of what was let go of lines that waited. They are only ever added.

use std::collections::{BTreeMap, HashSet};

use ::entity::distribution_release;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _};
use uuid::Uuid;

use crate::{
    benefit::{
        distributions::model::{Distribution, Release, Released},
        shares::holders_by_id,
    },
    ground::{
        kernel::Instant,
        platform::{Fault, Tx, insert_all, money_of},
    },
};

/// Writes what was let go of a line. Whoever calls holds the plan.
pub async fn insert_releases(tx: &Tx, d: &Distribution, (serial, parts): (i64, &[Release])) -> Result<(), Fault> {
    let row = |r: &Release| distribution_release::Model {
        distribution_id: d.id.uuid(),
        edition: d.edition,
        serial,
        part: r.part,
        heir_id: r.heir.map(|heir| heir.uuid()),
        amount_fen: r.amount.fen(),
        reason: r.reason.clone(),
        file_id: r.paper.uuid(),
        released_by: r.released_by.uuid(),
        released_at_ms: r.released_at.millis(),
    };
    insert_all(tx, parts.iter().map(row).collect()).await
}

/// What was let go of lines of these serials of a list, by serial, in the order of the parts.
pub async fn released_of(
    conn: &impl ConnectionTrait,
    (plan, edition): (Uuid, i64),
    serials: &[i64],
) -> Result<BTreeMap<i64, Vec<Released>>, Fault> {
    use distribution_release::Column;
    let mut rows = Vec::new();
    for some in serials.chunks(5_000) {
        let select = distribution_release::Entity::find()
            .filter(Column::DistributionId.eq(plan))
            .filter(Column::Edition.eq(edition))
            .filter(Column::Serial.is_in(some.iter().copied()))
            .order_by_asc(Column::Serial)
            .order_by_asc(Column::Part);
        rows.extend(select.all(conn).await?);
    }
    let heirs: HashSet<Uuid> = rows.iter().filter_map(|row| row.heir_id).collect();
    let holders = holders_by_id(conn, &heirs).await?;
    let mut found: BTreeMap<i64, Vec<Released>> = BTreeMap::new();
    for row in rows {
        let heir = row.heir_id.map(|id| holders.get(&id).ok_or_else(|| Fault::inconsistent("an heir of no register")));
        let heir = heir.transpose()?.map(|holder| (holder.serial, holder.whose));
        found.entry(row.serial).or_default().push(Released {
            part: row.part,
            heir,
            amount: money_of(row.amount_fen)?,
            on: Instant::from_millis(row.released_at_ms).day(),
            reason: row.reason,
        });
    }
    Ok(found)
}
