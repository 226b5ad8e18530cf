//! 家庭成员名册. What the events of a household make of it: read in the order of their days, and of one day in that of their telling.

use std::collections::BTreeMap;

use super::household::{EventKind, HouseholdEvent, Presence, Relation, Stay};
use crate::ground::kernel::{Day, PersonId};

/// Why events do not follow from each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Odd {
    /// Comes, and belongs to it already.
    Twice(i32, Day),
    /// Something happens to somebody who does not belong to it.
    Absent(i32, Day),
    /// Something happens to somebody who has died.
    Dead(i32, Gone),
    /// Goes away, and is away already.
    Away(i32, Day),
    /// Comes back without having been away.
    AtHome(i32, Day),
}

/// That somebody died.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone {
    /// On which day.
    pub died: Day,
    /// On which day something else is said to have happened.
    pub on: Day,
}

/// How many heads and members a household has at the end of a day on which something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Muster {
    /// The day.
    pub on: Day,
    /// Heads.
    pub heads: usize,
    /// Members.
    pub members: usize,
    /// Whether the last head died, and nobody was named since.
    pub orphaned: bool,
}

/// What events make of a household.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roll {
    /// Who belonged to it when, in the order of the days.
    pub stays: Vec<Stay>,
    /// Heads and members, day by day.
    pub musters: Vec<Muster>,
    /// Who died, and when.
    pub deaths: BTreeMap<PersonId, Day>,
    orphaned: bool,
}

impl Roll {
    /// Of events, of which those that were reversed count for nothing. `gone` died as members of other households.
    pub fn of(events: &[HouseholdEvent], gone: &BTreeMap<PersonId, Day>) -> Result<Self, Odd> {
        let mut standing: Vec<&HouseholdEvent> = events.iter().filter(|e| e.reversed.is_none()).collect();
        standing.sort_by_key(|e| (e.on, e.n));
        let mut roll = Self { deaths: gone.clone(), ..Self::default() };
        for (at, event) in standing.iter().enumerate() {
            roll.take(event)?;
            if standing.get(at + 1).is_none_or(|next| next.on != event.on) {
                roll.muster(event.on);
            }
        }
        roll.deaths.retain(|person, _| !gone.contains_key(person));
        // Who came and left on one day belonged to it on none.
        roll.stays.retain(|stay| stay.until != Some(stay.from));
        Ok(roll)
    }

    fn open(&mut self, person: PersonId) -> Option<&mut Stay> {
        self.stays.iter_mut().find(|stay| stay.person == person && stay.until.is_none())
    }

    fn take(&mut self, event: &HouseholdEvent) -> Result<(), Odd> {
        let (n, on, person) = (event.n, event.on, event.person);
        // A death ends everything on its day; nobody dies twice.
        if let Some(died) =
            self.deaths.get(&person).copied().filter(|died| *died <= on || event.kind == EventKind::Death)
        {
            return Err(Odd::Dead(n, Gone { died, on }));
        }
        if event.kind.comes() {
            if self.open(person).is_some() {
                return Err(Odd::Twice(n, on));
            }
            let relation = event.relation.unwrap_or(Relation::Other);
            self.orphaned &= relation != Relation::Head;
            let presence = Presence::Home;
            self.stays.push(Stay { person, relation, sex: event.sex, presence, from: on, until: None });
            return Ok(());
        }
        let Some(stay) = self.open(person) else { return Err(Odd::Absent(n, on)) };
        let was = stay.clone();
        let changed = match event.kind {
            EventKind::Study | EventKind::Army if was.presence != Presence::Home => return Err(Odd::Away(n, on)),
            EventKind::Return if was.presence == Presence::Home => return Err(Odd::AtHome(n, on)),
            EventKind::Study => Stay { presence: Presence::Study, ..was.clone() },
            EventKind::Army => Stay { presence: Presence::Army, ..was.clone() },
            EventKind::Return => Stay { presence: Presence::Home, ..was.clone() },
            EventKind::Head => Stay { relation: Relation::Head, ..was.clone() },
            EventKind::Relation => Stay { relation: event.relation.unwrap_or(was.relation), ..was.clone() },
            _ => was.clone(),
        };
        stay.until = Some(on);
        if event.kind.leaves() {
            if event.kind == EventKind::Death {
                self.deaths.insert(person, on);
                self.orphaned |= was.relation == Relation::Head;
            }
        } else {
            self.orphaned &= changed.relation != Relation::Head;
            self.stays.push(Stay { from: on, until: None, ..changed });
        }
        Ok(())
    }

