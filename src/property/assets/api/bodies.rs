//! What callers send of assets.

use poem_openapi::Object;

use crate::{
    ground::{
        kernel::{
            AllocationId, AreaM2, AreaMu, BudgetDocumentId, ContractId, Day, FileId, LengthM, Money, OrganisationId,
            PaymentId, Ppm, ProjectId, RegionCode, SiteId,
        },
        wire::{ExternalId, Plain, Text, given, texts},
    },
    office::people::WrittenName,
    property::assets::{
        AssetsRefusal,
        model::{
            AssetForm, AssetKind, AssetParty, AssetRole, Beneficiaries, ClassEdition, ClassRef, EvidenceGrade,
            FundedBy, FundingPart, Insurance, Intake, Measures, Named, NewOwner, Regime,
        },
        service::register::AssetFields,
    },
};

/// A class as a paper states it.
#[derive(Debug, Object)]
pub struct NewAssetClass {
    /// Edition of the standard.
    edition: ClassEdition,
    /// Code; judged by R7.
    code: Text<16>,
}

/// How much of it there is; replaces what was said before.
#[derive(Debug, Object)]
pub struct NewAssetMeasures {
    /// Square metres.
    area_m2: Option<AreaM2>,
    /// 亩.
    land_mu: Option<AreaMu>,
    /// Metres.
    length_m: Option<LengthM>,
    /// Single pieces.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000000")))]
    pieces: Option<i64>,
    /// What one piece is called.
    pieces_unit: Option<Plain<10>>,
}

/// Who benefits; replaces what was said before.
#[derive(Debug, Object)]
pub struct NewAssetBeneficiaries {
    /// Households.
    #[oai(validator(minimum(value = "0"), maximum(value = "100000000")))]
    households: Option<i64>,
    /// Persons.
    #[oai(validator(minimum(value = "0"), maximum(value = "100000000")))]
    people: Option<i64>,
}

/// Its insurance; replaces what was said before.
#[derive(Debug, Object)]
pub struct NewAssetInsurance {
    /// With whom.
    insurer: Option<Plain<100>>,
    /// Number of the policy.
    policy_number: Option<Plain<60>>,
    /// Sum insured, in yuan.
    amount: Option<Money>,
    /// Its last day.
    expires_on: Option<Day>,
}

/// Manager, operator or user of an asset.
#[derive(Debug, Object)]
pub struct NewAssetParty {
    /// As what; a maintainer is named by an act.
    role: AssetRole,
    /// An organisation of the register.
    organisation_id: Option<OrganisationId>,
    /// Or a name, where no organisation is known. That of a private person is sealed, and shown by its first character: whoever is not
    /// called as bodies are called is one.
    name: Option<Plain<100>>,
    /// True: the name is that of a private person, whatever it looks like.
    is_person: Option<bool>,
    /// First day, where known.
    from_on: Option<Day>,
    /// Last day, where it has ended.
    to_on: Option<Day>,
}

/// A part of the money of which an asset was made: of one allocation, payment or document, or as an old paper writes it.
#[derive(Debug, Object)]
pub struct NewAssetFunding {
    /// Of this allocation.
    allocation_id: Option<AllocationId>,
    /// Of this payment.
    payment_id: Option<PaymentId>,
    /// Of this document.
    budget_document_id: Option<BudgetDocumentId>,
    /// 待核实: as an old paper writes it; existing stock alone (R10).
    text: Option<Plain<200>>,
    /// In yuan, above zero.
    amount: Money,
}

/// An owner and its part of the whole.
#[derive(Debug, Object)]
pub struct NewAssetOwner {
    /// An organisation of the register.
    organisation_id: Option<OrganisationId>,
    /// Or a name, where no organisation is known. That of a private person is sealed, and shown by its first character: whoever is not
    /// called as bodies are called is one.
    name: Option<Plain<100>>,
    /// True: the name is that of a private person, whatever it looks like.
    is_person: Option<bool>,
    /// Part of the whole, in per cent; all owners make 100.0000.
    share: Ppm,
    /// 产权性质; absent for households.
    regime: Option<Regime>,
}

/// Somebody of the register, or by name.
#[derive(Debug, Object)]
pub struct NewMaintainer {
    /// An organisation of the register.
    organisation_id: Option<OrganisationId>,
    /// Or a name, where no organisation is known. That of a private person is sealed, and shown by its first character: whoever is not
    /// called as bodies are called is one.
    name: Option<Plain<100>>,
    /// True: the name is that of a private person, whatever it looks like.
    is_person: Option<bool>,
}

