//! Nodes and edges of a trace. Pure.

use uuid::Uuid;

use crate::ground::{
    kernel::{Day, Lang, Money, RegionCode, SubjectKind, SubjectRef, Words},
    platform::{Fault, money_of},
};

crate::ground::kernel::words! {
    /// 关系. What one thing is to the next, told in the direction in which money goes.
    pub enum Link {
        /// Funding source → a document's line.
        Funds = "funds" "资金来源",
        /// Budget document → its line.
        ReceivedAs = "received_as" "文件下达",
        /// Allocation → a split that holds its money or has passed it on.
        SplitInto = "split_into" "分解",
        /// Split → the line that it became.
        PassedOn = "passed_on" "分解下达",
        /// Allocation → the project that it is for alone, whether or not any of it was claimed.
        NamedFor = "named_for" "指定用于",
        /// Allocation → project, contract, disbursement or batch: the sum of what their lines take of it.
        SpentOn = "spent_on" "用于",
        /// Allocation → a line of a claim that holds its money, or has been paid with it.
        Claimed = "claimed" "拨付占用",
        /// Line of a claim → a payment that stands.
        PaidBy = "paid_by" "支付",
        /// Line of a claim → a payment that failed or came back: its money is not gone.
        Attempted = "attempted" "支付未成",
        /// Payment → what the treasury answered.
        Answered = "answered" "回单",
        /// Allocation, payment or document → the asset that was made of it, with what of its value it made.
        MadeInto = "made_into" "形成资产",
        /// Payment → the order of upkeep that it paid.
        PaidFor = "paid_for" "支付管护",
        /// Organisation → the order of upkeep that it met from what it earns, by voucher.
        MetBy = "met_by" "收入列支",
        /// Order of upkeep → the asset on which it was done, with what was paid and met of its cost; none while nothing was.
        Kept = "kept" "管护",
        /// Asset → a transfer by which it passes, with its carrying amount there.
        HandedOver = "handed_over" "移交",
        /// Asset → somebody's answer for one kind of its upkeep; nothing moves.
        LookedAfter = "looked_after" "管护责任",
        /// Request of a resident → the order of upkeep that answers it; nothing moves.
        AskedFor = "asked_for" "报修交办",
        /// Dwelling → a batch in which its title was applied for; nothing moves.
        AppliedIn = "applied_in" "登记批次",
        /// Dwelling → the old house that was left for it; nothing moves.
        LeftFor = "left_for" "旧房",
        /// Asset → a look at how it was found; nothing moves.
        Inspected = "inspected" "管护检查",
        /// Anything that somebody complained of → the complaint; nothing moves.
        Complained = "complained" "意见投诉",
        /// Asset, transfer or list → a posting by which neighbours were shown it; nothing moves.
        Posted = "posted" "公示",
        /// Project → the site at which it is carried out, with what it costs.
        InvestedAt = "invested_at" "建设于",
        /// Site → an asset, with its value, or a dwelling that stands there.
        StandsAt = "stands_at" "坐落于此",
        /// Claim, project, transfer, asset or posting → an exception that was asked for it; nothing moves.
        Excepted = "excepted" "例外审批",
        /// Decision of a village → a posting that stands on it; nothing moves.
        BasedOn = "based_on" "决策依据",
        /// Asset → a line of a body's own books that it answers; nothing moves.
        ListedAs = "listed_as" "账册列明",
        /// Asset → what a body earned by it.
        Earned = "earned" "产生收益",
        /// Income → the year of its body into which it counts, with the part that does.
        CountedInto = "counted_into" "计入年度",
        /// Year → the next one, with what stayed undistributed.
        CarriedOn = "carried_on" "结转下年",
        /// Closed year → a pool that was set aside of it.
        SetAside = "set_aside" "形成资金池",
        /// Pool → what was spent of it.
        SpentFrom = "spent_from" "池中支出",
        /// Pool → a distribution whose list took of it.
        Distributed = "distributed" "用于分配",
        /// Distribution → a holder of shares, or an entry of a roll, to whom a line of its list falls.
        FallsTo = "falls_to" "分给",
        /// Distribution → a payout of one of its lines that stands, whether or not its bank has answered.
        PaidOut = "paid_out" "发放",
        /// Distribution → a payout that failed, came back or was taken out: its money is not gone.
        PayoutTried = "payout_tried" "发放未成",
        /// Payout that stands → the holder or the entry whose line it pays.
        PaidTo = "paid_to" "发给",
        /// Holder of shares, or entry of a roll → the person or household that it is; nothing moves.
        Stands = "stands_for" "持有人",
        /// Distribution → the income by which the body of an organisation books its line.
        BookedAs = "booked_as" "计入集体收入",
        /// Inspection → the order that answers one of its findings.
        Raised = "raised" "发现问题交办",
        /// Project → its contract, at its price.
        Contracted = "contracted" "签订合同",
        /// Contract, or project without one → an asset that came to be under it.
        Formed = "formed" "建成",
        /// Contract, or project without one → a claim.
        Requested = "requested" "申请拨付",
        /// Claim → one payee from one allocation.
        Lists = "lists" "支付明细",
        /// Batch → a payment that was handed over in it.
        HandsOver = "hands_over" "批次交付",
    }
}

impl Link {
    /// A paper and what it consists of; every other link is a way of money.
    pub const fn is_of_paper(self) -> bool {
        matches!(self, Self::Raised | Self::Contracted | Self::Formed | Self::Requested | Self::Lists | Self::HandsOver)
    }

