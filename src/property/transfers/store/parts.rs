//! What hangs on a transfer: its list, papers, the joint check's units and defects, signatures.

use std::collections::{HashMap, HashSet};

use ::entity::{
    asset_transfer, asset_transfer_defect, asset_transfer_giver, asset_transfer_item, asset_transfer_paper,
    asset_transfer_signature, asset_transfer_unit,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    sea_query::{Expr, ExprTrait as _},
};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{Day, Money, OrganisationId, TransferId, Words as _},
        platform::{Fault, Tx, insert_all, money_of, word},
    },
    property::transfers::model::{
        CoGiver, Defect, Item, PaperLine, Papers, Said, Side, Signature, Transfer, TransferCard,
    },
};

/// What hangs on one transfer.
#[derive(Default)]
pub(super) struct Parts {
    pub items: Vec<Item>,
    pub papers: Papers,
    pub co_givers: Vec<CoGiver>,
    pub attended: Vec<OrganisationId>,
    pub defects: Vec<Defect>,
    pub signatures: Vec<Signature>,
}

/// What was said, of the day, the officer, the words and the paper of its columns.
fn said(on: Option<Day>, by: Option<Uuid>, note: Option<String>, file: Option<Uuid>) -> Option<Said> {
    Some(Said { on: on?, by: by?.into(), note, file: file.map(Into::into) })
}

fn item_row(t: &Transfer, i: &Item) -> asset_transfer_item::Model {
    let refused = i.refused.as_ref();
    asset_transfer_item::Model {
        transfer_id: t.id.uuid(),
        n: i.n,
        asset_id: i.asset.uuid(),
        original_fen: i.original.fen(),
        accumulated_fen: i.accumulated.fen(),
        costs_fen: i.costs.fen(),
        recorded_fen: i.recorded.map(Money::fen),
        handover_before: i.handover_before.word().into(),
        found: i.found.map(|f| f.word().into()),
        remark: i.remark.clone(),
        refused_on: refused.map(|r| r.on.date()),
        refused_reason: refused.map(|r| r.note.clone().unwrap_or_default()),
        refused_by: refused.map(|r| r.by.uuid()),
        refused_file_id: refused.and_then(|r| r.file).map(|f| f.uuid()),
        is_open: t.state.is_open() && i.passes(),
        value_basis: i.basis.map(|b| b.word().into()),
    }
}

fn item_of(row: asset_transfer_item::Model) -> Result<Item, Fault> {
    let sums = [money_of(row.original_fen)?, money_of(row.accumulated_fen)?, money_of(row.costs_fen)?];
    let beyond = || Fault::inconsistent("a line of a transfer beyond the range of money");
    let item = Item::of((row.n, row.asset_id.into()), sums, word(&row.handover_before)?).ok_or_else(beyond)?;
    let refused_on = row.refused_on.map(Day::from_date);
    Ok(Item {
        recorded: row.recorded_fen.map(money_of).transpose()?,
        basis: row.value_basis.as_deref().map(word).transpose()?,
        found: row.found.as_deref().map(word).transpose()?,
        remark: row.remark,
        refused: said(refused_on, row.refused_by, row.refused_reason, row.refused_file_id),
        ..item
    })
}

fn defect_row(t: &Transfer, d: &Defect) -> asset_transfer_defect::Model {
    let (cured, accepted, closed) = (d.cured.as_ref(), d.accepted.as_ref(), d.closed.as_ref());
    let file = |said: Option<&Said>| said.and_then(|s| s.file).map(|f| f.uuid());
    asset_transfer_defect::Model {
        transfer_id: t.id.uuid(),
        n: d.n,
        item_n: d.item,
        description: d.description.clone(),
        due_on: d.due.date(),
        curer_id: d.curer.uuid(),
        photo_file_id: d.photo.map(|f| f.uuid()),
        cured_on: cured.map(|s| s.on.date()),
        cured_by: cured.map(|s| s.by.uuid()),
        cure_note: cured.and_then(|s| s.note.clone()),
        cure_file_id: file(cured),
        accepted_until: accepted.map(|s| s.on.date()),
        accepted_by: accepted.map(|s| s.by.uuid()),
        accepted_note: accepted.and_then(|s| s.note.clone()),
        accepted_file_id: file(accepted),
        closed_on: closed.map(|s| s.on.date()),
        closed_by: closed.map(|s| s.by.uuid()),
        closed_note: closed.and_then(|s| s.note.clone()),
        closed_file_id: file(closed),
    }
}

fn defect_of(row: asset_transfer_defect::Model) -> Defect {
    let day = |date: Option<sea_orm::entity::prelude::Date>| date.map(Day::from_date);
    Defect {
        n: row.n,
        item: row.item_n,
        description: row.description,
        due: Day::from_date(row.due_on),
        curer: row.curer_id.into(),
        photo: row.photo_file_id.map(Into::into),
        cured: said(day(row.cured_on), row.cured_by, row.cure_note, row.cure_file_id),
        accepted: said(day(row.accepted_until), row.accepted_by, row.accepted_note, row.accepted_file_id),
        closed: said(day(row.closed_on), row.closed_by, row.closed_note, row.closed_file_id),
    }
}

