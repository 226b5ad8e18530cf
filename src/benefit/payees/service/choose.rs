//! 选定收款账户. Into which accounts many holders are paid on a day, read in a number of queries that does not hang on how many they are.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::{
    benefit::{
        payees::{
            model::{
                Agency, Known, Paid, PayeeAccountState, PayeeWaits, agency, in_place_of, of_household, of_organisation,
                of_person,
            },
            store::{self, Live},
        },
        shares::{Whose, died_by},
    },
    ground::{
        kernel::{BankAccountId, Day, HouseholdId, OrganisationId, PersonId},
        platform::{ConnectionTrait, Fault, Sealer},
    },
    office::{
        people::{headed_by, homes_on, living_in, persons_shown, said_in},
        places::usable_accounts_of,
    },
};

/// Where some holders are paid on a day.
pub struct Payees {
    persons: HashMap<PersonId, Known>,
    agents: HashMap<PersonId, Agency>,
    homes: HashMap<PersonId, HouseholdId>,
    heads: HashMap<HouseholdId, PersonId>,
    said: HashMap<(HouseholdId, PersonId), bool>,
    units: HashMap<OrganisationId, Vec<BankAccountId>>,
}

/// What a person's live accounts say, given what the person is called now, and whether one officer alone closed the last one.
fn known(live: Option<&Live>, called: Option<&String>, alone: bool) -> Known {
    let Some(live) = live else {
        return if alone { Known::Blocked(PayeeWaits::ClosedAlone) } else { Known::Nothing };
    };
    if live.iter().any(|(_, state, _)| *state == PayeeAccountState::Proposed) {
        return Known::Blocked(PayeeWaits::Unconfirmed);
    }
    match live.first() {
        Some((id, _, index)) if Some(index) == called => Known::Usable(*id),
        Some(_) => Known::Blocked(PayeeWaits::NameChanged),
        None => Known::Nothing,
    }
}

impl Payees {
    /// Those of these holders.
    pub async fn of(
        conn: &impl ConnectionTrait,
        sealer: &Sealer,
        whose: impl IntoIterator<Item = Whose>,
        day: Day,
    ) -> Result<Self, Fault> {
        let whose: Vec<Whose> = whose.into_iter().collect();
        let own: Vec<PersonId> = whose.iter().filter_map(|w| w.person()).collect();
        let mut households: Vec<HouseholdId> = whose.iter().filter_map(|w| w.household()).collect();
        let homes = homes_on(conn, &own, day).await?;
        households.extend(homes.values().copied());
        households.sort_unstable();
        households.dedup();
        let members: Vec<PersonId> = living_in(conn, &households, day).await?.into_values().flatten().collect();
        let heads = headed_by(conn, &members, day).await?;
        let heads: HashMap<HouseholdId, PersonId> = heads.into_iter().map(|(p, (home, _))| (home, p)).collect();
        // One officer alone would have a stranger head a household, or somebody belong to a stranger's, and the stranger's card paid.
        let said = said_in(conn, &households).await?;
        let principals: Vec<PersonId> = own.iter().chain(heads.values()).copied().collect();
        let agents: HashMap<PersonId, Agency> = store::live_agents_of(conn, &principals)
            .await?
            .into_iter()
            .map(|(p, entries)| (p, agency(&entries, day)))
            .collect();
        let receiving = agents.values().filter_map(|a| if let Agency::By(agent) = a { Some(agent) } else { None });
        let everybody: Vec<PersonId> = own.iter().chain(heads.values()).chain(receiving).copied().collect();
        let live = store::live_of(conn, &everybody).await?;
        let with: Vec<PersonId> = live.keys().copied().collect();
        let shown = persons_shown(conn, sealer, &with).await?;
        // One officer alone would say that somebody is called as a stranger, and have the stranger's card paid (R77).
        let renamed: HashSet<PersonId> =
            shown.values().filter(|p| p.renamed_alone_by().is_some()).map(|p| p.id).collect();
        let called: BTreeMap<PersonId, String> =
            shown.into_values().map(|p| (p.id, store::name_index(sealer.keys(), &p.region, p.name.reveal()))).collect();
        // What somebody left is the heirs', whose account it goes into once their shares are theirs (R73).
        let dead = died_by(conn, &everybody).await?;
        let alone = store::closed_alone(conn, &everybody).await?;
        let of = |p: &PersonId| match dead.get(p) {
            Some(on) if *on <= day => Known::Blocked(PayeeWaits::Died),
            _ if renamed.contains(p) => Known::Blocked(PayeeWaits::NameUnconfirmed),
            _ => known(live.get(p), called.get(p), alone.contains(p)),
        };
        let persons = everybody.iter().map(|p| (*p, of(p))).collect();
        let units: Vec<OrganisationId> = whose.iter().filter_map(|w| w.organisation()).collect();
        Ok(Self { persons, agents, homes, heads, said, units: usable_accounts_of(conn, &units).await? })
    }

