//! RFC 9457 problem documents: what every answer of 400 and above is.

use std::collections::HashMap;

use poem::{IntoResponse as _, Response, http::StatusCode};
use poem_openapi::{Object, registry::Registry, types::ToJSON as _};

use crate::ground::{
    kernel::{Bi, FieldError, Kind, Lang, Refusal, Status},
    platform::{Fault, Stop},
};

/// A problem document (RFC 9457) with our extensions.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Problem {
    /// Address of the page that explains this kind of problem.
    #[oai(rename = "type")]
    pub kind: String,
    /// Short headline in the reader's language.
    pub title: String,
    /// The HTTP status again.
    pub status: u16,
    /// Stable code for programs, e.g. `payments.disbursement.over_milestone`.
    pub code: String,
    /// What is wrong, with the figures, and what to do.
    pub detail: String,
    /// The path that was asked.
    pub instance: String,
    /// The id of this request, as in the log and the trail.
    pub request_id: String,
    /// Number of the rule that refused, e.g. `R90`.
    pub rule: Option<String>,
    /// Title, number and article of the paper the rule stands on; of another place's it says that it is practice taken from there.
    pub clause: Option<String>,
    /// The figures that decided.
    pub facts: Option<HashMap<String, String>>,
    /// Every faulty place of the request.
    pub errors: Option<Vec<ProblemField>>,
}

/// One faulty place of a request.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
pub struct ProblemField {
    /// RFC 6901 pointer into the body, or `query:<name>`, `header:<name>`.
    pub pointer: String,
    /// Stable code of this fault.
    pub code: String,
    /// The sentence in the reader's language.
    pub message: String,
}

/// The media type of problems.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Where a problem arose and for whom it is written.
#[derive(Debug, Clone)]
pub struct Reader {
    /// Language of human text.
    pub lang: Lang,
    /// The path that was asked.
    pub instance: String,
    /// The request's id.
    pub request_id: String,
}

impl Problem {
    /// The document of a refusal.
    pub fn of(refusal: &Refusal, reader: &Reader) -> Self {
        let facts: HashMap<_, _> = refusal.facts.iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
        let field = |e: &FieldError| ProblemField {
            pointer: e.pointer.clone(),
            code: e.code.into(),
            message: e.message(reader.lang).into(),
        };
        Self {
            kind: format!("/problems/{}", refusal.kind.code),
            title: refusal.kind.title.text(reader.lang).into(),
            status: refusal.kind.status.code(),
            code: refusal.kind.code.into(),
            detail: refusal.detail(reader.lang),
            instance: reader.instance.clone(),
            request_id: reader.request_id.clone(),
            rule: refusal.rule.map(|r| r.number.into()),
            clause: refusal.rule.and_then(|r| r.basis.cited(&refusal.reach, reader.lang)),
            facts: Some(facts).filter(|f| !f.is_empty()),
            errors: Some(refusal.errors.iter().map(field).collect::<Vec<_>>()).filter(|e| !e.is_empty()),
        }
    }

