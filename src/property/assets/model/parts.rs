//! What hangs on an asset: parties, money, measures, papers.

use serde::Serialize;

use crate::{
    ground::kernel::{
        AllocationId, AreaM2, AreaMu, BudgetDocumentId, Day, LengthM, Money, OrganisationId, PaymentId, WrittenPersonId,
    },
    office::people::WrittenName,
};

/// Somebody: an organisation of the register, or whoever a paper writes where no organisation is known: a body, or a private person,
/// whose name is sealed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Named {
    /// 单位.
    Organisation(OrganisationId),
    /// As written.
    Written(WrittenName),
}

impl Named {
    /// A body or a person, by what its name looks like.
    pub fn said(name: impl Into<String>) -> Self {
        Self::Written(WrittenName::said(name.into()))
    }

    /// From the columns of a row; `None` where they name nobody, or somebody twice.
    pub fn kept(
        organisation: Option<OrganisationId>,
        shown: Option<String>,
        person: Option<WrittenPersonId>,
    ) -> Option<Self> {
        match (organisation, shown) {
            (Some(id), None) if person.is_none() => Some(Self::Organisation(id)),
            (None, Some(shown)) => Some(Self::Written(WrittenName::kept(shown, person))),
            _ => None,
        }
    }

    /// The organisation, where it is one.
    pub const fn organisation(&self) -> Option<OrganisationId> {
        match self {
            Self::Organisation(id) => Some(*id),
            Self::Written(_) => None,
        }
    }

    /// The name, where it is only written.
    pub const fn written(&self) -> Option<&WrittenName> {
        match self {
            Self::Organisation(_) => None,
            Self::Written(name) => Some(name),
        }
    }

    /// The same, to be sealed.
    pub const fn written_mut(&mut self) -> Option<&mut WrittenName> {
        match self {
            Self::Organisation(_) => None,
            Self::Written(name) => Some(name),
        }
    }

    /// Whether it is a private person, as the paper names them.
    pub const fn is_person(&self) -> bool {
        matches!(self, Self::Written(WrittenName::Told(_) | WrittenName::Person(_)))
    }

    /// What may be shown of a name that is only written.
    pub fn shown(&self) -> Option<String> {
        self.written().map(WrittenName::shown)
    }
}

crate::ground::kernel::words! {
    /// What somebody does with an asset that is not theirs alone.
    pub enum AssetRole {
        Manager = "manager" "管理单位",
        Operator = "operator" "经营单位",
        User = "user" "使用单位",
        Maintainer = "maintainer" "管护单位",
    }
}

/// 管理、经营、使用、管护单位.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AssetParty {
    /// As what.
    pub role: AssetRole,
    /// Who.
    pub who: Named,
    /// First day, where known.
    pub from: Option<Day>,
    /// Last day, where it has ended.
    pub to: Option<Day>,
}

impl AssetParty {
    /// Whether it is one on a day; of whom no first day is known, from the first.
    pub fn is_there(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether it answers for the upkeep, now or before.
    pub fn is_maintainer(&self) -> bool {
        self.role == AssetRole::Maintainer
    }
}

crate::ground::kernel::words! {
    /// 管护经费来源. Of which money an asset is looked after.
    pub enum UpkeepSource {
        CollectiveIncome = "collective_income" "集体经营收入",
        CountyFinance = "county_finance" "县级财政",
        OwnBudget = "own_budget" "单位预算",
        UserFees = "user_fees" "使用者付费",
        Other = "other" "其他",
    }
}

/// Of what one part of an asset's money is a part: the paper that shows it, or what is only written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FundedBy {
    /// 指标.
    Allocation(AllocationId),
    /// 支付.
    Payment(PaymentId),
    /// 指标文件.
    Document(BudgetDocumentId),
    /// 待核实. As an old paper writes it; shown by no document of the register.
    Written(String),
}

/// What stands before the order and the voucher by which works were met of a collective's income.
const MET: &str = "集体收入列支（";

impl FundedBy {
    /// What was met of a collective's income for an order of works, as the card has it.
    pub fn met(order: &str, voucher: &str) -> Self {
        Self::Written(format!("{MET}{order} 凭证 {voucher}）"))
    }

    /// Whether it is that.
    pub fn is_met(&self) -> bool {
        match self {
            Self::Written(text) => text.starts_with(MET),
            Self::Allocation(_) | Self::Payment(_) | Self::Document(_) => false,
        }
    }
}

/// 资金构成. One part of the money of which an asset was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FundingPart {
    /// Of what.
    pub by: FundedBy,
    /// How much, above zero.
    pub amount: Money,
}

impl FundingPart {
    /// Whether no document of the register shows it.
    pub const fn is_unverified(&self) -> bool {
        matches!(self.by, FundedBy::Written(_))
    }
}

/// Sum of the parts, and of those that a document shows; `None` where it leaves the range of money.
pub fn funding_sums(parts: &[FundingPart]) -> Option<(Money, Money)> {
    let total = Money::sum(parts.iter().map(|p| p.amount))?;
    let verified = Money::sum(parts.iter().filter(|p| !p.is_unverified()).map(|p| p.amount))?;
    Some((total, verified))
}

/// 数量. How much of it there is, in the units of its paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Measures {
    /// Buildings.
    pub area_m2: Option<AreaM2>,
    /// Land.
    pub land_mu: Option<AreaMu>,
    /// Roads and pipes.
    pub length_m: Option<LengthM>,
    /// Single pieces.
    pub pieces: Option<i64>,
    /// 台, 套, 座.
    pub pieces_unit: Option<String>,
}

/// 受益户数、人数.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Beneficiaries {
    /// Households.
    pub households: Option<i64>,
    /// Persons.
    pub people: Option<i64>,
}

/// 保险.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Insurance {
    /// With whom.
    pub insurer: Option<String>,
    /// Number of the policy.
    pub policy_number: Option<String>,
    /// Sum insured.
    pub amount: Option<Money>,
    /// Its last day.
    pub expires: Option<Day>,
}

#[cfg(test)]
mod tests {
    use super::{FundedBy, FundingPart, funding_sums};
    use crate::ground::kernel::Money;

    #[test]
    fn what_is_only_written_is_counted_and_not_verified() {
        let part = |by, fen| FundingPart { by, amount: Money::from_fen(fen).unwrap() };
        let parts =
            [part(FundedBy::Document(uuid::Uuid::nil().into()), 700), part(FundedBy::Written("帮扶资金".into()), 300)];
        let (total, verified) = funding_sums(&parts).unwrap();
        assert_eq!((total.fen(), verified.fen()), (1000, 700));
    }
}
