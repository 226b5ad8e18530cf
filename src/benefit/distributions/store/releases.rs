//! Rows of what was let go of lines that waited. They are only ever added.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use ::entity::{distribution_recall, distribution_release};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder as _, QuerySelect as _,
    Statement, Value, sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    benefit::{
        distributions::model::{Distribution, DistributionState, Release, Released},
        shares::holders_by_id,
    },
    ground::{
        kernel::{Instant, Money, OfficerId},
        platform::{Fault, Tx, insert_all, listed, money_of, places},
    },
};

fn to_row(d: &Distribution, serial: i64, r: &Release) -> distribution_release::Model {
    distribution_release::Model {
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
        person_id: r.person.map(|p| p.uuid()),
        payout_id: r.again_of.map(|p| p.uuid()),
    }
}

/// Writes what was let go of a line. Whoever calls holds the plan.
pub async fn insert_releases(tx: &Tx, d: &Distribution, (serial, parts): (i64, &[Release])) -> Result<(), Fault> {
    insert_all(tx, parts.iter().map(|r| to_row(d, serial, r)).collect()).await
}

/// Writes what was let go of several lines of a plan, each by its serial. Whoever calls holds the plan.
pub async fn insert_carried(tx: &Tx, d: &Distribution, lines: &[(i64, Release)]) -> Result<(), Fault> {
    insert_all(tx, lines.iter().map(|(serial, r)| to_row(d, *serial, r)).collect()).await
}

/// That the part of a line that a row `of` of releases or of payouts is about was called back.
pub fn called_back(of: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM distribution_recall k WHERE k.distribution_id = {of}.distribution_id AND k.edition = {of}.edition \
           AND k.serial = {of}.serial AND k.part = {of}.part)"
    )
}

/// What was given back of a payout that is called `of`, as two officers saw it: it is nobody's income any more, and the rest is.
pub fn given_back(of: &str) -> String {
    format!(
        "coalesce((SELECT sum(v.amount_fen) FROM payout_recovery v WHERE v.payout_id = {of}.id AND v.state = 'confirmed'), 0)"
    )
}

/// Whether a part of the line that a row `of` is about was called back, and another let go since: that one stands in its place. What was let go beside it
/// before is other money.
pub fn followed_by(of: &str, (part, by): (&str, &str)) -> String {
    format!(
        "EXISTS (SELECT 1 FROM distribution_recall k WHERE k.distribution_id = {of}.distribution_id AND k.edition = {of}.edition \
           AND k.serial = {of}.serial AND k.part = {part} AND k.last_part < {by})"
    )
}

/// Whether a payout `p` of the line `l` is of its part `r`, or of one that was called back, in whose place that stands; where nothing stands of the line, it
/// is itself in the place of all that was called back. Of what came back of a payout that stays paid, not that one, nor one of the line as a whole.
pub fn of_part() -> String {
    format!(
        "(p.part = coalesce(r.part, 0) OR (p.part = 0 AND r.payout_id IS NULL) OR {}) AND (r.payout_id IS NULL OR p.id <> r.payout_id)",
        followed_by("p", ("p.part", "coalesce(r.part, 9223372036854775807)"))
    )
}

/// What was let go of a line `l` and not called back, as `r`, each part a row.
pub fn let_go() -> String {
    format!(
        "LEFT JOIN distribution_release r ON r.distribution_id = l.distribution_id AND r.edition = l.edition AND r.serial = l.serial \
           AND NOT {}",
        called_back("r")
    )
}

/// Whether what was let go stands: it was not called back.
pub(super) fn not_called_back() -> Expr {
    Expr::cust(format!("NOT {}", called_back("distribution_release")))
}

