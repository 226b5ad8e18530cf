//! The few shapes in which stores write rows, each of which asserts how many rows it touched; and in which checks go over them.

use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityName as _, EntityTrait,
    IdenStatic, IntoActiveModel, Iterable, ModelTrait, QueryFilter, QueryOrder as _, QueryResult, QuerySelect, Select,
    Statement, TryGetable, sea_query::LockType,
};
use uuid::Uuid;

use super::{Engine, Fault, Tx};
use crate::ground::kernel::{Money, RegionCode, Scale, Scaled, Words};

/// Inserts one row.
pub async fn insert<M, A>(tx: &Tx, model: M) -> Result<(), Fault>
where
    M: ModelTrait + IntoActiveModel<A>,
    A: ActiveModelTrait<Entity = M::Entity> + ActiveModelBehavior + Send,
{
    <M::Entity as EntityTrait>::insert(model.into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Has PostgreSQL look rows up by their index in the rest of this transaction, whatever it planned before.
///
/// It has no statistics of rows that the transaction itself wrote, and keeps the plans that it made while a table was empty, those of its
/// own foreign keys among them: it would walk a hundred thousand new rows for every one that refers to one of them.
pub async fn look_up_by_index(tx: &Tx) -> Result<(), Fault> {
    if tx.engine() == Engine::Postgres {
        tx.conn().execute_unprepared("DISCARD PLANS; SET LOCAL enable_seqscan = off").await?;
    }
    Ok(())
}

/// Inserts many whole rows in statements of bounded size.
pub async fn insert_all<M, A>(tx: &Tx, models: Vec<M>) -> Result<(), Fault>
where
    M: ModelTrait + IntoActiveModel<A>,
    A: ActiveModelTrait<Entity = M::Entity> + ActiveModelBehavior + Send,
{
    insert_batches(tx, models.into_iter().map(IntoActiveModel::into_active_model)).await
}

/// Inserts many rows in statements of bounded size. What the first of them leaves to the database, all of them do.
pub async fn insert_rows<A>(tx: &Tx, rows: Vec<A>) -> Result<(), Fault>
where
    A: ActiveModelTrait + ActiveModelBehavior + Send,
{
    insert_batches(tx, rows.into_iter()).await
}

/// The statements are written here: the library makes an expression of each value and moves it time and again, which is much for a file of a
/// hundred thousand rows.
async fn insert_batches<A>(tx: &Tx, rows: impl Iterator<Item = A>) -> Result<(), Fault>
where
    A: ActiveModelTrait + ActiveModelBehavior + Send,
{
    let mut rows = rows.peekable();
    let Some(first) = rows.peek() else { return Ok(()) };
    let columns: Vec<_> =
        <A::Entity as EntityTrait>::Column::iter().filter(|column| !first.get(*column).is_not_set()).collect();
    // SQLite takes 32,766 bound values a statement.
    let batch = (30_000 / columns.len().max(1)).clamp(1, 1000);
    let (mut sql, mut told) = (String::new(), 0);
    while rows.peek().is_some() {
        let (mut values, mut count) = (Vec::with_capacity(batch * columns.len()), 0);
        for mut row in rows.by_ref().take(batch) {
            for column in &columns {
                let value = row.take(*column).into_value();
                values.push(value.ok_or_else(|| Fault::inconsistent("a row that leaves out what others tell"))?);
            }
            if row.is_changed() {
                return Err(Fault::inconsistent("a row that tells what the first leaves out"));
            }
            count += 1;
        }
        if told != count {
            let names: Vec<&str> = columns.iter().map(IdenStatic::as_str).collect();
            sql = insertion(tx.engine(), A::Entity::default().table_name(), &names, count);
            told = count;
        }
        let backend = tx.conn().get_database_backend();
        tx.conn().execute_raw(Statement::from_sql_and_values(backend, sql.as_str(), values)).await?;
    }
    Ok(())
}

/// The statement that inserts so many rows.
fn insertion(engine: Engine, table: &str, columns: &[&str], rows: usize) -> String {
    let row = |row: usize| {
        let place = |n: usize| match engine {
            Engine::Sqlite => "?".to_owned(),
            Engine::Postgres => format!("${}", row * columns.len() + n + 1),
        };
        format!("({})", (0..columns.len()).map(place).collect::<Vec<_>>().join(", "))
    };
    let rows = (0..rows).map(row).collect::<Vec<_>>().join(", ");
    format!("INSERT INTO \"{table}\" (\"{}\") VALUES {rows}", columns.join("\", \""))
}

/// Writes a whole row back over the version it was read at. The caller holds the row's lock and has compared the caller's
/// `If-Match` already, so another count than one is a fault, not a refusal.
pub async fn update_versioned<M, A>(
    tx: &Tx,
    model: M,
    version: <M::Entity as EntityTrait>::Column,
    read_at: i64,
) -> Result<(), Fault>
where
    M: ModelTrait + IntoActiveModel<A>,
    A: ActiveModelTrait<Entity = M::Entity> + ActiveModelBehavior + Send,
{
    let changed = model.into_active_model().reset_all();
    let result = <M::Entity as EntityTrait>::update_many()
        .set(changed.clone())
        .filter(primary_key_is(&changed)?)
        .filter(version.eq(read_at))
        .exec(tx.conn())
        .await?;
    match result.rows_affected {
        1 => Ok(()),
        got => Err(Fault::RowCount { what: std::any::type_name::<M>(), wanted: 1, got }),
    }
}

fn primary_key_is<A: ActiveModelTrait>(row: &A) -> Result<sea_orm::Condition, Fault> {
    use sea_orm::PrimaryKeyToColumn;
    let mut condition = sea_orm::Condition::all();
    for key in <A::Entity as EntityTrait>::PrimaryKey::iter() {
        let column = key.into_column();
        let value = row.get(column).into_value().ok_or_else(|| Fault::inconsistent("a row without its key"))?;
        condition = condition.add(column.eq(value));
    }
    Ok(condition)
}

/// The columns of a row, one after the other.
pub struct InOrder<'a> {
    row: &'a QueryResult,
    at: usize,
}

impl<'a> InOrder<'a> {
    /// From the first.
    pub const fn of(row: &'a QueryResult) -> Self {
        Self { row, at: 0 }
    }

    /// The next one.
    pub fn column<T: TryGetable>(&mut self) -> Result<T, DbErr> {
        let at = self.at;
        self.at += 1;
        self.row.try_get_by_index(at)
    }
}

/// A type `$name` that reads an entity's whole row by the places of its columns. By their names each is looked up, and each that is empty is
/// written into a message that nobody reads: much for wide rows of which half is empty. The fields stand in the order of the entity; a test
/// of the room holds `FIELDS` to it.
macro_rules! read_in_order {
    ($name:ident, $entity:ident { $($field:ident),+ $(,)? }) => {
        /// A row that is read by the places of its columns.
        pub(super) struct $name(pub(super) $entity::Model);

        impl $name {
            /// The columns as they are read.
            #[cfg(test)]
            pub(super) const FIELDS: &[&str] = &[$(stringify!($field)),+];
        }

        impl sea_orm::FromQueryResult for $name {
            fn from_query_result(row: &sea_orm::QueryResult, _prefix: &str) -> Result<Self, sea_orm::DbErr> {
                let mut columns = $crate::ground::platform::InOrder::of(row);
                Ok(Self($entity::Model { $($field: columns.column()?),+ }))
            }
        }
    };
}
pub(crate) use read_in_order;

/// `FOR UPDATE` on PostgreSQL; SQLite's writer already holds the whole file.
#[must_use]
pub fn lock_if_postgres<E: EntityTrait>(tx: &Tx, select: Select<E>) -> Select<E> {
    hold_if_postgres(tx, select, LockType::Update)
}

/// `FOR SHARE` on PostgreSQL: many may hold the row so, and nobody change it meanwhile.
#[must_use]
pub fn share_if_postgres<E: EntityTrait>(tx: &Tx, select: Select<E>) -> Select<E> {
    hold_if_postgres(tx, select, LockType::Share)
}

fn hold_if_postgres<E: EntityTrait>(tx: &Tx, select: Select<E>, lock: LockType) -> Select<E> {
    match tx.engine() {
        Engine::Postgres => select.lock(lock),
        Engine::Sqlite => select,
    }
}

/// The places of so many values in a statement, from this one on: `$2, $3, $4`.
pub fn places(first: usize, count: usize) -> String {
    (first..first + count).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

/// Rows that follow these, as a trace asks for them: of those that `select` chooses the ones of which a column is among the ids, as (that, the other),
/// in this order; one more than `most`, to tell whether there are more.
pub async fn pairs_of<E: EntityTrait>(
    conn: &impl ConnectionTrait,
    select: Select<E>,
    (of, to): (E::Column, E::Column),
    (ids, most): (&[Uuid], u64),
) -> Result<Vec<(Uuid, Uuid)>, Fault> {
    let rows = following(select, (of, to), (ids, most)).columns([of, to]);
    Ok(rows.into_tuple().all(conn).await?)
}

/// The same, each with an amount where it has one.
pub async fn amounts_of<E: EntityTrait>(
    conn: &impl ConnectionTrait,
    select: Select<E>,
    (of, to, amount): (E::Column, E::Column, E::Column),
    asked: (&[Uuid], u64),
) -> Result<Vec<(Uuid, Uuid, Option<Money>)>, Fault> {
    let rows = following(select, (of, to), asked).columns([of, to, amount]);
    let rows: Vec<(Uuid, Uuid, Option<i64>)> = rows.into_tuple().all(conn).await?;
    rows.into_iter().map(|(of, to, fen)| Ok((of, to, fen.map(money_of).transpose()?))).collect()
}

fn following<E: EntityTrait>(
    select: Select<E>,
    (of, to): (E::Column, E::Column),
    (ids, most): (&[Uuid], u64),
) -> Select<E> {
    let chosen = select.filter(of.is_in(ids.iter().copied())).select_only();
    chosen.order_by_asc(of).order_by_asc(to).limit(most + 1)
}

/// Members of a vocabulary as a statement lists them: `'drafted', 'released'`.
pub fn listed<W: Words>(members: &[W]) -> String {
    members.iter().map(|member| format!("'{}'", member.word())).collect::<Vec<_>>().join(", ")
}

/// A stored word as the member it names.
pub fn word<W: Words>(text: &str) -> Result<W, Fault> {
    W::from_word(text).ok_or_else(|| Fault::inconsistent(format!("{} has no word {text:?}", W::NAME)))
}

/// A stored region code.
pub fn region_of(text: &str) -> Result<RegionCode, Fault> {
    text.parse().map_err(|()| Fault::inconsistent(format!("region code {text:?}")))
}

/// Ids after one, in their order, each with its region: how a check goes over a table of which it needs no more.
pub async fn ids_after<E: EntityTrait>(
    conn: &impl ConnectionTrait,
    (id, region): (E::Column, E::Column),
    after: Uuid,
    most: u64,
) -> Result<Vec<(Uuid, RegionCode)>, Fault> {
    let select = E::find().filter(id.gt(after)).order_by_asc(id).limit(most).select_only().columns([id, region]);
    let rows: Vec<(Uuid, String)> = select.into_tuple().all(conn).await?;
    rows.into_iter().map(|(id, region)| Ok((id, region_of(&region)?))).collect()
}

/// A stored amount.
pub fn money_of(fen: i64) -> Result<Money, Fault> {
    Money::from_fen(fen).map_err(|_| Fault::inconsistent(format!("amount of {fen} fen")))
}

/// A stored quantity.
pub fn scaled_of<S: Scale>(units: i64) -> Result<Scaled<S>, Fault> {
    Scaled::from_scaled(units).ok_or_else(|| Fault::inconsistent(format!("{} of {units} units", S::NAME)))
}

/// Turns a row into its tombstone, unless another row refers to it: the row is deleted, so that the database's own foreign keys
/// answer for every area, and written back with its day of deletion. `Ok(false)`: something still refers to it.
pub async fn bury<M, A>(tx: &Tx, tombstone: M) -> Result<bool, Fault>
where
    M: ModelTrait + IntoActiveModel<A>,
    A: ActiveModelTrait<Entity = M::Entity> + ActiveModelBehavior + Send,
{
    let row = tombstone.into_active_model().reset_all();
    let deleted = <M::Entity as EntityTrait>::delete_many().filter(primary_key_is(&row)?).exec(tx.conn()).await;
    match deleted.map_err(Fault::Db) {
        Err(fault) if fault.is_foreign_key_violation() => return Ok(false),
        Err(fault) => return Err(fault),
        Ok(done) if done.rows_affected != 1 => {
            return Err(Fault::RowCount { what: std::any::type_name::<M>(), wanted: 1, got: done.rows_affected });
        }
        Ok(_) => {}
    }
    <M::Entity as EntityTrait>::insert(row).exec_without_returning(tx.conn()).await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::{Engine, insertion};

    #[test]
    fn an_insertion_has_a_place_for_each_value() {
        let sql = |engine| insertion(engine, "t", &["a", "b"], 2);
        assert_eq!(sql(Engine::Postgres), r#"INSERT INTO "t" ("a", "b") VALUES ($1, $2), ($3, $4)"#);
        assert_eq!(sql(Engine::Sqlite), r#"INSERT INTO "t" ("a", "b") VALUES (?, ?), (?, ?)"#);
    }
}
