//! Persons: create, change, read, search, reveal.

use crate::{
    ground::{
        authority::{Actor, Holder, Permit, action, denial, officer_of, over_quota, unknown},
        kernel::{
            Day, DenialReason, FileId, PersonId, Refusal, RegionCode, SubjectKind, SubjectRef, Words as _, settle,
        },
        platform::{ConnectionTrait, DataKey, Db, Fault, Listing, Page, Sealer, Stop, Tx, Work, sound_alarm},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{
        access::holder,
        files::use_files,
        people::{
            PeopleRefusal,
            model::{IdNumber, KeptPhone, Person, PersonField, PersonName, Phone, Rename, Reveal, Wanted},
            rules::{ID_NUMBER_CHECK, id_number_check},
            store,
        },
        places::region_on,
    },
};

/// How many times an officer may see a person in clear on one civil day.
const REVEALS_A_DAY: i32 = 50;

/// What a caller says of a person; absent fields stay as they are.
#[derive(Debug, Clone, Default)]
pub struct PersonFields {
    /// Name.
    pub name: Option<PersonName>,
    /// Phone.
    pub phone: Option<Phone>,
    /// ID number.
    pub id_number: Option<IdNumber>,
}

impl PersonFields {
    /// R3, and the form of a phone.
    fn check(&self, today: Day) -> Result<(), Stop> {
        if self.phone.as_ref().is_some_and(|phone| !phone.is_well_formed()) {
            return Err(PeopleRefusal::PhoneMalformed.into());
        }
        let verdict = id_number_check(self.id_number.as_ref().map(IdNumber::reveal), today);
        settle(vec![ID_NUMBER_CHECK.judge(today, verdict)], &[])
            .map_err(|refusal| refusal.placed(Some("/id_number")))?;
        Ok(())
    }
}

/// The ID number is the county's already.
pub(super) fn taken(fault: Fault) -> Stop {
    if fault.is_unique_violation() { PeopleRefusal::IdNumberTaken.into() } else { fault.into() }
}

/// Registers a person.
pub struct CreatePerson {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Where.
    pub region: RegionCode,
    /// Name.
    pub name: PersonName,
    /// The rest.
    pub fields: PersonFields,
}

impl Work for CreatePerson {
    type Record = Committed<Person>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Person>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let now = tx.now().await?;
        let permit = holder.permit(&action::PERSON_CREATE, &self.region)?;
        region_on(tx, &self.region, now.day()).await?;
        self.fields.check(now.day())?;
        let person = Person {
            id: tx.id(now),
            region: self.region.clone(),
            name: self.name.clone(),
            phone: self.fields.phone.clone(),
            id_number: self.fields.id_number.clone(),
            rename: None,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        store::insert_person(tx, &self.sealer, &person).await.map_err(taken)?;
        let subject = SubjectRef::new(SubjectKind::Person, person.id);
        Ok(permit.commit(Change::created(subject, &person.region, &person), person))
    }
}

/// Changes a person. What somebody is called, and the ID number, decide whose money it is: another name or number than stands wants a
/// paper, and holds for money once another officer has said the same name and number again.
pub struct ChangePerson {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Whom.
    pub id: PersonId,
    /// The version it was read at.
    pub if_match: String,
    /// What changes.
    pub fields: PersonFields,
    /// The paper that says so.
    pub paper: Option<FileId>,
}

impl ChangePerson {
    /// Whether what stands of name and ID number becomes something else; a number that was missing changes nothing.
    fn renames(&self, before: &Person) -> bool {
        let name = self.fields.name.as_ref().is_some_and(|name| *name != before.name);
        let number = self.fields.id_number.as_ref().zip(before.id_number.as_ref());
        name || number.is_some_and(|(told, stands)| told != stands)
    }

    /// Whether the name is said, and the ID number where there is one.
    const fn says_whole(&self, before: &Person) -> bool {
        self.fields.name.is_some() && (self.fields.id_number.is_some() || before.id_number.is_none())
    }

    /// What is known of the last change of name or number after this one: a new one waits, the one that waits is confirmed by another
    /// officer who says the same again, and anything else leaves it.
    fn rename(&self, before: &Person) -> Result<Option<Rename>, Stop> {
        let wanted = &action::PERSON_CHANGE;
        if self.renames(before) {
            let paper = self.paper.ok_or(PeopleRefusal::RenameWithoutPaper)?;
            let by = officer_of(&self.actor, wanted)?;
            // Whoever takes the place of an officer whose change waits answers for the whole: the first could confirm it otherwise, and
            // nobody else would have said what the first did.
            if before.renamed_alone_by().is_some_and(|first| first != by) && !self.says_whole(before) {
                return Err(PeopleRefusal::RenameOverAnother.into());
            }
            return Ok(Some(Rename { paper, by, confirmed_by: None }));
        }
        let (Some(first), true) = (before.renamed_alone_by(), self.fields.name.is_some()) else {
            return Ok(before.rename);
        };
        let by = officer_of(&self.actor, wanted)?;
        if by == first {
            let subject = SubjectRef::new(SubjectKind::Person, before.id);
            return Err(denial(DenialReason::SecondPerson, wanted, Some(subject), Some(before.region.clone())).into());
        }
        if !self.says_whole(before) {
            return Err(PeopleRefusal::RenameHalfSaid.into());
        }
        Ok(before.rename.map(|rename| Rename { confirmed_by: Some(by), ..rename }))
    }
}

impl Work for ChangePerson {
    type Record = Committed<Person>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Person>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let before = store::lock_person(tx, &self.sealer, self.id).await?;
        let before = before.ok_or_else(|| unknown(&action::PERSON_READ))?;
        let subject = SubjectRef::new(SubjectKind::Person, self.id);
        let permit = holder.permit_on(&action::PERSON_CHANGE, subject, &before.region)?;
        match_version(&self.if_match, before.version)?;
        let now = tx.now().await?;
        if let Some(paper) = self.paper {
            use_files(tx, &holder.seen(), subject, &[paper]).await?;
        }
        self.fields.check(now.day())?;
        let rename = self.rename(&before)?;
        let fields = self.fields.clone();
        let after = Person {
            name: fields.name.unwrap_or_else(|| before.name.clone()),
            phone: fields.phone.or_else(|| before.phone.clone()),
            id_number: fields.id_number.or_else(|| before.id_number.clone()),
            rename,
            layer: before.layer.touched_by(self.actor.layer),
            version: before.version + 1,
            updated_at: now,
            ..before.clone()
        };
        store::update_person(tx, &self.sealer, &after, before.version).await.map_err(taken)?;
        Ok(permit.commit(Change::changed(subject, &after.region, after.version, &before, &after), after))
    }
}

