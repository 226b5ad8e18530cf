//! What rests on a card in other books: rows that would speak of nothing if it were void.

use sea_orm::{ConnectionTrait, Statement};

use crate::{
    ground::{kernel::AssetId, platform::Fault},
    property::assets::model::Resting,
};

/// What would rest on a card, by the row that says so.
const RESTING: &[(Resting, &str)] = &[
    (
        Resting::Transfer,
        "SELECT 1 FROM asset_transfer_item i JOIN asset_transfer t ON t.id = i.transfer_id \
          WHERE i.asset_id = $1 AND i.refused_on IS NULL AND t.state NOT IN ('refused', 'cancelled')",
    ),
    (Resting::Order, "SELECT 1 FROM upkeep_order WHERE asset_id = $1 AND state <> 'cancelled'"),
    (Resting::Duty, "SELECT 1 FROM upkeep_duty WHERE asset_id = $1 AND until_on IS NULL"),
    (Resting::StockLine, "SELECT 1 FROM stock_line WHERE asset_id = $1"),
    (Resting::Entrustment, "SELECT 1 FROM entrustment_asset WHERE asset_id = $1"),
    (Resting::Scheme, "SELECT 1 FROM share_scheme_asset WHERE asset_id = $1"),
    (Resting::Income, "SELECT 1 FROM income_entry WHERE asset_id = $1"),
    (Resting::Post, "SELECT 1 FROM public_post WHERE asset_id = $1"),
];

/// Whether a card is void.
pub async fn is_void(conn: &impl ConnectionTrait, asset: AssetId) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM asset WHERE id = $1 AND use_state = 'voided'";
    let asked = Statement::from_sql_and_values(conn.get_database_backend(), sql, [asset.uuid().into()]);
    Ok(conn.query_one_raw(asked).await?.is_some())
}

/// The first thing that rests on a card.
pub async fn resting_on(conn: &impl ConnectionTrait, asset: AssetId) -> Result<Option<Resting>, Fault> {
    for (what, sql) in RESTING {
        let asked = Statement::from_sql_and_values(conn.get_database_backend(), *sql, [asset.uuid().into()]);
        if conn.query_one_raw(asked).await?.is_some() {
            return Ok(Some(*what));
        }
    }
    Ok(None)
}
