//! `/upkeep-duties`.

use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use super::UpkeepParts;

use crate::{
    ground::{
        authority::action,
        kernel::{AssetId, Day, Instant, OrganisationId, RegionCode, UpkeepDutyId},
        wire::{
            Acting, Caller, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Printed, Read, Reads, Refused,
            Text, Writes, resource, wire_words,
        },
    },
    office::{
        people::{Phone, WrittenName},
        tables::{TableFile, given_out},
    },
    property::upkeep::{
        model::{DutyFormKind, DutyKind, DutyQuery, UpkeepDuty},
        service::{
            assign::AssignDuties,
            end::EndDuty,
            print::print_duty,
            read::{list_duties, read_duty},
            reveal::RevealKeeper,
        },
    },
};

wire_words!(DutyKind, DutyFormKind);

/// Who does one kind of upkeep of an asset (管护责任).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct UpkeepDutyView {
    /// Id.
    id: UpkeepDutyId,
    /// Version, for `If-Match`.
    etag: String,
    /// Of which asset.
    asset_id: AssetId,
    /// Where that lies.
    region_code: RegionCode,
    /// Which kind of upkeep.
    duty: DutyKind,
    /// The keeper, as an organisation of the register.
    organisation_id: Option<OrganisationId>,
    /// Or by name; of a private person the first character.
    name: Option<String>,
    /// The first day.
    from_on: Day,
    /// The first day on which it holds no longer.
    until_on: Option<Day>,
    /// 管护标准.
    standard: Option<String>,
    /// Phone of the keeper: its last four digits.
    phone: Option<String>,
    /// Number of the letter under which it was given: the same for all assets of one act.
    letter: Option<String>,
    /// Remark.
    note: Option<String>,
    /// Why it ended, where nobody took it over in the same act.
    end_reason: Option<String>,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(UpkeepDutyView, "/upkeep-duties");

impl From<&UpkeepDuty> for UpkeepDutyView {
    fn from(d: &UpkeepDuty) -> Self {
        Self {
            id: d.id,
            etag: d.version.to_string(),
            asset_id: d.asset,
            region_code: d.region.clone(),
            duty: d.duty,
            organisation_id: d.keeper.organisation(),
            name: d.keeper.shown(),
            from_on: d.from,
            until_on: d.until,
            standard: d.standard.clone(),
            phone: d.phone.as_ref().map(|p| p.shown.clone()),
            letter: d.letter.clone(),
            note: d.note.clone(),
            end_reason: d.end_reason.clone(),
            created_at: d.created_at,
            updated_at: d.updated_at,
        }
    }
}

/// A keeper for one kind of upkeep of many assets.
#[derive(Object)]
pub struct NewUpkeepDuties {
    /// Of which assets: all of them are assigned, or none.
    #[oai(validator(min_items = 1, max_items = 500))]
    asset_ids: Vec<AssetId>,
    /// Which kind of upkeep.
    duty: DutyKind,
    /// The keeper, as an organisation of the register.
    organisation_id: Option<OrganisationId>,
    /// Or a name, where no organisation is known. That of a private person is sealed, and shown by its first character: whoever is not
    /// called as bodies are called is one.
    name: Option<Plain<100>>,
    /// True: the name is that of a private person, whatever it looks like.
    is_person: Option<bool>,
    /// From which day on; not after today. Without a last day, whoever has the duty until then is ended on that day.
    from_on: Day,
    /// Of whoever had it before and has it no longer: the last day, before today. It ends nobody's duty, and no day of it is anybody else's.
    to_on: Option<Day>,
    /// 管护标准: what is done how often.
    standard: Option<Plain<500>>,
    /// Phone of the keeper, 7 to 12 digits; it is sealed.
    phone: Option<Text<32>>,
    /// Remark.
    note: Option<Plain<500>>,
}

/// Why name and phone are to be seen in clear.
#[derive(Debug, Object)]
pub struct DutyRevealBody {
    /// Why.
    reason: Plain<200>,
}

/// A keeper in clear. Kept nowhere.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct RevealedKeeper {
    /// Name, of a private person.
    name: Option<String>,
    /// Phone, where one is recorded.
    phone: Option<String>,
}

/// What was assigned.
#[derive(Debug, Object)]
pub struct UpkeepDuties {
    /// One for each asset, in the order of their ids.
    items: Vec<UpkeepDutyView>,
}

/// The end of a duty that nobody takes over.
#[derive(Debug, Object)]
pub struct UpkeepDutyEnd {
    /// The first day on which it holds no longer; after its first day, not after today.
    until_on: Day,
    /// Why.
    reason: Plain<500>,
}

/// Filters of duties.
#[derive(Debug, Object)]
pub struct UpkeepDutyFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this asset.
    asset_id: Option<AssetId>,
    /// Only of this kind of upkeep.
    duty: Option<DutyKind>,
    /// Only of this keeper.
    organisation_id: Option<OrganisationId>,
    /// Only those that hold on this day.
    on: Option<Day>,
}

