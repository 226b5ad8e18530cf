//! What makes lines of a share register, in stretches of serials: one statement on PostgreSQL, in bounded memory on SQLite.

use ::entity::{distribution_line, share_holder};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QueryOrder as _,
    QuerySelect as _, Statement,
    sea_query::{Expr, Value},
};
use uuid::Uuid;

use crate::{
    benefit::distributions::model::{Distribution, LineState, Measure},
    ground::{
        kernel::{Digest, Digester, PersonId, ShareHolderId, ShareSchemeId, Words as _},
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

/// Weights of every holder of a plan's classes with a serial of $2 to $3 in the register $1: months whose last day lies in a stretch, by
/// its shares. What `model::months_in` says of one stretch.
fn weights(d: &Distribution, backend: DbBackend) -> String {
    let (ordinal, least, greatest) = dialect(backend);
    let (first, last) = (d.months.0.ordinal(), d.months.1.ordinal());
    let (begins, ends) = (ordinal("h.from_on"), ordinal("h.until_on"));
    let months = format!(
        "{greatest}({least}(coalesce({ends}, {after}), {after}) - {greatest}({begins}, {first}), 0)",
        after = last + 1
    );
    format!(
        "SELECT o.id AS holder_id, o.serial, CAST(sum(h.shares_e4 * {months}) AS bigint) AS weight_e4 \
           FROM share_holder o JOIN share_holding h ON h.holder_id = o.id \
          WHERE o.scheme_id = $1 AND o.serial > $2 AND o.serial <= $3 AND h.class IN ({}) \
          GROUP BY o.id, o.serial HAVING sum(h.shares_e4 * {months}) > 0",
        listed(&d.classes)
    )
}

fn stretch(scheme: ShareSchemeId, (after, to): Range) -> [Value; 3] {
    [scheme.uuid().into(), after.into(), to.into()]
}

/// All weights of a plan, in ten-thousandths; nothing where that is more than can be counted.
pub async fn weight_of_all(tx: &Tx, d: &Distribution) -> Result<Option<i64>, Fault> {
    let backend = tx.conn().get_database_backend();
    // Whole shares and what is beyond them apart, so that no engine's sum passes 2^63 before it is looked at.
    let sql = format!(
        "SELECT CAST(coalesce(sum(w.weight_e4 / 10000), 0) AS bigint) AS whole, \
                CAST(coalesce(sum(w.weight_e4 % 10000), 0) AS bigint) AS part FROM ({}) AS w",
        weights(d, backend)
    );
    let values = stretch(d.scheme, (0, i64::MAX));
    let row = tx.conn().query_one_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    let row = row.ok_or_else(|| Fault::inconsistent("a sum without a row"))?;
    let (whole, part): (i64, i64) = (row.try_get("", "whole")?, row.try_get("", "part")?);
    Ok(whole.checked_mul(10_000).and_then(|whole| whole.checked_add(part)))
}

#[derive(FromQueryResult)]
struct Weight {
    holder_id: Uuid,
    serial: i64,
    weight_e4: i64,
}

/// Writes the lines of a stretch of serials. False where an amount is more than can be counted.
pub async fn insert_lines(tx: &Tx, d: &Distribution, measure: Measure, range: Range) -> Result<bool, Fault> {
    let backend = tx.conn().get_database_backend();
    let weights = weights(d, backend);
    if backend == DbBackend::Postgres {
        // `numeric` is exact, and `div` leaves the whole fen: what `Measure::portion` says of one weight.
        let (fen, by) = (measure.fen, measure.weight_e4);
        let sql = format!(
            "INSERT INTO distribution_line (distribution_id, edition, holder_id, serial, weight_e4, amount_fen, rest, state) \
             SELECT $4, $5, w.holder_id, w.serial, w.weight_e4, div({fen}::numeric * w.weight_e4, {by})::bigint, \
                    mod({fen}::numeric * w.weight_e4, {by})::bigint, 'due' FROM ({weights}) AS w"
        );
        let [scheme, after, to] = stretch(d.scheme, range);
        let values = [scheme, after, to, d.id.uuid().into(), d.edition.into()];
        tx.conn().execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
        return Ok(true);
    }
    let select = Statement::from_sql_and_values(backend, weights, stretch(d.scheme, range));
    let mut lines = Vec::new();
    for w in Weight::find_by_statement(select).all(tx.conn()).await? {
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

/// The persons among the holders of a stretch of serials, with their serials; and the last serial that there is in it.
pub async fn persons_among(
    tx: &Tx,
    scheme: ShareSchemeId,
    (after, most): (i64, u64),
) -> Result<(Option<i64>, Vec<(PersonId, i64)>), Fault> {
    let select = share_holder::Entity::find()
        .filter(share_holder::Column::SchemeId.eq(scheme.uuid()))
        .filter(share_holder::Column::Serial.gt(after))
        .order_by_asc(share_holder::Column::Serial)
        .limit(most)
        .select_only()
        .column(share_holder::Column::Serial)
        .column(share_holder::Column::PersonId);
    let rows: Vec<(i64, Option<Uuid>)> = select.into_tuple().all(tx.conn()).await?;
    let last = rows.last().map(|(serial, _)| *serial);
    let persons = rows.into_iter().filter_map(|(serial, person)| Some((person?.into(), serial)));
    Ok((last, persons.collect()))
}

/// Writes that the lines of these serials wait, and why.
pub async fn keep_back(tx: &Tx, d: &Distribution, serials: &[i64], reason: &str) -> Result<(), Fault> {
    use distribution_line::Column;
    for some in serials.chunks(5000) {
        distribution_line::Entity::update_many()
            .col_expr(Column::State, Expr::value(LineState::HeldBack.word()))
            .col_expr(Column::Reason, Expr::value(reason))
            .filter(Column::DistributionId.eq(d.id.uuid()))
            .filter(Column::Edition.eq(d.edition))
            .filter(Column::Serial.is_in(some.iter().copied()))
            .exec(tx.conn())
            .await?;
    }
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
        .limit(most);
    let rows = select.all(conn).await?;
    let Some(last) = rows.last().map(|r| r.serial) else { return Ok(None) };
    let digester = Digester::new("distribution_lines").field("before", before);
    let line = |digester: Digester, r: &distribution_line::Model| {
        let holder: ShareHolderId = r.holder_id.into();
        digester
            .field("holder", holder)
            .field("weight", r.weight_e4)
            .field("fen", r.amount_fen)
            .field("state", &r.state)
            .optional("reason", r.reason.as_ref())
    };
    Ok(Some((rows.iter().fold(digester, line).finish(), last)))
}
