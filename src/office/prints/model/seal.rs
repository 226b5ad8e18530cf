//! What identifies a printed paper: number, revision, digest, as text and as a QR symbol.

use fast_qr::{ECL, QRBuilder};

use crate::ground::kernel::{Digest, Instant, SubjectKind};

/// A subject that is to be printed, with the fields of its form.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// What it is.
    pub kind: SubjectKind,
    /// Its printed number.
    pub number: String,
    /// Which revision.
    pub revision: i64,
    /// The digest of what was signed, or of what is shown; none where nothing is fixed yet.
    pub digest: Option<Digest>,
    /// The word across the page of a paper that is not in force.
    pub watermark: Option<&'static str>,
    /// When it is printed.
    pub printed_at: Instant,
    /// By whom.
    pub printed_by: String,
    /// The fields of its form.
    pub fields: serde_json::Value,
}

impl Sheet {
    /// What the QR symbol says: `steward:<kind>:<number>:r<revision>:<first 32 hexadecimal digits of the digest>`, or `-`.
    pub fn seal(&self) -> String {
        let digest = self.digest.map(|d| d.to_string());
        let digest = digest.as_deref().and_then(|d| d.get(..32)).unwrap_or("-");
        format!("steward:{}:{}:r{}:{digest}", self.kind, self.number, self.revision)
    }

    /// The digest as people compare it: its first sixteen digits in fours.
    pub fn short_digest(&self) -> String {
        let Some(digest) = self.digest.map(|d| d.to_string()) else { return "未定稿".into() };
        let fours = digest.as_bytes().chunks(4).take(4).map(|four| String::from_utf8_lossy(four).into_owned());
        fours.collect::<Vec<_>>().join(" ")
    }

    /// The QR symbol of the seal; `None` when that does not fit into one.
    pub fn symbol(&self) -> Option<String> {
        drawn(&self.seal(), ECL::M)
    }

    /// The QR symbol of the address that a poster leads to: readable when a quarter of it has weathered. `None` where its form has none.
    pub fn address_symbol(&self) -> Option<String> {
        drawn(self.fields.get("address")?.as_str()?, ECL::Q)
    }
}

/// A text as one SVG path, with its quiet zone.
fn drawn(text: &str, level: ECL) -> Option<String> {
    let code = QRBuilder::new(text).ecl(level).build().ok()?;
    let dark = |row: &usize, column: &usize| code[*row][*column].value();
    let mut path = String::new();
    for row in 0..code.size {
        for column in (0..code.size).filter(|column| dark(&row, column)) {
            path.push_str(&format!("M{} {}h1v1h-1z", column + 4, row + 4));
        }
    }
    let side = code.size + 8;
    Some(format!(
        "<svg viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\" role=\"img\">\
             <path fill=\"#fff\" d=\"M0 0h{side}v{side}h-{side}z\"/><path d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Sheet;
    use crate::ground::kernel::{Digest, Instant, SubjectKind};

    #[test]
    fn a_seal_names_subject_revision_and_digest() {
        let sheet = Sheet {
            kind: SubjectKind::Disbursement,
            number: "BF-431026-2023-000001".into(),
            revision: 2,
            digest: Some(Digest::of(b"steward")),
            watermark: None,
            printed_at: Instant::from_millis(0),
            printed_by: String::new(),
            fields: json!({}),
        };
        let digest = Digest::of(b"steward").to_string();
        assert_eq!(sheet.seal(), format!("steward:disbursement:BF-431026-2023-000001:r2:{}", &digest[..32]));
        assert!(sheet.short_digest().len() == 19 && digest.starts_with(&sheet.short_digest()[..4]));
        assert!(sheet.symbol().unwrap().contains("viewBox=\"0 0 "));
        let draft = Sheet { digest: None, ..sheet };
        assert!(draft.seal().ends_with(":r2:-") && draft.short_digest() == "未定稿");
    }
}
