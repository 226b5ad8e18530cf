//! `steward check`: recomputes every invariant over the configured database. Only looks, so servers may go on meanwhile.

use super::Failure;
use crate::{
    ground::platform::{Config, Db, Finding},
    server::{app::pending_migrations, check::check},
};

/// Prints one line for each invariant and the places where it is broken; fails when there is one.
pub async fn run(config: Config) -> Result<(), Failure> {
    let conn = Db::inspect(&config.database.url).await?;
    let pending = pending_migrations(&conn).await?;
    if !pending.is_empty() {
        return Err(Failure::Other(format!("the database lacks {}; run `steward migrate`", pending.join(", "))));
    }
    let findings = check(&conn).await?;
    for finding in &findings {
        print!("{}", told(finding));
    }
    match findings.iter().filter(|f| !f.is_clean()).count() {
        0 => Ok(()),
        broken => Err(Failure::Other(format!("{broken} of {} invariants are broken", findings.len()))),
    }
}

/// The line of an invariant, and a line for each listed breach.
fn told(finding: &Finding) -> String {
    let Finding { number, holds, breaches, count } = finding;
    let mut text = match *count {
        0 => format!("{number:<3} {holds}: ok\n"),
        1 => format!("{number:<3} {holds}: 1 breach\n"),
        n => format!("{number:<3} {holds}: {n} breaches\n"),
    };
    for breach in breaches {
        text += &format!("      {breach}\n");
    }
    let listed = breaches.len() as u64;
    if *count > listed {
        text += &format!("      and {} more\n", count - listed);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Finding, told};

    #[test]
    fn what_is_not_listed_is_counted() {
        let clean = Finding { number: "I1", holds: "it adds up".into(), breaches: Vec::new(), count: 0 };
        assert_eq!(told(&clean), "I1  it adds up: ok\n");
        let broken = Finding { breaches: vec!["here".into(), "there".into()], count: 5, ..clean };
        assert_eq!(told(&broken), "I1  it adds up: 5 breaches\n      here\n      there\n      and 3 more\n");
    }
}
