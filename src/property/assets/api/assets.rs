//! `/assets`.

use std::collections::HashMap;

use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use super::{
    bodies::{AssetPatch, NewAsset, all},
    views::{AssetFundingView, AssetOwnerView, AssetPartyView, AssetView},
};
use crate::{
    ground::{
        kernel::{AnyId, AssetId, ContractId, Day, FileId, Instant, Money, OfficerId, ProjectId, RegionCode, SiteId},
        platform::{Db, Sealer, Stop},
        wire::{
            Caller, Changing, Created, Creating, Done, Filter, Lister, PageOf, Plain, Printed, Read, Reads, Refused,
            Text, Writes,
        },
    },
    property::assets::{
        AssetsRefusal, KeptDoor,
        model::{
            AssetEvent, AssetForm, AssetKind, AssetPaper, AssetQuery, Correction, CorrectionState, DutyState,
            HandoverState, Intake, Origin, Stand, TitleLevel, TitleState, Track, UseState, ValueState, funding_sums,
        },
        service::{
            print::print_asset,
            read::{History, list_assets, read_asset, read_funding, read_history},
            register::{AssetFields, ChangeAsset, CreateAsset, Stock},
            reveal::{RevealAsset, Revealed},
        },
    },
};

/// Filters of assets. With `as_of` states, values, owners and parties are those of that day; what has no day of its own is left out,
/// and so are cards of which nothing was known by then.
#[derive(Debug, Object)]
pub struct AssetFilter {
    /// Only in this region and everything inside it.
    pub(super) region: Option<RegionCode>,
    /// Only on this site.
    site_id: Option<SiteId>,
    /// Only of this project.
    project_id: Option<ProjectId>,
    /// Only of this kind.
    kind: Option<AssetKind>,
    /// Only of this form.
    form: Option<AssetForm>,
    /// Only in this value state.
    value_state: Option<ValueState>,
    /// Only in this title state.
    title_state: Option<TitleState>,
    /// Only in this hand-over state.
    handover_state: Option<HandoverState>,
    /// Only in this duty state.
    duty_state: Option<DutyState>,
    /// Only in this use state.
    use_state: Option<UseState>,
    /// Only names that contain this.
    q: Option<Text<60>>,
    /// As of the end of this day.
    as_of: Option<Day>,
}

impl Filter for AssetFilter {
    const MARK: &'static str = "list:AssetFilter:sync:external";
}

impl From<AssetFilter> for AssetQuery {
    fn from(f: AssetFilter) -> Self {
        Self {
            site: f.site_id,
            project: f.project_id,
            kind: f.kind,
            form: f.form,
            class: None,
            value: f.value_state,
            title: f.title_state,
            handover: f.handover_state,
            duty: f.duty_state,
            usage: f.use_state,
            name: f.q.map(Into::into),
            as_of: f.as_of,
            only: None,
        }
    }
}

/// The money of which an asset was made, beside its value.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AssetFunding {
    /// 原值, in yuan.
    original_value: Option<Money>,
    /// Sum of the parts, in yuan.
    total: Money,
    /// Of it, what a document of the register shows.
    verified: Money,
    /// Its parts.
    items: Vec<AssetFundingView>,
}

/// Something that happened to an asset on one of its tracks.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AssetEventView {
    /// Id.
    id: AnyId,
    /// On which track.
    track: Track,
    /// The word of the state that it led to.
    state: String,
    /// The day from which it holds.
    on: Day,
    /// 原值, in yuan, on the value track.
    amount: Option<Money>,
    /// 确权层级, on the title track.
    title_level: Option<TitleLevel>,
    /// 权属证书号, on the title track.
    title_certificate: Option<String>,
    /// The paper.
    file_id: Option<FileId>,
    /// Why.
    reason: Option<String>,
    /// Who recorded it: the name of an officer or of another system; 审批办结 or 系统 where nobody did.
    recorded_by: String,
    /// The asset's version that the act made.
    version: i64,
    /// When it was recorded.
    recorded_at: Instant,
}

impl AssetEventView {
    fn of(e: AssetEvent, recorded_by: String) -> Self {
        let (track, state) = (e.stand.track(), e.stand.word().to_owned());
        let (amount, title_level, title_certificate) = match e.stand {
            Stand::Value { amount, .. } => (amount, None, None),
            Stand::Title { level, certificate, .. } => (None, level, certificate),
            Stand::Handover { .. } | Stand::Duty { .. } | Stand::Use { .. } => (None, None, None),
        };
        Self {
            id: e.id,
            track,
            state,
            on: e.on,
            amount,
            title_level,
            title_certificate,
            file_id: e.file,
            reason: e.reason,
            recorded_by,
            version: e.version,
            recorded_at: e.at,
        }
    }
}

