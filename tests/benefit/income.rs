//! What bodies earn, how a year of it is closed and divided, and what is spent from its pools.

use serde_json::{Value, json};

use super::{LATER, refused, rule};
use crate::{
    check::plant::expect_seen,
    support::{Reply, TestApp, cast::COUNTY, money::text, property::over},
};

impl TestApp {
    /// A rural collective that is a body since 2021: the year 2022 can be closed.
    pub async fn old_body(&self, name: &str) -> Value {
        let unit = self.organisation(name, "collective").await;
        let said = json!({"kind": "statutory_collective", "level": "village", "from_on": "2021-01-01"});
        self.registered(&unit, said).await.ok(201)
    }

    /// A confirmed account of a body's own.
    pub async fn banked(&self, body: &Value, name: &str, number: &str) -> Value {
        let account = json!({
            "organisation_id": body["organisation_id"], "holder_name": name, "bank_name": "示例银行示例支行", "account_no": number
        });
        let made = self.act("finance_clerk", "/bank-accounts", None, account).await.ok(201);
        self.press("finance_section_head", &format!("/bank-accounts/{}/confirm", text(&made, "id")), &made)
            .await
            .ok(200)
    }

    /// How much becomes reserve at least: three tenths; and that the county asks for no days for which a dividend's list hangs.
    pub async fn reserve_floor(&self) {
        for (key, value) in [("income.reserve_floor_pct", "30.0000"), ("distributions.dividend_posted_days", "0")] {
            let value = json!({
                "key": key, "region_code": COUNTY, "valid_from_on": "2021-01-01", "value": value, "basis": "paper",
                "document": "示例县农村集体资产管理办法", "certainty": "unverified"
            });
            self.act("finance_director", "/policy-values", None, value).await.ok(201);
        }
    }

    /// The books of a year.
    pub async fn year_opened(&self, body: &Value, year: i32, said: Value) -> Reply {
        let asked = json!({"collective_id": body["id"], "year": year});
        self.act("collective_accountant", "/income-years", None, over(asked, &said)).await
    }

    /// An income of 100,000 yuan from operation on 30 June 2022, where nothing else is said; a rent is of its year.
    pub async fn earned(&self, (body, account): (&Value, &Value), voucher: &str, said: Value) -> Reply {
        let paper = self.paper("示例收款凭证.pdf").await;
        let asked = json!({
            "collective_id": body["id"], "category": "operation", "on": "2022-06-30", "amount": "100000.00", "account_id": account["id"],
            "counterparty": "示例公司", "voucher": voucher, "acknowledged": ["R51"], "file_id": paper
        });
        self.act("collective_accountant", "/income-entries", None, over(asked, &said)).await
    }

    /// How a body divides what it earns: three tenths reserve, all the rest to members, where nothing else is said.
    pub async fn divided(&self, body: &Value, said: Value) -> Reply {
        let paper = self.paper("示例分配办法.pdf").await;
        let asked = json!({
            "collective_id": body["id"], "from_on": "2022-01-01", "reserve_pct": "30.0000", "file_id": paper,
            "lines": [{"purpose": "members", "part_pct": "100.0000"}]
        });
        self.act("collective_manager", "/income-schemes", None, over(asked, &said)).await
    }

    /// An act on a year as it is now.
    pub async fn on_year(&self, verb: &str, year: &Value, said: Value) -> Reply {
        let path = format!("/income-years/{}", text(year, "id"));
        let now = self.see("auditor", &path).await;
        self.act("collective_manager", &format!("{path}/{verb}"), Some(&now), said).await
    }

    /// Closes a year of 2022 with its evidence.
    pub async fn year_closed(&self, year: &Value, said: Value) -> Reply {
        let paper = self.paper("示例清产核资表.pdf").await;
        let evidence = |on: &str| json!({"on": on, "file_id": paper});
        let asked = json!({"stocktake": evidence("2022-12-31"), "debts": evidence("2023-01-10")});
        self.on_year("close", year, over(asked, &said)).await
    }

