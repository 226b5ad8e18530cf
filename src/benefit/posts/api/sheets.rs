//! `/post-sheets`: attendance of a month of a post.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    benefit::posts::{
        model::{Attendance, Sheet, SheetQuery, SheetState},
        service::{
            exports::PostSheetTable,
            read::{list_sheets, read_sheet},
            sheets::{ConfirmSheet, RecordSheet, ReturnSheet, ReviseSheet},
        },
    },
    ground::{
        authority::action,
        kernel::{FileId, Instant, Layer, Month, OfficerId, PostAssignmentId, PostSheetId, PublicPostId, RegionCode},
        platform::Db,
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused,
            Writes, resource, wire_words,
        },
    },
    office::tables::{TableFile, exported},
};

wire_words!(SheetState);

/// On how many days somebody worked (考勤).
#[derive(Debug, Object)]
pub struct PostAttendance {
    /// Of which assignment of the post; each once.
    assignment_id: PostAssignmentId,
    /// On how many days.
    #[oai(validator(minimum(value = "0"), maximum(value = "31")))]
    worked_days: i32,
    /// On how many days whoever has the post was absent.
    #[oai(validator(minimum(value = "0"), maximum(value = "31")))]
    absent_days: i32,
    /// Remark; never a name.
    note: Option<Plain<200>>,
}

impl From<PostAttendance> for Attendance {
    fn from(a: PostAttendance) -> Self {
        let note = a.note.map(Into::into);
        Self { assignment: a.assignment_id, worked: a.worked_days, absent: a.absent_days, note }
    }
}

/// On how many days somebody worked, as it is kept.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PostAttendanceView {
    /// Of which assignment.
    assignment_id: PostAssignmentId,
    /// On how many days.
    worked_days: i32,
    /// On how many days whoever has the post was absent.
    absent_days: i32,
    /// Remark.
    note: Option<String>,
}

/// One month of a post (考勤表).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PostSheetView {
    /// Id.
    id: PostSheetId,
    /// Version, for `If-Match`.
    etag: String,
    /// Of which post.
    post_id: PublicPostId,
    /// Where that is.
    region_code: RegionCode,
    /// Of which month.
    month: Month,
    /// What it says of whom.
    rows: Vec<PostAttendanceView>,
    /// The signed sheet as a paper.
    file_id: FileId,
    /// State.
    state: SheetState,
    /// Who recorded it.
    recorded_by: OfficerId,
    /// Who confirmed it.
    confirmed_by: Option<OfficerId>,
    /// Why it was sent back.
    return_reason: Option<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(PostSheetView, "/post-sheets");

impl From<&Sheet> for PostSheetView {
    fn from(s: &Sheet) -> Self {
        let row = |a: &Attendance| PostAttendanceView {
            assignment_id: a.assignment,
            worked_days: a.worked,
            absent_days: a.absent,
            note: a.note.clone(),
        };
        Self {
            id: s.id,
            etag: s.version.to_string(),
            post_id: s.post,
            region_code: s.region.clone(),
            month: s.month,
            rows: s.rows.iter().map(row).collect(),
            file_id: s.paper,
            state: s.state,
            recorded_by: s.recorded_by,
            confirmed_by: s.confirmed_by,
            return_reason: s.return_reason.clone(),
            layer: s.layer,
            created_at: s.created_at,
            updated_at: s.updated_at,
        }
    }
}

/// A month of a post as it is recorded.
#[derive(Debug, Object)]
pub struct NewPostSheet {
    /// Of which post.
    post_id: PublicPostId,
    /// Of which month; one that has begun and in which the post has work.
    month: Month,
    /// Who worked when.
    #[oai(validator(min_items = 1, max_items = 500))]
    rows: Vec<PostAttendance>,
    /// The signed sheet as a paper.
    file_id: FileId,
}

/// A month of a post as it is recorded anew.
#[derive(Debug, Object)]
pub struct PostSheetSays {
    /// Who worked when.
    #[oai(validator(min_items = 1, max_items = 500))]
    rows: Vec<PostAttendance>,
    /// The signed sheet as a paper.
    file_id: FileId,
}

/// That a sheet goes back.
#[derive(Debug, Object)]
pub struct PostSheetReturn {
    /// Why; never a name.
    reason: Plain<200>,
}

