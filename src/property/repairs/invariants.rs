//! What must hold of repairs. That a row lies where its site lies is held by the database, as a reference (I10).

use super::model::{LinkState, RequestState};
use crate::ground::{
    kernel::SubjectKind,
    platform::{Invariant, SealedColumn},
};

/// Columns whose values are sealed.
pub const SEALED: &[SealedColumn] =
    &[SealedColumn::of("repair_request", "told"), SealedColumn::of("repair_request", "phone")];

/// I2, I7, I9 of links and requests.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::history("repair_link", SubjectKind::RepairLink),
        Invariant::walk("repair_link", SubjectKind::RepairLink, &[LinkState::Open], &LinkState::STEPS),
        Invariant::history("repair_request", SubjectKind::RepairRequest),
        Invariant::walk("repair_request", SubjectKind::RepairRequest, &[RequestState::Received], &RequestState::STEPS),
        Invariant::new(
            "I2",
            "a request is of its link's site",
            "SELECT 'repair_request ' || {r.id} || ' came by a link of another site' \
               FROM repair_request r JOIN repair_link l ON l.id = r.link_id WHERE l.site_id <> r.site_id",
        ),
        Invariant::new(
            "I2",
            "a request and the order that it became name each other",
            "SELECT 'repair_request ' || {r.id} || ' and its order do not name each other' \
               FROM repair_request r LEFT JOIN upkeep_order o ON o.id = r.order_id \
              WHERE r.order_id IS NOT NULL AND (o.repair_request_id IS NULL OR o.repair_request_id <> r.id) \
             UNION ALL SELECT 'upkeep_order ' || {o.id} || ' answers a request that names no order' \
               FROM upkeep_order o JOIN repair_request r ON r.id = o.repair_request_id WHERE r.order_id IS NULL",
        ),
    ]
}
