//! How long things are.

use super::source::{closing, none, read, rust_files, sources, split_outside};

#[test]
fn files_are_short() {
    let folders = ["src", "tests", "migration/src", "entity/src"];
    let files = folders.iter().flat_map(|folder| rust_files(folder));
    let mut lengths: Vec<(usize, String)> = files.map(|path| (read(&path).lines().count(), path)).collect();
    lengths.sort();
    let long = lengths.iter().filter(|(lines, _)| *lines > 600).map(|(lines, path)| format!("{path}: {lines}"));
    none("no file over 600 lines", long.collect());
    let product: Vec<usize> =
        lengths.iter().filter(|(_, path)| path.starts_with("src")).map(|(lines, _)| *lines).collect();
    let (median, p90) = (product[product.len() / 2], product[product.len() * 9 / 10]);
    assert!(median <= 130, "the median file has {median} lines instead of at most 130");
    assert!(p90 <= 400, "nine of ten files have {p90} lines instead of at most 400");
}

/// (line, name, parameters without self, lines of its body that hold code) of every function.
fn functions(code: &str) -> Vec<(usize, String, usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = code[at..].find("fn ") {
        let start = at + next;
        at = start + 3;
        if code[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let name: String = code[at..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let Some(open) = parameters_open(code, at + name.len()).filter(|_| !name.is_empty()) else { continue };
        let (close, parameters) = parameters(code, open);
        let end = code[close..].find([';', '{']).map_or(code.len(), |e| close + e);
        let body = if code[end..].starts_with('{') { &code[end..closing(code, end)] } else { "" };
        let lines = body.lines().skip(1).filter(|l| !l.trim().is_empty()).count();
        found.push((code[..start].matches('\n').count() + 1, name, parameters, lines));
    }
    found
}

/// Where the parameters of a function begin: behind its generics, which may hold brackets of their own.
fn parameters_open(code: &str, from: usize) -> Option<usize> {
    let (mut depth, mut before) = (0_i32, ' ');
    for (at, c) in code[from..].char_indices() {
        match c {
            '<' => depth += 1,
            '>' if before != '-' => depth -= 1,
            '(' if depth == 0 => return Some(from + at),
            '{' | ';' => return None,
            _ => {}
        }
        before = c;
    }
    None
}

fn parameters(code: &str, open: usize) -> (usize, usize) {
    let mut depth = 0_i32;
    let inside = |(at, c): (usize, char)| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        (depth == 0).then_some(open + at)
    };
    let close = code[open..].char_indices().find_map(inside).unwrap_or(code.len() - 1);
    let is_self = |p: &&str| {
        p.trim_start_matches(['&', ' ', '\n']).trim_start_matches("mut ").split([':', ' ']).any(|w| w == "self")
    };
    (close, split_outside(&code[open + 1..close], ',').iter().filter(|p| !is_self(p)).count())
}

#[test]
fn functions_are_short_and_take_few_things() {
    let (mut long, mut wide) = (Vec::new(), Vec::new());
    for source in sources() {
        for (line, name, parameters, lines) in functions(&source.code) {
            let place = format!("{}:{line} {name}", source.path);
            if lines > 70 {
                long.push(format!("{place}: {lines} lines"));
            }
            if parameters > 5 {
                wide.push(format!("{place}: {parameters} parameters"));
            }
        }
    }
    none("functions have at most 70 lines", long);
    none("functions take at most 5 parameters, then a struct", wide);
}

#[test]
fn functions_are_counted_rightly() {
    let code =
        "impl X {\n  fn a<F: Fn(u8) -> u8>(&self, f: F, (b, c): (u8, u8)) -> u8 {\n    f(b)\n\n  }\n}\nfn d();\n";
    assert_eq!(functions(code), [(2, "a".to_owned(), 2, 1), (7, "d".to_owned(), 0, 0)]);
}
