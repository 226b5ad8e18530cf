//! What the rows of a batch are judged against, read once, in statements whose number does not hang on how many rows there are.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::row::OpeningRow;
use crate::{
    benefit::shares::{
        model::{HeldDays, Line, Scheme, ShareClass, ShareHolder, ShareTransaction, Whose},
        rules::CAP,
        service::deaths::died_by,
        store,
    },
    ground::{
        kernel::{
            Day, FileId, HouseholdId, PersonId, Ppm, RegionCode, ShareHolderId, ShareSchemeId, ShareTransactionId,
        },
        platform::Stop,
    },
    office::{
        files::files_seen,
        people::{Numbered, Person, headed_by},
        places::{Organisation, organisations_called},
        policy::{Everywhere, key, values_everywhere},
        tables::{Desk, Entry},
    },
};

/// Schemes held, registers as they have become by the rows so far, and whoever is named.
pub(super) struct Ground {
    pub(super) schemes: HashMap<String, Scheme>,
    pub(super) days: HashMap<ShareSchemeId, HeldDays>,
    pub(super) known: HashMap<ShareTransactionId, ShareTransaction>,
    pub(super) papers: HashSet<FileId>,
    pub(super) persons: Numbered,
    pub(super) heads: HashMap<PersonId, (HouseholdId, RegionCode)>,
    pub(super) units: HashMap<String, Organisation>,
    pub(super) deaths: BTreeMap<PersonId, Day>,
    pub(super) holders: HashMap<(ShareSchemeId, Whose), ShareHolder>,
    pub(super) serials: HashMap<(ShareSchemeId, i64), Whose>,
    pub(super) lines: store::Lines,
    /// Persons who came into being with the rows so far.
    pub(super) born: HashMap<String, Person>,
    values: HashMap<Day, Everywhere>,
}

impl Ground {
    /// Reads and holds it.
    pub(super) async fn of(desk: &Desk<'_>, batch: &[Entry<'_, OpeningRow>]) -> Result<Self, Stop> {
        let (tx, conn) = (desk.tx, desk.tx.conn());
        let rows = || batch.iter().map(|e| e.command);
        let numbers: BTreeSet<&str> = rows().map(|r| r.scheme.as_str()).collect();
        let numbers: Vec<String> = numbers.into_iter().map(ToOwned::to_owned).collect();
        let held = store::lock_schemes_numbered(tx, &numbers).await?;
        let schemes: HashMap<String, Scheme> = held.into_iter().map(|s| (s.number.clone(), s)).collect();
        let ids: Vec<ShareSchemeId> = schemes.values().map(|s| s.id).collect();
        let known: Vec<ShareTransactionId> = batch.iter().filter_map(|e| e.known.map(Into::into)).collect();
        let known: HashMap<_, _> =
            store::find_transactions(conn, &known).await?.into_iter().map(|t| (t.id, t)).collect();
        let place = |row: &OpeningRow| schemes.get(&row.scheme).map_or(desk.region, |s| &s.region);
        let told: Vec<_> = rows().filter_map(|r| r.number().map(|number| (place(r), number))).collect();
        let persons = Numbered::of(desk, &told).await?;
        let named = persons.ids();
        let heads = headed_by(conn, &named, desk.now.day()).await?;
        let codes: BTreeSet<&str> = rows().filter_map(OpeningRow::unit).collect();
        let codes: Vec<String> = codes.into_iter().map(ToOwned::to_owned).collect();
        let units = organisations_called(conn, &codes).await?;
        let units: HashMap<String, Organisation> =
            units.into_iter().filter_map(|o| o.uscc.clone().map(|code| (code, o))).collect();
        let mut whose: Vec<Whose> = named.iter().map(|id| Whose::Person(*id)).collect();
        whose.extend(heads.values().map(|(id, _)| Whose::Household(*id)));
        whose.extend(units.values().map(|o| Whose::Organisation(o.id)));
        let told: Vec<i64> = rows().map(|r| r.serial).collect();
        let found = store::holders_among(conn, &ids, (&whose, &told)).await?;
        let of_known = known.values().flat_map(|t| t.entries.iter().map(|e| e.holder.id));
        let touched: BTreeSet<ShareHolderId> = found.iter().map(|h| h.id).chain(of_known).collect();
        let lines = store::lines_of(conn, &touched.into_iter().collect::<Vec<_>>()).await?;
        let papers: Vec<FileId> = rows().map(|r| r.paper).collect();
        let days: BTreeSet<Day> = rows().map(|r| r.on).collect();
        let mut values = HashMap::new();
        for day in days {
            values.insert(day, values_everywhere(conn, &[CAP], day).await?);
        }
        Ok(Self {
            days: store::longest_holds(conn, &ids).await?,
            papers: files_seen(conn, &desk.holder.seen(), &papers).await?,
            deaths: died_by(conn, &named).await?,
            holders: found.iter().map(|h| ((h.scheme, h.whose), *h)).collect(),
            serials: found.iter().map(|h| ((h.scheme, h.serial), h.whose)).collect(),
            born: HashMap::new(),
            schemes,
            known,
            persons,
            heads,
            units,
            lines,
            values,
        })
    }

    /// What somebody has of a class.
    pub(super) fn line(&self, holder: ShareHolderId, class: ShareClass) -> Line {
        self.lines.get(&(holder, class)).cloned().unwrap_or_else(Line::default)
    }

    /// Which part of all shares one person may have: as the charter says, and as the region did on a day.
    pub(super) fn caps(&self, scheme: &Scheme, on: Day) -> [Option<Ppm>; 2] {
        let values = self.values.get(&on).map(|all| all.in_region(&scheme.region, key));
        [scheme.cap, values.and_then(|values| values.percent(CAP))]
    }

    /// The organisation of a code, as whoever takes the rows may name it.
    pub(super) fn unit(&self, desk: &Desk<'_>, scheme: &Scheme, code: &str) -> Option<&Organisation> {
        let seen = desk.holder.seen();
        self.units.get(code).filter(|o| seen.covers(&o.region) || o.region.covers(&scheme.region))
    }
}
