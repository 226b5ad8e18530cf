//! The whole way of many payouts through a bank of its own: failures, silence, rows that are there twice, money that comes back, files in any
//! order and twice. At the end each is paid once, and both sides say the same.

use std::collections::BTreeMap;

use bank::{Bank, Day, Fen, Form, Manners};
use serde_json::{Value, json};

use crate::{
    support::{TestApp, cast::COUNTY, money::text},
    tables::send,
};

/// Of a thousand: 3 % failed, 2 % silent, 2 % doubled, 1 % bounced, as the bank of the tests behaves at scale.
pub const BUSY: Manners = Manners { failed: 30, silent: 20, doubled: 20, bounced: 10, delay: 3, bounce_delay: 10 };
pub const DAY: &str = "2023-06-01";

/// An ID number of GB 11643 with this serial.
fn number(serial: u32) -> String {
    let body = format!("4310261990{:02}01{:03}", 1 + serial / 1_000, serial % 1_000);
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(weights).map(|(c, w)| c.to_digit(10).unwrap() * w).sum();
    format!("{body}{}", ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize])
}

/// So many persons in households of twenty, whose heads have cards, with a share each; and the approved list of what they have.
pub async fn many(app: &TestApp, count: u32) -> (Value, Vec<(Value, String)>) {
    app.on_day(DAY).await;
    app.also("town_officer", "town_officer").await;
    let body = app.old_body("示例村经济合作社").await;
    app.members_pool(&body, "100000.00").await;
    let head = |n: u32| n / 20 * 20;
    let row = |n: u32| {
        let relation = if n == head(n) { "户主" } else { "其他" };
        format!("H{},431026,{},是,示例{n},{},,{relation},2023-02-01\n", head(n), 20.min(count - head(n)), number(n))
    };
    let houses = format!(
        "户编号,迁出地区划代码,家庭人口,是否建档立卡,姓名,公民身份号码,联系电话,与户主关系,登记入户日期\n{}",
        (0..count).map(row).collect::<String>()
    );
    send(app, "asset_officer", "/households/imports", ("户.csv", houses.as_bytes()), &[]).await.ok(201);
    // Who lives with whose head is said by whoever locks a month of all of them.
    let month = json!({"region_code": COUNTY, "month": "2023-05"});
    let month = app.act("asset_officer", "/people-months", None, month).await.ok(201);
    app.on_month("town_officer", "lock", &month, None).await.ok(200);
    let scheme = app.adopted(&body, json!({"model": "dynamic"})).await;
    let paper = app.paper("示例登记册.pdf").await;
    let share = |n: u32| {
        // All shares of members, in equal parts; lines of one amount that go into one account are told apart by their numbers.
        let shares = format!("0.{:04}", 900_000 / count);
        let (number, paper) = (number(n), paper.as_str().unwrap());
        format!(
            "{n},{},{},个人,示例{n},{number},成员股,{shares},2023-02-20,登记册,{paper}\n",
            text(&scheme, "number"),
            n + 1
        )
    };
    let shares = format!(
        "登记编号,方案编号,序号,持有人类型,持有人,证件号码,份额类别,份额,生效日期,佐证,佐证附件标识\n{}{count},{},{},单位,示例施工单位甲,91000000MA0000007C,集体股,10,2023-02-20,登记册,{}\n",
        (0..count).map(share).collect::<String>(),
        text(&scheme, "number"),
        count + 1,
        paper.as_str().unwrap()
    );
    send(app, "collective_accountant", "/share-transactions/imports", ("股.csv", shares.as_bytes()), &[]).await.ok(201);
    let scheme = app.on_scheme("put-in-force", &scheme, json!({"on": "2023-02-21"})).await.ok(200);
    let plan = app.approved_of(&body, &scheme, json!({"pool": "50000.00"})).await;
    let mut cards = Vec::new();
    for n in (0..count).filter(|n| *n == head(*n)) {
        let path = format!("/distributions/{}/lines?serial={}", text(&plan, "id"), n + 1);
        let line = app.see("auditor", &path).await["items"][0].clone();
        cards.push((json!({"id": line["person_id"]}), format!("示例{n}")));
    }
    mended(app, &cards, 0).await;
    (plan, cards)
}

