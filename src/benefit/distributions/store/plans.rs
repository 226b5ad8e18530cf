//! Rows of plans, of the classes that take part or the terms of a roll, of whose part waits, and of the steps that they took.

use std::collections::{BTreeMap, HashMap, HashSet};

use ::entity::{
    distribution, distribution_class, distribution_hold, distribution_step, distribution_term, roll_entry, share_holder,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait as _, QueryFilter, QueryOrder as _,
    QuerySelect as _,
};
use uuid::Uuid;

use crate::{
    benefit::{
        distributions::model::{
            Distribution, DistributionQuery, DistributionState, Gives, Register, Source, Step, StepTold, Term,
        },
        shares::ShareClass,
    },
    ground::{
        kernel::{
            CollectiveId, Day, Digest, DistributionId, Instant, Money, Month, Ppm, ResolutionId, Scope, Words as _,
        },
        platform::{
            Fault, Listing, Page, Tx, count_by_state, in_scope, insert, insert_all, lock_if_postgres, money_of, page,
            page_keys, region_of, update_versioned, word,
        },
    },
};

fn to_row(d: &Distribution) -> distribution::Model {
    distribution::Model {
        id: d.id.uuid(),
        number: d.number.clone(),
        collective_id: d.collective.uuid(),
        region_code: d.region.to_string(),
        scheme_id: d.register.scheme().map(|s| s.uuid()),
        kind: d.kind.word().into(),
        name: d.name.clone(),
        from_month: d.months.0.to_string(),
        to_month: d.months.1.to_string(),
        pool_fen: d.pool.fen(),
        unit_fen: d.unit.map(Money::fen),
        minimum_fen: d.minimum.fen(),
        rounding: d.rounding.word().into(),
        closed_on: d.closed_on.date(),
        closed_file_id: d.closed_paper.uuid(),
        file_id: d.paper.uuid(),
        state: d.state.word().into(),
        resolution_id: d.resolution.map(|r| r.uuid()),
        run_id: d.run.map(|r| r.uuid()),
        phase: d.phase.word().into(),
        edition: d.edition,
        cursor_serial: d.cursor,
        weight_e4: d.weight_e4,
        lines: d.lines,
        lines_fen: d.lines_sum.fen(),
        digest: d.digest.map(|d| d.to_string()),
        posted_on: d.posted_on.map(Day::date),
        posted_digest: d.posted_digest.map(|d| d.to_string()),
        end_reason: d.end_reason.clone(),
        note: d.note.clone(),
        layer: d.layer.word().into(),
        version: d.version,
        created_at_ms: d.created_at.millis(),
        updated_at_ms: d.updated_at.millis(),
        pool_id: d.source.map(|s| s.pool.uuid()),
        pool_year: d.source.map(|s| s.year),
        roll_id: d.register.roll().map(|r| r.uuid()),
        acknowledged: Some(d.acknowledged.join(" ")).filter(|text| !text.is_empty()),
        correction: d.correction.clone(),
        posting_id: d.posting.map(|p| p.uuid()),
    }
}

fn month_of(text: &str) -> Result<Month, Fault> {
    text.parse().map_err(|()| Fault::inconsistent("the month of a distribution"))
}

fn digest_of(text: Option<&String>) -> Result<Option<Digest>, Fault> {
    let parsed = text.map(|t| t.parse().map_err(|()| Fault::inconsistent("the digest of a distribution")));
    parsed.transpose()
}

fn ratio_of(ppm: i64) -> Result<Ppm, Fault> {
    Ppm::from_scaled(ppm).ok_or_else(|| Fault::inconsistent("a ratio of a distribution"))
}

fn term_of(row: &distribution_term::Model) -> Result<Term, Fault> {
    let gives = match (row.unit_fen, row.part_ppm, row.rate_ppm) {
        (Some(unit), None, None) => Gives::Unit(money_of(unit)?),
        (None, Some(part), None) => Gives::Part(ratio_of(part)?),
        (None, None, Some(rate)) => Gives::Rate(ratio_of(rate)?),
        _ => return Err(Fault::inconsistent("a term of a distribution")),
    };
    Ok(Term { class: word(&row.class)?, gives, weight_e4: row.weight_e4 })
}

