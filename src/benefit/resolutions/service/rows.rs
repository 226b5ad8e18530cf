//! 表决清单 as rows of a file: a row a meeting that was held, of many villages at once. What a row tells is judged as an officer's record is;
//! what was recorded already is not changed by a file.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{
    convene::{Agenda, kind_on, told_before},
    created, has_come,
    held::Held,
    judge::decided,
    roster::{Met, met, rosters},
    row::MeetingRow,
    subject_of,
};
use crate::{
    benefit::{
        collectives::{Collective, hold_called},
        resolutions::{
            ResolutionsRefusal,
            model::{Notice, Resolution},
            service::{judge::of_the_vote, row::COLUMNS},
            store,
        },
    },
    ground::{
        authority::{Action, action},
        kernel::{Day, FileId, NumberKind, Refusal, RegionCode, ResolutionId, SubjectKind},
        platform::{Fault, Stop, name_subjects, next_numbers},
    },
    office::{
        files::{FilesRefusal, files_seen, note_uses},
        policy::{Everywhere, key, values_everywhere},
        tables::{Applied, Column, Desk, Door, Entry, Flaw, Outcome, Record, Sheet, SheetDoor},
    },
};

/// 表决清单. Rows of meetings that were held.
#[derive(Debug, Clone, Copy)]
pub struct MeetingRows;

/// Whose ids rows bear where nobody says otherwise.
const SYSTEM: &str = "resolution_list";

/// The forces that a region may have given to what only warns.
const FORCES: &[&str] = &["force.R55.2", "force.R55.3", "force.R55.4", "force.R57", "force.R63", "force.R68"];

/// A refusal, and the column because of which.
type At = (&'static str, Refusal);

/// The column of a place in an officer's record.
fn column_of(refusal: &Refusal) -> &'static str {
    let pointer = refusal.errors.first().map(|e| e.pointer.as_str()).unwrap_or_default();
    let columns = [
        ("/meeting_on", "meeting_on"),
        ("/meeting", "meeting"),
        ("/notice/on", "notice_on"),
        ("/in_favour", "in_favour"),
        ("/in_person", "in_person"),
        ("/abstained", "abstained"),
        ("/party/on", "party_on"),
        ("/town/on", "town_on"),
        ("/papers_open_on", "open_on"),
        ("/charter/since_on", "charter_since_on"),
        ("/charter/attend", "charter_attend"),
        ("/charter/agree", "charter_agree"),
        ("/charter", "charter_agree"),
    ];
    columns.iter().find(|(place, _)| *place == pointer).map_or("meeting_on", |(_, column)| column)
}

fn placed(refusal: Refusal) -> At {
    (column_of(&refusal), refusal)
}

/// What the rows of a batch are judged against, read once: its bodies held, its papers, rosters and forces of the days of its meetings.
struct Ground {
    bodies: HashMap<String, Vec<Collective>>,
    known: HashMap<ResolutionId, Resolution>,
    papers: HashSet<FileId>,
    rosters: HashMap<Met, u64>,
    forces: HashMap<Day, Everywhere>,
}

impl Ground {
    async fn of(desk: &Desk<'_>, batch: &[Entry<'_, MeetingRow>]) -> Result<Self, Stop> {
        let (tx, conn) = (desk.tx, desk.tx.conn());
        let words: BTreeSet<&str> = batch.iter().map(|e| e.command.body.as_str()).collect();
        let words: Vec<String> = words.into_iter().map(ToOwned::to_owned).collect();
        let bodies = hold_called(tx, desk.region, &words).await?;
        let known: Vec<ResolutionId> = batch.iter().filter_map(|e| e.known.map(Into::into)).collect();
        let known = store::lock_resolutions(tx, &known).await?.into_iter().map(|r| (r.id, r)).collect();
        let papers: Vec<FileId> = batch.iter().flat_map(|e| e.command.papers()).map(|(_, paper)| paper).collect();
        let papers = files_seen(conn, &desk.holder.seen(), &papers).await?;
        let day = |e: &Entry<'_, MeetingRow>| e.command.meeting_on;
        let of_row = |e: &Entry<'_, MeetingRow>| {
            let body = bodies.get(&e.command.body).and_then(|found: &Vec<Collective>| found.first())?;
            Some((body.id, day(e), e.command.meeting))
        };
        let wanted: BTreeSet<Met> = batch.iter().filter_map(of_row).collect();
        let rosters = rosters(conn, &wanted.into_iter().collect::<Vec<_>>()).await?;
        let days: BTreeSet<Day> = batch.iter().map(day).collect();
        let mut forces = HashMap::new();
        for day in days {
            forces.insert(day, values_everywhere(conn, FORCES, day).await?);
        }
        Ok(Self { bodies, known, papers, rosters, forces })
    }

    fn body(&self, word: &str) -> Result<&Collective, At> {
        match self.bodies.get(word).map_or(&[][..], Vec::as_slice) {
            [one] => Ok(one),
            many => {
                let (name, found) = (word.to_owned(), many.len());
                Err(("body", ResolutionsRefusal::BodyNotNamed { name, found }.into()))
            }
        }
    }

    /// What a row makes; nothing where it was recorded so already.
    fn judged(&self, desk: &Desk<'_>, entry: &Entry<'_, MeetingRow>) -> Result<Option<Resolution>, At> {
        let (row, today) = (entry.command, desk.now.day());
        let (on, body) = (row.meeting_on, self.body(&row.body)?);
        let (agenda, notice, held): (Agenda, Option<Notice>, Held) = row.told(body.id, desk.acknowledged);
        if let Some((column, paper)) = row.papers().find(|(_, paper)| !self.papers.contains(paper)) {
            return Err((column, FilesRefusal::Unknown { id: paper }.into()));
        }
        has_come(on, today, "/meeting_on").map_err(placed)?;
        told_before(notice.as_ref(), on).map_err(placed)?;
        if let Some(given) = notice.as_ref() {
            has_come(given.on, today, "/notice/on").map_err(placed)?;
        }
        if let Some(wrong) = held.wrong((on, today)).into_iter().next() {
            return Err(placed(wrong));
        }
        let kind = kind_on(body, agenda.meeting, on).map_err(placed)?;
        held.has_bar(kind, agenda.meeting, on).map_err(placed)?;
        let begun = agenda.begun((desk.tx.id(desk.now), desk.now), (body, kind), notice, desk.actor);
        let begun = Resolution { recorded_later: true, external_ids: vec![entry.named(desk)], ..begun };
        if let Some(known) = entry.known {
            return self.unchanged(desk, entry, (known.into(), &held.told_of(begun))).map(|()| None);
        }
        let told = held.told_of(begun);
        let roster = self.rosters.get(&met(&told)).copied().unwrap_or_default();
        let values = self.forces.get(&on).map(|all| all.in_region(&body.region, key)).unwrap_or_default();
        let checks = of_the_vote(&told, &held.count, roster, &|rule, day, verdict| values.judge(rule, day, verdict));
        decided(told, checks, &held.acknowledged).map(Some).map_err(|refusal| ("matter", refusal))
    }

    /// Whether a row says of a meeting that is recorded what the register says.
    fn unchanged(
        &self,
        desk: &Desk<'_>,
        entry: &Entry<'_, MeetingRow>,
        (known, told): (ResolutionId, &Resolution),
    ) -> Result<(), At> {
        let found = self.known.get(&known).filter(|r| desk.region.covers(&r.region));
        let found = found.ok_or_else(|| ("external_id", entry.taken(desk, SubjectKind::Resolution)))?;
        let differs = [
            ("body", found.collective != told.collective),
            ("matter", found.matter != told.matter),
            ("meeting", found.meeting != told.meeting),
            ("title", found.title != told.title),
            ("meeting_on", found.meeting_on != told.meeting_on),
            ("notice_on", found.notice != told.notice),
            ("in_favour", found.count != told.count),
            ("minutes_file", found.minutes != told.minutes),
            ("party_on", found.before != told.before),
            ("charter_agree", found.bar != told.bar),
        ];
        match differs.into_iter().find(|(_, differs)| *differs) {
            Some((column, _)) => Err((column, ResolutionsRefusal::ByAnnulling { number: found.number.clone() }.into())),
            None => Ok(()),
        }
    }
}

