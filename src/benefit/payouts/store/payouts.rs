//! Rows of payouts.

use std::collections::{BTreeMap, HashMap};

use ::entity::payout;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _, Statement,
    sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    benefit::{
        distributions::followed_by,
        payouts::model::{Payout, PayoutInto, PayoutQuery, PayoutState, Told},
    },
    ground::{
        kernel::{Day, DistributionId, Instant, Money, PayoutBatchId, PayoutId, RegionCode, Scope, Words as _},
        platform::{
            Fault, Keys, Listing, Page, Tx, count_by_state, in_scope, insert_all, listed, money_of, page, page_keys,
            region_of, update_versioned, word,
        },
    },
};

/// How many numbers are looked up in one statement.
const STRETCH: usize = 500;

/// By what an account with the name on it is known again without being kept.
pub fn payee_index(keys: &Keys, region: &RegionCode, (number, name): (&str, &str)) -> String {
    let told = format!("{}|{}|{}", region.county_code(), number.trim(), name.trim());
    keys.blind_index("payout.payee", &told).to_string()
}

fn to_row(p: &Payout) -> payout::Model {
    let told = p.told.as_ref();
    let (person, unit) = match p.into {
        PayoutInto::Person(id) => (Some(id.uuid()), None),
        PayoutInto::Unit(id) => (None, Some(id.uuid())),
    };
    payout::Model {
        id: p.id.uuid(),
        number: p.number.clone(),
        batch_id: p.batch.uuid(),
        place: p.place,
        distribution_id: p.distribution.uuid(),
        edition: p.edition,
        serial: p.serial,
        holder_id: p.holder.uuid(),
        region_code: p.region.to_string(),
        attempt: p.attempt,
        amount_fen: p.amount.fen(),
        payee_account_id: person,
        bank_account_id: unit,
        payee_index: p.payee_index.clone(),
        again_reason: p.again_reason.clone(),
        state: p.state.word().into(),
        asked_on: p.asked_on.map(Day::date),
        told: told.map(|t| t.outcome.word().into()),
        told_on: told.and_then(|t| t.on).map(Day::date),
        reference: told.and_then(|t| t.reference.clone()),
        reason: told.and_then(|t| t.reason.clone()),
        layer: p.layer.word().into(),
        version: p.version,
        created_at_ms: p.created_at.millis(),
        updated_at_ms: p.updated_at.millis(),
        part: p.part,
    }
}

