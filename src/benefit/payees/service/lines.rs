//! 收款核对. Where each line of a list would be paid today, and why what cannot be paid waits.

use crate::{
    benefit::{
        distributions::{LineQuery, LineState, ShownLine, list_lines},
        payees::{
            model::{Paid, PaidInto, PayeeWaits},
            service::choose::Payees,
            store,
        },
    },
    ground::{
        authority::{Action, Holder},
        kernel::DistributionId,
        platform::{Db, Listing, Page, Sealer, Stop},
    },
    office::places::accounts_by_id,
};

/// A line that is due, and where it goes.
#[derive(Debug, Clone)]
pub struct PayeeLine {
    /// The line.
    pub line: ShownLine,
    /// Whose account takes it; nothing where it waits.
    pub holds: Option<PaidInto>,
    /// Bank and branch.
    pub bank_name: Option<String>,
    /// The account's last four digits.
    pub account_no: Option<String>,
    /// Why it waits.
    pub waits: Option<PayeeWaits>,
}

/// The lines of a plan that are due, each with where it goes.
pub async fn list_payees(
    (db, sealer): (&Db, &Sealer),
    wanted: (&Holder, &'static Action),
    (id, serial): (DistributionId, Option<i64>),
    listing: &Listing,
) -> Result<Page<PayeeLine>, Stop> {
    let query = LineQuery { state: Some(LineState::Due), serial };
    let page = list_lines((db, sealer), wanted, id, query, listing).await?;
    let conn = db.read();
    let day = db.now().await?.day();
    let payees = Payees::of(conn, sealer, page.items.iter().map(|l| l.line.whose), day).await?;
    let chosen: Vec<Paid> = page.items.iter().map(|l| payees.paid(l.line.whose)).collect();
    let persons = chosen.iter().filter_map(|p| if let Paid::Person(_, id) = p { Some(*id) } else { None });
    let units = chosen.iter().filter_map(|p| if let Paid::Unit(id) = p { Some(*id) } else { None });
    let persons = store::accounts_by_id(conn, sealer, &persons.collect::<Vec<_>>()).await?;
    let units = accounts_by_id(conn, &units.collect::<Vec<_>>()).await?;
    Ok(page.map(|line| {
        let (holds, told, waits) = match payees.paid(line.line.whose) {
            Paid::Person(holds, id) => {
                (Some(holds), persons.get(&id).map(|a| (a.bank_name.clone(), a.account_no.to_string())), None)
            }
            Paid::Unit(id) => {
                (Some(PaidInto::Unit), units.get(&id).map(|a| (a.bank_name.clone(), a.account_no.to_string())), None)
            }
            Paid::Waits(why) => (None, None, Some(why)),
        };
        let (bank_name, account_no) = told.unzip();
        PayeeLine { line, holds, bank_name, account_no, waits }
    }))
}
