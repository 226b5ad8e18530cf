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
    office::tables::{Listed, Out, Titles},
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
    const TITLES: Titles = &[
        "编号",
        "集体组织主体",
        "主体编号",
        "方向",
        "类别",
        "日期",
        "金额(元)",
        "对方",
        "凭证号",
        "覆盖起始日",
        "覆盖月数",
        "备注",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_entries(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        named(&self.db, page, |x| x.collective).await
    }

    fn adds_up(&self, _: &Self::Item) -> bool {
        true
    }

    fn cells(&self, (x, number, name): &Self::Item) -> Vec<Out> {
        vec![
            Some(&x.number).into(),
            Some(name).into(),
            Some(number).into(),
            Some(x.side.label()).into(),
            Some(x.category.label()).into(),
            Some(x.on).into(),
            signed(x.amount, x.reverses.is_some()),
            Some(&x.counterparty).into(),
            Some(&x.voucher).into(),
            x.term.map(|t| t.from).into(),
            x.term.map(|t| t.months).into(),
            x.note.as_ref().into(),
            Some(x.id).into(),
        ]
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
    const TITLES: Titles =
        &["编号", "集体组织主体", "主体编号", "状态", "起始日期", "公积公益金比例(%)", "分配项目", "备注", "标识"];

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_schemes(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        named(&self.db, page, |x| x.collective).await
    }

    fn adds_up(&self, _: &Self::Item) -> bool {
        true
    }

    fn cells(&self, (x, number, name): &Self::Item) -> Vec<Out> {
        vec![
            Some(&x.number).into(),
            Some(name).into(),
            Some(number).into(),
            Some(x.state.label()).into(),
            Some(x.from).into(),
            Some(x.reserve).into(),
            Some(x.lines.iter().map(line).collect::<Vec<_>>().join("；")).into(),
            x.note.as_ref().into(),
            Some(x.id).into(),
        ]
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
    const TITLES: Titles = &[
        "集体组织主体",
        "主体编号",
        "年度",
        "状态",
        "收入(元)",
        "支出(元)",
        "管护支出(元)",
        "弥补亏损(元)",
        "公积公益金(元)",
        "未分配收益(元)",
        "结账日期",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_years(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        named(&self.db, page, |x| x.collective).await
    }

    fn adds_up(&self, (x, ..): &Self::Item) -> bool {
        x.closing.is_some()
    }

    fn cells(&self, (x, number, name): &Self::Item) -> Vec<Out> {
        vec![
            Some(name).into(),
            Some(number).into(),
            Some(x.year).into(),
            Some(x.state.label()).into(),
            of(x, |c| c.figures.income),
            of(x, |c| c.figures.expense),
            of(x, |c| c.figures.upkeep),
            of(x, |c| c.loss_covered),
            of(x, |c| c.reserve),
            of(x, |c| c.undistributed),
            x.closing.as_ref().map(|c| c.on).into(),
            Some(x.id).into(),
        ]
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
    const TITLES: Titles =
        &["编号", "集体组织主体", "主体编号", "年度", "用途", "状态", "提取金额(元)", "余额(元)", "依据", "标识"];

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_pools(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        named(&self.db, page, |x| x.0.collective).await
    }

    fn adds_up(&self, (x, ..): &Self::Item) -> bool {
        x.0.state == IncomePoolState::SetAside
    }

    fn cells(&self, (x, number, name): &Self::Item) -> Vec<Out> {
        vec![
            Some(&x.0.number).into(),
            Some(name).into(),
            Some(number).into(),
            Some(x.0.year).into(),
            Some(x.0.purpose.label()).into(),
            Some(x.0.state.label()).into(),
            Out::Money(x.0.amount),
            Out::Money(x.1),
            x.0.basis.as_ref().into(),
            Some(x.0.id).into(),
        ]
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
    const TITLES: Titles =
        &["编号", "集体组织主体", "主体编号", "日期", "金额(元)", "收款方", "用途说明", "凭证号", "标识"];

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_spendings(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        named(&self.db, page, |x| x.collective).await
    }

    fn adds_up(&self, _: &Self::Item) -> bool {
        true
    }

    fn cells(&self, (x, number, name): &Self::Item) -> Vec<Out> {
        vec![
            Some(&x.number).into(),
            Some(name).into(),
            Some(number).into(),
            Some(x.on).into(),
            signed(x.amount, x.reverses.is_some()),
            Some(&x.payee).into(),
            Some(&x.purpose).into(),
            Some(&x.voucher).into(),
            Some(x.id).into(),
        ]
    }
}
