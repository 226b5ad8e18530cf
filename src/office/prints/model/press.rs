//! The press: a template and a sheet become a page. Templates are data that somebody typed: they can read the fields of their form,
//! and nothing else; they load nothing, run for a bounded time, and a field that does not exist is a flaw, not a blank.

use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value, value::Serde};
use serde::Serialize;

use super::{FormSpec, Paper, Sheet};
use crate::ground::kernel::{Digest, Instant, Words as _};

/// Steps of the template machine for one page: two hundred payees take some ten thousand.
const FUEL: u64 = 2_000_000;
const FRAME_A4: &str = include_str!("../forms/frame_a4.html");
const FRAME_LABEL: &str = include_str!("../forms/frame_label.html");
const FRAME_POSTER: &str = include_str!("../forms/frame_poster.html");

/// What a template has no business with: scripts, other documents, another frame for the page, unescaped text.
const OUTSIDE: &[&str] = &[
    "<script",
    "<link",
    "<meta",
    "<base",
    "<iframe",
    "<object",
    "<embed",
    "<form",
    "<img",
    "<image",
    "<svg",
    "<animate",
    "<video",
    "<audio",
    "<!--",
    "@import",
    "@page",
    "url(",
    "javascript:",
    "autoescape",
];

/// Attributes by which a page loads something, or leads somewhere: a page that was saved as a file has nobody to forbid it.
const LOADING: &[&str] = &["src", "srcset", "href", "background", "formaction"];
/// What is said of an attribute that runs when something happens on the page.
const HANDLER: &str = "on…=";

/// Why a template did not print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// On which of its lines; 0 where the machine does not say.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
}

impl From<Error> for Flaw {
    fn from(error: Error) -> Self {
        let what = match (error.kind(), error.detail()) {
            (ErrorKind::OutOfFuel, _) => "runs too long".to_owned(),
            (kind, Some(detail)) => format!("{kind}: {detail}"),
            (kind, None) => kind.to_string(),
        };
        Self { line: error.line().unwrap_or_default(), what }
    }
}

/// The first thing in a template that it has no business with.
pub fn reaches_out(body: &str) -> Option<&'static str> {
    let body = body.to_ascii_lowercase();
    let word = OUTSIDE.iter().copied().find(|word| body.contains(word));
    word.or_else(|| attributes(&body).find_map(loads))
}

/// What stands as the name of an attribute: letters between a gap or a quote and an equals sign.
fn attributes(body: &str) -> impl Iterator<Item = &str> {
    body.match_indices('=').filter_map(move |(at, _)| {
        let before = body.get(..at)?.trim_end();
        let name = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next()?;
        let gap = before.strip_suffix(name)?.chars().next_back()?;
        (gap.is_whitespace() || "\"'/:".contains(gap)).then_some(name)
    })
}

/// The word by which an attribute is refused, if it is.
fn loads(name: &str) -> Option<&'static str> {
    let runs = name.len() > 4 && name.starts_with("on");
    LOADING.iter().copied().find(|word| *word == name).or(runs.then_some(HANDLER))
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
    let symbol =
        symbol.ok_or_else(|| Flaw { line: 0, what: "what the QR symbol says is missing or too long".into() })?;
    let context = minijinja::context! {
        page => Value::from(Serde(&frame)),
        body => Value::from_safe_string(inner),
        symbol => Value::from_safe_string(symbol),
    };
    Ok(machine.template_from_str(frame_body)?.render(context)?)
}

/// The page of a form's own example: what a template is tried on.
pub fn proof(spec: &FormSpec, body: &str, now: Instant) -> Result<String, Flaw> {
    let fields = serde_json::from_str(spec.example).map_err(|e| Flaw { line: 0, what: e.to_string() })?;
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
    use super::{FormSpec, proof, reaches_out};
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
        proof(&SPEC, body, Instant::from_millis(0)).map_err(|flaw| (flaw.line, flaw.what))
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
        let page = |spec: &FormSpec| proof(spec, "<h1>甲</h1>", Instant::from_millis(0)).map_err(|flaw| flaw.what);
        let shown = page(&poster(r#"{"address": "https://x.example/r/a"}"#)).unwrap();
        assert_eq!((shown.matches("<svg").count(), shown.contains("house-seal")), (1, false), "{shown}");
        assert_ne!(shown, page(&poster(r#"{"address": "https://x.example/r/b"}"#)).unwrap());
        assert!(page(&poster(r#"{"name": "x"}"#)).unwrap_err().contains("missing"));
    }

    #[test]
    fn a_flaw_tells_its_line() {
        assert_eq!(printed("a\nb\n{{ nmae }}").unwrap_err().0, 3);
        assert_eq!(printed("a\n{% for %}").unwrap_err().0, 2);
        assert!(printed("{% include 'x' %}").is_err());
        let endless = "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}";
        assert_eq!(printed(endless).unwrap_err().1, "runs too long");
    }

    #[test]
    fn a_template_reaches_nothing_outside() {
        for body in
            ["<SCRIPT>", "<style>@import 'x'</style>", "<p style=\"background: URL(x)\">", "{% autoescape false %}"]
        {
            assert!(reaches_out(body).is_some(), "{body}");
        }
        // A page that was saved has no server that forbids what it loads or runs.
        for body in [
            "<IMG src=http://x>",
            "<div onclick = x>",
            "<p/onload='x'>",
            "<svg><set>",
            "<td background=\"x\">",
            "<a xlink:href='x'>",
        ] {
            assert!(reaches_out(body).is_some(), "{body}");
        }
        assert_eq!(reaches_out("{% if name == 'x' %}<td class=\"on\">{{ name }}</td>{% endif %}"), None);
        assert_eq!(reaches_out("<style>td { border: 1px solid }</style><td>{{ name }}</td>"), None);
    }
}
