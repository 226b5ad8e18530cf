//! Printing the poster of a link that works: its site, its address and symbol, and what to do.

use super::{links::found, secret};
use crate::{
    ground::{
        authority::{Holder, action},
        kernel::{RepairLinkId, SubjectKind},
        platform::{Db, Fault, PublicAddress, Sealer, Stop},
    },
    office::{
        access::name_of,
        places::{region_name, sites_by_id},
        prints::{FormSpec, Sheet, print},
    },
    property::repairs::{
        RepairsRefusal,
        forms::POSTER,
        model::{LinkPaper, LinkState, PosterFields},
    },
};

impl LinkPaper {
    const fn spec(self) -> &'static FormSpec {
        match self {
            Self::Poster => &POSTER,
        }
    }
}

/// The poster, for those who may make links. Where the place is at which it hangs, nobody outside is told.
pub async fn print_link(
    (db, sealer, at): (&Db, &Sealer, Option<&PublicAddress>),
    holder: &Holder,
    id: RepairLinkId,
    form: LinkPaper,
) -> Result<String, Stop> {
    let link = found(db, holder, id, &action::REPAIR_LINK_PRINT).await?;
    if link.state != LinkState::Open {
        return Err(RepairsRefusal::LinkStateIs { state: link.state }.into());
    }
    let at = at.ok_or(RepairsRefusal::NoPublicAddress)?;
    let (conn, now) = (db.read(), db.now().await?);
    let gone = || Fault::inconsistent(format!("the site of repair link {id}"));
    let site = sites_by_id(conn, &[link.site]).await?.remove(&link.site).ok_or_else(gone)?;
    let fields = PosterFields {
        region: region_name(conn, &link.region.county()).await?,
        address: format!("{at}/r/{}", secret(sealer.keys(), link.id, link.generation)),
        site: site.name.clone(),
    };
    let sheet = Sheet {
        kind: SubjectKind::RepairLink,
        number: format!("{} 第 {} 版", site.name, link.generation),
        revision: link.generation.into(),
        digest: None,
        watermark: link.layer.watermark(),
        printed_at: now,
        printed_by: name_of(conn, holder.actor()).await?,
        fields: serde_json::to_value(&fields).map_err(|e| Fault::inconsistent(format!("poster of link {id}: {e}")))?,
    };
    print(conn, form.spec(), &link.region, &sheet).await
}
