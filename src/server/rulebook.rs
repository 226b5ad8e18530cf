//! 规则与检查手册. One page for each rule and each check, made of what the program itself holds: as Markdown in `docs/rules`, and as
//! HTML under `/docs/rules`. Nobody writes them by hand, so that they cannot say anything else than what is judged.

use std::fmt::Write as _;

use super::app::{checks, rules};
use crate::{
    ground::kernel::{Basis, Bi, Day, Lang, Rule, Words, place_of},
    office::{checks::About, policy},
};

/// What one page says.
#[derive(Debug)]
pub struct Entry {
    /// `R90`, `A9`.
    pub number: &'static str,
    /// What people call it.
    pub title: String,
    /// What it demands, or asks, as one sentence.
    pub sentence: String,
    /// Label and text.
    pub rows: Vec<(&'static str, String)>,
    /// The same as one line of the table: basis, force or severity, days, and where it is called or what it looks at.
    pub line: [String; 4],
}

/// Every rule in the order of numbers, then every check.
pub fn entries(lang: Lang) -> Result<Vec<Entry>, String> {
    let mut book: Vec<&Rule> = rules().collect();
    book.sort_by_key(|rule| place_of(rule.number));
    let checks = checks()?;
    let asked = checks.checks().map(|check| of_check(check.about(), lang));
    Ok(book.into_iter().map(|rule| of_rule(rule, lang)).chain(asked).collect())
}

fn stands_on(basis: &Basis, lang: Lang) -> String {
    let word = match basis {
        Basis::Law { .. } | Basis::Local { .. } => return basis.booked(lang).unwrap_or_default(),
        Basis::Practice => Bi { zh: "县级惯例", en: "county practice" },
        Basis::Invariant => Bi { zh: "账务恒等", en: "invariant" },
    };
    word.text(lang).into()
}

fn word(word: impl Words, lang: Lang) -> String {
    match lang {
        Lang::Zh => word.label().into(),
        Lang::En => word.word().into(),
    }
}

fn label(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    Bi { zh, en }.text(lang)
}

/// From when until when something holds.
fn held(from: Day, to: Option<Day>, lang: Lang) -> String {
    if from == Day::ALWAYS && to.is_none() {
        return label(lang, "任何日期", "on any day").to_owned();
    }
    format!("{from}–{}", to.map_or_else(String::new, |day| day.to_string()))
}

fn of_rule(rule: &'static Rule, lang: Lang) -> Entry {
    let basis = stands_on(&rule.basis, lang);
    let force = word(rule.force, lang);
    let days = held(rule.valid_from, rule.valid_to, lang);
    let operations = rule.operations.join(", ");
    let rows = vec![
        (label(lang, "依据", "Stands on"), basis.clone()),
        (label(lang, "效力", "Force"), force.clone()),
        (label(lang, "施行期间", "Holds"), days.clone()),
        (label(lang, "标签", "Label"), rule.label.into()),
        (label(lang, "不符合时告知", "Says when it is broken"), rule.kind.detail.text(lang).into()),
        (label(lang, "错误代码", "Code"), rule.kind.code.into()),
        (label(lang, "用于操作", "Called by"), operations.clone()),
        (label(lang, "用例", "Cases"), format!("tests/cases/{}.csv", rule.number)),
    ];
    Entry {
        number: rule.number,
        title: rule.kind.title.text(lang).into(),
        sentence: rule.demands.text(lang).into(),
        rows,
        line: [basis, force, days, operations],
    }
}

fn of_check(about: &'static About, lang: Lang) -> Entry {
    let basis = stands_on(&about.basis, lang);
    let severity = word(about.severity, lang);
    let days = held(about.valid_from, None, lang);
    let needs = |key: &&str| {
        let means = policy::key(key).map_or("", |k| k.means.text(lang));
        format!("{key}: {means}")
    };
    let parameters = about.parameters.iter().map(needs).collect::<Vec<_>>().join("; ");
    let unset = label(
        lang,
        "本区划未设置参数时不判断，原有疑点保持不变",
        "judges nothing where a value is not set, and takes nothing back there",
    );
    let mut rows = vec![
        (label(lang, "依据", "Stands on"), basis.clone()),
        (label(lang, "严重程度", "Severity"), severity.clone()),
        (label(lang, "自何日起检查", "Made since"), days.clone()),
        (label(lang, "检查对象", "Looks at"), about.subject.to_string()),
    ];
    if !about.parameters.is_empty() {
        rows.push((label(lang, "政策参数", "Policy values"), parameters));
        rows.push((label(lang, "参数未设置", "Where unset"), unset.into()));
    }
    Entry {
        number: about.number,
        title: about.title.text(lang).into(),
        sentence: about.question.text(lang).into(),
        rows,
        line: [basis, severity, days, about.subject.to_string()],
    }
}

/// What a cell of a table may hold as it is.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

/// The whole book as one table; `link` leads to the pages beside it.
pub fn table(lang: Lang, link: bool) -> Result<String, String> {
    let head = label(
        lang,
        "| 编号 | 要求或问题 | 依据 | 效力或严重程度 | 期间 | 操作或对象 |",
        "| Number | Demands or asks | Basis | Force or severity | Days | Operations or subject |",
    );
    let mut out = format!("{head}\n|---|---|---|---|---|---|\n");
    for entry in entries(lang)? {
        let number = if link { format!("[{0}]({0}.md)", entry.number) } else { entry.number.into() };
        let rest = entry.line.iter().map(|text| cell(text)).collect::<Vec<_>>().join(" | ");
        let _ = writeln!(out, "| {number} | {} | {rest} |", cell(&entry.sentence));
    }
    Ok(out)
}

/// The files of `docs/rules`: name and text, each in the words of officials and in English.
pub fn pages() -> Result<Vec<(String, String)>, String> {
    let both = [entries(Lang::Zh)?, entries(Lang::En)?];
    let mut files = vec![(
        "README.md".to_owned(),
        format!(
            "# 规则与检查 Rules and checks\n\nMade by `cargo run -- rules --into docs/rules`; a server shows the same at `/docs/rules`.\n\n{}",
            table(Lang::Zh, true)?
        ),
    )];
    for (zh, en) in both[0].iter().zip(&both[1]) {
        let mut page = String::new();
        for (level, entry) in [("#", zh), ("##", en)] {
            let _ =
                write!(page, "{level} {} {}\n\n{}\n\n| | |\n|---|---|\n", entry.number, entry.title, entry.sentence);
            for (label, text) in &entry.rows {
                let _ = writeln!(page, "| {label} | {} |", cell(text));
            }
            page.push('\n');
        }
        files.push((format!("{}.md", zh.number), page.trim_end().to_owned() + "\n"));
    }
    Ok(files)
}
