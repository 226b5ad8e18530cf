//! Who keeps and reads the registers of people and of collective bodies, and who sends files of rows.

use super::Role::{
    self, AssetOfficer, Auditor, BudgetOfficer, CollectiveAccountant, CollectiveManager, CountyLeader, FinanceClerk,
    FinanceDirector, FinanceSectionHead, FinanceViceDirector, Integration, LineReviewer, SiteManager, TownOfficer,
    TreasuryConfirmer, TreasuryPayer, UnitClerk, UnitHead, VillageClerk,
};

/// Those who read the money side of the house.
pub(super) const BUSINESS: &[Role] = &[
    UnitClerk,
    UnitHead,
    VillageClerk,
    TownOfficer,
    LineReviewer,
    FinanceClerk,
    FinanceSectionHead,
    FinanceViceDirector,
    FinanceDirector,
    BudgetOfficer,
    TreasuryPayer,
    TreasuryConfirmer,
    AssetOfficer,
    SiteManager,
    CountyLeader,
    Auditor,
    Integration,
];
/// Those, and those who keep the registers of collective bodies: places, papers and assets.
pub(super) const REGISTER_READERS: &[Role] =
    &joined::<{ BUSINESS.len() + COLLECTIVE_KEEPERS.len() }>(BUSINESS, COLLECTIVE_KEEPERS);
/// Those who see persons, masked.
pub(super) const PERSON_READERS: &[Role] = &[
    UnitClerk,
    VillageClerk,
    TownOfficer,
    SiteManager,
    AssetOfficer,
    CollectiveManager,
    CollectiveAccountant,
    Auditor,
];
/// Those who register persons.
pub(super) const PERSON_WRITERS: &[Role] =
    &[UnitClerk, VillageClerk, SiteManager, AssetOfficer, CollectiveManager, CollectiveAccountant];
/// Those who keep the register of households.
pub(super) const HOUSEHOLD_WRITERS: &[Role] = &[VillageClerk, SiteManager, AssetOfficer];
/// Those who look at a month of it that somebody else has prepared, and lock it.
pub(super) const MONTH_LOCKERS: &[Role] = &[TownOfficer, SiteManager, AssetOfficer];
/// Those who say, beside who told it, who belongs to a household and who heads it: whom the card of its head is paid for.
pub(super) const HOUSEHOLD_CONFIRMERS: &[Role] =
    &joined::<{ MONTH_LOCKERS.len() + COLLECTIVE_KEEPERS.len() }>(MONTH_LOCKERS, COLLECTIVE_KEEPERS);
/// Those who keep what collective bodies are, and who is in them.
pub(super) const COLLECTIVE_KEEPERS: &[Role] = &[CollectiveManager, CollectiveAccountant];
/// Those who close the books that others of the body kept, and open them again.
pub(super) const COLLECTIVE_CLOSERS: &[Role] = &[CollectiveManager];
/// Those who take in what banks answer to payouts, none of them to a batch that is their own: a body has two, its town and the county more.
pub(super) const PAYOUT_ANSWERERS: &[Role] = &[CollectiveManager, CollectiveAccountant, TownOfficer, FinanceClerk];
/// Those who see that, its persons masked.
pub(super) const COLLECTIVE_READERS: &[Role] = &[
    CollectiveManager,
    CollectiveAccountant,
    TownOfficer,
    FinanceClerk,
    FinanceSectionHead,
    FinanceViceDirector,
    FinanceDirector,
    Auditor,
];
/// Those who see what bodies distribute: those, and the department that checks its plans and lists.
pub(super) const DISTRIBUTION_READERS: &[Role] =
    &joined::<{ COLLECTIVE_READERS.len() + 1 }>(COLLECTIVE_READERS, &[LineReviewer]);
/// Those who keep public posts, attendance and lists by which persons are paid.
pub(super) const POST_KEEPERS: &[Role] = &[CollectiveManager, CollectiveAccountant, UnitClerk, SiteManager];
/// Those who look at what others of them recorded.
pub(super) const POST_CHECKERS: &[Role] =
    &joined::<{ POST_KEEPERS.len() + 2 }>(POST_KEEPERS, &[TownOfficer, LineReviewer]);
/// Those who see it, its persons masked.
pub(super) const POST_READERS: &[Role] =
    &joined::<{ DISTRIBUTION_READERS.len() + 2 }>(DISTRIBUTION_READERS, &[UnitClerk, SiteManager]);
/// Those who import rows of any kind, and those who audit it.
pub(super) const IMPORTERS: &[Role] = &[
    UnitClerk,
    FinanceClerk,
    BudgetOfficer,
    AssetOfficer,
    SiteManager,
    CollectiveManager,
    CollectiveAccountant,
    Auditor,
    Integration,
];
/// Those who send files of rows of any kind.
pub(super) const SENDERS: &[Role] = &[
    UnitClerk,
    FinanceClerk,
    BudgetOfficer,
    AssetOfficer,
    SiteManager,
    CollectiveManager,
    CollectiveAccountant,
    Auditor,
    Integration,
];
/// Those who import sites and existing stock.
pub(super) const PROPERTY_IMPORTERS: &[Role] = &[SiteManager, AssetOfficer, Integration];
/// Those who import organisations.
pub(super) const ORGANISATION_IMPORTERS: &[Role] = &[UnitClerk, FinanceClerk, BudgetOfficer, Integration];
/// Those who import lines of budget documents.
pub(super) const ALLOCATION_IMPORTERS: &[Role] = &[BudgetOfficer, Integration];

/// One list after the other.
pub(super) const fn joined<const N: usize>(first: &[Role], then: &[Role]) -> [Role; N] {
    let mut all = [first[0]; N];
    let mut at = 0;
    while at < N {
        all[at] = if at < first.len() { first[at] } else { then[at - first.len()] };
        at += 1;
    }
    all
}
