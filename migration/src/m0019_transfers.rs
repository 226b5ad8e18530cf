//! Transfers of assets.

crate::dialect::migration!(
    "m0019_transfers",
    r#"
-- 资产移交: one giver, one receiver, many assets, by one lawful act
CREATE TABLE asset_transfer (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  region_code {code} NOT NULL REFERENCES region (code),
  act {word} NOT NULL CHECK (act IN ('title_registration', 'allotment', 'free_transfer', 'custody_only', 'donation')),
  giver_id {id} NOT NULL REFERENCES organisation (id),
  from_regime {word},
  receiver_id {id} NOT NULL REFERENCES organisation (id),
  to_regime {word} NOT NULL,
  maintainer_id {id} NOT NULL REFERENCES organisation (id),
  upkeep_source {word} NOT NULL,
  stated_on {day} NOT NULL,
  supervisor_id {id} NOT NULL REFERENCES organisation (id),
  manager_id {id} REFERENCES organisation (id),
  location {text},
  reverses_id {id} REFERENCES asset_transfer (id),
  note {text},
  checked_on {day},
  check_file_id {id} REFERENCES file (id),
  check_note {text},
  state {word} NOT NULL CHECK (state IN ('listed', 'in_approval', 'returned', 'approved', 'effective', 'refused', 'cancelled')),
  run_id {id} REFERENCES approval_run (id),
  proposed_by {id} NOT NULL REFERENCES officer (id),
  approved_on {day},
  effective_on {day},
  signed_file_id {id} REFERENCES file (id),
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK (giver_id <> receiver_id),
  CHECK (supervisor_id NOT IN (giver_id, receiver_id)),
  CHECK ((state = 'effective') = (effective_on IS NOT NULL)),
  CHECK (signed_file_id IS NULL OR state = 'effective'),
  CHECK (effective_on IS NULL OR (approved_on IS NOT NULL AND approved_on <= effective_on))
) {strict};
CREATE INDEX asset_transfer_by_region ON asset_transfer (region_code, id);
CREATE INDEX asset_transfer_by_reversed ON asset_transfer (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX asset_transfer_by_update ON asset_transfer (updated_at_ms, id);

-- 移交清单: an asset of the list, with what its paper says of its value
CREATE TABLE asset_transfer_item (
  transfer_id {id} NOT NULL REFERENCES asset_transfer (id),
  n {small} NOT NULL,
  asset_id {id} NOT NULL REFERENCES asset (id),
  original_fen {money} NOT NULL CHECK (original_fen >= 0) {range:original_fen},
  accumulated_fen {money} NOT NULL CHECK (accumulated_fen BETWEEN 0 AND original_fen),
  costs_fen {money} NOT NULL CHECK (costs_fen >= 0) {range:costs_fen},
  recorded_fen {money} {range:recorded_fen},
  handover_before {word} NOT NULL,
  found {word} CHECK (found IN ('sound', 'defective', 'missing')),
  remark {text},
  refused_on {day},
  refused_reason {text},
  refused_by {id} REFERENCES officer (id),
  refused_file_id {id} REFERENCES file (id),
  is_open {bool} NOT NULL,
  PRIMARY KEY (transfer_id, n),
  CHECK ((refused_on IS NULL) = (refused_reason IS NULL) AND (refused_on IS NULL) = (refused_by IS NULL)),
  CHECK (refused_on IS NULL OR NOT is_open)
) {strict};
CREATE UNIQUE INDEX asset_transfer_item_open ON asset_transfer_item (asset_id) WHERE is_open;
CREATE UNIQUE INDEX asset_transfer_item_once ON asset_transfer_item (transfer_id, asset_id);
CREATE INDEX asset_transfer_item_by_asset ON asset_transfer_item (asset_id);
"#
);
