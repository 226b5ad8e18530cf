//! What the rows of a batch are judged against, read once, in statements whose number does not hang on how many rows there are.

use std::collections::{BTreeSet, HashMap, HashSet};

use uuid::Uuid;

use super::row::{Code, EntryRow};
use crate::{
    benefit::{
        rolls::{
            RollsRefusal,
            model::{Roll, RollEntry},
            rules::{
                ONCE_ON_A_ROLL, ROLL_DAYS_FREE, STILL_THERE, Standing, once_on_a_roll, roll_days_free, still_there,
            },
            service::{
                admit::{Ground, entry_of},
                is_open,
            },
            store,
        },
        shares::{HeldDays, HolderKind, Whose},
    },
    ground::{
        kernel::{FileId, HouseholdId, PersonId, Refusal, RegionCode, RollId, SubjectKind, settle},
        platform::{Fault, Stop},
    },
    office::{
        files::{FilesRefusal, files_seen},
        people::{NamedBy, Numbered, PersonField, headed_by},
        places::{Organisation, organisations_called},
        tables::{Desk, Entry},
    },
};

/// A refusal, and the column because of which.
pub(super) type At = (&'static str, Refusal);

fn at(column: &'static str, refusal: impl Into<Refusal>) -> At {
    (column, refusal.into())
}

/// Rolls held, with what their days are held for, and whoever and whatever is named.
pub(super) struct Known {
    pub(super) rolls: HashMap<String, Roll>,
    holds: HashMap<RollId, HeldDays>,
    entries: HashMap<Uuid, RollEntry>,
    persons: Numbered,
    heads: HashMap<PersonId, (HouseholdId, RegionCode)>,
    units: HashMap<String, Organisation>,
    papers: HashSet<FileId>,
}

impl Known {
    /// Reads and holds it.
    pub(super) async fn of(desk: &Desk<'_>, batch: &[Entry<'_, EntryRow>]) -> Result<Self, Stop> {
        let (tx, conn) = (desk.tx, desk.tx.conn());
        let rows = || batch.iter().map(|e| e.command);
        let numbers: BTreeSet<&str> = rows().map(|r| r.roll.as_str()).collect();
        let numbers: Vec<String> = numbers.into_iter().map(ToOwned::to_owned).collect();
        let held =
            store::lock_rolls_numbered(tx, &numbers).await?.into_iter().filter(|r| desk.region.covers(&r.region));
        let rolls: HashMap<String, Roll> = held.map(|r| (r.number.clone(), r)).collect();
        let ids: Vec<RollId> = rolls.values().map(|r| r.id).collect();
        let place = |row: &EntryRow| rolls.get(&row.roll).map_or(desk.region, |r| &r.region);
        let told: Vec<_> = rows().filter_map(|r| r.number().map(|number| (place(r), number))).collect();
        let persons = Numbered::of(desk, &told).await?;
        let heads = headed_by(conn, &persons.ids(), desk.now.day()).await?;
        let codes: BTreeSet<&str> = rows().filter_map(EntryRow::unit).collect();
        let codes: Vec<String> = codes.into_iter().map(ToOwned::to_owned).collect();
        let units = organisations_called(conn, &codes).await?.into_iter();
        let units: HashMap<String, Organisation> = units.filter_map(|o| Some((o.uscc.clone()?, o))).collect();
        let papers: Vec<FileId> = rows().map(|r| r.paper).collect();
        let known: HashSet<Uuid> = batch.iter().filter_map(|e| e.known).collect();
        Ok(Self {
            holds: store::longest_holds(conn, &ids).await?,
            entries: store::entries_by_id(conn, &known).await?,
            papers: files_seen(conn, &desk.holder.seen(), &papers).await?,
            rolls,
            persons,
            heads,
            units,
        })
    }

    /// The roll of an entry.
    pub(super) fn roll_of(&self, id: RollId) -> Result<&Roll, Fault> {
        self.rolls.values().find(|r| r.id == id).ok_or_else(|| Fault::inconsistent("an entry of a roll that is held"))
    }

    /// Whom a row names: persons and households are those of the register.
    fn whose(&self, desk: &Desk<'_>, roll: &Roll, row: &EntryRow) -> Result<Whose, At> {
        let number = match &row.code {
            Code::Number(number) => number,
            Code::Unit(code) => {
                let seen = desk.holder.seen();
                let there = |o: &&Organisation| seen.covers(&o.region) || o.region.covers(&roll.region);
                let unit = self.units.get(code).filter(there);
                let unit = unit.ok_or_else(|| at("code", RollsRefusal::UnknownOrganisation))?;
                if unit.name != row.name {
                    return Err(at("name", RollsRefusal::UnitDiffers { name: unit.name.clone() }));
                }
                return Ok(Whose::Organisation(unit.id));
            }
        };
        let named = self.persons.whose(desk, &roll.region, (&row.person_name(), number));
        let named = named.map_err(|(field, refusal)| match field {
            PersonField::Name => ("name", refusal),
            PersonField::Phone | PersonField::IdNumber => ("code", refusal),
        })?;
        let NamedBy::Known(id) = named else { return Err(at("code", RollsRefusal::UnknownPerson)) };
        if row.kind != HolderKind::Household {
            return Ok(Whose::Person(id));
        }
        let seen = desk.holder.seen();
        let found = self.heads.get(&id).filter(|(_, region)| seen.covers(region));
        found.map(|(id, _)| Whose::Household(*id)).ok_or_else(|| at("code", RollsRefusal::NoHead))
    }

    /// A row as an entry of its roll, where it fits in itself; nothing where the same stands there already.
    pub(super) fn entry(&self, desk: &Desk<'_>, told: &Entry<'_, EntryRow>) -> Result<Option<RollEntry>, At> {
        let row = told.command;
        let roll = self.rolls.get(&row.roll).ok_or_else(|| at("roll", RollsRefusal::UnknownRoll))?;
        let whose = self.whose(desk, roll, row)?;
        if !self.papers.contains(&row.paper) {
            return Err(at("file", FilesRefusal::Unknown { id: row.paper }));
        }
        let next = Roll { updated_at: desk.now, layer: desk.actor.layer, ..roll.clone() };
        let made = entry_of(desk.tx, &next, (0, &row.told(whose)), desk.now.day());
        let made = made.map_err(|(field, refusal)| at(column_of(field), refusal))?;
        let Some(known) = told.known else {
            is_open(roll).map_err(|refusal| at("roll", refusal))?;
            return Ok(Some(made));
        };
        let known = self.entries.get(&known).filter(|e| e.roll == roll.id);
        let known = known.ok_or_else(|| ("external_id", told.taken(desk, SubjectKind::RollEntry)))?;
        let says = |e: &RollEntry| (e.whose, e.class, e.units_e4, e.admitted_on, e.paper, e.note.clone());
        if says(known) == says(&made) {
            return Ok(None);
        }
        Err(at("external_id", RollsRefusal::ByAct { serial: known.serial }))
    }
}

