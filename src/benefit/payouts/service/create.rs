//! 编制发放批次. The server chooses lines and accounts, and compares what the maker declared with what it counts.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    batch_subject,
    choose::{Choice, Chooser, Chosen, why},
    parsed, payout_subject, store,
};
use crate::{
    benefit::{
        distributions::{Distribution, DistributionState, find_distribution, lock_distribution},
        payouts::{
            PayoutsRefusal,
            model::{
                BankForm, BankFormState, FormFault, Instruction, KeptForm, Payout, PayoutBatch, PayoutBatchState,
                PayoutState, Serial, Serials, Waiting,
            },
            rules::{DECLARED_AS_COUNTED, declared_as_counted},
        },
    },
    ground::{
        authority::{Actor, Holder, action, officer_of},
        kernel::{BankFormId, DistributionId, Money, NumberKind, Words as _},
        platform::{Fault, Sealer, Stop, Tx, Work, all_hold, next_number, next_numbers},
        trail::{Change, Committed},
    },
    office::access::holder,
};

/// Lines that one batch takes at most, whatever its bank takes.
const MOST: usize = 5_000;

/// Makes up a batch.
pub struct CreatePayoutBatch {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Of which distribution.
    pub distribution: DistributionId,
    /// By which form.
    pub form: BankFormId,
    /// Which lines, by serial; all that can be paid where it is absent.
    pub serials: Option<Vec<i64>>,
    /// Why lines that are named go once more into an account that they came back from.
    pub again_reason: Option<String>,
    /// How many payouts the maker says there are, and what they come to.
    pub declared: Option<(u64, Money)>,
    /// Whether nothing is to be kept: then nothing need be declared.
    pub dry_run: bool,
}

/// A batch that was made up, with how many lines wait for what.
#[derive(Debug, Clone)]
pub struct MadeUp {
    /// The batch.
    pub batch: PayoutBatch,
    /// Lines that were passed over.
    pub waiting: Waiting,
}

impl CreatePayoutBatch {
    /// The distribution and the form that the body names, both in the caller's regions.
    async fn named(&self, tx: &Tx, holder: &Holder) -> Result<(Distribution, KeptForm), Stop> {
        let seen = holder.seen();
        let plan = find_distribution(tx.conn(), self.distribution).await?.filter(|p| seen.covers(&p.region));
        let form = store::find_form(tx.conn(), self.form).await?.filter(|f| f.state == BankFormState::Usable);
        let fits = |f: &KeptForm| match &plan {
            Some(plan) => f.region.covers(&plan.region),
            None => seen.covers(&f.region),
        };
        let form = form.filter(fits);
        all_hold([
            known(plan.is_some(), PayoutsRefusal::UnknownDistribution),
            known(form.is_some(), PayoutsRefusal::UnknownForm),
        ])?;
        plan.zip(form).ok_or_else(|| Fault::inconsistent("a reference that was there").into())
    }

    /// The lines that are named, all of which can be paid.
    async fn of_named(&self, chooser: &Chooser<'_>, serials: &[i64], most: usize) -> Result<Choice, Stop> {
        if serials.len() > most {
            return Err(PayoutsRefusal::TooMany { count: serials.len(), most }.into());
        }
        let mut wanted = BTreeSet::new();
        if let Some(serial) = serials.iter().find(|s| !wanted.insert(**s)) {
            return Err(PayoutsRefusal::SerialTwice { serial: *serial }.into());
        }
        let list = (chooser.plan.id, chooser.plan.edition);
        let mut lines = store::lines_named(chooser.tx.conn(), list, serials).await?;
        // Where one heir's part is on its way or paid, whoever names the line means the others.
        let open: BTreeSet<i64> = lines.iter().filter(|l| !l.live).map(|l| l.serial).collect();
        lines.retain(|l| !l.live || !open.contains(&l.serial));
        let known: BTreeSet<i64> = lines.iter().map(|l| l.serial).collect();
        let unknown = |serial: &i64| (*serial, "no_such_line", "名单中没有此序号");
        let mut wrong: Vec<Serial> = wanted.difference(&known).map(unknown).collect();
        wrong.extend(lines.iter().filter_map(|l| match (l.due, l.live) {
            (_, true) => Some((l.serial, "paid_or_on_its_way", "已发放或在途")),
            (false, false) => Some((l.serial, "not_due", "暂缓发放")),
            (true, false) => None,
        }));
        let mut choice = Choice::default();
        for found in chooser.of(&lines).await? {
            match found {
                Ok(chosen) => choice.chosen.push(chosen),
                Err(held) => {
                    if let Some(refusal) = chooser.told_alone(held).await? {
                        return Err(refusal.into());
                    }
                    if wrong.iter().all(|(serial, ..)| *serial != held.0) {
                        wrong.push(why(held));
                    }
                }
            }
        }
        // A reason for others is none for whom an annulled plan has paid: those go in a batch of their own.
        let beside = choice.chosen.iter().find(|c| c.beside.is_some()).map(|c| c.line.serial);
        if let Some(serial) = beside.filter(|_| choice.chosen.iter().any(|c| c.beside.is_none())) {
            return Err(chooser.paid_of_annulled(serial).await?.into());
        }
        wrong.sort();
        wrong.dedup();
        if wrong.is_empty() { Ok(choice) } else { Err(PayoutsRefusal::NotPayable { serials: Serials(wrong) }.into()) }
    }