/// One of an organisation and a name.
fn named(
    organisation: Option<OrganisationId>,
    name: Option<Plain<100>>,
    person: Option<bool>,
) -> Result<Named, AssetsRefusal> {
    match (organisation, name) {
        (Some(id), None) => Ok(Named::Organisation(id)),
        (None, Some(name)) => Ok(Named::Written(WrittenName::named(name.into(), person))),
        _ => Err(AssetsRefusal::NotNamed),
    }
}

impl From<NewAssetClass> for ClassRef {
    fn from(c: NewAssetClass) -> Self {
        Self { edition: c.edition, code: c.code.into() }
    }
}

impl From<NewAssetMeasures> for Measures {
    fn from(m: NewAssetMeasures) -> Self {
        let pieces_unit = m.pieces_unit.map(Into::into);
        Self { area_m2: m.area_m2, land_mu: m.land_mu, length_m: m.length_m, pieces: m.pieces, pieces_unit }
    }
}

impl TryFrom<NewMaintainer> for Named {
    type Error = AssetsRefusal;

    fn try_from(m: NewMaintainer) -> Result<Self, AssetsRefusal> {
        named(m.organisation_id, m.name, m.is_person)
    }
}

impl TryFrom<NewAssetOwner> for NewOwner {
    type Error = AssetsRefusal;

    fn try_from(o: NewAssetOwner) -> Result<Self, AssetsRefusal> {
        let who = named(o.organisation_id, o.name, o.is_person)?;
        // A share of nothing is no owner: R27 would count it and the table refuses it.
        if o.share == Ppm::ZERO || o.share.scaled() > 1_000_000 {
            return Err(AssetsRefusal::NotAShare { share: o.share });
        }
        Ok(Self { who, share: o.share, regime: o.regime })
    }
}

impl TryFrom<NewAssetParty> for AssetParty {
    type Error = AssetsRefusal;

    fn try_from(p: NewAssetParty) -> Result<Self, AssetsRefusal> {
        let who = named(p.organisation_id, p.name, p.is_person)?;
        Ok(Self { role: p.role, who, from: p.from_on, to: p.to_on })
    }
}

impl TryFrom<NewAssetFunding> for FundingPart {
    type Error = AssetsRefusal;

    fn try_from(f: NewAssetFunding) -> Result<Self, AssetsRefusal> {
        let named = [
            f.allocation_id.map(FundedBy::Allocation),
            f.payment_id.map(FundedBy::Payment),
            f.budget_document_id.map(FundedBy::Document),
            f.text.map(|text| FundedBy::Written(text.into())),
        ];
        let mut named = named.into_iter().flatten();
        match (named.next(), named.next()) {
            (Some(by), None) if f.amount.is_positive() => Ok(Self { by, amount: f.amount }),
            _ => Err(AssetsRefusal::NotOneSource),
        }
    }
}

/// Every one of a list, or the first refusal.
pub(super) fn all<A: TryInto<B, Error = AssetsRefusal>, B>(
    given: Option<Vec<A>>,
) -> Result<Option<Vec<B>>, AssetsRefusal> {
    given.map(|given| given.into_iter().map(TryInto::try_into).collect()).transpose()
}

