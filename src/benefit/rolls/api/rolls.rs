//! `/benefit-rolls`: what a roll says of itself, its reviews, its end.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::{
    RollsParts,
    shapes::{NewRoll, NewRollReview, RollEnd, RollReviewView, RollReviews, RollSays, RollView},
};
use crate::{
    benefit::rolls::{
        model::{RollBasis, RollQuery, RollState},
        service::{
            close::CloseRoll,
            exports::RollTable,
            file::{FileRoll, ReviseRoll},
            read::{list_rolls, read_reviews, read_roll},
            review::ReviewRoll,
        },
    },
    ground::{
        authority::action,
        kernel::{CollectiveId, RegionCode, RollId},
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Read, Reads, Refused, Writes,
        },
    },
    office::tables::{TableFile, exported},
};

/// Filters of rolls.
#[derive(Debug, Object)]
pub struct RollFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this body.
    collective_id: Option<CollectiveId>,
    /// Only on this basis.
    basis: Option<RollBasis>,
    /// Only in this state.
    state: Option<RollState>,
}

impl Filter for RollFilter {
    const MARK: &'static str = "list:RollFilter:since";
}

impl From<&RollFilter> for RollQuery {
    fn from(f: &RollFilter) -> Self {
        Self { collective: f.collective_id, basis: f.basis, state: f.state }
    }
}

/// Rolls of who benefits.
pub struct RollsApi(pub RollsParts);

#[OpenApi]
impl RollsApi {
    /// The rolls of bodies in one's regions
    #[oai(path = "/benefit-rolls", method = "get", operation_id = "rolls.roll.list")]
    async fn list(&self, by: Lister<RollFilter>) -> Result<Json<PageOf<RollView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), RollQuery::from(&by.filter));
        let page = list_rolls(&self.0.db, (&by.holder, &action::ROLL_READ), region, query, &by.listing).await?;
        Ok(Json(page.map(|r| RollView::from(&r)).into()))
    }

    /// File a roll of a body; nobody stands on it yet
    #[oai(path = "/benefit-rolls", method = "post", operation_id = "rolls.roll.file")]
    async fn file(&self, by: Creating, body: Json<NewRoll>) -> Result<Created<RollView>, Refused<Writes>> {
        let (collective, basis, per) = (body.0.collective_id, body.0.basis, body.0.per);
        let work = FileRoll { actor: by.actor.clone(), collective, basis, per, told: body.0.into() };
        by.run(&self.0.db, &work, |r| RollView::from(r)).await
    }

    /// The rolls as a table, as filtered
    #[oai(path = "/benefit-rolls/export", method = "get", operation_id = "rolls.roll.export")]
    async fn export(&self, by: Exporter<RollFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = RollQuery::from(&by.filter);
        let (db, holder, region) = (self.0.db.clone(), by.takeout.holder.clone(), by.filter.region);
        Ok(exported(by.takeout, &action::ROLL_EXPORT, RollTable { db, holder, region, query }).await?)
    }

    /// One roll
    #[oai(path = "/benefit-rolls/:id", method = "get", operation_id = "rolls.roll.read")]
    async fn read(&self, by: Caller, id: Path<RollId>) -> Result<Read<RollView>, Refused<Reads>> {
        Ok(Read(RollView::from(&read_roll(&self.0.db, &by.holder, id.0).await?)))
    }

    /// The reviews of a roll
    #[oai(path = "/benefit-rolls/:id/reviews", method = "get", operation_id = "rolls.roll.read_reviews")]
    async fn read_reviews(&self, by: Caller, id: Path<RollId>) -> Result<Json<RollReviews>, Refused<Reads>> {
        let reviews = read_reviews(&self.0.db, &by.holder, id.0).await?;
        Ok(Json(RollReviews { items: reviews.iter().map(RollReviewView::from).collect() }))
    }

    /// Say anew what a roll says of itself; its body, its basis and who stands on it stay
    #[oai(path = "/benefit-rolls/:id/revise", method = "post", operation_id = "rolls.roll.revise")]
    async fn revise(
        &self,
        by: Acting,
        id: Path<RollId>,
        body: Json<RollSays>,
    ) -> Result<Done<RollView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = ReviseRoll { actor, id: id.0, if_match, told: body.0.into() };
        by.run(&self.0.db, &work, |r| RollView::from(r)).await
    }

    /// Say that a roll was held against the facts, once a year (R73)
    #[oai(path = "/benefit-rolls/:id/review", method = "post", operation_id = "rolls.roll.review")]
    async fn review(
        &self,
        by: Acting,
        id: Path<RollId>,
        body: Json<NewRollReview>,
    ) -> Result<Done<RollView>, Refused<Writes>> {
        let (actor, if_match, b) = (by.actor.clone(), by.if_match.clone(), body.0);
        let (paper, note) = (b.file_id, b.note.map(Into::into));
        let work = ReviewRoll { actor, id: id.0, if_match, on: b.on, paper, note };
        by.run(&self.0.db, &work, |r| RollView::from(r)).await
    }

    /// Close a roll: whoever stands on it leaves it
    #[oai(path = "/benefit-rolls/:id/close", method = "post", operation_id = "rolls.roll.close")]
    async fn close(
        &self,
        by: Acting,
        id: Path<RollId>,
        body: Json<RollEnd>,
    ) -> Result<Done<RollView>, Refused<Writes>> {
        let (actor, if_match, b) = (by.actor.clone(), by.if_match.clone(), body.0);
        let work = CloseRoll { actor, id: id.0, if_match, on: b.on, reason: b.reason.into(), paper: b.file_id };
        by.run(&self.0.db, &work, |r| RollView::from(r)).await
    }
}
