//! `/share-schemes/{id}/holdings`: the share register as of any day.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::{
    SharesParts,
    shapes::{ClassShares, by_class, ids, whose},
};
use crate::{
    benefit::shares::{
        model::{HoldingQuery, ShareClass},
        service::{
            exports::HoldingTable,
            read::{ShownHolding, list_holdings},
        },
    },
    ground::{
        authority::action,
        kernel::{Day, HouseholdId, OrganisationId, PersonId, ShareSchemeId, Shares},
        wire::{Exporter, Filter, Lister, PageOf, Reads, Refused, Writes},
    },
    office::tables::{TableFile, exported},
};

/// What somebody has of a scheme on a day (份额登记簿), masked.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ShareHoldingView {
    /// Serial in the register.
    serial: i64,
    /// The person, as one of the register.
    person_id: Option<PersonId>,
    /// Or the household.
    household_id: Option<HouseholdId>,
    /// Or the organisation.
    organisation_id: Option<OrganisationId>,
    /// How the holder is called: a person's first character and stars, a household's number, an organisation's name.
    name: String,
    /// How many shares of each class.
    shares: Vec<ClassShares>,
    /// All of them.
    total: Shares,
}

impl From<&ShownHolding> for ShareHoldingView {
    fn from(s: &ShownHolding) -> Self {
        let (person_id, household_id, organisation_id) = ids(s.holding.holder.whose);
        Self {
            serial: s.holding.holder.serial,
            person_id,
            household_id,
            organisation_id,
            name: s.name.clone(),
            shares: by_class(&s.holding.shares),
            total: s.holding.total().unwrap_or(Shares::ZERO),
        }
    }
}

/// Filters of what is held.
#[derive(Debug, Object)]
pub struct ShareHoldingFilter {
    /// On this day; today where none is named.
    as_of: Option<Day>,
    /// Only who has shares of this class.
    class: Option<ShareClass>,
    /// Only this person.
    person_id: Option<PersonId>,
    /// Only this household.
    household_id: Option<HouseholdId>,
    /// Only this organisation.
    organisation_id: Option<OrganisationId>,
}

impl Filter for ShareHoldingFilter {
    const MARK: &'static str = "list:ShareHoldingFilter";
}

impl From<&ShareHoldingFilter> for HoldingQuery {
    fn from(f: &ShareHoldingFilter) -> Self {
        Self { class: f.class, whose: whose(f.person_id, f.household_id, f.organisation_id) }
    }
}

/// Share registers.
pub struct HoldingsApi(pub SharesParts);

#[OpenApi]
impl HoldingsApi {
    /// Who has how many shares of a scheme on a day, masked; today where none is named
    #[oai(path = "/share-schemes/:id/holdings", method = "get", operation_id = "shares.holding.list")]
    async fn list(
        &self,
        by: Lister<ShareHoldingFilter>,
        id: Path<ShareSchemeId>,
    ) -> Result<Json<PageOf<ShareHoldingView>>, Refused<Reads>> {
        let (parts, as_of) = ((&self.0.db, &self.0.sealer), by.filter.as_of);
        let (wanted, query) = ((&by.holder, &action::SHARE_HOLDING_READ), HoldingQuery::from(&by.filter));
        let page = list_holdings(parts, wanted, (id.0, as_of), query, &by.listing).await?;
        Ok(Json(page.map(|h| ShareHoldingView::from(&h)).into()))
    }

    /// The share register of a day as a table, as filtered, masked
    #[oai(path = "/share-schemes/:id/holdings/export", method = "get", operation_id = "shares.holding.export")]
    async fn export(
        &self,
        by: Exporter<ShareHoldingFilter>,
        id: Path<ShareSchemeId>,
    ) -> Result<TableFile, Refused<Writes>> {
        let query = HoldingQuery::from(&by.filter);
        let (db, sealer, holder) = (self.0.db.clone(), self.0.sealer.clone(), by.takeout.holder.clone());
        let list = HoldingTable { db, sealer, holder, of: (id.0, by.filter.as_of), query };
        Ok(exported(by.takeout, &action::SHARE_HOLDING_EXPORT, list).await?)
    }
}
