//! Extractors: what an operation is told of its caller. Their types also write the document (see [`super::marks`]).

use std::{collections::BTreeMap, marker::PhantomData};

use poem::{Request, RequestBody, Result};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaMediaType, MetaRequest, MetaSecurityScheme, Registry},
    types::{ParseFromJSON, Type},
};
use serde_json::{Map, Value};

use super::{
    gate::{Admitted, SESSION_COOKIE, malformed_at, unexpected},
    marks::Mark,
    refused::{Reads, Refused},
};
use crate::ground::{
    authority::{Actor, Holder, Principal, RequestContext},
    kernel::{Cursor, Digest, ExternalRef, FieldError, Instant, Lang, Words as _},
    platform::{Listing, Once, Sort, Stop},
};

fn admitted(request: &Request) -> Result<&Admitted> {
    request.data::<Admitted>().ok_or_else(|| broken("no gate before this operation"))
}

fn broken(what: &str) -> poem::Error {
    Refused::<Reads>::from(unexpected(&poem::Error::from_string(what, poem::http::StatusCode::INTERNAL_SERVER_ERROR)))
        .into()
}

fn login(request: &Request) -> Result<(&Admitted, Holder)> {
    let admitted = admitted(request)?;
    let holder = admitted.holder.clone().ok_or_else(|| broken("no login at this operation"))?;
    Ok((admitted, holder))
}

fn scheme(
    registry: &mut Registry,
    name: &'static str,
    ty: &'static str,
    rest: (Option<&'static str>, Option<&'static str>, Option<&'static str>),
) {
    let (name_in_request, key_in, http_scheme) = rest;
    registry.create_security_scheme(
        name,
        MetaSecurityScheme {
            ty,
            description: None,
            name: name_in_request,
            key_in,
            scheme: http_scheme,
            bearer_format: None,
            flows: None,
            openid_connect_url: None,
        },
    );
}

fn register_login(registry: &mut Registry) {
    scheme(registry, "bearer", "http", (None, None, Some("bearer")));
    scheme(registry, "session", "apiKey", (Some(SESSION_COOKIE), Some("cookie"), None));
}

/// Implements the extractor side that documents itself by marks.
macro_rules! marked {
    ([$($generics:tt)*] $t:ty, $marks:expr, $read:expr) => {
        impl<'a, $($generics)*> ApiExtractor<'a> for $t {
            const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];
            type ParamType = ();
            type ParamRawType = ();
            fn register(registry: &mut Registry) {
                register_login(registry);
            }
            fn security_schemes() -> Vec<&'static str> {
                $marks
            }
            async fn from_request(request: &'a Request, _body: &mut RequestBody, _options: ExtractParamOptions<()>) -> Result<Self> {
                let read: fn(&Request) -> Result<Self> = $read;
                read(request)
            }
        }
    };
}

