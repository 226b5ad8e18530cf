//! What property held together earns, and who has it: bodies, members, beneficiaries, what others manage, what is decided at meetings.

mod agents;
mod audited;
mod bank_files;
mod bodies;
mod distributions;
mod hanging;
mod hung;
mod income;
mod line_rows;
mod listed;
mod lists;
mod loans;
mod looked;
mod members;
mod numbers;
mod payees;
mod payouts;
mod posts;
mod roll_rows;
mod rolls;
mod resolutions;
mod shares;
mod sheets;
mod spent;
mod two_levels;
mod votes;

use serde_json::{Value, json};

use crate::support::{Reply, TestApp, cast::COUNTY, money::text, property::over};

/// The day after which the membership law binds, and on which tests of it take place.
pub const LATER: &str = "2025-06-02";

impl TestApp {
    /// An organisation of a kind in the county.
    pub async fn organisation(&self, name: &str, kind: &str) -> Value {
        let body = json!({"name": name, "kind": kind, "region_code": COUNTY});
        self.act("unit_clerk", "/organisations", None, body).await.ok(201)
    }

    /// A body made of an organisation, since 1 January 2023.
    pub async fn registered(&self, organisation: &Value, said: Value) -> Reply {
        let paper = self.paper("示例章程.pdf").await;
        let body = json!({"organisation_id": organisation["id"], "from_on": "2023-01-01", "file_id": paper});
        self.act("collective_manager", "/collectives", None, over(body, &said)).await
    }

    /// A rural collective at village level, of this name.
    pub async fn collective(&self, name: &str) -> Value {
        let unit = self.organisation(name, "collective").await;
        self.registered(&unit, json!({"kind": "statutory_collective", "level": "village"})).await.ok(201)
    }

    /// An act on a body as it is now.
    pub async fn on_body(&self, verb: &str, body: &Value, said: Value) -> Reply {
        let path = format!("/collectives/{}", text(body, "id"));
        let now = self.see("auditor", &path).await;
        self.act("collective_manager", &format!("{path}/{verb}"), Some(&now), said).await
    }

    /// Another officer confirms that a body is closed, as it was asked for.
    pub async fn closing_confirmed(&self, who: &str, body: &Value) -> Reply {
        let path = format!("/collectives/{}", text(body, "id"));
        let now = self.see("auditor", &path).await;
        self.press(who, &format!("{path}/confirm-closing"), &now).await
    }

    /// What the assembly of a body decided of a person; confirmed as resettled on 1 February 2023, where nothing else is said.
    pub async fn decided_of(&self, body: &Value, person: &Value, said: Value) -> Reply {
        let asked = json!({
            "collective_id": body["id"], "person_id": person["id"], "decision": "confirm", "on": "2023-02-01", "ground": "relocation"
        });
        self.act("collective_accountant", "/collective-members", None, over(asked, &said)).await
    }

    /// An act on a membership as it is now.
    pub async fn on_member(&self, verb: &str, member: &Value, said: Value) -> Reply {
        let path = format!("/collective-members/{}", text(member, "id"));
        let now = self.see("auditor", &path).await;
        self.act("collective_manager", &format!("{path}/{verb}"), Some(&now), said).await
    }

    /// Somebody who benefits of a body from 1 February 2023.
    pub async fn benefits(&self, body: &Value, said: Value) -> Reply {
        let paper = self.paper("示例协议.pdf").await;
        let asked =
            json!({"collective_id": body["id"], "basis": "示例：搬迁协议", "file_id": paper, "from_on": "2023-02-01"});
        self.act("collective_accountant", "/collective-beneficiaries", None, over(asked, &said)).await
    }

    /// What a body entrusts to a unit from 1 February 2023.
    pub async fn entrusted(&self, body: &Value, said: Value) -> Reply {
        let paper = self.paper("示例委托协议.pdf").await;
        let asked = json!({
            "collective_id": body["id"], "manager_id": self.unit("示例县农业农村局").await, "scope": "示例：全部经营性资产",
            "file_id": paper, "from_on": "2023-02-01"
        });
        self.act("collective_manager", "/entrustments", None, over(asked, &said)).await
    }

    /// A meeting that a body calls for 20 March 2023 about another matter, told on 1 March.
    pub async fn convened(&self, body: &Value, said: Value) -> Reply {
        let paper = self.paper("示例会议通知.pdf").await;
        let asked = json!({
            "collective_id": body["id"], "matter": "other", "meeting": "members_assembly", "title": "示例议题", "meeting_on": "2023-03-20",
            "notice": {"on": "2023-03-01", "place": "示例村务公开栏", "file_id": paper}
        });
        self.act("collective_manager", "/resolutions", None, over(asked, &said)).await
    }

    /// What is told of a meeting of ninety, of whom sixty came and agreed; that no roster says who they are is acknowledged.
    pub async fn votes(&self, said: Value) -> Value {
        let paper = self.paper("示例会议记录.pdf").await;
        let told = json!({
            "eligible": 90, "in_person": 50, "by_proxy": 10, "in_favour": 60, "against": 0, "abstained": 0,
            "minutes_file_id": paper, "kept_by": "示例村经济合作社档案室", "acknowledged": ["R55.3"]
        });
        over(told, &said)
    }

    /// What the charter asks, where nothing else is said: half of all come, half of those agree.
    pub async fn charter(&self, said: Value) -> Value {
        let half = json!({"part": 1, "whole": 2, "above": true});
        let paper = self.paper("示例章程.pdf").await;
        let told = json!({
            "since_on": "2023-01-01", "file_id": paper, "attend": half, "agree": half, "agree_of": "attended"
        });
        over(told, &said)
    }

    /// A meeting of 20 February 2023 that is recorded later, by the charter.
    pub async fn recorded(&self, body: &Value, said: Value, held: Value) -> Reply {
        let charter = self.charter(json!({})).await;
        let held = over(self.votes(json!({"charter": charter})).await, &held);
        let asked = json!({
            "collective_id": body["id"], "matter": "other", "meeting": "members_assembly", "title": "示例议题", "meeting_on": "2023-02-20",
            "held": held
        });
        self.act("collective_accountant", "/resolutions/held", None, over(asked, &said)).await
    }

    /// An act on a resolution as it is now.
    pub async fn on_resolution(&self, verb: &str, resolution: &Value, said: Value) -> Reply {
        let path = format!("/resolutions/{}", text(resolution, "id"));
        let now = self.see("auditor", &path).await;
        self.act("collective_manager", &format!("{path}/{verb}"), Some(&now), said).await
    }

    /// That something stands on a resolution, as a later room writes it.
    pub async fn stands_on(&self, resolution: &Value, subject: &Value) {
        use sea_orm::ConnectionTrait as _;
        let sql = format!(
            "INSERT INTO resolution_use (resolution_id, subject_kind, subject_id) SELECT r.id, 'collective', c.id FROM resolution r, collective c \
              WHERE r.number = '{}' AND c.number = '{}'",
            text(resolution, "number"),
            text(subject, "number")
        );
        let done = self.app.db.unguarded().execute_unprepared(&sql).await.expect(&sql);
        assert_eq!(done.rows_affected(), 1, "{sql}");
    }
}

#[track_caller]
pub fn refused(reply: &Reply, status: u16, code: &str, facts: &Value) {
    assert_eq!((reply.status.as_u16(), text(&reply.body, "code")), (status, code), "{:#}", reply.body);
    for (name, value) in facts.as_object().expect("facts") {
        assert_eq!(&reply.body["facts"][name], value, "{:#}", reply.body);
    }
}

pub fn rule(reply: &Reply) -> &str {
    text(&reply.body, "rule")
}
