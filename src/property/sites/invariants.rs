//! What must hold of sites. That a row lies where its site lies is held by the database, as a reference (I10).

use super::model::HeadcountState;
use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// I7, I9 of counts and parts.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::history("site_headcount", SubjectKind::SiteHeadcount),
        Invariant::walk(
            "site_headcount",
            SubjectKind::SiteHeadcount,
            &[HeadcountState::Standing],
            &HeadcountState::STEPS,
        ),
        Invariant::history("site_role", SubjectKind::SiteRole),
        Invariant::new(
            "I9",
            "a body has a part at a site once on any day, and one body alone the daily management",
            "SELECT 'site_role ' || {b.id} || ' overlaps ' || {a.id} \
               FROM site_role a JOIN site_role b ON b.site_id = a.site_id AND b.role = a.role AND b.id > a.id \
                AND (a.role = 'daily_management' OR b.organisation_id = a.organisation_id OR b.written_name = a.written_name) \
                AND (a.until_on IS NULL OR b.from_on < a.until_on) AND (b.until_on IS NULL OR a.from_on < b.until_on)",
        ),
    ]
}
