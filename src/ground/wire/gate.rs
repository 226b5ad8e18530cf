//! The gate: the outermost middleware of the API. In order: request id, path and method, `Accept`, login, rate, headers and query,
//! body; then the operation; then every refusal, denial, fault and panic becomes a problem document in the reader's language.

use std::{
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Instant as Stopwatch,
};

use futures_util::{StreamExt as _, future::BoxFuture};
use poem::{
    Body as PoemBody, Endpoint, Error, IntoResponse as _, Request, Response, Result,
    http::{HeaderValue, Method, StatusCode, header},
};
use poem_openapi::error::ParseMultipartError;
use serde_json::{Map, Value};

use super::{
    contract::{Body, Contract, Found, Operation},
    json::read_json,
    problem::{
        IF_MATCH_MISSING, MALFORMED, MEDIA_TYPE, NO_SUCH_METHOD, NO_SUCH_PATH, NOT_ACCEPTABLE, PROBLEM_JSON, Problem,
        Reader, TOO_LARGE, TOO_MANY, UNAUTHENTICATED, refusal_of,
    },
    rate::{Rate, Visits, Wait},
};
use crate::ground::{
    authority::{Actor, Holder, RequestContext},
    kernel::{Denial, Digest, Facts, FieldError, Instant, Kind, Lang, Refusal, Rule},
    platform::{Fault, Keys, Sealer, Stop},
};

/// Largest JSON body.
pub const MAX_BODY: usize = 1024 * 1024;

/// What a caller shows to be let in.
#[derive(Debug, Clone, Copy)]
pub enum Credentials<'a> {
    /// `Authorization: Bearer …`
    Bearer(&'a str),
    /// The session cookie. On an unsafe method `csrf` must be the session's own token.
    Cookie {
        /// The cookie's value.
        token: &'a str,
        /// `X-CSRF-Token`.
        csrf: Option<&'a str>,
        /// GET or HEAD.
        safe: bool,
    },
}

/// What the gate asks of the rooms above it (implemented by `access`, joined in `app`).
pub trait Door: Send + Sync {
    /// The holder behind the credentials at this instant, or `None`.
    fn admit<'a>(
        &'a self,
        credentials: Credentials<'a>,
        context: RequestContext,
        now: Instant,
    ) -> BoxFuture<'a, Result<Option<Holder>, Stop>>;
    /// Counts somebody whose credentials nobody stands behind. That this cannot be kept changes nothing for the caller.
    fn count_rejected<'a>(&'a self, address: Option<&'a str>) -> BoxFuture<'a, ()>;
    /// Keeps one trail event of a denial, in a transaction of its own.
    fn record_denial<'a>(&'a self, actor: Actor, denial: Denial) -> BoxFuture<'a, ()>;
    /// Now, by the civil clock.
    fn now(&self) -> BoxFuture<'_, Result<Instant, Fault>>;
}

/// What the gate found out about a request, for the extractors.
#[derive(Debug, Clone)]
pub struct Admitted {
    /// Who, unless the operation is public.
    pub holder: Option<Holder>,
    /// In which request.
    pub context: RequestContext,
    /// Method and path template.
    pub operation: String,
    /// `Idempotency-Key`.
    pub key: Option<String>,
    /// `If-Match`, without quotes.
    pub if_match: Option<String>,
    /// Of path, query and body.
    pub request: Digest,
    /// The query as typed values.
    pub query: Map<String, Value>,
    /// Language of human text.
    pub lang: Lang,
    /// The civil instant at which the request came.
    pub now: Instant,
}

/// Everything the gate needs; shared by all requests.
pub struct Gate {
    /// The document at work.
    pub contract: Arc<Contract>,
    /// Logins and denials.
    pub door: Arc<dyn Door>,
    /// Keys the digests of requests: a body may hold what could be guessed at.
    pub sealer: Sealer,
    /// Limits by principal and address.
    pub rate: Rate,
    /// Limits of what anybody may ask under a path that is its own proof.
    pub visits: Visits,
    /// Path below which the API lives, `/api/v1`.
    pub prefix: &'static str,
    /// Largest upload.
    pub max_upload: usize,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
}

