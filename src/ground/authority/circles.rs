//! Who acts together: those who file, keep, inspect, hear, answer and decide.

use super::{
    Role::{
        self, AssetOfficer, Auditor, BudgetOfficer, CollectiveAccountant, CollectiveManager, CountyLeader,
        FinanceClerk, FinanceDirector, FinanceSectionHead, FinanceViceDirector, Integration, LineReviewer, SiteManager,
        TownOfficer, TreasuryConfirmer, TreasuryPayer, UnitClerk, UnitHead, VillageClerk,
    },
    registers::joined,
};

/// Those who lay out the papers that their offices sign.
pub(super) const TEMPLATE_WRITERS: &[Role] = &[FinanceClerk, FinanceSectionHead, BudgetOfficer, AssetOfficer];
/// Those who file papers for a unit.
pub(super) const FILERS: &[Role] = &[UnitClerk, VillageClerk];
/// Those who ask for an exception where a rule refuses what they file or do, and bring after what it let pass without.
pub(super) const EXCEPTION_FILERS: &[Role] = &[UnitClerk, VillageClerk, SiteManager, AssetOfficer];
/// Those who file transfers of assets and bring back what the parties have signed.
pub(super) const TRANSFERRERS: &[Role] = &[UnitClerk, VillageClerk, SiteManager];
/// Those who speak for a unit that gives or takes assets.
pub(super) const PARTIES: &[Role] = &[UnitClerk, UnitHead, VillageClerk, SiteManager, CollectiveManager];
/// Those who sign for a unit when assets pass, collectives' own officers among them: nobody of a unit that is asked is left without a word.
pub(super) const SIGNERS: &[Role] = &joined::<{ SIGNATORIES.len() + 1 }>(SIGNATORIES, &[CollectiveManager]);
/// Those who bring what units have signed when assets pass, or watch over it.
pub(super) const SIGNATORIES: &[Role] = &[
    UnitClerk,
    UnitHead,
    VillageClerk,
    SiteManager,
    TownOfficer,
    LineReviewer,
    FinanceClerk,
    FinanceSectionHead,
    AssetOfficer,
];
/// Those who post what is to be objected to, and record what villages decide.
pub(super) const POSTERS: &[Role] = &[UnitClerk, VillageClerk, TownOfficer, SiteManager, AssetOfficer];
/// Those who see in clear what is posted about people.
pub(super) const POSTING_READERS: &[Role] = &[UnitClerk, VillageClerk, TownOfficer, SiteManager, AssetOfficer, Auditor];
/// Those who keep the use of assets up to date.
pub(super) const KEEPERS: &[Role] = &[SiteManager, AssetOfficer];
/// Those who look at assets in their place, and report what was done to them.
pub(super) const INSPECTORS: &[Role] = &[VillageClerk, SiteManager, AssetOfficer];
/// Those who say that a piece of upkeep was done well.
pub(super) const VERIFIERS: &[Role] = &[TownOfficer, SiteManager, AssetOfficer];
/// Those who see what residents ask to be repaired, in their own words, and those who audit what became of it.
pub(super) const REPAIR_READERS: &[Role] = &[VillageClerk, TownOfficer, SiteManager, AssetOfficer, Auditor];
/// Those who keep the register of dwellings.
pub(super) const HOUSING_WRITERS: &[Role] = &[SiteManager, AssetOfficer, VillageClerk, Integration];
/// Those who apply for the titles of dwellings.
pub(super) const TITLE_FILERS: &[Role] = &[SiteManager, AssetOfficer, UnitClerk];
/// Those who follow old houses in the places that their households left.
pub(super) const DEMOLITION_WRITERS: &[Role] = &[SiteManager, AssetOfficer, VillageClerk];
/// Those who hear what residents say, and write it down.
pub(super) const COMPLAINT_HEARERS: &[Role] = &[UnitClerk, VillageClerk, TownOfficer, SiteManager, AssetOfficer];
/// Those who say whose matter a complaint is.
pub(super) const COMPLAINT_HANDLERS: &[Role] = &[TownOfficer, SiteManager, AssetOfficer];
/// Those whose unit may have to answer a complaint.
pub(super) const COMPLAINT_ANSWERERS: &[Role] =
    &[UnitClerk, UnitHead, VillageClerk, TownOfficer, LineReviewer, FinanceClerk, AssetOfficer, SiteManager];
/// Those who see in clear what a complaint says.
pub(super) const COMPLAINT_READERS: &[Role] =
    &[UnitClerk, UnitHead, VillageClerk, TownOfficer, LineReviewer, FinanceClerk, AssetOfficer, SiteManager, Auditor];
/// Those whose office a lead may concern.
pub(super) const EXPLAINERS: &[Role] = &[
    UnitClerk,
    UnitHead,
    VillageClerk,
    TownOfficer,
    LineReviewer,
    FinanceClerk,
    FinanceSectionHead,
    BudgetOfficer,
    TreasuryPayer,
    TreasuryConfirmer,
    AssetOfficer,
    SiteManager,
    CollectiveManager,
    CollectiveAccountant,
];
/// Those who may decide a task.
pub(super) const DECIDERS: &[Role] = &[
    UnitHead,
    TownOfficer,
    LineReviewer,
    FinanceClerk,
    FinanceSectionHead,
    FinanceViceDirector,
    FinanceDirector,
    AssetOfficer,
    CountyLeader,
];
/// The finance bureau and those who audit it.
pub(super) const FINANCE: &[Role] = &[
    FinanceClerk,
    FinanceSectionHead,
    FinanceViceDirector,
    FinanceDirector,
    BudgetOfficer,
    TreasuryPayer,
    TreasuryConfirmer,
    CountyLeader,
    Auditor,
    Integration,
];

/// Those who follow money from its source to its payee.
pub(super) const TRACERS: &[Role] = &[
    FinanceClerk,
    FinanceSectionHead,
    FinanceViceDirector,
    FinanceDirector,
    BudgetOfficer,
    TreasuryPayer,
    TreasuryConfirmer,
    AssetOfficer,
    CountyLeader,
    Auditor,
    Integration,
];
