//! Types of loans. Pure.

use serde::Serialize;

use crate::{
    benefit::collectives::{Collective, CollectiveKind},
    ground::kernel::{
        CollectiveId, CollectiveLoanId, Day, FileId, Instant, Layer, Money, OrganisationId, RegionCode, ResolutionId,
        one_form,
    },
};

/// The paper by which rural collectives keep their money, as rules and checks name it.
pub const FINANCE_RULES: &str = "《农村集体经济组织财务制度》（财农〔2021〕121号）";
/// Its first day.
pub const FINANCE_RULES_FROM: Day = Day::of(2022, 1, 1);

crate::ground::kernel::words! {
    /// 借款用途. What is borrowed for.
    pub enum LoanPurpose {
        Business = "business" "经营性",
        PublicWelfare = "public_welfare" "公益性",
    }
}

crate::ground::kernel::words! {
    /// 登记方式: whether a body is about to owe, or owes from before.
    pub enum LoanIntake {
        New = "new" "新增借款",
        Legacy = "legacy" "存量债务",
    }
}

crate::ground::kernel::words! {
    /// 借款状态.
    pub enum LoanState {
        Outstanding = "outstanding" "未还清",
        Repaid = "repaid" "已还清",
        Voided = "voided" "已作废",
    }
}

impl LoanState {
    /// Every step it may take: what was paid back may have been recorded wrongly.
    pub const STEPS: [(Self, Self); 3] =
        [(Self::Outstanding, Self::Repaid), (Self::Repaid, Self::Outstanding), (Self::Outstanding, Self::Voided)];
}

crate::ground::kernel::words! {
    /// 欠缺事项: what a loan for business has not.
    pub enum LoanLack {
        Resolution = "resolution" "本组织的借款表决",
        Filing = "filing" "乡镇备案文号",
        Both = "resolution_and_filing" "本组织的借款表决和乡镇备案文号",
    }
}

crate::ground::kernel::words! {
    /// 借款依据: by what another loan stands that this one names too.
    pub enum LoanGround {
        Resolution = "resolution" "借款表决",
        Filing = "filing" "乡镇备案文号",
    }
}

/// Another loan of the same body that stands by the same vote or filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedBy {
    /// By which of the two.
    pub ground: LoanGround,
    /// Its printed number.
    pub loan: String,
    /// How much it is.
    pub amount: Money,
}

/// Whether the finance rules of rural collectives bind a body of this kind; a village committee that acts for one acts by its rules.
pub const fn is_bound(kind: CollectiveKind) -> bool {
    matches!(kind, CollectiveKind::StatutoryCollective | CollectiveKind::VillageCommitteeActing)
}

/// Of which kind a body was on a day; of what it owes from before it was registered, of which it was first.
pub fn kind_on(body: &Collective, day: Day, intake: LoanIntake) -> Option<CollectiveKind> {
    let first = || body.terms.first().filter(|term| intake == LoanIntake::Legacy && day < term.from);
    body.term_on(day).or_else(first).map(|term| term.kind)
}

/// 乡镇备案. That the town has it on file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Filing {
    /// Under which number.
    pub number: String,
    /// On which day.
    pub on: Day,
}

/// 归还. So much was paid back on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Repayment {
    /// The how-manieth of its loan.
    pub n: i64,
    /// On which day.
    pub on: Day,
    /// How much.
    pub amount: Money,
    /// By which voucher.
    pub voucher: String,
    /// The paper.
    pub paper: FileId,
    /// Who recorded it.
    pub recorded_by: String,
    /// When.
    #[serde(skip)]
    pub recorded_at: Instant,
    /// Who took it back, and why.
    pub taken_back: Option<(String, String)>,
}

/// 集体借款.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Loan {
    /// Id.
    pub id: CollectiveLoanId,
    /// Printed number (JK).
    pub number: String,
    /// Of which body.
    pub collective: CollectiveId,
    /// Where that lies.
    pub region: RegionCode,
    /// Of which kind that was on the day of the contract.
    pub body_kind: CollectiveKind,
    /// From whom.
    pub lender: OrganisationId,
    /// By which contract.
    pub contract_number: String,
    /// Of which day.
    pub contract_on: Day,
    /// How much.
    pub amount: Money,
    /// Until when it is to be paid back.
    pub due_on: Day,
    /// What for.
    pub purpose: LoanPurpose,
    /// Whether it was owed from before.
    pub intake: LoanIntake,
    /// What for, in the words of the contract.
    pub used_for: String,
    /// By which vote.
    pub resolution: Option<ResolutionId>,
    /// How the town has it on file.
    pub filing: Option<Filing>,
    /// The contract.
    pub paper: FileId,
    /// Remark.
    pub note: Option<String>,
    /// State.
    pub state: LoanState,
    /// What was paid back.
    pub repaid: Money,
    /// What that is made of, in the order in which it was recorded.
    pub repayments: Vec<Repayment>,
    /// Why it is void, and by which paper.
    pub void: Option<(String, FileId)>,
    /// Data layer.
    pub layer: Layer,
    /// Raised by every change.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

impl Loan {
    /// What is still owed.
    pub fn owed(&self) -> Money {
        if self.state == LoanState::Voided {
            return Money::ZERO;
        }
        self.amount.minus(self.repaid).unwrap_or(Money::ZERO)
    }

    /// By what this one and another of its body stand, where that is one vote or one number of the town's filing.
    fn shares_with(&self, other: &Self) -> Option<LoanGround> {
        if self.collective != other.collective {
            return None;
        }
        if self.resolution.is_some() && self.resolution == other.resolution {
            return Some(LoanGround::Resolution);
        }
        let both = self.filing.as_ref().zip(other.filing.as_ref());
        both.is_some_and(|(own, others)| one_form(&own.number) == one_form(&others.number))
            .then_some(LoanGround::Filing)
    }

    /// That another of its body carries the vote or the filing of this one.
    pub fn used_by(&self, other: &Self) -> Option<UsedBy> {
        let ground = self.shares_with(other)?;
        Some(UsedBy { ground, loan: other.number.clone(), amount: other.amount })
    }

    /// The same with so much paid back. Nothing where that is more than any amount.
    pub fn repaid_to(self, repaid: Option<Money>) -> Option<Self> {
        let repaid = repaid.filter(|sum| *sum <= self.amount && *sum >= Money::ZERO)?;
        let state = if repaid == self.amount { LoanState::Repaid } else { LoanState::Outstanding };
        Some(Self { repaid, state, ..self })
    }

    /// The next version of it, as somebody of this layer leaves it.
    #[must_use]
    pub fn next(self, layer: Layer, now: Instant) -> Self {
        Self { version: self.version + 1, updated_at: now, layer: self.layer.touched_by(layer), ..self }
    }
}

/// By what loans are found.
#[derive(Debug, Clone, Copy, Default)]
pub struct LoanQuery {
    /// Of this body.
    pub collective: Option<CollectiveId>,
    /// From this lender.
    pub lender: Option<OrganisationId>,
    /// For this.
    pub purpose: Option<LoanPurpose>,
    /// In this state.
    pub state: Option<LoanState>,
    /// Due on or before this day.
    pub due_to: Option<Day>,
}
