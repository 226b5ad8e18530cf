//! 收款核对. Where each line of a list would be paid today, and why what cannot be paid waits.

use crate::{
    benefit::{
        distributions::{Line, LineQuery, Released, ShownLine, list_lines},
        payees::{
            model::{Paid, PaidInto, PayeeWaits},
            service::choose::Payees,
            store,
        },
        shares::HolderNames,
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

/// Lines, where what one of the dead had is the heirs' or another's with each part as a line of its own.
async fn each_part((db, sealer): (&Db, &Sealer), page: Page<ShownLine>) -> Result<Page<ShownLine>, Stop> {
    let heirs = page.items.iter().flat_map(|l| &l.line.released).filter_map(Released::instead);
    let names = HolderNames::of((db, sealer), heirs.collect::<Vec<_>>()).await?;
    let mut items = Vec::with_capacity(page.items.len());
    for shown in page.items {
        let parts = shown.line.released.iter().filter_map(|r| r.instead().map(|whose| (whose, r.amount)));
        let parts: Vec<ShownLine> = parts
            .map(|(whose, amount)| ShownLine {
                line: Line { whose, amount, ..shown.line.clone() },
                name: names.called(whose),
                since: None,
            })
            .collect();
        if parts.is_empty() { items.push(shown) } else { items.extend(parts) }
    }
    Ok(Page { items, next: page.next, total: page.total })
}

/// The lines of a plan that are due or were let go, each with where it goes.
pub async fn list_payees(
    (db, sealer): (&Db, &Sealer),
    wanted: (&Holder, &'static Action),
    (id, serial): (DistributionId, Option<i64>),
    listing: &Listing,
) -> Result<Page<PayeeLine>, Stop> {
    let query = LineQuery { state: None, serial, payable: true };
    let page = each_part((db, sealer), list_lines((db, sealer), wanted, id, query, listing).await?).await?;
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
