//! What hangs on a complaint: subjects, officers, words, extensions.

use std::collections::HashMap;

use ::entity::{complaint_extension, complaint_officer, complaint_subject, complaint_word};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{AnyId, ComplaintId, Day, SubjectKind},
        platform::{Fault, region_of, word},
    },
    property::complaints::model::{About, Answer, Concerned, Due, Extension, Word},
};

/// What hangs on one complaint.
#[derive(Default)]
pub(super) struct Parts {
    pub about: Vec<About>,
    pub complained_of: Vec<Concerned>,
    pub words: Vec<Word>,
    pub extensions: Vec<Extension>,
}

/// The column in which a complaint names things of a kind.
pub(super) fn column_of(kind: SubjectKind) -> Result<complaint_subject::Column, Fault> {
    use complaint_subject::Column;
    match kind {
        SubjectKind::Asset => Ok(Column::AssetId),
        SubjectKind::Payment => Ok(Column::PaymentId),
        SubjectKind::Disbursement => Ok(Column::DisbursementId),
        SubjectKind::Site => Ok(Column::SiteId),
        SubjectKind::Project => Ok(Column::ProjectId),
        SubjectKind::Allocation => Ok(Column::AllocationId),
        SubjectKind::Posting => Ok(Column::PostingId),
        SubjectKind::UpkeepOrder => Ok(Column::UpkeepOrderId),
        other => Err(Fault::inconsistent(format!("a complaint about {other}"))),
    }
}

pub(super) fn subject_row(id: ComplaintId, n: i32, about: &About) -> complaint_subject::Model {
    let of = |kind: SubjectKind| (about.kind == kind).then(|| about.id.uuid());
    complaint_subject::Model {
        complaint_id: id.uuid(),
        n,
        asset_id: of(SubjectKind::Asset),
        payment_id: of(SubjectKind::Payment),
        disbursement_id: of(SubjectKind::Disbursement),
        site_id: of(SubjectKind::Site),
        project_id: of(SubjectKind::Project),
        allocation_id: of(SubjectKind::Allocation),
        posting_id: of(SubjectKind::Posting),
        upkeep_order_id: of(SubjectKind::UpkeepOrder),
        number: about.number.clone(),
        region_code: about.region.to_string(),
    }
}

fn about_of(row: complaint_subject::Model) -> Result<About, Fault> {
    let columns = [
        (SubjectKind::Asset, row.asset_id),
        (SubjectKind::Payment, row.payment_id),
        (SubjectKind::Disbursement, row.disbursement_id),
        (SubjectKind::Site, row.site_id),
        (SubjectKind::Project, row.project_id),
        (SubjectKind::Allocation, row.allocation_id),
        (SubjectKind::Posting, row.posting_id),
        (SubjectKind::UpkeepOrder, row.upkeep_order_id),
    ];
    let named = columns.into_iter().find_map(|(kind, id)| Some((kind, id?)));
    let (kind, id) = named.ok_or_else(|| Fault::inconsistent("a complaint about nothing"))?;
    Ok(About { kind, id: AnyId::new(id), number: row.number, region: region_of(&row.region_code)? })
}

fn word_of(row: complaint_word::Model) -> Result<Word, Fault> {
    let required = row.required.zip(row.required_until_on.map(Day::from_date));
    let answer = match (row.finding, row.answered_on, row.answered_by) {
        (Some(finding), Some(on), Some(by)) => {
            Some(Answer { finding: word(&finding)?, on: Day::from_date(on), by: by.into() })
        }
        _ => None,
    };
    Ok(Word {
        n: row.n,
        channel: word(&row.channel)?,
        received_on: Day::from_date(row.received_on),
        recorded_by: row.recorded_by.into(),
        due: row.due_on.map(|on| Due { on: Day::from_date(on), required }),
        answer,
    })
}

pub(super) fn extension_row(id: ComplaintId, e: &Extension) -> complaint_extension::Model {
    complaint_extension::Model {
        complaint_id: id.uuid(),
        n: e.n,
        word_n: e.word,
        from_on: e.from.date(),
        until_on: e.until.date(),
        reason: e.reason.clone(),
        extended_by: e.by.uuid(),
        extended_on: e.on.date(),
    }
}

fn extension_of(row: complaint_extension::Model) -> Extension {
    Extension {
        n: row.n,
        word: row.word_n,
        from: Day::from_date(row.from_on),
        until: Day::from_date(row.until_on),
        by: row.extended_by.into(),
        on: Day::from_date(row.extended_on),
        reason: row.reason,
    }
}

/// What hangs on these complaints, by id; each kind in one query, however many they are.
pub(super) async fn parts_of(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Parts>, Fault> {
    let mut found: HashMap<Uuid, Parts> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let ids = || ids.iter().copied();
    let subjects = complaint_subject::Entity::find()
        .filter(complaint_subject::Column::ComplaintId.is_in(ids()))
        .order_by_asc(complaint_subject::Column::N);
    for row in subjects.all(conn).await? {
        found.entry(row.complaint_id).or_default().about.push(about_of(row)?);
    }
    let officers = complaint_officer::Entity::find()
        .filter(complaint_officer::Column::ComplaintId.is_in(ids()))
        .order_by_asc(complaint_officer::Column::N);
    for row in officers.all(conn).await? {
        let concerned = Concerned { officer: row.officer_id.into(), since: row.since_n };
        found.entry(row.complaint_id).or_default().complained_of.push(concerned);
    }
    let words = complaint_word::Entity::find()
        .filter(complaint_word::Column::ComplaintId.is_in(ids()))
        .order_by_asc(complaint_word::Column::N);
    for row in words.all(conn).await? {
        found.entry(row.complaint_id).or_default().words.push(word_of(row)?);
    }
    let extensions = complaint_extension::Entity::find()
        .filter(complaint_extension::Column::ComplaintId.is_in(ids()))
        .order_by_asc(complaint_extension::Column::N);
    for row in extensions.all(conn).await? {
        found.entry(row.complaint_id).or_default().extensions.push(extension_of(row));
    }
    Ok(found)
}
