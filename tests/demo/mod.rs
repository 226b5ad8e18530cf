//! The demonstration: what it loads, that every state occurs in it, and that its books hold.

use steward::{
    ground::platform::Config,
    server::{
        check::check,
        demo::{Demo, clear, prepare},
    },
};

/// A folder of this test, gone when it ends.
struct Folder(std::path::PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("steward-demo-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
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

/// What is loaded of the public data, and which rows are not.
fn loaded(demo: &Demo) {
    let l = &demo.loaded;
    assert_eq!((l.documents, l.allocations, l.projects, l.plan_lines, l.sites), (13, 29, 37, 28, 28));
    assert_eq!(
        l.skipped.iter().map(|s| s.id.as_str()).collect::<Vec<_>>(),
        [
            "F009", "F010", "F038", "F039", "F040", "F043", "F052", "F053", "F054", "F057", "P089", "P090", "P091",
            "P101", "S020"
        ]
    );
}

/// Every state that the demonstration is to show occurs in it, and its money adds up to the two documents' 61,320,000.00.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_state_occurs() {
    let folder = Folder::new("sample");
    let demo = demo(&folder, true).await;
    loaded(&demo);
    let missing: Vec<_> = demo.summary.counts.iter().filter(|c| c.rows == 0).map(|c| (c.what, c.state)).collect();
    assert_eq!(missing, []);
    assert_eq!(demo.summary.received().unwrap().to_string(), "61320000.00");
    assert_eq!((rows(&demo, "allocation", "registered"), rows(&demo, "project", "accepted")), (3, 5));
    assert_eq!(demo.app.db.now().await.unwrap().day().to_string(), "2023-10-16");
    books_hold(&demo).await;
}

/// Without the sample layer the public data stand as they are: documents received, projects proposed, nobody engaged.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn public_data_alone() {
    let folder = Folder::new("reference");
    let demo = demo(&folder, false).await;
    loaded(&demo);
    assert_eq!((rows(&demo, "allocation", "received"), rows(&demo, "project", "proposed")), (29, 37));
    assert_eq!((demo.logins.len(), demo.summary.received().unwrap().to_string().as_str()), (0, "0.00"));
    books_hold(&demo).await;
}
