//! Good answers: what was created, what was done, what was read, a page. Each declares its headers.

use std::marker::PhantomData;

use poem::{IntoResponse, Response, http::StatusCode};
use poem_openapi::{
    ApiResponse, Object,
    registry::{MetaHeader, MetaMediaType, MetaResponse, MetaResponses, MetaSchemaRef, Registry},
    types::{ParseFromJSON, ToJSON, Type},
};
use serde_json::Value;

use super::{
    extract::{Acting, Changing, Creating},
    problem::STALE,
    refused::{Reads, Refused, Writes},
};
use crate::ground::{
    kernel::{Cursor, Facts, Refusal},
    platform::{Answer, Answered, CommitRecord, Db, Fault, Page, Stop, Work},
};

/// A representation with an address and a version.
pub trait Resource: ToJSON + Type + Send {
    /// Its path below the API, `/disbursements/…`.
    fn path(&self) -> String;
    /// Its entity tag, without quotes.
    fn tag(&self) -> String;
}

/// Says where a representation lives: `resource!(SiteView, "/sites")` for one with `id` and `etag`.
macro_rules! resource {
    ($t:ty, $base:literal) => {
        impl $crate::ground::wire::Resource for $t {
            fn path(&self) -> String {
                format!(concat!($base, "/{}"), self.id)
            }
            fn tag(&self) -> String {
                self.etag.clone()
            }
        }
    };
}
pub(crate) use resource;

/// Compares the caller's `If-Match` with the version that is locked now.
pub fn match_version(if_match: &str, current: impl ToString) -> Result<(), Stop> {
    let current = current.to_string();
    if if_match == current {
        return Ok(());
    }
    Err(Refusal::new(&STALE).facts(Facts::none().with("current", current).with("given", if_match)).into())
}

/// A representation as JSON. One that cannot be written is a fault: an empty answer would pass for a good one, and be kept.
fn json_of(view: &impl ToJSON) -> Result<Value, Fault> {
    view.to_json().ok_or_else(|| Fault::inconsistent("a representation without JSON"))
}

fn kept_answer<T: Resource>(status: u16, view: &T) -> Result<Answer, Fault> {
    Ok(Answer {
        status,
        etag: Some(format!("\"{}\"", view.tag())),
        location: matches!(status, 201 | 202).then(|| format!("/api/v1{}", view.path())),
        body: json_of(view)?,
    })
}

type ValueOf<W> = <<W as Work>::Record as CommitRecord>::Value;

impl Creating {
    /// Runs a use case that creates a resource, at most once under the caller's key.
    pub async fn run<W: Work, T: Resource>(
        &self,
        db: &Db,
        work: &W,
        view: impl Fn(&ValueOf<W>) -> T,
    ) -> Result<Created<T>, Refused<Writes>> {
        let answer = |value: &ValueOf<W>| kept_answer(if self.dry_run { 200 } else { 201 }, &view(value));
        let answered =
            if self.dry_run { db.dry_run(work, answer).await } else { db.write_once(&self.once, work, answer).await };
        Ok(Created(Kept { answered: answered?, dry_run: self.dry_run }, PhantomData))
    }

    /// Runs a use case that takes work in to be done later, at most once under the caller's key. `T` is what the operation answers
    /// where it is done at once.
    pub async fn defer<W: Work, T: Resource, J: Resource>(
        &self,
        db: &Db,
        work: &W,
        view: impl Fn(&ValueOf<W>) -> J,
    ) -> Result<Taken<T, J>, Refused<Writes>> {
        let answered = db.write_once(&self.once, work, |value| kept_answer(202, &view(value))).await;
        Ok(Taken(Kept { answered: answered?, dry_run: false }, PhantomData))
    }

    /// Runs one use case of a batch under its own key and gives the bare answer.
    pub async fn run_bare<W: Work, T: ToJSON + ParseFromJSON>(
        &self,
        db: &Db,
        work: &W,
        view: impl Fn(&ValueOf<W>) -> T,
    ) -> Result<T, Stop> {
        let bare = |body: Value| Answer { status: 200, etag: None, location: None, body };
        let answer = |value: &ValueOf<W>| json_of(&view(value)).map(bare);
        let answered =
            if self.dry_run { db.dry_run(work, answer).await } else { db.write_once(&self.once, work, answer).await };
        let kept = T::parse_from_json(Some(answered?.answer.body));
        Ok(kept.map_err(|e| Fault::inconsistent(format!("a kept answer: {}", e.into_message())))?)
    }
}

impl Acting {
    /// Runs a use case on an existing resource, at most once under the caller's key.
    pub async fn run<W: Work, T: Resource>(
        &self,
        db: &Db,
        work: &W,
        view: impl Fn(&ValueOf<W>) -> T,
    ) -> Result<Done<T>, Refused<Writes>> {
        let answer = |value: &ValueOf<W>| kept_answer(200, &view(value));
        let dry_run = self.creating.dry_run;
        let answered = if dry_run {
            db.dry_run(work, answer).await
        } else {
            db.write_once(&self.creating.once, work, answer).await
        };
        Ok(Done(Kept { answered: answered?, dry_run }, PhantomData))
    }
}

