//! 确权与争议.

use std::collections::HashMap;

use super::{
    Judged,
    acts::Said,
    owning::{known, owners_fit},
};
use crate::{
    ground::{
        kernel::{AnyId, AssetId, Check, Day, OrganisationId, Outcome, RegionCode},
        platform::{ConnectionTrait, Fault, Sealer, Stop, Tx},
    },
    office::{
        places::organisations_by_id,
        publicity::{
            LeftBehind, PostedMatter, PostedOtherwise, Wanted, all_left_behind, left_behind, posted_for_others,
            posting_asked,
        },
    },
    property::assets::{
        AssetsRefusal,
        model::{Asset, AssetKind, Intake, NewOwner, Stand, TitleLevel, TitleState, succeeded},
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

/// What is posted of a title: after whatever last happened to it.
fn wanted(asset: &Asset) -> Wanted {
    Wanted { id: AnyId::new(asset.id.uuid()), number: asset.number.clone(), since: asset.tracks.title_on }
}

/// R108.1: where titles must be posted, this one was, after whatever last happened to it. The second day is the one by which it is judged.
pub(super) async fn posted(tx: &Tx, asset: &Asset, days: (Day, Day)) -> Result<Check, Fault> {
    posting_asked(tx.conn(), (PostedMatter::Title, &asset.region), &[wanted(asset)], days).await
}

/// What a certificate proves of existing stock of the time before its card is a fact of that time.
fn is_proved(asset: &Asset, paper: &TitlePaper, on: Day) -> bool {
    asset.intake == Intake::Legacy && on < asset.created_at.day() && paper.certificate.is_some()
}

/// No posting of the title is left behind in which neighbours still have a word: an exception to R108.1 does not answer them.
pub(super) async fn settled(tx: &Tx, (asset, paper): (&Asset, &TitlePaper), on: Day) -> Result<(), Stop> {
    if is_proved(asset, paper, on) {
        return Ok(());
    }
    match left_behind(tx.conn(), PostedMatter::Title, &[wanted(asset)]).await? {
        Some(LeftBehind { subject: asset, number, state }) => {
            Err(AssetsRefusal::PostingUnsettled { asset, number, state }.into())
        }
        None => Ok(()),
    }
}

/// What is asked before a title is confirmed: R27.1 of its owners, R108.1 of the title, and that whoever hung is whoever owns it.
pub(super) async fn asked(
    tx: &Tx,
    sealer: &Sealer,
    (asset, paper): (&Asset, &TitlePaper),
    on: Day,
) -> Result<Vec<Check>, Stop> {
    let today = tx.now().await?.day();
    let mut checks = owners_fit(tx.conn(), &known(paper.owners.as_deref().unwrap_or_default()), today).await?;
    let clean = posted(tx, asset, (on, if is_proved(asset, paper, on) { on } else { today })).await?;
    if clean.outcome == Outcome::Passed {
        posted_so(tx, sealer, (asset, paper), on).await?;
    }
    checks.push(clean);
    Ok(checks)
}

/// The bodies that are to own it are those that hung. Of a name that is only written nobody knows whether it is the same.
async fn posted_so(tx: &Tx, sealer: &Sealer, (asset, paper): (&Asset, &TitlePaper), on: Day) -> Result<(), Stop> {
    let owners = paper.owners.clone().unwrap_or_else(|| asset.present_owners());
    let ids: Vec<OrganisationId> = owners.iter().filter_map(|o| o.who.organisation()).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let units = organisations_by_id(tx.conn(), &ids).await?;
    let mut names: Vec<String> = units.into_values().map(|unit| unit.name).collect();
    names.sort_unstable();
    named_by(tx, sealer, (&[wanted(asset)], on), &names).await
}

/// Whoever is to own these hung with each that was posted for it.
async fn named_by(tx: &Tx, sealer: &Sealer, (titles, on): (&[Wanted], Day), names: &[String]) -> Result<(), Stop> {
    let matter = (PostedMatter::Title, titles);
    let Some(other) = posted_for_others((tx.conn(), sealer), matter, on, names).await? else { return Ok(()) };
    let PostedOtherwise { subject: asset, posting, bodies } = other;
    let posted = if bodies.is_empty() { "—".to_owned() } else { bodies.join("、") };
    Err(AssetsRefusal::PostedForAnother { asset, posting, owners: names.join("、"), posted }.into())
}

/// What is posted of the titles of a list.
fn wanted_of<'a>(cards: impl IntoIterator<Item = &'a Asset>) -> Vec<Wanted> {
    let mut cards: Vec<&Asset> = cards.into_iter().collect();
    cards.sort_by(|a, b| a.number.cmp(&b.number));
    cards.into_iter().map(wanted).collect()
}

/// Of titles that a list confirms at once for one body, where titles are posted: that body hung with each that was.
pub async fn titles_posted_for(
    tx: &Tx,
    sealer: &Sealer,
    (region, cards): (&RegionCode, &[Asset]),
    (on, judged_on): (Day, Day),
    owner: &str,
) -> Result<(), Stop> {
    let titles = wanted_of(cards);
    let asked = posting_asked(tx.conn(), (PostedMatter::Title, region), &titles, (on, judged_on)).await?;
    if matches!(asked.outcome, Outcome::NotApplicable | Outcome::NotInForce) {
        return Ok(());
    }
    named_by(tx, sealer, (&titles, on), &[owner.to_owned()]).await
}

/// The same of every title that a list of assets of one region confirms at once.
pub async fn titles_posted(
    conn: &impl ConnectionTrait,
    region: &RegionCode,
    ids: &[AssetId],
    days: (Day, Day),
) -> Result<Check, Fault> {
    let titles = wanted_of(store::find_assets(conn, ids).await?.values());
    posting_asked(conn, (PostedMatter::Title, region), &titles, days).await
}

/// The first of the titles of a list that has a posting in which neighbours still have a word, and that posting.
pub async fn titles_left_behind(conn: &impl ConnectionTrait, cards: &[Asset]) -> Result<Option<LeftBehind>, Fault> {
    left_behind(conn, PostedMatter::Title, &wanted_of(cards)).await
}

/// Of these cards those whose title has such a posting and was confirmed by nobody yet.
pub(super) async fn titles_unsettled(
    conn: &impl ConnectionTrait,
    cards: &[Asset],
) -> Result<HashMap<AnyId, LeftBehind>, Fault> {
    let untold = wanted_of(cards.iter().filter(|card| card.tracks.title_on.is_none()));
    all_left_behind(conn, PostedMatter::Title, &untold).await
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
