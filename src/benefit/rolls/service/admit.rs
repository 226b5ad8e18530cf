//! 纳入. Somebody benefits by a roll from a day on: many at once, all of them or none.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Happened, Held, counts_from, hold, holds::is_free, is_open, subject_of, written};
use crate::{
    benefit::{
        rolls::{
            RollsRefusal,
            model::{NeedClass, Roll, RollEntry, WHOLE_E4, misfit},
            rules::{Absent, ONCE_ON_A_ROLL, STILL_THERE, Standing, once_on_a_roll, still_there},
            store,
        },
        shares::{Whose, WhoseTold, died_by},
    },
    ground::{
        authority::{Actor, Holder, action},
        kernel::{Day, FileId, HouseholdId, PersonId, Refusal, RollId, settle},
        platform::{Fault, Stop, Tx, Work, all_hold},
        trail::Committed,
    },
    office::{
        files::use_files_at,
        people::{hold_persons, homes_on, know_households, know_persons, living_in},
        places::know_organisations,
    },
};

/// One who is admitted, as it is told.
#[derive(Debug, Clone)]
pub struct EntryTold {
    /// Who.
    pub whose: WhoseTold,
    /// As what.
    pub class: NeedClass,
    /// How many units, in ten-thousandths.
    pub units_e4: i64,
    /// The day of the decision.
    pub on: Day,
    /// Its paper.
    pub paper: FileId,
    /// Remark.
    pub note: Option<String>,
}

/// Admits to a roll.
pub struct Admit {
    /// Who asks.
    pub actor: Actor,
    /// To which.
    pub id: RollId,
    /// The version it was read at.
    pub if_match: String,
    /// Whom.
    pub rows: Vec<EntryTold>,
}

fn at(row: usize, field: &str) -> String {
    format!("/entries/{row}{field}")
}

/// A row as an entry of a roll, where it fits in itself; else what is wrong, and with which field.
pub(super) fn entry_of(
    tx: &Tx,
    roll: &Roll,
    row: (usize, &EntryTold),
    today: Day,
) -> Result<RollEntry, (&'static str, RollsRefusal)> {
    let (n, told) = row;
    let (basis, per) = (roll.basis, roll.per);
    let whose = told.whose.whose().ok_or(("", RollsRefusal::NotNamed))?;
    if !per.has(basis, whose.kind()) {
        return Err(("", RollsRefusal::SortMisfit { per, basis }));
    }
    if !basis.has(told.class) {
        return Err(("/class", RollsRefusal::ClassMisfit { class: told.class, basis }));
    }
    if misfit(basis, whose.kind(), told.units_e4) {
        return Err(("/units", RollsRefusal::UnitsMisfit));
    }
    if told.on > today {
        return Err(("/decided_on", RollsRefusal::DayAhead { day: told.on, today }));
    }
    let from = counts_from(roll, told.on).map_err(|refusal| ("/decided_on", refusal))?;
    Ok(RollEntry {
        id: tx.id(roll.updated_at),
        roll: roll.id,
        serial: roll.entries + 1 + i64::try_from(n).unwrap_or(i64::MAX / 2),
        whose,
        class: told.class,
        units_e4: told.units_e4,
        admitted_on: told.on,
        paper: told.paper,
        note: told.note.clone(),
        from,
        exit: None,
        void_reason: None,
        layer: roll.layer,
        created_at: roll.updated_at,
    })
}

/// What is known of whom rows name on the days from which they count, or today where those have not come.
pub(super) struct Ground {
    deaths: BTreeMap<PersonId, Day>,
    /// To which household a person belongs on a day.
    homes: HashMap<(PersonId, Day), HouseholdId>,
    /// Who belongs to a household on a day.
    living: HashMap<(HouseholdId, Day), Vec<PersonId>>,
    today: Day,
}

impl Ground {
    /// The day on which a register is asked of an entry.
    fn asked(&self, entry: &RollEntry) -> Day {
        entry.from.min(self.today)
    }

