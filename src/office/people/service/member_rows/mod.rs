//! Households as rows of a file: a row a member, the household told by its number in the ledger, its head by the relation. A household is
//! taken whole or not at all. Who belongs to one that is known comes by rows, and leaves by events alone.

mod ground;
mod judge;

use self::{ground::FileGround, judge::Done};
use super::{changed, created, households::write_stays};
use crate::{
    ground::{
        authority::{Action, action},
        kernel::{Day, HouseholdId, NumberKind, RegionCode, SubjectKind, SubjectRef},
        platform::{Stop, name_subjects, next_numbers},
        trail::Change,
    },
    office::{
        people::{
            model::{Address, Household, IdNumber, Monitored, PersonName, Phone, Relation, Sex},
            store,
        },
        tables::{
            Applied, Column, Desk, Door, Entry, Flaw, Kind, Outcome, Record, Sheet, SheetDoor, Wrong, words_of,
            yes_or_no,
        },
    },
};

/// 搬迁户. Rows of members.
#[derive(Debug, Clone, Copy)]
pub struct MemberRows;

/// One member.
#[derive(Debug, Clone)]
struct MemberRow {
    row: u32,
    name: PersonName,
    id_number: Option<IdNumber>,
    phone: Option<Phone>,
    relation: Relation,
    sex: Option<Sex>,
    on: Day,
}

/// What every row of a household says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said {
    site: Option<String>,
    region: Option<RegionCode>,
    origin: Option<RegionCode>,
    origin_address: Option<Address>,
    building: Option<String>,
    room: Option<String>,
    stated: Option<i64>,
    poor: Option<bool>,
    monitored: Option<Monitored>,
    standing_on: Option<Day>,
}

impl Said {
    /// The first column in which two rows of a household differ.
    fn differs(&self, other: &Self) -> Option<&'static str> {
        let columns = [
            ("site", self.site != other.site),
            ("region", self.region != other.region),
            ("origin", self.origin != other.origin),
            ("origin_address", self.origin_address != other.origin_address),
            ("building", self.building != other.building),
            ("room", self.room != other.room),
            ("stated_members", self.stated != other.stated),
            ("poor", self.poor != other.poor),
            ("monitored", self.monitored != other.monitored),
            ("standing_on", self.standing_on != other.standing_on),
        ];
        columns.into_iter().find_map(|(column, differs)| differs.then_some(column))
    }
}

