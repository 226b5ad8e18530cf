//! From somebody over the line that was paid to them back to the pool of their body, and from a list down to its payouts.

use serde_json::json;

use super::{FIRST, SECOND, THIRD};
use crate::{oversight::told::Told, support::money::text};

engines! {
    /// A list goes on to its payouts, those to whose lines they pay; a person goes back over line and payout to the pool, and a payout has a number.
    async fn a_payout_stands_between_a_list_and_whose_line_it_pays(app) {
        let form = app.bank_form("csv_utf8").await;
        let (plan, people, _) = app.approved_list().await;
        for (person, number) in people.iter().zip([FIRST, SECOND, THIRD]) {
            app.usable_card(person, "示例", number).await;
        }
        let batch = app.sent((&plan, &form), json!([1, 2])).await;
        let down = Told::to(app, "auditor", "distribution", &plan, "&direction=down").await;
        for link in ["paid_out", "paid_to"] {
            let mut amounts = down.amounts(link);
            amounts.sort_unstable();
            assert_eq!(amounts, ["250.00", "350.00"], "{link}");
        }
        assert_eq!((down.nodes("payout").len(), down.nodes("person").len()), (2, 0), "no way leads down to a person");
        let one = app.payout_of(&batch, 1).await;
        let up = Told::to(app, "auditor", "person", &people[0], "&direction=up").await;
        for (link, amounts) in [("stands_for", ["-"]), ("paid_to", ["250.00"]), ("paid_out", ["250.00"]), ("falls_to", ["250.00"])] {
            assert_eq!(up.amounts(link), amounts, "{link} in {:#}", up.0);
        }
        assert_eq!(text(up.node("payout"), "number"), text(&one, "number"));
        up.node("income_pool");
        let named = format!("/audit/trace?subject=payout:{}", text(&one, "number"));
        let told = Told(app.see("auditor", &named).await);
        assert_eq!(text(&told.0, "subject"), format!("payout:{}", text(&one, "id")));
        assert_eq!((told.nodes("distribution").len(), told.nodes("share_holder").len()), (1, 1));
        // Whoever sees no persons begins at none.
        let leader = app.who("budget_officer").await;
        let path = format!("/audit/trace?subject=person:{}", text(&people[0], "id"));
        app.get(&path).by(&leader).send().await.refused(403, "access.denied.role");
    }
}
