//! What is shown of assets.

use poem_openapi::Object;

use crate::{
    ground::{
        kernel::{
            AllocationId, AreaM2, AreaMu, AssetId, BudgetDocumentId, ContractId, Day, FileId, Instant, Layer, LengthM,
            Money, OrganisationId, PaymentId, Ppm, ProjectId, RegionCode, SiteId,
        },
        wire::{ExternalId, resource, shown},
    },
    office::people::WrittenName,
    property::assets::model::{
        Asset, AssetForm, AssetKind, AssetParty, AssetRole, Beneficiaries, ClassEdition, ClassRef, DutyState,
        EvidenceGrade, FundedBy, FundingPart, HandoverState, Insurance, Intake, Measures, Named, Ownership, Regime,
        TitleLevel, TitleState, UpkeepSource, UseState, ValueState,
    },
};

/// The class of an asset.
#[derive(Debug, Object)]
pub struct AssetClassCode {
    /// Edition of the standard.
    edition: ClassEdition,
    /// Code as the paper writes it.
    code: String,
}

/// How much of it there is, in the units of its paper.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AssetMeasures {
    /// Square metres.
    area_m2: Option<AreaM2>,
    /// 亩.
    land_mu: Option<AreaMu>,
    /// Metres.
    length_m: Option<LengthM>,
    /// Single pieces.
    pieces: Option<i64>,
    /// What one piece is called.
    pieces_unit: Option<String>,
}

/// Who benefits.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AssetBeneficiaries {
    /// Households.
    households: Option<i64>,
    /// Persons.
    people: Option<i64>,
}

/// Its insurance.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AssetInsurance {
    /// With whom.
    insurer: Option<String>,
    /// Number of the policy.
    policy_number: Option<String>,
    /// Sum insured, in yuan.
    amount: Option<Money>,
    /// Its last day.
    expires_on: Option<Day>,
}

/// Who owns which part of it.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AssetOwnerView {
    /// The owner.
    organisation_id: Option<OrganisationId>,
    /// Its name as the paper writes it, where no organisation is known; of a private person the first character.
    name: Option<String>,
    /// Part of the whole, in per cent.
    share: Ppm,
    /// 产权性质.
    regime: Option<Regime>,
    /// First day.
    from_on: Day,
    /// Last day; absent while it holds.
    to_on: Option<Day>,
}

/// Who does what with it.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AssetPartyView {
    /// As what.
    role: AssetRole,
    /// Who.
    organisation_id: Option<OrganisationId>,
    /// Its name as the paper writes it, where no organisation is known; of a private person the first character.
    name: Option<String>,
    /// First day.
    from_on: Option<Day>,
    /// Last day.
    to_on: Option<Day>,
}

/// A part of the money of which it was made.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AssetFundingView {
    /// Of this allocation.
    allocation_id: Option<AllocationId>,
    /// Of this payment.
    payment_id: Option<PaymentId>,
    /// Of this document.
    budget_document_id: Option<BudgetDocumentId>,
    /// As an old paper writes it.
    text: Option<String>,
    /// In yuan.
    amount: Money,
    /// 待核实: no document of the register shows it.
    unverified: bool,
}

fn named(who: &Named) -> (Option<OrganisationId>, Option<String>) {
    (who.organisation(), who.shown())
}

impl From<&Ownership> for AssetOwnerView {
    fn from(o: &Ownership) -> Self {
        let (organisation_id, name) = named(&o.who);
        let to_on = o.until.map(Day::previous);
        Self { organisation_id, name, share: o.share, regime: o.regime, from_on: o.from, to_on }
    }
}

impl From<&AssetParty> for AssetPartyView {
    fn from(p: &AssetParty) -> Self {
        let (organisation_id, name) = named(&p.who);
        Self { role: p.role, organisation_id, name, from_on: p.from, to_on: p.to }
    }
}

impl From<&FundingPart> for AssetFundingView {
    fn from(p: &FundingPart) -> Self {
        let (mut allocation_id, mut payment_id, mut budget_document_id, mut text) = (None, None, None, None);
        match &p.by {
            FundedBy::Allocation(id) => allocation_id = Some(*id),
            FundedBy::Payment(id) => payment_id = Some(*id),
            FundedBy::Document(id) => budget_document_id = Some(*id),
            FundedBy::Written(written) => text = Some(written.clone()),
        }
        let (amount, unverified) = (p.amount, p.is_unverified());
        Self { allocation_id, payment_id, budget_document_id, text, amount, unverified }
    }
}

impl From<&ClassRef> for AssetClassCode {
    fn from(c: &ClassRef) -> Self {
        Self { edition: c.edition, code: c.code.clone() }
    }
}

fn measures(m: &Measures) -> Option<AssetMeasures> {
    let Measures { area_m2, land_mu, length_m, pieces, pieces_unit } = m.clone();
    (*m != Measures::default()).then_some(AssetMeasures { area_m2, land_mu, length_m, pieces, pieces_unit })
}

fn beneficiaries(b: &Beneficiaries) -> Option<AssetBeneficiaries> {
    let Beneficiaries { households, people } = *b;
    (households.is_some() || people.is_some()).then_some(AssetBeneficiaries { households, people })
}

fn insurance(i: &Insurance) -> Option<AssetInsurance> {
    let Insurance { insurer, policy_number, amount, expires: expires_on } = i.clone();
    (*i != Insurance::default()).then_some(AssetInsurance { insurer, policy_number, amount, expires_on })
}

