//! Who may name whom (D1–D6).

use super::source::{Source, none, read, sources};

/// The modules that a file lists, in its order.
fn listed(path: &str) -> Vec<String> {
    let text = read(path);
    let modules = text.lines().filter_map(|line| line.strip_prefix("pub mod ").or(line.strip_prefix("mod ")));
    modules.filter_map(|m| m.strip_suffix(';')).map(str::to_owned).collect()
}

/// Every (wing, room) in the order of the house.
fn rooms() -> Vec<(String, String)> {
    let wings = listed("src/lib.rs").into_iter();
    wings
        .flat_map(|wing| {
            let rooms = listed(&format!("src/{wing}/mod.rs"));
            rooms.into_iter().map(move |room| (wing.clone(), room))
        })
        .collect()
}

fn path_of(source: &Source, line: usize, segments: &[String]) -> String {
    format!("{}:{line} names {}", source.path, segments.join("::"))
}

#[test]
fn a_room_names_only_rooms_that_stand_before_it() {
    let rooms = rooms();
    let rank = |wing: &str, room: &str| rooms.iter().position(|(w, r)| w == wing && r == room);
    let mut found = Vec::new();
    for source in sources() {
        let Some((wing, room)) = source.room() else { continue };
        let here = rank(wing, room).unwrap_or_else(|| panic!("{} stands in no listed room", source.path));
        for name in source.names() {
            let [root, wing, room, ..] = &name.segments[..] else { continue };
            if root == "crate" && rank(wing, room).is_some_and(|there| there > here) {
                found.push(path_of(&source, name.line, &name.segments));
            }
        }
    }
    none("a room imports only rooms that stand before it in lib.rs and its wing's mod.rs (D1)", found);
}

#[test]
fn a_room_is_entered_by_its_door() {
    let rooms = rooms();
    let mut found = Vec::new();
    for source in sources() {
        let Some(here) = source.room() else { continue };
        for name in source.names() {
            // What lies behind the door is a module: types begin with a capital.
            let [root, wing, room, inner, _, ..] = &name.segments[..] else { continue };
            let other = rooms.iter().any(|(w, r)| w == wing && r == room) && here != (wing, room);
            if root == "crate" && other && inner.starts_with(|c: char| c.is_ascii_lowercase()) {
                found.push(path_of(&source, name.line, &name.segments));
            }
        }
    }
    none("between rooms only through the door: no path into a part of another room (D2)", found);
}

#[test]
fn each_part_of_a_room_names_only_what_lies_below_it() {
    // api -> service -> {rules, model, store}; store -> model; rules -> model.
    let forbidden = |layer: &str| -> &[&str] {
        match layer {
            "model" => &["rules", "store", "service", "api"],
            "rules" => &["store", "service", "api"],
            "store" => &["rules", "service", "api"],
            "service" => &["api"],
            "api" => &["store"],
            _ => &[],
        }
    };
    let mut found = Vec::new();
    for source in sources() {
        let (Some((wing, room)), Some(layer)) = (source.room(), source.layer()) else { continue };
        for name in source.names() {
            let [root, to_wing, to_room, part, ..] = &name.segments[..] else { continue };
            let same_room = root == "crate" && to_wing == wing && to_room == room;
            if same_room && forbidden(layer).contains(&part.as_str()) {
                found.push(path_of(&source, name.line, &name.segments));
            }
        }
    }
    none("api -> service -> {rules, model, store}; store -> model; rules -> model; never api -> store (D5)", found);
}

#[test]
fn the_database_is_named_by_stores_and_platform_alone() {
    let mut found = Vec::new();
    for source in sources() {
        let platform = source.room() == Some(("ground", "platform"));
        if platform || source.layer() == Some("store") {
            continue;
        }
        let names = source.names();
        let database = |first: &str| matches!(first, "sea_orm" | "entity" | "sqlx" | "sea_query");
        let named = names.iter().filter(|n| database(&n.segments[0]) && n.segments.len() > 1);
        found.extend(named.map(|n| path_of(&source, n.line, &n.segments)));
    }
    none("`sea_orm` and `entity` only in `*/store*` and `platform` (D3)", found);
}

#[test]
fn the_web_framework_is_named_at_the_edge_alone() {
    let mut found = Vec::new();
    for source in sources() {
        let edge = matches!(source.room(), Some(("ground", "wire") | ("server", "http" | "console")));
        if edge || source.layer() == Some("api") {
            continue;
        }
        let names = source.names();
        let named = names.iter().filter(|n| n.segments[0].starts_with("poem") && n.segments.len() > 1);
        found.extend(named.map(|n| path_of(&source, n.line, &n.segments)));
    }
    none("`poem*` only in `*/api*`, `wire`, `http`, `console` (D3)", found);
}

#[test]
fn what_is_pure_waits_for_nothing_and_touches_nothing() {
    // A cursor over bytes that are there already is no I/O.
    let outside = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::io::stdin",
        "std::io::stdout",
        "std::thread",
        "tokio",
    ];
    let mut found = Vec::new();
    for source in sources() {
        let pure = matches!(source.room(), Some(("ground", "kernel" | "authority")));
        if !pure && !matches!(source.layer(), Some("model" | "rules")) {
            continue;
        }
        for name in source.names() {
            let path = name.segments.join("::");
            let waits = name.segments.iter().any(|s| s == "async" || s == "await");
            let clock =
                path.ends_with("Instant::now") || path.ends_with("SystemTime::now") || path.ends_with("Utc::now");
            if waits || clock || outside.iter().any(|o| path == *o || path.starts_with(&format!("{o}::"))) {
                found.push(path_of(&source, name.line, &name.segments));
            }
        }
    }
    none("`kernel`, `authority`, `model` and `rules` have no async, no I/O and no clock (D4)", found);
}

#[test]
fn the_lowest_crates_depend_on_nothing_of_ours() {
    let dependencies = |manifest: &str| -> Vec<String> {
        let text = read(manifest);
        let section = text.split_once("[dependencies]").map_or("", |(_, rest)| rest);
        let section = section.split_once("\n[").map_or(section, |(section, _)| section);
        let names = section.lines().filter_map(|line| line.split(['.', '=', ' ']).next());
        names.filter(|n| !n.is_empty() && !n.starts_with('#')).map(str::to_owned).collect()
    };
    assert_eq!(dependencies("migration/Cargo.toml"), ["sea-orm-migration"], "D6");
    let entity = dependencies("entity/Cargo.toml");
    assert!(!entity.iter().any(|d| d == "steward" || d == "migration"), "D6: {entity:?}");
}

#[test]
fn names_say_what_stands_there() {
    let empty = ["util", "utils", "common", "helper", "helpers", "misc", "manager", "processor", "data", "info"];
    let says_nothing = |source: &Source| source.module.iter().any(|m| empty.contains(&m.as_str()));
    let found = sources().into_iter().filter(says_nothing).map(|s| s.path).collect();
    none("no util, common, helper, misc, manager, processor, data, info", found);
}
