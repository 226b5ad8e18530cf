//! The composition root: every part is built here, once, and handed to those who need it.

use std::{sync::Arc, time::Duration};

use migration::{Migrator, sea_orm_migration::MigratorTrait as _};

use super::check::NightlyCheck;
use crate::{
    benefit::{
        collectives::{self, CollectivesParts},
        distributions::{self, BodyEnds, DistributionsParts},
        income::{self, IncomeParts},
        loans,
        payees::{self, PayeesParts},
        payouts::{self, LivePayouts, PayoutsParts},
        posts::{self, PostsParts},
        resolutions,
        rolls::{self, RollsParts},
        shares::{self, KnownDead, SharesParts},
    },
    ground::{
        jobs::{ExpireKeys, Job, Runner, Timetable},
        kernel::{Digest, Rule},
        platform::{
            Config, ConnectionTrait, Db, Fault, Ids, Keys, Metrics, Sealer, already_loaded, anything_sealed,
            applied_migrations, current_mark,
        },
        wire::Visits,
    },
    money::{
        funds::{self, CLASSES, FundsParts, LoadClasses},
        ledger::TakeSnapshots,
        payments::{self, PaymentsParts},
        projects::{self, ProjectsParts},
    },
    office::{
        access::{AccessDoor, AccessParts, Cost, ExpireAccess, Hasher, Policy},
        approvals::{self, LostRights, MatterBook, ensure_built_in},
        checks::{Book, ChecksParts, FindLeads},
        files::{FilesParts, PaperDoor, SweepFiles},
        lineage::Lineage,
        people::{self, PeopleParts},
        places::{self, HOLIDAYS, LoadPlaces, REGIONS},
        policy::{self, PolicyParts},
        prints::{FormSpec, PrintsParts},
        publicity::{self, PostedDoor, PublicityParts},
        tables::{self, Importer, Intake},
    },
    oversight::{
        audit::{self, AuditParts},
        matches,
    },
    property::{
        assets::{self, ASSET_CLASSES, LoadAssetClasses},
        complaints::{self, ComplaintsParts},
        housing,
        repairs::{self, RepairsParts},
        sites, stock_lists, transfers,
        upkeep::{self, UpkeepParts},
    },
};

/// Everything that runs, joined.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub db: Db,
    /// The configuration.
    pub config: Arc<Config>,
    /// Keys and data keys.
    pub sealer: Sealer,
    /// Password hashing.
    pub hasher: Hasher,
    /// Metrics of this process.
    pub metrics: Metrics,
    /// What is done day by day.
    pub timetable: Arc<Timetable>,
    /// What is looked for every night.
    pub checks: Arc<Book>,
    /// Limits of what hangs for the public.
    pub visits: Visits,
    /// Where files of rows are taken in.
    pub intake: Intake,
}

/// Why the server does not start.
#[derive(Debug)]
pub enum StartError {
    /// The database cannot be used.
    Database(Fault),
    /// A setting breaks a promise, or the configuration does.
    Refused(String),
}

impl std::fmt::Display for StartError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Database(fault) => write!(f, "{fault}"),
            Self::Refused(why) => f.write_str(why),
        }
    }
}

impl From<Fault> for StartError {
    fn from(fault: Fault) -> Self {
        Self::Database(fault)
    }
}

impl App {
    /// Joins the parts over an open, migrated database.
    pub fn join(db: Db, config: Config, keys: Keys) -> Result<Self, StartError> {
        let security = &config.security;
        let cost = Cost {
            memory_kib: security.password_memory_kib,
            passes: security.password_passes,
            lanes: security.password_lanes,
        };
        let hasher = Hasher::new(cost).map_err(StartError::Refused)?;
        let (config, sealer) = (Arc::new(config), Sealer::new(keys));
        let checks = Arc::new(checks().map_err(StartError::Refused)?.keyed(sealer.clone()));
        let timetable = Arc::new(timetable(&db, &checks).map_err(StartError::Refused)?);
        let visits = Visits::per_minute(config.security.visits_per_minute, config.security.reports_per_minute);
        let intake = Intake::new(db.clone(), sealer.clone(), config.tables.clone());
        Ok(Self { db, config, sealer, hasher, metrics: Metrics::install(), timetable, checks, visits, intake })
    }

