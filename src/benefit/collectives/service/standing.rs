//! 当日情况. What is so of a body on a day, and what a person is to it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::read::seen_body;
use crate::{
    benefit::collectives::{
        model::{BodyOn, Collective, Entrustment, Membership, RuleSet, Term},
        store,
    },
    ground::{
        authority::{Holder, action, unknown},
        kernel::{CollectiveId, Day, OrganisationId, PersonId},
        platform::{ConnectionTrait, Db, Fault, Stop},
    },
    office::{
        people::{households_on, sees_person},
        places::{BankAccount, accounts_of, organisations_by_id},
    },
};

/// What is so of a body on a day.
#[derive(Debug, Clone)]
pub struct CollectiveStanding {
    /// The body.
    pub body: Collective,
    /// On which day.
    pub on: Day,
    /// Of which kind it is on that day, by which rules.
    pub term: Option<(Term, RuleSet)>,
    /// How many members it has on that day.
    pub members: u64,
    /// How many benefits of others hold on that day; these are never members.
    pub beneficiaries: u64,
    /// What others manage for it on that day.
    pub entrusted: Vec<Entrustment>,
    /// The accounts of its organisation as they are now, its own and those in the custody of its agency.
    pub accounts: Vec<BankAccount>,
}

/// What a person is to a body on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonStanding {
    /// A member.
    pub member: bool,
    /// A beneficiary, as a person or by the household of that day.
    pub beneficiary: bool,
}

fn on_day(body: &Collective, day: Day) -> Option<BodyOn> {
    body.term_on(day).map(|term| BodyOn {
        id: body.id,
        organisation: body.organisation,
        region: body.region.clone(),
        kind: term.kind,
        level: term.level,
        rules: term.kind.rule_set(day),
    })
}

/// What an organisation is as a body on a day, with the rules that bind it; nothing where it is none then.
pub async fn body_on(
    conn: &impl ConnectionTrait,
    organisation: OrganisationId,
    day: Day,
) -> Result<Option<BodyOn>, Fault> {
    let body = store::bodies_of(conn, &[organisation]).await?.pop();
    Ok(body.and_then(|body| on_day(&body, day)))
}

/// Bodies by id, in one query.
pub async fn bodies_by_id(
    conn: &impl ConnectionTrait,
    ids: &[CollectiveId],
) -> Result<HashMap<CollectiveId, Collective>, Fault> {
    Ok(store::find_bodies(conn, ids).await?.into_iter().map(|b| (b.id, b)).collect())
}

/// Which of these persons are members of a body on a day.
pub async fn members_among(
    conn: &impl ConnectionTrait,
    (body, day): (CollectiveId, Day),
    persons: &[PersonId],
) -> Result<BTreeSet<PersonId>, Fault> {
    if persons.is_empty() {
        return Ok(BTreeSet::new());
    }
    let of = store::memberships_of(conn, persons).await?;
    let here = of.into_iter().filter(|m| m.collective == body && m.meets(day, Some(day.next())));
    Ok(here.map(|m| m.person).collect())
}

/// What a person is to a body on a day.
pub async fn standing_of(
    conn: &impl ConnectionTrait,
    (body, person): (CollectiveId, PersonId),
    day: Day,
) -> Result<PersonStanding, Fault> {
    let of = store::memberships_of(conn, &[person]).await?;
    let here = |m: &&Membership| m.collective == body;
    let member = of.iter().filter(here).any(|m| m.meets(day, Some(day.next())));
    let households = households_on(conn, person, day).await?;
    let benefits = store::benefits_on(conn, (body, day), Some((person, &households))).await?;
    Ok(PersonStanding { member, beneficiary: benefits > 0 })
}

/// How many members each of these bodies has on a day; no entry where nobody stands on its roster. One statement for each day.
pub async fn members_counted(
    conn: &impl ConnectionTrait,
    wanted: &[(CollectiveId, Day)],
) -> Result<HashMap<(CollectiveId, Day), u64>, Fault> {
    let mut days: BTreeMap<Day, Vec<CollectiveId>> = BTreeMap::new();
    for (body, day) in wanted {
        days.entry(*day).or_default().push(*body);
    }
    let mut counted = HashMap::new();
    for (day, bodies) in days {
        let found = store::members_of_each(conn, &bodies, day).await?;
        counted.extend(found.into_iter().map(|(body, members)| ((body, day), members)));
    }
    Ok(counted)
}

/// The number of each of these bodies with the name of its organisation, in two queries.
pub async fn bodies_named(
    conn: &impl ConnectionTrait,
    ids: &[CollectiveId],
) -> Result<HashMap<CollectiveId, (String, String)>, Fault> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let bodies = store::find_bodies(conn, &ids).await?;
    let units: Vec<OrganisationId> = bodies.iter().map(|b| b.organisation).collect();
    let units = organisations_by_id(conn, &units).await?;
    let named = |b: Collective| {
        let unit = units.get(&b.organisation).ok_or_else(|| Fault::inconsistent("the organisation of a body"))?;
        Ok((b.id, (b.number, unit.name.clone())))
    };
    bodies.into_iter().map(named).collect()
}

async fn day_of(db: &Db, as_of: Option<Day>) -> Result<Day, Fault> {
    match as_of {
        Some(day) => Ok(day),
        None => Ok(db.now().await?.day()),
    }
}

/// What is so of a body on a day; today where none is named.
pub async fn read_standing(
    db: &Db,
    holder: &Holder,
    id: CollectiveId,
    as_of: Option<Day>,
) -> Result<CollectiveStanding, Stop> {
    let body = seen_body(db, holder, id, &action::COLLECTIVE_READ_STANDING).await?;
    let (conn, on) = (db.read(), day_of(db, as_of).await?);
    let entrusted = store::entrustments_of(conn, id).await?;
    Ok(CollectiveStanding {
        term: body.term_on(on).map(|term| (term.clone(), term.kind.rule_set(on))),
        members: store::members_on(conn, id, on).await?,
        beneficiaries: store::benefits_on(conn, (id, on), None).await?,
        entrusted: entrusted.into_iter().filter(|e| e.holds_on(on)).collect(),
        accounts: accounts_of(conn, body.organisation).await?,
        body,
        on,
    })
}

/// What a person of the holder's regions is to a body on a day; today where none is named.
pub async fn read_person(
    db: &Db,
    holder: &Holder,
    (id, person): (CollectiveId, PersonId),
    as_of: Option<Day>,
) -> Result<(PersonStanding, Day), Stop> {
    let wanted = &action::COLLECTIVE_READ_PERSON;
    let body = seen_body(db, holder, id, wanted).await?;
    if !sees_person(db.read(), holder, person).await? {
        return Err(unknown(wanted).into());
    }
    let day = day_of(db, as_of).await?;
    Ok((standing_of(db.read(), (body.id, person), day).await?, day))
}