/// Every card is another than before.
pub async fn mended(app: &TestApp, cards: &[(Value, String)], round: u16) {
    for (person, name) in cards {
        let n: u64 = name.trim_start_matches("示例").parse().unwrap();
        app.usable_card(person, name, &format!("6217{:012}", u64::from(round) * 100_000 + n)).await;
    }
}

/// What Steward believes to be paid, as the bank names its orders.
pub async fn believed(app: &TestApp, plan: &Value) -> BTreeMap<String, Fen> {
    let (mut found, mut cursor) = (BTreeMap::new(), String::new());
    loop {
        let path = format!("/payouts?state=confirmed&limit=200&distribution_id={}{cursor}", text(plan, "id"));
        let page = app.see("auditor", &path).await;
        for payout in page["items"].as_array().unwrap() {
            let fen: Fen = text(payout, "amount").replace('.', "").parse().unwrap();
            found.insert(text(payout, "number").to_owned(), fen);
        }
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return found,
        }
    }
}

/// Everything that a bank has to say until it has no more, in an order of no sense, each file twice.
async fn heard(app: &TestApp, batch: &Value, files: Vec<Vec<u8>>) {
    let mut files = files;
    files.sort_by_key(|file| file.iter().map(|b| u64::from(*b)).sum::<u64>() % 11);
    for bytes in files.iter().chain(files.iter().rev()) {
        app.bank_answers("finance_clerk", batch, bytes).await.ok(200);
    }
}

engines! {
    /// By two hundred payouts: whoever failed or was returned is paid by a later batch, nobody twice, and the bank says the same.
    async fn two_hundred_are_each_paid_once(app) {
        let form = app.bank_form("one_card_gbk").await;
        let (plan, cards) = many(app, 200).await;
        let theirs = Form::parse(text(&form, "text")).expect("a form");
        let first: Day = DAY.parse().expect("a day");
        let mut bank = Bank::new(11, Manners { failed: 60, silent: 60, doubled: 60, bounced: 60, ..BUSY });
        let (mut rounds, mut attempts) = (0, 0);
        loop {
            let tried = app.payout_trial((&plan, &form), json!({})).await;
            if tried.status.as_u16() == 409 {
                break;
            }
            rounds += 1;
            assert!(rounds < 9, "it does not come to an end: {:#}", tried.body);
            let batch = app.payout_batch_of_all((&plan, &form)).await;
            app.on_payouts("collective_manager", "release", &batch, Value::Null).await.ok(200);
            attempts += batch["count"].as_u64().unwrap();
            let file = app.payout_file("collective_manager", &batch).await;
            // The file of the next round goes to the bank later, and its answers are of later days.
            let on = first.plus(rounds * 30);
            bank.take(&theirs, &file.bytes, on).expect("a file that the bank takes");
            // No answer is of a day that has not come.
            app.on_day(&on.plus(29).to_string()).await;
            heard(app, &batch, (0..=29).flat_map(|days| bank.answers(on.plus(days))).collect()).await;
            let open = app.see("auditor", &format!("/payouts?state=handed_over&payout_batch_id={}", text(&batch, "id"))).await;
            if !open["items"].as_array().unwrap().is_empty() {
                app.on_payouts("finance_clerk", "ask", &batch, Value::Null).await.ok(200);
                heard(app, &batch, bank.asked().into_iter().rev().take(1).collect()).await;
            }
            // What came back goes into another account, without anybody's word.
            mended(app, &cards, rounds).await;
        }
        assert!(rounds > 1 && attempts > 200, "{rounds} rounds, {attempts} attempts");
        assert_eq!(app.number("SELECT count(*) FROM payout_result WHERE state = 'unmatched'").await, 0);
        assert_eq!(app.number("SELECT count(*) FROM payout WHERE state = 'confirmed'").await, 200);
        assert_eq!(believed(app, &plan).await, bank.paid());
        let [payable, in_payment, paid, _] = app.standing(&plan).await;
        let truth: Fen = bank.paid().values().sum();
        assert_eq!((payable.as_str(), in_payment.as_str(), paid.replace('.', "").parse::<Fen>()), ("0.00", "0.00", Ok(truth)));
        assert!(app.number("SELECT count(*) FROM payout WHERE told = 'bounced'").await > 0);
    }
}
