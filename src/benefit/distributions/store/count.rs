//! What makes lines of a share register or a roll, in stretches of serials: one statement on PostgreSQL, in bounded memory on SQLite.

use ::entity::distribution_line;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QueryOrder as _,
    QuerySelect as _, Statement, sea_query::Value,
};
use uuid::Uuid;

use crate::{
    benefit::{
        distributions::model::{Distribution, LineState, Measure, Measures, Register},
        shares::dead_serials,
    },
    ground::{
        kernel::{AnyId, Digest, Digester, Words as _},
        platform::{Fault, Tx, insert_all, listed},
    },
};

/// A stretch of serials: after the first, up to the last.
pub type Range = (i64, i64);

/// The ordinal of the month of a day's column, and the words for the least and the greatest of two, in an engine's dialect.
fn dialect(backend: DbBackend) -> (fn(&str) -> String, &'static str, &'static str) {
    match backend {
        DbBackend::Postgres => (
            |column| format!("(extract(year FROM {column}) * 12 + extract(month FROM {column}) - 1)::bigint"),
            "least",
            "greatest",
        ),
        _ => (
            |column| {
                format!("(CAST(substr({column}, 1, 4) AS INTEGER) * 12 + CAST(substr({column}, 6, 2) AS INTEGER) - 1)")
            },
            "min",
            "max",
        ),
    }
}

/// Weights of everybody with a serial of $2 to $3 in the register $1: months whose last day lies in a stretch, by what somebody has in it. What
/// `model::months_in` says of one stretch. A line of shares is of all classes of the plan, and has none; an entry of a roll has one.
fn weights(d: &Distribution, backend: DbBackend) -> String {
    let (ordinal, least, greatest) = dialect(backend);
    let (first, last) = (d.months.0.ordinal(), d.months.1.ordinal());
    let months = |row: &str| {
        let (begins, ends) = (ordinal(&format!("{row}.from_on")), ordinal(&format!("{row}.until_on")));
        format!(
            "{greatest}({least}(coalesce({ends}, {after}), {after}) - {greatest}({begins}, {first}), 0)",
            after = last + 1
        )
    };
    match &d.register {
        Register::Shares { classes, .. } => {
            let (weight, classes) = (format!("sum(h.shares_e4 * {})", months("h")), listed(classes));
            let of_stretch = "o.scheme_id = $1 AND o.serial > $2 AND o.serial <= $3";
            if backend == DbBackend::Postgres {
                // Holder by holder: joined, PostgreSQL would go through the holdings of every register of the province for each stretch.
                return format!(
                    "SELECT o.id AS holder_id, o.serial, '' AS class, m.weight_e4 FROM share_holder o CROSS JOIN LATERAL \
                       (SELECT CAST({weight} AS bigint) AS weight_e4 FROM share_holding h \
                         WHERE h.holder_id = o.id AND h.class IN ({classes})) AS m WHERE {of_stretch} AND m.weight_e4 > 0"
                );
            }
            format!(
                "SELECT o.id AS holder_id, o.serial, '' AS class, CAST({weight} AS bigint) AS weight_e4 \
                   FROM share_holder o JOIN share_holding h ON h.holder_id = o.id \
                  WHERE {of_stretch} AND h.class IN ({classes}) GROUP BY o.id, o.serial HAVING {weight} > 0"
            )
        }
        Register::Roll { .. } => {
            let months = months("e");
            format!(
                "SELECT e.id AS holder_id, e.serial, e.class, CAST(e.units_e4 * {months} AS bigint) AS weight_e4 \
                   FROM roll_entry e WHERE e.roll_id = $1 AND e.serial > $2 AND e.serial <= $3 AND NOT e.void AND {months} > 0"
            )
        }
    }
}

fn stretch(register: &Register, (after, to): Range) -> [Value; 3] {
    let id = match register {
        Register::Shares { scheme, .. } => scheme.uuid(),
        Register::Roll { roll, .. } => roll.uuid(),
    };
    [id.into(), after.into(), to.into()]
}

/// All weights of a plan by the words of their classes, in ten-thousandths; nothing where one is more than can be counted. Of shares they are
/// all of one class, that has no word.
pub async fn weights_by_class(tx: &Tx, d: &Distribution) -> Result<Option<Vec<(String, i64)>>, Fault> {
    let backend = tx.conn().get_database_backend();
    // Whole units and what is beyond them apart, so that no engine's sum passes 2^63 before it is looked at.
    let sql = format!(
        "SELECT w.class, CAST(sum(w.weight_e4 / 10000) AS bigint) AS whole, CAST(sum(w.weight_e4 % 10000) AS bigint) AS part \
           FROM ({}) AS w GROUP BY w.class ORDER BY w.class",
        weights(d, backend)
    );
    let values = stretch(&d.register, (0, i64::MAX));
    let mut found = Vec::new();
    for row in tx.conn().query_all_raw(Statement::from_sql_and_values(backend, sql, values)).await? {
        let (whole, part): (i64, i64) = (row.try_get("", "whole")?, row.try_get("", "part")?);
        let sum = whole.checked_mul(10_000).and_then(|whole| whole.checked_add(part));
        let Some(weight) = sum else { return Ok(None) };
        found.push((row.try_get("", "class")?, weight));
    }
    Ok(Some(found))
}

