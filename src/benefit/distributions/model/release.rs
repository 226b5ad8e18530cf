//! 恢复发放. What of a line that waited is paid later: the line itself once its reason has gone, or what each heir has of it.

use serde::Serialize;

use crate::ground::kernel::{AnyId, FileId, Instant, Money, OfficerId, PayoutId, PersonId};

/// A part of a line that was let go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Release {
    /// Which part: 0 the line itself; above that what an heir or whom a paper named has of it, the line once more after it was called back, or what came back of a payout
    /// and goes out again.
    pub part: i64,
    /// Which holder of the register it is paid to instead.
    pub heir: Option<AnyId>,
    /// Or to which person, where the holder is no more and no share register names heirs.
    pub person: Option<PersonId>,
    /// How much.
    pub amount: Money,
    /// Why it waits no longer.
    pub reason: String,
    /// The paper that says so.
    pub paper: FileId,
    /// Who let it go.
    pub released_by: OfficerId,
    /// When.
    pub released_at: Instant,
    /// Where it is what came back of a payout that stays paid: of which.
    pub again_of: Option<PayoutId>,
}

/// An amount among heirs by what each inherited, exact to the fen: what makes none goes to the largest rests, and whoever has none of it has no
/// part. Nothing where nobody inherited.
pub fn among_heirs(amount: Money, heirs: &[(AnyId, u64)]) -> Option<Vec<(AnyId, Money)>> {
    let weights: Vec<u64> = heirs.iter().map(|(_, shares)| *shares).collect();
    let parts = amount.split(&weights)?;
    Some(heirs.iter().map(|(heir, _)| *heir).zip(parts).filter(|(_, part)| part.is_positive()).collect())
}

#[cfg(test)]
mod tests {
    use super::{AnyId, Money, among_heirs};

    #[test]
    fn heirs_have_all_of_it_by_what_they_inherited() {
        let id = |n: u128| AnyId::new(uuid::Uuid::from_u128(n));
        let parts = |fen: i64, shares: &[u64]| {
            let heirs: Vec<_> = (1..).map(id).zip(shares.iter().copied()).collect();
            let parts = among_heirs(Money::from_fen(fen).unwrap(), &heirs);
            parts.map(|parts| parts.into_iter().map(|(_, part)| part.fen()).collect::<Vec<_>>())
        };
        assert_eq!(parts(100, &[1, 1, 1]), Some(vec![34, 33, 33]));
        assert_eq!(parts(35_000, &[300_000, 100_000]), Some(vec![26_250, 8_750]));
        assert_eq!(parts(1, &[1, 2]), Some(vec![1]), "whoever has no fen of it has no part");
        assert_eq!((parts(5, &[7]), parts(5, &[])), (Some(vec![5]), None));
    }
}
