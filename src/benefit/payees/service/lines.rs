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
        kernel::{DistributionId, PersonId},
        platform::{Db, Listing, Page, Sealer, Stop},
    },
    office::{
        people::persons_shown,
        places::{BankAccount, accounts_by_id},
    },
};

/// A line that is due, and where it goes.
#[derive(Debug, Clone)]
pub struct PayeeLine {
    /// The line.
    pub line: ShownLine,
    /// Whose account takes it; nothing where it waits.
    pub holds: Option<PaidInto>,
    /// How whoever the account belongs to is called, masked where that is a person.
    pub account_name: Option<String>,
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
    let holders: Vec<PersonId> = persons.values().map(|a| a.person).collect();
    let holders = persons_shown(conn, sealer, &holders).await?;
    Ok(page.map(|line| {
        let (holds, told, waits) = match payees.paid(line.line.whose) {
            Paid::Person(holds, id) => {
                let name = |person: PersonId| holders.get(&person).map(|p| p.name.to_string()).unwrap_or_default();
                let told = persons.get(&id).map(|a| (name(a.person), (a.bank_name.clone(), a.account_no.to_string())));
                (Some(holds), told, None)
            }
            Paid::Unit(id) => {
                let told = |a: &BankAccount| (a.holder_name.clone(), (a.bank_name.clone(), a.account_no.to_string()));
                (Some(PaidInto::Unit), units.get(&id).map(told), None)
            }
            Paid::Waits(why) => (None, None, Some(why)),
        };
        let (account_name, account) = told.unzip();
        let (bank_name, account_no) = account.unzip();
        PayeeLine { line, holds, account_name, bank_name, account_no, waits }
    }))
}