fn term_row(id: DistributionId, term: &Term) -> distribution_term::Model {
    let (unit_fen, part_ppm, rate_ppm) = match term.gives {
        Gives::Unit(unit) => (Some(unit.fen()), None, None),
        Gives::Part(part) => (None, Some(part.scaled()), None),
        Gives::Rate(rate) => (None, None, Some(rate.scaled())),
    };
    distribution_term::Model {
        distribution_id: id.uuid(),
        class: term.class.word().into(),
        unit_fen,
        part_ppm,
        rate_ppm,
        weight_e4: term.weight_e4,
    }
}

/// Classes of shares and terms of a roll; a plan has one of them.
type Parts = (Vec<ShareClass>, Vec<Term>);

fn from_row(row: distribution::Model, (classes, terms): Parts) -> Result<Distribution, Fault> {
    let register = match (row.scheme_id, row.roll_id) {
        (Some(scheme), None) => Register::Shares { scheme: scheme.into(), classes },
        (None, Some(roll)) => Register::Roll { roll: roll.into(), terms },
        _ => return Err(Fault::inconsistent("a distribution by no register, or by two")),
    };
    let acknowledged = row.acknowledged.unwrap_or_default();
    Ok(Distribution {
        id: row.id.into(),
        number: row.number,
        collective: row.collective_id.into(),
        region: region_of(&row.region_code)?,
        register,
        kind: word(&row.kind)?,
        name: row.name,
        months: (month_of(&row.from_month)?, month_of(&row.to_month)?),
        source: row.pool_id.zip(row.pool_year).map(|(pool, year)| Source { pool: pool.into(), year }),
        pool: money_of(row.pool_fen)?,
        unit: row.unit_fen.map(money_of).transpose()?,
        minimum: money_of(row.minimum_fen)?,
        rounding: word(&row.rounding)?,
        closed_on: Day::from_date(row.closed_on),
        closed_paper: row.closed_file_id.into(),
        paper: row.file_id.into(),
        state: word(&row.state)?,
        resolution: row.resolution_id.map(Into::into),
        run: row.run_id.map(Into::into),
        phase: word(&row.phase)?,
        edition: row.edition,
        cursor: row.cursor_serial,
        weight_e4: row.weight_e4,
        lines: row.lines,
        lines_sum: money_of(row.lines_fen)?,
        digest: digest_of(row.digest.as_ref())?,
        posted_on: row.posted_on.map(Day::from_date),
        posted_digest: digest_of(row.posted_digest.as_ref())?,
        posting: row.posting_id.map(Into::into),
        end_reason: row.end_reason,
        acknowledged: acknowledged.split(' ').filter(|rule| !rule.is_empty()).map(str::to_owned).collect(),
        correction: row.correction,
        note: row.note,
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

/// Rows with the classes that take part, or the terms of their roll.
pub(super) async fn whole(
    conn: &impl ConnectionTrait,
    rows: Vec<distribution::Model>,
) -> Result<Vec<Distribution>, Fault> {
    let of = |by_roll: bool| rows.iter().filter(move |r| r.roll_id.is_some() == by_roll).map(|r| r.id);
    let (mut classes, mut terms): (HashMap<Uuid, Vec<ShareClass>>, HashMap<Uuid, Vec<Term>>) = Default::default();
    if of(false).next().is_some() {
        let select =
            distribution_class::Entity::find().filter(distribution_class::Column::DistributionId.is_in(of(false)));
        for row in select.all(conn).await? {
            classes.entry(row.distribution_id).or_default().push(word(&row.class)?);
        }
    }
    if of(true).next().is_some() {
        let select =
            distribution_term::Entity::find().filter(distribution_term::Column::DistributionId.is_in(of(true)));
        for row in select.all(conn).await? {
            terms.entry(row.distribution_id).or_default().push(term_of(&row)?);
        }
    }
    let with = |row: distribution::Model| {
        let mut parts: Parts = (classes.remove(&row.id).unwrap_or_default(), terms.remove(&row.id).unwrap_or_default());
        parts.0.sort_unstable();
        parts.1.sort_unstable_by_key(|term| term.class);
        from_row(row, parts)
    };
    rows.into_iter().map(with).collect()
}

async fn insert_parts(tx: &Tx, d: &Distribution, waiting: &[(i64, String)]) -> Result<(), Fault> {
    let id = d.id.uuid();
    let class = |c: &ShareClass| distribution_class::Model { distribution_id: id, class: c.word().into() };
    insert_all(tx, d.register.classes().iter().map(class).collect()).await?;
    insert_all(tx, d.register.terms().iter().map(|term| term_row(d.id, term)).collect()).await?;
    let waits = |(serial, reason): &(i64, String)| distribution_hold::Model {
        distribution_id: id,
        serial: *serial,
        reason: reason.clone(),
    };
    insert_all(tx, waiting.iter().map(waits).collect()).await
}

pub async fn insert_distribution(tx: &Tx, d: &Distribution, waiting: &[(i64, String)]) -> Result<(), Fault> {
    insert(tx, to_row(d)).await?;
    insert_parts(tx, d, waiting).await
}

/// Writes the terms of a plan back, with the weights that were counted of them; a plan by shares has none.
pub async fn update_terms(tx: &Tx, d: &Distribution) -> Result<(), Fault> {
    if d.register.terms().is_empty() {
        return Ok(());
    }
    drop_terms(tx, d).await?;
    insert_all(tx, d.register.terms().iter().map(|term| term_row(d.id, term)).collect()).await
}

async fn drop_terms(tx: &Tx, d: &Distribution) -> Result<(), Fault> {
    use distribution_term::Column;
    let gone = distribution_term::Entity::delete_many().filter(Column::DistributionId.eq(d.id.uuid()));
    gone.exec(tx.conn()).await?;
    Ok(())
}

/// Writes a plan back; classes, terms and whose part waits stay.
pub async fn update_distribution(tx: &Tx, d: &Distribution, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(d), distribution::Column::Version, read_at).await
}

/// Puts classes, terms and whose part waits in the place of those that stood there.
pub async fn replace_parts(tx: &Tx, d: &Distribution, waiting: &[(i64, String)]) -> Result<(), Fault> {
    let id = d.id.uuid();
    let classes = distribution_class::Entity::delete_many().filter(distribution_class::Column::DistributionId.eq(id));
    classes.exec(tx.conn()).await?;
    drop_terms(tx, d).await?;
    let waits = distribution_hold::Entity::delete_many().filter(distribution_hold::Column::DistributionId.eq(id));
    waits.exec(tx.conn()).await?;
    insert_parts(tx, d, waiting).await
}

/// Whose part waits, by serial, and why.
pub async fn waiting_of(conn: &impl ConnectionTrait, id: DistributionId) -> Result<Vec<(i64, String)>, Fault> {
    let select = distribution_hold::Entity::find()
        .filter(distribution_hold::Column::DistributionId.eq(id.uuid()))
        .order_by_asc(distribution_hold::Column::Serial);
    Ok(select.all(conn).await?.into_iter().map(|row| (row.serial, row.reason)).collect())
}

/// Those of these serials that nobody has in a register; one of an entry that was voided is nobody's.
pub async fn unknown_serials(
    conn: &impl ConnectionTrait,
    register: &Register,
    serials: &[i64],
) -> Result<Vec<i64>, Fault> {
    if serials.is_empty() {
        return Ok(Vec::new());
    }
    let found: Vec<i64> = match register {
        Register::Shares { scheme, .. } => {
            let select = share_holder::Entity::find()
                .filter(share_holder::Column::SchemeId.eq(scheme.uuid()))
                .filter(share_holder::Column::Serial.is_in(serials.iter().copied()));
            select.select_only().column(share_holder::Column::Serial).into_tuple().all(conn).await?
        }
        Register::Roll { roll, .. } => {
            let select = roll_entry::Entity::find()
                .filter(roll_entry::Column::RollId.eq(roll.uuid()))
                .filter(roll_entry::Column::Void.eq(false))
                .filter(roll_entry::Column::Serial.is_in(serials.iter().copied()));
            select.select_only().column(roll_entry::Column::Serial).into_tuple().all(conn).await?
        }
    };
    Ok(serials.iter().copied().filter(|s| !found.contains(s)).collect())
}

pub async fn find_distribution(conn: &impl ConnectionTrait, id: DistributionId) -> Result<Option<Distribution>, Fault> {
    let row = distribution::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(whole(conn, row.into_iter().collect()).await?.pop())
}

pub async fn lock_distribution(tx: &Tx, id: DistributionId) -> Result<Option<Distribution>, Fault> {
    let row = lock_if_postgres(tx, distribution::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(whole(tx.conn(), row.into_iter().collect()).await?.pop())
}

/// The plans of a body that were not annulled, each with its state.
pub async fn plans_of_body(
    conn: &impl ConnectionTrait,
    body: CollectiveId,
) -> Result<Vec<(Uuid, DistributionState)>, Fault> {
    let select = distribution::Entity::find()
        .filter(distribution::Column::CollectiveId.eq(body.uuid()))
        .filter(distribution::Column::State.ne(DistributionState::Annulled.word()))
        .select_only()
        .columns([distribution::Column::Id, distribution::Column::State]);
    let found: Vec<(Uuid, String)> = select.into_tuple().all(conn).await?;
    found.into_iter().map(|(id, state)| Ok((id, word(&state)?))).collect()
}

/// The number of another plan that stands on a resolution. Whoever calls holds the resolution's body.
pub async fn stands_on(
    conn: &impl ConnectionTrait,
    resolution: ResolutionId,
    but: DistributionId,
) -> Result<Option<String>, Fault> {
    let select = distribution::Entity::find()
        .filter(distribution::Column::ResolutionId.eq(resolution.uuid()))
        .filter(distribution::Column::Id.ne(but.uuid()))
        .select_only()
        .column(distribution::Column::Number);
    Ok(select.into_tuple().one(conn).await?)
}

/// Writes a step behind those that there are. Whoever calls holds the plan.
pub async fn insert_step(tx: &Tx, id: DistributionId, step: &Step) -> Result<(), Fault> {
    let select = distribution_step::Entity::find().filter(distribution_step::Column::DistributionId.eq(id.uuid()));
    let before = select.count(tx.conn()).await?;
    let n = i64::try_from(before).map_err(|_| Fault::inconsistent("more steps than can be counted"))? + 1;
    let row = distribution_step::Model {
        distribution_id: id.uuid(),
        n,
        step: step.told.step.word().into(),
        happened_on: step.told.on.date(),
        file_id: step.told.paper.map(|f| f.uuid()),
        note: step.told.note.clone(),
        recorded_by: step.recorded_by.clone(),
        recorded_at_ms: step.recorded_at.millis(),
    };
    insert_all(tx, vec![row]).await
}

/// The steps of a plan, in their order.
pub async fn steps_of(conn: &impl ConnectionTrait, id: DistributionId) -> Result<Vec<Step>, Fault> {
    let select = distribution_step::Entity::find()
        .filter(distribution_step::Column::DistributionId.eq(id.uuid()))
        .order_by_asc(distribution_step::Column::N);
    let step = |row: distribution_step::Model| {
        let (on, paper) = (Day::from_date(row.happened_on), row.file_id.map(Into::into));
        let told = StepTold { step: word(&row.step)?, on, paper, note: row.note };
        Ok(Step { told, recorded_by: row.recorded_by, recorded_at: Instant::from_millis(row.recorded_at_ms) })
    };
    select.all(conn).await?.into_iter().map(step).collect()
}

/// How many plans are in each state.
pub async fn distributions_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "distribution").await
}

/// Plans in the order of their ids.
pub async fn distributions_after(
    conn: &impl ConnectionTrait,
    after: Uuid,
    most: u64,
) -> Result<Vec<Distribution>, Fault> {
    let select = distribution::Entity::find().filter(distribution::Column::Id.gt(after));
    whole(conn, select.order_by_asc(distribution::Column::Id).limit(most).all(conn).await?).await
}

/// Of which years of these bodies there is a plan that was not annulled.
pub async fn planned_years(
    conn: &impl ConnectionTrait,
    bodies: impl Iterator<Item = CollectiveId>,
) -> Result<HashSet<(CollectiveId, i32)>, Fault> {
    use distribution::Column;
    let bodies: HashSet<Uuid> = bodies.map(|b| b.uuid()).collect();
    if bodies.is_empty() {
        return Ok(HashSet::new());
    }
    let select = distribution::Entity::find()
        .filter(Column::CollectiveId.is_in(bodies))
        .filter(Column::State.ne(DistributionState::Annulled.word()))
        .filter(Column::PoolYear.is_not_null())
        .select_only()
        .column(Column::CollectiveId)
        .column(Column::PoolYear)
        .distinct();
    let rows: Vec<(Uuid, i32)> = select.into_tuple().all(conn).await?;
    Ok(rows.into_iter().map(|(body, year)| (body.into(), year)).collect())
}

pub async fn list_distributions(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &DistributionQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Distribution>, Fault> {
    use distribution::Column;
    let wanted = [
        query.collective.map(|c| Column::CollectiveId.eq(c.uuid())),
        query.roll.map(|r| Column::RollId.eq(r.uuid())),
        query.kind.map(|k| Column::Kind.eq(k.word())),
        query.state.map(|s| Column::State.eq(s.word())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = distribution::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let found = page(conn, select, page_keys!(distribution), listing, now).await?;
    Ok(Page { items: whole(conn, found.items).await?, next: found.next, total: found.total })
}
