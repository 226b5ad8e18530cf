//! What the rows of a batch are judged against by themselves: the lists that they name, held, and who has their numbers.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{At, at, row::LineRow};
use crate::{
    benefit::{
        posts::{
            PostsRefusal,
            model::{ListOrigin, PaidPer, ToPersonLine, ToPersonList, ToPersonState},
            service::in_state,
            store,
        },
        shares::Whose,
    },
    ground::{
        kernel::{HouseholdId, Money, PersonId, RegionCode, SubjectKind, ToPersonListId},
        platform::Stop,
    },
    office::{
        people::{NamedBy, Numbered, PersonField, headed_by},
        tables::{Desk, Entry},
    },
};

/// Lists held, with the lines that they have, and whoever is named.
pub(super) struct Known {
    /// In the order of their ids.
    pub(super) lists: BTreeMap<ToPersonListId, ToPersonList>,
    pub(super) lines: HashMap<ToPersonListId, Vec<ToPersonLine>>,
    by_number: HashMap<String, ToPersonListId>,
    persons: Numbered,
    heads: HashMap<PersonId, (HouseholdId, RegionCode)>,
}

/// A line that a row would add to a list.
#[derive(Clone)]
pub(super) struct Fresh {
    pub(super) list: ToPersonListId,
    pub(super) line: ToPersonLine,
}

impl Known {
    /// Reads and holds it: lists before persons.
    pub(super) async fn of(desk: &Desk<'_>, batch: &[Entry<'_, LineRow>]) -> Result<Self, Stop> {
        let (tx, conn) = (desk.tx, desk.tx.conn());
        let rows = || batch.iter().map(|e| e.command);
        let numbers: BTreeSet<&str> = rows().map(|r| r.list.as_str()).collect();
        let numbers: Vec<String> = numbers.into_iter().map(ToOwned::to_owned).collect();
        let held = store::lock_lists_numbered(tx, &numbers).await?.into_iter();
        let lists: BTreeMap<ToPersonListId, ToPersonList> =
            held.filter(|l| desk.region.covers(&l.region)).map(|l| (l.id, l)).collect();
        let by_number: HashMap<String, ToPersonListId> = lists.values().map(|l| (l.number.clone(), l.id)).collect();
        let mut lines = HashMap::new();
        for id in lists.keys() {
            lines.insert(*id, store::lines_of(conn, *id).await?);
        }
        let place = |row: &LineRow| {
            let list = by_number.get(&row.list).and_then(|id| lists.get(id));
            list.map_or(desk.region, |l| &l.region)
        };
        let told: Vec<_> = rows().map(|r| (place(r), &r.number)).collect();
        let persons = Numbered::of(desk, &told).await?;
        let heads = headed_by(conn, &persons.ids(), desk.now.day()).await?;
        Ok(Self { lists, lines, by_number, persons, heads })
    }

    /// The lines of a list that is held.
    pub(super) fn lines_of(&self, list: ToPersonListId) -> &[ToPersonLine] {
        self.lines.get(&list).map_or(&[], Vec::as_slice)
    }

    /// Whom a row names: persons and households are those of the register.
    fn whose(&self, desk: &Desk<'_>, list: &ToPersonList, row: &LineRow) -> Result<Whose, At> {
        let named = self.persons.whose(desk, &list.region, (&row.person_name(), &row.number));
        let named = named.map_err(|(field, refusal)| match field {
            PersonField::Name => ("name", refusal),
            PersonField::Phone | PersonField::IdNumber => ("code", refusal),
        })?;
        let NamedBy::Known(id) = named else { return Err(at("code", PostsRefusal::UnknownPayee)) };
        if list.per == PaidPer::Person {
            return Ok(Whose::Person(id));
        }
        let seen = desk.holder.seen();
        let found = self.heads.get(&id).filter(|(_, region)| seen.covers(region));
        found.map(|(id, _)| Whose::Household(*id)).ok_or_else(|| at("code", PostsRefusal::RowNoHead))
    }

    /// A row as the line of this number of its list, where it fits in itself; nothing where the same stands there already.
    pub(super) fn line(&self, desk: &Desk<'_>, told: &Entry<'_, LineRow>, after: i64) -> Result<Option<Fresh>, At> {
        let row = told.command;
        let list = self.by_number.get(&row.list).and_then(|id| self.lists.get(id));
        let list = list.ok_or_else(|| at("list", PostsRefusal::UnknownList))?;
        let whose = self.whose(desk, list, row)?;
        let n = list.lines + after;
        let amount = amount_of(list, row).ok_or_else(|| at("amount", PostsRefusal::AmountMisfit { n }))?;
        let line = ToPersonLine { id: desk.tx.id(desk.now), n, whose, amount, reason: row.reason.clone() };
        let Some(known) = told.known else {
            in_state(list, &ToPersonState::OPEN).map_err(|refusal| at("list", refusal))?;
            if list.origin == ListOrigin::Attendance {
                return Err(at("list", PostsRefusal::MadeOfAttendance));
            }
            return Ok(Some(Fresh { list: list.id, line }));
        };
        let known = self.lines_of(list.id).iter().find(|l| l.id.uuid() == known);
        let known = known.ok_or_else(|| ("external_id", told.taken(desk, SubjectKind::ToPersonLine)))?;
        if (known.whose, known.amount, &known.reason) == (line.whose, line.amount, &line.reason) {
            return Ok(None);
        }
        Err(at("external_id", PostsRefusal::RowByHand { n: known.n }))
    }
}

/// How much a row has: what all have, or what it says where they have not one amount.
fn amount_of(list: &ToPersonList, row: &LineRow) -> Option<Money> {
    match (list.unit, row.amount) {
        (Some(unit), None) => Some(unit),
        (Some(unit), Some(said)) => Some(unit).filter(|unit| *unit == said),
        (None, said) => said,
    }
}
