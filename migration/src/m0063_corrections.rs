//! What a card said wrongly of how it came into being, told by one officer and confirmed by another; dwellings by their certificates;
//! by which paper another is paid than who had an order; joint owners who give together.

crate::dialect::migration!(
    "m0063_corrections",
    r#"
-- 更正登记: what a booked or handed-over card said of project, contract, acceptance and delivery, what is right, by which paper, and who else confirmed it
CREATE TABLE asset_correction (
  id {id} PRIMARY KEY NOT NULL,
  asset_id {id} NOT NULL REFERENCES asset (id),
  was_project_id {id} REFERENCES project (id),
  project_id {id} REFERENCES project (id),
  was_contract_id {id} REFERENCES contract (id),
  contract_id {id} REFERENCES contract (id),
  was_accepted_on {day},
  accepted_on {day},
  was_delivered_on {day},
  delivered_on {day},
  file_id {id} NOT NULL REFERENCES file (id),
  reason {text} NOT NULL,
  state {word} NOT NULL CHECK (state IN ('proposed', 'confirmed', 'replaced')),
  proposed_by {id} NOT NULL REFERENCES officer (id),
  proposed_at_ms {instant} NOT NULL,
  confirmed_by {id} REFERENCES officer (id) CHECK (confirmed_by <> proposed_by),
  confirmed_at_ms {instant},
  CHECK ((state = 'confirmed') = (confirmed_by IS NOT NULL)),
  CHECK ((confirmed_by IS NULL) = (confirmed_at_ms IS NULL))
) {strict};
CREATE INDEX asset_correction_by_asset ON asset_correction (asset_id, id);
CREATE UNIQUE INDEX asset_correction_open ON asset_correction (asset_id) WHERE state = 'proposed';
CREATE INDEX housing_unit_by_certificate ON housing_unit (certificate_no);
-- 管护应付: by which paper another is paid than who had the work; what was verified before it was asked for has none
ALTER TABLE upkeep_bill ADD COLUMN assignment_number {text};
ALTER TABLE upkeep_bill ADD COLUMN assignment_on {day} CHECK ((assignment_on IS NULL) = (assignment_number IS NULL));
-- 共同移交方: who else owns what passes and gives it too, with that one's word on the digest of the transfer
CREATE TABLE asset_transfer_giver (
  transfer_id {id} NOT NULL REFERENCES asset_transfer (id),
  n {small} NOT NULL,
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  officer_id {id} REFERENCES officer (id),
  signed_on {day},
  digest {word},
  scan_file_id {id} REFERENCES file (id),
  confirmed_by {id} REFERENCES officer (id),
  PRIMARY KEY (transfer_id, n),
  CHECK ((officer_id IS NULL) = (signed_on IS NULL) AND (officer_id IS NULL) = (digest IS NULL)),
  CHECK (scan_file_id IS NULL OR officer_id IS NOT NULL),
  CHECK (confirmed_by IS NULL OR (scan_file_id IS NOT NULL AND confirmed_by <> officer_id))
) {strict};
CREATE UNIQUE INDEX asset_transfer_giver_once ON asset_transfer_giver (transfer_id, organisation_id)
"#
);
