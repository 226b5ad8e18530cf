//! Lines of a list that are to be paid, read in stretches of serials.

use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};
use uuid::Uuid;

use crate::{
    benefit::{
        distributions::{DistributionState, called_back, let_go, of_part},
        payouts::model::PayoutState,
        shares::{Given, HeirPart, ShareClass},
    },
    ground::{
        kernel::{AnyId, DistributionId, Money, OfficerId, PayoutBatchId, PersonId, Words as _},
        platform::{Fault, listed, money_of, places},
    },
};

/// A line of a list, as far as it concerns who pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueLine {
    /// Serial of the holder.
    pub serial: i64,
    /// Which part of the line: 0 the line itself; above that what an heir or whom a paper named has of it, the line once more after it was called back, or what came back of a payout
    /// and goes out again.
    pub part: i64,
    /// The holder of shares, or the entry of a roll.
    pub holder: AnyId,
    /// The holder or the entry to whom it is paid: the same, or an heir.
    pub payee: AnyId,
    /// Or the person to whom it goes instead, where the holder is no more.
    pub person: Option<PersonId>,
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
    part: i64,
    holder_id: Uuid,
    payee_id: Uuid,
    person_id: Option<Uuid>,
    amount_fen: i64,
    due: i64,
    live: i64,
}

impl Row {
    fn line(self) -> Result<DueLine, Fault> {
        let (holder, payee, amount) = (self.holder_id.into(), self.payee_id.into(), money_of(self.amount_fen)?);
        Ok(DueLine {
            serial: self.serial,
            part: self.part,
            holder,
            payee,
            person: self.person_id.map(Into::into),
            amount,
            due: self.due != 0,
            live: self.live != 0,
        })
    }
}

/// Lines with what was let go of them, each part a row.
fn parts() -> String {
    format!("distribution_line l {}", let_go())
}

/// What is read of each.
const READ: &str = "l.serial, coalesce(r.part, 0) AS part, l.holder_id, coalesce(r.heir_id, l.holder_id) AS payee_id, r.person_id, \
    coalesce(r.amount_fen, l.amount_fen) AS amount_fen";

/// Whether a payout of the part `r` of the line `l` is live, or one of a part that was called back, in whose place this one stands.
fn live() -> String {
    format!(
        "EXISTS (SELECT 1 FROM payout p WHERE p.distribution_id = l.distribution_id AND p.edition = l.edition \
           AND p.serial = l.serial AND {} AND p.state IN ({}))",
        of_part(),
        listed(&PayoutState::LIVE)
    )
}

/// The next lines after a part of one that are due, or were let go, and of which nothing is live, at most so many.
pub async fn due_after(
    conn: &impl ConnectionTrait,
    (id, edition): (DistributionId, i64),
    (serial, part): (i64, i64),
    most: usize,
) -> Result<Vec<DueLine>, Fault> {
    let sql = format!(
        "SELECT {READ}, CAST(1 AS bigint) AS due, CAST(0 AS bigint) AS live FROM {} \
          WHERE l.distribution_id = $1 AND l.edition = $2 AND (l.serial > $3 OR (l.serial = $3 AND coalesce(r.part, 0) > $4)) \
            AND (l.state = 'due' OR r.serial IS NOT NULL) AND NOT {} ORDER BY l.serial, coalesce(r.part, 0) LIMIT {most}",
        parts(),
        live()
    );
    let values = [id.uuid().into(), edition.into(), serial.into(), part.into()];
    let select = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    Row::find_by_statement(select).all(conn).await?.into_iter().map(Row::line).collect()
}

/// The lines of these serials by their parts, whatever they are, in the order of the register.
pub async fn lines_named(
    conn: &impl ConnectionTrait,
    (id, edition): (DistributionId, i64),
    serials: &[i64],
) -> Result<Vec<DueLine>, Fault> {
    let (mut found, live, parts) = (Vec::with_capacity(serials.len()), live(), parts());
    for some in serials.chunks(5_000) {
        let sql = format!(
            "SELECT {READ}, CAST(CASE WHEN l.state = 'due' OR r.serial IS NOT NULL THEN 1 ELSE 0 END AS bigint) AS due, \
                    CAST(CASE WHEN {live} THEN 1 ELSE 0 END AS bigint) AS live FROM {parts} \
              WHERE l.distribution_id = $1 AND l.edition = $2 AND l.serial IN ({}) ORDER BY l.serial, coalesce(r.part, 0)",
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

/// The officers who said of parts in a batch that they go to somebody else than the holder: to heirs, or to whom a paper names.
pub async fn named_by(conn: &impl ConnectionTrait, batch: PayoutBatchId) -> Result<Vec<OfficerId>, Fault> {
    let sql = "SELECT DISTINCT r.released_by FROM payout p JOIN distribution_release r ON r.distribution_id = p.distribution_id \
        AND r.edition = p.edition AND r.serial = p.serial AND r.part = p.part \
      WHERE p.batch_id = $1 AND (r.heir_id IS NOT NULL OR r.person_id IS NOT NULL)";
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, [batch.uuid().into()]);
    let mut found = Vec::new();
    for row in conn.query_all_raw(statement).await? {
        let officer: Uuid = row.try_get("", "released_by")?;
        found.push(OfficerId::new(officer));
    }
    Ok(found)
}

/// Who recorded the inheritances that stand by which parts in a batch go to heirs, as callers are kept: of the holder of the line, or of an heir who died
/// before that one's part was paid.
pub async fn inherited_by_word_of(conn: &impl ConnectionTrait, batch: PayoutBatchId) -> Result<Vec<String>, Fault> {
    let sql = "SELECT DISTINCT t.recorded_by FROM payout p JOIN distribution_release r ON r.distribution_id = p.distribution_id \
        AND r.edition = p.edition AND r.serial = p.serial AND r.part = p.part \
        JOIN share_entry h ON h.holder_id = r.heir_id AND h.delta_e4 > 0 \
        JOIN share_transaction t ON t.id = h.transaction_id AND t.kind = 'inherit' \
      WHERE p.batch_id = $1 AND NOT EXISTS (SELECT 1 FROM share_transaction v WHERE v.reverses_id = t.id) \
        AND EXISTS (SELECT 1 FROM share_entry g WHERE g.transaction_id = t.id AND g.delta_e4 < 0 AND (g.holder_id = p.holder_id \
          OR g.holder_id IN (SELECT q.heir_id FROM distribution_release q WHERE q.distribution_id = r.distribution_id AND q.edition = r.edition \
             AND q.serial = r.serial AND q.heir_id IS NOT NULL)))";
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, [batch.uuid().into()]);
    let rows = conn.query_all_raw(statement).await?;
    rows.iter().map(|row| Ok(row.try_get::<String>("", "recorded_by")?)).collect()
}

/// A part of a line that was let go to an heir of its holder, and not called back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetGo {
    /// Of which plan.
    pub plan: DistributionId,
    /// What that has of it, as shares are told.
    pub told: HeirPart,
    /// Which part of the line.
    pub part: i64,
    /// Whether a payout of it is in a batch, at a bank, or paid.
    pub live: bool,
}

