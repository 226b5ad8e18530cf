//! `/public-posts`: work that is paid for the public good.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    benefit::posts::{
        model::{PayRule, PostQuery, PostState, PublicPost, ToPersonSource},
        service::{
            exports::PublicPostTable,
            posts::{ClosePost, SetUpPost},
            read::{list_posts, read_post},
        },
    },
    ground::{
        authority::action,
        kernel::{AssetId, FileId, Instant, Layer, Money, Month, OrganisationId, PublicPostId, RegionCode},
        platform::Db,
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused,
            Writes, resource, wire_words,
        },
    },
    office::tables::{TableFile, exported},
};

wire_words!(PostState);

/// Work that is paid for the public good (公益岗位).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PublicPostView {
    /// Id.
    id: PublicPostId,
    /// Version, for `If-Match`.
    etag: String,
    /// Printed number.
    number: String,
    /// Where.
    region_code: RegionCode,
    /// Whose.
    employer_id: OrganisationId,
    /// What it is called.
    title: String,
    /// What is done.
    duty: String,
    /// Which asset it serves.
    asset_id: Option<AssetId>,
    /// How much a whole month is paid.
    monthly_pay: Money,
    /// How days become pay.
    pay_rule: PayRule,
    /// On how many days somebody works in a whole month.
    full_days: i32,
    /// How many may have it at once.
    places: i32,
    /// Of which money it is paid.
    source: ToPersonSource,
    /// The first month in which there is work.
    from_month: Month,
    /// The last month in which there is work.
    to_month: Option<Month>,
    /// The paper that sets it up.
    file_id: FileId,
    /// State.
    state: PostState,
    /// Why it is no more.
    close_reason: Option<String>,
    /// Remark.
    note: Option<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(PublicPostView, "/public-posts");

impl From<&PublicPost> for PublicPostView {
    fn from(p: &PublicPost) -> Self {
        Self {
            id: p.id,
            etag: p.version.to_string(),
            number: p.number.clone(),
            region_code: p.region.clone(),
            employer_id: p.employer,
            title: p.title.clone(),
            duty: p.duty.clone(),
            asset_id: p.asset,
            monthly_pay: p.monthly,
            pay_rule: p.pay_rule,
            full_days: p.full_days,
            places: p.places,
            source: p.source,
            from_month: p.months.0,
            to_month: p.months.1,
            file_id: p.paper,
            state: p.state,
            close_reason: p.close_reason.clone(),
            note: p.note.clone(),
            layer: p.layer,
            created_at: p.created_at,
            updated_at: p.updated_at,
        }
    }
}

/// A post that is set up.
#[derive(Debug, Object)]
pub struct NewPublicPost {
    /// Where.
    region_code: RegionCode,
    /// Whose.
    employer_id: OrganisationId,
    /// What it is called.
    title: Plain<100>,
    /// What is done.
    duty: Plain<500>,
    /// Which asset it serves.
    asset_id: Option<AssetId>,
    /// How much a whole month is paid; more than nothing.
    monthly_pay: Money,
    /// How days become pay.
    pay_rule: PayRule,
    /// On how many days somebody works in a whole month.
    #[oai(validator(minimum(value = "1"), maximum(value = "31")))]
    full_days: i32,
    /// How many may have it at once.
    #[oai(validator(minimum(value = "1"), maximum(value = "1000")))]
    places: i32,
    /// Of which money it is paid.
    source: ToPersonSource,
    /// The first month in which there is work.
    from_month: Month,
    /// The last month in which there is work; absent while nobody knows.
    to_month: Option<Month>,
    /// The paper that sets it up.
    file_id: FileId,
    /// Remark; never a name.
    note: Option<Plain<500>>,
}

/// That there is no work any more.
#[derive(Debug, Object)]
pub struct PublicPostClosing {
    /// The last month in which there is work.
    last_month: Month,
    /// Why; never a name.
    reason: Plain<200>,
}

/// Filters of posts.
#[derive(Debug, Object)]
pub struct PublicPostFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this employer.
    employer_id: Option<OrganisationId>,
    /// Only those that serve this asset.
    asset_id: Option<AssetId>,
    /// Only in this state.
    state: Option<PostState>,
}

impl Filter for PublicPostFilter {
    const MARK: &'static str = "list:PublicPostFilter:since";
}

impl From<&PublicPostFilter> for PostQuery {
    fn from(f: &PublicPostFilter) -> Self {
        Self { employer: f.employer_id, asset: f.asset_id, state: f.state }
    }
}

/// Public posts.
pub struct PublicPostsApi(pub Db);

#[OpenApi]
impl PublicPostsApi {
    /// The posts of one's regions
    #[oai(path = "/public-posts", method = "get", operation_id = "posts.post.list")]
    async fn list(&self, by: Lister<PublicPostFilter>) -> Result<Json<PageOf<PublicPostView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), PostQuery::from(&by.filter));
        let wanted = (&by.holder, &action::PUBLIC_POST_READ);
        let page = list_posts(&self.0, wanted, region, &query, &by.listing).await?;
        Ok(Json(page.map(|p| PublicPostView::from(&p)).into()))
    }

    /// Set up a post
    #[oai(path = "/public-posts", method = "post", operation_id = "posts.post.set_up")]
    async fn set_up(
        &self,
        by: Creating,
        body: Json<NewPublicPost>,
    ) -> Result<Created<PublicPostView>, Refused<Writes>> {
        let b = body.0;
        let work = SetUpPost {
            actor: by.actor.clone(),
            region: b.region_code,
            employer: b.employer_id,
            title: b.title.into(),
            duty: b.duty.into(),
            asset: b.asset_id,
            monthly: b.monthly_pay,
            pay_rule: b.pay_rule,
            full_days: b.full_days,
            places: b.places,
            source: b.source,
            months: (b.from_month, b.to_month),
            paper: b.file_id,
            note: b.note.map(Into::into),
        };
        by.run(&self.0, &work, |p| PublicPostView::from(p)).await
    }

    /// The posts as a table, as filtered
    #[oai(path = "/public-posts/export", method = "get", operation_id = "posts.post.export")]
    async fn export(&self, by: Exporter<PublicPostFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = PostQuery::from(&by.filter);
        let (db, holder, region) = (self.0.clone(), by.takeout.holder.clone(), by.filter.region);
        let list = PublicPostTable { db, holder, region, query };
        Ok(exported(by.takeout, &action::PUBLIC_POST_EXPORT, list).await?)
    }

    /// One post
    #[oai(path = "/public-posts/:id", method = "get", operation_id = "posts.post.read")]
    async fn read(&self, by: Caller, id: Path<PublicPostId>) -> Result<Read<PublicPostView>, Refused<Reads>> {
        Ok(Read(PublicPostView::from(&read_post(&self.0, &by.holder, id.0).await?)))
    }

    /// Close a post that nobody has any more: there is no work after a month
    #[oai(path = "/public-posts/:id/close", method = "post", operation_id = "posts.post.close")]
    async fn close(
        &self,
        by: Acting,
        id: Path<PublicPostId>,
        body: Json<PublicPostClosing>,
    ) -> Result<Done<PublicPostView>, Refused<Writes>> {
        let (actor, if_match, b) = (by.actor.clone(), by.if_match.clone(), body.0);
        let work = ClosePost { actor, id: id.0, if_match, last: b.last_month, reason: b.reason.into() };
        by.run(&self.0, &work, |p| PublicPostView::from(p)).await
    }
}
