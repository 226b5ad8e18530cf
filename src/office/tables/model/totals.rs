//! 合计行. A total is held against the rows of its file: a row that was lost or typed twice on the way is seen by that alone. It may stand above its
//! rows or below them, add up all of them, those so far or those since the last total. Subtotals (小计) do not say what they add up, and a
//! total that is no amount says nothing.

use rust_decimal::Decimal;

use super::{
    cell::{Cell, Row},
    column::{Kind, Unit},
    flaw::Flaw,
    header::{Header, Placed},
    normal::{is_subtotal, plain},
    value::{Value, read},
};

/// One amount of a total.
struct Stated {
    row: u32,
    /// Which of the money columns.
    column: usize,
    fen: i128,
    so_far: Option<i128>,
    since: Option<i128>,
}

/// What the rows of a table come to in its money columns, in fen; nothing of a column with a cell that cannot be read.
pub(super) struct Totals {
    columns: Vec<Placed>,
    all: Vec<Option<i128>>,
    since: Vec<Option<i128>>,
    stated: Vec<Stated>,
}

/// The fen of a total. A spreadsheet's own sum of exact amounts may miss them by its last digit: it is the nearest fen.
fn fen_of(cell: &Cell, unit: Unit) -> Option<i128> {
    if let Ok(value) = read(cell, Kind::Money, unit) {
        let Some(Value::Money(money)) = value else { return None };
        return Some(money.fen().into());
    }
    let Cell::Number(text) = cell else { return None };
    let scale = Decimal::from(match unit {
        Unit::Yuan => 100,
        Unit::WanYuan => 1_000_000,
    });
    let fen = plain(text).parse::<Decimal>().ok()?.checked_mul(scale)?;
    let whole = fen.round();
    ((fen - whole).abs() < Decimal::new(1, 3)).then(|| whole.trunc().mantissa())
}

/// Fen as an amount in yuan.
fn yuan(fen: i128) -> String {
    Decimal::try_from_i128_with_scale(fen, 2).map(|amount| amount.to_string()).unwrap_or_default()
}

impl Totals {
    /// Of a table that begins.
    pub(super) fn of(header: &Header) -> Self {
        let columns: Vec<Placed> =
            header.columns.iter().filter(|p| matches!(p.column.kind, Kind::Money)).copied().collect();
        let nothing = vec![Some(0); columns.len()];
        Self { all: nothing.clone(), since: nothing, columns, stated: Vec::new() }
    }

    /// A row of data; one of which nobody reads a cell leaves every column in doubt.
    pub(super) fn add(&mut self, row: Option<&Row>) {
        for (n, placed) in self.columns.iter().enumerate() {
            let amount = row.map(|row| read(row.at(placed.at), Kind::Money, placed.unit));
            let fen: Option<i128> = match amount {
                Some(Ok(Some(Value::Money(money)))) => Some(money.fen().into()),
                Some(Ok(_)) => Some(0),
                Some(Err(_)) | None => None,
            };
            self.all[n] = self.all[n].zip(fen).map(|(sum, fen)| sum + fen);
            self.since[n] = self.since[n].zip(fen).map(|(sum, fen)| sum + fen);
        }
    }

    /// A row of totals.
    pub(super) fn state(&mut self, row: &Row) {
        let whole = !matches!(row.first(), Cell::Text(text) if is_subtotal(text));
        for (n, placed) in self.columns.iter().enumerate() {
            if let Some(fen) = fen_of(row.at(placed.at), placed.unit).filter(|_| whole) {
                let (so_far, since) = (self.all[n], self.since[n]);
                self.stated.push(Stated { row: row.number, column: n, fen, so_far, since });
            }
            self.since[n] = Some(0);
        }
    }