fn with_login(more: &[&'static str]) -> Vec<&'static str> {
    Mark::LOGIN.iter().chain(more).copied().collect()
}

/// A caller who reads.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Who, with today's grants.
    pub holder: Holder,
    /// Language of human text.
    pub lang: Lang,
    /// The civil instant of the request.
    pub now: Instant,
}
marked!([] Caller, with_login(&[]), |request| {
    let (admitted, holder) = login(request)?;
    Ok(Self { holder, lang: admitted.lang, now: admitted.now })
});

/// A caller who creates something: `Idempotency-Key`, and `dry_run`.
#[derive(Debug, Clone)]
pub struct Creating {
    /// Who.
    pub actor: Actor,
    /// With which rights.
    pub holder: Holder,
    /// Language of human text.
    pub lang: Lang,
    pub(super) once: Once,
    pub(super) dry_run: bool,
}

fn creating(request: &Request) -> Result<Creating> {
    let (admitted, holder) = login(request)?;
    let actor = holder.actor().clone();
    let once = once_of(admitted, actor.principal.to_string());
    Ok(Creating {
        actor,
        holder,
        lang: admitted.lang,
        once,
        dry_run: admitted.query.get("dry_run") == Some(&Value::Bool(true)),
    })
}

/// A dry run may come without a key: nothing is kept under one then.
fn once_of(admitted: &Admitted, principal: String) -> Once {
    Once {
        principal,
        operation: admitted.operation.clone(),
        key: admitted.key.clone().unwrap_or_default(),
        request: admitted.request,
    }
}
marked!([] Creating, with_login(&[Mark::KEYED]), creating);

/// A caller who creates something that may take long: `Idempotency-Key`, `dry_run`, and `Prefer`.
#[derive(Debug, Clone)]
pub struct Deferring {
    /// Who creates, and with which rights.
    pub creating: Creating,
    /// Whether the caller would rather be answered 202 and have it done later (RFC 7240).
    pub later: bool,
}
marked!([] Deferring, with_login(&[Mark::KEYED, Mark::DEFERRABLE]), |request| {
    Ok(Self { creating: creating(request)?, later: prefers(request, "respond-async") })
});

/// Whether one of the caller's preferences has this name. What nobody knows of them is passed over, as RFC 7240 says.
fn prefers(request: &Request, name: &str) -> bool {
    let sent = request.headers().get_all("prefer").iter().filter_map(|value| value.to_str().ok());
    let mut names = sent.flat_map(|value| value.split(',')).filter_map(|one| one.split([';', '=']).next());
    names.any(|one| one.trim().eq_ignore_ascii_case(name))
}

impl Acting {
    /// The same act, with content that the gate did not read (an upload) made part of what its key stands for.
    #[must_use]
    pub fn about(self, content: &Digest) -> Self {
        Self { creating: self.creating.about(content), ..self }
    }

    /// Language of human text.
    pub const fn lang(&self) -> Lang {
        self.creating.lang
    }
}

impl Creating {
    /// The same command, with content that the gate did not read (an upload) made part of what its key stands for.
    #[must_use]
    pub fn about(mut self, content: &Digest) -> Self {
        self.once.request = Digest::of(format!("{} {content}", self.once.request).as_bytes());
        self
    }

    /// Whether nothing is to be kept.
    pub const fn is_dry_run(&self) -> bool {
        self.dry_run
    }

    /// The key of one item of a batch: each item takes effect at most once, in its own transaction.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        let mut item = self.clone();
        item.once.key = format!("{}#{index}", self.once.key);
        item
    }
}

/// A caller who acts on an existing resource: `Idempotency-Key`, `If-Match`, `dry_run`.
#[derive(Debug, Clone)]
pub struct Acting {
    /// Who.
    pub actor: Actor,
    /// The entity tag at which the resource was read, without quotes.
    pub if_match: String,
    pub(super) creating: Creating,
}
marked!([] Acting, with_login(&[Mark::KEYED, Mark::MATCHED]), |request| {
    let creating = creating(request)?;
    let if_match = admitted(request)?.if_match.clone().unwrap_or_default();
    Ok(Self { actor: creating.actor.clone(), if_match, creating })
});

/// A caller who changes or deletes a resource: `If-Match` (which forbids repetition by itself), `dry_run`.
#[derive(Debug, Clone)]
pub struct Changing {
    /// Who.
    pub actor: Actor,
    /// The entity tag at which the resource was read, without quotes.
    pub if_match: String,
    pub(super) dry_run: bool,
}
marked!([] Changing, with_login(&[Mark::MATCHED, Mark::PREVIEWED]), |request| {
    let (admitted, holder) = login(request)?;
    let dry_run = admitted.query.get("dry_run") == Some(&Value::Bool(true));
    Ok(Self { actor: holder.actor().clone(), if_match: admitted.if_match.clone().unwrap_or_default(), dry_run })
});

/// Somebody without login at a public operation.
#[derive(Debug, Clone)]
pub struct Stranger {
    /// The public principal.
    pub actor: Actor,
    /// The civil instant of the request.
    pub now: Instant,
}

impl<'a> poem::FromRequest<'a> for Stranger {
    async fn from_request(request: &'a Request, _body: &mut RequestBody) -> Result<Self> {
        let admitted = admitted(request)?;
        let context: RequestContext = admitted.context.clone();
        let actor = Actor::without_login(Principal::Public("api"), context);
        Ok(Self { actor, now: admitted.now })
    }
}

