//! Rows that a lock keeps, and what differs between two looks at the register.

use std::collections::{BTreeMap, HashMap};

use ::entity::{household, people_month_household, people_month_member};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _, Statement};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{Cursor, Day, HouseholdId, Instant, PeopleMonthId, PersonId},
        platform::{Fault, Listing, Sealer, Tx, region_of, word},
    },
    office::people::model::{Kept, KeptMember, PeopleMonth},
};

/// An edition of a month, whose rows are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EditionRef {
    /// Of which month.
    pub month: PeopleMonthId,
    /// The how-manieth.
    pub n: i32,
}

/// What a stay of the register holds on a day: `m` is the member, `$3` the day.
const HOLDS: &str = "m.from_on <= $3 AND (m.until_on IS NULL OR m.until_on > $3)";

/// Where the households of a month live: `h` is the household, `$4` and `$5` the place.
const fn place(month: &PeopleMonth) -> &'static str {
    match month.site {
        Some(_) => "h.site_id = $4 AND $5 = $5",
        None => "h.region_code >= $4 AND h.region_code < $5",
    }
}

fn place_values(month: &PeopleMonth) -> [sea_orm::Value; 2] {
    match (month.site, month.region.range()) {
        (Some(site), _) => [site.uuid().into(), "".into()],
        (None, Some((low, high))) => [low.into(), high.into()],
        (None, None) => ["".into(), ":".into()],
    }
}

/// What the register says that a household was registered as on the day `$3`.
const STANDING: &str = "coalesce((SELECT s.poor FROM household_standing s WHERE s.household_id = h.id AND s.poor IS NOT NULL \
      AND s.since_on <= $3 ORDER BY s.since_on DESC, s.n DESC LIMIT 1), FALSE) AS poor, \
    coalesce((SELECT s.monitored FROM household_standing s WHERE s.household_id = h.id AND s.monitored IS NOT NULL \
      AND s.since_on <= $3 ORDER BY s.since_on DESC, s.n DESC LIMIT 1), 'none') AS monitored";

/// Writes down who belonged to the households of a place on a day, and then those households. Members come in one statement, so that
/// nobody who moves from one household to another meanwhile is missed or kept twice; households are those of whom somebody was kept.
pub async fn keep(tx: &Tx, month: &PeopleMonth, n: i32, on: Day) -> Result<(), Fault> {
    let (conn, backend) = (tx.conn(), tx.conn().get_database_backend());
    let members = format!(
        "INSERT INTO people_month_member (month_id, edition, household_id, person_id, relation, sex, presence) \
         SELECT $1, $2, m.household_id, m.person_id, m.relation, m.sex, m.presence \
           FROM household h JOIN household_member m ON m.household_id = h.id WHERE {} AND {HOLDS}",
        place(month)
    );
    let [low, high] = place_values(month);
    let values = [month.id.uuid().into(), n.into(), on.date().into(), low, high];
    conn.execute_raw(Statement::from_sql_and_values(backend, members, values)).await?;
    let households = format!(
        "INSERT INTO people_month_household (month_id, edition, household_id, site_id, origin_code, building, room, poor, monitored) \
         SELECT $1, $2, h.id, h.site_id, h.origin_code, h.building, h.room, {STANDING} FROM household h \
          WHERE h.id IN (SELECT k.household_id FROM people_month_member k WHERE k.month_id = $1 AND k.edition = $2)"
    );
    let values = [month.id.uuid().into(), n.into(), on.date().into()];
    conn.execute_raw(Statement::from_sql_and_values(backend, households, values)).await?;
    Ok(())
}

/// The households of an edition in the order of their ids, a bounded number after one of them.
pub async fn kept_after(
    conn: &impl ConnectionTrait,
    of: EditionRef,
    after: Uuid,
    most: u64,
) -> Result<Vec<Kept>, Fault> {
    use people_month_household::Column;
    let select = people_month_household::Entity::find()
        .filter(Column::MonthId.eq(of.month.uuid()))
        .filter(Column::Edition.eq(of.n))
        .filter(Column::HouseholdId.gt(after))
        .order_by_asc(Column::HouseholdId)
        .limit(most);
    whole(conn, of, select.all(conn).await?).await
}