    /// Holds the persons, so that whoever is told of them meanwhile waits, and reads; two statements for each day from which rows count.
    pub(super) async fn of(tx: &Tx, entries: &[RollEntry]) -> Result<Self, Stop> {
        let today = tx.now().await?.day();
        let days: BTreeSet<Day> = entries.iter().map(|e| e.from.min(today)).collect();
        let on = |day: Day| entries.iter().filter(move |e| e.from.min(today) == day);
        let mut living = HashMap::new();
        for day in &days {
            let households: Vec<HouseholdId> = on(*day).filter_map(|e| e.whose.household()).collect();
            let found = living_in(tx.conn(), &households, *day).await?;
            living.extend(found.into_iter().map(|(id, members)| ((id, *day), members)));
        }
        let direct = entries.iter().filter_map(|e| e.whose.person());
        let persons: BTreeSet<PersonId> = direct.chain(living.values().flatten().copied()).collect();
        let persons: Vec<PersonId> = persons.into_iter().collect();
        hold_persons(tx, &persons).await?;
        let mut homes = HashMap::new();
        for day in &days {
            let persons: Vec<PersonId> = on(*day).filter_map(|e| e.whose.person()).collect();
            let found = homes_on(tx.conn(), &persons, *day).await?;
            homes.extend(found.into_iter().map(|(id, home)| ((id, *day), home)));
        }
        Ok(Self { deaths: died_by(tx.conn(), &persons).await?, homes, living, today })
    }

    fn members(&self, household: HouseholdId, entry: &RollEntry) -> &[PersonId] {
        self.living.get(&(household, self.asked(entry))).map_or(&[], Vec::as_slice)
    }

    /// Why whoever an entry names cannot benefit (R73.2).
    pub(super) fn absent(&self, entry: &RollEntry) -> Option<Absent> {
        match entry.whose {
            Whose::Person(id) => {
                self.deaths.get(&id).filter(|died| **died < entry.from).map(|died| Absent::Died(*died))
            }
            Whose::Household(id) => self.members(id, entry).is_empty().then_some(Absent::Empty),
            Whose::Organisation(_) => None,
        }
    }

    /// More heads than belong to the household.
    pub(super) fn too_many(&self, entry: &RollEntry) -> Option<RollsRefusal> {
        let living = i64::try_from(self.members(entry.whose.household()?, entry).len()).unwrap_or(i64::MAX);
        let told = entry.units_e4 / WHOLE_E4;
        (told > living).then(|| RollsRefusal::TooManyHeads { told, living, on: self.asked(entry) })
    }

    /// Whom nobody else may name beside an entry: itself, and by need a person's household and a household's people.
    pub(super) fn taken(&self, roll: &Roll, entry: &RollEntry) -> Vec<Whose> {
        let mut taken = vec![entry.whose];
        match entry.whose {
            Whose::Person(id) if roll.counts_people() => {
                taken.extend(self.homes.get(&(id, self.asked(entry))).map(|home| Whose::Household(*home)));
            }
            Whose::Household(id) if roll.counts_people() => {
                taken.extend(self.members(id, entry).iter().map(|person| Whose::Person(*person)));
            }
            _ => {}
        }
        taken
    }
}

/// R73.1 over the rows among each other and over what stands on the roll. Whoever calls holds the roll and the persons.
async fn once(tx: &Tx, roll: &Roll, entries: &[RollEntry], ground: &Ground) -> Result<(), Stop> {
    let first = entries.iter().map(|e| e.from).min().unwrap_or(ground.today);
    let taken: Vec<Vec<Whose>> = entries.iter().map(|e| ground.taken(roll, e)).collect();
    let named: BTreeSet<Whose> = taken.iter().flatten().copied().collect();
    let named: Vec<Whose> = named.into_iter().collect();
    let mut standing: HashMap<Whose, Vec<RollEntry>> = HashMap::new();
    for entry in store::naming(tx.conn(), roll.id, &named, first).await? {
        standing.entry(entry.whose).or_default().push(entry);
    }
    let mut met = Vec::new();
    let mut rows: HashMap<Whose, usize> = HashMap::new();
    for ((row, entry), taken) in (1..).zip(entries).zip(&taken) {
        met.extend(taken.iter().filter_map(|whose| Some((row, Standing::Row(*rows.get(whose)?)))));
        let entered = taken.iter().filter_map(|whose| standing.get(whose)).flatten();
        // An entry has no last day yet: it meets whatever counts on its first day or later.
        let meets = entered.filter(|other| other.until().is_none_or(|until| until > entry.from));
        met.extend(meets.map(|other| (row, Standing::Entry(other.serial))));
        rows.insert(entry.whose, row);
    }
    settle(vec![ONCE_ON_A_ROLL.judge(ground.today, once_on_a_roll(&met))], &[])?;
    Ok(())
}