    /// Opens what the configuration names and joins the parts. Refuses a database that is not migrated, engine settings that
    /// would lose acknowledged writes, and weak password costs.
    pub async fn open(config: Config) -> Result<Self, StartError> {
        let mut db = Db::open_existing(&config.database.url, config.database.connections, Ids::random()).await?;
        let pending = pending_migrations(db.read()).await?;
        if !pending.is_empty() {
            return Err(StartError::Refused(format!(
                "the database lacks {}; run `steward migrate`",
                pending.join(", ")
            )));
        }
        db.find_clock().await?;
        let report = db.report().await?;
        if !report.broken.is_empty() {
            return Err(StartError::Refused(report.broken.join("; ")));
        }
        let security = &config.security;
        let cost = Cost {
            memory_kib: security.password_memory_kib,
            passes: security.password_passes,
            lanes: security.password_lanes,
        };
        if !cost.is_enough() {
            return Err(StartError::Refused("the password cost is below OWASP's floor for argon2id".into()));
        }
        let keys = open_keys(&db, &config).await?;
        Self::join(db, config, keys)
    }

    /// What the operations of access need.
    pub fn access(&self) -> AccessParts {
        AccessParts {
            db: self.db.clone(),
            hasher: self.hasher.clone(),
            sealer: self.sealer.clone(),
            policy: Policy::from(&*self.config),
            watcher: Arc::new(LostRights),
        }
    }

    /// What the operations of prints need.
    pub fn prints(&self) -> PrintsParts {
        PrintsParts { db: self.db.clone(), forms: forms().into() }
    }

    /// What the operations of policy need.
    pub fn policy(&self) -> PolicyParts {
        PolicyParts {
            db: self.db.clone(),
            rules: rules().collect(),
            doors: vec![
                Arc::new(projects::PlanExceptions),
                Arc::new(payments::ClaimExceptions),
                Arc::new(publicity::PostingExceptions),
                Arc::new(assets::AssetExceptions),
                Arc::new(transfers::TransferExceptions),
            ],
        }
    }

    /// What the operations of publicity need.
    pub fn publicity(&self) -> PublicityParts {
        let (db, sealer) = (self.db.clone(), self.sealer.clone());
        let doors: Vec<Arc<dyn PostedDoor>> = vec![
            Arc::new(assets::PostedAssets),
            Arc::new(transfers::PostedTransfers),
            Arc::new(distributions::PostedDistributions),
            Arc::new(posts::PostedLists),
            Arc::new(shares::PostedSchemes),
        ];
        PublicityParts { db, sealer, doors }
    }

    /// What the operations of upkeep need.
    pub fn upkeep(&self) -> UpkeepParts {
        UpkeepParts { db: self.db.clone(), sealer: self.sealer.clone() }
    }

    /// What repairs need.
    pub fn repairs(&self) -> RepairsParts {
        let (db, sealer) = (self.db.clone(), self.sealer.clone());
        let (visits, server) = (self.visits.clone(), &self.config.server);
        let (trusted_proxies, public_address) = (server.trusted_proxies.clone(), server.public_address.clone());
        RepairsParts { db, sealer, visits, trusted_proxies, public_address }
    }

    /// What the operations of people need.
    pub fn people(&self) -> PeopleParts {
        PeopleParts { db: self.db.clone(), sealer: self.sealer.clone(), intake: self.intake.clone() }
    }