/// These households of an edition.
pub async fn kept_of(
    conn: &impl ConnectionTrait,
    of: EditionRef,
    ids: &[HouseholdId],
) -> Result<HashMap<HouseholdId, Kept>, Fault> {
    use people_month_household::Column;
    let select = people_month_household::Entity::find()
        .filter(Column::MonthId.eq(of.month.uuid()))
        .filter(Column::Edition.eq(of.n))
        .filter(Column::HouseholdId.is_in(ids.iter().map(|i| i.uuid())));
    let kept = whole(conn, of, select.all(conn).await?).await?;
    Ok(kept.into_iter().map(|k| (k.household, k)).collect())
}

async fn whole(
    conn: &impl ConnectionTrait,
    of: EditionRef,
    rows: Vec<people_month_household::Model>,
) -> Result<Vec<Kept>, Fault> {
    use people_month_member::Column;
    let select = people_month_member::Entity::find()
        .filter(Column::MonthId.eq(of.month.uuid()))
        .filter(Column::Edition.eq(of.n))
        .filter(Column::HouseholdId.is_in(rows.iter().map(|r| r.household_id)));
    let mut members: HashMap<Uuid, BTreeMap<PersonId, KeptMember>> = HashMap::new();
    for row in select.all(conn).await? {
        let sex = row.sex.as_deref().map(word).transpose()?;
        let member = KeptMember { relation: word(&row.relation)?, sex, presence: word(&row.presence)? };
        members.entry(row.household_id).or_default().insert(row.person_id.into(), member);
    }
    let kept = |row: people_month_household::Model| {
        Ok(Kept {
            household: row.household_id.into(),
            site: row.site_id.map(Into::into),
            origin: region_of(&row.origin_code)?,
            building: row.building,
            room: row.room,
            poor: row.poor,
            monitored: word(&row.monitored)?,
            members: members.remove(&row.household_id).unwrap_or_default(),
        })
    };
    rows.into_iter().map(kept).collect()
}

/// What these households are in the register on a day.
pub async fn register_on(
    conn: &impl ConnectionTrait,
    sealer: &Sealer,
    ids: &[HouseholdId],
    on: Day,
) -> Result<HashMap<HouseholdId, Kept>, Fault> {
    let rows = household::Entity::find().filter(household::Column::Id.is_in(ids.iter().map(|i| i.uuid())));
    let households = super::households::whole(conn, sealer, rows.all(conn).await?).await?;
    Ok(households.iter().filter_map(|h| Kept::of(h, on)).map(|k| (k.household, k)).collect())
}

/// One side of what is held against another: its households and its members, as text of a statement.
struct Side {
    households: String,
    members: String,
}

impl Side {
    /// The edition whose month and number stand at these places.
    fn locked(month: usize, n: usize, more: &str) -> Self {
        let of =
            |table: &str| format!("(SELECT * FROM {table} k WHERE k.month_id = ${month} AND k.edition = ${n}{more})");
        Self { households: of("people_month_household"), members: of("people_month_member") }
    }
}

/// The households in which two sides differ, after the one at the place `$1` of the statement and in the order of their ids.
fn differing(a: &Side, b: &Side, facts: &[&str]) -> String {
    let facts = facts.iter().map(|f| format!(" OR x.{f} IS DISTINCT FROM y.{f}")).collect::<String>();
    let (ah, am, bh, bm) = (&a.households, &a.members, &b.households, &b.members);
    format!(
        "SELECT d.household_id FROM ( \
           SELECT x.household_id FROM {ah} x LEFT JOIN {bh} y ON y.household_id = x.household_id WHERE y.household_id IS NULL{facts} \
           UNION SELECT y.household_id FROM {bh} y LEFT JOIN {ah} x ON x.household_id = y.household_id WHERE x.household_id IS NULL \
           UNION SELECT x.household_id FROM {am} x LEFT JOIN {bm} y ON y.household_id = x.household_id AND y.person_id = x.person_id \
             WHERE y.person_id IS NULL OR x.relation <> y.relation OR x.presence <> y.presence \
           UNION SELECT y.household_id FROM {bm} y LEFT JOIN {am} x ON x.household_id = y.household_id AND x.person_id = y.person_id \
             WHERE x.person_id IS NULL \
         ) d WHERE d.household_id > $1"
    )
}

/// Households that differ: a page of them, where the next begins, and how many in all where that is asked.
pub struct Differing {
    /// In the order of their ids.
    pub ids: Vec<HouseholdId>,
    /// Where the next page begins, if others come after them.
    pub next: Option<Cursor>,
    /// How many in all, up to ten thousand.
    pub total: Option<u64>,
}

