//! What the books of the sample community have, and its register has not: two lines that the night finds, one that needs no entry, and
//! one that was sold before.

use serde_json::json;

use super::{
    DemoError,
    scene::{COUNTY, Scene},
    talk::text,
};
use crate::ground::kernel::Day;

const BOOKS: &str = include_str!("../../../data/sample/stock_lists.csv");
const OFFICER: &str = "datong-assets";

/// The list comes in as it stands, and one of its lines is set aside.
pub(super) async fn list(scene: &Scene<'_>) -> Result<(), DemoError> {
    scene.on(Day::of(2023, 10, 14)).await?;
    let file = ("示例-清册.csv", BOOKS.as_bytes());
    scene.talk.import(OFFICER, "/stock-lines/imports", COUNTY, file).await?;
    let found = scene.talk.see(OFFICER, "/stock-lines?external_system=body_books&external_id=SQ-004").await?;
    let line = &found["items"][0];
    let why = json!({"reason": "示例：登记前已报废处置", "acknowledged": ["R11"]});
    scene.talk.act(OFFICER, &format!("/stock-lines/{}/set-aside", text(line, "id")), line, Some(why)).await?;
    Ok(())
}
