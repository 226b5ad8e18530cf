//! When what was shown of a posting on a page outside was taken down there.

crate::dialect::migration!(
    "m0034_web_copies",
    r#"
-- 网页公示撤下: a place of a revision outside a board, and the day on which what it showed was taken down; recorded once
CREATE TABLE posting_copy_down (
  posting_id {id} NOT NULL,
  revision {small} NOT NULL,
  n {small} NOT NULL,
  down_on {day} NOT NULL,
  recorded_by {id} NOT NULL REFERENCES officer (id),
  PRIMARY KEY (posting_id, revision, n),
  FOREIGN KEY (posting_id, revision, n) REFERENCES posting_place (posting_id, revision, n)
) {strict};
"#
);
