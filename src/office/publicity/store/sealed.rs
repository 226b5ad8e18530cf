//! What names people, sealed on the way in and opened in its place on the way out.

use ::entity::{posting_content, posting_list, posting_objection};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, sea_query::Expr};

use crate::{
    ground::{
        kernel::{Day, Digest, Digester, PostingId, RegionCode, Words as _},
        platform::{DataKey, Fault, Keys, Sealer, Tx, insert, insert_all},
    },
    office::publicity::model::{Content, Objection, Posting, Spoken},
};

/// The purpose of the data keys of postings.
const PURPOSE: &str = "posting";

/// The data key under which a posting is sealed today: that of its county and month.
pub struct Sealing {
    key: DataKey,
}

impl Sealing {
    /// For a region, on a day.
    pub async fn on(tx: &Tx, sealer: &Sealer, region: &RegionCode, day: Day) -> Result<Self, Fault> {
        Ok(Self { key: sealer.data_key(tx, PURPOSE, &region.county(), day.month()).await? })
    }

    /// The content of a revision.
    fn content(&self, id: PostingId, revision: i32, content: &Content) -> Result<Vec<u8>, Fault> {
        let clear = serde_json::to_vec(content).map_err(|_| Fault::inconsistent("content that is not written"))?;
        self.key.seal(&content_place(id, revision), &clear)
    }

    /// What was said in an objection, or answered to it.
    fn spoken(&self, what: &str, (id, n): (PostingId, i32), text: &str) -> Result<Vec<u8>, Fault> {
        self.key.seal(&said_place(what, (id, n)), text.as_bytes())
    }
}

fn content_place(id: PostingId, revision: i32) -> String {
    format!("posting_content|{id}|{revision}")
}

fn said_place(what: &str, (id, n): (PostingId, i32)) -> String {
    format!("posting_objection|{what}|{id}|{n}")
}

/// 内容摘要. What hangs, as one keyed digest: nobody without the key can guess from it who is named.
pub fn digest_of(keys: &Keys, p: &Posting, content: &Content) -> Result<Digest, Fault> {
    let lines = serde_json::to_string(content).map_err(|_| Fault::inconsistent("content that is not written"))?;
    let subjects: Vec<&str> = p.subjects.iter().map(|s| s.number.as_str()).collect();
    let clear = Digest::of(lines.as_bytes());
    let whole = Digester::new("posting")
        .field("number", &p.number)
        .field("revision", p.revision)
        .field("matter", p.matter)
        .field("title", &p.title)
        .field("hotline", &p.hotline)
        .optional("decision", p.decision)
        .field("span", p.span)
        .field("subjects", subjects.join("\n"))
        .field("content", clear)
        .finish();
    Ok(keys.blind_index("posting.content", &whole.to_string()))
}

/// The content of a posting's revision of now.
pub async fn read_content(conn: &impl ConnectionTrait, sealer: &Sealer, p: &Posting) -> Result<Content, Fault> {
    let broken = || Fault::inconsistent(format!("the content of posting {}", p.id));
    let row = posting_content::Entity::find_by_id((p.id.uuid(), p.revision)).one(conn).await?.ok_or_else(broken)?;
    let clear = sealer.open(conn, &content_place(p.id, p.revision), &row.sealed).await?;
    serde_json::from_slice(&clear).map_err(|_| broken())
}

/// Writes the content of a posting's revision of now, and what its lists digest to.
pub async fn insert_content(tx: &Tx, sealing: &Sealing, p: &Posting, content: &Content) -> Result<(), Fault> {
    let row = posting_content::Model {
        posting_id: p.id.uuid(),
        revision: p.revision,
        sealed: sealing.content(p.id, p.revision, content)?,
        lines: p.lines,
        digest: p.digest.to_string(),
    };
    insert(tx, row).await?;
    let list = |(n, digest): (i32, &Digest)| posting_list::Model {
        posting_id: p.id.uuid(),
        revision: p.revision,
        n,
        digest: digest.to_string(),
    };
    let lists = (1..).zip(&p.subjects).filter_map(|(n, subject)| Some((n, subject.digest.as_ref()?)));
    insert_all(tx, lists.map(list).collect()).await
}

/// Writes an objection that has no answer yet.
pub async fn insert_objection(
    tx: &Tx,
    sealing: &Sealing,
    id: PostingId,
    o: &Objection,
    said: &str,
) -> Result<(), Fault> {
    let row = posting_objection::Model {
        posting_id: id.uuid(),
        n: o.n,
        revision: o.revision,
        channel: o.channel.word().into(),
        received_on: o.received_on.date(),
        suspends: o.suspends,
        said: sealing.spoken("said", (id, o.n), said)?,
        file_id: o.file.map(|f| f.uuid()),
        recorded_by: o.recorded_by.uuid(),
        result: None,
        answered_on: None,
        answer: None,
        answered_by: None,
        recorded_late_on: o.recorded_late_on.map(Day::date),
    };
    insert(tx, row).await
}

/// Writes the answer of an objection that has none.
pub async fn answer_objection(
    tx: &Tx,
    sealing: &Sealing,
    id: PostingId,
    o: &Objection,
    said: &str,
) -> Result<(), Fault> {
    use posting_objection::Column;
    let answer = o.answer.as_ref().ok_or_else(|| Fault::inconsistent("an answer that is none"))?;
    let done = posting_objection::Entity::update_many()
        .col_expr(Column::Result, Expr::value(answer.result.word()))
        .col_expr(Column::AnsweredOn, Expr::value(answer.on.date()))
        .col_expr(Column::AnsweredBy, Expr::value(answer.by.uuid()))
        .col_expr(Column::Answer, Expr::value(sealing.spoken("answer", (id, o.n), said)?))
        .filter(Column::PostingId.eq(id.uuid()))
        .filter(Column::N.eq(o.n))
        .filter(Column::Result.is_null())
        .exec(tx.conn())
        .await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(Fault::inconsistent("an objection answered twice")) }
}

/// What the objections to a posting say, and what was answered.
pub async fn read_spoken(conn: &impl ConnectionTrait, sealer: &Sealer, id: PostingId) -> Result<Vec<Spoken>, Fault> {
    let rows = posting_objection::Entity::find()
        .filter(posting_objection::Column::PostingId.eq(id.uuid()))
        .order_by_asc(posting_objection::Column::N);
    let mut spoken = Vec::new();
    for row in rows.all(conn).await? {
        let open = async |what: &str, sealed: &[u8]| -> Result<String, Fault> {
            let clear = sealer.open(conn, &said_place(what, (id, row.n)), sealed).await?;
            String::from_utf8(clear).map_err(|_| Fault::inconsistent("an objection that is no text"))
        };
        let said = open("said", &row.said).await?;
        let answer = match &row.answer {
            Some(sealed) => Some(open("answer", sealed).await?),
            None => None,
        };
        spoken.push(Spoken { n: row.n, said, answer });
    }
    Ok(spoken)
}
