//! 收益分配方案. What is distributed, by which shares and months, and how far that has come.

use serde::Serialize;

use crate::{
    benefit::{collectives::CollectiveKind, income::PoolUse},
    ground::kernel::{
        CollectiveId, Day, Digest, Digester, DistributionId, FileId, IncomePoolId, Instant, Layer, Money, Month,
        PostingId, RegionCode, ResolutionId, RollId, RunId, Words as _,
    },
};

use super::{Measures, Register, register::measures_of, split::Measure};

crate::ground::kernel::words! {
    /// 分配类型.
    pub enum DistributionKind {
        /// By need, of what property for assistance earned; the county is told before anything is computed.
        AssistanceIncome = "assistance_income" "帮扶资产收益分配",
        /// By shares, as the members voted.
        MemberDividend = "member_dividend" "成员分红",
        /// By what was put in under an agreement.
        StakePayout = "stake_payout" "入股分红",
    }
}

impl DistributionKind {
    /// 程序. What a plan of this kind passes before its list is computed, in its order.
    pub const fn way(self) -> &'static [DistributionState] {
        use DistributionState::{Discussed, Drafted, Filed, TownChecked, Voted};
        match self {
            Self::AssistanceIncome => &[Drafted, Discussed, TownChecked, Filed],
            Self::MemberDividend => &[Drafted, Discussed, TownChecked, Voted],
            Self::StakePayout => &[Drafted, Discussed, TownChecked],
        }
    }

    /// The state in which its list is computed: the last of its way.
    pub fn ready(self) -> DistributionState {
        self.way().last().copied().unwrap_or(DistributionState::Drafted)
    }

    /// The state before one on its way; nothing where its way has no such state.
    pub fn before(self, state: DistributionState) -> Option<DistributionState> {
        let at = self.way().iter().position(|s| *s == state)?;
        self.way().get(at.checked_sub(1)?).copied()
    }

    /// Whether it may be of a pool for such a use, in a body of such a kind. Who is in need is paid of what the clause names for people, or of a use
    /// whose basis names it; what runs the community, repairs homes, closes gaps or lets the body grow is handed out to nobody (R33, R70).
    /// What was put in under an agreement is no member's right: it is paid of a pool whose basis names the agreement, and of the members' own where
    /// these are who put it in.
    pub const fn takes(self, purpose: PoolUse, body: CollectiveKind) -> bool {
        match self {
            Self::AssistanceIncome => matches!(
                purpose,
                PoolUse::Industry | PoolUse::Jobs | PoolUse::Hardship | PoolUse::PublicPosts | PoolUse::Other
            ),
            Self::MemberDividend => matches!(purpose, PoolUse::Members),
            Self::StakePayout => match purpose {
                PoolUse::Other => true,
                PoolUse::Members => matches!(body, CollectiveKind::Company | CollectiveKind::Cooperative),
                _ => false,
            },
        }
    }

    /// How officials call a step of its way.
    pub fn step_called(self, step: StepKind) -> &'static str {
        match (self, step) {
            (Self::AssistanceIncome, StepKind::Discussed) => "村级民主议定",
            (Self::StakePayout, StepKind::Discussed) => "主体研究",
            _ => step.label(),
        }
    }

    /// How officials call a state on its way.
    pub fn state_called(self, state: DistributionState) -> &'static str {
        match (self, state) {
            (Self::AssistanceIncome, DistributionState::Discussed) => "村级已议定",
            (Self::StakePayout, DistributionState::Discussed) => "主体已研究",
            _ => state.label(),
        }
    }
}

crate::ground::kernel::words! {
    /// 取整办法 (R75).
    pub enum Rounding {
        Floor = "floor" "舍去不足一分，余额不分配",
        LargestRemainder = "largest_remainder" "最大余数法",
    }
}

crate::ground::kernel::words! {
    /// 分配状态.
    pub enum DistributionState {
        Drafted = "drafted" "拟订",
        Discussed = "discussed" "党组织已研究",
        TownChecked = "town_checked" "乡镇已审核",
        Filed = "filed" "县级已备案",
        Voted = "voted" "已表决",
        Publicised = "publicised" "公示中",
        Locked = "locked" "名单已锁定",
        Approved = "approved" "已批准",
        Announced = "announced" "已公告",
        Returned = "returned" "已退回",
        Annulled = "annulled" "已作废",
    }
}

