//! Payouts of the sample county's first village, one in every state: by a marked form of a bank that is none, whose answers are written here.

use serde_json::{Value, json};

use super::{
    DemoError,
    scene::{COUNTY, Scene},
    talk::text,
};

const MANAGER: &str = "datong-collective";
const ACCOUNTANT: &str = "datong-accounts";
/// Who takes in answers: neither of those who pay.
const FINANCE: &str = "datong-finance";

/// The form: place, name, account and amount go, and come back with a word.
const FORM: &str = r#"name = "示例银行代发 CSV"
most_rows = 1000

[instructions]
encoding = "utf8_bom"
line_end = "crlf"
delimiter = ","
amount = { unit = "yuan" }
heading = true
columns = [
  { title = "序号", value = "serial", digits = 5, most = 5 },
  { title = "户名", value = "payee_name", most = 120 },
  { title = "账号", value = "account_no", most = 32 },
  { title = "金额", value = "amount", most = 16 },
  { title = "备注", value = "purpose", most = 60, optional = true },
]

[answers]
encoding = "utf8"
line_end = "crlf"
delimiter = ","
amount = { unit = "yuan" }
heading = true
columns = [
  { title = "序号", value = "serial" },
  { title = "户名", value = "payee_name" },
  { title = "账号", value = "account_no" },
  { title = "金额", value = "amount" },
  { title = "结果", value = "outcome" },
  { title = "原因", value = "reason", optional = true },
  { title = "日期", value = "day" },
]

[outcomes]
paid = ["成功"]
failed = ["失败"]
bounced = ["退票"]
"#;

async fn form(scene: &Scene<'_>, key: &str) -> Result<Value, DemoError> {
    let form = json!({"region_code": COUNTY, "key": key, "text": FORM, "channel": "collective_bank"});
    scene.talk.make(ACCOUNTANT, "/bank-forms", &form).await
}

async fn now(scene: &Scene<'_>, batch: &Value) -> Result<Value, DemoError> {
    scene.talk.see(MANAGER, &format!("/payout-batches/{}", text(batch, "id"))).await
}

/// A batch of these lines of a plan.
async fn batch(
    scene: &Scene<'_>,
    (plan, form): (&Value, &Value),
    (serials, again): (&[i64], Option<&str>),
) -> Result<Value, DemoError> {
    let mut asked = json!({
        "distribution_id": plan["id"], "bank_form_id": form["id"], "serials": serials, "again_reason": again
    });
    let tried = scene.talk.make(ACCOUNTANT, "/payout-batches?dry_run=true", &asked).await?;
    asked["declared_count"] = tried["count"].clone();
    asked["declared_total"] = tried["total"].clone();
    scene.talk.make(ACCOUNTANT, "/payout-batches", &asked).await
}

async fn on(scene: &Scene<'_>, who: &str, batch: &Value, (verb, said): (&str, Option<Value>)) -> Result<(), DemoError> {
    let path = format!("/payout-batches/{}/{verb}", text(batch, "id"));
    scene.talk.act(who, &path, &now(scene, batch).await?, said).await.map(drop)
}

/// What the bank says of some payouts of a batch: place and word; a place that none has is nobody's.
async fn answered(
    scene: &Scene<'_>,
    (plan, batch): (&Value, &Value),
    rows: &[(i64, &str, &str)],
) -> Result<(), DemoError> {
    let lines = scene.talk.see(MANAGER, &format!("/distributions/{}/lines", text(plan, "id"))).await?;
    let amount = |serial: i64| {
        let line = lines["items"].as_array().into_iter().flatten().find(|l| l["serial"] == serial);
        line.map_or("1.00", |l| text(l, "amount")).to_owned()
    };
    let of = |serial: i64| match serial {
        1 => ("示例股东甲", "6217000000000000001"),
        2 => ("示例股东乙", "6217000000000000102"),
        _ => ("示例股东丁", "6217000000000000099"),
    };
    let mut file = "序号,户名,账号,金额,结果,原因,日期\r\n".to_owned();
    for (serial, word, day) in rows {
        let ((name, number), why) = (of(*serial), if *word == "成功" { "" } else { "示例：账户状态异常" });
        file += &format!("{serial},{name},{number},{},{word},{why},{day}\r\n", amount(*serial));
    }
    told(scene, batch, &file).await
}