#[derive(FromQueryResult)]
struct Weight {
    holder_id: Uuid,
    serial: i64,
    class: String,
    weight_e4: i64,
}

/// Measures as expressions over `w.class`: of how many fen, for which weight. They are numbers and words of closed lists.
fn expressions(measures: &Measures) -> (String, String) {
    match measures {
        Measures::One(measure) => (measure.fen.to_string(), measure.weight_e4.to_string()),
        Measures::ByClass(all) => {
            let cases = |of: fn(&Measure) -> i64| {
                let each = all.iter().map(|(word, measure)| format!("WHEN '{word}' THEN {}::numeric", of(measure)));
                format!("CASE w.class {} END", each.collect::<Vec<_>>().join(" "))
            };
            (cases(|m| m.fen), cases(|m| m.weight_e4))
        }
    }
}

/// Writes the lines of a stretch of serials. False where an amount is more than can be counted.
pub async fn insert_lines(tx: &Tx, d: &Distribution, measures: &Measures, range: Range) -> Result<bool, Fault> {
    let backend = tx.conn().get_database_backend();
    let weights = weights(d, backend);
    if backend == DbBackend::Postgres {
        // `numeric` is exact, and `div` leaves the whole fen: what `Measure::portion` says of one weight.
        let (fen, by) = expressions(measures);
        let sql = format!(
            "INSERT INTO distribution_line (distribution_id, edition, holder_id, serial, weight_e4, amount_fen, rest, state) \
             SELECT $4, $5, w.holder_id, w.serial, w.weight_e4, div(({fen})::numeric * w.weight_e4, {by})::bigint, \
                    mod(({fen})::numeric * w.weight_e4, {by})::bigint, 'due' FROM ({weights}) AS w"
        );
        let [register, after, to] = stretch(&d.register, range);
        let values = [register, after, to, d.id.uuid().into(), d.edition.into()];
        tx.conn().execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
        return Ok(true);
    }
    let select = Statement::from_sql_and_values(backend, weights, stretch(&d.register, range));
    let mut lines = Vec::new();
    for w in Weight::find_by_statement(select).all(tx.conn()).await? {
        let measure = measures.of(&w.class).ok_or_else(|| Fault::inconsistent("a class without a measure"))?;
        let Some((amount_fen, rest)) = measure.portion(w.weight_e4) else { return Ok(false) };
        lines.push(distribution_line::Model {
            distribution_id: d.id.uuid(),
            edition: d.edition,
            holder_id: w.holder_id,
            serial: w.serial,
            weight_e4: w.weight_e4,
            amount_fen,
            rest,
            state: LineState::Due.word().into(),
            reason: None,
        });
    }
    insert_all(tx, lines).await?;
    Ok(true)
}

/// The last serial of a stretch of a register; nothing where there are no more.
pub async fn stretch_of(tx: &Tx, register: &Register, (after, most): (i64, u64)) -> Result<Option<i64>, Fault> {
    let (table, of) = match register {
        Register::Shares { .. } => ("share_holder", "scheme_id"),
        Register::Roll { .. } => ("roll_entry", "roll_id"),
    };
    let sql = format!(
        "SELECT CAST(max(s.serial) AS bigint) AS last FROM \
           (SELECT serial FROM {table} WHERE {of} = $1 AND serial > $2 ORDER BY serial LIMIT {most}) AS s"
    );
    let backend = tx.conn().get_database_backend();
    let [register, after, _] = stretch(register, (after, i64::MAX));
    let row = tx.conn().query_one_raw(Statement::from_sql_and_values(backend, sql, [register, after])).await?;
    Ok(row.ok_or_else(|| Fault::inconsistent("a stretch without a row"))?.try_get("", "last")?)
}

/// Writes that the lines of those holders of shares wait who died, and why: in one statement over the whole list. An inheritance waits for
/// heirs, and on a roll nobody does.
pub async fn keep_back_dead(tx: &Tx, d: &Distribution, reason: &str) -> Result<(), Fault> {
    let Register::Shares { scheme, .. } = &d.register else { return Ok(()) };
    let sql = format!(
        "UPDATE distribution_line SET state = '{}', reason = $4 WHERE distribution_id = $2 AND edition = $3 AND serial IN ({})",
        LineState::HeldBack.word(),
        dead_serials()
    );
    let values = [scheme.uuid().into(), d.id.uuid().into(), d.edition.into(), reason.into()];
    tx.conn().execute_raw(Statement::from_sql_and_values(tx.conn().get_database_backend(), sql, values)).await?;
    Ok(())
}

