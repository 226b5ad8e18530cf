//! 书面姓名: names of private persons that other areas keep as their papers write them.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::{
    ground::{
        authority::{Permit, action},
        kernel::{RegionCode, SubjectKind, SubjectRef},
        platform::{ConnectionTrait, Db, Fault, Sealer, Stop, Tx, Work},
        trail::{Change, Committed},
    },
    office::people::{
        PeopleRefusal,
        model::{PersonName, WrittenName, WrittenPerson, is_of_body},
        store::{self, NameColumn, written_index},
    },
};

/// Rows that are looked at in one transaction.
const BATCH: usize = 500;

/// Refuses what a list shows of a name where it stands for nobody who is known.
pub fn names_whole<'a>(names: impl IntoIterator<Item = &'a WrittenName>) -> Result<(), PeopleRefusal> {
    match names.into_iter().find(|name| name.is_masked()) {
        Some(name) => Err(PeopleRefusal::NameMasked { shown: name.shown() }),
        None => Ok(()),
    }
}

/// Seals the names of private persons among these, each of whatever lies in its region. What was sealed already and the names of bodies
/// stay as they are. A bounded number of statements for each county.
pub async fn keep_names(tx: &Tx, sealer: &Sealer, names: Vec<(RegionCode, &mut WrittenName)>) -> Result<(), Fault> {
    let index = |region: &RegionCode, name: &PersonName| written_index(sealer.keys(), region, name.reveal());
    let mut told = BTreeMap::new();
    for (region, name) in &names {
        if let WrittenName::Told(name) = &**name {
            told.insert(index(region, name), (region.clone(), name.clone()));
        }
    }
    if told.is_empty() {
        return Ok(());
    }
    let asked = told.iter().map(|(index, (region, name))| (index.clone(), (region, name))).collect();
    let kept = store::keep_written(tx, sealer, &asked).await?;
    for (region, name) in names {
        if let WrittenName::Told(clear) = name {
            let person = kept.get(&index(&region, clear)).cloned();
            *name = WrittenName::Person(person.ok_or_else(|| Fault::inconsistent("a name that was not kept"))?);
        }
    }
    Ok(())
}

/// A written name in clear: a body's stands for itself. Whoever calls answers for who will see it.
pub async fn open_name(conn: &impl ConnectionTrait, sealer: &Sealer, name: &WrittenName) -> Result<PersonName, Fault> {
    match name {
        WrittenName::Body(name) => Ok(PersonName::new(name.clone())),
        WrittenName::Told(name) => Ok(name.clone()),
        WrittenName::Person(person) => store::open_written(conn, sealer, person.id).await,
    }
}

/// Seals some names that stand in clear in a column since before they were sealed.
struct SealSome<'a> {
    sealer: &'a Sealer,
    column: &'a NameColumn,
    after: Uuid,
}

/// What one step did.
struct Sealed {
    next: Option<Uuid>,
    changed: usize,
}

impl Work for SealSome<'_> {
    type Record = Committed<Sealed>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Sealed>, Stop> {
        let found = store::bare_names(tx, self.column, self.after, BATCH).await?;
        let next = found.last().map(|bare| bare.id);
        let mut names: Vec<(Uuid, RegionCode, WrittenName)> = found
            .into_iter()
            .filter(|bare| !is_of_body(&bare.name))
            .map(|bare| (bare.id, bare.region, WrittenName::said(bare.name)))
            .collect();
        keep_names(tx, self.sealer, names.iter_mut().map(|(_, region, name)| (region.clone(), name)).collect()).await?;
        for (row, _, name) in &names {
            let person: &WrittenPerson =
                name.person().ok_or_else(|| Fault::inconsistent("a name that was not kept"))?;
            store::put_written(tx, self.column, *row, person).await?;
        }
        let permit = Permit::for_job("cli", &action::WRITTEN_NAME_SEAL);
        let told = serde_json::json!({"table": self.column.table, "column": self.column.column, "names": names.len()});
        let subject = SubjectRef { kind: SubjectKind::DataKey, id: tx.event_id().await? };
        Ok(permit.commit(Change::created(subject, &RegionCode::nation(), &told), Sealed { next, changed: names.len() }))
    }
}

/// Seals what stands in clear in these columns since before names were sealed, some rows a transaction, and answers how many names.
/// Whoever was interrupted begins again and finds what is left.
pub async fn seal_names(db: &Db, sealer: &Sealer, columns: &[NameColumn]) -> Result<usize, Stop> {
    let mut changed = 0;
    for column in columns {
        let mut after = Uuid::nil();
        loop {
            let done = db.write(&SealSome { sealer, column, after }).await?;
            changed += done.changed;
            match done.next {
                Some(next) => after = next,
                None => break,
            }
        }
    }
    Ok(changed)
}
