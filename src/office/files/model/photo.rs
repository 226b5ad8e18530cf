//! What a photo says beside its picture. A camera writes where it stood, which one it is, when it was and often a small picture of its
//! own into the file. Of what strangers send, only the picture is kept: the parts that are needed to show it, by name, and nothing else.

use super::MediaType;

/// A photo with nothing but its picture, and the way up; `None` where its parts do not follow each other as its format says.
pub fn picture_of(media_type: MediaType, bytes: &[u8]) -> Option<Vec<u8>> {
    match media_type {
        MediaType::Jpeg => jpeg(bytes),
        MediaType::Png => png(bytes),
        MediaType::Pdf | MediaType::Xlsx | MediaType::Ofd | MediaType::Csv => None,
    }
}

/// Reads bytes in order, and never past their end.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self, bytes: usize) -> Option<usize> {
        Some(self.take(bytes)?.iter().fold(0, |n, byte| n << 8 | usize::from(*byte)))
    }

    /// The next marker of a JPEG, without what may fill the space before it.
    fn marker(&mut self) -> Option<u8> {
        if self.number(1)? != 0xff {
            return None;
        }
        loop {
            let [byte] = self.take(1)? else { return None };
            if *byte != 0xff {
                return Some(*byte);
            }
        }
    }

    /// The picture's own bytes up to the next marker; a zero and the numbers of restarts after 0xff belong to them.
    fn entropy(&mut self) -> Option<&'a [u8]> {
        let is_end = |pair: &[u8]| matches!(pair, [0xff, second] if !matches!(second, 0x00 | 0xd0..=0xd7));
        let end = self.0.windows(2).position(is_end)?;
        self.take(end)
    }
}

/// Whether a segment is needed to show the picture: its frames, tables and scans; of the applications' own, the pixels' size, the
/// profile of its colours and how they were transformed.
fn is_shown(marker: u8, content: &[u8]) -> bool {
    match marker {
        0xc0..=0xcf | 0xda..=0xdf => true,
        0xe0 => content.starts_with(b"JFIF\0"),
        0xe2 => content.starts_with(b"ICC_PROFILE\0"),
        0xee => content.starts_with(b"Adobe"),
        _ => false,
    }
}

fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader(bytes);
    let mut kept = reader.take(2)?.to_vec();
    let (mut turned, mut scans) = (false, 0);
    loop {
        let marker = reader.marker()?;
        if marker == 0xd9 {
            // Whatever a phone appends after the end (a film, another picture with its own place) stays behind.
            kept.extend([0xff, marker]);
            return (scans > 0).then_some(kept);
        }
        let length = reader.number(2)?.checked_sub(2)?;
        let content = reader.take(length)?;
        if is_shown(marker, content) {
            kept.extend([0xff, marker]);
            kept.extend(u16::try_from(length + 2).ok()?.to_be_bytes());
            kept.extend(content);
        } else if let Some(way) = way_up(marker, content).filter(|_| !turned) {
            turned = true;
            kept.extend(only_way_up(way));
        }
        if marker == 0xda {
            scans += 1;
            kept.extend(reader.entropy()?);
        }
    }
}

/// Which way up a camera was held, where it did not stand upright: without it the picture lies on its side.
fn way_up(marker: u8, content: &[u8]) -> Option<u8> {
    let tiff = content.strip_prefix(b"Exif\0\0").filter(|_| marker == 0xe1)?;
    let number = |at: usize, bytes: usize| -> Option<usize> {
        let mut found = tiff.get(at..at.checked_add(bytes)?)?.to_vec();
        if tiff.starts_with(b"II") {
            found.reverse();
        }
        Reader(&found).number(bytes)
    };
    let directory = number(4, 4)?;
    let entry = |n: usize| directory.checked_add(2 + 12 * n);
    let found = (0..number(directory, 2)?).map_while(entry).find(|at| number(*at, 2) == Some(0x0112))?;
    u8::try_from(number(found.checked_add(8)?, 2)?).ok().filter(|way| (2..=8).contains(way))
}

/// A segment that says which way up, and nothing else.
fn only_way_up(way: u8) -> [u8; 36] {
    let mut segment = *b"\xff\xe1\x00\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    segment[29] = way;
    segment
}

