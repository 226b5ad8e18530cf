//! A trace as a test reads it.

use serde_json::Value;

use crate::support::{TestApp, money::text};

/// What was told.
pub struct Told(pub Value);

/// Whole fen of an amount.
pub fn fen(amount: &Value) -> i64 {
    amount.as_str().expect("an amount").replace('.', "").parse().expect("fen")
}

impl Told {
    /// Asks as somebody.
    pub async fn to(app: &TestApp, who: &str, kind: &str, of: &Value, more: &str) -> Self {
        Self(app.see(who, &path(kind, text(of, "id"), more)).await)
    }

    pub fn nodes(&self, kind: &str) -> Vec<&Value> {
        let of = |n: &&Value| text(n, "subject").starts_with(&format!("{kind}:"));
        self.0["nodes"].as_array().expect("nodes").iter().filter(of).collect()
    }

    /// The one node of a kind.
    #[track_caller]
    pub fn node(&self, kind: &str) -> &Value {
        let nodes = self.nodes(kind);
        assert_eq!(nodes.len(), 1, "{kind} in {:#}", self.0);
        nodes[0]
    }

    pub fn edges(&self, link: &str) -> Vec<&Value> {
        self.0["edges"].as_array().expect("edges").iter().filter(|e| e["link"] == link).collect()
    }

    /// Amounts of a link, in order.
    pub fn amounts(&self, link: &str) -> Vec<&str> {
        self.edges(link).iter().map(|e| e["amount"].as_str().unwrap_or("-")).collect()
    }

    /// The sum of a link.
    pub fn sum(&self, link: &str) -> i64 {
        self.edges(link).iter().map(|e| fen(&e["amount"])).sum()
    }

    /// Where the books of its one allocation stand.
    pub fn held(&self, node: &Value, account: &str) -> i64 {
        let held = node["held"].as_array().expect("accounts");
        fen(&held.iter().find(|h| h["account"] == account).expect("an account")["balance"])
    }

    pub fn is_truncated(&self) -> bool {
        self.0["truncated"] == true
    }
}

pub fn path(kind: &str, id: &str, more: &str) -> String {
    format!("/audit/trace?subject={kind}:{id}{more}")
}
