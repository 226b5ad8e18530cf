//! 持有人. Whose shares are, and how many somebody has on a day.

use serde::Serialize;

use super::{ShareClass, SharesByClass};
use uuid::Uuid;

use crate::ground::kernel::{HouseholdId, OrganisationId, PersonId, ShareHolderId, ShareSchemeId, Shares};

crate::ground::kernel::words! {
    /// 持有人类型.
    pub enum HolderKind {
        Person = "person" "个人",
        Household = "household" "户",
        Organisation = "organisation" "单位",
    }
}

/// Whose shares are: a person's, a household's or an organisation's (折股量化到村).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// A person.
    Person(PersonId),
    /// A household.
    Household(HouseholdId),
    /// An organisation.
    Organisation(OrganisationId),
}

impl Whose {
    /// The one that is named of a person, a household and an organisation; nothing where none is, or several.
    pub fn of(
        person: Option<PersonId>,
        household: Option<HouseholdId>,
        organisation: Option<OrganisationId>,
    ) -> Option<Self> {
        match (person, household, organisation) {
            (Some(id), None, None) => Some(Self::Person(id)),
            (None, Some(id), None) => Some(Self::Household(id)),
            (None, None, Some(id)) => Some(Self::Organisation(id)),
            _ => None,
        }
    }

    /// The id of whoever it is.
    pub const fn uuid(self) -> Uuid {
        match self {
            Self::Person(id) => id.uuid(),
            Self::Household(id) => id.uuid(),
            Self::Organisation(id) => id.uuid(),
        }
    }

    /// Of which kind.
    pub const fn kind(self) -> HolderKind {
        match self {
            Self::Person(_) => HolderKind::Person,
            Self::Household(_) => HolderKind::Household,
            Self::Organisation(_) => HolderKind::Organisation,
        }
    }

    /// The person, where it is one.
    pub const fn person(self) -> Option<PersonId> {
        if let Self::Person(id) = self { Some(id) } else { None }
    }

    /// The household, where it is one.
    pub const fn household(self) -> Option<HouseholdId> {
        if let Self::Household(id) = self { Some(id) } else { None }
    }

    /// The organisation, where it is one.
    pub const fn organisation(self) -> Option<OrganisationId> {
        if let Self::Organisation(id) = self { Some(id) } else { None }
    }
}

/// Who is meant, as it is told: one of the three.
#[derive(Debug, Clone, Copy, Default)]
pub struct WhoseTold {
    /// A person.
    pub person: Option<PersonId>,
    /// A household.
    pub household: Option<HouseholdId>,
    /// An organisation.
    pub organisation: Option<OrganisationId>,
}

impl WhoseTold {
    /// The one that is told; nothing where none is, or several.
    pub fn whose(self) -> Option<Whose> {
        Whose::of(self.person, self.household, self.organisation)
    }
}

/// 持有人. Somebody in the register of a scheme; it stays there when its shares are gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ShareHolder {
    /// Id.
    pub id: ShareHolderId,
    /// Of which scheme.
    pub scheme: ShareSchemeId,
    /// The serial in its register.
    pub serial: i64,
    /// Who.
    pub whose: Whose,
}

/// How many shares of each class somebody has on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// Who.
    pub holder: ShareHolder,
    /// By class.
    pub shares: SharesByClass,
}

impl Holding {
    /// All of them, in ten-thousandths.
    pub fn total_e4(&self) -> i64 {
        self.shares.values().map(|s| s.scaled()).sum()
    }

    /// All of them.
    pub fn total(&self) -> Option<Shares> {
        Shares::from_scaled(self.total_e4())
    }
}

/// By what holdings are found.
#[derive(Debug, Clone, Copy, Default)]
pub struct HoldingQuery {
    /// Only of this class.
    pub class: Option<ShareClass>,
    /// Only of this one.
    pub whose: Option<Whose>,
}
