//! Postings for tests, made through the same operations that officers use.

use serde_json::{Value, json};

use super::{
    Reply, TestApp,
    cast::{COUNTY, TOWN},
    money::text,
    property::over,
};

impl TestApp {
    /// A policy value of the test county.
    pub async fn set_value(&self, key: &str, value: &str) {
        let body = json!({
            "key": key, "region_code": COUNTY, "valid_from_on": "2022-01-01", "value": value, "basis": "paper",
            "document": "示例县公示公告办法", "certainty": "unverified"
        });
        self.act("finance_director", "/policy-values", None, body).await.ok(201);
    }

    /// What a village of the town has decided.
    pub async fn decided(&self, said: Value) -> Reply {
        let body = json!({
            "region_code": TOWN, "village": "示例村", "body": "representatives", "title": "示例：公厕确权到村", "decided_on": "2023-02-27",
            "result": "passed", "file_id": self.town_paper("会议记录.pdf").await
        });
        self.act("village_clerk", "/village-decisions", None, over(body, &said)).await
    }

    /// A posting of the town for seven days, filed by the asset officer.
    pub async fn file_posting(&self, said: Value) -> Reply {
        let body = json!({
            "region_code": TOWN, "title": "关于示例公厕确权的公示", "hotline": "12317", "calendar_days": 7,
            "lines": [{"name": "示例村股份经济合作社", "basis": "示例：确权到村", "amount": "1000.00"}]
        });
        self.act("asset_officer", "/publicity", None, over(body, &said)).await
    }

    /// An act on a posting.
    pub async fn on_posting(&self, who: &str, verb: &str, posting: &Value, body: Value) -> Reply {
        self.act(who, &format!("/publicity/{}/{verb}", text(posting, "id")), Some(posting), body).await
    }

    /// It hangs on the village's board from a day on.
    pub async fn hang(&self, posting: &Value, on: &str) -> Reply {
        let place =
            json!({"profile": "board", "name": "示例村村务公开栏", "file_id": self.town_paper("张贴.pdf").await});
        self.on_posting("unit_clerk", "post", posting, json!({"on": on, "places": [place]})).await
    }

    /// A photo of its first place.
    pub async fn show_end(&self, posting: &Value, on: &str) -> Reply {
        let photo = json!({"n": 1, "file_id": self.town_paper("期末.pdf").await, "on": on});
        self.on_posting("unit_clerk", "places", posting, json!({"places": [photo]})).await
    }

    /// An asset's posting that has hung from 1 to 8 March and was closed on the 9th, which is today then.
    pub async fn posted(&self, said: Value) -> Value {
        let filed = self.file_posting(said).await.ok(201);
        let hung = self.hang(&filed, "2023-03-01").await.ok(200);
        self.on_day("2023-03-09").await;
        let shown = self.show_end(&hung, "2023-03-08").await.ok(200);
        self.on_posting("town_officer", "close", &shown, json!({})).await.ok(200)
    }
}
