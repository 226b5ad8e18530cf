//! The operations, as the server itself publishes them.

use serde_json::{Map, Value};

use crate::support::TestApp;

/// One operation.
pub struct Operation {
    /// `funds.split.propose`
    pub id: String,
    /// `POST`
    pub method: String,
    /// `/allocations/{id}/split`
    pub path: String,
    /// Who may; `None` where the document names no roles.
    pub roles: Option<Vec<String>>,
    /// Whether no login is asked.
    pub public: bool,
    pub parameters: Vec<Parameter>,
    /// Media type and schema of its body.
    pub body: Option<(String, Value)>,
}

/// One parameter.
pub struct Parameter {
    pub name: String,
    /// `path`, `query` or `header`
    pub place: String,
    pub required: bool,
    pub schema: Value,
}

/// The document.
pub struct Document {
    pub operations: Vec<Operation>,
    /// What `$ref` points into.
    pub schemas: Value,
}

fn words(value: &Value) -> Option<Vec<String>> {
    let words = value.as_array()?.iter().map(|w| w.as_str().expect("a word").to_owned());
    Some(words.collect())
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

impl Operation {
    fn read(path: &str, method: &str, stated: &Value) -> Self {
        let parameter = |p: &Value| Parameter {
            name: text(&p["name"]),
            place: text(&p["in"]),
            required: p["required"] == true,
            schema: p["schema"].clone(),
        };
        let body = stated["requestBody"]["content"].as_object().and_then(|kinds| kinds.iter().next());
        Self {
            id: text(&stated["operationId"]),
            method: method.to_uppercase(),
            path: path.to_owned(),
            roles: words(&stated["x-roles"]),
            public: stated["x-public"] == true,
            parameters: stated["parameters"].as_array().into_iter().flatten().map(parameter).collect(),
            body: body.map(|(media_type, content)| (media_type.clone(), content["schema"].clone())),
        }
    }

    /// The collection whose member its path names: `/allocations` of `/allocations/{id}/split`.
    pub fn collection(&self) -> Option<&str> {
        self.path.split_once("/{").map(|(collection, _)| collection)
    }

    /// `propose` of `funds.split.propose`
    pub fn verb(&self) -> &str {
        self.id.rsplit('.').next().unwrap_or_default()
    }

    pub fn is_read(&self) -> bool {
        self.method == "GET"
    }

    /// Whether a header must be sent.
    pub fn asks_for(&self, header: &str) -> bool {
        self.parameters.iter().any(|p| p.place == "header" && p.required && p.name.eq_ignore_ascii_case(header))
    }
}

impl Document {
    /// Asks the server for it.
    pub async fn of(app: &TestApp) -> Self {
        let document = app.get("//openapi.json").send().await.ok(200);
        let nothing = Map::new();
        let paths = document["paths"].as_object().unwrap_or(&nothing).iter();
        let methods = paths.flat_map(|(path, methods)| {
            methods.as_object().into_iter().flatten().map(move |(method, stated)| Operation::read(path, method, stated))
        });
        Self { operations: methods.collect(), schemas: document["components"]["schemas"].clone() }
    }

    /// The operation of this method and path.
    pub fn at(&self, method: &str, path: &str) -> Option<&Operation> {
        self.operations.iter().find(|o| o.method == method && o.path == path)
    }

    /// A schema, with its `$ref` followed.
    pub fn followed<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str().and_then(|place| place.rsplit('/').next()) {
            Some(name) => self.followed(&self.schemas[name]),
            None => schema,
        }
    }
}
