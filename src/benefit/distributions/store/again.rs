//! Plans whose months meet: by one register, and by two rolls of a body that name one person.

use std::collections::HashMap;

use ::entity::distribution;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder as _, QuerySelect as _,
    Statement, Value,
};
use uuid::Uuid;

use crate::{
    benefit::{
        distributions::model::{Again, DistributionKind, DistributionState, Elsewhere, Gives, Register},
        rolls::NeedClass,
    },
    ground::{
        kernel::{CollectiveId, DistributionId, Money, Month, Words as _},
        platform::{Fault, listed, money_of, places},
    },
};

/// The states of plans that come to nothing.
const GONE: [DistributionState; 2] = [DistributionState::Returned, DistributionState::Annulled];

fn month(text: &str) -> Result<Month, Fault> {
    text.parse::<Month>().map_err(|()| Fault::inconsistent("the month of a distribution"))
}

fn again(number: String, months: [&str; 2], (pool, lines): (i64, i64)) -> Result<Again, Fault> {
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
    let gone = GONE.map(|state| state.word());
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

/// Plans of the body $2 beside the plan $3 by other rolls than $1, with so much a unit for a class of which somebody stands on both: as a person or
/// household, or as a member of the household that stands on the other. Who is whom is found along the indexes of entries and members, once.
const ELSEWHERE: &str = "WITH pair (e_id, f_id) AS ( \
     SELECT e.id, f.id FROM roll_entry e JOIN roll_entry f ON f.person_id = e.person_id WHERE e.roll_id = $1 \
     UNION SELECT e.id, f.id FROM roll_entry e JOIN roll_entry f ON f.household_id = e.household_id WHERE e.roll_id = $1 \
     UNION SELECT e.id, f.id FROM roll_entry e JOIN household_member m ON m.person_id = e.person_id \
       JOIN roll_entry f ON f.household_id = m.household_id WHERE e.roll_id = $1 AND {stays} \
     UNION SELECT e.id, f.id FROM roll_entry e JOIN household_member m ON m.household_id = e.household_id \
       JOIN roll_entry f ON f.person_id = m.person_id WHERE e.roll_id = $1 AND {stays}) \
   SELECT o.number AS number, r.number AS roll, o.from_month, o.to_month, count(DISTINCT e.serial) AS entries, min(e.serial) AS serial \
   FROM pair w JOIN roll_entry e ON e.id = w.e_id JOIN roll_entry f ON f.id = w.f_id AND f.class = e.class AND NOT f.void \
   JOIN distribution o ON o.roll_id = f.roll_id AND o.collective_id = $2 AND o.id <> $3 AND o.roll_id <> e.roll_id AND o.correction IS NULL \
    AND o.state NOT IN ({gone}) AND o.from_month <= '{to}' AND o.to_month >= '{from}' \
   JOIN roll r ON r.id = o.roll_id \
   JOIN distribution_term t ON t.distribution_id = o.id AND t.class = e.class AND t.unit_fen IS NOT NULL \
  WHERE NOT e.void AND e.class IN ({classes}) AND {days} \
  GROUP BY o.id, o.number, r.number, o.from_month, o.to_month ORDER BY o.id";

/// The month of a day's column.
fn month_of(column: &str) -> String {
    format!("substr(CAST({column} AS text), 1, 7)")
}

/// That two entries and the months of both plans have one month in common: stretches of months that meet two by two do.
fn common((from, to): (Month, Month)) -> String {
    let ends_after = |row: &str, month: &str| {
        format!("({row}.until_on IS NULL OR {} > {month})", month_of(&format!("{row}.until_on")))
    };
    let begins = |row: &str| month_of(&format!("{row}.from_on"));
    let mut all = vec![ends_after("e", &begins("f")), ends_after("f", &begins("e"))];
    for row in ["e", "f"] {
        for (first, last) in [(format!("'{from}'"), format!("'{to}'")), ("o.from_month".into(), "o.to_month".into())] {
            all.push(format!("{} <= {last} AND {}", begins(row), ends_after(row, &first)));
        }
    }
    all.join(" AND ")
}

/// That a stay in a household has a day in a month that both entries have; a month of which somebody left is still his.
fn stays((from, to): (Month, Month)) -> String {
    let (begins, ends) = (month_of("m.from_on"), month_of("m.until_on"));
    let with = |row: &str| {
        let (from, until) = (month_of(&format!("{row}.from_on")), month_of(&format!("{row}.until_on")));
        format!("(m.until_on IS NULL OR {from} <= {ends}) AND ({row}.until_on IS NULL OR {begins} < {until})")
    };
    format!("{begins} <= '{to}' AND (m.until_on IS NULL OR {ends} >= '{from}') AND {} AND {}", with("e"), with("f"))
}

#[derive(FromQueryResult)]
struct ElsewhereRow {
    number: String,
    roll: String,
    from_month: String,
    to_month: String,
    entries: i64,
    serial: i64,
}

/// The plans of a body by other rolls that stand, give so much a unit, are no correction, and pay somebody as of a class and for a month of which
/// this register does so too; in their order. Nothing of a plan that gives nobody so much a unit. Of plans of one body two are filed one after the
/// other.
pub async fn planned_elsewhere(
    conn: &impl ConnectionTrait,
    (body, register): (CollectiveId, &Register),
    months: (Month, Month),
    but: DistributionId,
) -> Result<Vec<Elsewhere>, Fault> {
    let Register::Roll { roll, terms } = register else { return Ok(Vec::new()) };
    let by_unit = terms.iter().filter(|term| matches!(term.gives, Gives::Unit(_)));
    let classes: Vec<NeedClass> = by_unit.map(|term| term.class).collect();
    if classes.is_empty() {
        return Ok(Vec::new());
    }
    let sql = ELSEWHERE
        .replace("{gone}", &listed(&GONE))
        .replace("{classes}", &listed(&classes))
        .replace("{days}", &common(months))
        .replace("{stays}", &stays(months))
        .replace("{from}", &months.0.to_string())
        .replace("{to}", &months.1.to_string());
    let values: [Value; 3] = [roll.uuid().into(), body.uuid().into(), but.uuid().into()];
    let select = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    let told = |row: ElsewhereRow| {
        let months = (month(&row.from_month)?, month(&row.to_month)?);
        let ElsewhereRow { number, roll, entries, serial, .. } = row;
        Ok(Elsewhere { number, roll, months, entries, serial })
    };
    ElsewhereRow::find_by_statement(select).all(conn).await?.into_iter().map(told).collect()
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
