//! 登记回盘. A file of a bank's answers is read whole or not at all; what is told again changes nothing, what fits nothing waits.

use std::collections::HashMap;

use super::{
    Held, accounts_of, batch_changed, batch_of, desk::Desk, form_of, hold, in_state, may_book, result_subject, sent_on,
    store,
};
use crate::{
    benefit::payouts::{
        PayoutsRefusal,
        model::{
            Answer, Answers, BankForm, FormFault, NamedBy, Payout, PayoutAnswer, PayoutBatch, PayoutBatchState,
            PayoutMismatch, PayoutResult, PayoutResultState, Step, Told, is_number,
        },
    },
    ground::{
        authority::{Actor, action},
        kernel::{
            Digest, FieldError, Instant, Masked, Money, OfficerId, PayoutBatchId, PayoutId, Refusal, RegionCode,
            SubjectKind, SubjectRef, Told as _, Words as _,
        },
        platform::{Fault, Keys, Sealer, Stop, Tx, Work},
        trail::{Change, Committed},
    },
};

/// Takes in a file of answers.
pub struct ImportPayoutResult {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Of which batch.
    pub id: PayoutBatchId,
    /// The version it was read at.
    pub if_match: String,
    /// The file, as the bank made it.
    pub bytes: Vec<u8>,
}

/// What became of a file of answers.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The batch.
    pub batch: PayoutBatch,
    /// The file.
    pub answer: PayoutAnswer,
}

fn faulty(faults: &[FormFault]) -> Stop {
    let error = |f: &FormFault| {
        let at = f.row.map_or_else(|| "/file".to_owned(), |row| format!("/file#row={row}"));
        let zh = format!("与银行格式不符：{}。", f.zh());
        FieldError::new(at, "payouts.answer.bad_row", zh, f.to_string())
    };
    let refusal: Refusal = PayoutsRefusal::AnswerFaulty { faults: faults.len() }.into();
    Refusal { errors: faults.iter().map(error).collect(), ..refusal }.into()
}

/// What rows are matched against, read once.
struct Candidates<'a> {
    keys: &'a Keys,
    named_by: NamedBy,
    payouts: Vec<Payout>,
    /// Numbers of their accounts.
    numbers: HashMap<PayoutId, Masked<String>>,
    /// Places in `payouts`, by what an answer names its order by.
    named: HashMap<String, Vec<usize>>,
}

/// What an answer that tells account and amount alone names its order by.
fn account_and_amount(account: &str, amount: Money) -> String {
    format!("{account}+{amount}")
}

impl<'a> Candidates<'a> {
    async fn read(tx: &Tx, sealer: &'a Sealer, form: &BankForm, batch: &PayoutBatch) -> Result<Self, Fault> {
        let payouts = store::payouts_in(tx.conn(), batch.id).await?;
        let accounts = accounts_of(tx.conn(), sealer, &payouts).await?;
        let numbers: HashMap<PayoutId, Masked<String>> = accounts.into_iter().map(|(id, (_, no))| (id, no)).collect();
        let named_by = form.named_by();
        let mut named: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, payout) in payouts.iter().enumerate() {
            let name = match named_by {
                NamedBy::Number => payout.number.clone(),
                NamedBy::Place => payout.place.to_string(),
                NamedBy::AccountAndAmount => {
                    account_and_amount(numbers.get(&payout.id).map_or("", |n| n.reveal()), payout.amount)
                }
            };
            named.entry(name).or_default().push(at);
        }
        Ok(Self { keys: sealer.keys(), named_by, payouts, numbers, named })
    }

    /// The payouts that a row may be of: those that it names, or where its bank put stars into the account all of its amount and digits.
    fn of(&self, row: &Answer) -> Vec<&Payout> {
        let by_account = self.named_by == NamedBy::AccountAndAmount;
        if by_account && row.account_no.contains('*') {
            return self.payouts.iter().filter(|p| p.amount == row.amount && self.is_payee(p, row)).collect();
        }
        let name = match &row.number {
            Some(number) if !by_account => number.clone(),
            _ => account_and_amount(&row.account_no, row.amount),
        };
        self.named.get(&name).into_iter().flatten().filter_map(|at| self.payouts.get(*at)).collect()
    }

    /// Payouts of other batches of the county that rows name by their numbers, which are unique over all of them: a bank puts the rows of a day into
    /// one file, and its word holds the line also where the file was taken in for another batch.
    async fn foreign(&self, tx: &Tx, batch: &PayoutBatch, rows: &[Answer]) -> Result<HashMap<String, PayoutId>, Fault> {
        if self.named_by != NamedBy::Number {
            return Ok(HashMap::new());
        }
        let unknown = rows.iter().filter_map(|row| row.number.as_ref()).filter(|n| !self.named.contains_key(*n));
        let county = batch.region.county();
        store::payouts_numbered(tx.conn(), &county, &unknown.cloned().collect::<Vec<_>>()).await
    }

    /// Whether a row tells of the account and the name that went to the bank.
    fn is_payee(&self, payout: &Payout, row: &Answer) -> bool {
        self.numbers.get(&payout.id).is_some_and(|number| {
            let index = || store::payee_index(self.keys, &payout.region, (number.reveal(), &row.payee_name));
            is_number(&row.account_no, number.reveal()) && index() == payout.payee_index
        })
    }

    /// The payouts that a row may be of, which nothing tells apart: one account, one name, one amount. As many rows answer them as they are, and
    /// it is the same money whichever row is whose. Or why there is none, and of which it seems to be.
    fn find(&self, row: &Answer) -> Result<Vec<PayoutId>, Mismatched> {
        let of = self.of(row);
        let ids = |of: &[&Payout]| of.iter().map(|p| p.id).collect::<Vec<PayoutId>>();
        let Some(first) = of.first() else {
            // Of another amount, but into the account and the name of an order that names itself by nothing else.
            let by_account = self.named_by == NamedBy::AccountAndAmount;
            let into: Vec<PayoutId> =
                self.payouts.iter().filter(|p| by_account && self.is_payee(p, row)).map(|p| p.id).collect();
            let why = if into.is_empty() { PayoutMismatch::Nothing } else { PayoutMismatch::Amount };
            return Err((why, into));
        };
        let alike = |p: &&Payout| (&p.payee_index, p.amount) == (&first.payee_index, first.amount);
        let why = match &of[..] {
            of if !of.iter().all(alike) => PayoutMismatch::Several,
            _ if !self.is_payee(first, row) => PayoutMismatch::Payee,
            _ if first.amount != row.amount => PayoutMismatch::Amount,
            of => return Ok(ids(of)),
        };
        Err((why, ids(&of)))
    }

    /// Whom a row says was paid: the one whose it is, where a bank put stars into the account, and else number and name as they are told.
    fn payee_index(&self, row: &Answer, region: &RegionCode) -> String {
        match self.of(row)[..] {
            [first, ..] if self.is_payee(first, row) => first.payee_index.clone(),
            _ => store::payee_index(self.keys, region, (&row.account_no, &row.payee_name)),
        }
    }
}