/// How an asset came into being, as its card says it or should.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AssetOriginView {
    /// Of which kind it is.
    kind: Option<AssetKind>,
    /// By which project it was made.
    project_id: Option<ProjectId>,
    /// Under which contract.
    contract_id: Option<ContractId>,
    /// 验收日期.
    accepted_on: Option<Day>,
    /// 交付日期.
    delivered_on: Option<Day>,
}

impl From<Origin> for AssetOriginView {
    fn from(o: Origin) -> Self {
        let Origin { kind, project: project_id, contract: contract_id, accepted_on, delivered_on } = o;
        Self { kind, project_id, contract_id, accepted_on, delivered_on }
    }
}

/// 更正登记.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AssetCorrectionView {
    /// Id.
    id: AnyId,
    /// Where it stands.
    state: CorrectionState,
    /// What the card said.
    was: AssetOriginView,
    /// What is right.
    corrected: AssetOriginView,
    /// The card by which the asset was entered already, where this one was to be void.
    twin_of: Option<AssetId>,
    /// The paper.
    file_id: FileId,
    /// Why.
    reason: String,
    /// Warnings that whoever proposed it stands by, by rule number.
    acknowledged: Vec<String>,
    /// Who proposed it.
    proposed_by: String,
    /// When it was proposed.
    proposed_at: Instant,
    /// Who else confirmed it.
    confirmed_by: Option<String>,
    /// When it was confirmed.
    confirmed_at: Option<Instant>,
}

impl AssetCorrectionView {
    fn of(c: Correction, officers: &HashMap<OfficerId, String>) -> Self {
        let name = |officer: OfficerId| officers.get(&officer).cloned().unwrap_or_default();
        Self {
            id: c.id,
            state: c.state,
            was: c.was.into(),
            corrected: c.right.into(),
            twin_of: c.twin,
            file_id: c.file,
            reason: c.reason,
            acknowledged: c.acknowledged,
            proposed_by: name(c.proposed.0),
            proposed_at: c.proposed.1,
            confirmed_by: c.confirmed.map(|(officer, _)| name(officer)),
            confirmed_at: c.confirmed.map(|(_, at)| at),
        }
    }
}

/// Everything that happened to an asset.
#[derive(Debug, Object)]
pub struct AssetHistory {
    /// In the order in which it was recorded.
    events: Vec<AssetEventView>,
    /// 更正登记, in the order in which they were proposed.
    corrections: Vec<AssetCorrectionView>,
    /// Everybody who owned it, oldest first.
    owners: Vec<AssetOwnerView>,
    /// Everybody who managed, operated, used or maintained it.
    parties: Vec<AssetPartyView>,
}

/// Why names are to be seen in clear.
#[derive(Debug, Object)]
pub struct AssetRevealBody {
    /// Why.
    reason: Plain<200>,
}

/// Somebody whom a card names, in clear. Kept nowhere.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct RevealedName {
    /// `owner_name`, `operator_name`, `owner` of a period, or the role of a party.
    place: Text<32>,
    /// As the card shows it.
    shown: String,
    /// In clear.
    name: String,
}

impl From<Revealed> for RevealedName {
    fn from(r: Revealed) -> Self {
        Self { place: Text::stored(r.place), shown: r.name.to_string(), name: r.name.reveal().to_owned() }
    }
}

/// Everybody whom a card names, in clear.
#[derive(Object)]
pub struct RevealedAsset {
    /// In the order of the card.
    items: Vec<RevealedName>,
}

