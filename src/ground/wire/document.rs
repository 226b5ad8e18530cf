//! The published document: puts right what poem-openapi writes wrongly and adds what the types in the signatures say.
//! The one place; used by `/openapi.json`, by `steward openapi` and by the gate that checks requests against it.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{extract::FILTER_MEDIA, marks::Mark, types::TEXT_PATTERN};
use crate::ground::{
    authority::{Who, action},
    kernel::Cursor,
};

/// On a header that must be sent unless `dry_run=true`: JSON Schema cannot say what hangs on another parameter, the gate reads this.
pub(super) const UNLESS_DRY_RUN: &str = "x-required-unless-dry-run";
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Finishes the text that poem-openapi made.
pub fn finish(spec: &str) -> Value {
    let mut document: Value = serde_json::from_str(spec).unwrap_or_default();
    document["openapi"] = json!("3.0.3");
    plain_media_types(&mut document);
    let schemas = document["components"]["schemas"].clone();
    let mut filters = BTreeSet::new();
    for operation in operations(&mut document) {
        let marks = take_marks(operation);
        if operation["requestBody"]["content"].get(FILTER_MEDIA).is_some()
            && let Some(fields) = operation.as_object_mut()
        {
            fields.remove("requestBody");
        }
        mark_security(operation, &marks);
        for mark in &marks {
            add_parameters(operation, (mark, marks.contains(&Mark::Exported)), &schemas, &mut filters);
        }
        add_not_modified(operation);
        headers_in_title_case(operation);
    }
    for filter in &filters {
        if let Some(schemas) = document["components"]["schemas"].as_object_mut() {
            schemas.remove(filter);
        }
    }
    remove_mark_schemes(&mut document);
    close_inputs(&mut document);
    document
}

fn operations(document: &mut Value) -> impl Iterator<Item = &mut Value> {
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    paths.flat_map(|(_, item)| {
        item.as_object_mut().into_iter().flatten().filter(|(m, _)| METHODS.contains(&m.as_str())).map(|(_, o)| o)
    })
}

/// What a number's own type does not take is refused as any other number out of its range is: with the figure and the bound.
fn bound(fields: &mut Map<String, Value>) {
    let format = fields.get("format").and_then(Value::as_str).unwrap_or_default();
    let (least, most) = match format {
        "int32" => (json!(i32::MIN), json!(i32::MAX)),
        "int64" => (json!(i64::MIN), json!(i64::MAX)),
        "uint8" => (json!(0), json!(u8::MAX)),
        "uint16" => (json!(0), json!(u16::MAX)),
        "uint32" => (json!(0), json!(u32::MAX)),
        "uint64" => (json!(0), json!(i64::MAX)),
        _ => return,
    };
    if format.starts_with("uint") {
        fields.remove("format");
    }
    fields.entry("minimum").or_insert(least);
    fields.entry("maximum").or_insert(most);
}

/// `application/json; charset=utf-8` is not a key that clients look up.
fn plain_media_types(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (key, plain) in
                [("application/json; charset=utf-8", "application/json"), ("text/plain; charset=utf-8", "text/plain")]
            {
                if let Some(content) = fields.remove(key) {
                    fields.insert(plain.into(), content);
                }
            }
            bound(fields);
            fields.values_mut().for_each(plain_media_types);
        }
        Value::Array(items) => items.iter_mut().for_each(plain_media_types),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The extractors of an operation name marks among its security schemes; they are read here and taken out.
fn take_marks(operation: &mut Value) -> Vec<Mark> {
    let named = operation.as_object_mut().and_then(|o| o.remove("security")).unwrap_or_default();
    let names = named
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|s| s.as_object().into_iter().flatten().map(|(n, _)| n.clone()));
    names.filter_map(|name| Mark::from_scheme(&name)).collect()
}

fn mark_security(operation: &mut Value, marks: &[Mark]) {
    let public = !marks.contains(&Mark::Login);
    operation["security"] = if public { json!([]) } else { json!([{"bearer": []}, {"session": []}]) };
    if public {
        operation["x-public"] = json!(true);
    }
    let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
    if let Some(action) = action::of_operation(&id) {
        operation["x-action"] = json!(action.name);
        if let Who::Roles(roles) = action.who {
            operation["x-roles"] = json!(roles.iter().map(ToString::to_string).collect::<Vec<_>>());
        }
    }
}

