//! `/public-repairs/{secret}`: what a link answers other systems. People have the pages.

use poem_openapi::{ApiResponse, Object, OpenApi, param::Path, payload::Json};

use super::RepairsParts;
use crate::{
    ground::{
        kernel::Day,
        wire::{Reads, Refused, Stranger, Text, Visitor, Writes},
    },
    office::people::Phone,
    property::repairs::{
        model::{Progress, Receipt, RepairKind, Told},
        service::{
            door::{open_door, read_receipt},
            file::{Asked, FileRequest, file_once, try_filing},
            receipt_code,
        },
    },
};

/// What a link tells whoever opens it.
#[derive(Debug, Object)]
pub struct RepairDoorView {
    /// The site's name.
    site_name: String,
}

/// What is to be repaired. Photos go by the page for people, as a form.
#[derive(Object)]
pub struct NewRepairRequest {
    /// What is broken.
    kind: RepairKind,
    /// Where.
    place: Text<60>,
    /// How.
    what: Text<500>,
    /// A phone for questions, 7 to 12 digits; it is sealed, and officers see it by a reason that is recorded.
    phone: Option<Text<32>>,
}

/// The receipt of a request.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct RepairReceiptView {
    /// The code by which its course is read; nobody else has it. Absent where nothing was kept.
    receipt_code: Option<String>,
}

/// How far a request is.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct RepairAnswerView {
    /// The site's name.
    site_name: String,
    /// What is broken.
    kind: RepairKind,
    /// On which day it was filed.
    filed_on: Day,
    /// How far it is.
    progress: Progress,
    /// 答复, or why it was declined.
    answer: Option<String>,
    /// On which day it was answered.
    answered_on: Option<Day>,
}

impl From<Receipt> for RepairAnswerView {
    fn from(r: Receipt) -> Self {
        Self {
            site_name: r.site_name,
            kind: r.kind,
            filed_on: r.filed_on,
            progress: r.progress,
            answer: r.answer,
            answered_on: r.answered_on,
        }
    }
}

/// 201: it was filed (200 for a dry run).
#[derive(ApiResponse)]
pub enum Filed {
    /// Dry run: it would be filed
    #[oai(status = 200)]
    Tried(Json<RepairReceiptView>),
    /// Filed
    #[oai(status = 201)]
    Filed(Json<RepairReceiptView>),
}

/// What a link answers.
pub struct DoorApi(pub RepairsParts);

#[OpenApi]
impl DoorApi {
    /// What hangs at a site, opened by its link's secret; no login
    #[oai(path = "/public-repairs/:secret", method = "get", operation_id = "repairs.door.read")]
    async fn read(&self, _by: Stranger, secret: Path<String>) -> Result<Json<RepairDoorView>, Refused<Reads>> {
        let door = open_door(&self.0.db, &secret.0).await?;
        Ok(Json(RepairDoorView { site_name: door.site_name }))
    }

    /// Ask for a repair at a site, by its link's secret; no login
    #[oai(path = "/public-repairs/:secret", method = "post", operation_id = "repairs.door.file")]
    async fn file(
        &self,
        by: Visitor,
        secret: Path<String>,
        body: Json<NewRepairRequest>,
    ) -> Result<Filed, Refused<Writes>> {
        let RepairsParts { db, sealer, .. } = &self.0;
        let door = open_door(db, &secret.0).await?;
        let NewRepairRequest { kind, place, what, phone } = body.0;
        let told = Told { place: place.into(), what: what.into() };
        let asked = Asked { kind, told, phone: phone.map(|p| Phone::new(p.into())), photo: None };
        let (context, sealer) = (by.context.clone(), sealer.clone());
        let work = FileRequest { context, sealer, secret: secret.0, asked };
        if by.dry_run {
            try_filing(db, &work).await?;
            return Ok(Filed::Tried(Json(RepairReceiptView { receipt_code: None })));
        }
        let id = file_once(db, &by.once(format!("public:{}", door.link)), &work).await?;
        let receipt_code = Some(receipt_code(self.0.sealer.keys(), id));
        Ok(Filed::Filed(Json(RepairReceiptView { receipt_code })))
    }

    /// How far a request is, by its receipt code; no login
    #[oai(path = "/public-repairs/:secret/:code", method = "get", operation_id = "repairs.door.read_answer")]
    async fn answer(
        &self,
        _by: Stranger,
        secret: Path<String>,
        code: Path<String>,
    ) -> Result<Json<RepairAnswerView>, Refused<Reads>> {
        Ok(Json(read_receipt(&self.0.db, &secret.0, &code.0).await?.into()))
    }
}
