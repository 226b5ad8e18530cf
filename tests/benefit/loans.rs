//! What bodies borrow: not for public welfare, for business by a vote and a filing, and what is paid back of it.

use serde_json::{Value, json};

use super::{
    looked::{found, of, until},
    refused, rule,
};
use crate::{
    check::plant::expect_seen,
    support::{Reply, TestApp, money::text, property::over},
};

impl TestApp {
    /// A loan of 100,000 yuan for business, of a contract of 25 February 2023, that a body records.
    pub async fn borrowed(&self, body: &Value, said: Value) -> Reply {
        let asked = json!({
            "collective_id": body["id"], "lender_id": self.unit("示例县农业农村局").await, "contract_number": "示借2023-01",
            "contract_on": "2023-02-25", "amount": "100000.00", "due_on": "2023-12-31", "purpose": "business", "intake": "new",
            "used_for": "示例：购置分拣设备", "file_id": self.paper("示例借款合同.pdf").await
        });
        self.act("collective_accountant", "/collective-loans", None, over(asked, &said)).await
    }

    /// A vote of a body on borrowing, of 20 February 2023.
    pub async fn borrowing_vote(&self, body: &Value) -> Value {
        self.recorded(body, json!({"matter": "borrowing"}), json!({})).await.ok(201)
    }

    /// An act on a loan as it is now.
    pub async fn on_loan(&self, verb: &str, loan: &Value, said: Value) -> Reply {
        let path = format!("/collective-loans/{}", text(loan, "id"));
        let now = self.see("auditor", &path).await;
        self.act("collective_manager", &format!("{path}/{verb}"), Some(&now), said).await
    }
}

/// That so much was paid back on a day by a voucher.
async fn paid(app: &TestApp, loan: &Value, (amount, on, voucher): (&str, &str, &str)) -> Reply {
    let paper = app.paper("示例还款回单.pdf").await;
    app.on_loan("repay", loan, json!({"on": on, "amount": amount, "voucher": voucher, "file_id": paper})).await
}

