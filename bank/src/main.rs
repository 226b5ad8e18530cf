//! Answers one file of orders, for whoever wants to see answers of a bank.

use std::{fs, path::PathBuf, process::ExitCode};

use bank::{Bank, Day, Form, Manners};
use clap::Parser;

/// Takes a file of orders and writes the files of answers that a bank would give, day by day.
#[derive(Parser)]
struct Asked {
    /// The form of the bank's files, TOML or JSON.
    #[arg(long)]
    form: PathBuf,
    /// The file of orders.
    #[arg(long)]
    orders: PathBuf,
    /// The day on which the bank gets it.
    #[arg(long)]
    on: Day,
    /// A folder for the answers, which is there.
    #[arg(long)]
    into: PathBuf,
    /// The same seed makes the same answers.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Orders of a thousand that fail.
    #[arg(long, default_value_t = 30)]
    failed: u16,
    /// Orders of a thousand that are not answered until asked.
    #[arg(long, default_value_t = 20)]
    silent: u16,
    /// Orders of a thousand that are answered twice.
    #[arg(long, default_value_t = 20)]
    doubled: u16,
    /// Orders of a thousand that are paid and come back.
    #[arg(long, default_value_t = 10)]
    bounced: u16,
    /// Days at most until an answer.
    #[arg(long, default_value_t = 2)]
    delay: u16,
    /// Days at most between payment and return.
    #[arg(long, default_value_t = 10)]
    bounce_delay: u16,
}

fn answered(asked: &Asked) -> Result<(), String> {
    let read = |path: &PathBuf| fs::read(path).map_err(|e| format!("{}: {e}", path.display()));
    let form = String::from_utf8(read(&asked.form)?).map_err(|e| e.to_string())?;
    let form = Form::parse(&form)?;
    let Asked { failed, silent, doubled, bounced, delay, bounce_delay, .. } = *asked;
    let mut bank = Bank::new(asked.seed, Manners { failed, silent, doubled, bounced, delay, bounce_delay });
    let receipt = bank.take(&form, &read(&asked.orders)?, asked.on)?;
    println!("taken: {} orders, {} fen", receipt.count, receipt.total);
    let write = |name: String, bytes: &[u8]| {
        let path = asked.into.join(name);
        println!("{}", path.display());
        fs::write(&path, bytes).map_err(|e| format!("{}: {e}", path.display()))
    };
    let mut day = asked.on;
    while bank.last_day().is_some_and(|last| day <= last) {
        for (n, bytes) in bank.answers(day).iter().enumerate() {
            write(format!("answers-{day}-{}.txt", n + 1), bytes)?;
        }
        day = day.plus(1);
    }
    for (n, bytes) in bank.asked().iter().enumerate() {
        write(format!("asked-{}.txt", n + 1), bytes)?;
    }
    let truth = serde_json::to_vec_pretty(&bank.paid()).map_err(|e| e.to_string())?;
    write("truth.json".into(), &truth)
}

fn main() -> ExitCode {
    match answered(&Asked::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
