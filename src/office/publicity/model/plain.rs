//! Whom a notice tells to call.

use crate::ground::kernel::bears_number;

/// A telephone that a notice bears: that of an office, `12317`, `0735-2345678`; never somebody's mobile.
pub fn is_hotline(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let sane = text.bytes().all(|b| b.is_ascii_digit() || b == b'-') && text.starts_with(|c: char| c.is_ascii_digit());
    sane && (3..=12).contains(&digits) && !bears_number(text)
}

#[cfg(test)]
mod tests {
    use super::is_hotline;

    #[test]
    fn a_hotline_is_an_offices() {
        assert!(is_hotline("12317") && is_hotline("0735-2345678"));
        for bad in ["13977700001", "12", "电话12317", "-12317", "", "0735 2345678"] {
            assert!(!is_hotline(bad), "{bad}");
        }
    }
}
