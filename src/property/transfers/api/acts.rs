//! `/asset-transfers/{id}/…`: joint check, defects, approval, signatures, effect.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::{bodies::NewTransferPaper, views::TransferView};
use crate::{
    ground::{
        kernel::{Day, FileId, OrganisationId, TransferId},
        platform::{Db, Sealer},
        wire::{Acting, Done, Plain, Refused, Text, Writes, texts},
    },
    property::{
        assets::TitleLevel,
        transfers::{
            model::{Found, Side},
            service::{
                Acceptance, Cure, CureConfirmed, Inspection, ItemsRefused, NewDefect, Seen, Signing, SigningKind,
                TitleSaid,
                act::{ActOnTransfer, What},
                end::{End, EndTransfer},
                resubmit::ResubmitTransfer,
                submit::SubmitTransfer,
            },
        },
    },
};

/// A defect as the check writes it down.
#[derive(Debug, Object)]
pub struct NewTransferDefect {
    /// What it is.
    description: Plain<500>,
    /// 整改期限; not before the check.
    due_on: Day,
    /// 整改单位.
    curer_id: OrganisationId,
    /// Photo.
    photo_file_id: Option<FileId>,
}

/// What was seen of one item.
#[derive(Debug, Object)]
pub struct NewItemCheck {
    /// The number of the item on the list.
    n: i32,
    /// 查验结果. What is defective names a defect; what is missing is taken off the list before approval.
    found: Found,
    /// Remark.
    remark: Option<Plain<500>>,
    /// Defects that this check adds.
    #[oai(validator(max_items = 20))]
    defects: Option<Vec<NewTransferDefect>>,
}

/// A day of the joint check (联合查验). What an earlier one said of other items stays.
#[derive(Debug, Object)]
pub struct InspectBody {
    /// The day; not after today.
    on: Day,
    /// Who took part; giver and receiver both do before it goes to its desks (R25.1).
    #[oai(validator(min_items = 1, max_items = 20))]
    organisation_ids: Vec<OrganisationId>,
    /// 查验记录.
    file_id: Option<FileId>,
    /// Remark.
    note: Option<Plain<500>>,
    /// What was seen.
    #[oai(validator(min_items = 1, max_items = 2000))]
    items: Vec<NewItemCheck>,
}

impl From<InspectBody> for Inspection {
    fn from(b: InspectBody) -> Self {
        let defect = |d: NewTransferDefect| NewDefect {
            description: d.description.into(),
            due: d.due_on,
            curer: d.curer_id,
            photo: d.photo_file_id,
        };
        let seen = |i: NewItemCheck| Seen {
            n: i.n,
            found: i.found,
            remark: i.remark.map(Into::into),
            defects: i.defects.into_iter().flatten().map(defect).collect(),
        };
        Self {
            on: b.on,
            file: b.file_id,
            note: b.note.map(Into::into),
            attended: b.organisation_ids,
            items: b.items.into_iter().map(seen).collect(),
        }
    }
}

/// Items that the receiver does not take (不接收).
#[derive(Debug, Object)]
pub struct RefuseItemsBody {
    /// Their numbers on the list.
    #[oai(validator(min_items = 1, max_items = 2000))]
    items: Vec<i32>,
    /// Why.
    reason: Plain<500>,
    /// The receiver's paper; needed of anybody but its own officers.
    file_id: Option<FileId>,
}

/// A list goes to its desks.
#[derive(Debug, Object)]
pub struct SubmitTransferBody {
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
}

/// A returned list goes to its desks again.
#[derive(Debug, Object)]
pub struct ResubmitTransferBody {
    /// 补充材料: papers that are brought now, or why there are none; a paper takes the place of the line of its kind that said why it was
    /// missing. Returned for papers alone (退回补件) it goes on at the desk that returned it, and the signatures of the desks before it stand;
    /// returned to be revised (退回修改) it begins anew where anything was changed.
    #[oai(validator(max_items = 50))]
    papers: Option<Vec<NewTransferPaper>>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
}

/// Defects were cured (整改).
#[derive(Debug, Object)]
pub struct CureBody {
    /// The numbers of the defects.
    #[oai(validator(min_items = 1, max_items = 500))]
    defects: Vec<i32>,
    /// The day; not after today.
    on: Day,
    /// What was done.
    note: Option<Plain<500>>,
    /// Photo or paper; needed of anybody but the giver's own officers.
    file_id: Option<FileId>,
}

/// The receiver found them cured (确认整改).
#[derive(Debug, Object)]
pub struct ConfirmCureBody {
    /// The numbers of the defects.
    #[oai(validator(min_items = 1, max_items = 500))]
    defects: Vec<i32>,
    /// Remark.
    note: Option<Plain<500>>,
    /// The receiver's paper; needed of anybody but its own officers.
    file_id: Option<FileId>,
}

