use serde_json::{Value, json};

use super::page;
use crate::support::{
    TestApp,
    cast::{COUNTY, grant},
    money::text,
};

async fn section_head_of(app: &TestApp, who: &str, region: &str) {
    let admins = (app.who("security_admin").await, app.who("security_admin_2").await);
    let officer = app.who(who).await.officer;
    grant(app, (&admins.0, &admins.1), &officer, "finance_section_head", region).await;
}

fn template(region: &str, body: &str, from: &str) -> Value {
    json!({"form": "approval_form", "region_code": region, "name": "示例", "body": body, "valid_from_on": from})
}

async fn published(app: &TestApp, (author, publisher): (&str, &str), body: Value) -> Value {
    let draft = app.act(author, "/print-templates", None, body).await.ok(201);
    let path = format!("/print-templates/{}/publish", text(&draft, "id"));
    app.press(publisher, &path, &draft).await.ok(200)
}

engines! {
    /// Written by one, published by another; the house's frame stays around it; retired, the form's own template holds again.
    async fn a_county_lays_out_its_form(app) {
        let county = app.county("1000000.00").await;
        let claim = app.claim(&county, "100.00").await;
        let print = format!("/disbursements/{}/print?form=approval_form", text(&claim, "id"));
        let forms = app.see("unit_clerk", "/print-forms").await;
        let form = forms["items"].as_array().unwrap().iter().find(|f| f["form"] == "approval_form").unwrap();
        assert!(text(form, "template").contains("审批意见") && text(form, "example").contains("amount_in_capitals"));
        let draft = app.act("finance_clerk", "/print-templates", None, template(COUNTY, "甲 {{ amount }}", "2023-01-01")).await.ok(201);
        let path = format!("/print-templates/{}", text(&draft, "id"));
        assert!(!page(app, "unit_clerk", &print, "x").await.contains("甲 100.00"), "a draft lays out nothing");
        let preview = page(app, "unit_clerk", &format!("{path}/preview"), "preview").await;
        assert!(preview.contains("甲 150,000.00") && preview.contains("样张"));
        let clerk = app.who("finance_clerk").await;
        let draft = app.patch(&path).by(&clerk).at("1").json(json!({"body": "乙 {{ amount }}"})).send().await.ok(200);
        app.press("finance_clerk", &format!("{path}/publish"), &draft).await.refused(403, "access.denied.role");
        let live = app.press("finance_section_head", &format!("{path}/publish"), &draft).await.ok(200);
        assert_eq!((text(&live, "state"), text(&live, "publisher_id")), ("published", app.who("finance_section_head").await.officer.as_str()));
        let printed = page(app, "unit_clerk", &print, "x").await;
        for wanted in ["乙 100.00", "house-seal", "草稿", text(&claim, "number"), "counter(pages)"] {
            assert!(printed.contains(wanted), "{wanted}");
        }
        app.patch(&path).by(&clerk).at(text(&live, "etag")).json(json!({"name": "x"})).send().await.refused(409, "prints.template.state");
        app.press("finance_section_head", &format!("{path}/retire"), &live).await.ok(200);
        assert!(page(app, "unit_clerk", &print, "x").await.contains("审批意见"));
    }

    /// Whoever wrote it does not publish it, whatever they may.
    async fn its_author_does_not_publish_it(app) {
        let draft = app.act("finance_section_head", "/print-templates", None, template(COUNTY, "甲", "2023-01-01")).await.ok(201);
        let path = format!("/print-templates/{}/publish", text(&draft, "id"));
        app.press("finance_section_head", &path, &draft).await.refused(403, "access.denied.second_person");
    }

    /// What does not print its form's example is refused with its line, and what reaches outside with the word.
    async fn a_faulty_template_is_refused_with_its_line(app) {
        let post = async |body: &str| app.act("finance_clerk", "/print-templates", None, template(COUNTY, body, "2023-01-01")).await;
        let refused = post("<p>\n\n{{ amuont }}</p>").await.refused(422, "prints.template.faulty");
        assert_eq!((&refused["errors"][0]["pointer"], &refused["facts"]["line"]), (&json!("/body"), &json!("3")), "{refused:#}");
        post("{% if x %}").await.refused(422, "prints.template.faulty");
        post("{{ purpose|safe }}").await.refused(422, "prints.template.faulty");
        post("{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}").await.refused(422, "prints.template.faulty");
        for word in ["<SCRIPT>x", "<link href=x>", "{% autoescape false %}{{ purpose }}{% endautoescape %}", "<style>@page { margin: 0 }</style>"] {
            let refused = post(word).await.refused(422, "prints.template.reaches_out");
            assert_eq!(refused["errors"][0]["pointer"], "/body");
        }
        let refused = post("<p>\n<style>p{background:image-set(\"http://x\" 1x)}</style>\n<p>\n").await.refused(422, "prints.template.reaches_out");
        assert_eq!((text(&refused["facts"], "line"), text(&refused["facts"], "word")), ("2", "image-set()"));
        let refused = post("<{{ 'img' }} {{ 'src' }}='http://x'>").await.refused(422, "prints.template.faulty");
        assert_eq!((text(&refused["facts"], "fault"), text(&refused["facts"], "line")), ("outside", "0"));
        section_head_of(app, "4310.budget_officer", "4310").await;
        let nowhere = template("431099", "甲", "2023-01-01");
        let refused = app.act("4310.budget_officer", "/print-templates", None, nowhere).await.refused(422, "prints.region.unknown");
        assert_eq!(refused["errors"][0]["pointer"], "/region_code");
        assert_eq!(app.number("SELECT count(*) FROM print_template").await, 0);
    }

    /// The nearest region upward lays a form out, from the day on which its template holds; a county reads what holds above it.
    async fn the_nearest_region_holds(app) {
        let county = app.county("1000000.00").await;
        let claim = app.claim(&county, "100.00").await;
        let print = format!("/disbursements/{}/print?form=approval_form", text(&claim, "id"));
        let mark = async |app: &TestApp| {
            let page = page(app, "unit_clerk", &print, "x").await;
            ["市样", "县样", "新样"].into_iter().find(|mark| page.contains(mark))
        };
        for who in ["4310.budget_officer", "4310.budget_officer_2"] {
            section_head_of(app, who, "4310").await;
        }
        let prefecture = ("4310.budget_officer", "4310.budget_officer_2");
        let above = published(app, prefecture, template("4310", "市样", "2023-01-01")).await;
        assert_eq!(mark(app).await, Some("市样"));
        app.see("unit_clerk", &format!("/print-templates/{}", text(&above, "id"))).await;
        let here = ("finance_clerk", "finance_section_head");
        let first = published(app, here, template(COUNTY, "县样", "2023-02-01")).await;
        published(app, here, template(COUNTY, "新样", "2023-03-02")).await;
        assert_eq!(mark(app).await, Some("县样"), "the new one holds from tomorrow on");
        app.on_day("2023-03-02").await;
        assert_eq!(mark(app).await, Some("新样"));
        let listed = app.see("unit_clerk", "/print-templates?form=approval_form&state=published").await;
        assert_eq!(listed["items"].as_array().unwrap().len(), 2);
        assert_eq!(app.see("unit_clerk", "/print-templates?form=asset_card").await["items"].as_array().unwrap().len(), 0);
        app.press("finance_section_head", &format!("/print-templates/{}/retire", text(&first, "id")), &first).await.ok(200);
        assert_eq!(mark(app).await, Some("新样"));
        let other = app.who("431027.unit_clerk").await;
        app.get(&format!("/print-templates/{}", text(&first, "id"))).by(&other).send().await.refused(404, "access.not_found");
    }

    /// A template that prints the example and not the subject is named, so that somebody retires it.
    async fn a_template_that_breaks_on_a_subject_is_named(app) {
        let county = app.county("1000000.00").await;
        let claim = app.claim(&county, "100.00").await;
        published(app, ("finance_clerk", "finance_section_head"), template(COUNTY, "\n{{ desks[0].desk }}", "2023-01-01")).await;
        let clerk = app.who("unit_clerk").await;
        let print = format!("/disbursements/{}/print?form=approval_form", text(&claim, "id"));
        let refused = app.get(&print).by(&clerk).send().await.refused(409, "prints.template.broken");
        assert!(text(&refused, "detail").contains("431026 示例 第1版"), "{refused:#}");
    }
}
