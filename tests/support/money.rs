//! Money for tests, made through the same operations that officers use.

use serde_json::{Value, json};

use super::{Reply, TestApp, cast::COUNTY};

/// `$.id`, or whatever other text stands there.
pub fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_else(|| panic!("{field} in {value:#}"))
}

impl TestApp {
    /// POST as somebody, without or with a tag.
    pub async fn act(&self, who: &str, path: &str, tag: Option<&Value>, body: Value) -> Reply {
        let person = self.who(who).await;
        let call = self.post(path).by(&person).json(body);
        match tag.and_then(|t| t["etag"].as_str()) {
            Some(tag) => call.at(tag).send().await,
            None => call.send().await,
        }
    }

    /// POST of an action without a body.
    pub async fn press(&self, who: &str, path: &str, at: &Value) -> Reply {
        let person = self.who(who).await;
        self.post(path).by(&person).at(text(at, "etag")).send().await
    }

    pub async fn see(&self, who: &str, path: &str) -> Value {
        let person = self.who(who).await;
        self.get(path).by(&person).send().await.ok(200)
    }

    /// Decides one's open task on a subject.
    pub async fn decide(&self, who: &str, subject: &str, decision: Value) -> Reply {
        let tasks = self.see(who, "/tasks").await;
        let task = tasks["items"].as_array().expect("tasks").iter().find(|t| t["subject_id"] == subject);
        let task = task.unwrap_or_else(|| panic!("{who} has no task on {subject}: {tasks:#}"));
        self.act(who, &format!("/tasks/{}/decision", text(task, "id")), Some(task), decision).await
    }

    /// A yes of each of these, in this order.
    pub async fn approve(&self, desks: &[&str], subject: &str) -> Value {
        let mut last = Value::Null;
        for who in desks {
            last = self.decide(who, subject, json!({"decision": "approve"})).await.ok(200);
        }
        last
    }

    /// A source of linking funds that the test county may spend on agriculture (class 213).
    pub async fn source(&self) -> Value {
        let body = json!({
            "name": "示例中央衔接资金", "kind": "linking_fund", "level": "central", "region_code": COUNTY,
            "allowed_uses": ["213"], "negative_list": ["50201"]
        });
        self.act("budget_officer", "/funding-sources", None, body).await.ok(201)
    }

    /// A document of the finance department for a budget year.
    pub async fn document(&self, number: &str, year: i32) -> Value {
        let body = json!({
            "number": number, "title": "示例资金下达通知", "issuer": "示例省财政厅", "region_code": COUNTY,
            "kind": "formal", "budget_year": year
        });
        self.act("budget_officer", "/budget-documents", None, body).await.ok(201)
    }

    /// A received line.
    pub async fn line(&self, document: &Value, source: &Value, amount: &str) -> Value {
        let body = json!({
            "budget_document_id": document["id"], "region_code": COUNTY, "level_of_origin": "central", "amount": amount,
            "funding_source_id": source["id"], "fund_nature": "general_public_budget", "functional_class": "2130504"
        });
        self.act("budget_officer", "/allocations", None, body).await.ok(201)
    }

    /// An allocation with its money in the books.
    pub async fn allocation(&self, amount: &str) -> Value {
        let n = self.number("SELECT count(*) FROM budget_document").await + 1;
        let document = self.document(&format!("示财农〔2023〕{n}号"), 2023).await;
        let line = self.line(&document, &self.source().await, amount).await;
        let path = format!("/allocations/{}", text(&line, "id"));
        let registered = self.press("budget_officer", &format!("{path}/register"), &line).await.ok(200);
        self.press("budget_officer_2", &format!("{path}/confirm"), &registered).await.ok(200)
    }

    /// Where an allocation's money stands.
    pub async fn balance(&self, allocation: &Value) -> Value {
        self.see("budget_officer", &format!("/allocations/{}/balance", text(allocation, "id"))).await
    }
}
