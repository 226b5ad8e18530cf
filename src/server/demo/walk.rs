//! The sample layer: how a county works through its first year, day by day, by its officers' own acts.

use std::{collections::HashMap, pin::Pin};

use serde_json::{Value, json};

use super::{
    DemoError, FIRST_DAY, cards, claims, collectives, complaints, distributions, dividends, dwellings, exceptions,
    income, kinds, months, payees, payouts,
    people::{county, rows},
    postings, posts, repairs, resolutions, rolls,
    scene::{COUNTY, PAPERS, Sample, Scene, Unconfirmed},
    shares, stock_lists,
    talk::{Talk, text},
    traced, upkeep,
};
use crate::{
    ground::kernel::Day,
    office::access::issue_setup_token,
    server::{app::App, http::Front},
};

const WORKS: &str = include_str!("../../../data/sample/works.csv");
const PROJECTS: &str = include_str!("../../../data/sample/projects.csv");
const SHARES: &str = include_str!("../../../data/sample/shares.csv");
/// What most contracts say: 97 % at completion, 3 % kept for twelve months.
const TERMS: (&str, &str, i64) = ("97.0000", "3.0000", 12);

impl Scene<'_> {
    /// A row of the reference layer by its id in the source.
    async fn public(&self, who: &str, path: &str, id: &str) -> Result<Value, DemoError> {
        let query = format!("{path}?external_system=public_source&external_id={id}");
        let found = self.talk.see(who, &query).await?["items"][0].clone();
        if found.is_null() { Err(DemoError(format!("{id} is not loaded"))) } else { Ok(found) }
    }

    /// A source of linking funds, and the line registered on it.
    async fn registered(&self, who: &str, region: &str, id: &str) -> Result<Value, DemoError> {
        let line = self.public(who, "/allocations", id).await?;
        let source = json!({
            "name": format!("示例·{}", text(&line, "fund_type")), "kind": "linking_fund", "level": line["level_of_origin"],
            "region_code": region, "allowed_uses": ["21305"]
        });
        let source = self.talk.make(who, "/funding-sources", &source).await?;
        let path = format!("/allocations/{}", text(&line, "id"));
        let fields = json!({
            "funding_source_id": source["id"], "fund_nature": "general_public_budget", "functional_class": "21305"
        });
        let line = self.talk.change(who, &path, &line, &fields).await?;
        self.talk.act(who, &format!("{path}/register"), &line, None).await
    }

    /// Registers and confirms F031 and F032; registers what no finance department issued, and is refused by R82.
    async fn funds(&mut self) -> Result<(), DemoError> {
        for id in ["F031", "F032"] {
            let line = self.registered("datong-budget", COUNTY, id).await?;
            let confirm = format!("/allocations/{}/confirm", text(&line, "id"));
            let confirmed = self.talk.act("datong-budget-2", &confirm, &line, None).await?;
            self.allocations.insert(id.into(), confirmed);
        }
        for (region, id) in [("410307", "F005"), ("431081", "F055"), ("431024", "F056")] {
            let line = self.registered("budget-elsewhere", region, id).await?;
            let confirm = format!("/allocations/{}/confirm", text(&line, "id"));
            match self.talk.tried("budget-elsewhere-2", &confirm, &line, None).await? {
                (409, problem) if problem["rule"] == "R82" => self.unconfirmed.push(Unconfirmed {
                    id: id.into(),
                    number: text(&problem["facts"], "document").into(),
                    issuer: text(&problem["facts"], "issuer").into(),
                    rule: text(&problem, "rule").into(),
                }),
                (status, problem) => return Err(DemoError(format!("R82 let {id} pass: {status} {problem:#}"))),
            }
        }
        Ok(())
    }

    /// Files a project for library and plan, as far as it is to go.
    async fn project(&self, project: &Value, to_plan: bool) -> Result<Value, DemoError> {
        let path = format!("/projects/{}", text(project, "id"));
        let desks = ["datong-line", "datong-section"];
        self.talk.act("datong-clerk", &format!("{path}/apply"), project, None).await?;
        self.talk.approve(&desks, text(project, "id")).await?;
        let mut now = self.now("datong-clerk", "/projects", project).await?;
        if to_plan {
            let plan = json!({"plan_year": 2023, "paper_file_id": self.papers["plan.pdf"]});
            self.talk.act("datong-clerk", &format!("{path}/plan"), &now, Some(plan)).await?;
            self.talk.approve(&desks, text(project, "id")).await?;
            now = self.now("datong-clerk", "/projects", project).await?;
        }
        Ok(now)
    }

    /// The eight projects that F031 and F032 pay for, and six samples that stand elsewhere on their way.
    async fn library(&mut self) -> Result<(), DemoError> {
        let works: HashMap<String, HashMap<String, String>> =
            rows(WORKS)?.into_iter().map(|row| (row["project"].clone(), row)).collect();
        let (centre, agriculture) = (&self.county.units["centre"], &self.county.units["agriculture"]);
        for id in ["P014", "P015", "P016", "P017", "P018", "P019", "P020", "P021"] {
            let found = self.public("datong-clerk", "/projects", id).await?;
            let mut fields = json!({"unit_id": centre, "line_department_id": agriculture});
            if let Some(work) = works.get(id) {
                fields["is_works"] = json!(true);
                fields["estimate"] = found["amount"].clone();
                fields["platform_code"] = json!(work["platform_code"]);
            }
            let path = format!("/projects/{}", text(&found, "id"));
            let project = self.talk.change("datong-clerk", &path, &found, &fields).await?;
            self.projects.insert(id.into(), self.project(&project, true).await?);
        }
        for row in rows(PROJECTS)? {
            let blocked = row["ending"] == "blocked";
            let department = if blocked { &self.county.units["transport"] } else { agriculture };
            let body = json!({
                "name": row["name"], "region_code": COUNTY, "category": "示例", "is_works": false, "amount": "10000.00",
                "unit_id": centre, "line_department_id": department
            });
            let mut project = self.talk.make("datong-clerk", "/projects", &body).await?;
            if blocked {
                // Nobody sits at this department's desk: the paper is blocked, and everybody sees it.
                let apply = format!("/projects/{}/apply", text(&project, "id"));
                self.talk.act("datong-clerk", &apply, &project, None).await?;
            } else {
                project = self.project(&project, row["ending"] != "approved").await?;
            }
            let path = format!("/projects/{}", text(&project, "id"));
            for (ending, act) in [("suspended", "suspend"), ("dropped", "drop")] {
                if row["ending"] == ending {
                    let why = json!({"reason": "示例：建设条件不具备"});
                    self.talk.act("datong-line", &format!("{path}/{act}"), &project, Some(why)).await?;
                }
            }
            self.projects.insert(row["key"].clone(), project);
        }
        Ok(())
    }

    /// A split, proposed and approved; as it stands then.
    async fn passed_on(&self, line: &Value, body: Value) -> Result<Value, DemoError> {
        let path = format!("/allocations/{}/split", text(line, "id"));
        let split = self.talk.act("datong-budget", &path, line, Some(body)).await?;
        self.talk.approve(&["datong-section", "datong-vice"], text(&split, "id")).await?;
        self.now("datong-budget", "/allocation-splits", &split).await
    }

    /// F031 and F032 are passed on whole to the eight projects that add up to them. The line of P021 passes on half of its own,
    /// that of P018 proposes to, and waits.
    async fn splits(&mut self) -> Result<(), DemoError> {
        let plan = rows(SHARES)?;
        for (document, number) in [("F031", "示例财农〔2023〕6号"), ("F032", "示例财农〔2023〕7号")] {
            let shares: Vec<_> = plan.iter().filter(|row| row["document"] == document).collect();
            let line = |row: &&HashMap<String, String>| json!({"region_code": COUNTY, "project_id": self.projects[&row["project"]]["id"], "amount": row["amount"]});
            let lines: Vec<Value> = shares.iter().map(line).collect();
            let body = json!({"lines": lines, "document_number": number, "reason": "示例：按年度计划分解到项目"});
            let done = self.passed_on(&self.allocations[document], body).await?;
            for (row, line) in shares.iter().zip(done["lines"].as_array().into_iter().flatten()) {
                let amount = row["amount"].parse().map_err(|_| "an amount of the shares")?;
                self.shares.entry(row["project"].clone()).or_default().push((line["allocation_id"].clone(), amount));
            }
        }
        let half = json!({"region_code": COUNTY, "project_id": self.projects["P021"]["id"], "amount": "1520000.00"});
        let half = json!({"lines": [half], "reason": "示例：下半年补贴另行发放"});
        self.passed_on(&self.share("P021").await?, half).await?;
        let further = json!({
            "lines": [{"region_code": COUNTY, "amount": "1000000.00"}], "reason": "示例：下半年贴息另行安排"
        });
        let line = self.share("P018").await?;
        self.talk
            .act("datong-budget", &format!("/allocations/{}/split", text(&line, "id")), &line, Some(further))
            .await?;
        Ok(())
    }

    /// The first line of a project, as it stands now.
    async fn share(&self, project: &str) -> Result<Value, DemoError> {
        let (id, _) = self.shares.get(project).and_then(|all| all.first()).ok_or("a project without a line")?;
        self.talk.see("datong-budget", &format!("/allocations/{}", id.as_str().unwrap_or_default())).await
    }

    /// A draft; `terms` are its ceiling at completion, its retention and its defects period in months.
    async fn contract(
        &self,
        project: &Value,
        builder: &str,
        price: &str,
        terms: (&str, &str, i64),
    ) -> Result<Value, DemoError> {
        let (cap, retention, defects_months) = terms;
        let ceiling = |milestone: &str, cap: &str| json!({"milestone": milestone, "cap": cap});
        let body = json!({
            "project_id": project["id"], "name": format!("示例·{}施工合同", text(project, "name")), "amount": price,
            "procurement": "open_tender", "paper_number": format!("示例合同〔2023〕{}", text(project, "number")),
            "file_id": self.papers["contract.pdf"], "retention": retention, "defects_months": defects_months,
            "parties": [{"organisation_id": self.county.units[builder], "role": "contractor"}],
            "milestones": [ceiling("start", "40.0000"), ceiling("progress", "90.0000"), ceiling("completion", cap)]
        });
        self.talk.make("datong-clerk", "/contracts", &body).await
    }

    async fn sign(&self, contract: &Value, on: &str) -> Result<Value, DemoError> {
        let path = format!("/contracts/{}/sign", text(contract, "id"));
        self.talk.act("datong-clerk", &path, contract, Some(json!({"on": on}))).await
    }

    /// A contract for each work, begun; and samples that stand at other places of a contract's way.
    async fn contracts(&mut self) -> Result<(), DemoError> {
        for row in rows(WORKS)? {
            let id = row["project"].clone();
            let project = self.projects[&id].clone();
            let months = row["defects_months"].parse().map_err(|_| "months of the plan")?;
            let terms = (row["completion_cap"].as_str(), row["retention"].as_str(), months);
            let draft = self.contract(&project, &row["builder"], &row["price"], terms).await?;
            self.contracts.insert(id.clone(), self.sign(&draft, "2023-02-20").await?);
            self.start(&id).await?;
        }
        for id in ["X4", "X5"] {
            let draft = self.contract(&self.projects[id], "builder_c", "10000.00", TERMS).await?;
            self.sign(&draft, "2023-02-20").await?;
        }
        self.contract(&self.projects["X4"], "builder_c", "5000.00", TERMS).await?;
        self.start("X5").await
    }

    async fn start(&mut self, id: &str) -> Result<(), DemoError> {
        let project = self.now("datong-clerk", "/projects", &self.projects[id]).await?;
        let path = format!("/projects/{}/start", text(&project, "id"));
        let begun = self.talk.act("datong-clerk", &path, &project, Some(json!({"on": "2023-02-20"}))).await?;
        self.projects.insert(id.into(), begun);
        Ok(())
    }

    /// The works are accepted, their contracts completed; one contract has ended.
    pub(super) async fn accept(&self, on: &str) -> Result<(), DemoError> {
        for row in rows(WORKS)? {
            let (project, contract) = (&self.projects[&row["project"]], &self.contracts[&row["project"]]);
            let project = self.now("datong-line", "/projects", project).await?;
            let accept = json!({"on": on, "file_id": self.papers["acceptance_form.pdf"]});
            let path = format!("/projects/{}/accept", text(&project, "id"));
            self.talk.act("datong-line", &path, &project, Some(accept.clone())).await?;
            let path = format!("/contracts/{}/complete", text(contract, "id"));
            self.talk.act("datong-clerk", &path, contract, Some(accept)).await?;
        }
        Ok(())
    }

    /// All of it is paid: the contract ends.
    pub(super) async fn end(&self, id: &str, on: &str) -> Result<(), DemoError> {
        let contract = self.now("datong-clerk", "/contracts", &self.contracts[id]).await?;
        let path = format!("/contracts/{}/end", text(&contract, "id"));
        let end = json!({"on": on, "reason": "示例：价款付清，履约保函期满"});
        self.talk.act("datong-clerk", &path, &contract, Some(end)).await?;
        Ok(())
    }
}

