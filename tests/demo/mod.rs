//! The demonstration: what it loads, that every state occurs in it, that its two layers never mix, and that its books hold.

mod loaded;
mod told;

use crate::support::{database::folder, sound::assert_sealed};
use steward::{
    ground::platform::Config,
    server::{
        check::check,
        demo::{Demo, clear, prepare},
        http::{Ask, Front, ask},
    },
};

/// A folder of this test, gone when it ends.
struct Folder(std::path::PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        Self(folder(&format!("demo-{name}")))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

async fn demo(folder: &Folder, sample: bool) -> Demo {
    clear(&folder.0).unwrap();
    let mut config = Config::default();
    config.database.url = format!("sqlite:{}", folder.0.join("steward-demo.db").display());
    config.security.keys_dir = folder.0.join("keys");
    config.security.requests_per_minute = 0;
    match prepare(config, sample).await {
        Ok(demo) => demo,
        Err(error) => panic!("{}", error.0),
    }
}

fn rows(demo: &Demo, what: &str, state: &str) -> u64 {
    demo.summary.counts.iter().find(|c| c.what == what && c.state == state).map_or(0, |c| c.rows)
}

async fn books_hold(demo: &Demo) {
    for finding in check(demo.app.db.read()).await.unwrap() {
        assert!(finding.is_clean(), "{finding:?}");
    }
}

/// In which layers the rows of every table stand that tells its rows' layer.
async fn layers(demo: &Demo) -> Vec<(String, String)> {
    let sql = "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'layer'";
    let tables: Vec<String> = loaded::rows(demo, sql).await.into_iter().flatten().flatten().collect();
    assert!(tables.len() >= 20, "{tables:?}");
    let mut found = Vec::new();
    for table in tables {
        // The built-in definitions of approvals belong to no layer but the system's own.
        let own = if table == "approval_definition" { " WHERE NOT built_in" } else { "" };
        for row in loaded::rows(demo, &format!("SELECT DISTINCT layer FROM {table}{own}")).await {
            found.push((table.clone(), row[0].clone().expect("a layer")));
        }
    }
    found
}

/// The eight projects of F031 and F032 add up to the two documents, and each is paid by lines that were passed on to it alone.
async fn every_project_is_covered(demo: &Demo) {
    let sql = "SELECT e.value, CAST(p.amount_fen AS TEXT), CAST((SELECT sum(a.amount_fen - coalesce((SELECT sum(c.amount_fen) FROM allocation c WHERE c.parent_id = a.id), 0)) \
                 FROM allocation a WHERE a.project_id = p.id) AS TEXT) FROM project p \
                 JOIN external_id e ON e.subject_kind = 'project' AND e.subject_id = p.id WHERE e.value BETWEEN 'P014' AND 'P021' ORDER BY 1";
    let found = loaded::rows(demo, sql).await;
    let mut total = 0;
    for row in &found {
        assert_eq!(row[1], row[2], "{:?} is not covered by its own lines", row[0]);
        total += row[1].as_ref().unwrap().parse::<i64>().unwrap();
    }
    assert_eq!((found.len(), total), (8, 6_132_000_000));
}

/// What papers told of distributions comes out to the fen, by runs that were approved: the sum of the lines that each computed. What the
/// two villages have by D020 and D027 has reached them.
async fn dividends_come_out(demo: &Demo) {
    let sql = "SELECT substr(d.name, instr(d.name, 'D0'), 4), d.state, CAST(d.weight_e4 AS TEXT), CAST(d.lines_fen AS TEXT), \
                 CAST((SELECT sum(l.amount_fen) FROM distribution_line l WHERE l.distribution_id = d.id AND l.edition = d.edition) AS TEXT), \
                 CAST((SELECT sum(p.amount_fen) FROM payout p WHERE p.distribution_id = d.id AND p.state = 'confirmed') AS TEXT) \
                 FROM distribution d WHERE d.name LIKE '%（D0%' ORDER BY 1";
    let found = loaded::rows(demo, sql).await;
    let told: Vec<_> = found.iter().map(|row| (row[0].as_deref().unwrap(), row[3].as_deref().unwrap())).collect();
    let wanted = [
        ("D001", "9232000"),
        ("D004", "345000000"),
        ("D006", "32246000"),
        ("D011", "4150000"),
        ("D016", "13000000"),
        ("D020", "30305000"),
        ("D023", "239730000"),
        ("D027", "2600000"),
        ("D039", "92320000"),
    ];
    assert_eq!(told, wanted);
    for row in &found {
        let name = row[0].as_deref().unwrap();
        assert_eq!(row[3], row[4], "{name}: its lines");
        let state = if name == "D011" { "publicised" } else { "approved" };
        assert_eq!(row[1].as_deref(), Some(state), "{name}");
        let paid = matches!(name, "D020" | "D027").then(|| row[3].clone()).flatten();
        assert_eq!(row[5], paid, "{name}: paid");
    }
    assert_eq!(found[1][2].as_deref(), Some("276000000"), "27,600 share-months");
}

/// Once it serves, commits wait for the disk again and no password is hashed for less than a server may.
async fn it_serves_as_any_server_does(demo: &Demo) {
    assert!(demo.app.db.report().await.unwrap().broken.is_empty());
    let cheap = "SELECT login FROM account WHERE password_hash NOT LIKE '$argon2id$v=19$m=19456,t=2,p=1$%'";
    assert!(loaded::rows(demo, cheap).await.is_empty(), "hashes of the walk");
    assert_eq!(loaded::rows(demo, "SELECT login FROM account").await.len(), demo.sample.logins.len());
}

/// The account that sees every county, logged in.
struct Auditor {
    front: Front,
    bearer: String,
}

impl Auditor {
    async fn of(demo: &Demo) -> Self {
        let login = demo.sample.logins.iter().find(|l| l.login == "national-auditor").expect("an account");
        let body = serde_json::json!({"login": login.login, "password": login.password}).to_string().into_bytes();
        let headers = vec![("idempotency-key", "the-auditor".to_owned())];
        let front = Front::new(&demo.app).unwrap();
        let login = Ask { method: "POST", path: "/sessions", headers, body: Some(("application/json".into(), body)) };
        let (status, bytes) = ask(&front, login).await.unwrap();
        assert!(matches!(status, 200 | 201), "{}", String::from_utf8_lossy(&bytes));
        let session: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        let bearer = format!("Bearer {}", session["token"].as_str().unwrap());
        Self { front, bearer }
    }

    async fn sees(&self, path: &str) -> serde_json::Value {
        let headers = vec![("authorization", self.bearer.clone())];
        let (status, bytes) = ask(&self.front, Ask { method: "GET", path, headers, body: None }).await.unwrap();
        assert_eq!(status, 200, "{path}: {}", String::from_utf8_lossy(&bytes));
        serde_json::from_slice(&bytes).unwrap()
    }
}

/// What the account that sees every county is shown of the public rows: thirty cards, each with what is missing of it.
async fn the_public_assets_are_seen(auditor: &Auditor) {
    let public = |page: &serde_json::Value| {
        let items = page["items"].as_array().unwrap().iter();
        items.filter(|row| !row["name"].as_str().unwrap().contains("示例")).count()
    };
    let (cards, gaps) = (auditor.sees("/assets?limit=200").await, auditor.sees("/asset-gaps?limit=200").await);
    assert_eq!((public(&cards), public(&gaps)), (30, 30));
}

/// The marked document of 2021 is followed to the five households that its workshop's rent went to by two lists, and each of them back to it; the
/// lists hung by postings that read them, and all of it is paid.
async fn a_document_is_followed_to_households_and_back(demo: &Demo, auditor: &Auditor) {
    let sql = "SELECT lower(hex(d.id)), \
                 (SELECT group_concat(q.state) FROM distribution p JOIN posting q ON q.id = p.posting_id WHERE p.name LIKE '%（按户%'), \
                 (SELECT CAST(sum(o.amount_fen) AS TEXT) FROM payout o JOIN distribution p ON p.id = o.distribution_id \
                   WHERE p.name LIKE '%（按户%' AND o.state = 'confirmed') \
                 FROM budget_document d WHERE d.number = '示例财农〔2021〕12号'";
    let found = loaded::rows(demo, sql).await.remove(0);
    assert_eq!((found[1].as_deref(), found[2].as_deref()), (Some("closed,closed"), Some("1400000")));
    let id = |text: &Option<String>| uuid::Uuid::parse_str(text.as_deref().unwrap()).unwrap().to_string();
    let told =
        async |subject: &str, way: &str| auditor.sees(&format!("/audit/trace?subject={subject}&direction={way}")).await;
    let of = |trace: &serde_json::Value, kind: &str| -> Vec<serde_json::Value> {
        let is = |n: &&serde_json::Value| n["subject"].as_str().unwrap().starts_with(&format!("{kind}:"));
        trace["nodes"].as_array().unwrap().iter().filter(is).cloned().collect()
    };
    let document = format!("budget_document:{}", id(&found[0]));
    let down = told(&document, "down").await;
    let households = of(&down, "roll_entry");
    assert_eq!((households.len(), of(&down, "distribution").len()), (5, 2), "{down:#}");
    for household in households {
        assert!(household["title"].as_str().unwrap().contains("户"), "{household}");
        let up = told(household["subject"].as_str().unwrap(), "up").await;
        let documents = of(&up, "budget_document");
        assert!(documents.iter().any(|d| d["subject"] == document.as_str()), "{up:#}");
    }
}

/// One card tells the whole way: from the document over its project and payment to the card, and on over its transfer, duty and
/// inspection to an order that another payment of public money paid, and one that a village met from what it earns. What nobody has
/// paid yet is no money spent.
async fn the_whole_way_is_told(demo: &Demo, auditor: &Auditor) {
    let sql = "SELECT lower(hex(id)) FROM asset WHERE name = '示例·供水泵房'";
    let id = loaded::rows(demo, sql).await[0][0].clone().unwrap();
    let id = [&id[..8], &id[8..12], &id[12..16], &id[16..20], &id[20..]].join("-");
    let path = format!("/audit/trace?subject=asset:{id}&depth=12");
    let trace = auditor.sees(&path).await;
    let (nodes, edges) = (trace["nodes"].as_array().unwrap(), trace["edges"].as_array().unwrap());
    let kinds: std::collections::BTreeSet<&str> =
        nodes.iter().map(|n| n["subject"].as_str().unwrap().split(':').next().unwrap()).collect();
    for kind in [
        "budget_document",
        "allocation",
        "project",
        "contract",
        "payment",
        "asset_transfer",
        "upkeep_duty",
        "inspection",
        "upkeep_order",
        "organisation",
    ] {
        assert!(kinds.contains(kind), "no {kind} in {kinds:?}");
    }
    let amounts = |link: &str| {
        let of = edges.iter().filter(|e| e["link"] == link);
        let mut amounts: Vec<_> = of.map(|e| e["amount"].as_str().unwrap_or("-")).collect();
        amounts.sort_unstable();
        amounts
    };
    assert_eq!((amounts("paid_for"), amounts("met_by")), (vec!["1200.00"], vec!["600.00"]));
    assert_eq!(amounts("kept"), ["-", "1200.00", "600.00"], "one is verified and not paid");
    let held = |n: &&serde_json::Value| n["held"][0]["account"] == "committed" && n["held"][0]["balance"] == "600.00";
    assert_eq!(nodes.iter().filter(held).count(), 1);
    let orders = nodes.iter().filter(|n| n["subject"].as_str().unwrap().starts_with("upkeep_order:"));
    assert!(orders.into_iter().all(|n| n["title"].as_str().unwrap().starts_with("示例")), "samples say so");
}

/// Every state that the demonstration is to show occurs in it, and its money adds up to the two documents' 61,320,000.00.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_state_occurs() {
    let folder = Folder::new("sample");
    let demo = demo(&folder, true).await;
    loaded::as_it_stands(&demo).await;
    let missing: Vec<_> = demo.summary.counts.iter().filter(|c| c.rows == 0).map(|c| (c.what, c.state)).collect();
    assert_eq!(missing, []);
    assert_eq!(demo.summary.received().unwrap().to_string(), "61320000.00");
    every_project_is_covered(&demo).await;
    assert_eq!((rows(&demo, "allocation", "registered"), rows(&demo, "project", "accepted")), (3, 5));
    let unconfirmed = demo.sample.unconfirmed.iter().map(|line| (line.id.as_str(), line.rule.as_str()));
    assert_eq!(unconfirmed.collect::<Vec<_>>(), [("F005", "R82"), ("F055", "R82"), ("F056", "R82")]);
    assert_eq!(demo.app.db.now().await.unwrap().day().to_string(), "2023-10-16");
    // What the community's books have and nothing answers, the first night has found.
    let found =
        loaded::rows(&demo, "SELECT state, CAST(amount_fen AS TEXT) FROM lead WHERE check_number = 'A19' ORDER BY 2")
            .await;
    let found: Vec<_> = found.iter().map(|lead| (lead[0].as_deref(), lead[1].as_deref())).collect();
    assert_eq!(found, [(Some("found"), Some("2800000")), (Some("found"), Some("35000000"))]);
    dividends_come_out(&demo).await;
    it_serves_as_any_server_does(&demo).await;
    let auditor = Auditor::of(&demo).await;
    the_public_assets_are_seen(&auditor).await;
    the_whole_way_is_told(&demo, &auditor).await;
    a_document_is_followed_to_households_and_back(&demo, &auditor).await;
    let unmarked = layers(&demo).await.into_iter().filter(|(_, layer)| layer == "own");
    assert_eq!(unmarked.collect::<Vec<_>>(), [], "rows of the walk that do not say so");
    let sealed = assert_sealed(&demo.app).await;
    assert!(["file_chunk.sealed", "complaint_word.said"].iter().all(|column| sealed[*column] > 0), "{sealed:?}");
    books_hold(&demo).await;
}

/// Without the sample layer the public data stand as they are: documents received, projects proposed, nobody engaged, and no row
/// that was made up.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn public_data_alone() {
    let folder = Folder::new("reference");
    let demo = demo(&folder, false).await;
    loaded::as_it_stands(&demo).await;
    assert_eq!((rows(&demo, "allocation", "received"), rows(&demo, "project", "proposed")), (29, 37));
    assert_eq!((demo.sample.logins.len(), demo.summary.received().unwrap().to_string().as_str()), (0, "0.00"));
    let mixed = layers(&demo).await.into_iter().filter(|(_, layer)| layer != "reference");
    assert_eq!(mixed.collect::<Vec<_>>(), []);
    assert_eq!(loaded::rows(&demo, "SELECT name FROM officer").await.len(), 0);
    books_hold(&demo).await;
}
