//! Months of the register of the sample county, one in each state: opened by the keeper of its sites, locked by the county.

use serde_json::json;

use super::{
    DemoError,
    scene::{COUNTY, Scene},
    talk::text,
};
use crate::ground::kernel::Day;

const KEEPER: &str = "datong-site";
const LOCKER: &str = "datong-assets";

/// The months of autumn, as they stand in October.
pub(super) async fn lock(scene: &Scene<'_>) -> Result<(), DemoError> {
    scene.on(Day::of(2023, 10, 15)).await?;
    for (month, ending) in [("2023-07", "reopened"), ("2023-08", "locked"), ("2023-09", "open")] {
        let body = json!({"region_code": COUNTY, "month": month, "note": "示例"});
        let opened = scene.talk.make(KEEPER, "/people-months", &body).await?;
        if ending == "open" {
            continue;
        }
        let path = format!("/people-months/{}", text(&opened, "id"));
        let locked = scene.talk.act(LOCKER, &format!("{path}/lock"), &opened, None).await?;
        if ending == "reopened" {
            let why = json!({"reason": "示例：补登一户"});
            scene.talk.act(LOCKER, &format!("{path}/reopen"), &locked, Some(why)).await?;
        }
    }
    Ok(())
}
