//! Schemes as they are told and shown.

use poem_openapi::Object;

use super::shapes::ClassShares;
use crate::{
    benefit::shares::{
        model::{AssetPart, ClassPlan, Ending, Scheme, SchemeState, ShareClass, ShareEndingKind, ShareModel},
        service::{read::SchemeStanding, schemes::SchemeTold},
    },
    ground::{
        kernel::{
            AssetId, CollectiveId, Day, FileId, Instant, Layer, Money, OfficerId, Ppm, RegionCode, ResolutionId,
            ShareSchemeId, Shares,
        },
        wire::{Plain, resource, wire_words},
    },
};

wire_words!(ShareEndingKind, SchemeState, ShareModel);

/// An asset whose income right is quantified.
#[derive(Debug, Object)]
pub struct QuantifiedAsset {
    /// Which.
    asset_id: AssetId,
    /// At which amount; more than none.
    quantified: Money,
}

/// Of which assets a body's income right is quantified, into how many shares (折股量化方案).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ShareSchemeView {
    /// Id.
    id: ShareSchemeId,
    /// Version, for `If-Match`. What happens to shares does not change it.
    etag: String,
    /// Printed number.
    number: String,
    /// Of which body.
    collective_id: CollectiveId,
    /// Where that lies.
    region_code: RegionCode,
    /// Name.
    name: String,
    /// Whether shares come and go with people.
    model: ShareModel,
    /// State.
    state: SchemeState,
    /// All shares it was adopted with.
    total: Shares,
    /// How many of each class.
    classes: Vec<ClassShares>,
    /// Whose income right is quantified.
    assets: Vec<QuantifiedAsset>,
    /// All of that.
    quantified: Money,
    /// 每股原值: that by the number of shares, to the fen; what does not make a fen is left out.
    share_value: Option<Money>,
    /// Which part of all shares one person may have, as the charter says.
    cap_pct: Option<Ppm>,
    /// The scheme as a paper.
    file_id: FileId,
    /// By which resolution it was adopted.
    resolution_id: Option<ResolutionId>,
    /// The first day on which anybody may have shares of it.
    from_on: Option<Day>,
    /// The first day on which all of its shares were held.
    in_force_on: Option<Day>,
    /// The first day on which nobody has shares of it.
    closed_on: Option<Day>,
    /// Why it was closed.
    close_reason: Option<String>,
    /// By which paper.
    close_file_id: Option<FileId>,
    /// What was asked last of its end; nothing where it was closed before two officers were wanted.
    ending: Option<ShareSchemeEndingView>,
    /// Remark.
    note: Option<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(ShareSchemeView, "/share-schemes");

impl From<&Scheme> for ShareSchemeView {
    fn from(s: &Scheme) -> Self {
        let money = |fen: i64| Money::from_fen(fen).unwrap_or(Money::ZERO);
        let asset = |a: &AssetPart| QuantifiedAsset { asset_id: a.asset, quantified: a.quantified };
        Self {
            id: s.id,
            etag: s.version.to_string(),
            number: s.number.clone(),
            collective_id: s.collective,
            region_code: s.region.clone(),
            name: s.name.clone(),
            model: s.model,
            state: s.state,
            total: Shares::from_scaled(s.total_e4()).unwrap_or(Shares::ZERO),
            classes: s.classes.iter().map(|c| ClassShares { class: c.class, shares: c.planned }).collect(),
            assets: s.assets.iter().map(asset).collect(),
            quantified: money(s.quantified_fen()),
            share_value: s.share_value_fen().map(money),
            cap_pct: s.cap,
            file_id: s.paper,
            resolution_id: s.resolution,
            from_on: s.from,
            in_force_on: s.in_force_on,
            closed_on: s.closed_on,
            close_reason: s.close_reason.clone(),
            close_file_id: s.close_paper,
            ending: s.ending.as_ref().map(Into::into),
            note: s.note.clone(),
            layer: s.layer,
            created_at: s.created_at,
            updated_at: s.updated_at,
        }
    }
}

/// What a scheme says.
#[derive(Debug, Object)]
pub struct ShareSchemeSays {
    /// Name.
    name: Plain<200>,
    /// Whether shares come and go with people.
    model: ShareModel,
    /// All shares: what its classes add up to.
    total: Shares,
    /// How many of each class; each once.
    #[oai(validator(min_items = 1, max_items = 6))]
    classes: Vec<ClassShares>,
    /// Whose income right is quantified; each once.
    #[oai(validator(min_items = 1, max_items = 200))]
    assets: Vec<QuantifiedAsset>,
    /// Which part of all shares one person may have, as the charter says.
    cap_pct: Option<Ppm>,
    /// The scheme as a paper.
    file_id: FileId,
    /// Remark; never a name.
    note: Option<Plain<500>>,
}

impl From<ShareSchemeSays> for SchemeTold {
    fn from(s: ShareSchemeSays) -> Self {
        let asset = |a: QuantifiedAsset| AssetPart { asset: a.asset_id, quantified: a.quantified };
        Self {
            name: s.name.into(),
            model: s.model,
            total: s.total,
            classes: s.classes.into_iter().map(|c| (c.class, c.shares)).collect(),
            assets: s.assets.into_iter().map(asset).collect(),
            cap: s.cap_pct,
            paper: s.file_id,
            note: s.note.map(Into::into),
        }
    }
}

