//! A bank for tests and benches. It takes files of orders by a form, pays, and answers as banks do: days later and in parts, with
//! failures, with rows that are there twice, with returned payments days after, and for some orders with nothing until it is asked. The
//! same seed and the same files make the same bank, and it tells what it really paid, for whoever wants to compare.
//!
//! It knows nothing of the server that it tests: forms and files are read here in another way than there.

mod counter;
mod day;
mod desk;
mod dice;
mod form;

use std::collections::BTreeMap;

use counter::Order;
pub use day::Day;
use desk::{Fate, REASONS, Row, file};
use dice::Dice;
pub use form::Form;

/// Fen.
pub type Fen = i64;

/// How a bank behaves, in orders of a thousand and in days. All zeros: it pays everything at once and says so once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Manners {
    /// Not paid, with a reason.
    pub failed: u16,
    /// Not answered until asked; half of them are paid.
    pub silent: u16,
    /// Answered twice, in the same file or in one of a later day, and paid once.
    pub doubled: u16,
    /// Paid, answered so, and returned days later.
    pub bounced: u16,
    /// So many days at most until an answer.
    pub delay: u16,
    /// So many days at most between payment and return; at least one.
    pub bounce_delay: u16,
}

/// What the bank says when it takes a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// How many orders.
    pub count: usize,
    /// What they come to.
    pub total: Fen,
}

/// A row and the day of its file; rows of one form share files.
struct Waiting {
    form: usize,
    day: Day,
    row: Row,
}

/// A bank.
pub struct Bank {
    seed: u64,
    manners: Manners,
    forms: Vec<Form>,
    waiting: Vec<Waiting>,
    silent: Vec<(usize, Row)>,
    paid: BTreeMap<String, Fen>,
    taken: BTreeMap<String, u32>,
    references: u64,
}

impl Bank {
    /// A bank of these manners.
    pub fn new(seed: u64, manners: Manners) -> Self {
        Self {
            seed,
            manners,
            forms: Vec::new(),
            waiting: Vec::new(),
            silent: Vec::new(),
            paid: BTreeMap::new(),
            taken: BTreeMap::new(),
            references: 0,
        }
    }

    /// Takes a file on a day. It takes all of it or says why nothing of it.
    pub fn take(&mut self, form: &Form, bytes: &[u8], on: Day) -> Result<Receipt, String> {
        let orders = counter::orders(form, bytes)?;
        let receipt = Receipt { count: orders.len(), total: orders.iter().map(|o| o.fen).sum() };
        self.forms.push(form.clone());
        for order in orders {
            self.work(self.forms.len() - 1, order, on);
        }
        Ok(receipt)
    }

    /// Files of a day, as often as somebody fetches them: one of each file of orders that has answers on it, returns apart.
    pub fn answers(&self, on: Day) -> Vec<Vec<u8>> {
        let mut files = Vec::new();
        for (n, form) in self.forms.iter().enumerate() {
            let of_day = || self.waiting.iter().filter(|w| w.form == n && w.day == on).map(|w| w.row.clone());
            let (returned, answered): (Vec<Row>, Vec<Row>) = of_day().partition(|row| row.fate == Fate::Bounced);
            files.extend([answered, returned].iter().filter(|rows| !rows.is_empty()).map(|rows| file(form, rows)));
        }
        files
    }

    /// Files about every order that was not answered: what a clerk gets who asks. Asking changes nothing.
    pub fn asked(&self) -> Vec<Vec<u8>> {
        let of = |n: usize| {
            self.silent.iter().filter(|(form, _)| *form == n).map(|(_, row)| row.clone()).collect::<Vec<_>>()
        };
        let files = self.forms.iter().enumerate().map(|(n, form)| (form, of(n)));
        files.filter(|(_, rows)| !rows.is_empty()).map(|(form, rows)| file(form, &rows)).collect()
    }

    /// The last day on which it has something to say by itself.
    pub fn last_day(&self) -> Option<Day> {
        self.waiting.iter().map(|w| w.day).max()
    }

    /// The truth: what has really been paid and not come back, by the number of an order, or by account and amount (`6217…+12.00`) where
    /// its form carries no number.
    pub fn paid(&self) -> BTreeMap<String, Fen> {
        self.paid.iter().filter(|(_, fen)| **fen != 0).map(|(key, fen)| (key.clone(), *fen)).collect()
    }

    /// Pays an order or not, and decides who hears of it when.
    fn work(&mut self, form: usize, order: Order, on: Day) {
        let key = order.key();
        let times = self.taken.entry(key.clone()).or_default();
        *times += 1;
        // An order that comes again has a fate of its own; one whose number was paid is not paid again.
        let mut dice = Dice::of(self.seed, &format!("{key}#{times}"));
        let again = order.number.is_some() && self.paid.get(&key).is_some_and(|fen| *fen > 0);
        let (failed, silent) = (dice.falls(self.manners.failed), dice.falls(self.manners.silent));
        let (doubled, bounced) = (dice.falls(self.manners.doubled), dice.falls(self.manners.bounced));
        let (lost, why) = (dice.falls(500), dice.below(u16::try_from(REASONS.len()).unwrap_or(1)));
        let fate = if again || failed || (silent && lost) { Fate::Failed(why) } else { Fate::Paid };
        let day = on.plus(dice.below(self.manners.delay + 1));
        self.references += 1;
        let reference = format!("{}{:08}", on.compact(), self.references);
        let row = Row { order, fate, on: day, reference };
        if fate == Fate::Paid {
            *self.paid.entry(key.clone()).or_default() += row.order.fen;
        }
        if silent {
            self.silent.push((form, row));
            return;
        }
        self.waiting.push(Waiting { form, day, row: row.clone() });
        if doubled {
            let later = day.plus(dice.below(2));
            self.waiting.push(Waiting { form, day: later, row: row.clone() });
        }
        if bounced && fate == Fate::Paid && !self.forms[form].outcomes.bounced.is_empty() {
            let back = day.plus(1 + dice.below(self.manners.bounce_delay.max(1)));
            *self.paid.entry(key).or_default() -= row.order.fen;
            self.waiting.push(Waiting { form, day: back, row: Row { fate: Fate::Bounced, on: back, ..row } });
        }
    }
}
