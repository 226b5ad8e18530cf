//! Bodies that the document would take, made from its schemas alone.

use serde_json::{Map, Value, json};

use super::document::Document;

/// Texts that are tried on a schema one after the other; the first that it takes is its sample.
const SAMPLES: &[&str] = &["示例", "1.00", "2130504", "2023-03-01", "1.0000", "2023-02", "62170000", "sample"];

/// Where in a body something refers to an object: names of properties, from the outside in.
pub type Place = Vec<String>;

/// Says of which region a body is to be, and which objects there are to refer to.
pub struct Filling<'a> {
    pub document: &'a Document,
    pub region: &'a str,
    /// The id for a property of this name.
    pub id: &'a dyn Fn(&str) -> Result<String, String>,
}

/// The part of `allOf` that says what it is; the others only describe it.
fn one_of_all(schema: &Value) -> &Value {
    schema["allOf"].as_array().and_then(|parts| parts.first()).unwrap_or(schema)
}

fn names(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// The first sample that the schema takes.
fn sample(name: &str, schema: &Value) -> Result<Value, String> {
    let validator = jsonschema::options().should_validate_formats(true).build(schema).map_err(|e| e.to_string())?;
    let fits = SAMPLES.iter().map(|s| json!(s)).find(|s| validator.is_valid(s));
    fits.ok_or_else(|| format!("no sample for {name}: {schema}"))
}

impl Filling<'_> {
    /// A body with what is required and, where a place is named, with what leads there.
    pub fn body(&self, schema: &Value, way: Option<&[String]>) -> Result<Value, String> {
        self.value("", schema, way)
    }

    /// A value for the parameter of this name.
    pub fn parameter(&self, name: &str, schema: &Value) -> Result<Value, String> {
        self.value(name, schema, None)
    }

    fn value(&self, name: &str, schema: &Value, way: Option<&[String]>) -> Result<Value, String> {
        let schema = self.document.followed(one_of_all(self.document.followed(schema)));
        if let Some(first) = schema["enum"].as_array().and_then(|words| words.first()) {
            return Ok(first.clone());
        }
        match schema["type"].as_str() {
            Some("object") => self.object(schema, way),
            Some("array") => Ok(json!([self.value(name, &schema["items"], way)?])),
            Some("integer") => Ok(json!(schema["minimum"].as_f64().unwrap_or(1.0).round() as i64)),
            Some("boolean") => Ok(json!(false)),
            Some("string") if schema["format"] == "uuid" => Ok(json!((self.id)(name)?)),
            Some("string") if schema["format"] == "binary" => Ok(json!("%PDF-1.7")),
            Some("string") if name == "subject" => Ok(json!(format!("allocation:{}", (self.id)("allocation_id")?))),
            Some("string") if matches!(name, "region_code" | "origin_code") => Ok(json!(self.region)),
            Some("string") => sample(name, schema),
            _ => Err(format!("what is {name}: {schema}?")),
        }
    }

    fn object(&self, schema: &Value, way: Option<&[String]>) -> Result<Value, String> {
        let (next, rest) = way.and_then(|w| w.split_first()).map_or((None, None), |(n, r)| (Some(n.as_str()), Some(r)));
        let mut wanted: Vec<&str> = names(&schema["required"]).collect();
        if let Some(next) = next.filter(|n| !wanted.contains(n)) {
            wanted.push(next);
        }
        let mut body = Map::new();
        for name in wanted {
            let way = rest.filter(|_| next == Some(name));
            body.insert(name.to_owned(), self.value(name, &schema["properties"][name], way)?);
        }
        Ok(Value::Object(body))
    }
}

/// Every place of a body that holds the id of an object.
pub fn places(document: &Document, schema: &Value) -> Vec<Place> {
    let schema = document.followed(one_of_all(document.followed(schema)));
    match schema["type"].as_str() {
        Some("array") => places(document, &schema["items"]),
        Some("string") if schema["format"] == "uuid" => vec![Vec::new()],
        Some("object") => {
            let inner = schema["properties"].as_object().into_iter().flatten();
            let named = inner.flat_map(|(name, inner)| {
                places(document, inner).into_iter().map(|place| [vec![name.clone()], place].concat())
            });
            named.collect()
        }
        _ => Vec::new(),
    }
}

/// Puts a value at a place, in the first element of every list on the way.
pub fn put(body: &mut Value, place: &[String], value: &Value) {
    match (body, place.split_first()) {
        (Value::Array(items), _) => items.iter_mut().take(1).for_each(|item| put(item, place, value)),
        (Value::Object(fields), Some((name, rest))) => {
            fields.entry(name.clone()).and_modify(|inner| put(inner, rest, value));
        }
        (here, _) => *here = value.clone(),
    }
}
