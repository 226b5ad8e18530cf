//! Rows of what hangs on an asset: owners, parties, money, papers.

use std::collections::HashMap;

use ::entity::{asset_funding, asset_ownership, asset_paper, asset_party};
use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryResult, Statement, Value,
};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{AssetId, Day, ExternalRef, FileId, SubjectKind, Words as _},
        platform::{Fault, InOrder, Tx, insert_all, money_of, places, scaled_of, word},
    },
    office::people::WrittenName,
    property::assets::model::{Asset, AssetParty, FundedBy, FundingPart, Named, Ownership},
};

fn named(organisation: Option<Uuid>, shown: Option<String>, person: Option<Uuid>) -> Result<Named, Fault> {
    let who = Named::kept(organisation.map(Into::into), shown, person.map(Into::into));
    who.ok_or_else(|| Fault::inconsistent("somebody named twice or not at all"))
}

/// The organisation, what is shown of a written name, and where a person of it is sealed.
type Columns = (Option<Uuid>, Option<String>, Option<Uuid>);

/// The three columns of somebody: organisation, what is shown, sealed row.
fn columns(who: &Named) -> Result<Columns, Fault> {
    let (shown, person) = match who.written() {
        Some(name) => name_columns(Some(name))?,
        None => (None, None),
    };
    Ok((who.organisation().map(|id| id.uuid()), shown, person))
}

/// The two columns of a name. A person's that was not sealed is in no row.
pub(super) fn name_columns(name: Option<&WrittenName>) -> Result<(Option<String>, Option<Uuid>), Fault> {
    match name {
        Some(WrittenName::Told(_)) => Err(Fault::inconsistent("a person's name that was not sealed")),
        Some(name) => Ok((Some(name.shown()), name.person().map(|p| p.id.uuid()))),
        None => Ok((None, None)),
    }
}

/// A part of an asset's money, as three papers of which one is named, or as it is written.
pub(super) fn funded(
    (allocation, payment, document): (Option<Uuid>, Option<Uuid>, Option<Uuid>),
    written: Option<String>,
    amount_fen: i64,
) -> Result<FundingPart, Fault> {
    let by = match (allocation, payment, document, written) {
        (Some(id), None, None, None) => FundedBy::Allocation(id.into()),
        (None, Some(id), None, None) => FundedBy::Payment(id.into()),
        (None, None, Some(id), None) => FundedBy::Document(id.into()),
        (None, None, None, Some(text)) => FundedBy::Written(text),
        _ => return Err(Fault::inconsistent("a part of an asset's money without its one source")),
    };
    Ok(FundingPart { by, amount: money_of(amount_fen)? })
}

/// One thing that hangs on an asset, of any of the five kinds.
struct PartRow {
    part: String,
    asset_id: Uuid,
    /// Of a paper: its file.
    id: Option<Uuid>,
    from_on: Option<NaiveDate>,
    until_on: Option<NaiveDate>,
    /// A share in millionths, or fen.
    amount: Option<i64>,
    /// Regime, role, or another system.
    named_as: Option<String>,
    written: Option<String>,
    /// Organisation and sealed person, or allocation, payment and document.
    first_id: Option<Uuid>,
    second_id: Option<Uuid>,
    third_id: Option<Uuid>,
}

/// By the places of its columns: most of them are empty, whatever the kind.
impl FromQueryResult for PartRow {
    fn from_query_result(row: &QueryResult, _prefix: &str) -> Result<Self, DbErr> {
        let mut row = InOrder::of(row);
        Ok(Self {
            part: row.column()?,
            asset_id: row.column()?,
            id: row.column()?,
            from_on: row.column()?,
            until_on: row.column()?,
            amount: row.column()?,
            named_as: row.column()?,
            written: row.column()?,
            first_id: row.column()?,
            second_id: row.column()?,
            third_id: row.column()?,
        })
    }
}

impl PartRow {
    fn told<T>(&self, value: Option<T>) -> Result<T, Fault> {
        value.ok_or_else(|| Fault::inconsistent(format!("{} of asset {} without what it is", self.part, self.asset_id)))
    }

