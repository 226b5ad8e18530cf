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
    let (mut loans, mut fen) = (0, 0_i64);
    for loan in store::outstanding_of(conn, body).await? {
        (loans, fen) = (loans + 1, fen.saturating_add(loan.owed().fen()).min(Money::MAX_FEN));
    }
    Ok((loans, Money::from_fen(fen).map_err(|_| Fault::inconsistent("loans of less than nothing"))?))
}
