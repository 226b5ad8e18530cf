//! What waits of approved lists, over all plans: by holder, added up, and what a later list may carry.

use std::collections::{HashMap, HashSet};

use ::entity::{distribution, distribution_line};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder as _,
    QuerySelect as _, QueryTrait as _, Select, Statement, Value, sea_query::Expr,
};
use uuid::Uuid;

use super::{
    lines::whose_of,
    releases::{let_go, of_part},
};
use crate::{
    benefit::distributions::model::{
        Below, Distribution, DistributionState, LineState, Register, Unpaid, WaitQuery, Waiting, WaitingLine,
    },
    ground::{
        kernel::{DistributionId, Instant, Money, RunId, Scope, Words as _},
        platform::{Fault, Listing, Page, PageKeys, in_scope, listed, money_of, page, places, region_of, word},
    },
};

/// Lines `l` of plans `d` by their parts: with what was let go of them and not called back, `r`.
fn parts() -> String {
    format!("distribution_line l JOIN distribution d ON d.id = l.distribution_id {}", let_go())
}

/// What a part is: held back or below the minimum as its line is, else due.
const STATE: &str = "CASE WHEN r.serial IS NULL THEN l.state ELSE 'due' END";

/// What two officers saw come back of a part as its holder's, who has it no more and to whom nobody let it go again. The rest of its payout may be with
/// somebody else still, so that nothing of it goes out.
const GIVEN_BACK: &str = "FROM payout_recovery v JOIN payout g ON g.id = v.payout_id \
     WHERE v.distribution_id = l.distribution_id AND v.state = 'confirmed' AND v.goes_to = 'holder' AND v.part IS NULL \
       AND g.edition = l.edition AND g.serial = l.serial AND g.part = coalesce(r.part, 0)";

/// How much it is: of what is paid, what came back.
fn amount() -> String {
    format!("coalesce((SELECT CAST(sum(v.amount_fen) AS bigint) {GIVEN_BACK}), r.amount_fen, l.amount_fen)")
}

/// The payouts of a part, and those of parts that were called back, in whose place it stands. They are told by whoever pays, above this room; which
/// of them are live is said as its index says it.
fn payouts() -> String {
    format!(
        "FROM payout p WHERE p.distribution_id = l.distribution_id AND p.edition = l.edition AND p.holder_id = l.holder_id \
           AND p.serial = l.serial AND {}",
        of_part()
    )
}

/// Why a part waits: of what is due the state of its last payout that a bank was asked for. What was given back and restored is known by its bank's
/// last word: that it was paid.
fn why() -> String {
    format!(
        "CASE WHEN l.state <> 'due' AND r.serial IS NULL THEN l.reason \
              WHEN EXISTS (SELECT 1 {GIVEN_BACK}) THEN 'given_back' \
              ELSE (SELECT CASE WHEN p.state = 'bounced' AND p.told = 'paid' THEN 'restored' ELSE p.state END {} AND p.state <> 'withdrawn' ORDER BY p.attempt DESC, p.id DESC LIMIT 1) END",
        payouts()
    )
}

/// Whether a part waits: it is of an approved list as that was last computed, and is neither paid nor on its way, or came back, all of it or some.
fn waits(state: Option<LineState>) -> String {
    let state = state.map_or_else(String::new, |state| format!(" AND {STATE} IN ({})", listed(&[state])));
    format!(
        "l.edition = d.edition AND d.state IN ({}){state} AND (({STATE} <> 'due') \
           OR (coalesce(r.amount_fen, l.amount_fen) > 0 \
             AND NOT EXISTS (SELECT 1 {} AND p.state IN ('queued', 'handed_over', 'unknown', 'confirmed'))) \
           OR EXISTS (SELECT 1 {GIVEN_BACK}))",
        listed(&DistributionState::PAYABLE),
        payouts()
    )
}

/// Why a line waits, as officers read it.
fn told(state: LineState, why: Option<String>) -> Option<String> {
    if state != LineState::Due {
        return why;
    }
    let last = why.as_deref().and_then(Unpaid::from_word).unwrap_or(Unpaid::NotTried);
    Some(last.label().to_owned())
}

/// Plans in a scope whose lists may be paid.
fn plans(scope: &Scope, query: &WaitQuery) -> Select<distribution::Entity> {
    use distribution::Column;
    let of = query.collective.map(|c| Column::CollectiveId.eq(c.uuid()));
    distribution::Entity::find()
        .filter(in_scope(Column::RegionCode, scope))
        .filter(Column::State.is_in(DistributionState::PAYABLE.map(|state| state.word())))
        .filter(of.into_iter().fold(Condition::all(), Condition::add))
}