/// A refusal before the operation was reached, with headers of its own.
struct Turned(Refusal, Vec<(&'static str, String)>);

impl From<Refusal> for Turned {
    fn from(refusal: Refusal) -> Self {
        Self(refusal, Vec::new())
    }
}

impl From<Stop> for Turned {
    fn from(stop: Stop) -> Self {
        if let Stop::Fault(fault) = &stop {
            tracing::error!(%fault, "fault at the gate");
        }
        Self(refusal_of(&stop), Vec::new())
    }
}

impl Gate {
    /// Lets a request through to the API, or answers it.
    pub async fn pass<E: Endpoint<Output = Response>>(&self, api: &E, request: Request) -> Response {
        let begun = Stopwatch::now();
        let context = context_of(&request, &self.trusted_proxies);
        let reader = Reader {
            lang: Lang::negotiate(request.header("accept-language")),
            instance: request.uri().path().to_owned(),
            request_id: context.request_id.clone(),
        };
        let head = request.method() == Method::HEAD;
        let mut seen = Seen { refused: None, operation: "none".into(), principal: None };
        let mut response = match self.through(api, request, &context, reader.lang, &mut seen).await {
            Ok(response) => response,
            Err(Turned(refusal, extra)) => {
                seen.refused = Some((refusal.kind, refusal.rule));
                let mut response = Problem::response(&refusal, &reader);
                for (name, value) in extra.into_iter().filter_map(|(n, v)| Some((n, HeaderValue::from_str(&v).ok()?))) {
                    response.headers_mut().insert(name, value);
                }
                response
            }
        };
        if let Some(stop) = response.data::<Arc<Stop>>().cloned() {
            if let Stop::Fault(fault) = &*stop {
                tracing::error!(%fault, request_id = reader.request_id, "fault");
            }
            let refusal = refusal_of(&stop);
            seen.refused = Some((refusal.kind, refusal.rule));
            response = Problem::response(&refusal, &reader);
        }
        if head {
            response.set_body(());
        }
        finish_headers(&mut response, &reader);
        report(&seen, &response, &reader, begun);
        response
    }

    async fn through<E: Endpoint<Output = Response>>(
        &self,
        api: &E,
        mut request: Request,
        context: &RequestContext,
        lang: Lang,
        seen: &mut Seen,
    ) -> Result<Response, Turned> {
        let path = request.uri().path().strip_prefix(self.prefix).unwrap_or_default().to_owned();
        let (operation, values) = match self.contract.find(request.method().as_str(), &path) {
            Found::Operation(operation, values) => (operation, values),
            Found::OtherMethods(allow) => return Err(Turned(Refusal::new(&NO_SUCH_METHOD), vec![("allow", allow)])),
            Found::Nothing => return Err(Refusal::new(&NO_SUCH_PATH).into()),
        };
        seen.operation.clone_from(&operation.id);
        if !operation.path_is_sane(&values) {
            return Err(Refusal::new(&NO_SUCH_PATH).into());
        }
        if !accepts(&request, operation) {
            return Err(Refusal::new(&NOT_ACCEPTABLE).into());
        }
        let (holder, now) = self.admit(&request, operation, context).await?;
        seen.principal = holder.as_ref().map(|h| h.actor().principal.to_string());
        self.measure(seen.principal.as_deref().or(context.address.as_deref()))?;
        if let Some((_, path)) = values.first().filter(|_| operation.public) {
            let written_to = (request.method() == Method::POST).then_some(path.as_str());
            self.visits.check(context.address.as_deref(), written_to).map_err(told_to_wait)?;
        }
        let query = head_faults(&request, operation)?;
        let over = Arc::new(AtomicBool::new(false));
        let body = self.read_body(&mut request, operation, &over).await?;
        let admitted = Admitted {
            now,
            key: request.header("idempotency-key").map(|k| k.trim_matches('"').to_owned()),
            if_match: request.header("if-match").map(|t| t.trim_matches('"').to_owned()),
            request: digest_of(self.sealer.keys(), &request, &body),
            operation: operation.template.clone(),
            context: context.clone(),
            holder,
            query,
            lang,
        };
        let denied_actor = admitted.holder.as_ref().map(|h| h.actor().clone());
        let none_match = request.header("if-none-match").map(str::to_owned).filter(|_| request.method() == Method::GET);
        if let Some(bytes) = body {
            request.set_body(bytes);
        }
        request.set_data(admitted);
        let response = api.call(request).await.unwrap_or_else(answered_error);
        self.keep_denial(&response, denied_actor).await;
        if over.load(Relaxed) {
            return Err(self.too_large(operation));
        }
        Ok(not_modified(response, none_match.as_deref()))
    }

    /// Counts one request of a principal or an address against its measure.
    fn measure(&self, who: Option<&str>) -> Result<(), Turned> {
        let wait = |seconds| told_to_wait(Wait { seconds, headers: self.rate.headers(seconds) });
        self.rate.check(who).map_err(wait)
    }

    /// Nobody stands behind what the caller showed. Whoever tries too often is told so, and leaves nothing behind any more; those
    /// who are let in from the same address are measured each for themselves.
    async fn reject(&self, context: &RequestContext) -> Turned {
        if let Err(turned) = self.measure(context.address.as_deref()) {
            return turned;
        }
        self.door.count_rejected(context.address.as_deref()).await;
        Refusal::new(&UNAUTHENTICATED).into()
    }

    /// Who asks, and when by the civil clock, which is read once for the whole request.
    async fn admit(
        &self,
        request: &Request,
        operation: &Operation,
        context: &RequestContext,
    ) -> Result<(Option<Holder>, Instant), Turned> {
        if operation.public {
            return Ok((None, self.now().await?));
        }
        let cookie = request.header("cookie").and_then(session_cookie);
        let credentials = match (request.header("authorization").map(|h| h.strip_prefix("Bearer ")), cookie.as_deref())
        {
            (Some(Some(token)), _) => Credentials::Bearer(token.trim()),
            (None, Some(token)) => {
                let safe = matches!(*request.method(), Method::GET | Method::HEAD);
                Credentials::Cookie { token, csrf: request.header("x-csrf-token"), safe }
            }
            (Some(None), _) | (None, None) => return Err(Refusal::new(&UNAUTHENTICATED).into()),
        };
        let now = self.now().await?;
        match self.door.admit(credentials, context.clone(), now).await? {
            Some(holder) => Ok((Some(holder), now)),
            None => Err(self.reject(context).await),
        }
    }

    async fn now(&self) -> Result<Instant, Turned> {
        Ok(self.door.now().await.map_err(Stop::from)?)
    }

    async fn keep_denial(&self, response: &Response, actor: Option<Actor>) {
        if let (Some(stop), Some(actor)) = (response.data::<Arc<Stop>>(), actor)
            && let Stop::Denied(denial) = &**stop
        {
            self.door.record_denial(actor, (**denial).clone()).await;
        }
    }

    /// Reads a JSON or form body whole, checks it against the document and hands its bytes on as JSON; an upload is only counted.
    /// `over` is set when more is read than may be, which for an upload happens later.
    async fn read_body(
        &self,
        request: &mut Request,
        operation: &Operation,
        over: &Arc<AtomicBool>,
    ) -> Result<Option<Vec<u8>>, Turned> {
        let Some(wanted) = operation.body() else { return no_body(request).await.map(|()| None) };
        let given = request.content_type().unwrap_or_default();
        let given = given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if given != wanted.media_type {
            let accepted = Facts::none().with("accepted", &wanted.media_type);
            return Err(Refusal::new(&MEDIA_TYPE).facts(accepted).into());
        }
        let limit = self.limit(operation);
        let declared = request.header("content-length").and_then(|n| n.parse::<u64>().ok());
        if declared.is_some_and(|n| n > limit as u64) {
            return Err(self.too_large(operation));
        }
        let body = counted(request.take_body(), limit, over.clone());
        if wanted.is_upload() {
            request.set_body(body);
            return Ok(None);
        }
        let bytes = match body.into_bytes().await {
            Ok(bytes) => bytes,
            Err(_) if over.load(Relaxed) => return Err(self.too_large(operation)),
            Err(_) => {
                return Err(malformed(vec![FieldError::new(
                    "",
                    "body.cut_off",
                    "请求体不完整。",
                    "The body was cut off.",
                )]));
            }
        };
        let form = given == "application/x-www-form-urlencoded";
        let value = if form { form_fields(&bytes).map_err(malformed)? } else { json_value(&bytes)? };
        let faults = wanted.faults(&value);
        if !faults.is_empty() {
            return Err(malformed(faults));
        }
        Ok(Some(if form { bytes.to_vec() } else { value.to_string().into_bytes() }))
    }

    /// Bytes that an operation reads at most.
    fn limit(&self, operation: &Operation) -> usize {
        if operation.body().is_some_and(Body::is_upload) { self.max_upload + 64 * 1024 } else { MAX_BODY }
    }

    fn too_large(&self, operation: &Operation) -> Turned {
        Refusal::new(&TOO_LARGE).facts(Facts::none().with("limit", self.limit(operation))).into()
    }
}

/// Where a request came from; a proxy that is trusted says it.
fn address_of(request: &Request, trusted_proxies: &[IpAddr]) -> Option<IpAddr> {
    let peer = request.remote_addr().as_socket_addr().map(std::net::SocketAddr::ip);
    // What came over no network was handed over in this process, by whoever knows where it came from.
    let trusted = peer.is_none_or(|p| trusted_proxies.contains(&p));
    let forwarded =
        request.header("x-forwarded-for").and_then(|f| f.rsplit(',').next()).and_then(|a| a.trim().parse().ok());
    if trusted { forwarded.or(peer) } else { peer }
}

fn told_to_wait(wait: Wait) -> Turned {
    let facts = Facts::none().with("seconds", wait.seconds);
    let refusal = Refusal { retry_after: Some(wait.seconds), ..Refusal::new(&TOO_MANY).facts(facts) };
    Turned(refusal, wait.headers.into())
}

/// In which request something is asked, and from where.
pub fn context_of(request: &Request, trusted_proxies: &[IpAddr]) -> RequestContext {
    let address = address_of(request, trusted_proxies).map(|a| a.to_string());
    RequestContext { request_id: request_id(request), address }
}

struct Seen {
    /// By what it was refused.
    refused: Option<(&'static Kind, Option<&'static Rule>)>,
    operation: String,
    principal: Option<String>,
}

/// A request that is not of the published form, with every faulty place.
pub(super) fn malformed_at(errors: Vec<FieldError>) -> Refusal {
    Refusal { errors, ..Refusal::new(&MALFORMED) }
}

fn malformed(errors: Vec<FieldError>) -> Turned {
    malformed_at(errors).into()
}

/// Refuses anything sent to an operation that reads nothing, however it was framed.
async fn no_body(request: &mut Request) -> Result<(), Turned> {
    let declared = request.header("content-length").is_some_and(|n| n != "0");
    if declared || counted(request.take_body(), 0, Arc::default()).into_bytes().await.is_err() {
        let text = ("此操作不读取请求体。", "This operation reads no body.");
        return Err(malformed(vec![FieldError::new("", "body.unexpected", text.0, text.1)]));
    }
    Ok(())
}

fn json_value(bytes: &[u8]) -> Result<Value, Turned> {
    read_json(bytes).map_err(|not| malformed(vec![FieldError::new(not.pointer, not.code, not.zh, not.en)]))
}

fn form_fields(bytes: &[u8]) -> Result<Value, Vec<FieldError>> {
    let mut fields = Map::new();
    for (name, value) in form_urlencoded::parse(bytes) {
        if fields.insert(name.clone().into_owned(), Value::String(value.into_owned())).is_some() {
            return Err(vec![FieldError::new(
                format!("/{name}"),
                "json.doubled_field",
                "字段重复出现。",
                "The field stands twice.",
            )]);
        }
    }
    Ok(Value::Object(fields))
}

/// Headers and query against the document; a missing `If-Match` is a status of its own.
fn head_faults(request: &Request, operation: &Operation) -> Result<Map<String, Value>, Turned> {
    let header = |name: &str| -> Vec<String> {
        let sent = request.headers().get_all(name).iter();
        sent.map(|v| String::from_utf8_lossy(v.as_bytes()).into_owned()).collect()
    };
    let asked = request.uri().query().unwrap_or_default();
    let dry_run = form_urlencoded::parse(asked.as_bytes()).any(|(name, value)| name == "dry_run" && value == "true");
    let (query, faults) = match operation.read_query(asked) {
        Ok(query) => (query, Vec::new()),
        Err(faults) => (Map::new(), faults),
    };
    let mut errors = operation.header_faults(header, dry_run);
    errors.extend(faults);
    if !errors.is_empty() {
        return Err(malformed(errors));
    }
    if operation.requires_header("if-match") && header("if-match").is_empty() {
        return Err(Refusal::new(&IF_MATCH_MISSING).into());
    }
    Ok(query)
}

fn request_id(request: &Request) -> String {
    let sane = |s: &&str| {
        (1..=64).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    request
        .header("x-request-id")
        .filter(sane)
        .map_or_else(|| format!("{:032x}", rand::random::<u128>()), str::to_owned)
}

/// The session cookie: `__Host-` binds it to this host, to `/` and to TLS (or loopback).
pub const SESSION_COOKIE: &str = "__Host-steward";

fn session_cookie(header: &str) -> Option<String> {
    header.split(';').find_map(|pair| pair.trim().strip_prefix(SESSION_COOKIE)?.strip_prefix('=').map(str::to_owned))
}

fn accepts(request: &Request, operation: &Operation) -> bool {
    let Some(accept) = request.header("accept") else { return true };
    let fits = |range: &str, kind: &str| {
        range == "*/*"
            || range == kind
            || range.strip_suffix("/*").is_some_and(|main| kind.split('/').next() == Some(main))
    };
    let ranges = || accept.split(',').map(|r| r.split(';').next().unwrap_or_default().trim()).filter(|r| !r.is_empty());
    let produced = || operation.produces.iter().map(String::as_str).chain([PROBLEM_JSON]);
    ranges().next().is_none() || operation.produces.is_empty() || ranges().any(|r| produced().any(|kind| fits(r, kind)))
}

/// Counts what is read, so that a chunked body is limited as well.
pub fn counted(body: PoemBody, limit: usize, over: Arc<AtomicBool>) -> PoemBody {
    let mut seen = 0usize;
    PoemBody::from_bytes_stream(body.into_bytes_stream().map(move |chunk| {
        let chunk = chunk?;
        seen += chunk.len();
        if seen > limit {
            over.store(true, Relaxed);
            return Err(std::io::Error::from(std::io::ErrorKind::FileTooLarge));
        }
        Ok(chunk)
    }))
}

/// What the request asks for, under a key: whoever holds a copy of the database cannot try bodies against it.
fn digest_of(keys: &Keys, request: &Request, body: &Option<Vec<u8>>) -> Digest {
    let head = format!("{}\n{}\n", request.uri().path(), request.uri().query().unwrap_or_default());
    let mut bytes = head.into_bytes();
    bytes.extend_from_slice(body.as_deref().unwrap_or_default());
    keys.blind_index("idempotency", &Digest::of(&bytes).to_string())
}

fn not_modified(response: Response, none_match: Option<&str>) -> Response {
    let current = response.headers().get(header::ETAG).and_then(|v| v.to_str().ok());
    let same = |tags: &str| current.is_some_and(|now| tags.split(',').any(|t| t.trim() == now || t.trim() == "*"));
    if response.status() == StatusCode::OK && none_match.is_some_and(same) {
        let tag = response.headers().get(header::ETAG).cloned();
        let mut unchanged = StatusCode::NOT_MODIFIED.into_response();
        if let Some(tag) = tag {
            unchanged.headers_mut().insert(header::ETAG, tag);
        }
        return unchanged;
    }
    response
}

fn finish_headers(response: &mut Response, reader: &Reader) {
    let headers = response.headers_mut();
    for (name, value) in [
        ("x-request-id", reader.request_id.as_str()),
        ("content-language", reader.lang.tag()),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.entry(name).or_insert(value);
        }
    }
}

fn report(seen: &Seen, response: &Response, reader: &Reader, begun: Stopwatch) {
    let status = response.status().as_u16();
    let seconds = begun.elapsed().as_secs_f64();
    metrics::counter!("steward_http_requests_total", "operation" => seen.operation.clone(), "status" => status.to_string()).increment(1);
    metrics::histogram!("steward_http_request_seconds", "operation" => seen.operation.clone()).record(seconds);
    let milliseconds = begun.elapsed().as_millis();
    let principal = seen.principal.as_deref();
    let code = seen.refused.map(|(kind, _)| kind.code);
    let rule = seen.refused.and_then(|(_, rule)| rule).map(|r| r.number);
    if let (409 | 422, Some(code)) = (status, code) {
        metrics::counter!("steward_refusals_total", "code" => code, "rule" => rule.unwrap_or_default()).increment(1);
    }
    tracing::info!(
        operation = seen.operation,
        status,
        code,
        rule,
        principal,
        request_id = reader.request_id,
        milliseconds,
        "answered"
    );
}

/// A part that an upload lacks, by its place: an upload is read by the operation itself, and poem says which part in a sentence alone.
fn part_missing(error: &Error) -> Option<FieldError> {
    let told = error.downcast_ref::<ParseMultipartError>()?;
    let name = told.reason.strip_prefix("field `")?.strip_suffix("` is required")?;
    Some(FieldError::new(format!("/{name}"), "required", "缺少必填字段。", "This field is required."))
}

/// The answer of an error: one of ours carries its stop. One that poem makes by itself is a request that the document could not
/// catch (a broken upload), or a fault.
fn answered_error(error: Error) -> Response {
    if error.is_from_response() {
        return error.into_response();
    }
    let mut response = Response::builder().status(error.status()).finish();
    let stop = if error.status().is_client_error() {
        let place = part_missing(&error).unwrap_or_else(|| {
            FieldError::new("", "body.malformed", "请求体格式有误。", format!("The body is malformed: {error}"))
        });
        Stop::from(malformed_at(vec![place]))
    } else {
        unexpected(&error)
    };
    response.set_data(Arc::new(stop));
    response
}

/// A panic in an operation: caught, logged, answered as a fault.
#[derive(Clone)]
pub struct Panicked;

impl poem::middleware::PanicHandler for Panicked {
    type Response = Response;

    fn get_response(&self, payload: Box<dyn std::any::Any + Send + 'static>) -> Response {
        let text = payload
            .downcast_ref::<&str>()
            .map(|s| (*s).to_owned())
            .or_else(|| payload.downcast_ref::<String>().cloned());
        let mut response = Response::builder().status(StatusCode::INTERNAL_SERVER_ERROR).finish();
        response.set_data(Arc::new(Stop::Fault(Fault::Task(format!("panic: {}", text.unwrap_or_default())))));
        response
    }
}

/// Turns the errors that poem makes by itself (none is expected behind the gate) into a fault.
pub fn unexpected(error: &Error) -> Stop {
    Stop::Fault(Fault::Task(format!("an error that the contract does not know: {error}")))
}
