//! 收款账户. An account of a person, with who proposed and who compared it.

use serde::{Serialize, Serializer};

use crate::ground::kernel::{FileId, Instant, Layer, Masked, OfficerId, PayeeAccountId, PersonId, RegionCode};

crate::ground::kernel::words! {
    /// 收款账户状态.
    pub enum PayeeAccountState {
        Proposed = "proposed" "待复核",
        Usable = "usable" "可用",
        Closed = "closed" "已停用",
    }
}

impl PayeeAccountState {
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 3] =
        [(Self::Proposed, Self::Usable), (Self::Proposed, Self::Closed), (Self::Usable, Self::Closed)];
    /// Those in which it is somebody's.
    pub const LIVE: [Self; 2] = [Self::Proposed, Self::Usable];
}

fn shown<S: Serializer>(number: &Masked<String>, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(number)
}

/// 收款账户.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PayeeAccount {
    /// Id.
    pub id: PayeeAccountId,
    /// Whose.
    pub person: PersonId,
    /// Where that person is registered.
    pub region: RegionCode,
    /// Bank and branch.
    pub bank_name: String,
    /// Number: shown by its last four digits.
    #[serde(serialize_with = "shown")]
    pub account_no: Masked<String>,
    /// What the holder was called when it was proposed, as a keyed digest: whoever is called otherwise now is looked at again.
    #[serde(skip)]
    pub name_index: String,
    /// The card or passbook as a paper.
    pub paper: FileId,
    /// State.
    pub state: PayeeAccountState,
    /// Who proposed it.
    pub proposed_by: OfficerId,
    /// Who compared it.
    pub confirmed_by: Option<OfficerId>,
    /// Why it is used no more.
    pub close_reason: Option<String>,
    /// Who closed it, where an officer did and no other account took its place.
    pub closed_by: Option<OfficerId>,
    /// Who else said that it is closed.
    pub close_confirmed_by: Option<OfficerId>,
    /// Data layer.
    pub layer: Layer,
    /// Raised by every change.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

impl PayeeAccount {
    /// Whoever closed it, where it was of use and nobody else has said so.
    pub fn closed_alone_by(&self) -> Option<OfficerId> {
        let was_of_use = self.state == PayeeAccountState::Closed && self.confirmed_by.is_some();
        self.closed_by.filter(|_| was_of_use && self.close_confirmed_by.is_none())
    }

    /// The next version of it, as somebody of this layer leaves it.
    #[must_use]
    pub fn next(self, layer: Layer, now: Instant) -> Self {
        Self { version: self.version + 1, updated_at: now, layer: self.layer.touched_by(layer), ..self }
    }
}

/// By what accounts are found.
#[derive(Debug, Clone, Copy, Default)]
pub struct PayeeAccountQuery {
    /// Of this person.
    pub person: Option<PersonId>,
    /// In this state.
    pub state: Option<PayeeAccountState>,
}
