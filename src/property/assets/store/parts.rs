//! Rows of what hangs on an asset: owners, parties, money, papers.

use std::collections::HashMap;

use ::entity::{asset_funding, asset_ownership, asset_paper, asset_party};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{AssetId, Day, FileId, Words as _},
        platform::{Fault, Tx, insert_all, money_of, scaled_of, word},
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

fn owner_of(row: asset_ownership::Model) -> Result<Ownership, Fault> {
    Ok(Ownership {
        who: named(row.organisation_id, row.written_name, row.written_person_id)?,
        share: scaled_of(row.share_ppm)?,
        regime: row.regime.as_deref().map(word).transpose()?,
        from: Day::from_date(row.from_on),
        until: row.until_on.map(Day::from_date),
    })
}

fn party_of(row: asset_party::Model) -> Result<AssetParty, Fault> {
    Ok(AssetParty {
        role: word(&row.role)?,
        who: named(row.organisation_id, row.written_name, row.written_person_id)?,
        from: row.from_on.map(Day::from_date),
        to: row.to_on.map(Day::from_date),
    })
}

fn funding_of(row: asset_funding::Model) -> Result<FundingPart, Fault> {
    let by = match (row.allocation_id, row.payment_id, row.document_id, row.written) {
        (Some(id), None, None, None) => FundedBy::Allocation(id.into()),
        (None, Some(id), None, None) => FundedBy::Payment(id.into()),
        (None, None, Some(id), None) => FundedBy::Document(id.into()),
        (None, None, None, Some(text)) => FundedBy::Written(text),
        _ => return Err(Fault::inconsistent("a part of an asset's money without its one source")),
    };
    Ok(FundingPart { by, amount: money_of(row.amount_fen)? })
}

/// Groups rows by their asset, in the order in which they come.
fn grouped<R, T>(
    rows: Vec<R>,
    asset: impl Fn(&R) -> Uuid,
    part: impl Fn(R) -> Result<T, Fault>,
) -> Result<HashMap<Uuid, Vec<T>>, Fault> {
    let mut groups: HashMap<Uuid, Vec<T>> = HashMap::new();
    for row in rows {
        groups.entry(asset(&row)).or_default().push(part(row)?);
    }
    Ok(groups)
}

/// Hangs owners, parties, money and papers on assets: four queries.
pub(super) async fn attach(conn: &impl ConnectionTrait, mut assets: Vec<Asset>) -> Result<Vec<Asset>, Fault> {
    if assets.is_empty() {
        return Ok(assets);
    }
    let ids: Vec<Uuid> = assets.iter().map(|a| a.id.uuid()).collect();
    let owners = asset_ownership::Entity::find()
        .filter(asset_ownership::Column::AssetId.is_in(ids.iter().copied()))
        .order_by_asc(asset_ownership::Column::FromOn)
        .order_by_asc(asset_ownership::Column::Id);
    let mut owners = grouped(owners.all(conn).await?, |r| r.asset_id, owner_of)?;
    let parties = asset_party::Entity::find()
        .filter(asset_party::Column::AssetId.is_in(ids.iter().copied()))
        .order_by_asc(asset_party::Column::Id);
    let mut parties = grouped(parties.all(conn).await?, |r| r.asset_id, party_of)?;
    let funding = asset_funding::Entity::find()
        .filter(asset_funding::Column::AssetId.is_in(ids.iter().copied()))
        .order_by_asc(asset_funding::Column::N);
    let mut funding = grouped(funding.all(conn).await?, |r| r.asset_id, funding_of)?;
    let papers = asset_paper::Entity::find()
        .filter(asset_paper::Column::AssetId.is_in(ids))
        .order_by_asc(asset_paper::Column::FileId);
    let mut papers = grouped(papers.all(conn).await?, |r| r.asset_id, |r| Ok(r.file_id.into()))?;
    for asset in &mut assets {
        let id = asset.id.uuid();
        asset.owners = owners.remove(&id).unwrap_or_default();
        asset.parties = parties.remove(&id).unwrap_or_default();
        asset.funding = funding.remove(&id).unwrap_or_default();
        asset.papers = papers.remove(&id).unwrap_or_default();
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
