//! Which days of a share register stay as they are, because something was computed of them; and what opening registers say beside shares.

crate::dialect::migration!(
    "m0041_shares_more",
    r#"
-- 份额日期锁定: no transaction of the scheme on or before the day is recorded or reversed while the subject holds it; how many there
-- were when it was held
CREATE TABLE share_hold (
  scheme_id {id} NOT NULL REFERENCES share_scheme (id),
  subject_kind {word} NOT NULL,
  subject_id {id} NOT NULL,
  until_on {day} NOT NULL,
  transactions {int} NOT NULL CHECK (transactions >= 0),
  PRIMARY KEY (scheme_id, subject_kind, subject_id)
) {strict};
CREATE INDEX share_hold_by_day ON share_hold (scheme_id, until_on);
CREATE INDEX share_hold_by_subject ON share_hold (subject_kind, subject_id);
CREATE INDEX share_transaction_by_day ON share_transaction (scheme_id, happened_on);

-- 期初登记: what an opening register says of an issue beside its shares: what proves it, and which certificate the holder has of old
CREATE TABLE share_opening (
  transaction_id {id} PRIMARY KEY NOT NULL REFERENCES share_transaction (id),
  evidence {word} NOT NULL CHECK (evidence IN ('certificate', 'register', 'minutes', 'statement')),
  certificate {word}
) {strict};
"#,
    append_only: ["share_opening"]
);
