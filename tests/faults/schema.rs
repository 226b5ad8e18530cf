//! A change of the schema keeps what was written before it.

use migration::{Migrator, sea_orm_migration::MigratorTrait as _};
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, DbBackend};

use crate::support::{
    app::fresh,
    database::{TestDb, Wanted},
};

/// A database in which nothing was ever made, in the place of a test's own.
async fn empty(database: &TestDb) -> DatabaseConnection {
    if let Some(file) = database.url.strip_prefix("sqlite:") {
        std::fs::write(file, "").expect("an empty file");
    }
    let conn = Database::connect(&database.url).await.expect("a database");
    if conn.get_database_backend() == DbBackend::Postgres {
        conn.execute_unprepared("DROP SCHEMA public CASCADE; CREATE SCHEMA public").await.expect("an empty schema");
    }
    conn
}

/// All changes that come before the one of this name.
async fn migrate_up_to(conn: &DatabaseConnection, name: &str) {
    let before = Migrator::migrations().iter().position(|m| m.name() == name).expect(name);
    Migrator::up(conn, Some(u32::try_from(before).expect("a count"))).await.expect("a schema");
}

/// m0029 makes the table of reveals anew: what officers saw in clear before it is still counted against their day.
async fn reveals_stay(wanted: Wanted) {
    if !wanted.is_on() {
        return;
    }
    let database = fresh(wanted).await;
    let conn = empty(&database).await;
    migrate_up_to(&conn, "m0029_repairs").await;
    let postgres = conn.get_database_backend() == DbBackend::Postgres;
    let id = |n: u8| format!("{}'{n:032x}'", if postgres { "" } else { "x" });
    let bytes = if postgres { r"'\x00'" } else { "x'00'" };
    let (officer, person, reveal) = (id(1), id(2), id(3));
    let written = [
        "INSERT INTO region (code, name, level, source) VALUES ('43', 'A', 'province', 'test')".to_owned(),
        format!(
            "INSERT INTO officer (id, name, region_code, layer, version, created_at_ms, updated_at_ms) \
             VALUES ({officer}, 'A', '43', 'test', 1, 0, 0)"
        ),
        format!(
            "INSERT INTO person (id, region_code, name, layer, version, created_at_ms, updated_at_ms) \
             VALUES ({person}, '43', {bytes}, 'test', 1, 0, 0)"
        ),
        format!(
            "INSERT INTO person_reveal VALUES ({reveal}, {person}, '43', {officer}, '2026-03-02', 7, 'name', 'why', 5)"
        ),
    ];
    for sql in written {
        conn.execute_unprepared(&sql).await.expect(&sql);
    }
    Migrator::up(&conn, None).await.expect("the rest of the schema");
    let seen = format!(
        "SELECT count(*) FROM person_reveal WHERE id = {reveal} AND person_id = {person} AND elsewhere_kind IS NULL \
           AND officer_id = {officer} AND revealed_on = '2026-03-02' AND nth = 7 AND reason = 'why' AND created_at_ms = 5"
    );
    let row = conn.query_one_raw(sea_orm::Statement::from_string(conn.get_database_backend(), seen)).await;
    assert_eq!(row.expect("a count").expect("a row").try_get_by_index::<i64>(0).expect("a number"), 1);
    let again = format!(
        "INSERT INTO person_reveal (id, person_id, region_code, officer_id, revealed_on, nth, fields, reason, created_at_ms) \
         VALUES ({}, {person}, '43', {officer}, '2026-03-02', 7, 'name', 'why', 6)",
        id(4)
    );
    conn.execute_unprepared(&again).await.expect_err("the seventh of a day twice");
    conn.close().await.expect("closing");
}

#[tokio::test]
async fn reveals_stay_on_sqlite() {
    reveals_stay(Wanted::Sqlite).await;
}

#[tokio::test]
async fn reveals_stay_on_postgres() {
    reveals_stay(Wanted::Postgres).await;
}