impl Admit {
    /// Whether everybody and every paper that rows name is known to the caller.
    async fn are_known(&self, tx: &Tx, holder: &Holder, roll: &Roll) -> Result<(), Stop> {
        let rows = || self.rows.iter().enumerate();
        let persons: Vec<_> = rows().filter_map(|(n, r)| Some((at(n, "/person_id"), r.whose.person?))).collect();
        let households: Vec<_> =
            rows().filter_map(|(n, r)| Some((at(n, "/household_id"), r.whose.household?))).collect();
        let units: Vec<_> =
            rows().filter_map(|(n, r)| Some((at(n, "/organisation_id"), r.whose.organisation?))).collect();
        let papers: Vec<_> = rows().map(|(n, r)| (at(n, "/file_id"), r.paper)).collect();
        all_hold([
            know_persons(tx, holder, &persons, RollsRefusal::UnknownPerson).await,
            know_households(tx, holder, &households, RollsRefusal::UnknownHousehold).await,
            know_organisations(tx, holder, &roll.region, &units, RollsRefusal::UnknownOrganisation).await,
            use_files_at(tx, &holder.seen(), subject_of(roll), &papers).await,
        ])
    }

    /// The rows as entries; each that does not fit in itself is told at its place.
    fn entries(&self, tx: &Tx, roll: &Roll, today: Day) -> Result<Vec<RollEntry>, Stop> {
        let (mut entries, mut wrong) = (Vec::with_capacity(self.rows.len()), Vec::new());
        for (n, row) in self.rows.iter().enumerate() {
            match entry_of(tx, roll, (n, row), today) {
                Ok(entry) => entries.push(RollEntry { layer: self.actor.layer, ..entry }),
                Err((field, refusal)) => wrong.push(Refusal::from(refusal).placed(Some(&at(n, field)))),
            }
        }
        Refusal::joined(wrong).map_or(Ok(entries), |refusal| Err(refusal.into()))
    }
}

impl Work for Admit {
    type Record = Committed<Roll>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Roll>, Stop> {
        let wanted = &action::ROLL_ENTRY_ADMIT;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        is_open(&before)?;
        self.are_known(tx, &holder, &before).await?;
        let now = tx.now().await?;
        let next = before.clone().next(self.actor.layer, now);
        let entries = self.entries(tx, &next, now.day())?;
        let first = entries.iter().map(|e| e.from).min().ok_or_else(|| Fault::inconsistent("nobody to admit"))?;
        is_free(tx, before.id, first).await?;
        let ground = Ground::of(tx, &entries).await?;
        let absent: Vec<_> =
            (1..).zip(&entries).filter_map(|(row, e)| Some((row, ground.absent(e)?, e.from))).collect();
        settle(vec![STILL_THERE.judge(now.day(), still_there(&absent))], &[])?;
        if before.counts_people() {
            let wrong = entries.iter().enumerate().filter_map(|(n, e)| Some((n, ground.too_many(e)?)));
            let wrong = wrong.map(|(n, refusal)| Refusal::from(refusal).placed(Some(&at(n, "/units"))));
            Refusal::joined(wrong).map_or(Ok(()), |refusal| Err(Stop::from(refusal)))?;
        }
        once(tx, &before, &entries, &ground).await?;
        store::insert_entries(tx, &entries).await?;
        let admitted: Vec<i64> = entries.iter().map(|e| e.serial).collect();
        let after = Roll { entries: admitted.last().copied().unwrap_or(before.entries), ..before.clone() };
        let happened = Happened { admitted, ..Happened::default() };
        let (change, after) = written(tx, &self.actor, (&before, after), &happened).await?;
        Ok(permit.commit(change, after))
    }
}
