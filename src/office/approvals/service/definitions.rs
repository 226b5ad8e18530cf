//! Definitions: which one holds, write, publish, retire, read.

use super::{
    super::{
        ApprovalsRefusal, MatterBook,
        model::{Definition, DefinitionState, Matter, NewDefinition},
        store,
    },
    Engine,
};
use crate::{
    ground::{
        authority::{Action, Actor, Holder, Permit, Role, Who, action, denial, unknown},
        kernel::{
            DefinitionId, DenialReason, FieldError, Layer, Refusal, RegionCode, RunId, SubjectKind, SubjectRef,
            Words as _,
        },
        platform::{ConnectionTrait, Db, Fault, Listing, Page, Stop, Tx, Work},
        trail::{Change, Committed, officers_who},
        wire::match_version,
    },
    office::access::holder,
};

/// The definition that holds for a matter in a region: county, prefecture, province, nation, built-in.
pub async fn in_force(tx: &Tx, matter: Matter, region: &RegionCode) -> Result<Definition, Stop> {
    Ok(store::find_in_force(tx.conn(), matter, region).await?.ok_or(ApprovalsRefusal::NoDefinition { matter })?)
}

/// The definition by which a paper goes, as a reader sees it: that of its run, or the one in force where it has none yet.
pub async fn definition_for(
    conn: &impl ConnectionTrait,
    run: Option<RunId>,
    matter: Matter,
    region: &RegionCode,
) -> Result<Definition, Stop> {
    let Some(run) = run else {
        let found = store::find_in_force(conn, matter, region).await?;
        return Ok(found.ok_or(ApprovalsRefusal::NoDefinition { matter })?);
    };
    let gone = || Fault::inconsistent(format!("approval run {run} is gone"));
    let (run, _) = store::find_run(conn, run).await?.ok_or_else(gone)?;
    Ok(store::find_definition(conn, run.definition).await?.ok_or_else(gone)?)
}

fn subject_of(definition: &Definition) -> SubjectRef {
    SubjectRef::new(SubjectKind::ApprovalDefinition, definition.id)
}

fn place_of(definition: &Definition) -> RegionCode {
    definition.region.clone().unwrap_or_else(RegionCode::nation)
}

/// Puts the built-in definitions of this release in place: a changed one becomes a new edition, running papers keep theirs.
pub struct EnsureBuiltIn {
    wanted: NewDefinition,
}

/// Ensures every built-in definition.
pub async fn ensure_built_in(db: &Db, engine: &Engine) -> Result<(), Stop> {
    for book in engine.books() {
        let wanted = book.built_in();
        let editions = store::find_editions(db.unguarded(), wanted.matter, None).await?;
        if editions.first().is_none_or(|newest| newest.body != wanted) {
            match db.write(&EnsureBuiltIn { wanted }).await {
                // Another process of this release was first.
                Err(Stop::Fault(fault)) if fault.is_unique_violation() => {}
                done => done?,
            }
        }
    }
    Ok(())
}

impl Work for EnsureBuiltIn {
    type Record = Committed<()>;

