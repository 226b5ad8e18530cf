//! What must hold of upkeep.

use super::model::OrderState;
use crate::{
    ground::{
        kernel::SubjectKind,
        platform::{Invariant, SealedColumn},
    },
    office::people::NameColumn,
};

/// Columns whose values are sealed.
pub const SEALED: &[SealedColumn] = &[SealedColumn::of("upkeep_duty", "phone")];

/// Columns that show names; those of private persons are sealed.
pub const NAMES: &[NameColumn] = &[
    NameColumn {
        table: "upkeep_duty",
        column: "written_name",
        person: "written_person_id",
        region: "t.region_code",
        of: "1 = 1",
    },
    NameColumn {
        table: "upkeep_order",
        column: "assignee_name",
        person: "assignee_person_id",
        region: "t.region_code",
        of: "1 = 1",
    },
];

/// I7, I9, I11 of duties, inspections and orders; I2, I3 and I5 of what orders cost.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::history("upkeep_duty", SubjectKind::UpkeepDuty),
        Invariant::inside("upkeep_duty", "asset_id", "asset"),
        Invariant::new(
            "I9",
            "one kind of upkeep of an asset has at most one keeper on any day",
            "SELECT 'upkeep_duty ' || {b.id} || ' overlaps ' || {a.id} \
               FROM upkeep_duty a JOIN upkeep_duty b ON b.asset_id = a.asset_id AND b.duty = a.duty AND b.id > a.id \
                AND (a.until_on IS NULL OR b.from_on < a.until_on) AND (b.until_on IS NULL OR a.from_on < b.until_on)",
        ),
        Invariant::new(
            "I2",
            "a duty and an order show of a private person what the sealed name shows",
            "SELECT 'upkeep_duty ' || {d.id} || ' shows another name than is sealed' FROM upkeep_duty d \
               JOIN written_person w ON w.id = d.written_person_id WHERE d.written_name IS NULL OR w.shown <> d.written_name \
             UNION ALL SELECT 'upkeep_order ' || {o.id} || ' shows another name than is sealed' FROM upkeep_order o \
               JOIN written_person w ON w.id = o.assignee_person_id WHERE o.assignee_name IS NULL OR w.shown <> o.assignee_name",
        ),
        Invariant::history("upkeep_plan", SubjectKind::UpkeepPlan),
        Invariant::inside("upkeep_due", "plan_id", "upkeep_plan"),
        Invariant::inside("upkeep_due", "asset_id", "asset"),
        Invariant::new(
            "I2",
            "what answers something that was due is of the same asset, and of the kind that its plan says",
            "SELECT 'upkeep_due ' || {d.id} || ' is answered by something else' FROM upkeep_due d \
               JOIN upkeep_plan p ON p.id = d.plan_id LEFT JOIN inspection i ON i.id = d.inspection_id \
               LEFT JOIN upkeep_order o ON o.id = d.order_id \
              WHERE i.asset_id <> d.asset_id OR o.asset_id <> d.asset_id OR (p.task = 'order') <> (d.order_id IS NOT NULL)",
        ),
        Invariant::history("inspection", SubjectKind::Inspection),
        Invariant::inside("inspection", "asset_id", "asset"),
        Invariant::history("upkeep_order", SubjectKind::UpkeepOrder),
        Invariant::walk("upkeep_order", SubjectKind::UpkeepOrder, &[OrderState::Opened], OrderState::STEPS),
        Invariant::inside("upkeep_order", "asset_id", "asset"),
        Invariant::new(
            "I9",
            "an order answers a finding of its own asset",
            "SELECT 'upkeep_order ' || {o.id} || ' answers a finding of another asset' \
               FROM upkeep_order o JOIN inspection i ON i.id = o.inspection_id WHERE i.asset_id <> o.asset_id",
        ),
        Invariant::new(
            "I3",
            "no more of an order is met than was verified",
            "SELECT 'upkeep_order ' || {o.id} || ' is met with ' || sum(m.amount_fen) || ' of ' || coalesce(o.verified_fen, 0) \
               FROM upkeep_order o JOIN upkeep_order_met m ON m.order_id = o.id AND m.taken_back_by IS NULL \
              GROUP BY o.id, o.verified_fen HAVING sum(m.amount_fen) > coalesce(o.verified_fen, 0)",
        ),
        Invariant::new(
            "I2",
            "an order is closed when its cost is met",
            "SELECT 'upkeep_order ' || {o.id} || ' was closed with ' || (coalesce(m.met, 0) + o.paid_fen) || ' of ' || o.verified_fen \
               FROM upkeep_order o LEFT JOIN (SELECT order_id, sum(amount_fen) AS met FROM upkeep_order_met WHERE taken_back_by IS NULL GROUP BY order_id) m \
                 ON m.order_id = o.id WHERE o.state = 'closed' AND coalesce(m.met, 0) + o.paid_fen <> o.verified_fen",
        ),
        Invariant::new(
            "I2",
            "what claims may pay of an order is what was verified of it",
            "SELECT 'upkeep_order ' || {o.id} || ' and its bill differ' FROM upkeep_order o LEFT JOIN upkeep_bill b ON b.order_id = o.id AND NOT b.taken_back \
              WHERE (o.payee_id IS NULL) <> (b.order_id IS NULL) OR b.payee_id <> o.payee_id OR b.amount_fen <> o.verified_fen",
        ),
        Invariant::new(
            "I2",
            "what was capitalised raised the value of its asset on the day on which the order was closed",
            "SELECT 'upkeep_order ' || {o.id} || ' raised no value' FROM upkeep_order o \
              WHERE o.state = 'closed' AND o.treatment = 'capital' AND NOT EXISTS (SELECT 1 FROM asset_event e \
                WHERE e.asset_id = o.asset_id AND e.track = 'value' AND e.on_day = o.closed_on AND e.reason = o.number)",
        ),
    ]
}
