//! Rows of beneficiaries.

use ::entity::collective_beneficiary;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait as _, QueryFilter, QueryOrder as _,
};

use crate::{
    benefit::collectives::model::{Beneficiary, BeneficiaryQuery, Whom},
    ground::{
        kernel::{BeneficiaryId, CollectiveId, Day, HouseholdId, Instant, PersonId, Scope, Words as _},
        platform::{
            Fault, Listing, Page, Tx, holds_on, in_scope, insert, lock_if_postgres, page, page_keys, region_of,
            update_versioned, word,
        },
    },
};

fn to_row(b: &Beneficiary) -> collective_beneficiary::Model {
    collective_beneficiary::Model {
        id: b.id.uuid(),
        collective_id: b.collective.uuid(),
        region_code: b.region.to_string(),
        person_id: b.who.person().map(|p| p.uuid()),
        household_id: b.who.household().map(|h| h.uuid()),
        basis: b.basis.clone(),
        file_id: b.paper.uuid(),
        from_on: b.from.date(),
        until_on: b.until.map(Day::date),
        end_reason: b.end_reason.clone(),
        end_file_id: b.end_paper.map(|f| f.uuid()),
        layer: b.layer.word().into(),
        version: b.version,
        created_at_ms: b.created_at.millis(),
        updated_at_ms: b.updated_at.millis(),
    }
}

fn from_row(row: collective_beneficiary::Model) -> Result<Beneficiary, Fault> {
    let who = match (row.person_id, row.household_id) {
        (Some(person), None) => Whom::Person(person.into()),
        (None, Some(household)) => Whom::Household(household.into()),
        _ => return Err(Fault::inconsistent(format!("who benefits by {}", row.id))),
    };
    Ok(Beneficiary {
        id: row.id.into(),
        collective: row.collective_id.into(),
        region: region_of(&row.region_code)?,
        who,
        basis: row.basis,
        paper: row.file_id.into(),
        from: Day::from_date(row.from_on),
        until: row.until_on.map(Day::from_date),
        end_reason: row.end_reason,
        end_paper: row.end_file_id.map(Into::into),
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_beneficiary(tx: &Tx, beneficiary: &Beneficiary) -> Result<(), Fault> {
    insert(tx, to_row(beneficiary)).await
}

pub async fn update_beneficiary(tx: &Tx, beneficiary: &Beneficiary, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(beneficiary), collective_beneficiary::Column::Version, read_at).await
}

pub async fn find_beneficiary(conn: &impl ConnectionTrait, id: BeneficiaryId) -> Result<Option<Beneficiary>, Fault> {
    collective_beneficiary::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

pub async fn lock_beneficiary(tx: &Tx, id: BeneficiaryId) -> Result<Option<Beneficiary>, Fault> {
    let select = lock_if_postgres(tx, collective_beneficiary::Entity::find_by_id(id.uuid()));
    select.one(tx.conn()).await?.map(from_row).transpose()
}

/// The benefits that the same has of a body, ended ones too. Whoever calls holds the body.
pub async fn beneficiaries_of(tx: &Tx, id: CollectiveId, who: Whom) -> Result<Vec<Beneficiary>, Fault> {
    use collective_beneficiary::Column;
    let same = match who {
        Whom::Person(person) => Column::PersonId.eq(person.uuid()),
        Whom::Household(household) => Column::HouseholdId.eq(household.uuid()),
    };
    let select = collective_beneficiary::Entity::find()
        .filter(Column::CollectiveId.eq(id.uuid()))
        .filter(same)
        .order_by_asc(Column::Id);
    select.all(tx.conn()).await?.into_iter().map(from_row).collect()
}

/// How many benefits of a body hold on a day: all, or those of a person who belonged to these households.
pub async fn benefits_on(
    conn: &impl ConnectionTrait,
    (id, day): (CollectiveId, Day),
    of: Option<(PersonId, &[HouseholdId])>,
) -> Result<u64, Fault> {
    use collective_beneficiary::Column;
    let whose = of.map(|(person, households)| {
        let lived = Column::HouseholdId.is_in(households.iter().map(|h| h.uuid()));
        Condition::any().add(Column::PersonId.eq(person.uuid())).add(lived)
    });
    let select = collective_beneficiary::Entity::find()
        .filter(Column::CollectiveId.eq(id.uuid()))
        .filter(holds_on(Column::FromOn, Column::UntilOn, day))
        .filter(whose.into_iter().fold(Condition::all(), Condition::add));
    Ok(select.count(conn).await?)
}

pub async fn list_beneficiaries(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &BeneficiaryQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Beneficiary>, Fault> {
    use collective_beneficiary::Column;
    let wanted = [
        query.collective.map(|c| Column::CollectiveId.eq(c.uuid())),
        query.person.map(|p| Column::PersonId.eq(p.uuid())),
        query.household.map(|h| Column::HouseholdId.eq(h.uuid())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let wanted = query.on.into_iter().fold(wanted, |all, day| all.add(holds_on(Column::FromOn, Column::UntilOn, day)));
    let select = collective_beneficiary::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    page(conn, select, page_keys!(collective_beneficiary), listing, now).await?.try_map(from_row)
}
