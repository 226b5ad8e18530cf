//! The two languages of human text. Codes and field names never change with the language.

/// A language a person reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// zh-CN, the default.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// From an `Accept-Language` header: the first of zh or en by its order of preference, zh when neither is named.
    pub fn negotiate(header: Option<&str>) -> Self {
        let mut best = (Self::Zh, 0u32);
        for part in header.unwrap_or_default().split(',') {
            let mut pieces = part.trim().split(';');
            let tag = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
            let quality = pieces.find_map(|p| p.trim().strip_prefix("q=")).map_or(1000, thousandths);
            let lang = match tag.split('-').next() {
                Some("zh" | "*") => Self::Zh,
                Some("en") => Self::En,
                _ => continue,
            };
            if quality > best.1 {
                best = (lang, quality);
            }
        }
        best.0
    }

    /// The tag for `Content-Language` and `lang` attributes.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }
}

/// `0.8` → 800; anything malformed is 0, so that it never wins.
fn thousandths(text: &str) -> u32 {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    match (whole.parse::<u32>(), digits.parse::<u32>()) {
        (Ok(w), Ok(f)) if w <= 1 => (w * 1000 + f).min(1000),
        _ => 0,
    }
}

/// A fixed text in both languages. `{name}` stands for the fact of that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bi {
    /// The officials' own words.
    pub zh: &'static str,
    /// English for integrators.
    pub en: &'static str,
}

impl Bi {
    /// The text in one language.
    pub const fn text(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn the_language_is_negotiated() {
        let cases = [
            (None, Lang::Zh),
            (Some("en"), Lang::En),
            (Some("en-GB,en;q=0.9"), Lang::En),
            (Some("fr"), Lang::Zh),
            (Some("zh-CN,zh;q=0.9,en;q=0.8"), Lang::Zh),
            (Some("zh;q=0.2, en;q=0.7"), Lang::En),
            (Some("en;q=0"), Lang::Zh),
            (Some("en;q=oops"), Lang::Zh),
        ];
        for (header, wanted) in cases {
            assert_eq!(Lang::negotiate(header), wanted, "{header:?}");
        }
    }
}
