//! `/publicity`.

use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use super::{
    PublicityParts,
    bodies::{
        CloseBody, CopiesDown, EndPhotos, Filed, NewAnswer, NewObjection, NewPosting, PostBody, PostingRevision,
        WithdrawBody,
    },
    views::{PostingLines, PublicityView, SpokenObjections},
};
use crate::{
    ground::{
        authority::action,
        kernel::{PostingId, RegionCode},
        platform::Work,
        trail::Committed,
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Printed, Read, Reads, Refused,
            Writes, texts,
        },
    },
    office::publicity::{
        model::{PostedMatter, Posting, PostingFormKind, PostingQuery, PostingState, Profile},
        service::{
            Act,
            close::ClosePosting,
            file::FilePosting,
            objections::{AnswerObjection, RecordObjection},
            places::RecordPlaces,
            post::PostPosting,
            print::print_posting,
            read::{list_postings, read_lines, read_objections, read_posting},
            revise::RevisePosting,
            take_down::TakeDown,
            withdraw::WithdrawPosting,
        },
    },
    office::tables::{TableFile, given_out},
};

/// Filters of postings.
#[derive(Debug, Object)]
pub struct PublicityFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only in this state.
    state: Option<PostingState>,
    /// Only of this matter.
    matter: Option<PostedMatter>,
}

impl Filter for PublicityFilter {
    const MARK: &'static str = "list:PublicityFilter:sync";
}

impl PublicityFilter {
    fn narrowed(self) -> (Option<RegionCode>, PostingQuery) {
        (self.region, PostingQuery { state: self.state, matter: self.matter })
    }
}

/// Postings.
pub struct PostingsApi(pub PublicityParts);

type Acted = Result<Done<PublicityView>, Refused<Writes>>;

fn act_of(by: &Acting, id: PostingId) -> Act {
    Act { actor: by.actor.clone(), id, if_match: by.if_match.clone() }
}

impl PostingsApi {
    async fn act<W: Work<Record = Committed<Posting>>>(&self, by: Acting, work: &W) -> Acted {
        by.run(&self.0.db, work, |p| PublicityView::from(p)).await
    }
}

#[OpenApi]
impl PostingsApi {
    /// Postings in one's regions
    #[oai(path = "/publicity", method = "get", operation_id = "publicity.posting.list")]
    async fn list(&self, by: Lister<PublicityFilter>) -> Result<Json<PageOf<PublicityView>>, Refused<Reads>> {
        let (region, query) = by.filter.narrowed();
        let page = list_postings(&self.0.db, &by.holder, region.as_ref(), &query, &by.listing).await?;
        Ok(Json(page.map(|p| PublicityView::from(&p)).into()))
    }

    /// File what is to be posted; whom it names is kept sealed
    #[oai(path = "/publicity", method = "post", operation_id = "publicity.posting.file")]
    async fn file(&self, by: Creating, body: Json<NewPosting>) -> Result<Created<PublicityView>, Refused<Writes>> {
        let Filed { region, about, asked } = body.0.into();
        let PublicityParts { db, sealer, doors } = self.0.clone();
        let work = FilePosting { actor: by.actor.clone(), sealer, doors, region, about, asked };
        by.run(&db, &work, |p| PublicityView::from(p)).await
    }

