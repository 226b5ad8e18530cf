//! `/upkeep-duties`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    ground::{
        kernel::{AssetId, Day, Instant, OrganisationId, RegionCode, UpkeepDutyId},
        platform::Db,
        wire::{
            Acting, Caller, Creating, Done, Filter, Lister, PageOf, Read, Reads, Refused, Text, Writes, resource,
            wire_words,
        },
    },
    property::upkeep::{
        model::{DutyKind, DutyQuery, UpkeepDuty},
        service::{
            assign::AssignDuties,
            end::EndDuty,
            read::{list_duties, read_duty},
        },
    },
};

wire_words!(DutyKind);

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
    /// Or by name.
    name: Option<String>,
    /// The first day.
    from_on: Day,
    /// The first day on which it holds no longer.
    until_on: Option<Day>,
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
            name: d.keeper.written().map(str::to_owned),
            from_on: d.from,
            until_on: d.until,
            note: d.note.clone(),
            end_reason: d.end_reason.clone(),
            created_at: d.created_at,
            updated_at: d.updated_at,
        }
    }
}

/// A keeper for one kind of upkeep of many assets.
#[derive(Debug, Object)]
pub struct NewUpkeepDuties {
    /// Of which assets: all of them are assigned, or none.
    #[oai(validator(min_items = 1, max_items = 500))]
    asset_ids: Vec<AssetId>,
    /// Which kind of upkeep.
    duty: DutyKind,
    /// The keeper, as an organisation of the register.
    organisation_id: Option<OrganisationId>,
    /// Or the name of a body, where no organisation is known; never that of a private person.
    name: Option<Text<100>>,
    /// From which day on; not after today. Whoever has the duty until then is ended on that day.
    from_on: Day,
    /// Remark.
    note: Option<Text<500>>,
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
    reason: Text<500>,
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

/// Duties.
pub struct DutiesApi(pub Db);

#[OpenApi]
impl DutiesApi {
    /// Who looks after what in one's regions
    #[oai(path = "/upkeep-duties", method = "get", operation_id = "upkeep.duty.list")]
    async fn list(&self, by: Lister<UpkeepDutyFilter>) -> Result<Json<PageOf<UpkeepDutyView>>, Refused<Reads>> {
        let f = by.filter;
        let query = DutyQuery { asset: f.asset_id, duty: f.duty, keeper: f.organisation_id, on: f.on };
        let page = list_duties(&self.0, &by.holder, f.region.as_ref(), &query, &by.listing).await?;
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
            name: b.name.map(Into::into),
            from: b.from_on,
            note: b.note.map(Into::into),
        };
        let all = |duties: &Vec<UpkeepDuty>| UpkeepDuties { items: duties.iter().map(Into::into).collect() };
        Ok(Json(by.run_bare(&self.0, &work, all).await?))
    }

    /// One duty
    #[oai(path = "/upkeep-duties/:id", method = "get", operation_id = "upkeep.duty.read")]
    async fn read(&self, by: Caller, id: Path<UpkeepDutyId>) -> Result<Read<UpkeepDutyView>, Refused<Reads>> {
        Ok(Read(UpkeepDutyView::from(&read_duty(&self.0, &by.holder, id.0).await?)))
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
        by.run(&self.0, &work, |d| UpkeepDutyView::from(d)).await
    }
}
