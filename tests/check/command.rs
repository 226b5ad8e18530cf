use std::process::{Command, Output};

use sea_orm::ConnectionTrait as _;

use crate::support::TestApp;

/// `steward check` over the test's database, in a process of its own.
fn steward_check(app: &TestApp) -> Output {
    Command::new(env!("CARGO_BIN_EXE_steward"))
        .args(["check", "--log", "off", "--database-url", app.database_url()])
        .output()
        .expect("a program")
}

engines! {
    /// While a server is at work, the command looks at its database: quiet on sound books, failing on damaged ones.
    async fn the_command_tells_what_it_finds(app) {
        app.allocation("1000.00").await;
        let sound = steward_check(app);
        let told = String::from_utf8(sound.stdout).unwrap();
        assert!(sound.status.success(), "{told}");
        assert!(told.lines().all(|line| line.starts_with('I') && line.ends_with(": ok")), "{told}");
        app.leave_damaged();
        let sql = "UPDATE ledger_account SET balance_fen = balance_fen - 1 WHERE kind = 'source.inflow'";
        app.app.db.unguarded().execute_unprepared(sql).await.unwrap();
        let damaged = steward_check(app);
        let told = String::from_utf8(damaged.stdout).unwrap();
        assert_eq!(damaged.status.code(), Some(1), "{told}");
        let broken: Vec<&str> = told.lines().filter(|line| !line.ends_with(": ok")).collect();
        assert_eq!(broken.len(), 2, "{told}");
        assert_eq!(broken[0], "I2  every kept balance is the sum of its postings: 1 breach");
        assert!(broken[1].ends_with("(source.inflow) keeps -100001 fen, its postings make -100000"), "{told}");
    }
}
