//! What a file is. Pure.

mod photo;

use std::io::Cursor;

use serde::Serialize;

use crate::ground::kernel::{Digest, FileId, Instant, Layer, RegionCode, hide_somebodys_numbers, is_unseen};

pub use photo::picture_of;

crate::ground::kernel::words! {
    /// The types of files that papers come as.
    pub enum MediaType {
        Pdf = "application/pdf" "PDF",
        Jpeg = "image/jpeg" "JPEG",
        Png = "image/png" "PNG",
        Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" "XLSX",
        Ofd = "application/ofd" "OFD",
        Csv = "text/csv" "CSV",
    }
}

/// 附件. A file's entry; its bytes stand in chunks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct File {
    /// Id.
    pub id: FileId,
    /// Where it belongs.
    pub region: RegionCode,
    /// Name as uploaded, without folders.
    pub name: String,
    /// What its content is.
    pub media_type: MediaType,
    /// Bytes.
    pub size: i64,
    /// Of the clear bytes.
    pub sha256: Digest,
    /// How many chunks.
    pub chunks: i32,
    /// Who uploaded it: `account:<id>` or `client:<id>`.
    pub uploaded_by: String,
    /// Data layer.
    pub layer: Layer,
    /// When.
    pub created_at: Instant,
}

impl MediaType {
    const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::Xlsx => &["xlsx"],
            Self::Ofd => &["ofd"],
            Self::Csv => &["csv"],
        }
    }

    /// The type by content, when the name's extension agrees with it.
    pub fn of(name: &str, bytes: &[u8]) -> Option<Self> {
        let extension = name.rsplit_once('.')?.1.to_ascii_lowercase();
        let kind = by_content(bytes)?;
        kind.extensions().contains(&extension.as_str()).then_some(kind)
    }
}

impl MediaType {
    /// A photo by its content, whatever it is called.
    pub fn of_photo(bytes: &[u8]) -> Option<Self> {
        by_content(bytes).filter(|kind| matches!(kind, Self::Jpeg | Self::Png))
    }

    fn extension(self) -> &'static str {
        self.extensions().first().copied().unwrap_or_default()
    }

    /// A name for what came without one that could be trusted.
    pub fn name_for(self, what: &str) -> String {
        format!("{what}.{}", self.extension())
    }
}

fn by_content(bytes: &[u8]) -> Option<MediaType> {
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => Some(MediaType::Pdf),
        [0xff, 0xd8, 0xff, ..] => Some(MediaType::Jpeg),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some(MediaType::Png),
        [b'P', b'K', 3, 4, ..] => by_entries(bytes),
        _ => is_text(bytes).then_some(MediaType::Csv),
    }
}

/// Workbooks and OFD papers are both archives; their entries tell them apart. Nothing is unpacked.
fn by_entries(bytes: &[u8]) -> Option<MediaType> {
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let names: Vec<String> = archive.file_names().take(1001).filter_map(|n| Some(n.ok()?.into_owned())).collect();
    if names.len() > 1000 {
        None
    } else if names.iter().any(|n| n == "OFD.xml") {
        Some(MediaType::Ofd)
    } else if names.iter().any(|n| n == "[Content_Types].xml") && names.iter().any(|n| n.starts_with("xl/")) {
        Some(MediaType::Xlsx)
    } else {
        None
    }
}

/// UTF-8 or GB18030 without control characters other than tab and line ends.
fn is_text(bytes: &[u8]) -> bool {
    let sane = |text: &str| text.chars().all(|c| !c.is_control() || matches!(c, '\t' | '\r' | '\n'));
    match std::str::from_utf8(bytes) {
        Ok(text) => !text.is_empty() && sane(text),
        Err(_) => {
            let (text, _, failed) = encoding_rs::GB18030.decode(bytes);
            !failed && sane(&text)
        }
    }
}

/// A name without folders and control characters, at most 120 characters, its extension kept. It stands in clear wherever the file does: of
/// somebody's ID or mobile number the last four characters are left, and what is hidden is written so that any system can store it.
pub fn plain_name(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next()?.trim();
    let sane = !last.is_empty()
        && last.chars().count() <= 120
        && !last.chars().any(|c| c.is_control() || is_unseen(c))
        && !last.starts_with('.');
    sane.then(|| hide_somebodys_numbers(last).replace('*', "_"))
}

#[cfg(test)]
mod tests {
    use super::{MediaType, plain_name};

    #[test]
    fn content_and_name_must_agree() {
        let cases: &[(&str, &[u8], Option<MediaType>)] = &[
            ("验收单.pdf", b"%PDF-1.7 ...", Some(MediaType::Pdf)),
            ("photo.JPG", b"\xff\xd8\xff\xe0....", Some(MediaType::Jpeg)),
            ("photo.png", b"\x89PNG\r\n\x1a\n....", Some(MediaType::Png)),
            ("回单.csv", "PAY_CERT_NO\r\n1".as_bytes(), Some(MediaType::Csv)),
            ("回单.csv", b"\xd6\xa7\xb8\xb6\r\n", Some(MediaType::Csv)),
            ("x.pdf", b"\xff\xd8\xff\xe0....", None),
            ("x.exe", b"MZ\x90\x00", None),
            ("x.csv", b"a\x00b", None),
            ("x.xlsx", b"PK\x03\x04 not an archive", None),
            ("noextension", b"%PDF-1.7", None),
        ];
        for (name, bytes, wanted) in cases {
            assert_eq!(MediaType::of(name, bytes), *wanted, "{name}");
        }
    }

    #[test]
    fn names_lose_their_folders() {
        assert_eq!(plain_name("../../etc/验收单.pdf").as_deref(), Some("验收单.pdf"));
        assert_eq!(plain_name("C:\\x\\a.pdf").as_deref(), Some("a.pdf"));
        assert_eq!(plain_name("李四11010519491231002X身份证.pdf").as_deref(), Some("李四______________002X身份证.pdf"));
        assert_eq!(plain_name("139 0000 2222.jpg").as_deref(), Some("___ ____ 2222.jpg"));
        assert_eq!(plain_name("mmexport1697423456789.jpg").as_deref(), Some("mmexport1697423456789.jpg"));
        for bad in ["", "..", ".bashrc", "a\u{0}.pdf", "a\u{202e}fdp.png", "x/"] {
            assert_eq!(plain_name(bad), None, "{bad:?}");
        }
    }
}
