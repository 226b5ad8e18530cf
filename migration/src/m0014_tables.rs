//! Tables: files that were imported, and what the columns of a layout are.

crate::dialect::migration!(
    "m0014_tables",
    r#"
-- 导入: a file of rows that was taken, whole or in part; the file itself is not kept
CREATE TABLE table_import (
  id {id} PRIMARY KEY NOT NULL,
  sheet {word} NOT NULL,
  region_code {code} NOT NULL,
  external_system {word} NOT NULL,
  file_name {text} NOT NULL,
  file_sha256 {word} NOT NULL,
  mode {word} NOT NULL CHECK (mode IN ('all', 'partial')),
  rows_read {int} NOT NULL CHECK (rows_read > 0),
  rows_added {int} NOT NULL CHECK (rows_added >= 0),
  rows_changed {int} NOT NULL CHECK (rows_changed >= 0),
  rows_unchanged {int} NOT NULL CHECK (rows_unchanged >= 0),
  rows_refused {int} NOT NULL CHECK (rows_refused >= 0),
  rows_absent {int} NOT NULL CHECK (rows_absent >= 0),
  imported_by {word} NOT NULL,
  layer {word} NOT NULL,
  created_at_ms {instant} NOT NULL
) {strict};
CREATE INDEX table_import_by_region ON table_import (region_code, id);
-- 列对应: which header stands for which column in one layout of files
CREATE TABLE column_map (
  id {id} PRIMARY KEY NOT NULL,
  sheet {word} NOT NULL,
  region_code {code} NOT NULL,
  layout {word} NOT NULL,
  columns_json {text} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  UNIQUE (sheet, region_code, layout)
) {strict};
CREATE INDEX column_map_by_region ON column_map (region_code, id)
"#
);