/// m0039 lets one more account stand below zero: the balances stay as they were, the new account may owe, no other may.
async fn balances_stay(wanted: Wanted) {
    if !wanted.is_on() {
        return;
    }
    let database = fresh(wanted).await;
    let conn = empty(&database).await;
    migrate_up_to(&conn, "m0039_income").await;
    let postgres = conn.get_database_backend() == DbBackend::Postgres;
    let account = |n: u8, kind: &str, fen: i64| {
        let id = format!("{}'{n:032x}'", if postgres { "" } else { "x" });
        format!("INSERT INTO ledger_account VALUES ({id}, '{kind}', {id}, '43', 2023, {fen}, 0)")
    };
    let region = "INSERT INTO region (code, name, level, source) VALUES ('43', 'A', 'province', 'test')".to_owned();
    for sql in [region, account(1, "source.inflow", -5), account(2, "allocation.available", 5)] {
        conn.execute_unprepared(&sql).await.expect(&sql);
    }
    conn.execute_unprepared(&account(3, "collective.inflow", -7)).await.expect_err("nothing but a source owes yet");
    Migrator::up(&conn, None).await.expect("the rest of the schema");
    conn.close().await.expect("closing");
    let conn = Database::connect(&database.url).await.expect("what the change has left");
    conn.execute_unprepared(&account(3, "collective.inflow", -7)).await.expect("what a body earns comes from outside");
    conn.execute_unprepared(&account(4, "collective.cash", -1)).await.expect_err("a body that owes itself");
    conn.execute_unprepared(&account(4, "allocation.available", -1)).await.expect_err("money that is not there");
    let kept = "SELECT CAST(sum(balance_fen) AS bigint) FROM ledger_account".to_owned();
    let row = conn.query_one_raw(sea_orm::Statement::from_string(conn.get_database_backend(), kept)).await;
    assert_eq!(row.expect("a sum").expect("a row").try_get_by_index::<i64>(0).expect("a number"), -7);
    if !postgres {
        let whole = sea_orm::Statement::from_string(DbBackend::Sqlite, "PRAGMA integrity_check");
        let row = conn.query_one_raw(whole).await.expect("a check").expect("a row");
        assert_eq!(row.try_get_by_index::<String>(0).expect("a word"), "ok");
    }
    conn.close().await.expect("closing");
}

#[tokio::test]
async fn balances_stay_on_sqlite() {
    balances_stay(Wanted::Sqlite).await;
}

#[tokio::test]
async fn balances_stay_on_postgres() {
    balances_stay(Wanted::Postgres).await;
}

/// m0046 lets a plan go by a roll, and a line be of somebody on it: plans by shares stay as they were, and no plan is of neither register or of both.
async fn plans_stay(wanted: Wanted) {
    if !wanted.is_on() {
        return;
    }
    let database = fresh(wanted).await;
    let conn = empty(&database).await;
    migrate_up_to(&conn, "m0046_kinds").await;
    let postgres = conn.get_database_backend() == DbBackend::Postgres;
    let id = |n: u8| format!("{}'{n:032x}'", if postgres { "" } else { "x" });
    // Nothing that a plan refers to is made here: references sleep.
    let (sleep, wake) = if postgres {
        ("SET session_replication_role = replica", "SET session_replication_role = origin")
    } else {
        ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON")
    };
    let plan = |n: u8, (kind, state): (&str, &str), register: &str| {
        let (own, other) = (id(n), id(9));
        format!(
            "{sleep}; INSERT INTO distribution (id, number, collective_id, region_code, kind, name, from_month, to_month, pool_fen, minimum_fen, \
               rounding, closed_on, closed_file_id, file_id, state, resolution_id, phase, edition, cursor_serial, weight_e4, lines, lines_fen, \
               layer, version, created_at_ms, updated_at_ms, {register}) \
             VALUES ({own}, 'FH-{n}', {other}, '43', '{kind}', 'A', '2023-01', '2023-12', 5, 0, 'floor', '2024-01-05', {other}, {other}, '{state}', \
               {vote}, 'none', 1, 0, 0, 0, 0, 'test', 1, 0, 0, {filled}); {wake}",
            vote = if state == "voted" { other.as_str() } else { "NULL" },
            filled = register.split(", ").map(|_| other.as_str()).collect::<Vec<_>>().join(", "),
        )
    };
    let line = |serial: u8| {
        format!(
            "{sleep}; INSERT INTO distribution_line VALUES ({}, 1, {}, {serial}, 1, 1, 0, 'due', NULL); {wake}",
            id(1),
            id(serial)
        )
    };
    let run = async |sql: String| conn.execute_unprepared(&sql).await;
    run(plan(1, ("member_dividend", "voted"), "scheme_id")).await.expect("a plan by shares");
    run(line(7)).await.expect("a line of it");
    Migrator::up(&conn, None).await.expect("the rest of the schema");
    conn.close().await.expect("closing");
    let conn = Database::connect(&database.url).await.expect("what the change has left");
    let run = async |sql: String| conn.execute_unprepared(&sql).await;
    let stands = "SELECT count(*) FROM distribution d JOIN distribution_line l ON l.distribution_id = d.id AND l.serial = 7 \
                   WHERE d.number = 'FH-1' AND d.scheme_id IS NOT NULL AND d.roll_id IS NULL";
    let row = conn.query_one_raw(sea_orm::Statement::from_string(conn.get_database_backend(), stands)).await;
    assert_eq!(row.expect("a count").expect("a row").try_get_by_index::<i64>(0).expect("a number"), 1);
    run(plan(2, ("assistance_income", "filed"), "roll_id"))
        .await
        .expect("a plan by a roll that the county has on file");
    for (n, of, register) in [
        (3, ("member_dividend", "filed"), "scheme_id"),
        (3, ("assistance_income", "voted"), "roll_id"),
        (3, ("assistance_income", "drafted"), "scheme_id"),
        (3, ("member_dividend", "drafted"), "roll_id"),
        (3, ("stake_payout", "drafted"), "scheme_id, roll_id"),
    ] {
        run(plan(n, of, register)).await.expect_err("a kind by another register, or on another kind's way");
    }
    conn.close().await.expect("closing");
}

