//! Reading posts, who has them, sheets, lists and their lines; persons masked.

use std::collections::HashMap;

use super::{assignment_subject, post_subject, sheet_subject, subject_of};
use crate::{
    benefit::{
        posts::{
            model::{
                Assignment, AssignmentQuery, ListLineQuery, ListQuery, ListStep, PostQuery, PublicPost, Sheet,
                SheetQuery, ToPersonLine, ToPersonList,
            },
            store,
        },
        shares::{HolderNames, Whose},
    },
    ground::{
        authority::{Action, Holder, action, unknown},
        kernel::{PersonId, PostAssignmentId, PostSheetId, PublicPostId, RegionCode, ToPersonListId},
        platform::{Db, Fault, Listing, Page, Sealer, Stop},
    },
    office::people::persons_shown,
};

/// A list with the steps that it took.
#[derive(Debug, Clone)]
pub struct ShownList {
    /// The list.
    pub list: ToPersonList,
    /// Its steps, in their order.
    pub steps: Vec<ListStep>,
}

/// One list.
pub async fn read_list(db: &Db, holder: &Holder, id: ToPersonListId) -> Result<ShownList, Stop> {
    let wanted = &action::TO_PERSON_LIST_READ;
    let list = store::find_list(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, subject_of(&list), &list.region)?;
    Ok(ShownList { steps: store::steps_of(db.read(), id).await?, list })
}

/// Lists in the holder's regions.
pub async fn list_lists(
    db: &Db,
    (holder, wanted): (&Holder, &'static Action),
    region: Option<&RegionCode>,
    query: &ListQuery,
    listing: &Listing,
) -> Result<Page<ToPersonList>, Stop> {
    let scope = holder.scope_within(wanted, region)?;
    Ok(store::list_lists(db.read(), &scope, query, listing, db.now().await?).await?)
}

/// A line with its list, and with how whoever it pays is called, masked.
#[derive(Debug, Clone)]
pub struct ShownLine {
    /// The line.
    pub line: ToPersonLine,
    /// Its list.
    pub list: ToPersonList,
    /// How the person is called, or the household numbered.
    pub name: String,
}

/// Lines of lists in the holder's regions.
pub async fn list_lines(
    (db, sealer): (&Db, &Sealer),
    (holder, wanted): (&Holder, &'static Action),
    region: Option<&RegionCode>,
    query: ListLineQuery,
    listing: &Listing,
) -> Result<Page<ShownLine>, Stop> {
    let scope = holder.scope_within(wanted, region)?;
    let page = store::list_lines(db.read(), &scope, query, listing, db.now().await?).await?;
    let mut ids: Vec<ToPersonListId> = page.items.iter().map(|(list, _)| *list).collect();
    ids.sort_unstable();
    ids.dedup();
    let lists = store::lists_by_id(db.read(), &ids).await?;
    let whose: Vec<Whose> = page.items.iter().map(|(_, line)| line.whose).collect();
    let names = HolderNames::of((db, sealer), whose).await?;
    let shown = |(list, line): (ToPersonListId, ToPersonLine)| {
        let list = lists.get(&list).cloned().ok_or_else(|| Fault::inconsistent("a line of no list"))?;
        Ok(ShownLine { name: names.called(line.whose), line, list })
    };
    Ok(page.try_map(shown)?)
}

/// One post.
pub async fn read_post(db: &Db, holder: &Holder, id: PublicPostId) -> Result<PublicPost, Stop> {
    let wanted = &action::PUBLIC_POST_READ;
    let found = store::find_post(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, post_subject(&found), &found.region)?;
    Ok(found)
}

/// Posts in the holder's regions.
pub async fn list_posts(
    db: &Db,
    (holder, wanted): (&Holder, &'static Action),
    region: Option<&RegionCode>,
    query: &PostQuery,
    listing: &Listing,
) -> Result<Page<PublicPost>, Stop> {
    let scope = holder.scope_within(wanted, region)?;
    Ok(store::list_posts(db.read(), &scope, query, listing, db.now().await?).await?)
}

/// An assignment with how whoever has the post is called, masked, and the number of the post.
#[derive(Debug, Clone)]
pub struct ShownAssignment {
    /// The assignment.
    pub assignment: Assignment,
    /// How the person is called.
    pub name: String,
    /// The number of the post.
    pub post: String,
}

async fn shown((db, sealer): (&Db, &Sealer), all: Vec<Assignment>) -> Result<Vec<ShownAssignment>, Fault> {
    let ids: Vec<PersonId> = all.iter().map(|a| a.person).collect();
    let persons = persons_shown(db.read(), sealer, &ids).await?;
    let mut posts: Vec<PublicPostId> = all.iter().map(|a| a.post).collect();
    posts.sort_unstable();
    posts.dedup();
    let posts: HashMap<PublicPostId, PublicPost> = store::posts_by_id(db.read(), &posts).await?;
    let with = |assignment: Assignment| {
        let name = persons.get(&assignment.person).map(|p| p.name.to_string()).unwrap_or_default();
        let post = posts.get(&assignment.post).map(|p| p.number.clone());
        Ok(ShownAssignment {
            post: post.ok_or_else(|| Fault::inconsistent("an assignment of no post"))?,
            name,
            assignment,
        })
    };
    all.into_iter().map(with).collect()
}

/// One assignment.
pub async fn read_assignment(
    parts: (&Db, &Sealer),
    holder: &Holder,
    id: PostAssignmentId,
) -> Result<ShownAssignment, Stop> {
    let wanted = &action::POST_ASSIGNMENT_READ;
    let found = store::find_assignment(parts.0.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, assignment_subject(&found), &found.region)?;
    let found = shown(parts, vec![found]).await?.pop();
    Ok(found.ok_or_else(|| Fault::inconsistent("an assignment that was just found"))?)
}

/// Assignments in the holder's regions.
pub async fn list_assignments(
    parts: (&Db, &Sealer),
    (holder, wanted): (&Holder, &'static Action),
    region: Option<&RegionCode>,
    query: AssignmentQuery,
    listing: &Listing,
) -> Result<Page<ShownAssignment>, Stop> {
    let scope = holder.scope_within(wanted, region)?;
    let db = parts.0;
    let page = store::list_assignments(db.read(), &scope, query, listing, db.now().await?).await?;
    Ok(Page { items: shown(parts, page.items).await?, next: page.next, total: page.total })
}

/// One sheet.
pub async fn read_sheet(db: &Db, holder: &Holder, id: PostSheetId) -> Result<Sheet, Stop> {
    let wanted = &action::POST_SHEET_READ;
    let found = store::find_sheet(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, sheet_subject(&found), &found.region)?;
    Ok(found)
}

/// Sheets in the holder's regions.
pub async fn list_sheets(
    db: &Db,
    (holder, wanted): (&Holder, &'static Action),
    region: Option<&RegionCode>,
    query: SheetQuery,
    listing: &Listing,
) -> Result<Page<Sheet>, Stop> {
    let scope = holder.scope_within(wanted, region)?;
    Ok(store::list_sheets(db.read(), &scope, query, listing, db.now().await?).await?)
}

/// The numbers of these posts, for tables.
pub async fn post_numbers(db: &Db, sheets: &[Sheet]) -> Result<HashMap<PublicPostId, String>, Fault> {
    let mut ids: Vec<PublicPostId> = sheets.iter().map(|s| s.post).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(store::posts_by_id(db.read(), &ids).await?.into_iter().map(|(id, p)| (id, p.number)).collect())
}
