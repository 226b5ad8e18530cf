//! Lines of a list that are to be paid, read in stretches of serials.

use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};
use uuid::Uuid;

use crate::{
    benefit::payouts::model::PayoutState,
    ground::{
        kernel::{AnyId, DistributionId, Money},
        platform::{Fault, listed, money_of, places},
    },
};

/// A line of a list, as far as it concerns who pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueLine {
    /// Serial of the holder.
    pub serial: i64,
    /// The holder of shares, or the entry of a roll.
    pub holder: AnyId,
    /// How much.
    pub amount: Money,
    /// Whether the list says that it is due.
    pub due: bool,
    /// Whether a payout of it is live.
    pub live: bool,
}

#[derive(FromQueryResult)]
struct Row {
    serial: i64,
    holder_id: Uuid,
    amount_fen: i64,
    due: i64,
    live: i64,
}

impl Row {
    fn line(self) -> Result<DueLine, Fault> {
        let (holder, amount) = (self.holder_id.into(), money_of(self.amount_fen)?);
        Ok(DueLine { serial: self.serial, holder, amount, due: self.due != 0, live: self.live != 0 })
    }
}

/// Whether a payout of the line `l` is live.
fn live() -> String {
    format!(
        "EXISTS (SELECT 1 FROM payout p WHERE p.distribution_id = l.distribution_id AND p.edition = l.edition \
           AND p.serial = l.serial AND p.state IN ({}))",
        listed(&PayoutState::LIVE)
    )
}

/// The next lines after a serial that are due and of which nothing is live, at most so many.
pub async fn due_after(
    conn: &impl ConnectionTrait,
    (id, edition): (DistributionId, i64),
    after: i64,
    most: usize,
) -> Result<Vec<DueLine>, Fault> {
    let sql = format!(
        "SELECT l.serial, l.holder_id, l.amount_fen, CAST(1 AS bigint) AS due, CAST(0 AS bigint) AS live FROM distribution_line l \
          WHERE l.distribution_id = $1 AND l.edition = $2 AND l.serial > $3 AND l.state = 'due' AND NOT {} \
          ORDER BY l.serial LIMIT {most}",
        live()
    );
    let values = [id.uuid().into(), edition.into(), after.into()];
    let select = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    Row::find_by_statement(select).all(conn).await?.into_iter().map(Row::line).collect()
}

/// The lines of these serials, whatever they are, in the order of the register.
pub async fn lines_named(
    conn: &impl ConnectionTrait,
    (id, edition): (DistributionId, i64),
    serials: &[i64],
) -> Result<Vec<DueLine>, Fault> {
    let (mut found, live) = (Vec::with_capacity(serials.len()), live());
    for some in serials.chunks(5_000) {
        let sql = format!(
            "SELECT l.serial, l.holder_id, l.amount_fen, CAST(CASE WHEN l.state = 'due' THEN 1 ELSE 0 END AS bigint) AS due, \
                    CAST(CASE WHEN {live} THEN 1 ELSE 0 END AS bigint) AS live FROM distribution_line l \
              WHERE l.distribution_id = $1 AND l.edition = $2 AND l.serial IN ({}) ORDER BY l.serial",
            places(3, some.len())
        );
        let mut values: Vec<Value> = vec![id.uuid().into(), edition.into()];
        values.extend(some.iter().map(|serial| Value::from(*serial)));
        let select = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
        for row in Row::find_by_statement(select).all(conn).await? {
            found.push(row.line()?);
        }
    }
    Ok(found)
}