#[derive(FromQueryResult)]
struct LetGoRow {
    plan_id: Uuid,
    number: String,
    serial: i64,
    part: i64,
    amount_fen: i64,
    state: Option<String>,
}

/// That a list `d` is by one of these classes of shares.
fn of_classes(classes: &[ShareClass]) -> String {
    format!(
        "EXISTS (SELECT 1 FROM distribution_class c WHERE c.distribution_id = d.id AND c.class IN ({}))",
        listed(classes)
    )
}

/// The lists by these classes that took money and have a line of a holder, or a part that was let go to that holder as an heir.
pub async fn plans_with(conn: &impl ConnectionTrait, of: Given<'_>) -> Result<Vec<DistributionId>, Fault> {
    let (holder, classes) = of;
    let sql = format!(
        "SELECT d.id FROM distribution d WHERE d.state IN ({}) AND {} \
            AND (EXISTS (SELECT 1 FROM distribution_line l WHERE l.distribution_id = d.id AND l.edition = d.edition AND l.holder_id = $1) \
              OR EXISTS (SELECT 1 FROM distribution_release q WHERE q.distribution_id = d.id AND q.edition = d.edition AND q.heir_id = $1))",
        listed(&DistributionState::BOOKED),
        of_classes(classes)
    );
    let select = Statement::from_sql_and_values(conn.get_database_backend(), sql, [holder.uuid().into()]);
    let rows = conn.query_all_raw(select).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index::<Uuid>(0)?.into())).collect()
}

/// What of lines of a holder was let go to heirs by lists of these classes that stand, with how far each part is; and of lines of which the holder was an
/// heir, who died before that was paid. It is all that stands of such a line, also what went to whom a paper named in an heir's place.
pub async fn let_go_of(conn: &impl ConnectionTrait, of: Given<'_>) -> Result<Vec<LetGo>, Fault> {
    let (holder, classes) = of;
    let sql = format!(
        "SELECT d.id AS plan_id, d.number, r.serial, r.part, r.amount_fen, p.state FROM distribution_release r \
           JOIN distribution d ON d.id = r.distribution_id AND d.edition = r.edition AND d.state IN ({}) \
           JOIN distribution_line l ON l.distribution_id = r.distribution_id AND l.edition = r.edition AND l.serial = r.serial \
           LEFT JOIN payout p ON p.distribution_id = r.distribution_id AND p.edition = r.edition AND p.serial = r.serial AND p.part = r.part \
             AND p.state IN ({}) \
          WHERE {} AND NOT {} AND EXISTS (SELECT 1 FROM distribution_release q WHERE q.distribution_id = r.distribution_id AND q.edition = r.edition \
              AND q.serial = r.serial AND q.heir_id IS NOT NULL AND (l.holder_id = $1 OR (q.heir_id = $1 AND {}))) \
          ORDER BY d.id, r.serial, r.part",
        listed(&DistributionState::PAYABLE),
        listed(&PayoutState::LIVE),
        of_classes(classes),
        called_back("r"),
        called_back("q")
    );
    let select = Statement::from_sql_and_values(conn.get_database_backend(), sql, [holder.uuid().into()]);
    let whole = |r: LetGoRow| {
        let paid = r.state.as_deref() == Some(PayoutState::Confirmed.word());
        let told = HeirPart { plan: r.number, serial: r.serial, amount: money_of(r.amount_fen)?, paid };
        Ok(LetGo { plan: r.plan_id.into(), told, part: r.part, live: r.state.is_some() })
    };
    LetGoRow::find_by_statement(select).all(conn).await?.into_iter().map(whole).collect()
}
