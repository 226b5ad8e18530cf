//! Workbooks as people and as enemies make them.

use std::io::{Cursor, Write as _};

use rust_xlsxwriter::{DocProperties, Format, Formula, Workbook, Worksheet};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// What is put into a cell.
#[derive(Clone, Copy)]
pub enum Put<'a> {
    Text(&'a str),
    Number(f64),
    /// A number shown as a day.
    Day(f64),
    /// A number shown as a day with a time.
    Moment(f64),
    /// TRUE or FALSE.
    Flag(bool),
    /// A formula with the result that the file keeps of it.
    Formula(&'a str, &'a str),
    Nothing,
}

/// A sheet of these rows, with more done to it.
pub fn workbook_with(rows: &[Vec<Put<'_>>], more: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let moment = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    for (r, row) in (0_u32..).zip(rows) {
        for (c, put) in (0_u16..).zip(row) {
            match *put {
                Put::Text(text) => {
                    sheet.write_string(r, c, text).unwrap();
                }
                Put::Number(number) => {
                    sheet.write_number(r, c, number).unwrap();
                }
                Put::Day(number) => {
                    sheet.write_number_with_format(r, c, number, &day).unwrap();
                }
                Put::Moment(number) => {
                    sheet.write_number_with_format(r, c, number, &moment).unwrap();
                }
                Put::Flag(yes) => {
                    sheet.write_boolean(r, c, yes).unwrap();
                }
                Put::Formula(formula, result) => {
                    sheet.write_formula(r, c, Formula::new(formula).set_result(result)).unwrap();
                }
                Put::Nothing => {}
            }
        }
    }
    more(sheet);
    book.save_to_buffer().unwrap()
}

/// A sheet of these rows.
pub fn workbook(rows: &[Vec<Put<'_>>]) -> Vec<u8> {
    workbook_with(rows, |_| {})
}

/// A book of sheets of texts, by name, with a title.
pub fn book(title: &str, sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_title(title));
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (r, row) in (0_u32..).zip(*rows) {
            for (c, text) in (0_u16..).zip(*row) {
                sheet.write_string(r, c, *text).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// A sheet of texts.
pub fn texts(rows: &[&[&str]]) -> Vec<u8> {
    let rows: Vec<Vec<Put<'_>>> = rows.iter().map(|row| row.iter().map(|t| Put::Text(t)).collect()).collect();
    workbook(&rows)
}

/// An archive of these entries.
pub fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in entries {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The smallest workbook around a sheet's own text.
pub fn raw(sheet_data: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    raw_with("", sheet_data, more)
}

/// The same, with more said of the whole book.
pub fn raw_with(book: &str, sheet_data: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let types = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
    let rels = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let book = format!(
        r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{book}<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    let book_rels = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let sheet = format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{sheet_data}</sheetData></worksheet>"#
    );
    let own: [(&str, &[u8]); 5] = [
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", rels.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", book_rels.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    archive(&[&own[..], more].concat())
}

/// The texts of a workbook's first sheet, row by row.
pub fn read_back(bytes: &[u8]) -> Vec<Vec<String>> {
    use calamine::{Reader as _, Xlsx};
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let name = book.sheet_names()[0].clone();
    let range = book.worksheet_range(&name).unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

/// One entry of an archive, as text.
pub fn entry(bytes: &[u8], name: &str) -> String {
    use std::io::Read as _;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}
