//! What the pages show: templates of this build, in which everything that comes from outside is escaped text.

use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, Value, context, value::Serde};
use poem::{Response, ResponseBuilder, http::StatusCode};
use serde::Serialize;

use crate::{
    ground::kernel::{Day, Words as _},
    property::repairs::model::{Receipt, RepairKind},
};

/// Largest photo in MiB, as the form says it.
pub const PHOTO_MB: usize = 8;

const FRAME: &str = include_str!("html/frame.html");
const FORM: &str = include_str!("html/form.html");
const RECEIPT: &str = include_str!("html/receipt.html");
const TOLD: &str = include_str!("html/told.html");

/// No script, nothing from outside, sent to nobody else, inside no other page.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// What somebody filled in.
#[derive(Default, Serialize)]
pub struct Filled {
    /// A word of [`RepairKind`].
    pub kind: String,
    /// Where.
    pub place: String,
    /// How.
    pub what: String,
    /// 电话.
    pub phone: String,
    /// The number of the page.
    pub once: String,
    /// 照片.
    #[serde(skip)]
    pub photo: Option<Vec<u8>>,
}

impl Filled {
    /// The field of this name, where it is a text.
    pub fn word(&mut self, name: &str) -> Option<&mut String> {
        match name {
            "kind" => Some(&mut self.kind),
            "place" => Some(&mut self.place),
            "what" => Some(&mut self.what),
            "phone" => Some(&mut self.phone),
            "once" => Some(&mut self.once),
            _ => None,
        }
    }

    /// The number of its page, or one of its own where it came from no page of ours.
    pub fn number(&self) -> String {
        let ours = self.once.len() == 32 && self.once.bytes().all(|b| b.is_ascii_hexdigit());
        if ours { self.once.clone() } else { fresh_number() }
    }
}

fn fresh_number() -> String {
    format!("{:032x}", rand::random::<u128>())
}

/// Something that must be mended first.
#[derive(Serialize)]
pub struct Flaw {
    /// At which field; nothing where it is at none.
    pub field: &'static str,
    /// What is wrong there.
    pub text: String,
}

#[derive(Serialize)]
struct Choice {
    word: &'static str,
    label: &'static str,
}

/// A page.
pub struct Sheet {
    status: StatusCode,
    html: Result<String, Error>,
}

/// A page that only tells something.
pub struct Told {
    status: StatusCode,
    title: &'static str,
    text: &'static str,
}

/// An answer on its way.
pub struct Answer {
    builder: ResponseBuilder,
    html: String,
}

/// The headers of every page.
pub fn house(builder: ResponseBuilder) -> ResponseBuilder {
    let headers = [
        ("Content-Security-Policy", POLICY),
        ("Cache-Control", "no-store"),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Robots-Tag", "noindex, nofollow"),
    ];
    headers.into_iter().fold(builder, |builder, (name, value)| builder.header(name, value))
}

fn machine() -> Environment<'static> {
    let mut machine = Environment::new();
    machine.set_auto_escape_callback(|_| AutoEscape::Html);
    machine.set_undefined_behavior(UndefinedBehavior::Strict);
    machine
}

fn framed(title: &str, body: &str, fields: Value) -> Result<String, Error> {
    let machine = machine();
    let body = machine.template_from_str(body)?.render(fields)?;
    machine.template_from_str(FRAME)?.render(context! { title => title, body => Value::from_safe_string(body) })
}

impl Sheet {
    /// Nothing is there, or nothing any more.
    pub const NOTHING: Told = Told {
        status: StatusCode::NOT_FOUND,
        title: "没有这个页面",
        text: "地址或回执码有误，或报修页面已停用。请核对后重试，或联系安置点管理人员。",
    };
    /// Our own failure.
    pub const FAULT: Told = Told {
        status: StatusCode::INTERNAL_SERVER_ERROR,
        title: "暂时无法办理",
        text: "系统暂时出了问题，请稍后再试；急事请直接联系安置点管理人员。",
    };
    /// The page is neither read nor written to.
    pub const NO_METHOD: Told =
        Told {
            status: StatusCode::METHOD_NOT_ALLOWED, title: "不支持该操作", text: "请从报修页面提交。"
        };

