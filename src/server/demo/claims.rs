//! Claims of the sample county: each is filed on its day, passes its desks and comes to the end that the plan gives it.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{
    DemoError,
    people::rows,
    scene::{COUNTY, Scene},
    talk::text,
};
use crate::ground::kernel::{Day, Money};

const CLAIMS: &str = include_str!("../../../data/sample/claims.csv");
const WORKS: &str = include_str!("../../../data/sample/works.csv");
/// Below the director's amount.
const DESKS: [&str; 5] = ["datong-head", "datong-line", "datong-finance", "datong-section", "datong-vice"];
/// The header of a file of results.
const RESULTS: &str =
    "PAY_CERT_NO,PAY_RESULT,XPAY_AMT,XPAY_DATE,XPAYEE_ACCT_NAME,XPAYEE_ACCT_NO,USE_DES,RECEIPT_ADD_WORD";

/// A claim of the plan.
struct Claim {
    project: String,
    milestone: String,
    amount: Money,
    ending: String,
    work: HashMap<String, String>,
}

impl Claim {
    /// From where: the start claim of a work that two lines pay takes the first one whole.
    fn funding(&self, scene: &Scene<'_>) -> Result<Vec<(Value, Money)>, DemoError> {
        match scene.shares.get(&self.project).map(Vec::as_slice) {
            Some([(only, _)]) => Ok(vec![(only.clone(), self.amount)]),
            Some([(first, whole), (second, _)]) if self.milestone == "start" => {
                let rest = self.amount.minus(*whole).ok_or("a start claim below its first line")?;
                Ok(vec![(first.clone(), *whole), (second.clone(), rest)])
            }
            Some([_, (second, _)]) => Ok(vec![(second.clone(), self.amount)]),
            _ => Err(DemoError(format!("{} is not paid by one line or two", self.project))),
        }
    }

    fn papers(&self, scene: &Scene<'_>) -> Value {
        let kinds: &[(&str, &str)] = match self.milestone.as_str() {
            "start" => &[("contract", "contract.pdf")],
            "progress" => &[("progress_statement", "progress_statement.pdf"), ("photo", "photo.png")],
            _ => &[("acceptance_form", "acceptance_form.pdf")],
        };
        let mut papers: Vec<Value> =
            kinds.iter().map(|(kind, file)| json!({"kind": kind, "file_id": scene.papers[file]})).collect();
        papers.push(
            json!({"kind": "invoice", "file_id": scene.papers["invoice.pdf"], "amount": self.amount.to_string()}),
        );
        json!(papers)
    }

    fn body(&self, scene: &Scene<'_>, on: &str) -> Result<Value, DemoError> {
        let account = &scene.county.accounts[&self.work["builder"]];
        let purpose = match self.milestone.as_str() {
            "start" => "示例·开工款",
            "progress" => "示例·进度款",
            _ => "示例·完工款",
        };
        let funding: Vec<Value> = self
            .funding(scene)?
            .into_iter()
            .map(|(id, amount)| json!({"allocation_id": id, "amount": amount.to_string()}))
            .collect();
        Ok(json!({
            "kind": "contract_payment", "project_id": scene.projects[&self.project]["id"],
            "contract_id": scene.contracts[&self.project]["id"], "milestone": self.milestone,
            "amount": self.amount.to_string(), "purpose": purpose, "functional_class": self.work["functional_class"],
            "economic_class": "50302", "claimed_on": on, "funding": funding, "evidence": self.papers(scene),
            "payees": [{
                "organisation_id": account["organisation_id"], "bank_account_id": account["id"],
                "amount": self.amount.to_string()
            }]
        }))
    }
}

