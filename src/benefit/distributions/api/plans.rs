//! `/distributions`: plans, and what they pass on their way.

use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use super::{
    DistributionsParts,
    says::{
        DistributionAnnulment, DistributionPosting, DistributionReturn, DistributionSays, DistributionStepSays,
        DistributionVote, NewDistribution, PrintListInFullBody,
    },
    shapes::DistributionView,
};
use crate::{
    benefit::distributions::{
        model::{DistributionFormKind, DistributionKind, DistributionQuery, DistributionState},
        service::{
            calculate::Calculate,
            ends::AnnulDistribution,
            exports::DistributionTable,
            lock::LockDistribution,
            plans::{FileDistribution, ReviseDistribution},
            print::{print_distribution, print_list_in_full},
            publicise::PubliciseDistribution,
            read::{list_distributions, read_distribution},
            steps::{Plain, ReturnDistribution, TakeStep, VoteOnDistribution},
        },
    },
    ground::{
        authority::action,
        kernel::{CollectiveId, DistributionId, RegionCode, RollId},
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Printed, Read, Reads, Refused,
            Writes,
        },
    },
    office::{
        prints::Span,
        tables::{TableFile, exported},
    },
};

/// Filters of plans.
#[derive(Debug, Object)]
pub struct DistributionFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this body.
    collective_id: Option<CollectiveId>,
    /// Only by this roll.
    roll_id: Option<RollId>,
    /// Only of this kind.
    kind: Option<DistributionKind>,
    /// Only in this state.
    state: Option<DistributionState>,
}

impl Filter for DistributionFilter {
    const MARK: &'static str = "list:DistributionFilter:since";
}

impl From<&DistributionFilter> for DistributionQuery {
    fn from(f: &DistributionFilter) -> Self {
        Self { collective: f.collective_id, roll: f.roll_id, kind: f.kind, state: f.state }
    }
}

/// Plans of distribution.
pub struct DistributionsApi(pub DistributionsParts);

impl DistributionsApi {
    async fn step(
        &self,
        by: Acting,
        id: DistributionId,
        (step, said): (Plain, DistributionStepSays),
    ) -> Result<Done<DistributionView>, Refused<Writes>> {
        let (actor, if_match, note) = (by.actor.clone(), by.if_match.clone(), said.note.map(Into::into));
        let work = TakeStep { actor, id, if_match, step, on: said.on, paper: said.file_id, note };
        by.run(&self.0.db, &work, |d| DistributionView::from(d)).await
    }
}

