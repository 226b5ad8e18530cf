//! What a page may hold: elements that lay text out, their attributes, and styles that load nothing. Whatever stands on no list is refused: a page
//! that was saved as a file has nobody to forbid what it loads, runs or leads to.

/// Elements of a page.
const ELEMENTS: &[&str] = &[
    "abbr",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "ins",
    "li",
    "main",
    "mark",
    "nobr",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "wbr",
];

/// Attributes of any of them.
const ATTRIBUTES: &[&str] = &[
    "align",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "char",
    "class",
    "clear",
    "color",
    "colspan",
    "dir",
    "face",
    "frame",
    "headers",
    "height",
    "id",
    "lang",
    "noshade",
    "nowrap",
    "reversed",
    "rowspan",
    "rules",
    "scope",
    "size",
    "span",
    "start",
    "style",
    "summary",
    "title",
    "type",
    "valign",
    "value",
    "width",
];

/// Functions of a style, and words that may stand before a bracket there.
const FUNCTIONS: &[&str] = &[
    "and",
    "calc",
    "clamp",
    "counter",
    "counters",
    "fit-content",
    "has",
    "hsl",
    "hsla",
    "is",
    "linear-gradient",
    "max",
    "media",
    "min",
    "minmax",
    "not",
    "nth-child",
    "nth-last-child",
    "nth-last-of-type",
    "nth-of-type",
    "or",
    "repeat",
    "rgb",
    "rgba",
    "rotate",
    "scale",
    "translate",
    "translatex",
    "translatey",
    "var",
    "where",
];

/// At most so much of a word is told.
const TOLD: usize = 24;

/// What a page has no business with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    /// On which line.
    pub line: usize,
    /// The word.
    pub word: String,
}

/// What is left of a text from the fault on, and the word.
type Found<'a> = (&'a str, String);

/// The first thing in a template that it has no business with.
pub fn reaches_out(body: &str) -> Option<Outside> {
    let unescaped = "autoescape";
    if let Some((before, _)) = body.split_once(unescaped) {
        return Some(Outside { line: lines(before), word: unescaped.to_owned() });
    }
    carries(&masked(body))
}

/// The first thing in a page that a page has no business with.
pub fn carries(page: &str) -> Option<Outside> {
    let text = page.to_ascii_lowercase();
    let mut rest = text.as_str();
    while let Some((_, tag)) = rest.split_once('<') {
        match element(tag) {
            Ok(after) => rest = after,
            Err((left, word)) => {
                let before = text.len().saturating_sub(left.len());
                let line = lines(text.get(..before).unwrap_or_default());
                return Some(Outside { line, word: word.chars().take(TOLD).collect() });
            }
        }
    }
    None
}

/// The line on which a text ends.
fn lines(before: &str) -> usize {
    before.matches('\n').count() + 1
}

/// A template with blanks in the place of what the machine reads: what that makes of it is looked at when it is printed.
fn masked(body: &str) -> String {
    let mut text = String::with_capacity(body.len());
    let mut rest = body;
    while let Some((at, end)) = opened(rest) {
        let (before, inner) = rest.split_at(at);
        text.push_str(before);
        let length = inner.find(end).map_or(inner.len(), |found| found + end.len());
        let (inside, after) = inner.split_at(length);
        text.extend(inside.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = after;
    }
    text.push_str(rest);
    text
}

/// Where the machine begins to read, and what ends it.
fn opened(text: &str) -> Option<(usize, &'static str)> {
    [("{{", "}}"), ("{%", "%}"), ("{#", "#}")].into_iter().filter_map(|(open, end)| Some((text.find(open)?, end))).min()
}

fn cut(text: &str, ends: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(ends).unwrap_or(text.len()))
}

/// Looks at an element from behind its bracket on, and tells what follows it.
fn element(tag: &str) -> Result<&str, Found<'_>> {
    let closing = tag.starts_with('/');
    let (name, mut rest) = cut(tag.strip_prefix('/').unwrap_or(tag), |c| c.is_ascii_whitespace() || "/>".contains(c));
    // No element begins so: it is a sign in a text.
    if !closing && !name.starts_with(|c: char| c.is_ascii_alphabetic() || "!?".contains(c)) {
        return Ok(tag);
    }
    if !ELEMENTS.contains(&name) {
        return Err((tag, format!("<{name}")));
    }
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            rest = after;
            break;
        }
        if rest.is_empty() {
            return Err((tag, format!("<{name}")));
        }
        rest = attribute(rest)?;
    }
    if closing || name != "style" {
        return Ok(rest);
    }
    let unended = || (tag, "<style".to_owned());
    let (styles, after) = rest.split_once('<').ok_or_else(unended)?;
    let within = |left: &str| rest.get(styles.len().saturating_sub(left.len())..).unwrap_or(rest);
    loads(styles).map_err(|(left, word)| (within(left), word))?;
    after.strip_prefix("/style>").ok_or_else(unended)
}