/// Why a row fits nothing, and of which payouts it may be.
type Mismatched = (PayoutMismatch, Vec<PayoutId>);

/// What an answer says of a payout.
fn told(row: &Answer) -> Told {
    let reference = Some(row.reference.clone()).filter(|r| !r.is_empty());
    Told { outcome: row.outcome, on: row.on, reference, reason: row.reason.clone() }
}

impl ImportPayoutResult {
    /// The same bytes are of one batch: taken in for another, they would say of money that nobody sent that it is there. A file without rows says
    /// nothing of any.
    async fn is_new(&self, tx: &Tx, batch: &PayoutBatch) -> Result<(), Stop> {
        let county = batch.region.county();
        store::hold_county(tx, &county).await?;
        let sha256 = Digest::of(&self.bytes);
        let Some((id, at)) = store::taken_elsewhere(tx.conn(), (&county, batch.id), &sha256).await? else {
            return Ok(());
        };
        let number = batch_of(tx, id).await?.number;
        Err(PayoutsRefusal::AnswerElsewhere { number, on: at.day() }.into())
    }

    /// The file as it is kept, before its rows are counted.
    fn opened(
        &self,
        tx: &Tx,
        (batch, officer): (&PayoutBatch, OfficerId),
        now: Instant,
        read: &Answers,
    ) -> Result<PayoutAnswer, Fault> {
        Ok(PayoutAnswer {
            id: tx.id(now),
            batch: batch.id,
            region: batch.region.clone(),
            sha256: Digest::of(&self.bytes),
            rows: i64::try_from(read.count).map_err(|_| Fault::inconsistent("rows of answers"))?,
            booked: 0,
            repeated: 0,
            unmatched: 0,
            total: read.total,
            taken_by: officer,
            layer: self.actor.layer,
            created_at: now,
        })
    }

