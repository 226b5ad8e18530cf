//! Rows of forms of banks.

use std::collections::BTreeMap;

use ::entity::bank_form;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::{
    benefit::payouts::model::{BankFormQuery, KeptForm},
    ground::{
        kernel::{BankFormId, Instant, Scope, Words as _},
        platform::{
            Fault, Listing, Page, Tx, count_by_state, in_scope, insert, lock_if_postgres, page, page_keys, region_of,
            update_versioned, word,
        },
    },
};

fn to_row(f: &KeptForm) -> bank_form::Model {
    bank_form::Model {
        id: f.id.uuid(),
        region_code: f.region.to_string(),
        form_key: f.key.clone(),
        name: f.name.clone(),
        body: f.text.clone(),
        channel: f.channel.word().into(),
        state: f.state.word().into(),
        recorded_by: f.recorded_by.uuid(),
        close_reason: f.close_reason.clone(),
        layer: f.layer.word().into(),
        version: f.version,
        created_at_ms: f.created_at.millis(),
        updated_at_ms: f.updated_at.millis(),
    }
}

fn from_row(row: bank_form::Model) -> Result<KeptForm, Fault> {
    Ok(KeptForm {
        id: row.id.into(),
        region: region_of(&row.region_code)?,
        key: row.form_key,
        name: row.name,
        text: row.body,
        channel: word(&row.channel)?,
        state: word(&row.state)?,
        recorded_by: row.recorded_by.into(),
        close_reason: row.close_reason,
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_form(tx: &Tx, form: &KeptForm) -> Result<(), Fault> {
    insert(tx, to_row(form)).await
}

pub async fn update_form(tx: &Tx, form: &KeptForm, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(form), bank_form::Column::Version, read_at).await
}

pub async fn find_form(conn: &impl ConnectionTrait, id: BankFormId) -> Result<Option<KeptForm>, Fault> {
    bank_form::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

pub async fn lock_form(tx: &Tx, id: BankFormId) -> Result<Option<KeptForm>, Fault> {
    let select = lock_if_postgres(tx, bank_form::Entity::find_by_id(id.uuid()));
    select.one(tx.conn()).await?.map(from_row).transpose()
}

/// How many forms are in each state.
pub async fn bank_forms_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "bank_form").await
}

pub async fn list_forms(
    conn: &impl ConnectionTrait,
    (scope, query): (&Scope, BankFormQuery),
    listing: &Listing,
    now: Instant,
) -> Result<Page<KeptForm>, Fault> {
    let mut select = bank_form::Entity::find().filter(in_scope(bank_form::Column::RegionCode, scope));
    if let Some(state) = query.state {
        select = select.filter(bank_form::Column::State.eq(state.word()));
    }
    page(conn, select, page_keys!(bank_form), listing, now).await?.try_map(from_row)
}
