//! What must hold of the books, recomputed from the postings.

use crate::ground::platform::Invariant;

/// I1, I2, I3, the region of the accounts, and the trail event of every entry.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::new(
            "I1",
            "the postings of every entry, two or more, add up to zero",
            "SELECT 'entry ' || {e.id} || ' adds up to ' || coalesce(sum(p.amount_fen), 0) || ' fen over ' || count(p.seq) || ' postings' \
               FROM ledger_entry e LEFT JOIN ledger_posting p ON p.entry_id = e.id \
              GROUP BY e.id HAVING coalesce(sum(p.amount_fen), 0) <> 0 OR count(p.seq) < 2",
        ),
        Invariant::new(
            "I2",
            "every kept balance is the sum of its postings",
            "SELECT 'account ' || {a.id} || ' (' || a.kind || ') keeps ' || a.balance_fen || ' fen, its postings make ' || coalesce(sum(p.amount_fen), 0) \
               FROM ledger_account a LEFT JOIN ledger_posting p ON p.account_id = a.id \
              GROUP BY a.id, a.kind, a.balance_fen HAVING a.balance_fen <> coalesce(sum(p.amount_fen), 0)",
        ),
        Invariant::new(
            "I2",
            "every snapshot adds to the one before it the postings of the days between",
            "SELECT 'snapshot of account ' || {s.account_id} || ' at the end of ' || s.as_of_on || ' keeps ' || s.balance_fen \
                 || ' fen, the one before it and the postings since make ' || (s.was + coalesce(sum(p.amount_fen), 0)) \
               FROM (SELECT account_id, as_of_on, balance_fen, coalesce(lag(balance_fen) OVER line, 0) AS was, \
                            lag(as_of_on) OVER line AS since FROM ledger_snapshot \
                     WINDOW line AS (PARTITION BY account_id ORDER BY as_of_on)) s \
               LEFT JOIN ledger_posting p ON p.account_id = s.account_id AND p.business_on <= s.as_of_on \
                     AND (s.since IS NULL OR p.business_on > s.since) \
              GROUP BY s.account_id, s.as_of_on, s.balance_fen, s.was \
             HAVING s.balance_fen <> s.was + coalesce(sum(p.amount_fen), 0)",
        ),
        Invariant::new(
            "I3",
            "no account but the contra accounts of inflow stands below zero",
            "SELECT 'account ' || {a.id} || ' (' || a.kind || ') stands at ' || a.balance_fen || ' fen' \
               FROM ledger_account a WHERE a.kind NOT IN ('source.inflow', 'collective.inflow') AND a.balance_fen < 0",
        ),
        Invariant::new(
            "I7",
            "every entry names a trail event that is there",
            "SELECT 'entry ' || {e.id} || ' (' || e.kind || ') names a trail event that is not there' \
               FROM ledger_entry e LEFT JOIN trail_event t ON t.id = e.event_id WHERE t.id IS NULL",
        ),
        Invariant::new(
            "I11",
            "a posting counts in the region and year of its account",
            "SELECT 'posting ' || p.seq || ' counts in ' || p.region_code || ' ' || p.fiscal_year || ', its account in ' || a.region_code || ' ' || a.fiscal_year \
               FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id \
              WHERE p.region_code <> a.region_code OR p.fiscal_year <> a.fiscal_year",
        ),
    ]
}