fn parameter(name: &str, place: &str, required: bool, schema: Value, description: &str) -> Value {
    json!({"name": name, "in": place, "required": required, "schema": schema, "description": description})
}

/// What only a list that comes in pages is asked.
fn is_of_pages(parameter: &Value) -> bool {
    ["limit", "cursor", "count"].iter().any(|name| parameter["name"] == *name)
}

fn add_parameters(
    operation: &mut Value,
    (mark, exported): (&Mark, bool),
    schemas: &Value,
    filters: &mut BTreeSet<String>,
) {
    let mut added = Vec::new();
    // In quotes or without; what stands between them is not empty.
    let key = || json!({"type": "string", "minLength": 1, "maxLength": 128, "pattern": r#"^"?[\x21\x23-\x7e]+"?$"#});
    match mark {
        Mark::Login => {}
        Mark::Keyed => {
            let told = "Your own name for this request; kept at least 90 days. Required unless dry_run=true, which keeps nothing.";
            let mut named = parameter("Idempotency-Key", "header", false, key(), told);
            named[UNLESS_DRY_RUN] = json!(true);
            added.push(named);
            added.push(dry_run());
        }
        Mark::Deferrable => added.push(parameter(
            "Prefer",
            "header",
            false,
            json!({"type": "string", "maxLength": 200}),
            "respond-async (RFC 7240): answer 202 and do it as a job.",
        )),
        Mark::Matched => {
            let tag = json!({"type": "string", "minLength": 3, "maxLength": 80, "pattern": "^\"[0-9A-Za-z-]+\"$"});
            added.push(parameter("If-Match", "header", true, tag, "The ETag at which the resource was read."));
        }
        Mark::Previewed => added.push(dry_run()),
        Mark::Exported => added.push(parameter(
            "format",
            "query",
            false,
            json!({"type": "string", "enum": ["csv", "xlsx"], "default": "csv"}),
            "How the table is written.",
        )),
        Mark::Listed { filter, since, tombstones, sorted, external } => {
            added.extend(list_parameters(*sorted).into_iter().filter(|p| !exported || !is_of_pages(p)));
            added.extend(sync_parameters(*since, *tombstones));
            added.extend(if *external { external_parameters() } else { Vec::new() });
            added.extend(filter_parameters(&schemas[filter.as_str()]));
            filters.insert(filter.clone());
        }
    }
    if !added.is_empty() {
        let parameters = operation.as_object_mut().map(|o| o.entry("parameters").or_insert_with(|| json!([])));
        if let Some(Value::Array(parameters)) = parameters {
            parameters.extend(added);
        }
    }
}

fn dry_run() -> Value {
    parameter(
        "dry_run",
        "query",
        false,
        json!({"type": "boolean", "default": false}),
        "Check and compute everything, keep nothing.",
    )
}

fn list_parameters(sorted: bool) -> Vec<Value> {
    let mut added = vec![
        parameter(
            "limit",
            "query",
            false,
            json!({"type": "integer", "minimum": 1, "maximum": 200, "default": 50}),
            "Rows a page.",
        ),
        parameter(
            "cursor",
            "query",
            false,
            json!({"type": "string", "pattern": Cursor::PATTERN}),
            "next_cursor of the page before; order and filters stay as they were.",
        ),
        parameter(
            "count",
            "query",
            false,
            json!({"type": "boolean", "default": false}),
            "Also answer total, up to 10,000.",
        ),
    ];
    if sorted {
        added.push(parameter(
            "sort",
            "query",
            false,
            json!({"type": "string", "enum": ["newest", "oldest"], "default": "newest"}),
            "Order of creation.",
        ));
    }
    added
}

fn sync_parameters(since: bool, tombstones: bool) -> Vec<Value> {
    let mut added = Vec::new();
    if since {
        let instant = json!({"type": "string", "pattern": crate::ground::kernel::Instant::PATTERN});
        let since =
            "Only rows changed since, ordered by change; rows younger than five seconds are left for the next call.";
        added.push(parameter("updated_since", "query", false, instant, since));
    }
    if tombstones {
        added.push(parameter(
            "include_deleted",
            "query",
            false,
            json!({"type": "boolean", "default": false}),
            "Tombstones too.",
        ));
    }
    added
}

fn external_parameters() -> Vec<Value> {
    let text = json!({"type": "string", "minLength": 1, "maxLength": 64, "pattern": TEXT_PATTERN});
    let both = "Together with external_id: the one row another system calls so.";
    vec![
        parameter("external_system", "query", false, text.clone(), both),
        parameter("external_id", "query", false, text, "Together with external_system."),
    ]
}

/// The properties of a filter type, as query parameters.
fn filter_parameters(schema: &Value) -> Vec<Value> {
    let properties = schema["properties"].as_object().into_iter().flatten();
    properties
        .map(|(name, property)| {
            let description = property["description"].as_str().unwrap_or_default().to_owned();
            parameter(name, "query", false, without_description(property), &description)
        })
        .collect()
}

fn without_description(property: &Value) -> Value {
    let mut property = property.clone();
    if let Some(fields) = property.as_object_mut() {
        fields.remove("description");
        // A reference with a description stands as allOf with one member.
        if let Some(Value::Array(all)) = fields.get("allOf")
            && let [only] = all.as_slice()
        {
            return only.clone();
        }
    }
    property
}

fn add_not_modified(operation: &mut Value) {
    if operation["responses"]["200"]["headers"].get("ETAG").is_some() && operation.get("requestBody").is_none() {
        operation["responses"]["304"] = json!({"description": "Not changed since If-None-Match"});
        let tag = json!({"type": "string", "maxLength": 200});
        let again =
            parameter("If-None-Match", "header", false, tag, "Answer 304 when the resource still has this ETag.");
        if let Some(Value::Array(parameters)) = operation.get_mut("parameters") {
            parameters.push(again);
        }
    }
}

fn headers_in_title_case(operation: &mut Value) {
    for (_, response) in operation["responses"].as_object_mut().into_iter().flatten() {
        if let Some(headers) = response.get_mut("headers").and_then(Value::as_object_mut) {
            *headers = std::mem::take(headers)
                .into_iter()
                .map(|(name, value)| (title_case(&name), value))
                .collect::<Map<_, _>>();
        }
    }
}

fn title_case(name: &str) -> String {
    if name.eq_ignore_ascii_case("etag") {
        return "ETag".into();
    }
    let word = |w: &str| {
        w.chars()
            .enumerate()
            .map(|(i, c)| if i == 0 { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() })
            .collect::<String>()
    };
    name.split('-').map(word).collect::<Vec<_>>().join("-")
}

fn remove_mark_schemes(document: &mut Value) {
    if let Some(schemes) = document["components"]["securitySchemes"].as_object_mut() {
        schemes.retain(|name, _| Mark::from_scheme(name).is_none_or(|m| m == Mark::Login));
    }
}

/// Every object that a request body can reach refuses unknown fields and takes null for not given.
fn close_inputs(document: &mut Value) {
    let mut todo = Vec::new();
    let bodies: Vec<Value> = operations(document).map(|o| o["requestBody"].clone()).collect();
    bodies.iter().for_each(|body| references(body, &mut todo));
    let mut seen = BTreeSet::new();
    while let Some(name) = todo.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        let schema = &mut document["components"]["schemas"][name.as_str()];
        references(schema, &mut todo);
        if schema["type"] == "object" && schema.get("properties").is_some() {
            schema["additionalProperties"] = json!(false);
            let required: BTreeSet<String> = schema["required"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|n| n.as_str().map(str::to_owned))
                .collect();
            for (name, property) in schema["properties"].as_object_mut().into_iter().flatten() {
                if !required.contains(name) {
                    allow_null(property);
                }
            }
        }
    }
}

fn allow_null(property: &mut Value) {
    if let Some(reference) = property.get("$ref").cloned() {
        *property = json!({"allOf": [{"$ref": reference}]});
    }
    property["nullable"] = json!(true);
}

fn references(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(reference) = fields.get("$ref").and_then(Value::as_str) {
                out.push(reference.rsplit('/').next().unwrap_or(reference).to_owned());
            }
            fields.values().for_each(|v| references(v, out));
        }
        Value::Array(items) => items.iter().for_each(|v| references(v, out)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
