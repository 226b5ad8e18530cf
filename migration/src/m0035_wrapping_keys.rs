//! Which key outside the database wraps its data keys, so that it can be replaced while servers go on.

crate::dialect::migration!(
    "m0035_wrapping_keys",
    r#"
-- 主密钥: which key outside this database wraps its data keys
CREATE TABLE wrapping_key (
  id {id} PRIMARY KEY NOT NULL,
  mark {word} NOT NULL UNIQUE,
  state {word} NOT NULL CHECK (state IN ('current', 'replaced', 'retired')),
  since_at_ms {instant} NOT NULL
) {strict};
CREATE UNIQUE INDEX wrapping_key_current ON wrapping_key (state) WHERE state = 'current'
"#
);