#[tokio::test]
async fn plans_stay_on_sqlite() {
    plans_stay(Wanted::Sqlite).await;
}

#[tokio::test]
async fn plans_stay_on_postgres() {
    plans_stay(Wanted::Postgres).await;
}

/// m0083 has numbers in one form: certificates and plots of before are found by it, and of two plots that are one the first has it.
async fn numbers_stay(wanted: Wanted) {
    if !wanted.is_on() {
        return;
    }
    let database = fresh(wanted).await;
    let conn = empty(&database).await;
    migrate_up_to(&conn, "m0083_one_form").await;
    let postgres = conn.get_database_backend() == DbBackend::Postgres;
    let id = |n: u8| format!("{}'{n:032x}'", if postgres { "" } else { "x" });
    // Nothing but dwellings and old houses is made here: references sleep, also while PostgreSQL looks again at rows that one transaction changes twice.
    let asleep = format!("{}&options[session_replication_role]=replica", database.url);
    let conn = if postgres { Database::connect(asleep).await.expect("a database") } else { conn };
    let sleep = if postgres { "SELECT 1" } else { "PRAGMA foreign_keys = OFF" };
    let other = id(9);
    let house = |n: u8, plot: &str| {
        format!(
            "INSERT INTO demolition (id, region_code, plot, state, file_id, layer, version, created_at_ms, updated_at_ms) \
             VALUES ({}, '43', '{plot}', 'required', {other}, 'test', 1, 0, 0)",
            id(n)
        )
    };
    let dwelling = format!(
        "INSERT INTO housing_unit (id, site_id, region_code, kind, building, room, occupancy, state, certificate_no, registered_on, layer, version, \
           created_at_ms, updated_at_ms) \
         VALUES ({}, {other}, '43', 'resettlement', '1', '1', 'unallotted', 'registered', '示（２０２０） 第［１ａ］号', '2020-05-01', 'test', 1, 0, 0)",
        id(1)
    );
    for sql in [dwelling, house(2, "宗9x"), house(3, " 宗 ９Ｘ"), house(4, "宗９—2")] {
        conn.execute_unprepared(&format!("{sleep}; {sql}")).await.expect(&sql);
    }
    Migrator::up(&conn, None).await.expect("the rest of the schema");
    let number = async |sql: String| {
        let row = conn.query_one_raw(sea_orm::Statement::from_string(conn.get_database_backend(), sql)).await;
        row.expect("a count").expect("a row").try_get_by_index::<i64>(0).expect("a number")
    };
    let of = |table: &str, n: u8, is: &str| format!("SELECT count(*) FROM {table} WHERE id = {} AND {is}", id(n));
    assert_eq!(number(of("housing_unit", 1, "certificate_form = '示(2020)第(1A)号'")).await, 1);
    assert_eq!(number(of("demolition", 2, "plot_form = '宗9X'")).await, 1);
    assert_eq!(
        number(of("demolition", 3, "plot_form IS NULL AND plot = ' 宗 ９Ｘ'")).await,
        1,
        "the second keeps its text"
    );
    assert_eq!(number(of("demolition", 4, "plot_form = '宗9-2'")).await, 1);
    conn.close().await.expect("closing");
}

