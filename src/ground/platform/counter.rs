//! Printed numbers: one counter row for each kind, region and year, raised inside the caller's transaction.

use sea_orm::{ConnectionTrait, Statement};

use super::{Fault, Tx};
use crate::ground::kernel::{NumberKind, PrintedNumber, RegionCode, Words};

/// So many next numbers of a kind in a region, lowest first, in one statement; as [`next_number`].
pub async fn next_numbers(
    tx: &Tx,
    kind: NumberKind,
    region: &RegionCode,
    count: usize,
) -> Result<Vec<PrintedNumber>, Fault> {
    let count = i64::try_from(count).map_err(|_| Fault::inconsistent("a count of numbers"))?;
    let year = tx.now().await?.day().year();
    let sql = "INSERT INTO number_counter(kind, region_code, year, serial) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (kind, region_code, year) DO UPDATE SET serial = number_counter.serial + $4 RETURNING serial";
    let values = [kind.word().into(), region.as_str().into(), year.into(), count.into()];
    let conn = tx.conn();
    let row = conn.query_one_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    let last: i64 = row.ok_or(Fault::RowCount { what: "number_counter", wanted: 1, got: 0 })?.try_get("", "serial")?;
    let number = |serial| PrintedNumber { kind, region: region.clone(), year, serial };
    Ok((last - count + 1..=last).map(number).collect())
}

/// The next number of a kind in a region, for the year of today's civil day. The counter row stays locked until commit:
/// numbers rise, and one that was given to a refused command is given again.
pub async fn next_number(tx: &Tx, kind: NumberKind, region: &RegionCode) -> Result<PrintedNumber, Fault> {
    let given = next_numbers(tx, kind, region, 1).await?.pop();
    given.ok_or(Fault::RowCount { what: "number_counter", wanted: 1, got: 0 })
}