/// In which column a field of an entry stands.
fn column_of(field: &str) -> &'static str {
    match field {
        "/class" => "class",
        "/units" => "units",
        "/decided_on" => "on",
        _ => "holder_kind",
    }
}

/// Who stands on the rolls beside the rows, and in which row of the file each of those that are right so far stands.
pub(super) struct Register {
    there: Ground,
    standing: HashMap<(RollId, Whose), Vec<RollEntry>>,
    rows: HashMap<(RollId, Whose), usize>,
}

impl Register {
    /// Holds the persons and reads it: a statement for each roll.
    pub(super) async fn of(desk: &Desk<'_>, known: &Known, fresh: &[RollEntry]) -> Result<Self, Stop> {
        let there = Ground::of(desk.tx, fresh).await?;
        let mut standing: HashMap<(RollId, Whose), Vec<RollEntry>> = HashMap::new();
        for roll in known.rolls.values() {
            let id = roll.id;
            let own = || fresh.iter().filter(move |e| e.roll == id);
            let Some(first) = own().map(|e| e.from).min() else { continue };
            let named: BTreeSet<Whose> = own().flat_map(|e| there.taken(roll, e)).collect();
            let named: Vec<Whose> = named.into_iter().collect();
            for entry in store::naming(desk.tx.conn(), roll.id, &named, first).await? {
                standing.entry((roll.id, entry.whose)).or_default().push(entry);
            }
        }
        Ok(Self { there, standing, rows: HashMap::new() })
    }

    /// R73.1 of one row: what it meets among the rows before it and on its roll.
    fn met(&self, roll: &Roll, (row, entry): (usize, &RollEntry)) -> Vec<(usize, Standing)> {
        let taken = self.there.taken(roll, entry);
        let earlier = taken.iter().filter_map(|whose| self.rows.get(&(roll.id, *whose)));
        let earlier = earlier.map(|other| (row, Standing::Row(*other)));
        let entered = taken.iter().filter_map(|whose| self.standing.get(&(roll.id, *whose))).flatten();
        // An entry has no last day yet: it meets whatever counts on its first day or later.
        let meets = entered.filter(|other| other.until().is_none_or(|until| until > entry.from));
        earlier.chain(meets.map(|other| (row, Standing::Entry(other.serial)))).collect()
    }

    /// Whether a row may stand on its roll beside what stands there, and by what is known of whom it names.
    pub(super) fn admit(
        &mut self,
        desk: &Desk<'_>,
        known: &Known,
        (row, entry): (u32, &RollEntry),
    ) -> Result<Result<(), At>, Fault> {
        let (roll, today) = (known.roll_of(entry.roll)?, desk.now.day());
        let row = usize::try_from(row).map_err(|_| Fault::inconsistent("the row of a file"))?;
        if let Some(held) = known.holds.get(&roll.id).filter(|held| entry.from <= held.until) {
            return Ok(Err(("on", ROLL_DAYS_FREE.refuses(roll_days_free(entry.from, Some(held))))));
        }
        let absent: Vec<_> = self.there.absent(entry).map(|why| (row, why, entry.from)).into_iter().collect();
        if let Err(refusal) = settle(vec![STILL_THERE.judge(today, still_there(&absent))], &[]) {
            return Ok(Err(("code", refusal)));
        }
        if let Some(refusal) = self.there.too_many(entry).filter(|_| roll.counts_people()) {
            return Ok(Err(at("units", refusal)));
        }
        let met = self.met(roll, (row, entry));
        if let Err(refusal) = settle(vec![ONCE_ON_A_ROLL.judge(today, once_on_a_roll(&met))], &[]) {
            return Ok(Err(("code", refusal)));
        }
        self.rows.insert((roll.id, entry.whose), row);
        Ok(Ok(()))
    }
}
