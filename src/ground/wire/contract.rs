//! The contract at work: every request is held against the published document before anything else sees it, so that what the
//! document says is what the server does, and every fault of a request is named at once, by place.

use std::{collections::HashMap, sync::Arc};

use jsonschema::{
    Validator,
    error::{ValidationError, ValidationErrorKind},
};
use serde_json::{Map, Value, json};

use super::{
    document::UNLESS_DRY_RUN,
    json::escaped,
    types::{NUMBER, PLAIN, TEXT_PATTERN},
};
use crate::ground::kernel::{FieldError, bears_somebodys_number, is_somebodys_number};

/// Where the document keeps the schemas that several operations share.
const SHARED: &str = "#/components/schemas/";

/// One operation of the document.
pub struct Operation {
    /// `payments.disbursement.submit`.
    pub id: String,
    /// `POST /disbursements/{id}/submit`.
    pub template: String,
    /// No login needed.
    pub public: bool,
    /// Media types of its good answers.
    pub produces: Vec<String>,
    parameters: Vec<Parameter>,
    body: Option<Body>,
}

struct Parameter {
    name: String,
    place: Place,
    required: bool,
    /// Must be sent unless the request is a dry run.
    unless_dry_run: bool,
    kind: Kind,
    validator: Arc<Validator>,
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Place {
    Path,
    Query,
    Header,
}

#[derive(Clone, Copy)]
enum Kind {
    Text,
    Integer,
    Boolean,
}

/// How an operation reads its body.
pub struct Body {
    /// Its media type.
    pub media_type: String,
    validator: Option<Arc<Validator>>,
}

/// All operations, found by method and path.
pub struct Contract {
    routes: Vec<(Vec<String>, HashMap<String, Operation>)>,
}

impl Contract {
    /// From the finished document. A document that cannot be compiled is a programming error and stops the start.
    pub fn of(document: &Value) -> Result<Self, String> {
        let mut validators = Validators::over(to_json_schema(&document["components"]["schemas"]));
        let mut routes = Vec::new();
        for (path, item) in document["paths"].as_object().into_iter().flatten() {
            let mut methods = HashMap::new();
            for (method, operation) in item.as_object().into_iter().flatten() {
                let method = method.to_uppercase();
                methods.insert(method.clone(), Operation::of(&method, path, operation, &mut validators)?);
            }
            routes.push((path.trim_matches('/').split('/').map(str::to_owned).collect::<Vec<_>>(), methods));
        }
        // Literal segments before parameters: `/tasks/batch-decisions` is not a task's id.
        routes.sort_by_key(|(segments, _)| segments.iter().filter(|s| s.starts_with('{')).count());
        Ok(Self { routes })
    }

    /// The operation of a method and path below the prefix, or the methods that the path has.
    pub fn find(&self, method: &str, path: &str) -> Found<'_> {
        let method = if method == "HEAD" { "GET" } else { method };
        let segments: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
        let fits = |template: &[String]| {
            template.len() == segments.len()
                && template.iter().zip(&segments).all(|(t, s)| (t.starts_with('{') && !s.is_empty()) || t == s)
        };
        // A path that is written out stands before one with parameters: `/tasks/batch-decisions` is no task.
        let parameters = |template: &[String]| template.iter().filter(|t| t.starts_with('{')).count();
        let Some((template, methods)) = self.routes.iter().filter(|(t, _)| fits(t)).min_by_key(|(t, _)| parameters(t))
        else {
            return Found::Nothing;
        };
        if let Some(operation) = methods.get(method) {
            let values = template.iter().zip(&segments).filter(|(t, _)| t.starts_with('{'));
            let named = values.map(|(t, s)| (t.trim_matches(['{', '}']).to_owned(), (*s).to_owned()));
            return Found::Operation(operation, named.collect());
        }
        let mut allow: Vec<&str> = methods.keys().map(String::as_str).collect();
        if allow.contains(&"GET") {
            allow.push("HEAD");
        }
        allow.sort_unstable();
        Found::OtherMethods(allow.join(", "))
    }

    /// Every operation.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.routes.iter().flat_map(|(_, methods)| methods.values())
    }
}

/// What stands at a path.
pub enum Found<'a> {
    /// An operation, with the values of its path parameters.
    Operation(&'a Operation, Vec<(String, String)>),
    /// The path, with other methods: the value of `Allow`.
    OtherMethods(String),
    /// Nothing.
    Nothing,
}