/// Files a claim and lets it pass as many desks as its ending asks for. `Some` is approved and waits to be paid.
async fn file(scene: &Scene<'_>, claim: &Claim, on: &str) -> Result<Option<Value>, DemoError> {
    let talk = &scene.talk;
    let draft = talk.make("datong-clerk", "/disbursements", &claim.body(scene, on)?).await?;
    let path = format!("/disbursements/{}", text(&draft, "id"));
    let id = text(&draft, "id");
    if claim.ending == "draft" {
        return Ok(None);
    }
    let submitted = talk.act("datong-clerk", &format!("{path}/submit"), &draft, Some(json!({}))).await?;
    match claim.ending.as_str() {
        "submitted" => return Ok(None),
        "withdrawn" => {
            talk.act("datong-clerk", &format!("{path}/withdraw"), &submitted, None).await?;
            return Ok(None);
        }
        "rejected" => {
            talk.decide(
                DESKS[0],
                id,
                &json!({"decision": "reject", "reason": "use_wrong", "opinion": "示例：与本年度安排不符"}),
            )
            .await?;
            return Ok(None);
        }
        "returned" => {
            talk.approve(&DESKS[..2], id).await?;
            let back = json!({"decision": "return", "return_form": "supplement", "reason": "missing_paper", "opinion": "示例：缺现场照片"});
            talk.decide(DESKS[2], id, &back).await?;
            return Ok(None);
        }
        _ => {}
    }
    talk.approve(&DESKS, id).await?;
    let mut approved = talk.see("datong-clerk", &path).await?;
    if approved["state"] == "submitted" {
        talk.approve(&["datong-director"], id).await?;
        approved = talk.see("datong-clerk", &path).await?;
    }
    if claim.ending == "cancelled" {
        talk.act("datong-clerk", &format!("{path}/cancel"), &approved, None).await?;
    }
    Ok(Some(approved).filter(|_| !matches!(claim.ending.as_str(), "approved" | "cancelled")))
}

/// A batch of these, handed over.
async fn hand_over(scene: &Scene<'_>, body: &Value) -> Result<Value, DemoError> {
    let batch = scene.talk.make("datong-payer", "/payment-batches", body).await?;
    let path = format!("/payment-batches/{}/hand-over", text(&batch, "id"));
    scene.talk.act("datong-payer", &path, &batch, None).await
}

async fn payments(scene: &Scene<'_>, disbursement: &Value) -> Result<Vec<Value>, DemoError> {
    let path = format!("/payments?limit=200&sort=oldest&disbursement_id={}", text(disbursement, "id"));
    Ok(scene.talk.see("datong-payer", &path).await?["items"].as_array().cloned().unwrap_or_default())
}

/// A row of results on a payment.
fn row(scene: &Scene<'_>, payment: &Value, outcome: &str, amount: &str, on: &str) -> String {
    let builder = scene.county.accounts.iter().find(|(_, a)| a["id"] == payment["bank_account_id"]);
    let (name, tail) = builder.map_or(("", ""), |(_, a)| (text(a, "holder_name"), text(a, "account_no")));
    let number = text(payment, "number");
    format!("ZF-{number},{outcome},{amount},{on},{name},{tail},{number},示例")
}

/// Imports rows under a batch, as the treasury's confirmer.
async fn import(scene: &Scene<'_>, batch: &Value, rows: &[String]) -> Result<(), DemoError> {
    if rows.is_empty() {
        return Ok(());
    }
    let file = format!("{RESULTS}\n{}\n", rows.join("\n"));
    let file = scene.talk.upload("datong-confirmer", COUNTY, "示例-回单.csv", file.as_bytes()).await?;
    let now = scene.now("datong-confirmer", "/payment-batches", batch).await?;
    let path = format!("/payment-batches/{}/import-result", text(batch, "id"));
    let done = scene.talk.act("datong-confirmer", &path, &now, Some(json!({"file_id": file}))).await?;
    if done["unmatched"] == 0 { Ok(()) } else { Err(DemoError(format!("rows found no payment: {done:#}"))) }
}

/// Hands a queued payment over again and books it as paid.
async fn make_good(scene: &Scene<'_>, payment: &Value, on: &str) -> Result<(), DemoError> {
    let retry = format!("/payments/{}/retry", text(payment, "id"));
    let again = scene.talk.act("datong-payer", &retry, payment, Some(json!({}))).await?;
    let batch = hand_over(scene, &json!({"region_code": COUNTY, "payment_ids": [again["id"]]})).await?;
    import(scene, &batch, &[row(scene, &again, "paid", text(&again, "amount"), on)]).await
}

