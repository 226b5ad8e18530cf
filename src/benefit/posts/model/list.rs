//! 到人到户名单. Who is paid how much of an item for which months, of which money, and how far that has come.

use serde::Serialize;

use super::ToPersonItem;
use crate::{
    benefit::shares::Whose,
    ground::kernel::{
        Day, Digest, Digester, DisbursementId, FileId, IncomePoolId, IncomeSpendingId, Instant, Layer, Money, Month,
        OfficerId, OrganisationId, PostingId, RegionCode, ToPersonLineId, ToPersonListId, Words as _,
    },
};

crate::ground::kernel::words! {
    /// 发放方式: by heads or by households.
    pub enum PaidPer {
        Person = "person" "按人",
        Household = "household" "按户",
    }
}

crate::ground::kernel::words! {
    /// 名单资金来源.
    pub enum ToPersonSource {
        Collective = "collective" "集体收益",
        Fund = "fund" "财政资金",
    }
}

crate::ground::kernel::words! {
    /// 名单形成方式. Of what the lines of a list were made.
    pub enum ListOrigin {
        Rows = "rows" "逐行填报",
        Attendance = "attendance" "按考勤生成",
    }
}

crate::ground::kernel::words! {
    /// 名单状态.
    pub enum ToPersonState {
        Drafted = "drafted" "拟订",
        Checked = "checked" "已复核",
        Publicised = "publicised" "公示中",
        Locked = "locked" "名单已锁定",
        Linked = "linked" "已关联付款",
        Paid = "paid" "已支付",
        Returned = "returned" "已退回",
        Annulled = "annulled" "已作废",
    }
}

impl ToPersonState {
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 15] = [
        (Self::Drafted, Self::Checked),
        (Self::Checked, Self::Publicised),
        (Self::Publicised, Self::Locked),
        (Self::Locked, Self::Linked),
        (Self::Locked, Self::Paid),
        (Self::Linked, Self::Paid),
        (Self::Linked, Self::Locked),
        (Self::Paid, Self::Locked),
        (Self::Drafted, Self::Returned),
        (Self::Checked, Self::Returned),
        (Self::Publicised, Self::Returned),
        (Self::Locked, Self::Returned),
        (Self::Returned, Self::Drafted),
        (Self::Returned, Self::Annulled),
        (Self::Drafted, Self::Annulled),
    ];
    /// Those in which somebody may send it back.
    pub const ON_ITS_WAY: [Self; 4] = [Self::Drafted, Self::Checked, Self::Publicised, Self::Locked];
    /// Those in which it may be written anew, and those from which it comes to nothing.
    pub const OPEN: [Self; 2] = [Self::Drafted, Self::Returned];
    /// Those in which it has what pays it.
    pub const LINKED: [Self; 2] = [Self::Linked, Self::Paid];
}

crate::ground::kernel::words! {
    /// 名单程序步骤.
    pub enum ListStepKind {
        Checked = "checked" "复核",
        Publicised = "publicised" "公示",
        Locked = "locked" "锁定",
        Linked = "linked" "关联付款",
        Paid = "paid" "支付",
        Unlinked = "unlinked" "解除关联",
        Returned = "returned" "退回",
        Annulled = "annulled" "作废",
    }
}

crate::ground::kernel::words! {
    /// 不应发放的原因. Why whoever a list names is not to be paid.
    pub enum PayeeGone {
        Died = "died" "已登记死亡",
        Emptied = "emptied" "户内已无在册成员",
        LeftPost = "left_post" "已离岗",
        MovedAway = "moved_away" "已迁出且不在任何户内",
    }
}

/// What is told of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListStepTold {
    /// Which.
    pub step: ListStepKind,
    /// On which day.
    pub on: Day,
    /// By which paper.
    pub paper: Option<FileId>,
    /// Remark; of a return, why.
    pub note: Option<String>,
}

/// 程序. A step that a list took, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListStep {
    /// What was told.
    pub told: ListStepTold,
    /// Who recorded it.
    pub recorded_by: String,
    /// When.
    pub recorded_at: Instant,
}

/// 名单明细. One person or one household of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToPersonLine {
    /// Id.
    pub id: ToPersonLineId,
    /// The how-manieth of its list.
    pub n: i64,
    /// Who.
    pub whose: Whose,
    /// How much.
    pub amount: Money,
    /// Why.
    pub reason: String,
}

