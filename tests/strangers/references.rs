//! What a body refers to in the county beside is for whoever sends it as what does not exist.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{
    bodies::{places, put},
    county::{NOTHING, Subject, noun},
    document::Operation,
    sameness::{answered, is_refused, same, sent, told},
    stage::{Attempt, Stage, Tally},
};
use crate::support::{
    Reply,
    cast::{COUNTY, OTHER},
    money::text,
};

/// What is planted in the county beside, each of what stands before it: generated bodies, and what generation cannot know.
const BESIDE: &[(&str, &str)] = &[
    ("/organisations", r#"{"name": "示例单位", "kind": "agency_centre"}"#),
    ("/files", "{}"),
    ("/sites", "{}"),
    ("/officers", "{}"),
    ("/funding-sources", "{}"),
    ("/budget-documents", r#"{"number": "示财农〔2023〕1号"}"#),
    ("/projects", "{}"),
    ("/contracts", "{}"),
    ("/assets", "{}"),
    ("/allocations", "{}"),
    ("/bank-accounts", r#"{"holder_name": "示例单位"}"#),
    ("/people", "{}"),
    ("/households", "{}"),
    ("/inspections", "{}"),
    ("/housing-units", "{}"),
    ("/village-decisions", r#"{"region_code": "431027100"}"#),
];

/// What comes to be only at the end of a long way, or of one kind of organisation: rows of the test county, carried across the border
/// while they are asked for.
const CARRIED: &[(&str, &str)] = &[
    ("/api-clients", "api_client"),
    ("/asset-transfers", "asset_transfer"),
    ("/bank-forms", "bank_form"),
    ("/benefit-rolls", "roll"),
    ("/collectives", "collective"),
    ("/disbursements", "disbursement"),
    ("/distributions", "distribution"),
    ("/income-pools", "income_pool"),
    ("/payments", "payment"),
    ("/payouts", "payout"),
    ("/post-assignments", "post_assignment"),
    ("/public-posts", "public_post"),
    ("/publicity", "posting"),
    ("/resolutions", "resolution"),
    ("/share-schemes", "share_scheme"),
    ("/to-person-lists", "to_person_list"),
    ("/upkeep-orders", "upkeep_order"),
];

/// What a body must say before anybody looks at what it refers to; in braces what was planted under that name.
const SENSIBLE: &[(&str, &str)] = &[
    ("complaints.complaint.answer", r#"{"finding": "upheld"}"#),
    ("complaints.complaint.receive", r#"{"allocation_ids": ["{allocation}"]}"#),
    (
        "distributions.distribution.file",
        r#"{"collective_id": "{divider}", "kind": "member_dividend", "classes": ["member"]}"#,
    ),
    ("distributions.distribution.revise", r#"{"kind": "member_dividend", "classes": ["member"]}"#),
    ("funds.document.create", r#"{"number": "示财农〔2023〕77号"}"#),
    ("income.entry.record", r#"{"collective_id": "{earner}", "category": "operation"}"#),
    ("income.scheme.adopt", r#"{"collective_id": "{divider}"}"#),
    (
        "payments.disbursement.create",
        r#"{"kind": "contract_payment", "milestone": "start", "contract_id": "{contract}", "functional_class": "2130504",
            "payees": [{"organisation_id": "{organisation}"}]}"#,
    ),
    (
        "payments.disbursement.change",
        r#"{"amount": "1.00", "funding": [{"allocation_id": "{allocation}", "amount": "1.00"}],
            "payees": [{"organisation_id": "{organisation}", "bank_account_id": "{bank_account}", "amount": "1.00"}]}"#,
    ),
    ("posts.list.file", r#"{"pool_id": "{community_pool}"}"#),
    ("posts.list.generate", r#"{"pool_id": "{community_pool}"}"#),
    ("shares.transaction.record", r#"{"scheme_id": "{in_force}", "kind": "issue", "on": "2023-03-01"}"#),
];

/// Places that ask more of one's own than to be there, and what was planted that has it: an account of the body, its vote on a plan.
const FITTING: &[(&str, &str)] = &[
    ("distributions.distribution.file /scheme_id", "in_force"),
    ("distributions.distribution.file /pool_id", "members_pool"),
    ("distributions.distribution.revise /pool_id", "members_pool"),
    ("distributions.distribution.revise /scheme_id", "in_force"),
    ("distributions.distribution.vote /resolution_id", "plan_vote"),
    ("income.entry.record /account_id", "own_account"),
    ("payouts.batch.create /distribution_id", "paying"),
    ("income.scheme.adopt /resolution_id", "plan_vote"),
    ("income.spending.record /account_id", "own_account"),
];

/// Operations that look at a reference only where their object has come so far, and the object that has.
const AIMS: &[(&str, &str)] = &[
    ("assets.asset.form", "project"),
    ("funds.split.propose", "rich"),
    ("funds.split.resubmit", "returned"),
    ("housing.title_batch.record_results", "batch_taken"),
    ("payments.payment.retry", "failed"),
    ("payments.result.match", "waiting"),
    ("projects.contract.complete", "contract_under_way"),
    ("projects.contract.supplement", "contract"),
    ("projects.project.accept", "project"),
    ("projects.project.plan", "library"),
    ("shares.scheme.close", "in_force"),
    ("shares.scheme.reopen", "in_force"),
];

/// Places that no request can reach, and why.
const UNREACHED: &[(&str, &str)] = &[
    ("approvals.task.batch_decide /items/task_id", "nobody here has a task; it meets its strangers in the matrix"),
    (
        "assets.asset.correct /twin_of",
        "only another card of the register is a twin, which is looked for in the caller's regions",
    ),
    (
        "people.household.confirm /file_id",
        "nobody here waits to be confirmed by another officer; it is refused as every paper is",
    ),
    ("distributions.distribution.file /roll_id", "the plan goes by shares here; it meets its strangers with the kinds"),
    (
        "distributions.distribution.revise /roll_id",
        "the plan goes by shares here; it meets its strangers with the kinds",
    ),
    (
        "loans.loan.record /resolution_id",
        "only a vote of this very body on borrowing is one; it meets its strangers with the loans",
    ),
    (
        "distributions.distribution.publicise /posting_id",
        "only a posting about this very list is one; it meets its strangers with the lists that hang",
    ),
    (
        "posts.list.publicise /posting_id",
        "only a posting about this very list is one; it meets its strangers with the lists that hang",
    ),
    (
        "payments.disbursement.create /upkeep_order_id",
        "no order that claims may pay stands here; it meets its strangers with the orders of upkeep",
    ),
    (
        "payments.disbursement.change /upkeep_order_id",
        "no order that claims may pay stands here; it meets its strangers with the orders of upkeep",
    ),
    (
        "income.entry.record /from_line/distribution_id",
        "a line is a body's own once a bank has paid it; it meets its strangers with the two levels, where its plan lies in the county beside",
    ),
    (
        "income.entry.record /refund_of/income_entry_id",
        "only an income for months to come is one; it meets its strangers with what is given back of a rent",
    ),
    (
        "income.spending.record /to_person_list_id",
        "no list is locked here; it meets its strangers with what locked lists hold",
    ),
    (
        "payments.disbursement.create /to_person_list_id",
        "no list that claims may pay stands here; it meets its strangers with the lists of persons",
    ),
    (
        "payments.disbursement.change /to_person_list_id",
        "no list that claims may pay stands here; it meets its strangers with the lists of persons",
    ),
    (
        "posts.list.link_spending /spending_id",
        "what was spent is carried nowhere; it meets its strangers with the lists of persons",
    ),
    (
        "posts.list.link_disbursement /disbursement_id",
        "no claim for a list stands here; it meets its strangers with the lists of persons",
    ),
];

/// Objects of the county beside, by collection.
struct Beside<'a> {
    stage: &'a Stage<'a>,
    objects: BTreeMap<&'static str, String>,
}

/// Puts what is said over a generated body: into objects field by field, into lists element by element.
fn say(body: &mut Value, said: &Value) {
    match (body, said) {
        (Value::Object(fields), Value::Object(said)) => {
            said.iter().for_each(|(name, value)| say(fields.entry(name).or_insert(Value::Null), value));
        }
        (Value::Array(items), Value::Array(said)) => {
            items.iter_mut().zip(said).for_each(|(item, said)| say(item, said))
        }
        (here, said) => *here = said.clone(),
    }
}

/// The row of this name, if there is one.
fn row(table: &'static [(&'static str, &'static str)], name: &str) -> Option<&'static str> {
    table.iter().find(|(row, _)| *row == name).map(|(_, said)| *said)
}

impl<'a> Beside<'a> {
    async fn plant(stage: &'a Stage<'a>) -> Self {
        let mut beside = Self { stage, objects: BTreeMap::new() };
        for (collection, _) in BESIDE {
            let operation = stage.document.at("POST", collection).expect(collection);
            let mut body = beside.body(operation, OTHER, None).expect(collection);
            say(&mut body, &beside.said(BESIDE, collection));
            let reply = beside.send((operation, OTHER, ""), body, &mut Tally::of("beside", 0)).await.1;
            assert_eq!(reply.status, 201, "{collection}: {}", reply.body);
            beside.objects.insert(collection, text(&reply.body, "id").to_owned());
        }
        beside
    }

    fn said(&self, table: &'static [(&'static str, &'static str)], name: &str) -> Value {
        let named = self.stage.county.planted.named.iter();
        let said = row(table, name).unwrap_or("{}").to_owned();
        let said = named.fold(said, |said, (name, id)| said.replace(&format!("{{{name}}}"), id));
        serde_json::from_str(&said).expect(name)
    }

    /// What a property of this name refers to at home.
    fn own(&self, region: &str, name: &str) -> Result<String, String> {
        let collection = self.stage.county.collection(name)?;
        if region == COUNTY {
            let named = self.stage.county.planted.named.get(noun(name)).cloned();
            return named.map_or_else(|| self.stage.county.id(name), Ok);
        }
        Ok(self.objects.get(collection.as_str()).cloned().unwrap_or_else(|| NOTHING.to_owned()))
    }

    /// A body of one county that refers to its own objects alone.
    fn body(&self, operation: &Operation, region: &str, way: Option<&[String]>) -> Result<Value, String> {
        let own = |name: &str| self.own(region, name);
        Ok(self.stage.body_with(operation, (region, way), &own)?.unwrap_or_default())
    }

    /// At what an operation is aimed, with its tag of now.
    async fn aim(&self, operation: &Operation, token: &str) -> Option<Subject> {
        let Some(id) = row(AIMS, &operation.id).map(|name| self.stage.county.planted.named[name].clone()) else {
            return self.stage.county.aim(operation).cloned();
        };
        let path = format!("{}/{id}", operation.collection().unwrap_or_default());
        let now = self.stage.app.get(&path).header("authorization", &format!("Bearer {token}")).send().await;
        Some(Subject { tag: now.etag(), id })
    }

    /// What was sent, by somebody of the county who may, and what came back.
    async fn send<'o>(
        &'o self,
        (operation, region, query): (&'o Operation, &'static str, &str),
        body: Value,
        tally: &mut Tally,
    ) -> (Attempt<'o>, Reply) {
        let role = operation.roles.iter().flatten().next().expect("who may");
        let token = self.stage.people.of(region, role).token.as_str();
        let aim = self.aim(operation, token).await;
        let attempt = Attempt { operation, token: Some(token), aim, query: query.to_owned(), body: Some(body) };
        let reply = self.stage.send(&attempt, tally).await;
        (attempt, reply)
    }

    /// Carries the rows of a table across the border, or back.
    async fn carry(&self, collection: &str, to: &str) {
        use sea_orm::ConnectionTrait as _;
        if let Some((_, table)) = CARRIED.iter().find(|(carried, _)| *carried == collection) {
            let sql = format!("UPDATE {table} SET region_code = '{to}'");
            self.stage.app.app.db.unguarded().execute_unprepared(&sql).await.expect(&sql);
        }
    }

    /// The same answer whether the place names what lies in the other county or nothing; true when it was looked at at all.
    async fn look(
        &self,
        operation: &Operation,
        region: &'static str,
        place: &[String],
        tally: &mut Tally,
    ) -> Result<bool, String> {
        let name = place.iter().next_back().map(String::as_str).unwrap_or_default();
        let collection = self.stage.county.collection(name)?;
        let there = if region == COUNTY { self.objects.get(collection.as_str()).cloned() } else { None };
        let carried = region == COUNTY && there.is_none();
        if carried && !CARRIED.iter().any(|(carried, _)| *carried == collection) {
            return Ok(false);
        }
        let there = there.map_or_else(|| self.stage.county.id(name), Ok)?;
        let mut body = self.body(operation, region, Some(place))?;
        say(&mut body, &self.said(SENSIBLE, &operation.id));
        let (mut told_of, mut pointers) = (Vec::new(), None);
        let fitting = row(FITTING, &format!("{} /{}", operation.id, place.join("/")));
        let own = fitting.map_or_else(|| self.own(region, name), |n| Ok(self.stage.county.planted.named[n].clone()))?;
        for (n, id) in [own.as_str(), there.as_str(), NOTHING].into_iter().enumerate() {
            put(&mut body, place, &json!(id));
            self.carry(&collection, if carried && n == 1 { OTHER } else { COUNTY }).await;
            let (attempt, reply) = self.send((operation, region, "dry_run=true"), body.clone(), tally).await;
            let reply = answered(reply)?;
            if n > 0 && !is_refused(&reply) {
                return Err(format!("a reference to {id} is taken: {} {}", reply.status, reply.body));
            }
            told_of.push(told(&reply, &sent(&attempt)));
            let wrong = reply.status.as_u16() == 422;
            let errors = reply.body["errors"].as_array().into_iter().flatten();
            let told = || errors.map(|e| e["pointer"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>();
            pointers = wrong.then(told);
        }
        self.carry(&collection, COUNTY).await;
        same(&told_of[1], &told_of[2])?;
        // Where one's own is answered otherwise than nothing, the place was looked at; what is unknown there is told with its place.
        let (looked_at, at) = (told_of[0] != told_of[2], format!("/{}", place.join("/")));
        // The schema's places do not count the rows of a list; what is told does.
        let uncounted = |told: &str| -> String {
            told.split('/').filter(|part| part.parse::<u32>().is_err()).collect::<Vec<_>>().join("/")
        };
        let tells = |told: &String| !told.is_empty() && at.starts_with(&uncounted(told));
        match pointers.filter(|told| looked_at && !told.iter().any(tells)) {
            Some(told) => Err(format!("unknown at {at} and told of {told:?}")),
            None => Ok(looked_at),
        }
    }
}

/// No table keeps a row for what is not there any more.
fn assert_used(stage: &Stage<'_>) {
    let fitting = FITTING.iter().filter_map(|(place, _)| place.split_once(' ')).map(|(name, _)| name);
    let rows = SENSIBLE.iter().chain(AIMS).map(|(name, _)| *name).chain(fitting);
    let is = |name: &str| stage.document.operations.iter().any(|o| o.id == name && o.body.is_some());
    let gone: Vec<&str> = rows.filter(|name| !is(name)).collect();
    assert!(gone.is_empty(), "no such operations: {gone:?}");
    let lost = stage.county.unused_aliases(&stage.document);
    assert!(lost.is_empty(), "nothing is called so: {lost:?}");
}

/// Every place of every body that refers to something.
pub async fn meet(stage: &Stage<'_>) {
    let (mut tally, mut unreached) = (Tally::of("by reference", 250), BTreeSet::new());
    assert_used(stage);
    let beside = Beside::plant(stage).await;
    for operation in stage.document.operations.iter().filter(|o| o.roles.is_some()) {
        let Some((_, schema)) = &operation.body else { continue };
        for place in places(&stage.document, schema) {
            let name = format!("{} /{}", operation.id, place.join("/"));
            let mut reached = false;
            for region in if operation.collection().is_some() { &[COUNTY][..] } else { &[COUNTY, OTHER] } {
                match beside.look(operation, region, &place, &mut tally).await {
                    Ok(looked_at) => reached |= looked_at,
                    Err(why) => tally.fault(operation, &format!("/{} from {region}: {why}", place.join("/"))),
                }
            }
            if !reached {
                unreached.insert(name);
            }
        }
    }
    let told: BTreeSet<String> = UNREACHED.iter().map(|(name, _)| (*name).to_owned()).collect();
    Tally::settle(&[tally]);
    assert_eq!(unreached, told, "references that nobody looked at before something else was found wanting");
}