/// The parts of a PNG that are needed to show it in its colours.
const PNG_PARTS: [&[u8]; 11] =
    [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"sRGB", b"iCCP", b"cICP", b"sBIT"];

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader(bytes);
    let mut kept = reader.take(8)?.to_vec();
    let mut pictures = 0;
    loop {
        let whole = reader.0;
        let length = reader.number(4)?;
        let kind = reader.take(4)?;
        // Its content and the sum that guards it.
        reader.take(length.checked_add(4)?)?;
        if PNG_PARTS.contains(&kind) {
            kept.extend(whole.get(..length.checked_add(12)?)?);
        }
        pictures += usize::from(kind == b"IDAT");
        if kind == b"IEND" {
            return (pictures > 0).then_some(kept);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{MediaType, only_way_up, picture_of};

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], length.as_slice(), content].concat()
    }

    /// What a camera writes: which one, and which way up, in the order of bytes that it likes.
    fn exif(little: bool, way: u8) -> Vec<u8> {
        let two = |n: u16| if little { n.to_le_bytes() } else { n.to_be_bytes() };
        let four = |n: u32| if little { n.to_le_bytes() } else { n.to_be_bytes() };
        let entry = |tag: u16, kind: u16, value: u16| {
            [two(tag).as_slice(), &two(kind), &four(1), &two(value), &two(0)].concat()
        };
        let head = if little { b"II" } else { b"MM" };
        let tiff: Vec<u8> = [
            head.as_slice(),
            &two(42),
            &four(8),
            &two(2),
            &entry(0x0110, 2, 0),
            &entry(0x0112, 3, way.into()),
            &four(0),
            b"GPS 25.55N 113.68E",
        ]
        .concat();
        segment(0xe1, &[b"Exif\0\0".as_slice(), &tiff].concat())
    }

    /// A picture of one scan, or of several as progressive ones have.
    fn picture(beside: &[Vec<u8>], scans: usize) -> Vec<u8> {
        let scan = [segment(0xda, b"head"), b"\x11\xff\x00\x22\xff\xd3\x33".to_vec(), segment(0xc4, b"table")].concat();
        let parts = [segment(0xe0, b"JFIF\0\x01\x02"), beside.concat(), segment(0xdb, b"q"), segment(0xc0, b"frame")];
        [b"\xff\xd8".as_slice(), &parts.concat(), &scan.repeat(scans), b"\xff\xd9"].concat()
    }

    #[test]
    fn a_jpeg_keeps_its_picture_and_loses_place_camera_and_comment() {
        let colours = segment(0xe2, b"ICC_PROFILE\0\x01\x01p3");
        let other =
            [segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0GPS"), segment(0xed, b"Photoshop"), segment(0xfe, b"x")];
        let said = [exif(true, 1), colours.clone(), segment(0xe0, b"JFXX\0thumb")];
        let said: Vec<Vec<u8>> = said.into_iter().chain(other).collect();
        let film = b"\xff\xd8\xff\xe1\x00\x04GPSMotionPhoto";
        for scans in [1, 3] {
            let sent = [picture(&said, scans).as_slice(), film].concat();
            let kept = picture_of(MediaType::Jpeg, &sent).unwrap();
            assert_eq!(kept, picture(std::slice::from_ref(&colours), scans));
            assert_eq!(picture_of(MediaType::Jpeg, &kept).as_ref(), Some(&kept), "there is nothing left to cut");
        }
    }

    #[test]
    fn a_photo_that_was_taken_on_its_side_keeps_which_way_up_and_nothing_else() {
        for little in [true, false] {
            let kept = picture_of(MediaType::Jpeg, &picture(&[exif(little, 6), exif(little, 8)], 1)).unwrap();
            assert_eq!(kept, picture(&[only_way_up(6).to_vec()], 1), "{little}");
            assert_eq!(picture_of(MediaType::Jpeg, &kept).as_ref(), Some(&kept));
            for upright in [0, 1, 9] {
                let kept = picture_of(MediaType::Jpeg, &picture(&[exif(little, upright)], 1)).unwrap();
                assert_eq!(kept, picture(&[], 1), "{upright}");
            }
        }
    }

    fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        [u32::try_from(content.len()).unwrap().to_be_bytes().as_slice(), kind, content, b"csum"].concat()
    }

    #[test]
    fn a_png_keeps_its_picture_and_loses_its_texts() {
        let head = [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", b"size"), chunk(b"sRGB", b"0")].concat();
        let said = [chunk(b"eXIf", b"GPS"), chunk(b"tEXt", b"x"), chunk(b"iTXt", b"x"), chunk(b"tIME", b"x")].concat();
        let tail = [chunk(b"IDAT", b"pixels"), chunk(b"IEND", b"")].concat();
        let sent = [head.as_slice(), &said, &tail, b"appended"].concat();
        assert_eq!(picture_of(MediaType::Png, &sent), Some([head.as_slice(), &tail].concat()));
        let photo = include_bytes!("../../../../data/sample/files/photo.png");
        let kept = picture_of(MediaType::Png, photo).unwrap();
        assert!(kept.len() <= photo.len() && kept.ends_with(b"IEND\xaeB`\x82"));
    }

    #[test]
    fn what_is_no_whole_picture_is_none() {
        let whole = picture(&[exif(true, 6)], 2);
        for cut in 0..whole.len() {
            assert_eq!(picture_of(MediaType::Jpeg, &whole[..cut]), None, "cut at {cut}");
        }
        for bad in [b"\xff\xd8\xff\xd9".as_slice(), b"\xff\xd8\xff\xe0\x00\x01", b"\xff\xd8\xff\xe0....", b""] {
            assert_eq!(picture_of(MediaType::Jpeg, bad), None);
        }
        let empty = [b"\x89PNG\r\n\x1a\n".as_slice(), &chunk(b"IEND", b"")].concat();
        let long = [b"\x89PNG\r\n\x1a\n".as_slice(), b"\xff\xff\xff\xffIDAT"].concat();
        for bad in [empty.as_slice(), &long, b"\x89PNG\r\n\x1a\n....", b""] {
            assert_eq!(picture_of(MediaType::Png, bad), None);
        }
        assert_eq!(picture_of(MediaType::Pdf, b"%PDF-"), None);
    }

    proptest! {
        /// Whatever is sent: no panic, and what is kept says no more when it is looked at again.
        #[test]
        fn hostile_bytes_do_no_harm(junk in prop::collection::vec(any::<u8>(), 0..400), at in 0..200_usize, byte: u8) {
            let mut damaged = picture(&[exif(true, 6)], 2);
            if let Some(place) = damaged.get_mut(at) {
                *place = byte;
            }
            let framed = [b"\xff\xd8".as_slice(), &junk].concat();
            for bytes in [&junk, &damaged, &framed] {
                for media_type in [MediaType::Jpeg, MediaType::Png] {
                    if let Some(kept) = picture_of(media_type, bytes) {
                        prop_assert!(kept.len() <= bytes.len() + 36);
                        prop_assert_eq!(picture_of(media_type, &kept), Some(kept.clone()));
                    }
                }
            }
        }
    }
}