    /// Hangs it on its asset.
    fn hang(mut self, on: &mut Asset) -> Result<(), Fault> {
        let (from, until) = (self.from_on.map(Day::from_date), self.until_on.map(Day::from_date));
        let written = self.written.take();
        match self.part.as_str() {
            "owner" => on.owners.push(Ownership {
                who: named(self.first_id, written, self.second_id)?,
                share: scaled_of(self.told(self.amount)?)?,
                regime: self.named_as.as_deref().map(word).transpose()?,
                from: self.told(from)?,
                until,
            }),
            "party" => on.parties.push(AssetParty {
                role: word(self.told(self.named_as.as_deref())?)?,
                who: named(self.first_id, written, self.second_id)?,
                from,
                to: until,
            }),
            "money" => {
                let papers = (self.first_id, self.second_id, self.third_id);
                on.funding.push(funded(papers, written, self.told(self.amount)?)?);
            }
            "paper" => on.papers.push(self.told(self.id)?.into()),
            "called" => {
                let system = self.named_as.take();
                on.external_ids.push(ExternalRef { system: self.told(system)?, id: self.told(written)? });
            }
            other => return Err(Fault::inconsistent(format!("{other} of asset {}", self.asset_id))),
        }
        Ok(())
    }
}

/// What hangs on some assets and what other systems call them, each kind in its own order: a page waits for one answer instead of five.
fn parts_sql(count: usize) -> String {
    let (ids, kind) = (places(1, count), SubjectKind::Asset.word());
    format!(
        "SELECT 'owner' AS part, asset_id, id, from_on, until_on, share_ppm AS amount, regime AS named_as, written_name AS written, \
                organisation_id AS first_id, written_person_id AS second_id, CAST(NULL AS uuid) AS third_id, \
                from_on AS sorted_on, 0 AS n FROM asset_ownership WHERE asset_id IN ({ids}) \
         UNION ALL SELECT 'party', asset_id, id, from_on, to_on, NULL, role, written_name, organisation_id, written_person_id, NULL, \
                NULL, 0 FROM asset_party WHERE asset_id IN ({ids}) \
         UNION ALL SELECT 'money', asset_id, NULL, NULL, NULL, amount_fen, NULL, written, allocation_id, payment_id, document_id, \
                NULL, n FROM asset_funding WHERE asset_id IN ({ids}) \
         UNION ALL SELECT 'paper', asset_id, file_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0 \
                FROM asset_paper WHERE asset_id IN ({ids}) \
         UNION ALL SELECT 'called', subject_id, NULL, NULL, NULL, NULL, system, value, NULL, NULL, NULL, NULL, 0 \
                FROM external_id WHERE subject_kind = '{kind}' AND subject_id IN ({ids}) \
         ORDER BY sorted_on, n, id, named_as"
    )
}

/// Hangs owners, parties, money, papers and the names of other systems on assets, in one query for as many as one statement takes.
pub(super) async fn attach(conn: &impl ConnectionTrait, mut assets: Vec<Asset>) -> Result<Vec<Asset>, Fault> {
    let mut at: HashMap<Uuid, usize> = HashMap::with_capacity(assets.len());
    for (place, asset) in assets.iter().enumerate() {
        at.insert(asset.id.uuid(), place);
    }
    let ids: Vec<Uuid> = assets.iter().map(|a| a.id.uuid()).collect();
    for some in ids.chunks(10_000) {
        let values = some.iter().map(|id| Value::from(*id));
        let asked = Statement::from_sql_and_values(conn.get_database_backend(), parts_sql(some.len()), values);
        for row in PartRow::find_by_statement(asked).all(conn).await? {
            let on = at.get(&row.asset_id).and_then(|place| assets.get_mut(*place));
            row.hang(on.ok_or_else(|| Fault::inconsistent("a part of an asset that was not asked for"))?)?;
        }
    }
    Ok(assets)
}

async fn insert_owners(tx: &Tx, assets: &[&Asset]) -> Result<(), Fault> {
    let row = |a: &Asset, o: &Ownership| {
        let (organisation_id, written_name, written_person_id) = columns(&o.who)?;
        Ok::<_, Fault>(asset_ownership::Model {
            id: tx.uuid(a.updated_at),
            asset_id: a.id.uuid(),
            organisation_id,
            written_name,
            share_ppm: o.share.scaled(),
            regime: o.regime.map(|r| r.word().into()),
            from_on: o.from.date(),
            until_on: o.until.map(Day::date),
            written_person_id,
        })
    };
    let rows = assets.iter().flat_map(|a| a.owners.iter().map(|o| row(a, o)));
    insert_all(tx, rows.collect::<Result<_, _>>()?).await
}

