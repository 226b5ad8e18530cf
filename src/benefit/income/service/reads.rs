//! What lower areas give to a year of a body, each read by its door. Leases join here.

use crate::{
    benefit::{
        collectives::Collective,
        income::{
            IncomeRefusal,
            model::{Figures, Year},
            store,
        },
    },
    ground::{
        kernel::{AssetId, Day, Money, Month},
        platform::{Stop, Tx, money_of},
    },
    property::{
        assets::{AssetKind, assets_by_id},
        upkeep::{met_between, order_of_voucher},
    },
};

/// What a year is made of, but for what was before it: its entries, and what orders of upkeep were paid of the body's income.
pub async fn figures_of(tx: &Tx, body: &Collective, year: i32) -> Result<Figures, Stop> {
    let (income, expense) = store::sums_of(tx.conn(), body.id, year).await?;
    let (from, until) = (Day::of(year, 1, 1), Day::of(year, 12, 31));
    let upkeep = met_between(tx.conn(), body.organisation, from, until).await?;
    let money = |fen: i64| Money::from_fen(fen).map_err(|_| IncomeRefusal::OutOfRange);
    let (income, expense, upkeep) = (money(income)?, money(expense)?, money(upkeep)?);
    Ok(Figures { income, expense, upkeep, ..Figures::default() })
}

/// Whether an order of upkeep told a voucher of a month of this body already: its number.
pub async fn told_by_upkeep(tx: &Tx, body: &Collective, voucher: (&str, Month)) -> Result<Option<String>, Stop> {
    Ok(order_of_voucher(tx.conn(), body.organisation, voucher).await?)
}

/// What business assets of sites earned in a year (R33).
pub async fn earned_at_sites(tx: &Tx, year: &Year) -> Result<Money, Stop> {
    let earned = store::income_assets(tx.conn(), year.collective, year.year).await?;
    let ids: Vec<AssetId> = earned.iter().map(|(asset, _)| *asset).collect();
    if ids.is_empty() {
        return Ok(Money::ZERO);
    }
    let assets = assets_by_id(tx.conn(), &ids).await?;
    let shop = |id: &AssetId| assets.get(id).is_some_and(|a| a.kind == AssetKind::Business && a.site.is_some());
    let sum = earned.iter().filter(|(asset, _)| shop(asset)).map(|(_, fen)| fen).sum();
    Ok(money_of(sum)?)
}
