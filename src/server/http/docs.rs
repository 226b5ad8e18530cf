//! `/docs`: the published document as one plain page, and one page for each kind of problem. No script, nothing from outside.

use std::{collections::BTreeMap, fmt::Write as _};

use serde_json::Value;

use crate::{
    ground::kernel::{Kind, Lang},
    server::rulebook::Entry,
};

/// The page's stylesheet.
pub const STYLE: &str = include_str!("docs.css");

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn words(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

fn shell(lang: Lang, title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{}</title><link rel=\"stylesheet\" href=\"/docs.css\"></head><body>{body}</body></html>",
        lang.tag(),
        escape(title)
    )
}

/// The whole document, grouped by the first segment of the path.
pub fn page(document: &Value, lang: Lang, demo_day: Option<&str>) -> String {
    let mut groups: BTreeMap<&str, Vec<(&str, &str, &Value)>> = BTreeMap::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        let group = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        for (method, operation) in item.as_object().into_iter().flatten() {
            groups.entry(group).or_default().push((method, path, operation));
        }
    }
    let mut body = format!(
        "<header><h1>Steward API</h1><p>{}</p></header><nav>",
        words(
            lang,
            "接口约定：金额为两位小数的文本（元）；改动须带 Idempotency-Key 与 If-Match；出错一律为 application/problem+json。完整文档见 /openapi.json。",
            "Money is text in yuan with two decimals; changes carry Idempotency-Key and If-Match; every error is application/problem+json. The whole document is at /openapi.json."
        )
    );
    if let Some(day) = demo_day {
        let _ = write!(
            body,
            "<p class=\"demo\">{} {day}</p>",
            words(lang, "演示库，演示时钟：", "Demonstration database; its clock stands at")
        );
    }
    for group in groups.keys() {
        let _ = write!(body, "<a href=\"#{group}\">{group}</a> ");
    }
    body.push_str("</nav><main>");
    for (group, operations) in &groups {
        let _ = write!(body, "<h2 id=\"{group}\">/{group}</h2>");
        for (method, path, operation) in operations {
            operation_into(&mut body, lang, method, path, operation);
        }
    }
    let _ = write!(body, "<h2 id=\"schemas\">{}</h2>", words(lang, "数据结构", "Schemas"));
    for (name, schema) in document["components"]["schemas"].as_object().into_iter().flatten() {
        schema_into(&mut body, name, schema);
    }
    body.push_str("</main>");
    shell(lang, "Steward API", &body)
}

fn operation_into(out: &mut String, lang: Lang, method: &str, path: &str, operation: &Value) {
    let summary = operation["summary"].as_str().unwrap_or_default();
    let id = operation["operationId"].as_str().unwrap_or_default();
    let _ = write!(
        out,
        "<section id=\"{id}\"><h3><b class=\"{method}\">{}</b> <code>/api/v1{}</code></h3><p>{} <small>{id}</small></p>",
        method.to_uppercase(),
        escape(path),
        escape(summary)
    );
    let roles: Vec<&str> = operation["x-roles"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if !roles.is_empty() {
        let _ = write!(out, "<p class=\"roles\">{}: {}</p>", words(lang, "角色", "Roles"), roles.join(", "));
    }
    let parameters: Vec<&Value> = operation["parameters"].as_array().into_iter().flatten().collect();
    if !parameters.is_empty() {
        out.push_str("<table>");
        for p in parameters {
            let _ = write!(
                out,
                "<tr><td><code>{}</code>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                escape(p["name"].as_str().unwrap_or_default()),
                if p["required"] == true { " *" } else { "" },
                p["in"].as_str().unwrap_or_default(),
                kind_of(&p["schema"]),
                escape(p["description"].as_str().unwrap_or_default())
            );
        }
        out.push_str("</table>");
    }
    for (media, content) in operation["requestBody"]["content"].as_object().into_iter().flatten() {
        let _ = write!(
            out,
            "<p>{} <code>{media}</code>: {}</p>",
            words(lang, "请求体", "Body"),
            kind_of(&content["schema"])
        );
    }
    out.push_str("<p class=\"answers\">");
    for (status, answer) in operation["responses"].as_object().into_iter().flatten() {
        let content = answer["content"].as_object().into_iter().flatten().next();
        let kind = content.map(|(_, c)| kind_of(&c["schema"])).unwrap_or_default();
        let _ = write!(
            out,
            "<span>{status}{}</span> ",
            if status.starts_with('2') { format!(" {kind}") } else { String::new() }
        );
    }
    out.push_str("</p></section>");
}

/// A schema in a few words: a link for a named one, its type and pattern otherwise.
fn kind_of(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|r| r.rsplit('/').next()) {
        return format!("<a href=\"#schema-{name}\">{name}</a>");
    }
    if let Some(Value::Array(all)) = schema.get("allOf") {
        return all.iter().map(kind_of).collect::<Vec<_>>().join(" ");
    }
    if schema["type"] == "array" {
        return format!("[{}]", kind_of(&schema["items"]));
    }
    let kind = schema["type"].as_str().unwrap_or("any");
    let extra = schema["format"].as_str().or_else(|| schema["pattern"].as_str()).unwrap_or_default();
    let words =
        schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>().join(" | ");
    format!("{kind} <code>{}</code>{}", escape(extra), escape(&words))
}

