//! The last day of which the books, the loans, the votes, the rolls, the shares and the plans of a body tell anything; and what of its books waits. Of what
//! is paid it reads the rows, as those of what waits do: they are told by whoever pays, above this room.

use sea_orm::{ConnectionTrait, Statement};

use super::releases::given_back;
use crate::{
    benefit::collectives::OpenBooks,
    ground::{
        kernel::{CollectiveId, Day},
        platform::Fault,
    },
};

const LAST: &str = "SELECT CAST(max(x.happened_on) AS text) AS last_on FROM ( \
     SELECT happened_on FROM income_entry WHERE collective_id = $1 \
     UNION ALL SELECT spent_on FROM income_spending WHERE collective_id = $1 \
     UNION ALL SELECT closed_on FROM income_year WHERE collective_id = $1 \
     UNION ALL SELECT contract_on FROM collective_loan WHERE collective_id = $1 AND state <> 'voided' \
     UNION ALL SELECT r.paid_on FROM collective_loan_repayment r JOIN collective_loan l ON l.id = r.loan_id \
       WHERE l.collective_id = $1 AND r.taken_back_by IS NULL \
     UNION ALL SELECT meeting_on FROM resolution WHERE collective_id = $1 AND state IN ('passed', 'not_passed') \
     UNION ALL SELECT closed_on FROM roll WHERE collective_id = $1 \
     UNION ALL SELECT e.admitted_on FROM roll_entry e JOIN roll l ON l.id = e.roll_id WHERE l.collective_id = $1 \
     UNION ALL SELECT p.told_on FROM payout p JOIN distribution d ON d.id = p.distribution_id WHERE d.collective_id = $1 \
     UNION ALL SELECT r.returned_on FROM payout_recovery r JOIN distribution d ON d.id = r.distribution_id \
       WHERE d.collective_id = $1 AND r.state NOT IN ('withdrawn', 'undone') \
     UNION ALL SELECT closed_on FROM share_scheme WHERE collective_id = $1 \
     UNION ALL SELECT t.happened_on FROM share_transaction t JOIN share_scheme s ON s.id = t.scheme_id WHERE s.collective_id = $1 \
     UNION ALL SELECT p.happened_on FROM distribution_step p JOIN distribution d ON d.id = p.distribution_id WHERE d.collective_id = $1) x";

/// The last day of which anything of that tells.
pub async fn last_day_of(conn: &impl ConnectionTrait, body: CollectiveId) -> Result<Option<Day>, Fault> {
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), LAST, [body.uuid().into()]);
    let row = conn.query_one_raw(statement).await?.ok_or_else(|| Fault::inconsistent("a latest day without a row"))?;
    let last: Option<String> = row.try_get("", "last_on")?;
    last.map(|on| on.parse().map_err(|()| Fault::inconsistent("the last day of a body"))).transpose()
}

fn open_books() -> String {
    format!(
        "WITH kept AS (SELECT p.year FROM income_part p WHERE p.collective_id = $1 \
         AND NOT EXISTS (SELECT 1 FROM income_year y WHERE y.collective_id = $1 AND y.year = p.year AND y.state = 'closed') \
       GROUP BY p.year HAVING sum(CASE WHEN p.side = 'income' THEN p.amount_fen ELSE -p.amount_fen END) <> 0) \
     SELECT (SELECT count(*) FROM kept) AS years, (SELECT CAST(max(k.year) AS bigint) FROM kept k) AS last_year, \
     (SELECT count(*) FROM income_spending s WHERE s.collective_id = $1 AND s.state = 'proposed' AND s.reverses_id IS NULL \
         AND NOT EXISTS (SELECT 1 FROM income_spending v WHERE v.reverses_id = s.id)) AS spendings, \
     (SELECT count(*) FROM payout_recovery r JOIN distribution d ON d.id = r.distribution_id \
       WHERE d.collective_id = $1 AND r.state = 'recorded') AS recoveries, \
     (SELECT count(*) FROM collective c JOIN (SELECT id, organisation_id FROM share_holder UNION ALL SELECT id, organisation_id FROM roll_entry) h \
           ON h.organisation_id = c.organisation_id \
         JOIN payout p ON p.holder_id = h.id AND p.state = 'confirmed' AND p.bank_account_id IS NOT NULL \
         JOIN distribution d ON d.id = p.distribution_id AND d.collective_id <> c.id AND d.state IN ('approved', 'announced') \
       WHERE c.id = $1 \
         AND p.amount_fen > {} \
         AND NOT EXISTS (SELECT 1 FROM income_receipt r WHERE r.distribution_id = p.distribution_id AND r.holder_id = p.holder_id \
               AND r.freed_by IS NULL)) AS receivables, \
     (SELECT count(*) FROM roll l WHERE l.collective_id = $1 AND l.state = 'open') AS rolls",
        given_back("p")
    )
}

/// What of the books of a body waits for somebody.
pub async fn open_books_of(conn: &impl ConnectionTrait, body: CollectiveId) -> Result<OpenBooks, Fault> {
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), open_books(), [body.uuid().into()]);
    let row = conn.query_one_raw(statement).await?.ok_or_else(|| Fault::inconsistent("counts without a row"))?;
    let count = |name: &str| {
        let n: i64 = row.try_get("", name)?;
        u64::try_from(n).map_err(|_| Fault::inconsistent("fewer than none"))
    };
    let last: Option<i64> = row.try_get("", "last_year")?;
    let after = |year: i64| {
        let first = format!("{}-01-01", year + 1).parse::<Day>();
        first.map_err(|()| Fault::inconsistent("a year of no days"))
    };
    Ok(OpenBooks {
        years: count("years")?,
        closable: last.map(after).transpose()?,
        spendings: count("spendings")?,
        recoveries: count("recoveries")?,
        receivables: count("receivables")?,
        rolls: count("rolls")?,
    })
}
