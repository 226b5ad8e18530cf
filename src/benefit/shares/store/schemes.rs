//! Rows of schemes, of their classes and of the assets that they quantify.

use std::collections::{BTreeMap, HashMap};

use ::entity::{share_class, share_scheme, share_scheme_asset};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait as _, QueryFilter, QueryOrder as _,
    QuerySelect as _,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

use crate::{
    benefit::shares::model::{AssetPart, ClassPlan, Ending, Scheme, SchemeQuery, SchemeState},
    ground::{
        kernel::{AssetId, CollectiveId, Day, Instant, Ppm, Scope, ShareSchemeId, Words as _},
        platform::{
            Fault, Listing, Page, Tx, count_by_state, in_scope, insert, insert_all, lock_if_postgres, money_of, page,
            page_keys, region_of, scaled_of, update_versioned, word,
        },
    },
};

fn to_row(s: &Scheme) -> share_scheme::Model {
    share_scheme::Model {
        id: s.id.uuid(),
        number: s.number.clone(),
        collective_id: s.collective.uuid(),
        region_code: s.region.to_string(),
        name: s.name.clone(),
        model: s.model.word().into(),
        state: s.state.word().into(),
        cap_ppm: s.cap.map(Ppm::scaled),
        file_id: s.paper.uuid(),
        resolution_id: s.resolution.map(|r| r.uuid()),
        from_on: s.from.map(Day::date),
        in_force_on: s.in_force_on.map(Day::date),
        closed_on: s.closed_on.map(Day::date),
        close_reason: s.close_reason.clone(),
        close_file_id: s.close_paper.map(|f| f.uuid()),
        ending: s.ending.as_ref().map(|e| e.kind.word().to_owned()),
        ending_on: s.ending.as_ref().map(|e| e.on.date()),
        ending_reason: s.ending.as_ref().map(|e| e.reason.clone()),
        ending_file_id: s.ending.as_ref().map(|e| e.paper.uuid()),
        ending_resolution_id: s.ending.as_ref().and_then(|e| e.resolution).map(|r| r.uuid()),
        ending_by: s.ending.as_ref().map(|e| e.asked_by.uuid()),
        ending_confirmed_by: s.ending.as_ref().and_then(|e| e.confirmed_by).map(|o| o.uuid()),
        note: s.note.clone(),
        layer: s.layer.word().into(),
        version: s.version,
        created_at_ms: s.created_at.millis(),
        updated_at_ms: s.updated_at.millis(),
    }
}

fn ending_of(row: &share_scheme::Model) -> Result<Option<Ending>, Fault> {
    let Some(kind) = &row.ending else { return Ok(None) };
    let lost = || Fault::inconsistent("what is asked of the end of a scheme");
    Ok(Some(Ending {
        kind: word(kind)?,
        on: Day::from_date(row.ending_on.ok_or_else(lost)?),
        reason: row.ending_reason.clone().ok_or_else(lost)?,
        paper: row.ending_file_id.ok_or_else(lost)?.into(),
        resolution: row.ending_resolution_id.map(Into::into),
        asked_by: row.ending_by.ok_or_else(lost)?.into(),
        confirmed_by: row.ending_confirmed_by.map(Into::into),
    }))
}

