//! Officers of the demonstration, talking to the server in this process as anybody would over HTTP.

use std::{
    collections::HashMap,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};

use serde_json::{Value, json};
use tokio::sync::Mutex;

use super::DemoError;
use crate::server::http::{Ask, Front, ask};

/// What every act of this process is told apart by.
static KEYS: AtomicU64 = AtomicU64::new(1);

/// The server, with who is logged in.
pub struct Talk {
    front: Front,
    passwords: Mutex<HashMap<String, String>>,
    tokens: Mutex<HashMap<String, String>>,
}

/// `$.field` as text; empty where it is missing.
pub fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

impl Talk {
    /// To this server.
    pub fn to(front: Front) -> Self {
        Self { front, passwords: Mutex::default(), tokens: Mutex::default() }
    }

    /// Whoever logs in from here on does so with this password.
    pub async fn knows(&self, login: &str, password: &str) {
        self.passwords.lock().await.insert(login.into(), password.into());
    }

    /// Sessions end when the clock moves on.
    pub async fn new_day(&self) {
        self.tokens.lock().await.clear();
    }

    /// The next act of this officer logs in anew.
    pub async fn forget(&self, login: &str) {
        self.tokens.lock().await.remove(login);
    }

    async fn send(
        &self,
        method: &str,
        path: &str,
        mut headers: Vec<(&'static str, String)>,
        body: Option<(String, Vec<u8>)>,
    ) -> Result<(u16, Value), DemoError> {
        if method == "POST" {
            headers.push(("idempotency-key", format!("demo-{}", KEYS.fetch_add(1, Relaxed))));
        }
        let (status, bytes) = ask(&self.front, Ask { method, path, headers, body }).await?;
        Ok((status, serde_json::from_slice(&bytes).unwrap_or(Value::Null)))
    }

    async fn token(&self, login: &str) -> Result<String, DemoError> {
        if let Some(token) = self.tokens.lock().await.get(login) {
            return Ok(token.clone());
        }
        let password = self.passwords.lock().await.get(login).cloned().ok_or("an account without a password")?;
        let body = json!({"login": login, "password": password});
        let session = self.public("/sessions", &body).await?;
        let token = text(&session, "token").to_owned();
        self.tokens.lock().await.insert(login.into(), token.clone());
        Ok(token)
    }

    /// A public operation.
    pub async fn public(&self, path: &str, body: &Value) -> Result<Value, DemoError> {
        let body = Some(("application/json".into(), body.to_string().into_bytes()));
        done(path, self.send("POST", path, Vec::new(), body).await?)
    }

    async fn answer(
        &self,
        method: &str,
        who: &str,
        path: &str,
        at: Option<&Value>,
        body: Option<(String, Vec<u8>)>,
    ) -> Result<(u16, Value), DemoError> {
        let mut headers = vec![("authorization", format!("Bearer {}", self.token(who).await?))];
        if let Some(at) = at {
            headers.push(("if-match", format!("\"{}\"", text(at, "etag"))));
        }
        self.send(method, path, headers, body).await
    }

    /// GET.
    pub async fn see(&self, who: &str, path: &str) -> Result<Value, DemoError> {
        done(path, self.answer("GET", who, path, None, None).await?)
    }

    /// POST that creates something.
    pub async fn make(&self, who: &str, path: &str, body: &Value) -> Result<Value, DemoError> {
        let body = Some(("application/json".into(), body.to_string().into_bytes()));
        done(path, self.answer("POST", who, path, None, body).await?)
    }

    /// POST of an act on something as it was read.
    pub async fn act(&self, who: &str, path: &str, at: &Value, body: Option<Value>) -> Result<Value, DemoError> {
        done(path, self.tried(who, path, at, body).await?)
    }

    /// The same, with its status: some acts of the demonstration are refused, and are meant to be.
    pub async fn tried(
        &self,
        who: &str,
        path: &str,
        at: &Value,
        body: Option<Value>,
    ) -> Result<(u16, Value), DemoError> {
        let body = body.map(|b| ("application/json".into(), b.to_string().into_bytes()));
        self.answer("POST", who, path, Some(at), body).await
    }

    /// PATCH.
    pub async fn change(&self, who: &str, path: &str, at: &Value, body: &Value) -> Result<Value, DemoError> {
        let body = Some(("application/json".into(), body.to_string().into_bytes()));
        done(path, self.answer("PATCH", who, path, Some(at), body).await?)
    }

    /// A form with a file, as a browser would send it.
    async fn send_form(
        &self,
        (who, path): (&str, &str),
        region: &str,
        (name, content): (&str, &[u8]),
    ) -> Result<Value, DemoError> {
        let part = |head: &str| format!("--part\r\nContent-Disposition: form-data; name={head}\r\n\r\n");
        let head = part("\"region_code\"") + region + "\r\n" + &part(&format!("\"file\"; filename=\"{name}\""));
        let body = [head.as_bytes(), content, b"\r\n--part--\r\n"].concat();
        let body = Some(("multipart/form-data; boundary=part".into(), body));
        done(path, self.answer("POST", who, path, None, body).await?)
    }

    /// A file about something as it was read.
    pub async fn answer_file(
        &self,
        (who, path): (&str, &str),
        at: &Value,
        (name, content): (&str, &[u8]),
    ) -> Result<Value, DemoError> {
        let head = format!("--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        let body = [head.as_bytes(), content, b"\r\n--part--\r\n"].concat();
        let body = Some(("multipart/form-data; boundary=part".into(), body));
        done(path, self.answer("POST", who, path, Some(at), body).await?)
    }

    /// GET of what is no JSON.
    pub async fn fetch(&self, who: &str, path: &str) -> Result<(), DemoError> {
        done(path, self.answer("GET", who, path, None, None).await?).map(drop)
    }

    /// A file, uploaded; its id.
    pub async fn upload(&self, who: &str, region: &str, name: &str, content: &[u8]) -> Result<Value, DemoError> {
        Ok(self.send_form((who, "/files"), region, (name, content)).await?["id"].clone())
    }

    /// A file of rows, imported whole.
    pub async fn import(&self, who: &str, path: &str, region: &str, file: (&str, &[u8])) -> Result<Value, DemoError> {
        self.send_form((who, path), region, file).await
    }

    /// Decides one's open task on a subject.
    pub async fn decide(&self, who: &str, subject: &str, decision: &Value) -> Result<Value, DemoError> {
        let tasks = self.see(who, "/tasks?limit=200").await?;
        let mine = tasks["items"].as_array().and_then(|all| all.iter().find(|t| t["subject_id"] == subject));
        let task = mine.ok_or_else(|| format!("{who} has no task on {subject}"))?;
        self.act(who, &format!("/tasks/{}/decision", text(task, "id")), task, Some(decision.clone())).await
    }

    /// A yes of each of these, in this order.
    pub async fn approve(&self, desks: &[&str], subject: &str) -> Result<(), DemoError> {
        for who in desks {
            self.decide(who, subject, &json!({"decision": "approve", "opinion": "同意"})).await?;
        }
        Ok(())
    }
}

fn done(path: &str, answer: (u16, Value)) -> Result<Value, DemoError> {
    match answer {
        (200..=299, body) => Ok(body),
        (status, body) => Err(DemoError(format!("{path} answered {status}: {body:#}"))),
    }
}
