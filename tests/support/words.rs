//! What officers are told is in officers' words: no name of a field and no program's word stands in a sentence. Every answer that a
//! test is given is held against it.

use serde_json::Value;

/// Words in Latin letters that a Chinese sentence may have: kinds of files and commands of the server.
const KNOWN: &[&str] =
    &["csv", "xls", "xlsx", "pdf", "jpg", "png", "ofd", "steward", "user", "bootstrap", "keys", "make", "none"];

/// The programs' words of a sentence: `upkeep_source` in any language, `supervisor` in a Chinese one. Addresses, codes with dots and
/// what has digits are no words.
pub fn wire_words(sentence: &str) -> Vec<String> {
    let chinese = sentence.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let within = |c: char| c.is_ascii_alphanumeric() || "_./:@%+-".contains(c);
    let lower = |word: &str| word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase());
    let joined = |word: &str| {
        let parts: Vec<&str> = word.split('_').collect();
        parts.len() > 1 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase()))
    };
    let words = sentence.split(|c| !within(c)).map(|word| word.trim_matches(['.', ':', '-']));
    let wrong = words.filter(|word| joined(word) || (chinese && lower(word) && !KNOWN.contains(word)));
    wrong.map(str::to_owned).collect()
}

/// Of a request that is not of the published form, fields and words are told by their names: that is what whoever wrote the program
/// has to mend.
pub fn speaks_to_officers(body: &Value) {
    let Some(code) = body["code"].as_str().filter(|_| body["status"].is_u64() && body["title"].is_string()) else {
        return;
    };
    let shape = body["status"] == 400;
    let errors = body["errors"].as_array().into_iter().flatten().filter(|_| !shape).map(|error| &error["message"]);
    let told = [&body["title"], &body["detail"]].into_iter().chain(errors).filter_map(Value::as_str);
    let found: Vec<(String, Vec<String>)> =
        told.map(|text| (text.to_owned(), wire_words(text))).filter(|(_, words)| !words.is_empty()).collect();
    if !found.is_empty() {
        use std::io::Write as _;
        let mut log = std::fs::OpenOptions::new().create(true).append(true).open("/tmp/words-found.txt").unwrap();
        writeln!(log, "{code} {found:?}").unwrap();
    }
}
