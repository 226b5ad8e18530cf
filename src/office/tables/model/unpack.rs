//! What a workbook unpacks to, counted before anybody reads it. Nothing is kept of it here.

use std::io::{Cursor, Read};

use crate::office::tables::TablesRefusal;

/// Bytes that a workbook may unpack to.
pub const UNPACKED: u64 = 200 * 1024 * 1024;
/// How often smaller than its content an entry may be, from a mebibyte on.
const RATIO: u64 = 100;
const SMALL: u64 = 1024 * 1024;
const ENTRIES: usize = 1_000;
/// A table of shared texts says how many it holds, and the reader believes it: more digits than this would take all memory.
const COUNT: &[u8] = b"uniqueCount";
const COUNT_DIGITS: usize = 7;

/// Refuses an archive that unpacks to more than [`UNPACKED`], by counting what really comes out of it: what it says of itself
/// is nobody's promise.
pub fn within_bounds(bytes: &[u8]) -> Result<(), TablesRefusal> {
    let bomb = || TablesRefusal::Bomb { limit: UNPACKED };
    let broken = TablesRefusal::broken;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| broken(&e))?;
    if archive.len() > ENTRIES {
        return Err(bomb());
    }
    let mut left = UNPACKED;
    for n in 0..archive.len() {
        let entry = archive.by_index(n).map_err(|e| broken(&e))?;
        let most = left.min(entry.compressed_size().saturating_mul(RATIO).max(SMALL));
        let name = entry.name().map_err(|e| broken(&e))?.to_ascii_lowercase();
        let shared = name.ends_with("sharedstrings.xml");
        let came = through(entry.take(most + 1), shared).map_err(|e| broken(&e))?;
        left -= came.filter(|came| *came <= most).ok_or_else(bomb)?;
    }
    Ok(())
}

/// The title that a workbook bears in its properties.
pub fn title(bytes: &[u8]) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut text = String::new();
    archive.by_name("docProps/core.xml").ok()?.take(SMALL).read_to_string(&mut text).ok()?;
    let (_, rest) = text.split_once("<dc:title>")?;
    Some(rest.split_once("</dc:title>")?.0.to_owned())
}

/// How many bytes come out of an entry; `None` for a table of shared texts that lies about its length.
fn through(mut from: impl Read, shared: bool) -> std::io::Result<Option<u64>> {
    let (mut chunk, mut tail, mut came) = (vec![0_u8; 64 * 1024], Vec::new(), 0_u64);
    loop {
        let read = from.read(&mut chunk)?;
        if read == 0 {
            return Ok(Some(came));
        }
        came += read as u64;
        if shared {
            tail.extend_from_slice(&chunk[..read]);
            if tail.windows(COUNT.len()).enumerate().any(|(at, w)| w == COUNT && is_long(&tail[at..])) {
                return Ok(None);
            }
            let done = tail.len().saturating_sub(COUNT.len() + LOOK);
            tail.drain(..done);
        }
    }
}

/// Bytes behind the name within which its number stands.
const LOOK: usize = 24;

/// Whether the number that follows has more digits than any honest count.
fn is_long(from: &[u8]) -> bool {
    let rest = from.iter().skip(COUNT.len()).take(LOOK).skip_while(|b| !b.is_ascii_digit());
    rest.take_while(|b| b.is_ascii_digit()).count() > COUNT_DIGITS
}
