//! What must hold of publicity. That every sealed content opens in its place (I12) takes keys that no statement has: a test walks it.

use super::model::PostingState;
use crate::ground::{
    kernel::SubjectKind,
    platform::{Invariant, SealedColumn},
};

/// Columns whose values are sealed.
pub const SEALED: &[SealedColumn] = &[
    SealedColumn { word: None, ..SealedColumn::numbered("posting_content", "sealed", ("posting_id", "revision")) },
    SealedColumn::numbered("posting_objection", "said", ("posting_id", "n")),
    SealedColumn::numbered("posting_objection", "answer", ("posting_id", "n")),
];

/// What is posted, and the region of its posting.
const INSIDE: &str = "SELECT 'asset ' || {a.id} || ' in ' || a.region_code || ' is posted by posting ' || {p.id} || ' in ' || p.region_code \
               FROM posting_subject s JOIN posting p ON p.id = s.posting_id JOIN asset a ON a.id = s.asset_id \
              WHERE substr(a.region_code, 1, length(p.region_code)) <> p.region_code \
             UNION ALL SELECT 'asset_transfer ' || {t.id} || ' in ' || t.region_code || ' is posted by posting ' || {p.id} || ' in ' || p.region_code \
               FROM posting_subject s JOIN posting p ON p.id = s.posting_id JOIN asset_transfer t ON t.id = s.transfer_id \
              WHERE substr(t.region_code, 1, length(p.region_code)) <> p.region_code \
             UNION ALL SELECT 'distribution ' || {t.id} || ' in ' || t.region_code || ' is posted by posting ' || {p.id} || ' in ' || p.region_code \
               FROM posting_subject s JOIN posting p ON p.id = s.posting_id JOIN distribution t ON t.id = s.distribution_id \
              WHERE substr(t.region_code, 1, length(p.region_code)) <> p.region_code \
             UNION ALL SELECT 'to_person_list ' || {t.id} || ' in ' || t.region_code || ' is posted by posting ' || {p.id} || ' in ' || p.region_code \
               FROM posting_subject s JOIN posting p ON p.id = s.posting_id JOIN to_person_list t ON t.id = s.to_person_list_id \
              WHERE substr(t.region_code, 1, length(p.region_code)) <> p.region_code \
             UNION ALL SELECT 'share_scheme ' || {t.id} || ' in ' || t.region_code || ' is posted by posting ' || {p.id} || ' in ' || p.region_code \
               FROM posting_subject s JOIN posting p ON p.id = s.posting_id JOIN share_scheme t ON t.id = s.share_scheme_id \
              WHERE substr(t.region_code, 1, length(p.region_code)) <> p.region_code \
             UNION ALL SELECT 'village_decision ' || {d.id} || ' of ' || d.region_code || ' stands under posting ' || {p.id} || ' in ' || p.region_code \
               FROM posting p JOIN village_decision d ON d.id = p.decision_id \
              WHERE substr(d.region_code, 1, length(p.region_code)) <> p.region_code";

/// Lists and the postings by which they hang.
const LISTS: &str = "SELECT 'distribution ' || {t.id} || ' hangs by posting ' || {t.posting_id} || ', which is not about it' FROM distribution t \
              WHERE t.posting_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM posting_subject s WHERE s.posting_id = t.posting_id AND s.distribution_id = t.id) \
             UNION ALL SELECT 'to_person_list ' || {t.id} || ' hangs by posting ' || {t.posting_id} || ', which is not about it' FROM to_person_list t \
              WHERE t.posting_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM posting_subject s WHERE s.posting_id = t.posting_id AND s.to_person_list_id = t.id) \
             UNION ALL SELECT 'posting ' || {p.id} || ' keeps no digest of list ' || s.number || ' in revision ' || p.revision \
               FROM posting p JOIN posting_subject s ON s.posting_id = p.id \
              WHERE (s.distribution_id IS NOT NULL OR s.to_person_list_id IS NOT NULL OR s.share_scheme_id IS NOT NULL) \
                AND NOT EXISTS (SELECT 1 FROM posting_list l WHERE l.posting_id = p.id AND l.revision = p.revision AND l.n = s.n)";

