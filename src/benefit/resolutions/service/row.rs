//! One row of a list of meetings, as its cells tell it.

use super::{convene::Agenda, held::Held};
use crate::{
    benefit::resolutions::model::{
        AgreeOf, Bar, Count, Dated, Fraction, Matter, MeetingKind, Minutes, Notice, Preparation,
    },
    ground::kernel::{CollectiveId, Day, FileId},
    office::tables::{Column, Flaw, Kind, Record, Wrong, words_of},
};

const fn column(key: &'static str, zh: &'static str, en: &'static str, kind: Kind) -> Column {
    Column { key, zh, en, others: &[], kind, required: false }
}

const fn needed(column: Column) -> Column {
    Column { required: true, ..column }
}

/// How many people a figure may count.
const MOST: i64 = 1_000_000_000;

/// The columns of a list.
pub(super) const COLUMNS: &[Column] = &[
    Column {
        others: &["序号", "编号"],
        ..needed(column("external_id", "表决编号", "Number in the list", Kind::Number(64)))
    },
    Column {
        others: &["集体经济组织", "单位名称", "统一社会信用代码"],
        ..needed(column("body", "集体组织主体", "Body by code or full name", Kind::Plain(100)))
    },
    needed(column("matter", "表决事项", "Matter", Kind::Word(words_of::<Matter>))),
    needed(column("title", "议题", "On the agenda", Kind::Plain(200))),
    needed(column("meeting", "会议类型", "Meeting", Kind::Word(words_of::<MeetingKind>))),
    needed(column("meeting_on", "会议日期", "Day of the meeting", Kind::Day)),
    column("notice_on", "通知日期", "Told on", Kind::Day),
    column("notice_place", "通知地点", "Told where", Kind::Plain(200)),
    column("notice_file", "通知附件标识", "Paper of the notice, by its id", Kind::Id(36)),
    Column { others: &["应到"], ..needed(column("eligible", "应到人数", "Who may vote", Kind::Whole(1, MOST))) },
    Column { others: &["到会"], ..needed(column("in_person", "到会人数", "Who came", Kind::Whole(0, MOST))) },
    Column { others: &["委托"], ..needed(column("by_proxy", "委托人数", "By proxy", Kind::Whole(0, MOST))) },
    Column { others: &["同意票"], ..needed(column("in_favour", "同意", "In favour", Kind::Whole(0, MOST))) },
    Column { others: &["反对票"], ..needed(column("against", "反对", "Against", Kind::Whole(0, MOST))) },
    Column { others: &["弃权票"], ..needed(column("abstained", "弃权", "Neither", Kind::Whole(0, MOST))) },
    needed(column("minutes_file", "会议记录附件标识", "Minutes, by the id of the file", Kind::Id(36))),
    column("ballot_file", "表决票附件标识", "Ballots, by the id of the file", Kind::Id(36)),
    needed(column("kept_by", "保管单位", "Which office keeps them", Kind::Plain(100))),
    column("party_on", "党组织研究讨论日期", "Discussed on", Kind::Day),
    column("party_file", "研究讨论附件标识", "Paper of the discussion, by its id", Kind::Id(36)),
    column("town_on", "乡镇审核或备案日期", "Reviewed by the town on", Kind::Day),
    column("town_file", "审核或备案附件标识", "Paper of the town, by its id", Kind::Id(36)),
    column("open_on", "供成员查阅起始日期", "Papers open from", Kind::Day),
    column("charter_since_on", "章程施行日期", "Charter holds from", Kind::Day),
    column("charter_file", "章程附件标识", "Charter, by the id of the file", Kind::Id(36)),
    column("charter_notice_days", "章程规定的通知天数", "Days of notice by the charter", Kind::Whole(1, 365)),
    column("charter_attend", "章程规定的到会比例", "Who must come by the charter", Kind::Plain(20)),
    column("charter_agree", "章程规定的同意比例", "Who must agree by the charter", Kind::Plain(20)),
    column("charter_agree_of", "同意比例的基数", "Of whom they agree", Kind::Word(words_of::<AgreeOf>)),
];

/// Code, sentence in zh-CN, sentence in English.
type Told = (&'static str, &'static str, &'static str);

const NO_FRACTION: Told = (
    "resolutions.resolution.fraction_unreadable",
    "不是可以读出的比例；“三分之二以上”填 2/3，“过半数”填 >1/2。",
    "No fraction that can be read; write 2/3 for at least two thirds, and >1/2 for more than half.",
);
const NO_FILE: Told = (
    "resolutions.resolution.file_unreadable",
    "不是附件标识；请先上传附件，填写返回的标识。",
    "No id of a file; send the file first, and write the id that was answered.",
);

/// One meeting that was held.
pub struct MeetingRow {
    pub(super) body: String,
    pub(super) meeting_on: Day,
    matter: Matter,
    pub(super) meeting: MeetingKind,
    title: String,
    notice: Option<Notice>,
    count: Count,
    minutes: Minutes,
    before: Preparation,
    bar: Option<Bar>,
}

/// `2/3` is at least so much, `>1/2` more than that.
fn fraction(text: &str) -> Option<Fraction> {
    let plain = text.trim_start_matches(['>', '＞', '≥']);
    let (part, whole) = plain.split_once(['/', '／'])?;
    let above = text.starts_with(['>', '＞']);
    Some(Fraction { part: part.trim().parse().ok()?, whole: whole.trim().parse().ok()?, above })
}

/// The cells of one row, and what is wrong in them.
struct Cells<'a> {
    record: &'a Record,
    flaws: Vec<Flaw>,
}

