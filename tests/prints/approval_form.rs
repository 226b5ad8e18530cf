use serde_json::{Value, json};

use super::{page, shows};
use crate::support::{
    TestApp,
    cast::COUNTY,
    money::{County, DESKS, text},
};

fn path(claim: &Value) -> String {
    format!("/disbursements/{}/print?form=approval_form", text(claim, "id"))
}

/// Fifteen further payees of long and short names, each with two accounts, under one contract.
async fn payees(app: &TestApp, county: &County) -> (Value, Vec<Value>) {
    let (mut parties, mut payees) = (Vec::new(), Vec::new());
    for n in 1..=15 {
        let tail = if n % 3 == 0 {
            "易地扶贫搬迁集中安置点基础设施建设工程施工总承包联合体有限责任公司"
        } else {
            "施工队"
        };
        let name = format!("示例第{n}{tail}");
        let body = json!({"name": name, "kind": "company", "region_code": COUNTY});
        let made = app.act("unit_clerk", "/organisations", None, body).await.ok(201);
        parties.push(json!({"organisation_id": made["id"], "role": "contractor"}));
        for n in [n, n + 15] {
            let account = json!({
                "organisation_id": made["id"], "holder_name": name, "bank_name": "示例农村商业银行股份有限公司示例安置点支行",
                "account_no": format!("62000000000010{n:02}")
            });
            let account = app.act("finance_clerk", "/bank-accounts", None, account).await.ok(201);
            let confirm = format!("/bank-accounts/{}/confirm", text(&account, "id"));
            app.press("finance_section_head", &confirm, &account).await.ok(200);
            payees.push(json!({"organisation_id": made["id"], "bank_account_id": account["id"], "amount": "1234.56"}));
        }
    }
    let contract = json!({
        "project_id": county.project["id"], "name": "示例联合体施工合同", "procurement": "open_tender", "amount": "100000.00",
        "paper_number": "SL-2023-02", "file_id": app.paper("合同二.pdf").await, "parties": parties
    });
    let contract = app.act("unit_clerk", "/contracts", None, contract).await.ok(201);
    let sign = format!("/contracts/{}/sign", text(&contract, "id"));
    (app.act("unit_clerk", &sign, Some(&contract), json!({"on": "2023-03-01"})).await.ok(200), payees)
}

