//! The press: a template and a sheet become a page. Templates are data that somebody typed: they can read the fields of their form,
//! and nothing else; they load nothing, run for a bounded time, and a field that does not exist is a flaw, not a blank.

use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value, value::Serde};
use serde::Serialize;

use super::{FormSpec, Paper, Sheet, carries};
use crate::ground::kernel::{Digest, Instant, Wording, Words as _};

/// Steps of the template machine for one page: two hundred payees take some ten thousand.
const FUEL: u64 = 2_000_000;
const FRAME_A4: &str = include_str!("../forms/frame_a4.html");
const FRAME_LABEL: &str = include_str!("../forms/frame_label.html");
const FRAME_POSTER: &str = include_str!("../forms/frame_poster.html");

/// Why a template did not print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// On which of its lines; 0 where it is none of them, but what is printed of it.
    pub line: usize,
    /// What is wrong, and where, as somebody would say it.
    pub what: Wording,
}

impl Flaw {
    fn of_the_page(value: &str, en: &str, zh: &str) -> Self {
        Self { line: 0, what: Wording::new(value, en, zh) }
    }
}

/// What the machine stopped at, in words of whoever writes templates: (word, English, Chinese).
const fn stopped(kind: ErrorKind) -> (&'static str, &'static str, &'static str) {
    match kind {
        ErrorKind::OutOfFuel => {
            ("too_long", "it repeats so often that the page is never done", "循环次数过多，页面打印不完")
        }
        ErrorKind::SyntaxError | ErrorKind::BadEscape => (
            "not_written_so",
            "double braces or a percent sign are not closed, or what stands between them is not written so",
            "{{ }} 或 {% %} 没有成对、没有写完整，或其中的写法不对",
        ),
        ErrorKind::UndefinedError => ("no_such_field", "this form has no such field", "该表样没有这个字段"),
        ErrorKind::UnknownFilter | ErrorKind::UnknownTest | ErrorKind::UnknownFunction | ErrorKind::UnknownMethod => {
            ("no_such_way", "there is no such way to write a field out", "没有这种写法（竖线或括号前的词）")
        }
        ErrorKind::TemplateNotFound | ErrorKind::BadInclude => (
            "another_template",
            "it takes in another template, and a template stands alone",
            "引用了其他模板；模板须自成一体",
        ),
        _ => ("not_of_this_field", "this cannot be done with that field", "该字段不能这样使用"),
    }
}

impl From<Error> for Flaw {
    fn from(error: Error) -> Self {
        let (value, en, zh) = stopped(error.kind());
        let line = error.line().unwrap_or_default();
        Self { line, what: Wording::new(value, format!("on line {line}, {en}"), format!("第 {line} 行，{zh}")) }
    }
}

fn machine() -> Environment<'static> {
    let mut machine = Environment::new();
    machine.set_auto_escape_callback(|_| AutoEscape::Html);
    machine.set_undefined_behavior(UndefinedBehavior::Strict);
    machine.set_fuel(Some(FUEL));
    machine.remove_filter("safe");
    machine
}

/// What the page around a form shows.
#[derive(Serialize)]
struct Frame<'a> {
    title: &'static str,
    number: &'a str,
    running: String,
    watermark: &'a str,
    printed_on: String,
    printed_by: &'a str,
    revision: i64,
    digest: String,
}

/// For a text inside a style: letters, digits, and what stands in numbers and dates.
fn for_style(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() || " -·:".contains(*c)).collect()
}

/// The whole page of a form.
pub fn press(spec: &FormSpec, body: &str, sheet: &Sheet) -> Result<String, Flaw> {
    let machine = machine();
    let inner = machine.template_from_str(body)?.render(Value::from(Serde(&sheet.fields)))?;
    if let Some(outside) = carries(&inner) {
        let word = outside.word;
        return Err(Flaw::of_the_page(
            "outside",
            &format!("it prints {word}, and a page carries nothing from outside"),
            &format!("打印出的内容含有不允许的 {word}"),
        ));
    }
    let digest = sheet.short_digest();
    let frame = Frame {
        title: spec.form.label(),
        number: &sheet.number,
        running: for_style(&format!("{} · 修订号 {} · 摘要 {digest}", sheet.number, sheet.revision)),
        watermark: sheet.watermark.unwrap_or_default(),
        printed_on: sheet.printed_at.day().written(),
        printed_by: &sheet.printed_by,
        revision: sheet.revision,
        digest,
    };
    let frame_body = match spec.paper {
        Paper::A4 => FRAME_A4,
        Paper::Label => FRAME_LABEL,
        Paper::Poster => FRAME_POSTER,
    };
    let symbol = match spec.paper {
        Paper::A4 | Paper::Label => sheet.symbol(),
        Paper::Poster => sheet.address_symbol(),
    };
    let symbol = symbol.ok_or_else(|| {
        Flaw::of_the_page("symbol", "what the QR symbol says is missing or too long", "二维码的内容缺失或过长")
    })?;
    let context = minijinja::context! {
        page => Value::from(Serde(&frame)),
        body => Value::from_safe_string(inner),
        symbol => Value::from_safe_string(symbol),
    };
    Ok(machine.template_from_str(frame_body)?.render(context)?)
}