#[OpenApi]
impl DistributionsApi {
    /// The plans of bodies in one's regions
    #[oai(path = "/distributions", method = "get", operation_id = "distributions.distribution.list")]
    async fn list(&self, by: Lister<DistributionFilter>) -> Result<Json<PageOf<DistributionView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), DistributionQuery::from(&by.filter));
        let page = list_distributions(&self.0.db, &by.holder, region, &query, &by.listing).await?;
        Ok(Json(page.map(|d| DistributionView::from(&d)).into()))
    }

    /// File a plan
    #[oai(path = "/distributions", method = "post", operation_id = "distributions.distribution.file")]
    async fn file(
        &self,
        by: Creating,
        body: Json<NewDistribution>,
    ) -> Result<Created<DistributionView>, Refused<Writes>> {
        let collective = body.0.collective_id;
        let work = FileDistribution { actor: by.actor.clone(), collective, told: body.0.into() };
        by.run(&self.0.db, &work, |d| DistributionView::from(d)).await
    }

    /// The plans as a table, as filtered
    #[oai(path = "/distributions/export", method = "get", operation_id = "distributions.distribution.export")]
    async fn export(&self, by: Exporter<DistributionFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = DistributionQuery::from(&by.filter);
        let (db, holder, region) = (self.0.db.clone(), by.takeout.holder.clone(), by.filter.region);
        let list = DistributionTable { db, holder, region, query };
        Ok(exported(by.takeout, &action::DISTRIBUTION_EXPORT, list).await?)
    }

    /// One plan, with its steps
    #[oai(path = "/distributions/:id", method = "get", operation_id = "distributions.distribution.read")]
    async fn read(&self, by: Caller, id: Path<DistributionId>) -> Result<Read<DistributionView>, Refused<Reads>> {
        Ok(Read(DistributionView::from(&read_distribution(&self.0.db, &by.holder, id.0).await?)))
    }

    /// It as a page to be printed and signed: the plan with its steps and desks, or its list with subtotals; persons masked
    #[oai(path = "/distributions/:id/print", method = "get", operation_id = "distributions.distribution.print")]
    async fn print(
        &self,
        by: Caller,
        id: Path<DistributionId>,
        form: Query<DistributionFormKind>,
        /// Of a list the first serial that is printed; running totals go on from what lies before.
        from: Query<Option<i64>>,
        /// Of a list the last serial that is printed; at most 5,000 lines at once.
        until: Query<Option<i64>>,
    ) -> Result<Printed, Refused<Writes>> {
        let (with, span) = ((&self.0.db, &self.0.sealer), Span { from: from.0, until: until.0 });
        Ok(Printed(print_distribution(with, &by.holder, id.0, (form.0, span)).await?))
    }

    /// Its list as a sheet with whole names, to be signed, told with a reason; each time counts, and the answer is kept nowhere
    #[oai(
        path = "/distributions/:id/print-in-full",
        method = "post",
        operation_id = "distributions.distribution.print_in_full"
    )]
    async fn print_in_full(
        &self,
        by: Caller,
        id: Path<DistributionId>,
        body: Json<PrintListInFullBody>,
    ) -> Result<Printed, Refused<Writes>> {
        let PrintListInFullBody { reason, from, until } = body.0;
        let (with, span) = ((&self.0.db, &self.0.sealer), Span { from, until });
        Ok(Printed(print_list_in_full(with, &by.holder, (id.0, span, reason.into())).await?))
    }

    /// Write a plan anew that is not on its way, or was sent back
    #[oai(path = "/distributions/:id/revise", method = "post", operation_id = "distributions.distribution.revise")]
    async fn revise(
        &self,
        by: Acting,
        id: Path<DistributionId>,
        body: Json<DistributionSays>,
    ) -> Result<Done<DistributionView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = ReviseDistribution { actor, id: id.0, if_match, told: body.0.into() };
        by.run(&self.0.db, &work, |d| DistributionView::from(d)).await
    }

    /// Say that the party organisation discussed a plan
    #[oai(path = "/distributions/:id/discuss", method = "post", operation_id = "distributions.distribution.discuss")]
    async fn discuss(
        &self,
        by: Acting,
        id: Path<DistributionId>,
        body: Json<DistributionStepSays>,
    ) -> Result<Done<DistributionView>, Refused<Writes>> {
        self.step(by, id.0, (Plain::Discuss, body.0)).await
    }

    /// Say that the town checked a plan
    #[oai(path = "/distributions/:id/check", method = "post", operation_id = "distributions.distribution.check")]
    async fn check(
        &self,
        by: Acting,
        id: Path<DistributionId>,
        body: Json<DistributionStepSays>,
    ) -> Result<Done<DistributionView>, Refused<Writes>> {
        self.step(by, id.0, (Plain::Check, body.0)).await
    }

    /// Say that the list of a plan hangs, by its posting or by a paper
    #[oai(
        path = "/distributions/:id/publicise",
        method = "post",
        operation_id = "distributions.distribution.publicise"
    )]
    async fn publicise(
        &self,
        by: Acting,
        id: Path<DistributionId>,
        body: Json<DistributionPosting>,
    ) -> Result<Done<DistributionView>, Refused<Writes>> {
        let (actor, if_match, b) = (by.actor.clone(), by.if_match.clone(), body.0);
        let (posting, told, note) = (b.posting_id, (b.on, b.file_id), b.note.map(Into::into));
        let work = PubliciseDistribution { actor, id: id.0, if_match, posting, told, note };
        by.run(&self.0.db, &work, |d| DistributionView::from(d)).await
    }

    /// Say that the county's department has a plan of assistance on file, before its list is computed
    #[oai(
        path = "/distributions/:id/file",
        method = "post",
        operation_id = "distributions.distribution.file_with_county"
    )]
    async fn file_with_county(
        &self,
        by: Acting,
        id: Path<DistributionId>,
        body: Json<DistributionStepSays>,
    ) -> Result<Done<DistributionView>, Refused<Writes>> {
        self.step(by, id.0, (Plain::File, body.0)).await
    }

    /// Say that a list that was approved was announced
    #[oai(path = "/distributions/:id/announce", method = "post", operation_id = "distributions.distribution.announce")]
    async fn announce(
        &self,
        by: Acting,
        id: Path<DistributionId>,
        body: Json<DistributionStepSays>,
    ) -> Result<Done<DistributionView>, Refused<Writes>> {
        self.step(by, id.0, (Plain::Announce, body.0)).await
    }

    /// Say that the body decided on a plan
    #[oai(path = "/distributions/:id/vote", method = "post", operation_id = "distributions.distribution.vote")]
    async fn vote(
        &self,
        by: Acting,
        id: Path<DistributionId>,
        body: Json<DistributionVote>,
    ) -> Result<Done<DistributionView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = VoteOnDistribution { actor, id: id.0, if_match, resolution: body.0.resolution_id };
        by.run(&self.0.db, &work, |d| DistributionView::from(d)).await
    }

    /// Compute the list of a plan, or go on with it until its phase is `done`; what was done is computed anew
    #[oai(
        path = "/distributions/:id/calculate",
        method = "post",
        operation_id = "distributions.distribution.calculate"
    )]
    async fn calculate(&self, by: Acting, id: Path<DistributionId>) -> Result<Done<DistributionView>, Refused<Writes>> {
        let work = Calculate { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone() };
        by.run(&self.0.db, &work, |d| DistributionView::from(d)).await
    }

    /// Lock a list that hung long enough, and send it to its desks
    #[oai(path = "/distributions/:id/lock", method = "post", operation_id = "distributions.distribution.lock")]
    async fn lock(&self, by: Acting, id: Path<DistributionId>) -> Result<Done<DistributionView>, Refused<Writes>> {
        let work = LockDistribution { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone() };
        by.run(&self.0.db, &work, |d| DistributionView::from(d)).await
    }

    /// Send a plan back that is on its way
    #[oai(path = "/distributions/:id/return", method = "post", operation_id = "distributions.distribution.send_back")]
    async fn send_back(
        &self,
        by: Acting,
        id: Path<DistributionId>,
        body: Json<DistributionReturn>,
    ) -> Result<Done<DistributionView>, Refused<Writes>> {
        let (actor, if_match, b) = (by.actor.clone(), by.if_match.clone(), body.0);
        let (on, reason, paper) = (b.on, b.reason.into(), b.file_id);
        let work = ReturnDistribution { actor, id: id.0, if_match, on, reason, paper };
        by.run(&self.0.db, &work, |d| DistributionView::from(d)).await
    }

    /// Annul a plan that was sent back, or a list that was not sent to be paid
    #[oai(path = "/distributions/:id/annul", method = "post", operation_id = "distributions.distribution.annul")]
    async fn annul(
        &self,
        by: Acting,
        id: Path<DistributionId>,
        body: Json<DistributionAnnulment>,
    ) -> Result<Done<DistributionView>, Refused<Writes>> {
        let (actor, if_match, b) = (by.actor.clone(), by.if_match.clone(), body.0);
        let (on, reason, paper) = (b.on, b.reason.into(), b.file_id);
        let payouts = self.0.payouts;
        let work = AnnulDistribution { actor, id: id.0, if_match, on, reason, paper, payouts };
        by.run(&self.0.db, &work, |d| DistributionView::from(d)).await
    }
}
