//! Rows of assets.

use std::collections::{BTreeSet, HashMap};

use ::entity::asset;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel as _, Iterable as _, QueryFilter, QueryOrder as _,
    QuerySelect as _, Select, sea_query::OnConflict,
};
use uuid::Uuid;

use super::parts;
use crate::{
    ground::{
        kernel::{AssetId, Day, Instant, Money, ProjectId, RegionCode, Scope, Words as _},
        platform::{
            Fault, Listing, Page, PageKeys, Tx, bury, in_scope, insert, insert_all, lock_if_postgres, money_of, paged,
            read_in_order, region_of, scaled_of, update_versioned, word,
        },
    },
    office::people::WrittenName,
    property::assets::model::{
        Asset, AssetKind, Beneficiaries, ClassRef, Insurance, Measures, Tracks, UseState, funding_sums,
    },
};

read_in_order!(
    WholeRow,
    asset {
        id,
        number,
        name,
        kind,
        form,
        class_edition,
        class_code,
        region_code,
        town_name,
        site_id,
        location,
        quantity,
        area_m2_e2,
        land_mu_e4,
        length_m_e2,
        pieces,
        pieces_unit,
        project_id,
        contract_id,
        builder,
        accepted_on,
        delivered_on,
        in_service_year,
        in_service_on,
        owner_name,
        operator_name,
        households,
        people,
        annual_income_fen,
        insurer,
        policy_number,
        insured_fen,
        insured_until_on,
        intake,
        base_on,
        evidence_grade,
        value_state,
        value_on,
        original_value_fen,
        title_state,
        title_on,
        title_level,
        title_certificate,
        handover_state,
        handover_on,
        duty_state,
        duty_on,
        upkeep_source,
        use_state,
        use_on,
        owner_known_on,
        verified_fen,
        paper_count,
        approximate,
        layer,
        source,
        note,
        version,
        created_at_ms,
        updated_at_ms,
        deleted_at_ms,
        owner_person_id,
        operator_person_id,
    }
);

/// The rows of cards, without what hangs on them.
async fn rows_of(conn: &impl ConnectionTrait, select: Select<asset::Entity>) -> Result<Vec<asset::Model>, Fault> {
    let rows = select.into_model::<WholeRow>().all(conn).await?;
    Ok(rows.into_iter().map(|WholeRow(row)| row).collect())
}

fn to_row(a: &Asset) -> Result<asset::Model, Fault> {
    let (t, m, i) = (&a.tracks, &a.measures, &a.insurance);
    let (owner_name, owner_person_id) = parts::name_columns(a.owner_name.as_ref())?;
    let (operator_name, operator_person_id) = parts::name_columns(a.operator_name.as_ref())?;
    Ok(asset::Model {
        id: a.id.uuid(),
        number: a.number.clone(),
        name: a.name.clone(),
        kind: a.kind.word().into(),
        form: a.form.word().into(),
        class_edition: a.class.as_ref().map(|c| c.edition.word().into()),
        class_code: a.class.as_ref().map(|c| c.code.clone()),
        region_code: a.region.to_string(),
        town_name: a.town_name.clone(),
        site_id: a.site.map(|s| s.uuid()),
        location: a.location.clone(),
        quantity: a.quantity.clone(),
        area_m2_e2: m.area_m2.map(|q| q.scaled()),
        land_mu_e4: m.land_mu.map(|q| q.scaled()),
        length_m_e2: m.length_m.map(|q| q.scaled()),
        pieces: m.pieces,
        pieces_unit: m.pieces_unit.clone(),
        project_id: a.project.map(|p| p.uuid()),
        contract_id: a.contract.map(|c| c.uuid()),
        builder: a.builder.clone(),
        accepted_on: a.accepted_on.map(Day::date),
        delivered_on: a.delivered_on.map(Day::date),
        in_service_year: a.in_service_year,
        in_service_on: a.in_service_on.map(Day::date),
        owner_name,
        operator_name,
        households: a.beneficiaries.households,
        people: a.beneficiaries.people,
        annual_income_fen: a.annual_income.map(Money::fen),
        insurer: i.insurer.clone(),
        policy_number: i.policy_number.clone(),
        insured_fen: i.amount.map(Money::fen),
        insured_until_on: i.expires.map(Day::date),
        intake: a.intake.word().into(),
        base_on: a.base_on.map(Day::date),
        evidence_grade: a.evidence_grade.map(|g| g.word().into()),
        value_state: t.value.word().into(),
        value_on: t.value_on.map(Day::date),
        original_value_fen: t.original_value.map(Money::fen),
        title_state: t.title.word().into(),
        title_on: t.title_on.map(Day::date),
        title_level: t.title_level.map(|l| l.word().into()),
        title_certificate: t.certificate.clone(),
        handover_state: t.handover.word().into(),
        handover_on: t.handover_on.map(Day::date),
        duty_state: t.duty.word().into(),
        duty_on: t.duty_on.map(Day::date),
        upkeep_source: a.upkeep_source.map(|s| s.word().into()),
        use_state: t.usage.word().into(),
        use_on: t.use_on.map(Day::date),
        owner_known_on: a.owner_known_on().map(Day::date),
        verified_fen: funding_sums(&a.funding).map_or(0, |(_, verified)| verified.fen()),
        paper_count: i64::try_from(a.papers.len()).unwrap_or(i64::MAX),
        approximate: a.approximate,
        layer: a.layer.word().into(),
        source: a.source.clone(),
        note: a.note.clone(),
        version: a.version,
        created_at_ms: a.created_at.millis(),
        updated_at_ms: a.updated_at.millis(),
        deleted_at_ms: a.deleted_at.map(Instant::millis),
        owner_person_id,
        operator_person_id,
    })
}