    fn result(
        &self,
        tx: &Tx,
        (answer, batch): (&PayoutAnswer, &PayoutBatch),
        (row, candidates): (&Answer, &Candidates<'_>),
        row_index: String,
    ) -> Result<PayoutResult, Fault> {
        Ok(PayoutResult {
            id: tx.id(answer.created_at),
            answer: answer.id,
            batch: batch.id,
            region: batch.region.clone(),
            row: i64::try_from(row.row).map_err(|_| Fault::inconsistent("a row of answers"))?,
            row_index,
            named: row.number.clone(),
            account_no: Masked::new(row.account_no.clone()).to_string(),
            outcome: row.outcome,
            amount: row.amount,
            on: row.on,
            reference: row.reference.clone(),
            reason: row.reason.clone(),
            state: PayoutResultState::Unmatched,
            mismatch: None,
            payout: None,
            about: None,
            note: None,
            payee_index: Some(candidates.payee_index(row, &batch.region)),
            settled_by: None,
            paper: None,
            instead_of: None,
            layer: self.actor.layer,
            version: 1,
            created_at: answer.created_at,
            updated_at: answer.created_at,
        })
    }

    /// Books rows one after the other; counts what brings no news, and leaves what fits nothing to an officer.
    async fn book(
        &self,
        tx: &Tx,
        (answer, batch): (&mut PayoutAnswer, &PayoutBatch),
        (rows, candidates): (&[Answer], &Candidates<'_>),
        desk: &mut Desk,
    ) -> Result<Vec<PayoutResult>, Stop> {
        let mut known = store::rows_known(tx.conn(), batch.id).await?;
        let days = (sent_on(batch)?, answer.created_at.day());
        let mut results = Vec::with_capacity(rows.len());
        let mut counted: HashMap<String, usize> = HashMap::new();
        let foreign = candidates.foreign(tx, batch, rows).await?;
        for row in rows {
            let found = candidates.find(row);
            let mut row_index = store::row_index(self.sealer.keys(), batch, row, 1);
            if found.as_ref().is_ok_and(|of| of.len() > 1) {
                // Rows that say the same of orders that nothing tells apart are as many answers; the same file again counts them alike.
                let nth = counted.entry(row_index.clone()).or_default();
                *nth += 1;
                row_index = store::row_index(self.sealer.keys(), batch, row, *nth);
            }
            if !known.insert(row_index.clone()) {
                answer.repeated += 1;
                continue;
            }
            let bare = self.result(tx, (answer, batch), (row, candidates), row_index)?;
            let found = found.and_then(|of| {
                let one = desk.one_of(&of, &told(row), days);
                one.ok_or((PayoutMismatch::Day, of))
            });
            let (why, about) = match found {
                Err((why, of)) => {
                    let about = desk.about(&of, &told(row));
                    (why, about.or_else(|| foreign.get(row.number.as_deref()?).copied()))
                }
                Ok(id) => match desk.book(id, told(row), false)? {
                    Step::Nothing => {
                        answer.repeated += 1;
                        continue;
                    }
                    Step::To(_) => {
                        answer.booked += 1;
                        results.push(PayoutResult { state: PayoutResultState::Booked, payout: Some(id), ..bare });
                        continue;
                    }
                    Step::Again => (PayoutMismatch::PaidAgain, Some(id)),
                    Step::Contradicts => (PayoutMismatch::Contradicts, Some(id)),
                },
            };
            answer.unmatched += 1;
            results.push(PayoutResult { mismatch: Some(why), about, ..bare });
        }
        Ok(results)
    }
}

impl Work for ImportPayoutResult {
    type Record = Committed<Imported>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Imported>, Stop> {
        let wanted = &action::PAYOUT_BATCH_IMPORT_RESULT;
        let Held { permit, plan, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        let officer = may_book(&self.actor, wanted, &before)?;
        in_state(&before, PayoutBatchState::Released)?;
        let (_, form) = form_of(tx, &before).await?;
        let read = form.read(&self.bytes).map_err(|faults| faulty(&faults))?;
        if read.count > 0 {
            self.is_new(tx, &before).await?;
        }
        let now = tx.now().await?;
        let layer = self.actor.layer;
        let mut answer = self.opened(tx, (&before, officer), now, &read)?;
        let candidates = Candidates::read(tx, &self.sealer, &form, &before).await?;
        let recovered = store::recovered_of(tx.conn(), plan.id).await?;
        let (doubted, elsewhere) =
            (store::doubted_in(tx.conn(), before.id).await?, store::booked_elsewhere(tx.conn(), before.id).await?);
        let desk = Desk::open(tx, answer.id, &plan, (layer, now), candidates.payouts.clone()).await?;
        let mut desk = desk.beside(recovered).after(doubted, elsewhere);
        let results = self.book(tx, (&mut answer, &before), (&read.rows, &candidates), &mut desk).await?;
        store::insert_answer(tx, &answer).await?;
        store::insert_results(tx, &results).await?;
        let mut changes = desk.clear(tx).await?;
        let taken = |r: &PayoutResult| {
            Change::created(result_subject(r), &r.region, r).state(r.state.word()).named("payouts.result.import")
        };
        changes.extend(results.iter().map(taken));
        let of = SubjectRef::new(SubjectKind::PayoutAnswer, answer.id);
        changes.push(Change::created(of, &answer.region, &answer));
        // The file was taken in, even where it brought nothing new: the batch tells when its bank last answered.
        let after = PayoutBatch { answered_on: Some(now.day()), ..before.clone() }.next(layer, now);
        store::update_batch(tx, &after, before.version).await?;
        Ok(permit.commit(batch_changed(&before, &after), Imported { batch: after, answer }).and(changes))
    }
}
