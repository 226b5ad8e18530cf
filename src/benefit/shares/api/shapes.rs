//! Whose shares are, and how many, as they are told and shown.

use poem_openapi::Object;

use crate::{
    benefit::shares::{
        model::{ShareClass, SharesByClass, Whose, WhoseTold},
        service::record::LegTold,
    },
    ground::{
        kernel::{HouseholdId, OrganisationId, PersonId, Shares},
        wire::wire_words,
    },
};

wire_words!(ShareClass);

/// So many shares of a class.
#[derive(Debug, Object)]
pub struct ClassShares {
    /// Class.
    pub class: ShareClass,
    /// How many.
    pub shares: Shares,
}

/// Shares by class, in the order of the classes.
pub fn by_class(shares: &SharesByClass) -> Vec<ClassShares> {
    shares.iter().map(|(class, shares)| ClassShares { class: *class, shares: *shares }).collect()
}

/// The ids of a holder: one of the three.
pub fn ids(whose: Whose) -> (Option<PersonId>, Option<HouseholdId>, Option<OrganisationId>) {
    (whose.person(), whose.household(), whose.organisation())
}

/// So many shares of a class that somebody gives or receives; a person, a household or an organisation, one of the three.
#[derive(Debug, Object)]
pub struct NewShareLeg {
    /// The person, as one of the register.
    person_id: Option<PersonId>,
    /// Or the household.
    household_id: Option<HouseholdId>,
    /// Or the organisation.
    organisation_id: Option<OrganisationId>,
    /// Of which class.
    class: ShareClass,
    /// How many; more than none.
    shares: Shares,
}

impl From<NewShareLeg> for LegTold {
    fn from(l: NewShareLeg) -> Self {
        let whose = WhoseTold { person: l.person_id, household: l.household_id, organisation: l.organisation_id };
        Self { whose, class: l.class, shares: l.shares }
    }
}

/// The one of three filters that is given; a person before a household before an organisation.
pub fn whose(
    person: Option<PersonId>,
    household: Option<HouseholdId>,
    organisation: Option<OrganisationId>,
) -> Option<Whose> {
    let household = household.map(Whose::Household);
    person.map(Whose::Person).or(household).or(organisation.map(Whose::Organisation))
}