impl Operation {
    fn of(method: &str, path: &str, operation: &Value, validators: &mut Validators) -> Result<Self, String> {
        let mut compile = |schema: &Value| validators.compile(schema).map_err(|e| format!("{method} {path}: {e}"));
        let mut parameters = Vec::new();
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let place = match parameter["in"].as_str() {
                Some("path") => Place::Path,
                Some("query") => Place::Query,
                Some("header") => Place::Header,
                _ => continue,
            };
            parameters.push(Parameter {
                name: parameter["name"].as_str().unwrap_or_default().into(),
                place,
                required: parameter["required"] == true,
                unless_dry_run: parameter[UNLESS_DRY_RUN] == true,
                kind: match parameter["schema"]["type"].as_str() {
                    Some("integer") => Kind::Integer,
                    Some("boolean") => Kind::Boolean,
                    _ => Kind::Text,
                },
                validator: compile(&parameter["schema"])?,
            });
        }
        let content = operation["requestBody"]["content"].as_object().and_then(|c| c.iter().next());
        let body = match content {
            Some((media_type, content)) if media_type != "multipart/form-data" => {
                Some(Body { media_type: media_type.clone(), validator: Some(compile(&content["schema"])?) })
            }
            Some((media_type, _)) => Some(Body { media_type: media_type.clone(), validator: None }),
            None => None,
        };
        let good =
            operation["responses"].as_object().into_iter().flatten().filter(|(status, _)| status.starts_with('2'));
        let produces =
            good.flat_map(|(_, r)| r["content"].as_object().into_iter().flatten().map(|(m, _)| m.clone())).collect();
        Ok(Self {
            id: operation["operationId"].as_str().unwrap_or_default().into(),
            template: format!("{method} {path}"),
            public: operation["x-public"] == true,
            produces,
            parameters,
            body,
        })
    }

    /// Its body, if it reads one.
    pub const fn body(&self) -> Option<&Body> {
        self.body.as_ref()
    }

    /// Whether this header must be sent.
    pub fn requires_header(&self, name: &str) -> bool {
        self.parameters.iter().any(|p| p.place == Place::Header && p.required && p.name.eq_ignore_ascii_case(name))
    }

    /// True when every path parameter has its form; a path that has not is 404.
    pub fn path_is_sane(&self, values: &[(String, String)]) -> bool {
        let of = |name: &str| self.parameters.iter().find(|p| p.place == Place::Path && p.name == name);
        values
            .iter()
            .all(|(name, value)| of(name).is_none_or(|p| p.typed(value).is_ok_and(|v| p.validator.is_valid(&v))))
    }

    /// The query as typed values, or its faults: unknown, doubled, malformed or missing parameters.
    pub fn read_query(&self, query: &str) -> Result<Map<String, Value>, Vec<FieldError>> {
        let mut values = Map::new();
        let mut errors = Vec::new();
        for (name, text) in form_urlencoded::parse(query.as_bytes()) {
            let place = format!("query:{name}");
            let Some(parameter) = self.parameters.iter().find(|p| p.place == Place::Query && p.name == name) else {
                errors.push(FieldError::new(
                    place,
                    "query.unknown",
                    "没有这个查询参数。",
                    "There is no such query parameter.",
                ));
                continue;
            };
            match parameter.read(&place, &text) {
                Ok(value) => {
                    if values.insert(name.into_owned(), value).is_some() {
                        errors.push(FieldError::new(
                            place,
                            "query.doubled",
                            "查询参数重复出现。",
                            "The query parameter stands twice.",
                        ));
                    }
                }
                Err(mut faults) => errors.append(&mut faults),
            }
        }
        for parameter in self.parameters.iter().filter(|p| p.place == Place::Query && p.required) {
            let place = format!("query:{}", parameter.name);
            let told = values.contains_key(&parameter.name) || errors.iter().any(|e| e.pointer == place);
            if !told {
                let en = "This query parameter is required.";
                errors.push(FieldError::new(place, "query.missing", "缺少此查询参数。", en));
            }
        }
        if errors.is_empty() { Ok(values) } else { Err(errors) }
    }

    /// The faults of the headers that the document names, apart from a missing `If-Match`. What keeps nothing may go without a key.
    pub fn header_faults(&self, header: impl Fn(&str) -> Vec<String>, dry_run: bool) -> Vec<FieldError> {
        let mut errors = Vec::new();
        for parameter in self.parameters.iter().filter(|p| p.place == Place::Header) {
            let place = format!("header:{}", parameter.name);
            match header(&parameter.name).as_slice() {
                [_, _, ..] if parameter.required || parameter.unless_dry_run => {
                    errors.push(FieldError::new(
                        place,
                        "header.doubled",
                        "请求头重复出现。",
                        "The header stands twice.",
                    ));
                }
                [text, ..] => errors.extend(parameter.read(&place, text).err().into_iter().flatten()),
                [] if parameter.is_missed(dry_run) => {
                    errors.push(FieldError::new(place, "header.missing", "缺少此请求头。", "This header is required."));
                }
                [] => {}
            }
        }
        errors
    }
}

