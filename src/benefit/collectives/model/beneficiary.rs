//! 受益人. Who has benefits of a body without being a member of it.

use serde::Serialize;

use crate::ground::kernel::{
    BeneficiaryId, CollectiveId, Day, FileId, HouseholdId, Instant, Layer, PersonId, RegionCode,
};

/// Who benefits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// A person.
    Person(PersonId),
    /// A household, with whoever belongs to it on a day.
    Household(HouseholdId),
}

impl Whom {
    /// The person.
    pub const fn person(self) -> Option<PersonId> {
        match self {
            Self::Person(id) => Some(id),
            Self::Household(_) => None,
        }
    }

    /// The household.
    pub const fn household(self) -> Option<HouseholdId> {
        match self {
            Self::Household(id) => Some(id),
            Self::Person(_) => None,
        }
    }
}

/// 受益人. From a day until another, that day not included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Beneficiary {
    /// Id.
    pub id: BeneficiaryId,
    /// Of which body.
    pub collective: CollectiveId,
    /// Where that lies.
    pub region: RegionCode,
    /// Who.
    pub who: Whom,
    /// By what.
    pub basis: String,
    /// The paper.
    pub paper: FileId,
    /// From this day on.
    pub from: Day,
    /// The first day on which it is so no longer.
    pub until: Option<Day>,
    /// Why it ended.
    pub end_reason: Option<String>,
    /// The paper that ended it.
    pub end_paper: Option<FileId>,
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

impl Beneficiary {
    /// Whether there is a day from this one on on which it is so.
    pub fn goes_beyond(&self, day: Day) -> bool {
        self.until.is_none_or(|until| day < until)
    }
}

/// By what beneficiaries are found.
#[derive(Debug, Clone, Default)]
pub struct BeneficiaryQuery {
    /// Of this body.
    pub collective: Option<CollectiveId>,
    /// This person.
    pub person: Option<PersonId>,
    /// This household.
    pub household: Option<HouseholdId>,
    /// So on this day.
    pub on: Option<Day>,
}
