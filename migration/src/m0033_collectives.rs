//! Bodies that hold property together, who is a member of them, who benefits of them without being one, and what others manage for them.

crate::dialect::migration!(
    "m0033_collectives",
    r#"
-- 集体组织主体: an organisation as a body that holds property together; kind and level are those of its open term, or of its last
CREATE TABLE collective (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  organisation_id {id} NOT NULL UNIQUE REFERENCES organisation (id),
  region_code {code} NOT NULL REFERENCES region (code),
  kind {word} NOT NULL CHECK (kind IN ('statutory_collective', 'village_committee_acting', 'residents_body', 'company', 'cooperative',
    'site_body')),
  level {word} CHECK (level IN ('group', 'village', 'town')),
  state {word} NOT NULL CHECK (state IN ('active', 'closed')),
  since_on {day} NOT NULL,
  closed_on {day},
  note {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK ((kind = 'statutory_collective') = (level IS NOT NULL)),
  CHECK ((state = 'closed') = (closed_on IS NOT NULL))
) {strict};
CREATE INDEX collective_by_region ON collective (region_code, id);
CREATE INDEX collective_by_update ON collective (updated_at_ms, id);

-- 组织形式: of which kind a body is from a day until another, that day not included; each begins where the one before ends
CREATE TABLE collective_term (
  collective_id {id} NOT NULL REFERENCES collective (id),
  n {small} NOT NULL,
  kind {word} NOT NULL CHECK (kind IN ('statutory_collective', 'village_committee_acting', 'residents_body', 'company', 'cooperative',
    'site_body')),
  level {word} CHECK (level IN ('group', 'village', 'town')),
  from_on {day} NOT NULL,
  until_on {day},
  file_id {id} NOT NULL REFERENCES file (id),
  recorded_by {word} NOT NULL,
  recorded_at_ms {instant} NOT NULL,
  end_reason {text},
  end_file_id {id} REFERENCES file (id),
  PRIMARY KEY (collective_id, n),
  CHECK ((kind = 'statutory_collective') = (level IS NOT NULL)),
  CHECK (until_on IS NULL OR until_on > from_on),
  CHECK (until_on IS NOT NULL OR (end_reason IS NULL AND end_file_id IS NULL))
) {strict};
CREATE UNIQUE INDEX collective_term_open ON collective_term (collective_id) WHERE until_on IS NULL;

-- 集体成员: one stay of a person in a body; state, ground and days are what its events make of it; by_law: it is
-- held in one such body at a time
CREATE TABLE collective_member (
  id {id} PRIMARY KEY NOT NULL,
  collective_id {id} NOT NULL REFERENCES collective (id),
  region_code {code} NOT NULL REFERENCES region (code),
  person_id {id} NOT NULL REFERENCES person (id),
  by_law {bool} NOT NULL,
  state {word} NOT NULL CHECK (state IN ('waiting', 'member', 'lost', 'declined', 'refused', 'void')),
  ground {word} CHECK (ground IN ('origin', 'birth', 'marriage', 'adoption', 'relocation', 'other')),
  decided_on {day},
  from_on {day},
  until_on {day},
  loss_ground {word} CHECK (loss_ground IN ('death', 'nationality_lost', 'joined_other', 'civil_servant', 'withdrew', 'by_charter',
    'contract_civil_servant', 'study', 'army', 'work_away', 'marriage', 'divorce', 'widowhood', 'prison')),
  events {small} NOT NULL,
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK ((state = 'void') = (decided_on IS NULL)),
  CHECK ((state = 'void') = (ground IS NULL)),
  CHECK ((state IN ('member', 'lost')) = (from_on IS NOT NULL)),
  CHECK ((state = 'lost') = (until_on IS NOT NULL)),
  CHECK ((state = 'lost') = (loss_ground IS NOT NULL)),
  CHECK (until_on IS NULL OR until_on > from_on)
) {strict};
CREATE UNIQUE INDEX collective_member_once ON collective_member (person_id) WHERE state = 'member' AND by_law;
CREATE UNIQUE INDEX collective_member_asks ON collective_member (person_id) WHERE state = 'waiting' AND by_law;
CREATE UNIQUE INDEX collective_member_here ON collective_member (collective_id, person_id) WHERE state IN ('member', 'waiting');
CREATE INDEX collective_member_by_region ON collective_member (region_code, id);
CREATE INDEX collective_member_by_update ON collective_member (updated_at_ms, id);
CREATE INDEX collective_member_by_collective ON collective_member (collective_id, id);
CREATE INDEX collective_member_by_person ON collective_member (person_id, id);

-- 成员变动: what was decided of a membership, by day; a wrong one is reversed, never changed
CREATE TABLE collective_member_event (
  member_id {id} NOT NULL REFERENCES collective_member (id),
  n {small} NOT NULL,
  kind {word} NOT NULL CHECK (kind IN ('confirmed', 'asked', 'answered_left', 'answered_stays', 'refused', 'lost')),
  happened_on {day} NOT NULL,
  ground {word} CHECK (ground IN ('origin', 'birth', 'marriage', 'adoption', 'relocation', 'other')),
  loss_ground {word},
  refuse_reason {word} CHECK (refuse_reason IN ('not_qualified', 'sex', 'marital_state', 'no_male', 'other')),
  parent_id {id} REFERENCES person (id),
  other_id {id} REFERENCES collective_member (id),
  file_id {id} REFERENCES file (id),
  note {text},
  recorded_by {word} NOT NULL,
  recorded_at_ms {instant} NOT NULL,
  reversed_by {word},
  reversed_at_ms {instant},
  reverse_reason {text},
  PRIMARY KEY (member_id, n),
  CHECK ((kind IN ('confirmed', 'asked', 'refused')) = (ground IS NOT NULL)),
  CHECK ((kind = 'lost') = (loss_ground IS NOT NULL)),
  CHECK ((kind = 'refused') = (refuse_reason IS NOT NULL)),
  CHECK ((reversed_by IS NULL) = (reversed_at_ms IS NULL)),
  CHECK ((reversed_by IS NULL) = (reverse_reason IS NULL))
) {strict};
CREATE INDEX collective_member_event_by_parent ON collective_member_event (parent_id);
CREATE INDEX collective_member_event_by_other ON collective_member_event (other_id);

-- 受益人: a person or a household that has benefits of a body from a day until another, that day not included; never counted as member
CREATE TABLE collective_beneficiary (
  id {id} PRIMARY KEY NOT NULL,
  collective_id {id} NOT NULL REFERENCES collective (id),
  region_code {code} NOT NULL REFERENCES region (code),
  person_id {id} REFERENCES person (id),
  household_id {id} REFERENCES household (id),
  basis {text} NOT NULL,
  file_id {id} NOT NULL REFERENCES file (id),
  from_on {day} NOT NULL,
  until_on {day},
  end_reason {text},
  end_file_id {id} REFERENCES file (id),
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK ((person_id IS NULL) <> (household_id IS NULL)),
  CHECK (until_on IS NULL OR until_on > from_on),
  CHECK ((until_on IS NULL) = (end_reason IS NULL)),
  CHECK (end_file_id IS NULL OR until_on IS NOT NULL)
) {strict};
CREATE UNIQUE INDEX collective_beneficiary_person ON collective_beneficiary (collective_id, person_id) WHERE until_on IS NULL AND person_id IS NOT NULL;
CREATE UNIQUE INDEX collective_beneficiary_household ON collective_beneficiary (collective_id, household_id)
  WHERE until_on IS NULL AND household_id IS NOT NULL;
CREATE INDEX collective_beneficiary_by_region ON collective_beneficiary (region_code, id);
CREATE INDEX collective_beneficiary_by_update ON collective_beneficiary (updated_at_ms, id);
CREATE INDEX collective_beneficiary_by_collective ON collective_beneficiary (collective_id, id);
CREATE INDEX collective_beneficiary_by_person ON collective_beneficiary (person_id);
CREATE INDEX collective_beneficiary_by_household ON collective_beneficiary (household_id);

-- 委托管理: that a unit manages for a body, from a day until another, that day not included; no asset named means all that the body owns
CREATE TABLE entrustment (
  id {id} PRIMARY KEY NOT NULL,
  collective_id {id} NOT NULL REFERENCES collective (id),
  region_code {code} NOT NULL REFERENCES region (code),
  manager_id {id} NOT NULL REFERENCES organisation (id),
  scope {text} NOT NULL,
  file_id {id} NOT NULL REFERENCES file (id),
  from_on {day} NOT NULL,
  until_on {day},
  end_reason {text},
  end_file_id {id} REFERENCES file (id),
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK (until_on IS NULL OR until_on > from_on),
  CHECK ((until_on IS NULL) = (end_reason IS NULL)),
  CHECK (end_file_id IS NULL OR until_on IS NOT NULL)
) {strict};
CREATE INDEX entrustment_by_region ON entrustment (region_code, id);
CREATE INDEX entrustment_by_update ON entrustment (updated_at_ms, id);
CREATE INDEX entrustment_by_collective ON entrustment (collective_id, id);
CREATE INDEX entrustment_by_manager ON entrustment (manager_id);

-- 委托管理资产: which assets of the body an entrustment is about
CREATE TABLE entrustment_asset (
  entrustment_id {id} NOT NULL REFERENCES entrustment (id),
  asset_id {id} NOT NULL REFERENCES asset (id),
  PRIMARY KEY (entrustment_id, asset_id)
) {strict};
CREATE INDEX entrustment_asset_by_asset ON entrustment_asset (asset_id);
"#
);