pub(super) fn from_row(row: payout::Model) -> Result<Payout, Fault> {
    let into = match (row.payee_account_id, row.bank_account_id) {
        (Some(id), None) => PayoutInto::Person(id.into()),
        (None, Some(id)) => PayoutInto::Unit(id.into()),
        _ => return Err(Fault::inconsistent(format!("payout {} goes into no account or two", row.id))),
    };
    let told = match row.told.as_deref().map(word).transpose()? {
        Some(outcome) => {
            let (reference, reason) = (row.reference, row.reason);
            Some(Told { outcome, on: row.told_on.map(Day::from_date), reference, reason })
        }
        None => None,
    };
    Ok(Payout {
        id: row.id.into(),
        number: row.number,
        batch: row.batch_id.into(),
        place: row.place,
        distribution: row.distribution_id.into(),
        edition: row.edition,
        serial: row.serial,
        part: row.part,
        holder: row.holder_id.into(),
        region: region_of(&row.region_code)?,
        attempt: row.attempt,
        amount: money_of(row.amount_fen)?,
        into,
        payee_index: row.payee_index,
        again_reason: row.again_reason,
        state: word(&row.state)?,
        asked_on: row.asked_on.map(Day::from_date),
        told,
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_payouts(tx: &Tx, payouts: &[Payout]) -> Result<(), Fault> {
    insert_all(tx, payouts.iter().map(to_row).collect()).await
}

pub async fn update_payout(tx: &Tx, payout: &Payout, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(payout), payout::Column::Version, read_at).await
}

pub async fn find_payout(conn: &impl ConnectionTrait, id: PayoutId) -> Result<Option<Payout>, Fault> {
    payout::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

/// Payouts of a region that bear one of these numbers, by them, in bounded statements.
pub async fn payouts_numbered(
    conn: &impl ConnectionTrait,
    region: &RegionCode,
    numbers: &[String],
) -> Result<HashMap<String, PayoutId>, Fault> {
    use payout::Column;
    let mut found = HashMap::new();
    for some in numbers.chunks(STRETCH) {
        let select = payout::Entity::find()
            .filter(Column::Number.is_in(some.iter().map(String::as_str)))
            .filter(in_scope(Column::RegionCode, &Scope::of([region.clone()])))
            .select_only()
            .columns([Column::Number, Column::Id]);
        let rows: Vec<(String, Uuid)> = select.into_tuple().all(conn).await?;
        found.extend(rows.into_iter().map(|(number, id)| (number, id.into())));
    }
    Ok(found)
}

/// The payouts of a batch, in the order of its file. Whoever changes them holds their distribution.
pub async fn payouts_in(conn: &impl ConnectionTrait, batch: PayoutBatchId) -> Result<Vec<Payout>, Fault> {
    let select = payout::Entity::find().filter(payout::Column::BatchId.eq(batch.uuid()));
    select.order_by_asc(payout::Column::Place).all(conn).await?.into_iter().map(from_row).collect()
}

/// The payout of a part of a line that is live; of the line itself, that of any part. A part that was called back and those that were let go since are
/// the same money; what was let go beside it before is not. Of what came back of a payout that stays paid, that one is not asked, nor the line itself.
pub async fn live_of_line(
    conn: &impl ConnectionTrait,
    id: DistributionId,
    (serial, part): (i64, i64),
) -> Result<Option<Payout>, Fault> {
    use payout::Column;
    let select = payout::Entity::find()
        .filter(Column::DistributionId.eq(id.uuid()))
        .filter(Column::Serial.eq(serial))
        .filter(Column::State.is_in(PayoutState::LIVE.map(|s| s.word())));
    let replaced = || {
        let own = part.to_string();
        let (before, since) = (("payout.part", own.as_str()), (own.as_str(), "payout.part"));
        Expr::cust(format!("({} OR {})", followed_by("payout", before), followed_by("payout", since)))
    };
    let stays = || {
        Expr::cust(format!(
            "NOT EXISTS (SELECT 1 FROM distribution_release o WHERE o.distribution_id = payout.distribution_id AND o.edition = payout.edition \
               AND o.serial = payout.serial AND o.part = {part} AND (o.payout_id = payout.id OR (o.payout_id IS NOT NULL AND payout.part = 0)))"
        ))
    };
    let same = || {
        let of_part = Condition::any().add(Column::Part.is_in([0, part])).add(replaced());
        Condition::all().add(of_part).add(stays())
    };
    let select = if part == 0 { select } else { select.filter(same()) };
    select.order_by_asc(Column::Part).one(conn).await?.map(from_row).transpose()
}

/// How many payouts of a distribution are live, and what they come to, in one query.
pub async fn live_of(conn: &impl ConnectionTrait, id: DistributionId) -> Result<(u64, Money), Fault> {
    let sql = format!(
        "SELECT count(*) AS n, CAST(coalesce(sum(amount_fen), 0) AS bigint) AS fen FROM payout WHERE distribution_id = $1 AND state IN ({})",
        listed(&PayoutState::LIVE)
    );
    let backend = conn.get_database_backend();
    let row = conn.query_one_raw(Statement::from_sql_and_values(backend, sql, [id.uuid().into()])).await?;
    let row = row.ok_or_else(|| Fault::inconsistent("a sum without a row"))?;
    let count = u64::try_from(row.try_get::<i64>("", "n")?).map_err(|_| Fault::inconsistent("a count below zero"))?;
    Ok((count, money_of(row.try_get("", "fen")?)?))
}

/// What was tried of a line before.
#[derive(Debug, Clone, Default)]
pub struct Tried {
    /// The last attempt at any part of it, whatever became of that.
    pub attempt: i64,
    /// The last one at each part that was not withdrawn before it went anywhere.
    pub sent: HashMap<i64, Payout>,
}

/// What was tried of each of these lines, by serial.
pub async fn tried_before(
    conn: &impl ConnectionTrait,
    id: DistributionId,
    serials: &[i64],
) -> Result<HashMap<i64, Tried>, Fault> {
    use payout::Column;
    let mut tried: HashMap<i64, Tried> = HashMap::new();
    for some in serials.chunks(5_000) {
        let select = payout::Entity::find()
            .filter(Column::DistributionId.eq(id.uuid()))
            .filter(Column::Serial.is_in(some.iter().copied()))
            .order_by_asc(Column::Attempt);
        for row in select.all(conn).await? {
            let payout = from_row(row)?;
            let line = tried.entry(payout.serial).or_default();
            line.attempt = payout.attempt;
            if payout.state != PayoutState::Withdrawn {
                line.sent.insert(payout.part, payout);
            }
        }
    }
    Ok(tried)
}

/// What a whole batch does in one statement.
pub struct Moved {
    /// Of which batch.
    pub batch: PayoutBatchId,
    /// From which states.
    pub from: &'static [PayoutState],
    /// To which.
    pub to: PayoutState,
    /// On which day the bank was asked.
    pub asked_on: Option<Day>,
    /// When.
    pub at: Instant,
    /// How many that are.
    pub count: usize,
}

/// Moves every payout of a batch that is in one of some states. Whoever calls holds their distribution and has counted them.
pub async fn move_all(tx: &Tx, moved: &Moved) -> Result<(), Fault> {
    let sql = format!(
        "UPDATE payout SET state = $1, version = version + 1, updated_at_ms = $2, asked_on = coalesce($3, asked_on) \
          WHERE batch_id = $4 AND state IN ({})",
        listed(moved.from)
    );
    let values = [
        moved.to.word().into(),
        moved.at.millis().into(),
        moved.asked_on.map(Day::date).into(),
        moved.batch.uuid().into(),
    ];
    let statement = Statement::from_sql_and_values(tx.conn().get_database_backend(), sql, values);
    let (wanted, got) = (moved.count as u64, tx.conn().execute_raw(statement).await?.rows_affected());
    if wanted == got { Ok(()) } else { Err(Fault::RowCount { what: "payout", wanted, got }) }
}

/// How many payouts are in each state.
pub async fn payouts_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "payout").await
}

pub async fn list_payouts(
    conn: &impl ConnectionTrait,
    (scope, query): (&Scope, PayoutQuery),
    listing: &Listing,
    now: Instant,
) -> Result<Page<Payout>, Fault> {
    use payout::Column;
    let wanted = [
        query.distribution.map(|d| Column::DistributionId.eq(d.uuid())),
        query.batch.map(|b| Column::BatchId.eq(b.uuid())),
        query.state.map(|s| Column::State.eq(s.word())),
        query.serial.map(|s| Column::Serial.eq(s)),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = payout::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    page(conn, select, page_keys!(payout), listing, now).await?.try_map(from_row)
}