impl DistributionState {
    /// Every step it may take, whatever its kind.
    pub const STEPS: [(Self, Self); 24] = [
        (Self::Drafted, Self::Discussed),
        (Self::Discussed, Self::TownChecked),
        (Self::TownChecked, Self::Filed),
        (Self::TownChecked, Self::Voted),
        (Self::TownChecked, Self::Publicised),
        (Self::Filed, Self::Publicised),
        (Self::Voted, Self::Publicised),
        (Self::Publicised, Self::TownChecked),
        (Self::Publicised, Self::Filed),
        (Self::Publicised, Self::Voted),
        (Self::Publicised, Self::Locked),
        (Self::Locked, Self::Approved),
        (Self::Approved, Self::Announced),
        (Self::Discussed, Self::Returned),
        (Self::TownChecked, Self::Returned),
        (Self::Filed, Self::Returned),
        (Self::Voted, Self::Returned),
        (Self::Publicised, Self::Returned),
        (Self::Locked, Self::Returned),
        (Self::Returned, Self::Drafted),
        (Self::Drafted, Self::Annulled),
        (Self::Returned, Self::Annulled),
        (Self::Approved, Self::Annulled),
        (Self::Announced, Self::Annulled),
    ];
    /// Those in which somebody may send it back by hand; a locked list comes back from its desks.
    pub const ON_ITS_WAY: [Self; 5] = [Self::Discussed, Self::TownChecked, Self::Filed, Self::Voted, Self::Publicised];
    /// Those in which it may be written anew.
    pub const OPEN: [Self; 2] = [Self::Drafted, Self::Returned];
    /// Those from which it is annulled.
    pub const ENDED: [Self; 4] = [Self::Drafted, Self::Returned, Self::Approved, Self::Announced];
    /// Those in which what its lines have is taken out of its pool.
    pub const BOOKED: [Self; 3] = [Self::Locked, Self::Approved, Self::Announced];
    /// Those in which what is due may be paid.
    pub const PAYABLE: [Self; 2] = [Self::Approved, Self::Announced];
}

crate::ground::kernel::words! {
    /// 计算阶段. How far a calculation has come; each stretch of it is a transaction of its own.
    pub enum Phase {
        None = "none" "未计算",
        Lines = "lines" "逐户计算",
        Settling = "settling" "余额处理",
        Counting = "counting" "核对汇总",
        Done = "done" "已完成",
    }
}

crate::ground::kernel::words! {
    /// 程序步骤.
    pub enum StepKind {
        Discussed = "discussed" "党组织研究",
        TownChecked = "town_checked" "乡镇审核",
        Filed = "filed" "县级备案",
        Voted = "voted" "成员表决",
        Publicised = "publicised" "公示",
        Announced = "announced" "公告",
        Returned = "returned" "退回",
        Annulled = "annulled" "作废",
    }
}

/// What is told of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepTold {
    /// Which.
    pub step: StepKind,
    /// On which day.
    pub on: Day,
    /// By which paper.
    pub paper: Option<FileId>,
    /// Remark; of a return, why.
    pub note: Option<String>,
}

/// 程序. A step that a plan took, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What was told.
    pub told: StepTold,
    /// Who recorded it.
    pub recorded_by: String,
    /// When.
    pub recorded_at: Instant,
}

/// 资金来源. Of which pool its money is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The pool of its body.
    pub pool: IncomePoolId,
    /// Of which year that is; the books of the plan are of the same.
    pub year: i32,
}

/// 收益分配方案.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Distribution {
    /// Id.
    pub id: DistributionId,
    /// Printed number (FH).
    pub number: String,
    /// Of which body.
    pub collective: CollectiveId,
    /// Where that lies.
    pub region: RegionCode,
    /// By which register: the shares of a scheme, or a roll.
    #[serde(flatten)]
    pub register: Register,
    /// Kind.
    pub kind: DistributionKind,
    /// Name.
    pub name: String,
    /// The first month that counts, and the last.
    pub months: (Month, Month),
    /// Of which pool; nothing where the plan was made before pools were kept.
    pub source: Option<Source>,
    /// How much of it is distributed, at most.
    pub pool: Money,
    /// How much each share has for each month, where the plan says that.
    pub unit: Option<Money>,
    /// Less than this is not paid, but kept for its holder.
    pub minimum: Money,
    /// What becomes of what makes no fen.
    pub rounding: Rounding,
    /// 年终结账: on which day the books of the pool's year were closed.
    pub closed_on: Day,
    /// 清产核资: the paper of the stock-take before that.
    pub closed_paper: FileId,
    /// The plan as a paper.
    pub paper: FileId,
    /// State.
    pub state: DistributionState,
    /// By which resolution it was decided.
    pub resolution: Option<ResolutionId>,
    /// Its run of approval.
    pub run: Option<RunId>,
    /// How far its calculation has come.
    pub phase: Phase,
    /// How often it was computed.
    pub edition: i64,
    /// The last serial that this phase has passed.
    pub cursor: i64,
    /// All weights, in ten-thousandths.
    pub weight_e4: i64,
    /// How many lines.
    pub lines: i64,
    /// What they add up to.
    pub lines_sum: Money,
    /// What they digest to.
    pub digest: Option<Digest>,
    /// Since when it hangs.
    pub posted_on: Option<Day>,
    /// What hangs.
    pub posted_digest: Option<Digest>,
    /// By which posting it hangs; nothing where a day and a photo tell it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posting: Option<PostingId>,
    /// Why it was returned or annulled.
    pub end_reason: Option<String>,
    /// Numbers of the rules whose warnings were acknowledged.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub acknowledged: Vec<String>,
    /// 更正、补发说明: what it corrects of another plan of the same months.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correction: Option<String>,
    /// Remark.
    pub note: Option<String>,
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

