//! `/post-assignments`: who has a public post, and until when.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::PostsParts;
use crate::{
    benefit::posts::{
        model::{Assignment, AssignmentQuery, AssignmentState},
        service::{
            assignments::{AssignPost, EndAssignment},
            exports::PostAssignmentTable,
            read::{ShownAssignment, list_assignments, read_assignment},
        },
    },
    ground::{
        authority::action,
        kernel::{Day, FileId, Instant, Layer, PersonId, PostAssignmentId, PublicPostId, RegionCode},
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused,
            Text, Writes, resource, texts, wire_words,
        },
    },
    office::tables::{TableFile, exported},
};

wire_words!(AssignmentState);

/// Who has a post, from a day until another (上岗), masked.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PostAssignmentView {
    /// Id.
    id: PostAssignmentId,
    /// Version, for `If-Match`.
    etag: String,
    /// Which post.
    post_id: PublicPostId,
    /// Its number. Absent in the answer of an act.
    post_number: Option<String>,
    /// Where it is.
    region_code: RegionCode,
    /// Who.
    person_id: PersonId,
    /// How the person is called, masked. Absent in the answer of an act.
    name: Option<String>,
    /// From this day on.
    from_on: Day,
    /// The first day on which it is so no longer.
    until_on: Option<Day>,
    /// The agreement.
    file_id: FileId,
    /// State.
    state: AssignmentState,
    /// Why it ended.
    end_reason: Option<String>,
    /// Warnings that whoever recorded it stands by, by rule number.
    acknowledged: Vec<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(PostAssignmentView, "/post-assignments");

impl From<&Assignment> for PostAssignmentView {
    fn from(a: &Assignment) -> Self {
        Self {
            id: a.id,
            etag: a.version.to_string(),
            post_id: a.post,
            post_number: None,
            region_code: a.region.clone(),
            person_id: a.person,
            name: None,
            from_on: a.from,
            until_on: a.until,
            file_id: a.paper,
            state: a.state,
            end_reason: a.end_reason.clone(),
            acknowledged: a.acknowledged.clone(),
            layer: a.layer,
            created_at: a.created_at,
            updated_at: a.updated_at,
        }
    }
}

impl From<&ShownAssignment> for PostAssignmentView {
    fn from(s: &ShownAssignment) -> Self {
        Self { name: Some(s.name.clone()), post_number: Some(s.post.clone()), ..Self::from(&s.assignment) }
    }
}

/// That somebody gets a post.
#[derive(Debug, Object)]
pub struct NewPostAssignment {
    /// Which post.
    post_id: PublicPostId,
    /// Who.
    person_id: PersonId,
    /// From this day on; not after today.
    from_on: Day,
    /// The agreement.
    file_id: FileId,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
}

/// That somebody has a post no longer.
#[derive(Debug, Object)]
pub struct PostAssignmentEnd {
    /// The first day on which it is so no longer.
    on: Day,
    /// Why; never a name.
    reason: Plain<200>,
}

/// Filters of assignments.
#[derive(Debug, Object)]
pub struct PostAssignmentFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this post.
    post_id: Option<PublicPostId>,
    /// Only of this person.
    person_id: Option<PersonId>,
    /// Only in this state.
    state: Option<AssignmentState>,
}

impl Filter for PostAssignmentFilter {
    const MARK: &'static str = "list:PostAssignmentFilter:since";
}

impl From<&PostAssignmentFilter> for AssignmentQuery {
    fn from(f: &PostAssignmentFilter) -> Self {
        Self { post: f.post_id, person: f.person_id, state: f.state }
    }
}

/// Assignments of posts.
pub struct PostAssignmentsApi(pub PostsParts);

#[OpenApi]
impl PostAssignmentsApi {
    /// Who has posts in one's regions, masked
    #[oai(path = "/post-assignments", method = "get", operation_id = "posts.assignment.list")]
    async fn list(&self, by: Lister<PostAssignmentFilter>) -> Result<Json<PageOf<PostAssignmentView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), AssignmentQuery::from(&by.filter));
        let (parts, wanted) = ((&self.0.db, &self.0.sealer), (&by.holder, &action::POST_ASSIGNMENT_READ));
        let page = list_assignments(parts, wanted, region, query, &by.listing).await?;
        Ok(Json(page.map(|a| PostAssignmentView::from(&a)).into()))
    }

    /// Give somebody a post: who is sixteen (R37) and has none (R37.1); what is unusual is acknowledged (R37.2)
    #[oai(path = "/post-assignments", method = "post", operation_id = "posts.assignment.assign")]
    async fn assign(
        &self,
        by: Creating,
        body: Json<NewPostAssignment>,
    ) -> Result<Created<PostAssignmentView>, Refused<Writes>> {
        let b = body.0;
        let work = AssignPost {
            actor: by.actor.clone(),
            sealer: self.0.sealer.clone(),
            post: b.post_id,
            person: b.person_id,
            from: b.from_on,
            paper: b.file_id,
            acknowledged: texts(b.acknowledged),
        };
        by.run(&self.0.db, &work, |a| PostAssignmentView::from(a)).await
    }

    /// The assignments as a table, as filtered, masked
    #[oai(path = "/post-assignments/export", method = "get", operation_id = "posts.assignment.export")]
    async fn export(&self, by: Exporter<PostAssignmentFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = AssignmentQuery::from(&by.filter);
        let (db, sealer) = (self.0.db.clone(), self.0.sealer.clone());
        let (holder, region) = (by.takeout.holder.clone(), by.filter.region);
        let list = PostAssignmentTable { db, sealer, holder, region, query };
        Ok(exported(by.takeout, &action::POST_ASSIGNMENT_EXPORT, list).await?)
    }

    /// One assignment, masked
    #[oai(path = "/post-assignments/:id", method = "get", operation_id = "posts.assignment.read")]
    async fn read(&self, by: Caller, id: Path<PostAssignmentId>) -> Result<Read<PostAssignmentView>, Refused<Reads>> {
        let found = read_assignment((&self.0.db, &self.0.sealer), &by.holder, id.0).await?;
        Ok(Read(PostAssignmentView::from(&found)))
    }

    /// Say that somebody has a post no longer
    #[oai(path = "/post-assignments/:id/end", method = "post", operation_id = "posts.assignment.end")]
    async fn end(
        &self,
        by: Acting,
        id: Path<PostAssignmentId>,
        body: Json<PostAssignmentEnd>,
    ) -> Result<Done<PostAssignmentView>, Refused<Writes>> {
        let (actor, if_match, b) = (by.actor.clone(), by.if_match.clone(), body.0);
        let work = EndAssignment { actor, id: id.0, if_match, on: b.on, reason: b.reason.into() };
        by.run(&self.0.db, &work, |a| PostAssignmentView::from(a)).await
    }
}
