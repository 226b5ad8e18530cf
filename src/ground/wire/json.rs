//! Reading JSON once and strictly: no doubled names, at most 32 levels, no U+0000, exactly one value.

use std::{cell::RefCell, fmt};

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Levels of nesting a body may have.
const DEPTH: usize = 32;

/// Why a body is not JSON that we read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotJson {
    /// RFC 6901 pointer of the place, empty for the whole body.
    pub pointer: String,
    /// `json.syntax`, `json.doubled_field`, `json.too_deep`, `json.control_character`.
    pub code: &'static str,
    /// In zh-CN.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
}

const fn fault(code: &'static str, zh: &'static str, en: &'static str) -> NotJson {
    NotJson { pointer: String::new(), code, zh, en }
}

/// Parses a body.
pub fn read_json(body: &[u8]) -> Result<Value, NotJson> {
    let problem = RefCell::new(None);
    let path = RefCell::new(Vec::new());
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let strict = Strict { depth: 0, path: &path, problem: &problem };
    let value = strict.deserialize(&mut deserializer).and_then(|value| deserializer.end().map(|()| value));
    value.map_err(|_| problem.take().unwrap_or(fault("json.syntax", "不是合法的 JSON。", "This is not valid JSON.")))
}

/// A pointer step, escaped by RFC 6901.
pub(super) fn escaped(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}

#[derive(Clone, Copy)]
struct Strict<'a> {
    depth: usize,
    path: &'a RefCell<Vec<String>>,
    problem: &'a RefCell<Option<NotJson>>,
}

impl Strict<'_> {
    fn stop<E: serde::de::Error>(&self, what: NotJson) -> E {
        let pointer: String = self.path.borrow().iter().map(|step| format!("/{}", escaped(step))).collect();
        *self.problem.borrow_mut() = Some(NotJson { pointer, ..what });
        E::custom("refused")
    }

    fn inside<T, E: serde::de::Error>(self, step: String, read: impl FnOnce(Self) -> Result<T, E>) -> Result<T, E> {
        self.path.borrow_mut().push(step);
        let value = read(Self { depth: self.depth + 1, ..self })?;
        self.path.borrow_mut().pop();
        Ok(value)
    }

    fn enter<E: serde::de::Error>(&self) -> Result<(), E> {
        let too_deep = || self.stop(fault("json.too_deep", "嵌套超过 32 层。", "Nested deeper than 32 levels."));
        if self.depth < DEPTH { Ok(()) } else { Err(too_deep()) }
    }

    fn text<E: serde::de::Error>(&self, text: String) -> Result<String, E> {
        if text.contains('\0') {
            return Err(self.stop(fault("json.control_character", "文本中含有 U+0000。", "The text holds U+0000.")));
        }
        Ok(text)
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(Value::Bool(v))
    }
    fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
        Ok(Value::Number(v.into()))
    }
    fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
        Ok(Value::Number(v.into()))
    }
    fn visit_f64<E: serde::de::Error>(self, v: f64) -> Result<Value, E> {
        Number::from_f64(v).map(Value::Number).ok_or_else(|| E::custom("not a number"))
    }
    fn visit_str<E: serde::de::Error>(self, v: &str) -> Result<Value, E> {
        self.text(v.to_owned()).map(Value::String)
    }
    fn visit_string<E: serde::de::Error>(self, v: String) -> Result<Value, E> {
        self.text(v).map(Value::String)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        self.enter()?;
        let mut items = Vec::new();
        while let Some(item) = self.inside(items.len().to_string(), |inner| seq.next_element_seed(inner))? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        self.enter()?;
        let mut fields = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            let name = self.text(name)?;
            if fields.contains_key(&name) {
                let doubled = fault("json.doubled_field", "字段重复出现。", "The field stands twice.");
                return self.inside(name, |inner| Err(inner.stop(doubled)));
            }
            let value = self.inside(name.clone(), |inner| map.next_value_seed(inner))?;
            fields.insert(name, value);
        }
        Ok(Value::Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::read_json;

    fn refused(body: &str) -> (String, &'static str) {
        let not = read_json(body.as_bytes()).unwrap_err();
        (not.pointer, not.code)
    }

    #[test]
    fn good_bodies_come_through() {
        let body = r#"{"a": [1, {"b": "x"}], "c": null, "d": -1, "e": 1.5, "f": "\ud83c\udf3e"}"#;
        assert_eq!(
            read_json(body.as_bytes()).unwrap(),
            json!({"a": [1, {"b": "x"}], "c": null, "d": -1, "e": 1.5, "f": "🌾"})
        );
    }

    #[test]
    fn bad_bodies_are_named_by_place_and_code() {
        let cases = [
            (r#"{"a": 1, "a": 2}"#, "/a", "json.doubled_field"),
            (r#"{"x": [{"a/b": 1, "a/b": 2}]}"#, "/x/0/a~1b", "json.doubled_field"),
            (r#"{"a": ["x\u0000y"]}"#, "/a/0", "json.control_character"),
            (r#"{"a\u0000": 1}"#, "", "json.control_character"),
            (r#"{"a": "\ud800"}"#, "", "json.syntax"),
            ("{", "", "json.syntax"),
            ("{} {}", "", "json.syntax"),
            ("1e400", "", "json.syntax"),
            ("NaN", "", "json.syntax"),
            ("", "", "json.syntax"),
        ];
        for (body, pointer, code) in cases {
            assert_eq!(refused(body), (pointer.to_owned(), code), "{body}");
        }
        assert_eq!(read_json(b"\"\xff\"").unwrap_err().code, "json.syntax");
    }

    #[test]
    fn depth_ends_at_thirty_two() {
        let nested = |n: usize| "[".repeat(n) + &"]".repeat(n);
        assert!(read_json(nested(32).as_bytes()).is_ok());
        assert_eq!(refused(&nested(33)).1, "json.too_deep");
        assert!(read_json(nested(10_000).as_bytes()).is_err());
    }
}