    /// The lines of the batch, with count and total as declared.
    async fn chosen(&self, chooser: &Chooser<'_>, form: &BankForm) -> Result<(Choice, u64, Money), Stop> {
        let most = form.most_rows().unwrap_or(MOST).min(MOST);
        let choice = match &self.serials {
            Some(serials) => self.of_named(chooser, serials, most).await?,
            None => chooser.payable(most).await?,
        };
        let waiting = choice.waiting.len() as u64;
        if choice.chosen.is_empty() {
            for held in choice.waiting.iter().filter(|_| !self.dry_run) {
                if let Some(refusal) = chooser.told_alone(*held).await? {
                    return Err(refusal.into());
                }
            }
            // There is no batch that would tell which lines wait for another form, and no list of payees does.
            let here = choice.waiting.iter().filter(|held| held.1.is_told_here());
            let mut here: Vec<Serial> = here.map(|held| why(*held)).collect();
            here.dedup();
            if !here.is_empty() {
                return Err(PayoutsRefusal::NotPayable { serials: Serials(here) }.into());
            }
            if !self.dry_run {
                return Err(PayoutsRefusal::NothingPayable { waiting }.into());
            }
        }
        let total = Money::sum(choice.chosen.iter().map(|c| c.line.amount));
        let total = total.ok_or_else(|| Fault::inconsistent("a batch beyond the range of money"))?;
        let count = choice.chosen.len() as u64;
        match self.declared {
            Some(declared) if declared != (count, total) => {
                Err(DECLARED_AS_COUNTED.refuses(declared_as_counted(declared, (count, total))).into())
            }
            None if !self.dry_run => Err(PayoutsRefusal::NotDeclared.into()),
            _ if choice.chosen.is_empty() => Err(PayoutsRefusal::NothingPayable { waiting }.into()),
            _ => Ok((choice, count, total)),
        }
    }

    async fn payouts(
        &self,
        tx: &Tx,
        batch: &PayoutBatch,
        edition: i64,
        chosen: Vec<Chosen>,
    ) -> Result<(Vec<Payout>, Vec<Instruction>), Fault> {
        let now = tx.now().await?;
        let numbers = next_numbers(tx, NumberKind::Payout, &batch.region, chosen.len()).await?;
        let (mut payouts, mut orders) = (Vec::with_capacity(chosen.len()), Vec::with_capacity(chosen.len()));
        let mut parts: BTreeMap<i64, i64> = BTreeMap::new();
        for ((place, c), number) in (1..).zip(chosen).zip(numbers) {
            // Parts of one line are attempts at it, one after the other.
            let before = parts.entry(c.line.serial).or_default();
            let attempt = c.attempt + *before;
            *before += 1;
            let again_reason = if c.again || c.beside.is_some() { self.again_reason.clone() } else { None };
            orders.push(Instruction { number: number.to_string(), ..c.order });
            payouts.push(Payout {
                id: tx.id(now),
                number: number.to_string(),
                batch: batch.id,
                place,
                distribution: batch.distribution,
                edition,
                serial: c.line.serial,
                part: c.line.part,
                holder: c.line.holder,
                region: batch.region.clone(),
                attempt,
                amount: c.line.amount,
                into: c.into,
                payee_index: c.payee_index,
                again_reason,
                state: PayoutState::Queued,
                asked_on: None,
                told: None,
                layer: batch.layer,
                version: 1,
                created_at: now,
                updated_at: now,
            });
        }
        Ok((payouts, orders))
    }