#[derive(FromQueryResult)]
struct Row {
    holder_id: Uuid,
    serial: i64,
    amount_fen: i64,
    state: String,
    reason: Option<String>,
    plan_id: Uuid,
    number: String,
    run_id: Option<Uuid>,
    collective_id: Uuid,
    region_code: String,
    scheme_id: Option<Uuid>,
    roll_id: Option<Uuid>,
}

/// Everything that waits for these holders, the oldest plan first.
async fn lines_of(
    conn: &impl ConnectionTrait,
    holders: &[Uuid],
    state: Option<LineState>,
) -> Result<HashMap<Uuid, Vec<Row>>, Fault> {
    let mut found: HashMap<Uuid, Vec<Row>> = HashMap::new();
    if holders.is_empty() {
        return Ok(found);
    }
    let sql = format!(
        "SELECT l.holder_id, l.serial, {} AS amount_fen, {STATE} AS state, {} AS reason, d.id AS plan_id, d.number, d.run_id, \
                d.collective_id, d.region_code, d.scheme_id, d.roll_id FROM {} \
          WHERE l.holder_id IN ({}) AND {} ORDER BY l.holder_id, d.id, coalesce(r.part, 0)",
        amount(),
        why(),
        parts(),
        places(1, holders.len()),
        waits(state)
    );
    let values: Vec<Value> = holders.iter().map(|id| Value::from(*id)).collect();
    let select = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    for row in Row::find_by_statement(select).all(conn).await? {
        found.entry(row.holder_id).or_default().push(row);
    }
    Ok(found)
}

fn line(row: &Row) -> Result<WaitingLine, Fault> {
    let state = word(&row.state)?;
    Ok(WaitingLine {
        plan: row.plan_id.into(),
        number: row.number.clone(),
        run: row.run_id.map(Into::into),
        amount: money_of(row.amount_fen)?,
        state,
        reason: told(state, row.reason.clone()),
        since: None,
    })
}

