use fast_qr::{ECL, QRBuilder};
use serde_json::json;
use steward::{ground::platform::Config, server::app::App};

use super::shows;
use crate::{
    property::repairs::kept,
    support::{TestApp, cast::TOWN, money::text},
};

/// The modules of a symbol as a page draws them.
fn symbol(says: &str) -> String {
    let code = QRBuilder::new(says).ecl(ECL::Q).build().expect("a symbol");
    let dark = (0..code.size).flat_map(|row| (0..code.size).map(move |column| (row, column)));
    let dark = dark.filter(|(row, column)| code[*row][*column].value());
    dark.map(|(row, column)| format!("M{} {}h1v1h-1z", column + 4, row + 4)).collect()
}

engines! {
    /// A poster says of which site it is, the address as text and as the one symbol on the page, what to do and what is urgent; where
    /// it hangs it does not say. A replaced link has another; one that has ended has none, and so has a server that nobody can reach.
    async fn a_poster_leads_to_the_page_of_its_link(app) {
        let site = app.site(json!({"name": "示例<b>安置点", "region_code": TOWN})).await;
        let (link, secret) = app.repair_link(&site).await;
        let print = format!("/repair-links/{}/print?form=repair_poster", text(&link, "id"));
        let officer = app.who("asset_officer").await;
        app.get(&print).by(&officer).send().await.refused(409, "repairs.link.no_public_address");
        let mut config = Config::clone(&app.app.config);
        config.server.public_address = Some("https://steward.example".to_owned().try_into().expect("an address"));
        let reached = TestApp::joined(App { config: config.into(), ..app.app.clone() }, None);
        let look = async |name: &str| {
            let reply = reached.get(&print).by(&officer).header("accept", "text/html").send().await;
            assert_eq!((reply.status.as_u16(), &reply.headers["cache-control"]), (200, &"no-store".parse().unwrap()), "{:?}", reply.body);
            kept(&reply, name)
        };
        let poster = look("repair_poster").await;
        let address = format!("https://steward.example/r/{secret}");
        shows(&poster, &["扫码报修", "示例&lt;b&gt;安置点", "汝城县", "119", "受理单位", "第 1 版", &symbol(&address), &address.replace('/', "&#x2f;")]);
        assert_eq!((poster.matches("<svg").count(), poster.matches("http").count()), (1, 1), "one symbol, one address");
        assert!(!poster.contains("1 栋大厅") && !poster.contains("steward:") && !poster.to_lowercase().contains("<script"));
        let path = format!("/repair-links/{}", text(&link, "id"));
        let link = app.press("asset_officer", &format!("{path}/replace"), &link).await.ok(200);
        let second = look("repair_poster_replaced").await;
        let address = format!("https://steward.example/r/{}", app.repair_secret(&link).await);
        shows(&second, &["第 2 版", &symbol(&address)]);
        assert!(!second.contains(&secret));
        for (who, status, code) in [("auditor", 403, "access.denied.role"), ("431027.asset_officer", 404, "access.not_found")] {
            reached.get(&print).by(&app.who(who).await).send().await.refused(status, code);
        }
        app.act("asset_officer", &format!("{path}/end"), Some(&link), json!({"reason": "示例"})).await.ok(200);
        reached.get(&print).by(&officer).send().await.refused(409, "repairs.link.state_is");
    }
}
