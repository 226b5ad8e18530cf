//! What rows of files name is found by name, and cards that may be the same by name and base day.

crate::dialect::migration!(
    "m0026_forming",
    r#"
CREATE INDEX organisation_by_name ON organisation (name);
CREATE INDEX organisation_by_uscc ON organisation (uscc);
CREATE INDEX site_by_name ON site (name);
CREATE INDEX asset_by_name ON asset (name, base_on);
"#
);