/// Shows fields of a person in clear, and keeps who saw them and why.
pub struct RevealPerson {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Whom.
    pub id: PersonId,
    /// Which fields.
    pub fields: Vec<PersonField>,
    /// Why.
    pub reason: String,
}

impl Work for RevealPerson {
    type Record = Committed<Person>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Person>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let person = store::find_person(tx.conn(), &self.sealer, self.id).await?;
        let person = person.ok_or_else(|| unknown(&action::PERSON_READ))?;
        let whom = SubjectRef::new(SubjectKind::Person, self.id);
        let permit = holder.permit_on(&action::PERSON_REVEAL, whom, &person.region)?;
        let fields: Vec<&str> = self.fields.iter().map(|f| f.word()).collect();
        let (fields, reason) = (fields.join(","), self.reason.clone());
        let seeing = Seeing { permit: &permit, of: whom, region: &person.region, fields, reason };
        let told = note_reveal(tx, seeing).await?;
        Ok(permit.commit(told, person))
    }
}

/// Who is about to see what of somebody in clear, and why.
pub struct Seeing<'a> {
    /// Who, by which right.
    pub permit: &'a Permit,
    /// Of what.
    pub of: SubjectRef,
    /// Where that lies.
    pub region: &'a RegionCode,
    /// Names of the fields, with commas.
    pub fields: String,
    /// Why.
    pub reason: String,
}

