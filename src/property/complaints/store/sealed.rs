//! What was said and answered, sealed on the way in and opened in its place on the way out.

use std::collections::HashMap;

use ::entity::{complaint_file, complaint_word};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, sea_query::Expr};

use crate::{
    ground::{
        kernel::{ComplaintId, Day, FileId, RegionCode, Words as _},
        platform::{DataKey, Fault, Sealer, Tx, insert, insert_all, word},
    },
    property::complaints::model::{FileOf, Part, Spoken, Word},
};

/// The purpose of the data keys of complaints.
const PURPOSE: &str = "complaint";

/// The data key under which a complaint is sealed today: that of its county and month.
pub struct Sealing {
    key: DataKey,
}

impl Sealing {
    /// For a region, on a day.
    pub async fn on(tx: &Tx, sealer: &Sealer, region: &RegionCode, day: Day) -> Result<Self, Fault> {
        Ok(Self { key: sealer.data_key(tx, PURPOSE, &region.county(), day.month()).await? })
    }

    fn spoken(&self, part: Part, (id, n): (ComplaintId, i32), text: &str) -> Result<Vec<u8>, Fault> {
        self.key.seal(&place(part, (id, n)), text.as_bytes())
    }
}

fn place(part: Part, (id, n): (ComplaintId, i32)) -> String {
    format!("complaint_word|{part}|{id}|{n}")
}

async fn insert_files(tx: &Tx, id: ComplaintId, papers: FileOf<'_>) -> Result<(), Fault> {
    let FileOf { word, part, files } = papers;
    let row = |(n, file): (i32, &FileId)| complaint_file::Model {
        complaint_id: id.uuid(),
        word_n: word,
        part: part.word().into(),
        n,
        file_id: file.uuid(),
    };
    insert_all(tx, (1..).zip(files).map(row).collect()).await
}

/// Writes a word that has no answer yet, with its papers.
pub async fn insert_word(
    tx: &Tx,
    sealing: &Sealing,
    id: ComplaintId,
    w: &Word,
    (said, files): (&str, &[FileId]),
) -> Result<(), Fault> {
    let required = w.due.as_ref().and_then(|due| due.required.as_ref());
    let row = complaint_word::Model {
        complaint_id: id.uuid(),
        n: w.n,
        channel: w.channel.word().into(),
        received_on: w.received_on.date(),
        said: sealing.spoken(Part::Said, (id, w.n), said)?,
        recorded_by: w.recorded_by.uuid(),
        due_on: w.due.as_ref().map(|due| due.on.date()),
        required: required.map(|(text, _)| text.clone()),
        required_until_on: required.map(|(_, until)| until.date()),
        finding: None,
        answered_on: None,
        answer: None,
        answered_by: None,
    };
    insert(tx, row).await?;
    insert_files(tx, id, FileOf { word: w.n, part: Part::Said, files }).await
}

/// Writes the answer of a word that has none, with its papers.
pub async fn answer_word(
    tx: &Tx,
    sealing: &Sealing,
    id: ComplaintId,
    w: &Word,
    (said, files): (&str, &[FileId]),
) -> Result<(), Fault> {
    use complaint_word::Column;
    let answer = w.answer.as_ref().ok_or_else(|| Fault::inconsistent("an answer that is none"))?;
    let done = complaint_word::Entity::update_many()
        .col_expr(Column::Finding, Expr::value(answer.finding.word()))
        .col_expr(Column::AnsweredOn, Expr::value(answer.on.date()))
        .col_expr(Column::AnsweredBy, Expr::value(answer.by.uuid()))
        .col_expr(Column::Answer, Expr::value(sealing.spoken(Part::Answer, (id, w.n), said)?))
        .filter(Column::ComplaintId.eq(id.uuid()))
        .filter(Column::N.eq(w.n))
        .filter(Column::Finding.is_null())
        .exec(tx.conn())
        .await?;
    if done.rows_affected != 1 {
        return Err(Fault::inconsistent("a word answered twice"));
    }
    insert_files(tx, id, FileOf { word: w.n, part: Part::Answer, files }).await
}

/// What the words of a complaint say, what was answered, and their papers.
pub async fn read_spoken(conn: &impl ConnectionTrait, sealer: &Sealer, id: ComplaintId) -> Result<Vec<Spoken>, Fault> {
    let papers = complaint_file::Entity::find()
        .filter(complaint_file::Column::ComplaintId.eq(id.uuid()))
        .order_by_asc(complaint_file::Column::N);
    let mut files: HashMap<(i32, Part), Vec<FileId>> = HashMap::new();
    for row in papers.all(conn).await? {
        files.entry((row.word_n, word(&row.part)?)).or_default().push(row.file_id.into());
    }
    let rows = complaint_word::Entity::find()
        .filter(complaint_word::Column::ComplaintId.eq(id.uuid()))
        .order_by_asc(complaint_word::Column::N);
    let mut spoken = Vec::new();
    for row in rows.all(conn).await? {
        let open = async |part: Part, sealed: &[u8]| -> Result<String, Fault> {
            let clear = sealer.open(conn, &place(part, (id, row.n)), sealed).await?;
            String::from_utf8(clear).map_err(|_| Fault::inconsistent("a complaint that is no text"))
        };
        let said = open(Part::Said, &row.said).await?;
        let answer = match &row.answer {
            Some(sealed) => Some(open(Part::Answer, sealed).await?),
            None => None,
        };
        let mut of = |part: Part| files.remove(&(row.n, part)).unwrap_or_default();
        let (files, answer_files) = (of(Part::Said), of(Part::Answer));
        spoken.push(Spoken { n: row.n, said, files, answer, answer_files });
    }
    Ok(spoken)
}
