//! The HTTP server: the API behind its gate, probes, metrics, the document and its page.

mod docs;
mod listen;
mod pages;
mod within;

pub use listen::listen;
pub use pages::metrics_only;
pub use within::{Ask, ask};

use std::sync::{Arc, OnceLock};

use poem::{
    Endpoint, EndpointExt as _, IntoResponse as _, Request, Response, Result, Route, endpoint::BoxEndpoint,
    middleware::CatchPanic,
};
use poem_openapi::{OpenApi, OpenApiService};
use serde_json::Value;

use super::{
    app::{App, engine, rules, sheets},
    scheduler::SchedulerApi,
};
use crate::{
    benefit::{collectives, distributions, income, loans, payees, payouts, posts, resolutions, rolls, shares},
    ground::{
        authority::DENIALS,
        kernel::{JUDGEMENT_KINDS, Kind},
        trail::TrailApi,
        wire::{Contract, Gate, Panicked, Rate, WIRE_KINDS, finish},
    },
    money::{
        funds,
        ledger::{LedgerApi, LedgerRefusal},
        payments, projects,
    },
    office::{
        access, approvals,
        checks::{ChecksApi, ChecksRefusal},
        files::{FilesApi, FilesRefusal},
        people::{self, PeopleRefusal},
        places,
        policy::{self, PolicyRefusal},
        prints, publicity,
        tables::{self, TablesRefusal},
    },
    oversight::{
        audit::{AuditApi, AuditRefusal},
        matches,
    },
    property::{assets, complaints, housing, repairs, sites, stock_lists, transfers, upkeep},
};

/// Path below which the API lives.
pub const PREFIX: &str = "/api/v1";

/// Every operation of every area, joined.
fn apis(app: &App) -> impl OpenApi + 'static {
    let (db, intake) = (&app.db, &app.intake);
    let ground = (TrailApi { db: db.clone() }, SchedulerApi { db: db.clone(), timetable: Arc::clone(&app.timetable) });
    let office = (
        access::apis(&app.access()),
        tables::apis(intake, &sheets()),
        prints::apis(&app.prints()),
        places::apis(intake, &collectives::Bodies),
        FilesApi(app.files()),
        people::apis(&app.people()),
        approvals::apis(db, &engine()),
        policy::apis(&app.policy()),
        publicity::apis(&app.publicity()),
    );
    let money = (
        LedgerApi(db.clone()),
        funds::apis(&app.funds()),
        projects::apis(&app.projects()),
        payments::apis(&app.payments()),
    );
    let oversight = (matches::apis(intake), AuditApi(app.audit()), ChecksApi(app.checks()));
    let property = (
        assets::apis(intake, &upkeep::KeptAssets),
        stock_lists::apis(intake),
        upkeep::apis(&app.upkeep()),
        repairs::apis(&app.repairs()),
        transfers::apis(intake),
        sites::apis(db),
        housing::apis(intake),
        complaints::apis(&app.complaints()),
    );
    let benefit = (
        collectives::apis(&app.collectives()),
        resolutions::apis(intake),
        loans::apis(db),
        shares::apis(&app.shares()),
        rolls::apis(&app.rolls()),
        distributions::apis(&app.distributions()),
        income::apis(&app.income()),
        payees::apis(&app.payees()),
        payouts::apis(&app.payouts()),
        posts::apis(&app.posts()),
    );
    (ground, office, money, property, benefit, oversight)
}