fn tracks_of(row: &asset::Model) -> Result<Tracks, Fault> {
    Ok(Tracks {
        value: word(&row.value_state)?,
        value_on: row.value_on.map(Day::from_date),
        original_value: row.original_value_fen.map(money_of).transpose()?,
        title: word(&row.title_state)?,
        title_on: row.title_on.map(Day::from_date),
        title_level: row.title_level.as_deref().map(word).transpose()?,
        certificate: row.title_certificate.clone(),
        handover: word(&row.handover_state)?,
        handover_on: row.handover_on.map(Day::from_date),
        duty: word(&row.duty_state)?,
        duty_on: row.duty_on.map(Day::from_date),
        usage: word(&row.use_state)?,
        use_on: row.use_on.map(Day::from_date),
    })
}

fn class_of(row: &asset::Model) -> Result<Option<ClassRef>, Fault> {
    let Some((edition, code)) = row.class_edition.as_deref().zip(row.class_code.clone()) else { return Ok(None) };
    Ok(Some(ClassRef { edition: word(edition)?, code }))
}

fn measures_of(row: &asset::Model) -> Result<Measures, Fault> {
    Ok(Measures {
        area_m2: row.area_m2_e2.map(scaled_of).transpose()?,
        land_mu: row.land_mu_e4.map(scaled_of).transpose()?,
        length_m: row.length_m_e2.map(scaled_of).transpose()?,
        pieces: row.pieces,
        pieces_unit: row.pieces_unit.clone(),
    })
}

fn insurance_of(row: &asset::Model) -> Result<Insurance, Fault> {
    Ok(Insurance {
        insurer: row.insurer.clone(),
        policy_number: row.policy_number.clone(),
        amount: row.insured_fen.map(money_of).transpose()?,
        expires: row.insured_until_on.map(Day::from_date),
    })
}

pub(super) fn from_row(row: asset::Model) -> Result<Asset, Fault> {
    Ok(Asset {
        id: row.id.into(),
        kind: word(&row.kind)?,
        form: word(&row.form)?,
        class: class_of(&row)?,
        region: region_of(&row.region_code)?,
        site: row.site_id.map(Into::into),
        measures: measures_of(&row)?,
        project: row.project_id.map(Into::into),
        contract: row.contract_id.map(Into::into),
        accepted_on: row.accepted_on.map(Day::from_date),
        delivered_on: row.delivered_on.map(Day::from_date),
        in_service_on: row.in_service_on.map(Day::from_date),
        beneficiaries: Beneficiaries { households: row.households, people: row.people },
        annual_income: row.annual_income_fen.map(money_of).transpose()?,
        insurance: insurance_of(&row)?,
        intake: word(&row.intake)?,
        base_on: row.base_on.map(Day::from_date),
        evidence_grade: row.evidence_grade.as_deref().map(word).transpose()?,
        tracks: tracks_of(&row)?,
        upkeep_source: row.upkeep_source.as_deref().map(word).transpose()?,
        owners: Vec::new(),
        parties: Vec::new(),
        funding: Vec::new(),
        papers: Vec::new(),
        layer: word(&row.layer)?,
        external_ids: Vec::new(),
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
        deleted_at: row.deleted_at_ms.map(Instant::from_millis),
        number: row.number,
        name: row.name,
        town_name: row.town_name,
        location: row.location,
        quantity: row.quantity,
        builder: row.builder,
        in_service_year: row.in_service_year,
        owner_name: row.owner_name.map(|shown| WrittenName::kept(shown, row.owner_person_id.map(Into::into))),
        operator_name: row.operator_name.map(|shown| WrittenName::kept(shown, row.operator_person_id.map(Into::into))),
        approximate: row.approximate,
        source: row.source,
        note: row.note,
        version: row.version,
    })
}

