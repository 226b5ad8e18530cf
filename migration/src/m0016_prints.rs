//! Templates of printed forms.

crate::dialect::migration!(
    "m0016_prints",
    r#"
-- 打印模板: how a region lays a form out, by edition
CREATE TABLE print_template (
  id {id} PRIMARY KEY NOT NULL,
  form {word} NOT NULL,
  region_code {code} NOT NULL,
  edition {small} NOT NULL,
  name {text} NOT NULL,
  body {text} NOT NULL,
  valid_from {day} NOT NULL,
  state {word} NOT NULL CHECK (state IN ('draft', 'published', 'retired')),
  author_id {id} REFERENCES officer (id),
  publisher_id {id} REFERENCES officer (id),
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  UNIQUE (form, region_code, edition),
  CHECK (publisher_id IS NULL OR publisher_id <> author_id)
) {strict};
CREATE INDEX print_template_by_update ON print_template (updated_at_ms, id);
"#
);
