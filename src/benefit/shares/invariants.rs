//! What must hold of schemes, share registers and certificates.

use super::model::{CertificateState, SchemeState};
use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// What the entries of a register add up to.
fn sums() -> [Invariant; 6] {
    [
        Invariant::new(
            "I2",
            "what somebody has of a class from a day on is what all entries until that day add up to",
            "SELECT 'holder ' || {h.holder_id} || ' keeps ' || h.shares_e4 || ' of ' || h.class || ' from ' || h.from_on || ', the entries make ' \
                    || coalesce((SELECT sum(e.delta_e4) FROM share_entry e JOIN share_transaction t ON t.id = e.transaction_id \
                                  WHERE e.holder_id = h.holder_id AND e.class = h.class AND t.happened_on <= h.from_on), 0) \
               FROM share_holding h \
              WHERE h.shares_e4 <> coalesce((SELECT sum(e.delta_e4) FROM share_entry e JOIN share_transaction t ON t.id = e.transaction_id \
                                              WHERE e.holder_id = h.holder_id AND e.class = h.class AND t.happened_on <= h.from_on), 0)",
        ),
        Invariant::new(
            "I2",
            "a stretch of shares ends where the next entry of its holder and class takes effect, and where there are none there is none",
            "SELECT 'holder ' || {e.holder_id} || ' has no stretch of ' || e.class || ' that holds or ends on ' || t.happened_on \
               FROM share_entry e JOIN share_transaction t ON t.id = e.transaction_id \
              WHERE (SELECT coalesce(sum(o.delta_e4), 0) FROM share_entry o JOIN share_transaction p ON p.id = o.transaction_id \
                      WHERE o.holder_id = e.holder_id AND o.class = e.class AND p.happened_on <= t.happened_on) \
                 <> coalesce((SELECT max(h.shares_e4) FROM share_holding h WHERE h.holder_id = e.holder_id AND h.class = e.class \
                      AND h.from_on <= t.happened_on AND (h.until_on IS NULL OR h.until_on > t.happened_on)), 0)",
        ),
        Invariant::new(
            "I2",
            "no two stretches of a holder and class meet",
            "SELECT 'holder ' || {a.holder_id} || ' has ' || a.class || ' twice from ' || b.from_on FROM share_holding a \
               JOIN share_holding b ON b.holder_id = a.holder_id AND b.class = a.class AND b.from_on > a.from_on \
              WHERE a.until_on IS NULL OR a.until_on > b.from_on",
        ),
        Invariant::new(
            "I2",
            "what is kept as held of a class is the sum of what its holders have at the last",
            "SELECT 'share_scheme ' || {c.scheme_id} || ' keeps ' || c.issued_e4 || ' of ' || c.class || ', its holders have ' || coalesce(s.held, 0) \
               FROM share_class c LEFT JOIN (SELECT o.scheme_id, h.class, sum(h.shares_e4) AS held FROM share_holding h \
                 JOIN share_holder o ON o.id = h.holder_id WHERE h.until_on IS NULL GROUP BY o.scheme_id, h.class) s \
                 ON s.scheme_id = c.scheme_id AND s.class = c.class \
              WHERE c.issued_e4 <> coalesce(s.held, 0)",
        ),
        Invariant::new(
            "I2",
            "while the days of a register are held, as many transactions stand on them as when they were held",
            "SELECT h.subject_kind || ' ' || {h.subject_id} || ' holds days until ' || h.until_on || ' with ' || h.transactions || ' transactions, there are ' \
                    || (SELECT count(*) FROM share_transaction t WHERE t.scheme_id = h.scheme_id AND t.happened_on <= h.until_on) \
               FROM share_hold h \
              WHERE h.transactions <> (SELECT count(*) FROM share_transaction t WHERE t.scheme_id = h.scheme_id AND t.happened_on <= h.until_on)",
        ),
        Invariant::new(
            "I3",
            "of no class more is held than its scheme has, and of a static one in force exactly that",
            "SELECT 'share_scheme ' || {s.id} || ' has ' || c.planned_e4 || ' of ' || c.class || ', held are ' || c.issued_e4 \
               FROM share_class c JOIN share_scheme s ON s.id = c.scheme_id \
              WHERE (NOT (s.model = 'dynamic' AND s.state IN ('in_force', 'closed')) AND c.issued_e4 > c.planned_e4) \
                 OR (s.model = 'static' AND s.state = 'in_force' AND c.issued_e4 <> c.planned_e4)",
        ),
    ]
}

/// Who ends a scheme, or takes its end back, does not do so alone; schemes that were closed before two officers were wanted tell nobody.
fn ended_by_two() -> Invariant {
    Invariant::new(
        "I4",
        "a scheme is closed where one officer asked for it and another confirmed it, and nowhere else",
        "SELECT 'share_scheme ' || {s.id} || ' is ' || s.state || ', and what was asked of its end says otherwise' FROM share_scheme s \
          WHERE s.ending IS NOT NULL AND (s.ending_confirmed_by = s.ending_by \
             OR (s.state = 'closed') <> ((s.ending = 'close') = (s.ending_confirmed_by IS NOT NULL)))",
    )
}

/// By its form a certificate is found again, however it was typed.
fn certificates_of_deaths() -> Invariant {
    Invariant::new(
        "I2",
        "each certificate of a death that was told is kept in the one form too, and nothing else is",
        "SELECT 'share_transaction ' || {t.id} || ' tells of a certificate, and is not found by it' FROM share_transaction t \
          WHERE (t.death_paper IS NOT NULL) <> EXISTS (SELECT 1 FROM share_death_paper p WHERE p.transaction_id = t.id)",
    )
}

/// I2, I3 of registers; I4 of who ends schemes; I7, I9, I11 of schemes and certificates; I7, I11 of transactions.
pub fn invariants() -> Vec<Invariant> {
    let own = [
        ended_by_two(),
        certificates_of_deaths(),
        Invariant::history("share_scheme", SubjectKind::ShareScheme),
        Invariant::walk("share_scheme", SubjectKind::ShareScheme, &[SchemeState::Draft], &SchemeState::STEPS),
        Invariant::inside("share_scheme", "collective_id", "collective"),
        Invariant::history("share_transaction", SubjectKind::ShareTransaction),
        Invariant::inside("share_transaction", "scheme_id", "share_scheme"),
        Invariant::history("share_certificate", SubjectKind::ShareCertificate),
        Invariant::walk(
            "share_certificate",
            SubjectKind::ShareCertificate,
            &[CertificateState::Valid],
            &CertificateState::STEPS,
        ),
        Invariant::inside("share_certificate", "scheme_id", "share_scheme"),
    ];
    own.into_iter().chain(sums()).collect()
}
