use std::collections::BTreeSet;

use steward::{ground::kernel::Lang, server::http::kinds};

use super::source::none;
use crate::support::words::wire_words;

/// A sentence without the names of its figures.
fn bare(sentence: &str) -> String {
    let parts = sentence.split('{').enumerate();
    parts.map(|(n, part)| if n == 0 { part } else { part.split_once('}').map_or(part, |(_, rest)| rest) }).collect()
}

/// No refusal of any area names a field of a body or a word of a program to whoever reads it.
#[test]
fn refusals_speak_in_officers_words() {
    let mut found = BTreeSet::new();
    for kind in kinds() {
        for sentence in [kind.title, kind.detail].iter().flat_map(|bi| [bi.text(Lang::Zh), bi.text(Lang::En)]) {
            for word in wire_words(&bare(sentence)) {
                found.insert(format!("{}: {word} in {sentence}", kind.code));
            }
        }
    }
    none("refusals that tell officers a program's word", found.into_iter().collect());
}

/// What is looked for is found: the names of fields, and words that stand alone in a Chinese sentence.
#[test]
fn a_programs_word_is_told_from_an_officers() {
    for (sentence, wrong) in [
        ("尚缺：receiver, supervisor。", vec!["receiver", "supervisor"]),
        ("请填写 file_id。", vec!["file_id"]),
        ("Give file_id or the reason.", vec!["file_id"]),
        ("Give the paper or the reason.", vec![]),
        (
            "请上传 xlsx 或 csv；见 /api/v1/actions（POST /api/v1/exceptions），规则 R31，编号 ZC-431026-2023-1。",
            vec![],
        ),
        ("参数 sites.collective_body_people 未设置。", vec![]),
    ] {
        assert_eq!(wire_words(sentence), wrong, "{sentence}");
    }
}
