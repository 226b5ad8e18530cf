//! The strangers matrix: every operation of the published document meets whoever has no login, everybody in a role that may not,
//! and everybody who may, but elsewhere. It is made from the document that the server serves: an operation added tomorrow is
//! met without anybody remembering, and one that cannot be met fails by its name.

mod bodies;
mod county;
mod document;
mod people;
mod planted;
mod references;
mod sameness;
mod second_asked;
mod second_of_pools;
mod second_person;
mod stage;
mod tables;
mod without_login;
mod wrong_region;
mod wrong_role;

use document::Document;
use stage::{Stage, Tally};

engines! {
    /// Nobody gets anything out of an operation that is not theirs, and nothing but denials is written.
    async fn every_operation_meets_its_strangers(app) {
        let stage = Stage::set(app).await;
        assert!(stage.document.operations.len() >= 150, "{} operations", stage.document.operations.len());
        let before = tables::stand(app).await;
        let parts = [without_login::meet(&stage).await, wrong_role::meet(&stage).await, wrong_region::meet(&stage).await];
        Tally::settle(&parts);
        let after = tables::stand(app).await;
        let touched: Vec<_> = before.iter().filter(|(table, rows)| after.get(*table) != Some(rows)).collect();
        assert!(touched.is_empty(), "a stranger wrote to {touched:?}");
    }

    /// Whoever may act here cannot learn by a reference what lies in the county beside, nor use it.
    async fn every_reference_ends_at_the_border(app) {
        let stage = Stage::set(app).await;
        references::meet(&stage).await;
    }

    /// Whoever made it does not check it, and every operation that checks is asked about.
    async fn the_maker_is_never_the_checker(app) {
        second_person::assert_complete(&Document::of(app).await);
        second_person::meet(app).await;
    }
}