/// Every way of refusing, of every area: the catalogue behind `/problems/{code}`.
pub fn kinds() -> impl Iterator<Item = &'static Kind> {
    let areas: [&'static [Kind]; 38] = [
        access::AccessRefusal::KINDS,
        TablesRefusal::KINDS,
        prints::PrintsRefusal::KINDS,
        places::PlacesRefusal::KINDS,
        FilesRefusal::KINDS,
        PeopleRefusal::KINDS,
        approvals::ApprovalsRefusal::KINDS,
        PolicyRefusal::KINDS,
        ChecksRefusal::KINDS,
        publicity::PublicityRefusal::KINDS,
        LedgerRefusal::KINDS,
        funds::FundsRefusal::KINDS,
        projects::ProjectsRefusal::KINDS,
        payments::PaymentsRefusal::KINDS,
        crate::ground::jobs::JobsRefusal::KINDS,
        AuditRefusal::KINDS,
        matches::MatchesRefusal::KINDS,
        assets::AssetsRefusal::KINDS,
        stock_lists::StockListsRefusal::KINDS,
        transfers::TransfersRefusal::KINDS,
        upkeep::UpkeepRefusal::KINDS,
        repairs::RepairsRefusal::KINDS,
        sites::SitesRefusal::KINDS,
        housing::HousingRefusal::KINDS,
        complaints::ComplaintsRefusal::KINDS,
        collectives::CollectivesRefusal::KINDS,
        resolutions::ResolutionsRefusal::KINDS,
        loans::LoansRefusal::KINDS,
        shares::SharesRefusal::KINDS,
        rolls::RollsRefusal::KINDS,
        distributions::DistributionsRefusal::KINDS,
        income::IncomeRefusal::KINDS,
        payees::PayeesRefusal::KINDS,
        payouts::PayoutsRefusal::KINDS,
        posts::PostsRefusal::KINDS,
        crate::ground::platform::IdempotencyRefusal::KINDS,
        crate::ground::platform::ClockRefusal::KINDS,
        crate::ground::platform::ExternalIdRefusal::KINDS,
    ];
    let loose = WIRE_KINDS.iter().chain(DENIALS).chain(JUDGEMENT_KINDS).copied();
    areas.into_iter().flatten().chain(loose).chain(rules().map(|r| &r.kind))
}

/// The published document and the contract compiled from it: the same for every server of this build.
pub struct Published {
    /// The document.
    pub document: Value,
    /// Its text, as checked in and as served.
    pub text: String,
    /// The contract at work.
    pub contract: Arc<Contract>,
}

/// The document of this build.
pub fn published(app: &App) -> Result<&'static Published, String> {
    static PUBLISHED: OnceLock<Result<Published, String>> = OnceLock::new();
    let made = PUBLISHED.get_or_init(|| {
        let service = OpenApiService::new(apis(app), "Steward", env!("CARGO_PKG_VERSION"))
            .description("Workflow and asset management for the property and funds of relocation resettlement sites.")
            .server(PREFIX);
        let document = finish(&service.spec());
        let contract = Arc::new(Contract::of(&document)?);
        let text = serde_json::to_string_pretty(&document).map_err(|e| e.to_string())?;
        Ok(Published { document, text: text + "\n", contract })
    });
    made.as_ref().map_err(Clone::clone)
}

/// The whole server as one endpoint.
pub struct Front {
    gate: Gate,
    api: BoxEndpoint<'static, Response>,
    pages: BoxEndpoint<'static, Response>,
    repairs: BoxEndpoint<'static, Response>,
}

impl Front {
    /// Over the joined parts.
    pub fn new(app: &App) -> Result<Self, String> {
        let published = published(app)?;
        let service = OpenApiService::new(apis(app), "Steward", env!("CARGO_PKG_VERSION"));
        let api =
            Route::new().nest(PREFIX, service).with(CatchPanic::new().with_handler(Panicked)).map_to_response().boxed();
        let gate = Gate {
            contract: published.contract.clone(),
            door: Arc::new(app.door()),
            sealer: app.sealer.clone(),
            rate: Rate::per_minute(app.config.security.requests_per_minute),
            visits: app.visits.clone(),
            prefix: PREFIX,
            max_upload: usize::try_from(app.config.files.max_bytes).unwrap_or(usize::MAX),
            trusted_proxies: app.config.server.trusted_proxies.clone(),
        };
        let repairs = repairs::pages(&app.repairs()).boxed();
        Ok(Self { gate, api, pages: pages::routes(app, published).map_to_response().boxed(), repairs })
    }
}

impl Endpoint for Front {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let path = request.uri().path();
        if path.starts_with(PREFIX) && matches!(path.as_bytes().get(PREFIX.len()), None | Some(b'/')) {
            return Ok(self.gate.pass(&self.api, request).await);
        }
        if path.starts_with("/r/") {
            return self.repairs.call(request).await;
        }
        Ok(pages::answered(&self.pages, request).await.into_response())
    }
}