impl Parameter {
    /// Whether its absence is a fault; that of `If-Match` has a status of its own.
    fn is_missed(&self, dry_run: bool) -> bool {
        (self.required && self.name != "If-Match") || (self.unless_dry_run && !dry_run)
    }

    fn typed(&self, text: &str) -> Result<Value, ()> {
        match self.kind {
            Kind::Text => Ok(Value::String(text.into())),
            Kind::Integer if text.bytes().all(|b| b.is_ascii_digit() || b == b'-') => {
                text.parse::<i64>().map(Value::from).map_err(|_| ())
            }
            Kind::Boolean => text.parse::<bool>().map(Value::Bool).map_err(|_| ()),
            Kind::Integer => Err(()),
        }
    }

    fn read(&self, place: &str, text: &str) -> Result<Value, Vec<FieldError>> {
        let value = self.typed(text).map_err(|()| vec![not_typed(place)])?;
        let faults: Vec<_> =
            faults_of(&self.validator, &value).map(|f| FieldError { pointer: place.into(), ..f }).collect();
        if faults.is_empty() { Ok(value) } else { Err(faults) }
    }
}

impl Body {
    /// Whether it is an upload, which is read by the operation itself.
    pub fn is_upload(&self) -> bool {
        self.media_type == "multipart/form-data"
    }

    /// Every fault of a body, by pointer.
    pub fn faults(&self, body: &Value) -> Vec<FieldError> {
        let mut faults: Vec<_> = self.validator.iter().flat_map(|v| faults_of(v, body)).collect();
        let mut places = Vec::new();
        fractions(body, "", &mut places);
        for place in places {
            if !faults.iter().any(|f| f.pointer == place) {
                faults.push(not_typed(&place));
            }
        }
        faults
    }
}

fn not_typed(pointer: &str) -> FieldError {
    FieldError::new(pointer, "type", "值的类型不符。", "The value is not of the published type.")
}

/// Where numbers with a fraction stand. The contract knows whole ones only; JSON Schema calls `2.0` a whole one, our types do not.
fn fractions(value: &Value, pointer: &str, places: &mut Vec<String>) {
    match value {
        Value::Number(number) if number.is_f64() => places.push(pointer.to_owned()),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(n, item)| fractions(item, &format!("{pointer}/{n}"), places));
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(name, v)| fractions(v, &format!("{pointer}/{}", escaped(name)), places));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Compiles each schema of the document once, with no more of the shared ones than it refers to: a compiled pattern is large, and
/// a document says the same of a thousand parameters.
struct Validators {
    shared: Value,
    known: HashMap<String, Arc<Validator>>,
}

impl Validators {
    fn over(shared: Value) -> Self {
        Self { shared, known: HashMap::new() }
    }

    fn compile(&mut self, schema: &Value) -> Result<Arc<Validator>, String> {
        let mut root = to_json_schema(schema);
        let key = root.to_string();
        if let Some(known) = self.known.get(&key) {
            return Ok(Arc::clone(known));
        }
        let mut reached = Map::new();
        self.reach(&root, &mut reached);
        if let Some(root) = root.as_object_mut().filter(|_| !reached.is_empty()) {
            root.insert("components".into(), json!({"schemas": reached}));
        }
        let validator = jsonschema::options()
            .should_validate_formats(true)
            .with_format(PLAIN, |text: &str| !bears_somebodys_number(text))
            .with_format(NUMBER, |text: &str| !is_somebodys_number(text))
            .build(&root)
            .map_err(|e| e.to_string())?;
        let validator = Arc::new(validator);
        self.known.insert(key, Arc::clone(&validator));
        Ok(validator)
    }

    /// Gathers the shared schemas that this one refers to, and those that they refer to.
    fn reach(&self, schema: &Value, reached: &mut Map<String, Value>) {
        match schema {
            Value::Object(fields) => {
                let named = fields.get("$ref").and_then(Value::as_str).and_then(|r| r.strip_prefix(SHARED));
                if let Some((name, found)) = named.and_then(|n| Some((n, self.shared.get(n)?)))
                    && !reached.contains_key(name)
                {
                    reached.insert(name.to_owned(), found.clone());
                    self.reach(found, reached);
                }
                fields.values().for_each(|v| self.reach(v, reached));
            }
            Value::Array(items) => items.iter().for_each(|v| self.reach(v, reached)),
            _ => {}
        }
    }
}

/// OpenAPI 3.0 says `nullable` where JSON Schema says `null` among the types.
fn to_json_schema(schema: &Value) -> Value {
    match schema {
        Value::Object(fields) => {
            let mut out: Map<String, Value> = fields.iter().map(|(k, v)| (k.clone(), to_json_schema(v))).collect();
            if out.remove("nullable") == Some(Value::Bool(true)) {
                return json!({"anyOf": [{"type": "null"}, out]});
            }
            Value::Object(out)
        }
        Value::Array(items) => Value::Array(items.iter().map(to_json_schema).collect()),
        other => other.clone(),
    }
}

