//! Printing the notice of a posting, for a kind of place.

use super::{
    read::{may_show, shown_to},
    subject_of,
};
use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{Day, PostingId, Words as _},
        platform::{ConnectionTrait, Db, Fault, Sealer, Stop},
    },
    office::{
        access::name_of,
        places::region_name,
        prints::{FormSpec, Sheet, print},
        publicity::{
            forms::NOTICE,
            model::{NoticeFields, NoticeRow, Posting, PostingFormKind, PostingState, Profile, Shown},
            store,
        },
    },
};

impl PostingFormKind {
    const fn spec(self) -> &'static FormSpec {
        match self {
            Self::Notice => &NOTICE,
        }
    }
}

/// The notice as a page, with as much of its content as that kind of place shows.
pub async fn print_posting(
    (db, sealer): (&Db, &Sealer),
    holder: &Holder,
    id: PostingId,
    (form, profile): (PostingFormKind, Profile),
) -> Result<String, Stop> {
    let now = db.now().await?;
    let look = db.snapshot().await?;
    let conn = look.conn();
    let posting = store::find_posting(conn, id).await?.ok_or_else(|| unknown(&action::POSTING_PRINT))?;
    let _permit = holder.permit_on(&action::POSTING_PRINT, subject_of(&posting), &posting.region)?;
    may_show(conn, &posting, profile, now.day()).await?;
    let content = store::read_content(conn, sealer, &posting).await?;
    let shown: Vec<Shown> = shown_to(holder, &posting, profile, &content);
    let fields = fields_of(conn, &posting, profile, &shown).await?;
    let sheet = Sheet {
        kind: subject_of(&posting).kind,
        number: posting.number.clone(),
        revision: posting.revision.into(),
        digest: Some(posting.digest),
        watermark: watermark(posting.state).or(posting.layer.watermark()),
        printed_at: now,
        printed_by: name_of(conn, holder.actor()).await?,
        fields: serde_json::to_value(&fields)
            .map_err(|e| Fault::inconsistent(format!("notice of posting {id}: {e}")))?,
    };
    print(conn, form.spec(), &posting.region, &sheet).await
}

/// The word across a notice that is not to hang any more. A draft is printed to be hung.
fn watermark(state: PostingState) -> Option<&'static str> {
    matches!(state, PostingState::Objected | PostingState::Withdrawn).then(|| state.label())
}

fn day(day: Option<Day>) -> String {
    day.map_or_else(|| "　　年　月　日".into(), Day::written)
}

async fn decision_of(conn: &impl ConnectionTrait, p: &Posting) -> Result<String, Fault> {
    let Some(id) = p.decision else { return Ok(String::new()) };
    let gone = || Fault::inconsistent(format!("the decision of posting {}", p.id));
    let d = store::find_decision(conn, id).await?.ok_or_else(gone)?;
    Ok(format!("{} {} {} {} {}", d.number, d.village, d.body.label(), d.decided_on.written(), d.result.label()))
}

async fn fields_of(
    conn: &impl ConnectionTrait,
    p: &Posting,
    profile: Profile,
    shown: &[Shown],
) -> Result<NoticeFields, Fault> {
    // A stopped term is not told: the notice that hangs again has its own days.
    let term = p.terms.last().filter(|t| t.revision == p.revision);
    let row = |(n, s): (usize, &Shown)| NoticeRow {
        n,
        name: s.name.clone().unwrap_or_default(),
        group: s.group.clone().unwrap_or_default(),
        basis: s.basis.clone().unwrap_or_default(),
        amount: s.amount.map(|a| a.grouped()).unwrap_or_default(),
    };
    Ok(NoticeFields {
        region: region_name(conn, &p.region).await?,
        number: p.number.clone(),
        title: p.title.clone(),
        matter: p.matter.label().into(),
        profile: profile.label().into(),
        span: p.span.written(),
        from_on: day(term.map(|t| t.from)),
        ends_on: day(term.map(|t| t.ends_on)),
        subjects: p.subjects.iter().map(|s| s.number.clone()).collect(),
        decision: decision_of(conn, p).await?,
        groups: shown.iter().any(|s| s.group.is_some()),
        grounds: shown.iter().any(|s| s.basis.is_some()),
        names: shown.iter().any(|s| s.name.is_some()),
        amounts: shown.iter().any(|s| s.amount.is_some()),
        rows: (1..).zip(shown).map(row).collect(),
        places: p.places.iter().map(|place| place.name.clone()).collect(),
        hotline: p.hotline.clone(),
        digest: p.digest.to_string(),
    })
}