    /// The postings as a table, as filtered; nobody is named in it
    #[oai(path = "/publicity/export", method = "get", operation_id = "publicity.posting.export")]
    async fn export(&self, by: Exporter<PublicityFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::POSTING_EXPORT, self.0.db.clone(), PublicityFilter::narrowed).await
    }

    /// One posting, without whom it names
    #[oai(path = "/publicity/:id", method = "get", operation_id = "publicity.posting.read")]
    async fn read(&self, by: Caller, id: Path<PostingId>) -> Result<Read<PublicityView>, Refused<Reads>> {
        Ok(Read(PublicityView::from(&read_posting(&self.0.db, &by.holder, id.0).await?)))
    }

    /// Whom a posting names, as a kind of place shows it; whole names only while it hangs, or to whoever prepares it
    #[oai(path = "/publicity/:id/lines", method = "get", operation_id = "publicity.posting.read_lines")]
    async fn lines(
        &self,
        by: Caller,
        id: Path<PostingId>,
        profile: Query<Profile>,
    ) -> Result<Json<PostingLines>, Refused<Writes>> {
        let PublicityParts { db, sealer, .. } = &self.0;
        Ok(Json(read_lines(db, sealer, &by.holder, id.0, profile.0).await?.into()))
    }

    /// The objections to a posting with what they say
    #[oai(path = "/publicity/:id/objections", method = "get", operation_id = "publicity.posting.read_objections")]
    async fn objections(&self, by: Caller, id: Path<PostingId>) -> Result<Json<SpokenObjections>, Refused<Reads>> {
        let PublicityParts { db, sealer, .. } = &self.0;
        Ok(Json(read_objections(db, sealer, &by.holder, id.0).await?.into()))
    }

    /// The notice as a page to be hung, with as much as that kind of place shows
    #[oai(path = "/publicity/:id/print", method = "get", operation_id = "publicity.posting.print")]
    async fn print(
        &self,
        by: Caller,
        id: Path<PostingId>,
        form: Query<PostingFormKind>,
        profile: Query<Profile>,
    ) -> Result<Printed, Refused<Writes>> {
        let PublicityParts { db, sealer, .. } = &self.0;
        Ok(Printed(print_posting((db, sealer), &by.holder, id.0, (form.0, profile.0)).await?))
    }

    /// Post a draft: it hangs from a day on, for its term (R108)
    #[oai(path = "/publicity/:id/post", method = "post", operation_id = "publicity.posting.post")]
    async fn post(&self, by: Acting, id: Path<PostingId>, body: Json<PostBody>) -> Acted {
        let PostBody { on, places, acknowledged } = body.0;
        let places = places.into_iter().map(Into::into).collect();
        let work = PostPosting { act: act_of(&by, id.0), on, places, acknowledged: texts(acknowledged) };
        self.act(by, &work).await
    }

    /// Record how the places look at the end
    #[oai(path = "/publicity/:id/places", method = "post", operation_id = "publicity.posting.record_places")]
    async fn places(&self, by: Acting, id: Path<PostingId>, body: Json<EndPhotos>) -> Acted {
        let photos = body.0.places.into_iter().map(Into::into).collect();
        let work = RecordPlaces { act: act_of(&by, id.0), photos };
        self.act(by, &work).await
    }

    /// Record an objection; one that suspends stops the term, one that is told after the close marks the posting
    #[oai(path = "/publicity/:id/objections", method = "post", operation_id = "publicity.posting.object")]
    async fn object(&self, by: Acting, id: Path<PostingId>, body: Json<NewObjection>) -> Acted {
        let b = body.0;
        let work = RecordObjection {
            act: act_of(&by, id.0),
            sealer: self.0.sealer.clone(),
            channel: b.channel,
            received_on: b.received_on,
            suspends: b.suspends,
            said: b.text.into(),
            file: b.file_id,
        };
        self.act(by, &work).await
    }

    /// Answer an objection that somebody else recorded: upheld it ends the posting, else a stopped term begins anew
    #[oai(path = "/publicity/:id/answer", method = "post", operation_id = "publicity.posting.answer")]
    async fn answer(&self, by: Acting, id: Path<PostingId>, body: Json<NewAnswer>) -> Acted {
        let b = body.0;
        let work = AnswerObjection {
            act: act_of(&by, id.0),
            sealer: self.0.sealer.clone(),
            n: b.n,
            result: b.result,
            on: b.on,
            said: b.text.into(),
            acknowledged: texts(b.acknowledged),
        };
        self.act(by, &work).await
    }

    /// Close a posting whose term is over, as somebody else than who filed and posted it
    #[oai(path = "/publicity/:id/close", method = "post", operation_id = "publicity.posting.close")]
    async fn close(&self, by: Acting, id: Path<PostingId>, body: Json<CloseBody>) -> Acted {
        let work = ClosePosting { act: act_of(&by, id.0), proof: body.0.file_id };
        self.act(by, &work).await
    }

    /// Withdraw a posting that is not over
    #[oai(path = "/publicity/:id/withdraw", method = "post", operation_id = "publicity.posting.withdraw")]
    async fn withdraw(&self, by: Acting, id: Path<PostingId>, body: Json<WithdrawBody>) -> Acted {
        let work = WithdrawPosting { act: act_of(&by, id.0), reason: body.0.reason.into() };
        self.act(by, &work).await
    }

    /// Record that pages outside show a revision no more, after its term
    #[oai(path = "/publicity/:id/take-down", method = "post", operation_id = "publicity.posting.take_down")]
    async fn take_down(&self, by: Acting, id: Path<PostingId>, body: Json<CopiesDown>) -> Acted {
        let copies = body.0.copies.into_iter().map(Into::into).collect();
        let work = TakeDown { act: act_of(&by, id.0), copies };
        self.act(by, &work).await
    }

    /// Revise a posting that is not over: it is a draft again, and hangs anew for a whole term
    #[oai(path = "/publicity/:id/revise", method = "post", operation_id = "publicity.posting.revise")]
    async fn revise(&self, by: Acting, id: Path<PostingId>, body: Json<PostingRevision>) -> Acted {
        let PublicityParts { sealer, doors, .. } = self.0.clone();
        let work = RevisePosting { act: act_of(&by, id.0), sealer, doors, asked: body.0.into() };
        self.act(by, &work).await
    }
}
