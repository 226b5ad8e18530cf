//! Rows of batches with their dwellings.

use std::collections::HashMap;

use ::entity::{title_batch, title_batch_item};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel as _, QueryFilter, QueryOrder as _,
    QuerySelect as _,
    sea_query::{OnConflict, Query},
};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{Day, Instant, Scope, TitleBatchId, Words as _},
        platform::{
            Fault, Listing, Page, Tx, in_scope, insert, insert_all, lock_if_postgres, money_of, page, page_keys,
            pairs_of, region_of, update_versioned, word,
        },
    },
    property::housing::model::{BatchQuery, Certificate, TitleBatch, TitleItem, TitleOutcome, TitleResult},
};

fn to_row(b: &TitleBatch) -> title_batch::Model {
    title_batch::Model {
        id: b.id.uuid(),
        number: b.number.clone(),
        site_id: b.site.uuid(),
        region_code: b.region.to_string(),
        state: b.state.word().into(),
        application_file_id: b.application.uuid(),
        submitted_on: b.submitted_on.map(Day::date),
        receipt_file_id: b.receipt.map(|f| f.uuid()),
        withdraw_reason: b.withdraw_reason.clone(),
        note: b.note.clone(),
        filed_by: b.filed_by.uuid(),
        layer: b.layer.word().into(),
        version: b.version,
        created_at_ms: b.created_at.millis(),
        updated_at_ms: b.updated_at.millis(),
    }
}

