//! Accounts into which the sample county's shareholders are paid, one in every state: marked numbers of a bank that is none.

use serde_json::{Value, json};

use super::{DemoError, scene::Scene, talk::text};

const MANAGER: &str = "datong-collective";
const ACCOUNTANT: &str = "datong-accounts";
/// The shareholders by their serials in the register.
const NAMES: [&str; 3] = ["示例股东甲", "示例股东乙", "示例股东丙"];

pub(super) async fn recorded(
    scene: &Scene<'_>,
    (person, name): (&Value, &str),
    number: &str,
) -> Result<Value, DemoError> {
    let account = json!({
        "person_id": person, "holder_name": name, "bank_name": "示例银行示例支行", "account_no": number,
        "file_id": scene.papers["contract.pdf"]
    });
    scene.talk.make(ACCOUNTANT, "/payee-accounts", &account).await
}

/// Another officer reads the card.
pub(super) async fn compared(
    scene: &Scene<'_>,
    account: &Value,
    (name, number): (&str, &str),
) -> Result<(), DemoError> {
    let path = format!("/payee-accounts/{}/confirm", text(account, "id"));
    let read = json!({"holder_name": name, "account_no": number});
    scene.talk.act(MANAGER, &path, account, Some(read)).await.map(drop)
}

/// All of them, as they stand in October.
pub(super) async fn take_cards(scene: &Scene<'_>) -> Result<(), DemoError> {
    let announced = scene.talk.see(MANAGER, "/distributions?state=announced").await?["items"][0].clone();
    let lines = scene.talk.see(MANAGER, &format!("/distributions/{}/lines", text(&announced, "id"))).await?;
    for line in lines["items"].as_array().into_iter().flatten() {
        let at = line["serial"].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or_default();
        let Some(name) = at.checked_sub(1).and_then(|at| NAMES.get(at)) else { continue };
        let number = format!("62170000000000000{at:02}");
        let account = recorded(scene, (&line["person_id"], name), &number).await?;
        if at < 3 {
            compared(scene, &account, (name, &number)).await?;
        }
        if at == 2 {
            let number = format!("62170000000000001{at:02}");
            let next = recorded(scene, (&line["person_id"], name), &number).await?;
            compared(scene, &next, (name, &number)).await?;
        }
    }
    Ok(())
}
