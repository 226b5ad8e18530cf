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
        kernel::{Money, SubjectKind, ToPersonListId, Words as _},
        platform::{ConnectionTrait, Db, Fault, Sealer, Stop, Tx, Work},
        trail::Committed,
    },
    office::{
        access::{holder, name_of},
        people::{Seeing, note_reveal},
        places::region_name,
        prints::{ListPart, Sheet, Span, print},
    },
};

/// At most so many lines are printed at once; longer lists are printed in parts, from serial to serial.
pub const MOST: i64 = 5_000;

/// How persons are called on a paper.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shows {
    Masked,
    InFull,
}

/// A list, or a part of it, as a page.
pub async fn print_list(
    with: (&Db, &Sealer),
    holder: &Holder,
    (id, span): (ToPersonListId, Span),
) -> Result<String, Stop> {
    let (made, _) = page(with, holder, (id, span), (&action::TO_PERSON_LIST_PRINT, Shows::Masked)).await?;
    Ok(made)
}

/// 签领表: a list, or a part of it, as a page with whole names, to be signed. It is kept who saw them and why.
pub async fn print_list_in_full(
    with: (&Db, &Sealer),
    holder: &Holder,
    (id, span, reason): (ToPersonListId, Span, String),
) -> Result<String, Stop> {
    let wanted = (&action::TO_PERSON_LIST_PRINT_IN_FULL, Shows::InFull);
    let (made, of) = page(with, holder, (id, span), wanted).await?;
    with.0.write(&SeeNames { actor: holder.actor().clone(), id, of, reason }).await?;
    Ok(made)
}

/// That an officer sees whole names on a list.
struct SeeNames {
    actor: Actor,
    id: ToPersonListId,
    of: String,
    reason: String,
}

impl Work for SeeNames {
    type Record = Committed<()>;

    async fn run(&self, tx: &Tx) -> Result<Committed<()>, Stop> {
        let (holder, wanted) = (holder(tx, &self.actor).await?, &action::TO_PERSON_LIST_PRINT_IN_FULL);
        let list = store::find_list(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&list), &list.region)?;
        let (fields, reason) = (format!("name,{}", self.of), self.reason.clone());
        let seeing = Seeing { permit: &permit, of: subject_of(&list), region: &list.region, fields, reason };
        let told = note_reveal(tx, seeing).await?;
        Ok(permit.commit(told, ()))
    }
}

/// The lines of a part, or of all of a list, and how many lie before them, of what sum.
async fn lines_of(
    conn: &impl ConnectionTrait,
    list: &ToPersonList,
    span: Span,
) -> Result<(Vec<ToPersonLine>, (usize, Money)), Stop> {
    let too_long = |lines: i64| PostsRefusal::TooLong { lines, most: MOST };
    if span.is_whole() && list.lines > MOST {
        return Err(too_long(list.lines).into());
    }
    let (from, until) = span.bounds();
    let (earlier, mut lines): (Vec<_>, Vec<_>) =
        store::lines_of(conn, list.id).await?.into_iter().partition(|line| line.n < from);
    lines.retain(|line| line.n <= until);
    if lines.is_empty() && !span.is_whole() {
        let (from, until) = span.told();
        return Err(PostsRefusal::ListPartEmpty { from, until }.into());
    }
    let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    if count > MOST {
        return Err(too_long(count).into());
    }
    let sum = Money::sum(earlier.iter().map(|line| line.amount));
    Ok((lines, (earlier.len(), sum.ok_or_else(|| beyond(list))?)))
}

fn beyond(list: &ToPersonList) -> Fault {
    Fault::inconsistent(format!("lines of list {}", list.id))
}

/// The page that a right opens, and what of the list stands on it.
async fn page(
    (db, sealer): (&Db, &Sealer),
    holder: &Holder,
    (id, span): (ToPersonListId, Span),
    (wanted, shows): (&'static Action, Shows),
) -> Result<(String, String), Stop> {
    let look = db.snapshot().await?;
    let conn = look.conn();
    let list = store::find_list(conn, id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, subject_of(&list), &list.region)?;
    let (lines, before) = lines_of(conn, &list, span).await?;
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
    let paper = paper(conn, &list, &lines, (span, before), shows).await?;
    let of = ListPart::called(paper.part.as_ref());
    let fields = serde_json::to_value(paper).map_err(|e| broken(&e))?;
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
    Ok((print(conn, &ROLL, &list.region, &sheet).await?, of))
}

async fn paper(
    conn: &impl ConnectionTrait,
    list: &ToPersonList,
    lines: &[(ToPersonLine, String)],
    (span, before): (Span, (usize, Money)),
    shows: Shows,
) -> Result<RollPaper, Fault> {
    let leaves = roll_leaves(lines, before).ok_or_else(|| beyond(list))?;
    let ends = lines.first().zip(lines.last()).map(|((first, _), (last, _))| (first.n, last.n));
    let part = span.part(ends, before, (list.lines, list.total));
    let total = match part {
        Some(_) => Money::sum(lines.iter().map(|(line, _)| line.amount)).ok_or_else(|| beyond(list))?,
        None => list.total,
    };
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
        part,
        in_full: shows == Shows::InFull,
        count: lines.len(),
        total: total.grouped(),
        total_in_capitals: total.in_capitals(),
        leaves,
    })
}
