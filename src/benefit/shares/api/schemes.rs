//! `/share-schemes`: what is quantified, and how that is decided.

use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use super::{
    SharesParts,
    scheme_shapes::{
        NewShareScheme, ShareSchemeAdoption, ShareSchemeEnd, ShareSchemeForce, ShareSchemeReopening, ShareSchemeSays,
        ShareSchemeStanding, ShareSchemeView,
    },
};
use crate::{
    benefit::shares::{
        model::{SchemeQuery, SchemeState},
        service::{
            adopt::{AdoptScheme, CloseScheme, PutInForce, ReopenScheme},
            exports::SchemeTable,
            read::{list_schemes, read_scheme, read_standing},
            schemes::{FileScheme, ReviseScheme, WithdrawScheme},
        },
    },
    ground::{
        authority::action,
        kernel::{AssetId, CollectiveId, Day, RegionCode, ShareSchemeId},
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Read, Reads, Refused, Writes,
        },
    },
    office::tables::{TableFile, exported},
};

/// Filters of schemes.
#[derive(Debug, Object)]
pub struct ShareSchemeFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this body.
    collective_id: Option<CollectiveId>,
    /// Only in this state.
    state: Option<SchemeState>,
    /// Only those that quantify this asset.
    asset_id: Option<AssetId>,
}

impl Filter for ShareSchemeFilter {
    const MARK: &'static str = "list:ShareSchemeFilter:since";
}

impl From<&ShareSchemeFilter> for SchemeQuery {
    fn from(f: &ShareSchemeFilter) -> Self {
        Self { collective: f.collective_id, state: f.state, asset: f.asset_id }
    }
}

/// Schemes by which income rights are quantified.
pub struct ShareSchemesApi(pub SharesParts);

#[OpenApi]
impl ShareSchemesApi {
    /// The schemes of bodies in one's regions
    #[oai(path = "/share-schemes", method = "get", operation_id = "shares.scheme.list")]
    async fn list(&self, by: Lister<ShareSchemeFilter>) -> Result<Json<PageOf<ShareSchemeView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), SchemeQuery::from(&by.filter));
        let page = list_schemes(&self.0.db, &by.holder, region, &query, &by.listing).await?;
        Ok(Json(page.map(|s| ShareSchemeView::from(&s)).into()))
    }

    /// File the draft of a scheme
    #[oai(path = "/share-schemes", method = "post", operation_id = "shares.scheme.file")]
    async fn file(
        &self,
        by: Creating,
        body: Json<NewShareScheme>,
    ) -> Result<Created<ShareSchemeView>, Refused<Writes>> {
        let collective = body.0.collective_id;
        let work = FileScheme { actor: by.actor.clone(), collective, told: body.0.into() };
        by.run(&self.0.db, &work, |s| ShareSchemeView::from(s)).await
    }

    /// The schemes as a table, as filtered
    #[oai(path = "/share-schemes/export", method = "get", operation_id = "shares.scheme.export")]
    async fn export(&self, by: Exporter<ShareSchemeFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = SchemeQuery::from(&by.filter);
        let (db, holder, region) = (self.0.db.clone(), by.takeout.holder.clone(), by.filter.region);
        Ok(exported(by.takeout, &action::SHARE_SCHEME_EXPORT, SchemeTable { db, holder, region, query }).await?)
    }

    /// One scheme
    #[oai(path = "/share-schemes/:id", method = "get", operation_id = "shares.scheme.read")]
    async fn read(&self, by: Caller, id: Path<ShareSchemeId>) -> Result<Read<ShareSchemeView>, Refused<Reads>> {
        Ok(Read(ShareSchemeView::from(&read_scheme(&self.0.db, &by.holder, id.0).await?)))
    }

    /// What of a scheme is held on a day, by class; today where none is named
    #[oai(path = "/share-schemes/:id/standing", method = "get", operation_id = "shares.scheme.read_standing")]
    async fn read_standing(
        &self,
        by: Caller,
        id: Path<ShareSchemeId>,
        /// On which day.
        as_of: Query<Option<Day>>,
    ) -> Result<Json<ShareSchemeStanding>, Refused<Reads>> {
        Ok(Json((&read_standing(&self.0.db, &by.holder, id.0, as_of.0).await?).into()))
    }

    /// Write a draft anew
    #[oai(path = "/share-schemes/:id/revise", method = "post", operation_id = "shares.scheme.revise")]
    async fn revise(
        &self,
        by: Acting,
        id: Path<ShareSchemeId>,
        body: Json<ShareSchemeSays>,
    ) -> Result<Done<ShareSchemeView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = ReviseScheme { actor, id: id.0, if_match, told: body.0.into() };
        by.run(&self.0.db, &work, |s| ShareSchemeView::from(s)).await
    }

    /// Take a draft back
    #[oai(path = "/share-schemes/:id/withdraw", method = "post", operation_id = "shares.scheme.withdraw")]
    async fn withdraw(&self, by: Acting, id: Path<ShareSchemeId>) -> Result<Done<ShareSchemeView>, Refused<Writes>> {
        let work = WithdrawScheme { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone() };
        by.run(&self.0.db, &work, |s| ShareSchemeView::from(s)).await
    }

    /// Say that a resolution adopted a scheme
    #[oai(path = "/share-schemes/:id/adopt", method = "post", operation_id = "shares.scheme.adopt")]
    async fn adopt(
        &self,
        by: Acting,
        id: Path<ShareSchemeId>,
        body: Json<ShareSchemeAdoption>,
    ) -> Result<Done<ShareSchemeView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let (resolution, from) = (body.0.resolution_id, body.0.from_on);
        let work = AdoptScheme { actor, id: id.0, if_match, resolution, from };
        by.run(&self.0.db, &work, |s| ShareSchemeView::from(s)).await
    }

    /// Say that all shares of a scheme are held
    #[oai(path = "/share-schemes/:id/put-in-force", method = "post", operation_id = "shares.scheme.put_in_force")]
    async fn put_in_force(
        &self,
        by: Acting,
        id: Path<ShareSchemeId>,
        body: Json<ShareSchemeForce>,
    ) -> Result<Done<ShareSchemeView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = PutInForce { actor, id: id.0, if_match, on: body.0.on };
        by.run(&self.0.db, &work, |s| ShareSchemeView::from(s)).await
    }

    /// Open the register of a static scheme in force again, because what was issued is wrong
    #[oai(path = "/share-schemes/:id/reopen", method = "post", operation_id = "shares.scheme.reopen")]
    async fn reopen(
        &self,
        by: Acting,
        id: Path<ShareSchemeId>,
        body: Json<ShareSchemeReopening>,
    ) -> Result<Done<ShareSchemeView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = ReopenScheme { actor, id: id.0, if_match, paper: body.0.file_id };
        by.run(&self.0.db, &work, |s| ShareSchemeView::from(s)).await
    }

    /// Say that nobody has shares of a scheme from a day on
    #[oai(path = "/share-schemes/:id/close", method = "post", operation_id = "shares.scheme.close")]
    async fn close(
        &self,
        by: Acting,
        id: Path<ShareSchemeId>,
        body: Json<ShareSchemeEnd>,
    ) -> Result<Done<ShareSchemeView>, Refused<Writes>> {
        let (actor, if_match, b) = (by.actor.clone(), by.if_match.clone(), body.0);
        let (reason, paper, resolution) = (b.reason.into(), b.file_id, b.resolution_id);
        let work = CloseScheme { actor, id: id.0, if_match, on: b.on, reason, paper, resolution };
        by.run(&self.0.db, &work, |s| ShareSchemeView::from(s)).await
    }
}