    /// A sum over lines, a purpose, or a place: going down, the way ends here. What lies below is of all the allocations that a project
    /// has, not of this one; and of each thing at a site a trace of its own tells.
    pub const fn ends_downward(self) -> bool {
        matches!(self, Self::SpentOn | Self::NamedFor | Self::StandsAt)
    }
}

/// Where a trace may begin, and through which it never leads on: everything stands at a site, and would meet everything there.
pub const fn only_begins(kind: SubjectKind) -> bool {
    matches!(kind, SubjectKind::Site)
}

/// A word of some vocabulary, with the officials' label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worded {
    /// As on the wire.
    pub word: &'static str,
    /// In zh-CN.
    pub label: &'static str,
}

impl Worded {
    /// Of a member.
    pub fn of(member: impl Words) -> Self {
        Self { word: member.word(), label: member.label() }
    }

    /// For a reader: the label in Chinese, the word in English.
    pub const fn text(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.label,
            Lang::En => self.word,
        }
    }
}

/// What stands in one account of a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Kind of account.
    pub account: Worded,
    /// Its kept balance.
    pub balance: Money,
}

/// One thing on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What.
    pub subject: SubjectRef,
    /// The number that people read.
    pub number: Option<String>,
    /// What it is called, what it is for, or who is paid.
    pub title: String,
    /// Where.
    pub region: RegionCode,
    /// Of which fund.
    pub source: Option<String>,
    /// Its own amount, whole.
    pub amount: Option<Money>,
    /// The day it bears.
    pub on: Option<Day>,
    /// Where it stands.
    pub state: Option<Worded>,
    /// What stands in its accounts.
    pub held: Vec<Held>,
}

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// From where.
    pub from: SubjectRef,
    /// To where.
    pub to: SubjectRef,
    /// What the one is to the other.
    pub link: Link,
    /// How much; none where nothing moves.
    pub amount: Option<Money>,
}

impl Edge {
    /// Between two rows.
    pub const fn new(link: Link, from: (SubjectKind, Uuid), to: (SubjectKind, Uuid), amount: Option<Money>) -> Self {
        let from = SubjectRef { kind: from.0, id: from.1 };
        Self { from, to: SubjectRef { kind: to.0, id: to.1 }, link, amount }
    }
}

/// Two rows that follow one another, and how much passes from the one to the other.
pub type Passed = (Uuid, Uuid, Money);

/// Such rows as a store reads them, in fen.
pub fn passed(rows: Vec<(Uuid, Uuid, i64)>) -> Result<Vec<Passed>, Fault> {
    rows.into_iter().map(|(from, to, fen)| Ok((from, to, money_of(fen)?))).collect()
}

/// Their step, from one kind of rows to another.
pub fn passing(link: Link, (from, to): (SubjectKind, SubjectKind)) -> impl Fn(Passed) -> Edge {
    move |(a, b, amount)| Edge::new(link, (from, a), (to, b), Some(amount))
}

/// The bare ids of the subjects of one kind, in order.
pub fn ids_of(kind: SubjectKind, subjects: &[SubjectRef]) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = subjects.iter().filter(|s| s.kind == kind).map(|s| s.id).collect();
    ids.sort_unstable();
    ids
}

/// Steps found at once, and the subjects that have more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Steps {
    /// The steps.
    pub edges: Vec<Edge>,
    /// Of these some were left out.
    pub cut: Vec<SubjectRef>,
}

impl Steps {
    /// Takes the rows of one query over subjects of one kind, ordered by those subjects, of which one more than `most` was asked:
    /// where there is one more, its subject and those after it are not told whole.
    pub fn take<R>(
        &mut self,
        (kind, asked, most): (SubjectKind, &[Uuid], u64),
        rows: Vec<R>,
        near: impl Fn(&R) -> Uuid,
        edge: impl Fn(R) -> Edge,
    ) {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        if let Some(first) = rows.get(most).map(&near) {
            self.cut.extend(asked.iter().filter(|id| **id >= first).map(|id| SubjectRef { kind, id: *id }));
        }
        self.edges.extend(rows.into_iter().take(most).map(edge));
    }

    /// With what another area answered.
    pub fn and(&mut self, other: Self) {
        self.edges.extend(other.edges);
        self.cut.extend(other.cut);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Edge, Link, Steps, SubjectKind, SubjectRef, Uuid};

    fn line(id: u128) -> SubjectRef {
        SubjectRef { kind: SubjectKind::DisbursementLine, id: Uuid::from_u128(id) }
    }

    proptest! {
        /// Whatever is cut: a subject that is not named as cut is told whole.
        #[test]
        fn what_is_not_called_cut_is_whole(sizes in prop::collection::vec(0..5_u128, 1..9), most in 0..12_u64) {
            let asked: Vec<Uuid> = (0..sizes.len() as u128).map(Uuid::from_u128).collect();
            let all: Vec<Uuid> = sizes.iter().zip(&asked).flat_map(|(n, id)| (0..*n).map(|_| *id)).collect();
            let rows: Vec<Uuid> = all.iter().copied().take(usize::try_from(most).unwrap() + 1).collect();
            let mut steps = Steps::default();
            let edge = |id: Uuid| Edge { from: line(id.as_u128()), to: line(99), link: Link::PaidBy, amount: None };
            steps.take((SubjectKind::DisbursementLine, &asked, most), rows, |id| *id, edge);
            for (size, id) in sizes.iter().zip(&asked) {
                let told = steps.edges.iter().filter(|e| e.from.id == *id).count() as u128;
                let cut = steps.cut.iter().any(|c| c.id == *id);
                prop_assert!(cut || told == *size, "{id} has {size} and tells {told}");
            }
        }
    }
}