/// The receiver takes items with their defects (带缺陷接收).
#[derive(Debug, Object)]
pub struct AcceptDefectsBody {
    /// The numbers of the defects.
    #[oai(validator(min_items = 1, max_items = 500))]
    defects: Vec<i32>,
    /// The day by which they have to be cured; not before today.
    until_on: Day,
    /// Why.
    reason: Plain<500>,
    /// The receiver's paper; needed of anybody but its own officers.
    file_id: Option<FileId>,
}

/// One side signs by its own officer.
#[derive(Debug, Object)]
pub struct SignBody {
    /// Which side; the officer's own unit.
    side: Side,
    /// Of joint owners who give together: which of them; the giver where absent.
    organisation_id: Option<OrganisationId>,
}

/// One side has signed on paper.
#[derive(Debug, Object)]
pub struct RecordSignatureBody {
    /// Which side.
    side: Side,
    /// Of joint owners who give together: which of them; the giver where absent.
    organisation_id: Option<OrganisationId>,
    /// The day on the paper: from the approval to today.
    on: Day,
    /// The page that was signed.
    file_id: FileId,
}

/// It takes effect.
#[derive(Debug, Object)]
pub struct EffectBody {
    /// The day from which it holds: from its approval to today.
    on: Day,
    /// 交接单 as it is filed, where there is one on paper.
    file_id: Option<FileId>,
    /// 确权层级, where the act is 确权登记; the receiver's where it is not said.
    title_level: Option<TitleLevel>,
    /// 权属证书号, where the act is 确权登记 and one was given for the list.
    title_certificate: Option<Plain<100>>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
}

/// It comes to nothing.
#[derive(Debug, Object)]
pub struct CancelTransferBody {
    /// Why.
    reason: Plain<500>,
}

/// What is done with a transfer.
pub struct TransferActsApi(pub Db, pub Sealer);

impl TransferActsApi {
    async fn act(&self, by: Acting, id: TransferId, what: What) -> Result<Done<TransferView>, Refused<Writes>> {
        let work = ActOnTransfer { actor: by.actor.clone(), id, if_match: by.if_match.clone(), what };
        by.run(&self.0, &work, |t| TransferView::from(t)).await
    }

    async fn end(&self, by: Acting, id: TransferId, end: End) -> Result<Done<TransferView>, Refused<Writes>> {
        let (actor, if_match, sealer) = (by.actor.clone(), by.if_match.clone(), self.1.clone());
        let work = EndTransfer { actor, id, if_match, end, sealer };
        by.run(&self.0, &work, |t| TransferView::from(t)).await
    }
}

#[OpenApi]
impl TransferActsApi {
    /// Record a day of the joint check of giver and receiver: a result for each item, and defects with their deadlines
    #[oai(path = "/asset-transfers/:id/inspect", method = "post", operation_id = "transfers.transfer.inspect")]
    async fn inspect(
        &self,
        by: Acting,
        id: Path<TransferId>,
        body: Json<InspectBody>,
    ) -> Result<Done<TransferView>, Refused<Writes>> {
        self.act(by, id.0, What::Inspect(body.0.into())).await
    }

