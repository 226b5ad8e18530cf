//! `/repair-links`.

use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use super::RepairsParts;
use crate::{
    ground::{
        authority::action,
        kernel::{Instant, Layer, RegionCode, RepairLinkId, SiteId},
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Printed, Read, Reads,
            Refused, Writes, resource, wire_words,
        },
    },
    office::tables::{TableFile, given_out},
    property::repairs::{
        model::{LinkPaper, LinkQuery, LinkState, RepairLink},
        service::{
            links::{ActOnLink, LinkAct, MakeLink, list_links, read_address, read_link},
            poster::print_link,
        },
    },
};

wire_words!(LinkState, LinkPaper);

/// An address that hangs at a site for everybody (报修链接).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct RepairLinkView {
    /// Id.
    id: RepairLinkId,
    /// Version, for `If-Match`.
    etag: String,
    /// Of which site.
    site_id: SiteId,
    /// Where that lies.
    region_code: RegionCode,
    /// Where it hangs.
    place: String,
    /// Whether it works.
    state: LinkState,
    /// The how-manieth address it has; those before are as if they had never been.
    generation: i32,
    /// Why it was ended.
    end_reason: Option<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(RepairLinkView, "/repair-links");

impl From<&RepairLink> for RepairLinkView {
    fn from(l: &RepairLink) -> Self {
        Self {
            id: l.id,
            etag: l.version.to_string(),
            site_id: l.site,
            region_code: l.region.clone(),
            place: l.place.clone(),
            state: l.state,
            generation: l.generation,
            end_reason: l.end_reason.clone(),
            layer: l.layer,
            created_at: l.created_at,
            updated_at: l.updated_at,
        }
    }
}

/// A new link.
#[derive(Debug, Object)]
pub struct NewRepairLink {
    /// Of which site.
    site_id: SiteId,
    /// Where it is to hang: a hall, a notice board. Nobody outside is told.
    place: Plain<60>,
}

/// Why.
#[derive(Debug, Object)]
pub struct RepairLinkEnd {
    /// Why.
    reason: Plain<500>,
}

/// Where a link leads.
#[derive(Debug, Object)]
pub struct RepairLinkAddress {
    /// The page for people, below the address of this server: what a poster or its QR symbol shows.
    page: String,
    /// The path of its public operations, for other systems.
    path: String,
}

/// Filters of links.
#[derive(Debug, Object)]
pub struct RepairLinkFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this site.
    site_id: Option<SiteId>,
    /// Only in this state.
    state: Option<LinkState>,
}

impl Filter for RepairLinkFilter {
    const MARK: &'static str = "list:RepairLinkFilter:since";
}

impl RepairLinkFilter {
    fn narrowed(self) -> (Option<RegionCode>, LinkQuery) {
        (self.region, LinkQuery { site: self.site_id, state: self.state })
    }
}

/// Links.
pub struct LinksApi(pub RepairsParts);

impl LinksApi {
    async fn act(&self, by: Acting, id: RepairLinkId, act: LinkAct) -> Result<Done<RepairLinkView>, Refused<Writes>> {
        let (actor, sealer, if_match) = (by.actor.clone(), self.0.sealer.clone(), by.if_match.clone());
        let work = ActOnLink { actor, sealer, id, if_match, act };
        by.run(&self.0.db, &work, |l| RepairLinkView::from(l)).await
    }
}

#[OpenApi]
impl LinksApi {
    /// Links that hang at the sites of one's regions
    #[oai(path = "/repair-links", method = "get", operation_id = "repairs.link.list")]
    async fn list(&self, by: Lister<RepairLinkFilter>) -> Result<Json<PageOf<RepairLinkView>>, Refused<Reads>> {
        let (region, query) = by.filter.narrowed();
        let page = list_links(&self.0.db, &by.holder, region.as_ref(), &query, &by.listing).await?;
        Ok(Json(page.map(|l| RepairLinkView::from(&l)).into()))
    }

    /// Make a link for a site: whoever opens it may ask for repairs there
    #[oai(path = "/repair-links", method = "post", operation_id = "repairs.link.make")]
    async fn make(&self, by: Creating, body: Json<NewRepairLink>) -> Result<Created<RepairLinkView>, Refused<Writes>> {
        let NewRepairLink { site_id: site, place } = body.0;
        let (actor, sealer) = (by.actor.clone(), self.0.sealer.clone());
        let work = MakeLink { actor, sealer, site, place: place.into() };
        by.run(&self.0.db, &work, |l| RepairLinkView::from(l)).await
    }

    /// The links as a table, as filtered; their addresses are not in it
    #[oai(path = "/repair-links/export", method = "get", operation_id = "repairs.link.export")]
    async fn export(&self, by: Exporter<RepairLinkFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::REPAIR_LINK_EXPORT, self.0.db.clone(), RepairLinkFilter::narrowed).await
    }

    /// One link
    #[oai(path = "/repair-links/:id", method = "get", operation_id = "repairs.link.read")]
    async fn read(&self, by: Caller, id: Path<RepairLinkId>) -> Result<Read<RepairLinkView>, Refused<Reads>> {
        Ok(Read(RepairLinkView::from(&read_link(&self.0.db, &by.holder, id.0).await?)))
    }

    /// Where a link that works leads, for those who print it again
    #[oai(path = "/repair-links/:id/address", method = "get", operation_id = "repairs.link.read_address")]
    async fn address(&self, by: Caller, id: Path<RepairLinkId>) -> Result<Json<RepairLinkAddress>, Refused<Writes>> {
        let secret = read_address(&self.0.db, &self.0.sealer, &by.holder, id.0).await?;
        let (page, path) = (format!("/r/{secret}"), format!("/api/v1/public-repairs/{secret}"));
        Ok(Json(RepairLinkAddress { page, path }))
    }

    /// The poster of a link that works, for those who hang it: its site, the address with its symbol, and what to do
    #[oai(path = "/repair-links/:id/print", method = "get", operation_id = "repairs.link.print")]
    async fn print(
        &self,
        by: Caller,
        id: Path<RepairLinkId>,
        form: Query<LinkPaper>,
    ) -> Result<Printed, Refused<Writes>> {
        let RepairsParts { db, sealer, public_address, .. } = &self.0;
        Ok(Printed(print_link((db, sealer, public_address.as_ref()), &by.holder, id.0, form.0).await?))
    }

    /// Give a link another address; the one it had is as if it had never been
    #[oai(path = "/repair-links/:id/replace", method = "post", operation_id = "repairs.link.replace")]
    async fn replace(&self, by: Acting, id: Path<RepairLinkId>) -> Result<Done<RepairLinkView>, Refused<Writes>> {
        self.act(by, id.0, LinkAct::Replace).await
    }

    /// End a link; it is as if it had never been
    #[oai(path = "/repair-links/:id/end", method = "post", operation_id = "repairs.link.end")]
    async fn end(
        &self,
        by: Acting,
        id: Path<RepairLinkId>,
        body: Json<RepairLinkEnd>,
    ) -> Result<Done<RepairLinkView>, Refused<Writes>> {
        self.act(by, id.0, LinkAct::End { reason: body.0.reason.into() }).await
    }
}
