//! Money for tests, made through the same operations that officers use.

use serde_json::{Value, json};

use super::{
    Person, Reply, TestApp,
    cast::{COUNTY, TOWN, grant},
};

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

    /// Gives somebody of the cast one more role in the county.
    pub async fn also(&self, who: &str, role: &str) {
        let (first, second) = (self.who("security_admin").await, self.who("security_admin_2").await);
        let officer = self.who(who).await.officer;
        grant(self, (&first, &second), &officer, role, COUNTY).await;
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
        self.paper_in(COUNTY, name).await
    }

    /// A paper of the test county's town, which its own officers see too.
    pub async fn town_paper(&self, name: &str) -> Value {
        self.paper_in(TOWN, name).await
    }

    async fn paper_in(&self, region: &str, name: &str) -> Value {
        let clerk = self.who("unit_clerk").await;
        upload(self, &clerk, region, name, format!("%PDF-1.7 {name}").as_bytes()).await.ok(201)["id"].clone()
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

    /// A work of 1,000 yuan without a code of the platform, in the library.
    pub async fn uncoded(&self) -> Value {
        let unit = self.unit("示例县农业农村局").await;
        let body = json!({
            "name": "示例安置点供水", "region_code": COUNTY, "category": "基础设施", "is_works": true, "amount": "1000.00",
            "estimate": "1000.00", "unit_id": unit, "line_department_id": unit
        });
        let project = self.act("unit_clerk", "/projects", None, body).await.ok(201);
        self.press("unit_clerk", &format!("/projects/{}/apply", text(&project, "id")), &project).await.ok(200);
        self.approve(&["line_reviewer", "finance_section_head"], text(&project, "id")).await;
        self.again(&project).await
    }

    /// Files an exception to R8 for the plan of a project.
    pub async fn except_plan(&self, project: &Value, ceiling: &str) -> Reply {
        self.except_what(("project", project), "R8", ceiling).await
    }

    /// Files an exception to a rule for a subject of a kind, by minutes of the county, good until the last day of March; an empty
    /// ceiling is none.
    pub async fn except_what(&self, (kind, subject): (&str, &Value), rule: &str, ceiling: &str) -> Reply {
        let mut body = json!({
            "rule": rule, "subject_kind": kind, "subject_id": subject["id"], "basis": "minutes",
            "basis_number": "示例县政府常务会议纪要〔2023〕3号", "file_id": self.paper("会议纪要.pdf").await,
            "reason": "示例：汛期抢修", "deadline_on": "2023-03-31"
        });
        if !ceiling.is_empty() {
            body["ceiling"] = json!(ceiling);
        }
        self.act("unit_clerk", "/exceptions", None, body).await
    }

    /// An exception that was filed, and what the neighbours are told who file one for the same subject.
    pub async fn except_beside(&self, (kind, subject): (&str, &Value), rule: &str) -> Value {
        let body = json!({
            "rule": rule, "subject_kind": kind, "subject_id": subject["id"], "basis": "minutes", "basis_number": "示例",
            "file_id": self.paper("会议纪要.pdf").await, "reason": "示例", "deadline_on": "2023-03-31"
        });
        let problem = self.act("431027.unit_clerk", "/exceptions", None, body).await;
        assert_eq!(problem.status.as_u16(), 422, "{problem:?}");
        problem.body
    }

    /// An exception as it stands now.
    pub async fn exception_now(&self, exception: &Value) -> Value {
        self.see("auditor", &format!("/exceptions/{}", text(exception, "id"))).await
    }

    /// Has an exception that the director grants decided at each of its desks.
    pub async fn grant_exception(&self, exception: &Value) {
        let desks = ["finance_section_head", "finance_director"];
        self.approve(&desks, text(exception, "id")).await;
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

    /// The policy values of the test county that claims need.
    pub async fn policy(&self) {
        let values = [
            ("approvals.director_amount", "300000.00"),
            ("payments.milestone_cap.start", "40.0000"),
            ("payments.milestone_cap.progress", "90.0000"),
            ("payments.milestone_cap.completion", "97.0000"),
            ("payments.milestone_cap.retention", "100.0000"),
            ("payments.evidence.start", "contract invoice"),
            ("payments.evidence.progress", "progress_statement invoice"),
            ("payments.evidence.completion", "acceptance_form invoice"),
        ];
        for (key, value) in values {
            let body = json!({
                "key": key, "region_code": COUNTY, "valid_from_on": "2023-01-01", "value": value, "basis": "paper",
                "document": "示例县财政资金拨付办法", "certainty": "unverified"
            });
            self.act("finance_director", "/policy-values", None, body).await.ok(201);
        }
    }

    /// An account of the cast's builder that waits for a second officer.
    pub async fn proposed_account(&self, number: &str) -> Value {
        let body = json!({
            "organisation_id": self.unit("示例施工单位甲").await, "holder_name": "示例施工单位甲",
            "bank_name": "示例银行示例支行", "account_no": number
        });
        self.act("finance_clerk", "/bank-accounts", None, body).await.ok(201)
    }

    /// A confirmed account of the cast's builder.
    pub async fn account(&self, number: &str) -> Value {
        let made = self.proposed_account(number).await;
        let confirm = format!("/bank-accounts/{}/confirm", text(&made, "id"));
        self.press("finance_section_head", &confirm, &made).await.ok(200)
    }

    /// A county ready to pay: policy, money, a building project with a signed contract of 500,000, and the builder's account.
    pub async fn county(&self, money: &str) -> County {
        self.policy().await;
        let allocation = self.allocation(money).await;
        let planned = self.planned("600000.00").await;
        let contract = self.signed(&planned, "500000.00").await;
        let project = self.again(&planned).await;
        let start = format!("/projects/{}/start", text(&project, "id"));
        let project = self.act("unit_clerk", &start, Some(&project), json!({"on": "2023-03-01"})).await.ok(200);
        let account = self.account("6200000000000001").await;
        let contract_paper = self.paper("合同.pdf").await;
        let invoice = self.paper("发票.pdf").await;
        County { allocation, project, contract, account, contract_paper, invoice }
    }

    /// Drafts a start claim.
    pub async fn claim(&self, county: &County, amount: &str) -> Value {
        self.act("unit_clerk", "/disbursements", None, county.claim(amount)).await.ok(201)
    }

    /// Submits a draft.
    pub async fn submit(&self, draft: &Value) -> Reply {
        let path = format!("/disbursements/{}/submit", text(draft, "id"));
        self.act("unit_clerk", &path, Some(draft), json!({})).await
    }

    /// Files an exception for a claim.
    pub async fn except(&self, claim: &Value, rule: &str, ceiling: &str) -> Reply {
        self.except_what(("disbursement", claim), rule, ceiling).await
    }

    /// A disbursement as it stands now.
    pub async fn claim_now(&self, claim: &Value) -> Value {
        self.see("unit_clerk", &format!("/disbursements/{}", text(claim, "id"))).await
    }

    /// A claim that every desk below the director has approved.
    pub async fn approved(&self, county: &County, amount: &str) -> Value {
        let draft = self.claim(county, amount).await;
        self.submit(&draft).await.ok(200);
        self.approve(&DESKS, text(&draft, "id")).await;
        self.claim_now(&draft).await
    }

    /// A handed-over batch of these disbursements.
    pub async fn handed_over(&self, claims: &[&Value]) -> Value {
        let ids: Vec<&Value> = claims.iter().map(|c| &c["id"]).collect();
        let body = json!({"region_code": COUNTY, "disbursement_ids": ids});
        let batch = self.act("treasury_payer", "/payment-batches", None, body).await.ok(201);
        let path = format!("/payment-batches/{}/hand-over", text(&batch, "id"));
        self.press("treasury_payer", &path, &batch).await.ok(200)
    }

    /// The payments of a disbursement, oldest first.
    pub async fn payments(&self, claim: &Value) -> Vec<Value> {
        let found =
            self.see("unit_clerk", &format!("/payments?disbursement_id={}&sort=oldest", text(claim, "id"))).await;
        found["items"].as_array().expect("payments").clone()
    }

    /// Imports rows of results under a batch.
    pub async fn import(&self, batch: &Value, csv: &[u8]) -> Reply {
        let confirmer = self.who("treasury_confirmer").await;
        let file = upload(self, &confirmer, COUNTY, "回单.csv", csv).await.ok(201);
        let path = format!("/payment-batches/{}", text(batch, "id"));
        let now = self.see("treasury_confirmer", &path).await;
        let body = json!({"file_id": file["id"]});
        self.act("treasury_confirmer", &format!("{path}/import-result"), Some(&now), body).await
    }
}

/// The desks of a claim below the director's amount, of a department that files itself.
pub const DESKS: [&str; 4] = ["unit_head", "finance_clerk", "finance_section_head", "finance_vice_director"];
/// The header of a file of results.
pub const RESULTS: &str =
    "PAY_CERT_NO,PAY_RESULT,XPAY_AMT,XPAY_DATE,XPAYEE_ACCT_NAME,XPAYEE_ACCT_NO,USE_DES,CONTRACT_NO,RECEIPT_ADD_WORD";

/// One row of results: certificate, outcome, amount, what the use says, contract.
pub fn result_row(certificate: &str, outcome: &str, amount: &str, use_text: &str, contract: &str) -> String {
    format!("{certificate},{outcome},{amount},2023-03-01,示例施工单位甲,6200000000000001,{use_text},{contract},")
}

/// A file of results.
pub fn results(rows: &[String]) -> Vec<u8> {
    format!("{RESULTS}\n{}\n", rows.join("\n")).into_bytes()
}

/// A county ready to pay.
pub struct County {
    pub allocation: Value,
    pub project: Value,
    pub contract: Value,
    pub account: Value,
    pub contract_paper: Value,
    pub invoice: Value,
}

impl County {
    /// A claim at the start milestone, with its papers.
    pub fn claim(&self, amount: &str) -> Value {
        json!({
            "kind": "contract_payment", "project_id": self.project["id"], "contract_id": self.contract["id"],
            "milestone": "start", "amount": amount, "purpose": "开工款", "functional_class": "2130504",
            "economic_class": "50302", "claimed_on": "2023-03-01",
            "funding": [{"allocation_id": self.allocation["id"], "amount": amount}],
            "payees": [{
                "organisation_id": self.account["organisation_id"], "bank_account_id": self.account["id"], "amount": amount
            }],
            "evidence": [
                {"kind": "contract", "file_id": self.contract_paper},
                {"kind": "invoice", "file_id": self.invoice, "amount": amount}
            ]
        })
    }
}
