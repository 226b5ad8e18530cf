//! `/to-person-lists`, `/to-person-lines`, `/public-posts`, `/post-assignments`, `/post-sheets`.

mod assignments;
mod lines;
mod lists;
mod posts;
mod shapes;
mod sheets;

use poem_openapi::OpenApi;

use crate::{
    ground::platform::{Db, Sealer},
    office::tables::Intake,
};

/// What the operations of posts and lists need.
#[derive(Clone)]
pub struct PostsParts {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// Where files of rows are taken in.
    pub intake: Intake,
}

/// Every operation of this room.
pub fn apis(parts: &PostsParts) -> impl OpenApi + use<> {
    (
        lists::ToPersonListsApi(parts.clone()),
        lines::ToPersonLinesApi(parts.clone()),
        posts::PublicPostsApi(parts.db.clone()),
        assignments::PostAssignmentsApi(parts.clone()),
        sheets::PostSheetsApi(parts.db.clone()),
    )
}
