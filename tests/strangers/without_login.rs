//! Without a login, and with a token that nobody gave out.

use super::stage::{Stage, Tally};
use crate::support::cast::COUNTY;

/// What anybody may ask, and what it asks for instead of a login.
const PUBLIC: &[(&str, &str)] = &[
    ("access.first_administrator.create", "a one-time token from the server's own console"),
    ("access.session.create", "login and password"),
    ("access.token.issue", "a client's id and secret"),
    ("repairs.door.file", "the secret of a link that hangs at a site"),
    ("repairs.door.read", "the secret of a link that hangs at a site"),
    ("repairs.door.read_answer", "the secret of a link and the code of a receipt"),
];

/// Every operation answers that one must log in.
pub async fn meet(stage: &Stage<'_>) -> Tally {
    let mut tally = Tally::of("without a login", 400);
    let public = stage.document.operations.iter().filter(|o| o.public).map(|o| o.id.as_str());
    let mut public: Vec<&str> = public.collect();
    public.sort_unstable();
    assert_eq!(public, PUBLIC.iter().map(|(name, _)| *name).collect::<Vec<_>>(), "what anybody may ask");
    for operation in stage.document.operations.iter().filter(|o| !o.public) {
        let mut attempt = match stage.attempt(operation, COUNTY) {
            Ok(attempt) => attempt,
            Err(why) => {
                tally.fault(operation, &why);
                continue;
            }
        };
        for token in [None, Some("nonsense"), Some("sts_00000000000000000000000000000000")] {
            attempt.token = token;
            let reply = stage.send(&attempt, &mut tally).await;
            if (reply.status.as_u16(), reply.body["code"].as_str()) != (401, Some("access.unauthenticated")) {
                tally.fault(operation, &format!("with token {token:?}: {} {}", reply.status, reply.body));
            }
        }
    }
    tally
}
