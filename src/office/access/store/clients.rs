//! Rows of API clients, their secrets and tokens.

use std::collections::HashMap;

use ::entity::{api_client, api_client_secret, client_token};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};

use super::officers::region_of;
use crate::{
    ground::{
        kernel::{ClientId, Digest, Instant, Scope, Words as _},
        platform::{
            Fault, Listing, Page, Tx, in_scope, insert, lock_if_postgres, page, page_keys, update_versioned, word,
        },
    },
    office::access::model::ApiClient,
};

fn to_row(c: &ApiClient) -> api_client::Model {
    api_client::Model {
        id: c.id.uuid(),
        name: c.name.clone(),
        region_code: c.region.to_string(),
        actions: c.actions.join(" "),
        disabled_at_ms: c.disabled_at.map(Instant::millis),
        layer: c.layer.word().into(),
        version: c.version,
        created_at_ms: c.created_at.millis(),
        updated_at_ms: c.updated_at.millis(),
    }
}

fn from_row(row: api_client::Model) -> Result<ApiClient, Fault> {
    Ok(ApiClient {
        id: row.id.into(),
        name: row.name,
        region: region_of(&row.region_code)?,
        actions: row.actions.split_whitespace().map(str::to_owned).collect(),
        disabled_at: row.disabled_at_ms.map(Instant::from_millis),
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_client(tx: &Tx, client: &ApiClient) -> Result<(), Fault> {
    insert(tx, to_row(client)).await
}

pub async fn update_client(tx: &Tx, client: &ApiClient, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(client), api_client::Column::Version, read_at).await
}

pub async fn find_client(conn: &impl ConnectionTrait, id: ClientId) -> Result<Option<ApiClient>, Fault> {
    api_client::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

/// What these clients are called, by id.
pub async fn names_of_clients(
    conn: &impl ConnectionTrait,
    ids: &[ClientId],
) -> Result<HashMap<ClientId, String>, Fault> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let select = api_client::Entity::find().filter(api_client::Column::Id.is_in(ids.iter().map(|id| id.uuid())));
    Ok(select.all(conn).await?.into_iter().map(|row| (row.id.into(), row.name)).collect())
}

pub async fn lock_client(tx: &Tx, id: ClientId) -> Result<Option<ApiClient>, Fault> {
    lock_if_postgres(tx, api_client::Entity::find_by_id(id.uuid())).one(tx.conn()).await?.map(from_row).transpose()
}

pub async fn list_clients(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    listing: &Listing,
    now: Instant,
) -> Result<Page<ApiClient>, Fault> {
    let select = api_client::Entity::find().filter(in_scope(api_client::Column::RegionCode, scope));
    page(conn, select, page_keys!(api_client), listing, now).await?.try_map(from_row)
}

pub async fn insert_secret(tx: &Tx, client: ClientId, secret: &Digest, expires_at: Instant) -> Result<(), Fault> {
    let now = tx.now().await?;
    let row = api_client_secret::Model {
        id: tx.uuid(now),
        client_id: client.uuid(),
        secret_sha256: secret.to_string(),
        created_at_ms: now.millis(),
        expires_at_ms: expires_at.millis(),
        revoked_at_ms: None,
    };
    insert(tx, row).await
}

/// Revokes every live secret but the newest: after the next one is added, two are live.
pub async fn revoke_older_secrets(tx: &Tx, client: ClientId) -> Result<(), Fault> {
    let now = tx.now().await?;
    let live = api_client_secret::Entity::find()
        .filter(api_client_secret::Column::ClientId.eq(client.uuid()))
        .filter(api_client_secret::Column::RevokedAtMs.is_null())
        .order_by_desc(api_client_secret::Column::Id)
        .all(tx.conn())
        .await?;
    let older: Vec<_> = live.into_iter().skip(1).map(|s| s.id).collect();
    if older.is_empty() {
        return Ok(());
    }
    api_client_secret::Entity::update_many()
        .col_expr(api_client_secret::Column::RevokedAtMs, Expr::value(now.millis()))
        .filter(api_client_secret::Column::Id.is_in(older))
        .exec(tx.conn())
        .await?;
    Ok(())
}

pub async fn secret_is_live(
    conn: &impl ConnectionTrait,
    client: ClientId,
    secret: &Digest,
    now: Instant,
) -> Result<bool, Fault> {
    let found = api_client_secret::Entity::find()
        .filter(api_client_secret::Column::ClientId.eq(client.uuid()))
        .filter(api_client_secret::Column::SecretSha256.eq(secret.to_string()))
        .filter(api_client_secret::Column::RevokedAtMs.is_null())
        .filter(api_client_secret::Column::ExpiresAtMs.gt(now.millis()))
        .one(conn)
        .await?;
    Ok(found.is_some())
}

pub async fn insert_client_token(
    tx: &Tx,
    token: &Digest,
    client: ClientId,
    actions: &[String],
    expires_at: Instant,
) -> Result<(), Fault> {
    let now = tx.now().await?;
    client_token::Entity::delete_many()
        .filter(client_token::Column::ExpiresAtMs.lt(now.millis()))
        .exec(tx.conn())
        .await?;
    let row = client_token::Model {
        token_sha256: token.to_string(),
        client_id: client.uuid(),
        actions: actions.join(" "),
        expires_at_ms: expires_at.millis(),
    };
    insert(tx, row).await
}

/// The client behind an access token and the actions the token was asked for.
pub async fn find_client_by_token(
    conn: &impl ConnectionTrait,
    token: &Digest,
    now: Instant,
) -> Result<Option<(ApiClient, Vec<String>)>, Fault> {
    let row =
        client_token::Entity::find_by_id(token.to_string()).one(conn).await?.filter(|t| t.expires_at_ms > now.millis());
    let Some(row) = row else { return Ok(None) };
    let actions = row.actions.split_whitespace().map(str::to_owned).collect();
    let client = find_client(conn, row.client_id.into()).await?.filter(|c| c.disabled_at.is_none());
    Ok(client.map(|c| (c, actions)))
}
