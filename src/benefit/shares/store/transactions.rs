//! Rows of what happened to shares. They are only ever added.

use std::collections::{HashMap, HashSet};

use ::entity::{share_death_paper, share_entry, share_opening, share_transaction};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _, Statement,
    Value, prelude::Date,
};
use uuid::Uuid;

use super::holdings::{changes_of, holders_by_id};
use crate::{
    benefit::shares::model::{DeathPaper, Entry, Opening, ShareClass, ShareTransaction, TransactionQuery},
    ground::{
        kernel::{
            AnyId, Day, Instant, PersonId, Scope, ShareHolderId, ShareTransactionId, SubjectKind, Words as _, one_form,
        },
        platform::{
            Fault, Listing, Page, Tx, attach_external_ids, in_scope, insert_all, listed, name_subjects, page,
            page_keys, places, region_of, word,
        },
    },
};

fn to_row(t: &ShareTransaction) -> share_transaction::Model {
    share_transaction::Model {
        id: t.id.uuid(),
        number: t.number.clone(),
        scheme_id: t.scheme.uuid(),
        region_code: t.region.to_string(),
        kind: t.kind.word().into(),
        happened_on: t.on.date(),
        file_id: t.paper.map(|f| f.uuid()),
        resolution_id: t.resolution.map(|r| r.uuid()),
        reverses_id: t.reverses.map(|r| r.uuid()),
        note: t.note.clone(),
        recorded_by: t.recorded_by.clone(),
        layer: t.layer.word().into(),
        version: 1,
        created_at_ms: t.created_at.millis(),
        updated_at_ms: t.created_at.millis(),
        death_paper: t.death_paper.as_ref().map(|p| p.number.clone()),
        death_paper_on: t.death_paper.as_ref().map(|p| p.issued_on.date()),
        death_paper_by: t.death_paper.as_ref().map(|p| p.issuer.clone()),
    }
}

fn from_row(row: share_transaction::Model) -> Result<ShareTransaction, Fault> {
    let death_paper = match (row.death_paper, row.death_paper_on, row.death_paper_by) {
        (Some(number), Some(on), Some(issuer)) => Some(DeathPaper { number, issued_on: Day::from_date(on), issuer }),
        _ => None,
    };
    Ok(ShareTransaction {
        id: row.id.into(),
        number: row.number,
        scheme: row.scheme_id.into(),
        region: region_of(&row.region_code)?,
        kind: word(&row.kind)?,
        on: Day::from_date(row.happened_on),
        entries: Vec::new(),
        paper: row.file_id.map(Into::into),
        death_paper,
        resolution: row.resolution_id.map(Into::into),
        reverses: row.reverses_id.map(Into::into),
        reversed_by: None,
        opening: None,
        external_ids: Vec::new(),
        note: row.note,
        recorded_by: row.recorded_by,
        layer: word(&row.layer)?,
        created_at: Instant::from_millis(row.created_at_ms),
    })
}

/// Rows with whom they change, and with what took them back.
async fn whole(
    conn: &impl ConnectionTrait,
    rows: Vec<share_transaction::Model>,
) -> Result<Vec<ShareTransaction>, Fault> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = rows.iter().map(|r| r.id).collect();
    let select = share_entry::Entity::find()
        .filter(share_entry::Column::TransactionId.is_in(ids.iter().copied()))
        .order_by_asc(share_entry::Column::TransactionId)
        .order_by_asc(share_entry::Column::N);
    let entries = select.all(conn).await?;
    let holders = holders_by_id(conn, &entries.iter().map(|e| e.holder_id).collect::<HashSet<_>>()).await?;
    let mut of: HashMap<Uuid, Vec<Entry>> = HashMap::new();
    for row in entries {
        let holder = *holders.get(&row.holder_id).ok_or_else(|| Fault::inconsistent("an entry of nobody"))?;
        let entry = Entry { holder, class: word(&row.class)?, delta_e4: row.delta_e4 };
        of.entry(row.transaction_id).or_default().push(entry);
    }
    let select = share_opening::Entity::find().filter(share_opening::Column::TransactionId.is_in(ids.iter().copied()));
    let mut openings: HashMap<Uuid, Opening> = HashMap::new();
    for row in select.all(conn).await? {
        let opening = Opening { evidence: word(&row.evidence)?, certificate: row.certificate };
        openings.insert(row.transaction_id, opening);
    }
    let reversals = share_transaction::Entity::find()
        .filter(share_transaction::Column::ReversesId.is_in(ids))
        .select_only()
        .column(share_transaction::Column::ReversesId)
        .column(share_transaction::Column::Id);
    let reversals: HashMap<Uuid, Uuid> = reversals.into_tuple::<(Uuid, Uuid)>().all(conn).await?.into_iter().collect();
    let with = |row: share_transaction::Model| {
        let (entries, id) = (of.remove(&row.id).unwrap_or_default(), row.id);
        let reversed_by = reversals.get(&id).copied().map(Into::into);
        Ok(ShareTransaction { entries, reversed_by, opening: openings.remove(&id), ..from_row(row)? })
    };
    let found: Vec<ShareTransaction> = rows.into_iter().map(with).collect::<Result<_, Fault>>()?;
    attach_external_ids(conn, SubjectKind::ShareTransaction, found, |t| (t.id.uuid(), &mut t.external_ids)).await
}

