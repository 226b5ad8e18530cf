//! Rows of who holds the days of a register.

use std::collections::HashMap;

use ::entity::{distribution, share_hold, share_transaction};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel as _, PaginatorTrait as _, QueryFilter, QueryOrder as _,
    QuerySelect as _, sea_query::OnConflict,
};

use crate::ground::{
    kernel::{Day, ShareSchemeId, SubjectKind, SubjectRef, Wording, Words as _},
    platform::{Fault, Tx, word},
};

/// Writes that a subject holds the days of a scheme until one, that day included, and how many transactions stand on them; in the place of
/// what it held before. Whoever calls holds the scheme.
pub async fn put_hold(tx: &Tx, scheme: ShareSchemeId, until: Day, by: SubjectRef) -> Result<(), Fault> {
    use share_hold::Column;
    let told = share_transaction::Entity::find()
        .filter(share_transaction::Column::SchemeId.eq(scheme.uuid()))
        .filter(share_transaction::Column::HappenedOn.lte(until.date()))
        .count(tx.conn())
        .await?;
    let row = share_hold::Model {
        scheme_id: scheme.uuid(),
        subject_kind: by.kind.word().into(),
        subject_id: by.id,
        until_on: until.date(),
        transactions: i64::try_from(told).map_err(|_| Fault::inconsistent("more transactions than can be counted"))?,
    };
    let anew = OnConflict::columns([Column::SchemeId, Column::SubjectKind, Column::SubjectId])
        .update_columns([Column::UntilOn, Column::Transactions])
        .to_owned();
    share_hold::Entity::insert(row.into_active_model()).on_conflict(anew).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Takes away what a subject holds of a scheme.
pub async fn remove_hold(tx: &Tx, scheme: ShareSchemeId, by: SubjectRef) -> Result<(), Fault> {
    let key = (scheme.uuid(), by.kind.word().to_owned(), by.id);
    let done = share_hold::Entity::delete_by_id(key).exec(tx.conn()).await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(Fault::inconsistent("days of shares that nobody holds")) }
}

/// Until which day the days of these schemes are held, and by whom, in one query.
pub async fn longest_holds(
    conn: &impl ConnectionTrait,
    schemes: &[ShareSchemeId],
) -> Result<HashMap<ShareSchemeId, (SubjectRef, Day)>, Fault> {
    use share_hold::Column;
    let select = share_hold::Entity::find()
        .filter(Column::SchemeId.is_in(schemes.iter().map(|s| s.uuid())))
        .order_by_asc(Column::UntilOn)
        .order_by_desc(Column::SubjectId);
    let rows = select.all(conn).await?;
    rows.iter().map(|row| held_by(row).map(|held| (row.scheme_id.into(), held))).collect()
}

fn held_by(row: &share_hold::Model) -> Result<(SubjectRef, Day), Fault> {
    let subject = SubjectRef { kind: word(&row.subject_kind)?, id: row.subject_id };
    Ok((subject, Day::from_date(row.until_on)))
}

/// Who holds a day of a scheme, and until which one: of several the one that holds the most.
pub async fn hold_of(
    conn: &impl ConnectionTrait,
    scheme: ShareSchemeId,
    day: Day,
) -> Result<Option<(SubjectRef, Day)>, Fault> {
    use share_hold::Column;
    let select = share_hold::Entity::find()
        .filter(Column::SchemeId.eq(scheme.uuid()))
        .filter(Column::UntilOn.gte(day.date()))
        .order_by_desc(Column::UntilOn)
        .order_by_asc(Column::SubjectId);
    select.one(conn).await?.as_ref().map(held_by).transpose()
}

/// Who holds days of a register, as a refusal tells it: a plan of distribution, which is made above, by its number.
pub async fn holder_said(conn: &impl ConnectionTrait, by: SubjectRef) -> Result<Wording, Fault> {
    if by.kind != SubjectKind::Distribution {
        return Ok(by.said());
    }
    let select = distribution::Entity::find_by_id(by.id).select_only().column(distribution::Column::Number);
    let number: Option<String> = select.into_tuple().one(conn).await?;
    Ok(number.map_or_else(|| by.said(), |number| by.said_as(&number)))
}
