//! What later rooms ask: what a body owes.

use crate::{
    benefit::loans::store,
    ground::{
        kernel::{CollectiveId, Money},
        platform::{ConnectionTrait, Fault},
    },
};

/// How many loans of a body are not paid back, and what is owed of them in all. Whoever asks holds the body.
pub async fn owed_of_body(conn: &impl ConnectionTrait, body: CollectiveId) -> Result<(u64, Money), Fault> {
    Ok(Money::counted(store::owed_of(conn, body).await?))
}