impl Filter for UpkeepDutyFilter {
    const MARK: &'static str = "list:UpkeepDutyFilter:sync";
}

impl UpkeepDutyFilter {
    fn narrowed(self) -> (Option<RegionCode>, DutyQuery) {
        let Self { region, asset_id: asset, duty, organisation_id: keeper, on } = self;
        (region, DutyQuery { asset, duty, keeper, on })
    }
}

/// Duties.
pub struct DutiesApi(pub UpkeepParts);

#[OpenApi]
impl DutiesApi {
    /// Who looks after what in one's regions
    #[oai(path = "/upkeep-duties", method = "get", operation_id = "upkeep.duty.list")]
    async fn list(&self, by: Lister<UpkeepDutyFilter>) -> Result<Json<PageOf<UpkeepDutyView>>, Refused<Reads>> {
        let (region, query) = by.filter.narrowed();
        let page = list_duties(&self.0.db, &by.holder, region.as_ref(), &query, &by.listing).await?;
        Ok(Json(page.map(|d| UpkeepDutyView::from(&d)).into()))
    }

    /// Name a keeper for one kind of upkeep of many assets
    #[oai(path = "/upkeep-duties", method = "post", operation_id = "upkeep.duty.assign")]
    async fn assign(&self, by: Creating, body: Json<NewUpkeepDuties>) -> Result<Json<UpkeepDuties>, Refused<Writes>> {
        let b = body.0;
        let work = AssignDuties {
            actor: by.actor.clone(),
            assets: b.asset_ids,
            duty: b.duty,
            organisation: b.organisation_id,
            name: b.name.map(|name| WrittenName::named(name.into(), b.is_person)),
            from: b.from_on,
            to: b.to_on,
            standard: b.standard.map(Into::into),
            phone: b.phone.map(|p| Phone::new(p.into())),
            note: b.note.map(Into::into),
            sealer: self.0.sealer.clone(),
        };
        let all = |duties: &Vec<UpkeepDuty>| UpkeepDuties { items: duties.iter().map(Into::into).collect() };
        Ok(Json(by.run_bare(&self.0.db, &work, all).await?))
    }

    /// The duties as a table, as filtered; phones stay masked
    #[oai(path = "/upkeep-duties/export", method = "get", operation_id = "upkeep.duty.export")]
    async fn export(&self, by: Exporter<UpkeepDutyFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::UPKEEP_DUTY_EXPORT, self.0.db.clone(), UpkeepDutyFilter::narrowed).await
    }

    /// One duty
    #[oai(path = "/upkeep-duties/:id", method = "get", operation_id = "upkeep.duty.read")]
    async fn read(&self, by: Caller, id: Path<UpkeepDutyId>) -> Result<Read<UpkeepDutyView>, Refused<Reads>> {
        Ok(Read(UpkeepDutyView::from(&read_duty(&self.0.db, &by.holder, id.0).await?)))
    }

    /// End a duty that nobody takes over
    #[oai(path = "/upkeep-duties/:id/end", method = "post", operation_id = "upkeep.duty.end")]
    async fn end(
        &self,
        by: Acting,
        id: Path<UpkeepDutyId>,
        body: Json<UpkeepDutyEnd>,
    ) -> Result<Done<UpkeepDutyView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let UpkeepDutyEnd { until_on: until, reason } = body.0;
        let work = EndDuty { actor, id: id.0, if_match, until, reason: reason.into() };
        by.run(&self.0.db, &work, |d| UpkeepDutyView::from(d)).await
    }

    /// The letter of a duty as a printed page: all assets that its keeper took over in the same act
    #[oai(path = "/upkeep-duties/:id/print", method = "get", operation_id = "upkeep.duty.print")]
    async fn print(
        &self,
        by: Caller,
        id: Path<UpkeepDutyId>,
        form: Query<DutyFormKind>,
    ) -> Result<Printed, Refused<Writes>> {
        Ok(Printed(print_duty(&self.0.db, &by.holder, id.0, form.0).await?))
    }

    /// See the keeper's name and phone in clear; each time counts, and the answer is kept nowhere
    #[oai(path = "/upkeep-duties/:id/reveal", method = "post", operation_id = "upkeep.duty.reveal")]
    async fn reveal(
        &self,
        by: Caller,
        id: Path<UpkeepDutyId>,
        body: Json<DutyRevealBody>,
    ) -> Result<Json<RevealedKeeper>, Refused<Writes>> {
        let (actor, sealer) = (by.holder.actor().clone(), self.0.sealer.clone());
        let work = RevealKeeper { actor, sealer, id: id.0, reason: body.0.reason.into() };
        let keeper = self.0.db.write(&work).await?;
        let name = keeper.name.map(|name| name.reveal().to_owned());
        Ok(Json(RevealedKeeper { name, phone: keeper.phone.map(|phone| phone.reveal().to_owned()) }))
    }
}
