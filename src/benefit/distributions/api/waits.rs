//! `/waiting-payments`: what of approved lists waits, over all plans, and for how long.

use poem_openapi::{Object, OpenApi, param::Query, payload::Json};

use super::DistributionsParts;
use crate::{
    benefit::distributions::{
        model::{LineState, WaitAge, WaitQuery, WaitSum, WaitingLine},
        service::{
            exports::WaitTable,
            waits::{ShownWaiting, list_waits, read_wait_summary},
        },
    },
    ground::{
        authority::action,
        kernel::{
            AnyId, CollectiveId, Day, DistributionId, HouseholdId, Money, OrganisationId, PersonId, RegionCode, RollId,
            ShareSchemeId,
        },
        wire::{Caller, Exporter, Filter, Lister, PageOf, Reads, Refused, Writes, wire_words},
    },
    office::tables::{TableFile, exported},
};

wire_words!(WaitAge);

/// A line that waits.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct WaitingLineView {
    /// Of which plan.
    distribution_id: DistributionId,
    /// Its number.
    distribution_number: String,
    /// How much.
    amount: Money,
    /// Held back, below the plan's minimum, or due and neither paid nor on its way.
    state: LineState,
    /// Why it is held back; of what is due, whether it was tried and what the bank said.
    reason: Option<String>,
    /// Since when it waits: the day on which its list was approved.
    waits_since: Option<Day>,
}

impl From<&WaitingLine> for WaitingLineView {
    fn from(l: &WaitingLine) -> Self {
        Self {
            distribution_id: l.plan,
            distribution_number: l.number.clone(),
            amount: l.amount,
            state: l.state,
            reason: l.reason.clone(),
            waits_since: l.since,
        }
    }
}

/// A holder of shares, or an entry of a roll, for whom something of approved lists waits (待发款项), masked.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct WaitingPaymentView {
    /// The holder of shares, or the entry of the roll.
    holder_id: AnyId,
    /// Its serial in the share register, or in the roll.
    serial: i64,
    /// By which shares.
    scheme_id: Option<ShareSchemeId>,
    /// Or by which roll.
    roll_id: Option<RollId>,
    /// Of which body.
    collective_id: CollectiveId,
    /// Where that lies.
    region_code: RegionCode,
    /// The person, as one of the register.
    person_id: Option<PersonId>,
    /// Or the household.
    household_id: Option<HouseholdId>,
    /// Or the organisation.
    organisation_id: Option<OrganisationId>,
    /// How the holder is called, masked.
    name: String,
    /// What waits in all.
    total: Money,
    /// Since when the oldest of it waits.
    waits_since: Option<Day>,
    /// For how long that is.
    age: Option<WaitAge>,
    /// What waits, the oldest first.
    lines: Vec<WaitingLineView>,
}

impl From<&ShownWaiting> for WaitingPaymentView {
    fn from(s: &ShownWaiting) -> Self {
        let w = &s.waiting;
        Self {
            holder_id: w.holder,
            serial: w.serial,
            scheme_id: w.scheme,
            roll_id: w.roll,
            collective_id: w.collective,
            region_code: w.region.clone(),
            person_id: w.whose.person(),
            household_id: w.whose.household(),
            organisation_id: w.whose.organisation(),
            name: s.name.clone(),
            total: s.total,
            waits_since: w.since(),
            age: s.days.map(WaitAge::of),
            lines: w.lines.iter().map(Into::into).collect(),
        }
    }
}

/// What waits for one reason and so long.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct WaitingSum {
    /// Held back, below the plan's minimum, or due and neither paid nor on its way.
    state: LineState,
    /// Why it is held back; of what is due, whether it was tried and what the bank said.
    reason: Option<String>,
    /// For how long, since its list was approved.
    age: WaitAge,
    /// How many lines.
    lines: i64,
    /// What they come to.
    total: Money,
}

impl From<WaitSum> for WaitingSum {
    fn from(s: WaitSum) -> Self {
        Self { state: s.state, reason: s.reason, age: s.age, lines: s.lines, total: s.total }
    }
}

/// What waits, added up.
#[derive(Debug, Object)]
pub struct WaitingSummary {
    /// As of which day.
    on: Day,
    /// By state, reason and age.
    sums: Vec<WaitingSum>,
}

/// Filters of what waits.
#[derive(Debug, Object)]
pub struct WaitingPaymentFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this body.
    collective_id: Option<CollectiveId>,
    /// Only what is held back, only what lies below a minimum, or only what is due.
    state: Option<LineState>,
}

impl Filter for WaitingPaymentFilter {
    const MARK: &'static str = "list:WaitingPaymentFilter";
}

impl From<&WaitingPaymentFilter> for WaitQuery {
    fn from(f: &WaitingPaymentFilter) -> Self {
        Self { collective: f.collective_id, state: f.state }
    }
}

/// What of approved lists waits.
pub struct WaitingPaymentsApi(pub DistributionsParts);

#[OpenApi]
impl WaitingPaymentsApi {
    /// For whom something of approved lists waits, over all plans in one's regions, masked
    #[oai(path = "/waiting-payments", method = "get", operation_id = "distributions.wait.list")]
    async fn list(&self, by: Lister<WaitingPaymentFilter>) -> Result<Json<PageOf<WaitingPaymentView>>, Refused<Reads>> {
        let (parts, query) = ((&self.0.db, &self.0.sealer), WaitQuery::from(&by.filter));
        let wanted = (&by.holder, &action::DISTRIBUTION_WAIT_READ);
        let page = list_waits(parts, wanted, (by.filter.region.as_ref(), query), &by.listing).await?;
        Ok(Json(page.map(|w| WaitingPaymentView::from(&w)).into()))
    }

    /// The same as a table, as filtered, masked, with its sum
    #[oai(path = "/waiting-payments/export", method = "get", operation_id = "distributions.wait.export")]
    async fn export(&self, by: Exporter<WaitingPaymentFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = WaitQuery::from(&by.filter);
        let (db, sealer) = (self.0.db.clone(), self.0.sealer.clone());
        let (holder, region) = (by.takeout.holder.clone(), by.filter.region);
        let list = WaitTable { db, sealer, holder, region, query };
        Ok(exported(by.takeout, &action::DISTRIBUTION_WAIT_EXPORT, list).await?)
    }

    /// What of approved lists waits, by reason and by how long
    #[oai(path = "/waiting-payments/summary", method = "get", operation_id = "distributions.wait.read_summary")]
    async fn summary(
        &self,
        by: Caller,
        region: Query<Option<RegionCode>>,
        collective_id: Query<Option<CollectiveId>>,
    ) -> Result<Json<WaitingSummary>, Refused<Reads>> {
        let query = WaitQuery { collective: collective_id.0, state: None };
        let (on, sums) = read_wait_summary(&self.0.db, &by.holder, region.0.as_ref(), query).await?;
        Ok(Json(WaitingSummary { on, sums: sums.into_iter().map(Into::into).collect() }))
    }
}
