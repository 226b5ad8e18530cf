//! `/projects/{id}/asset-proposals`.

use std::collections::BTreeMap;

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::{
    bodies::{NewAssetClass, NewAssetMeasures},
    views::AssetView,
};
use crate::{
    ground::{
        kernel::{AllocationId, ContractId, Day, FileId, Money, ProjectId, RegionCode, SiteId},
        platform::{Db, Fault},
        wire::{Caller, Creating, Plain, Refused, Text, Writes, texts},
    },
    property::assets::{
        model::{Asset, AssetForm, AssetKind, Proposal},
        service::{
            forming::{FormAssets, NewCard},
            proposals::{Proposed, read_proposals},
            register::AssetFields,
        },
    },
};

/// Of which money a proposal is.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ProposalFundingView {
    /// Of this allocation.
    allocation_id: AllocationId,
    /// Its printed number.
    allocation_number: Option<String>,
    /// In yuan.
    amount: Money,
}

/// What one contract can still be entered as.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AssetProposalView {
    /// Under which contract; absent for what was paid without one.
    contract_id: Option<ContractId>,
    /// Its printed number.
    contract_number: Option<String>,
    /// Its name: what a card is called unless an officer knows better.
    contract_name: Option<String>,
    /// What was paid and did not come back.
    paid: Money,
    /// What its cards come to.
    booked: Money,
    /// The value that is proposed, provisional until the final accounts.
    amount: Money,
    /// Of which money that is, to the fen.
    funding: Vec<ProposalFundingView>,
    /// Printed numbers of the cards that name it.
    card_numbers: Vec<String>,
}

/// What a project can be entered as.
#[derive(Debug, Object)]
pub struct AssetProposals {
    /// Contract by contract.
    items: Vec<AssetProposalView>,
}

impl Proposed {
    fn view(&self, p: &Proposal) -> Result<AssetProposalView, Fault> {
        let contract = p.contract.and_then(|id| self.contracts.get(&id));
        let mut sums: BTreeMap<AllocationId, Vec<Money>> = BTreeMap::new();
        for part in &p.parts {
            sums.entry(part.allocation).or_default().push(part.amount);
        }
        let part = |(id, amounts): (AllocationId, Vec<Money>)| {
            let gone = || Fault::inconsistent(format!("allocation {id} of a proposal"));
            let allocation = self.allocations.get(&id).ok_or_else(gone)?;
            let amount = Money::sum(amounts).ok_or_else(gone)?;
            let (allocation_id, allocation_number) = (id, allocation.number.clone());
            Ok(ProposalFundingView { allocation_id, allocation_number, amount })
        };
        Ok(AssetProposalView {
            contract_id: p.contract,
            contract_number: contract.map(|c| c.number.clone()),
            contract_name: contract.map(|c| c.name.clone()),
            paid: p.paid,
            booked: p.booked,
            amount: p.rest,
            funding: sums.into_iter().map(part).collect::<Result<_, Fault>>()?,
            card_numbers: p.cards.clone(),
        })
    }
}

/// A card of what was built.
#[derive(Debug, Object)]
pub struct FormedCard {
    /// Under which contract; absent for what was paid without one.
    contract_id: Option<ContractId>,
    /// Its value, provisional until the final accounts; of what is left of its contract (R10.2).
    amount: Money,
    /// Name.
    name: Plain<120>,
    /// 公益性、经营性、到户类 (R9).
    kind: AssetKind,
    /// Form.
    form: AssetForm,
    /// Class by its standard (R7).
    class: Option<NewAssetClass>,
    /// Where, inside the project's region; there where absent.
    region_code: Option<RegionCode>,
    /// On which site; the project's where absent.
    site_id: Option<SiteId>,
    /// Where it stands.
    location: Option<Plain<200>>,
    /// Quantity as the paper writes it.
    quantity: Option<Plain<200>>,
    /// The same in units.
    measures: Option<NewAssetMeasures>,
    /// Remark.
    note: Option<Plain<500>>,
}

/// Cards of an accepted project.
#[derive(Debug, Object)]
pub struct FormedCards {
    /// 转固日: from which day their values hold; not before the acceptance, nor after today.
    on: Day,
    /// The paper; kept with every card.
    file_id: Option<FileId>,
    /// What was built. Each card's money is shared out of what its contract was paid of.
    #[oai(validator(min_items = 1, max_items = 50))]
    cards: Vec<FormedCard>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
}

impl From<FormedCard> for NewCard {
    fn from(c: FormedCard) -> Self {
        let fields = AssetFields {
            name: Some(c.name.into()),
            kind: Some(c.kind),
            form: Some(c.form),
            class: c.class.map(Into::into),
            site: c.site_id,
            location: c.location.map(Into::into),
            quantity: c.quantity.map(Into::into),
            measures: c.measures.map(Into::into),
            note: c.note.map(Into::into),
            ..AssetFields::default()
        };
        Self { contract: c.contract_id, amount: c.amount, region: c.region_code, fields }
    }
}

/// The cards that were entered.
#[derive(Debug, Object)]
pub struct FormedAssets {
    /// In the order in which they were sent.
    items: Vec<AssetView>,
}

/// Forming.
pub struct FormingApi(pub Db);

#[OpenApi]
impl FormingApi {
    /// What an accepted project can be entered as: paid under each contract, and on no card yet
    #[oai(path = "/projects/:id/asset-proposals", method = "get", operation_id = "assets.asset.read_proposals")]
    async fn read(&self, by: Caller, id: Path<ProjectId>) -> Result<Json<AssetProposals>, Refused<Writes>> {
        let found = read_proposals(&self.0, &by.holder, id.0).await?;
        let items = found.proposals.iter().map(|p| found.view(p)).collect::<Result<_, Fault>>();
        Ok(Json(AssetProposals { items: items? }))
    }

    /// Enter cards of an accepted project at provisional values: all of them, or none
    #[oai(path = "/projects/:id/asset-proposals", method = "post", operation_id = "assets.asset.form")]
    async fn form(
        &self,
        by: Creating,
        id: Path<ProjectId>,
        body: Json<FormedCards>,
    ) -> Result<Json<FormedAssets>, Refused<Writes>> {
        let FormedCards { on, file_id: file, cards, acknowledged } = body.0;
        let (actor, cards) = (by.actor.clone(), cards.into_iter().map(Into::into).collect());
        let work = FormAssets { actor, project: id.0, on, file, cards, acknowledged: texts(acknowledged) };
        let all = |cards: &Vec<Asset>| FormedAssets { items: cards.iter().map(|a| AssetView::of(a, None)).collect() };
        Ok(Json(by.run_bare(&self.0, &work, all).await?))
    }
}