/// Gives every one its number, in one statement for each region.
async fn numbered(desk: &Desk<'_>, made: Vec<Resolution>) -> Result<Vec<Resolution>, Fault> {
    let regions: BTreeSet<RegionCode> = made.iter().map(|r| r.region.clone()).collect();
    let mut given = HashMap::new();
    for region in regions {
        let count = made.iter().filter(|r| r.region == region).count();
        let numbers = next_numbers(desk.tx, NumberKind::Resolution, &region, count).await?;
        given.insert(region, numbers.into_iter());
    }
    let number = |r: Resolution| {
        let next = given.get_mut(&r.region).and_then(Iterator::next);
        let number = next.ok_or_else(|| Fault::inconsistent("as many numbers as resolutions"))?.to_string();
        Ok(Resolution { number, ..r })
    };
    made.into_iter().map(number).collect()
}

/// The sheets of this room, for files that are jobs.
pub fn sheets() -> Vec<Box<dyn SheetDoor>> {
    vec![Box::new(Door(MeetingRows))]
}

impl Sheet for MeetingRows {
    type Row = MeetingRow;
    const NAME: &'static str = "resolutions";
    const TITLE: &'static str = "表决清单";
    const COLUMNS: &'static [Column] = COLUMNS;
    const SYSTEM: &'static str = SYSTEM;
    const ACTION: &'static Action = &action::RESOLUTION_IMPORT;
    const MARK: &'static Action = &action::RESOLUTION_MARK_IMPORT;
    const TEMPLATE: &'static Action = &action::RESOLUTION_READ_TEMPLATE;
    const KIND: SubjectKind = SubjectKind::Resolution;
    const TABLE: &'static str = "resolution";
    const TOMBSTONES: bool = false;

    fn row(&self, record: &Record) -> Result<MeetingRow, Vec<Flaw>> {
        MeetingRow::of(record)
    }

    async fn apply(&self, desk: &Desk<'_>, batch: &[Entry<'_, MeetingRow>]) -> Result<Applied, Stop> {
        let ground = Ground::of(desk, batch).await?;
        let (mut made, mut uses, mut outcomes) = (Vec::new(), Vec::new(), Vec::with_capacity(batch.len()));
        for entry in batch {
            outcomes.push(match ground.judged(desk, entry) {
                Ok(Some(one)) => {
                    uses.extend(entry.command.papers().map(|(_, paper)| (subject_of(&one), paper)));
                    made.push(one);
                    Outcome::Added
                }
                Ok(None) => Outcome::Unchanged,
                Err((column, refusal)) => Outcome::Refused(vec![Flaw::refused(entry.row, column, &refusal)]),
            });
        }
        let made = numbered(desk, made).await?;
        store::insert_resolutions(desk.tx, &made).await?;
        note_uses(desk.tx, &uses).await?;
        let named = made.iter().flat_map(|r| r.external_ids.iter().map(|e| (r.id.uuid(), e.clone())));
        name_subjects(desk.tx, SubjectKind::Resolution, named.collect()).await?;
        let told = |r: &Resolution| created(r).named(action::RESOLUTION_RECORD.name);
        Ok(Applied { outcomes, changes: made.iter().map(told).collect() })
    }
}
