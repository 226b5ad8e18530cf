//! Two answers that must not tell apart what lies elsewhere and what does not exist.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{county::NOTHING, stage::Attempt};
use crate::support::Reply;

/// Every id that stands in these bytes.
pub fn ids_in(bytes: &[u8]) -> impl Iterator<Item = String> {
    bytes.windows(36).filter(|w| w[8] == b'-' && w[13] == b'-' && w[18] == b'-' && w[23] == b'-').filter_map(|w| {
        let text = std::str::from_utf8(w).ok()?;
        uuid::Uuid::parse_str(text).ok().map(|id| id.to_string())
    })
}

/// Takes path and request out of every problem.
fn forget_the_request(body: &mut Value) {
    match body {
        Value::Object(fields) => {
            fields.retain(|name, _| name != "instance" && name != "request_id");
            fields.values_mut().for_each(forget_the_request);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_the_request),
        _ => {}
    }
}

/// An answer without what differs between any two: the path, the request, and the ids that were sent.
pub fn told(reply: &Reply, sent: &BTreeSet<String>) -> String {
    let mut body = reply.body.clone();
    forget_the_request(&mut body);
    let text = format!("{} {body}", reply.status);
    sent.iter().fold(text, |text, id| text.replace(id.as_str(), NOTHING))
}

pub fn sent(attempt: &Attempt<'_>) -> BTreeSet<String> {
    let body = attempt.body.as_ref().map(Value::to_string).unwrap_or_default();
    let text = format!("{} {} {body}", attempt.aim.as_ref().map_or("", |aim| &aim.id), attempt.query);
    ids_in(text.as_bytes()).collect()
}

/// Every id of a body becomes that of nothing.
pub fn of_nothing(value: &Value) -> Value {
    let text = ids_in(value.to_string().as_bytes()).fold(value.to_string(), |text, id| text.replace(&id, NOTHING));
    serde_json::from_str(&text).unwrap_or(Value::Null)
}

/// Whether nothing was done: not at all, and not in any part of a batch.
pub fn is_refused(reply: &Reply) -> bool {
    let each = reply.body["items"].as_array().filter(|items| !items.is_empty());
    reply.status.is_client_error() || each.is_some_and(|e| e.iter().all(|i| i["status"].as_u64() >= Some(400)))
}

/// An answer of the operation itself: the gate found nothing wanting in the request, and nothing broke.
pub fn answered(reply: Reply) -> Result<Reply, String> {
    let status = reply.status.as_u16();
    let turned = matches!(status, 400 | 406 | 413 | 415 | 428) || status >= 500;
    if turned { Err(format!("not a good request: {} {}", reply.status, reply.body)) } else { Ok(reply) }
}

/// Equal, or the reason why not.
pub fn same(here: &str, nothing: &str) -> Result<(), String> {
    if here == nothing { Ok(()) } else { Err(format!("tells what exists:\n    {here}\n    {nothing}")) }
}