/// The rows of one household.
pub struct HouseRow {
    said: Said,
    members: Vec<MemberRow>,
    /// Rows that say something else of the household than the first, and where.
    differing: Vec<(u32, &'static str)>,
}

const fn column(key: &'static str, zh: &'static str, en: &'static str, kind: Kind) -> Column {
    Column { key, zh, en, others: &[], kind, required: false }
}

const COLUMNS: &[Column] = &[
    Column {
        others: &["户号", "户编码"],
        required: true,
        ..column("external_id", "户编号", "Household number", Kind::Number(64))
    },
    Column { others: &["安置点"], ..column("site", "安置点名称", "Site", Kind::Plain(60)) },
    Column { others: &["所在区划代码"], ..column("region", "行政区划代码", "Region", Kind::Region) },
    Column {
        others: &["迁出村代码"],
        required: true,
        ..column("origin", "迁出地区划代码", "Region of origin", Kind::Region)
    },
    Column {
        others: &["原住址"], ..column("origin_address", "迁出地详细地址", "Address of origin", Kind::Text(200))
    },
    Column { others: &["楼栋", "栋"], ..column("building", "栋号", "Building", Kind::Plain(40)) },
    Column { others: &["室号", "单元房号"], ..column("room", "房号", "Room", Kind::Plain(40)) },
    Column {
        others: &["人口", "家庭人口数"],
        required: true,
        ..column("stated_members", "家庭人口", "Members", Kind::Whole(1, 99))
    },
    Column {
        others: &["是否建档立卡户"], ..column("poor", "是否建档立卡", "Registered poor", Kind::Word(yes_or_no))
    },
    column("monitored", "监测对象类别", "Monitored as", Kind::Word(words_of::<Monitored>)),
    Column { others: &["认定日期"], ..column("standing_on", "属性认定日期", "Facts since", Kind::Day) },
    Column { others: &["成员姓名"], required: true, ..column("name", "姓名", "Name", Kind::Text(60)) },
    Column {
        others: &["身份证号", "身份证号码", "证件号码"],
        ..column("id_number", "公民身份号码", "ID number", Kind::Id(32))
    },
    Column { others: &["电话", "手机号码"], ..column("phone", "联系电话", "Phone", Kind::Id(32)) },
    Column {
        others: &["与户主的关系"],
        required: true,
        ..column("relation", "与户主关系", "Relation to the head", Kind::Word(words_of::<Relation>))
    },
    column("sex", "性别", "Sex", Kind::Word(words_of::<Sex>)),
    Column {
        others: &["入户日期"], required: true, ..column("on", "登记入户日期", "Enrolled on", Kind::Day)
    },
];

const DIFFERS: (&str, &str, &str) = (
    "people.household.rows_differ",
    "同一户各行填写的户信息应相同，本行与该户首行不一致。",
    "All rows of a household say the same of it; this one differs from the first.",
);
const DOUBLED: (&str, &str, &str) = (
    "people.household.person_doubled",
    "R4 文件中前面已有同一公民身份号码的成员；一人只能是一个户的成员。",
    "R4 An earlier row of the file bears this ID number; a person belongs to one household.",
);

/// The sheets of this room, for files that are jobs.
pub fn sheets() -> Vec<Box<dyn SheetDoor>> {
    vec![Box::new(Door(MemberRows))]
}

impl Sheet for MemberRows {
    type Row = HouseRow;
    const NAME: &'static str = "households";
    const TITLE: &'static str = "搬迁户成员";
    const COLUMNS: &'static [Column] = COLUMNS;
    const SYSTEM: &'static str = "household_ledger";
    const ACTION: &'static Action = &action::HOUSEHOLD_IMPORT;
    const MARK: &'static Action = &action::HOUSEHOLD_MARK_IMPORT;
    const TEMPLATE: &'static Action = &action::HOUSEHOLD_READ_TEMPLATE;
    const KIND: SubjectKind = SubjectKind::Household;
    const TABLE: &'static str = "household";
    const TOMBSTONES: bool = false;
    const SHARED: bool = true;

    fn row(&self, record: &Record) -> Result<HouseRow, Vec<Flaw>> {
        let missing = |column| vec![Flaw::of(record.row, column, Wrong::Missing.told())];
        let member = MemberRow {
            row: record.row,
            name: PersonName::new(record.text("name").ok_or_else(|| missing("name"))?),
            id_number: record.text("id_number").map(|number| IdNumber::typed(&number)),
            phone: record.text("phone").map(Phone::new),
            relation: record.word("relation").ok_or_else(|| missing("relation"))?,
            sex: record.word("sex"),
            on: record.day("on").ok_or_else(|| missing("on"))?,
        };
        let said = Said {
            site: record.text("site"),
            region: record.region("region"),
            origin: record.region("origin"),
            origin_address: record.text("origin_address").map(Address::new),
            building: record.text("building"),
            room: record.text("room"),
            stated: record.whole("stated_members"),
            poor: record.flag("poor"),
            monitored: record.word("monitored"),
            standing_on: record.day("standing_on"),
        };
        Ok(HouseRow { said, members: vec![member], differing: Vec::new() })
    }

    fn join(&self, first: &mut HouseRow, other: HouseRow) {
        let row = other.members.first().map_or(0, |m| m.row);
        first.differing.extend(first.said.differs(&other.said).map(|column| (row, column)));
        first.members.extend(other.members);
    }

    fn lines(&self, _row: u32, command: &HouseRow) -> Vec<u32> {
        command.members.iter().map(|m| m.row).collect()
    }

    fn across(&self, rows: &[(u32, String, HouseRow)]) -> Vec<Flaw> {
        let mut seen = std::collections::HashSet::new();
        let mut members: Vec<&MemberRow> = rows.iter().flat_map(|(.., house)| &house.members).collect();
        members.sort_by_key(|m| m.row);
        let doubled = members.into_iter().filter(|m| m.id_number.as_ref().is_some_and(|n| !seen.insert(n.reveal())));
        let doubled = doubled.map(|m| Flaw::of(m.row, "id_number", DOUBLED));
        let differing = rows.iter().flat_map(|(.., house)| &house.differing);
        doubled.chain(differing.map(|(row, column)| Flaw::of(*row, column, DIFFERS))).collect()
    }

