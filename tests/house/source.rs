//! The source tree as text: files, their modules, what they name. No parser stands behind this: comments and texts are blanked
//! out, and what is left is scanned for names.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// One file of `src/`.
pub struct Source {
    /// Below the workspace root, e.g. `src/money/funds/service/splits.rs`.
    pub path: String,
    /// As it stands.
    pub text: String,
    /// Without comments, contents of texts and test modules; every line is still where it was.
    pub code: String,
    /// `["money", "funds", "service", "splits"]`
    pub module: Vec<String>,
}

/// A path that the code names, from the crate root where it begins with `crate`, `self` or `super`.
pub struct Named {
    /// `["crate", "money", "ledger", "Books"]`, `["sea_orm", "EntityTrait"]`
    pub segments: Vec<String>,
    /// On which line.
    pub line: usize,
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below a folder, as paths below the root, in order.
pub fn rust_files(folder: &str) -> Vec<String> {
    let mut folders = vec![root().join(folder)];
    let mut found: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found.iter().map(|p| p.strip_prefix(root()).expect("below the root").to_str().expect("a name").to_owned()).collect()
}

pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Every file of `src/` that is part of the product: without those that a test module pulls in by `#[path]`.
pub fn sources() -> Vec<Source> {
    let paths = rust_files("src");
    let texts: Vec<String> = paths.iter().map(|p| read(p)).collect();
    let of_tests: Vec<&str> = texts
        .iter()
        .filter_map(|t| t.split_once("#[cfg(test)]\n#[path = \"")?.1.split_once('"').map(|(file, _)| file))
        .collect();
    let product = paths.into_iter().zip(&texts).filter(|(path, _)| !of_tests.iter().any(|t| path.ends_with(t)));
    product
        .map(|(path, text)| Source {
            module: module_of(&path),
            code: without_tests(&blanked(text)),
            text: text.clone(),
            path,
        })
        .collect()
}

fn module_of(path: &str) -> Vec<String> {
    let inner = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    if matches!(inner, "lib" | "main" | "mod") { Vec::new() } else { inner.split('/').map(str::to_owned).collect() }
}

impl Source {
    /// Wing and room, e.g. `("money", "funds")`; `None` for the files that only list them.
    pub fn room(&self) -> Option<(&str, &str)> {
        Some((self.module.first()?, self.module.get(1)?))
    }

    /// The part of its room, e.g. `service`.
    pub fn layer(&self) -> Option<&str> {
        self.module.get(2).map(String::as_str)
    }

    /// Every path that the code names.
    pub fn names(&self) -> Vec<Named> {
        let mut named = Vec::new();
        let mut rest = self.code.as_str();
        let mut line = 1;
        while let Some(start) = rest.find(|c: char| c.is_alphabetic() || c == '_') {
            line += lines_in(&rest[..start]);
            rest = &rest[start..];
            let word = ident(rest);
            if word == "use" && rest[3..].starts_with([' ', '\n']) {
                let end = rest.find(';').unwrap_or(rest.len());
                expand(&rest[3..end], &[], line, &mut named);
                line += lines_in(&rest[..end]);
                rest = &rest[end..];
                continue;
            }
            let mut segments = vec![word.to_owned()];
            rest = &rest[word.len()..];
            while let Some(next) = rest.strip_prefix("::").filter(|r| !ident(r).is_empty()) {
                segments.push(ident(next).to_owned());
                rest = &next[ident(next).len()..];
            }
            named.push(Named { segments, line });
        }
        for name in &mut named {
            name.segments = self.resolved(std::mem::take(&mut name.segments));
        }
        named
    }

    fn resolved(&self, segments: Vec<String>) -> Vec<String> {
        let ups = segments.iter().take_while(|s| *s == "super").count();
        let own = segments.first().is_some_and(|s| s == "self");
        if ups == 0 && !own {
            return segments;
        }
        let base = self.module.len().saturating_sub(ups);
        let tail = segments.into_iter().skip(ups.max(1));
        std::iter::once("crate".to_owned()).chain(self.module[..base].iter().cloned()).chain(tail).collect()
    }

    /// Fails with every place where the code holds this text.
    pub fn places_of(&self, text: &str) -> Vec<String> {
        let lines = self.code.lines().enumerate().filter(|(_, line)| line.contains(text));
        lines.map(|(n, _)| format!("{}:{} {text}", self.path, n + 1)).collect()
    }
}

fn ident(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    &text[..end]
}

fn lines_in(text: &str) -> usize {
    text.matches('\n').count()
}

/// Writes every path of a use tree out.
fn expand(tree: &str, before: &[String], line: usize, named: &mut Vec<Named>) {
    let tree = tree.trim().trim_start_matches("::");
    let (head, inner) = match tree.split_once('{') {
        Some((head, inner)) => (head, Some(inner.trim_end().trim_end_matches('}'))),
        None => (tree.split_once(" as ").map_or(tree, |(path, _)| path), None),
    };
    let path = head.split("::").map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned);
    let path: Vec<String> = before.iter().cloned().chain(path).collect();
    match inner {
        Some(inner) => split_outside(inner, ',').into_iter().for_each(|part| expand(part, &path, line, named)),
        None if path.is_empty() => {}
        None => named.push(Named { segments: path.into_iter().filter(|s| s != "*").collect(), line }),
    }
}