impl Cells<'_> {
    fn wrong(&mut self, column: &'static str, told: Told) {
        self.flaws.push(Flaw::of(self.record.row, column, told));
    }

    fn file(&mut self, column: &'static str) -> Option<FileId> {
        let read = self.record.text(column)?.parse().ok();
        if read.is_none() {
            self.wrong(column, NO_FILE);
        }
        read
    }

    fn part(&mut self, column: &'static str) -> Option<Fraction> {
        let read = fraction(&self.record.text(column)?);
        if read.is_none() {
            self.wrong(column, NO_FRACTION);
        }
        read
    }

    /// A day and its paper stand together or not at all.
    fn dated(&mut self, on: &'static str, file: &'static str) -> Option<Dated> {
        match (self.record.day(on), self.file(file)) {
            (Some(on), Some(paper)) => Some(Dated { on, paper }),
            (None, None) => None,
            (Some(_), None) => {
                self.wrong(file, Wrong::Missing.told());
                None
            }
            (None, Some(_)) => {
                self.wrong(on, Wrong::Missing.told());
                None
            }
        }
    }

    fn notice(&mut self) -> Option<Notice> {
        let given = self.dated("notice_on", "notice_file");
        match (given, self.record.text("notice_place")) {
            (Some(given), Some(place)) => Some(Notice { on: given.on, place, paper: given.paper }),
            (Some(_), None) => {
                self.wrong("notice_place", Wrong::Missing.told());
                None
            }
            (None, Some(_)) => {
                self.wrong("notice_on", Wrong::Missing.told());
                None
            }
            (None, None) => None,
        }
    }

    /// What the charter asks: told with its day, its paper, how many agree and of whom, or not at all.
    fn bar(&mut self) -> Option<Bar> {
        let charter = self.dated("charter_since_on", "charter_file");
        let (attend, agree) = (self.part("charter_attend"), self.part("charter_agree"));
        let notice_days = self.record.whole("charter_notice_days").and_then(|n| i32::try_from(n).ok());
        let of: Option<AgreeOf> = self.record.word("charter_agree_of");
        if let (Some(charter), Some(agree), Some(of)) = (charter, agree, of) {
            return Some(Bar { since: charter.on, paper: charter.paper, notice_days, attend, agree, of });
        }
        let told = charter.is_some() || attend.is_some() || agree.is_some() || notice_days.is_some() || of.is_some();
        let missing = [
            ("charter_since_on", charter.is_none()),
            ("charter_agree", agree.is_none()),
            ("charter_agree_of", of.is_none()),
        ];
        for (column, _) in missing.into_iter().filter(|(_, missing)| told && *missing) {
            self.wrong(column, Wrong::Missing.told());
        }
        None
    }

    fn count(&self) -> Option<Count> {
        let figure = |column: &str| self.record.whole(column);
        Some(Count {
            eligible: figure("eligible")?,
            in_person: figure("in_person")?,
            by_proxy: figure("by_proxy")?,
            in_favour: figure("in_favour")?,
            against: figure("against")?,
            abstained: figure("abstained")?,
        })
    }

    fn read(&mut self) -> Option<MeetingRow> {
        let (notice, bar) = (self.notice(), self.bar());
        let (paper, ballot) = (self.file("minutes_file"), self.file("ballot_file"));
        let before = Preparation {
            party: self.dated("party_on", "party_file"),
            town: self.dated("town_on", "town_file"),
            open_on: self.record.day("open_on"),
        };
        Some(MeetingRow {
            body: self.record.text("body")?,
            meeting_on: self.record.day("meeting_on")?,
            matter: self.record.word("matter")?,
            meeting: self.record.word("meeting")?,
            title: self.record.text("title")?,
            notice,
            count: self.count()?,
            minutes: Minutes { paper: paper?, ballot, kept_by: self.record.text("kept_by")? },
            before,
            bar,
        })
    }
}

impl MeetingRow {
    /// What a record says, or what is wrong in it by itself.
    pub(super) fn of(record: &Record) -> Result<Self, Vec<Flaw>> {
        let mut cells = Cells { record, flaws: Vec::new() };
        match cells.read() {
            Some(row) if cells.flaws.is_empty() => Ok(row),
            _ => Err(cells.flaws),
        }
    }

    /// Every paper that it names, with its column.
    pub(super) fn papers(&self) -> impl Iterator<Item = (&'static str, FileId)> {
        let named = [
            ("minutes_file", Some(self.minutes.paper)),
            ("ballot_file", self.minutes.ballot),
            ("notice_file", self.notice.as_ref().map(|n| n.paper)),
            ("party_file", self.before.party.map(|d| d.paper)),
            ("town_file", self.before.town.map(|d| d.paper)),
            ("charter_file", self.bar.as_ref().map(|b| b.paper)),
        ];
        named.into_iter().filter_map(|(column, paper)| Some((column, paper?)))
    }

    /// As an officer would tell it of a body, standing by these warnings.
    pub(super) fn told(&self, collective: CollectiveId, acknowledged: &[String]) -> (Agenda, Option<Notice>, Held) {
        let agenda = Agenda {
            collective,
            matter: self.matter,
            meeting: self.meeting,
            title: self.title.clone(),
            meeting_on: self.meeting_on,
        };
        let held = Held {
            count: self.count,
            minutes: self.minutes.clone(),
            before: self.before,
            bar: self.bar.clone(),
            acknowledged: acknowledged.to_vec(),
        };
        (agenda, self.notice.clone(), held)
    }
}
