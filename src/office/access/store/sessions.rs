//! Rows of sessions, and the one query by which a request is let in.

use ::entity::session;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, Statement, sea_query::Expr,
};

use super::{grants::GRANT_IN_FORCE, officers::region_of};
use crate::{
    ground::{
        authority::{Assurance, Grant},
        kernel::{AccountId, Day, Digest, Instant, Layer, OfficerId, OrganisationId, SessionId, Words as _},
        platform::{Fault, Tx, insert, word},
    },
    office::access::model::Session,
};

/// Who stands behind a session token, with the grants in force today.
pub struct Admission {
    pub session: SessionId,
    pub account: AccountId,
    pub officer: OfficerId,
    pub organisation: Option<OrganisationId>,
    pub layer: Layer,
    pub assurance: Assurance,
    pub factor_at: Option<Instant>,
    pub csrf: Option<String>,
    pub last_used_at: Instant,
    pub must_change_password: bool,
    pub grants: Vec<Grant>,
}

/// The admission of a session token: session, account, officer and grants in one query.
pub async fn find_admission(
    conn: &impl ConnectionTrait,
    token: &Digest,
    now: Instant,
    idle_ms: i64,
) -> Result<Option<Admission>, Fault> {
    let sql = format!(
        "SELECT s.id AS session_id, s.account_id, s.assurance, s.factor_at_ms, s.csrf_sha256, s.last_used_at_ms, \
         a.must_change_password, o.id AS officer_id, o.organisation_id, o.layer, g.role, g.region_code \
         FROM session s JOIN account a ON a.id = s.account_id JOIN officer o ON o.id = a.officer_id \
         LEFT JOIN role_grant g ON g.officer_id = o.id AND {GRANT_IN_FORCE} \
         WHERE s.token_sha256 = $2 AND s.ended_at_ms IS NULL AND s.expires_at_ms > $3 AND s.last_used_at_ms > $4 \
         AND a.disabled_at_ms IS NULL"
    );
    let today = now.day().date();
    let values =
        [today.into(), token.to_string().into(), now.millis().into(), now.plus_millis(-idle_ms).millis().into()];
    let rows = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    let mut admission: Option<Admission> = None;
    for row in rows {
        let grant =
            match (row.try_get::<Option<String>>("", "role")?, row.try_get::<Option<String>>("", "region_code")?) {
                (Some(role), Some(region)) => Some(Grant { role: word(&role)?, region: region_of(&region)? }),
                _ => None,
            };
        if let Some(admission) = &mut admission {
            admission.grants.extend(grant);
            continue;
        }
        admission = Some(Admission {
            session: SessionId::new(row.try_get("", "session_id")?),
            account: AccountId::new(row.try_get("", "account_id")?),
            officer: OfficerId::new(row.try_get("", "officer_id")?),
            organisation: row.try_get::<Option<uuid::Uuid>>("", "organisation_id")?.map(Into::into),
            layer: word(&row.try_get::<String>("", "layer")?)?,
            assurance: word(&row.try_get::<String>("", "assurance")?)?,
            factor_at: row.try_get::<Option<i64>>("", "factor_at_ms")?.map(Instant::from_millis),
            csrf: row.try_get("", "csrf_sha256")?,
            last_used_at: Instant::from_millis(row.try_get("", "last_used_at_ms")?),
            must_change_password: row.try_get("", "must_change_password")?,
            grants: grant.into_iter().collect(),
        });
    }
    Ok(admission)
}

/// Notes that a session was used. At most once a minute, outside any transaction: nothing hangs on it but the idle limit.
pub async fn touch_session(conn: &impl ConnectionTrait, id: SessionId, now: Instant) -> Result<(), Fault> {
    session::Entity::update_many()
        .col_expr(session::Column::LastUsedAtMs, Expr::value(now.millis()))
        .filter(session::Column::Id.eq(id.uuid()))
        .filter(session::Column::LastUsedAtMs.lt(now.millis()))
        .exec(conn)
        .await?;
    Ok(())
}

pub async fn insert_session(tx: &Tx, session: &Session, token: &Digest, csrf: Option<&Digest>) -> Result<(), Fault> {
    let row = session::Model {
        id: session.id.uuid(),
        account_id: session.account.uuid(),
        token_sha256: token.to_string(),
        csrf_sha256: csrf.map(ToString::to_string),
        assurance: session.assurance.word().into(),
        factor_at_ms: None,
        created_at_ms: session.created_at.millis(),
        last_used_at_ms: session.created_at.millis(),
        expires_at_ms: session.expires_at.millis(),
        ended_at_ms: None,
        address: session.address.clone(),
    };
    insert(tx, row).await
}

/// The live sessions of an account, oldest first.
pub async fn live_sessions(
    conn: &impl ConnectionTrait,
    account: AccountId,
    now: Instant,
) -> Result<Vec<Session>, Fault> {
    let rows = session::Entity::find()
        .filter(session::Column::AccountId.eq(account.uuid()))
        .filter(session::Column::EndedAtMs.is_null())
        .filter(session::Column::ExpiresAtMs.gt(now.millis()))
        .order_by_asc(session::Column::Id)
        .all(conn)
        .await?;
    let read = |r: session::Model| {
        Ok(Session {
            id: r.id.into(),
            account: r.account_id.into(),
            assurance: word(&r.assurance)?,
            cookie: r.csrf_sha256.is_some(),
            created_at: Instant::from_millis(r.created_at_ms),
            expires_at: Instant::from_millis(r.expires_at_ms),
            address: r.address,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Ends sessions at once, on every replica.
pub async fn end_sessions(tx: &Tx, ids: Vec<SessionId>, now: Instant) -> Result<(), Fault> {
    if ids.is_empty() {
        return Ok(());
    }
    session::Entity::update_many()
        .col_expr(session::Column::EndedAtMs, Expr::value(now.millis()))
        .filter(session::Column::Id.is_in(ids.into_iter().map(|i| i.uuid())))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// The grants of an account's officer in force on a day; none at all when the account is disabled or must change its password.
pub async fn grants_of_account(
    conn: &impl ConnectionTrait,
    account: AccountId,
    today: Day,
) -> Result<Vec<Grant>, Fault> {
    let sql = format!(
        "SELECT g.role, g.region_code FROM account a JOIN role_grant g ON g.officer_id = a.officer_id AND {GRANT_IN_FORCE} \
         WHERE a.id = $2 AND a.disabled_at_ms IS NULL AND a.must_change_password = {}",
        if conn.get_database_backend() == DbBackend::Postgres { "false" } else { "0" }
    );
    let values = [today.date().into(), account.uuid().into()];
    let rows = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    rows.into_iter()
        .map(|row| {
            Ok(Grant {
                role: word(&row.try_get::<String>("", "role")?)?,
                region: region_of(&row.try_get::<String>("", "region_code")?)?,
            })
        })
        .collect()
}
