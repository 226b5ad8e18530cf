//! The table of actions, the document, the rule book and its cases say the same.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use serde_json::Value;
use steward::{
    ground::{
        authority::{Who, action},
        kernel::{Force, Words as _},
        platform::{Config, Db, Ids, Keys},
    },
    office::policy::ExceptionSubject,
    server::{
        app::{App, rules},
        check::invariants,
        http::{Published, published},
        rulebook::pages,
    },
};

use super::source::{none, read, root, rust_files, sources};

/// Actions that are no operation of their own: what they allow is looked at inside other operations.
const WITHIN: &[&str] = &["places.bank_account.see_clear", "assets.asset.change_money", "assets.asset.spare_handover"];

/// Desks of an approval see what exceptions let pass of its subject, and use none up.
const SEEING: &[&str] = &["approvals.task.decide", "approvals.task.batch_decide"];

/// The parts as they are joined; the database is never asked.
async fn joined() -> App {
    let db = Db::open("sqlite::memory:", 1, Ids::seeded(1)).await.expect("a database");
    App::join(db, Config::default(), Keys::ephemeral()).map_err(|e| e.to_string()).expect("parts that join")
}

/// The document comes from the types alone.
async fn document() -> &'static Published {
    published(&joined().await).expect("a document")
}

/// What is checked in is what is served: whoever changes the contract shows it.
#[tokio::test]
async fn the_document_is_checked_in() {
    let kept = read("openapi/openapi.json");
    assert!(
        kept == document().await.text,
        "run `cargo run -- openapi > openapi/openapi.json` and tell openapi/CHANGES.md"
    );
}

/// The pages of rules and checks are those that the program makes, no more and no fewer.
#[test]
fn the_book_of_rules_is_checked_in() {
    let made: BTreeMap<String, String> = pages().expect("pages").into_iter().collect();
    let names = fs::read_dir(root().join("docs/rules")).expect("docs/rules");
    let names = names.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"));
    let kept: BTreeMap<String, String> =
        names.map(|name| (name.clone(), read(&format!("docs/rules/{name}")))).collect();
    let differ = made.keys().chain(kept.keys()).filter(|name| made.get(*name) != kept.get(*name)).cloned().collect();
    none("pages that differ: run `cargo run -- rules --into docs/rules`", differ);
}

/// The ids of every operation of the document.
async fn operations() -> BTreeSet<String> {
    let paths = document().await.document["paths"].as_object().expect("paths").clone();
    let operations = paths.values().flat_map(|path| path.as_object().expect("methods").values().cloned());
    operations.map(|o| o["operationId"].as_str().expect("an id").to_owned()).collect()
}

/// Lists that are not given out as a table: docs/decisions/0044-exports.md says why of each.
const NO_TABLE: &[&str] = &["/field-grants/{id}/households"];

/// Every list has its export, filtered as it is; what has none is named, with its reason.
#[tokio::test]
async fn every_list_goes_out_as_it_is_filtered() {
    let paths = document().await.document["paths"].as_object().expect("paths");
    let parameters = |path: &str| -> Option<BTreeSet<String>> {
        let listed = paths.get(path)?["get"]["parameters"].as_array()?;
        Some(listed.iter().filter_map(|p| p["name"].as_str()).map(str::to_owned).collect())
    };
    let lists: Vec<&String> = paths.keys().filter(|p| parameters(p).is_some_and(|all| all.contains("limit"))).collect();
    assert!(lists.len() > 80, "only {} lists were looked at", lists.len());
    let without =
        lists.iter().filter(|p| !paths.contains_key(&format!("{p}/export")) && !NO_TABLE.contains(&p.as_str()));
    none("lists without an export", without.map(|p| (*p).clone()).collect());
    let mut otherwise = Vec::new();
    for path in &lists {
        let (list, export) = (parameters(path).unwrap_or_default(), parameters(&format!("{path}/export")));
        let Some(export) = export else { continue };
        let paging = ["count", "cursor", "limit"].map(str::to_owned);
        let wanted = list.into_iter().filter(|name| !paging.contains(name)).chain(["format".to_owned()]).collect();
        if export != wanted {
            otherwise.push(format!("{path}: {:?}", export.symmetric_difference(&wanted)));
        }
    }
    none("exports that are filtered otherwise than their lists", otherwise);
    let kept =
        NO_TABLE.iter().filter(|p| !lists.iter().any(|list| list == *p) || paths.contains_key(&format!("{p}/export")));
    none("exceptions that are none", kept.map(|p| (*p).to_owned()).collect());
    let told = read("docs/decisions/0044-exports.md");
    none(
        "exceptions without a reason",
        NO_TABLE.iter().filter(|p| !told.contains(*p)).map(|p| (*p).to_owned()).collect(),
    );
}

