//! Who looks after what: duties by asset and period.

crate::dialect::migration!(
    "m0020_upkeep",
    r#"
-- 管护责任: who does one kind of upkeep of an asset from a day until another, that day not included
CREATE TABLE upkeep_duty (
  id {id} PRIMARY KEY NOT NULL,
  asset_id {id} NOT NULL REFERENCES asset (id),
  region_code {code} NOT NULL REFERENCES region (code),
  duty {word} NOT NULL CHECK (duty IN ('cleaning', 'repair', 'safety', 'operation')),
  organisation_id {id} REFERENCES organisation (id),
  written_name {text},
  from_on {day} NOT NULL,
  until_on {day},
  note {text},
  end_reason {text},
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK ((organisation_id IS NULL) <> (written_name IS NULL)),
  CHECK (until_on IS NULL OR until_on > from_on)
) {strict};
CREATE UNIQUE INDEX upkeep_duty_open ON upkeep_duty (asset_id, duty) WHERE until_on IS NULL;
CREATE INDEX upkeep_duty_by_asset ON upkeep_duty (asset_id, duty, from_on);
CREATE INDEX upkeep_duty_by_region ON upkeep_duty (region_code, id);
CREATE INDEX upkeep_duty_by_update ON upkeep_duty (updated_at_ms, id);
CREATE INDEX upkeep_duty_by_organisation ON upkeep_duty (organisation_id);
"#
);