/// The page of a form's own example: what a template is tried on.
pub fn proof(spec: &FormSpec, body: &str, now: Instant) -> Result<String, Flaw> {
    let fields = serde_json::from_str(spec.example)
        .map_err(|e| Flaw::of_the_page("example", &format!("the example of the form: {e}"), "表样的示例有误"))?;
    let sheet = Sheet {
        kind: spec.kind,
        number: "YL-000000-0000-000000".into(),
        revision: 1,
        digest: Some(Digest::of(spec.example.as_bytes())),
        watermark: Some("样张"),
        printed_at: now,
        printed_by: "样张".into(),
        fields,
    };
    press(spec, body, &sheet)
}

#[cfg(test)]
mod tests {
    use super::{FormSpec, proof};
    use crate::{
        ground::kernel::{Instant, SubjectKind},
        office::prints::model::{Form, Paper},
    };

    const SPEC: FormSpec = FormSpec {
        form: Form::ApprovalForm,
        kind: SubjectKind::Disbursement,
        paper: Paper::A4,
        built_in: "",
        example: r#"{"name": "<script>alert(1)</script>", "rows": [{"n": 1}, {"n": 2}]}"#,
    };

    fn printed(body: &str) -> Result<String, (usize, String)> {
        proof(&SPEC, body, Instant::from_millis(0)).map_err(|flaw| (flaw.line, flaw.what.to_string()))
    }

    #[test]
    fn what_was_typed_stays_text() {
        let page = printed("<p>{{ name }}</p>").unwrap();
        assert!(page.contains("<p>&lt;script&gt;alert(1)&lt;&#x2f;script&gt;</p>"), "{page}");
        assert!(!page.contains("<script") && page.contains("样张") && page.contains("counter(pages)"));
        assert!(printed("{{ name|safe }}").is_err());
    }

    /// A poster has one symbol, the one that is to be opened: whoever scans it meets no seal.
    #[test]
    fn the_symbol_of_a_poster_is_its_address() {
        let poster = |example| FormSpec { paper: Paper::Poster, example, ..SPEC };
        let page =
            |spec: &FormSpec| proof(spec, "<h1>甲</h1>", Instant::from_millis(0)).map_err(|flaw| flaw.what.to_string());
        let shown = page(&poster(r#"{"address": "https://x.example/r/a"}"#)).unwrap();
        assert_eq!((shown.matches("<svg").count(), shown.contains("house-seal")), (1, false), "{shown}");
        assert_ne!(shown, page(&poster(r#"{"address": "https://x.example/r/b"}"#)).unwrap());
        assert!(page(&poster(r#"{"name": "x"}"#)).unwrap_err().contains("symbol"));
    }

    #[test]
    fn a_flaw_tells_its_line() {
        assert_eq!(printed("a\nb\n{{ nmae }}").unwrap_err().0, 3);
        assert_eq!(printed("a\n{% for %}").unwrap_err().0, 2);
        assert!(printed("{% include 'x' %}").is_err());
        let endless = "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}";
        assert_eq!(printed(endless).unwrap_err().1, "too_long");
        assert_eq!(printed("\n{{ name").unwrap_err(), (2, "not_written_so".to_owned()));
        assert_eq!(printed("{{ nmae }}").unwrap_err().1, "no_such_field");
        assert_eq!(printed("{{ name|safe }}").unwrap_err().1, "no_such_way");
        // What the machine puts together is looked at as it is printed.
        assert_eq!(printed("<{{ 'img' }} {{ 'src' }}='http://x'>").unwrap_err(), (0, "outside".to_owned()));
    }
}