impl Changing {
    /// Runs a use case that changes a resource read at `If-Match`.
    pub async fn run<W: Work, T: Resource>(
        &self,
        db: &Db,
        work: &W,
        view: impl Fn(&ValueOf<W>) -> T,
    ) -> Result<Done<T>, Refused<Writes>> {
        let answer = |value: &ValueOf<W>| kept_answer(200, &view(value));
        let answered =
            if self.dry_run { db.dry_run(work, answer).await } else { db.write_answered(work, answer).await };
        Ok(Done(Kept { answered: answered?, dry_run: self.dry_run }, PhantomData))
    }
}

struct Kept {
    answered: Answered,
    dry_run: bool,
}

impl IntoResponse for Kept {
    fn into_response(self) -> Response {
        let Answer { status, etag, location, body } = self.answered.answer;
        let mut builder = Response::builder()
            .status(StatusCode::from_u16(status).unwrap_or_default())
            .content_type("application/json");
        for (name, value) in [("ETag", etag), ("Location", location)] {
            if let Some(value) = value {
                builder = builder.header(name, value);
            }
        }
        if self.answered.replayed {
            builder = builder.header("Idempotent-Replayed", "true");
        }
        if self.dry_run {
            builder = builder.header("Dry-Run", "true");
        }
        builder.body(body.to_string()).into_response()
    }
}

fn header(name: &str, required: bool, description: &str) -> MetaHeader {
    MetaHeader {
        name: name.into(),
        description: Some(description.into()),
        required,
        deprecated: false,
        schema: String::schema_ref(),
    }
}

fn tag_header() -> MetaHeader {
    header("ETag", true, "Version of the representation.")
}

fn json_answer(
    status: u16,
    description: &'static str,
    schema: MetaSchemaRef,
    headers: Vec<MetaHeader>,
) -> MetaResponse {
    let content = vec![MetaMediaType { content_type: "application/json", schema }];
    MetaResponse { description, status: Some(status), status_range: None, content, headers }
}

fn kept_headers() -> Vec<MetaHeader> {
    vec![
        tag_header(),
        header("Idempotent-Replayed", false, "true when this is the answer to an earlier request with the same key."),
        header("Dry-Run", false, "true when nothing was kept."),
    ]
}

/// 201: a resource was created (200 for a dry run).
pub struct Created<T>(Kept, PhantomData<T>);
/// 201: a resource was created; 202: a job was, which will create it (200 for a dry run).
pub struct Taken<T, J>(Kept, PhantomData<(T, J)>);
/// 200: an action was done; the resource as it is now.
pub struct Done<T>(Kept, PhantomData<T>);
/// 200: a resource as it is.
pub struct Read<T>(pub T);

impl<T: Send> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}
impl<T, J> From<Created<T>> for Taken<T, J> {
    fn from(created: Created<T>) -> Self {
        Self(created.0, PhantomData)
    }
}
impl<T: Send, J: Send> IntoResponse for Taken<T, J> {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}
impl<T: Send> IntoResponse for Done<T> {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}
impl<T: Resource> IntoResponse for Read<T> {
    fn into_response(self) -> Response {
        match kept_answer(200, &self.0) {
            Ok(answer) => Kept { answered: Answered { answer, replayed: false }, dry_run: false }.into_response(),
            Err(fault) => poem::Error::from(Refused::<Reads>::from(fault)).into_response(),
        }
    }
}

fn created_headers() -> Vec<MetaHeader> {
    let mut headers = kept_headers();
    headers.push(header("Location", true, "Path of the resource."));
    headers
}

impl<T: Resource> ApiResponse for Created<T> {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: vec![
                json_answer(200, "Dry run: what would be created", T::schema_ref(), kept_headers()),
                json_answer(201, "Created", T::schema_ref(), created_headers()),
            ],
        }
    }
    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}
impl<T: Resource, J: Resource> ApiResponse for Taken<T, J> {
    fn meta() -> MetaResponses {
        let MetaResponses { mut responses } = Created::<T>::meta();
        responses.push(json_answer(202, "Taken in as a job, to be done later", J::schema_ref(), created_headers()));
        MetaResponses { responses }
    }
    fn register(registry: &mut Registry) {
        T::register(registry);
        J::register(registry);
    }
}
impl<T: Resource> ApiResponse for Done<T> {
    fn meta() -> MetaResponses {
        MetaResponses { responses: vec![json_answer(200, "Done", T::schema_ref(), kept_headers())] }
    }
    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}
impl<T: Resource> ApiResponse for Read<T> {
    fn meta() -> MetaResponses {
        MetaResponses { responses: vec![json_answer(200, "As it is", T::schema_ref(), vec![tag_header()])] }
    }
    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

/// One page of a list.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PageOf<T: ParseFromJSON + ToJSON + Type + Send + Sync> {
    /// The rows.
    pub items: Vec<T>,
    /// Send it as `cursor` to get the next page; absent on the last.
    pub next_cursor: Option<Cursor>,
    /// With `count=true`: how many rows in all, up to 10,000.
    pub total: Option<u64>,
}

impl<T: ParseFromJSON + ToJSON + Type + Send + Sync> From<Page<T>> for PageOf<T> {
    fn from(page: Page<T>) -> Self {
        Self { items: page.items, next_cursor: page.next, total: page.total }
    }
}
