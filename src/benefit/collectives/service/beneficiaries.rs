//! 登记与终止受益人. Who has benefits of a body without being a member: a list of its own.

use super::{has_come, hold_body};
use crate::{
    benefit::collectives::{
        CollectivesRefusal, DeathDoor,
        model::{Beneficiary, BeneficiaryQuery, Whom},
        store,
    },
    ground::{
        authority::{Actor, Holder, action, unknown},
        kernel::{
            BeneficiaryId, CollectiveId, Day, FileId, HouseholdId, PersonId, RegionCode, SubjectKind, SubjectRef,
        },
        platform::{Db, Fault, Listing, Page, Sealer, Stop, Tx, Work, all_hold},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{
        access::holder,
        files::use_files,
        people::{Person, hold_persons, know_households, know_persons, persons_shown},
    },
};

fn subject_of(beneficiary: &Beneficiary) -> SubjectRef {
    SubjectRef::new(SubjectKind::CollectiveBeneficiary, beneficiary.id)
}

/// A beneficiary as it is shown: with the person, masked, where it is one.
#[derive(Debug, Clone)]
pub struct ShownBeneficiary {
    /// The benefit.
    pub benefit: Beneficiary,
    /// The person.
    pub person: Option<Person>,
}

/// Records that somebody has benefits of a body from a day on.
pub struct RecordBeneficiary {
    /// Who asks.
    pub actor: Actor,
    /// Of which body.
    pub collective: CollectiveId,
    /// The person.
    pub person: Option<PersonId>,
    /// Or the household.
    pub household: Option<HouseholdId>,
    /// By what.
    pub basis: String,
    /// The paper.
    pub paper: FileId,
    /// From which day on; not after today.
    pub from: Day,
    /// Of whom the rooms above know the death.
    pub deaths: &'static dyn DeathDoor,
}

impl RecordBeneficiary {
    /// Nobody benefits from a day on by which he had died.
    async fn lives(&self, tx: &Tx) -> Result<(), Stop> {
        let Some(person) = self.person else { return Ok(()) };
        // Whoever tells of a death meanwhile waits.
        hold_persons(tx, &[person]).await?;
        let died = self.deaths.died(tx, &[person]).await?.get(&person).copied();
        match died.filter(|died_on| *died_on <= self.from) {
            Some(died_on) => Err(CollectivesRefusal::BeneficiaryDied { died_on, from: self.from }.into()),
            None => Ok(()),
        }
    }

    /// Whether the paper is there, and whoever is named lies in the caller's regions.
    async fn hold(&self, tx: &Tx, holder: &Holder, subject: SubjectRef) -> Result<(), Stop> {
        let person: Vec<_> = self.person.map(|id| ("/person_id".to_owned(), id)).into_iter().collect();
        let household: Vec<_> = self.household.map(|id| ("/household_id".to_owned(), id)).into_iter().collect();
        all_hold([
            know_persons(tx, holder, &person, CollectivesRefusal::UnknownPerson).await,
            know_households(tx, holder, &household, CollectivesRefusal::UnknownHousehold).await,
            use_files(tx, &holder.seen(), subject, &[self.paper]).await,
            has_come(tx, self.from, "/from_on").await,
        ])
    }

    fn who(&self) -> Result<Whom, CollectivesRefusal> {
        match (self.person, self.household) {
            (Some(person), None) => Ok(Whom::Person(person)),
            (None, Some(household)) => Ok(Whom::Household(household)),
            _ => Err(CollectivesRefusal::NotNamed),
        }
    }
}

impl Work for RecordBeneficiary {
    type Record = Committed<ShownBeneficiary>;

    async fn run(&self, tx: &Tx) -> Result<Committed<ShownBeneficiary>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let body = hold_body(tx, &holder, self.collective).await?;
        let permit = holder.permit(&action::BENEFICIARY_RECORD, &body.region)?;
        let now = tx.now().await?;
        let id: BeneficiaryId = tx.id(now);
        self.hold(tx, &holder, SubjectRef::new(SubjectKind::CollectiveBeneficiary, id)).await?;
        let who = self.who()?;
        if body.term_on(self.from).is_none() {
            return Err(CollectivesRefusal::NotThen { on: self.from, since: body.since }.into());
        }
        self.lives(tx).await?;
        let known = store::beneficiaries_of(tx, body.id, who).await?;
        if let Some(other) = known.iter().find(|b| b.goes_beyond(self.from)) {
            let until = other.until.map_or_else(|| "—".to_owned(), |day| day.to_string());
            return Err(CollectivesRefusal::Benefits { from: other.from, until }.into());
        }
        let benefit = Beneficiary {
            id,
            collective: body.id,
            region: body.region,
            who,
            basis: self.basis.clone(),
            paper: self.paper,
            from: self.from,
            until: None,
            end_reason: None,
            end_paper: None,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        store::insert_beneficiary(tx, &benefit).await?;
        let change = Change::created(subject_of(&benefit), &benefit.region, &benefit);
        Ok(permit.commit(change, ShownBeneficiary { benefit, person: None }))
    }
}

/// How something that holds from a day on ends.
#[derive(Debug, Clone)]
pub struct Ending {
    /// The first day on which it holds no longer; after its first day, not after today.
    pub until: Day,
    /// Why.
    pub reason: String,
    /// The paper, where there is one.
    pub paper: Option<FileId>,
}

impl Ending {
    /// Whether it fits what holds from this day on and has or has not ended.
    pub(super) fn fits(&self, (from, until): (Day, Option<Day>)) -> Result<(), CollectivesRefusal> {
        match until {
            Some(until) => Err(CollectivesRefusal::Ended { until }),
            None if self.until <= from => Err(CollectivesRefusal::EndsTooEarly { until: self.until, from }),
            None => Ok(()),
        }
    }
}

/// Ends what somebody has of a body.
pub struct EndBeneficiary {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: BeneficiaryId,
    /// The version it was read at.
    pub if_match: String,
    /// How.
    pub ending: Ending,
}

impl Work for EndBeneficiary {
    type Record = Committed<ShownBeneficiary>;

    async fn run(&self, tx: &Tx) -> Result<Committed<ShownBeneficiary>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::BENEFICIARY_END;
        let before = store::lock_beneficiary(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        let ending = &self.ending;
        all_hold([
            use_files(tx, &holder.seen(), subject_of(&before), ending.paper.as_slice()).await,
            has_come(tx, ending.until, "/until_on").await,
        ])?;
        ending.fits((before.from, before.until))?;
        let benefit = Beneficiary {
            until: Some(ending.until),
            end_reason: Some(ending.reason.clone()),
            end_paper: ending.paper,
            version: before.version + 1,
            updated_at: tx.now().await?,
            layer: before.layer.touched_by(self.actor.layer),
            ..before.clone()
        };
        store::update_beneficiary(tx, &benefit, before.version).await?;
        let change = Change::changed(subject_of(&benefit), &benefit.region, benefit.version, &before, &benefit);
        Ok(permit.commit(change, ShownBeneficiary { benefit, person: None }))
    }
}

async fn shown((db, sealer): (&Db, &Sealer), benefits: Vec<Beneficiary>) -> Result<Vec<ShownBeneficiary>, Fault> {
    let ids: Vec<PersonId> = benefits.iter().filter_map(|b| b.who.person()).collect();
    let persons = persons_shown(db.read(), sealer, &ids).await?;
    let show = |benefit: Beneficiary| {
        let person = benefit.who.person().and_then(|id| persons.get(&id).cloned());
        ShownBeneficiary { benefit, person }
    };
    Ok(benefits.into_iter().map(show).collect())
}

/// One beneficiary.
pub async fn read_beneficiary(
    parts: (&Db, &Sealer),
    holder: &Holder,
    id: BeneficiaryId,
) -> Result<ShownBeneficiary, Stop> {
    let wanted = &action::BENEFICIARY_READ;
    let found = store::find_beneficiary(parts.0.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, subject_of(&found), &found.region)?;
    let shown = shown(parts, vec![found]).await?.pop();
    Ok(shown.ok_or_else(|| Fault::inconsistent("a beneficiary that was just read"))?)
}

/// Beneficiaries of bodies in the holder's regions.
pub async fn list_beneficiaries(
    parts: (&Db, &Sealer),
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &BeneficiaryQuery,
    listing: &Listing,
) -> Result<Page<ShownBeneficiary>, Stop> {
    let scope = holder.scope_within(&action::BENEFICIARY_READ, region)?;
    let now = parts.0.now().await?;
    let page = store::list_beneficiaries(parts.0.read(), &scope, query, listing, now).await?;
    Ok(Page { items: shown(parts, page.items).await?, next: page.next, total: page.total })
}