/// The two bodies of a card: the facts that both have stand once.
macro_rules! bodies {
    ($($(#[$m:meta])* $name:ident: $t:ty;)+) => {
        /// An asset, entered.
        #[derive(Debug, Object)]
        pub struct NewAsset {
            /// Name.
            pub name: Plain<120>,
            /// 公益性、经营性、到户类 (R9).
            pub kind: AssetKind,
            /// Form.
            pub form: AssetForm,
            /// Where: the lowest region known.
            pub region_code: RegionCode,
            /// New when absent; existing stock gives `base_on` and `evidence_grade`.
            pub intake: Option<Intake>,
            /// 补录基准日 of existing stock.
            pub base_on: Option<Day>,
            /// On what the entry of existing stock stands.
            pub evidence_grade: Option<EvidenceGrade>,
            /// Who owns existing stock since its day, as far as a paper says.
            #[oai(validator(max_items = 50))]
            pub owners: Option<Vec<NewAssetOwner>>,
            $($(#[$m])* pub $name: Option<$t>,)+
        }

        /// Changes of an asset's facts; what is absent stays. What its tracks say changes by acts alone.
        #[derive(Debug, Object)]
        pub struct AssetPatch {
            /// Name.
            pub name: Option<Plain<120>>,
            /// 公益性、经营性、到户类.
            pub kind: Option<AssetKind>,
            /// Form.
            pub form: Option<AssetForm>,
            $($(#[$m])* pub $name: Option<$t>,)+
        }

        impl From<NewAsset> for AssetPatch {
            fn from(n: NewAsset) -> Self {
                Self { name: Some(n.name), kind: Some(n.kind), form: Some(n.form), $($name: n.$name,)+ }
            }
        }
    };
}

bodies! {
    /// Class by its standard (R7).
    class: NewAssetClass;
    /// Town as the paper writes it.
    town_name: Plain<60>;
    /// On which site; the asset lies in its county.
    site_id: SiteId;
    /// Where it stands.
    location: Plain<200>;
    /// Quantity as the paper writes it.
    quantity: Plain<200>;
    /// The same in units.
    measures: NewAssetMeasures;
    /// By which project it was made; the asset lies in its region.
    project_id: ProjectId;
    /// Under which contract; its project is the asset's.
    contract_id: ContractId;
    /// Who built it, as the paper writes it.
    builder: Plain<100>;
    /// 验收日期; not after today.
    accepted_on: Day;
    /// 交付日期; not after today.
    delivered_on: Day;
    /// Year of use as the paper writes it.
    #[oai(validator(minimum(value = "1949"), maximum(value = "2100")))]
    in_service_year: i32;
    /// Owner as the paper writes it, where no ownership is recorded; the name of a private person is sealed.
    owner_name: Plain<100>;
    /// Operator or keeper as the paper writes it; the name of a private person is sealed.
    operator_name: Plain<100>;
    /// Who benefits.
    beneficiaries: NewAssetBeneficiaries;
    /// Income of a year as the paper states it, in yuan.
    annual_income: Money;
    /// Its insurance.
    insurance: NewAssetInsurance;
    /// Manager, operator, user; replaces them all.
    #[oai(validator(max_items = 20))]
    parties: Vec<NewAssetParty>;
    /// The money of which it was made; replaces it all (R10).
    #[oai(validator(max_items = 50))]
    funding: Vec<NewAssetFunding>;
    /// Photos and papers; replaces them all.
    #[oai(validator(max_items = 50))]
    paper_file_ids: Vec<FileId>;
    /// Remark.
    note: Plain<500>;
    /// Names other systems give it; replaces them all.
    #[oai(validator(max_items = 10))]
    external_ids: Vec<ExternalId>;
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Vec<Text<8>>;
}

impl TryFrom<AssetPatch> for AssetFields {
    type Error = AssetsRefusal;

    fn try_from(p: AssetPatch) -> Result<Self, AssetsRefusal> {
        let insurance = |i: NewAssetInsurance| Insurance {
            insurer: i.insurer.map(Into::into),
            policy_number: i.policy_number.map(Into::into),
            amount: i.amount,
            expires: i.expires_on,
        };
        Ok(Self {
            name: p.name.map(Into::into),
            kind: p.kind,
            form: p.form,
            class: p.class.map(Into::into),
            town_name: p.town_name.map(Into::into),
            site: p.site_id,
            location: p.location.map(Into::into),
            quantity: p.quantity.map(Into::into),
            measures: p.measures.map(Into::into),
            project: p.project_id,
            contract: p.contract_id,
            builder: p.builder.map(Into::into),
            accepted_on: p.accepted_on,
            delivered_on: p.delivered_on,
            in_service_year: p.in_service_year,
            owner_name: p.owner_name.map(|name| WrittenName::said(name.into())),
            operator_name: p.operator_name.map(|name| WrittenName::said(name.into())),
            beneficiaries: p.beneficiaries.map(|b| Beneficiaries { households: b.households, people: b.people }),
            annual_income: p.annual_income,
            insurance: p.insurance.map(insurance),
            parties: all(p.parties)?,
            funding: all(p.funding)?,
            papers: p.paper_file_ids,
            note: p.note.map(Into::into),
            external_ids: given(p.external_ids),
            acknowledged: texts(p.acknowledged),
        })
    }
}