fn faults_of<'a>(validator: &'a Validator, value: &'a Value) -> impl Iterator<Item = FieldError> + 'a {
    validator.iter_errors(value).flat_map(|error| {
        let pointer = error.instance_path().to_string();
        faults_in(&pointer, &error)
    })
}

/// A number as it was sent; one of as many digits as a phone has may be somebody's, and is told by its length.
fn sent(value: &Value) -> (String, String) {
    let text = value.to_string();
    match text.bytes().filter(u8::is_ascii_digit).count() {
        0..=10 => (text.clone(), text),
        digits => (format!("{digits} 位数"), format!("A number of {digits} digits")),
    }
}

/// A number beyond a bound, told with both. The document writes some whole bounds with a fraction of nothing.
fn beyond(pointer: &str, code: &'static str, (number, limit): (&Value, &Value)) -> Vec<FieldError> {
    let text = limit.to_string();
    let limit = text.strip_suffix(".0").unwrap_or(&text);
    let (zh, en) = if code == "minimum" { ("不得小于", "not below") } else { ("不得大于", "not above") };
    let (sent_zh, sent_en) = sent(number);
    let zh = format!("{sent_zh} 超出范围，{zh} {limit}。");
    vec![FieldError::new(pointer, code, zh, format!("{sent_en} is out of range: {en} {limit}."))]
}

fn faults_in(pointer: &str, error: &ValidationError<'_>) -> Vec<FieldError> {
    let one = |code, zh: String, en: String| vec![FieldError::new(pointer, code, zh, en)];
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let fault = |name: &String| {
                FieldError::new(
                    format!("{pointer}/{name}"),
                    "unknown_field",
                    "没有这个字段。",
                    "There is no such field.",
                )
            };
            unexpected.iter().map(fault).collect()
        }
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            vec![FieldError::new(format!("{pointer}/{name}"), "required", "缺少必填字段。", "This field is required.")]
        }
        ValidationErrorKind::AnyOf { context } => {
            // An optional field: the first way is null; what the other way says is what the caller wants to read.
            let inner: Vec<FieldError> = context
                .iter()
                .skip(1)
                .flatten()
                .flat_map(|e| faults_in(&e.instance_path().to_string(), e))
                .collect();
            if inner.is_empty() { vec![not_typed(pointer)] } else { inner }
        }
        ValidationErrorKind::Type { .. } => vec![not_typed(pointer)],
        ValidationErrorKind::Enum { options } => {
            one("enum", format!("只能是 {options} 之一。"), format!("Must be one of {options}."))
        }
        ValidationErrorKind::Pattern { pattern } if pattern == TEXT_PATTERN => one(
            "pattern",
            "不能为空白，也不能含有控制字符和看不见的字符（零宽字符、改变书写方向的符号）；从网页或文档粘贴的，请删去后手工录入。".into(),
            "Not blank, and without control characters and characters that nobody sees (of no width, or turning the order of others); type anew what was pasted.".into(),
        ),
        ValidationErrorKind::Pattern { pattern } => {
            one("pattern", format!("格式应符合 {pattern}。"), format!("Must match {pattern}."))
        }
        ValidationErrorKind::Format { format } if [PLAIN, NUMBER].contains(&format.as_str()) => one(
            "text.bears_number",
            "含有手机号码或公民身份号码；请删去，改填人员、姓名或联系电话字段（密封保存）。".into(),
            "It bears somebody's mobile or ID number; take it out, and use the fields for the person, name or phone, which are sealed.".into(),
        ),
        ValidationErrorKind::Format { format } => {
            one("format", format!("不是合法的 {format}。"), format!("Not a valid {format}."))
        }
        ValidationErrorKind::MinLength { limit } => {
            one("min_length", format!("至少 {limit} 个字符。"), format!("At least {limit} characters."))
        }
        ValidationErrorKind::MaxLength { limit } => {
            one("max_length", format!("至多 {limit} 个字符。"), format!("At most {limit} characters."))
        }
        ValidationErrorKind::MinItems { limit } => {
            one("min_items", format!("至少 {limit} 项。"), format!("At least {limit} items."))
        }
        ValidationErrorKind::MaxItems { limit } => {
            one("max_items", format!("至多 {limit} 项。"), format!("At most {limit} items."))
        }
        ValidationErrorKind::Minimum { limit } => beyond(pointer, "minimum", (error.instance().as_ref(), limit)),
        ValidationErrorKind::Maximum { limit } => beyond(pointer, "maximum", (error.instance().as_ref(), limit)),
        _ => one("schema", "不符合公布的格式。".into(), "Not of the published form.".into()),
    }
}
