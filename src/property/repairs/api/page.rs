//! `/r/{secret}`: the pages that hang in public. They ask for no login and no script; a form is all they need.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering::Relaxed},
};

use poem::{
    Endpoint, FromRequest as _, Request, Response, Result,
    http::{Method, StatusCode, header},
    web::Multipart,
};

use super::{
    RepairsParts,
    sheet::{self, Filled, Flaw, Sheet},
};
use crate::{
    ground::{
        authority::RequestContext,
        kernel::{Digest, FieldError, Lang, Words as _},
        platform::{Once, Stop},
        wire::{Text, Wait, context_of, counted, refusal_of},
    },
    office::people::Phone,
    property::repairs::{
        model::{RepairKind, Told},
        service::{
            door::{Door, open_door, read_receipt},
            file::{Asked, FileRequest, file_once},
            receipt_code,
        },
    },
};

/// Largest photo.
const PHOTO: usize = sheet::PHOTO_MB * 1024 * 1024;
/// Everything else of a form.
const WORDS: usize = 64 * 1024;

/// Where every page lies.
const ROOT: &str = "/r/";

/// The pages of links.
pub struct Pages(RepairsParts);

/// The pages that hang in public.
pub fn pages(parts: &RepairsParts) -> Pages {
    Pages(parts.clone())
}

impl Endpoint for Pages {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let context = context_of(&request, &self.0.trusted_proxies);
        let (method, head) = (request.method().clone(), request.method() == Method::HEAD);
        let mut response = self.answer(&context, request).await;
        if head {
            response.set_body(());
        }
        let status = response.status().as_u16();
        tracing::info!(operation = "repairs.page", %method, status, request_id = context.request_id, "answered");
        Ok(response)
    }
}

impl Pages {
    async fn answer(&self, context: &RequestContext, request: Request) -> Response {
        let path = request.uri().path().strip_prefix(ROOT).unwrap_or_default().to_owned();
        let (secret, code) = path.split_once('/').map_or((path.as_str(), ""), |(secret, code)| (secret, code));
        let method = request.method().clone();
        let written_to = (method == Method::POST).then_some(secret);
        if let Err(wait) = self.0.visits.check(context.address.as_deref(), written_to) {
            return told_to_wait(&wait);
        }
        let done = match (method, code) {
            (Method::GET | Method::HEAD, "") => self.form(secret, request.uri().query()).await,
            (Method::GET | Method::HEAD, code) => self.receipt(secret, code).await,
            (Method::POST, "") => self.file(context, secret, request).await,
            _ => return Sheet::NO_METHOD.response().header("Allow", "GET, HEAD, POST").finish_with(),
        };
        done.unwrap_or_else(|stop| told(&stop, context))
    }

    /// The form; or, where somebody typed a code into it, the page of that code.
    async fn form(&self, secret: &str, query: Option<&str>) -> Result<Response, Stop> {
        let door = open_door(&self.0.db, secret).await?;
        let typed = form_urlencoded::parse(query.unwrap_or_default().as_bytes()).find(|(name, _)| name == "code");
        let code: Option<String> = typed.map(|(_, code)| code.chars().filter(char::is_ascii_alphanumeric).collect());
        Ok(match code.filter(|code| !code.is_empty()) {
            Some(code) => see_other(&format!("{ROOT}{secret}/{}", code.to_ascii_lowercase())),
            None => Sheet::form(&door.site_name, &Filled::default(), &[]).response().finish_with(),
        })
    }

    async fn receipt(&self, secret: &str, code: &str) -> Result<Response, Stop> {
        let receipt = read_receipt(&self.0.db, secret, code).await?;
        Ok(Sheet::receipt(&receipt, code, &format!("{ROOT}{secret}")).response().finish_with())
    }

    async fn file(&self, context: &RequestContext, secret: &str, request: Request) -> Result<Response, Stop> {
        let door = open_door(&self.0.db, secret).await?;
        let mut filled = Filled::default();
        if let Err(status) = read_form(request, &mut filled).await {
            return Ok(Sheet::form(&door.site_name, &filled, &[unread(status)]).at(status));
        }
        match self.filed(context, &door, secret, &filled).await {
            Ok(code) => Ok(see_other(&format!("{ROOT}{secret}/{code}"))),
            Err(Turned::Flaws(flaws)) => {
                Ok(Sheet::form(&door.site_name, &filled, &flaws).at(StatusCode::UNPROCESSABLE_ENTITY))
            }
            Err(Turned::Stop(Stop::Refused(refusal))) => {
                let status = StatusCode::from_u16(refusal.kind.status.code()).unwrap_or_default();
                let flaws: Vec<Flaw> = if refusal.errors.is_empty() {
                    vec![Flaw { field: "", text: refusal.detail(Lang::Zh) }]
                } else {
                    refusal.errors.iter().map(flaw_of).collect()
                };
                Ok(Sheet::form(&door.site_name, &filled, &flaws).at(status))
            }
            Err(Turned::Stop(stop)) => Err(stop),
        }
    }