async fn insert_parties(tx: &Tx, assets: &[&Asset]) -> Result<(), Fault> {
    let row = |a: &Asset, p: &AssetParty| {
        let (organisation_id, written_name, written_person_id) = columns(&p.who)?;
        Ok::<_, Fault>(asset_party::Model {
            id: tx.uuid(a.updated_at),
            asset_id: a.id.uuid(),
            role: p.role.word().into(),
            organisation_id,
            written_name,
            from_on: p.from.map(Day::date),
            to_on: p.to.map(Day::date),
            written_person_id,
        })
    };
    let rows = assets.iter().flat_map(|a| a.parties.iter().map(|p| row(a, p)));
    insert_all(tx, rows.collect::<Result<_, _>>()?).await
}

async fn insert_funding(tx: &Tx, assets: &[&Asset]) -> Result<(), Fault> {
    let row = |a: &Asset, n: i32, p: &FundingPart| {
        let (mut allocation_id, mut payment_id, mut document_id, mut written) = (None, None, None, None);
        match &p.by {
            FundedBy::Allocation(id) => allocation_id = Some(id.uuid()),
            FundedBy::Payment(id) => payment_id = Some(id.uuid()),
            FundedBy::Document(id) => document_id = Some(id.uuid()),
            FundedBy::Written(text) => written = Some(text.clone()),
        }
        let (asset_id, amount_fen) = (a.id.uuid(), p.amount.fen());
        asset_funding::Model { asset_id, n, allocation_id, payment_id, document_id, written, amount_fen }
    };
    insert_all(tx, assets.iter().flat_map(|a| (1..).zip(&a.funding).map(|(n, p)| row(a, n, p))).collect()).await
}

async fn insert_papers(tx: &Tx, assets: &[&Asset]) -> Result<(), Fault> {
    let row = |a: &Asset, f: FileId| asset_paper::Model { asset_id: a.id.uuid(), file_id: f.uuid() };
    insert_all(tx, assets.iter().flat_map(|a| a.papers.iter().map(|f| row(a, *f))).collect()).await
}

pub(super) async fn insert_parts(tx: &Tx, assets: &[&Asset]) -> Result<(), Fault> {
    insert_owners(tx, assets).await?;
    insert_parties(tx, assets).await?;
    insert_funding(tx, assets).await?;
    insert_papers(tx, assets).await
}

macro_rules! delete_of {
    ($tx:expr, $entity:ident, $id:expr) => {
        $entity::Entity::delete_many().filter($entity::Column::AssetId.eq($id.uuid())).exec($tx.conn()).await?
    };
}

/// The assets among these of which a part differs.
fn differing<'a, T: PartialEq>(pairs: &[(&Asset, &'a Asset)], part: impl Fn(&Asset) -> &T) -> Vec<&'a Asset> {
    pairs.iter().filter(|(before, after)| part(before) != part(after)).map(|(_, after)| *after).collect()
}

macro_rules! delete_of_all {
    ($tx:expr, $entity:ident, $assets:expr) => {
        for some in $assets.chunks(1000) {
            let ids = some.iter().map(|a| a.id.uuid());
            $entity::Entity::delete_many().filter($entity::Column::AssetId.is_in(ids)).exec($tx.conn()).await?;
        }
    };
}

/// Writes anew what differs, for all at once.
pub(super) async fn update_parts(tx: &Tx, pairs: &[(&Asset, &Asset)]) -> Result<(), Fault> {
    let (owned, kept) = (differing(pairs, |a| &a.owners), differing(pairs, |a| &a.parties));
    let (funded, filed) = (differing(pairs, |a| &a.funding), differing(pairs, |a| &a.papers));
    delete_of_all!(tx, asset_ownership, owned);
    insert_owners(tx, &owned).await?;
    delete_of_all!(tx, asset_party, kept);
    insert_parties(tx, &kept).await?;
    delete_of_all!(tx, asset_funding, funded);
    insert_funding(tx, &funded).await?;
    delete_of_all!(tx, asset_paper, filed);
    insert_papers(tx, &filed).await
}

pub(super) async fn delete_parts(tx: &Tx, id: AssetId) -> Result<(), Fault> {
    delete_of!(tx, asset_ownership, id);
    delete_of!(tx, asset_party, id);
    delete_of!(tx, asset_funding, id);
    delete_of!(tx, asset_paper, id);
    Ok(())
}
