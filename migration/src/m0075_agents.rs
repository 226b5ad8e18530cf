//! Who receives what a person has in that person's place: by which paper, for how long, and by whose word.

crate::dialect::migration!(
    "m0075_agents",
    r#"
-- 代领登记: that what a person has goes into the own account of a guardian or of whoever was authorised, from a day until another; said by one
-- officer and by another, as a card is
CREATE TABLE payee_agent (
  id {id} PRIMARY KEY NOT NULL,
  person_id {id} NOT NULL REFERENCES person (id),
  agent_id {id} NOT NULL REFERENCES person (id),
  region_code {code} NOT NULL REFERENCES region (code),
  relation {word} NOT NULL CHECK (relation IN ('guardian_of_minor', 'guardian_of_adult', 'authorised')),
  paper_number {text} NOT NULL,
  issuer {text} NOT NULL,
  paper_on {day} NOT NULL,
  file_id {id} NOT NULL REFERENCES file (id),
  from_on {day} NOT NULL,
  to_on {day} NOT NULL,
  state {word} NOT NULL CHECK (state IN ('proposed', 'usable', 'stopped', 'closed')),
  proposed_by {id} NOT NULL REFERENCES officer (id),
  confirmed_by {id} REFERENCES officer (id),
  stop_reason {text},
  stopped_by {id} REFERENCES officer (id),
  stop_confirmed_by {id} REFERENCES officer (id),
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK (agent_id <> person_id),
  CHECK (paper_on <= from_on),
  CHECK (from_on <= to_on),
  CHECK (confirmed_by <> proposed_by),
  CHECK (state NOT IN ('usable', 'stopped') OR confirmed_by IS NOT NULL),
  CHECK ((state IN ('stopped', 'closed')) = (stop_reason IS NOT NULL)),
  CHECK (state <> 'stopped' OR stopped_by IS NOT NULL),
  CHECK (stop_confirmed_by <> stopped_by)
) {strict};
CREATE INDEX payee_agent_by_region ON payee_agent (region_code, id);
CREATE INDEX payee_agent_by_update ON payee_agent (updated_at_ms, id);
CREATE INDEX payee_agent_by_person ON payee_agent (person_id, id);
CREATE INDEX payee_agent_by_agent ON payee_agent (agent_id, id);
CREATE UNIQUE INDEX payee_agent_proposed ON payee_agent (person_id) WHERE state = 'proposed';
CREATE UNIQUE INDEX payee_agent_standing ON payee_agent (person_id) WHERE state IN ('usable', 'stopped');
"#
);
