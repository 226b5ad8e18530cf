//! What the command line refuses at once, rather than going on with something else than was asked for.

use std::{
    ffi::OsString,
    os::unix::ffi::OsStringExt as _,
    process::{Command, Output},
};

use crate::support::database::folder;

fn steward(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_steward"));
    command.args(args);
    command
}

/// What it said when it failed.
fn refused(output: Output) -> String {
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{told}");
    told
}

/// A mistyped path is told, and makes no file.
#[test]
fn only_serving_and_migrating_make_a_database() {
    let nowhere = folder("programs").join("mistyped.db");
    let url = format!("sqlite:{}", nowhere.display());
    for words in
        [&["doctor"][..], &["check"], &["user", "bootstrap"], &["user", "reset", "x"], &["clock", "advance", "1"]]
    {
        let told =
            refused(steward(&[words, &["--log", "off", "--database-url", &url]].concat()).output().expect("a program"));
        assert!(!told.is_empty() && !nowhere.exists(), "{words:?}: {told}");
    }
}

/// A filter of the log that is none, a variable that is no text.
#[test]
fn what_cannot_be_followed_is_told_at_the_start() {
    let told = refused(steward(&["doctor", "--log", "steward=loud"]).output().expect("a program"));
    assert!(told.contains("log filter steward=loud"), "{told}");
    let broken = OsString::from_vec(vec![0xff]);
    let told = refused(steward(&["doctor"]).env("STEWARD_LOG", &broken).output().expect("a program"));
    assert!(told.contains("STEWARD_LOG is not UTF-8"), "{told}");
    // What others put there is none of our business.
    let rules = steward(&["rules", "--english"]).env("SOMEBODY_ELSES", &broken).output().expect("a program");
    assert!(rules.status.success() && String::from_utf8_lossy(&rules.stdout).contains("R100"));
}
