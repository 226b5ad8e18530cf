//! Rows of definitions, their steps and conditions.

use std::collections::BTreeMap;

use ::entity::{approval_condition, approval_definition, approval_step};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    ground::{
        kernel::{DefinitionId, Instant, RegionCode, Scope, Words as _},
        platform::{
            Fault, Listing, Page, Tx, in_scope, insert, insert_all, lock_if_postgres, page, page_keys,
            update_versioned, word,
        },
    },
    office::approvals::model::{Condition, Definition, DefinitionState, Matter, NewDefinition, Step},
};

fn to_row(d: &Definition) -> approval_definition::Model {
    approval_definition::Model {
        id: d.id.uuid(),
        matter: d.body.matter.word().into(),
        region_code: d.region.as_ref().map(ToString::to_string).unwrap_or_default(),
        edition: d.edition,
        name: d.body.name.clone(),
        state: d.state.word().into(),
        restart_at: d.body.restart_at,
        decisive_evidence: d.body.decisive_evidence.join(" "),
        built_in: d.region.is_none(),
        author_id: d.author.map(|o| o.uuid()),
        publisher_id: d.publisher.map(|o| o.uuid()),
        layer: d.layer.word().into(),
        version: d.version,
        created_at_ms: d.created_at.millis(),
        updated_at_ms: d.updated_at.millis(),
    }
}

fn region(text: &str) -> Result<Option<RegionCode>, Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|()| Fault::inconsistent(format!("region code {text:?}")))
}

