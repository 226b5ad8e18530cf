//! `/people`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::PeopleParts;
use crate::{
    ground::{
        authority::action,
        kernel::{FileId, Instant, Layer, OfficerId, PersonId, RegionCode},
        wire::{
            Caller, Changing, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused,
            Text, Writes, resource, wire_words,
        },
    },
    office::people::{
        model::{IdNumber, Person, PersonField, PersonName, Phone},
        service::{
            exports::Persons,
            persons::{
                ChangePerson, CreatePerson, PersonFields, RevealPerson, list_persons, read_person, search_persons,
            },
        },
    },
    office::tables::{TableFile, given_out},
};

wire_words!(PersonField);

/// A person, masked.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PersonView {
    /// Id.
    pub id: PersonId,
    /// Version, for `If-Match`.
    pub etag: String,
    /// Where the person is registered.
    pub region_code: RegionCode,
    /// Name: its first character and stars.
    pub name: String,
    /// Phone: its last four digits.
    pub phone: Option<String>,
    /// ID number: its first three and last four characters.
    pub id_number: Option<String>,
    /// The paper of the last change of name or ID number.
    pub rename_file_id: Option<FileId>,
    /// Who made that change.
    pub renamed_by: Option<OfficerId>,
    /// Who else confirmed it; until then nothing is paid into an account of the person.
    pub rename_confirmed_by: Option<OfficerId>,
    /// `sample` in a demonstration.
    pub layer: Layer,
    /// When it came into being.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Instant,
}
resource!(PersonView, "/people");

impl From<&Person> for PersonView {
    fn from(p: &Person) -> Self {
        Self {
            id: p.id,
            etag: p.version.to_string(),
            region_code: p.region.clone(),
            name: p.name.to_string(),
            phone: p.phone.as_ref().map(ToString::to_string),
            id_number: p.id_number.as_ref().map(ToString::to_string),
            rename_file_id: p.rename.map(|r| r.paper),
            renamed_by: p.rename.map(|r| r.by),
            rename_confirmed_by: p.rename.and_then(|r| r.confirmed_by),
            layer: p.layer,
            created_at: p.created_at,
            updated_at: p.updated_at,
        }
    }
}

/// A new person.
#[derive(Object)]
pub struct NewPerson {
    /// Where.
    region_code: RegionCode,
    /// Name.
    name: Text<60>,
    /// Phone: 7 to 12 digits.
    phone: Option<Text<32>>,
    /// ID number of GB 11643.
    id_number: Option<Text<32>>,
}

/// Changes of a person; what is absent stays.
#[derive(Object)]
pub struct PersonPatch {
    /// Name. Another than stands waits until another officer sends the same name, with the ID number where there is one.
    name: Option<Text<60>>,
    /// Phone: 7 to 12 digits.
    phone: Option<Text<32>>,
    /// ID number of GB 11643. Another than stands waits as a name does.
    id_number: Option<Text<32>>,
    /// The paper of another name or ID number than stands.
    file_id: Option<FileId>,
}

/// By what a person is looked for: a phone or an ID number, whole.
#[derive(Object)]
pub struct PersonSearch {
    /// In this region, of one county.
    region_code: RegionCode,
    /// Phone.
    phone: Option<Text<32>>,
    /// ID number.
    id_number: Option<Text<32>>,
}

/// What is to be seen in clear, and why.
#[derive(Debug, Object)]
pub struct NewReveal {
    /// Which fields.
    #[oai(validator(min_items = 1, max_items = 3))]
    fields: Vec<PersonField>,
    /// Why.
    reason: Plain<200>,
}

/// The fields that were asked for, in clear. Kept nowhere.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Revealed {
    /// Name.
    name: Option<String>,
    /// Phone.
    phone: Option<String>,
    /// ID number.
    id_number: Option<String>,
}

/// Filters of persons.
#[derive(Debug, Object)]
pub struct PersonFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
}

impl Filter for PersonFilter {
    const MARK: &'static str = "list:PersonFilter:since";
}

fn phone(text: Option<Text<32>>) -> Option<Phone> {
    text.map(|t| Phone::new(t.into()))
}

fn id_number(text: Option<Text<32>>) -> Option<IdNumber> {
    text.map(|t| IdNumber::typed(t.as_str()))
}

/// Persons.
pub struct PersonsApi(pub PeopleParts);

