//! What bodies decided at meetings: who was asked, who came, how they voted, and what stands on it.

crate::dialect::migration!(
    "m0036_resolutions",
    r#"
-- 表决: a matter that a body decides at a meeting; whether it passed is what the figures and the rules of the meeting's day make of it.
-- body_kind: of which kind the body was on that day; shortfalls, acknowledged: numbers of rules, parted by spaces
CREATE TABLE resolution (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  collective_id {id} NOT NULL REFERENCES collective (id),
  region_code {code} NOT NULL REFERENCES region (code),
  body_kind {word} NOT NULL CHECK (body_kind IN ('statutory_collective', 'village_committee_acting', 'residents_body', 'company', 'cooperative',
    'site_body')),
  matter {word} NOT NULL CHECK (matter IN ('share_scheme', 'charter', 'annual_accounts', 'distribution_plan', 'beneficiary_list', 'borrowing',
    'other')),
  meeting {word} NOT NULL CHECK (meeting IN ('members_assembly', 'member_representatives', 'residents_assembly', 'residents_representatives',
    'shareholders', 'charter_organ')),
  title {text} NOT NULL,
  state {word} NOT NULL CHECK (state IN ('convened', 'passed', 'not_passed', 'cancelled', 'annulled')),
  meeting_on {day} NOT NULL,
  notice_on {day},
  notice_place {text},
  notice_file_id {id} REFERENCES file (id),
  party_on {day},
  party_file_id {id} REFERENCES file (id),
  town_on {day},
  town_file_id {id} REFERENCES file (id),
  open_on {day},
  bar_since_on {day},
  bar_file_id {id} REFERENCES file (id),
  bar_notice_days {small} CHECK (bar_notice_days BETWEEN 1 AND 365),
  bar_attend_part {small},
  bar_attend_whole {small},
  bar_attend_above {bool},
  bar_agree_of {word} CHECK (bar_agree_of IN ('eligible', 'attended')),
  bar_agree_part {small},
  bar_agree_whole {small},
  bar_agree_above {bool},
  eligible {int} CHECK (eligible BETWEEN 1 AND 1000000000),
  in_person {int},
  by_proxy {int},
  in_favour {int},
  against {int},
  abstained {int},
  minutes_file_id {id} REFERENCES file (id),
  ballot_file_id {id} REFERENCES file (id),
  kept_by {text},
  recorded_later {bool} NOT NULL,
  shortfalls {text} NOT NULL,
  acknowledged {text} NOT NULL,
  ended_on {day},
  end_reason {text},
  end_file_id {id} REFERENCES file (id),
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK ((notice_on IS NULL) = (notice_place IS NULL) AND (notice_on IS NULL) = (notice_file_id IS NULL)),
  CHECK (notice_on IS NULL OR notice_on <= meeting_on),
  CHECK (recorded_later OR notice_on IS NOT NULL),
  CHECK ((party_on IS NULL) = (party_file_id IS NULL)),
  CHECK ((town_on IS NULL) = (town_file_id IS NULL)),
  CHECK (party_on IS NULL OR town_on IS NULL OR town_on >= party_on),
  CHECK ((bar_since_on IS NULL) = (bar_file_id IS NULL) AND (bar_since_on IS NULL) = (bar_agree_of IS NULL)
    AND (bar_since_on IS NULL) = (bar_agree_part IS NULL) AND (bar_since_on IS NULL) = (bar_agree_whole IS NULL)
    AND (bar_since_on IS NULL) = (bar_agree_above IS NULL)),
  CHECK (bar_since_on IS NOT NULL OR (bar_notice_days IS NULL AND bar_attend_part IS NULL)),
  CHECK ((bar_attend_part IS NULL) = (bar_attend_whole IS NULL) AND (bar_attend_part IS NULL) = (bar_attend_above IS NULL)),
  CHECK (bar_attend_part IS NULL OR (bar_attend_part BETWEEN 1 AND bar_attend_whole AND bar_attend_whole <= 1000)),
  CHECK (bar_agree_part IS NULL OR (bar_agree_part BETWEEN 1 AND bar_agree_whole AND bar_agree_whole <= 1000)),
  CHECK ((eligible IS NULL) = (in_person IS NULL) AND (eligible IS NULL) = (by_proxy IS NULL) AND (eligible IS NULL) = (in_favour IS NULL)
    AND (eligible IS NULL) = (against IS NULL) AND (eligible IS NULL) = (abstained IS NULL)),
  CHECK (eligible IS NULL OR (in_person >= 0 AND by_proxy >= 0 AND in_favour >= 0 AND against >= 0 AND abstained >= 0)),
  CHECK (eligible IS NULL OR in_person + by_proxy <= eligible),
  CHECK (eligible IS NULL OR in_favour + against + abstained = in_person + by_proxy),
  CHECK ((eligible IS NULL) = (minutes_file_id IS NULL) AND (eligible IS NULL) = (kept_by IS NULL)),
  CHECK (ballot_file_id IS NULL OR minutes_file_id IS NOT NULL),
  CHECK ((state IN ('convened', 'cancelled')) = (eligible IS NULL)),
  CHECK (state <> 'passed' OR shortfalls = ''),
  CHECK (state <> 'not_passed' OR shortfalls <> ''),
  CHECK ((state IN ('cancelled', 'annulled')) = (ended_on IS NOT NULL) AND (ended_on IS NULL) = (end_reason IS NULL)),
  CHECK (end_file_id IS NULL OR ended_on IS NOT NULL),
  CHECK (state <> 'annulled' OR end_file_id IS NOT NULL)
) {strict};
CREATE INDEX resolution_by_region ON resolution (region_code, id);
CREATE INDEX resolution_by_update ON resolution (updated_at_ms, id);
CREATE INDEX resolution_by_collective ON resolution (collective_id, id);

-- 表决的使用: what stands on a resolution; while anything does, it is not annulled
CREATE TABLE resolution_use (
  resolution_id {id} NOT NULL REFERENCES resolution (id),
  subject_kind {word} NOT NULL,
  subject_id {id} NOT NULL,
  PRIMARY KEY (resolution_id, subject_kind, subject_id)
) {strict};
CREATE INDEX resolution_use_by_subject ON resolution_use (subject_kind, subject_id);
"#
);
