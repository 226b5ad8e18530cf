//! 选定应付明细. Which lines of a list go into a file of a form, into which accounts, and why the others wait.

use std::collections::HashMap;

use super::store::{self, DueLine, Tried};
use crate::{
    benefit::{
        distributions::{Distribution, whose_of},
        payees::{Paid, PaidInto, PayeeAccount, Payees, payee_accounts_by_id},
        payouts::{
            PayoutsRefusal,
            model::{BankForm, Instruction, PaidBeside, PayoutInto, PayoutWaits, Serial, Undecided},
        },
        shares::Whose,
    },
    ground::{
        kernel::{BankAccountId, Day, Instant, PayeeAccountId, PersonId, Words as _},
        platform::{Fault, Sealer, Tx},
    },
    office::{
        people::{Person, persons_shown},
        places::{BankAccount, accounts_by_id},
    },
};

/// Lines that are looked at in one go.
const STRETCH: usize = 1_000;

/// A line that can be paid, with the order that pays it.
pub struct Chosen {
    /// The line.
    pub line: DueLine,
    /// Which attempt it is.
    pub attempt: i64,
    /// Into which account.
    pub into: PayoutInto,
    /// Number and name of that, as a keyed digest.
    pub payee_index: String,
    /// Whether the last attempt came back from the same account.
    pub again: bool,
    /// When a plan that was annulled has paid the holder, and it did not come back.
    pub beside: Option<Instant>,
    /// What the bank would read; its number is given with the payout.
    pub order: Instruction,
}

/// A line that waits, and why.
pub type Held = (i64, PayoutWaits);

/// Lines that were chosen, and those that wait.
#[derive(Default)]
pub struct Choice {
    /// In the order of the register.
    pub chosen: Vec<Chosen>,
    /// In the same order.
    pub waiting: Vec<Held>,
}

/// What lines are chosen by.
pub struct Chooser<'a> {
    /// The transaction that holds the distribution.
    pub tx: &'a Tx,
    /// Keys.
    pub sealer: &'a Sealer,
    /// Of which distribution.
    pub plan: &'a Distribution,
    /// For a file of which form.
    pub form: &'a BankForm,
    /// The day on which accounts are looked at.
    pub day: Day,
    /// Whether a line may go once more into an account that it came back from, or to whom an annulled plan has paid.
    pub again: bool,
}

/// What is read of some lines at once.
struct Around {
    principals: HashMap<PersonId, Person>,
    persons: HashMap<PayeeAccountId, (PayeeAccount, Person)>,
    units: HashMap<BankAccountId, BankAccount>,
    tried: HashMap<i64, Tried>,
}

/// What banks said of a plan, and what plans in whose place it stands have paid: read once, however many lines there are.
struct Heard {
    undecided: Vec<Undecided>,
    beside: HashMap<i64, Instant>,
}

/// An account with what a bank is told of its holder.
struct Account {
    into: PayoutInto,
    name: String,
    id_number: Option<String>,
    number: String,
    bank_name: String,
    /// Whose money it is, where somebody receives it in that person's place.
    instead_of: Option<String>,
}

/// Where a line goes, and in whose place, where an agent receives it.
type Going = (Option<PersonId>, Paid);

impl Around {
    fn account(&self, (principal, paid): Going) -> Result<Result<Account, PayoutWaits>, Fault> {
        let gone = || Fault::inconsistent("an account that was chosen is gone");
        Ok(match paid {
            Paid::Waits(why) => Err(why.into()),
            Paid::Person(_, id) => {
                let (account, person) = self.persons.get(&id).ok_or_else(gone)?;
                let principal = principal.map(|p| self.principals.get(&p).ok_or_else(gone)).transpose()?;
                Ok(Account {
                    into: PayoutInto::Person(id),
                    name: person.name.reveal().trim().to_owned(),
                    id_number: person.id_number.as_ref().map(|n| n.reveal().to_owned()),
                    number: account.account_no.reveal().to_owned(),
                    bank_name: account.bank_name.clone(),
                    instead_of: principal.map(|p| p.name.reveal().trim().to_owned()),
                })
            }
            Paid::Unit(id) => {
                let account = self.units.get(&id).ok_or_else(gone)?;
                Ok(Account {
                    into: PayoutInto::Unit(id),
                    name: account.holder_name.trim().to_owned(),
                    id_number: None,
                    number: account.account_no.reveal().to_owned(),
                    bank_name: account.bank_name.clone(),
                    instead_of: None,
                })
            }
        })
    }
}

