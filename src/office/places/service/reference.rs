//! Loading the official tables of regions and holidays.

use std::collections::BTreeMap;

use crate::{
    ground::{
        authority::{Permit, action},
        kernel::{Day, DayKind, Digest, Level, RegionCode, SubjectKind, SubjectRef, Words as _},
        platform::{Fault, Stop, Tx, Work, mark_loaded},
        trail::{Change, Committed},
    },
    office::places::{model::Region, store},
};

/// A parsed table that is about to be loaded; its trail entry names the digest of its text.
pub struct LoadPlaces {
    digest: Digest,
    table: Table,
}

enum Table {
    Regions(Vec<(Region, String)>),
    Holidays(Vec<store::ListedDay>),
}

/// Names under which the tables are noted as loaded.
pub const REGIONS: &str = "regions";
/// See [`REGIONS`].
pub const HOLIDAYS: &str = "holidays";

fn bad(what: &str, line: usize) -> Fault {
    Fault::inconsistent(format!("{what}, line {line}"))
}

impl LoadPlaces {
    /// From the text of `regions.csv`: code, name, level, parent_code, source; padded codes.
    pub fn regions(text: &str) -> Result<Self, Fault> {
        let mut regions = Vec::new();
        let mut by_padded: BTreeMap<String, RegionCode> = BTreeMap::new();
        for (line, record) in csv::Reader::from_reader(text.as_bytes()).records().enumerate() {
            let record = record.map_err(|_| bad("regions.csv", line + 2))?;
            let level = Level::from_word(&record[2]).ok_or_else(|| bad("level in regions.csv", line + 2))?;
            let code =
                RegionCode::from_padded(&record[0], level).ok_or_else(|| bad("code in regions.csv", line + 2))?;
            by_padded.insert(record[0].to_owned(), code.clone());
            let parent = Some(&record[3]).filter(|p| !p.is_empty());
            let parent = parent
                .map(|p| by_padded.get(p).cloned().ok_or_else(|| bad("parent in regions.csv", line + 2)))
                .transpose()?;
            let region = Region { code, name: record[1].to_owned(), level, parent, valid_from: None, valid_to: None };
            regions.push((region, record[4].to_owned()));
        }
        regions.sort_by_key(|(r, _)| r.code.as_str().len());
        Ok(Self { digest: Digest::of(text.as_bytes()), table: Table::Regions(regions) })
    }

    /// From the text of `holidays.csv`: date, kind, name.
    pub fn holidays(text: &str) -> Result<Self, Fault> {
        let mut days = Vec::new();
        for (line, record) in csv::Reader::from_reader(text.as_bytes()).records().enumerate() {
            let record = record.map_err(|_| bad("holidays.csv", line + 2))?;
            let on: Day = record[0].parse().map_err(|()| bad("date in holidays.csv", line + 2))?;
            let kind = DayKind::from_word(&record[1]).ok_or_else(|| bad("kind in holidays.csv", line + 2))?;
            days.push(store::ListedDay { on, kind, name: record[2].to_owned() });
        }
        Ok(Self { digest: Digest::of(text.as_bytes()), table: Table::Holidays(days) })
    }
}

/// The commit record of a reference table: subject and trail entry come from the digest of its text.
pub fn loaded(name: &str, digest: &Digest, rows: usize) -> Committed<()> {
    let mut id = [0; 16];
    id.copy_from_slice(&Digest::of(format!("{name} {digest}").as_bytes()).bytes()[..16]);
    let subject = SubjectRef { kind: SubjectKind::ReferenceTable, id: uuid::Uuid::from_bytes(id) };
    let after = serde_json::json!({"table": name, "sha256": digest, "rows": rows});
    Permit::for_job("reference", &action::REFERENCE_LOAD)
        .commit(Change::created(subject, &RegionCode::nation(), &after), ())
}

impl Work for LoadPlaces {
    type Record = Committed<()>;

    async fn run(&self, tx: &Tx) -> Result<Committed<()>, Stop> {
        let (name, rows) = match &self.table {
            Table::Regions(regions) => {
                store::upsert_regions(tx, regions).await?;
                (REGIONS, regions.len())
            }
            Table::Holidays(days) => {
                store::upsert_holidays(tx, days).await?;
                (HOLIDAYS, days.len())
            }
        };
        mark_loaded(tx, name, &self.digest).await?;
        Ok(loaded(name, &self.digest, rows))
    }
}