/// Pays what was approved on a day: one batch, one file of results, and what follows from each ending.
async fn pay(scene: &Scene<'_>, approved: &[(&Claim, Value)], on: &str) -> Result<(), DemoError> {
    let ids: Vec<&Value> = approved.iter().map(|(_, d)| &d["id"]).collect();
    let batch = hand_over(scene, &json!({"region_code": COUNTY, "disbursement_ids": ids})).await?;
    let mut results = Vec::new();
    for (claim, disbursement) in approved {
        for payment in payments(scene, disbursement).await? {
            let amount = text(&payment, "amount");
            match claim.ending.as_str() {
                "sent" => {}
                "unknown" => {
                    let path = format!("/payments/{}/mark-unknown", text(&payment, "id"));
                    scene.talk.act("datong-confirmer", &path, &payment, None).await?;
                }
                "failed" | "failed_and_paid" => results.push(row(scene, &payment, "failed", amount, on)),
                "partly_paid" => results.push(row(scene, &payment, "paid", "30000.00", on)),
                _ => results.push(row(scene, &payment, "paid", amount, on)),
            }
        }
    }
    import(scene, &batch, &results).await?;
    for (claim, disbursement) in approved {
        after(scene, claim, disbursement, (&batch, on)).await?;
    }
    Ok(())
}

/// What follows once the results are in.
async fn after(scene: &Scene<'_>, claim: &Claim, d: &Value, at: (&Value, &str)) -> Result<(), DemoError> {
    match claim.ending.as_str() {
        "failed_and_paid" => {
            for payment in payments(scene, d).await? {
                make_good(scene, &payment, at.1).await?;
            }
        }
        "bounced_and_paid" => {
            for payment in payments(scene, d).await? {
                let bounced = row(scene, &payment, "bounced", text(&payment, "amount"), at.1);
                import(scene, at.0, &[bounced]).await?;
                let payment = scene.now("datong-payer", "/payments", &payment).await?;
                make_good(scene, &payment, at.1).await?;
            }
        }
        "receipt_confirmed" => {
            let now = scene.now("datong-clerk", "/disbursements", d).await?;
            let path = format!("/disbursements/{}/confirm-receipt", text(&now, "id"));
            scene.talk.act("datong-clerk", &path, &now, None).await?;
        }
        _ => {}
    }
    Ok(())
}

/// A claim that was submitted passes its desks and is paid whole.
pub(super) async fn pay_out(scene: &Scene<'_>, claim: &Value, on: &str) -> Result<(), DemoError> {
    scene.talk.approve(&DESKS, text(claim, "id")).await?;
    let batch = hand_over(scene, &json!({"region_code": COUNTY, "disbursement_ids": [claim["id"]]})).await?;
    let mut results = Vec::new();
    for payment in payments(scene, claim).await? {
        results.push(row(scene, &payment, "paid", text(&payment, "amount"), on));
    }
    import(scene, &batch, &results).await
}

/// Every claim of the plan, day by day.
pub(super) async fn pay_the_year(scene: &Scene<'_>) -> Result<(), DemoError> {
    let works: HashMap<String, HashMap<String, String>> =
        rows(WORKS)?.into_iter().map(|row| (row["project"].clone(), row)).collect();
    let plan = rows(CLAIMS)?;
    let mut days: Vec<String> = plan.iter().map(|row| row["day"].clone()).collect();
    days.dedup();
    for day in days {
        let civil: Day = day.parse().map_err(|()| "a day of the plan")?;
        scene.on(civil).await?;
        if day == "2023-09-01" {
            scene.accept(&day).await?;
        }
        let claims = plan.iter().filter(|row| row["day"] == day).map(|row| {
            Ok(Claim {
                project: row["project"].clone(),
                milestone: row["milestone"].clone(),
                amount: row["amount"].parse().map_err(|_| "an amount of the plan")?,
                ending: row["ending"].clone(),
                work: works.get(&row["project"]).cloned().ok_or("a work of the plan")?,
            })
        });
        let claims = claims.collect::<Result<Vec<Claim>, DemoError>>()?;
        let mut approved = Vec::new();
        for claim in &claims {
            if let Some(disbursement) = file(scene, claim, &day).await? {
                approved.push((claim, disbursement));
            }
        }
        pay(scene, &approved, &day).await?;
    }
    scene.on(Day::of(2023, 10, 12)).await?;
    scene.end("P014", "2023-10-12").await
}