fn from_row(row: approval_definition::Model, steps: Vec<Step>) -> Result<Definition, Fault> {
    Ok(Definition {
        id: row.id.into(),
        region: region(&row.region_code)?,
        edition: row.edition,
        state: word(&row.state)?,
        body: NewDefinition {
            matter: word(&row.matter)?,
            name: row.name,
            restart_at: row.restart_at,
            decisive_evidence: row.decisive_evidence.split_whitespace().map(str::to_owned).collect(),
            steps,
        },
        author: row.author_id.map(Into::into),
        publisher: row.publisher_id.map(Into::into),
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

/// Steps and conditions of many definitions, in two queries.
async fn steps_of(conn: &impl ConnectionTrait, ids: &[uuid::Uuid]) -> Result<BTreeMap<uuid::Uuid, Vec<Step>>, Fault> {
    let steps = approval_step::Entity::find()
        .filter(approval_step::Column::DefinitionId.is_in(ids.to_vec()))
        .order_by_asc(approval_step::Column::Position)
        .all(conn)
        .await?;
    let conditions = approval_condition::Entity::find()
        .filter(approval_condition::Column::DefinitionId.is_in(ids.to_vec()))
        .order_by_asc(approval_condition::Column::N)
        .all(conn)
        .await?;
    let mut by_step: BTreeMap<(uuid::Uuid, i32), Vec<Condition>> = BTreeMap::new();
    for row in conditions {
        by_step.entry((row.definition_id, row.position)).or_default().push(Condition {
            fact: row.fact,
            comparison: word(&row.comparison)?,
            other_fact: row.other_fact,
            constant: row.constant,
        });
    }
    let mut by_definition: BTreeMap<uuid::Uuid, Vec<Step>> = BTreeMap::new();
    for row in steps {
        let conditions = by_step.remove(&(row.definition_id, row.position)).unwrap_or_default();
        by_definition.entry(row.definition_id).or_default().push(Step {
            position: row.position,
            name_zh: row.name_zh,
            name_en: row.name_en,
            mode: word(&row.mode)?,
            quorum: row.quorum,
            role: word(&row.role)?,
            seat: word(&row.seat)?,
            limit_days: row.limit_days,
            conditions,
        });
    }
    Ok(by_definition)
}

async fn with_steps(
    conn: &impl ConnectionTrait,
    rows: Vec<approval_definition::Model>,
) -> Result<Vec<Definition>, Fault> {
    let ids: Vec<_> = rows.iter().map(|r| r.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut steps = steps_of(conn, &ids).await?;
    rows.into_iter()
        .map(|row| {
            let own = steps.remove(&row.id).unwrap_or_default();
            from_row(row, own)
        })
        .collect()
}

pub async fn find_definition(conn: &impl ConnectionTrait, id: DefinitionId) -> Result<Option<Definition>, Fault> {
    let row = approval_definition::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(with_steps(conn, row.into_iter().collect()).await?.pop())
}

pub async fn lock_definition(tx: &Tx, id: DefinitionId) -> Result<Option<Definition>, Fault> {
    let row = lock_if_postgres(tx, approval_definition::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(with_steps(tx.conn(), row.into_iter().collect()).await?.pop())
}

/// The published definition nearest to a region: county, prefecture, province, nation, built-in.
pub async fn find_in_force(
    conn: &impl ConnectionTrait,
    matter: Matter,
    region: &RegionCode,
) -> Result<Option<Definition>, Fault> {
    let mut chain: Vec<String> = region.and_above().iter().map(ToString::to_string).collect();
    chain.push(String::new());
    let rows = approval_definition::Entity::find()
        .filter(approval_definition::Column::Matter.eq(matter.word()))
        .filter(approval_definition::Column::State.eq(DefinitionState::Published.word()))
        .filter(approval_definition::Column::RegionCode.is_in(chain.clone()))
        .all(conn)
        .await?;
    let nearest = rows.into_iter().min_by_key(|r| chain.iter().position(|c| *c == r.region_code));
    Ok(with_steps(conn, nearest.into_iter().collect()).await?.pop())
}

/// Every edition of a matter in a region, newest first.
pub async fn find_editions(
    conn: &impl ConnectionTrait,
    matter: Matter,
    region: Option<&RegionCode>,
) -> Result<Vec<Definition>, Fault> {
    let rows = approval_definition::Entity::find()
        .filter(approval_definition::Column::Matter.eq(matter.word()))
        .filter(approval_definition::Column::RegionCode.eq(region.map(RegionCode::as_str).unwrap_or_default()))
        .order_by_desc(approval_definition::Column::Edition)
        .all(conn)
        .await?;
    with_steps(conn, rows).await
}

async fn insert_steps(tx: &Tx, definition: &Definition) -> Result<(), Fault> {
    let id = definition.id.uuid();
    let steps = definition.body.steps.iter().map(|s| approval_step::Model {
        definition_id: id,
        position: s.position,
        name_zh: s.name_zh.clone(),
        name_en: s.name_en.clone(),
        mode: s.mode.word().into(),
        quorum: s.quorum,
        role: s.role.word().into(),
        seat: s.seat.word().into(),
        limit_days: s.limit_days,
    });
    insert_all(tx, steps.collect()).await?;
    let conditions = definition.body.steps.iter().flat_map(|s| {
        s.conditions.iter().zip(1..).map(|(c, n)| approval_condition::Model {
            definition_id: id,
            position: s.position,
            n,
            fact: c.fact.clone(),
            comparison: c.comparison.word().into(),
            other_fact: c.other_fact.clone(),
            constant: c.constant.clone(),
        })
    });
    insert_all(tx, conditions.collect()).await
}

pub async fn insert_definition(tx: &Tx, definition: &Definition) -> Result<(), Fault> {
    insert(tx, to_row(definition)).await?;
    insert_steps(tx, definition).await
}

/// Writes a definition back; its steps only while it is a draft.
pub async fn update_definition(tx: &Tx, definition: &Definition, read_at: i64, with_steps: bool) -> Result<(), Fault> {
    update_versioned(tx, to_row(definition), approval_definition::Column::Version, read_at).await?;
    if with_steps {
        let id = definition.id.uuid();
        approval_condition::Entity::delete_many()
            .filter(approval_condition::Column::DefinitionId.eq(id))
            .exec(tx.conn())
            .await?;
        approval_step::Entity::delete_many().filter(approval_step::Column::DefinitionId.eq(id)).exec(tx.conn()).await?;
        insert_steps(tx, definition).await?;
    }
    Ok(())
}

/// Definitions that hold somewhere in the scope, and the built-in ones, which everybody sees.
pub async fn list_definitions(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    matter: Option<Matter>,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Definition>, Fault> {
    let seen = in_scope(approval_definition::Column::RegionCode, scope);
    let mut select =
        approval_definition::Entity::find().filter(seen.add(approval_definition::Column::BuiltIn.eq(true)));
    if let Some(matter) = matter {
        select = select.filter(approval_definition::Column::Matter.eq(matter.word()));
    }
    let found = page(conn, select, page_keys!(approval_definition), listing, now).await?;
    Ok(Page { items: with_steps(conn, found.items).await?, next: found.next, total: found.total })
}
