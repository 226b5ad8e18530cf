//! The last day of which the books, the loans, the shares and the plans of a body tell anything.

use sea_orm::{ConnectionTrait, Statement};

use crate::ground::{
    kernel::{CollectiveId, Day},
    platform::Fault,
};

const LAST: &str = "SELECT CAST(max(x.happened_on) AS text) AS last_on FROM ( \
     SELECT happened_on FROM income_entry WHERE collective_id = $1 \
     UNION ALL SELECT spent_on FROM income_spending WHERE collective_id = $1 \
     UNION ALL SELECT closed_on FROM income_year WHERE collective_id = $1 \
     UNION ALL SELECT contract_on FROM collective_loan WHERE collective_id = $1 AND state <> 'voided' \
     UNION ALL SELECT r.paid_on FROM collective_loan_repayment r JOIN collective_loan l ON l.id = r.loan_id \
       WHERE l.collective_id = $1 AND r.taken_back_by IS NULL \
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