/// Calls parts of lines back, each by serial and part. Whoever calls holds the plan.
pub async fn insert_recalls(
    tx: &Tx,
    d: &Distribution,
    parts: &[(i64, i64)],
    (by, reason, at): (&str, &str, Instant),
) -> Result<(), Fault> {
    let serials: BTreeSet<i64> = parts.iter().map(|(serial, _)| *serial).collect();
    let mut last: BTreeMap<i64, i64> = BTreeMap::new();
    for some in serials.into_iter().collect::<Vec<_>>().chunks(5_000) {
        use distribution_release::Column;
        let select = distribution_release::Entity::find()
            .filter(Column::DistributionId.eq(d.id.uuid()))
            .filter(Column::Edition.eq(d.edition))
            .filter(Column::Serial.is_in(some.iter().copied()))
            .select_only()
            .column(Column::Serial)
            .column_as(Column::Part.max(), "last")
            .group_by(Column::Serial);
        last.extend(select.into_tuple::<(i64, i64)>().all(tx.conn()).await?);
    }
    let row = |(serial, part): &(i64, i64)| distribution_recall::Model {
        distribution_id: d.id.uuid(),
        edition: d.edition,
        serial: *serial,
        part: *part,
        reason: reason.to_owned(),
        recalled_by: by.to_owned(),
        recalled_at_ms: at.millis(),
        last_part: last.get(serial).copied().unwrap_or(*part),
    };
    insert_all(tx, parts.iter().map(row).collect()).await
}

/// The last part that was ever let go of a line, called back or not; nothing where none was.
pub async fn last_part(conn: &impl ConnectionTrait, d: &Distribution, serial: i64) -> Result<Option<i64>, Fault> {
    use distribution_release::Column;
    let select = distribution_release::Entity::find()
        .filter(Column::DistributionId.eq(d.id.uuid()))
        .filter(Column::Edition.eq(d.edition))
        .filter(Column::Serial.eq(serial))
        .order_by_desc(Column::Part)
        .select_only()
        .column(Column::Part);
    Ok(select.into_tuple().one(conn).await?)
}

/// What was let go of a line and not called back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StandingPart {
    /// Which part.
    pub part: i64,
    /// Whether it goes to a person whom a paper named.
    pub named: bool,
    /// Who let it go.
    pub by: OfficerId,
}

/// What was let go of a line and not called back, in the order of the parts.
pub async fn standing_parts(
    conn: &impl ConnectionTrait,
    d: &Distribution,
    serial: i64,
) -> Result<Vec<StandingPart>, Fault> {
    use distribution_release::Column;
    let select = distribution_release::Entity::find()
        .filter(Column::DistributionId.eq(d.id.uuid()))
        .filter(Column::Edition.eq(d.edition))
        .filter(Column::Serial.eq(serial))
        .filter(not_called_back())
        .order_by_asc(Column::Part);
    let standing = |row: distribution_release::Model| StandingPart {
        part: row.part,
        named: row.person_id.is_some(),
        by: row.released_by.into(),
    };
    Ok(select.all(conn).await?.into_iter().map(standing).collect())
}

/// What heirs had of a line, each in whose place a paper named the person of one of these parts, or whom others named after that one. Nothing where of one
/// of them no heir is known: the part was all of the line, or was let go before it was kept in whose place a part stands.
pub async fn before_named(
    conn: &impl ConnectionTrait,
    d: &Distribution,
    (serial, parts): (i64, &[i64]),
) -> Result<Option<Vec<Release>>, Fault> {
    use distribution_recall::Column as Recall;
    use distribution_release::Column;
    let recalls = distribution_recall::Entity::find()
        .filter(Recall::DistributionId.eq(d.id.uuid()))
        .filter(Recall::Edition.eq(d.edition))
        .filter(Recall::Serial.eq(serial));
    let recalls = recalls.all(conn).await?;
    let releases = distribution_release::Entity::find()
        .filter(Column::DistributionId.eq(d.id.uuid()))
        .filter(Column::Edition.eq(d.edition))
        .filter(Column::Serial.eq(serial));
    let releases = releases.all(conn).await?;
    let found = parts.iter().map(|part| heir_before(*part, &recalls, &releases)).collect::<Result<Vec<_>, _>>()?;
    Ok(found.into_iter().collect())
}

/// What the heir had in whose place this part of a line stands.
fn heir_before(
    part: i64,
    recalls: &[distribution_recall::Model],
    releases: &[distribution_release::Model],
) -> Result<Option<Release>, Fault> {
    let mut at = part;
    loop {
        // One part is called back for each person who is named, and the next number is that person's.
        let mut before = recalls.iter().filter(|recall| recall.last_part == at - 1 && recall.part < at);
        let (Some(recall), None) = (before.next(), before.next()) else { return Ok(None) };
        let row = releases.iter().find(|row| row.part == recall.part);
        let row = row.ok_or_else(|| Fault::inconsistent("a part was called back that nobody let go"))?;
        if row.person_id.is_none() {
            return if row.heir_id.is_some() { from_row(row).map(Some) } else { Ok(None) };
        }
        at = row.part;
    }
}

