//! Rows of loans and of what was paid back.

use std::collections::{HashMap, HashSet};

use ::entity::{collective_loan, collective_loan_repayment};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use crate::{
    benefit::loans::model::{Filing, Loan, LoanQuery, LoanState, Repayment},
    ground::{
        kernel::{
            CollectiveId, CollectiveLoanId, Day, Instant, Money, OrganisationId, ResolutionId, Scope, Words as _,
            one_form,
        },
        platform::{
            Fault, Listing, Page, Tx, in_scope, insert, lock_if_postgres, money_of, page, page_keys, region_of,
            update_versioned, word,
        },
    },
};

fn to_row(l: &Loan) -> Result<collective_loan::Model, Fault> {
    let repayments = i64::try_from(l.repayments.len());
    Ok(collective_loan::Model {
        id: l.id.uuid(),
        number: l.number.clone(),
        collective_id: l.collective.uuid(),
        region_code: l.region.to_string(),
        body_kind: l.body_kind.word().into(),
        lender_id: l.lender.uuid(),
        contract_number: l.contract_number.clone(),
        contract_on: l.contract_on.date(),
        amount_fen: l.amount.fen(),
        due_on: l.due_on.date(),
        purpose: l.purpose.word().into(),
        intake: l.intake.word().into(),
        used_for: l.used_for.clone(),
        resolution_id: l.resolution.map(|r| r.uuid()),
        filing_number: l.filing.as_ref().map(|f| f.number.clone()),
        filed_on: l.filing.as_ref().map(|f| f.on.date()),
        file_id: l.paper.uuid(),
        note: l.note.clone(),
        state: l.state.word().into(),
        repaid_fen: l.repaid.fen(),
        repayments: repayments.map_err(|_| Fault::inconsistent("more repayments than can be counted"))?,
        void_reason: l.void.as_ref().map(|(why, _)| why.clone()),
        void_file_id: l.void.as_ref().map(|(_, paper)| paper.uuid()),
        layer: l.layer.word().into(),
        version: l.version,
        created_at_ms: l.created_at.millis(),
        updated_at_ms: l.updated_at.millis(),
    })
}