/// Every whole number of the contract says between which bounds it lies, so that one beyond them is told with its figure.
#[tokio::test]
async fn every_whole_number_has_its_bounds() {
    fn unbounded(value: &Value, at: &str, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                let bound = |name: &str| fields.get(name).is_some_and(Value::is_number);
                if fields.get("type").is_some_and(|kind| kind == "integer") && !(bound("minimum") && bound("maximum")) {
                    found.push(at.to_owned());
                }
                fields.iter().for_each(|(name, inner)| unbounded(inner, &format!("{at}/{name}"), found));
            }
            Value::Array(items) => items.iter().for_each(|inner| unbounded(inner, at, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let mut found = Vec::new();
    unbounded(&document().await.document, "", &mut found);
    none("whole numbers without bounds", found);
}

fn area(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

#[tokio::test]
async fn every_operation_has_its_action_and_every_action_its_operation() {
    let operations = operations().await;
    let lost = operations.iter().filter(|o| action::of_operation(o).is_none()).cloned().collect();
    none("operations without a row in the table of actions", lost);
    let named: BTreeSet<&str> = operations.iter().filter_map(|o| action::of_operation(o)).map(|a| a.name).collect();
    // The table knows areas that have no operation yet; from its first one on, an area is held to all of its rows.
    let areas: BTreeSet<&str> = operations.iter().map(|o| area(o)).collect();
    let idle = action::all().filter(|a| areas.contains(area(a.name)) && !named.contains(a.name));
    let idle = idle.filter(|a| a.who != Who::Roles(&[]) && !WITHIN.contains(&a.name)).map(|a| a.name.to_owned());
    none("actions without an operation", idle.collect());
}

#[tokio::test]
async fn every_rule_binds_operations_that_exist() {
    let operations = operations().await;
    let areas: BTreeSet<&str> = operations.iter().map(|o| area(o)).collect();
    let bound = rules().flat_map(|rule| rule.operations.iter().map(move |operation| (rule.number, *operation)));
    let lost = bound.filter(|(_, o)| areas.contains(area(o)) && !operations.contains(*o));
    none("rules of operations that are not in the document", lost.map(|(rule, o)| format!("{rule}: {o}")).collect());
    none("rules that bind nothing", rules().filter(|r| r.operations.is_empty()).map(|r| r.number.to_owned()).collect());
}

/// Every act that a rule of force `exception` refuses takes exceptions: it stands among the acts of a subject whose area answers for
/// its exceptions. What such a rule refuses without a way out has another force, or is judged at another act.
#[tokio::test]
async fn every_act_that_a_rule_of_force_exception_refuses_has_its_door() {
    let paths = document().await.document["paths"].as_object().expect("paths");
    let reads = paths.values().filter_map(|path| path["get"]["operationId"].as_str()).collect::<BTreeSet<_>>();
    let book = rules().filter(|rule| rule.force == Force::Exception);
    let refused = book.flat_map(|rule| rule.operations.iter().map(move |act| (rule.number, *act)));
    let refused: BTreeSet<_> = refused.filter(|(_, act)| !reads.contains(act) && !SEEING.contains(act)).collect();
    let doors: Vec<ExceptionSubject> = joined().await.policy().doors.iter().map(|door| door.subject()).collect();
    let taking: BTreeSet<&str> = doors.iter().flat_map(|subject| subject.acts()).map(|act| act.name).collect();
    let without = refused.iter().filter(|(_, act)| !taking.contains(act)).map(|(rule, act)| format!("{rule}: {act}"));
    none("acts of a rule of force `exception` that take none", without.collect());
    let acts: BTreeSet<&str> = refused.iter().map(|(_, act)| *act).collect();
    none("acts that take exceptions to no rule", taking.difference(&acts).map(|act| (*act).to_owned()).collect());
    let unanswered = ExceptionSubject::ALL.iter().filter(|(subject, ..)| !doors.contains(subject));
    none(
        "subjects of exceptions for which no area answers",
        unanswered.map(|(_, word, _)| (*word).to_owned()).collect(),
    );
}

#[test]
fn every_rule_has_a_file_of_cases_that_its_test_reads() {
    let files: BTreeMap<String, String> =
        rust_files("src").into_iter().map(|path| (path.clone(), read(&path))).collect();
    let in_rules = || files.iter().filter(|(path, _)| path.contains("/rules/") || path.contains("/rules."));
    let mut lost = Vec::new();
    for rule in rules() {
        let stated = format!("number: \"{}\"", rule.number);
        let included = format!("tests/cases/{}.csv\")", rule.number);
        let home = in_rules().find(|(_, text)| text.contains(&stated));
        match home {
            None => lost.push(format!("{} has no file of its own among rules", rule.number)),
            Some((path, text)) if !text.contains(&included) => {
                lost.push(format!("{path} includes no tests/cases/{}.csv", rule.number))
            }
            Some(_) => {}
        }
    }
    none("rules without cases that an official can check", lost);
    let known: BTreeSet<String> = rules().map(|r| format!("{}.csv", r.number)).collect();
    let cases = fs::read_dir(root().join("tests/cases")).expect("cases").map(|e| e.expect("a file").file_name());
    let strange = cases.map(|n| n.to_string_lossy().into_owned()).filter(|n| n.ends_with(".csv") && !known.contains(n));
    none("cases of no rule", strange.collect());
}

#[test]
fn every_rule_that_is_written_is_in_the_book() {
    let book: BTreeSet<&str> = rules().map(|r| r.number).collect();
    let mut lost = Vec::new();
    for source in sources().iter().filter(|s| s.layer() == Some("rules")) {
        let numbers = source
            .text
            .split(": Rule = Rule {")
            .skip(1)
            .filter_map(|r| r.split("number: \"").nth(1)?.split('"').next());
        lost.extend(numbers.filter(|n| !book.contains(n)).map(|n| format!("{}: {n}", source.path)));
    }
    none("rules that no area hands to the book", lost);
}

#[test]
fn every_versioned_table_that_is_written_has_its_history_checked() {
    let versioned = rust_files("entity/src").into_iter().filter(|path| read(path).contains("pub version: i64"));
    let tables: Vec<String> =
        versioned.map(|p| p.trim_start_matches("entity/src/").trim_end_matches(".rs").to_owned()).collect();
    let stores: Vec<_> = sources().into_iter().filter(|s| s.layer() == Some("store")).collect();
    let written = |table: &&String| stores.iter().any(|s| s.code.contains(&format!("{table}::Model")));
    let checked: Vec<String> = invariants().into_iter().filter(|i| i.number == "I7").map(|i| i.holds).collect();
    let unchecked = |table: &&String| !checked.iter().any(|holds| holds.contains(&format!(" row of {table} ")));
    none(
        "tables whose versions nobody holds against the trail (I7)",
        tables.iter().filter(written).filter(unchecked).cloned().collect(),
    );
}