    /// What the operations of files need.
    pub fn files(&self) -> FilesParts {
        FilesParts {
            db: self.db.clone(),
            sealer: self.sealer.clone(),
            max_bytes: self.config.files.max_bytes,
            doors: Arc::from([
                Arc::new(publicity::ObjectionPapers) as Arc<dyn PaperDoor>,
                Arc::new(complaints::SealedWords) as Arc<dyn PaperDoor>,
            ]),
        }
    }

    /// What the operations of funds need.
    pub fn funds(&self) -> FundsParts {
        FundsParts { db: self.db.clone(), intake: self.intake.clone(), projects: Arc::new(projects::Projects) }
    }

    /// What the operations of projects need.
    pub fn projects(&self) -> ProjectsParts {
        ProjectsParts { db: self.db.clone(), claims: Arc::new(payments::Claims) }
    }

    /// What the operations of payments need.
    pub fn payments(&self) -> PaymentsParts {
        PaymentsParts { db: self.db.clone(), sealer: self.sealer.clone(), lists: &posts::PaidLists }
    }

    /// What the operations of complaints need.
    pub fn complaints(&self) -> ComplaintsParts {
        ComplaintsParts { db: self.db.clone(), sealer: self.sealer.clone() }
    }

    /// What the operations of collectives need.
    pub fn collectives(&self) -> CollectivesParts {
        let (db, sealer, intake) = (self.db.clone(), self.sealer.clone(), self.intake.clone());
        CollectivesParts { db, sealer, intake, ends: &BodyEnds, deaths: &KnownDead }
    }

    /// What the operations of shares need.
    pub fn shares(&self) -> SharesParts {
        let (db, sealer, intake) = (self.db.clone(), self.sealer.clone(), self.intake.clone());
        SharesParts { db, sealer, intake, heirs: &LivePayouts }
    }

    /// What the operations of rolls need.
    pub fn rolls(&self) -> RollsParts {
        RollsParts { db: self.db.clone(), sealer: self.sealer.clone(), intake: self.intake.clone() }
    }

    /// What the operations of distributions need.
    pub fn distributions(&self) -> DistributionsParts {
        DistributionsParts { db: self.db.clone(), sealer: self.sealer.clone(), payouts: &LivePayouts }
    }

    /// What the operations of income need.
    pub fn income(&self) -> IncomeParts {
        IncomeParts { db: self.db.clone(), lines: &LivePayouts, lists: &posts::PaidLists }
    }

    /// What the operations of payouts need.
    pub fn payouts(&self) -> PayoutsParts {
        PayoutsParts { db: self.db.clone(), sealer: self.sealer.clone(), max_bytes: self.config.files.max_bytes }
    }

    /// What the operations of accounts of payees need.
    pub fn payees(&self) -> PayeesParts {
        PayeesParts { db: self.db.clone(), sealer: self.sealer.clone() }
    }

    /// What the operations of posts and lists need.
    pub fn posts(&self) -> PostsParts {
        PostsParts { db: self.db.clone(), sealer: self.sealer.clone(), intake: self.intake.clone() }
    }

    /// A runner over the timetable.
    pub fn runner(&self) -> Runner {
        let lease = Duration::from_secs(self.config.scheduler.lease_seconds.max(1));
        Runner::new(self.db.clone(), Arc::clone(&self.timetable), lease)
    }

    /// An importer of files that are jobs.
    pub fn importer(&self) -> Importer {
        let lease = Duration::from_secs(self.config.scheduler.lease_seconds.max(1));
        Importer::new(self.intake.clone(), sheets(), tables::TELLING, lease)
    }

    /// What the operations of audit need.
    pub fn audit(&self) -> AuditParts {
        AuditParts { db: self.db.clone(), areas: lineage() }
    }

    /// What the operations of checks need.
    pub fn checks(&self) -> ChecksParts {
        ChecksParts { db: self.db.clone(), book: Arc::clone(&self.checks) }
    }

    /// The door of the gate.
    pub fn door(&self) -> AccessDoor {
        AccessDoor::new(self.db.clone(), Policy::from(&*self.config))
    }
}

