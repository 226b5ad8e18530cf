//! Importing a file of results: each row finds its payment by our number, then by contract, payee and amount, or waits.

use std::collections::HashMap;

use super::{batch_changed, batch_subject, batches::may_book, booking::Desk, result_subject, store};
use crate::{
    ground::{
        authority::{Actor, action, unknown},
        kernel::{BankAccountId, BatchId, Digest, FieldError, FileId, PaymentId, Refusal, RegionCode, Words as _},
        platform::{Sealer, Stop, Tx, Work},
        trail::{Change, Committed},
        wire::match_version,
    },
    money::payments::{
        PaymentsRefusal,
        model::{
            Batch, BatchState, MatchedBy, Mismatch, PayOutcome, Payment, PaymentResult, PaymentState, ResultState, Row,
            RowFault, Voucher, parse_rows,
        },
    },
    office::{
        access::holder,
        files::{bytes_of, known_files, use_files},
        places::{BankAccount, accounts_by_id},
    },
};

/// Rows that one file may have: a month of a county; a larger file is cut.
const ROWS: usize = 2_000;

/// Imports a file of results.
pub struct ImportResults {
    /// Who.
    pub actor: Actor,
    /// Reads the file.
    pub sealer: Sealer,
    /// Under which batch.
    pub batch: BatchId,
    /// The version it was read at.
    pub if_match: String,
    /// The file.
    pub file: FileId,
}

/// What became of the rows.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The batch.
    pub batch: Batch,
    /// Rows in the file.
    pub rows: u64,
    /// Rows that were told before: they stand in the books, or twice in the file, or their voucher is booked.
    pub known: u64,
    /// Rows booked now.
    pub booked: u64,
    /// Rows that wait for an officer.
    pub unmatched: u64,
    /// The rows that are new.
    pub results: Vec<PaymentResult>,
}

fn bad_file(faults: &[RowFault]) -> Stop {
    let error = |f: &RowFault| {
        let zh = format!("第 {} 行 {}：“{}”不正确或缺失。", f.row, f.column, f.text);
        let en = format!("Row {}, {}: {:?} is wrong or missing.", f.row, f.column, f.text);
        FieldError::new(format!("/file_id#row={}", f.row), "payments.result.bad_row", zh, en)
    };
    let refusal: Refusal = PaymentsRefusal::BadFile.into();
    Refusal { errors: faults.iter().take(100).map(error).collect(), ..refusal }.into()
}

/// What rows are matched against, read once.
struct Candidates {
    numbered: HashMap<String, Payment>,
    under: Vec<(Payment, Vec<String>)>,
    accounts: HashMap<BankAccountId, BankAccount>,
    /// Vouchers that are booked already, each with the number of its payment.
    booked: HashMap<Voucher, String>,
}

/// What is booked of the vouchers that rows tell of.
async fn booked(tx: &Tx, region: &RegionCode, rows: &[Row]) -> Result<HashMap<Voucher, String>, Stop> {
    let certificates: Vec<String> = rows.iter().map(|r| r.certificate_no.clone()).collect();
    let results = store::booked_under(tx.conn(), region, &certificates).await?;
    let ids: Vec<PaymentId> = results.iter().filter_map(|r| r.payment).collect();
    let payments = store::find_payments(tx.conn(), &ids).await?;
    let number = |r: &PaymentResult| Some(payments.iter().find(|p| Some(p.id) == r.payment)?.number.clone());
    Ok(results.iter().filter_map(|r| Some((r.voucher(), number(r)?))).collect())
}

