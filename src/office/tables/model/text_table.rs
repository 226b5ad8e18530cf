//! Reading comma-separated text: UTF-8 with or without mark, or GB18030.

use std::borrow::Cow;

use super::{
    cell::{Cell, Grid},
    workbook::Rows,
};
use crate::office::tables::TablesRefusal;

fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, TablesRefusal> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text.trim_start_matches('\u{feff}')),
        Err(_) => {
            let (text, _, failed) = encoding_rs::GB18030.decode(bytes);
            if failed {
                return Err(TablesRefusal::unreadable("neither UTF-8 nor GB18030", "既不是 UTF-8 也不是 GB18030 编码"));
            }
            text
        }
    };
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\n');
    match text.chars().find(|c| control(*c)) {
        Some(c) => {
            let code = format!("U+{:04X}", u32::from(c));
            Err(TablesRefusal::unreadable(format!("control character {code}"), format!("含有控制字符 {code}")))
        }
        None => Ok(text),
    }
}

/// Every line ended alike, the last one too: by its ends rows are numbered.
fn in_lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.ends_with('\n') { text } else { text + "\n" }
}

/// A quote before what a spreadsheet would take for a formula is taken off again: it is how tables go out.
fn bare(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| super::out::looks_like_a_formula(rest)).unwrap_or(text)
}

/// Reads a table. Rows are numbered as a spreadsheet would number them: a line break inside a cell begins no row.
pub fn read_text(bytes: &[u8], mut rows: Rows) -> Result<Grid, TablesRefusal> {
    let text = in_lines(&decoded(bytes)?);
    // Behind a quote that is not closed, rows would become one text.
    if text.bytes().filter(|b| *b == b'"').count() % 2 == 1 {
        return Err(TablesRefusal::unreadable("a quotation mark is not closed", "有引号没有成对"));
    }
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut record, mut inner) = (csv::StringRecord::new(), 0_u64);
    loop {
        let more = reader.read_record(&mut record).map_err(|e| TablesRefusal::broken(&e))?;
        if !more {
            return Ok(Grid { rows: rows.into_rows(), ..Grid::default() });
        }
        inner += record.iter().flat_map(str::bytes).filter(|b| *b == b'\n').count() as u64;
        // The reader stands at the beginning of the line that follows.
        let number = u32::try_from(reader.position().line().saturating_sub(1 + inner)).unwrap_or(u32::MAX);
        for (column, field) in record.iter().enumerate() {
            rows.put(number, column, Cell::text(bare(field)))?;
        }
        rows.end(number, record.len());
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Rows, TablesRefusal};
    use crate::office::tables::model::cell::Grid;

    fn read_text(bytes: &[u8]) -> Result<Grid, TablesRefusal> {
        super::read_text(bytes, Rows::kept(100))
    }

    #[test]
    fn rows_keep_the_numbers_that_a_spreadsheet_gives_them() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "", "\"x", "y\",2", "3,", "", "", "4,5"].join(end);
            for text in [text.clone(), text + end] {
                let grid = read_text(text.as_bytes()).unwrap();
                let seen: Vec<_> = grid.rows.iter().map(|r| (r.number, r.first().shown())).collect();
                assert_eq!(seen, [(1, "a".into()), (3, "x\ny".into()), (4, "3".into()), (7, "4".into())], "{text:?}");
                assert_eq!(grid.rows[2].at(1), &Cell::Empty);
            }
        }
    }

    #[test]
    fn a_quote_that_is_not_closed_swallows_no_rows() {
        assert!(read_text("a,b\n1,\"x\n2,y\n".as_bytes()).is_err());
        assert_eq!(read_text("a,b\n1,\"x\"\"y\"\n".as_bytes()).unwrap().rows[1].at(1).shown(), "x\"y");
    }

    #[test]
    fn both_encodings_read_alike() {
        let text = "单位名称,备注\n示例单位,'=1+1\n";
        let gb = encoding_rs::GB18030.encode(text).0.into_owned();
        let marked = ["\u{feff}".as_bytes(), text.as_bytes()].concat();
        let wanted = read_text(text.as_bytes()).unwrap();
        assert_eq!(wanted.rows[1].at(1), &Cell::Text("=1+1".into()));
        assert_eq!(read_text(&gb).unwrap(), wanted);
        assert_eq!(read_text(&marked).unwrap(), wanted);
        assert!(read_text(b"\xff\xff\xff").is_err() && read_text(b"a\x00b").is_err());
    }
}
