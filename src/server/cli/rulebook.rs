//! `steward rules`.

use std::{fs, path::Path};

use super::Failure;
use crate::{ground::kernel::Lang, server::rulebook as book};

/// Prints the book of rules and checks as a table, or writes it as pages into a folder, which then holds these pages and no others.
pub fn run(lang: Lang, into: Option<&Path>) -> Result<(), Failure> {
    let Some(folder) = into else {
        print!("{}", book::table(lang, false).map_err(Failure::Other)?);
        return Ok(());
    };
    let failed = |e: std::io::Error| Failure::Other(format!("{}: {e}", folder.display()));
    fs::create_dir_all(folder).map_err(failed)?;
    for old in fs::read_dir(folder).map_err(failed)? {
        let old = old.map_err(failed)?.path();
        if old.extension().is_some_and(|e| e == "md") {
            fs::remove_file(old).map_err(failed)?;
        }
    }
    for (name, text) in book::pages().map_err(Failure::Other)? {
        fs::write(folder.join(name), text).map_err(failed)?;
    }
    Ok(())
}
