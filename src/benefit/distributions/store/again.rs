//! Plans by one register whose months meet.

use std::collections::HashMap;

use ::entity::distribution;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder as _, QuerySelect as _,
    Statement, Value,
};
use uuid::Uuid;

use crate::{
    benefit::distributions::model::{Again, DistributionKind, DistributionState, Register},
    ground::{
        kernel::{DistributionId, Money, Month, Words as _},
        platform::{Fault, listed, money_of, places},
    },
};

fn again(number: String, months: [&str; 2], (pool, lines): (i64, i64)) -> Result<Again, Fault> {
    let month = |text: &str| text.parse::<Month>().map_err(|()| Fault::inconsistent("the month of a distribution"));
    let (pool, lines): (Money, Money) = (money_of(pool)?, money_of(lines)?);
    let amount = if lines.is_positive() { lines } else { pool };
    Ok(Again { number, months: (month(months[0])?, month(months[1])?), amount })
}

/// The other plans of a kind by a register that are not sent back or annulled and whose months meet these, in their order. Whoever calls holds the
/// body: nobody files one meanwhile.
pub async fn planned_again(
    conn: &impl ConnectionTrait,
    (register, kind): (&Register, DistributionKind),
    (from, to): (Month, Month),
    but: DistributionId,
) -> Result<Vec<Again>, Fault> {
    use distribution::Column;
    let by = match register {
        Register::Shares { scheme, .. } => Column::SchemeId.eq(scheme.uuid()),
        Register::Roll { roll, .. } => Column::RollId.eq(roll.uuid()),
    };
    let gone = [DistributionState::Returned, DistributionState::Annulled].map(|state| state.word());
    let select = distribution::Entity::find()
        .filter(by)
        .filter(Column::Kind.eq(kind.word()))
        .filter(Column::FromMonth.lte(to.to_string()))
        .filter(Column::ToMonth.gte(from.to_string()))
        .filter(Column::State.is_not_in(gone))
        .filter(Column::Id.ne(but.uuid()))
        .order_by_asc(Column::Id)
        .select_only()
        .columns([Column::Number, Column::FromMonth, Column::ToMonth, Column::PoolFen, Column::LinesFen]);
    let rows: Vec<(String, String, String, i64, i64)> = select.into_tuple().all(conn).await?;
    rows.into_iter().map(|(number, from, to, pool, lines)| again(number, [&from, &to], (pool, lines))).collect()
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    number: String,
    from_month: String,
    to_month: String,
    pool_fen: i64,
    lines_fen: i64,
}

/// Of those of these plans whose list was locked, the plans of before whose list was locked for some of the same months by the same
/// register; in one query, in their order.
pub async fn locked_again(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<Again>>, Fault> {
    let mut found: HashMap<Uuid, Vec<Again>> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let (booked, count) = (listed(&DistributionState::BOOKED), ids.len());
    let by = |column: &str| {
        format!(
            "SELECT d.id AS id, o.number, o.from_month, o.to_month, o.pool_fen, o.lines_fen, o.id AS other_id FROM distribution d \
               JOIN distribution o ON o.{column} = d.{column} AND o.id < d.id AND o.kind = d.kind \
                AND o.from_month <= d.to_month AND o.to_month >= d.from_month AND o.state IN ({booked}) \
              WHERE d.state IN ({booked}) AND d.id IN ({})",
            places(1, count)
        )
    };
    let sql = format!("{} UNION ALL {} ORDER BY id, other_id", by("scheme_id"), by("roll_id"));
    let values: Vec<Value> = ids.iter().map(|id| Value::from(*id)).collect();
    let select = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    for row in Row::find_by_statement(select).all(conn).await? {
        let other = again(row.number, [&row.from_month, &row.to_month], (row.pool_fen, row.lines_fen))?;
        found.entry(row.id).or_default().push(other);
    }
    Ok(found)
}