/// Those of an approved plan are paid, each told by the place of its line, its name, number and amount.
pub(super) async fn to_all(scene: &Scene<'_>, plan: &Value, paid: &[(i64, &str, &str, &str)]) -> Result<(), DemoError> {
    let forms = scene.talk.see(MANAGER, &format!("/bank-forms?state=usable&region={COUNTY}")).await?;
    let serials: Vec<i64> = paid.iter().map(|(place, ..)| *place).collect();
    let batch = batch(scene, (plan, &forms["items"][0]), (&serials, None)).await?;
    on(scene, MANAGER, &batch, ("release", None)).await?;
    let day = scene.today().await?;
    let mut file = "序号,户名,账号,金额,结果,原因,日期\r\n".to_owned();
    for (place, name, number, amount) in paid {
        file += &format!("{place},{name},{number},{amount},成功,,{day}\r\n");
    }
    told(scene, &batch, &file).await
}

/// The two villages of the sample are paid by an approved plan, whose first serial is the second village's.
pub(super) async fn to_both_villages(
    scene: &Scene<'_>,
    plan: &Value,
    (second, first): (&str, &str),
) -> Result<(), DemoError> {
    let paid = [
        (1, "示例·安置乙村经济合作社", "6200000000000005", second),
        (2, "示例·安置甲村经济合作社", "6200000000000004", first),
    ];
    to_all(scene, plan, &paid).await
}

/// A file of answers of a batch is taken in.
async fn told(scene: &Scene<'_>, batch: &Value, file: &str) -> Result<(), DemoError> {
    let path = format!("/payout-batches/{}/answers", text(batch, "id"));
    let at = now(scene, batch).await?;
    scene.talk.answer_file((FINANCE, &path), &at, ("示例回盘.csv", file.as_bytes())).await.map(drop)
}

/// All of them, as they stand in October.
pub(super) async fn pay(scene: &Scene<'_>) -> Result<(), DemoError> {
    let old = form(scene, "sample_old").await?;
    let close = format!("/bank-forms/{}/close", text(&old, "id"));
    scene.talk.act(ACCOUNTANT, &close, &old, Some(json!({"reason": "示例：银行改版"}))).await?;
    let form = form(scene, "sample").await?;
    let day = scene.today().await?;
    let plan = async |state: &str| {
        let found = scene.talk.see(MANAGER, &format!("/distributions?state={state}")).await?;
        let is_it = |plan: &&Value| text(plan, "name").ends_with(&format!("（{state}）"));
        let plan = found["items"].as_array().and_then(|plans| plans.iter().find(is_it));
        plan.cloned().ok_or_else(|| DemoError(format!("no plan of the first village is {state}")))
    };
    let (announced, approved) = (plan("announced").await?, plan("approved").await?);
    let of = (&announced, &form);
    let first = batch(scene, of, (&[1, 2], None)).await?;
    on(scene, MANAGER, &first, ("release", None)).await?;
    scene.talk.fetch(MANAGER, &format!("/payout-batches/{}/file", text(&first, "id"))).await?;
    let told = [(1, "成功", &*day), (2, "失败", &*day), (8, "失败", &*day), (9, "失败", &*day)];
    answered(scene, (&announced, &first), &told).await?;
    answered(scene, (&announced, &first), &[(1, "退票", &*day)]).await?;
    let waiting = scene.talk.see(FINANCE, "/payout-results?state=unmatched").await?["items"][0].clone();
    let dismiss = format!("/payout-results/{}/dismiss", text(&waiting, "id"));
    let reason = json!({"reason": "示例：银行误列他户"});
    scene.talk.act(FINANCE, &dismiss, &waiting, Some(reason)).await?;
    let word = Some("示例：银行告知账户已恢复正常");
    let second = batch(scene, of, (&[1], word)).await?;
    on(scene, ACCOUNTANT, &second, ("dissolve", Some(json!({"reason": "示例：改与他户同批"})))).await?;
    let third = batch(scene, of, (&[1, 2], word)).await?;
    on(scene, MANAGER, &third, ("release", None)).await?;
    answered(scene, (&announced, &third), &[(1, "成功", &*day)]).await?;
    on(scene, FINANCE, &third, ("ask", None)).await?;
    let sent = batch(scene, (&approved, &form), (&[1], None)).await?;
    on(scene, MANAGER, &sent, ("release", None)).await?;
    batch(scene, (&approved, &form), (&[2], None)).await.map(drop)
}
