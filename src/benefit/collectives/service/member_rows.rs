//! 成员名册 as rows of a file: a row a member, named by the number that the roster gives it. Who is known is not changed by a file; who
//! is a member elsewhere waits for that body's answer, as by an officer's act.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{
    created, hold_called,
    members::{Ground, begun, blank, elsewhere, event},
};
use crate::{
    benefit::collectives::{
        CollectivesRefusal, DeathDoor,
        model::{Collective, MemberEvent, MemberGround, Membership},
        store,
    },
    ground::{
        authority::{Action, action},
        kernel::{CollectiveMemberId, Day, PersonId, Refusal, RegionCode, SubjectKind},
        platform::{Stop, name_subjects},
    },
    office::{
        people::{IdNumber, NamedBy, Numbered, Person, PersonField, PersonName, enrol_persons},
        tables::{Applied, Column, Desk, Door, Entry, Flaw, Kind, Outcome, Record, Sheet, SheetDoor, Wrong, words_of},
    },
};

/// 集体成员. Rows of members.
#[derive(Debug, Clone, Copy)]
pub struct MemberRows {
    /// Of whom the rooms above know the death.
    pub deaths: &'static dyn DeathDoor,
}

/// Whose ids rows bear where nobody says otherwise.
pub(super) const SYSTEM: &str = "member_roster";

const fn column(key: &'static str, zh: &'static str, en: &'static str, kind: Kind) -> Column {
    Column { key, zh, en, others: &[], kind, required: false }
}

const COLUMNS: &[Column] = &[
    Column {
        others: &["序号", "名册编号", "编号"],
        required: true,
        ..column("external_id", "成员编号", "Number in the roster", Kind::Number(64))
    },
    Column {
        others: &["集体经济组织", "单位名称", "统一社会信用代码"],
        required: true,
        ..column("body", "集体组织主体", "Body by code or full name", Kind::Plain(100))
    },
    Column { others: &["成员姓名"], required: true, ..column("name", "姓名", "Name", Kind::Text(60)) },
    Column {
        others: &["身份证号", "身份证号码", "证件号码"],
        required: true,
        ..column("id_number", "公民身份号码", "ID number", Kind::Id(32))
    },
    Column {
        others: &["成员来源", "身份来源"],
        required: true,
        ..column("ground", "确认理由", "Ground", Kind::Word(words_of::<MemberGround>))
    },
    Column {
        others: &["确认日期", "成员起始日期"],
        required: true,
        ..column("on", "决定日期", "Decided on", Kind::Day)
    },
    Column { others: &["说明"], ..column("note", "备注", "Remark", Kind::Plain(500)) },
];

const DOUBLED: (&str, &str, &str) = (
    "collectives.member.person_doubled",
    "R62 文件中前面已有同一公民身份号码的成员；一人只能是一个组织的成员。",
    "R62 An earlier row of the file bears this ID number; a person is a member of one body.",
);

