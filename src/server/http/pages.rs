//! What is served beside the API: probes, metrics, the document, its page, the catalogue of problems.

use poem::{
    Endpoint, EndpointExt as _, IntoResponse as _, Request, Response, Route, get, handler,
    http::{Method, StatusCode},
    web::{Data, Path},
};
use serde_json::json;

use super::{Published, docs};
use crate::{
    ground::{
        kernel::{Kind, Lang, Refusal, Words as _},
        platform::Clock,
        wire::{FAULT, NO_SUCH_METHOD, NO_SUCH_PATH, Problem, Reader},
    },
    server::{
        app::{App, pending_migrations},
        rulebook::{Entry, entries},
        scheduler::late,
    },
};

/// The routes beside the API.
pub fn routes(app: &App, published: &'static Published) -> impl Endpoint + use<> {
    let mut routes = Route::new()
        .at("/healthz", get(healthz))
        .at("/readyz", get(readyz))
        .at("/problems/:code", get(problem))
        .at("/docs.css", get(stylesheet));
    if app.config.metrics.listen.is_none() {
        routes = routes.at("/metrics", get(metrics));
    }
    if app.config.api.publish_document {
        routes = routes.at("/openapi.json", get(document)).at("/docs", get(docs_page));
        routes = routes.at("/docs/rules", get(rules_page)).at("/docs/rules/:number", get(rule_page));
    }
    routes.data(app.clone()).data(published)
}

/// `/metrics` alone, for a listener of its own.
pub fn metrics_only(app: &App) -> impl Endpoint + use<> {
    let (recorder, db) = (app.metrics.clone(), app.db.clone());
    let scrape = poem::endpoint::make_sync(move |_| {
        Response::builder().content_type("text/plain; version=0.0.4").body(recorder.render(&db))
    });
    Route::new().at("/metrics", get(scrape))
}

/// Answers a request beside the API; every failure is a problem document too.
pub async fn answered<E: Endpoint<Output = Response>>(pages: &E, request: Request) -> Response {
    let reader = Reader {
        lang: Lang::negotiate(request.header("accept-language")),
        instance: request.uri().path().to_owned(),
        request_id: format!("{:032x}", rand::random::<u128>()),
    };
    let method = request.method().clone();
    let refused = |kind: &'static Kind| Problem::response(&Refusal::new(kind), &reader);
    match pages.call(request).await {
        Ok(response) => response,
        Err(error) if error.is_from_response() => error.into_response(),
        Err(error)
            if error.status() == StatusCode::METHOD_NOT_ALLOWED
                || (method != Method::GET && method != Method::HEAD) =>
        {
            let mut response = refused(&NO_SUCH_METHOD);
            response.headers_mut().insert("allow", poem::http::HeaderValue::from_static("GET, HEAD"));
            response
        }
        Err(error) if error.status() == StatusCode::NOT_FOUND => refused(&NO_SUCH_PATH),
        Err(error) => {
            tracing::error!(%error, "fault beside the API");
            refused(&FAULT)
        }
    }
}

fn json_response(status: StatusCode, body: &serde_json::Value) -> Response {
    Response::builder()
        .status(status)
        .content_type("application/json")
        .header("Cache-Control", "no-store")
        .body(body.to_string())
}

/// The process is there.
#[handler]
fn healthz() -> Response {
    json_response(StatusCode::OK, &json!({"status": "ok"}))
}

/// The database answers and is migrated. Says which clock the server runs on, and which jobs owe a day: a server that is behind
/// with its jobs still serves.
#[handler]
async fn readyz(Data(app): Data<&App>) -> Response {
    let ready = async {
        let now = app.db.now().await?;
        let pending = pending_migrations(app.db.read()).await?;
        let late = if pending.is_empty() { late(&app.db, &app.timetable).await? } else { Vec::new() };
        Ok::<_, crate::ground::platform::Fault>((now, pending, late))
    };
    match ready.await {
        Ok((now, pending, late)) if pending.is_empty() => {
            let clock = if app.db.clock() == Clock::Manual { "manual (演示时钟)" } else { "real" };
            let body = json!({
                "status": "ready", "engine": app.db.engine().word(), "clock": clock, "now": now, "civil_day": now.day(),
                "jobs_overdue": late
            });
            json_response(StatusCode::OK, &body)
        }
        Ok((_, pending, _)) => {
            json_response(StatusCode::SERVICE_UNAVAILABLE, &json!({"status": "not migrated", "pending": pending}))
        }
        Err(fault) => {
            tracing::error!(%fault, "not ready");
            json_response(StatusCode::SERVICE_UNAVAILABLE, &json!({"status": "database not reachable"}))
        }
    }
}

/// For Prometheus on this machine; elsewhere, and through a proxy on this machine, it is as if it were not there.
#[handler]
fn metrics(request: &Request, Data(app): Data<&App>) -> poem::Result<Response> {
    let local = request.remote_addr().as_socket_addr().is_none_or(|a| a.ip().is_loopback());
    let relayed = ["x-forwarded-for", "forwarded"].iter().any(|name| request.header(name).is_some());
    if !local || relayed {
        return Err(poem::error::NotFoundError.into());
    }
    Ok(Response::builder().content_type("text/plain; version=0.0.4").body(app.metrics.render(&app.db)))
}

#[handler]
fn document(Data(published): Data<&&'static Published>) -> Response {
    Response::builder().content_type("application/json").body(published.text.as_str())
}

/// No script, nothing from outside: one page and its stylesheet.
const PAGE_POLICY: &str =
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

fn html(body: String) -> Response {
    Response::builder()
        .content_type("text/html; charset=utf-8")
        .header("Content-Security-Policy", PAGE_POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .body(body)
}

#[handler]
async fn docs_page(request: &Request, Data(app): Data<&App>, Data(published): Data<&&'static Published>) -> Response {
    let lang = Lang::negotiate(request.header("accept-language"));
    let clock = match app.db.clock() {
        Clock::Manual => app.db.now().await.ok().map(|now| now.day().to_string()),
        Clock::Real => None,
    };
    html(docs::page(&published.document, lang, clock.as_deref()))
}

fn book(lang: Lang) -> poem::Result<Vec<Entry>> {
    entries(lang).map_err(|why| poem::Error::from_string(why, StatusCode::INTERNAL_SERVER_ERROR))
}

/// Every rule and check.
#[handler]
fn rules_page(request: &Request) -> poem::Result<Response> {
    let lang = Lang::negotiate(request.header("accept-language"));
    Ok(html(docs::rules_page(&book(lang)?, lang)))
}

/// One rule or check: what a refusal's `rule` and a lead's `check` name.
#[handler]
fn rule_page(request: &Request, Path(number): Path<String>) -> poem::Result<Response> {
    let lang = Lang::negotiate(request.header("accept-language"));
    let book = book(lang)?;
    let entry = book.iter().find(|entry| entry.number == number).ok_or(poem::error::NotFoundError)?;
    Ok(html(docs::rule_page(entry, lang)))
}

#[handler]
fn stylesheet() -> Response {
    Response::builder().content_type("text/css").header("Cache-Control", "max-age=3600").body(docs::STYLE)
}

/// What a code means: the page that a problem's `type` names.
#[handler]
fn problem(request: &Request, Path(code): Path<String>) -> poem::Result<Response> {
    let lang = Lang::negotiate(request.header("accept-language"));
    let kind = super::kinds().find(|k| k.code == code).ok_or(poem::error::NotFoundError)?;
    Ok(html(docs::problem_page(kind, lang)).into_response())
}
