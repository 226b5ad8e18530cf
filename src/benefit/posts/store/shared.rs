//! Households of which two members have public posts on the same days.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};
use uuid::Uuid;

use crate::{
    benefit::posts::model::Assignment,
    ground::{
        kernel::{Day, PostAssignmentId},
        platform::{Fault, places},
    },
};

/// An assignment, an earlier one of another member, and the stays of both in one household: all four have a day in common exactly where each
/// two of them have.
const SHARED: &str = "SELECT a.id AS id, min(p.number) AS post, min(q.number) AS other, count(DISTINCT b.id) AS others, \
        CAST(min(CASE WHEN b.from_on > a.from_on THEN b.from_on ELSE a.from_on END) AS text) AS since \
   FROM post_assignment a JOIN public_post p ON p.id = a.post_id \
   JOIN household_member m ON m.person_id = a.person_id \
   JOIN household_member n ON n.household_id = m.household_id AND n.person_id <> m.person_id \
   JOIN post_assignment b ON b.person_id = n.person_id AND b.id < a.id JOIN public_post q ON q.id = b.post_id \
  WHERE a.id IN ({ids}) AND {days} GROUP BY a.id";

/// The four of [`SHARED`] that have days.
const FOUR: [&str; 4] = ["a", "b", "m", "n"];

/// That each of the four begins before each other one ends.
fn days() -> String {
    let two = |x: &str, y: &str| format!("({y}.until_on IS NULL OR {x}.from_on < {y}.until_on)");
    let pairs = FOUR.iter().flat_map(|x| FOUR.iter().filter(move |y| *y != x).map(move |y| two(x, y)));
    pairs.collect::<Vec<_>>().join(" AND ")
}

#[derive(FromQueryResult)]
struct SharedRow {
    id: Uuid,
    post: String,
    other: String,
    others: i64,
    since: String,
}

/// What other posts the household of somebody has while an assignment lasts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedPosts {
    /// The number of the post.
    pub post: String,
    /// The number of another.
    pub other: String,
    /// How many assignments of others there are before it.
    pub others: i64,
    /// Since when two are there.
    pub since: Day,
}

/// Of these assignments those beside which another member of the household has a post, in one query.
pub async fn shared_posts(
    conn: &impl ConnectionTrait,
    assigned: &[Assignment],
) -> Result<HashMap<PostAssignmentId, SharedPosts>, Fault> {
    if assigned.is_empty() {
        return Ok(HashMap::new());
    }
    let values: Vec<Value> = assigned.iter().map(|a| a.id.uuid().into()).collect();
    let sql = SHARED.replace("{ids}", &places(1, assigned.len())).replace("{days}", &days());
    let bound = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    let shared = |row: SharedRow| {
        let since: Day = row.since.parse().map_err(|()| Fault::inconsistent("the day of a post"))?;
        let SharedRow { id, post, other, others, .. } = row;
        Ok((id.into(), SharedPosts { post, other, others, since }))
    };
    SharedRow::find_by_statement(bound).all(conn).await?.into_iter().map(shared).collect()
}
