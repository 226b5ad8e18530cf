//! 户内变动的核验. What is told of households is held against each other and against all that is known of their members.

use std::collections::{BTreeMap, HashMap};

use crate::{
    ground::{
        authority::Holder,
        kernel::{Check, Day, HouseholdId, Instant, PersonId, Refusal, Scope, settle},
        platform::{Sealer, Stop, Tx},
    },
    office::people::{
        PeopleRefusal,
        model::{EventKind, Household, HouseholdEvent, Lives, Odd, Person, Relation, Roll, Sex, Stay},
        rules::{ONE_HEAD, ONE_HOUSEHOLD, SEX_TOLD, one_head, one_household, sex_told},
        store,
    },
};

/// One thing that somebody tells of a household.
#[derive(Debug, Clone, Copy)]
pub struct Telling {
    /// What.
    pub kind: EventKind,
    /// When.
    pub on: Day,
    /// Of whom.
    pub person: PersonId,
    /// Relation to the head, for kinds that have one.
    pub relation: Option<Relation>,
    /// Sex of whoever comes; what the ID number says where it is absent.
    pub sex: Option<Sex>,
}

/// What is known of persons beside the households that are looked at.
pub struct Ground {
    persons: HashMap<PersonId, Person>,
    lives: HashMap<PersonId, Vec<Lives>>,
    gone: BTreeMap<PersonId, Day>,
    seen: Scope,
    today: Day,
}

impl Ground {
    /// Holds these persons, and reads what is known of them but by these households, in a bounded number of statements.
    pub async fn of(
        tx: &Tx,
        sealer: &Sealer,
        holder: &Holder,
        persons: &[PersonId],
        but: &[HouseholdId],
    ) -> Result<Self, Stop> {
        // Whoever adds one of them elsewhere meanwhile waits here, and sees what was done.
        store::lock_persons(tx, persons).await?;
        let mut lives: HashMap<PersonId, Vec<Lives>> = HashMap::new();
        for one in store::lives_of(tx.conn(), persons, but).await? {
            lives.entry(one.stay.person).or_default().push(one);
        }
        Ok(Self {
            persons: store::persons_by_id(tx.conn(), sealer, persons).await?,
            gone: store::deaths_elsewhere(tx.conn(), persons, but).await?,
            lives,
            seen: holder.seen(),
            today: tx.now().await?.day(),
        })
    }

    /// Somebody who came into being with this file.
    pub fn add(&mut self, person: &Person) {
        self.persons.insert(person.id, person.clone());
    }

    /// Somebody who is known.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.persons.get(&id)
    }

    /// Events as they are kept, from a number on.
    pub fn events(&self, by: &str, told: &[Telling], after: i32, now: Instant) -> Vec<HouseholdEvent> {
        let event = |(n, t): (i32, &Telling)| HouseholdEvent {
            n,
            kind: t.kind,
            on: t.on,
            person: t.person,
            relation: t.relation,
            sex: t.sex.or_else(|| self.sex_of(t.person)).filter(|_| t.kind.comes()),
            recorded_by: by.to_owned(),
            recorded_at: now,
            reversed: None,
            heard: false,
        };
        (after + 1..).zip(told).map(event).collect()
    }

    fn sex_of(&self, person: PersonId) -> Option<Sex> {
        let male = self.persons.get(&person)?.id_number.as_ref()?.tells_male()?;
        Some(if male { Sex::Male } else { Sex::Female })
    }

    /// What R3.1 says of those who come.
    pub fn sexes(&self, told: &[Telling]) -> Vec<Check> {
        let verdict = |t: &Telling| {
            let number = self.persons.get(&t.person).and_then(|p| p.id_number.as_ref());
            SEX_TOLD.judge(self.today, sex_told(t.sex, number))
        };
        told.iter().filter(|t| t.kind.comes()).map(verdict).collect()
    }

    /// What these events make of a household, if R4, R5 and the order of events allow it. `checks` are what else was judged.
    pub fn settled(
        &self,
        household: Household,
        events: &[HouseholdEvent],
        mut checks: Vec<Check>,
        acknowledged: &[String],
    ) -> Result<Household, Refusal> {
        let roll = Roll::of(events, &self.gone).map_err(refusal)?;
        checks.push(ONE_HEAD.judge(self.today, one_head(&roll.musters)));
        checks.extend(roll.stays.iter().filter_map(|stay| self.alone(stay)));
        settle(checks, acknowledged)?;
        let new = household.events == 0;
        let household = Household { stays: roll.stays, ..household }.still_said();
        let at = household.updated_at;
        Ok(if new { household.head_said(at) } else { household })
    }

    /// What R4 says of somebody who is to belong to a household, beside what is known of others.
    pub fn alone(&self, stay: &Stay) -> Option<Check> {
        let others = self.lives.get(&stay.person)?;
        let told =
            |l: &Lives| if self.seen.covers(&l.region) { l.number.clone() } else { "其他辖区的户".to_owned() };
        let others: Vec<(String, &Stay)> = others.iter().map(|l| (told(l), &l.stay)).collect();
        let verdict = one_household(stay, others.iter().map(|(number, stay)| (number.as_str(), *stay)));
        Some(ONE_HOUSEHOLD.judge(self.today, verdict))
    }
}

fn refusal(odd: Odd) -> Refusal {
    match odd {
        Odd::Twice(n, on) => PeopleRefusal::AlreadyMember { n, on },
        Odd::Absent(n, on) => PeopleRefusal::NotMember { n, on },
        Odd::Dead(n, gone) => PeopleRefusal::Died { n, on: gone.on, died_on: gone.died },
        Odd::Away(n, on) => PeopleRefusal::AwayAlready { n, on },
        Odd::AtHome(n, on) => PeopleRefusal::NotAway { n, on },
    }
    .into()
}

/// Whether what is told has come, and has a relation where its kind has one. Each that is wrong is told at its place in the body.
pub fn sane(told: &[Telling], list: &str, today: Day) -> Result<(), Stop> {
    let wrong = (1..).zip(told).filter_map(|(at, t)| {
        let place = format!("/{list}/{}", at - 1);
        if t.on > today {
            return Some((PeopleRefusal::DayAhead { day: t.on, today }, place));
        }
        (t.kind.tells_relation() != t.relation.is_some()).then_some((PeopleRefusal::RelationOfKind { at }, place))
    });
    let wrong = wrong.map(|(refusal, place)| Refusal::from(refusal).placed(Some(&place)));
    Refusal::joined(wrong).map_or(Ok(()), |refusal| Err(refusal.into()))
}