fn from_row(row: title_batch::Model, items: Vec<TitleItem>) -> Result<TitleBatch, Fault> {
    Ok(TitleBatch {
        id: row.id.into(),
        number: row.number,
        site: row.site_id.into(),
        region: region_of(&row.region_code)?,
        state: word(&row.state)?,
        application: row.application_file_id.into(),
        submitted_on: row.submitted_on.map(Day::from_date),
        receipt: row.receipt_file_id.map(Into::into),
        withdraw_reason: row.withdraw_reason,
        note: row.note,
        filed_by: row.filed_by.into(),
        items,
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

fn item_row(batch: TitleBatchId, (n, item): (i32, &TitleItem)) -> title_batch_item::Model {
    let blank = title_batch_item::Model {
        batch_id: batch.uuid(),
        n,
        unit_id: item.unit.uuid(),
        outcome: item.result.outcome().word().into(),
        decided_on: item.result.decided_on().map(Day::date),
        certificate_no: None,
        fee_fen: None,
        reason: None,
        file_id: None,
    };
    match &item.result {
        TitleResult::Pending | TitleResult::Withdrawn => blank,
        TitleResult::Registered { certificate, fee, paper } => title_batch_item::Model {
            certificate_no: Some(certificate.number.clone()),
            fee_fen: Some(fee.fen()),
            file_id: Some(paper.uuid()),
            ..blank
        },
        TitleResult::Refused { reason, paper, .. } => {
            title_batch_item::Model { reason: Some(reason.clone()), file_id: Some(paper.uuid()), ..blank }
        }
    }
}

fn item_of(row: title_batch_item::Model) -> Result<TitleItem, Fault> {
    let wrong = || Fault::inconsistent(format!("what became of dwelling {} of a batch", row.unit_id));
    let on = row.decided_on.map(Day::from_date);
    let result = match word(&row.outcome)? {
        TitleOutcome::Pending => TitleResult::Pending,
        TitleOutcome::Withdrawn => TitleResult::Withdrawn,
        TitleOutcome::Registered => TitleResult::Registered {
            certificate: Certificate { number: row.certificate_no.ok_or_else(wrong)?, on: on.ok_or_else(wrong)? },
            fee: money_of(row.fee_fen.ok_or_else(wrong)?)?,
            paper: row.file_id.ok_or_else(wrong)?.into(),
        },
        TitleOutcome::Refused => TitleResult::Refused {
            on: on.ok_or_else(wrong)?,
            reason: row.reason.ok_or_else(wrong)?,
            paper: row.file_id.ok_or_else(wrong)?.into(),
        },
    };
    Ok(TitleItem { unit: row.unit_id.into(), result })
}

/// Batches with their dwellings: one query more, however many they are.
async fn whole(conn: &impl ConnectionTrait, rows: Vec<title_batch::Model>) -> Result<Vec<TitleBatch>, Fault> {
    use title_batch_item::Column;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let select = title_batch_item::Entity::find()
        .filter(Column::BatchId.is_in(rows.iter().map(|r| r.id)))
        .order_by_asc(Column::N);
    let mut items: HashMap<Uuid, Vec<TitleItem>> = HashMap::new();
    for row in select.all(conn).await? {
        items.entry(row.batch_id).or_default().push(item_of(row)?);
    }
    let with = |row: title_batch::Model| {
        let items = items.remove(&row.id).unwrap_or_default();
        from_row(row, items)
    };
    rows.into_iter().map(with).collect()
}

fn item_rows(b: &TitleBatch) -> Vec<title_batch_item::Model> {
    (1..).zip(&b.items).map(|item| item_row(b.id, item)).collect()
}

pub async fn insert_batch(tx: &Tx, b: &TitleBatch) -> Result<(), Fault> {
    insert(tx, to_row(b)).await?;
    insert_all(tx, item_rows(b)).await
}

/// Writes a batch back, and what became of its dwellings, in statements of bounded size.
pub async fn update_batch(tx: &Tx, b: &TitleBatch, read_at: i64) -> Result<(), Fault> {
    use title_batch_item::Column;
    update_versioned(tx, to_row(b), title_batch::Column::Version, read_at).await?;
    let told =
        [Column::Outcome, Column::DecidedOn, Column::CertificateNo, Column::FeeFen, Column::Reason, Column::FileId];
    let again = OnConflict::columns([Column::BatchId, Column::N]).update_columns(told).to_owned();
    for rows in item_rows(b).chunks(1000) {
        let rows = rows.iter().cloned().map(|row| row.into_active_model());
        title_batch_item::Entity::insert_many(rows)
            .on_conflict(again.clone())
            .exec_without_returning(tx.conn())
            .await?;
    }
    Ok(())
}

pub async fn find_batch(conn: &impl ConnectionTrait, id: TitleBatchId) -> Result<Option<TitleBatch>, Fault> {
    let row = title_batch::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(whole(conn, row.into_iter().collect()).await?.pop())
}

/// Batches by id, with their dwellings.
pub async fn batches_by_id(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<TitleBatch>, Fault> {
    let select = title_batch::Entity::find().filter(title_batch::Column::Id.is_in(ids.iter().copied()));
    whole(conn, select.all(conn).await?).await
}

/// Dwellings of these batches, as (batch, dwelling): one more than `most`, to tell whether there are more.
pub async fn units_of_batches(
    conn: &impl ConnectionTrait,
    batches: &[Uuid],
    most: u64,
) -> Result<Vec<(Uuid, Uuid)>, Fault> {
    use title_batch_item::Column;
    let select = title_batch_item::Entity::find()
        .filter(Column::BatchId.is_in(batches.iter().copied()))
        .select_only()
        .columns([Column::BatchId, Column::UnitId])
        .order_by_asc(Column::BatchId)
        .order_by_asc(Column::N)
        .limit(most + 1);
    Ok(select.into_tuple().all(conn).await?)
}

/// Batches of these dwellings, as (dwelling, batch): one more than `most`.
pub async fn batches_of_units(
    conn: &impl ConnectionTrait,
    units: &[Uuid],
    most: u64,
) -> Result<Vec<(Uuid, Uuid)>, Fault> {
    let columns = (title_batch_item::Column::UnitId, title_batch_item::Column::BatchId);
    pairs_of(conn, title_batch_item::Entity::find(), columns, (units, most)).await
}

pub async fn lock_batch(tx: &Tx, id: TitleBatchId) -> Result<Option<TitleBatch>, Fault> {
    let row = lock_if_postgres(tx, title_batch::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(whole(tx.conn(), row.into_iter().collect()).await?.pop())
}

pub async fn list_batches(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &BatchQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<TitleBatch>, Fault> {
    use title_batch::Column;
    let with = |unit: Uuid| {
        let listed = Query::select()
            .column(title_batch_item::Column::BatchId)
            .from(title_batch_item::Entity)
            .and_where(title_batch_item::Column::UnitId.eq(unit))
            .to_owned();
        Column::Id.in_subquery(listed)
    };
    let wanted = [
        query.site.map(|s| Column::SiteId.eq(s.uuid())),
        query.state.map(|s| Column::State.eq(s.word())),
        query.unit.map(|u| with(u.uuid())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = title_batch::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let found = page(conn, select, page_keys!(title_batch), listing, now).await?;
    Ok(Page { items: whole(conn, found.items).await?, next: found.next, total: found.total })
}

/// Batches in the order of their ids, with their dwellings.
pub async fn batches_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<TitleBatch>, Fault> {
    use title_batch::Column;
    let select = title_batch::Entity::find().filter(Column::Id.gt(after)).order_by_asc(Column::Id).limit(most);
    whole(conn, select.all(conn).await?).await
}

/// How many batches stand in each state.
pub async fn title_batches_by_state(
    conn: &impl ConnectionTrait,
) -> Result<std::collections::BTreeMap<String, u64>, Fault> {
    crate::ground::platform::count_by_state(conn, "title_batch").await
}