/// Counts one look at somebody in clear against the officer's day, and gives the event that tells of it. Whoever wants to look more
/// often than that is denied, which the trail keeps, and an alarm goes off: somebody may be carrying the register away.
pub async fn note_reveal(tx: &Tx, seeing: Seeing<'_>) -> Result<Change, Stop> {
    let Seeing { permit, of, region, fields, reason } = seeing;
    let officer = permit.actor().officer();
    let officer = officer.ok_or_else(|| Fault::inconsistent("a role of people without an officer"))?;
    let now = tx.now().await?;
    let used = i32::try_from(store::reveals_on(tx, officer, now.day()).await?).unwrap_or(REVEALS_A_DAY);
    if used >= REVEALS_A_DAY {
        sound_alarm("reveal_quota", &format!("officer {officer} has seen {used} in clear today and asked for {of}"));
        return Err(over_quota(permit.action(), of, region, (used, REVEALS_A_DAY)).into());
    }
    let reveal = Reveal { id: tx.id(now), of, officer, nth: used + 1, fields, reason };
    // Two at one moment want the same number of the day: the second is refused, so that nobody passes the limit.
    match store::insert_reveal(tx, &reveal, region, now).await {
        Err(fault) if fault.is_unique_violation() => return Err(PeopleRefusal::RevealAtOnce.into()),
        done => done?,
    }
    Ok(Change::created(SubjectRef::new(SubjectKind::PersonReveal, reveal.id), region, &reveal))
}

/// A phone that another area keeps, sealed for its place there.
pub fn keep_phone(key: &DataKey, place: &str, phone: &Phone) -> Result<KeptPhone, Stop> {
    if !phone.is_well_formed() {
        return Err(PeopleRefusal::PhoneMalformed.into());
    }
    Ok(KeptPhone { shown: phone.to_string(), sealed: key.seal(place, phone.reveal().as_bytes())? })
}

/// What was sealed for this place. Whoever calls answers for who will see it.
pub async fn open_phone(
    conn: &impl ConnectionTrait,
    sealer: &Sealer,
    place: &str,
    kept: &KeptPhone,
) -> Result<Phone, Fault> {
    let clear = sealer.open(conn, place, &kept.sealed).await?;
    let text = String::from_utf8(clear).map_err(|_| Fault::inconsistent(format!("{place} is no text")))?;
    Ok(Phone::new(text))
}

/// One person.
pub async fn read_person(db: &Db, sealer: &Sealer, holder: &Holder, id: PersonId) -> Result<Person, Stop> {
    let found = store::find_person(db.read(), sealer, id).await?;
    let person = found.ok_or_else(|| unknown(&action::PERSON_READ))?;
    let _permit = holder.permit_on(&action::PERSON_READ, SubjectRef::new(SubjectKind::Person, id), &person.region)?;
    Ok(person)
}

/// Persons in the holder's regions.
pub async fn list_persons(
    db: &Db,
    sealer: &Sealer,
    holder: &Holder,
    region: Option<&RegionCode>,
    listing: &Listing,
) -> Result<Page<Person>, Stop> {
    let scope = holder.scope_within(&action::PERSON_READ, region)?;
    Ok(store::list_persons(db.read(), sealer, (&scope, None), listing, db.now().await?).await?)
}

/// Persons with exactly this phone or ID number, in a region of one county.
pub async fn search_persons(
    db: &Db,
    sealer: &Sealer,
    holder: &Holder,
    region: &RegionCode,
    by: (Option<Phone>, Option<IdNumber>),
) -> Result<Page<Person>, Stop> {
    let _permit = holder.permit(&action::PERSON_SEARCH, region)?;
    let wanted = match by {
        (Some(phone), None) => Wanted::Phone(phone),
        (None, Some(number)) => Wanted::IdNumber(number),
        _ => return Err(PeopleRefusal::SearchByOne.into()),
    };
    let scope = holder.scope_within(&action::PERSON_SEARCH, Some(region))?;
    let listing = Listing { limit: 100, ..Listing::default() };
    Ok(store::list_persons(db.read(), sealer, (&scope, Some((region, &wanted))), &listing, db.now().await?).await?)
}

/// Persons that a body names, each with its place there: each is registered in the holder's regions. Every one that is not is refused
/// at its place as the area says it; nobody is opened.
pub async fn know_persons(
    tx: &Tx,
    holder: &Holder,
    named: &[(String, PersonId)],
    unknown: impl Into<Refusal>,
) -> Result<(), Stop> {
    if named.is_empty() {
        return Ok(());
    }
    let ids: Vec<PersonId> = named.iter().map(|(_, id)| *id).collect();
    let regions = store::regions_of_persons(tx.conn(), &ids).await?;
    let (seen, unknown) = (holder.seen(), unknown.into());
    let known = |id: &PersonId| regions.get(id).is_some_and(|region| seen.covers(region));
    let wrong = named.iter().filter(|(_, id)| !known(id)).map(|(place, _)| unknown.clone().placed(Some(place)));
    Refusal::joined(wrong).map_or(Ok(()), |refusal| Err(refusal.into()))
}
