//! One object of every kind in the test county, found again through the lists that the document names.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    bodies::places,
    document::{Document, Operation},
    people::People,
    planted::Planted,
};
use crate::support::{Person, TestApp, cast::COUNTY};

/// An id that nothing has.
pub const NOTHING: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

/// What properties and filters call their object, where it is not the name of the collection in the singular.
const ALIASES: &[(&str, &str)] = &[
    ("against", "/people-months"),
    ("agency", "/organisations"),
    ("agent", "/organisations"),
    ("agent_person", "/people"),
    ("assignment", "/post-assignments"),
    ("ballot_file", "/files"),
    ("batch", "/payment-batches"),
    ("client", "/api-clients"),
    ("co_giver", "/organisations"),
    ("complainant", "/people"),
    ("complained_of_officer", "/officers"),
    ("curer", "/organisations"),
    ("decision", "/village-decisions"),
    ("document", "/budget-documents"),
    ("account", "/bank-accounts"),
    ("employer", "/organisations"),
    ("giver", "/organisations"),
    ("household_head", "/people"),
    ("income_entry", "/income-entries"),
    ("initiator", "/officers"),
    ("lender", "/organisations"),
    ("line_department", "/organisations"),
    ("list", "/to-person-lists"),
    ("maintainer", "/organisations"),
    ("manager", "/organisations"),
    ("minutes_file", "/files"),
    ("owner", "/allocations"),
    ("paper_file", "/files"),
    ("opening_file", "/files"),
    ("parent", "/allocations"),
    ("parent_person", "/people"),
    ("payee", "/organisations"),
    ("person", "/people"),
    ("payout_batch", "/payout-batches"),
    ("roll", "/benefit-rolls"),
    ("photo_file", "/files"),
    ("pool", "/income-pools"),
    ("post", "/public-posts"),
    ("posting", "/publicity"),
    ("receiver", "/organisations"),
    ("reverses", "/asset-transfers"),
    ("scheme", "/share-schemes"),
    ("spending", "/income-spendings"),
    ("split_from", "/households"),
    ("twin_of", "/assets"),
    ("subject", "/disbursements"),
    ("supervisor", "/organisations"),
    ("transfer", "/asset-transfers"),
    ("unit", "/organisations"),
];

/// An object as a stranger would try to reach it, had somebody told the id and the tag.
#[derive(Debug, Clone)]
pub struct Subject {
    pub id: String,
    pub tag: String,
}

/// What there is in the test county, by collection.
pub struct County {
    subjects: BTreeMap<String, Subject>,
    pub planted: Planted,
}

/// Who may be asked for a list: whoever the document names, and the one of the cast with a task.
async fn askers(app: &TestApp, people: &People, list: &Operation) -> Vec<Person> {
    let named = people.roles.iter().filter(|r| list.roles.as_ref().is_none_or(|allowed| allowed.contains(r)));
    let mut askers: Vec<Person> = named.map(|role| people.of(COUNTY, role).clone()).collect();
    askers.push(app.who("unit_head").await);
    askers
}

/// The row that was planted for it; else one of the test county, or where rows have no region, any.
fn chosen<'a>(page: &'a Value, planted: Option<&str>) -> Option<&'a Value> {
    let rows = page["items"].as_array()?;
    if let Some(id) = planted {
        return rows.iter().find(|row| row["id"] == id);
    }
    let here = rows.iter().find(|row| row["region_code"].as_str().is_some_and(|code| code.starts_with(COUNTY)));
    here.or_else(|| rows.iter().find(|row| row["region_code"].is_null()))
}

/// `funding_source` of `funding_source_id`, `payment` of `payment_ids`.
pub fn noun(name: &str) -> &str {
    name.strip_suffix("_ids").or_else(|| name.strip_suffix("_id")).unwrap_or(name)
}

impl County {
    /// Looks for a member of every collection of which some operation names one.
    pub async fn find(
        app: &TestApp,
        document: &Document,
        people: &People,
        planted: Planted,
    ) -> Result<Self, Vec<String>> {
        let paper = app.paper("示例.pdf").await;
        let file = Subject { id: paper.as_str().expect("an id").to_owned(), tag: "1".to_owned() };
        let mut subjects = BTreeMap::from([("/files".to_owned(), file)]);
        let mut lost = Vec::new();
        // What anybody may ask is aimed by a proof of its own.
        for operation in document.operations.iter().filter(|o| !o.public) {
            let Some(collection) = operation.collection().filter(|c| !subjects.contains_key(*c)) else { continue };
            let wanted = planted.subjects.get(collection).map(String::as_str);
            match Self::member(app, (document, people), collection, wanted).await {
                Some(subject) => drop(subjects.insert(collection.to_owned(), subject)),
                None => lost.push(format!("{}: no object of {collection} was planted", operation.id)),
            }
        }
        if lost.is_empty() { Ok(Self { subjects, planted }) } else { Err(lost) }
    }

    async fn member(
        app: &TestApp,
        (document, people): (&Document, &People),
        collection: &str,
        planted: Option<&str>,
    ) -> Option<Subject> {
        let list = document.at("GET", collection)?;
        for person in askers(app, people, list).await {
            let page = app.get(&format!("{collection}?limit=200")).by(&person).send().await;
            let page = if page.status == 400 { app.get(collection).by(&person).send().await } else { page };
            let Some(row) = chosen(&page.body, planted) else { continue };
            let id = row["id"].as_str().or(row["code"].as_str())?.to_owned();
            let one = app.get(&format!("{collection}/{id}")).by(&person).send().await;
            let tag = one.headers.get("etag").and_then(|t| t.to_str().ok()).unwrap_or("1").trim_matches('"').to_owned();
            return Some(Subject { id, tag });
        }
        None
    }

    /// The object at which an operation is aimed.
    pub fn aim(&self, operation: &Operation) -> Option<&Subject> {
        operation.collection().and_then(|collection| self.subjects.get(collection))
    }

    /// The collection of what a property or a filter names: `funding_source_id`, `payment_ids`.
    pub fn collection(&self, name: &str) -> Result<String, String> {
        let noun = noun(name);
        let alias = ALIASES.iter().find(|(alias, _)| *alias == noun).map(|(_, collection)| (*collection).to_owned());
        let collection = alias.unwrap_or_else(|| format!("/{}s", noun.replace('_', "-")));
        let known = self.subjects.contains_key(&collection);
        if known { Ok(collection) } else { Err(format!("what does {name} refer to? There is no {collection}")) }
    }

    /// Aliases that no property of a body and no filter bears.
    pub fn unused_aliases(&self, document: &Document) -> Vec<&'static str> {
        let bodies = document.operations.iter().filter_map(|o| o.body.as_ref());
        let named = bodies.flat_map(|(_, schema)| places(document, schema)).filter_map(|place| place.last().cloned());
        let filters = document.operations.iter().flat_map(|o| &o.parameters).map(|p| p.name.clone());
        let nouns: Vec<String> = named.chain(filters).map(|name| noun(&name).to_owned()).collect();
        ALIASES.iter().map(|(alias, _)| *alias).filter(|alias| !nouns.iter().any(|n| n == alias)).collect()
    }

    /// The id of what a property or a filter names.
    pub fn id(&self, name: &str) -> Result<String, String> {
        self.collection(name).map(|collection| self.subjects[&collection].id.clone())
    }
}
