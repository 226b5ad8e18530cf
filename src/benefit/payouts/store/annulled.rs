//! What banks paid, or say they paid, of plans that were annulled, of those for whom another plan in their place has lines.

use sea_orm::{ConnectionTrait, FromQueryResult, Statement};

use super::answers::UndecidedRow;
use crate::{
    benefit::{
        distributions::given_back,
        payouts::model::{PaidBeside, Undecided},
    },
    ground::{
        kernel::{DistributionId, Instant},
        platform::{Fault, money_of},
    },
};

/// Payouts `p` of plans `o` that were annulled, to holders of lines `l` of the plan `d`, which stands in their place: of the same kind by the same
/// register, of months that meet.
const BESIDE: &str = "JOIN distribution o ON o.id = p.distribution_id AND o.state = 'annulled' \
   JOIN distribution d ON d.id = $1 AND d.id <> o.id AND d.kind = o.kind AND (d.scheme_id = o.scheme_id OR d.roll_id = o.roll_id) \
    AND d.from_month <= o.to_month AND d.to_month >= o.from_month \
   JOIN distribution_line l ON l.distribution_id = d.id AND l.edition = d.edition AND l.holder_id = p.holder_id";

/// Rows that say of such payouts that they were paid, and that nobody has decided, each of the whole line. Whoever asks holds the plan in their place and
/// the county's answers.
pub async fn undecided_beside(conn: &impl ConnectionTrait, id: DistributionId) -> Result<Vec<Undecided>, Fault> {
    let sql = format!(
        "SELECT l.serial, CAST(0 AS bigint) AS part, p.number AS payout, b.number AS batch, r.row_number, r.happened_on, r.created_at_ms, \
                r.amount_fen, o.number AS annulled FROM payout_result r JOIN payout p ON p.id = r.about_id \
           JOIN payout_batch b ON b.id = r.batch_id {BESIDE} \
          WHERE r.state = 'unmatched' AND r.outcome = 'paid' ORDER BY l.serial, r.id"
    );
    let select = Statement::from_sql_and_values(conn.get_database_backend(), sql, [id.uuid().into()]);
    UndecidedRow::find_by_statement(select).all(conn).await?.into_iter().map(UndecidedRow::whole).collect()
}

#[derive(FromQueryResult)]
struct Paid {
    serial: i64,
    payout: String,
    plan: String,
    amount_fen: i64,
    updated_at_ms: i64,
}

/// Such payouts that are paid, with what of them was not given back. Whoever asks holds the plan in their place.
pub async fn paid_beside(conn: &impl ConnectionTrait, id: DistributionId) -> Result<Vec<PaidBeside>, Fault> {
    let given = given_back("p");
    let sql = format!(
        "SELECT x.serial, x.payout, x.plan, CAST(x.fen AS bigint) AS amount_fen, x.updated_at_ms FROM (SELECT l.serial, p.id, p.updated_at_ms, p.number AS payout, o.number AS plan, \
            p.amount_fen - {given} AS fen \
           FROM payout p {BESIDE} WHERE p.state = 'confirmed') x WHERE x.fen > 0 ORDER BY x.serial, x.id"
    );
    let select = Statement::from_sql_and_values(conn.get_database_backend(), sql, [id.uuid().into()]);
    let whole = |row: Paid| {
        let amount = money_of(row.amount_fen)?;
        let at = Instant::from_millis(row.updated_at_ms);
        Ok(PaidBeside { serial: row.serial, payout: row.payout, plan: row.plan, amount, at })
    };
    Paid::find_by_statement(select).all(conn).await?.into_iter().map(whole).collect()
}