/// I2, I4, I7, I9, I10, I11 of postings and decisions.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::history("village_decision", SubjectKind::VillageDecision),
        Invariant::history("posting", SubjectKind::Posting),
        Invariant::walk("posting", SubjectKind::Posting, &[PostingState::Draft], PostingState::STEPS),
        Invariant::new(
            "I11",
            "what is posted lies inside the region in which it hangs, and so does the village that decided on it",
            INSIDE,
        ),
        Invariant::new(
            "I4",
            "a term runs exactly while its posting hangs, and hangs with the content of its revision",
            "SELECT 'posting ' || {p.id} || ' is ' || p.state || ' with ' || (SELECT count(*) FROM posting_term t \
                 WHERE t.posting_id = p.id AND t.ending IS NULL) || ' terms that run' FROM posting p \
              WHERE (p.state = 'posted') <> EXISTS (SELECT 1 FROM posting_term t WHERE t.posting_id = p.id AND t.ending IS NULL) \
             UNION ALL SELECT 'term ' || t.n || ' of posting ' || {t.posting_id} || ' has another digest than revision ' || t.revision \
               FROM posting_term t JOIN posting_content c ON c.posting_id = t.posting_id AND c.revision = t.revision \
              WHERE c.digest <> t.digest",
        ),
        Invariant::new(
            "I4",
            "a posting was closed by somebody else, after its last day, with every objection answered, none upheld, and a photo of the end at every place",
            "SELECT 'posting ' || {p.id} || ' was closed before its time or by its maker' FROM posting p \
              WHERE p.state = 'closed' AND (p.closed_by = p.filed_by OR p.closed_by = p.posted_by \
                 OR NOT EXISTS (SELECT 1 FROM posting_term t WHERE t.posting_id = p.id AND t.ending = 'closed' \
                      AND t.revision = p.revision AND t.ends_on < p.closed_on \
                      AND (p.closed_on > t.seen_until_on OR p.proof_file_id IS NOT NULL)) \
                 OR EXISTS (SELECT 1 FROM posting_objection o WHERE o.posting_id = p.id AND o.recorded_late_on IS NULL \
                      AND (o.result IS NULL OR (o.result = 'upheld' AND o.revision = p.revision))) \
                 OR NOT EXISTS (SELECT 1 FROM posting_place l WHERE l.posting_id = p.id AND l.revision = p.revision) \
                 OR EXISTS (SELECT 1 FROM posting_place l JOIN posting_term t ON t.posting_id = l.posting_id AND t.ending = 'closed' \
                      WHERE l.posting_id = p.id AND l.revision = p.revision AND (l.end_on IS NULL OR l.end_on < t.ends_on)))",
        ),
        Invariant::new(
            "I9",
            "what was taken down was shown outside, and not for less than its term",
            "SELECT 'page ' || d.n || ' of revision ' || d.revision || ' of posting ' || {d.posting_id} || ' was taken down on ' || d.down_on \
               FROM posting_copy_down d LEFT JOIN posting_place l ON l.posting_id = d.posting_id AND l.revision = d.revision AND l.n = d.n \
              WHERE coalesce(l.profile, 'board') = 'board' OR NOT EXISTS (SELECT 1 FROM posting_term t \
                 WHERE t.posting_id = d.posting_id AND t.revision = d.revision) OR EXISTS (SELECT 1 FROM posting_term t \
                 WHERE t.posting_id = d.posting_id AND t.revision = d.revision AND d.down_on <= t.ends_on \
                   AND (t.ended_on IS NULL OR d.down_on <= t.ended_on))",
        ),
        Invariant::new(
            "I4",
            "what was told after the close of a posting came within the term by which it was closed, and stops nothing",
            "SELECT 'objection ' || o.n || ' of posting ' || {p.id} || ' was told on ' || o.recorded_late_on \
               FROM posting_objection o JOIN posting p ON p.id = o.posting_id WHERE o.recorded_late_on IS NOT NULL \
                AND (p.state <> 'closed' OR o.suspends OR o.recorded_late_on < p.closed_on OR NOT EXISTS (SELECT 1 FROM posting_term t \
                  WHERE t.posting_id = p.id AND t.ending = 'closed' AND o.received_on BETWEEN t.from_on AND t.ends_on))",
        ),
        Invariant::new(
            "I10",
            "a list hangs by a posting that is about it, and of each list a posting keeps what it digests to",
            LISTS,
        ),
        Invariant::new(
            "I9",
            "a posting is stopped as long as an objection that suspends has no answer",
            "SELECT 'posting ' || {p.id} || ' is ' || p.state || ' with an objection that suspends' FROM posting p \
              WHERE p.state IN ('posted', 'suspended') AND (p.state = 'suspended') <> EXISTS (SELECT 1 FROM posting_objection o \
                WHERE o.posting_id = p.id AND o.suspends AND o.result IS NULL)",
        ),
    ]
}
