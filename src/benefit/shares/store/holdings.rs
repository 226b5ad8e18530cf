//! Rows of holders, and of how many shares they have from day to day.

use std::collections::{BTreeMap, HashMap, HashSet};

use ::entity::{share_entry, share_holder, share_holding, share_scheme, share_transaction};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder as _,
    QuerySelect as _,
    prelude::Date,
    sea_query::{Expr, ExprTrait as _, Query, SimpleExpr},
};
use uuid::Uuid;

use crate::{
    benefit::shares::model::{
        HolderKind, Holding, HoldingQuery, Line, SchemeState, ShareClass, ShareHolder, SharesByClass, Stretch, Whose,
    },
    ground::{
        kernel::{AnyId, Day, Instant, ShareHolderId, ShareSchemeId, Words as _},
        platform::{Fault, Listing, Page, PageKeys, Tx, holds_on, insert_all, page, scaled_of, word},
    },
};

/// Stretches that hold on a day.
fn holding_on(day: Day) -> Condition {
    holds_on(share_holding::Column::FromOn, share_holding::Column::UntilOn, day)
}

/// What somebody has of a class.
pub type Lines = BTreeMap<(ShareHolderId, ShareClass), Line>;

pub fn holder_of(row: &share_holder::Model) -> Result<ShareHolder, Fault> {
    let whose =
        Whose::of(row.person_id.map(Into::into), row.household_id.map(Into::into), row.organisation_id.map(Into::into));
    let whose = whose.ok_or_else(|| Fault::inconsistent("a holder who is none, or several"))?;
    Ok(ShareHolder { id: row.id.into(), scheme: row.scheme_id.into(), serial: row.serial, whose })
}

/// One of these people, households or organisations.
pub fn is_one_of(whose: &[Whose]) -> Condition {
    use share_holder::Column;
    let ids = |of: fn(Whose) -> Option<Uuid>| whose.iter().filter_map(move |w| of(*w)).collect::<Vec<_>>();
    let sorts: [(Column, Vec<Uuid>); 3] = [
        (Column::PersonId, ids(|w| w.person().map(|p| p.uuid()))),
        (Column::HouseholdId, ids(|w| w.household().map(|h| h.uuid()))),
        (Column::OrganisationId, ids(|w| w.organisation().map(|o| o.uuid()))),
    ];
    let named = sorts.into_iter().filter(|(_, ids)| !ids.is_empty());
    named.fold(Condition::any(), |any, (column, ids)| any.add(column.is_in(ids)))
}

/// Which of these stand in the register of a scheme, in one query.
pub async fn holders_of(
    conn: &impl ConnectionTrait,
    scheme: ShareSchemeId,
    whose: &[Whose],
) -> Result<HashMap<Whose, ShareHolder>, Fault> {
    if whose.is_empty() {
        return Ok(HashMap::new());
    }
    let select =
        share_holder::Entity::find().filter(share_holder::Column::SchemeId.eq(scheme.uuid())).filter(is_one_of(whose));
    let rows = select.all(conn).await?;
    rows.iter().map(|row| holder_of(row).map(|h| (h.whose, h))).collect()
}

/// Who stands in the registers of these schemes and is one of these, or has one of these serials, in one query.
pub async fn holders_among(
    conn: &impl ConnectionTrait,
    schemes: &[ShareSchemeId],
    (whose, serials): (&[Whose], &[i64]),
) -> Result<Vec<ShareHolder>, Fault> {
    let wanted = is_one_of(whose).add(share_holder::Column::Serial.is_in(serials.iter().copied()));
    let select = share_holder::Entity::find()
        .filter(share_holder::Column::SchemeId.is_in(schemes.iter().map(|s| s.uuid())))
        .filter(wanted);
    select.all(conn).await?.iter().map(holder_of).collect()
}