    async fn batch(&self, tx: &Tx, plan: &Distribution, (count, total): (u64, Money)) -> Result<PayoutBatch, Stop> {
        let now = tx.now().await?;
        Ok(PayoutBatch {
            id: tx.id(now),
            number: next_number(tx, NumberKind::PayoutBatch, &plan.region).await?.to_string(),
            distribution: plan.id,
            region: plan.region.clone(),
            form: self.form,
            state: PayoutBatchState::Drafted,
            count: i64::try_from(count).map_err(|_| Fault::inconsistent("the count of a batch"))?,
            total,
            created_by: officer_of(&self.actor, &action::PAYOUT_BATCH_CREATE)?,
            released: None,
            sha256: None,
            downloads: 0,
            answered_on: None,
            end_reason: None,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        })
    }
}

fn known(is: bool, refusal: PayoutsRefusal) -> Result<(), Stop> {
    if is { Ok(()) } else { Err(refusal.into()) }
}

/// The file of these orders; what does not fit is told by its serial.
pub(super) fn written(form: &BankForm, orders: &[Instruction], payouts: &[Payout]) -> Result<Vec<u8>, Stop> {
    let written = form.write(orders).map_err(|fault| {
        let at = fault.row.and_then(|row| row.checked_sub(1)).and_then(|row| payouts.get(row));
        PayoutsRefusal::DoesNotFitForm { serial: at.map_or(0, |p| p.serial), fault: FormFault { row: None, ..fault } }
    })?;
    Ok(written.bytes)
}

impl Work for CreatePayoutBatch {
    type Record = Committed<MadeUp>;

    async fn run(&self, tx: &Tx) -> Result<Committed<MadeUp>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::PAYOUT_BATCH_CREATE;
        let _some_region = holder.scope(wanted)?;
        let (named, kept) = self.named(tx, &holder).await?;
        let permit = holder.permit(wanted, &named.region)?;
        let form = parsed(&kept)?;
        let gone = || Fault::inconsistent(format!("distribution {} is gone", named.id));
        let plan = lock_distribution(tx, named.id).await?.ok_or_else(gone)?;
        if !matches!(plan.state, DistributionState::Approved | DistributionState::Announced) {
            return Err(PayoutsRefusal::DistributionStateIs { state: plan.state }.into());
        }
        let (day, again) = (tx.now().await?.day(), self.again_reason.is_some() && self.serials.is_some());
        let chooser = Chooser { tx, sealer: &self.sealer, plan: &plan, form: &form, day, again };
        chooser.hold_answers().await?;
        let (choice, count, total) = self.chosen(&chooser, &form).await?;
        let batch = self.batch(tx, &plan, (count, total)).await?;
        let (payouts, orders) = self.payouts(tx, &batch, plan.edition, choice.chosen).await?;
        // What fits in no file is told before a second officer is called; the file itself is made when that one lets it go.
        written(&form, &orders, &payouts)?;
        store::insert_batch(tx, &batch).await?;
        store::insert_payouts(tx, &payouts).await?;
        let mut waiting = Waiting::new();
        for (serial, why) in choice.waiting {
            waiting.entry(why).or_default().push(serial);
        }
        let queued = |p: &Payout| {
            Change::created(payout_subject(p), &p.region, p).state(p.state.word()).named("payouts.payout.queue")
        };
        let changes: Vec<Change> = payouts.iter().map(queued).collect();
        let created = Change::created(batch_subject(&batch), &batch.region, &batch).state(batch.state.word());
        Ok(permit.commit(created, MadeUp { batch, waiting }).and(changes))
    }
}