    fn muster(&mut self, on: Day) {
        let open = || self.stays.iter().filter(|stay| stay.until.is_none());
        let heads = open().filter(|stay| stay.relation == Relation::Head).count();
        self.musters.push(Muster { on, heads, members: open().count(), orphaned: self.orphaned });
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use uuid::Uuid;

    use super::{Gone, Odd, Roll};
    use crate::{
        ground::kernel::{Day, Instant, PersonId},
        office::people::model::{EventKind, HouseholdEvent, Presence, Relation, Reversal},
    };

    fn who(n: u128) -> PersonId {
        Uuid::from_u128(n).into()
    }

    fn day(d: u32) -> Day {
        Day::of(2023, 3, d)
    }

    fn told(events: &[(EventKind, u32, u128, Option<Relation>)]) -> Vec<HouseholdEvent> {
        let event =
            |(n, (kind, on, person, relation)): (i32, &(EventKind, u32, u128, Option<Relation>))| HouseholdEvent {
                n,
                kind: *kind,
                on: day(*on),
                person: who(*person),
                relation: *relation,
                sex: None,
                recorded_by: "job:test".into(),
                recorded_at: Instant::from_millis(0),
                reversed: None,
                heard: false,
            };
        (1..).zip(events).map(event).collect()
    }

    fn of(events: &[HouseholdEvent]) -> Result<Roll, Odd> {
        Roll::of(events, &BTreeMap::new())
    }

    #[test]
    fn state_follows_from_events_by_their_days_whatever_the_order_in_which_they_are_told() {
        use EventKind::{Army, Death, Enrolled, Head, Relation as Rel, Return};
        let mut events = told(&[
            (Enrolled, 1, 1, Some(Relation::Head)),
            (Enrolled, 1, 2, Some(Relation::Spouse)),
            (Enrolled, 1, 3, Some(Relation::Son)),
            (Death, 9, 1, None),
            (Army, 3, 3, None),
            (Return, 6, 3, None),
            (Head, 9, 2, None),
            (Rel, 9, 3, Some(Relation::Son)),
        ]);
        let roll = of(&events).unwrap();
        let on = |roll: &Roll, d: u32| {
            let mut at: Vec<_> = roll.stays.iter().filter(|s| s.holds_on(day(d))).collect();
            at.sort_by_key(|s| s.person);
            at.iter().map(|s| (s.person, s.relation, s.presence)).collect::<Vec<_>>()
        };
        let (home, army) = (Presence::Home, Presence::Army);
        assert_eq!(on(&roll, 1).len(), 3);
        assert_eq!(on(&roll, 4)[2], (who(3), Relation::Son, army));
        assert_eq!(on(&roll, 6)[2], (who(3), Relation::Son, home));
        assert_eq!(on(&roll, 9), [(who(2), Relation::Head, home), (who(3), Relation::Son, home)]);
        assert_eq!(
            roll.musters.iter().map(|m| (m.heads, m.members, m.orphaned)).collect::<Vec<_>>(),
            [(1, 3, false), (1, 3, false), (1, 3, false), (1, 2, false)]
        );
        let by = Reversal { by: "x".into(), at: Instant::from_millis(0), reason: "x".into() };
        events[6].reversed = Some(by.clone());
        let last = *of(&events).unwrap().musters.last().unwrap();
        assert_eq!((last.heads, last.members, last.orphaned), (0, 2, true));
        events[3].reversed = Some(by);
        assert_eq!(on(&of(&events).unwrap(), 9).len(), 3);
    }

    #[test]
    fn what_does_not_follow_is_told_with_its_event() {
        use EventKind::{Death, Enrolled, MoveIn, MoveOut, Return, Study};
        let first = (Enrolled, 1, 1, Some(Relation::Head));
        let odd = |more: &[(EventKind, u32, u128, Option<Relation>)]| of(&told(&[&[first], more].concat())).err();
        let gone = |on: u32| Gone { died: day(3), on: day(on) };
        assert_eq!(odd(&[(MoveIn, 2, 1, Some(Relation::Son))]), Some(Odd::Twice(2, day(2))));
        assert_eq!(odd(&[(MoveOut, 2, 2, None)]), Some(Odd::Absent(2, day(2))));
        assert_eq!(odd(&[(Death, 3, 1, None), (Death, 4, 1, None)]), Some(Odd::Dead(3, gone(4))));
        assert_eq!(odd(&[(Death, 3, 1, None), (MoveIn, 3, 1, Some(Relation::Head))]), Some(Odd::Dead(3, gone(3))));
        assert_eq!(odd(&[(Study, 2, 1, None), (Study, 3, 1, None)]), Some(Odd::Away(3, day(3))));
        assert_eq!(odd(&[(Return, 2, 1, None)]), Some(Odd::AtHome(2, day(2))));
        assert_eq!(odd(&[(MoveOut, 2, 1, None), (MoveIn, 3, 1, Some(Relation::Head))]), None);
        let elsewhere = BTreeMap::from([(who(1), day(1))]);
        assert_eq!(Roll::of(&told(&[first]), &elsewhere), Err(Odd::Dead(1, Gone { died: day(1), on: day(1) })));
    }
}