/// Holders by id.
pub async fn holders_by_id(
    conn: &impl ConnectionTrait,
    ids: &HashSet<Uuid>,
) -> Result<HashMap<Uuid, ShareHolder>, Fault> {
    let select = share_holder::Entity::find().filter(share_holder::Column::Id.is_in(ids.iter().copied()));
    let rows = select.all(conn).await?;
    rows.iter().map(|row| holder_of(row).map(|h| (row.id, h))).collect()
}

/// Which holders these persons, households or organisations are, as (who, holder) in the order of who: at most so many.
pub async fn holders_being(
    conn: &impl ConnectionTrait,
    kind: HolderKind,
    ids: &[Uuid],
    most: u64,
) -> Result<Vec<(Uuid, Uuid)>, Fault> {
    use share_holder::Column;
    let who = match kind {
        HolderKind::Person => Column::PersonId,
        HolderKind::Household => Column::HouseholdId,
        HolderKind::Organisation => Column::OrganisationId,
    };
    let select = share_holder::Entity::find()
        .filter(who.is_in(ids.iter().copied()))
        .select_only()
        .columns([who, Column::Id])
        .order_by_asc(who)
        .order_by_asc(Column::Id)
        .limit(most);
    Ok(select.into_tuple().all(conn).await?)
}

/// The highest serial in a register; none in one that nobody stands in.
pub async fn highest_serial(conn: &impl ConnectionTrait, scheme: ShareSchemeId) -> Result<i64, Fault> {
    let select = share_holder::Entity::find()
        .filter(share_holder::Column::SchemeId.eq(scheme.uuid()))
        .select_only()
        .column(share_holder::Column::Serial)
        .order_by_desc(share_holder::Column::Serial);
    let highest: Option<i64> = select.into_tuple().one(conn).await?;
    Ok(highest.unwrap_or(0))
}

pub async fn insert_holders(tx: &Tx, holders: &[ShareHolder]) -> Result<(), Fault> {
    let row = |h: &ShareHolder| share_holder::Model {
        id: h.id.uuid(),
        scheme_id: h.scheme.uuid(),
        serial: h.serial,
        person_id: h.whose.person().map(|p| p.uuid()),
        household_id: h.whose.household().map(|p| p.uuid()),
        organisation_id: h.whose.organisation().map(|p| p.uuid()),
    };
    insert_all(tx, holders.iter().map(row).collect()).await
}

fn stretch_of(row: &share_holding::Model) -> Result<Stretch, Fault> {
    Ok(Stretch {
        from: Day::from_date(row.from_on),
        until: row.until_on.map(Day::from_date),
        shares: scaled_of(row.shares_e4)?,
    })
}

/// What these holders have of every class from day to day, in one query. Whoever changes it holds the scheme.
pub async fn lines_of(conn: &impl ConnectionTrait, holders: &[ShareHolderId]) -> Result<Lines, Fault> {
    if holders.is_empty() {
        return Ok(Lines::new());
    }
    let select =
        share_holding::Entity::find().filter(share_holding::Column::HolderId.is_in(holders.iter().map(|h| h.uuid())));
    let mut found: BTreeMap<_, Vec<Stretch>> = BTreeMap::new();
    for row in select.all(conn).await? {
        let key = (row.holder_id.into(), word(&row.class)?);
        found.entry(key).or_default().push(stretch_of(&row)?);
    }
    Ok(found.into_iter().map(|(key, stretches)| (key, Line::of(stretches))).collect())
}

/// Puts these lines in the place of what their holders had of their classes.
pub async fn rewrite_lines(tx: &Tx, lines: &Lines) -> Result<(), Fault> {
    use share_holding::Column;
    for (class, ..) in ShareClass::ALL {
        let holders: Vec<Uuid> = lines.keys().filter(|(_, of)| of == class).map(|(holder, _)| holder.uuid()).collect();
        for some in holders.chunks(1000) {
            share_holding::Entity::delete_many()
                .filter(Column::Class.eq(class.word()))
                .filter(Column::HolderId.is_in(some.iter().copied()))
                .exec(tx.conn())
                .await?;
        }
    }
    let row = |(holder, class): &(ShareHolderId, ShareClass), s: &Stretch| share_holding::Model {
        holder_id: holder.uuid(),
        class: class.word().into(),
        from_on: s.from.date(),
        until_on: s.until.map(Day::date),
        shares_e4: s.shares.scaled(),
    };
    let rows = lines.iter().flat_map(|(key, line)| line.stretches().iter().map(move |s| row(key, s)));
    insert_all(tx, rows.collect()).await
}

