//! Money for tests, made through the same operations that officers use.

use serde_json::{Value, json};

use super::{Person, Reply, TestApp, cast::COUNTY};

/// `$.id`, or whatever other text stands there.
pub fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_else(|| panic!("{field} in {value:#}"))
}

/// Uploads a file as a browser would.
pub async fn upload(app: &TestApp, by: &Person, region: &str, name: &str, content: &[u8]) -> Reply {
    let head = format!("--x\r\nContent-Disposition: form-data; name=\"region_code\"\r\n\r\n{region}\r\n");
    let file = format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    let body = [head.as_bytes(), file.as_bytes(), content, b"\r\n--x--\r\n"].concat();
    app.post("/files").by(by).raw("multipart/form-data; boundary=x", body).send().await
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

    /// A paper of the test county, as its id.
    pub async fn paper(&self, name: &str) -> Value {
        let clerk = self.who("unit_clerk").await;
        upload(self, &clerk, COUNTY, name, format!("%PDF-1.7 {name}").as_bytes()).await.ok(201)["id"].clone()
    }

    /// The id of an organisation of the cast.
    pub async fn unit(&self, name: &str) -> Value {
        self.see("unit_clerk", &format!("/organisations?q={name}")).await["items"][0]["id"].clone()
    }

    /// A work of the agriculture bureau, proposed.
    pub async fn project(&self, estimate: &str) -> Value {
        let agriculture = self.unit("示例县农业农村局").await;
        let body = json!({
            "name": "示例安置点道路硬化", "region_code": COUNTY, "category": "基础设施", "is_works": true,
            "unit_id": agriculture, "line_department_id": agriculture, "amount": estimate, "estimate": estimate,
            "platform_code": "2303-431026-04-01-000001"
        });
        self.act("unit_clerk", "/projects", None, body).await.ok(201)
    }

    /// A project as it stands now.
    pub async fn again(&self, project: &Value) -> Value {
        self.see("unit_clerk", &format!("/projects/{}", text(project, "id"))).await
    }

    /// The same, in the plan of 2023.
    pub async fn planned(&self, estimate: &str) -> Value {
        let project = self.project(estimate).await;
        let path = format!("/projects/{}", text(&project, "id"));
        let desks = ["line_reviewer", "finance_section_head"];
        self.press("unit_clerk", &format!("{path}/apply"), &project).await.ok(200);
        self.approve(&desks, text(&project, "id")).await;
        let plan = json!({"plan_year": 2023, "paper_file_id": self.paper("年度计划.pdf").await});
        let library = self.again(&project).await;
        self.act("unit_clerk", &format!("{path}/plan"), Some(&library), plan).await.ok(200);
        self.approve(&desks, text(&project, "id")).await;
        self.again(&project).await
    }

    /// A draft contract of a project with the cast's builder, with ceilings 40, 90, 97 and 100 per cent.
    pub async fn contract(&self, project: &Value, amount: &str) -> Value {
        let cap = |milestone: &str, cap: &str| json!({"milestone": milestone, "cap": cap});
        let body = json!({
            "project_id": project["id"], "name": "示例施工合同", "procurement": "open_tender", "amount": amount,
            "paper_number": "SL-2023-01", "retention": "3.0000", "defects_months": 12, "file_id": self.paper("合同.pdf").await,
            "parties": [{"organisation_id": self.unit("示例施工单位甲").await, "role": "contractor"}],
            "milestones": [cap("start", "40.0000"), cap("progress", "90.0000"), cap("completion", "97.0000"), cap("retention", "100.0000")]
        });
        self.act("unit_clerk", "/contracts", None, body).await.ok(201)
    }

    /// The same, signed on the first day of the test.
    pub async fn signed(&self, project: &Value, amount: &str) -> Value {
        let draft = self.contract(project, amount).await;
        let path = format!("/contracts/{}/sign", text(&draft, "id"));
        self.act("unit_clerk", &path, Some(&draft), json!({"on": "2023-03-01"})).await.ok(200)
    }
}