    /// Files what was filled in; the receipt code. The same form sent twice is one request: each page carries a number of its own, and
    /// what was written under it makes the key.
    async fn filed(
        &self,
        context: &RequestContext,
        door: &Door,
        secret: &str,
        filled: &Filled,
    ) -> Result<String, Turned> {
        let asked = asked(filled).map_err(Turned::Flaws)?;
        let keys = self.0.sealer.keys();
        let photo = Digest::of(filled.photo.as_deref().unwrap_or_default());
        let written =
            [secret, &filled.kind, &filled.place, &filled.what, &filled.phone].map(|s| format!("{}:{s}", s.len()));
        let request = keys.blind_index("idempotency", &format!("{}{photo}", written.concat()));
        let once = Once {
            principal: format!("public:{}", door.link),
            operation: "POST /r/{secret}".into(),
            key: format!("{}-{}", filled.number(), request.short()),
            request,
        };
        let (context, sealer, secret) = (context.clone(), self.0.sealer.clone(), secret.to_owned());
        let work = FileRequest { context, sealer, secret, asked };
        let id = file_once(&self.0.db, &once, &work).await.map_err(Turned::Stop)?;
        Ok(receipt_code(keys, id))
    }
}

/// Why a form was not filed.
enum Turned {
    /// What must be mended first.
    Flaws(Vec<Flaw>),
    /// Anything else.
    Stop(Stop),
}

fn see_other(to: &str) -> Response {
    sheet::house(Response::builder().status(StatusCode::SEE_OTHER).header(header::LOCATION, to)).finish()
}

fn told_to_wait(wait: &Wait) -> Response {
    let mut builder = Sheet::wait(wait.seconds).response().header("Retry-After", wait.seconds.to_string());
    for (name, value) in &wait.headers {
        builder = builder.header(*name, value.as_str());
    }
    builder.finish_with()
}

/// What is told where no page can be shown. A link that was ended answers as one that never was.
fn told(stop: &Stop, context: &RequestContext) -> Response {
    if let Stop::Fault(fault) = stop {
        tracing::error!(%fault, request_id = context.request_id, "fault");
    }
    let refusal = refusal_of(stop);
    let status = StatusCode::from_u16(refusal.kind.status.code()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let page = if status == StatusCode::NOT_FOUND { Sheet::NOTHING } else { Sheet::FAULT };
    page.at(status)
}

fn unread(status: StatusCode) -> Flaw {
    let text = match status {
        StatusCode::PAYLOAD_TOO_LARGE => format!("照片超过 {} MB，请换一张小一些的。", sheet::PHOTO_MB),
        _ => "提交的内容不完整，请重新填写。".into(),
    };
    Flaw { field: if status == StatusCode::PAYLOAD_TOO_LARGE { "photo" } else { "" }, text }
}

/// Reads a form into what is filled in so far; nothing of it touches the disk, and no more of it is read than may be sent. What was
/// read before a photo that is too large is not lost.
async fn read_form(mut request: Request, filled: &mut Filled) -> Result<(), StatusCode> {
    let over = Arc::new(AtomicBool::new(false));
    let body = counted(request.take_body(), PHOTO + WORDS, Arc::clone(&over));
    request.set_body(body);
    let (request, mut body) = request.split();
    let read = async {
        let form = Multipart::from_request(&request, &mut body).await;
        let mut form = form.map_err(|_| StatusCode::UNSUPPORTED_MEDIA_TYPE)?;
        let broken = |_| StatusCode::BAD_REQUEST;
        while let Some(field) = form.next_field().await.map_err(broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await.map_err(broken)?;
            if name == "photo" {
                filled.photo = Some(bytes).filter(|b| !b.is_empty());
            } else if let Some(place) = filled.word(&name) {
                *place = String::from_utf8(bytes).map_err(|_| StatusCode::BAD_REQUEST)?.replace("\r\n", "\n");
            }
        }
        let photo = filled.photo.as_ref().map_or(0, Vec::len);
        if photo > PHOTO { Err(StatusCode::PAYLOAD_TOO_LARGE) } else { Ok(()) }
    };
    let read = read.await;
    if over.load(Relaxed) { Err(StatusCode::PAYLOAD_TOO_LARGE) } else { read }
}

/// What was filled in, or everything that is wrong with it.
fn asked(filled: &Filled) -> Result<Asked, Vec<Flaw>> {
    let kind = RepairKind::from_word(&filled.kind);
    let (place, what) = (Text::<60>::parse(&filled.place), Text::<500>::parse(&filled.what));
    let phone = Some(filled.phone.trim()).filter(|p| !p.is_empty()).map(|p| Phone::new(p.to_owned()));
    let mut flaws = Vec::new();
    let mut wrong = |is: bool, field, text: &str| {
        if is {
            flaws.push(Flaw { field, text: text.into() });
        }
    };
    wrong(kind.is_none(), "kind", "请选择什么坏了。");
    wrong(place.is_none(), "place", "请写明在哪里，60 字以内。");
    wrong(what.is_none(), "what", "请写明什么情况，500 字以内。");
    wrong(
        phone.as_ref().is_some_and(|p| !p.is_well_formed()),
        "phone",
        "电话应为 7 至 12 位数字，不含空格和横线；也可以不填。",
    );
    match (kind, place, what) {
        (Some(kind), Some(place), Some(what)) if flaws.is_empty() => {
            let told = Told { place: place.into(), what: what.into() };
            Ok(Asked { kind, told, phone, photo: filled.photo.clone() })
        }
        _ => Err(flaws),
    }
}

fn flaw_of(error: &FieldError) -> Flaw {
    let field = ["kind", "place", "what", "photo", "phone"].into_iter().find(|f| error.pointer == format!("/{f}"));
    Flaw { field: field.unwrap_or_default(), text: error.message(Lang::Zh).to_owned() }
}