    /// Totals that are none of what they may add up, each at its cell.
    pub(super) fn differing(&self) -> Vec<Flaw> {
        let flaw = |stated: &Stated| {
            let (placed, all) = (self.columns.get(stated.column)?, self.all.get(stated.column).copied().flatten()?);
            if [Some(all), stated.so_far, stated.since].contains(&Some(stated.fen)) {
                return None;
            }
            let sum = stated.so_far.filter(|sum| *sum != 0).unwrap_or(all);
            let (said, sum, apart) = (yuan(stated.fen), yuan(sum), yuan(stated.fen - sum));
            let zh = format!(
                "{}：合计 {said} 元，各行相加 {sum} 元，相差 {apart} 元；请核对是否漏行、重复或金额有误，改正后再上传。",
                placed.column.zh
            );
            let en = format!(
                "{}: the total says {said} yuan, its rows add up to {sum}, {apart} apart; look for a row that is missing or doubled or an amount that is wrong.",
                placed.column.en
            );
            Some(Flaw::of(stated.row, placed.column.key, ("tables.total.differs", &zh, &en)))
        };
        self.stated.iter().filter_map(flaw).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Totals, fen_of, yuan};
    use crate::office::tables::model::{
        cell::{Cell, Grid, Row},
        column::{Column, Kind, Unit},
        header::{Header, Told},
    };

    const COLUMNS: &[Column] = &[
        Column { key: "external_id", zh: "编号", en: "Id", others: &[], kind: Kind::Id(64), required: true },
        Column { key: "amount", zh: "金额", en: "Amount", others: &[], kind: Kind::Money, required: false },
    ];

    /// Rows of an id and an amount; what of their totals differs.
    fn differs(rows: &[(&str, &str)]) -> Vec<u32> {
        let row = |(n, (id, amount)): (u32, &(&str, &str))| Row {
            number: n,
            cells: vec![Cell::text(id), Cell::text(amount)],
            fields: 2,
        };
        let rows: Vec<Row> = (1..).zip([&("编号", "金额（元）")].into_iter().chain(rows)).map(row).collect();
        let header = Header::find(&Grid { rows: rows.clone(), ..Grid::default() }, COLUMNS, &Told::default()).unwrap();
        let mut totals = Totals::of(&header);
        for row in &rows[1..] {
            match row.first() {
                Cell::Text(text) if super::super::normal::is_total(text) => totals.state(row),
                _ => totals.add(Some(row)),
            }
        }
        totals.differing().iter().map(|flaw| flaw.row).collect()
    }

    #[test]
    fn a_total_is_what_its_rows_add_up_to() {
        for (rows, wrong) in [
            (vec![("1", "40.00"), ("2", "60"), ("合计", "100.00")], vec![]),
            (vec![("1", "40.00"), ("2", "60"), ("合计", "999.00")], vec![4]),
            (vec![("合计", "100.00"), ("1", "40.00"), ("2", "60")], vec![]),
            (vec![("合计", "99.99"), ("1", "40.00"), ("2", "60")], vec![2]),
            (vec![("1", "40.00"), ("合计", "40.00"), ("2", "60"), ("合计", "60"), ("总计", "100.00")], vec![]),
            (vec![("1", "40.00"), ("小计", "7.00"), ("2", "60"), ("合计", "100.00")], vec![]),
            (vec![("1", "四十"), ("2", "60"), ("合计", "999.00")], vec![]),
            (vec![("1", "40.00"), ("合计", "见附表")], vec![]),
            (vec![("1", "40.00"), ("合计", "")], vec![]),
        ] {
            assert_eq!(differs(&rows), wrong, "{rows:?}");
        }
    }

    #[test]
    fn a_spreadsheets_own_sum_is_the_nearest_fen() {
        let number = |text: &str| Cell::Number(text.to_owned());
        assert_eq!(fen_of(&number("0.30000000000000004"), Unit::Yuan), Some(30));
        assert_eq!(fen_of(&number("12.345600000000001"), Unit::WanYuan), Some(12_345_600));
        assert_eq!(fen_of(&number("0.305"), Unit::Yuan), None);
        assert_eq!(yuan(-89_900), "-899.00");
    }
}
