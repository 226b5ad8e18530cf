//! What hangs on a transfer beside its list: papers by kind, who checked it, defects, signatures.

crate::dialect::migration!(
    "m0025_joint_checks",
    r#"
-- 移交材料: a paper of a transfer, or why it is missing
CREATE TABLE asset_transfer_paper (
  transfer_id {id} NOT NULL REFERENCES asset_transfer (id),
  n {small} NOT NULL,
  kind {word} NOT NULL,
  file_id {id} REFERENCES file (id),
  missing_reason {text},
  PRIMARY KEY (transfer_id, n),
  CHECK ((file_id IS NULL) <> (missing_reason IS NULL))
) {strict};

-- 查验单位: who took part in the joint check
CREATE TABLE asset_transfer_unit (
  transfer_id {id} NOT NULL REFERENCES asset_transfer (id),
  n {small} NOT NULL,
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  PRIMARY KEY (transfer_id, n)
) {strict};

-- 移交缺陷: what the joint check found wanting, until its cure is confirmed for the receiver
CREATE TABLE asset_transfer_defect (
  transfer_id {id} NOT NULL REFERENCES asset_transfer (id),
  n {small} NOT NULL,
  item_n {small} NOT NULL,
  description {text} NOT NULL,
  due_on {day} NOT NULL,
  curer_id {id} NOT NULL REFERENCES organisation (id),
  photo_file_id {id} REFERENCES file (id),
  cured_on {day},
  cured_by {id} REFERENCES officer (id),
  cure_note {text},
  cure_file_id {id} REFERENCES file (id),
  accepted_until {day},
  accepted_by {id} REFERENCES officer (id),
  accepted_note {text},
  accepted_file_id {id} REFERENCES file (id),
  closed_on {day},
  closed_by {id} REFERENCES officer (id),
  closed_note {text},
  closed_file_id {id} REFERENCES file (id),
  PRIMARY KEY (transfer_id, n),
  FOREIGN KEY (transfer_id, item_n) REFERENCES asset_transfer_item (transfer_id, n),
  CHECK ((cured_on IS NULL) = (cured_by IS NULL)),
  CHECK ((accepted_until IS NULL) = (accepted_by IS NULL)),
  CHECK ((closed_on IS NULL) = (closed_by IS NULL)),
  CHECK (closed_on IS NULL OR cured_on IS NOT NULL)
) {strict};

-- 交接签字: one side's word on the digest of a transfer, by its own officer or by a scan that a second officer has confirmed
CREATE TABLE asset_transfer_signature (
  transfer_id {id} NOT NULL REFERENCES asset_transfer (id),
  side {word} NOT NULL CHECK (side IN ('giver', 'receiver', 'supervisor')),
  officer_id {id} NOT NULL REFERENCES officer (id),
  signed_on {day} NOT NULL,
  digest {word} NOT NULL,
  scan_file_id {id} REFERENCES file (id),
  confirmed_by {id} REFERENCES officer (id),
  PRIMARY KEY (transfer_id, side),
  CHECK (confirmed_by IS NULL OR (scan_file_id IS NOT NULL AND confirmed_by <> officer_id))
) {strict};
CREATE UNIQUE INDEX asset_transfer_signature_own ON asset_transfer_signature (transfer_id, officer_id) WHERE scan_file_id IS NULL;
"#
);