fn from_row(row: collective_loan::Model, repayments: Vec<Repayment>) -> Result<Loan, Fault> {
    Ok(Loan {
        id: row.id.into(),
        number: row.number,
        collective: row.collective_id.into(),
        region: region_of(&row.region_code)?,
        body_kind: word(&row.body_kind)?,
        lender: row.lender_id.into(),
        contract_number: row.contract_number,
        contract_on: Day::from_date(row.contract_on),
        amount: money_of(row.amount_fen)?,
        due_on: Day::from_date(row.due_on),
        purpose: word(&row.purpose)?,
        intake: word(&row.intake)?,
        used_for: row.used_for,
        resolution: row.resolution_id.map(Into::into),
        filing: row.filing_number.zip(row.filed_on).map(|(number, on)| Filing { number, on: Day::from_date(on) }),
        paper: row.file_id.into(),
        note: row.note,
        state: word(&row.state)?,
        repaid: money_of(row.repaid_fen)?,
        repayments,
        void: row.void_reason.zip(row.void_file_id).map(|(why, paper)| (why, paper.into())),
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

/// Rows with what was paid back of them, in one more query.
async fn whole(conn: &impl ConnectionTrait, rows: Vec<collective_loan::Model>) -> Result<Vec<Loan>, Fault> {
    use collective_loan_repayment::Column;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let select = collective_loan_repayment::Entity::find()
        .filter(Column::LoanId.is_in(rows.iter().map(|r| r.id)))
        .order_by_asc(Column::LoanId)
        .order_by_asc(Column::N);
    let mut repayments: HashMap<Uuid, Vec<Repayment>> = HashMap::new();
    for row in select.all(conn).await? {
        repayments.entry(row.loan_id).or_default().push(Repayment {
            n: row.n,
            on: Day::from_date(row.paid_on),
            amount: money_of(row.amount_fen)?,
            voucher: row.voucher,
            paper: row.file_id.into(),
            recorded_by: row.recorded_by,
            recorded_at: Instant::from_millis(row.recorded_at_ms),
            taken_back: row.taken_back_by.zip(row.take_back_reason),
        });
    }
    rows.into_iter()
        .map(|row| {
            let own = repayments.remove(&row.id).unwrap_or_default();
            from_row(row, own)
        })
        .collect()
}

/// A new loan, of which nothing was paid back.
pub async fn insert_loan(tx: &Tx, loan: &Loan) -> Result<(), Fault> {
    insert(tx, to_row(loan)?).await
}

/// Writes a loan back; its repayments have rows of their own.
pub async fn update_loan(tx: &Tx, loan: &Loan, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(loan)?, collective_loan::Column::Version, read_at).await
}

fn repayment_row(id: CollectiveLoanId, r: &Repayment) -> collective_loan_repayment::Model {
    collective_loan_repayment::Model {
        loan_id: id.uuid(),
        n: r.n,
        paid_on: r.on.date(),
        amount_fen: r.amount.fen(),
        voucher: r.voucher.clone(),
        file_id: r.paper.uuid(),
        recorded_by: r.recorded_by.clone(),
        recorded_at_ms: r.recorded_at.millis(),
        taken_back_by: r.taken_back.as_ref().map(|(by, _)| by.clone()),
        take_back_reason: r.taken_back.as_ref().map(|(_, why)| why.clone()),
    }
}

pub async fn insert_repayment(tx: &Tx, id: CollectiveLoanId, repayment: &Repayment) -> Result<(), Fault> {
    insert(tx, repayment_row(id, repayment)).await
}

/// Writes that a repayment was taken back, by whom and why. Whoever calls holds its loan.
pub async fn take_back(tx: &Tx, (id, n): (CollectiveLoanId, i64), (by, why): (&str, &str)) -> Result<(), Fault> {
    use collective_loan_repayment::Column;
    let done = collective_loan_repayment::Entity::update_many()
        .col_expr(Column::TakenBackBy, sea_orm::sea_query::Expr::value(by))
        .col_expr(Column::TakeBackReason, sea_orm::sea_query::Expr::value(why))
        .filter(Column::LoanId.eq(id.uuid()))
        .filter(Column::N.eq(n))
        .exec(tx.conn())
        .await?;
    match done.rows_affected {
        1 => Ok(()),
        got => Err(Fault::RowCount { what: "collective_loan_repayment", wanted: 1, got }),
    }
}

pub async fn find_loan(conn: &impl ConnectionTrait, id: CollectiveLoanId) -> Result<Option<Loan>, Fault> {
    let row = collective_loan::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(whole(conn, row.into_iter().collect()).await?.pop())
}

pub async fn lock_loan(tx: &Tx, id: CollectiveLoanId) -> Result<Option<Loan>, Fault> {
    let row = lock_if_postgres(tx, collective_loan::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(whole(tx.conn(), row.into_iter().collect()).await?.pop())
}

/// The number of the loan that stands by this contract of a body, however its number was typed. Whoever asks holds the body.
pub async fn by_contract(
    conn: &impl ConnectionTrait,
    (body, lender): (CollectiveId, OrganisationId),
    contract: &str,
) -> Result<Option<String>, Fault> {
    use collective_loan::Column;
    let select = collective_loan::Entity::find()
        .filter(Column::CollectiveId.eq(body.uuid()))
        .filter(Column::LenderId.eq(lender.uuid()))
        .filter(Column::State.ne(LoanState::Voided.word()))
        .order_by_asc(Column::Id)
        .select_only()
        .columns([Column::Number, Column::ContractNumber]);
    // A body has few loans of one lender.
    let (rows, wanted): (Vec<(String, String)>, _) = (select.into_tuple().all(conn).await?, one_form(contract));
    Ok(rows.into_iter().find(|(_, told)| one_form(told) == wanted).map(|(number, _)| number))
}

/// What is owed of each loan of a body that is not paid back.
pub async fn owed_of(conn: &impl ConnectionTrait, body: CollectiveId) -> Result<Vec<Money>, Fault> {
    use collective_loan::Column;
    let select = collective_loan::Entity::find()
        .filter(Column::CollectiveId.eq(body.uuid()))
        .filter(Column::State.eq(LoanState::Outstanding.word()))
        .select_only()
        .columns([Column::AmountFen, Column::RepaidFen]);
    let rows: Vec<(i64, i64)> = select.into_tuple().all(conn).await?;
    rows.into_iter().map(|(amount, repaid)| money_of(amount - repaid)).collect()
}

/// Loans of these bodies that are not void and stand by one of these votes, or of these numbers of a town's filing, however they were typed, in the
/// order in which they were recorded. Whoever records one holds the body.
pub async fn standing_by(
    conn: &impl ConnectionTrait,
    bodies: &[CollectiveId],
    votes: &[ResolutionId],
    filings: &[String],
) -> Result<Vec<Loan>, Fault> {
    use collective_loan::Column;
    if votes.is_empty() && filings.is_empty() {
        return Ok(Vec::new());
    }
    let forms: HashSet<String> = filings.iter().map(|number| one_form(number)).collect();
    let votes: HashSet<Uuid> = votes.iter().map(|vote| vote.uuid()).collect();
    // A body has few loans: all that are on file are read, and their numbers compared here.
    let by =
        Condition::any().add(Column::ResolutionId.is_in(votes.iter().copied())).add(Column::FilingNumber.is_not_null());
    let select = collective_loan::Entity::find()
        .filter(Column::CollectiveId.is_in(bodies.iter().map(|b| b.uuid())))
        .filter(Column::State.ne(LoanState::Voided.word()))
        .filter(by)
        .order_by_asc(Column::Id);
    let mut rows = select.all(conn).await?;
    rows.retain(|row| {
        let voted = row.resolution_id.is_some_and(|id| votes.contains(&id));
        voted || row.filing_number.as_deref().is_some_and(|number| forms.contains(&one_form(number)))
    });
    whole(conn, rows).await
}

/// Loans in the order of their ids, a bounded number at a time.
pub async fn loans_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Loan>, Fault> {
    let select = collective_loan::Entity::find()
        .filter(collective_loan::Column::Id.gt(after))
        .order_by_asc(collective_loan::Column::Id)
        .limit(most);
    whole(conn, select.all(conn).await?).await
}

pub async fn list_loans(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: LoanQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Loan>, Fault> {
    use collective_loan::Column;
    let wanted = [
        query.collective.map(|c| Column::CollectiveId.eq(c.uuid())),
        query.lender.map(|l| Column::LenderId.eq(l.uuid())),
        query.purpose.map(|p| Column::Purpose.eq(p.word())),
        query.state.map(|s| Column::State.eq(s.word())),
        query.due_to.map(|day| Column::DueOn.lte(day.date())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = collective_loan::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let found = page(conn, select, page_keys!(collective_loan), listing, now).await?;
    Ok(Page { items: whole(conn, found.items).await?, next: found.next, total: found.total })
}