fn paper_row(t: &Transfer, (n, p): (i32, &PaperLine)) -> asset_transfer_paper::Model {
    asset_transfer_paper::Model {
        transfer_id: t.id.uuid(),
        n,
        kind: p.kind.word().into(),
        file_id: p.file.map(|f| f.uuid()),
        missing_reason: p.missing.clone(),
        approved_by: p.approved_by.map(|o| o.word().into()),
        added_in: p.added_in,
    }
}

fn paper_of(row: asset_transfer_paper::Model) -> Result<PaperLine, Fault> {
    Ok(PaperLine {
        kind: word(&row.kind)?,
        file: row.file_id.map(Into::into),
        missing: row.missing_reason,
        approved_by: row.approved_by.as_deref().map(word).transpose()?,
        added_in: row.added_in,
    })
}

fn signature_row(t: &Transfer, s: &Signature) -> asset_transfer_signature::Model {
    asset_transfer_signature::Model {
        transfer_id: t.id.uuid(),
        side: s.side.word().into(),
        officer_id: s.officer.uuid(),
        signed_on: s.on.date(),
        digest: s.digest.to_string(),
        scan_file_id: s.scan.map(|f| f.uuid()),
        confirmed_by: s.confirmed_by.map(|o| o.uuid()),
    }
}

fn signature_of(row: asset_transfer_signature::Model) -> Result<Signature, Fault> {
    Ok(Signature {
        side: word(&row.side)?,
        officer: row.officer_id.into(),
        on: Day::from_date(row.signed_on),
        digest: row.digest.parse().map_err(|()| Fault::inconsistent("a signature on no digest"))?,
        scan: row.scan_file_id.map(Into::into),
        confirmed_by: row.confirmed_by.map(Into::into),
    })
}

fn giver_row(t: &Transfer, (n, g): (i32, &CoGiver)) -> asset_transfer_giver::Model {
    let signed = g.signature.as_ref();
    asset_transfer_giver::Model {
        transfer_id: t.id.uuid(),
        n,
        organisation_id: g.unit.uuid(),
        officer_id: signed.map(|s| s.officer.uuid()),
        signed_on: signed.map(|s| s.on.date()),
        digest: signed.map(|s| s.digest.to_string()),
        scan_file_id: signed.and_then(|s| s.scan).map(|f| f.uuid()),
        confirmed_by: signed.and_then(|s| s.confirmed_by).map(|o| o.uuid()),
    }
}

fn giver_of(row: asset_transfer_giver::Model) -> Result<CoGiver, Fault> {
    let unit = row.organisation_id.into();
    let (Some(officer), Some(on), Some(digest)) = (row.officer_id, row.signed_on, row.digest) else {
        return Ok(CoGiver::new(unit));
    };
    let signature = Signature {
        side: Side::Giver,
        officer: officer.into(),
        on: Day::from_date(on),
        digest: digest.parse().map_err(|()| Fault::inconsistent("a signature on no digest"))?,
        scan: row.scan_file_id.map(Into::into),
        confirmed_by: row.confirmed_by.map(Into::into),
    };
    Ok(CoGiver { unit, signature: Some(signature) })
}

fn unit_row(t: &Transfer, (n, unit): (i32, &OrganisationId)) -> asset_transfer_unit::Model {
    asset_transfer_unit::Model { transfer_id: t.id.uuid(), n, organisation_id: unit.uuid() }
}

/// The rows of one table that hang on these transfers, in their order.
macro_rules! rows_of {
    ($conn:expr, $ids:expr, $entity:ident by $order:ident) => {
        $entity::Entity::find()
            .filter($entity::Column::TransferId.is_in($ids.iter().copied()))
            .order_by_asc($entity::Column::$order)
            .all($conn)
            .await?
    };
}

/// What hangs on these transfers: one query a table, however many they are.
pub(super) async fn parts_of(
    conn: &impl ConnectionTrait,
    transfers: &[asset_transfer::Model],
) -> Result<HashMap<Uuid, Parts>, Fault> {
    let ids: Vec<Uuid> = transfers.iter().map(|t| t.id).collect();
    let mut parts: HashMap<Uuid, Parts> = ids.iter().map(|id| (*id, Parts::default())).collect();
    for row in rows_of!(conn, ids, asset_transfer_item by N) {
        parts.entry(row.transfer_id).or_default().items.push(item_of(row)?);
    }
    for row in rows_of!(conn, ids, asset_transfer_paper by N) {
        parts.entry(row.transfer_id).or_default().papers.0.push(paper_of(row)?);
    }
    for row in rows_of!(conn, ids, asset_transfer_giver by N) {
        parts.entry(row.transfer_id).or_default().co_givers.push(giver_of(row)?);
    }
    for row in rows_of!(conn, ids, asset_transfer_unit by N) {
        parts.entry(row.transfer_id).or_default().attended.push(row.organisation_id.into());
    }
    for row in rows_of!(conn, ids, asset_transfer_defect by N) {
        parts.entry(row.transfer_id).or_default().defects.push(defect_of(row));
    }
    for row in rows_of!(conn, ids, asset_transfer_signature by Side) {
        parts.entry(row.transfer_id).or_default().signatures.push(signature_of(row)?);
    }
    Ok(parts)
}