fn from_row(row: &distribution_release::Model) -> Result<Release, Fault> {
    Ok(Release {
        part: row.part,
        heir: row.heir_id.map(Into::into),
        person: row.person_id.map(Into::into),
        amount: money_of(row.amount_fen)?,
        reason: row.reason.clone(),
        paper: row.file_id.into(),
        released_by: row.released_by.into(),
        released_at: Instant::from_millis(row.released_at_ms),
        again_of: row.payout_id.map(Into::into),
    })
}

/// What was let go once as a part of a line, called back or not.
pub async fn find_release(
    conn: &impl ConnectionTrait,
    d: &Distribution,
    (serial, part): (i64, i64),
) -> Result<Option<Release>, Fault> {
    use distribution_release::Column;
    let select = distribution_release::Entity::find()
        .filter(Column::DistributionId.eq(d.id.uuid()))
        .filter(Column::Edition.eq(d.edition))
        .filter(Column::Serial.eq(serial))
        .filter(Column::Part.eq(part));
    select.one(conn).await?.as_ref().map(from_row).transpose()
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
            .filter(not_called_back())
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
            heir_id: row.heir_id.map(Into::into),
            person: row.person_id.map(Into::into),
            amount: money_of(row.amount_fen)?,
            on: Instant::from_millis(row.released_at_ms).day(),
            reason: row.reason,
            again_of: row.payout_id.map(Into::into),
        });
    }
    Ok(found)
}

/// A part that an heir has of a line without an inheritance that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoHeir {
    /// The serial of the line, which was the dead holder's.
    pub serial: i64,
    /// Which part of it.
    pub part: i64,
    /// The serial of the heir.
    pub heir_serial: i64,
    /// How much.
    pub amount: Money,
}

#[derive(FromQueryResult)]
struct NoHeirRow {
    distribution_id: Uuid,
    serial: i64,
    part: i64,
    heir_serial: i64,
    amount_fen: i64,
}

/// Of lists of these plans that stand, the parts of heirs who inherited by nothing that stands: of the holder, or of an heir who died before that one's
/// part was paid.
pub async fn without_inheritance(
    conn: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<NoHeir>>, Fault> {
    let mut found: HashMap<Uuid, Vec<NoHeir>> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let sql = format!(
        "SELECT r.distribution_id, r.serial, r.part, o.serial AS heir_serial, r.amount_fen FROM distribution_release r \
           JOIN distribution d ON d.id = r.distribution_id AND d.edition = r.edition AND d.state IN ({}) \
           JOIN distribution_line l ON l.distribution_id = r.distribution_id AND l.edition = r.edition AND l.serial = r.serial \
           JOIN share_holder o ON o.id = r.heir_id \
          WHERE r.distribution_id IN ({}) AND NOT {} AND NOT EXISTS (SELECT 1 FROM share_entry g \
             JOIN share_transaction t ON t.id = g.transaction_id AND t.kind = 'inherit' \
             JOIN share_entry h ON h.transaction_id = t.id AND h.delta_e4 > 0 AND h.holder_id = r.heir_id \
            WHERE g.delta_e4 < 0 AND (g.holder_id = l.holder_id OR EXISTS (SELECT 1 FROM distribution_release q WHERE q.distribution_id = r.distribution_id \
                AND q.edition = r.edition AND q.serial = r.serial AND q.part < r.part AND q.heir_id = g.holder_id)) \
              AND NOT EXISTS (SELECT 1 FROM share_transaction v WHERE v.reverses_id = t.id)) \
          ORDER BY r.distribution_id, r.serial, r.part",
        listed(&DistributionState::PAYABLE),
        places(1, ids.len()),
        called_back("r")
    );
    let values: Vec<Value> = ids.iter().map(|id| Value::from(*id)).collect();
    let select = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    for row in NoHeirRow::find_by_statement(select).all(conn).await? {
        let amount = money_of(row.amount_fen)?;
        let part = NoHeir { serial: row.serial, part: row.part, heir_serial: row.heir_serial, amount };
        found.entry(row.distribution_id).or_default().push(part);
    }
    Ok(found)
}
