//! What a body's own books say that it has, line by line, and which asset of the register answers each.

crate::dialect::migration!(
    "m0031_stock_lists",
    r#"
-- 清册行: one asset of a list from a body's own books; the import that last said it is its evidence
CREATE TABLE stock_line (
  id {id} PRIMARY KEY NOT NULL,
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  region_code {code} NOT NULL REFERENCES region (code),
  name {text} NOT NULL,
  source {word} NOT NULL CHECK (source IN ('public_money', 'gift', 'own', 'other')),
  original_value_fen {money} CHECK (original_value_fen > 0) {range:original_value_fen},
  acquired_on {day},
  first_listed_on {day} NOT NULL,
  listed_on {day} NOT NULL,
  import_id {id} NOT NULL REFERENCES table_import (id) DEFERRABLE INITIALLY DEFERRED,
  note {text},
  state {word} NOT NULL CHECK (state IN ('open', 'matched', 'set_aside')),
  asset_id {id} REFERENCES asset (id),
  asset_number {word},
  reason {text},
  file_id {id} REFERENCES file (id),
  settled_on {day},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK (listed_on >= first_listed_on),
  CHECK (acquired_on IS NULL OR acquired_on <= listed_on),
  CHECK ((state = 'matched') = (asset_id IS NOT NULL)),
  CHECK ((asset_id IS NULL) = (asset_number IS NULL)),
  CHECK ((state = 'open') = (settled_on IS NULL)),
  CHECK (state <> 'matched' OR reason IS NULL),
  CHECK (state <> 'set_aside' OR reason IS NOT NULL),
  CHECK (file_id IS NULL OR state = 'set_aside')
) {strict};
CREATE UNIQUE INDEX stock_line_answered ON stock_line (asset_id, organisation_id) WHERE asset_id IS NOT NULL;
CREATE INDEX stock_line_by_region ON stock_line (region_code, id);
CREATE INDEX stock_line_by_update ON stock_line (updated_at_ms, id);
CREATE INDEX stock_line_by_organisation ON stock_line (organisation_id, id);
CREATE INDEX stock_line_by_import ON stock_line (import_id)
"#
);
