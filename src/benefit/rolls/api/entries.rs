//! `/benefit-rolls/{id}/entries`: who benefits by a roll as of any day.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::{RollsParts, shapes::RollView};
use crate::{
    benefit::{
        rolls::{
            model::{EntryQuery, EntryState, ExitReason, NeedClass},
            service::{
                admit::{Admit, EntryTold},
                end::{EndDeparted, EndEntries, VoidEntry},
                exports::EntryTable,
                read::{ShownEntry, list_entries},
                rows::EntryRows,
            },
        },
        shares::{Whose, WhoseTold},
    },
    ground::{
        authority::action,
        kernel::{Day, FileId, HouseholdId, OrganisationId, PersonId, RollEntryId, RollId, Shares},
        wire::{Acting, Caller, Deferring, Done, Exporter, Filter, Lister, PageOf, Plain, Reads, Refused, Writes},
    },
    office::tables::{ImportForm, ImportReply, TableFile, exported, import, mark, template},
};

/// Who benefits by a roll, as what, from which day until which (受益名册条目), masked.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct RollEntryView {
    /// Id.
    id: RollEntryId,
    /// Serial on the roll, never used again.
    serial: i64,
    /// The person, as one of the register.
    person_id: Option<PersonId>,
    /// Or the household.
    household_id: Option<HouseholdId>,
    /// Or the organisation.
    organisation_id: Option<OrganisationId>,
    /// How whoever it is is called: a person's first character and stars, a household's number, an organisation's name.
    name: String,
    /// As what.
    class: NeedClass,
    /// How many units: heads, or the yuan of a stake.
    units: Shares,
    /// The day of the decision.
    decided_on: Day,
    /// Its paper.
    file_id: FileId,
    /// The first day that counts: by need that of the month after, of a stake the day itself.
    from_on: Day,
    /// The first day that counts no longer.
    until_on: Option<Day>,
    /// What it is on the day that was asked for.
    state: EntryState,
    /// Why somebody left.
    exit_reason: Option<ExitReason>,
    /// The day on which that happened.
    exit_on: Option<Day>,
    /// Its paper; none where the register of persons and households says so.
    exit_file_id: Option<FileId>,
    /// Why it never counted.
    void_reason: Option<String>,
    /// Remark.
    note: Option<String>,
}

impl From<&ShownEntry> for RollEntryView {
    fn from(s: &ShownEntry) -> Self {
        let e = &s.entry;
        Self {
            id: e.id,
            serial: e.serial,
            person_id: e.whose.person(),
            household_id: e.whose.household(),
            organisation_id: e.whose.organisation(),
            name: s.name.clone(),
            class: e.class,
            units: Shares::from_scaled(e.units_e4).unwrap_or(Shares::ZERO),
            decided_on: e.admitted_on,
            file_id: e.paper,
            from_on: e.from,
            until_on: e.until(),
            state: e.state_on(s.on),
            exit_reason: e.exit.map(|x| x.reason),
            exit_on: e.exit.map(|x| x.on),
            exit_file_id: e.exit.and_then(|x| x.paper),
            void_reason: e.void_reason.clone(),
            note: e.note.clone(),
        }
    }
}

/// One who is admitted; a person, a household or an organisation, one of the three.
#[derive(Debug, Object)]
pub struct NewRollEntry {
    /// The person, as one of the register.
    person_id: Option<PersonId>,
    /// Or the household.
    household_id: Option<HouseholdId>,
    /// Or the organisation, on a mixed roll of stakes.
    organisation_id: Option<OrganisationId>,
    /// As what.
    class: NeedClass,
    /// By need 1 for a person and so many heads for a household; of a stake the yuan that were put in.
    units: Shares,
    /// The day of the decision; not after today.
    decided_on: Day,
    /// Its paper.
    file_id: FileId,
    /// Remark; never a name.
    note: Option<Plain<200>>,
}

impl From<NewRollEntry> for EntryTold {
    fn from(e: NewRollEntry) -> Self {
        Self {
            whose: WhoseTold { person: e.person_id, household: e.household_id, organisation: e.organisation_id },
            class: e.class,
            units_e4: e.units.scaled(),
            on: e.decided_on,
            paper: e.file_id,
            note: e.note.map(Into::into),
        }
    }
}

/// Who is admitted to a roll.
#[derive(Debug, Object)]
pub struct RollAdmission {
    /// One a beneficiary; all of them or none.
    #[oai(validator(min_items = 1, max_items = 500))]
    entries: Vec<NewRollEntry>,
}

/// Who leaves a roll.
#[derive(Debug, Object)]
pub struct RollExit {
    /// Whose entries: their serials, each once.
    #[oai(validator(min_items = 1, max_items = 500))]
    serials: Vec<i64>,
    /// Why; `closed` is of a roll that is closed.
    reason: ExitReason,
    /// The day on which it happened; not after today.
    on: Day,
    /// The paper.
    file_id: FileId,
}

/// That an entry was wrong from the first.
#[derive(Debug, Object)]
pub struct RollEntryVoiding {
    /// Its serial.
    serial: i64,
    /// Why; never a name.
    reason: Plain<200>,
}

/// Filters of entries.
#[derive(Debug, Object)]
pub struct RollEntryFilter {
    /// What entries are on this day; today where none is named.
    as_of: Option<Day>,
    /// Only those that are so on that day.
    state: Option<EntryState>,
    /// Only of this class.
    class: Option<NeedClass>,
    /// Only this person.
    person_id: Option<PersonId>,
    /// Only this household.
    household_id: Option<HouseholdId>,
    /// Only this organisation.
    organisation_id: Option<OrganisationId>,
}