/// Writes transactions with their entries, what proves them and their names elsewhere, in statements of bounded size.
pub async fn insert_transactions(tx: &Tx, all: &[ShareTransaction]) -> Result<(), Fault> {
    insert_all(tx, all.iter().map(to_row).collect()).await?;
    let row = |t: &ShareTransaction, (n, e): (i64, &Entry)| share_entry::Model {
        transaction_id: t.id.uuid(),
        n,
        holder_id: e.holder.id.uuid(),
        class: e.class.word().into(),
        delta_e4: e.delta_e4,
    };
    let entries = all.iter().flat_map(|t| (1..).zip(&t.entries).map(move |entry| row(t, entry)));
    insert_all(tx, entries.collect()).await?;
    let opening = |t: &ShareTransaction| {
        t.opening.as_ref().map(|o| share_opening::Model {
            transaction_id: t.id.uuid(),
            evidence: o.evidence.word().into(),
            certificate: o.certificate.clone(),
        })
    };
    insert_all(tx, all.iter().filter_map(opening).collect()).await?;
    let paper = |t: &ShareTransaction| {
        t.death_paper.as_ref().map(|p| share_death_paper::Model {
            transaction_id: t.id.uuid(),
            number_form: one_form(&p.number),
            issuer_form: one_form(&p.issuer),
        })
    };
    insert_all(tx, all.iter().filter_map(paper).collect()).await?;
    let named = all.iter().flat_map(|t| t.external_ids.iter().map(|e| (t.id.uuid(), e.clone())));
    name_subjects(tx, SubjectKind::ShareTransaction, named.collect()).await
}

/// Transactions by id, in the order of their ids.
pub async fn find_transactions(
    conn: &impl ConnectionTrait,
    ids: &[ShareTransactionId],
) -> Result<Vec<ShareTransaction>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let select = share_transaction::Entity::find()
        .filter(share_transaction::Column::Id.is_in(ids.iter().map(|i| i.uuid())))
        .order_by_asc(share_transaction::Column::Id);
    whole(conn, select.all(conn).await?).await
}

pub async fn find_transaction(
    conn: &impl ConnectionTrait,
    id: ShareTransactionId,
) -> Result<Option<ShareTransaction>, Fault> {
    let row = share_transaction::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(whole(conn, row.into_iter().collect()).await?.pop())
}

/// The number of what took a transaction back.
pub async fn reversal_of(conn: &impl ConnectionTrait, id: ShareTransactionId) -> Result<Option<String>, Fault> {
    let select = share_transaction::Entity::find()
        .filter(share_transaction::Column::ReversesId.eq(id.uuid()))
        .select_only()
        .column(share_transaction::Column::Number);
    Ok(select.into_tuple().one(conn).await?)
}