/// The jobs of every area, in the order in which a turn comes to them.
pub fn timetable(db: &Db, checks: &Arc<Book>) -> Result<Timetable, String> {
    let jobs: Vec<Box<dyn Job>> = vec![
        Box::new(TakeSnapshots),
        Box::new(ExpireKeys),
        Box::new(ExpireAccess),
        Box::new(SweepFiles),
        Box::new(upkeep::MakeDue),
        Box::new(NightlyCheck(db.clone())),
        Box::new(FindLeads(Arc::clone(checks))),
    ];
    Timetable::new(jobs)
}

/// Every check of every area.
pub fn checks() -> Result<Book, String> {
    let areas = [
        publicity::checks(),
        payments::checks(),
        assets::checks(),
        stock_lists::checks(),
        upkeep::checks(),
        transfers::checks(),
        sites::checks(),
        housing::checks(),
        complaints::checks(),
        collectives::checks(),
        resolutions::checks(),
        loans::checks(),
        shares::checks(),
        income::checks(),
        rolls::checks(),
        distributions::checks(),
        payees::checks(),
        payouts::checks(),
        posts::checks(),
        matches::checks(),
        audit::checks(),
    ];
    Book::new(areas.into_iter().flatten().collect())
}

/// Every sheet of every area. An area's rows meet the importer here and nowhere else.
pub fn sheets() -> Arc<tables::Book> {
    let areas = [
        places::sheets(&collectives::Bodies),
        people::sheets(),
        funds::sheets(),
        assets::sheets(&upkeep::KeptAssets),
        stock_lists::sheets(),
        housing::sheets(),
        collectives::sheets(&KnownDead),
        resolutions::sheets(),
        shares::sheets(),
        rolls::sheets(),
        posts::sheets(),
        matches::sheets(),
    ];
    Arc::new(tables::Book::new(areas.into_iter().flatten().collect()))
}

/// The approval engine with every area's book. The areas' meaning of a matter meets the engine here and nowhere else.
pub fn engine() -> approvals::Engine {
    let books: [Arc<dyn MatterBook>; 7] = [
        Arc::new(policy::ExceptionBook),
        Arc::new(funds::SplitBook),
        Arc::new(projects::PaperBook::LIBRARY),
        Arc::new(projects::PaperBook::PLAN),
        Arc::new(payments::DisbursementBook),
        Arc::new(transfers::TransferBook),
        Arc::new(distributions::DistributionBook),
    ];
    approvals::Engine::new(books)
}

/// Every area that money passes through, from its source on. What leads where meets the walk here and nowhere else.
fn lineage() -> Vec<Arc<dyn Lineage>> {
    vec![
        Arc::new(funds::FundsLineage),
        Arc::new(projects::ProjectsLineage),
        Arc::new(payments::PaymentsLineage),
        Arc::new(assets::AssetsLineage),
        Arc::new(stock_lists::StockListsLineage),
        Arc::new(upkeep::UpkeepLineage),
        Arc::new(repairs::RepairsLineage),
        Arc::new(transfers::TransfersLineage),
        Arc::new(sites::SitesLineage),
        Arc::new(housing::HousingLineage),
        Arc::new(complaints::ComplaintsLineage),
        Arc::new(publicity::PublicityLineage),
        Arc::new(income::IncomeLineage),
        Arc::new(distributions::DistributionsLineage),
        Arc::new(payouts::PayoutsLineage),
        Arc::new(audit::ExceptionsLineage),
    ]
}

/// Every form of every area.
fn forms() -> Vec<FormSpec> {
    let property = [assets::FORMS, upkeep::FORMS, repairs::FORMS, transfers::FORMS];
    [publicity::FORMS, payments::FORMS, funds::FORMS, resolutions::FORMS, distributions::FORMS, posts::FORMS]
        .into_iter()
        .chain(property)
        .flatten()
        .copied()
        .collect()
}

