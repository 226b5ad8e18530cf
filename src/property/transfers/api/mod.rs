//! `/asset-transfers`.

mod acts;
mod bodies;
mod views;

use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use self::{acts::TransferActsApi, bodies::NewTransfer, views::TransferView};
use crate::{
    ground::{
        authority::action,
        kernel::{RegionCode, TransferId},
        platform::Db,
        wire::{
            Caller, CheckView, Created, Creating, Exporter, Filter, Lister, PageOf, Printed, Read, Reads, Refused,
            Writes, wire_words,
        },
    },
    office::tables::{Intake, TableFile, exported},
    property::transfers::{
        model::{
            Approver, DefectStage, Found, PriceBasis, Side, TransferAct, TransferFormKind, TransferPaper,
            TransferQuery, TransferState,
        },
        service::{
            exports::Transfers,
            file::FileTransfer,
            flags::read_flags,
            print::print_transfer,
            read::{list_transfers, read_transfer},
        },
    },
};

wire_words!(
    Approver,
    TransferAct,
    TransferState,
    TransferFormKind,
    TransferPaper,
    Found,
    DefectStage,
    Side,
    PriceBasis
);

/// Filters of transfers.
#[derive(Debug, Object)]
pub struct TransferFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only in this state.
    state: Option<TransferState>,
    /// Only by this act.
    act: Option<TransferAct>,
    /// Only those that undo this one.
    reverses_id: Option<TransferId>,
}

impl From<TransferFilter> for TransferQuery {
    fn from(f: TransferFilter) -> Self {
        Self { state: f.state, act: f.act, reverses: f.reverses_id }
    }
}

/// What is told of a transfer and refuses nothing of itself.
#[derive(Debug, Object)]
pub struct TransferChecks {
    /// One for each rule.
    items: Vec<CheckView>,
}

impl Filter for TransferFilter {
    const MARK: &'static str = "list:TransferFilter:sync";
}

/// Transfers.
pub struct TransfersApi(Db);

/// Every operation of transfers.
pub fn apis(intake: &Intake) -> impl OpenApi + use<> {
    let (db, sealer) = (&intake.db, &intake.sealer);
    (TransfersApi(db.clone()), TransferActsApi(db.clone(), sealer.clone()))
}

#[OpenApi]
impl TransfersApi {
    /// Transfers of assets in one's regions
    #[oai(path = "/asset-transfers", method = "get", operation_id = "transfers.transfer.list")]
    async fn list(&self, by: Lister<TransferFilter>) -> Result<Json<PageOf<TransferView>>, Refused<Reads>> {
        let region = by.filter.region.clone();
        let page = list_transfers(&self.0, &by.holder, region.as_ref(), &by.filter.into(), &by.listing).await?;
        Ok(Json(page.map(|t| TransferView::from(&t)).into()))
    }

    /// List what passes from a giver to a receiver, with its papers; it is checked on the spot before it goes to its desks
    #[oai(path = "/asset-transfers", method = "post", operation_id = "transfers.transfer.file")]
    async fn file(&self, by: Creating, body: Json<NewTransfer>) -> Result<Created<TransferView>, Refused<Writes>> {
        let work = FileTransfer { actor: by.actor.clone(), asked: body.0.into() };
        by.run(&self.0, &work, |t| TransferView::from(t)).await
    }

    /// One transfer with its list
    #[oai(path = "/asset-transfers/:id", method = "get", operation_id = "transfers.transfer.read")]
    async fn read(&self, by: Caller, id: Path<TransferId>) -> Result<Read<TransferView>, Refused<Reads>> {
        Ok(Read(TransferView::from(&read_transfer(&self.0, &by.holder, id.0).await?)))
    }

    /// What is told of it: late or not, booked by whoever keeps it, by which money it is kept
    #[oai(path = "/asset-transfers/:id/checks", method = "get", operation_id = "transfers.transfer.read_checks")]
    async fn checks(&self, by: Caller, id: Path<TransferId>) -> Result<Json<TransferChecks>, Refused<Reads>> {
        let checks = read_flags(&self.0, &by.holder, id.0).await?;
        Ok(Json(TransferChecks { items: checks.iter().map(|c| CheckView::of(c, by.lang)).collect() }))
    }

    /// The transfers as a table, as filtered, with the sums of what passes
    #[oai(path = "/asset-transfers/export", method = "get", operation_id = "transfers.transfer.export")]
    async fn export(&self, by: Exporter<TransferFilter>) -> Result<TableFile, Refused<Writes>> {
        let (db, holder, region) = (self.0.clone(), by.takeout.holder.clone(), by.filter.region.clone());
        let list = Transfers { db, holder, region, query: by.filter.into() };
        Ok(exported(by.takeout, &action::TRANSFER_EXPORT, list).await?)
    }

    /// It as a page to be printed, signed and filed: the list and the signatures of giver, receiver and supervisor
    #[oai(path = "/asset-transfers/:id/print", method = "get", operation_id = "transfers.transfer.print")]
    async fn print(
        &self,
        by: Caller,
        id: Path<TransferId>,
        form: Query<TransferFormKind>,
    ) -> Result<Printed, Refused<Writes>> {
        Ok(Printed(print_transfer(&self.0, &by.holder, id.0, form.0).await?))
    }
}