/// An asset (资产): one card of the register.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AssetView {
    /// Id.
    id: AssetId,
    /// Version, for `If-Match`.
    etag: String,
    /// Printed number.
    number: String,
    /// Name.
    name: String,
    /// 公益性、经营性、到户类.
    kind: AssetKind,
    /// Form.
    form: AssetForm,
    /// Class by its standard.
    class: Option<AssetClassCode>,
    /// Where: the lowest region known.
    region_code: RegionCode,
    /// Town as the paper writes it.
    town_name: Option<String>,
    /// On which site.
    site_id: Option<SiteId>,
    /// Where it stands.
    location: Option<String>,
    /// Quantity as the paper writes it.
    quantity: Option<String>,
    /// The same in units.
    measures: Option<AssetMeasures>,
    /// By which project it was made.
    project_id: Option<ProjectId>,
    /// Under which contract.
    contract_id: Option<ContractId>,
    /// Who built it, as the paper writes it.
    builder: Option<String>,
    /// 验收日期.
    accepted_on: Option<Day>,
    /// 交付日期.
    delivered_on: Option<Day>,
    /// Year of use as the paper writes it.
    in_service_year: Option<i32>,
    /// The day on which it was put into service.
    in_service_on: Option<Day>,
    /// Owner as the paper writes it, a private person by the first character; `owners` are those the register knows.
    owner_name: Option<String>,
    /// Operator or keeper as the paper writes it, a private person by the first character.
    operator_name: Option<String>,
    /// Who owns it: today, or on the day that was asked for.
    owners: Vec<AssetOwnerView>,
    /// Manager, operator, user, maintainer.
    parties: Vec<AssetPartyView>,
    /// Who benefits.
    beneficiaries: Option<AssetBeneficiaries>,
    /// Income of a year as the paper states it, in yuan.
    annual_income: Option<Money>,
    /// Its insurance.
    insurance: Option<AssetInsurance>,
    /// New, or existing stock.
    intake: Intake,
    /// 补录基准日.
    base_on: Option<Day>,
    /// On what the entry of existing stock stands.
    evidence_grade: Option<EvidenceGrade>,
    /// 价值状态.
    value_state: ValueState,
    /// Since when.
    value_on: Option<Day>,
    /// 原值, in yuan.
    original_value: Option<Money>,
    /// 确权状态.
    title_state: TitleState,
    /// Since when.
    title_on: Option<Day>,
    /// 确权层级.
    title_level: Option<TitleLevel>,
    /// 权属证书号.
    title_certificate: Option<String>,
    /// 移交状态.
    handover_state: HandoverState,
    /// Since when.
    handover_on: Option<Day>,
    /// 管护责任状态.
    duty_state: DutyState,
    /// Since when.
    duty_on: Option<Day>,
    /// By which money it is looked after.
    upkeep_source: Option<UpkeepSource>,
    /// 使用状态.
    use_state: UseState,
    /// Since when.
    use_on: Option<Day>,
    /// Photos and papers.
    paper_file_ids: Vec<FileId>,
    /// True when the source says "about".
    approximate: bool,
    /// `reference` and `sample` in a demonstration.
    layer: Layer,
    /// Where a reference row comes from.
    source: Option<String>,
    /// Remark.
    note: Option<String>,
    /// Names other systems give it.
    external_ids: Vec<ExternalId>,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
    /// When it was deleted.
    deleted_at: Option<Instant>,
}
resource!(AssetView, "/assets");

impl AssetView {
    /// With the owners and parties of a day; of today, where none is named, parties that have ended among them.
    pub fn of(a: &Asset, as_of: Option<Day>) -> Self {
        let shown_owner = |o: &&Ownership| as_of.map_or(o.until.is_none(), |day| o.holds_on(day));
        let shown_party = |p: &&AssetParty| as_of.is_none_or(|day| p.is_there(day));
        let t = &a.tracks;
        Self {
            id: a.id,
            etag: a.version.to_string(),
            number: a.number.clone(),
            name: a.name.clone(),
            kind: a.kind,
            form: a.form,
            class: a.class.as_ref().map(Into::into),
            region_code: a.region.clone(),
            town_name: a.town_name.clone(),
            site_id: a.site,
            location: a.location.clone(),
            quantity: a.quantity.clone(),
            measures: measures(&a.measures),
            project_id: a.project,
            contract_id: a.contract,
            builder: a.builder.clone(),
            accepted_on: a.accepted_on,
            delivered_on: a.delivered_on,
            in_service_year: a.in_service_year,
            in_service_on: a.in_service_on,
            owner_name: a.owner_name.as_ref().map(WrittenName::shown),
            operator_name: a.operator_name.as_ref().map(WrittenName::shown),
            owners: a.owners.iter().filter(shown_owner).map(Into::into).collect(),
            parties: a.parties.iter().filter(shown_party).map(Into::into).collect(),
            beneficiaries: beneficiaries(&a.beneficiaries),
            annual_income: a.annual_income,
            insurance: insurance(&a.insurance),
            intake: a.intake,
            base_on: a.base_on,
            evidence_grade: a.evidence_grade,
            value_state: t.value,
            value_on: t.value_on,
            original_value: t.original_value,
            title_state: t.title,
            title_on: t.title_on,
            title_level: t.title_level,
            title_certificate: t.certificate.clone(),
            handover_state: t.handover,
            handover_on: t.handover_on,
            duty_state: t.duty,
            duty_on: t.duty_on,
            upkeep_source: a.upkeep_source,
            use_state: t.usage,
            use_on: t.use_on,
            paper_file_ids: a.papers.clone(),
            approximate: a.approximate,
            layer: a.layer,
            source: a.source.clone(),
            note: a.note.clone(),
            external_ids: shown(&a.external_ids),
            created_at: a.created_at,
            updated_at: a.updated_at,
            deleted_at: a.deleted_at,
        }
    }
}