    /// The answer that carries a refusal.
    pub fn response(refusal: &Refusal, reader: &Reader) -> Response {
        let status = StatusCode::from_u16(refusal.kind.status.code()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut builder = Response::builder().status(status).content_type(PROBLEM_JSON);
        if let Some(seconds) = refusal.retry_after {
            builder = builder.header("Retry-After", seconds.to_string());
        }
        if refusal.kind.status == Status::Unauthenticated {
            builder = builder.header("WWW-Authenticate", "Bearer");
        }
        builder.body(Self::of(refusal, reader).to_json_string()).into_response()
    }

    /// Puts the schema into a document.
    pub fn register_in(registry: &mut Registry) {
        <Self as poem_openapi::types::Type>::register(registry);
    }
}

macro_rules! kinds {
    ($($(#[$d:meta])* $name:ident = $status:ident $code:literal, $tzh:literal, $ten:literal, $dzh:literal, $den:literal;)+) => {
        $($(#[$d])* pub static $name: Kind = Kind {
            code: $code, status: Status::$status,
            title: Bi { zh: $tzh, en: $ten }, detail: Bi { zh: $dzh, en: $den },
        };)+
        /// Every refusal of the wire, for the catalogue of problems.
        pub static WIRE_KINDS: &[&Kind] = &[$(&$name),+];
    };
}

kinds! {
    /// The body, a parameter or a header has not the published shape.
    MALFORMED = BadRequest "wire.malformed", "请求格式不符", "The request has not the published shape",
        "请按所列位置逐项修改；格式见 /docs。", "Mend the places listed in errors; /docs shows the shape.";
    /// No login, or one that has ended.
    UNAUTHENTICATED = Unauthenticated "access.unauthenticated", "未登录或登录已失效", "Not logged in, or the login has ended",
        "请登录后重试。", "Log in and try again.";
    /// No such path.
    NO_SUCH_PATH = NotFound "wire.no_such_path", "没有这个地址", "No such path", "地址有误；全部地址见 /docs。", "The path is wrong; /docs lists them all.";
    /// The path has no such method.
    NO_SUCH_METHOD = MethodNotAllowed "wire.no_such_method", "此地址不支持该方法", "The path has no such method",
        "可用的方法见 Allow 头。", "The header Allow names the methods it has.";
    /// The caller accepts nothing we send.
    NOT_ACCEPTABLE = NotAcceptable "wire.not_acceptable", "无法按 Accept 要求的格式应答", "No representation that you accept",
        "此操作的应答格式见 /docs。", "/docs shows what this operation answers with.";
    /// Larger than this operation reads.
    TOO_LARGE = TooLarge "wire.too_large", "请求体过大", "The body is too large",
        "请求体超过上限 {limit} 字节。", "The body is larger than {limit} bytes.";
    /// Not a media type this operation reads.
    MEDIA_TYPE = MediaType "wire.media_type", "不支持的内容类型", "Media type not supported",
        "此操作只读取 {accepted}。", "This operation reads {accepted}.";
    /// An action on an existing thing without the version it was read at.
    IF_MATCH_MISSING = PreconditionMissing "wire.if_match_missing", "缺少 If-Match", "If-Match is missing",
        "请先读取，再以其 ETag 作为 If-Match 提交，以免覆盖他人的修改。", "Read first and send its ETag as If-Match, so that nobody's change is overwritten.";
    /// Changed since it was read.
    STALE = Stale "wire.stale", "内容已被他人修改", "Changed since you read it",
        "当前版本是 {current}，您提交的是 {given}；请重新读取后再提交。", "The current version is {current}, you sent {given}; read again and decide anew.";
    /// More requests than allowed.
    TOO_MANY = TooMany "wire.too_many", "请求过于频繁", "Too many requests", "请在 {seconds} 秒后重试。", "Try again in {seconds} seconds.";
    /// Our own failure; the log has it under the request id.
    FAULT = Fault "fault", "服务器内部错误", "Our own failure",
        "本次操作结果未知；请用同一 Idempotency-Key 重试。若仍失败，请把请求编号告知管理员。",
        "The outcome is unknown; repeat with the same Idempotency-Key. If it fails again, give the number of the request to your administrator.";
    /// Writes must wait.
    UNAVAILABLE = Unavailable "unavailable", "暂时不可用", "Temporarily unavailable",
        "数据库暂时不能写入（繁忙或磁盘已满）；请稍后用同一 Idempotency-Key 重试。",
        "The database cannot write just now (busy, or the disk is full); repeat later with the same Idempotency-Key.";
}

/// What the caller is told of a stop. A fault is told without detail; the gate logs it.
pub fn refusal_of(stop: &Stop) -> Refusal {
    match stop {
        Stop::Refused(refusal) => (**refusal).clone(),
        Stop::Denied(denial) => (*denial.refusal).clone(),
        Stop::Fault(fault) => refusal_of_fault(fault),
    }
}

fn refusal_of_fault(fault: &Fault) -> Refusal {
    if fault.is_unavailable() {
        Refusal { retry_after: Some(5), ..Refusal::new(&UNAVAILABLE) }
    } else {
        Refusal::new(&FAULT)
    }
}