    async fn run(&self, tx: &Tx) -> Result<Committed<()>, Stop> {
        let now = tx.now().await?;
        let editions = store::find_editions(tx.conn(), self.wanted.matter, None).await?;
        let mut changes = Vec::new();
        for before in editions.iter().filter(|d| d.state == DefinitionState::Published) {
            changes.push(retire(tx, before).await?);
        }
        let definition = Definition {
            id: tx.id(now),
            region: None,
            edition: editions.first().map_or(1, |newest| newest.edition + 1),
            state: DefinitionState::Published,
            body: self.wanted.clone(),
            author: None,
            publisher: None,
            layer: Layer::Own,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        store::insert_definition(tx, &definition).await?;
        let made = Change::created(subject_of(&definition), &place_of(&definition), &definition).state("published");
        Ok(Permit::for_job("release", &action::DEFINITION_PUBLISH).commit(made, ()).and(changes))
    }
}

async fn retire(tx: &Tx, before: &Definition) -> Result<Change, Stop> {
    let after = Definition {
        state: DefinitionState::Retired,
        version: before.version + 1,
        updated_at: tx.now().await?,
        ..before.clone()
    };
    store::update_definition(tx, &after, before.version, false).await?;
    let change = Change::changed(subject_of(&after), &place_of(&after), after.version, before, &after);
    Ok(change.state("retired").named(action::DEFINITION_RETIRE.name))
}

/// Refuses a definition that contradicts itself or its matter, every fault named.
fn sane(book: &dyn MatterBook, body: &NewDefinition) -> Result<(), Stop> {
    let deciders: &[Role] = match action::TASK_DECIDE.who {
        Who::Roles(roles) => roles,
        Who::Public | Who::AnyLogin => &[],
    };
    let faults = body.faults(book.facts(), &book.evidence(), deciders);
    if faults.is_empty() {
        return Ok(());
    }
    let errors = faults.into_iter().map(|(pointer, zh, en)| FieldError::new(pointer, "definition", zh, en)).collect();
    Err(Refusal { errors, ..Refusal::from(ApprovalsRefusal::DefinitionFaulty) }.into())
}

/// Writes a new edition, as a draft.
pub struct CreateDefinition {
    /// The books of all areas.
    pub engine: Engine,
    /// Who.
    pub actor: Actor,
    /// Where it is to hold.
    pub region: RegionCode,
    /// What it says.
    pub body: NewDefinition,
}

impl Work for CreateDefinition {
    type Record = Committed<Definition>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Definition>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let permit = holder.permit(&action::DEFINITION_CREATE, &self.region)?;
        sane(self.engine.book(self.body.matter)?, &self.body)?;
        let now = tx.now().await?;
        let editions = store::find_editions(tx.conn(), self.body.matter, Some(&self.region)).await?;
        let definition = Definition {
            id: tx.id(now),
            region: Some(self.region.clone()),
            edition: editions.first().map_or(1, |newest| newest.edition + 1),
            state: DefinitionState::Draft,
            body: self.body.clone(),
            author: self.actor.officer(),
            publisher: None,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        store::insert_definition(tx, &definition).await?;
        Ok(permit
            .commit(Change::created(subject_of(&definition), &self.region, &definition).state("draft"), definition))
    }
}

/// The acts that make one an author of a definition: whoever wrote a draft anew has written it too.
static WRITING: [&Action; 2] = [&action::DEFINITION_CREATE, &action::DEFINITION_CHANGE];

/// What is done to an existing definition.
pub enum DefinitionAct {
    /// A draft is written anew.
    Rewrite(Box<NewDefinition>),
    /// A draft takes effect; the one before it in this region retires. Not by anybody who wrote it.
    Publish,
    /// A published one ends: the next higher region's holds again. Running papers keep theirs.
    Retire,
}

/// Rewrites, publishes or retires a definition.
pub struct ActOnDefinition {
    /// The books of all areas.
    pub engine: Engine,
    /// Who.
    pub actor: Actor,
    /// Which definition.
    pub id: DefinitionId,
    /// The version it was read at.
    pub if_match: String,
    /// What to do.
    pub act: DefinitionAct,
}

impl Work for ActOnDefinition {
    type Record = Committed<Definition>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Definition>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let before = store::lock_definition(tx, self.id).await?.ok_or_else(|| unknown(&action::DEFINITION_READ))?;
        let (wanted, needed) = match self.act {
            DefinitionAct::Rewrite(_) => (&action::DEFINITION_CHANGE, DefinitionState::Draft),
            DefinitionAct::Publish => (&action::DEFINITION_PUBLISH, DefinitionState::Draft),
            DefinitionAct::Retire => (&action::DEFINITION_RETIRE, DefinitionState::Published),
        };
        let place = place_of(&before);
        let permit = holder.permit_on(wanted, subject_of(&before), &place)?;
        match_version(&self.if_match, before.version)?;
        if before.state != needed || before.region.is_none() {
            return Err(ApprovalsRefusal::DefinitionStateIs { state: before.state }.into());
        }
        let stamped = Definition { version: before.version + 1, updated_at: tx.now().await?, ..before.clone() };
        let mut followed = Vec::new();
        let after = match &self.act {
            DefinitionAct::Rewrite(body) => {
                let body = NewDefinition { matter: before.body.matter, ..(**body).clone() };
                sane(self.engine.book(body.matter)?, &body)?;
                Definition { body, ..stamped }
            }
            DefinitionAct::Publish => {
                let authors = officers_who(tx, subject_of(&before), &WRITING).await?;
                if self.actor.officer().is_none_or(|officer| authors.contains(&officer)) {
                    return Err(
                        denial(DenialReason::SecondPerson, wanted, Some(subject_of(&before)), Some(place)).into()
                    );
                }
                let editions = store::find_editions(tx.conn(), before.body.matter, before.region.as_ref()).await?;
                for old in editions.iter().filter(|d| d.state == DefinitionState::Published) {
                    followed.push(retire(tx, old).await?);
                }
                Definition { state: DefinitionState::Published, publisher: self.actor.officer(), ..stamped }
            }
            DefinitionAct::Retire => Definition { state: DefinitionState::Retired, ..stamped },
        };
        store::update_definition(tx, &after, before.version, matches!(self.act, DefinitionAct::Rewrite(_))).await?;
        let change =
            Change::changed(subject_of(&after), &place, after.version, &before, &after).state(after.state.word());
        Ok(permit.commit(change, after).and(followed))
    }
}

/// One definition. Seen from below: a county sees its prefecture's and province's, and the built-in ones.
pub async fn read_definition(db: &Db, holder: &Holder, id: DefinitionId) -> Result<Definition, Stop> {
    let definition = store::find_definition(db.read(), id).await?.ok_or_else(|| unknown(&action::DEFINITION_READ))?;
    let seen = definition
        .region
        .as_ref()
        .is_none_or(|region| holder.grants().iter().any(|g| g.region.covers(region) || region.covers(&g.region)));
    if seen { Ok(definition) } else { Err(unknown(&action::DEFINITION_READ).into()) }
}

/// Definitions in the holder's regions and the built-in ones; those of the regions above are read by id, or as in force.
pub async fn list_definitions(
    db: &Db,
    holder: &Holder,
    matter: Option<Matter>,
    listing: &Listing,
) -> Result<Page<Definition>, Stop> {
    let now = db.now().await?;
    Ok(store::list_definitions(db.read(), &holder.seen(), matter, listing, now).await?)
}