impl Chooser<'_> {
    /// The lines of a list that can be paid, at most so many, and those before them that wait.
    pub async fn payable(&self, most: usize) -> Result<Choice, Fault> {
        let (heard, mut choice, mut after) = (self.heard().await?, Choice::default(), (0, 0));
        loop {
            let lines = store::due_after(self.tx.conn(), (self.plan.id, self.plan.edition), after, STRETCH).await?;
            let Some(last) = lines.last() else { return Ok(choice) };
            after = (last.serial, last.part);
            for found in self.each(&lines, &heard).await? {
                match found {
                    Ok(chosen) => choice.chosen.push(chosen),
                    Err(waits) => choice.waiting.push(waits),
                }
                if choice.chosen.len() == most {
                    return Ok(choice);
                }
            }
        }
    }

    /// Nobody takes in answers of the county until this is decided: a row about one of these lines may lie in the file of another batch, whose
    /// taker holds another distribution.
    pub async fn hold_answers(&self) -> Result<(), Fault> {
        store::hold_county(self.tx, &self.plan.region.county()).await
    }

    /// These lines, each with its order or why it waits.
    pub async fn of(&self, lines: &[DueLine]) -> Result<Vec<Result<Chosen, Held>>, Fault> {
        let (heard, mut found) = (self.heard().await?, Vec::with_capacity(lines.len()));
        for some in lines.chunks(STRETCH) {
            found.extend(self.each(some, &heard).await?);
        }
        Ok(found)
    }

    /// That a bank says of a line that it was paid, and nobody has decided whether it was.
    pub async fn bank_row(&self, serial: i64) -> Result<PayoutsRefusal, Fault> {
        let row = self.undecided().await?.into_iter().find(|u| u.serial == serial);
        let row = row.ok_or_else(|| Fault::inconsistent("a row that waited is gone"))?;
        let Undecided { payout, batch, row, on, amount, annulled, .. } = row;
        Ok(match annulled {
            Some(plan) => PayoutsRefusal::BankRowOfAnnulled { serial, payout, plan, batch, row, on, amount },
            None => PayoutsRefusal::BankRow { serial, payout, batch, row, on, amount },
        })
    }

    /// That a plan that was annulled has paid whose line this is.
    pub async fn paid_of_annulled(&self, serial: i64) -> Result<PayoutsRefusal, Fault> {
        let paid = store::paid_beside(self.tx.conn(), self.plan.id).await?.into_iter().find(|p| p.serial == serial);
        let PaidBeside { serial, payout, plan, amount, .. } =
            paid.ok_or_else(|| Fault::inconsistent("a payout of an annulled plan is gone"))?;
        Ok(PayoutsRefusal::PaidOfAnnulled { serial, payout, plan, amount })
    }

    /// The refusal that tells by itself of a line whose money may be there already; nothing where it waits for another reason.
    pub async fn told_alone(&self, (serial, why): Held) -> Result<Option<PayoutsRefusal>, Fault> {
        Ok(match why {
            PayoutWaits::BankRow => Some(self.bank_row(serial).await?),
            PayoutWaits::PaidOfAnnulled => Some(self.paid_of_annulled(serial).await?),
            _ => None,
        })
    }

    /// Rows that hold lines: about payouts of the plan, and about payouts to the same holders of plans that were annulled, in whose place it stands.
    async fn undecided(&self) -> Result<Vec<Undecided>, Fault> {
        let mut rows = store::undecided_of(self.tx.conn(), self.plan.id).await?;
        rows.extend(store::undecided_beside(self.tx.conn(), self.plan.id).await?);
        Ok(rows)
    }

    /// Rows first: whoever matches one meanwhile holds the annulled plan alone, and what he booked is seen after it.
    async fn heard(&self) -> Result<Heard, Fault> {
        let (undecided, mut beside) = (self.undecided().await?, HashMap::new());
        for paid in store::paid_beside(self.tx.conn(), self.plan.id).await? {
            beside.entry(paid.serial).and_modify(|at: &mut Instant| *at = paid.at.max(*at)).or_insert(paid.at);
        }
        Ok(Heard { undecided, beside })
    }

    async fn each(&self, lines: &[DueLine], heard: &Heard) -> Result<Vec<Result<Chosen, Held>>, Fault> {
        let holders = whose_of(self.tx.conn(), &lines.iter().map(|l| l.payee.uuid()).collect()).await?;
        let whose = |line: &DueLine| {
            let holder = || holders.get(&line.payee.uuid()).copied();
            line.person.map(Whose::Person).or_else(holder).ok_or_else(|| Fault::inconsistent("a line of nobody"))
        };
        let everybody = lines.iter().map(whose).collect::<Result<Vec<_>, _>>()?;
        let payees = Payees::of(self.tx.conn(), self.sealer, everybody.iter().copied(), self.day).await?;
        let goes = |whose: Whose| {
            let paid = payees.paid(whose);
            let through_agent = matches!(paid, Paid::Person(PaidInto::Agent, _));
            (payees.principal(whose).filter(|_| through_agent), paid)
        };
        let going: Vec<Going> = everybody.into_iter().map(goes).collect();
        let around = self.around(&going, lines).await?;
        let mut found = Vec::with_capacity(lines.len());
        for (line, going) in lines.iter().zip(going) {
            let waits = |why| Err((line.serial, why));
            let undecided = heard.undecided.iter().any(|u| u.concerns(line.serial, line.part));
            found.push(match around.account(going)? {
                // Whatever account it has now: the money may be in the one before.
                _ if undecided => waits(PayoutWaits::BankRow),
                Err(why) => waits(why),
                Ok(account) if self.form.asks_id_number() && account.id_number.is_none() => {
                    waits(PayoutWaits::NoIdNumber)
                }
                Ok(account) if account.instead_of.is_some() && !self.form.tells_purpose() => {
                    waits(PayoutWaits::AgentUnfit)
                }
                Ok(account) => {
                    let beside = heard.beside.get(&line.serial).copied();
                    let chosen = Chosen { beside, ..self.order(*line, account, around.tried.get(&line.serial)) };
                    match self.form.unfit(&chosen.order) {
                        // Nothing is cut: the line waits alone, and the others of its batch go.
                        Some(what) => waits(what.into()),
                        None if beside.is_some() && !self.again => waits(PayoutWaits::PaidOfAnnulled),
                        None if chosen.again && !self.again => waits(PayoutWaits::FailedBefore),
                        None => Ok(chosen),
                    }
                }
            });
        }
        Ok(found)
    }

    async fn around(&self, going: &[Going], lines: &[DueLine]) -> Result<Around, Fault> {
        let conn = self.tx.conn();
        let own: Vec<PayeeAccountId> =
            going.iter().filter_map(|(_, p)| if let Paid::Person(_, id) = p { Some(*id) } else { None }).collect();
        let of_units: Vec<BankAccountId> =
            going.iter().filter_map(|(_, p)| if let Paid::Unit(id) = p { Some(*id) } else { None }).collect();
        let principals: Vec<PersonId> = going.iter().filter_map(|(principal, _)| *principal).collect();
        let accounts = payee_accounts_by_id(conn, self.sealer, &own).await?;
        let ids: Vec<PersonId> = accounts.values().map(|a| a.person).collect();
        let shown = persons_shown(conn, self.sealer, &ids).await?;
        let with = |(id, account): (PayeeAccountId, PayeeAccount)| {
            let person = shown.get(&account.person).cloned();
            let person = person.ok_or_else(|| Fault::inconsistent(format!("payee account {id} is nobody's")))?;
            Ok::<_, Fault>((id, (account, person)))
        };
        let persons = accounts.into_iter().map(with).collect::<Result<_, _>>()?;
        let serials: Vec<i64> = lines.iter().map(|l| l.serial).collect();
        Ok(Around {
            principals: persons_shown(conn, self.sealer, &principals).await?,
            persons,
            units: accounts_by_id(conn, &of_units).await?,
            tried: store::tried_before(conn, self.plan.id, &serials).await?,
        })
    }

    fn order(&self, line: DueLine, account: Account, tried: Option<&Tried>) -> Chosen {
        let whose = (account.number.as_str(), account.name.as_str());
        let payee_index = store::payee_index(self.sealer.keys(), &self.plan.region, whose);
        let sent = tried.and_then(|t| t.sent.get(&line.part));
        // Whoever reads the account's statement sees whose money it is.
        let instead_of = account.instead_of.map(|name| format!("（代{name}）")).unwrap_or_default();
        let year = self.plan.source.map_or_else(|| self.plan.months.1.last_day().year(), |s| s.year);
        Chosen {
            line,
            attempt: tried.map_or(0, |t| t.attempt) + 1,
            into: account.into,
            again: sent.is_some_and(|p| p.state.came_to_nothing() && p.payee_index == payee_index),
            payee_index,
            beside: None,
            order: Instruction {
                // As long as the one that its payout gets.
                number: format!("FF-{}-0000-000000", self.plan.region),
                payee_name: account.name,
                id_number: account.id_number,
                account_no: account.number,
                bank_name: Some(account.bank_name),
                amount: line.amount,
                purpose: format!("{year}年{}{instead_of}", self.plan.kind.label()),
            },
        }
    }
}

/// A line that waits, as a refusal tells it.
pub fn why((serial, why): Held) -> Serial {
    (serial, why.word(), why.label())
}
