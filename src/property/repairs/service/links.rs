//! 报修链接: made, replaced, ended, read.

use super::{digest_of, secret, subject_of_link};
use crate::{
    ground::{
        authority::{Action, Actor, Holder, action, unknown},
        kernel::{RegionCode, RepairLinkId, SiteId, Words as _},
        platform::{Db, Listing, Page, Sealer, Stop, Tx, Work},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{access::holder, places::hold_site},
    property::repairs::{
        RepairsRefusal,
        model::{LinkQuery, LinkState, RepairLink},
        store,
    },
};

/// Makes a link for a site.
pub struct MakeLink {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Of which site.
    pub site: SiteId,
    /// Where it is to hang.
    pub place: String,
}

impl Work for MakeLink {
    type Record = Committed<RepairLink>;

    async fn run(&self, tx: &Tx) -> Result<Committed<RepairLink>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let site = hold_site(tx, &holder.seen(), self.site, RepairsRefusal::UnknownSite).await?;
        let permit = holder.permit(&action::REPAIR_LINK_MAKE, &site.region)?;
        let now = tx.now().await?;
        let (id, generation) = (tx.id(now), 1);
        let link = RepairLink {
            id,
            site: site.id,
            region: site.region,
            place: self.place.clone(),
            state: LinkState::Open,
            generation,
            secret: digest_of(&secret(self.sealer.keys(), id, generation)),
            end_reason: None,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        store::insert_link(tx, &link).await?;
        let made = Change::created(subject_of_link(&link), &link.region, &link);
        Ok(permit.commit(made.state(link.state.word()), link))
    }
}

/// What is done to a link that works.
#[derive(Debug, Clone)]
pub enum LinkAct {
    /// It gets another address, and the one it had is as if it had never been.
    Replace,
    /// It works no more.
    End {
        /// Why.
        reason: String,
    },
}

/// Replaces or ends a link.
pub struct ActOnLink {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Which.
    pub id: RepairLinkId,
    /// The version it was read at.
    pub if_match: String,
    /// What to do.
    pub act: LinkAct,
}

impl ActOnLink {
    const fn wanted(&self) -> &'static Action {
        match self.act {
            LinkAct::Replace => &action::REPAIR_LINK_REPLACE,
            LinkAct::End { .. } => &action::REPAIR_LINK_END,
        }
    }
}

impl Work for ActOnLink {
    type Record = Committed<RepairLink>;

    async fn run(&self, tx: &Tx) -> Result<Committed<RepairLink>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = self.wanted();
        let before = store::lock_link(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of_link(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        if before.state != LinkState::Open {
            return Err(RepairsRefusal::LinkStateIs { state: before.state }.into());
        }
        let stamped = RepairLink { version: before.version + 1, updated_at: tx.now().await?, ..before.clone() };
        let after = match &self.act {
            LinkAct::Replace => {
                let generation = before.generation + 1;
                let secret = digest_of(&secret(self.sealer.keys(), before.id, generation));
                RepairLink { generation, secret, ..stamped }
            }
            LinkAct::End { reason } => {
                RepairLink { state: LinkState::Ended, end_reason: Some(reason.clone()), ..stamped }
            }
        };
        store::update_link(tx, &after, before.version).await?;
        let change = Change::changed(subject_of_link(&after), &after.region, after.version, &before, &after);
        Ok(permit.commit(change.state(after.state.word()), after))
    }
}

/// A link, for somebody who may do this with it.
pub(super) async fn found(
    db: &Db,
    holder: &Holder,
    id: RepairLinkId,
    wanted: &'static Action,
) -> Result<RepairLink, Stop> {
    let link = store::find_link(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, subject_of_link(&link), &link.region)?;
    Ok(link)
}

/// One link.
pub async fn read_link(db: &Db, holder: &Holder, id: RepairLinkId) -> Result<RepairLink, Stop> {
    found(db, holder, id, &action::REPAIR_LINK_READ).await
}

/// The secret of a link that works, for those who may make links: what hangs in public weathers, and is printed again.
pub async fn read_address(db: &Db, sealer: &Sealer, holder: &Holder, id: RepairLinkId) -> Result<String, Stop> {
    let link = found(db, holder, id, &action::REPAIR_LINK_READ_ADDRESS).await?;
    match link.state {
        LinkState::Open => Ok(secret(sealer.keys(), link.id, link.generation)),
        LinkState::Ended => Err(RepairsRefusal::LinkStateIs { state: link.state }.into()),
    }
}

/// Links in the holder's regions.
pub async fn list_links(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &LinkQuery,
    listing: &Listing,
) -> Result<Page<RepairLink>, Stop> {
    let scope = holder.scope_within(&action::REPAIR_LINK_READ, region)?;
    Ok(store::list_links(db.read(), &scope, query, listing, db.now().await?).await?)
}
