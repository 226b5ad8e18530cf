//! 交接签字. The word of giver, receiver and supervisor on one digest.

use serde::Serialize;

use crate::ground::kernel::{Day, Digest, FileId, OfficerId, OrganisationId};

crate::ground::kernel::words! {
    /// 交接方. Those whose word a transfer needs.
    pub enum Side {
        Giver = "giver" "移交方",
        Receiver = "receiver" "接收方",
        Supervisor = "supervisor" "监交方",
    }
}

/// 签字. One side's word, by its own officer who is logged in, or by the scan of what was signed on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// Whose word.
    pub side: Side,
    /// The officer of that side; of a scan, who recorded it.
    pub officer: OfficerId,
    /// The day.
    pub on: Day,
    /// What was signed.
    #[serde(serialize_with = "as_text")]
    pub digest: Digest,
    /// The page that was signed on paper.
    pub scan: Option<FileId>,
    /// Who has held the scan against the list: another officer.
    pub confirmed_by: Option<OfficerId>,
}

fn as_text<S: serde::Serializer>(digest: &Digest, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(digest)
}

impl Signature {
    /// Whether it counts: of an officer of the side, or a confirmed scan.
    pub const fn counts(&self) -> bool {
        self.scan.is_none() || self.confirmed_by.is_some()
    }
}

/// 共同移交方. Who else owns what passes, and gives it together with the giver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CoGiver {
    /// Who.
    pub unit: OrganisationId,
    /// That one's word, as of the giver's side.
    pub signature: Option<Signature>,
}

impl CoGiver {
    /// Somebody who has not signed.
    pub const fn new(unit: OrganisationId) -> Self {
        Self { unit, signature: None }
    }

    /// Whether that one's word on this digest is there.
    pub fn has_signed(&self, digest: &Digest) -> bool {
        self.signature.as_ref().is_some_and(|s| s.counts() && s.digest == *digest)
    }
}

/// The sides whose word on this digest is not there yet.
pub fn unsigned(signatures: &[Signature], digest: &Digest) -> Vec<Side> {
    let has = |side: Side| signatures.iter().any(|s| s.side == side && s.counts() && s.digest == *digest);
    [Side::Giver, Side::Receiver, Side::Supervisor].into_iter().filter(|side| !has(*side)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Side, Signature, unsigned};
    use crate::ground::kernel::{Day, Digest};

    #[test]
    fn a_scan_that_nobody_confirmed_and_another_digest_do_not_count() {
        let (digest, other) = (Digest::of(b"list"), Digest::of(b"another list"));
        let file = Some(uuid::Uuid::nil().into());
        let officer = || uuid::Uuid::nil().into();
        let by = |side, scan, confirmed_by| Signature {
            side,
            officer: officer(),
            on: Day::of(2023, 3, 1),
            digest,
            scan,
            confirmed_by,
        };
        let own = by(Side::Giver, None, None);
        assert_eq!(unsigned(std::slice::from_ref(&own), &digest), [Side::Receiver, Side::Supervisor]);
        let scan = by(Side::Receiver, file, None);
        let moved = Signature { digest: other, ..by(Side::Supervisor, None, None) };
        assert_eq!(unsigned(&[own.clone(), scan, moved], &digest), [Side::Receiver, Side::Supervisor]);
        let all = [own, by(Side::Receiver, file, Some(officer())), by(Side::Supervisor, None, None)];
        assert!(unsigned(&all, &digest).is_empty());
    }
}
