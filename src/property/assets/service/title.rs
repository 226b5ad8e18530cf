//! 确权与争议.

use super::{Judged, acts::Said};
use crate::{
    ground::{
        kernel::{AnyId, AssetId, Check, Day, RegionCode},
        platform::{ConnectionTrait, Fault, Tx},
    },
    office::publicity::{PostedMatter, Wanted, posting_asked},
    property::assets::{
        AssetsRefusal,
        model::{Asset, AssetKind, NewOwner, Stand, TitleLevel, TitleState, succeeded},
        rules::{ONE_OWNER, one_owner},
        store,
    },
};

/// What the paper of a title says.
#[derive(Debug, Clone)]
pub struct TitlePaper {
    /// 确权层级.
    pub level: TitleLevel,
    /// 权属证书号.
    pub certificate: Option<String>,
    /// Owners and their shares; those who own it already where none are named.
    pub owners: Option<Vec<NewOwner>>,
}

/// 确权: its owners own it from this day, and the paper says so.
pub(super) fn confirmed(before: &Asset, on: Day, paper: &TitlePaper) -> Result<Said, AssetsRefusal> {
    let owners = paper.owners.clone().unwrap_or_else(|| before.present_owners());
    let private = before.kind == AssetKind::Household;
    if owners.is_empty() || !owners.iter().all(|o| private || o.regime.is_some()) {
        return Err(AssetsRefusal::OwnerMissing);
    }
    let owners = succeeded(&before.owners, &owners, on);
    let whole: Judged = (&ONE_OWNER, on, one_owner(&before.number, &owners));
    let stand =
        Stand::Title { state: TitleState::Confirmed, level: Some(paper.level), certificate: paper.certificate.clone() };
    Ok(Said { after: Asset { owners, ..before.clone() }, stands: vec![stand], judged: vec![whole] })
}

/// R108.1: where titles must be posted, this one was, after whatever last happened to it.
pub(super) async fn posted(tx: &Tx, asset: &Asset, on: Day) -> Result<Check, Fault> {
    let since = asset.tracks.title_on;
    let wanted = Wanted { id: AnyId::new(asset.id.uuid()), number: asset.number.clone(), since };
    posting_asked(tx.conn(), (PostedMatter::Title, &asset.region), &[wanted], on).await
}

/// The same of every title that a list of assets of one region confirms at once.
pub async fn titles_posted(
    conn: &impl ConnectionTrait,
    region: &RegionCode,
    ids: &[AssetId],
    on: Day,
) -> Result<Check, Fault> {
    let cards = store::find_assets(conn, ids).await?;
    let mut cards: Vec<&Asset> = cards.values().collect();
    cards.sort_by(|a, b| a.number.cmp(&b.number));
    let wanted = |a: &&Asset| {
        let (id, number) = (AnyId::new(a.id.uuid()), a.number.clone());
        Wanted { id, number, since: a.tracks.title_on }
    };
    let wanted: Vec<Wanted> = cards.iter().map(wanted).collect();
    posting_asked(conn, (PostedMatter::Title, region), &wanted, on).await
}

/// 权属争议: somebody contests the title. Level and certificate stay what they were.
pub(super) fn disputed(before: &Asset) -> Result<Said, AssetsRefusal> {
    let t = &before.tracks;
    if t.title == TitleState::Disputed {
        return Err(AssetsRefusal::TitleIs { title: t.title });
    }
    let (level, certificate) = (t.title_level, t.certificate.clone());
    let stand = Stand::Title { state: TitleState::Disputed, level, certificate };
    Ok(Said { after: before.clone(), stands: vec![stand], judged: Vec::new() })
}