/// The rule book: every rule of every area.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    let areas: [&'static [&'static Rule]; 22] = [
        places::RULES,
        people::RULES,
        approvals::RULES,
        publicity::RULES,
        funds::RULES,
        projects::RULES,
        payments::RULES,
        assets::RULES,
        stock_lists::RULES,
        upkeep::RULES,
        transfers::RULES,
        housing::RULES,
        collectives::RULES,
        resolutions::RULES,
        loans::RULES,
        shares::RULES,
        rolls::RULES,
        distributions::RULES,
        income::RULES,
        payees::RULES,
        payouts::RULES,
        posts::RULES,
    ];
    areas.into_iter().flatten().copied()
}

/// The keys of a database. They are made only where nothing has been sealed yet: new keys over sealed data would lose it.
async fn open_keys(db: &Db, config: &Config) -> Result<Keys, StartError> {
    let current = current_mark(db.read()).await?;
    let fresh = current.is_none() && !anything_sealed(db.read()).await?;
    let keys = Keys::open(&config.security.keys_dir, fresh).map_err(|e| StartError::Refused(e.to_string()))?;
    match current {
        Some(mark) if !keys.has(&mark) => Err(StartError::Refused(format!(
            "the folder of keys has no wrapping-{mark}.key, by which the database's keys are wrapped: copy it from another server"
        ))),
        _ => Ok(keys),
    }
}

/// Migrations that the database has not seen. Only looks.
pub async fn pending_migrations(conn: &impl ConnectionTrait) -> Result<Vec<String>, Fault> {
    let applied = applied_migrations(conn).await?;
    let known = Migrator::migrations();
    Ok(known.iter().map(|m| m.name().to_owned()).filter(|name| !applied.contains(name)).collect())
}

/// Brings the schema up to date, loads the official tables and puts the built-in approval definitions in place; each is
/// harmless when there is nothing to do.
pub async fn migrate(db: &Db) -> Result<(), StartError> {
    Migrator::up(db.unguarded(), None).await.map_err(Fault::Db)?;
    load_reference(db).await?;
    ensure_built_in(db, &engine()).await.map_err(|stop| StartError::Refused(format!("built-in definitions: {stop:?}")))
}

const REGIONS_CSV: &str = include_str!("../../data/reference/regions.csv");
const CLASSES_CSV: &str = include_str!("../../data/reference/budget_functions.csv");
const ASSET_CLASSES_CSV: &str = include_str!("../../data/reference/asset_classes.csv");
const HOLIDAYS_CSV: &str = include_str!("../../data/reference/holidays.csv");

async fn load_reference(db: &Db) -> Result<(), StartError> {
    type Parse = fn(&str) -> Result<LoadPlaces, Fault>;
    let tables: [(&str, &str, Parse); 2] =
        [(REGIONS, REGIONS_CSV, LoadPlaces::regions), (HOLIDAYS, HOLIDAYS_CSV, LoadPlaces::holidays)];
    let classes = Digest::of(CLASSES_CSV.as_bytes());
    if !already_loaded(db.unguarded(), CLASSES, &classes).await? {
        let work = LoadClasses::parse(CLASSES_CSV)?;
        db.write(&work).await.map_err(|stop| StartError::Refused(format!("loading {CLASSES}: {stop:?}")))?;
    }
    let asset_classes = Digest::of(ASSET_CLASSES_CSV.as_bytes());
    if !already_loaded(db.unguarded(), ASSET_CLASSES, &asset_classes).await? {
        let work = LoadAssetClasses::parse(ASSET_CLASSES_CSV)?;
        db.write(&work).await.map_err(|stop| StartError::Refused(format!("loading {ASSET_CLASSES}: {stop:?}")))?;
    }
    for (name, text, parse) in tables {
        if !already_loaded(db.unguarded(), name, &Digest::of(text.as_bytes())).await? {
            db.write(&parse(text)?).await.map_err(|stop| StartError::Refused(format!("loading {name}: {stop:?}")))?;
        }
    }
    Ok(())
}