#[OpenApi]
impl PersonsApi {
    /// Persons in one's regions, masked
    #[oai(path = "/people", method = "get", operation_id = "people.person.list")]
    async fn list(&self, by: Lister<PersonFilter>) -> Result<Json<PageOf<PersonView>>, Refused<Reads>> {
        let PeopleParts { db, sealer, .. } = &self.0;
        let page = list_persons(db, sealer, &by.holder, by.filter.region.as_ref(), &by.listing).await?;
        Ok(Json(page.map(|p| PersonView::from(&p)).into()))
    }

    /// The persons as a table, as filtered, masked
    #[oai(path = "/people/export", method = "get", operation_id = "people.person.export")]
    async fn export(&self, by: Exporter<PersonFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::PERSON_EXPORT, (self.0.db.clone(), self.0.sealer.clone()), |f| (f.region, Persons)).await
    }

    /// Register a person
    #[oai(path = "/people", method = "post", operation_id = "people.person.create")]
    async fn create(&self, by: Creating, body: Json<NewPerson>) -> Result<Created<PersonView>, Refused<Writes>> {
        let b = body.0;
        let fields = PersonFields { name: None, phone: phone(b.phone), id_number: id_number(b.id_number) };
        let (actor, sealer) = (by.actor.clone(), self.0.sealer.clone());
        let name = PersonName::new(b.name.into());
        let work = CreatePerson { actor, sealer, region: b.region_code, name, fields };
        by.run(&self.0.db, &work, |p| PersonView::from(p)).await
    }

    /// Persons with exactly this phone or ID number, masked
    #[oai(path = "/people/search", method = "post", operation_id = "people.person.search")]
    async fn search(&self, by: Caller, body: Json<PersonSearch>) -> Result<Json<PageOf<PersonView>>, Refused<Writes>> {
        let PeopleParts { db, sealer, .. } = &self.0;
        let wanted = (phone(body.0.phone), id_number(body.0.id_number));
        let page = search_persons(db, sealer, &by.holder, &body.0.region_code, wanted).await?;
        Ok(Json(page.map(|p| PersonView::from(&p)).into()))
    }

    /// One person, masked
    #[oai(path = "/people/:id", method = "get", operation_id = "people.person.read")]
    async fn read(&self, by: Caller, id: Path<PersonId>) -> Result<Read<PersonView>, Refused<Reads>> {
        let PeopleParts { db, sealer, .. } = &self.0;
        Ok(Read(PersonView::from(&read_person(db, sealer, &by.holder, id.0).await?)))
    }

    /// Change a person; a changed name or ID number is confirmed by another officer who sends it again
    #[oai(path = "/people/:id", method = "patch", operation_id = "people.person.change")]
    async fn change(
        &self,
        by: Changing,
        id: Path<PersonId>,
        body: Json<PersonPatch>,
    ) -> Result<Done<PersonView>, Refused<Writes>> {
        let b = body.0;
        let name = b.name.map(|n| PersonName::new(n.into()));
        let fields = PersonFields { name, phone: phone(b.phone), id_number: id_number(b.id_number) };
        let (actor, sealer, if_match) = (by.actor.clone(), self.0.sealer.clone(), by.if_match.clone());
        let work = ChangePerson { actor, sealer, id: id.0, if_match, fields, paper: b.file_id };
        by.run(&self.0.db, &work, |p| PersonView::from(p)).await
    }

    /// See fields of a person in clear; each time counts, and the answer is kept nowhere
    #[oai(path = "/people/:id/reveal", method = "post", operation_id = "people.person.reveal")]
    async fn reveal(
        &self,
        by: Caller,
        id: Path<PersonId>,
        body: Json<NewReveal>,
    ) -> Result<Json<Revealed>, Refused<Writes>> {
        let (actor, sealer, fields) = (by.holder.actor().clone(), self.0.sealer.clone(), body.0.fields);
        let work = RevealPerson { actor, sealer, id: id.0, fields, reason: body.0.reason.into() };
        let person = self.0.db.write(&work).await?;
        let asked = |field: PersonField| work.fields.contains(&field);
        let number = person.id_number.filter(|_| asked(PersonField::IdNumber));
        Ok(Json(Revealed {
            name: asked(PersonField::Name).then(|| person.name.reveal().to_owned()),
            phone: person.phone.filter(|_| asked(PersonField::Phone)).map(|p| p.reveal().to_owned()),
            id_number: number.map(|n| n.reveal().to_owned()),
        }))
    }
}