fn schema_into(out: &mut String, name: &str, schema: &Value) {
    let _ = write!(out, "<section id=\"schema-{name}\"><h3>{name}</h3>");
    if let Some(description) = schema["description"].as_str() {
        let _ = write!(out, "<p>{}</p>", escape(description));
    }
    let words = schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>();
    if !words.is_empty() {
        let _ = write!(out, "<p><code>{}</code></p>", escape(&words.join(" | ")));
    }
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if let Some(properties) = schema["properties"].as_object() {
        out.push_str("<table>");
        for (field, property) in properties {
            let star = if required.contains(&field.as_str()) { " *" } else { "" };
            let description = escape(property["description"].as_str().unwrap_or_default());
            let _ = write!(
                out,
                "<tr><td><code>{field}</code>{star}</td><td>{}</td><td>{description}</td></tr>",
                kind_of(property)
            );
        }
        out.push_str("</table>");
    }
    out.push_str("</section>");
}

/// The page of one kind of problem.
pub fn problem_page(kind: &Kind, lang: Lang) -> String {
    let body = format!(
        "<main><h1>{} {}</h1><p><code>{}</code></p><p>{}</p></main>",
        kind.status.code(),
        escape(kind.title.text(lang)),
        kind.code,
        escape(kind.detail.text(lang))
    );
    shell(lang, kind.code, &body)
}

/// The book of rules and checks as one table.
pub fn rules_page(entries: &[Entry], lang: Lang) -> String {
    let title = words(lang, "规则与检查", "Rules and checks");
    let mut body = format!("<main><h1>{title}</h1><table>");
    for entry in entries {
        let _ = write!(
            body,
            "<tr><td><a href=\"/docs/rules/{0}\">{0}</a></td><td>{1}</td>",
            entry.number,
            escape(&entry.sentence)
        );
        for text in &entry.line {
            let _ = write!(body, "<td>{}</td>", escape(text));
        }
        body.push_str("</tr>");
    }
    body.push_str("</table></main>");
    shell(lang, title, &body)
}

/// The page of one rule or check.
pub fn rule_page(entry: &Entry, lang: Lang) -> String {
    let title = format!("{} {}", entry.number, entry.title);
    let mut body = format!("<main><h1>{}</h1><p>{}</p><table>", escape(&title), escape(&entry.sentence));
    for (label, text) in &entry.rows {
        let _ = write!(body, "<tr><td>{label}</td><td>{}</td></tr>", escape(text));
    }
    let _ = write!(
        body,
        "</table><p><a href=\"/docs/rules\">{}</a></p></main>",
        words(lang, "全部规则与检查", "All rules and checks")
    );
    shell(lang, &title, &body)
}