/// Looks at an attribute, and tells what follows it.
fn attribute(text: &str) -> Result<&str, Found<'_>> {
    let (name, after) = cut(text, |c| c.is_ascii_whitespace() || "/>=".contains(c));
    if !ATTRIBUTES.contains(&name) {
        return Err((text, format!("{name}=")));
    }
    // As browsers do: other blanks than these begin a value.
    let blank = |c: char| c.is_ascii_whitespace();
    let said = after.trim_start_matches(blank).strip_prefix('=');
    let Some(value) = said.map(|value| value.trim_start_matches(blank)) else { return Ok(after) };
    let quote = value.chars().next().filter(|c| "\"'".contains(*c));
    let (said, after) = match quote {
        None => cut(value, |c| c.is_ascii_whitespace() || c == '>'),
        Some(quote) => {
            let quoted = value.strip_prefix(quote).and_then(|inner| inner.split_once(quote));
            quoted.ok_or_else(|| (text, format!("{name}={quote}")))?
        }
    };
    if name == "style" {
        loads(said).map_err(|(_, word)| (text, word))?;
    }
    Ok(after)
}

/// The first thing in styles that loads, or could spell what loads.
fn loads(styles: &str) -> Result<(), Found<'_>> {
    for (at, c) in styles.char_indices() {
        let (before, rest) = styles.split_at(at);
        match c {
            '\\' | '&' => return Err((rest, c.to_string())),
            '@' if !rest.starts_with("@media") => {
                let (word, _) = cut(rest, |c| c.is_ascii_whitespace() || "{;(\"'".contains(c));
                return Err((rest, word.to_owned()));
            }
            '(' => {
                let name = before.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').next();
                let name = name.unwrap_or_default();
                if !name.is_empty() && !FUNCTIONS.contains(&name) {
                    return Err((rest, format!("{name}()")));
                }
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Outside, carries, reaches_out};

    fn word(body: &str) -> Option<String> {
        reaches_out(body).map(|outside| outside.word)
    }

    #[test]
    fn a_template_reaches_nothing_outside() {
        for (body, wanted) in [
            ("<SCRIPT>", "<script"),
            ("<style>@import 'x'</style>", "@import"),
            ("<style>@page { margin: 0 }</style>", "@page"),
            ("<p style=\"background: URL(x)\">", "url()"),
            ("{% autoescape false %}", "autoescape"),
            ("<!-- x", "<!--"),
            ("<IMG src=http://x>", "<img"),
            ("<div onclick = x>", "onclick="),
            ("<p/onload='x'>", "onload="),
            ("<svg><set>", "<svg"),
            ("<td background=\"x\">", "background="),
            ("<a ping='x'>", "<a"),
            ("<div xlink:href='x'>", "xlink:href="),
            ("<td class=\u{3000}\" onload=x \">", "onload="),
            ("<td class=x", "<td"),
            ("<td class=\"x>", "class=\""),
        ] {
            assert_eq!(word(body).as_deref(), Some(wanted), "{body}");
        }
    }

    /// A browser loads by a style in more ways than one, and reads escapes in it.
    #[test]
    fn a_style_loads_nothing() {
        for (body, wanted) in [
            ("<style>a{background:image-set(\"http://x\" 1x)}</style>", "image-set()"),
            ("<style>a{background:-webkit-image-set(\"x\" 1x)}</style>", "-webkit-image-set()"),
            ("<style>a{background:u\\72l(http://x)}</style>", "\\"),
            ("<style>@im\\70ort \"http://x\"</style>", "@im\\70ort"),
            ("<style>@font-face { src: url(x) }</style>", "@font-face"),
            ("<p style='background:&#117;rl(x)'>", "&"),
            ("<style></stylex>p{background:url(x)}</style>", "<style"),
            ("<style>p { color: red }", "<style"),
        ] {
            assert_eq!(word(body).as_deref(), Some(wanted), "{body}");
        }
    }

    #[test]
    fn what_lays_text_out_stays() {
        for body in [
            "{% if name == 'x' %}<td class=\"on\">{{ name }}</td>{% endif %}",
            "<style>td { border: 1px solid; width: calc(100% - 2mm) } tr:nth-child(2) td { color: rgb(0,0,0) }</style><td>{{ name }}</td>",
            "<td{% if n < 3 %} class=\"on\"{% endif %} colspan={{ n }}>1 < 2</td><br/>",
            "<TD STYLE='width:26%'>{{ \"<img\" }}</TD>",
        ] {
            assert_eq!(reaches_out(body), None, "{body}");
        }
    }

    /// What the machine puts together is no template any more, and is looked at as a page.
    #[test]
    fn a_page_is_looked_at_as_it_is_printed() {
        assert_eq!(reaches_out("<{{ 'img' }} x>"), None);
        assert_eq!(carries("<p>\n<img x>"), Some(Outside { line: 2, word: "<img".to_owned() }));
        assert_eq!(carries("<p>&lt;img src=x&gt; {{ <b>x</b> }}</p>"), None);
    }
}
