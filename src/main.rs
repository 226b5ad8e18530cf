//! Starts the command line, nothing else.

fn main() -> std::process::ExitCode {
    steward::server::cli::run()
}
