//! 退回: what a desk said when it returned a paper, told where the paper lies.

use std::collections::HashMap;

use super::super::{model::Returned, store};
use crate::ground::{
    kernel::RunId,
    platform::{ConnectionTrait, Fault},
};

/// What was said when each of these runs was last returned.
pub async fn last_returns(conn: &impl ConnectionTrait, runs: &[RunId]) -> Result<HashMap<RunId, Returned>, Fault> {
    let wrong = |run: RunId| Fault::inconsistent(format!("a return of approval run {run}"));
    let found = store::find_returns(conn, runs).await?.into_iter();
    found.map(|(run, decision)| Ok((run, decision.returned().ok_or_else(|| wrong(run))?))).collect()
}