/// The register.
pub struct AssetsApi(pub Db, pub Sealer, pub &'static dyn KeptDoor);

impl AssetsApi {
    async fn alter(
        &self,
        by: Changing,
        id: AssetId,
        fields: Option<AssetFields>,
    ) -> Result<Done<AssetView>, Refused<Writes>> {
        let (actor, if_match, sealer) = (by.actor.clone(), by.if_match.clone(), self.1.clone());
        let work = ChangeAsset { actor, id, if_match, fields, sealer, kept: self.2 };
        by.run(&self.0, &work, |a| AssetView::of(a, None)).await
    }
}

fn fields(patch: impl Into<AssetPatch>) -> Result<AssetFields, Stop> {
    AssetFields::try_from(patch.into()).map_err(|refusal: AssetsRefusal| refusal.into())
}

#[OpenApi]
impl AssetsApi {
    /// Assets in one's regions, today or as of a day
    #[oai(path = "/assets", method = "get", operation_id = "assets.asset.list")]
    async fn list(&self, by: Lister<AssetFilter>) -> Result<Json<PageOf<AssetView>>, Refused<Reads>> {
        let (region, as_of) = (by.filter.region.clone(), by.filter.as_of);
        let query = (by.filter.into(), by.external);
        let page = list_assets(&self.0, &by.holder, region.as_ref(), query, &by.listing).await?;
        Ok(Json(page.map(|a| AssetView::of(&a, as_of)).into()))
    }

    /// Enter an asset: a new one, or existing stock
    #[oai(path = "/assets", method = "post", operation_id = "assets.asset.create")]
    async fn create(&self, by: Creating, body: Json<NewAsset>) -> Result<Created<AssetView>, Refused<Writes>> {
        let mut b = body.0;
        let owners = all(b.owners.take()).map_err(Stop::from)?.unwrap_or_default();
        let work = CreateAsset {
            actor: by.actor.clone(),
            region: b.region_code.clone(),
            intake: b.intake.unwrap_or(Intake::New),
            stock: Stock { base_on: b.base_on, evidence_grade: b.evidence_grade, owners },
            fields: fields(b)?,
            sealer: self.1.clone(),
        };
        by.run(&self.0, &work, |a| AssetView::of(a, None)).await
    }

    /// One asset, today or as of a day, on which what has no day of its own is left out
    #[oai(path = "/assets/:id", method = "get", operation_id = "assets.asset.read")]
    async fn read(
        &self,
        by: Caller,
        id: Path<AssetId>,
        as_of: Query<Option<Day>>,
    ) -> Result<Read<AssetView>, Refused<Reads>> {
        Ok(Read(AssetView::of(&read_asset(&self.0, &by.holder, id.0, as_of.0).await?, as_of.0)))
    }

    /// Its card, or the label that is stuck on it, as a page to be printed
    #[oai(path = "/assets/:id/print", method = "get", operation_id = "assets.asset.print")]
    async fn print(&self, by: Caller, id: Path<AssetId>, form: Query<AssetPaper>) -> Result<Printed, Refused<Writes>> {
        Ok(Printed(print_asset(&self.0, &by.holder, id.0, form.0).await?))
    }

    /// See in clear whom its card names: owners, keepers and others who are private persons; each time counts
    #[oai(path = "/assets/:id/reveal", method = "post", operation_id = "assets.asset.reveal")]
    async fn reveal(
        &self,
        by: Caller,
        id: Path<AssetId>,
        body: Json<AssetRevealBody>,
    ) -> Result<Json<RevealedAsset>, Refused<Writes>> {
        let (actor, sealer) = (by.holder.actor().clone(), self.1.clone());
        let work = RevealAsset { actor, sealer, id: id.0, reason: body.0.reason.into() };
        let items = self.0.write(&work).await?.into_iter().map(RevealedName::from).collect();
        Ok(Json(RevealedAsset { items }))
    }

    /// Change an asset's facts
    #[oai(path = "/assets/:id", method = "patch", operation_id = "assets.asset.change")]
    async fn change(
        &self,
        by: Changing,
        id: Path<AssetId>,
        body: Json<AssetPatch>,
    ) -> Result<Done<AssetView>, Refused<Writes>> {
        self.alter(by, id.0, Some(fields(body.0)?)).await
    }

    /// Delete an asset of which nothing has been recorded; a tombstone stays
    #[oai(path = "/assets/:id", method = "delete", operation_id = "assets.asset.delete")]
    async fn delete(&self, by: Changing, id: Path<AssetId>) -> Result<Done<AssetView>, Refused<Writes>> {
        self.alter(by, id.0, None).await
    }

    /// The money of which it was made
    #[oai(path = "/assets/:id/funding", method = "get", operation_id = "assets.asset.read_funding")]
    async fn funding(&self, by: Caller, id: Path<AssetId>) -> Result<Json<AssetFunding>, Refused<Reads>> {
        let asset = read_funding(&self.0, &by.holder, id.0).await?;
        let (total, verified) = funding_sums(&asset.funding).ok_or(AssetsRefusal::BadAmount).map_err(Stop::from)?;
        let items = asset.funding.iter().map(Into::into).collect();
        Ok(Json(AssetFunding { original_value: asset.tracks.original_value, total, verified, items }))
    }

    /// Everything that happened to it, and everybody who owned it
    #[oai(path = "/assets/:id/history", method = "get", operation_id = "assets.asset.read_history")]
    async fn history(&self, by: Caller, id: Path<AssetId>) -> Result<Json<AssetHistory>, Refused<Reads>> {
        let history = read_history(&self.0, &by.holder, id.0).await?;
        let History { asset, events, corrections, callers, officers } = history;
        let event = |e: AssetEvent| {
            let by = callers.get(&e.recorded_by).cloned().unwrap_or_default();
            AssetEventView::of(e, by)
        };
        Ok(Json(AssetHistory {
            events: events.into_iter().map(event).collect(),
            corrections: corrections.into_iter().map(|c| AssetCorrectionView::of(c, &officers)).collect(),
            owners: asset.owners.iter().map(Into::into).collect(),
            parties: asset.parties.iter().map(Into::into).collect(),
        }))
    }
}
