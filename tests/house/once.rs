//! What is done in one place only, and what is done nowhere.

use super::source::{Source, none, read, rust_files, sources};

/// Places of these texts in the code of files that are not excepted.
fn places(texts: &[&str], excepted: impl Fn(&Source) -> bool) -> Vec<String> {
    let sources = sources();
    let elsewhere = sources.iter().filter(|s| !excepted(s));
    elsewhere.flat_map(|source| texts.iter().flat_map(move |text| source.places_of(text))).collect()
}

#[test]
fn nothing_panics() {
    let calls =
        [".unwrap()", ".expect(", ".unwrap_err()", "panic!(", "todo!(", "unimplemented!(", "unreachable!(", "dbg!("];
    // A wrong day in a constant does not compile.
    let constant = |s: &Source| s.path == "src/ground/kernel/time.rs";
    none("a missing value is a refusal or a fault, never a panic", places(&calls[..3], |_| false));
    none("a missing value is a refusal or a fault, never a panic", places(&calls[3..], constant));
}

#[test]
fn no_work_is_left_in_comments() {
    // Written in parts, so that this file does not find itself.
    let marks = [concat!("// TO", "DO"), concat!("// FIX", "ME"), concat!("// XX", "X")];
    let left = |path: &String| {
        let text = read(path);
        marks.iter().any(|mark| text.contains(mark))
    };
    let files = ["src", "tests", "migration/src", "entity/src"].iter().flat_map(|folder| rust_files(folder));
    none("work that is left stands in issues", files.filter(left).collect());
}

#[test]
fn only_the_command_line_prints() {
    let cli = |s: &Source| s.room() == Some(("server", "cli"));
    none("what others say goes to the log", places(&["println!(", "print!("], cli));
}

#[test]
fn the_clock_is_read_in_one_place() {
    let clock = |s: &Source| s.path == "src/ground/platform/clock.rs";
    none("now is asked of platform::Clock", places(&["SystemTime::now", "Utc::now", "Local::now"], clock));
}

#[test]
fn the_environment_is_read_by_the_command_line_alone() {
    // It hands what it found to platform::Config; nothing else may depend on where it was started.
    let start = |s: &Source| s.path == "src/server/cli/mod.rs" || s.path == "src/ground/platform/config.rs";
    none("settings come from Config", places(&["env::var", "env::vars", "env::temp_dir", "env::current_dir"], start));
}

#[test]
fn no_amount_is_a_float() {
    let floats = |s: &Source| {
        let names = s.names();
        let float = |n: &&super::source::Named| n.segments.iter().any(|w| w == "f32" || w == "f64");
        names.iter().filter(float).map(|n| format!("{}:{}", s.path, n.line)).collect::<Vec<_>>()
    };
    // The reader of JSON keeps every number as it was sent; the contract refuses those that are no whole ones.
    let reader = |s: &&Source| s.path != "src/ground/wire/json.rs";
    none("money and quantities are whole numbers", sources().iter().filter(reader).flat_map(floats).collect());
}

#[test]
fn lints_are_excused_only_with_a_reason() {
    none("`#[expect(..., reason)]`, never a bare allow", places(&["#[allow(", "#![allow("], |_| false));
    let without = |s: &Source| {
        let parts = s.text.split("#[expect(").skip(1).chain(s.text.split("#![expect(").skip(1));
        parts.filter(|p| !p.split(")]").next().is_some_and(|p| p.contains("reason = "))).count()
    };
    none("an expectation says why", sources().iter().filter(|s| without(s) > 0).map(|s| s.path.clone()).collect());
}

#[test]
fn only_the_trail_lets_a_transaction_commit() {
    let trail = |s: &Source| s.room() == Some(("ground", "trail"));
    none("CommitRecord is implemented in trail alone", places(&["CommitRecord for"], trail));
}

#[test]
fn permits_without_a_holder_are_given_where_something_else_proves_the_right() {
    let jobs = |s: &Source| {
        let others = [
            "src/ground/authority/permit.rs",
            "src/ground/jobs/runner.rs",
            "src/ground/jobs/service.rs",
            "src/office/access/service/keys.rs",
            "src/office/access/service/setup.rs",
            "src/office/approvals/service/definitions.rs",
            "src/office/people/service/written.rs",
            "src/office/places/service/sites.rs",
            "src/office/tables/service/jobs/steps.rs",
            "src/server/clock.rs",
        ];
        s.path.ends_with("/service/reference.rs") || others.contains(&s.path.as_str())
    };
    none(
        "Permit::for_job: the command line, the release, the reference tables, the runners of jobs and of imports",
        places(&["Permit::for_job"], jobs),
    );
    let public = |s: &Source| {
        let home = |file: &&str| s.path == format!("src/office/access/service/{file}.rs");
        ["sessions", "clients", "setup"].iter().any(home) || s.path == "src/property/repairs/service/file.rs"
    };
    let proofs = "Permit::for_public: a password, a secret, a one-time token, the link that hangs at a site";
    none(proofs, places(&["Permit::for_public"], public));
}

#[test]
fn only_access_assembles_holders() {
    let access = |s: &Source| s.room() == Some(("office", "access"));
    none("Holder::assemble is called in access alone", places(&["Holder::assemble"], access));
}

#[test]
fn only_a_demonstration_has_a_clock_that_can_be_set() {
    let demo = |s: &Source| s.room() == Some(("server", "demo")) || s.path.starts_with("src/ground/platform/");
    none(
        "start_manual and wait_for_disk are called by `steward demo` and the test harness alone",
        places(&["start_manual", "wait_for_disk"], demo),
    );
}

#[test]
fn only_the_store_of_the_ledger_writes_its_tables() {
    let tables = ["ledger_account", "ledger_entry", "ledger_posting", "ledger_snapshot"];
    let names = |s: &Source| {
        let names = s.names();
        let table = |n: &&super::source::Named| n.segments.iter().any(|w| tables.contains(&w.as_str()));
        names
            .iter()
            .filter(table)
            .map(|n| format!("{}:{} {}", s.path, n.line, n.segments.join("::")))
            .collect::<Vec<_>>()
    };
    let store = |s: &&Source| s.path != "src/money/ledger/store.rs";
    let sources = sources();
    none(
        "entity::ledger_* is named by the ledger's store alone",
        sources.iter().filter(store).flat_map(names).collect(),
    );
    let verbs = ["INSERT INTO ledger_", "UPDATE ledger_", "DELETE FROM ledger_"];
    let written = |s: &&Source| verbs.iter().any(|verb| s.text.contains(verb));
    none("no SQL writes the ledger", sources.iter().filter(store).filter(written).map(|s| s.path.clone()).collect());
}

#[test]
fn only_platform_begins_transactions() {
    let platform = |s: &Source| s.room() == Some(("ground", "platform"));
    none("Db::write begins, runs and commits", places(&[".begin()", ".begin_with", ".commit()"], platform));
}
