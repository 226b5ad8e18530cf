//! Rows of certificates, and of what they say.

use std::collections::{BTreeMap, HashMap, HashSet};

use ::entity::{share_certificate, share_certificate_line, share_holder, share_holding};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait as _, Query},
};
use uuid::Uuid;

use super::holdings::{holders_by_id, is_one_of};
use crate::{
    benefit::shares::model::{
        Certificate, CertificateQuery, CertificateStanding, CertificateState, ShareClass, ShareHolder, SharesByClass,
        Whose,
    },
    ground::{
        kernel::{Day, Instant, Scope, ShareCertificateId, ShareHolderId, Shares, Words as _},
        platform::{
            Fault, Listing, Page, Tx, count_by_state, holds_on, in_scope, insert, insert_all, lock_if_postgres, page,
            page_keys, region_of, scaled_of, update_versioned, word,
        },
    },
};

fn to_row(c: &Certificate) -> share_certificate::Model {
    share_certificate::Model {
        id: c.id.uuid(),
        number: c.number.clone(),
        scheme_id: c.scheme.uuid(),
        region_code: c.region.to_string(),
        holder_id: c.holder.id.uuid(),
        state: c.state.word().into(),
        issued_on: c.issued_on.date(),
        ended_on: c.ended_on.map(Day::date),
        end_reason: c.end_reason.clone(),
        layer: c.layer.word().into(),
        version: c.version,
        created_at_ms: c.created_at.millis(),
        updated_at_ms: c.updated_at.millis(),
    }
}

fn from_row(row: share_certificate::Model, holder: ShareHolder, shares: SharesByClass) -> Result<Certificate, Fault> {
    Ok(Certificate {
        id: row.id.into(),
        number: row.number,
        scheme: row.scheme_id.into(),
        region: region_of(&row.region_code)?,
        holder,
        shares,
        state: word(&row.state)?,
        issued_on: Day::from_date(row.issued_on),
        ended_on: row.ended_on.map(Day::from_date),
        end_reason: row.end_reason,
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

/// Rows with their holders and with what they say.
async fn whole(conn: &impl ConnectionTrait, rows: Vec<share_certificate::Model>) -> Result<Vec<Certificate>, Fault> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let holders = holders_by_id(conn, &rows.iter().map(|r| r.holder_id).collect::<HashSet<_>>()).await?;
    let select = share_certificate_line::Entity::find()
        .filter(share_certificate_line::Column::CertificateId.is_in(rows.iter().map(|r| r.id)));
    let mut shares: HashMap<Uuid, SharesByClass> = HashMap::new();
    for row in select.all(conn).await? {
        shares.entry(row.certificate_id).or_default().insert(word(&row.class)?, scaled_of(row.shares_e4)?);
    }
    let with = |row: share_certificate::Model| {
        let holder = *holders.get(&row.holder_id).ok_or_else(|| Fault::inconsistent("a certificate of nobody"))?;
        let shares = shares.remove(&row.id).unwrap_or_default();
        from_row(row, holder, shares)
    };
    rows.into_iter().map(with).collect()
}

pub async fn insert_certificate(tx: &Tx, certificate: &Certificate) -> Result<(), Fault> {
    insert(tx, to_row(certificate)).await?;
    let row = |(class, shares): (&ShareClass, &Shares)| share_certificate_line::Model {
        certificate_id: certificate.id.uuid(),
        class: class.word().into(),
        shares_e4: shares.scaled(),
    };
    insert_all(tx, certificate.shares.iter().map(row).collect()).await
}

/// Writes a certificate back; what it says stays.
pub async fn update_certificate(tx: &Tx, certificate: &Certificate, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(certificate), share_certificate::Column::Version, read_at).await
}

pub async fn find_certificate(
    conn: &impl ConnectionTrait,
    id: ShareCertificateId,
) -> Result<Option<Certificate>, Fault> {
    let row = share_certificate::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(whole(conn, row.into_iter().collect()).await?.pop())
}

pub async fn lock_certificate(tx: &Tx, id: ShareCertificateId) -> Result<Option<Certificate>, Fault> {
    let row = lock_if_postgres(tx, share_certificate::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(whole(tx.conn(), row.into_iter().collect()).await?.pop())
}

/// The valid certificate of a holder, locked.
pub async fn valid_certificate(tx: &Tx, holder: ShareHolderId) -> Result<Option<Certificate>, Fault> {
    let select = share_certificate::Entity::find()
        .filter(share_certificate::Column::HolderId.eq(holder.uuid()))
        .filter(share_certificate::Column::State.eq(CertificateState::Valid.word()));
    let row = lock_if_postgres(tx, select).one(tx.conn()).await?;
    Ok(whole(tx.conn(), row.into_iter().collect()).await?.pop())
}

/// How many certificates are in each state.
pub async fn certificates_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "share_certificate").await
}

pub async fn list_certificates(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &CertificateQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Certificate>, Fault> {
    use share_certificate::Column;
    let of = |whose: Whose| {
        let mut holders = Query::select();
        holders.column(share_holder::Column::Id).from(share_holder::Entity).cond_where(is_one_of(&[whose]));
        Column::HolderId.in_subquery(holders)
    };
    let wanted = [
        query.scheme.map(|s| Column::SchemeId.eq(s.uuid())),
        query.standing.map(|s| Column::State.eq(s.state().word())),
        query.whose.map(of),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    // A stretch of each one's holder is asked for: a list of all who hold anything is more than PostgreSQL keeps, and was gone through for each certificate.
    let mut held = Query::select();
    held.expr(Expr::val(1))
        .from(share_holding::Entity)
        .and_where(
            Expr::col((share_holding::Entity, share_holding::Column::HolderId))
                .equals((share_certificate::Entity, Column::HolderId)),
        )
        .and_where(share_holding::Column::SharesE4.gt(0))
        .cond_where(holds_on(share_holding::Column::FromOn, share_holding::Column::UntilOn, now.day()))
        .limit(1);
    let held = Expr::SubQuery(None, Box::new(held.into()));
    let wanted = match query.standing {
        Some(CertificateStanding::Valid) => wanted.add(held.is_not_null()),
        Some(CertificateStanding::Ended) => wanted.add(held.is_null()),
        Some(CertificateStanding::Replaced | CertificateStanding::Cancelled) | None => wanted,
    };
    let select = share_certificate::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let found = page(conn, select, page_keys!(share_certificate), listing, now).await?;
    Ok(Page { items: whole(conn, found.items).await?, next: found.next, total: found.total })
}