    /// The form, with what was filled in and what is wrong with it.
    pub fn form(site_name: &str, filled: &Filled, errors: &[Flaw]) -> Self {
        let kinds: Vec<Choice> = RepairKind::ALL.iter().map(|(_, word, label)| Choice { word, label }).collect();
        let once = if filled.once.is_empty() { fresh_number() } else { filled.number() };
        let fields = context! {
            site_name => site_name,
            once => once,
            kinds => Value::from(Serde(&kinds)),
            filled => Value::from(Serde(filled)),
            errors => Value::from(Serde(errors)),
            photo_again => filled.photo.is_some(),
            photo_mb => PHOTO_MB,
        };
        let title = if errors.is_empty() { "公共设施报修" } else { "没有提交成功 - 公共设施报修" };
        Self { status: StatusCode::OK, html: framed(title, FORM, fields) }
    }

    /// How far a request is.
    pub fn receipt(receipt: &Receipt, code: &str, back: &str) -> Self {
        let letters: Vec<char> = code.chars().filter(char::is_ascii_alphanumeric).collect();
        let grouped: Vec<String> = letters.chunks(4).map(|four| four.iter().collect()).collect();
        let fields = context! {
            site_name => receipt.site_name.as_str(),
            code => grouped.join("-"),
            kind => receipt.kind.label(),
            filed_on => receipt.filed_on.written(),
            progress => receipt.progress.label(),
            answer => receipt.answer.as_deref().unwrap_or_default(),
            answered_on => receipt.answered_on.map(Day::written).unwrap_or_default(),
            back => back,
        };
        Self { status: StatusCode::OK, html: framed("报修回执", RECEIPT, fields) }
    }

    /// Somebody asked too often.
    pub fn wait(seconds: u32) -> Self {
        let text = format!("操作过于频繁，请在 {seconds} 秒后再试；急事请直接联系安置点管理人员。");
        let html = framed("请稍后再试", TOLD, context! { title => "请稍后再试", text => text });
        Self { status: StatusCode::TOO_MANY_REQUESTS, html }
    }

    /// The answer that carries it. A page that cannot be made is a fault of ours.
    pub fn response(self) -> Answer {
        match self.html {
            Ok(html) => Answer { builder: house(Response::builder().status(self.status)), html },
            Err(error) => {
                tracing::error!(%error, "a page that cannot be made");
                let builder = house(Response::builder().status(StatusCode::INTERNAL_SERVER_ERROR));
                Answer { builder, html: String::new() }
            }
        }
    }

    /// The same under another status.
    pub fn at(self, status: StatusCode) -> Response {
        Self { status, ..self }.response().finish_with()
    }
}

impl Told {
    fn sheet(&self, status: StatusCode) -> Sheet {
        let html = framed(self.title, TOLD, context! { title => self.title, text => self.text });
        Sheet { status, html }
    }

    /// The answer that carries it.
    pub fn response(&self) -> Answer {
        self.sheet(self.status).response()
    }

    /// The same under another status.
    pub fn at(&self, status: StatusCode) -> Response {
        self.sheet(status).response().finish_with()
    }
}

impl Answer {
    /// With one header more.
    #[must_use]
    pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { builder: self.builder.header(name.into(), value.into()), ..self }
    }

    /// Whole.
    pub fn finish_with(self) -> Response {
        self.builder.content_type("text/html; charset=utf-8").body(self.html)
    }
}

#[cfg(test)]
mod tests {
    use super::{Filled, Flaw, Sheet};

    fn html(sheet: Sheet) -> String {
        sheet.html.unwrap()
    }

    #[test]
    fn what_was_typed_stays_text_and_is_not_lost() {
        let filled =
            Filled { what: "<script>alert(1)</script>".into(), place: "\" autofocus x=\"".into(), ..Filled::default() };
        let page = html(Sheet::form("示例安置点", &filled, &[Flaw { field: "kind", text: "请选择什么坏了。".into() }]));
        assert!(
            page.contains("&lt;script&gt;alert(1)") && !page.contains("<script") && !page.contains("\" autofocus"),
            "{page}"
        );
        assert!(page.contains("href=\"#kind\"") && page.contains("role=\"alert\""));
    }

    #[test]
    fn a_page_asks_for_nothing_from_elsewhere() {
        let page = html(Sheet::form("示例安置点", &Filled::default(), &[]));
        for outside in ["http:", "https:", "//", "url(", "@import", "<script", "<link", "<img", "onclick", "onload"] {
            assert!(!page.contains(outside), "{outside}");
        }
        // Every field has its label, and says what it wants where it wants something.
        for field in ["kind", "place", "what", "photo", "phone", "code"] {
            assert!(page.contains(&format!("for=\"{field}\"")) && page.contains(&format!("id=\"{field}\"")), "{field}");
        }
    }
}
