//! Every free text of the served document: one that is kept in clear refuses the numbers by which somebody is found, in whichever body it
//! stands; every other one is named in `free_texts.csv`, with why.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::number;
use crate::support::money::text;

const MOBILE: &str = "13977700961";

/// A text of the document: where it stands, and a body that says it there.
struct Field {
    name: String,
    format: Option<String>,
    pointer: String,
    body: Value,
}

/// The document, and what of it was found.
struct Walk<'a> {
    schemas: &'a Value,
    found: Vec<Field>,
}

impl<'a> Walk<'a> {
    /// The schema that this one is, and its name where it has one.
    fn followed(&self, schema: &'a Value) -> (&'a Value, Option<&'a str>) {
        let place = schema["$ref"].as_str().or_else(|| schema["allOf"][0]["$ref"].as_str());
        match place.and_then(|place| place.rsplit('/').next()) {
            Some(name) => (&self.schemas[name], Some(name)),
            None => (schema, None),
        }
    }

    /// Every text in a body of this schema. `around` makes a whole body of the part.
    fn look(&mut self, schema: &'a Value, (name, pointer): (&str, &str), around: &dyn Fn(Value) -> Value) {
        let (schema, called) = self.followed(schema);
        let name = called.unwrap_or(name);
        if schema["type"] == "array" {
            let inside = |part: Value| around(json!([part]));
            return self.look(&schema["items"], (name, &format!("{pointer}/0")), &inside);
        }
        if schema["type"] == "string" {
            let is_text = schema["pattern"].as_str().is_some_and(|p| p.starts_with("^[^\\u0000"));
            if is_text {
                let format = schema["format"].as_str().map(str::to_owned);
                let body = around(json!("\u{1f50d}"));
                self.found.push(Field { name: name.into(), format, pointer: pointer.into(), body });
            }
            return;
        }
        for (property, part) in schema["properties"].as_object().into_iter().flatten() {
            // A body inside itself says nothing new.
            if pointer.matches('/').count() > 6 {
                continue;
            }
            let owner = name.split('.').next().unwrap_or_default();
            let inside = |part: Value| around(json!({property: part}));
            self.look(part, (&format!("{owner}.{property}"), &format!("{pointer}/{property}")), &inside);
        }
    }
}

/// The same body with this text in the place that was left for it.
fn saying(field: &Field, said: &str) -> Value {
    serde_json::from_str(&field.body.to_string().replace('\u{1f50d}', said)).expect("a body")
}

/// Whether an answer tells that this place bears a number, and repeats nothing.
fn tells(problem: &Value, pointer: &str, said: &str) -> bool {
    let errors = problem["errors"].as_array().into_iter().flatten();
    let mut told = errors.filter(|e| e["pointer"] == pointer).map(|e| text(e, "code"));
    told.any(|code| code == "text.bears_number") && !problem.to_string().contains(said)
}

engines! {
    /// A walk over the whole document: every body, every text of it.
    async fn every_free_text_refuses_numbers_or_says_why_not(app) {
        let document = app.get("//openapi.json").send().await.ok(200);
        let officer = app.who("asset_officer").await;
        let kept = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/people/free_texts.csv")).unwrap();
        let mut excepted: BTreeMap<&str, bool> =
            kept.lines().skip(1).map(|line| (line.split(',').next().unwrap(), false)).collect();
        let (mut untold, mut silent, mut asked) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
                let mut walk = Walk { schemas: &document["components"]["schemas"], found: Vec::new() };
                walk.look(schema, ("body", ""), &|part| part);
                for field in walk.found {
                    let last = format!("*.{}", field.name.rsplit('.').next().unwrap());
                    let said = match field.format.as_deref() {
                        Some("no-personal-number") => format!("张某 {MOBILE} {}", number(961)),
                        Some("nobodys-number") => number(961),
                        _ => {
                            let named = [field.name.as_str(), last.as_str()].into_iter().find(|n| excepted.contains_key(n));
                            match named.and_then(|n| excepted.get_mut(n)) {
                                Some(used) => *used = true,
                                None => drop(untold.insert(field.name)),
                            }
                            continue;
                        }
                    };
                    // Each schema once: what refuses is its own.
                    if !asked.insert(format!("{} {}", field.name, field.pointer)) {
                        continue;
                    }
                    let place = path.replace("{id}", "01890a5d-ac96-774b-bcce-b302099a8057").replace("{serial}", "1");
                    let call = if method == "patch" { app.patch(&place) } else { app.post(&place) };
                    let reply = call.by(&officer).at("1").json(saying(&field, &said)).send().await;
                    if reply.status.as_u16() != 400 || !tells(&reply.body, &field.pointer, &said) {
                        silent.insert(format!("{method} {path} {}: {:#}", field.pointer, reply.body));
                    }
                }
            }
        }
        assert_eq!(untold, BTreeSet::new(), "free texts of which nobody says whether a number may stand in them");
        assert_eq!(silent, BTreeSet::new(), "free texts that take a number");
        assert!(asked.len() > 150, "{} were asked", asked.len());
        let unused: Vec<_> = excepted.iter().filter(|(_, used)| !**used).map(|(name, _)| *name).collect();
        assert_eq!(unused, Vec::<&str>::new(), "of no text any more");
    }
}