/// Somebody without login who files something at a public operation: `Idempotency-Key`, and `dry_run`.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// In which request.
    pub context: RequestContext,
    /// Whether everything is to be checked and nothing kept.
    pub dry_run: bool,
    once: Once,
}
marked!([] Visitor, vec![Mark::KEYED], |request| {
    let admitted = admitted(request)?;
    let dry_run = admitted.query.get("dry_run") == Some(&Value::Bool(true));
    Ok(Self { context: admitted.context.clone(), dry_run, once: once_of(admitted, String::new()) })
});

impl Visitor {
    /// The key under which the command takes effect at most once, of whoever the operation has recognised.
    #[must_use]
    pub fn once(&self, principal: String) -> Once {
        Once { principal, ..self.once.clone() }
    }
}

/// The media type under which a filter's schema travels into the raw document.
pub(super) const FILTER_MEDIA: &str = "x-list-filter";

/// The filter parameters of a list: an `Object` whose optional properties become query parameters.
pub trait Filter: ParseFromJSON + Type + Send + 'static {
    /// `list:<schema name>`, then `:sync` where the list has `updated_since` and tombstones, `:since` where nothing is ever deleted,
    /// `:external` where rows are found by the id another system gives them, `:unsorted` where there is one order only.
    const MARK: &'static str;
}

/// A caller who reads a list.
#[derive(Debug, Clone)]
pub struct Lister<F> {
    /// Who, with today's grants.
    pub holder: Holder,
    /// Paging and order.
    pub listing: Listing,
    /// The filters.
    pub filter: F,
    /// The one row another system calls so.
    pub external: Option<ExternalRef>,
    /// Language of human text.
    pub lang: Lang,
    /// The civil instant of the request.
    pub now: Instant,
    marker: PhantomData<F>,
}

/// A caller who takes a list out whole, as filtered.
#[derive(Debug, Clone)]
pub struct Exporter<F> {
    /// The filters.
    pub filter: F,
    /// The one row another system calls so.
    pub external: Option<ExternalRef>,
    /// Who takes it out, and how.
    pub takeout: Takeout,
}

/// Who takes a list out, and how.
#[derive(Debug, Clone)]
pub struct Takeout {
    /// Who, with today's grants.
    pub holder: Holder,
    /// Order.
    pub listing: Listing,
    /// `csv` or `xlsx`.
    pub format: String,
    /// The civil instant of the request.
    pub now: Instant,
}

impl<'a, F: Filter> ApiExtractor<'a> for Exporter<F> {
    const TYPES: &'static [ApiExtractorType] = Lister::<F>::TYPES;
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        Lister::<F>::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        Lister::<F>::request_meta()
    }

    fn security_schemes() -> Vec<&'static str> {
        with_login(&[Mark::EXPORTED, F::MARK])
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        options: ExtractParamOptions<()>,
    ) -> Result<Self> {
        let Lister { holder, listing, filter, external, now, .. } =
            Lister::from_request(request, body, options).await?;
        let format = admitted(request)?.query.get("format").and_then(Value::as_str).unwrap_or("csv").to_owned();
        Ok(Self { filter, external, takeout: Takeout { holder, listing, format, now } })
    }
}

impl<'a, F: Filter> ApiExtractor<'a> for Lister<F> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme, ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        register_login(registry);
        F::register(registry);
    }

    /// Holds the filter's schema in the raw document, which drops what no operation refers to.
    fn request_meta() -> Option<MetaRequest> {
        let content = vec![MetaMediaType { content_type: FILTER_MEDIA, schema: F::schema_ref() }];
        Some(MetaRequest { description: None, content, required: false })
    }

    fn security_schemes() -> Vec<&'static str> {
        with_login(&[F::MARK])
    }

    async fn from_request(
        request: &'a Request,
        _body: &mut RequestBody,
        _options: ExtractParamOptions<()>,
    ) -> Result<Self> {
        let (admitted, holder) = login(request)?;
        let mut query = admitted.query.clone();
        let list = list_of(request.uri().path(), &query);
        let (listing, external) = listing_of(&mut query, list).map_err(misread)?;
        let filter =
            F::parse_from_json(Some(Value::Object(query.clone()))).map_err(|_| misread(faulty::<F>(&query)))?;
        Ok(Self { holder, listing, filter, external, lang: admitted.lang, now: admitted.now, marker: PhantomData })
    }
}

