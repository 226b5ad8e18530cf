//! Files of banks, written and read here and answered by a bank that reads them in its own way.

use std::collections::BTreeMap;

use bank::{Bank, Day, Fen, Form, Manners};
use steward::{
    benefit::payouts::{Answer, BankForm, Instruction, NamedBy, PayoutOutcome},
    ground::kernel::Money,
};

const BUSY: Manners = Manners { failed: 30, silent: 20, doubled: 20, bounced: 10, delay: 3, bounce_delay: 10 };

/// So many orders, each with a name, an account and an amount of its own.
fn orders(count: u32) -> Vec<Instruction> {
    let character = |n: u32| char::from_u32(0x4e00 + n % 20_000).expect("a character");
    let name =
        |n: u32| (0..2 + n % 9).map(|place| character(n.wrapping_mul(7_919).wrapping_add(place * 523))).collect();
    let order = |n: u32| Instruction {
        number: format!("FF-431026-2023-{n:06}"),
        payee_name: name(n),
        id_number: Some(format!("43102619{n:010}")),
        account_no: format!("621700{n:010}"),
        bank_name: None,
        amount: Money::from_fen(i64::from(n) * 37 + 1).expect("an amount"),
        purpose: "2023年分红".into(),
    };
    (1..=count).map(order).collect()
}

/// The order that an answer names.
fn named<'a>(form: &BankForm, orders: &'a [Instruction], answer: &Answer) -> &'a Instruction {
    let number = answer.number.as_deref();
    let is = |(place, order): &(usize, &Instruction)| match form.named_by() {
        NamedBy::Number => number == Some(order.number.as_str()),
        NamedBy::Place => number == Some((place + 1).to_string().as_str()),
        NamedBy::AccountAndAmount => order.account_no == answer.account_no && order.amount == answer.amount,
    };
    let found = orders.iter().enumerate().find(is).expect("an order of ours").1;
    assert_eq!(
        (&found.payee_name, &found.account_no, found.amount),
        (&answer.payee_name, &answer.account_no, answer.amount)
    );
    found
}

/// What came of sending all of them: what the answers say, how many rows there were, and what the bank really paid.
fn sent(
    key: &str,
    text: &str,
    orders: &[Instruction],
    seed: u64,
) -> (BTreeMap<String, Fen>, Vec<PayoutOutcome>, BTreeMap<String, Fen>) {
    let form = BankForm::parse(text).expect("a form");
    let written = form.write(orders).expect("a file");
    let (theirs, first): (Form, Day) = (Form::parse(text).expect("a form"), "2023-10-16".parse().expect("a day"));
    let mut bank = Bank::new(seed, BUSY);
    let receipt = bank.take(&theirs, &written.bytes, first).expect("a file that the bank takes");
    assert_eq!((receipt.count as u64, receipt.total), (written.count, written.total.fen()), "{key}, seed {seed}");
    let (mut told, mut rows) = (BTreeMap::new(), Vec::new());
    let mut files: Vec<Vec<u8>> = (0..=30).flat_map(|days| bank.answers(first.plus(days))).collect();
    files.extend(bank.asked());
    for bytes in files {
        let read = form.read(&bytes).unwrap_or_else(|faults| panic!("{key}, seed {seed}: {}", faults[0]));
        assert_eq!(read.count, read.rows.len() as u64);
        for answer in &read.rows {
            let order = named(&form, orders, answer);
            let key = match form.named_by() {
                NamedBy::Number => order.number.clone(),
                NamedBy::Place | NamedBy::AccountAndAmount => format!("{}+{}", order.account_no, order.amount),
            };
            // Saying the same again changes nothing; what comes back is not there.
            told.insert(key.clone(), if answer.outcome == PayoutOutcome::Paid { order.amount.fen() } else { 0 });
            assert_eq!(answer.reason.is_some(), answer.outcome != PayoutOutcome::Paid, "{key}");
            rows.push(answer.outcome);
        }
    }
    told.retain(|_, fen| *fen != 0);
    (told, rows, bank.paid())
}

/// What is written by a form is understood by a bank that knows nothing of us, and what it answers in parts, twice and late comes to
/// what it paid.
#[test]
fn a_bank_understands_every_form_and_its_answers_come_to_what_it_paid() {
    let orders = orders(600);
    for (key, text) in BankForm::SAMPLES {
        let (told, rows, truth) = sent(key, text, &orders, 7);
        assert_eq!(told, truth, "{key}, seed 7");
        let count = |outcome| rows.iter().filter(|row| **row == outcome).count();
        assert!(
            rows.len() > orders.len() && count(PayoutOutcome::Failed) > 8 && count(PayoutOutcome::Bounced) > 0,
            "{key}"
        );
        assert!(truth.len() > 530 && truth.len() < 595, "{key}: {}", truth.len());
        assert_eq!(sent(key, text, &orders, 7), (told, rows, truth.clone()), "the same seed, the same bank");
        assert_ne!(sent(key, text, &orders, 8).2, truth, "another seed, another bank");
    }
}

/// The bank's own look at a file: what was changed on the way is not paid.
#[test]
fn a_file_that_was_changed_on_the_way_is_not_taken() {
    let orders = orders(3);
    for (key, text) in BankForm::SAMPLES {
        let form = BankForm::parse(text).expect("a form");
        let bytes = form.write(&orders).expect("a file").bytes;
        let theirs = Form::parse(text).expect("a form");
        let on: Day = "2023-10-16".parse().expect("a day");
        let mut bank = Bank::new(1, Manners::default());
        // Without its last line: a trailer where there is one.
        let end = bytes[..bytes.len() - 2].iter().rposition(|b| *b == b'\n').expect("lines") + 1;
        let cut = bank.take(&theirs, &bytes[..end], on);
        assert_eq!(cut.is_err(), key != "csv_utf8", "{key}: a file without trailer tells nothing of its end");
        assert!(form.reread(&bytes[..end]).map_or(true, |(count, _)| key == "csv_utf8" && count == 2), "{key}");
        assert!(bank.take(&theirs, &bytes[..bytes.len() - 1], on).is_err(), "{key}");
    }
}

/// An order that carries our number is paid once, however often it is sent; one that is known by account and amount alone is paid as
/// often as it is sent, and the truth says so: nobody but us keeps it from being sent twice.
#[test]
fn sending_twice_is_paid_twice_where_no_number_goes_along() {
    let orders = orders(1);
    for (key, text) in BankForm::SAMPLES {
        let bytes = BankForm::parse(text).and_then(|form| form.write(&orders)).expect("a file").bytes;
        let theirs = Form::parse(text).expect("a form");
        let mut bank = Bank::new(1, Manners::default());
        for _ in 0..2 {
            bank.take(&theirs, &bytes, "2023-10-16".parse().expect("a day")).expect("taken");
        }
        let paid: Fen = bank.paid().values().sum();
        let times = if key == "one_card_gbk" { 1 } else { 2 };
        assert_eq!(paid, orders[0].amount.fen() * times, "{key}");
    }
}