    fn head(&self, home: HouseholdId) -> Option<Known> {
        let known = self.heads.get(&home).and_then(|head| self.persons.get(head)).copied();
        // Nobody inherits what a household has: the register of households names another head first.
        known.map(|known| match known {
            Known::Blocked(PayeeWaits::Died) => Known::Blocked(PayeeWaits::HeadDied),
            Known::Usable(_) if !self.is_said_head(home) => Known::Blocked(PayeeWaits::HeadUnconfirmed),
            known => known,
        })
    }

    fn is_said_head(&self, home: HouseholdId) -> bool {
        let head = self.heads.get(&home).and_then(|head| self.said.get(&(home, *head)));
        head.copied().unwrap_or(false)
    }

    /// What the head's account is to somebody who belongs to the household.
    fn head_for(&self, home: HouseholdId, member: PersonId) -> Option<Known> {
        let known = self.head(home);
        match known {
            Some(Known::Usable(_)) if !self.said.contains_key(&(home, member)) => {
                Some(Known::Blocked(PayeeWaits::HomeUnconfirmed))
            }
            known => known,
        }
    }

    /// What whoever receives in somebody's place makes of it; nothing where nobody does.
    fn agent(&self, id: PersonId) -> Option<Paid> {
        match self.agents.get(&id)? {
            Agency::Nobody => None,
            Agency::Waits(why) => Some(Paid::Waits(*why)),
            Agency::By(agent) => Some(in_place_of(self.persons.get(agent).copied().unwrap_or(Known::Nothing))),
        }
    }

    /// What whoever receives in the place of a head makes of what the household has; nothing where nobody does, or nobody heads it.
    fn agent_of_head(&self, home: HouseholdId) -> Option<Paid> {
        let paid = self.agent(*self.heads.get(&home)?)?;
        match paid {
            Paid::Person(..) if !self.is_said_head(home) => Some(Paid::Waits(PayeeWaits::HeadUnconfirmed)),
            paid => Some(paid),
        }
    }

    /// In whose place an agent receives what one of them has: the person, or the head of the household.
    pub fn principal(&self, whose: Whose) -> Option<PersonId> {
        match whose {
            Whose::Person(id) => Some(id),
            Whose::Household(id) => self.heads.get(&id).copied(),
            Whose::Organisation(_) => None,
        }
    }

    /// Where one of them is paid.
    pub fn paid(&self, whose: Whose) -> Paid {
        match whose {
            Whose::Person(id) => {
                let own = self.persons.get(&id).copied().unwrap_or(Known::Nothing);
                of_person(own, self.agent(id), self.homes.get(&id).and_then(|home| self.head_for(*home, id)))
            }
            Whose::Household(id) => of_household(self.head(id), self.agent_of_head(id)),
            Whose::Organisation(id) => of_organisation(self.units.get(&id).map_or(&[], Vec::as_slice)),
        }
    }
}
