//! `steward user bootstrap|reset`.

use clap::Subcommand;

use super::Failure;
use crate::{
    ground::platform::Config,
    office::access::{issue_setup_token, reset_by_operator},
    server::app::App,
};

/// What to do.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Print a new one-time token for the first administrator, unless one can log in.
    Bootstrap,
    /// Give an account a new initial password; every session of it ends.
    Reset {
        /// The login.
        login: String,
    },
}

/// Runs it.
pub async fn run(command: UserCommand, config: Config) -> Result<(), Failure> {
    let app = App::open(config).await?;
    match command {
        UserCommand::Bootstrap => println!("{}", issue_setup_token(&app.db).await?),
        UserCommand::Reset { login } => {
            let password = reset_by_operator(&app.db, &app.hasher, &login).await?;
            println!("{login}: {password} (must be changed at the next login)");
        }
    }
    Ok(())
}
