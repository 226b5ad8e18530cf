//! What other departments' lists say of persons, by the blind index of their number alone.

crate::dialect::migration!(
    "m0069_matches",
    r#"
-- 比对名单行: that a list of another department names somebody, by the blind index of the ID number; neither name nor number is kept
CREATE TABLE match_line (
  id {id} PRIMARY KEY NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  concern {word} NOT NULL CHECK (concern IN ('officer', 'relative', 'vehicle', 'house', 'company', 'civil_servant')),
  source {text} NOT NULL,
  listed_on {day} NOT NULL,
  id_index {word} NOT NULL CHECK (length(id_index) = 64),
  note {text},
  state {word} NOT NULL CHECK (state IN ('in_force', 'withdrawn')),
  withdraw_reason {text},
  import_id {id} NOT NULL REFERENCES table_import (id) DEFERRABLE INITIALLY DEFERRED,
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK ((state = 'withdrawn') = (withdraw_reason IS NOT NULL))
) {strict};
CREATE INDEX match_line_by_region ON match_line (region_code, id);
CREATE INDEX match_line_by_update ON match_line (updated_at_ms, id);
CREATE INDEX match_line_by_index ON match_line (id_index);
CREATE INDEX match_line_by_import ON match_line (import_id);
"#
);
