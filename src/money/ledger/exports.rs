//! Accounts, balances and entries as tables.

use std::sync::Arc;

use super::{
    model::{Account, AccountQuery, Booked, EntryQuery, Posting},
    service::{list_accounts, list_balances, list_entries},
};
use crate::{
    ground::{
        kernel::{Day, Words as _},
        platform::{Listing, Page, Stop},
    },
    office::tables::{Filtered, Listed, columns},
};

impl Listed for Filtered<AccountQuery> {
    type Item = Account;
    const NAME: &'static str = "ledger-accounts";

    async fn page(&self, listing: &Listing) -> Result<Page<Account>, Stop> {
        list_accounts(&self.from, &self.holder, &self.query, listing).await
    }

    columns! { a;
        "科目" => Some(a.kind.label()),
        "所属事项类别" => Some(a.kind.owner_kind().label()),
        "所属事项标识" => Some(a.owner),
        "行政区划代码" => Some(&a.region),
        "预算年度" => Some(a.fiscal_year),
        "余额(元)" => a.balance,
        "最近变动时间" => Some(a.updated_at),
        "标识" => Some(a.id),
    }
}

impl Listed for Filtered<(AccountQuery, Day)> {
    type Item = Account;
    const NAME: &'static str = "ledger-balances";

    async fn page(&self, listing: &Listing) -> Result<Page<Account>, Stop> {
        let (query, as_of) = &self.query;
        list_balances(&self.from, &self.holder, query, *as_of, listing).await
    }

    columns! { self, a;
        "科目" => Some(a.kind.label()),
        "所属事项类别" => Some(a.kind.owner_kind().label()),
        "所属事项标识" => Some(a.owner),
        "行政区划代码" => Some(&a.region),
        "预算年度" => Some(a.fiscal_year),
        "日期" => Some(self.query.1),
        "余额(元)" => a.balance,
        "标识" => Some(a.id),
    }
}

impl Listed for Filtered<EntryQuery> {
    /// A posting, with the entry that it belongs to.
    type Item = (Arc<Booked>, Posting);
    const NAME: &'static str = "ledger-entries";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_entries(&self.from, &self.holder, &self.query, listing).await?;
        let rows = |mut entry: Booked| {
            let postings = std::mem::take(&mut entry.postings);
            let entry = Arc::new(entry);
            postings.into_iter().map(move |posting| (Arc::clone(&entry), posting))
        };
        Ok(Page { items: page.items.into_iter().flat_map(rows).collect(), next: page.next, total: page.total })
    }

    columns! { (e, p);
        "记账日期" => Some(e.business_on),
        "记账时间" => Some(e.at),
        "业务类型" => Some(e.kind.label()),
        "事项类别" => Some(e.subject.kind.label()),
        "事项标识" => Some(e.subject.id),
        "行政区划代码" => Some(&e.region),
        "预算年度" => Some(e.fiscal_year),
        "科目" => Some(p.kind.label()),
        "科目所属标识" => Some(p.owner),
        "金额(元)" => p.amount,
        "冲销分录标识" => e.reverses,
        "留痕事件标识" => Some(e.event),
        "分录标识" => Some(e.id),
    }
}
