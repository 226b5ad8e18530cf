//! `/assets` as tables.

use poem_openapi::OpenApi;

use super::assets::AssetFilter;
use crate::{
    ground::{
        authority::action,
        wire::{Caller, Deferring, Exporter, Refused, Writes},
    },
    office::tables::{ImportForm, ImportReply, Intake, TableFile, exported, import, mark, template},
    property::assets::{
        KeptDoor,
        service::{asset_rows::AssetRows, exports::Register},
    },
};

/// Assets as tables.
pub struct AssetTablesApi(pub Intake, pub &'static dyn KeptDoor);

#[OpenApi]
impl AssetTablesApi {
    /// The assets as a table, as filtered, with the total of their values
    #[oai(path = "/assets/export", method = "get", operation_id = "assets.asset.export")]
    async fn export(&self, by: Exporter<AssetFilter>) -> Result<TableFile, Refused<Writes>> {
        let (db, holder, region) = (self.0.db.clone(), by.takeout.holder.clone(), by.filter.region.clone());
        let list = Register { db, holder, region, query: by.filter.into(), external: by.external };
        Ok(exported(by.takeout, &action::ASSET_EXPORT, list).await?)
    }

    /// Import existing stock by the ids of its ledger; what a card's tracks say stays as it is
    #[oai(path = "/assets/imports", method = "post", operation_id = "assets.asset.import")]
    async fn import(&self, by: Deferring, form: ImportForm) -> Result<ImportReply, Refused<Writes>> {
        import(&self.0, by, form, AssetRows(self.1)).await
    }

    /// A file of stock back, with what is wrong in each row; nothing is kept
    #[oai(path = "/assets/imports/marked", method = "post", operation_id = "assets.asset.mark_import")]
    async fn mark(&self, by: Caller, form: ImportForm) -> Result<TableFile, Refused<Writes>> {
        Ok(mark(&self.0, by, form, AssetRows(self.1)).await?)
    }

    /// The template for importing existing stock
    #[oai(path = "/assets/imports/template", method = "get", operation_id = "assets.asset.read_template")]
    async fn template(&self, by: Caller) -> Result<TableFile, Refused<Writes>> {
        Ok(template::<AssetRows>(&by)?)
    }
}
