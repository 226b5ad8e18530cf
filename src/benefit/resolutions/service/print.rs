//! Printing what a meeting needs: its minutes, and ballots. Neither names anybody who votes.

use super::read::seen;
use crate::{
    benefit::{
        collectives::bodies_named,
        resolutions::{
            RULES,
            forms::{BALLOT, MINUTES},
            model::{
                BallotPaper, MinutesPaper, Resolution, ResolutionFormKind, ShortfallRow, VotesRow, before_written,
                charter_written,
            },
        },
    },
    ground::{
        authority::{Holder, action},
        kernel::{ResolutionId, SubjectKind, Words as _},
        platform::{ConnectionTrait, Db, Fault, Stop},
    },
    office::{
        access::name_of,
        places::region_name,
        prints::{Sheet, print},
    },
};

/// A resolution as a page: the minutes of its meeting, or ballots to be cut.
pub async fn print_resolution(
    db: &Db,
    holder: &Holder,
    id: ResolutionId,
    form: ResolutionFormKind,
) -> Result<String, Stop> {
    let look = db.snapshot().await?;
    let conn = look.conn();
    let found = seen(conn, holder, id, &action::RESOLUTION_PRINT).await?;
    let body = bodies_named(conn, &[found.collective]).await?.remove(&found.collective);
    let body = body.ok_or_else(|| Fault::inconsistent("a resolution of no body"))?;
    let unwritten = |e: serde_json::Error| Fault::inconsistent(format!("paper of resolution {id}: {e}"));
    let (spec, fields) = match form {
        ResolutionFormKind::Minutes => {
            (&MINUTES, serde_json::to_value(minutes_paper(conn, &found, body).await?).map_err(unwritten)?)
        }
        ResolutionFormKind::Ballot => (&BALLOT, serde_json::to_value(ballot_paper(&found, body.1)).map_err(unwritten)?),
    };
    let sheet = Sheet {
        kind: SubjectKind::Resolution,
        number: found.number.clone(),
        revision: found.version,
        digest: found.digest(),
        watermark: found.state.watermark().or(found.layer.watermark()),
        printed_at: db.now().await?,
        printed_by: name_of(conn, holder.actor()).await?,
        fields,
    };
    print(conn, spec, &found.region, &sheet).await
}

fn ballot_paper(r: &Resolution, body: String) -> BallotPaper {
    BallotPaper {
        number: r.number.clone(),
        body,
        matter: r.matter.label().into(),
        meeting: r.meeting.label().into(),
        meeting_on: r.meeting_on.written(),
        title: r.title.clone(),
    }
}

async fn minutes_paper(
    conn: &impl ConnectionTrait,
    r: &Resolution,
    (body_number, body): (String, String),
) -> Result<MinutesPaper, Fault> {
    let demands = |number: &String| {
        let rule = RULES.iter().find(|rule| rule.number == number);
        ShortfallRow { number: number.clone(), demands: rule.map_or_else(String::new, |rule| rule.demands.zh.into()) }
    };
    Ok(MinutesPaper {
        region: region_name(conn, &r.region).await?,
        number: r.number.clone(),
        state: r.state.label().into(),
        body,
        body_number,
        matter: r.matter.label().into(),
        meeting: r.meeting.label().into(),
        meeting_on: r.meeting_on.written(),
        title: r.title.clone(),
        notice: r.notice.as_ref().map(|n| format!("{}，{}", n.on.written(), n.place)).unwrap_or_default(),
        before: before_written(&r.before),
        charter: r.bar.as_ref().map(charter_written).unwrap_or_default(),
        votes: r.count.as_ref().map(|count| VotesRow::of(r, count)),
        shortfalls: r.shortfalls.iter().map(demands).collect(),
        kept_by: r.minutes.as_ref().map(|m| m.kept_by.clone()).unwrap_or_default(),
        end_reason: r.end.as_ref().map(|end| end.reason.clone()).unwrap_or_default(),
    })
}
