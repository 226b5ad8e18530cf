//! What is told to officers is in officers' words: no refusal names a field of a body or a word of a program.

use std::collections::BTreeSet;

use steward::{ground::kernel::Lang, server::http::kinds};

use super::source::none;

/// Words in Latin letters that a Chinese sentence may have: kinds of files and commands of the server.
const KNOWN: &[&str] =
    &["csv", "xls", "xlsx", "pdf", "jpg", "png", "ofd", "steward", "user", "bootstrap", "keys", "make"];

/// The programs' words of a sentence: `upkeep_source` in either language, `supervisor` in Chinese. Addresses, names of headers and what
/// has dots or digits are no words.
fn wire_words(sentence: &str, lang: Lang) -> Vec<String> {
    let within = |c: char| c.is_ascii_alphanumeric() || "_./:@%+-".contains(c);
    let lower = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
    let joined = |word: &str| word.contains('_') && word.split('_').all(lower);
    let alone = |word: &str| lang == Lang::Zh && word.len() > 2 && lower(word) && !KNOWN.contains(&word);
    let words = sentence.split(|c| !within(c)).map(|word| word.trim_matches(['.', ':', '-']));
    words.filter(|word| joined(word) || alone(word)).map(str::to_owned).collect()
}

/// A sentence without the names of its figures.
fn bare(sentence: &str) -> String {
    let parts = sentence.split('{').enumerate();
    parts.map(|(n, part)| if n == 0 { part } else { part.split_once('}').map_or(part, |(_, rest)| rest) }).collect()
}

#[test]
fn refusals_speak_in_officers_words() {
    let mut found = BTreeSet::new();
    for kind in kinds() {
        for lang in [Lang::Zh, Lang::En] {
            let sentences = [kind.title.text(lang), kind.detail.text(lang)];
            let words = sentences.iter().flat_map(|sentence| wire_words(&bare(sentence), lang));
            found.extend(words.map(|word| format!("{}: {word}", kind.code)));
        }
    }
    none("refusals that tell officers a program's word", found.into_iter().collect());
}

#[test]
fn a_programs_word_is_told_from_an_officers() {
    let known = "请上传 xlsx 或 csv；见 /api/v1/actions（POST /api/v1/exceptions），规则 R31，编号 ZC-431026-2023-1。";
    for (sentence, lang, wrong) in [
        ("尚缺：receiver, supervisor。", Lang::Zh, vec!["receiver", "supervisor"]),
        ("请填写 file_id。", Lang::Zh, vec!["file_id"]),
        ("Give file_id or the reason.", Lang::En, vec!["file_id"]),
        ("Give the paper (批复文件) or the reason.", Lang::En, vec![]),
        ("参数 sites.collective_body_people 未设置。", Lang::Zh, vec![]),
        (known, Lang::Zh, vec![]),
    ] {
        assert_eq!(wire_words(sentence, lang), wrong, "{sentence}");
    }
}