/// A long story on the heap: whoever awaits so many of them one after another would keep room for each on its stack.
fn story<F: Future>(tell: impl FnOnce() -> F) -> Pin<Box<F>> {
    Box::pin(tell())
}

/// Walks the year. Every row it makes is marked as sample.
pub(super) async fn walk(app: &App) -> Result<Sample, DemoError> {
    let token = issue_setup_token(&app.db).await?;
    let talk = Talk::to(Front::new(app)?);
    let county = county(&talk, &token).await?;
    let mut papers = HashMap::new();
    for (name, content) in PAPERS {
        papers.insert(*name, talk.upload("datong-clerk", COUNTY, &format!("示例-{name}"), content).await?);
    }
    let (allocations, projects, contracts) = (HashMap::new(), HashMap::new(), HashMap::new());
    let (shares, unconfirmed) = (HashMap::new(), Vec::new());
    let mut scene = Scene { app, talk, county, papers, allocations, shares, unconfirmed, projects, contracts };
    tracing::info!(from = %FIRST_DAY, "the sample layer is being made");
    scene.funds().await?;
    scene.on(Day::of(2023, 1, 10)).await?;
    scene.library().await?;
    scene.on(Day::of(2023, 2, 6)).await?;
    scene.splits().await?;
    scene.on(Day::of(2023, 2, 20)).await?;
    scene.contracts().await?;
    story(|| claims::pay_the_year(&scene)).await?;
    story(|| income::floor(&scene)).await?;
    let traced = story(|| traced::begin(&scene)).await?;
    story(|| posts::begin(&scene)).await?;
    let formed = story(|| cards::form(&scene)).await?;
    story(|| cards::pass_first(&scene, &formed)).await?;
    let hung = story(|| postings::hang(&scene, &formed)).await?;
    story(|| complaints::hear(&scene)).await?;
    story(|| stock_lists::list(&scene)).await?;
    story(|| collectives::gather(&scene)).await?;
    story(|| months::lock(&scene)).await?;
    story(|| resolutions::decide(&scene)).await?;
    story(|| shares::quantify(&scene)).await?;
    story(|| income::earn(&scene)).await?;
    story(|| rolls::enrol(&scene)).await?;
    story(|| distributions::share_out(&scene)).await?;
    story(|| payees::take_cards(&scene)).await?;
    story(|| payouts::pay(&scene)).await?;
    story(|| kinds::share_out(&scene)).await?;
    story(|| dividends::share_out(&scene)).await?;
    story(|| traced::finish(&scene, &traced)).await?;
    story(|| posts::finish(&scene)).await?;
    story(|| repairs::report(&scene)).await?;
    let signing = story(|| cards::pass_on(&scene, &formed)).await?;
    story(|| upkeep::keep(&scene, &formed)).await?;
    story(|| exceptions::grant(&scene, &formed)).await?;
    story(|| postings::close(&scene, &hung, &signing)).await?;
    story(|| dwellings::settle(&scene)).await?;
    Ok(Sample { logins: scene.county.logins, unconfirmed: scene.unconfirmed })
}
