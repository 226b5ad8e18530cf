//! `/collective-beneficiaries`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::CollectivesParts;
use crate::{
    benefit::collectives::{
        model::BeneficiaryQuery,
        service::{
            beneficiaries::{
                EndBeneficiary, Ending, RecordBeneficiary, ShownBeneficiary, list_beneficiaries, read_beneficiary,
            },
            exports::BeneficiaryTable,
        },
    },
    ground::{
        authority::action,
        kernel::{BeneficiaryId, CollectiveId, Day, FileId, HouseholdId, Instant, Layer, PersonId, RegionCode},
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused,
            Writes, resource,
        },
    },
    office::tables::{TableFile, exported},
};

/// Who has benefits of a body without being a member of it (受益人), masked.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct BeneficiaryView {
    /// Id.
    id: BeneficiaryId,
    /// Version, for `If-Match`.
    etag: String,
    /// Of which body.
    collective_id: CollectiveId,
    /// Where that lies.
    region_code: RegionCode,
    /// The person, as one of the register.
    person_id: Option<PersonId>,
    /// The person's name: its first character and stars. Absent in the answer of an act.
    name: Option<String>,
    /// Or the household, with whoever belongs to it on a day.
    household_id: Option<HouseholdId>,
    /// By what.
    basis: String,
    /// The paper.
    file_id: FileId,
    /// From this day on.
    from_on: Day,
    /// The first day on which it is so no longer.
    until_on: Option<Day>,
    /// Why it ended.
    end_reason: Option<String>,
    /// The paper that ended it.
    end_file_id: Option<FileId>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(BeneficiaryView, "/collective-beneficiaries");

impl From<&ShownBeneficiary> for BeneficiaryView {
    fn from(s: &ShownBeneficiary) -> Self {
        let b = &s.benefit;
        Self {
            id: b.id,
            etag: b.version.to_string(),
            collective_id: b.collective,
            region_code: b.region.clone(),
            person_id: b.who.person(),
            name: s.person.as_ref().map(|p| p.name.to_string()),
            household_id: b.who.household(),
            basis: b.basis.clone(),
            file_id: b.paper,
            from_on: b.from,
            until_on: b.until,
            end_reason: b.end_reason.clone(),
            end_file_id: b.end_paper,
            layer: b.layer,
            created_at: b.created_at,
            updated_at: b.updated_at,
        }
    }
}

/// Somebody who has benefits of a body; a person or a household, one of the two.
#[derive(Debug, Object)]
pub struct NewBeneficiary {
    /// Of which body.
    collective_id: CollectiveId,
    /// The person, as one of the register.
    person_id: Option<PersonId>,
    /// Or the household.
    household_id: Option<HouseholdId>,
    /// By what: agreement, plan, relief; never a name.
    basis: Plain<300>,
    /// The paper.
    file_id: FileId,
    /// From which day on; not after today.
    from_on: Day,
}

/// The end of what holds from a day on.
#[derive(Debug, Object)]
pub struct PeriodEnd {
    /// The first day on which it holds no longer; after its first day, not after today.
    until_on: Day,
    /// Why; never a name.
    reason: Plain<500>,
    /// The paper, where there is one.
    file_id: Option<FileId>,
}

impl From<PeriodEnd> for Ending {
    fn from(e: PeriodEnd) -> Self {
        Self { until: e.until_on, reason: e.reason.into(), paper: e.file_id }
    }
}

/// Filters of beneficiaries.
#[derive(Debug, Object)]
pub struct BeneficiaryFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this body.
    collective_id: Option<CollectiveId>,
    /// Only this person.
    person_id: Option<PersonId>,
    /// Only this household.
    household_id: Option<HouseholdId>,
    /// Only who is one on this day.
    as_of: Option<Day>,
}

impl Filter for BeneficiaryFilter {
    const MARK: &'static str = "list:BeneficiaryFilter:since";
}

impl From<&BeneficiaryFilter> for BeneficiaryQuery {
    fn from(f: &BeneficiaryFilter) -> Self {
        Self { collective: f.collective_id, person: f.person_id, household: f.household_id, on: f.as_of }
    }
}

/// Beneficiaries of bodies.
pub struct BeneficiariesApi(pub CollectivesParts);

#[OpenApi]
impl BeneficiariesApi {
    /// Who has benefits of the bodies in one's regions without being a member, masked
    #[oai(path = "/collective-beneficiaries", method = "get", operation_id = "collectives.beneficiary.list")]
    async fn list(&self, by: Lister<BeneficiaryFilter>) -> Result<Json<PageOf<BeneficiaryView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), BeneficiaryQuery::from(&by.filter));
        let parts = (&self.0.db, &self.0.sealer);
        let page = list_beneficiaries(parts, &by.holder, region, &query, &by.listing).await?;
        Ok(Json(page.map(|b| BeneficiaryView::from(&b)).into()))
    }

    /// Record that somebody has benefits of a body from a day on
    #[oai(path = "/collective-beneficiaries", method = "post", operation_id = "collectives.beneficiary.record")]
    async fn record(
        &self,
        by: Creating,
        body: Json<NewBeneficiary>,
    ) -> Result<Created<BeneficiaryView>, Refused<Writes>> {
        let b = body.0;
        let work = RecordBeneficiary {
            actor: by.actor.clone(),
            collective: b.collective_id,
            person: b.person_id,
            household: b.household_id,
            basis: b.basis.into(),
            paper: b.file_id,
            from: b.from_on,
            deaths: self.0.deaths,
        };
        by.run(&self.0.db, &work, |b| BeneficiaryView::from(b)).await
    }

    /// The beneficiaries as a table, as filtered, masked
    #[oai(path = "/collective-beneficiaries/export", method = "get", operation_id = "collectives.beneficiary.export")]
    async fn export(&self, by: Exporter<BeneficiaryFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = BeneficiaryQuery::from(&by.filter);
        let (db, sealer) = (self.0.db.clone(), self.0.sealer.clone());
        let (holder, region) = (by.takeout.holder.clone(), by.filter.region);
        let list = BeneficiaryTable { db, sealer, holder, region, query };
        Ok(exported(by.takeout, &action::BENEFICIARY_EXPORT, list).await?)
    }

    /// One beneficiary, masked
    #[oai(path = "/collective-beneficiaries/:id", method = "get", operation_id = "collectives.beneficiary.read")]
    async fn read(&self, by: Caller, id: Path<BeneficiaryId>) -> Result<Read<BeneficiaryView>, Refused<Reads>> {
        let found = read_beneficiary((&self.0.db, &self.0.sealer), &by.holder, id.0).await?;
        Ok(Read(BeneficiaryView::from(&found)))
    }

    /// End what somebody has of a body
    #[oai(path = "/collective-beneficiaries/:id/end", method = "post", operation_id = "collectives.beneficiary.end")]
    async fn end(
        &self,
        by: Acting,
        id: Path<BeneficiaryId>,
        body: Json<PeriodEnd>,
    ) -> Result<Done<BeneficiaryView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = EndBeneficiary { actor, id: id.0, if_match, ending: body.0.into() };
        by.run(&self.0.db, &work, |b| BeneficiaryView::from(b)).await
    }
}
