//! Giving a list out as a table: page by page through the area's own list, so that nobody sees more than the list shows.

use std::collections::BTreeMap;

use crate::{
    ground::{
        authority::Holder,
        kernel::{Cursor, ExternalRef, Money, RegionCode},
        platform::{Db, Fault, Listing, Page, Stop},
    },
    office::tables::{
        TablesRefusal,
        model::out::{Out, Titles, csv_head, csv_rows, workbook},
    },
};

/// Rows read at a time.
const PAGE: u64 = 200;
/// Rows that a workbook is made of; CSV has no such bound.
const WORKBOOK: u64 = 20_000;
/// What stands in place of a total that is more than an amount can be.
pub const BEYOND: &str = "合计超出可记录的金额范围，请核对各行金额";

/// A list that can be given out.
pub trait Listed: Send + Sync + 'static {
    /// One row of it.
    type Item: Send + Sync;
    /// Its name in a file's name: `organisations`.
    const NAME: &'static str;
    /// Its headers.
    const TITLES: Titles;

    /// One page, under the caller's own rights and filters.
    fn page(&self, listing: &Listing) -> impl Future<Output = Result<Page<Self::Item>, Stop>> + Send;
    /// The cells of a row, in the order of the headers.
    fn cells(&self, item: &Self::Item) -> Vec<Out>;
    /// Whether its money adds to the totals: not what was deleted, nor what stands inside another row.
    fn adds_up(&self, _: &Self::Item) -> bool {
        true
    }
}

/// A list as its own operation reads it: out of what, by whose right, how filtered.
pub struct Filtered<Q, P = Db> {
    /// The database, with whatever else the list is read out of.
    pub from: P,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: Q,
    /// Only the one that another system calls so.
    pub external: Option<ExternalRef>,
}

/// The columns of a list: each header beside what stands under it, so that none of the two is written without the other. What needs
/// the list itself begins with `self,`; what several columns need of a row is named behind it.
macro_rules! columns {
    ($list:ident, $row:tt $(, $name:tt = $what:expr)*; $($title:literal => $cell:expr,)+) => {
        const TITLES: $crate::office::tables::Titles = &[$($title),+];

        fn cells(&$list, $row: &Self::Item) -> Vec<$crate::office::tables::Out> {
            $(let $name = $what;)*
            vec![$($crate::office::tables::Out::from($cell)),+]
        }
    };
    ($row:tt $(, $name:tt = $what:expr)*; $($columns:tt)+) => {
        $crate::office::tables::columns! { self, $row $(, $name = $what)*; $($columns)+ }
    };
}
pub(crate) use columns;

/// Where an export stands, with the sums of its money columns so far.
pub struct Course<L> {
    list: L,
    listing: Listing,
    sums: BTreeMap<usize, i128>,
    ended: bool,
}

impl<L: Listed> Course<L> {
    /// At the beginning.
    pub fn begin(list: L, listing: Listing) -> Self {
        Self {
            list,
            listing: Listing { limit: PAGE, count: false, cursor: None, ..listing },
            sums: BTreeMap::new(),
            ended: false,
        }
    }

    /// The next rows; `None` behind the totals, which come last where there is money.
    pub async fn next(&mut self) -> Result<Option<Vec<Vec<Out>>>, Stop> {
        if self.ended {
            return Ok(None);
        }
        let page = self.list.page(&self.listing).await?;
        let mut rows: Vec<Vec<Out>> = page.items.iter().map(|item| self.list.cells(item)).collect();
        let counted = page.items.iter().zip(&rows).filter(|(item, _)| self.list.adds_up(item));
        for (column, cell) in counted.flat_map(|(_, row)| row.iter().enumerate()) {
            if let Out::Money(money) = cell {
                *self.sums.entry(column).or_default() += i128::from(money.fen());
            }
        }
        self.goes_on_from(page.next);
        if self.ended && !self.sums.is_empty() {
            rows.push(self.totals());
        }
        Ok(Some(rows))
    }

    fn goes_on_from(&mut self, next: Option<Cursor>) {
        self.ended = next.is_none();
        self.listing.cursor = next;
    }

    /// 合计 of the filter: every money column, to the fen; of what is more than an amount can be it is said that it is, and the rows go
    /// out all the same, or nobody would find the amount that was mistyped.
    fn totals(&self) -> Vec<Out> {
        let mut row = vec![Out::Empty; L::TITLES.len()];
        for (column, fen) in &self.sums {
            let money = i64::try_from(*fen).ok().and_then(|fen| Money::from_fen(fen).ok());
            row[*column] = money.map_or_else(|| Out::Text(BEYOND.to_owned()), Out::Money);
        }
        if let Some(first) = row.first_mut() {
            *first = Out::Text("合计".to_owned());
        }
        row
    }

    /// The next bytes of a CSV file.
    pub async fn next_csv(&mut self) -> Result<Option<Vec<u8>>, Stop> {
        match self.next().await? {
            Some(rows) => Ok(Some(csv_rows(&rows)?)),
            None => Ok(None),
        }
    }

    /// The whole as a workbook.
    pub async fn into_workbook(mut self) -> Result<Vec<u8>, Stop> {
        let mut rows = Vec::new();
        while let Some(more) = self.next().await? {
            rows.extend(more);
            if rows.len() as u64 > WORKBOOK + 1 {
                return Err(TablesRefusal::TooLong { limit: WORKBOOK }.into());
            }
        }
        let made = tokio::task::spawn_blocking(move || workbook(L::TITLES, &rows)).await;
        Ok(made.map_err(|e| Fault::Task(e.to_string()))??)
    }
}

/// The first bytes of a CSV file of this list.
pub fn head<L: Listed>() -> Result<Vec<u8>, Fault> {
    csv_head(L::TITLES)
}
