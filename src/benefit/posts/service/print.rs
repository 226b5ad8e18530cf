//! Printing a list. Persons are masked on it, but where they sign for what they get: a sheet with whole names is for those who keep the list, told
//! with a reason, and counts like every look at persons (S26).

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
        authority::{Action, Actor, Holder, action, unknown},
        kernel::{SubjectKind, ToPersonListId, Words as _},
        platform::{ConnectionTrait, Db, Fault, Sealer, Stop, Tx, Work},
        trail::Committed,
    },
    office::{
        access::{holder, name_of},
        people::{Seeing, note_reveal},
        places::region_name,
        prints::{Sheet, print},
    },
};

/// At most so many lines are printed; longer lists are exported as tables.
pub const MOST: i64 = 5_000;

/// How persons are called on a paper.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shows {
    Masked,
    InFull,
}

/// A list as a page.
pub async fn print_list(with: (&Db, &Sealer), holder: &Holder, id: ToPersonListId) -> Result<String, Stop> {
    page(with, holder, id, (&action::TO_PERSON_LIST_PRINT, Shows::Masked)).await
}

/// 签领表: a list as a page with whole names, to be signed. It is kept who saw them and why.
pub async fn print_list_in_full(
    with: (&Db, &Sealer),
    holder: &Holder,
    (id, reason): (ToPersonListId, String),
) -> Result<String, Stop> {
    let made = page(with, holder, id, (&action::TO_PERSON_LIST_PRINT_IN_FULL, Shows::InFull)).await?;
    with.0.write(&SeeNames { actor: holder.actor().clone(), id, reason }).await?;
    Ok(made)
}

/// That an officer sees whole names on a list.
struct SeeNames {
    actor: Actor,
    id: ToPersonListId,
    reason: String,
}

impl Work for SeeNames {
    type Record = Committed<()>;

    async fn run(&self, tx: &Tx) -> Result<Committed<()>, Stop> {
        let (holder, wanted) = (holder(tx, &self.actor).await?, &action::TO_PERSON_LIST_PRINT_IN_FULL);
        let list = store::find_list(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&list), &list.region)?;
        let (fields, reason) = ("name,list".to_owned(), self.reason.clone());
        let seeing = Seeing { permit: &permit, of: subject_of(&list), region: &list.region, fields, reason };
        let told = note_reveal(tx, seeing).await?;
        Ok(permit.commit(told, ()))
    }
}

/// The page that a right opens.
async fn page(
    (db, sealer): (&Db, &Sealer),
    holder: &Holder,
    id: ToPersonListId,
    (wanted, shows): (&'static Action, Shows),
) -> Result<String, Stop> {
    let look = db.snapshot().await?;
    let conn = look.conn();
    let list = store::find_list(conn, id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, subject_of(&list), &list.region)?;
    if list.lines > MOST {
        return Err(PostsRefusal::TooLong { lines: list.lines, most: MOST }.into());
    }
    let lines = store::lines_of(conn, id).await?;
    let whose = lines.iter().map(|l| l.whose);
    let names = match shows {
        Shows::Masked => HolderNames::of((db, sealer), whose).await?,
        Shows::InFull => HolderNames::in_full((db, sealer), whose, db.now().await?.day()).await?,
    };
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
