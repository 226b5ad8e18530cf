//! What must hold of transfers.

use super::model::TransferState;
use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// Joint owners who give together.
fn of_joint_givers() -> Invariant {
    Invariant::new(
        "I4",
        "what joint owners gave has the word of every one of them, none by an officer who signed for another side too",
        "SELECT 'asset_transfer ' || {t.id} || ' took effect without the word of every giver' \
           FROM asset_transfer t JOIN asset_transfer_giver g ON g.transfer_id = t.id \
          WHERE t.state = 'effective' AND (g.officer_id IS NULL OR (g.scan_file_id IS NOT NULL AND g.confirmed_by IS NULL) \
             OR NOT EXISTS (SELECT 1 FROM asset_transfer_signature s WHERE s.transfer_id = t.id AND s.digest = g.digest)) \
         UNION ALL SELECT 'asset_transfer ' || {t.id} || ' was signed by one officer for two' \
           FROM asset_transfer t JOIN asset_transfer_giver g ON g.transfer_id = t.id AND g.scan_file_id IS NULL \
          WHERE t.state = 'effective' AND (EXISTS (SELECT 1 FROM asset_transfer_signature s WHERE s.transfer_id = t.id \
              AND s.scan_file_id IS NULL AND s.officer_id = g.officer_id) \
             OR EXISTS (SELECT 1 FROM asset_transfer_giver o WHERE o.transfer_id = t.id AND o.n <> g.n \
              AND o.scan_file_id IS NULL AND o.officer_id = g.officer_id))",
    )
}

/// I2, I4, I7, I9, I11 of transfers.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::history("asset_transfer", SubjectKind::AssetTransfer),
        Invariant::walk("asset_transfer", SubjectKind::AssetTransfer, &[TransferState::Listed], TransferState::STEPS),
        Invariant::new(
            "I11",
            "the assets of a transfer lie inside its region",
            "SELECT 'asset ' || {a.id} || ' in ' || a.region_code || ' stands in asset_transfer ' || {t.id} || ' of ' || t.region_code \
               FROM asset_transfer_item i JOIN asset_transfer t ON t.id = i.transfer_id JOIN asset a ON a.id = i.asset_id \
              WHERE substr(a.region_code, 1, length(t.region_code)) <> t.region_code",
        ),
        Invariant::new(
            "I2",
            "an item is open as long as its transfer is and it was not refused, and its asset is in transfer then or was handed over before",
            "SELECT 'asset ' || {a.id} || ' is ' || a.handover_state || ' in asset_transfer ' || {t.id} || ' that is ' || t.state \
               FROM asset_transfer_item i JOIN asset_transfer t ON t.id = i.transfer_id JOIN asset a ON a.id = i.asset_id \
              WHERE i.is_open <> (t.state IN ('listed', 'in_approval', 'returned', 'approved') AND i.refused_on IS NULL) \
                 OR (i.is_open AND a.handover_state <> 'in_transfer' \
                     AND (i.handover_before = 'not_handed_over' OR a.handover_state <> i.handover_before))",
        ),
        Invariant::new(
            "I2",
            "an asset of a transfer by which ownership passed was handed over on the day it took effect, and is owned by its receiver then",
            "SELECT 'asset ' || {i.asset_id} || ' was not handed over by asset_transfer ' || {t.id} \
               FROM asset_transfer_item i JOIN asset_transfer t ON t.id = i.transfer_id \
              WHERE t.state = 'effective' AND t.act <> 'custody_only' AND i.refused_on IS NULL \
                AND (NOT EXISTS (SELECT 1 FROM asset_event e WHERE e.asset_id = i.asset_id \
                  AND e.track = 'handover' AND e.state = 'handed_over' AND e.on_day = t.effective_on) \
                 OR NOT EXISTS (SELECT 1 FROM asset_ownership o WHERE o.asset_id = i.asset_id \
                  AND o.organisation_id = t.receiver_id AND o.from_on <= t.effective_on \
                  AND (o.until_on IS NULL OR o.until_on >= t.effective_on)))",
        ),
        Invariant::new(
            "I4",
            "a transfer stands as its approval does",
            "SELECT 'asset_transfer ' || {x.id} || ' is ' || x.state || ', its approval ' || coalesce(r.state, 'is not there') \
               FROM asset_transfer x LEFT JOIN approval_run r ON r.id = x.run_id AND r.matter = 'asset_transfer' AND r.subject_id = x.id \
              WHERE (x.run_id IS NULL) <> (x.state = 'listed' OR (x.state = 'cancelled' AND x.run_id IS NULL)) \
                 OR x.run_id IS NOT NULL AND coalesce(r.state, 'none') NOT IN ('approved', 'rejected', 'withdrawn', 'returned', 'open', 'blocked') \
                 OR (x.state IN ('approved', 'effective') AND r.state <> 'approved') \
                 OR (r.state = 'approved' AND x.state NOT IN ('approved', 'effective', 'cancelled')) \
                 OR (x.state = 'refused') <> (r.state = 'rejected') OR (x.state = 'returned') <> (r.state = 'returned')",
        ),
        Invariant::new(
            "I4",
            "what took effect was signed by three sides, by no officer for two and by no scan that nobody else confirmed",
            "SELECT 'asset_transfer ' || {t.id} || ' took effect with ' || count(s.side) || ' signatures' \
               FROM asset_transfer t LEFT JOIN asset_transfer_signature s ON s.transfer_id = t.id \
                AND (s.scan_file_id IS NULL OR (s.confirmed_by IS NOT NULL AND s.confirmed_by <> s.officer_id)) \
              WHERE t.state = 'effective' GROUP BY t.id HAVING count(s.side) <> 3 OR count(DISTINCT s.digest) <> 1 \
                 OR count(DISTINCT CASE WHEN s.scan_file_id IS NULL THEN s.officer_id END) <> count(CASE WHEN s.scan_file_id IS NULL THEN 1 END) \
             UNION ALL SELECT 'defect ' || d.n || ' of asset_transfer ' || {d.transfer_id} || ' was confirmed by whoever cured it' \
               FROM asset_transfer_defect d WHERE d.closed_by = d.cured_by",
        ),
        of_joint_givers(),
        Invariant::new(
            "I4",
            "what undoes a transfer goes the other way, and no asset is given back twice",
            "SELECT 'asset_transfer ' || {b.id} || ' does not undo ' || a.number FROM asset_transfer b JOIN asset_transfer a ON a.id = b.reverses_id \
              WHERE a.state <> 'effective' OR a.giver_id <> b.receiver_id OR a.receiver_id <> b.giver_id \
             UNION ALL SELECT 'asset ' || {i.asset_id} || ' is given back ' || count(*) || ' times' \
               FROM asset_transfer t JOIN asset_transfer_item i ON i.transfer_id = t.id \
              WHERE t.reverses_id IS NOT NULL AND t.state NOT IN ('refused', 'cancelled') AND i.refused_on IS NULL \
              GROUP BY t.reverses_id, i.asset_id HAVING count(*) > 1",
        ),
    ]
}
