//! 报修. Somebody without a login asks for a repair; the proof is the secret of a link that hangs at the site.

use super::{digest_of, receipt_code, subject_of};
use crate::{
    ground::{
        authority::{Actor, Permit, Principal, RequestContext, action, unknown},
        kernel::{NumberKind, RepairRequestId, Words as _},
        platform::{Answer, Db, Fault, Once, Sealer, Stop, Tx, Work, next_number},
        trail::{Change, Committed},
    },
    office::{
        files::{Photo, keep_photo},
        people::{Phone, keep_phone},
        places::sites_by_id,
    },
    property::repairs::{
        RepairsRefusal,
        model::{RepairKind, RepairLink, RepairRequest, RequestState, Told},
        store,
    },
};

/// As many requests as come by one link on a civil day, over all processes: what one caller can leave behind is bounded.
const A_DAY: u64 = 300;

/// The purpose of the data keys of requests.
const PURPOSE: &str = "repair_request";

/// What somebody asks.
pub struct Asked {
    /// What is broken.
    pub kind: RepairKind,
    /// Where, and how.
    pub told: Told,
    /// 联系电话.
    pub phone: Option<Phone>,
    /// 照片.
    pub photo: Option<Vec<u8>>,
}

/// Files a request.
pub struct FileRequest {
    /// In which request to the server.
    pub context: RequestContext,
    /// Keys.
    pub sealer: Sealer,
    /// The secret of the link.
    pub secret: String,
    /// What is asked.
    pub asked: Asked,
}

/// Where a phone is sealed.
pub(super) fn phone_place(id: RepairRequestId) -> String {
    format!("repair_request|phone|{id}")
}

impl FileRequest {
    /// The request, sealed with the key of its county and month.
    async fn request(&self, tx: &Tx, link: &RepairLink) -> Result<RepairRequest, Stop> {
        let now = tx.now().await?;
        let id: RepairRequestId = tx.id(now);
        let key = self.sealer.county_key(tx, PURPOSE, &link.region).await?;
        let phone = self.asked.phone.as_ref().map(|phone| keep_phone(&key, &phone_place(id), phone)).transpose()?;
        Ok(RepairRequest {
            id,
            number: next_number(tx, NumberKind::RepairRequest, &link.region).await?.to_string(),
            link: link.id,
            site: link.site,
            region: link.region.clone(),
            kind: self.asked.kind,
            told: store::seal_told(&key, id, &self.asked.told)?,
            phone,
            photo: None,
            code: digest_of(&receipt_code(self.sealer.keys(), id)),
            filed_on: now.day(),
            state: RequestState::Received,
            order: None,
            answer: None,
            answered_on: None,
            decline_reason: None,
            layer: link.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        })
    }
}

impl Work for FileRequest {
    type Record = Committed<RepairRequest>;

    async fn run(&self, tx: &Tx) -> Result<Committed<RepairRequest>, Stop> {
        let none = || unknown(&action::REPAIR_DOOR_FILE);
        let link = store::lock_open_link(tx, &digest_of(&self.secret)).await?.ok_or_else(none)?;
        sites_by_id(tx.conn(), &[link.site])
            .await?
            .remove(&link.site)
            .filter(|s| s.deleted_at.is_none())
            .ok_or_else(none)?;
        if store::count_filed(tx, link.id, tx.now().await?.day()).await? >= A_DAY {
            return Err(RepairsRefusal::Full { limit: A_DAY }.into());
        }
        let actor = Actor::without_login(Principal::SiteLink { link: link.id }, self.context.clone());
        let actor = Actor { layer: link.layer, ..actor };
        let mut request = self.request(tx, &link).await?;
        let mut changes = Vec::new();
        if let Some(bytes) = &self.asked.photo {
            let photo = Photo { region: &link.region, name: "报修照片", bytes };
            let (id, made) = keep_photo(tx, &self.sealer, &actor, subject_of(&request), photo).await?;
            request.photo = Some(id);
            changes.push(made);
        }
        store::insert_request(tx, &request).await?;
        let permit = Permit::for_public(actor, &action::REPAIR_DOOR_FILE);
        let permit = permit.ok_or_else(|| Fault::inconsistent("the action is not public"))?;
        let filed = Change::created(subject_of(&request), &request.region, &request).state(request.state.word());
        Ok(permit.commit(filed, request).and(changes))
    }
}

/// Files a request at most once under its key. What is kept under the key is its id alone: the receipt code is worked out again.
pub async fn file_once(db: &Db, once: &Once, work: &FileRequest) -> Result<RepairRequestId, Stop> {
    let answer = |r: &RepairRequest| {
        let body = serde_json::json!({"id": r.id.to_string()});
        Ok(Answer { status: 201, etag: None, location: None, body })
    };
    let answered = db.write_once(once, work, answer).await?;
    let id = answered.answer.body["id"].as_str().and_then(|id| id.parse().ok());
    Ok(id.ok_or_else(|| Fault::inconsistent("a kept answer without its request"))?)
}

/// Checks everything and keeps nothing.
pub async fn try_filing(db: &Db, work: &FileRequest) -> Result<(), Stop> {
    let answer =
        |_: &RepairRequest| Ok(Answer { status: 200, etag: None, location: None, body: serde_json::Value::Null });
    db.dry_run(work, answer).await.map(|_| ())
}