impl Filter for RollEntryFilter {
    const MARK: &'static str = "list:RollEntryFilter";
}

impl From<&RollEntryFilter> for EntryQuery {
    fn from(f: &RollEntryFilter) -> Self {
        let household = f.household_id.map(Whose::Household);
        let whose = f.person_id.map(Whose::Person).or(household).or(f.organisation_id.map(Whose::Organisation));
        Self { state: f.state, class: f.class, whose }
    }
}

/// Entries of rolls.
pub struct RollEntriesApi(pub RollsParts);

type Moved = Result<Done<RollView>, Refused<Writes>>;

#[OpenApi]
impl RollEntriesApi {
    /// The entries of a roll in their order, as of a day, masked; today where none is named
    #[oai(path = "/benefit-rolls/:id/entries", method = "get", operation_id = "rolls.entry.list")]
    async fn list(
        &self,
        by: Lister<RollEntryFilter>,
        id: Path<RollId>,
    ) -> Result<Json<PageOf<RollEntryView>>, Refused<Reads>> {
        let (parts, of) = ((&self.0.db, &self.0.sealer), (id.0, by.filter.as_of));
        let (wanted, query) = ((&by.holder, &action::ROLL_ENTRY_READ), EntryQuery::from(&by.filter));
        let page = list_entries(parts, wanted, of, query, &by.listing).await?;
        Ok(Json(page.map(|e| RollEntryView::from(&e)).into()))
    }

    /// The entries as a table, as filtered, masked
    #[oai(path = "/benefit-rolls/:id/entries/export", method = "get", operation_id = "rolls.entry.export")]
    async fn export(&self, by: Exporter<RollEntryFilter>, id: Path<RollId>) -> Result<TableFile, Refused<Writes>> {
        let query = EntryQuery::from(&by.filter);
        let (db, sealer, holder) = (self.0.db.clone(), self.0.sealer.clone(), by.takeout.holder.clone());
        let list = EntryTable { db, sealer, holder, of: (id.0, by.filter.as_of), query };
        Ok(exported(by.takeout, &action::ROLL_ENTRY_EXPORT, list).await?)
    }

    /// Import entries of rolls (期初受益名册), each with its true day; what a file does not name stays as it is
    #[oai(path = "/benefit-rolls/imports", method = "post", operation_id = "rolls.entry.import")]
    async fn import(&self, by: Deferring, form: ImportForm) -> Result<ImportReply, Refused<Writes>> {
        import(&self.0.intake, by, form, EntryRows).await
    }

    /// A file of entries back, with what is wrong in each row; nothing is kept
    #[oai(path = "/benefit-rolls/imports/marked", method = "post", operation_id = "rolls.entry.mark_import")]
    async fn mark(&self, by: Caller, form: ImportForm) -> Result<TableFile, Refused<Writes>> {
        Ok(mark(&self.0.intake, by, form, EntryRows).await?)
    }

    /// The template for importing entries of rolls
    #[oai(path = "/benefit-rolls/imports/template", method = "get", operation_id = "rolls.entry.read_template")]
    async fn template(&self, by: Caller) -> Result<TableFile, Refused<Writes>> {
        Ok(template::<EntryRows>(&by)?)
    }

    /// Admit many at once, all of them or none; nobody stands on a roll twice at a time (R73.1)
    #[oai(path = "/benefit-rolls/:id/admit", method = "post", operation_id = "rolls.entry.admit")]
    async fn admit(&self, by: Acting, id: Path<RollId>, body: Json<RollAdmission>) -> Moved {
        let rows = body.0.entries.into_iter().map(Into::into).collect();
        let work = Admit { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone(), rows };
        by.run(&self.0.db, &work, |r| RollView::from(r)).await
    }

    /// End entries alike: by need from the month after, of a stake from the day; what was computed of earlier days stays
    #[oai(path = "/benefit-rolls/:id/end", method = "post", operation_id = "rolls.entry.end")]
    async fn end(&self, by: Acting, id: Path<RollId>, body: Json<RollExit>) -> Moved {
        let (actor, if_match, b) = (by.actor.clone(), by.if_match.clone(), body.0);
        let (serials, reason, on, paper) = (b.serials, b.reason, b.on, b.file_id);
        let work = EndEntries { actor, id: id.0, if_match, serials, reason, on, paper };
        by.run(&self.0.db, &work, |r| RollView::from(r)).await
    }

    /// End the entries of all who died or whose household nobody belongs to any more, as the register of persons and households says
    #[oai(path = "/benefit-rolls/:id/end-departed", method = "post", operation_id = "rolls.entry.end_departed")]
    async fn end_departed(&self, by: Acting, id: Path<RollId>) -> Moved {
        let work = EndDeparted { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone() };
        by.run(&self.0.db, &work, |r| RollView::from(r)).await
    }

    /// Say that an entry was wrong from the first: it never counted, and stays to be read
    #[oai(path = "/benefit-rolls/:id/void-entry", method = "post", operation_id = "rolls.entry.void")]
    async fn void(&self, by: Acting, id: Path<RollId>, body: Json<RollEntryVoiding>) -> Moved {
        let (actor, if_match, b) = (by.actor.clone(), by.if_match.clone(), body.0);
        let work = VoidEntry { actor, id: id.0, if_match, serial: b.serial, reason: b.reason.into() };
        by.run(&self.0.db, &work, |r| RollView::from(r)).await
    }
}