    /// What is spent from a pool on 1 March 2023.
    pub async fn spent(&self, pool: &Value, account: &Value, voucher: &str, said: Value) -> Reply {
        let paper = self.paper("示例支出凭证.pdf").await;
        let asked = json!({
            "pool_id": pool["id"], "on": "2023-03-01", "amount": "1000.00", "account_id": account["id"], "payee": "示例物业公司",
            "purpose": "示例：路灯电费", "voucher": voucher, "file_id": paper
        });
        self.act("collective_accountant", "/income-spendings", None, over(asked, &said)).await
    }

    /// What a body of old has for its members of 2022, closed today: seven tenths of what it earned.
    pub async fn members_pool(&self, body: &Value, earned: &str) -> Value {
        let account = self.earning(body).await;
        let year = self.year_opened(body, 2022, json!({})).await.ok(201);
        self.earned((body, &account), "示-001", json!({"amount": earned})).await.ok(201);
        self.year_closed(&year, json!({})).await.ok(200);
        self.pool_left(body).await
    }

    /// An account of a body, the least reserve of the county, and a scheme that gives members all the rest.
    async fn earning(&self, body: &Value) -> Value {
        if self.number("SELECT count(*) FROM policy_value WHERE key = 'income.reserve_floor_pct'").await == 0 {
            self.reserve_floor().await;
        }
        let accounts = self.number("SELECT count(*) FROM bank_account").await;
        let unit = self.see("auditor", &format!("/organisations/{}", text(body, "organisation_id"))).await;
        let account = self.banked(body, text(&unit, "name"), &format!("62000000000077{accounts:02}")).await;
        self.divided(body, json!({})).await.ok(201);
        account
    }

    /// The pool that a body has now, with what is left of it.
    pub async fn pool_left(&self, body: &Value) -> Value {
        let path = format!("/income-pools?state=set_aside&collective_id={}", text(body, "id"));
        self.see("auditor", &path).await["items"][0].clone()
    }

    /// A closed year of a body with an account, and its pool for a use that is told in words: it pays whatever item a list has.
    pub async fn pooled(&self, name: &str, number: &str) -> (Value, Value, Value, Value) {
        let body = self.old_body(name).await;
        let account = self.banked(&body, name, number).await;
        let line = json!({"purpose": "other", "part_pct": "50.0000", "basis": "示例章程第九条"});
        self.divided(&body, json!({"lines": [line], "acknowledged": ["R70"]})).await.ok(201);
        let year = self.year_opened(&body, 2022, json!({})).await.ok(201);
        self.earned((&body, &account), "示-001", json!({})).await.ok(201);
        let year = self.year_closed(&year, json!({})).await.ok(200);
        let path = format!("/income-pools?collective_id={}", text(&body, "id"));
        let pool = self.see("auditor", &path).await["items"][0].clone();
        (body, account, year, pool)
    }
}