/// Writes that the lines wait which the plan names, and why: in one statement.
pub async fn keep_back_named(tx: &Tx, d: &Distribution) -> Result<(), Fault> {
    let sql = format!(
        "UPDATE distribution_line SET state = '{}', reason = (SELECT h.reason FROM distribution_hold h \
            WHERE h.distribution_id = distribution_line.distribution_id AND h.serial = distribution_line.serial) \
          WHERE distribution_id = $1 AND edition = $2 AND serial IN (SELECT h.serial FROM distribution_hold h WHERE h.distribution_id = $1)",
        LineState::HeldBack.word()
    );
    let values = [d.id.uuid().into(), d.edition.into()];
    tx.conn().execute_raw(Statement::from_sql_and_values(tx.conn().get_database_backend(), sql, values)).await?;
    Ok(())
}

/// Gives one fen more to so many lines with the largest rests, the lower serial first; then says of what is less than the plan pays that
/// it is.
pub async fn give_rests(tx: &Tx, d: &Distribution, fen: i64) -> Result<(), Fault> {
    let (conn, backend) = (tx.conn(), tx.conn().get_database_backend());
    let own = |rest: &str| format!("distribution_id = $1 AND edition = $2 {rest}");
    let values = || [d.id.uuid().into(), d.edition.into(), fen.into()];
    if fen > 0 {
        let sql = format!(
            "UPDATE distribution_line SET amount_fen = amount_fen + 1 WHERE {} AND serial IN \
               (SELECT serial FROM distribution_line WHERE {} ORDER BY rest DESC, serial LIMIT $3)",
            own(""),
            own("")
        );
        conn.execute_raw(Statement::from_sql_and_values(backend, sql, values())).await?;
    }
    let sql = format!(
        "UPDATE distribution_line SET state = 'below_minimum' WHERE {}",
        own("AND state = 'due' AND amount_fen < $3")
    );
    let values = [d.id.uuid().into(), d.edition.into(), d.minimum.fen().max(1).into()];
    conn.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(())
}

/// How many lines there are, what they add up to, and all their weights.
pub async fn sums_of(tx: &Tx, d: &Distribution) -> Result<(i64, i64, i64), Fault> {
    let sql = "SELECT count(*) AS lines, CAST(coalesce(sum(amount_fen), 0) AS bigint) AS fen, \
                      CAST(coalesce(sum(weight_e4), 0) AS bigint) AS weight \
                 FROM distribution_line WHERE distribution_id = $1 AND edition = $2";
    let backend = tx.conn().get_database_backend();
    let values = [d.id.uuid().into(), d.edition.into()];
    let row = tx.conn().query_one_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    let row = row.ok_or_else(|| Fault::inconsistent("a sum without a row"))?;
    Ok((row.try_get("", "lines")?, row.try_get("", "fen")?, row.try_get("", "weight")?))
}

/// The digest of a list with so many more of its lines, in the order of their serials, and the last of these; nothing where there are no
/// more. Each stretch binds the digest before it, so that a list of a million is digested in bounded memory.
pub async fn chained(
    conn: &impl ConnectionTrait,
    d: &Distribution,
    (before, after): (Digest, i64),
    most: u64,
) -> Result<Option<(Digest, i64)>, Fault> {
    use distribution_line::Column;
    let select = distribution_line::Entity::find()
        .filter(Column::DistributionId.eq(d.id.uuid()))
        .filter(Column::Edition.eq(d.edition))
        .filter(Column::Serial.gt(after))
        .order_by_asc(Column::Serial)
        .limit(most)
        .select_only()
        .columns([
            Column::Serial,
            Column::HolderId,
            Column::WeightE4,
            Column::AmountFen,
            Column::State,
            Column::Reason,
        ]);
    let rows: Vec<(i64, Uuid, i64, i64, String, Option<String>)> = select.into_tuple().all(conn).await?;
    let Some((last, ..)) = rows.last() else { return Ok(None) };
    let (last, digester) = (*last, Digester::new("distribution_lines").field("before", before));
    let digester = rows.into_iter().fold(digester, |digester, (_, holder, weight, fen, state, reason)| {
        let holder: AnyId = holder.into();
        let digester = digester.field("holder", holder).field("weight", weight).field("fen", fen);
        digester.field("state", state).optional("reason", reason)
    });
    Ok(Some((digester.finish(), last)))
}
