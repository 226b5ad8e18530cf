//! 设岗、撤岗. A post is set up by a paper, and closed when nobody has it any more.

use super::{PostsRefusal, post_subject};
use crate::{
    benefit::posts::{
        model::{PayRule, PostState, PublicPost, ToPersonSource},
        store,
    },
    ground::{
        authority::{Actor, Holder, action, unknown},
        kernel::{
            AssetId, FileId, Money, Month, NumberKind, OrganisationId, PublicPostId, Refusal, RegionCode, Words as _,
        },
        platform::{Stop, Tx, Work, all_hold, next_number},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{
        access::holder,
        files::use_files,
        places::{know_organisations, region_on},
    },
    property::assets::{assets_by_id, void_for},
};

/// Sets up a post.
pub struct SetUpPost {
    /// Who asks.
    pub actor: Actor,
    /// Where.
    pub region: RegionCode,
    /// Whose.
    pub employer: OrganisationId,
    /// What it is called.
    pub title: String,
    /// What is done.
    pub duty: String,
    /// Which asset it serves.
    pub asset: Option<AssetId>,
    /// How much a whole month is paid.
    pub monthly: Money,
    /// How days become pay.
    pub pay_rule: PayRule,
    /// On how many days somebody works in a whole month.
    pub full_days: i32,
    /// How many may have it at once.
    pub places: i32,
    /// Of which money it is paid.
    pub source: ToPersonSource,
    /// The first month in which there is work, and the last.
    pub months: (Month, Option<Month>),
    /// The paper that sets it up.
    pub paper: FileId,
    /// Remark.
    pub note: Option<String>,
}

impl SetUpPost {
    async fn asset_known(&self, tx: &Tx, holder: &Holder) -> Result<(), Stop> {
        let Some(id) = self.asset else { return Ok(()) };
        let found = assets_by_id(tx.conn(), &[id]).await?.remove(&id);
        if let Some(void) = void_for(tx.conn(), &holder.seen(), id).await? {
            return Err(Refusal::from(void).placed(Some("/asset_id")).into());
        }
        match found.filter(|a| a.deleted_at.is_none() && holder.seen().covers(&a.region)) {
            Some(_) => Ok(()),
            None => Err(PostsRefusal::UnknownAsset.into()),
        }
    }

    fn fits(&self) -> Result<(), Stop> {
        if !self.monthly.is_positive() {
            return Err(PostsRefusal::PayMisfit.into());
        }
        match self.months.1.filter(|last| *last < self.months.0) {
            Some(to) => Err(PostsRefusal::PostMonthsMisfit { from: self.months.0, to }.into()),
            None => Ok(()),
        }
    }
}

impl Work for SetUpPost {
    type Record = Committed<PublicPost>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PublicPost>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let permit = holder.permit(&action::PUBLIC_POST_SET_UP, &self.region)?;
        let now = tx.now().await?;
        region_on(tx, &self.region, now.day()).await?;
        let post = PublicPost {
            id: tx.id(now),
            number: String::new(),
            region: self.region.clone(),
            employer: self.employer,
            title: self.title.clone(),
            duty: self.duty.clone(),
            asset: self.asset,
            monthly: self.monthly,
            pay_rule: self.pay_rule,
            full_days: self.full_days,
            places: self.places,
            source: self.source,
            months: self.months,
            paper: self.paper,
            state: PostState::Open,
            close_reason: None,
            note: self.note.clone(),
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let employer = [("/employer_id".to_owned(), self.employer)];
        all_hold([
            know_organisations(tx, &holder, &self.region, &employer, PostsRefusal::UnknownEmployer).await,
            self.asset_known(tx, &holder).await,
            use_files(tx, &holder.seen(), post_subject(&post), &[self.paper]).await,
            self.fits(),
        ])?;
        let number = next_number(tx, NumberKind::PublicPost, &post.region).await?.to_string();
        let post = PublicPost { number, ..post };
        store::insert_post(tx, &post).await?;
        let change = Change::created(post_subject(&post), &post.region, &post).state(post.state.word());
        Ok(permit.commit(change, post))
    }
}

/// Closes a post: after this month there is no work.
pub struct ClosePost {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: PublicPostId,
    /// The version it was read at.
    pub if_match: String,
    /// The last month in which there is work.
    pub last: Month,
    /// Why.
    pub reason: String,
}

impl Work for ClosePost {
    type Record = Committed<PublicPost>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PublicPost>, Stop> {
        let wanted = &action::PUBLIC_POST_CLOSE;
        let holder = holder(tx, &self.actor).await?;
        let before = store::lock_post(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, post_subject(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        if before.state == PostState::Closed {
            return Err(PostsRefusal::PostIs { state: before.state }.into());
        }
        if self.last < before.months.0 {
            return Err(PostsRefusal::PostMonthsMisfit { from: before.months.0, to: self.last }.into());
        }
        let count = store::count_on_duty(tx.conn(), before.id, self.last.last_day().next()).await?;
        if count > 0 {
            return Err(PostsRefusal::PostHeld { count }.into());
        }
        let (months, close_reason) = ((before.months.0, Some(self.last)), Some(self.reason.clone()));
        let after = PublicPost { state: PostState::Closed, months, close_reason, ..before.clone() };
        let after = after.next(self.actor.layer, tx.now().await?);
        store::update_post(tx, &after, before.version).await?;
        let change = Change::changed(post_subject(&after), &after.region, after.version, &before, &after);
        Ok(permit.commit(change.state(after.state.word()), after))
    }
}
