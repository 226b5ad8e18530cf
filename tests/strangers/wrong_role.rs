//! Every role that the document does not name for an operation, in the region of the object.

use super::{
    document::Operation,
    stage::{Attempt, Stage, Tally},
};
use crate::support::{Reply, cast::COUNTY};

/// Everybody who may not is told so, and nothing about the request itself is found wanting before.
pub async fn meet(stage: &Stage<'_>) -> Tally {
    let mut tally = Tally::of("in the wrong role", if stage.is_whole() { 1_800 } else { 120 });
    for operation in &stage.document.operations {
        let Some(allowed) = &operation.roles else { continue };
        let attempt = match stage.attempt(operation, COUNTY) {
            Ok(attempt) => attempt,
            Err(why) => {
                tally.fault(operation, &why);
                continue;
            }
        };
        let strangers = stage.people.roles.iter().filter(|r| !allowed.contains(*r));
        for role in stage.a_third(operation, stage.meeting(operation, strangers)) {
            refused(stage, &mut tally, role, (operation, &attempt)).await;
        }
    }
    tally
}

async fn refused(stage: &Stage<'_>, tally: &mut Tally, role: &str, tried: (&Operation, &Attempt<'_>)) {
    let (operation, attempt) = tried;
    let token = stage.people.of(COUNTY, role).token.as_str();
    let attempt = Attempt {
        operation,
        token: Some(token),
        aim: attempt.aim.clone(),
        query: attempt.query.clone(),
        body: attempt.body.clone(),
    };
    let reply: Reply = stage.send(&attempt, tally).await;
    if (reply.status.as_u16(), reply.body["code"].as_str()) != (403, Some("access.denied.role")) {
        tally.fault(operation, &format!("as {role}: {} {}", reply.status, reply.body));
    }
}