impl Candidates {
    async fn read(tx: &Tx, batch: &Batch, rows: &[Row]) -> Result<Self, Stop> {
        let numbers: Vec<String> = rows.iter().filter_map(|r| r.payment_number.clone()).collect();
        let contracts: Vec<String> = rows.iter().filter_map(|r| r.contract_number.clone()).collect();
        let numbered = store::payments_numbered(tx.conn(), &batch.region, &numbers).await?;
        let under = store::payments_under(tx.conn(), &batch.region, &contracts).await?;
        let accounts: Vec<_> = numbered.iter().chain(under.iter().map(|(p, _)| p)).map(|p| p.account).collect();
        let accounts = accounts_by_id(tx.conn(), &accounts).await?;
        let numbered = numbered.into_iter().map(|p| (p.number.clone(), p)).collect();
        Ok(Self { numbered, under, accounts, booked: booked(tx, &batch.region, rows).await? })
    }

    /// Whether a voucher is booked already, and the row names no other payment than the one it was booked on.
    fn knows(&self, row: &Row) -> bool {
        let number = self.booked.get(&row.voucher());
        number.is_some_and(|booked| row.payment_number.as_ref().is_none_or(|n| n == booked))
    }

    /// The payment on which a row may be booked unseen, or why there is none.
    fn weigh(&self, row: &Row, desk: &Desk) -> Result<(PaymentId, MatchedBy), Mismatch> {
        if self.booked.contains_key(&row.voucher()) {
            return Err(Mismatch::Voucher);
        }
        let (id, by) = self.find(row, desk)?;
        match desk.misfit(row, id) {
            Some(mismatch) => Err(mismatch),
            None if desk.is_early(row, id) => Err(Mismatch::Day),
            None => Ok((id, by)),
        }
    }

    fn all(&self) -> Vec<Payment> {
        self.numbered.values().chain(self.under.iter().map(|(p, _)| p)).cloned().collect()
    }

    /// Whether the voucher paid whom we told it to pay.
    fn paid_whom(&self, row: &Row, payment: &Payment) -> bool {
        self.accounts
            .get(&payment.account)
            .is_some_and(|a| a.holder_name == row.payee_name && a.account_no.reveal().ends_with(&row.account_tail()))
    }

    /// The payment of a row, or why there is none. States are looked at as they are on the desk, after earlier rows.
    fn find(&self, row: &Row, desk: &Desk) -> Result<(PaymentId, MatchedBy), Mismatch> {
        if let Some(payment) = row.payment_number.as_ref().and_then(|n| self.numbered.get(n)) {
            let fits = self.paid_whom(row, payment);
            return if fits { Ok((payment.id, MatchedBy::Number)) } else { Err(Mismatch::Payee) };
        }
        let wanted = |state: PaymentState| match row.outcome {
            PayOutcome::Paid | PayOutcome::Failed => state.is_on_its_way(),
            PayOutcome::Bounced => state == PaymentState::Confirmed,
        };
        let contract = row.contract_number.as_ref().ok_or(Mismatch::Nothing)?;
        let fitting: Vec<&Payment> = self
            .under
            .iter()
            .filter(|(p, numbers)| numbers.contains(contract) && self.paid_whom(row, p))
            .filter_map(|(p, _)| desk.payments.get(&p.id))
            .filter(|p| p.amount == row.amount && wanted(p.state))
            .collect();
        match fitting[..] {
            [] => Err(Mismatch::Nothing),
            [one] => Ok((one.id, MatchedBy::Contract)),
            _ => Err(Mismatch::Several),
        }
    }
}

impl ImportResults {
    async fn rows(&self, tx: &Tx, seen: &crate::ground::kernel::Scope) -> Result<Vec<Row>, Stop> {
        let file = known_files(tx.conn(), seen, &[self.file]).await?.pop().ok_or(PaymentsRefusal::BadFile)?;
        let bytes = bytes_of(tx.conn(), &self.sealer, &file).await?;
        parse_rows(&bytes, ROWS, tx.now().await?.day()).map_err(|faults| bad_file(&faults))
    }