pub async fn list_transactions(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &TransactionQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<ShareTransaction>, Fault> {
    use share_transaction::Column;
    let wanted = [
        query.scheme.map(|s| Column::SchemeId.eq(s.uuid())),
        query.kind.map(|k| Column::Kind.eq(k.word())),
        query.whose.map(|w| Column::Id.in_subquery(changes_of(w))),
        query.only.map(|id| Column::Id.eq(id.uuid())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = share_transaction::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let found = page(conn, select, page_keys!(share_transaction), listing, now).await?;
    Ok(Page { items: whole(conn, found.items).await?, next: found.next, total: found.total })
}

/// Who inherited of a holder and how many shares of these classes, in ten-thousandths, by inheritances that were not reversed; by serial.
pub async fn heirs_of(
    conn: &impl ConnectionTrait,
    holder: AnyId,
    classes: &[ShareClass],
) -> Result<Vec<(AnyId, u64)>, Fault> {
    let sql = format!(
        "SELECT o.id, CAST(sum(r.delta_e4) AS bigint) AS shares_e4 FROM share_entry g \
           JOIN share_transaction t ON t.id = g.transaction_id AND t.kind = 'inherit' \
           JOIN share_entry r ON r.transaction_id = t.id AND r.class = g.class AND r.delta_e4 > 0 \
           JOIN share_holder o ON o.id = r.holder_id \
          WHERE g.holder_id = $1 AND g.delta_e4 < 0 AND g.class IN ({}) \
            AND NOT EXISTS (SELECT 1 FROM share_transaction v WHERE v.reverses_id = t.id) \
          GROUP BY o.id, o.serial ORDER BY o.serial",
        listed(classes)
    );
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, [holder.uuid().into()]);
    let heir = |row: sea_orm::QueryResult| {
        let (id, shares): (Uuid, i64) = (row.try_get("", "id")?, row.try_get("", "shares_e4")?);
        let shares = u64::try_from(shares).map_err(|_| Fault::inconsistent("shares inherited below nothing"))?;
        Ok((id.into(), shares))
    };
    conn.query_all_raw(statement).await?.into_iter().map(heir).collect()
}

/// The inheritances that stand by which something of these classes went from a holder to heirs.
pub async fn inheritances_of(
    conn: &impl ConnectionTrait,
    holder: AnyId,
    classes: &[ShareClass],
) -> Result<Vec<ShareTransactionId>, Fault> {
    let sql = format!(
        "SELECT DISTINCT t.id FROM share_entry g JOIN share_transaction t ON t.id = g.transaction_id AND t.kind = 'inherit' \
          WHERE g.holder_id = $1 AND g.delta_e4 < 0 AND g.class IN ({}) \
            AND NOT EXISTS (SELECT 1 FROM share_transaction v WHERE v.reverses_id = t.id)",
        listed(classes)
    );
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, [holder.uuid().into()]);
    let mut found = Vec::new();
    for row in conn.query_all_raw(statement).await? {
        let id: Uuid = row.try_get("", "id")?;
        found.push(id.into());
    }
    Ok(found)
}

/// By which transaction each of these holders gave the last of what they had, of those up to a day that stand: its number and day.
pub async fn given_last(
    conn: &impl ConnectionTrait,
    holders: &[ShareHolderId],
    day: Day,
) -> Result<HashMap<ShareHolderId, (String, Day)>, Fault> {
    let mut found = HashMap::new();
    for some in holders.chunks(5_000) {
        let sql = format!(
            "SELECT e.holder_id, t.number, t.happened_on FROM share_entry e JOIN share_transaction t ON t.id = e.transaction_id \
              WHERE e.delta_e4 < 0 AND t.happened_on <= $1 AND e.holder_id IN ({}) \
                AND NOT EXISTS (SELECT 1 FROM share_transaction v WHERE v.reverses_id = t.id) ORDER BY t.happened_on, t.id",
            places(2, some.len())
        );
        let mut values: Vec<Value> = vec![day.date().into()];
        values.extend(some.iter().map(|id| Value::from(id.uuid())));
        let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
        for row in conn.query_all_raw(statement).await? {
            let (holder, number): (Uuid, String) = (row.try_get("", "holder_id")?, row.try_get("", "number")?);
            let on: Date = row.try_get("", "happened_on")?;
            // The later takes the place of the earlier.
            found.insert(ShareHolderId::from(holder), (number, Day::from_date(on)));
        }
    }
    Ok(found)
}

/// Whether an inheritance from somebody else, which stands, was told with this certificate of a death, however that was typed.
pub async fn death_paper_of_another(
    conn: &impl ConnectionTrait,
    paper: &DeathPaper,
    giver: PersonId,
) -> Result<bool, Fault> {
    const SQL: &str = "SELECT 1 AS told FROM share_death_paper p JOIN share_transaction t ON t.id = p.transaction_id \
         WHERE p.number_form = $1 AND p.issuer_form = $2 AND NOT EXISTS (SELECT 1 FROM share_transaction v WHERE v.reverses_id = t.id) \
         AND EXISTS (SELECT 1 FROM share_entry e JOIN share_holder h ON h.id = e.holder_id \
           WHERE e.transaction_id = t.id AND e.delta_e4 < 0 AND (h.person_id IS NULL OR h.person_id <> $3)) LIMIT 1";
    let values = [one_form(&paper.number).into(), one_form(&paper.issuer).into(), giver.uuid().into()];
    let select = Statement::from_sql_and_values(conn.get_database_backend(), SQL, values);
    Ok(conn.query_one_raw(select).await?.is_some())
}