/// The draft of a scheme.
#[derive(Debug, Object)]
pub struct NewShareScheme {
    /// Of which body.
    pub collective_id: CollectiveId,
    /// Name.
    name: Plain<200>,
    /// Whether shares come and go with people.
    model: ShareModel,
    /// All shares: what its classes add up to.
    total: Shares,
    /// How many of each class; each once.
    #[oai(validator(min_items = 1, max_items = 6))]
    classes: Vec<ClassShares>,
    /// Whose income right is quantified; each once.
    #[oai(validator(min_items = 1, max_items = 200))]
    assets: Vec<QuantifiedAsset>,
    /// Which part of all shares one person may have, as the charter says.
    cap_pct: Option<Ppm>,
    /// The scheme as a paper.
    file_id: FileId,
    /// Remark; never a name.
    note: Option<Plain<500>>,
}

impl From<NewShareScheme> for SchemeTold {
    fn from(s: NewShareScheme) -> Self {
        let NewShareScheme { collective_id: _, name, model, total, classes, assets, cap_pct, file_id, note } = s;
        ShareSchemeSays { name, model, total, classes, assets, cap_pct, file_id, note }.into()
    }
}

/// That a scheme was adopted.
#[derive(Debug, Object)]
pub struct ShareSchemeAdoption {
    /// By which resolution of its body on a share scheme.
    pub resolution_id: ResolutionId,
    /// The first day on which anybody may have shares of it: not before the resolution, not after today.
    pub from_on: Day,
}

/// That all shares of a scheme are held.
#[derive(Debug, Object)]
pub struct ShareSchemeForce {
    /// From which day on; not after today.
    pub on: Day,
}

/// That what was issued is wrong.
#[derive(Debug, Object)]
pub struct ShareSchemeReopening {
    /// The paper that says so.
    pub file_id: FileId,
}

/// What is asked of the end of a scheme (申请终止、申请撤销终止).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ShareSchemeEndingView {
    /// What is asked.
    kind: ShareEndingKind,
    /// The first day on which nobody has shares of it, or was to have.
    on: Day,
    /// Why.
    reason: String,
    /// The paper.
    file_id: FileId,
    /// By which resolution it ends, or ended.
    resolution_id: Option<ResolutionId>,
    /// Who asked.
    asked_by: OfficerId,
    /// Who else confirmed it; until then nothing of it holds.
    confirmed_by: Option<OfficerId>,
}

impl From<&Ending> for ShareSchemeEndingView {
    fn from(e: &Ending) -> Self {
        Self {
            kind: e.kind,
            on: e.on,
            reason: e.reason.clone(),
            file_id: e.paper,
            resolution_id: e.resolution,
            asked_by: e.asked_by,
            confirmed_by: e.confirmed_by,
        }
    }
}

/// That the end of a scheme was wrong.
#[derive(Debug, Object)]
pub struct ShareSchemeRestoring {
    /// Why; never a name.
    pub reason: Plain<500>,
    /// The paper.
    pub file_id: FileId,
}

/// That nobody has shares of a scheme any more.
#[derive(Debug, Object)]
pub struct ShareSchemeEnd {
    /// The first such day; not before the resolution, not after today.
    pub on: Day,
    /// By which resolution of its body on a share scheme: another than the one by which it was adopted.
    pub resolution_id: ResolutionId,
    /// Why; never a name.
    pub reason: Plain<500>,
    /// The paper.
    pub file_id: FileId,
}

/// What of a class is held on a day.
#[derive(Debug, Object)]
pub struct ShareClassStanding {
    /// Class.
    class: ShareClass,
    /// As the scheme was adopted.
    planned: Shares,
    /// What is held.
    held: Shares,
    /// By how many.
    holders: i64,
}

/// What of a scheme is held on a day.
#[derive(Debug, Object)]
pub struct ShareSchemeStanding {
    /// Which scheme.
    scheme_id: ShareSchemeId,
    /// On which day.
    as_of: Day,
    /// Of each of its classes.
    classes: Vec<ShareClassStanding>,
    /// Of all of them.
    held: Shares,
    /// How many have something.
    holders: i64,
}

impl From<&SchemeStanding> for ShareSchemeStanding {
    fn from(s: &SchemeStanding) -> Self {
        let shares = |e4: i64| Shares::from_scaled(e4).unwrap_or(Shares::ZERO);
        let class = |c: &ClassPlan| {
            let held = s.classes.get(&c.class);
            ShareClassStanding {
                class: c.class,
                planned: c.planned,
                held: shares(held.map_or(0, |h| h.shares_e4)),
                holders: held.map_or(0, |h| h.holders),
            }
        };
        Self {
            scheme_id: s.scheme.id,
            as_of: s.on,
            classes: s.scheme.classes.iter().map(class).collect(),
            held: shares(s.classes.values().map(|h| h.shares_e4).sum()),
            holders: s.holders,
        }
    }
}