/// The last day on which something happens to the shares of a scheme.
pub async fn last_change(conn: &impl ConnectionTrait, scheme: ShareSchemeId) -> Result<Option<Day>, Fault> {
    let select = share_transaction::Entity::find()
        .filter(share_transaction::Column::SchemeId.eq(scheme.uuid()))
        .order_by_desc(share_transaction::Column::HappenedOn)
        .select_only()
        .column(share_transaction::Column::HappenedOn);
    let found: Option<Date> = select.into_tuple().one(conn).await?;
    Ok(found.map(Day::from_date))
}

/// How many shares of a class are held on a day, and by how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromQueryResult)]
pub struct Held {
    /// In ten-thousandths.
    pub shares_e4: i64,
    /// How many holders.
    pub holders: i64,
}

/// What is held of each class of a scheme on a day, and by how many in all, each in one query.
pub struct Standing {
    /// By class.
    pub classes: BTreeMap<ShareClass, Held>,
    /// Holders of any class.
    pub holders: i64,
}

pub async fn standing_on(conn: &impl ConnectionTrait, scheme: ShareSchemeId, day: Day) -> Result<Standing, Fault> {
    use share_holding::Column;
    let mut inside = Query::select();
    inside
        .column(share_holder::Column::Id)
        .from(share_holder::Entity)
        .and_where(share_holder::Column::SchemeId.eq(scheme.uuid()));
    let held = || {
        share_holding::Entity::find()
            .filter(Column::HolderId.in_subquery(inside.clone()))
            .filter(holding_on(day))
            .select_only()
    };
    let whole = |sum: SimpleExpr| sum.cast_as("bigint");
    let sums = held()
        .column(Column::Class)
        .expr_as(whole(Column::SharesE4.sum()), "shares_e4")
        .expr_as(Column::HolderId.count(), "holders")
        .group_by(Column::Class);
    let sums: Vec<(String, i64, i64)> = sums.into_tuple().all(conn).await?;
    let of = |(class, shares_e4, holders): (String, i64, i64)| Ok((word(&class)?, Held { shares_e4, holders }));
    let holders = held().expr_as(Expr::col(Column::HolderId).count_distinct(), "holders");
    let holders: Option<i64> = holders.into_tuple().one(conn).await?;
    Ok(Standing { classes: sums.into_iter().map(of).collect::<Result<_, Fault>>()?, holders: holders.unwrap_or(0) })
}

/// Holders with what they have on a day, in one query more.
async fn with_shares(conn: &impl ConnectionTrait, holders: Vec<ShareHolder>, day: Day) -> Result<Vec<Holding>, Fault> {
    if holders.is_empty() {
        return Ok(Vec::new());
    }
    let select = share_holding::Entity::find()
        .filter(share_holding::Column::HolderId.is_in(holders.iter().map(|h| h.id.uuid())))
        .filter(holding_on(day));
    let mut found: HashMap<Uuid, SharesByClass> = HashMap::new();
    for row in select.all(conn).await? {
        found.entry(row.holder_id).or_default().insert(word(&row.class)?, scaled_of(row.shares_e4)?);
    }
    let with = |holder: ShareHolder| Holding { holder, shares: found.remove(&holder.id.uuid()).unwrap_or_default() };
    Ok(holders.into_iter().map(with).collect())
}

/// What one holder has on a day.
pub async fn holding_of(conn: &impl ConnectionTrait, holder: ShareHolder, day: Day) -> Result<Holding, Fault> {
    let found = with_shares(conn, vec![holder], day).await?.pop();
    found.ok_or_else(|| Fault::inconsistent("one holder has one holding"))
}

