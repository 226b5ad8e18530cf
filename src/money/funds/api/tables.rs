//! `/allocations` as tables.

use std::sync::Mutex;

use poem_openapi::OpenApi;

use super::allocations::AllocationFilter;
use crate::{
    ground::{
        authority::action,
        wire::{Caller, Deferring, Exporter, Refused, Writes},
    },
    money::funds::service::{allocation_rows::AllocationRows, exports::Allocations},
    office::tables::{ImportForm, ImportReply, Intake, TableFile, exported, import, mark, template},
};

/// Allocations as tables.
pub struct AllocationTablesApi(pub Intake);

#[OpenApi]
impl AllocationTablesApi {
    /// The allocations as a table, as filtered, with their total
    #[oai(path = "/allocations/export", method = "get", operation_id = "funds.allocation.export")]
    async fn export(&self, by: Exporter<AllocationFilter>) -> Result<TableFile, Refused<Writes>> {
        let (db, holder, region) = (self.0.db.clone(), by.takeout.holder.clone(), by.filter.region.clone());
        let (query, external, around) = (by.filter.into(), by.external, Mutex::default());
        let list = Allocations { db, holder, region, query, external, around };
        Ok(exported(by.takeout, &action::ALLOCATION_EXPORT, list).await?)
    }

    /// Import lines of budget documents by the budget system's own ids; none of them becomes money before two officers say so
    #[oai(path = "/allocations/imports", method = "post", operation_id = "funds.allocation.import")]
    async fn import(&self, by: Deferring, form: ImportForm) -> Result<ImportReply, Refused<Writes>> {
        import(&self.0, by, form, AllocationRows).await
    }

    /// A file of lines back, with what is wrong in each row; nothing is kept
    #[oai(path = "/allocations/imports/marked", method = "post", operation_id = "funds.allocation.mark_import")]
    async fn mark(&self, by: Caller, form: ImportForm) -> Result<TableFile, Refused<Writes>> {
        Ok(mark(&self.0, by, form, AllocationRows).await?)
    }

    /// The template for importing lines of budget documents
    #[oai(path = "/allocations/imports/template", method = "get", operation_id = "funds.allocation.read_template")]
    async fn template(&self, by: Caller) -> Result<TableFile, Refused<Writes>> {
        Ok(template::<AllocationRows>(&by)?)
    }
}