impl Distribution {
    /// What of the pool is in no line.
    pub fn remainder(&self) -> Money {
        self.pool.minus(self.lines_sum).unwrap_or(Money::ZERO)
    }

    /// How many months count.
    pub fn months_counted(&self) -> i64 {
        self.months.1.ordinal() - self.months.0.ordinal() + 1
    }

    /// By what weights become amounts; nothing where nobody has any.
    pub fn measures(&self) -> Option<Measures> {
        match (&self.register, self.unit) {
            (Register::Roll { terms, .. }, _) => {
                (self.weight_e4 > 0).then(|| measures_of(terms, (self.pool, self.months_counted())))
            }
            (Register::Shares { .. }, Some(unit)) => {
                (self.weight_e4 > 0).then(|| Measures::One(Measure::of_unit(unit, 1)))
            }
            (Register::Shares { .. }, None) => Measure::of_pool(self.pool, self.weight_e4).map(Measures::One),
        }
    }

    /// What every yes to its list binds: plan, pool, lines; of a roll what each class has.
    pub fn decisive(&self) -> Digest {
        let digester = Digester::new("distribution");
        // A list that was locked before pools were kept binds none.
        let digester = match self.source {
            Some(source) => digester.field("source", source.pool),
            None => digester,
        };
        let digester = match &self.register {
            Register::Shares { .. } => digester,
            Register::Roll { roll, terms } => {
                let with = |digester: Digester, term: &super::Term| digester.field(term.class.word(), term.gives);
                terms.iter().fold(digester.field("roll", roll), with)
            }
        };
        digester
            .field("id", self.id)
            .field("kind", self.kind.word())
            .field("pool", self.pool)
            .field("weight", self.weight_e4)
            .field("sum", self.lines_sum)
            .optional("lines", self.digest)
            .finish()
    }

    /// The same without a list: whatever was computed holds no longer.
    #[must_use]
    pub fn uncounted(self) -> Self {
        Self {
            phase: Phase::None,
            cursor: 0,
            weight_e4: 0,
            lines: 0,
            lines_sum: Money::ZERO,
            digest: None,
            posted_on: None,
            posted_digest: None,
            posting: None,
            ..self
        }
    }

    /// The next version of it, as somebody of this layer leaves it.
    #[must_use]
    pub fn next(self, layer: Layer, now: Instant) -> Self {
        Self { version: self.version + 1, updated_at: now, layer: self.layer.touched_by(layer), ..self }
    }
}

/// By what plans are found.
#[derive(Debug, Clone, Copy, Default)]
pub struct DistributionQuery {
    /// Of this body.
    pub collective: Option<CollectiveId>,
    /// By this roll.
    pub roll: Option<RollId>,
    /// Of this kind.
    pub kind: Option<DistributionKind>,
    /// In this state.
    pub state: Option<DistributionState>,
}

#[cfg(test)]
mod tests {
    use super::{DistributionKind, DistributionState, PoolUse};
    use crate::{benefit::collectives::CollectiveKind, ground::kernel::Words as _};

    #[test]
    fn every_way_is_made_of_steps_and_its_list_hangs_from_its_end() {
        for (kind, ..) in DistributionKind::ALL {
            let step = |from, to| DistributionState::STEPS.contains(&(from, to));
            assert!(kind.way().windows(2).all(|two| step(two[0], two[1])), "{kind}");
            assert!(kind.way().windows(2).all(|two| kind.before(two[1]) == Some(two[0])), "{kind}");
            let (ready, hangs) = (kind.ready(), DistributionState::Publicised);
            assert!(step(ready, hangs) && step(hangs, ready) && step(ready, DistributionState::Returned), "{kind}");
        }
        let (needs, shares) = (DistributionKind::AssistanceIncome, DistributionKind::MemberDividend);
        assert_eq!((needs.before(DistributionState::Voted), shares.before(DistributionState::Filed)), (None, None));
    }

    #[test]
    fn each_kind_takes_of_its_own_pools() {
        let (village, company) = (CollectiveKind::StatutoryCollective, CollectiveKind::Company);
        let takes = |kind: DistributionKind, body| {
            PoolUse::ALL.iter().map(|(purpose, ..)| *purpose).filter(|p| kind.takes(*p, body)).collect::<Vec<_>>()
        };
        assert_eq!(takes(DistributionKind::MemberDividend, company), [PoolUse::Members]);
        assert_eq!(takes(DistributionKind::StakePayout, village), [PoolUse::Other]);
        assert_eq!(takes(DistributionKind::StakePayout, company), [PoolUse::Members, PoolUse::Other]);
        let people = [PoolUse::Industry, PoolUse::Jobs, PoolUse::Hardship, PoolUse::PublicPosts, PoolUse::Other];
        assert_eq!(takes(DistributionKind::AssistanceIncome, village), people);
    }
}
