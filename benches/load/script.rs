//! From what PostgreSQL logged of one request to a pgbench script that sends the same statements.

use std::{collections::BTreeMap, fs};

/// One statement as it was executed, with its parameters as literals; `None` is NULL.
#[derive(Debug)]
pub struct Executed {
    pub sql: String,
    pub parameters: Vec<Option<String>>,
}

/// What of the log was executed after this many bytes.
pub fn executed(log: &str, from: usize) -> Vec<Executed> {
    let text = fs::read_to_string(log).expect("the server's log");
    let mut found: Vec<Executed> = Vec::new();
    let mut entries: Vec<String> = Vec::new();
    for line in text[from..].lines() {
        match line.strip_prefix('\t') {
            Some(more) => {
                let last = entries.last_mut().expect("an entry that goes on");
                last.push('\n');
                last.push_str(more);
            }
            None => entries.push(line.to_owned()),
        }
    }
    for entry in entries {
        if let Some(rest) = entry.strip_prefix("LOG:  execute ") {
            let (_, sql) = rest.split_once(": ").expect("a statement");
            found.push(Executed { sql: sql.to_owned(), parameters: Vec::new() });
        } else if let Some(sql) = entry.strip_prefix("LOG:  statement: ") {
            found.push(Executed { sql: sql.to_owned(), parameters: Vec::new() });
        } else if let Some(told) = entry.strip_prefix("DETAIL:  parameters: ")
            && let Some(last) = found.last_mut()
        {
            last.parameters = literals(told);
        }
    }
    found
}

/// `$1 = 'a', $2 = NULL` as values without their quotes.
fn literals(told: &str) -> Vec<Option<String>> {
    let mut values = Vec::new();
    let mut rest = told;
    while let Some((_, after)) = rest.split_once(" = ") {
        if let Some(quoted) = after.strip_prefix('\'') {
            let (mut value, mut end) = (String::new(), quoted.len());
            let mut letters = quoted.char_indices().peekable();
            while let Some((at, letter)) = letters.next() {
                // Two quotes are one; a single one ends the value.
                if letter == '\'' && letters.next_if(|(_, next)| *next == '\'').is_none() {
                    end = at + 1;
                    break;
                }
                value.push(letter);
            }
            values.push(Some(value));
            rest = &quoted[end..];
        } else {
            values.push(None);
            rest = after;
        }
    }
    values
}

/// Names for values: what stands for them in every run but the captured one.
pub type Names = BTreeMap<String, String>;

/// The names of known values, and of every id that was made on the way: one that nothing names in the database as it stood
/// `earlier`. Those are called `made1`, `made2` …
pub fn name_made(statements: &[Executed], known: &Names, earlier: &str) -> Names {
    let mut names = known.clone();
    for value in statements.iter().flat_map(|s| s.parameters.iter().flatten()) {
        if is_uuid(value) && !earlier.contains(value.as_str()) && !names.contains_key(value) {
            names.insert(value.clone(), format!("made{}", 1 + names.len() - known.len()));
        }
    }
    names
}

/// The statements as a script for pgbench, with their transactions: named values become variables.
pub fn script(head: &str, statements: &[Executed], names: &Names) -> String {
    let body: Vec<String> = statements.iter().map(|s| render(s, names)).collect();
    let made = names.values().filter(|n| n.starts_with("made"));
    let ids: Vec<String> = made.map(|name| format!("gen_random_uuid() AS {name}")).collect();
    let ids = if ids.is_empty() { String::new() } else { format!("SELECT {} \\gset\n", ids.join(", ")) };
    format!("{head}{ids}{}\n", body.join("\n"))
}

pub fn is_uuid(value: &str) -> bool {
    value.len() == 36 && value.split('-').map(str::len).eq([8, 4, 4, 4, 12])
}

/// One statement on one line, its parameters put in.
fn render(statement: &Executed, names: &Names) -> String {
    let mut sql = String::new();
    let mut rest = statement.sql.as_str();
    while let Some(at) = rest.find('$') {
        sql.push_str(&rest[..at]);
        let digits: String = rest[at + 1..].chars().take_while(char::is_ascii_digit).collect();
        let n: usize = digits.parse().expect("a parameter");
        sql.push_str(&literal(statement.parameters[n - 1].as_deref(), names));
        rest = &rest[at + 1 + digits.len()..];
    }
    sql.push_str(rest);
    let line = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{line};")
}

fn literal(value: Option<&str>, names: &Names) -> String {
    let Some(value) = value else { return "NULL".to_owned() };
    if let Some(name) = names.get(value) {
        return format!(":{name}");
    }
    // pgbench takes a colon before a letter or digit for a variable, whatever stands around it.
    let escaped = value.replace('\\', "\\\\").replace('\'', "''").replace(':', "\\x3a");
    format!("E'{escaped}'")
}