fn from_row(row: share_scheme::Model) -> Result<Scheme, Fault> {
    Ok(Scheme {
        ending: ending_of(&row)?,
        id: row.id.into(),
        number: row.number,
        collective: row.collective_id.into(),
        region: region_of(&row.region_code)?,
        name: row.name,
        model: word(&row.model)?,
        state: word(&row.state)?,
        classes: Vec::new(),
        assets: Vec::new(),
        cap: row.cap_ppm.map(scaled_of).transpose()?,
        paper: row.file_id.into(),
        resolution: row.resolution_id.map(Into::into),
        from: row.from_on.map(Day::from_date),
        in_force_on: row.in_force_on.map(Day::from_date),
        closed_on: row.closed_on.map(Day::from_date),
        close_reason: row.close_reason,
        close_paper: row.close_file_id.map(Into::into),
        note: row.note,
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

/// Rows with their classes and assets.
async fn whole(conn: &impl ConnectionTrait, rows: Vec<share_scheme::Model>) -> Result<Vec<Scheme>, Fault> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = rows.iter().map(|r| r.id).collect();
    let select = share_class::Entity::find().filter(share_class::Column::SchemeId.is_in(ids.iter().copied()));
    let mut classes: HashMap<Uuid, Vec<ClassPlan>> = HashMap::new();
    for row in select.all(conn).await? {
        let (planned, issued) = (scaled_of(row.planned_e4)?, scaled_of(row.issued_e4)?);
        let plan = ClassPlan { class: word(&row.class)?, planned, issued };
        classes.entry(row.scheme_id).or_default().push(plan);
    }
    let select = share_scheme_asset::Entity::find()
        .filter(share_scheme_asset::Column::SchemeId.is_in(ids))
        .order_by_asc(share_scheme_asset::Column::AssetId);
    let mut assets: HashMap<Uuid, Vec<AssetPart>> = HashMap::new();
    for row in select.all(conn).await? {
        let part = AssetPart { asset: row.asset_id.into(), quantified: money_of(row.quantified_fen)? };
        assets.entry(row.scheme_id).or_default().push(part);
    }
    let with_parts = |row: share_scheme::Model| {
        let mut classes = classes.remove(&row.id).unwrap_or_default();
        classes.sort_by_key(|c| c.class);
        let assets = assets.remove(&row.id).unwrap_or_default();
        Ok(Scheme { classes, assets, ..from_row(row)? })
    };
    rows.into_iter().map(with_parts).collect()
}

async fn insert_parts(tx: &Tx, scheme: &Scheme) -> Result<(), Fault> {
    let scheme_id = scheme.id.uuid();
    let class = |c: &ClassPlan| share_class::Model {
        scheme_id,
        class: c.class.word().into(),
        planned_e4: c.planned.scaled(),
        issued_e4: c.issued.scaled(),
    };
    insert_all(tx, scheme.classes.iter().map(class).collect()).await?;
    let asset = |a: &AssetPart| share_scheme_asset::Model {
        scheme_id,
        asset_id: a.asset.uuid(),
        quantified_fen: a.quantified.fen(),
    };
    insert_all(tx, scheme.assets.iter().map(asset).collect()).await
}

pub async fn insert_scheme(tx: &Tx, scheme: &Scheme) -> Result<(), Fault> {
    insert(tx, to_row(scheme)).await?;
    insert_parts(tx, scheme).await
}

/// Writes a scheme back; its classes and assets stay.
pub async fn update_scheme(tx: &Tx, scheme: &Scheme, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(scheme), share_scheme::Column::Version, read_at).await
}

/// Puts the classes and assets of a draft in the place of those that stood there.
pub async fn replace_parts(tx: &Tx, scheme: &Scheme) -> Result<(), Fault> {
    let id = scheme.id.uuid();
    share_class::Entity::delete_many().filter(share_class::Column::SchemeId.eq(id)).exec(tx.conn()).await?;
    let assets = share_scheme_asset::Entity::delete_many().filter(share_scheme_asset::Column::SchemeId.eq(id));
    assets.exec(tx.conn()).await?;
    insert_parts(tx, scheme).await
}

/// Writes how many shares of its classes a scheme has, and how many are held. Whoever calls holds it.
pub async fn update_classes(tx: &Tx, id: ShareSchemeId, classes: &[ClassPlan]) -> Result<(), Fault> {
    for c in classes {
        let done = share_class::Entity::update_many()
            .col_expr(share_class::Column::PlannedE4, Expr::value(c.planned.scaled()))
            .col_expr(share_class::Column::IssuedE4, Expr::value(c.issued.scaled()))
            .filter(share_class::Column::SchemeId.eq(id.uuid()))
            .filter(share_class::Column::Class.eq(c.class.word()))
            .exec(tx.conn())
            .await?;
        if done.rows_affected != 1 {
            return Err(Fault::RowCount { what: "share_class", wanted: 1, got: done.rows_affected });
        }
    }
    Ok(())
}

pub async fn find_schemes(conn: &impl ConnectionTrait, ids: &[ShareSchemeId]) -> Result<Vec<Scheme>, Fault> {
    let named = share_scheme::Column::Id.is_in(ids.iter().map(|i| i.uuid()));
    let select = share_scheme::Entity::find().filter(named).order_by_asc(share_scheme::Column::Id);
    whole(conn, select.all(conn).await?).await
}

pub async fn lock_scheme(tx: &Tx, id: ShareSchemeId) -> Result<Option<Scheme>, Fault> {
    let row = lock_if_postgres(tx, share_scheme::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(whole(tx.conn(), row.into_iter().collect()).await?.pop())
}

/// The schemes of these numbers, locked in the order of their ids.
pub async fn lock_schemes_numbered(tx: &Tx, numbers: &[String]) -> Result<Vec<Scheme>, Fault> {
    let select = share_scheme::Entity::find()
        .filter(share_scheme::Column::Number.is_in(numbers))
        .order_by_asc(share_scheme::Column::Id);
    whole(tx.conn(), lock_if_postgres(tx, select).all(tx.conn()).await?).await
}

/// How many schemes of a body take transactions.
pub async fn open_schemes_of(conn: &impl ConnectionTrait, body: CollectiveId) -> Result<u64, Fault> {
    let select = share_scheme::Entity::find()
        .filter(share_scheme::Column::CollectiveId.eq(body.uuid()))
        .filter(share_scheme::Column::State.is_in(SchemeState::OPEN.map(|state| state.word())));
    Ok(select.count(conn).await?)
}

/// Schemes in the order of their ids, a bounded number at a time.
pub async fn schemes_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Scheme>, Fault> {
    let select = share_scheme::Entity::find()
        .filter(share_scheme::Column::Id.gt(after))
        .order_by_asc(share_scheme::Column::Id)
        .limit(most);
    whole(conn, select.all(conn).await?).await
}

/// Which other adopted scheme quantifies one of these assets from a day on, not closed before it: the asset, and its number.
pub async fn quantified_elsewhere(
    conn: &impl ConnectionTrait,
    (id, from): (ShareSchemeId, Day),
    assets: &[AssetId],
) -> Result<Option<(AssetId, String)>, Fault> {
    use share_scheme::Column;
    let open = Condition::any().add(Column::ClosedOn.is_null()).add(Column::ClosedOn.gt(from.date()));
    let select = share_scheme_asset::Entity::find()
        .filter(share_scheme_asset::Column::AssetId.is_in(assets.iter().map(|a| a.uuid())))
        .filter(share_scheme_asset::Column::SchemeId.ne(id.uuid()));
    let parts = select.all(conn).await?;
    let schemes = share_scheme::Entity::find()
        .filter(Column::Id.is_in(parts.iter().map(|p| p.scheme_id)))
        .filter(Column::FromOn.is_not_null())
        .filter(open)
        .order_by_asc(Column::Id);
    let Some(other) = schemes.one(conn).await? else { return Ok(None) };
    let part = parts.iter().find(|p| p.scheme_id == other.id);
    Ok(part.map(|p| (p.asset_id.into(), other.number)))
}

/// How many schemes are in each state.
pub async fn schemes_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "share_scheme").await
}

pub async fn list_schemes(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &SchemeQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Scheme>, Fault> {
    use share_scheme::Column;
    let asset = |id: AssetId| {
        let mut of = Query::select();
        of.column(share_scheme_asset::Column::SchemeId)
            .from(share_scheme_asset::Entity)
            .and_where(share_scheme_asset::Column::AssetId.eq(id.uuid()));
        Column::Id.in_subquery(of)
    };
    let wanted = [
        query.collective.map(|c| Column::CollectiveId.eq(c.uuid())),
        query.state.map(|s: SchemeState| Column::State.eq(s.word())),
        query.asset.map(asset),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = share_scheme::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let found = page(conn, select, page_keys!(share_scheme), listing, now).await?;
    Ok(Page { items: whole(conn, found.items).await?, next: found.next, total: found.total })
}