/// Filters of sheets.
#[derive(Debug, Object)]
pub struct PostSheetFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this post.
    post_id: Option<PublicPostId>,
    /// Only of this month.
    month: Option<Month>,
    /// Only in this state.
    state: Option<SheetState>,
}

impl Filter for PostSheetFilter {
    const MARK: &'static str = "list:PostSheetFilter:since";
}

impl From<&PostSheetFilter> for SheetQuery {
    fn from(f: &PostSheetFilter) -> Self {
        Self { post: f.post_id, month: f.month, state: f.state }
    }
}

/// Attendance.
pub struct PostSheetsApi(pub Db);

type Moved = Result<Done<PostSheetView>, Refused<Writes>>;

#[OpenApi]
impl PostSheetsApi {
    /// The sheets of posts in one's regions
    #[oai(path = "/post-sheets", method = "get", operation_id = "posts.sheet.list")]
    async fn list(&self, by: Lister<PostSheetFilter>) -> Result<Json<PageOf<PostSheetView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), SheetQuery::from(&by.filter));
        let page = list_sheets(&self.0, (&by.holder, &action::POST_SHEET_READ), region, query, &by.listing).await?;
        Ok(Json(page.map(|s| PostSheetView::from(&s)).into()))
    }

    /// Record a month of a post; another officer must confirm it
    #[oai(path = "/post-sheets", method = "post", operation_id = "posts.sheet.record")]
    async fn record(&self, by: Creating, body: Json<NewPostSheet>) -> Result<Created<PostSheetView>, Refused<Writes>> {
        let b = body.0;
        let rows = b.rows.into_iter().map(Into::into).collect();
        let work = RecordSheet { actor: by.actor.clone(), post: b.post_id, month: b.month, rows, paper: b.file_id };
        by.run(&self.0, &work, |s| PostSheetView::from(s)).await
    }

    /// The sheets as a table, as filtered
    #[oai(path = "/post-sheets/export", method = "get", operation_id = "posts.sheet.export")]
    async fn export(&self, by: Exporter<PostSheetFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = SheetQuery::from(&by.filter);
        let (db, holder, region) = (self.0.clone(), by.takeout.holder.clone(), by.filter.region);
        let list = PostSheetTable { db, holder, region, query };
        Ok(exported(by.takeout, &action::POST_SHEET_EXPORT, list).await?)
    }

    /// One sheet
    #[oai(path = "/post-sheets/:id", method = "get", operation_id = "posts.sheet.read")]
    async fn read(&self, by: Caller, id: Path<PostSheetId>) -> Result<Read<PostSheetView>, Refused<Reads>> {
        Ok(Read(PostSheetView::from(&read_sheet(&self.0, &by.holder, id.0).await?)))
    }

    /// Record a month anew that nobody has confirmed, or that was sent back
    #[oai(path = "/post-sheets/:id/revise", method = "post", operation_id = "posts.sheet.revise")]
    async fn revise(&self, by: Acting, id: Path<PostSheetId>, body: Json<PostSheetSays>) -> Moved {
        let (actor, if_match, b) = (by.actor.clone(), by.if_match.clone(), body.0);
        let rows = b.rows.into_iter().map(Into::into).collect();
        let work = ReviseSheet { actor, id: id.0, if_match, rows, paper: b.file_id };
        by.run(&self.0, &work, |s| PostSheetView::from(s)).await
    }

    /// Confirm a sheet as another officer than who recorded it
    #[oai(path = "/post-sheets/:id/confirm", method = "post", operation_id = "posts.sheet.confirm")]
    async fn confirm(&self, by: Acting, id: Path<PostSheetId>) -> Moved {
        let work = ConfirmSheet { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone() };
        by.run(&self.0, &work, |s| PostSheetView::from(s)).await
    }

    /// Send a sheet back of which no list was made
    #[oai(path = "/post-sheets/:id/return", method = "post", operation_id = "posts.sheet.send_back")]
    async fn send_back(&self, by: Acting, id: Path<PostSheetId>, body: Json<PostSheetReturn>) -> Moved {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = ReturnSheet { actor, id: id.0, if_match, reason: body.0.reason.into() };
        by.run(&self.0, &work, |s| PostSheetView::from(s)).await
    }
}