/// Holders of any register in the order of their ids, a bounded number at a time, with what they have on a day.
pub async fn holders_after(
    conn: &impl ConnectionTrait,
    (after, most): (Uuid, u64),
    day: Day,
) -> Result<Vec<Holding>, Fault> {
    let select = share_holder::Entity::find()
        .filter(share_holder::Column::Id.gt(after))
        .order_by_asc(share_holder::Column::Id)
        .limit(most);
    let holders = select.all(conn).await?.iter().map(holder_of).collect::<Result<_, _>>()?;
    with_shares(conn, holders, day).await
}

/// Holders of a scheme who have something on a day. Of each the first stretch is asked for, and not whether any exists: PostgreSQL would join that, and
/// go through the holdings of every register from the end of them all to where the page begins.
fn having(scheme: ShareSchemeId, query: HoldingQuery, day: Day) -> sea_orm::Select<share_holder::Entity> {
    let mut held = Query::select();
    held.expr(Expr::val(1))
        .from(share_holding::Entity)
        .and_where(
            Expr::col((share_holding::Entity, share_holding::Column::HolderId))
                .equals((share_holder::Entity, share_holder::Column::Id)),
        )
        .cond_where(holding_on(day));
    if let Some(class) = query.class {
        held.and_where(share_holding::Column::Class.eq(class.word()));
    }
    held.limit(1);
    let select = share_holder::Entity::find()
        .filter(share_holder::Column::SchemeId.eq(scheme.uuid()))
        .filter(Expr::SubQuery(None, Box::new(held.into())).is_not_null());
    match query.whose {
        Some(whose) => select.filter(is_one_of(&[whose])),
        None => select,
    }
}

/// Who has something of a scheme on a day, and what, in the order of the register.
pub async fn list_holdings(
    conn: &impl ConnectionTrait,
    (scheme, day): (ShareSchemeId, Day),
    query: HoldingQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Holding>, Fault> {
    let keys = PageKeys::<share_holder::Entity> {
        id: share_holder::Column::Id,
        updated: None,
        deleted: None,
        of: |row| (0, row.id),
    };
    let found = page(conn, having(scheme, query, day), keys, listing, now).await?;
    let holders = found.items.iter().map(holder_of).collect::<Result<_, _>>()?;
    Ok(Page { items: with_shares(conn, holders, day).await?, next: found.next, total: found.total })
}

/// Which transactions change what one has.
pub fn changes_of(whose: Whose) -> sea_orm::sea_query::SelectStatement {
    let mut holders = Query::select();
    holders.column(share_holder::Column::Id).from(share_holder::Entity).cond_where(is_one_of(&[whose]));
    let mut of = Query::select();
    of.column(share_entry::Column::TransactionId)
        .from(share_entry::Entity)
        .and_where(share_entry::Column::HolderId.in_subquery(holders));
    of
}

/// Whether a holder has shares of any class, from any day on without an end, by a scheme that has none either: nobody inherits of one that ended.
pub async fn holds_shares(conn: &impl ConnectionTrait, holder: AnyId) -> Result<bool, Fault> {
    let mut ended = Query::select();
    ended
        .column((share_holder::Entity, share_holder::Column::Id))
        .from(share_holder::Entity)
        .inner_join(
            share_scheme::Entity,
            Expr::col((share_scheme::Entity, share_scheme::Column::Id))
                .equals((share_holder::Entity, share_holder::Column::SchemeId)),
        )
        // Of this holder alone: those of all registers that ended may be a million.
        .and_where(Expr::col((share_holder::Entity, share_holder::Column::Id)).eq(holder.uuid()))
        .and_where(Expr::col((share_scheme::Entity, share_scheme::Column::State)).eq(SchemeState::Closed.word()));
    let select = share_holding::Entity::find()
        .filter(share_holding::Column::HolderId.eq(holder.uuid()))
        .filter(share_holding::Column::UntilOn.is_null())
        .filter(share_holding::Column::HolderId.not_in_subquery(ended));
    Ok(select.one(conn).await?.is_some())
}