#[tokio::test]
async fn numbers_stay_on_sqlite() {
    numbers_stay(Wanted::Sqlite).await;
}

#[tokio::test]
async fn numbers_stay_on_postgres() {
    numbers_stay(Wanted::Postgres).await;
}

/// m0054 asks a second officer and holds what lists lock: what was spent stands as it was booked, and lists that were locked hold their money from then on.
async fn spendings_stay(wanted: Wanted) {
    if !wanted.is_on() {
        return;
    }
    let database = fresh(wanted).await;
    let conn = empty(&database).await;
    migrate_up_to(&conn, "m0054_pools").await;
    let postgres = conn.get_database_backend() == DbBackend::Postgres;
    let id = |n: u8| format!("{}'{n:032x}'", if postgres { "" } else { "x" });
    // Nothing but the pool and its spending is made here: references sleep.
    let (sleep, wake) = if postgres {
        ("SET session_replication_role = replica", "SET session_replication_role = origin")
    } else {
        ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON")
    };
    let (pool, spending, other, digest) = (id(5), id(6), id(9), "0".repeat(64));
    let list = |n: u8, state: &str, spending: &str| {
        format!(
            "INSERT INTO to_person_list (id, number, region_code, item, item_key, name, basis, file_id, per, from_month, to_month, source, \
               pool_id, origin, state, lines, lines_fen, digest, prepared_by, checked_by, posted_on, posted_digest, spending_id, paid_on, layer, \
               version, created_at_ms, updated_at_ms) \
             VALUES ({own}, 'BT-{n}', '43', 'hardship_relief', 'hardship_relief', 'A', 'A', {other}, 'person', '2023-01', '2023-01', 'collective', \
               {pool}, 'rows', '{state}', 1, {n}, '{digest}', {other}, {pool}, '2023-02-01', '{digest}', {spending}, {paid}, 'test', 1, 0, 0)",
            own = id(n),
            paid = if spending == "NULL" { "NULL" } else { "'2023-03-01'" },
        )
    };
    let rows = [
        format!(
            "INSERT INTO income_pool VALUES ({pool}, 'FC-1', {other}, {other}, '43', 2022, 'community', NULL, 100, '2023-01-05', 'set_aside', \
               'test', 1, 0, 0)"
        ),
        format!(
            "INSERT INTO income_spending VALUES ({spending}, 'SY-1', {pool}, {other}, '43', '2023-03-01', 8, {other}, 'A', NULL, 'A', 'V', {other}, \
               NULL, 'officer:1', 'test', 1, 0, 0)"
        ),
        list(7, "locked", "NULL"),
        list(8, "paid", &spending),
        list(10, "publicised", "NULL"),
    ];
    for sql in rows {
        conn.execute_unprepared(&format!("{sleep}; {sql}; {wake}")).await.expect(&sql);
    }
    Migrator::up(&conn, None).await.expect("the rest of the schema");
    conn.close().await.expect("closing");
    let conn = Database::connect(&database.url).await.expect("what the change has left");
    let run = async |sql: String| conn.execute_unprepared(&format!("{sleep}; {sql}; {wake}")).await;
    let number = async |sql: &str| {
        let row = conn.query_one_raw(sea_orm::Statement::from_string(conn.get_database_backend(), sql)).await;
        row.expect("a count").expect("a row").try_get_by_index::<i64>(0).expect("a number")
    };
    assert_eq!(number("SELECT count(*) FROM income_spending WHERE state = 'booked' AND confirmed_by IS NULL").await, 1);
    let held = "SELECT CAST(sum(CASE WHEN spending_id IS NULL THEN amount_fen ELSE 100 * amount_fen END) AS bigint) FROM income_hold";
    assert_eq!(number(held).await, 807, "the locked list holds seven fen, the paid one its eight by what paid it");
    let told = |state: &str, by: &str, version: u8| {
        format!("UPDATE income_spending SET state = '{state}', confirmed_by = {by}, version = {version}")
    };
    run(told("confirmed", "'officer:1'", 2)).await.expect_err("by whoever recorded it");
    run(told("confirmed", "NULL", 2)).await.expect_err("by nobody");
    run(told("confirmed", "'officer:2'", 3)).await.expect_err("a third version");
    run(told("confirmed", "'officer:2'", 2)).await.expect("by another");
    conn.close().await.expect("closing");
}

