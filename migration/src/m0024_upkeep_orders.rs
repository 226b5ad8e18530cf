//! How assets were found, and what was done about it.

crate::dialect::migration!(
    "m0024_upkeep_orders",
    r#"
-- 管护检查: how somebody found an asset on a day; recorded, never changed
CREATE TABLE inspection (
  id {id} PRIMARY KEY NOT NULL,
  asset_id {id} NOT NULL REFERENCES asset (id),
  region_code {code} NOT NULL REFERENCES region (code),
  inspected_on {day} NOT NULL,
  grade {word} NOT NULL CHECK (grade IN ('good', 'fair', 'poor', 'dangerous')),
  risk {word} NOT NULL CHECK (risk IN ('high', 'medium', 'low')),
  note {text},
  inspected_by {id} NOT NULL REFERENCES officer (id),
  layer {word} NOT NULL,
  version {int} NOT NULL CHECK (version = 1),
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL
) {strict};
CREATE INDEX inspection_by_region ON inspection (region_code, id);
CREATE INDEX inspection_by_update ON inspection (updated_at_ms, id);
CREATE INDEX inspection_by_asset ON inspection (asset_id, inspected_on);

-- 发现问题: what an inspection found wanting
CREATE TABLE inspection_finding (
  inspection_id {id} NOT NULL REFERENCES inspection (id),
  n {small} NOT NULL,
  what {text} NOT NULL,
  PRIMARY KEY (inspection_id, n)
) {strict};

CREATE TABLE inspection_photo (
  inspection_id {id} NOT NULL REFERENCES inspection (id),
  file_id {id} NOT NULL REFERENCES file (id),
  PRIMARY KEY (inspection_id, file_id)
) {strict};
CREATE INDEX inspection_photo_by_file ON inspection_photo (file_id);

-- 管护工单: one piece of upkeep from its opening to its end
CREATE TABLE upkeep_order (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  asset_id {id} NOT NULL REFERENCES asset (id),
  region_code {code} NOT NULL REFERENCES region (code),
  inspection_id {id},
  finding {small},
  duty {word} NOT NULL CHECK (duty IN ('cleaning', 'repair', 'safety', 'operation')),
  what {text} NOT NULL,
  due_on {day},
  state {word} NOT NULL CHECK (state IN ('opened', 'assigned', 'done', 'verified', 'closed', 'cancelled')),
  opened_by {text} NOT NULL,
  assignee_id {id} REFERENCES organisation (id),
  assignee_name {text},
  assigned_on {day},
  done_on {day},
  reported_by {id} REFERENCES officer (id),
  report {text},
  cost_fen {money} CHECK (cost_fen >= 0) {range:cost_fen},
  source {word},
  verified_on {day},
  verified_by {id} REFERENCES officer (id),
  verified_fen {money} CHECK (verified_fen BETWEEN 0 AND cost_fen),
  treatment {word} CHECK (treatment IN ('expense', 'capital')),
  improvement {word} CHECK (improvement IN ('capacity', 'life')),
  rating {word} CHECK (rating IN ('satisfied', 'fair', 'dissatisfied')),
  raters {small} CHECK (raters > 0),
  payee_id {id} REFERENCES organisation (id),
  paid_fen {money} CHECK (paid_fen >= 0),
  reason {text},
  closed_on {day},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  FOREIGN KEY (inspection_id, finding) REFERENCES inspection_finding (inspection_id, n),
  CHECK ((inspection_id IS NULL) = (finding IS NULL)),
  CHECK (assignee_id IS NULL OR assignee_name IS NULL),
  CHECK ((assigned_on IS NULL) = (assignee_id IS NULL AND assignee_name IS NULL)),
  CHECK (state NOT IN ('assigned', 'done', 'verified', 'closed') OR assigned_on IS NOT NULL),
  CHECK ((state IN ('done', 'verified', 'closed')) = (done_on IS NOT NULL)),
  CHECK ((done_on IS NULL) = (reported_by IS NULL) AND (done_on IS NULL) = (report IS NULL)
     AND (done_on IS NULL) = (cost_fen IS NULL) AND (done_on IS NULL) = (source IS NULL)),
  CHECK ((state IN ('verified', 'closed')) = (verified_on IS NOT NULL)),
  CHECK ((verified_on IS NULL) = (verified_by IS NULL) AND (verified_on IS NULL) = (verified_fen IS NULL)
     AND (verified_on IS NULL) = (treatment IS NULL) AND (verified_on IS NULL) = (rating IS NULL)
     AND (verified_on IS NULL) = (raters IS NULL)),
  CHECK (verified_by <> reported_by),
  CHECK (verified_on IS NULL OR (treatment = 'capital') = (improvement IS NOT NULL)),
  CHECK (verified_on IS NULL OR done_on <= verified_on),
  CHECK ((state = 'closed') = (closed_on IS NOT NULL)),
  CHECK ((closed_on IS NULL) = (paid_fen IS NULL)),
  CHECK (payee_id IS NULL OR verified_on IS NOT NULL)
) {strict};
CREATE UNIQUE INDEX upkeep_order_by_finding ON upkeep_order (inspection_id, finding) WHERE state <> 'cancelled' AND finding IS NOT NULL;
CREATE INDEX upkeep_order_by_region ON upkeep_order (region_code, id);
CREATE INDEX upkeep_order_by_update ON upkeep_order (updated_at_ms, id);
CREATE INDEX upkeep_order_by_asset ON upkeep_order (asset_id, id);
CREATE INDEX upkeep_order_by_assignee ON upkeep_order (assignee_id) WHERE assignee_id IS NOT NULL;

CREATE TABLE upkeep_order_paper (
  order_id {id} NOT NULL REFERENCES upkeep_order (id),
  part {word} NOT NULL CHECK (part IN ('opening', 'report', 'verification')),
  file_id {id} NOT NULL REFERENCES file (id),
  PRIMARY KEY (order_id, part, file_id)
) {strict};
CREATE INDEX upkeep_order_paper_by_file ON upkeep_order_paper (file_id);

-- 集体收入列支: what was met from a collective's income, each by its voucher
CREATE TABLE upkeep_order_met (
  order_id {id} NOT NULL REFERENCES upkeep_order (id),
  n {small} NOT NULL,
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  amount_fen {money} NOT NULL CHECK (amount_fen > 0) {range:amount_fen},
  voucher {text} NOT NULL,
  met_on {day} NOT NULL,
  file_id {id} NOT NULL REFERENCES file (id),
  PRIMARY KEY (order_id, n)
) {strict};
CREATE UNIQUE INDEX upkeep_order_met_voucher ON upkeep_order_met (organisation_id, voucher);
CREATE INDEX upkeep_order_met_by_file ON upkeep_order_met (file_id);

-- 管护计划: which assets are inspected or worked on, and how often
CREATE TABLE upkeep_plan (
  id {id} PRIMARY KEY NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  name {text} NOT NULL,
  asset_kind {word} NOT NULL CHECK (asset_kind IN ('public_welfare', 'business')),
  class_code {word},
  risk {word} CHECK (risk IN ('high', 'medium', 'low')),
  task {word} NOT NULL CHECK (task IN ('inspection', 'order')),
  duty {word} CHECK (duty IN ('cleaning', 'repair', 'safety', 'operation')),
  what {text},
  every_days {small} NOT NULL CHECK (every_days > 0),
  counted {word} NOT NULL CHECK (counted IN ('schedule', 'completion')),
  first_on {day} NOT NULL,
  ended_on {day},
  end_reason {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK ((task = 'order') = (duty IS NOT NULL) AND (task = 'order') = (what IS NOT NULL)),
  CHECK ((ended_on IS NULL) = (end_reason IS NULL))
) {strict};
CREATE INDEX upkeep_plan_by_region ON upkeep_plan (region_code, id);
CREATE INDEX upkeep_plan_by_update ON upkeep_plan (updated_at_ms, id);

-- 到期管护: what a plan made due of an asset on a day, and what answered it
CREATE TABLE upkeep_due (
  id {id} PRIMARY KEY NOT NULL,
  plan_id {id} NOT NULL REFERENCES upkeep_plan (id),
  asset_id {id} NOT NULL REFERENCES asset (id),
  region_code {code} NOT NULL REFERENCES region (code),
  due_on {day} NOT NULL,
  inspection_id {id} REFERENCES inspection (id),
  order_id {id} REFERENCES upkeep_order (id),
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK (inspection_id IS NULL OR order_id IS NULL)
) {strict};
CREATE UNIQUE INDEX upkeep_due_once ON upkeep_due (plan_id, asset_id, due_on);
CREATE INDEX upkeep_due_by_region ON upkeep_due (region_code, id);
CREATE INDEX upkeep_due_by_update ON upkeep_due (updated_at_ms, id);
CREATE INDEX upkeep_due_waiting ON upkeep_due (asset_id) WHERE inspection_id IS NULL AND order_id IS NULL;
CREATE INDEX upkeep_due_by_inspection ON upkeep_due (inspection_id) WHERE inspection_id IS NOT NULL;
CREATE INDEX upkeep_due_by_order ON upkeep_due (order_id) WHERE order_id IS NOT NULL;

-- 管护应付: what was verified of an order and is to be paid by claims
CREATE TABLE upkeep_bill (
  order_id {id} PRIMARY KEY NOT NULL REFERENCES upkeep_order (id),
  number {word} NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  payee_id {id} NOT NULL REFERENCES organisation (id),
  amount_fen {money} NOT NULL CHECK (amount_fen > 0) {range:amount_fen}
) {strict};

ALTER TABLE disbursement ADD COLUMN upkeep_order_id {id} REFERENCES upkeep_bill (order_id);
CREATE INDEX disbursement_by_upkeep_order ON disbursement (upkeep_order_id) WHERE upkeep_order_id IS NOT NULL;
"#
);