engines! {
    /// Everything that is signed stands on the paper: number, revision, seal, amount in figures and capitals, money, payees, papers,
    /// and every desk with what was said, or why it did not apply.
    async fn the_form_shows_what_is_signed(app) {
        let county = app.county("1000000.00").await;
        let claim = app.approved(&county, "150000.00").await;
        let page = page(app, "unit_clerk", &path(&claim), "approved").await;
        let number = text(&claim, "number");
        shows(&page, &[
            number, "壹拾伍万元整", "￥150,000.00", "修订号 1", "2023年3月1日", "示例县农业农村局", "示例安置点道路硬化", "示例施工合同",
            "500,000.00（本合同其他申请累计 0.00）", "开工款", "2130504 农村基础设施建设", "示例施工单位甲", "示财农〔2023〕1号", "示例中央衔接资金", "合同.pdf", "发票.pdf", "附件（共 2 份）",
            "示例·unit_head", "示例·finance_vice_director", "同意", "乡镇审核", "非县以下单位申报",
            "申报金额150,000.00元，低于局长审批起点金额300,000.00元", "counter(page)", "counter(pages)", "盖章", "<svg",
        ]);
        let digest = &text(&claim, "decisive_sha256")[..16];
        let fours: Vec<_> = digest.as_bytes().chunks(4).map(|four| std::str::from_utf8(four).unwrap()).collect();
        shows(&page, &[&fours.join(" ")]);
        assert!(page.contains(">示例<") && !page.contains(">草稿<"), "a paper in force says of a demonstration alone that it is one");
    }

    /// Account numbers show their last four digits but to those who pay; who may not read the claim gets no paper of it.
    async fn accounts_are_masked_but_for_those_who_pay(app) {
        let county = app.county("1000000.00").await;
        let claim = app.approved(&county, "1000.00").await;
        for (who, clear) in [("unit_clerk", false), ("finance_director", false), ("treasury_payer", true)] {
            let page = page(app, who, &path(&claim), "masked").await;
            assert_eq!((page.contains("6200000000000001"), page.contains("************0001")), (clear, !clear), "{who}");
        }
        let other = app.who("431027.unit_clerk").await;
        app.get(&path(&claim)).by(&other).send().await.refused(404, "access.not_found");
        let admin = app.who("security_admin").await;
        app.get(&path(&claim)).by(&admin).send().await.refused(403, "access.denied.role");
    }

    /// A draft says that it is one and has no digest; what was withdrawn, rejected or returned says so; both returns stand on it.
    async fn what_is_not_in_force_says_so(app) {
        let county = app.county("1000000.00").await;
        let draft = app.claim(&county, "150000.00").await;
        let printed = page(app, "unit_clerk", &path(&draft), "draft").await;
        shows(&printed, &["house-watermark", ">草稿<", "未定稿", "尚未送审"]);
        app.submit(&draft).await.ok(200);
        let id = text(&draft, "id");
        app.approve(&["unit_head"], id).await;
        let back = |form: &str, reason: &str, opinion: &str| {
            json!({"decision": "return", "return_form": form, "reason": reason, "opinion": opinion})
        };
        app.decide("finance_clerk", id, back("supplement", "missing_paper", "示例：缺现场照片")).await.ok(200);
        shows(&page(app, "unit_clerk", &path(&draft), "returned").await, &[">已退回<", "退回补件（退至申报人）", "缺材料", "示例：缺现场照片"]);
        let photo = json!({"kind": "photo", "file_id": app.paper("照片.pdf").await});
        let returned = app.claim_now(&draft).await;
        let more = app.act("unit_clerk", &format!("/disbursements/{id}/evidence"), Some(&returned), photo).await.ok(200);
        app.act("unit_clerk", &format!("/disbursements/{id}/resubmit"), Some(&more), json!({})).await.ok(200);
        app.decide("finance_clerk", id, back("revise", "amount_wrong", "示例：金额核减")).await.ok(200);
        let sent = app.act("unit_clerk", &format!("/disbursements/{id}/resubmit"), Some(&app.claim_now(&draft).await), json!({})).await;
        sent.ok(200);
        let printed = page(app, "unit_clerk", &path(&draft), "under_approval").await;
        shows(&printed, &["退回补件（退至申报人）", "退回修改（退至申报人）", "示例：金额核减", "金额有误", "修订号 3", "照片.pdf", "附件（共 3 份）"]);
        assert!(!printed.contains(">已退回<"));
        app.decide("unit_head", id, json!({"decision": "reject", "reason": "other", "opinion": "示例：不予支持"})).await.ok(200);
        shows(&page(app, "unit_clerk", &path(&draft), "rejected").await, &[">不同意<", "示例：不予支持"]);
        let gone = app.claim(&county, "1.00").await;
        let clerk = app.who("unit_clerk").await;
        app.delete(&format!("/disbursements/{}", text(&gone, "id"))).by(&clerk).at("1").send().await.ok(200);
        app.get(&path(&gone)).by(&clerk).send().await.refused(409, "payments.disbursement.nothing_to_print");
    }

    /// Whatever somebody types is text on the paper.
    async fn what_was_typed_is_text(app) {
        let county = app.county("1000000.00").await;
        let mut claim = county.claim("100.00");
        claim["purpose"] = json!("</td><script>alert(1)</script>{{ number }}<img src=x onerror=alert(1)>");
        let draft = app.act("unit_clerk", "/disbursements", None, claim).await.ok(201);
        let page = page(app, "unit_clerk", &path(&draft), "hostile").await;
        assert!(page.contains("&lt;script&gt;") && page.contains("{{ number }}") && !page.contains("<img"));
    }

    /// A form that there is not is refused with those that there are.
    async fn an_unknown_form_is_refused_with_the_known_ones(app) {
        let county = app.county("1000000.00").await;
        let draft = app.claim(&county, "100.00").await;
        let clerk = app.who("unit_clerk").await;
        let at = |query: &str| format!("/disbursements/{}/print{query}", text(&draft, "id"));
        let refused = app.get(&at("?form=poster")).by(&clerk).send().await.refused(400, "wire.malformed");
        assert!(refused["errors"].to_string().contains("approval_form"), "{refused:#}");
        app.get(&at("")).by(&clerk).send().await.refused(400, "wire.malformed");
        let accept = app.get(&path(&draft)).by(&clerk).header("accept", "application/pdf").send().await;
        accept.refused(406, "wire.not_acceptable");
    }

    /// Many payees over several pages: every one of them, numbered, and the sum.
    async fn many_payees_take_several_pages(app) {
        let county = app.county("1000000.00").await;
        let (contract, payees) = payees(app, &county).await;
        let mut claim = county.claim("37036.80");
        claim["contract_id"] = contract["id"].clone();
        claim["payees"] = json!(payees);
        claim["purpose"] = json!("示例易地扶贫搬迁集中安置点道路、排水、亮化等配套基础设施建设工程开工预付款，按合同约定比例拨付至各施工单位");
        let draft = app.act("unit_clerk", "/disbursements", None, claim).await.ok(201);
        app.submit(&draft).await.ok(200);
        app.approve(&DESKS, text(&draft, "id")).await;
        let page = page(app, "finance_clerk", &path(&draft), "many_payees").await;
        shows(&page, &["用款明细（共 30 笔）", "************1030", "37,036.80", "叁万柒仟零叁拾陆元捌角整", "<td class=\"centre\">30</td>"]);
    }
}
