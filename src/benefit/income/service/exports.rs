//! What bodies earn, their schemes, years, pools and what was spent, as tables.

use super::read::{Standing, list_entries, list_pools, list_schemes, list_spendings, list_years};
use crate::{
    benefit::{
        collectives::bodies_named,
        income::model::{
            Closing, Entry, EntryQuery, IncomePoolState, PoolQuery, Scheme, SchemeLine, SchemeQuery, Spending,
            SpendingQuery, Year, YearQuery,
        },
    },
    ground::{
        authority::Holder,
        kernel::{CollectiveId, Money, RegionCode, Words as _},
        platform::{Db, Fault, Listing, Page, Stop},
    },
    office::tables::{Listed, Out, columns},
};

/// A page of things, each with the number of its body and the name of its organisation.
async fn named<T>(db: &Db, page: Page<T>, body: fn(&T) -> CollectiveId) -> Result<Page<(T, String, String)>, Stop> {
    let ids: Vec<CollectiveId> = page.items.iter().map(body).collect();
    let bodies = bodies_named(db.read(), &ids).await?;
    let with = |item: T| {
        let found = bodies.get(&body(&item)).cloned();
        let (number, name) = found.ok_or_else(|| Fault::inconsistent("the books of no body"))?;
        Ok((item, number, name))
    };
    Ok(page.try_map(with)?)
}

/// An amount of a closed year.
fn of(year: &Year, amount: fn(&Closing) -> Money) -> Out {
    year.closing.as_ref().map_or(Out::Empty, |c| Out::Money(amount(c)))
}

/// What an entry adds: what is taken back counts against it.
fn signed(amount: Money, reversal: bool) -> Out {
    Out::Money(if reversal { amount.negated() } else { amount })
}

/// How a line reads: its use and part.
fn line(line: &SchemeLine) -> String {
    format!("{} {}%", line.purpose.label(), line.part)
}

/// Entry rows as filtered.
pub struct EntryTable {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: EntryQuery,
}

impl Listed for EntryTable {
    /// One of them, with the number of its body and the name of its organisation.
    type Item = (Entry, String, String);
    const NAME: &'static str = "income-entries";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_entries(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        named(&self.db, page, |x| x.collective).await
    }

    columns! { (x, number, name);
        "编号" => Some(&x.number),
        "集体组织主体" => Some(name),
        "主体编号" => Some(number),
        "方向" => Some(x.side.label()),
        "类别" => Some(x.category.label()),
        "日期" => Some(x.on),
        "金额(元)" => signed(x.amount, x.reverses.is_some()),
        "对方" => Some(&x.counterparty),
        "凭证号" => Some(&x.voucher),
        "覆盖起始日" => x.term.map(|t| t.from),
        "覆盖月数" => x.term.map(|t| t.months),
        "无资产依据" => x.asset_basis.as_ref(),
        "退还" => x.refund_of,
        "备注" => x.note.as_ref(),
        "标识" => Some(x.id),
    }
}

/// Scheme rows as filtered.
pub struct SchemeTable {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: SchemeQuery,
}

impl Listed for SchemeTable {
    /// One of them, with the number of its body and the name of its organisation.
    type Item = (Scheme, String, String);
    const NAME: &'static str = "income-schemes";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_schemes(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        named(&self.db, page, |x| x.collective).await
    }

    columns! { (x, number, name);
        "编号" => Some(&x.number),
        "集体组织主体" => Some(name),
        "主体编号" => Some(number),
        "状态" => Some(x.state.label()),
        "起始日期" => Some(x.from),
        "公积公益金比例(%)" => Some(x.reserve),
        "分配项目" => Some(x.lines.iter().map(line).collect::<Vec<_>>().join("；")),
        "备注" => x.note.as_ref(),
        "标识" => Some(x.id),
    }
}

/// Year rows as filtered.
pub struct YearTable {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: YearQuery,
}

impl Listed for YearTable {
    /// One of them, with the number of its body and the name of its organisation.
    type Item = (Year, String, String);
    const NAME: &'static str = "income-years";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_years(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        named(&self.db, page, |x| x.collective).await
    }

    fn adds_up(&self, (x, ..): &Self::Item) -> bool {
        x.closing.is_some()
    }

    columns! { (x, number, name);
        "集体组织主体" => Some(name),
        "主体编号" => Some(number),
        "年度" => Some(x.year),
        "状态" => Some(x.state.label()),
        "收入(元)" => of(x, |c| c.figures.income),
        "支出(元)" => of(x, |c| c.figures.expense),
        "管护支出(元)" => of(x, |c| c.figures.upkeep),
        "弥补亏损(元)" => of(x, |c| c.loss_covered),
        "公积公益金(元)" => of(x, |c| c.reserve),
        "未分配收益(元)" => of(x, |c| c.undistributed),
        "结账日期" => x.closing.as_ref().map(|c| c.on),
        "标识" => Some(x.id),
    }
}

/// Pool rows as filtered.
pub struct PoolTable {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: PoolQuery,
}

impl Listed for PoolTable {
    /// One of them, with the number of its body and the name of its organisation.
    type Item = (Standing, String, String);
    const NAME: &'static str = "income-pools";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_pools(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        named(&self.db, page, |x| x.card.collective).await
    }

    fn adds_up(&self, (x, ..): &Self::Item) -> bool {
        x.card.state == IncomePoolState::SetAside
    }

    columns! { (x, number, name);
        "编号" => Some(&x.card.number),
        "集体组织主体" => Some(name),
        "主体编号" => Some(number),
        "年度" => Some(x.card.year),
        "用途" => Some(x.card.purpose.label()),
        "状态" => Some(x.card.state.label()),
        "提取金额(元)" => x.card.amount,
        "余额(元)" => x.left,
        "名单预留(元)" => x.held,
        "依据" => x.card.basis.as_ref(),
        "标识" => Some(x.card.id),
    }
}

/// Spending rows as filtered.
pub struct SpendingTable {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: SpendingQuery,
}

impl Listed for SpendingTable {
    /// One of them, with the number of its body and the name of its organisation.
    type Item = (Spending, String, String);
    const NAME: &'static str = "income-spendings";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_spendings(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        named(&self.db, page, |x| x.collective).await
    }

    columns! { (x, number, name);
        "编号" => Some(&x.number),
        "集体组织主体" => Some(name),
        "主体编号" => Some(number),
        "日期" => Some(x.on),
        "状态" => Some(x.state.label()),
        "金额(元)" => signed(x.amount, x.reverses.is_some()),
        "收款方" => Some(&x.payee),
        "用途说明" => Some(&x.purpose),
        "凭证号" => Some(&x.voucher),
        "标识" => Some(x.id),
    }
}
