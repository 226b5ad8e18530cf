//! Every role that may, but in the county beside: what lies here is for them as if it were not.

use std::collections::BTreeSet;

use super::{
    county::{NOTHING, Subject},
    document::Operation,
    sameness::{answered, ids_in, is_refused, of_nothing, same, sent, told},
    stage::{Attempt, Stage, Tally},
    tables::ids_of_the_county,
};
use crate::support::{
    Reply,
    cast::{COUNTY, OTHER},
};

/// Members of these belong to everybody.
const EVERYBODYS: &[(&str, &str)] = &[
    ("/regions", "the official table of the whole country"),
    ("/schedules", "the timetable of the one server, whatever region its administrators are of"),
];

/// What a stranger asks for, and how the answer is held against the answer about nothing.
struct Look<'a> {
    stage: &'a Stage<'a>,
    /// What must not be in any answer.
    hidden: BTreeSet<String>,
}

/// Reads, lists, acts and creates from the county beside.
pub async fn meet(stage: &Stage<'_>) -> Tally {
    let mut tally = Tally::of("in the wrong region", if stage.is_whole() { 2_000 } else { 320 });
    let look = Look { stage, hidden: ids_of_the_county(stage.app).await };
    let gone = |collection: &str| stage.document.at("GET", collection).is_none();
    assert!(!EVERYBODYS.iter().any(|(collection, _)| gone(collection)), "a collection that is no more");
    assert!(look.hidden.len() > 150, "only {} rows were planted", look.hidden.len());
    for operation in stage.document.operations.iter().filter(|o| !o.public) {
        let everybody = stage.people.roles.iter().take(1).cloned().collect();
        let roles = stage.meeting(operation, operation.roles.as_ref().unwrap_or(&everybody).iter());
        for role in stage.a_third(operation, roles) {
            if let Err(why) = look.try_as(&mut tally, role, operation).await {
                tally.fault(operation, &format!("as {role} of {OTHER}: {why}"));
            }
        }
    }
    tally
}

impl Look<'_> {
    async fn try_as(&self, tally: &mut Tally, role: &str, operation: &Operation) -> Result<(), String> {
        let token = self.stage.people.of(OTHER, role).token.as_str();
        let attempt = Attempt { token: Some(token), ..self.stage.attempt(operation, COUNTY)? };
        if let Some(collection) = operation.collection() {
            if EVERYBODYS.iter().any(|(name, _)| *name == collection) {
                return Ok(());
            }
            return self.at_an_object(tally, attempt).await;
        }
        if operation.is_read() && ids_in(attempt.query.as_bytes()).next().is_some() {
            return self.at_what_a_query_names(tally, attempt).await;
        }
        if operation.is_read() { self.over_a_list(tally, attempt).await } else { self.into(tally, attempt).await }
    }

    async fn send(&self, tally: &mut Tally, attempt: &Attempt<'_>) -> Result<Reply, String> {
        let reply = answered(self.stage.send(attempt, tally).await)?;
        let sent = sent(attempt);
        let shown = ids_in(&reply.bytes).find(|id| self.hidden.contains(id) && !sent.contains(id));
        match shown {
            Some(id) => Err(format!("{id} is in the answer {}", String::from_utf8_lossy(&reply.bytes))),
            None => Ok(reply),
        }
    }

    /// The same for what exists and for what does not.
    async fn at_an_object(&self, tally: &mut Tally, attempt: Attempt<'_>) -> Result<(), String> {
        let here = self.send(tally, &attempt).await?;
        let here = told(&here, &sent(&attempt));
        let tag = attempt.aim.as_ref().map(|aim| aim.tag.clone()).unwrap_or_default();
        let nothing = Attempt { aim: Some(Subject { id: NOTHING.to_owned(), tag }), ..attempt };
        let reply = self.send(tally, &nothing).await?;
        if (reply.status.as_u16(), reply.body["code"].as_str()) != (404, Some("access.not_found")) {
            return Err(format!("of nothing: {} {}", reply.status, reply.body));
        }
        same(&here, &told(&reply, &sent(&nothing)))
    }

    /// What a query names, like what a path does: the same for what exists and for what does not.
    async fn at_what_a_query_names(&self, tally: &mut Tally, attempt: Attempt<'_>) -> Result<(), String> {
        let here = self.send(tally, &attempt).await?;
        let here = told(&here, &sent(&attempt));
        let named = ids_in(attempt.query.as_bytes());
        let query = named.fold(attempt.query.clone(), |query, id| query.replace(&id, NOTHING));
        let nothing = Attempt { query, ..attempt };
        let reply = self.send(tally, &nothing).await?;
        if (reply.status.as_u16(), reply.body["code"].as_str()) != (404, Some("access.not_found")) {
            return Err(format!("of nothing: {} {}", reply.status, reply.body));
        }
        same(&here, &told(&reply, &sent(&nothing)))
    }

    /// Nothing of the county, however it is asked for; and a filter by what exists finds no more than one by nothing.
    async fn over_a_list(&self, tally: &mut Tally, attempt: Attempt<'_>) -> Result<(), String> {
        let and = |more: String| if attempt.query.is_empty() { more } else { format!("{}&{more}", attempt.query) };
        let mut queries = vec![(attempt.query.clone(), None)];
        for parameter in attempt.operation.parameters.iter().filter(|p| p.place == "query" && !p.required) {
            let name = parameter.name.as_str();
            if name == "region" || name == "include_deleted" {
                let value = if name == "region" { COUNTY } else { "true" };
                queries.push((and(format!("{name}={value}")), None));
            } else if parameter.schema["format"] == "uuid" {
                let id = self.stage.county.id(name)?;
                let of_nothing = and(format!("{name}={NOTHING}"));
                queries.push((and(format!("{name}={id}")), Some(of_nothing)));
            }
        }
        for (query, of_nothing) in queries {
            let here = Attempt { query, body: None, aim: None, ..attempt };
            let reply = self.send(tally, &here).await?;
            if reply.status != 200 {
                return Err(format!("?{}: {} {}", here.query, reply.status, reply.body));
            }
            if let Some(query) = of_nothing {
                let nothing = Attempt { query, body: None, aim: None, ..attempt };
                let of_nothing = self.send(tally, &nothing).await?;
                same(&told(&reply, &sent(&here)), &told(&of_nothing, &sent(&nothing)))?;
            }
        }
        Ok(())
    }

    /// Into a region that is not theirs: there is no such place. What names its place by an object: there is no such object.
    async fn into(&self, tally: &mut Tally, attempt: Attempt<'_>) -> Result<(), String> {
        let places_itself = attempt.body.as_ref().is_some_and(|b| b.get("region_code").is_some());
        let reply = self.send(tally, &attempt).await?;
        let (status, code) = (reply.status.as_u16(), reply.body["code"].as_str());
        if places_itself && (status, code) != (404, Some("access.not_found")) {
            return Err(format!("into {COUNTY}: {} {}", reply.status, reply.body));
        }
        if !is_refused(&reply) {
            return Err(format!("{} {}", reply.status, reply.body));
        }
        let here = told(&reply, &sent(&attempt));
        let nothing = Attempt { body: attempt.body.as_ref().map(of_nothing), ..attempt };
        let of_nothing = self.send(tally, &nothing).await?;
        same(&here, &told(&of_nothing, &sent(&nothing)))
    }
}