/// A refusal, and the column because of which.
type At = (&'static str, Refusal);

/// One row.
pub struct MemberRow {
    body: String,
    name: PersonName,
    id_number: IdNumber,
    ground: MemberGround,
    on: Day,
    note: Option<String>,
}

impl MemberRow {
    fn of(record: &Record) -> Option<Self> {
        Some(Self {
            body: record.text("body")?,
            name: PersonName::new(record.text("name")?),
            id_number: IdNumber::typed(&record.text("id_number")?),
            ground: record.word("ground")?,
            on: record.day("on")?,
            note: record.text("note"),
        })
    }
}

/// What a row comes to.
struct Done {
    member: Membership,
    first: MemberEvent,
    new: Option<Person>,
}

/// What the rows of a batch are judged against, read once.
struct FileGround {
    bodies: HashMap<String, Vec<Collective>>,
    known: HashMap<CollectiveMemberId, Membership>,
    persons: Numbered,
    ground: Ground,
}

impl FileGround {
    async fn of(desk: &Desk<'_>, batch: &[Entry<'_, MemberRow>], deaths: &dyn DeathDoor) -> Result<Self, Stop> {
        let tx = desk.tx;
        let words: BTreeSet<&str> = batch.iter().map(|e| e.command.body.as_str()).collect();
        let words: Vec<String> = words.into_iter().map(ToOwned::to_owned).collect();
        let bodies = hold_called(tx, desk.region, &words).await?;
        let place = |row: &MemberRow| bodies.get(&row.body).and_then(|b| b.first()).map(|b| b.region.clone());
        let places: Vec<RegionCode> =
            batch.iter().map(|e| place(e.command).unwrap_or_else(|| desk.region.clone())).collect();
        let told: Vec<_> = places.iter().zip(batch.iter().map(|e| &e.command.id_number)).collect();
        let persons = Numbered::of(desk, &told).await?;
        let mut ids: Vec<PersonId> = persons.ids();
        ids.sort_unstable();
        let known: Vec<CollectiveMemberId> = batch.iter().filter_map(|e| e.known.map(Into::into)).collect();
        let ground = Ground::of(tx, desk.holder, &ids).await?.knowing(deaths.died(tx, &ids).await?);
        let known = store::lock_members(tx, &known).await?.into_iter().map(|m| (m.id, m)).collect();
        Ok(Self { bodies, known, persons, ground })
    }

    fn body(&self, word: &str) -> Result<&Collective, At> {
        match self.bodies.get(word).map_or(&[][..], Vec::as_slice) {
            [one] => Ok(one),
            many => {
                let (name, found) = (word.to_owned(), many.len());
                Err(("body", CollectivesRefusal::BodyNotNamed { name, found }.into()))
            }
        }
    }

    /// What a row makes; nothing where the register has it so already.
    fn judged(&self, desk: &Desk<'_>, entry: &Entry<'_, MemberRow>) -> Result<Option<Done>, At> {
        let row = entry.command;
        let today = desk.now.day();
        if row.on > today {
            return Err(("on", CollectivesRefusal::DayAhead { day: row.on, today }.into()));
        }
        if row.ground == MemberGround::Other && row.note.is_none() {
            return Err(("note", CollectivesRefusal::OtherUntold.into()));
        }
        let body = self.body(&row.body)?;
        let named = self.persons.whose(desk, &body.region, (&row.name, &row.id_number)).map_err(at_field)?;
        if let Some(known) = entry.known {
            return self.unchanged((body, named.id()), desk, (entry, known.into())).map(|()| None);
        }
        if body.term_on(row.on).is_none() {
            return Err(("on", CollectivesRefusal::NotThen { on: row.on, since: body.since }.into()));
        }
        let by_law = body.kind.has_members_alone();
        let member = blank(desk.tx.id(desk.now), (body, named.id()), by_law, (desk.actor, desk.now));
        let kind = self.ground.confirmed(&member, row.on).map_err(|refusal| ("id_number", refusal))?;
        let first = MemberEvent {
            ground: Some(row.ground),
            note: row.note.clone(),
            ..event(1, (kind, row.on), (desk.actor, desk.now))
        };
        let member = Membership { external_ids: vec![entry.named(desk)], ..member };
        let member = begun(member, &first).map_err(|_| ("on", CollectivesRefusal::ByEvent.into()))?;
        let new = match named {
            NamedBy::New(person) => Some(*person),
            NamedBy::Known(_) => None,
        };
        Ok(Some(Done { member, first, new }))
    }

    /// Whether a row says of a member who is known what the register says.
    fn unchanged(
        &self,
        (body, person): (&Collective, PersonId),
        desk: &Desk<'_>,
        (entry, known): (&Entry<'_, MemberRow>, CollectiveMemberId),
    ) -> Result<(), At> {
        let found = self.known.get(&known).filter(|m| desk.region.covers(&m.region));
        let found = found.ok_or_else(|| ("external_id", entry.taken(desk, SubjectKind::CollectiveMember)))?;
        let row = entry.command;
        let differs = [
            ("body", found.collective != body.id),
            ("id_number", found.person != person),
            ("ground", found.ground != Some(row.ground)),
            ("on", found.decided_on != Some(row.on)),
        ];
        match differs.into_iter().find(|(_, differs)| *differs) {
            Some((column, _)) => Err((column, CollectivesRefusal::ByEvent.into())),
            None => Ok(()),
        }
    }
}

fn at_field((field, refusal): (PersonField, Refusal)) -> At {
    let column = match field {
        PersonField::Name => "name",
        PersonField::Phone | PersonField::IdNumber => "id_number",
    };
    (column, refusal)
}

/// The sheets of this room, for files that are jobs.
pub fn sheets(deaths: &'static dyn DeathDoor) -> Vec<Box<dyn SheetDoor>> {
    vec![Box::new(Door(MemberRows { deaths }))]
}

impl Sheet for MemberRows {
    type Row = MemberRow;
    const NAME: &'static str = "collective_members";
    const TITLE: &'static str = "集体成员名册";
    const COLUMNS: &'static [Column] = COLUMNS;
    const SYSTEM: &'static str = SYSTEM;
    const ACTION: &'static Action = &action::COLLECTIVE_MEMBER_IMPORT;
    const MARK: &'static Action = &action::COLLECTIVE_MEMBER_MARK_IMPORT;
    const TEMPLATE: &'static Action = &action::COLLECTIVE_MEMBER_READ_TEMPLATE;
    const KIND: SubjectKind = SubjectKind::CollectiveMember;
    const TABLE: &'static str = "collective_member";
    const TOMBSTONES: bool = false;

    fn row(&self, record: &Record) -> Result<MemberRow, Vec<Flaw>> {
        MemberRow::of(record).ok_or_else(|| vec![Flaw::of(record.row, "name", Wrong::Missing.told())])
    }

    fn across(&self, rows: &[(u32, String, MemberRow)]) -> Vec<Flaw> {
        let mut seen = HashSet::new();
        let doubled = rows.iter().filter(|(_, _, row)| !seen.insert(row.id_number.reveal()));
        doubled.map(|(row, ..)| Flaw::of(*row, "id_number", DOUBLED)).collect()
    }

    async fn apply(&self, desk: &Desk<'_>, batch: &[Entry<'_, MemberRow>]) -> Result<Applied, Stop> {
        let ground = FileGround::of(desk, batch, self.deaths).await?;
        let (mut done, mut outcomes) = (Vec::new(), Vec::with_capacity(batch.len()));
        for entry in batch {
            outcomes.push(match ground.judged(desk, entry) {
                Ok(Some(one)) => {
                    done.push(one);
                    Outcome::Added
                }
                Ok(None) => Outcome::Unchanged,
                Err((column, refusal)) => Outcome::Refused(vec![Flaw::refused(entry.row, column, &refusal)]),
            });
        }
        if desk.trial {
            return Ok(Applied::judged(outcomes));
        }
        let persons: Vec<Person> = done.iter().filter_map(|one| one.new.clone()).collect();
        let mut changes = enrol_persons(desk, &persons).await?;
        let members: Vec<Membership> = done.iter().map(|one| one.member.clone()).collect();
        store::insert_members(desk.tx, &members).await.map_err(elsewhere)?;
        let named = members.iter().flat_map(|m| m.external_ids.iter().map(|e| (m.id.uuid(), e.clone())));
        name_subjects(desk.tx, SubjectKind::CollectiveMember, named.collect()).await?;
        let events: Vec<_> = done.iter().map(|one| (one.member.id, one.first.clone())).collect();
        store::insert_events(desk.tx, &events).await?;
        let told = |one: &Done| {
            let change = created(&one.member, std::slice::from_ref(&one.first));
            change.named(action::COLLECTIVE_MEMBER_RECORD.name)
        };
        changes.extend(done.iter().map(told));
        Ok(Applied { outcomes, changes })
    }
}