engines! {
    /// R64, R65, R67: 100,000 with a loss of 20,000 before and three tenths reserve leave a pool of 56,000.
    async fn a_year_is_divided_in_the_order_of_the_law(app) {
        let name = "示例村经济合作社";
        let body = app.old_body(name).await;
        let account = app.banked(&body, name, "6200000000000001").await;
        let unset = app.divided(&body, json!({})).await;
        refused(&unset, 409, "policy.value_unset", &json!({"key": "income.reserve_floor_pct"}));
        app.reserve_floor().await;
        let low = app.divided(&body, json!({"reserve_pct": "29.9999"})).await;
        refused(&low, 409, "income.scheme.reserve_low", &json!({"reserve": "29.9999", "floor": "30.0000"}));
        assert_eq!(rule(&low), "R65");
        let members = json!({"purpose": "members", "part_pct": "60.0000"});
        refused(&app.divided(&body, json!({"lines": [members, members]})).await, 422, "income.scheme.lines", &json!({}));
        let other = json!({"lines": [{"purpose": "other", "part_pct": "5.0000", "basis": "示例章程第九条"}]});
        refused(&app.divided(&body, other).await, 409, "policy.rule.not_acknowledged", &json!({"rules": "R70", "part": "5.0000"}));
        let scheme = app.divided(&body, json!({})).await.ok(201);
        let again = app.divided(&body, json!({})).await;
        refused(&again, 409, "income.scheme.from_taken", &json!({"number": scheme["number"]}));
        let loss = json!({"opening_loss": "20000.00"});
        refused(&app.year_opened(&body, 2022, loss.clone()).await, 422, "income.year.opening", &json!({}));
        let paper = app.paper("示例审计报告.pdf").await;
        let early = app.earned((&body, &account), "示-001", json!({})).await;
        refused(&early, 409, "income.entry.no_year", &json!({"year": "2022"}));
        let year = app.year_opened(&body, 2022, over(loss, &json!({"opening_file_id": paper}))).await.ok(201);
        refused(&app.year_opened(&body, 2022, json!({})).await, 409, "income.year.there", &json!({"year": "2022"}));
        refused(&app.year_opened(&body, 2024, json!({})).await, 409, "income.year.gap", &json!({"wanted": "2023"}));
        let entry = app.earned((&body, &account), "示-001", json!({})).await.ok(201);
        assert_eq!(text(&entry, "number"), "SZ-431026-2023-000001");
        let evidence = json!({"on": "2021-12-31", "file_id": paper});
        let late = app.year_closed(&year, json!({"stocktake": evidence})).await;
        refused(&late, 409, "income.year.no_evidence", &json!({"stocktake": "2021-12-31", "from": "2022-01-01"}));
        assert_eq!(rule(&late), "R67");
        let closed = app.year_closed(&year, json!({})).await.ok(200);
        let figures = &closed["closing"];
        let is = |name: &str| text(figures, name).to_owned();
        assert_eq!((is("net"), is("loss_covered"), is("loss_after")), ("100000.00".into(), "20000.00".into(), "0.00".into()));
        assert_eq!((is("reserve"), is("undistributed")), ("24000.00".into(), "0.00".into()));
        let pools = app.see("auditor", "/income-pools").await;
        assert_eq!((text(&pools["items"][0], "amount"), text(&pools["items"][0], "left")), ("56000.00", "56000.00"));
        refused(&app.year_closed(&year, json!({})).await, 409, "income.year.state", &json!({"state": "closed"}));
        let after = app.earned((&body, &account), "示-002", json!({})).await;
        refused(&after, 409, "income.entry.year_closed", &json!({"year": "2022"}));
        let undo = json!({"reason": "示例"});
        let undo = app.act("collective_accountant", &format!("/income-entries/{}/reverse", text(&entry, "id")), None, undo).await;
        refused(&undo, 409, "income.entry.year_closed", &json!({"year": "2022"}));
        let path = format!("/income-schemes/{}/withdraw", text(&scheme, "id"));
        let withdrawn = app.act("collective_manager", &path, Some(&scheme), json!({"reason": "示例"})).await;
        refused(&withdrawn, 409, "income.scheme.used", &json!({"year": "2022"}));
        let members = app.spent(&pools["items"][0], &account, "示-003", json!({})).await;
        refused(&members, 409, "income.spending.members_pool", &json!({}));
        expect_seen(app, "I2", &[
            "UPDATE income_year SET reserve_fen = reserve_fen + 1",
            "UPDATE income_year SET income_fen = income_fen + 1",
            "UPDATE income_pool SET amount_fen = amount_fen - 1",
        ]).await;
        expect_seen(app, "I4", &["UPDATE income_year SET closed_by = opened_by"]).await;
    }

    /// R51: what was received for three years counts into four, and is taken back from each; R76, R78: what is no income is refused.
    async fn each_year_has_its_part_and_no_more(app) {
        let name = "示例村经济合作社";
        let body = app.old_body(name).await;
        let account = app.banked(&body, name, "6200000000000001").await;
        app.year_opened(&body, 2022, json!({})).await.ok(201);
        let term = json!({"amount": "90000.00", "on": "2022-07-01", "category": "rent", "asset_basis": "示例：土地流转合同", "term": {"from_on": "2022-07-01", "months": 36}});
        let rent = app.earned((&body, &account), "示-001", term.clone()).await.ok(201);
        let parts: Vec<_> = rent["parts"].as_array().unwrap().iter().map(|p| (p["year"].clone(), text(p, "amount"))).collect();
        let wanted = [(2022, "15000.00"), (2023, "30000.00"), (2024, "30000.00"), (2025, "15000.00")];
        assert_eq!(parts, wanted.map(|(year, amount)| (json!(year), amount)));
        let twice = app.earned((&body, &account), "示-001", term.clone()).await;
        refused(&twice, 409, "income.voucher.taken", &json!({"voucher": "示-001", "month": "2022-07", "number": rent["number"]}));
        let wages = app.earned((&body, &account), "示-002", over(term, &json!({"category": "wages"}))).await;
        refused(&wages, 422, "income.entry.term", &json!({}));
        for category in ["earmarked_funds", "land_compensation", "loan"] {
            let told = app.earned((&body, &account), "示-003", json!({"category": category})).await;
            refused(&told, 409, "income.entry.no_income", &json!({"category": category}));
            assert_eq!(rule(&told), "R78");
        }
        let state = json!({"organisation_id": app.unit("示例县农业农村局").await, "share": "100.0000", "regime": "administrative"});
        let shop = app.stock(json!({"name": "示例门面", "kind": "business"})).await;
        let title = json!({"on": "2022-01-15", "level": "county", "file_id": app.paper("示例权证.pdf").await, "owners": [state]});
        let shop = app.on_asset("confirm-title", &shop, title).await.ok(200);
        let state = app.earned((&body, &account), "示-003", json!({"category": "rent", "asset_id": shop["id"]})).await;
        refused(&state, 409, "income.entry.state_income", &json!({"asset": shop["number"], "regime": "行政单位国有资产"}));
        assert_eq!(rule(&state), "R76");
        for (said, code) in [
            (json!({"amount": "0.00"}), "income.amount.none"),
            (json!({"on": "2023-03-02"}), "income.day.ahead"),
            (json!({"asset_id": body["id"]}), "income.entry.asset_unknown"),
            (json!({"account_id": body["id"]}), "income.account.unknown"),
            (json!({"organisation_id": body["id"]}), "income.organisation.unknown"),
        ] {
            refused(&app.earned((&body, &account), "示-003", said).await, 422, code, &json!({}));
        }
        let before = app.earned((&body, &account), "示-003", json!({"on": "2020-12-31"})).await;
        refused(&before, 409, "income.day.no_body", &json!({"since": "2021-01-01"}));
        let path = format!("/income-entries/{}/reverse", text(&rent, "id"));
        let back = app.act("collective_accountant", &path, None, json!({"reason": "示例：重复登记"})).await.ok(201);
        assert_eq!(text(&back["parts"][3], "amount"), "-15000.00");
        let again = app.act("collective_accountant", &path, None, json!({"reason": "示例"})).await;
        refused(&again, 409, "income.reversal.done", &json!({"number": back["number"]}));
        let path = format!("/income-entries/{}/reverse", text(&back, "id"));
        let of_it = app.act("collective_accountant", &path, None, json!({"reason": "示例"})).await;
        refused(&of_it, 409, "income.reversal.of_reversal", &json!({}));
        let sums = "SELECT CAST(coalesce(sum(amount_fen), 0) AS bigint) FROM income_part";
        assert_eq!(app.number(sums).await, 0);
    }

    /// R51, R76.1: a rent names its asset or says why it has none, and its months or that it is of the one year.
    async fn a_rent_tells_its_asset_and_its_months(app) {
        let name = "示例村经济合作社";
        let body = app.old_body(name).await;
        let account = app.banked(&body, name, "6200000000000001").await;
        app.year_opened(&body, 2022, json!({})).await.ok(201);
        let bare = app.earned((&body, &account), "示-001", json!({"category": "rent"})).await;
        refused(&bare, 409, "income.entry.no_asset", &json!({}));
        assert_eq!(rule(&bare), "R76.1");
        let land = json!({"category": "rent", "asset_basis": "示例：土地流转合同"});
        let whole = app.earned((&body, &account), "示-001", over(land.clone(), &json!({"acknowledged": []}))).await;
        refused(&whole, 409, "policy.rule.not_acknowledged", &json!({"rules": "R51", "amount": "100000.00", "year": "2022"}));
        assert_eq!(rule(&whole), "R51");
        let rent = app.earned((&body, &account), "示-001", land.clone()).await.ok(201);
        assert_eq!((text(&rent, "asset_basis"), &rent["acknowledged"]), ("示例：土地流转合同", &json!(["R51"])));
        let spread = over(land, &json!({"acknowledged": [], "term": {"from_on": "2022-07-01", "months": 2}}));
        assert_eq!(app.earned((&body, &account), "示-002", spread).await.ok(201)["acknowledged"], json!([]));
    }

    /// A tenant leaves: what nobody has used of a rent is given back against the years that it was to count into; closed years stay.
    async fn what_is_not_earned_of_a_rent_is_given_back(app) {
        app.reserve_floor().await;
        let (body, other) = (app.old_body("示例村经济合作社").await, app.old_body("示例乙村经济合作社").await);
        let account = app.banked(&body, "示例村经济合作社", "6200000000000001").await;
        let away = app.banked(&other, "示例乙村经济合作社", "6200000000000017").await;
        app.divided(&body, json!({})).await.ok(201);
        let year = app.year_opened(&body, 2022, json!({})).await.ok(201);
        let rent = |on: &str, months: i32, amount: &str| {
            json!({"category": "rent", "asset_basis": "示例：土地流转合同", "on": on, "amount": amount, "term": {"from_on": on, "months": months}})
        };
        let taken = app.earned((&body, &account), "示-001", rent("2022-07-01", 36, "90000.00")).await.ok(201);
        app.year_closed(&year, json!({})).await.ok(200);
        app.year_opened(&body, 2023, json!({})).await.ok(201);
        app.year_opened(&other, 2023, json!({})).await.ok(201);
        let back = |of: &Value, from: &str, amount: &str| {
            let refund = json!({"income_entry_id": of["id"], "from_on": from});
            json!({"category": "other_expense", "on": "2023-03-01", "amount": amount, "refund_of": refund})
        };
        let books = (&body, &account);
        for (with, said) in [(books, back(&body, "2023-07-01", "1.00")), ((&other, &away), back(&taken, "2023-07-01", "1.00"))] {
            refused(&app.earned(with, "示-002", said).await, 422, "income.entry.refund_unknown", &json!({}));
        }
        let wages = over(back(&taken, "2023-07-01", "1.00"), &json!({"category": "wages"}));
        for said in [wages, back(&taken, "2025-07-01", "1.00"), back(&taken, "2022-06-30", "1.00")] {
            refused(&app.earned(books, "示-002", said).await, 422, "income.entry.refund_misfit", &json!({"number": taken["number"]}));
        }
        let closed = app.earned(books, "示-002", back(&taken, "2022-12-01", "31.00")).await;
        refused(&closed, 409, "income.entry.year_closed", &json!({"year": "2022"}));
        let much = app.earned(books, "示-002", back(&taken, "2023-07-15", "60000.01")).await;
        refused(&much, 409, "income.entry.refund_much", &json!({"number": taken["number"], "most": "60000.00"}));
        let given = app.earned(books, "示-002", back(&taken, "2023-07-15", "60000.00")).await.ok(201);
        let parts: Vec<_> = given["parts"].as_array().unwrap().iter().map(|p| (p["year"].clone(), text(p, "amount"))).collect();
        let wanted = [(2023, "15000.00"), (2024, "30000.00"), (2025, "15000.00")];
        assert_eq!(parts, wanted.map(|(year, amount)| (json!(year), amount)));
        assert_eq!((&given["refund_of_id"], &given["term"]), (&taken["id"], &json!({"from_on": "2023-07-01", "months": 24})));
        let again = app.earned(books, "示-003", back(&taken, "2024-01-01", "0.01")).await;
        refused(&again, 409, "income.entry.refund_much", &json!({"most": "0.00"}));
        // One month is left of another: what is given back is taken back before the rent is.
        let short = app.earned(books, "示-004", rent("2023-02-01", 2, "2.00")).await.ok(201);
        let last = app.earned(books, "示-005", back(&short, "2023-03-01", "1.00")).await.ok(201);
        assert_eq!((&last["term"], &last["parts"]), (&Value::Null, &json!([{"year": 2023, "amount": "1.00"}])));
        let undo = async |entry: &Value| {
            let path = format!("/income-entries/{}/reverse", text(entry, "id"));
            app.act("collective_accountant", &path, None, json!({"reason": "示例：登记有误"})).await
        };
        refused(&undo(&short).await, 409, "income.reversal.refund_stands", &json!({"number": last["number"]}));
        undo(&last).await.ok(201);
        undo(&short).await.ok(201);
        // Of a rent with an asset the same voucher is told once, whether the asset is told again or not.
        let mill = app.owned_by(&body, "示例加工厂", json!({})).await;
        let let_out = json!({
            "category": "rent", "asset_id": mill["id"], "on": "2023-03-01", "amount": "120.00", "term": {"from_on": "2023-03-01", "months": 12}
        });
        let let_out = app.earned(books, "示-006", let_out).await.ok(201);
        app.earned(books, "示-007", back(&let_out, "2023-07-01", "10.00")).await.ok(201);
        let twice = app.earned(books, "示-007", back(&let_out, "2023-07-01", "10.00")).await;
        refused(&twice, 409, "income.voucher.taken", &json!({}));
        let early = over(back(&let_out, "2023-07-01", "10.00"), &json!({"on": "2023-02-28"}));
        refused(&app.earned(books, "示-008", early).await, 409, "income.entry.refund_before", &json!({"on": "2023-02-28", "received": "2023-03-01"}));
        // A second refund takes what the first left of the months of each year, not of the years that have nothing left.
        let long = app.earned(books, "示-009", rent("2023-01-01", 36, "36000.00")).await.ok(201);
        app.earned(books, "示-010", back(&long, "2024-07-01", "18000.00")).await.ok(201);
        let second = app.earned(books, "示-011", back(&long, "2024-01-01", "6000.00")).await.ok(201);
        assert_eq!(second["parts"], json!([{"year": 2024, "amount": "6000.00"}]));
        expect_seen(app, "I2", &["UPDATE income_entry SET refund_of_id = (SELECT id FROM income_entry WHERE amount_fen = 200 AND reverses_id IS NULL) WHERE amount_fen = 6000000"]).await;
    }

    /// What an asset earns is booked by whoever owns or operates it, or was entrusted with it on that day, and by no other body; a day before
    /// the first title does not help. What is spent for it anybody may book.
    async fn what_anothers_asset_earns_is_not_booked(app) {
        let name = "示例乙村经济合作社";
        let (owner, body) = (app.old_body("示例甲村经济合作社").await, app.old_body(name).await);
        let own = app.banked(&owner, "示例甲村经济合作社", "6200000000000001").await;
        let account = app.banked(&body, name, "6200000000000017").await;
        for of in [&owner, &body] {
            app.year_opened(of, 2022, json!({})).await.ok(201);
            app.year_opened(of, 2023, json!({})).await.ok(201);
        }
        let shop = app.owned_by(&owner, "示例门面", json!({})).await;
        let rent = |asset: &Value, on: &str| json!({"category": "rent", "asset_id": asset["id"], "on": on});
        for on in ["2023-01-31", "2022-06-30"] {
            let taken = app.earned((&body, &account), "示-001", rent(&shop, on)).await;
            refused(&taken, 409, "income.entry.others_asset", &json!({"asset": shop["number"], "on": on}));
            app.earned((&owner, &own), "示-001", rent(&shop, on)).await.ok(201);
        }
        let spent = over(rent(&shop, "2022-06-30"), &json!({"category": "upkeep", "amount": "1.00"}));
        app.earned((&body, &account), "示-002", spent).await.ok(201);
        // Entrusted from 1 February on: what it earned before is still the owner's.
        let to = json!({"manager_id": body["organisation_id"], "asset_ids": [shop["id"]]});
        app.entrusted(&owner, to).await.ok(201);
        app.earned((&body, &account), "示-003", rent(&shop, "2023-02-01")).await.ok(201);
        let before = app.earned((&body, &account), "示-004", rent(&shop, "2023-01-31")).await;
        refused(&before, 409, "income.entry.others_asset", &json!({"on": "2023-01-31"}));
    }

    /// Vouchers are numbered anew every month, and one carries what belongs to several: the same of a month is told once, what was told
    /// wrongly and taken back is told again.
    async fn a_voucher_of_a_month_is_told_once_for_the_same(app) {
        let name = "示例村经济合作社";
        let body = app.old_body(name).await;
        let account = app.banked(&body, name, "6200000000000001").await;
        app.year_opened(&body, 2022, json!({})).await.ok(201);
        let earned = async |said: Value| app.earned((&body, &account), "记-1", said).await;
        let first = earned(json!({})).await.ok(201);
        let taken = json!({"voucher": "记-1", "month": "2022-06", "number": first["number"]});
        refused(&earned(json!({"on": "2022-06-01"})).await, 409, "income.voucher.taken", &taken);
        earned(json!({"on": "2022-07-31"})).await.ok(201);
        earned(json!({"category": "rent", "asset_basis": "示例：土地流转合同"})).await.ok(201);
        earned(json!({"counterparty": "示例公司乙"})).await.ok(201);
        let path = format!("/income-entries/{}/reverse", text(&first, "id"));
        app.act("collective_accountant", &path, None, json!({"reason": "示例：金额有误"})).await.ok(201);
        earned(json!({"amount": "90000.00"})).await.ok(201);
    }

    /// A pool is spent up to what is left of it; a year whose pools were drawn is not opened again; whoever kept books does not close them.
    async fn pools_are_spent_and_years_opened_again(app) {
        app.reserve_floor().await;
        let (body, account, year, pool) = app.pooled("示例村经济合作社", "6200000000000001").await;
        assert_eq!((text(&pool, "amount"), text(&year["closing"], "undistributed")), ("35000.00", "35000.00"));
        let much = app.spent(&pool, &account, "示-101", json!({"amount": "35000.01"})).await;
        refused(&much, 409, "income.spending.too_much", &json!({"left": "35000.00", "amount": "35000.01"}));
        let early = app.spent(&pool, &account, "示-101", json!({"on": "2023-02-28"})).await;
        refused(&early, 409, "income.spending.before_closed", &json!({"closed_on": "2023-03-01"}));
        let unseen = json!({"id": body["id"]});
        refused(&app.spent(&unseen, &account, "示-101", json!({})).await, 422, "income.spending.pool_unknown", &json!({}));
        let spent = app.spent(&pool, &account, "示-101", json!({})).await.ok(201);
        refused(&app.spent(&pool, &account, "示-101", json!({})).await, 409, "income.voucher.taken", &json!({"number": spent["number"]}));
        let paper = app.paper("示例重新开账依据.pdf").await;
        let drawn = app.on_year("reopen", &year, json!({"file_id": paper})).await;
        refused(&drawn, 409, "income.year.drawn", &json!({"amount": "35000.00", "left": "34000.00"}));
        let path = format!("/income-spendings/{}/reverse", text(&spent, "id"));
        app.act("collective_accountant", &path, None, json!({"reason": "示例：退回"})).await.ok(201);
        let again = app.act("collective_accountant", &path, None, json!({"reason": "示例"})).await;
        refused(&again, 409, "income.reversal.done", &json!({}));
        let next = app.year_opened(&body, 2023, json!({})).await.ok(201);
        refused(&app.year_closed(&next, json!({})).await, 409, "income.year.runs", &json!({"last": "2023-12-31"}));
        let year = app.on_year("reopen", &year, json!({"file_id": paper})).await.ok(200);
        assert_eq!((text(&year, "state"), year["closing"].is_null()), ("open", true));
        assert_eq!(text(&app.see("auditor", &format!("/income-pools/{}", text(&pool, "id"))).await, "state"), "taken_back");
        refused(&app.spent(&pool, &account, "示-102", json!({})).await, 422, "income.spending.pool_unknown", &json!({}));
        app.earned((&body, &account), "示-004", json!({"category": "wages", "amount": "150000.00"})).await.ok(201);
        let lost = app.year_closed(&year, json!({})).await.ok(200);
        assert_eq!((text(&lost["closing"], "net"), text(&lost["closing"], "loss_after")), ("-50000.00", "50000.00"));
        app.on_day("2024-02-01").await;
        let evidence = json!({"on": "2024-01-10", "file_id": paper});
        let evidence = json!({"stocktake": evidence, "debts": evidence});
        app.earned((&body, &account), "示-005", json!({"on": "2023-06-30", "amount": "60000.00"})).await.ok(201);
        app.on_year("reopen", &year, json!({"file_id": paper})).await.ok(200);
        refused(&app.year_closed(&next, evidence.clone()).await, 409, "income.year.before_open", &json!({"year": "2022"}));
        app.year_closed(&year, json!({})).await.ok(200);
        let closed = app.year_closed(&next, evidence.clone()).await.ok(200);
        let is = |name: &str| text(&closed["closing"], name).to_owned();
        assert_eq!((is("loss_before"), is("loss_covered"), is("reserve")), ("50000.00".into(), "50000.00".into(), "3000.00".into()));
        refused(&app.on_year("reopen", &year, json!({"file_id": paper})).await, 409, "income.year.later_closed", &json!({"year": "2023"}));
        let third = app.year_opened(&body, 2024, json!({})).await.ok(201);
        let said = json!({"on": "2024-01-31", "amount": "1.00"});
        app.earned((&body, &account), "示-006", said).await.ok(201);
        // Who opened it alone, and who recorded something of it alone: neither closes it.
        let paid = json!({
            "collective_id": body["id"], "category": "tax", "on": "2024-01-31", "amount": "1.00", "account_id": account["id"],
            "counterparty": "示例税务所", "voucher": "示-007", "file_id": paper
        });
        app.act("collective_manager", "/income-entries", None, paid).await.ok(201);
        let fourth = json!({"collective_id": body["id"], "year": 2025});
        let fourth = app.act("collective_manager", "/income-years", None, fourth).await.ok(201);
        for kept in [&third, &fourth] {
            let own = app.year_closed(kept, evidence.clone()).await;
            assert_eq!((own.status.as_u16(), text(&own.body, "code")), (403, "access.denied.second_person"), "{:#}", own.body);
        }
        app.on_day(LATER).await;
        let bare = app.divided(&body, json!({"from_on": "2025-06-01"})).await;
        refused(&bare, 409, "income.scheme.resolution_wanted", &json!({}));
        let lost = app.divided(&body, json!({"from_on": "2025-06-01", "resolution_id": body["id"]})).await;
        refused(&lost, 422, "income.scheme.not_resolved", &json!({}));
    }

    /// What an agency keeps for one village pays for that village alone: no expense, no spending, no taking back of an income goes beyond it.
    async fn an_agency_keeps_no_village_below_nothing(app) {
        app.reserve_floor().await;
        let agency = app.organisation("示例三资代理中心", "agency_centre").await;
        let unit = json!({"name": "示例村经济合作社", "kind": "collective", "region_code": COUNTY, "agency_id": agency["id"]});
        let unit = app.act("unit_clerk", "/organisations", None, unit).await.ok(201);
        let said = json!({"kind": "statutory_collective", "level": "village", "from_on": "2021-01-01"});
        let body = app.registered(&unit, said).await.ok(201);
        let own = app.banked(&body, "示例村经济合作社", "6200000000000017").await;
        let kept = app.banked(&body, "示例三资代理中心", "6200000000000025").await;
        assert_eq!((&own["custody"], &kept["custody"]), (&json!(false), &json!(true)));
        app.divided(&body, json!({"lines": [{"purpose": "community", "part_pct": "50.0000"}]})).await.ok(201);
        let year = app.year_opened(&body, 2022, json!({})).await.ok(201);
        app.earned((&body, &own), "示-001", json!({})).await.ok(201);
        let income = app.earned((&body, &kept), "示-002", json!({"amount": "500.00"})).await.ok(201);
        let paid = |amount: &str| json!({"category": "upkeep", "amount": amount});
        let much = app.earned((&body, &kept), "示-003", paid("500.01")).await;
        refused(&much, 409, "income.account.too_little", &json!({"balance": "500.00", "amount": "500.01"}));
        app.earned((&body, &kept), "示-003", paid("100.00")).await.ok(201);
        let back = app.act("collective_accountant", &format!("/income-entries/{}/reverse", text(&income, "id")), None, json!({"reason": "示例"})).await;
        refused(&back, 409, "income.account.too_little", &json!({"balance": "400.00", "amount": "500.00"}));
        app.year_closed(&year, json!({})).await.ok(200);
        let pool = app.pool_left(&body).await;
        let beyond = app.spent(&pool, &kept, "示-101", json!({"amount": "400.01"})).await;
        refused(&beyond, 409, "income.account.too_little", &json!({"balance": "400.00", "amount": "400.01"}));
        app.spent(&pool, &kept, "示-101", json!({"amount": "400.00"})).await.ok(201);
        expect_seen(app, "I3", &["UPDATE income_entry SET account_id = (SELECT id FROM bank_account WHERE NOT custody) WHERE amount_fen = 50000"]).await;
    }
}