/// Those for whom something waits, each once, in the order of the registers. A holder stands in the page by the oldest of his lines that wait.
pub async fn list_waits(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &WaitQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Waiting>, Fault> {
    use distribution_line::Column;
    let state = query.state;
    let of_holder = |which: &str| {
        format!(
            "EXISTS (SELECT 1 FROM {} WHERE l.holder_id = distribution_line.holder_id \
               AND l.distribution_id {which} distribution_line.distribution_id AND {})",
            parts(),
            waits(state)
        )
    };
    let oldest = format!("{} AND NOT {}", of_holder("="), of_holder("<"));
    let kept = state.filter(|state| *state != LineState::Due);
    let kept = kept.map(|state| [Column::State.eq(state.word()), Column::State.ne(LineState::Due.word())]);
    let newest = "distribution_line.edition = (SELECT d.edition FROM distribution d WHERE d.id = distribution_line.distribution_id)";
    let select = distribution_line::Entity::find()
        .filter(
            Column::DistributionId
                .in_subquery(plans(scope, query).select_only().column(distribution::Column::Id).into_query()),
        )
        // What is held back or below the minimum is so by its line, of which an index keeps those alone.
        .filter(kept.into_iter().flatten().fold(Condition::all(), Condition::add))
        .filter(Expr::cust(newest))
        .filter(Expr::cust(oldest));
    let keys = PageKeys::<distribution_line::Entity> {
        id: Column::HolderId,
        updated: None,
        deleted: None,
        of: |row| (0, row.holder_id),
    };
    let found = page(conn, select, keys, listing, now).await?;
    let ids: Vec<Uuid> = found.items.iter().map(|row| row.holder_id).collect();
    let mut lines = lines_of(conn, &ids, state).await?;
    let whose = whose_of(conn, &ids.iter().copied().collect::<HashSet<_>>()).await?;
    let waiting = |row: distribution_line::Model| {
        let rows = lines.remove(&row.holder_id).unwrap_or_default();
        let first = rows.first().ok_or_else(|| Fault::inconsistent("a line that waits and does not"))?;
        Ok(Waiting {
            holder: row.holder_id.into(),
            whose: *whose.get(&row.holder_id).ok_or_else(|| Fault::inconsistent("a line of nobody"))?,
            serial: first.serial,
            scheme: first.scheme_id.map(Into::into),
            roll: first.roll_id.map(Into::into),
            collective: first.collective_id.into(),
            region: region_of(&first.region_code)?,
            lines: rows.iter().map(line).collect::<Result<_, Fault>>()?,
        })
    };
    found.try_map(waiting)
}

/// What waits of one plan for one reason: how many lines, and what they come to.
#[derive(Debug, Clone)]
pub struct PlanWaits {
    /// The plan's run of approval.
    pub run: Option<RunId>,
    /// Held back, below the minimum, or due.
    pub state: LineState,
    /// Why it is held back, or how far it has come.
    pub reason: Option<String>,
    /// How many lines.
    pub lines: i64,
    /// What they come to.
    pub total: Money,
}

#[derive(FromQueryResult)]
struct SumRow {
    run_id: Option<Uuid>,
    state: String,
    reason: Option<String>,
    lines: i64,
    fen: i64,
}

/// What waits of the plans in a scope, added up by plan and reason.
pub async fn wait_sums(conn: &impl ConnectionTrait, scope: &Scope, query: &WaitQuery) -> Result<Vec<PlanWaits>, Fault> {
    let select = plans(scope, query).select_only().column(distribution::Column::Id);
    let ids: Vec<Uuid> = select.order_by_asc(distribution::Column::Id).into_tuple().all(conn).await?;
    let mut found = Vec::new();
    for some in ids.chunks(5_000) {
        let sql = format!(
            "SELECT w.run_id, w.state, w.reason, count(*) AS lines, CAST(sum(w.fen) AS bigint) AS fen FROM ( \
               SELECT d.id, d.run_id, {STATE} AS state, {} AS reason, {} AS fen FROM {} WHERE d.id IN ({}) AND {}) w \
              GROUP BY w.id, w.run_id, w.state, w.reason ORDER BY w.id, w.state, w.reason",
            why(),
            amount(),
            parts(),
            places(1, some.len()),
            waits(query.state)
        );
        let values: Vec<Value> = some.iter().map(|id| Value::from(*id)).collect();
        let select = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
        for row in SumRow::find_by_statement(select).all(conn).await? {
            let state = word(&row.state)?;
            found.push(PlanWaits {
                run: row.run_id.map(Into::into),
                state,
                reason: told(state, row.reason),
                lines: row.lines,
                total: money_of(row.fen)?,
            });
        }
    }
    Ok(found)
}

#[derive(FromQueryResult)]
struct BelowRow {
    distribution_id: Uuid,
    serial: i64,
    holder_id: Uuid,
    amount_fen: i64,
    due_fen: i64,
    part: i64,
}

/// The lines below their minimum of a plan and of those before it by the same register that wait, each with what its holder is due by this plan;
/// by plan and serial. What makes no fen is nobody's.
pub async fn below_until(conn: &impl ConnectionTrait, d: &Distribution) -> Result<Vec<Below>, Fault> {
    let (column, register) = match &d.register {
        Register::Shares { scheme, .. } => ("scheme_id", scheme.uuid()),
        Register::Roll { roll, .. } => ("roll_id", roll.uuid()),
    };
    let sql = format!(
        "SELECT l.distribution_id, l.serial, l.holder_id, l.amount_fen, CAST(coalesce(n.amount_fen, 0) AS bigint) AS due_fen, \
                CAST(coalesce((SELECT max(q.part) + 1 FROM distribution_release q WHERE q.distribution_id = l.distribution_id \
                  AND q.edition = l.edition AND q.serial = l.serial), 0) AS bigint) AS part \
           FROM {} \
           LEFT JOIN distribution_line n ON n.distribution_id = $2 AND n.edition = $3 AND n.holder_id = l.holder_id AND n.state = 'due' \
          WHERE d.{column} = $1 AND d.id <= $2 AND l.amount_fen > 0 AND {} ORDER BY l.distribution_id, l.serial",
        parts(),
        waits(Some(LineState::BelowMinimum))
    );
    let values: [Value; 3] = [register.into(), d.id.uuid().into(), d.edition.into()];
    let select = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    let below = |row: BelowRow| {
        Ok(Below {
            plan: DistributionId::from(row.distribution_id),
            serial: row.serial,
            holder: row.holder_id.into(),
            amount: money_of(row.amount_fen)?,
            due: money_of(row.due_fen)?,
            part: row.part,
        })
    };
    BelowRow::find_by_statement(select).all(conn).await?.into_iter().map(below).collect()
}
