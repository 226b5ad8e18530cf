//! Rows of what stands on resolutions.

use std::collections::HashMap;

use ::entity::resolution_use;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _};

use crate::ground::{
    kernel::{ResolutionId, SubjectRef, Words as _},
    platform::{Fault, Tx, insert, word},
};

pub async fn insert_use(tx: &Tx, id: ResolutionId, subject: SubjectRef) -> Result<(), Fault> {
    let row = resolution_use::Model {
        resolution_id: id.uuid(),
        subject_kind: subject.kind.word().into(),
        subject_id: subject.id,
    };
    insert(tx, row).await
}

pub async fn remove_use(tx: &Tx, id: ResolutionId, subject: SubjectRef) -> Result<(), Fault> {
    let key = (id.uuid(), subject.kind.word().to_owned(), subject.id);
    let done = resolution_use::Entity::delete_by_id(key).exec(tx.conn()).await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(Fault::inconsistent("what stood on a resolution")) }
}

/// What stands on these resolutions, in one query.
pub async fn uses_of(
    conn: &impl ConnectionTrait,
    ids: &[ResolutionId],
) -> Result<HashMap<ResolutionId, Vec<SubjectRef>>, Fault> {
    use resolution_use::Column;
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let select = resolution_use::Entity::find()
        .filter(Column::ResolutionId.is_in(ids.iter().map(|i| i.uuid())))
        .order_by_asc(Column::SubjectKind)
        .order_by_asc(Column::SubjectId);
    let mut uses: HashMap<ResolutionId, Vec<SubjectRef>> = HashMap::new();
    for row in select.all(conn).await? {
        let subject = SubjectRef { kind: word(&row.subject_kind)?, id: row.subject_id };
        uses.entry(row.resolution_id.into()).or_default().push(subject);
    }
    Ok(uses)
}
