//! Storage that can be full: a small tmpfs where the machine lets us mount one, and anywhere a process whose files may not grow.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use super::machine::{Server, Shell};
use crate::support::database::{TestDb, folder};

/// How storage runs out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// ENOSPC, from a tmpfs of six megabytes, of which an empty register takes four, in a mount namespace of its own; it goes when its shell goes.
    Space,
    /// EFBIG, from `RLIMIT_FSIZE` with its signal ignored: needs no right at all.
    FileSize,
}

/// Storage with a database on it, and a shell on the machine that has it.
pub struct Volume {
    limit: Limit,
    shell: Shell,
    /// What a program is started under so that it sees the storage, and lives through its end.
    under: Vec<String>,
    folder: PathBuf,
    notes: PathBuf,
}

impl Volume {
    /// A copy of this database on storage that will run out. `None`, said in one line, where the machine does not give us any.
    pub fn with(limit: Limit, name: &str, database: &TestDb) -> Option<Self> {
        let (room, notes) = (folder(&format!("{name}-volume")), folder(&format!("{name}-notes")));
        let (mut shell, under) = match limit {
            Limit::Space => mounted(&room)?,
            Limit::FileSize => limited()?,
        };
        let file = database.url.strip_prefix("sqlite:").expect("a file");
        shell.run(&format!("cp {file} {}/steward.db", room.display())).expect("a copy");
        std::fs::write(notes.join("steward.toml"), "[security]\nrequests_per_minute = 0\n").expect("a configuration");
        Some(Self { limit, shell, under, folder: room, notes })
    }

    /// Where the server keeps its keys.
    fn keys(&self) -> PathBuf {
        self.notes.join("keys")
    }

    /// The address of a copy of what a killed server has left, and its keys: nobody but the shell sees the storage itself.
    pub fn left(&mut self) -> (String, PathBuf) {
        let (from, to) = (self.folder.display(), self.notes.display());
        self.shell.run(&format!("cp {from}/steward.db* {to}/")).expect("a copy");
        (format!("sqlite:{to}/steward.db"), self.keys())
    }

    pub fn serve(&mut self) -> Server {
        let mut command = Command::new(&self.under[0]);
        command.args(&self.under[1..]).arg(env!("CARGO_BIN_EXE_steward"));
        command.arg("--config").arg(self.notes.join("steward.toml")).arg("--keys-dir").arg(self.keys());
        command.arg("--database-url").arg(format!("sqlite:{}/steward.db", self.folder.display()));
        let server = Server::start(command);
        if self.limit == Limit::FileSize {
            // This stops the log of writes; the file behind it is not written to before the log has grown to four megabytes.
            self.shell.run(&format!("prlimit --pid {} --fsize=2000000:", server.pid())).expect("a limit");
        }
        server
    }

    /// Room again.
    pub fn enlarge(&mut self, server: &Server) {
        let line = match self.limit {
            Limit::Space => format!("mount -o remount,size=64m {}", self.folder.display()),
            Limit::FileSize => format!("prlimit --pid {} --fsize=unlimited:", server.pid()),
        };
        self.shell.run(&line).expect("more room");
    }
}

/// A shell that sees a tmpfs where everybody else sees an empty folder, and the words by which programs see it, too.
fn mounted(at: &Path) -> Option<(Shell, Vec<String>)> {
    let mut why = String::new();
    let as_root: (&[&str], &[&str]) = (&["unshare", "--mount"], &["--mount"]);
    let as_anybody: (&[&str], &[&str]) =
        (&["unshare", "--user", "--map-root-user", "--mount"], &["--user", "--preserve-credentials", "--mount"]);
    for (unshare, enter) in [as_root, as_anybody] {
        let mut shell = Shell::under(unshare);
        match shell.run(&format!("mount -t tmpfs -o size=6m steward {}", at.display())) {
            Ok(_) => {
                let target = shell.pid().to_string();
                let under = [&["nsenter", "--target", &target], enter].concat();
                return Some((shell, under.into_iter().map(Into::into).collect()));
            }
            Err(said) => why = said,
        }
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "CI must test a full disk: {}", why.trim());
    eprintln!("no tmpfs can be mounted here: full storage is tested by file sizes alone ({})", why.trim());
    None
}

/// A shell, and the words by which a program lives through writes beyond its limit, as it does through a full disk.
fn limited() -> Option<(Shell, Vec<String>)> {
    let mut shell = Shell::under(&[]);
    if shell.run("command -v prlimit").is_err() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "CI must test full storage: no prlimit (util-linux)");
        eprintln!("no prlimit: full storage is not tested by file sizes");
        return None;
    }
    Some((shell, ["sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh"].map(Into::into).into()))
}