/// 到人到户名单.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToPersonList {
    /// Id.
    pub id: ToPersonListId,
    /// Printed number (BT).
    pub number: String,
    /// Where.
    pub region: RegionCode,
    /// For what.
    pub item: ToPersonItem,
    /// How an item is called that has no word of its own.
    pub item_name: Option<String>,
    /// By what R110 knows the item.
    #[serde(skip)]
    pub item_key: String,
    /// Name.
    pub name: String,
    /// On which paper the item stands: its number or title.
    pub basis: String,
    /// That paper.
    pub paper: FileId,
    /// By heads or by households.
    pub per: PaidPer,
    /// How much each has, where that is one amount.
    pub unit: Option<Money>,
    /// The first month that is paid for, and the last.
    pub months: (Month, Month),
    /// Of which money.
    pub source: ToPersonSource,
    /// Of which pool of a body.
    pub pool: Option<IncomePoolId>,
    /// Through whom public money reaches the people (代发机构).
    pub agent: Option<OrganisationId>,
    /// Of what its lines were made.
    pub origin: ListOrigin,
    /// State.
    pub state: ToPersonState,
    /// How many lines.
    pub lines: i64,
    /// What they add up to.
    pub total: Money,
    /// What they digest to.
    pub digest: Digest,
    /// Who made it.
    pub prepared_by: OfficerId,
    /// Who looked at it.
    pub checked_by: Option<OfficerId>,
    /// Since when it hangs.
    pub posted_on: Option<Day>,
    /// What hangs.
    pub posted_digest: Option<Digest>,
    /// By which posting it hangs; nothing where a day and a photo tell it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posting: Option<PostingId>,
    /// What of the pool paid it.
    pub spending: Option<IncomeSpendingId>,
    /// What of the budget pays it.
    pub disbursement: Option<DisbursementId>,
    /// Since when it is paid.
    pub paid_on: Option<Day>,
    /// Why it was returned or annulled.
    pub end_reason: Option<String>,
    /// Numbers of the rules whose warnings were acknowledged.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub acknowledged: Vec<String>,
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

impl ToPersonList {
    /// How its item is called.
    pub fn item_called(&self) -> &str {
        self.item_name.as_deref().unwrap_or_else(|| self.item.label())
    }

    /// The same, as nobody has looked at it or hung it.
    #[must_use]
    pub fn unseen(self) -> Self {
        Self { checked_by: None, posted_on: None, posted_digest: None, posting: None, ..self }
    }

    /// The next version of it, as somebody of this layer leaves it.
    #[must_use]
    pub fn next(self, layer: Layer, now: Instant) -> Self {
        Self { version: self.version + 1, updated_at: now, layer: self.layer.touched_by(layer), ..self }
    }
}

/// Every month from one to another; none where the second lies before the first.
pub fn months_between((from, to): (Month, Month)) -> Vec<Month> {
    let mut month = to;
    let mut found = Vec::new();
    while month >= from {
        found.push(month);
        month = month.previous();
    }
    found.reverse();
    found
}

/// What the lines of a list digest to, in their order.
pub fn digest_of(list: ToPersonListId, lines: &[ToPersonLine]) -> Digest {
    let line = |digester: Digester, l: &ToPersonLine| {
        let digester = match l.whose {
            Whose::Person(id) => digester.field("person", id),
            Whose::Household(id) => digester.field("household", id),
            Whose::Organisation(id) => digester.field("organisation", id),
        };
        digester.field("n", l.n).field("amount", l.amount).field("reason", &l.reason)
    };
    lines.iter().fold(Digester::new("to_person_list").field("list", list), line).finish()
}

/// By what lists are found.
#[derive(Debug, Clone, Default)]
pub struct ListQuery {
    /// Of this item.
    pub item: Option<ToPersonItem>,
    /// In this state.
    pub state: Option<ToPersonState>,
    /// That pays for this month.
    pub month: Option<Month>,
    /// Of this pool.
    pub pool: Option<IncomePoolId>,
}

/// By what lines are found.
#[derive(Debug, Clone, Copy, Default)]
pub struct ListLineQuery {
    /// Of this list.
    pub list: Option<ToPersonListId>,
    /// Of this one.
    pub whose: Option<Whose>,
}

#[cfg(test)]
mod tests {
    use super::{digest_of, months_between};
    use crate::{
        benefit::{posts::model::ToPersonLine, shares::Whose},
        ground::kernel::{Id, Money, Month},
    };

    #[test]
    fn months_go_over_the_year() {
        let month = |text: &str| text.parse::<Month>().unwrap();
        let told = |from: &str, to: &str| {
            months_between((month(from), month(to))).iter().map(Month::to_string).collect::<Vec<_>>()
        };
        assert_eq!(told("2022-11", "2023-02"), ["2022-11", "2022-12", "2023-01", "2023-02"]);
        assert_eq!((told("2023-02", "2023-02").len(), told("2023-03", "2023-02").len()), (1, 0));
    }

    #[test]
    fn a_digest_tells_who_how_much_and_why() {
        fn id<K>(n: u128) -> Id<K> {
            Id::new(uuid::Uuid::from_u128(n))
        }
        let line = |whose, fen, reason: &str| {
            vec![ToPersonLine { id: id(9), n: 1, whose, amount: Money::from_fen(fen).unwrap(), reason: reason.into() }]
        };
        let one = digest_of(id(1), &line(Whose::Person(id(1)), 1, "甲"));
        for other in [
            digest_of(id(2), &line(Whose::Person(id(1)), 1, "甲")),
            digest_of(id(1), &line(Whose::Household(id(1)), 1, "甲")),
            digest_of(id(1), &line(Whose::Person(id(1)), 2, "甲")),
            digest_of(id(1), &line(Whose::Person(id(1)), 1, "乙")),
        ] {
            assert_ne!(one, other);
        }
    }
}