    /// Books what fits, row by row; a voucher that was booked before is known, or where it now names another payment, waits.
    async fn book(
        &self,
        tx: &Tx,
        batch: &Batch,
        rows: &[Row],
        (mut candidates, desk): (Candidates, &mut Desk),
    ) -> Result<(Vec<PaymentResult>, Vec<Change>), Stop> {
        let now = tx.now().await?;
        let (mut results, mut changes) = (Vec::with_capacity(rows.len()), Vec::new());
        for row in rows {
            if candidates.knows(row) {
                continue;
            }
            let blank = self.result(tx, now, batch, row);
            results.push(match candidates.weigh(row, desk) {
                Ok((id, by)) => {
                    changes.extend(desk.book(tx, row, id).await?);
                    let number = desk.payments.get(&id).map(|p| p.number.clone());
                    candidates.booked.extend(number.map(|number| (row.voucher(), number)));
                    let (payment, matched_by) = (Some(id), Some(by));
                    PaymentResult { state: ResultState::Booked, payment, matched_by, ..blank }
                }
                Err(mismatch) => PaymentResult { mismatch: Some(mismatch), ..blank },
            });
        }
        Ok((results, changes))
    }

    fn result(&self, tx: &Tx, now: crate::ground::kernel::Instant, batch: &Batch, row: &Row) -> PaymentResult {
        PaymentResult {
            id: tx.id(now),
            batch: batch.id,
            file: self.file,
            region: batch.region.clone(),
            account_tail: row.account_tail(),
            digest: row.digest(),
            row: row.clone(),
            state: ResultState::Unmatched,
            mismatch: None,
            payment: None,
            matched_by: None,
            note: None,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }
}

impl Work for ImportResults {
    type Record = Committed<Imported>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Imported>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::BATCH_IMPORT_RESULT;
        let before = store::lock_batch(tx, self.batch).await?.ok_or_else(|| unknown(wanted))?;
        let subject = batch_subject(&before);
        let permit = holder.permit_on(wanted, subject, &before.region)?;
        match_version(&self.if_match, before.version)?;
        if before.state != BatchState::HandedOver {
            return Err(PaymentsRefusal::BatchStateIs { state: before.state }.into());
        }
        let seen = holder.seen();
        let rows = self.rows(tx, &seen).await?;
        use_files(tx, &seen, subject, &[self.file]).await?;
        store::hold_answers(tx, &before.region).await?;
        let digests: Vec<Digest> = rows.iter().map(Row::digest).collect();
        let mut known = store::known_digests(tx.conn(), &before.region, &digests).await?;
        let total = rows.len();
        let fresh: Vec<Row> = rows.into_iter().filter(|r| known.insert(r.digest().to_string())).collect();
        let candidates = Candidates::read(tx, &before, &fresh).await?;
        let mut desk = Desk::lock(tx, &candidates.all()).await?;
        let (results, mut changes) = self.book(tx, &before, &fresh, (candidates, &mut desk)).await?;
        let now = tx.now().await?;
        let booked_in =
            results.iter().filter_map(|r| desk.payments.get(&r.payment?)?.batch).chain([self.batch]).collect();
        may_book(tx, &self.actor, wanted, &booked_in).await?;
        store::insert_results(tx, &results).await?;
        changes.extend(desk.clear(tx).await?);
        changes.extend(results.iter().map(|r| {
            Change::created(result_subject(r), &r.region, r).state(r.state.word()).named("payments.result.import")
        }));
        // The file was taken in, even where it brought nothing new: the batch tells when it last was.
        let after = Batch { version: before.version + 1, updated_at: now, ..before.clone() };
        store::update_batch(tx, &before, &after).await?;
        let change = batch_changed(&before, &after);
        let booked = results.iter().filter(|r| r.state == ResultState::Booked).count() as u64;
        let imported = Imported {
            batch: after,
            rows: total as u64,
            known: (total - results.len()) as u64,
            booked,
            unmatched: results.len() as u64 - booked,
            results,
        };
        Ok(permit.commit(change, imported).and(changes))
    }
}
