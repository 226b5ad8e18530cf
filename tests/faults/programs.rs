//! The program itself: what the command line refuses at once, and how a server stops.

use std::{
    ffi::OsString,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    os::unix::ffi::OsStringExt as _,
    process::{Command, Output, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::json;

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

/// A server that is told to stop takes no further connection and finishes what it has begun: a request that has come half way is
/// answered, and what it did is kept.
#[test]
fn a_server_that_stops_finishes_what_it_has_begun() {
    let home = folder("stopping");
    let url = format!("sqlite:{}", home.join("steward.db").display());
    let mut serve = steward(&["serve", "--database-url", &url, "--listen", "127.0.0.1:0", "--log", "info"]);
    let keys = home.join("keys");
    let serve = serve.env("STEWARD_KEYS_DIR", &keys).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut server = serve.spawn().expect("a program");
    // Read on while the server lives: one that prints into a closed pipe dies of it.
    let mut said = BufReader::new(server.stdout.take().expect("an output")).lines().map_while(Result::ok);
    let token = said.find_map(|line| line.trim().strip_prefix("stf_").map(|token| format!("stf_{token}")));
    let token = token.expect("a token");
    let mut log = BufReader::new(server.stderr.take().expect("a log")).lines().map_while(Result::ok);
    let at = |line: String| {
        let (_, after) = line.split_once("127.0.0.1:").filter(|_| line.contains("serving"))?;
        after.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
    };
    let port: u16 = log.find_map(at).expect("the server tells where it serves");
    let free = SocketAddr::from(([127, 0, 0, 1], port));

    let body = json!({
        "setup_token": token, "name": "示例·安全管理员甲", "login": "security-admin", "password": "a long phrase for tests"
    });
    let body = body.to_string();
    let (half, rest) = body.as_bytes().split_at(body.len() / 2);
    let head = format!(
        "POST /api/v1/first-administrator HTTP/1.1\r\nHost: steward\r\nConnection: close\r\n\
         Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let mut begun = TcpStream::connect(free).expect("a connection");
    begun.write_all(head.as_bytes()).expect("a head");
    // The server asks for the body: the request has begun.
    let mut asked = [0; 25];
    begun.read_exact(&mut asked).expect("an interim answer");
    assert_eq!(&asked, b"HTTP/1.1 100 Continue\r\n\r\n");
    begun.write_all(half).expect("half a body");
    kill_process(Pid::from_child(&server), Signal::TERM).expect("a signal");
    // It has heard it when nobody is let in any more.
    while TcpStream::connect(free).is_ok() {
        std::thread::yield_now();
    }
    begun.write_all(rest).expect("the other half");
    let mut answer = String::new();
    begun.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    assert!(server.wait().expect("an end").success());
    assert!(log.any(|line| line.contains("what was begun is finished")));
    let told = steward(&["user", "bootstrap", "--database-url", &url]).env("STEWARD_KEYS_DIR", &keys).output();
    assert!(refused(told.expect("a program")).contains("administrator"), "what it did is kept");
}
