//! Printing a list: it hangs, and is signed. Persons are masked on it.

use super::subject_of;
use crate::{
    benefit::{
        posts::{
            PostsRefusal,
            forms::ROLL,
            model::{RollPaper, ToPersonLine, ToPersonList, months_written, roll_leaves},
            store,
        },
        shares::HolderNames,
    },
    ground::{
        authority::{Holder, action, unknown},
        kernel::{SubjectKind, ToPersonListId, Words as _},
        platform::{ConnectionTrait, Db, Fault, Sealer, Stop},
    },
    office::{
        access::name_of,
        places::region_name,
        prints::{Sheet, print},
    },
};

/// At most so many lines are printed; longer lists are exported as tables.
const MOST: i64 = 5_000;

/// A list as a page.
pub async fn print_list((db, sealer): (&Db, &Sealer), holder: &Holder, id: ToPersonListId) -> Result<String, Stop> {
    let wanted = &action::TO_PERSON_LIST_PRINT;
    let look = db.snapshot().await?;
    let conn = look.conn();
    let list = store::find_list(conn, id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, subject_of(&list), &list.region)?;
    if list.lines > MOST {
        return Err(PostsRefusal::TooLong { lines: list.lines, most: MOST }.into());
    }
    let lines = store::lines_of(conn, id).await?;
    let names = HolderNames::of((db, sealer), lines.iter().map(|l| l.whose)).await?;
    let named = |line: ToPersonLine| {
        let name = names.called(line.whose);
        (line, name)
    };
    let lines: Vec<_> = lines.into_iter().map(named).collect();
    let broken = |e: &dyn std::fmt::Display| Fault::inconsistent(format!("paper of list {id}: {e}"));
    let fields = serde_json::to_value(paper(conn, &list, &lines).await?).map_err(|e| broken(&e))?;
    let sheet = Sheet {
        kind: SubjectKind::ToPersonList,
        number: list.number.clone(),
        revision: list.version,
        digest: Some(list.digest),
        watermark: list.state.watermark().or(list.layer.watermark()),
        printed_at: db.now().await?,
        printed_by: name_of(conn, holder.actor()).await?,
        fields,
    };
    print(conn, &ROLL, &list.region, &sheet).await
}

async fn paper(
    conn: &impl ConnectionTrait,
    list: &ToPersonList,
    lines: &[(ToPersonLine, String)],
) -> Result<RollPaper, Fault> {
    let leaves = roll_leaves(lines).ok_or_else(|| Fault::inconsistent(format!("lines of list {}", list.id)))?;
    Ok(RollPaper {
        region: region_name(conn, &list.region).await?,
        number: list.number.clone(),
        name: list.name.clone(),
        item: list.item_called().into(),
        months: months_written(list.months),
        per: list.per.label().into(),
        state: list.state.label().into(),
        basis: list.basis.clone(),
        source: list.source.label().into(),
        posted_on: list.posted_on.map(|day| day.written()).unwrap_or_default(),
        count: lines.len(),
        total: list.total.grouped(),
        total_in_capitals: list.total.in_capitals(),
        leaves,
    })
}
