//! What waits of lists, found over all plans.

crate::dialect::migration!(
    "m0055_waits",
    r#"
CREATE INDEX distribution_line_waits ON distribution_line (distribution_id, holder_id) WHERE state <> 'due';
"#
);