/// Parts between separators that stand in no bracket.
pub fn split_outside(text: &str, separator: char) -> Vec<&str> {
    let (mut depth, mut start, mut before) = (0_i32, 0, ' ');
    let mut parts = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '{' | '<' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            '>' if before != '-' && before != '=' => depth -= 1,
            c if c == separator && depth == 0 => {
                parts.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
        before = c;
    }
    parts.push(&text[start..]);
    parts.into_iter().filter(|p| !p.trim().is_empty()).collect()
}

/// The text with comments and the contents of strings and characters blanked out.
fn blanked(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let blank = |c: char| if c == '\n' { '\n' } else { ' ' };
    while at < chars.len() {
        let end = match chars[at] {
            '/' if chars.get(at + 1) == Some(&'/') => find(&chars, at, |i| chars[i] == '\n'),
            '/' if chars.get(at + 1) == Some(&'*') => {
                find(&chars, at + 2, |i| chars[i - 1] == '*' && chars[i] == '/') + 1
            }
            'r' if !part_of_word(&chars, at) && raw_quotes(&chars, at).is_some() => {
                let hashes = raw_quotes(&chars, at).unwrap_or_default();
                let closes = |i: usize| chars[i] == '"' && (1..=hashes).all(|h| chars.get(i + h) == Some(&'#'));
                find(&chars, at + hashes + 2, closes) + hashes + 1
            }
            '"' => find(&chars, at + 1, |i| chars[i] == '"' && !escaped(&chars, i)) + 1,
            '\'' if chars.get(at + 1) == Some(&'\\') => {
                find(&chars, at + 2, |i| chars[i] == '\'' && !escaped(&chars, i)) + 1
            }
            '\'' if chars.get(at + 2) == Some(&'\'') => at + 3,
            c => {
                out.push(c);
                at += 1;
                continue;
            }
        };
        let end = end.min(chars.len());
        out.extend(chars[at..end].iter().map(|c| blank(*c)));
        at = end;
    }
    out
}

fn find(chars: &[char], from: usize, is: impl Fn(usize) -> bool) -> usize {
    (from..chars.len()).find(|i| is(*i)).unwrap_or(chars.len())
}

fn part_of_word(chars: &[char], at: usize) -> bool {
    at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_') && chars[at - 1] != 'b'
}

fn raw_quotes(chars: &[char], at: usize) -> Option<usize> {
    let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
    (chars.get(at + 1 + hashes) == Some(&'"')).then_some(hashes)
}

fn escaped(chars: &[char], at: usize) -> bool {
    chars[..at].iter().rev().take_while(|c| **c == '\\').count() % 2 == 1
}

/// Where the bracket that opens at `open` closes, in blanked code.
pub fn closing(code: &str, open: usize) -> usize {
    let mut depth = 0_i32;
    for (at, c) in code[open..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return open + at;
        }
    }
    code.len() - 1
}

fn without_tests(code: &str) -> String {
    let mut out = code.to_owned();
    while let Some(start) = out.find("#[cfg(test)]") {
        let open = out[start..].find('{').map_or(out.len(), |o| start + o);
        let semicolon = out[start..].find(';').map_or(out.len(), |o| start + o);
        let end = if semicolon < open { semicolon } else { closing(&out, open) };
        let end = end.min(out.len() - 1);
        let blank: String = out[start..=end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        out.replace_range(start..=end, &blank);
    }
    out
}

/// Fails with the list, unless it is empty.
#[track_caller]
pub fn none(what: &str, found: Vec<String>) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

#[test]
fn comments_texts_and_tests_are_not_code() {
    let text = "/// use a::b;\nlet x = \"use c \\\" d\"; // e\nlet y = ('\\'', 'z', r#\"q \" r\"#);\n#[cfg(test)]\nmod tests { fn t() { if u {} } }\nfn g<'a>() {}\n";
    let code = without_tests(&blanked(text));
    let words: Vec<&str> = code.split_whitespace().collect();
    assert_eq!(words.join(" "), "let x = ; let y = ( , , ); fn g<'a>() {}");
    assert_eq!(lines_in(&code), lines_in(text));
}

#[test]
fn names_are_found_in_use_trees_and_in_expressions() {
    let source = Source {
        path: String::new(),
        text: String::new(),
        code: "use crate::{a::{b, c as d}, e::*};\nuse super::f;\nlet x = g::h::<super::super::I>(j);".into(),
        module: vec!["m".into(), "n".into(), "o".into()],
    };
    let names: Vec<String> = source.names().iter().map(|n| format!("{} {}", n.segments.join("::"), n.line)).collect();
    let wanted = [
        "crate::a::b 1",
        "crate::a::c 1",
        "crate::e 1",
        "crate::m::n::f 2",
        "let 3",
        "x 3",
        "g::h 3",
        "crate::m::I 3",
        "j 3",
    ];
    assert_eq!(names, wanted);
}