/// The defects of these transfers, without those of items that were refused.
pub async fn defects_of(
    conn: &impl ConnectionTrait,
    cards: &[TransferCard],
) -> Result<HashMap<TransferId, Vec<Defect>>, Fault> {
    use asset_transfer_item::Column;
    let ids: Vec<Uuid> = cards.iter().map(|card| card.id.uuid()).collect();
    let rows = rows_of!(conn, ids, asset_transfer_defect by N);
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    let refused: HashSet<(Uuid, i32)> = asset_transfer_item::Entity::find()
        .filter(Column::TransferId.is_in(rows.iter().map(|row| row.transfer_id)))
        .filter(Column::RefusedOn.is_not_null())
        .select_only()
        .columns([Column::TransferId, Column::N])
        .into_tuple()
        .all(conn)
        .await?
        .into_iter()
        .collect();
    let mut defects: HashMap<TransferId, Vec<Defect>> = HashMap::new();
    for row in rows.into_iter().filter(|row| !refused.contains(&(row.transfer_id, row.item_n))) {
        defects.entry(row.transfer_id.into()).or_default().push(defect_of(row));
    }
    Ok(defects)
}

/// Items that pass in these transfers and that the receiver has booked at another amount than the giver's with the costs.
pub async fn mismatches_of(
    conn: &impl ConnectionTrait,
    cards: &[TransferCard],
) -> Result<HashMap<TransferId, Vec<Item>>, Fault> {
    use asset_transfer_item::Column;
    let due = Expr::col(Column::OriginalFen).sub(Expr::col(Column::AccumulatedFen)).add(Expr::col(Column::CostsFen));
    let select = asset_transfer_item::Entity::find()
        .filter(Column::TransferId.is_in(cards.iter().map(|card| card.id.uuid())))
        .filter(Column::RefusedOn.is_null())
        .filter(Expr::col(Column::RecordedFen).ne(due))
        .order_by_asc(Column::N);
    let mut found: HashMap<TransferId, Vec<Item>> = HashMap::new();
    for row in select.all(conn).await? {
        found.entry(row.transfer_id.into()).or_default().push(item_of(row)?);
    }
    Ok(found)
}

pub(super) async fn insert_parts(tx: &Tx, t: &Transfer) -> Result<(), Fault> {
    insert_all(tx, t.items.iter().map(|i| item_row(t, i)).collect()).await?;
    insert_all(tx, (1..).zip(&t.co_givers).map(|g| giver_row(t, g)).collect()).await?;
    insert_all(tx, (1..).zip(&t.papers.0).map(|p| paper_row(t, p)).collect()).await
}

macro_rules! delete_of {
    ($tx:expr, $entity:ident, $t:expr) => {
        $entity::Entity::delete_many().filter($entity::Column::TransferId.eq($t.id.uuid())).exec($tx.conn()).await?
    };
}

/// Writes anew what differs; a list stays as it is as long as its items stand as they stood. Defects hang on items.
pub(super) async fn update_parts(tx: &Tx, before: &Transfer, after: &Transfer) -> Result<(), Fault> {
    let relisted = before.items != after.items || before.state.is_open() != after.state.is_open();
    if relisted || before.defects != after.defects {
        delete_of!(tx, asset_transfer_defect, after);
    }
    if relisted {
        delete_of!(tx, asset_transfer_item, after);
        insert_all(tx, after.items.iter().map(|i| item_row(after, i)).collect()).await?;
    }
    if relisted || before.defects != after.defects {
        insert_all(tx, after.defects.iter().map(|d| defect_row(after, d)).collect()).await?;
    }
    if before.papers != after.papers {
        delete_of!(tx, asset_transfer_paper, after);
        insert_all(tx, (1..).zip(&after.papers.0).map(|p| paper_row(after, p)).collect()).await?;
    }
    if before.attended != after.attended {
        delete_of!(tx, asset_transfer_unit, after);
        insert_all(tx, (1..).zip(&after.attended).map(|u| unit_row(after, u)).collect()).await?;
    }
    if before.co_givers != after.co_givers {
        delete_of!(tx, asset_transfer_giver, after);
        insert_all(tx, (1..).zip(&after.co_givers).map(|g| giver_row(after, g)).collect()).await?;
    }
    if before.signatures != after.signatures {
        delete_of!(tx, asset_transfer_signature, after);
        insert_all(tx, after.signatures.iter().map(|s| signature_row(after, s)).collect()).await?;
    }
    Ok(())
}
