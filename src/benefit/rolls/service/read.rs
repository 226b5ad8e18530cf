//! Reading rolls, their entries and reviews, masked.

use crate::{
    benefit::rolls::store,
    ground::{
        kernel::{Day, RollId},
        platform::{ConnectionTrait, Fault},
    },
};

/// On which day a roll was reviewed last (R73); nothing where it never was.
pub async fn last_review(conn: &impl ConnectionTrait, roll: RollId) -> Result<Option<Day>, Fault> {
    Ok(store::last_reviews(conn, &[roll]).await?.remove(&roll))
}