#[tokio::test]
async fn spendings_stay_on_sqlite() {
    spendings_stay(Wanted::Sqlite).await;
}

#[tokio::test]
async fn spendings_stay_on_postgres() {
    spendings_stay(Wanted::Postgres).await;
}

/// m0086 keeps votes of ends that were taken back, and certificates of deaths in one form: those of before are found by both.
async fn deaths_stay(wanted: Wanted) {
    if !wanted.is_on() {
        return;
    }
    let database = fresh(wanted).await;
    let conn = empty(&database).await;
    migrate_up_to(&conn, "m0086_votes_and_deaths").await;
    let postgres = conn.get_database_backend() == DbBackend::Postgres;
    let id = |n: u8| format!("{}'{n:032x}'", if postgres { "" } else { "x" });
    // Nothing but the vote, the scheme and the inheritance is made here: references sleep.
    let (sleep, wake) = if postgres {
        ("SET session_replication_role = replica", "SET session_replication_role = origin")
    } else {
        ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON")
    };
    let (vote, scheme, deal, other) = (id(5), id(6), id(7), id(9));
    let rows = [
        format!(
            "INSERT INTO resolution (id, number, collective_id, region_code, body_kind, matter, meeting, title, meeting_on, state, recorded_later, shortfalls, \
               acknowledged, layer, version, created_at_ms, updated_at_ms) \
             VALUES ({vote}, 'BJ-1', {other}, '43', 'company', 'share_scheme', 'members_assembly', 'A', '2023-02-23', 'convened', TRUE, '', '', 'test', 1, 0, 0)"
        ),
        format!(
            "INSERT INTO share_scheme (id, number, collective_id, region_code, name, model, state, file_id, resolution_id, from_on, in_force_on, \
               ending, ending_on, ending_reason, ending_file_id, ending_resolution_id, ending_by, ending_confirmed_by, layer, version, \
               created_at_ms, updated_at_ms) \
             VALUES ({scheme}, 'GL-1', {other}, '43', 'A', 'static', 'in_force', {other}, {other}, '2023-02-20', '2023-02-21', 'restore', \
               '2023-02-28', 'A', {other}, {vote}, {other}, {vote}, 'test', 1, 0, 0)"
        ),
        format!(
            "INSERT INTO share_transaction (id, number, scheme_id, region_code, kind, happened_on, file_id, recorded_by, layer, version, created_at_ms, \
               updated_at_ms, death_paper, death_paper_on, death_paper_by) \
             VALUES ({deal}, 'GB-1', {scheme}, '43', 'inherit', '2023-03-01', {other}, 'officer:1', 'test', 1, 0, 0, '死证［2023］ f７号', \
               '2023-02-24', '示例医院')"
        ),
    ];
    for sql in rows {
        conn.execute_unprepared(&format!("{sleep}; {sql}; {wake}")).await.expect(&sql);
    }
    Migrator::up(&conn, None).await.expect("the rest of the schema");
    let number = async |sql: &str| {
        let row = conn.query_one_raw(sea_orm::Statement::from_string(conn.get_database_backend(), sql)).await;
        row.expect("a count").expect("a row").try_get_by_index::<i64>(0).expect("a number")
    };
    let found = "SELECT count(*) FROM share_death_paper p JOIN share_transaction t ON t.id = p.transaction_id \
                  WHERE p.number_form = '死证(2023)F7号' AND p.issuer_form = '示例医院'";
    assert_eq!(number(found).await, 1);
    let undone = "SELECT count(*) FROM share_ending_undone u JOIN resolution r ON r.id = u.resolution_id JOIN share_scheme s ON s.id = u.scheme_id";
    assert_eq!(number(undone).await, 1);
    conn.close().await.expect("closing");
}

