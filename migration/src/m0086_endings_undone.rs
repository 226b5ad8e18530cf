//! By which votes schemes of shares ended whose end was taken back: such a vote ends nothing again.

crate::dialect::migration!(
    "m0086_endings_undone",
    r#"
-- 已撤销的终止: by which resolution a scheme ended whose end was taken back; of before, of each scheme the last one
CREATE TABLE share_ending_undone (
  resolution_id {id} NOT NULL REFERENCES resolution (id),
  scheme_id {id} NOT NULL REFERENCES share_scheme (id),
  PRIMARY KEY (resolution_id, scheme_id)
) {strict};
INSERT INTO share_ending_undone (resolution_id, scheme_id)
  SELECT s.ending_resolution_id, s.id FROM share_scheme s
   WHERE s.ending = 'restore' AND s.ending_confirmed_by IS NOT NULL AND s.ending_resolution_id IS NOT NULL;
"#
);