    async fn apply(&self, desk: &Desk<'_>, batch: &[Entry<'_, HouseRow>]) -> Result<Applied, Stop> {
        let mut ground = FileGround::of(desk, batch).await?;
        let (mut done, mut outcomes) = (Vec::new(), Vec::with_capacity(batch.len()));
        for entry in batch {
            match ground.judged(desk, entry) {
                Ok(one) => {
                    outcomes.push(one.outcome());
                    done.push(one);
                }
                Err(flaw) => outcomes.push(Outcome::Refused(vec![flaw])),
            }
        }
        if desk.trial {
            return Ok(Applied::judged(outcomes));
        }
        number(desk, &mut done).await?;
        Ok(Applied { outcomes, changes: write(desk, &done).await? })
    }
}

/// Gives the new households their numbers, a statement for each region.
async fn number(desk: &Desk<'_>, done: &mut [Done]) -> Result<(), Stop> {
    let mut by_region: std::collections::BTreeMap<String, Vec<&mut Household>> = std::collections::BTreeMap::new();
    for one in done.iter_mut().filter(|one| one.before.is_none()) {
        by_region.entry(one.after.region.to_string()).or_default().push(&mut one.after);
    }
    for new in by_region.into_values() {
        let Some(region) = new.first().map(|h| h.region.clone()) else { continue };
        let numbers = next_numbers(desk.tx, NumberKind::Household, &region, new.len()).await?;
        for (household, number) in new.into_iter().zip(numbers) {
            household.number = number.to_string();
        }
    }
    Ok(())
}

/// Writes what was judged right, and tells the trail.
async fn write(desk: &Desk<'_>, done: &[Done]) -> Result<Vec<Change>, Stop> {
    let (tx, sealer) = (desk.tx, desk.sealer);
    let mut changes = Vec::new();
    let person = |id| SubjectRef::new(SubjectKind::Person, id);
    let new_persons: Vec<_> = done.iter().flat_map(|one| one.new_persons.iter().cloned()).collect();
    store::insert_persons(tx, sealer, &new_persons).await.map_err(super::persons::taken)?;
    for p in &new_persons {
        changes.push(Change::created(person(p.id), &p.region, p).named(action::PERSON_CREATE.name));
    }
    for (before, after) in done.iter().flat_map(|one| &one.changed_persons) {
        store::update_person(tx, sealer, after, before.version).await?;
        let change = Change::changed(person(after.id), &after.region, after.version, before, after);
        changes.push(change.named(action::PERSON_CHANGE.name));
    }
    let (mut added, mut named) = (Vec::new(), Vec::new());
    for one in done {
        match &one.before {
            None => {
                added.push(one.after.clone());
                named.extend(one.after.external_ids.iter().map(|e| (one.after.id.uuid(), e.clone())));
                changes.push(created(&one.after, &one.fresh).named(action::HOUSEHOLD_CREATE.name));
            }
            Some(before) if one.touched() => {
                store::update_household(tx, sealer, &one.after, before.version).await?;
                changes.push(changed(before, &one.after, &one.fresh).named(action::HOUSEHOLD_RECORD.name));
            }
            Some(_) => {}
        }
    }
    store::insert_households(tx, sealer, &added).await?;
    name_subjects(tx, SubjectKind::Household, named).await?;
    let of = |one: &Done| one.after.id;
    let events: Vec<_> = done.iter().flat_map(|one| one.fresh.iter().map(|e| (of(one), e.clone()))).collect();
    store::insert_events(tx, &events).await?;
    let standings: Vec<(HouseholdId, _)> =
        done.iter().flat_map(|one| one.told().iter().map(|s| (of(one), s.clone()))).collect();
    store::insert_standings(tx, &standings).await?;
    write_stays(tx, &done.iter().filter(|one| !one.fresh.is_empty()).map(|one| &one.after).collect::<Vec<_>>()).await?;
    Ok(changes)
}