/// A query that the document let through and our types do not take.
fn misread(errors: Vec<FieldError>) -> poem::Error {
    Refused::<Reads>::from(Stop::from(malformed_at(errors))).into()
}

fn not_read(name: &str) -> FieldError {
    FieldError::new(format!("query:{name}"), "format", "值的格式有误。", "The value is not of the published form.")
}

/// Which list a query asks for, whatever page of it: its address, order and filters. No secret: a cursor that is made up is of the
/// published form and opens nothing that the list itself does not.
fn list_of(path: &str, query: &Map<String, Value>) -> u64 {
    let paging = ["limit", "cursor", "count"];
    let asked: BTreeMap<&String, &Value> = query.iter().filter(|(name, _)| !paging.contains(&name.as_str())).collect();
    let named = asked.into_iter().map(|(name, value)| format!("\n{name}={value}"));
    let digest = Digest::of(format!("{path}{}", named.collect::<String>()).as_bytes());
    digest.bytes().iter().take(8).fold(0, |list, byte| (list << 8) | u64::from(*byte))
}

/// The cursor of another list: what it would show is no page of this one.
fn of_another_list() -> FieldError {
    FieldError::new(
        "query:cursor",
        "cursor.other_list",
        "此翻页位置属于另一次查询（列表、排序或筛选条件不同）；请用原来的条件继续翻页，或去掉翻页位置，从第一页查起。",
        "This cursor is of another list, order or filter: go on with those it was made for, or leave it out to begin anew.",
    )
}

/// Paging, order and the other system's name, taken out of the query; or what cannot be read of them.
fn listing_of(query: &mut Map<String, Value>, list: u64) -> Result<(Listing, Option<ExternalRef>), Vec<FieldError>> {
    let flag = |name: &str| query.get(name) == Some(&Value::Bool(true));
    let (include_deleted, count) = (flag("include_deleted"), flag("count"));
    let limit = query.get("limit").and_then(Value::as_u64).unwrap_or(Listing::default().limit);
    let mut text = |name: &str| query.remove(name).and_then(|v| v.as_str().map(str::to_owned));
    let mut errors = Vec::new();
    let mut read = |name: &str, fits: bool| {
        if !fits {
            errors.push(not_read(name));
        }
    };
    let given = text("cursor");
    let cursor = given.as_deref().and_then(Cursor::decode);
    read("cursor", given.is_none() || cursor.is_some());
    let given = text("sort");
    let sort = given.as_deref().map_or(Some(Sort::Newest), Sort::from_word);
    read("sort", sort.is_some());
    let given = text("updated_since");
    let updated_since = given.as_deref().and_then(|t| t.parse().ok());
    read("updated_since", given.is_none() || updated_since.is_some());
    let (system, id) = (text("external_system"), text("external_id"));
    // One without the other names nothing.
    read("external_system", system.is_some() || id.is_none());
    read("external_id", id.is_some() || system.is_none());
    let external = system.zip(id).map(|(system, id)| ExternalRef { system, id });
    let sort = sort.unwrap_or(Sort::Newest);
    if cursor.is_some_and(|cursor| cursor.list != list) {
        errors.push(of_another_list());
    }
    let listing = Listing { limit, cursor, list, sort, updated_since, include_deleted, count };
    if errors.is_empty() { Ok((listing, external)) } else { Err(errors) }
}

/// Which of the filters cannot be read: all are optional, so that each is tried alone.
fn faulty<F: Filter>(query: &Map<String, Value>) -> Vec<FieldError> {
    let alone = |name: &str, value: &Value| Value::Object(Map::from_iter([(name.to_owned(), value.clone())]));
    let bad = query.iter().filter(|(name, value)| F::parse_from_json(Some(alone(name, value))).is_err());
    bad.map(|(name, _)| not_read(name)).collect()
}