engines! {
    /// R79, R79.1: nothing is borrowed for public welfare, and for business only what the body itself decided before and the town has on file.
    async fn a_collective_borrows_by_vote_and_filing_alone(app) {
        let (body, other) = (app.collective("示例村经济合作社").await, app.collective("示例邻村经济合作社").await);
        let welfare = app.borrowed(&body, json!({"purpose": "public_welfare"})).await;
        let facts = json!({"amount": "100000.00", "purpose": "public_welfare", "body": "statutory_collective"});
        refused(&welfare, 409, "loans.loan.debt_for_welfare", &facts);
        assert_eq!(rule(&welfare), "R79");
        let bare = app.borrowed(&body, json!({})).await;
        refused(&bare, 409, "loans.loan.not_decided", &json!({"lack": "resolution_and_filing", "amount": "100000.00"}));
        assert_eq!(rule(&bare), "R79.1");
        let (vote, foreign) = (app.borrowing_vote(&body).await, app.borrowing_vote(&other).await);
        let unfiled = app.borrowed(&body, json!({"resolution_id": vote["id"]})).await;
        refused(&unfiled, 409, "loans.loan.not_decided", &json!({"lack": "filing"}));
        let filed = json!({"filing_number": "示镇备〔2023〕7号", "filed_on": "2023-02-24"});
        let by = |vote: &Value| over(filed.clone(), &json!({"resolution_id": vote["id"]}));
        refused(&app.borrowed(&body, by(&foreign)).await, 422, "loans.loan.not_resolved", &json!({}));
        let about_another = app.recorded(&body, json!({}), json!({})).await.ok(201);
        refused(&app.borrowed(&body, by(&about_another)).await, 422, "loans.loan.not_resolved", &json!({}));
        let signed_first = app.borrowed(&body, over(by(&vote), &json!({"contract_on": "2023-02-19"}))).await;
        refused(&signed_first, 409, "loans.loan.decided_later", &json!({"decided": "2023-02-20", "contract": "2023-02-19"}));
        let half = app.borrowed(&body, json!({"filing_number": "示镇备〔2023〕7号"})).await;
        refused(&half, 422, "loans.loan.filing_half", &json!({}));
        let itself = app.borrowed(&body, over(by(&vote), &json!({"lender_id": body["organisation_id"]}))).await;
        refused(&itself, 409, "loans.loan.lends_to_itself", &json!({}));
        let early = app.borrowed(&body, over(by(&vote), &json!({"due_on": "2023-02-25"}))).await;
        refused(&early, 422, "loans.loan.due_early", &json!({"due": "2023-02-25", "contract": "2023-02-25"}));
        assert_eq!(app.number("SELECT count(*) FROM collective_loan").await, 0);
        let loan = app.borrowed(&body, by(&vote)).await.ok(201);
        assert_eq!((text(&loan, "owed"), text(&loan, "state")), ("100000.00", "outstanding"));
        assert!(text(&loan, "number").starts_with("JK-"), "{loan:#}");
        for typed in [text(&loan, "contract_number"), "示借２０２３—０１"] {
            let again = app.borrowed(&body, over(by(&vote), &json!({"contract_number": typed}))).await;
            refused(&again, 409, "loans.loan.recorded", &json!({"number": loan["number"]}));
        }
        // What stands on the vote keeps it, until it is void.
        let paper = app.paper("示例作废说明.pdf").await;
        let annul = json!({"reason": "示例：登记有误", "file_id": paper});
        refused(&app.on_resolution("annul", &vote, annul.clone()).await, 409, "resolutions.resolution.in_use", &json!({"uses": "1"}));
        expect_seen(app, "I2", &["UPDATE collective_loan SET repaid_fen = 1", "DELETE FROM resolution_use"]).await;
        expect_seen(app, "I7", &["UPDATE collective_loan SET version = version + 1"]).await;
        app.on_loan("void", &loan, annul.clone()).await.ok(200);
        app.on_resolution("annul", &vote, annul).await.ok(200);
        assert_eq!(app.see("auditor", "/collective-loans?state=voided").await["items"][0]["id"], loan["id"]);
    }

    /// R79.2: a vote and a number of the filing carry one loan, whoever comes first; a debt of before that names them is found (A91).
    async fn a_vote_and_a_filing_carry_one_loan(app) {
        app.tick().await;
        let body = app.collective("示例村经济合作社").await;
        let (vote, other) = (app.borrowing_vote(&body).await, app.borrowing_vote(&body).await);
        let by = |contract: &str, vote: &Value, filing: &str| {
            json!({"contract_number": contract, "resolution_id": vote["id"], "filing_number": filing, "filed_on": "2023-02-24"})
        };
        let both = ["示借2023-01", "示借2023-02"].map(|contract| app.borrowed(&body, by(contract, &vote, "示镇备〔2023〕7号")));
        let replies = futures_util::future::join_all(both).await;
        let (made, late): (Vec<_>, Vec<_>) = replies.iter().partition(|r| r.status.as_u16() == 201);
        assert_eq!((made.len(), late.len()), (1, 1), "{replies:?}");
        let loan = &made[0].body;
        let facts = json!({"ground": "resolution", "loan": loan["number"], "used": "100000.00", "amount": "100000.00"});
        refused(late[0], 409, "loans.loan.vote_used", &facts);
        assert_eq!(rule(late[0]), "R79.2");
        for typed in ["示镇备〔2023〕7号", "示镇备[2023]７号", "示镇备（2023） 7号"] {
            let filed = app.borrowed(&body, by("示借2023-03", &other, typed)).await;
            refused(&filed, 409, "loans.loan.vote_used", &json!({"ground": "filing", "loan": loan["number"]}));
        }
        app.borrowed(&body, by("示借2023-03", &other, "示镇备〔2023〕8号")).await.ok(201);
        // What is owed from before is as it is.
        let legacy = over(by("示借2023-04", &vote, "示镇备〔2023〕9号"), &json!({"intake": "legacy"}));
        let legacy = app.borrowed(&body, legacy).await.ok(201);
        until(app, "2023-03-02").await;
        let figures = json!({
            "loan": legacy["number"], "purpose": "business", "contract_on": "2023-02-25", "ground": "resolution", "used_by": loan["number"]
        });
        assert_eq!(found(app, "A91").await, [(of("collective_loan", &legacy), figures)]);
        // Void, it lets go of both.
        let void = json!({"reason": "示例：登记有误", "file_id": app.paper("示例作废说明.pdf").await});
        for wrong in [loan, &legacy] {
            app.on_loan("void", wrong, void.clone()).await.ok(200);
        }
        app.borrowed(&body, by("示借2023-05", &vote, "示镇备〔2023〕7号")).await.ok(201);
    }

    /// What is owed is what was borrowed without what was paid back; what was recorded wrongly is taken back and stays.
    async fn what_is_paid_back_is_owed_no_longer(app) {
        let body = app.collective("示例村经济合作社").await;
        let loan = app.borrowed(&body, json!({"intake": "legacy"})).await.ok(201);
        let early = paid(app, &loan, ("1.00", "2023-02-24", "示-1")).await;
        refused(&early, 409, "loans.repayment.paid_early", &json!({"on": "2023-02-24", "contract": "2023-02-25"}));
        let none = paid(app, &loan, ("0.00", "2023-02-26", "示-1")).await;
        refused(&none, 422, "loans.amount.none", &json!({}));
        paid(app, &loan, ("60000.00", "2023-02-26", "示-1")).await.ok(200);
        let twice = paid(app, &loan, ("1.00", "2023-02-27", "示-1")).await;
        refused(&twice, 409, "loans.repayment.voucher_told", &json!({"voucher": "示-1", "n": "1"}));
        let wide = paid(app, &loan, ("1.00", "2023-02-27", "示－１")).await;
        refused(&wide, 409, "loans.repayment.voucher_told", &json!({"voucher": "示－１", "n": "1"}));
        let more = paid(app, &loan, ("40000.01", "2023-02-27", "示-2")).await;
        refused(&more, 409, "loans.repayment.too_much", &json!({"amount": "40000.01", "owed": "40000.00"}));
        let whole = paid(app, &loan, ("40000.00", "2023-02-27", "示-2")).await.ok(200);
        assert_eq!((text(&whole, "owed"), text(&whole, "state")), ("0.00", "repaid"));
        let after = paid(app, &loan, ("1.00", "2023-02-27", "示-3")).await;
        refused(&after, 409, "loans.loan.state", &json!({"state": "repaid"}));
        let paper = app.paper("示例作废说明.pdf").await;
        let void = app.on_loan("void", &loan, json!({"reason": "示例", "file_id": paper})).await;
        refused(&void, 409, "loans.loan.repayments_stand", &json!({"repaid": "100000.00"}));
        let back = app.on_loan("take-back", &loan, json!({"n": 2, "reason": "示例：重复登记"})).await.ok(200);
        assert_eq!((text(&back, "owed"), text(&back, "state"), &back["repayments"][1]["take_back_reason"]), ("40000.00", "outstanding", &json!("示例：重复登记")));
        let gone = app.on_loan("take-back", &loan, json!({"n": 2, "reason": "示例"})).await;
        refused(&gone, 409, "loans.repayment.nothing_to_take_back", &json!({"n": "2"}));
        // Its voucher is free again.
        paid(app, &loan, ("10000.00", "2023-02-27", "示-2")).await.ok(200);
        let out = app.get("/collective-loans/export").by(&app.who("auditor").await).send().await;
        let out = String::from_utf8(out.bytes).unwrap();
        for told in ["示借2023-01", "存量债务", "示例村经济合作社", "100000.00", "70000.00", "30000.00", "合计"] {
            assert!(out.contains(told), "{told}: {out}");
        }
        expect_seen(app, "I2", &["UPDATE collective_loan_repayment SET amount_fen = amount_fen + 1 WHERE n = 1"]).await;
        expect_seen(app, "I9", &["UPDATE collective_loan SET state = 'repaid'"]).await;
    }

    /// A91, A92: what a collective owes from before for public welfare, or without vote or filing, and what is overdue; a company may.
    async fn debts_of_before_are_recorded_and_found(app) {
        app.tick().await;
        let body = app.collective("示例村经济合作社").await;
        let company = app.organisation("示例公司己", "company").await;
        let company = app.registered(&company, json!({"kind": "company"})).await.ok(201);
        let owed = async |body: &Value, number: &str, said: Value| {
            let told = json!({"intake": "legacy", "contract_number": number, "contract_on": "2022-06-01", "due_on": "2023-03-02"});
            app.borrowed(body, over(told, &said)).await.ok(201)
        };
        let welfare = owed(&body, "示借2022-01", json!({"purpose": "public_welfare"})).await;
        let undecided = owed(&body, "示借2022-02", json!({"due_on": "2024-01-01"})).await;
        let free = owed(&company, "示借2022-03", json!({"purpose": "public_welfare", "due_on": "2024-01-01"})).await;
        assert_eq!((text(&welfare, "body_kind"), text(&free, "body_kind")), ("statutory_collective", "company"));
        // Of a contract that is older than the rules nobody asks.
        owed(&body, "示借2021-01", json!({"purpose": "public_welfare", "contract_on": "2021-12-31", "due_on": "2024-01-01"})).await;
        until(app, "2023-03-03").await;
        let mut wanted = vec![
            (of("collective_loan", &welfare), json!({"loan": welfare["number"], "purpose": "public_welfare", "contract_on": "2022-06-01"})),
            (
                of("collective_loan", &undecided),
                json!({"loan": undecided["number"], "purpose": "business", "contract_on": "2022-06-01", "lack": "resolution_and_filing"}),
            ),
        ];
        wanted.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(found(app, "A91").await, wanted);
        let late = json!({"loan": welfare["number"], "due_on": "2023-03-02"});
        assert_eq!(found(app, "A92").await, [(of("collective_loan", &welfare), late)]);
        paid(app, &welfare, ("100000.00", "2023-03-03", "示-9")).await.ok(200);
        until(app, "2023-03-04").await;
        assert_eq!((found(app, "A91").await.len(), found(app, "A92").await), (1, vec![]));
    }
}
