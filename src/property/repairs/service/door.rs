//! What a link tells whoever opens it: the site's name, and the course of the one request whose code they have.

use super::digest_of;
use crate::{
    ground::{
        authority::{action, unknown},
        kernel::RepairLinkId,
        platform::{Db, Fault, Stop},
    },
    office::places::{Site, sites_by_id},
    property::{
        repairs::{
            model::{Receipt, RepairRequest, progress},
            store,
        },
        upkeep::orders_by_id,
    },
};

/// A link that works, as whoever opens it sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    /// Which link.
    pub link: RepairLinkId,
    /// The site's name: nothing else of the place is told.
    pub site_name: String,
}

/// The door of a secret. One that was ended, or never was, is none.
pub async fn open_door(db: &Db, secret: &str) -> Result<Door, Stop> {
    let none = || unknown(&action::REPAIR_DOOR_READ);
    let link = store::find_open_link(db.read(), &digest_of(secret)).await?.ok_or_else(none)?;
    let site = sites_by_id(db.read(), &[link.site]).await?.remove(&link.site);
    let site: Site = site.filter(|s| s.deleted_at.is_none()).ok_or_else(none)?;
    Ok(Door { link: link.id, site_name: site.name })
}

/// The course of the request of this code, through a link of its site. A wrong code and a wrong link answer alike.
pub async fn read_receipt(db: &Db, secret: &str, code: &str) -> Result<Receipt, Stop> {
    let by = (&digest_of(secret), &digest_of(&plain_code(code)));
    let found = store::find_receipt(db.read(), by).await?;
    let request = found.ok_or_else(|| unknown(&action::REPAIR_DOOR_READ_ANSWER))?;
    Ok(receipt_of(db, request).await?)
}

/// A code as people copy it: in groups, in capitals.
fn plain_code(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

async fn receipt_of(db: &Db, request: RepairRequest) -> Result<Receipt, Fault> {
    let order = match request.order {
        Some(id) => orders_by_id(db.read(), &[id]).await?.remove(&id),
        None => None,
    };
    let gone = || Fault::inconsistent(format!("the site of repair request {}", request.id));
    let site = sites_by_id(db.read(), &[request.site]).await?.remove(&request.site).ok_or_else(gone)?;
    Ok(Receipt {
        site_name: site.name,
        kind: request.kind,
        filed_on: request.filed_on,
        progress: progress(request.state, order.map(|o| o.state)),
        answer: request.decline_reason.or(request.answer),
        answered_on: request.answered_on,
    })
}