/// Assets with everything that hangs on them, in one query however many they are.
pub(super) async fn whole(conn: &impl ConnectionTrait, rows: Vec<asset::Model>) -> Result<Vec<Asset>, Fault> {
    let found = rows.into_iter().map(from_row).collect::<Result<Vec<_>, _>>()?;
    parts::attach(conn, found).await
}

/// One page of assets, with everything that hangs on them.
pub(super) async fn page_of(
    conn: &impl ConnectionTrait,
    select: Select<asset::Entity>,
    keys: PageKeys<asset::Entity>,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Asset>, Fault> {
    let (select, total) = paged(conn, select, &keys, listing, now).await?;
    let (rows, next) = listing.cut(rows_of(conn, select).await?, keys.of);
    Ok(Page { items: whole(conn, rows).await?, next, total })
}

async fn rows_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<asset::Model>, Fault> {
    rows_of(conn, asset::Entity::find().filter(asset::Column::Id.gt(after)).order_by_asc(asset::Column::Id).limit(most))
        .await
}

/// Cards in the order of their ids, deleted ones too, without what hangs on them.
pub async fn cards_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Asset>, Fault> {
    rows_after(conn, after, most).await?.into_iter().map(from_row).collect()
}

/// Cards of a kind inside a region, in the order of their ids, without what hangs on them.
pub async fn cards_in(
    conn: &impl ConnectionTrait,
    region: &RegionCode,
    kind: AssetKind,
    after: Uuid,
    most: u64,
) -> Result<Vec<Asset>, Fault> {
    let select = asset::Entity::find()
        .filter(in_scope(asset::Column::RegionCode, &Scope::of([region.clone()])))
        .filter(asset::Column::Kind.eq(kind.word()))
        .filter(asset::Column::DeletedAtMs.is_null())
        .filter(asset::Column::Id.gt(after))
        .order_by_asc(asset::Column::Id)
        .limit(most);
    rows_of(conn, select).await?.into_iter().map(from_row).collect()
}

/// Assets in the order of their ids, deleted ones too, with what hangs on them.
pub async fn assets_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Asset>, Fault> {
    whole(conn, rows_after(conn, after, most).await?).await
}

/// What the cards of each of these projects come to; a project that no card names is left out, a card without value counts as
/// nothing.
pub async fn booked_for(
    conn: &impl ConnectionTrait,
    projects: &[ProjectId],
) -> Result<HashMap<ProjectId, Money>, Fault> {
    if projects.is_empty() {
        return Ok(HashMap::new());
    }
    let cards: Vec<(Option<Uuid>, Option<i64>)> = asset::Entity::find()
        .filter(asset::Column::ProjectId.is_in(projects.iter().map(|p| p.uuid())))
        .filter(asset::Column::DeletedAtMs.is_null())
        .filter(asset::Column::UseState.ne(UseState::Voided.word()))
        .select_only()
        .columns([asset::Column::ProjectId, asset::Column::OriginalValueFen])
        .into_tuple()
        .all(conn)
        .await?;
    let mut booked: HashMap<ProjectId, Money> = HashMap::new();
    for (project, value) in cards {
        let Some(project) = project.map(ProjectId::from) else { continue };
        let sum = booked.entry(project).or_insert(Money::ZERO);
        let value = value.map_or(Ok(Money::ZERO), money_of)?;
        *sum = sum.plus(value).ok_or_else(|| Fault::inconsistent(format!("cards of project {project}")))?;
    }
    Ok(booked)
}

/// The cards of a project with what hangs on them.
pub async fn cards_of(conn: &impl ConnectionTrait, project: ProjectId) -> Result<Vec<Asset>, Fault> {
    let select = asset::Entity::find()
        .filter(asset::Column::ProjectId.eq(project.uuid()))
        .filter(asset::Column::DeletedAtMs.is_null())
        .filter(asset::Column::UseState.ne(UseState::Voided.word()))
        .order_by_asc(asset::Column::Id);
    whole(conn, rows_of(conn, select).await?).await
}

pub async fn insert_asset(tx: &Tx, asset: &Asset) -> Result<(), Fault> {
    insert(tx, to_row(asset)?).await?;
    parts::insert_parts(tx, &[asset]).await
}

/// Many new cards with what hangs on them: a bounded number of statements.
pub async fn insert_cards(tx: &Tx, cards: &[Asset]) -> Result<(), Fault> {
    insert_all(tx, cards.iter().map(to_row).collect::<Result<_, _>>()?).await?;
    parts::insert_parts(tx, &cards.iter().collect::<Vec<_>>()).await
}

/// Cards inside a region that bear one of these names and were taken in on one of these days, without what hangs on them.
///
/// The region is asked for here and not of the engine: a transaction that has written many cards knows nothing of how they are spread,
/// and the engine would walk the whole region for each question instead of looking names up.
pub async fn cards_named(
    conn: &impl ConnectionTrait,
    region: &RegionCode,
    names: &BTreeSet<&str>,
    days: &BTreeSet<Day>,
) -> Result<Vec<Asset>, Fault> {
    if names.is_empty() || days.is_empty() {
        return Ok(Vec::new());
    }
    let select = asset::Entity::find()
        .filter(asset::Column::Name.is_in(names.iter().copied()))
        .filter(asset::Column::BaseOn.is_in(days.iter().map(|day| day.date())))
        .filter(asset::Column::DeletedAtMs.is_null())
        .filter(asset::Column::UseState.ne(UseState::Voided.word()));
    let cards = rows_of(conn, select).await?.into_iter().map(from_row);
    cards.filter(|card| card.as_ref().map_or(true, |card: &Asset| region.covers(&card.region))).collect()
}

/// Many assets by id, locked in id order.
pub async fn lock_assets(tx: &Tx, ids: &[AssetId]) -> Result<Vec<Asset>, Fault> {
    let select = asset::Entity::find()
        .filter(asset::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
        .order_by_asc(asset::Column::Id);
    whole(tx.conn(), rows_of(tx.conn(), lock_if_postgres(tx, select)).await?).await
}

/// Assets with what hangs on them, by their printed numbers, locked in id order.
pub async fn lock_numbered(tx: &Tx, numbers: &[&str]) -> Result<Vec<Asset>, Fault> {
    let select = asset::Entity::find()
        .filter(asset::Column::Number.is_in(numbers.iter().copied()))
        .order_by_asc(asset::Column::Id);
    whole(tx.conn(), rows_of(tx.conn(), lock_if_postgres(tx, select)).await?).await
}

/// Writes an asset back; what hangs on it where that changed.
pub async fn update_asset(tx: &Tx, before: &Asset, after: &Asset) -> Result<(), Fault> {
    update_versioned(tx, to_row(after)?, asset::Column::Version, before.version).await?;
    parts::update_parts(tx, &[(before, after)]).await
}

/// Writes many locked assets back, and what hangs on them where that changed: a bounded number of statements.
pub async fn update_assets(tx: &Tx, pairs: &[(&Asset, Asset)]) -> Result<(), Fault> {
    let kept = asset::Column::iter().filter(|column| !matches!(column, asset::Column::Id));
    let over = OnConflict::column(asset::Column::Id).update_columns(kept).to_owned();
    for some in pairs.chunks(400) {
        let rows =
            some.iter().map(|(_, after)| Ok(to_row(after)?.into_active_model())).collect::<Result<Vec<_>, Fault>>()?;
        asset::Entity::insert_many(rows).on_conflict(over.clone()).exec_without_returning(tx.conn()).await?;
    }
    let pairs: Vec<_> = pairs.iter().map(|(before, after)| (*before, after)).collect();
    parts::update_parts(tx, &pairs).await
}

/// Turns an asset into its tombstone; what hangs on it goes with it. Whatever has been recorded of it keeps it.
pub async fn bury_asset(tx: &Tx, tombstone: &Asset) -> Result<bool, Fault> {
    parts::delete_parts(tx, tombstone.id).await?;
    bury(tx, to_row(tombstone)?).await
}

pub async fn find_assets(conn: &impl ConnectionTrait, ids: &[AssetId]) -> Result<HashMap<AssetId, Asset>, Fault> {
    let select = asset::Entity::find().filter(asset::Column::Id.is_in(ids.iter().map(|id| id.uuid())));
    Ok(whole(conn, rows_of(conn, select).await?).await?.into_iter().map(|a| (a.id, a)).collect())
}

pub async fn find_asset(conn: &impl ConnectionTrait, id: AssetId) -> Result<Option<Asset>, Fault> {
    Ok(find_assets(conn, &[id]).await?.remove(&id))
}

pub async fn lock_asset(tx: &Tx, id: AssetId) -> Result<Option<Asset>, Fault> {
    let select = lock_if_postgres(tx, asset::Entity::find_by_id(id.uuid()));
    Ok(whole(tx.conn(), rows_of(tx.conn(), select).await?).await?.pop())
}

#[cfg(test)]
mod tests {
    use ::entity::asset;
    use sea_orm::{IdenStatic as _, Iterable as _};

    use super::WholeRow;

    #[test]
    fn a_card_is_read_in_the_order_in_which_it_is_asked_for() {
        let columns: Vec<&str> = asset::Column::iter().map(|column| column.as_str()).collect();
        assert_eq!(WholeRow::FIELDS, columns);
    }
}