async fn page_of(
    conn: &impl ConnectionTrait,
    sql: &str,
    mut values: Vec<sea_orm::Value>,
    (only, listing): (Option<HouseholdId>, &Listing),
) -> Result<Differing, Fault> {
    let backend = conn.get_database_backend();
    let sql = match only {
        Some(id) => {
            values.push(id.uuid().into());
            format!("{sql} AND d.household_id = ${}", values.len())
        }
        None => sql.to_owned(),
    };
    let total = if listing.count {
        let counted = format!("SELECT count(*) AS n FROM ({sql} LIMIT 10000) c");
        let from_start = std::iter::once(Uuid::nil().into()).chain(values.iter().skip(1).cloned());
        let row = conn.query_one_raw(Statement::from_sql_and_values(backend, counted, from_start)).await?;
        let row = row.ok_or(Fault::RowCount { what: "count", wanted: 1, got: 0 })?;
        Some(u64::try_from(row.try_get::<i64>("", "n")?).unwrap_or_default())
    } else {
        None
    };
    let most = listing.limit + 1;
    let ordered = format!("{sql} ORDER BY d.household_id LIMIT {most}");
    let rows = conn.query_all_raw(Statement::from_sql_and_values(backend, ordered, values)).await?;
    let mut ids: Vec<Uuid> = rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
    let more = ids.len() as u64 > listing.limit;
    ids.truncate(usize::try_from(listing.limit).unwrap_or(usize::MAX));
    let next = ids.last().filter(|_| more).map(|id| listing.stopped_at(0, *id));
    Ok(Differing { ids: ids.into_iter().map(Into::into).collect(), next, total })
}

fn after(listing: &Listing) -> Uuid {
    listing.cursor.map_or(Uuid::nil(), |cursor| cursor.id)
}

/// The households in which two editions differ.
pub async fn differing_editions(
    conn: &impl ConnectionTrait,
    (before, now): (EditionRef, EditionRef),
    only: Option<HouseholdId>,
    listing: &Listing,
) -> Result<Differing, Fault> {
    let facts = ["poor", "monitored", "site_id", "building", "room"];
    let sql = differing(&Side::locked(2, 3, ""), &Side::locked(4, 5, ""), &facts);
    let values =
        vec![after(listing).into(), before.month.uuid().into(), before.n.into(), now.month.uuid().into(), now.n.into()];
    page_of(conn, &sql, values, (only, listing)).await
}

/// The households of which the register says something else of the day of a lock than it did then. Only what changed since the lock is
/// looked at; a household that was not locked counts where something was told of it since then that happened up to that day.
pub async fn drifted(
    conn: &impl ConnectionTrait,
    (month, n, locked_at): (&PeopleMonth, i32, Instant),
    only: Option<HouseholdId>,
    listing: &Listing,
) -> Result<Differing, Fault> {
    let touched = " AND k.household_id IN (SELECT t.id FROM household t WHERE t.updated_at_ms >= $7)";
    let locked = Side::locked(2, 6, touched);
    let known = "h.updated_at_ms >= $7 AND (EXISTS (SELECT 1 FROM people_month_household k WHERE k.month_id = $2 AND k.edition = $6 \
        AND k.household_id = h.id) OR";
    let told = "AND EXISTS (SELECT 1 FROM household_event e WHERE e.household_id = h.id AND e.happened_on <= $3 \
        AND (e.recorded_at_ms >= $7 OR e.reversed_at_ms >= $7)))";
    let there = format!("{known} ({} {told})", place(month));
    let register = Side {
        households: format!(
            "(SELECT h.id AS household_id, {STANDING} FROM household h WHERE {there} \
               AND EXISTS (SELECT 1 FROM household_member m WHERE m.household_id = h.id AND {HOLDS}))"
        ),
        members: format!(
            "(SELECT m.household_id, m.person_id, m.relation, m.presence FROM household h \
               JOIN household_member m ON m.household_id = h.id WHERE {there} AND {HOLDS})"
        ),
    };
    let sql = differing(&locked, &register, &["poor", "monitored"]);
    let [low, high] = place_values(month);
    let values = vec![
        after(listing).into(),
        month.id.uuid().into(),
        month.as_of().date().into(),
        low,
        high,
        n.into(),
        locked_at.millis().into(),
    ];
    page_of(conn, &sql, values, (only, listing)).await
}
