//! The schema, one file a change. The rules for writing one are in the README beside this folder.

use sea_orm_migration::{MigrationTrait, MigratorTrait};

mod dialect;

mod m0001_machines;
mod m0002_access;
mod m0003_places;
mod m0004_approvals;
mod m0005_ledger;
mod m0006_funds;
mod m0007_projects;
mod m0008_payments;
mod m0009_scheduler;
mod m0011_assets;
mod m0012_trace;
mod m0014_tables;
mod m0016_prints;
mod m0018_leads;
mod m0019_transfers;
mod m0013_exceptions;
mod m0020_upkeep;
mod m0022_sites;
mod m0021_publicity;
mod m0023_persons;
mod m0024_upkeep_orders;
mod m0026_forming;
mod m0025_joint_checks;
mod m0027_assets_by_contract;
mod m0028_complaints;
mod m0029_repairs;
mod m0030_table_jobs;
mod m0031_stock_lists;
mod m0032_households;
mod m0033_collectives;
mod m0034_web_copies;
mod m0035_wrapping_keys;
mod m0036_resolutions;
mod m0037_shares;
mod m0038_people_months;
mod m0039_income;
mod m0040_distributions;
mod m0041_shares_more;
mod m0042_dividends;
mod m0043_payouts;
mod m0044_posts;
mod m0045_rolls;
mod m0046_kinds;
mod m0047_two_levels;
mod m0048_written_persons;
mod m0049_value_basis;
mod m0050_paid_later;
mod m0051_again;
mod m0052_found_words;
mod m0053_approved_by;
mod m0054_pools;
mod m0055_waits;
mod m0056_posted_lists;
mod m0058_mends;
mod m0059_claims;
mod m0062_names;
mod m0063_corrections;
mod m0064_returned;
mod m0066_rents;
mod m0067_recoveries;
mod m0068_loans;
mod m0069_matches;
mod m0070_trace_in_order;
mod m0071_said_homes;
mod m0072_called_back;
mod m0074_match_units;
mod m0075_agents;
mod m0077_met_taken_back;
mod m0079_cards;
mod m0080_scheme_endings;
mod m0081_again_in_part;
mod m0082_judged_again;
mod m0083_one_form;
mod m0084_looked_up;
mod m0085_undone_recoveries;
mod m0086_votes_and_deaths;

pub use sea_orm_migration;

/// All changes, oldest first.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let mut all = before_lists();
        all.extend(since_lists());
        all
    }
}

/// Before anything was distributed: machines, places, money, assets, people, bodies.
fn before_lists() -> Vec<Box<dyn MigrationTrait>> {
    vec![
        Box::new(m0001_machines::Migration),
        Box::new(m0002_access::Migration),
        Box::new(m0003_places::Migration),
        Box::new(m0004_approvals::Migration),
        Box::new(m0005_ledger::Migration),
        Box::new(m0006_funds::Migration),
        Box::new(m0007_projects::Migration),
        Box::new(m0008_payments::Migration),
        Box::new(m0009_scheduler::Migration),
        Box::new(m0011_assets::Migration),
        Box::new(m0012_trace::Migration),
        Box::new(m0014_tables::Migration),
        Box::new(m0016_prints::Migration),
        Box::new(m0018_leads::Migration),
        Box::new(m0013_exceptions::Migration),
        Box::new(m0019_transfers::Migration),
        Box::new(m0020_upkeep::Migration),
        Box::new(m0023_persons::Migration),
        Box::new(m0024_upkeep_orders::Migration),
        Box::new(m0022_sites::Migration),
        Box::new(m0026_forming::Migration),
        Box::new(m0025_joint_checks::Migration),
        Box::new(m0027_assets_by_contract::Migration),
        Box::new(m0021_publicity::Migration),
        Box::new(m0028_complaints::Migration),
        Box::new(m0029_repairs::Migration),
        Box::new(m0030_table_jobs::Migration),
        Box::new(m0031_stock_lists::Migration),
        Box::new(m0032_households::Migration),
        Box::new(m0033_collectives::Migration),
        Box::new(m0034_web_copies::Migration),
        Box::new(m0035_wrapping_keys::Migration),
        Box::new(m0036_resolutions::Migration),
        Box::new(m0037_shares::Migration),
        Box::new(m0038_people_months::Migration),
        Box::new(m0039_income::Migration),
    ]
}

/// Since lists are distributed and paid.
fn since_lists() -> Vec<Box<dyn MigrationTrait>> {
    vec![
        Box::new(m0040_distributions::Migration),
        Box::new(m0041_shares_more::Migration),
        Box::new(m0042_dividends::Migration),
        Box::new(m0043_payouts::Migration),
        Box::new(m0044_posts::Migration),
        Box::new(m0045_rolls::Migration),
        Box::new(m0046_kinds::Migration),
        Box::new(m0047_two_levels::Migration),
        Box::new(m0048_written_persons::Migration),
        Box::new(m0049_value_basis::Migration),
        Box::new(m0050_paid_later::Migration),
        Box::new(m0051_again::Migration),
        Box::new(m0052_found_words::Migration),
        Box::new(m0053_approved_by::Migration),
        Box::new(m0054_pools::Migration),
        Box::new(m0055_waits::Migration),
        Box::new(m0056_posted_lists::Migration),
        Box::new(m0058_mends::Migration),
        Box::new(m0059_claims::Migration),
        Box::new(m0062_names::Migration),
        Box::new(m0063_corrections::Migration),
        Box::new(m0064_returned::Migration),
        Box::new(m0066_rents::Migration),
        Box::new(m0067_recoveries::Migration),
        Box::new(m0068_loans::Migration),
        Box::new(m0069_matches::Migration),
        Box::new(m0070_trace_in_order::Migration),
        Box::new(m0071_said_homes::Migration),
        Box::new(m0072_called_back::Migration),
        Box::new(m0074_match_units::Migration),
        Box::new(m0075_agents::Migration),
        Box::new(m0077_met_taken_back::Migration),
        Box::new(m0079_cards::Migration),
        Box::new(m0080_scheme_endings::Migration),
        Box::new(m0081_again_in_part::Migration),
        Box::new(m0082_judged_again::Migration),
        Box::new(m0083_one_form::Migration),
        Box::new(m0084_looked_up::Migration),
        Box::new(m0085_undone_recoveries::Migration),
        Box::new(m0086_votes_and_deaths::Migration),
    ]
}
