//! `steward rules`.

use crate::{
    ground::kernel::{Lang, Rule},
    server::app::rules,
};

/// Prints the rule book as a table: what each rule demands, on what it stands, with what force and since when, the file of its
/// cases, and the operations that call it.
pub fn run(lang: Lang) {
    println!("| Rule | Demands | Basis | Force | Holds | Cases | Operations |\n|---|---|---|---|---|---|---|");
    let mut book: Vec<&Rule> = rules().collect();
    book.sort_by_key(|rule| place(rule.number));
    for rule in book {
        let basis =
            rule.clause().map_or_else(|| rule.basis.word().to_owned(), |(paper, clause)| format!("{paper} {clause}"));
        let until = rule.valid_to.map_or_else(String::new, |day| day.to_string());
        println!(
            "| {} | {} | {basis} | {} | {}–{until} | tests/cases/{}.csv | {} |",
            rule.number,
            rule.demands.text(lang),
            rule.force,
            rule.valid_from,
            rule.number,
            rule.operations.join(", "),
        );
    }
}

/// R9 before R10, R89 before R89.1.
fn place(number: &str) -> Vec<u32> {
    number.trim_start_matches('R').split('.').filter_map(|part| part.parse().ok()).collect()
}