    /// Take items off the list that the receiver does not take; they go back to their giver, and the list is added up anew
    #[oai(
        path = "/asset-transfers/:id/refuse-items",
        method = "post",
        operation_id = "transfers.transfer.refuse_items"
    )]
    async fn refuse_items(
        &self,
        by: Acting,
        id: Path<TransferId>,
        body: Json<RefuseItemsBody>,
    ) -> Result<Done<TransferView>, Refused<Writes>> {
        let RefuseItemsBody { items, reason, file_id: file } = body.0;
        self.act(by, id.0, What::RefuseItems(ItemsRefused { items, reason: reason.into(), file })).await
    }

    /// Submit a checked list to its desks; its approval is opened
    #[oai(path = "/asset-transfers/:id/submit", method = "post", operation_id = "transfers.transfer.submit")]
    async fn submit(
        &self,
        by: Acting,
        id: Path<TransferId>,
        body: Json<SubmitTransferBody>,
    ) -> Result<Done<TransferView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = SubmitTransfer { actor, id: id.0, if_match, acknowledged: texts(body.0.acknowledged) };
        by.run(&self.0, &work, |t| TransferView::from(t)).await
    }

    /// Send a returned list to its desks again, with the papers that they asked for
    #[oai(path = "/asset-transfers/:id/resubmit", method = "post", operation_id = "transfers.transfer.resubmit")]
    async fn resubmit(
        &self,
        by: Acting,
        id: Path<TransferId>,
        body: Json<ResubmitTransferBody>,
    ) -> Result<Done<TransferView>, Refused<Writes>> {
        let ResubmitTransferBody { papers, acknowledged } = body.0;
        let work = ResubmitTransfer {
            actor: by.actor.clone(),
            id: id.0,
            if_match: by.if_match.clone(),
            papers: papers.into_iter().flatten().map(Into::into).collect(),
            acknowledged: texts(acknowledged),
        };
        by.run(&self.0, &work, |t| TransferView::from(t)).await
    }

    /// Record for the giver that defects were cured
    #[oai(path = "/asset-transfers/:id/cure", method = "post", operation_id = "transfers.transfer.cure")]
    async fn cure(
        &self,
        by: Acting,
        id: Path<TransferId>,
        body: Json<CureBody>,
    ) -> Result<Done<TransferView>, Refused<Writes>> {
        let CureBody { defects, on, note, file_id: file } = body.0;
        self.act(by, id.0, What::Cure(Cure { defects, on, note: note.map(Into::into), file })).await
    }

    /// Confirm for the receiver that defects were cured; somebody else than who recorded the cure
    #[oai(
        path = "/asset-transfers/:id/confirm-cure",
        method = "post",
        operation_id = "transfers.transfer.confirm_cure"
    )]
    async fn confirm_cure(
        &self,
        by: Acting,
        id: Path<TransferId>,
        body: Json<ConfirmCureBody>,
    ) -> Result<Done<TransferView>, Refused<Writes>> {
        let ConfirmCureBody { defects, note, file_id: file } = body.0;
        self.act(by, id.0, What::ConfirmCure(CureConfirmed { defects, note: note.map(Into::into), file })).await
    }

    /// Accept for the receiver that items pass with their defects, until a day
    #[oai(
        path = "/asset-transfers/:id/accept-defects",
        method = "post",
        operation_id = "transfers.transfer.accept_defects"
    )]
    async fn accept_defects(
        &self,
        by: Acting,
        id: Path<TransferId>,
        body: Json<AcceptDefectsBody>,
    ) -> Result<Done<TransferView>, Refused<Writes>> {
        let AcceptDefectsBody { defects, until_on: until, reason, file_id: file } = body.0;
        self.act(by, id.0, What::AcceptDefects(Acceptance { defects, until, reason: reason.into(), file })).await
    }

    /// Sign what was approved for one's own unit: giver, receiver or supervisor
    #[oai(path = "/asset-transfers/:id/sign", method = "post", operation_id = "transfers.transfer.sign")]
    async fn sign(
        &self,
        by: Acting,
        id: Path<TransferId>,
        body: Json<SignBody>,
    ) -> Result<Done<TransferView>, Refused<Writes>> {
        self.act(
            by,
            id.0,
            What::Sign(Signing { side: body.0.side, unit: body.0.organisation_id, kind: SigningKind::Own }),
        )
        .await
    }

    /// Record by its scan what one side has signed on paper; it counts when an officer of another unit confirms it
    #[oai(
        path = "/asset-transfers/:id/record-signature",
        method = "post",
        operation_id = "transfers.transfer.record_signature"
    )]
    async fn record_signature(
        &self,
        by: Acting,
        id: Path<TransferId>,
        body: Json<RecordSignatureBody>,
    ) -> Result<Done<TransferView>, Refused<Writes>> {
        let RecordSignatureBody { side, organisation_id: unit, on, file_id: file } = body.0;
        self.act(by, id.0, What::Sign(Signing { side, unit, kind: SigningKind::Scan { on, file } })).await
    }

    /// Confirm the scan of what one side has signed, held against the list by an officer of another unit than recorded it
    #[oai(
        path = "/asset-transfers/:id/confirm-signature",
        method = "post",
        operation_id = "transfers.transfer.confirm_signature"
    )]
    async fn confirm_signature(
        &self,
        by: Acting,
        id: Path<TransferId>,
        body: Json<SignBody>,
    ) -> Result<Done<TransferView>, Refused<Writes>> {
        self.act(
            by,
            id.0,
            What::Sign(Signing { side: body.0.side, unit: body.0.organisation_id, kind: SigningKind::Confirm }),
        )
        .await
    }

    /// Let an approved transfer that three sides have signed take effect: owners, keeping and hand-over of its whole list pass on one day
    #[oai(path = "/asset-transfers/:id/effect", method = "post", operation_id = "transfers.transfer.effect")]
    async fn effect(
        &self,
        by: Acting,
        id: Path<TransferId>,
        body: Json<EffectBody>,
    ) -> Result<Done<TransferView>, Refused<Writes>> {
        let EffectBody { on, file_id: signed, title_level: level, title_certificate, acknowledged } = body.0;
        let title = TitleSaid { level, certificate: title_certificate.map(Into::into) };
        self.end(by, id.0, End::Effect { on, signed, title, acknowledged: texts(acknowledged) }).await
    }

    /// Cancel a transfer that lies with whoever listed it, never sent to its desks or returned by one, or was approved and has not taken effect
    #[oai(path = "/asset-transfers/:id/cancel", method = "post", operation_id = "transfers.transfer.cancel")]
    async fn cancel(
        &self,
        by: Acting,
        id: Path<TransferId>,
        body: Json<CancelTransferBody>,
    ) -> Result<Done<TransferView>, Refused<Writes>> {
        self.end(by, id.0, End::Cancel { reason: body.0.reason.into() }).await
    }
}