#[tokio::test]
async fn deaths_stay_on_sqlite() {
    deaths_stay(Wanted::Sqlite).await;
}

#[tokio::test]
async fn deaths_stay_on_postgres() {
    deaths_stay(Wanted::Postgres).await;
}

/// What an act looks for by, and the index that leads there: without it every row of the table is gone through.
const LOOKED_UP: &[(&str, &str)] = &[
    ("SELECT id FROM project WHERE site_id IN (x'01') ORDER BY site_id, id", "project_by_site"),
    ("SELECT id FROM posting WHERE decision_id IN (x'01') ORDER BY decision_id, id", "posting_by_decision"),
    ("SELECT plan_line_id FROM plan_line_document WHERE document_id = x'01'", "plan_line_document_by_document"),
    ("SELECT * FROM payment_result WHERE batch_id = x'01' ORDER BY id", "payment_result_by_batch"),
    ("SELECT * FROM contract WHERE number = 'a' OR paper_number = 'a'", "contract_by_paper_number"),
    ("SELECT * FROM approval_run WHERE initiator_id = x'01' ORDER BY id DESC", "approval_run_by_initiator"),
    ("SELECT id FROM organisation WHERE agency_id = x'01'", "organisation_by_agency"),
    ("SELECT * FROM income_year WHERE scheme_id = x'01' ORDER BY year", "income_year_by_scheme"),
    (
        "SELECT * FROM share_transaction WHERE scheme_id = x'01' AND kind = 'split' ORDER BY id DESC",
        "share_transaction_by_kind",
    ),
    ("SELECT 1 FROM asset_ownership WHERE organisation_id = x'01'", "asset_ownership_by_organisation"),
    ("SELECT 1 FROM asset_event WHERE file_id = x'01'", "asset_event_by_file"),
    ("SELECT 1 FROM share_transaction WHERE file_id = x'01'", "share_transaction_by_file"),
    (
        "SELECT * FROM asset WHERE substr(asset.region_code, 1, 6) = '431026' AND kind = 'business' ORDER BY id DESC",
        "asset_by_county ",
    ),
    (
        "SELECT id FROM asset WHERE substr(asset.region_code, 1, 6) = '431026' AND accepted_on IS NOT NULL ORDER BY accepted_on, id",
        "asset_by_county_and_acceptance",
    ),
    (
        "SELECT id FROM asset WHERE substr(asset.region_code, 1, 6) = '431026' AND town_name = 'A' ORDER BY id DESC",
        "asset_by_town",
    ),
    (
        "SELECT id FROM asset WHERE substr(asset.region_code, 1, 9) IN (SELECT code FROM region WHERE name = 'A') AND town_name IS NULL",
        "asset_by_region_town",
    ),
];

/// SQLite tells what it would go by whatever a table holds; PostgreSQL goes through a small table by itself.
#[tokio::test]
async fn what_is_looked_up_has_an_index_that_begins_with_it() {
    if !Wanted::Sqlite.is_on() {
        return;
    }
    let database = fresh(Wanted::Sqlite).await;
    let conn = Database::connect(&database.url).await.expect("a database");
    for (sql, index) in LOOKED_UP {
        let asked = sea_orm::Statement::from_string(DbBackend::Sqlite, format!("EXPLAIN QUERY PLAN {sql}"));
        let steps = conn.query_all_raw(asked).await.expect(sql);
        let steps: Vec<String> = steps.iter().map(|step| step.try_get("", "detail").expect("a step")).collect();
        assert!(steps.iter().any(|step| format!("{step} ").contains(index)), "{sql}: {steps:?}");
        // A key that stands in the order of the page is not sorted.
        let sorted = steps.iter().any(|step| step.contains("USE TEMP B-TREE FOR ORDER BY"));
        assert!(!sorted, "{sql}: {steps:?}");
    }
    conn.close().await.expect("closing");
}
