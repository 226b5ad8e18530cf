//! Every key a value can have, once: its type, in which direction it is tighter, and what happens where it is not set.

use crate::ground::kernel::Bi;

/// What kind of value a key has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// Yuan with two decimals.
    Money,
    /// Per cent with four decimals.
    Percent,
    /// A count of days, 1 to 3,650.
    Days,
    /// A least count of days, 0 to 3,650: with 0 the region says that it asks for none.
    LeastDays,
    /// A count of persons or things, 1 to 10,000,000.
    Count,
    /// Words separated by spaces.
    Words,
    /// The hours of a working day, `08:00-18:00`.
    Hours,
    /// So many days by the calendar or of work: `15 calendar`, `10 working`.
    Term,
    /// `exception`, `warn` or `note`: the force of a rule that is not hard.
    Force,
}

/// Which of two values is tighter: a nearer value may only tighten one that a region above has by law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// A ceiling: lower is tighter.
    Max,
    /// A floor: higher is tighter.
    Min,
    /// A list of what is demanded: all of the higher list, or more.
    Superset,
    /// A list of what is allowed: nothing beyond the higher list.
    Subset,
    /// A span: inside the higher one.
    Within,
    /// A force: exception is tighter than warn, warn than note.
    Stronger,
}

/// What happens where a key is not set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unset {
    /// A rule that limits money answers `undetermined`, and the money decision is refused.
    Refuses,
    /// The careful branch is taken: the director decides, nobody is found at fault unheard, and what nobody allowed is not allowed.
    Careful,
    /// The rule's own force holds.
    OwnForce,
    /// The check that needs it judges nothing there, and says so.
    Unchecked,
    /// Nothing is required there, and whoever acts is told so.
    NotRequired,
}

/// A key.
#[derive(Debug, PartialEq, Eq)]
pub struct Key {
    /// Dotted name.
    pub name: &'static str,
    /// Type.
    pub kind: ValueKind,
    /// What is tighter.
    pub direction: Direction,
    /// What happens where it is not set.
    pub unset: Unset,
    /// What it says.
    pub means: Bi,
}

macro_rules! keys {
    ($($name:literal $kind:ident $direction:ident $unset:ident $zh:literal $en:literal;)+) => {
        /// Every key but the forces of rules, which are `force.<number>`.
        pub static KEYS: &[Key] = &[$(Key {
            name: $name, kind: ValueKind::$kind, direction: Direction::$direction, unset: Unset::$unset,
            means: Bi { zh: $zh, en: $en },
        }),+];
    };
}

keys! {
    "approvals.director_amount" Money Max Careful
        "拨付金额达到此数须局长审批" "Disbursements of at least this amount are decided by the director too";
    "payments.milestone_cap.start" Percent Max Refuses
        "开工（含预付）节点累计付款上限" "Cumulative ceiling at the start milestone, advances included";
    "payments.milestone_cap.progress" Percent Max Refuses "进度节点累计付款上限" "Cumulative ceiling at the progress milestone";
    "payments.milestone_cap.completion" Percent Max Refuses "完工节点累计付款上限" "Cumulative ceiling at the completion milestone";
    "payments.milestone_cap.retention" Percent Max Refuses "质保金节点累计付款上限" "Cumulative ceiling when the retention is released";
    "payments.evidence.advance" Words Superset Refuses "预付款须附的材料" "Evidence that an advance needs";
    "payments.evidence.start" Words Superset Refuses "开工款须附的材料" "Evidence that a start claim needs";
    "payments.evidence.progress" Words Superset Refuses "进度款须附的材料" "Evidence that a progress claim needs";
    "payments.evidence.completion" Words Superset Refuses "完工款须附的材料" "Evidence that a completion claim needs";
    "payments.evidence.retention" Words Superset Refuses "质保金须附的材料" "Evidence that a retention claim needs";
    "payments.evidence.upkeep_post" Words Superset Refuses "管护支出须附的材料" "Evidence that a claim of upkeep needs";
    "payments.evidence.to_person" Words Superset Refuses "到人到户补贴须附的材料" "Evidence that a claim for persons needs";
    "checks.duplicate_days" Days Max Unchecked
        "同一项目、收款人、金额在此天数内再次支付列为疑点" "Payments of one amount to one payee for one project within so many days make a lead";
    "checks.unbooked_days" Days Max Unchecked "项目验收后超过此天数未登记资产列为疑点" "A project accepted so many days ago without an asset makes a lead";
    "checks.unlisted_days" Days Max Unchecked
        "账册所列财政投入或受赠资产超过此天数未登记列为疑点"
        "An asset of public money or a gift that a body's books have for so many days and the register has not makes a lead";
    "stock_lists.value_gap_pct" Percent Max Unchecked
        "账册原值与所对应资产价值相差超过此比例（占账册原值）须核实确认"
        "An asset that answers a line of a body's books and is worth otherwise by more than this share of what they say is seen to";
    "checks.not_handed_over_days" Days Max Unchecked "资产验收后超过此天数未移交列为疑点" "An asset accepted so many days ago and not handed over makes a lead";
    "checks.uninherited_days" Days Max Unchecked
        "持有人死亡或整户离开后超过此天数，份额仍在其名下列为疑点" "Shares still held so many days after their holder died or the whole household left make a lead";
    "checks.unpaid_days" Days Max Unchecked
        "收益分配名单批准后超过此天数仍有应发未发列为疑点" "Money of a distribution that is still due so many days after its list was approved makes a lead";
    "checks.unbooked_line_days" Days Max Unchecked
        "其他主体的分配款到账后超过此天数未登记集体收入列为疑点" "A line of another body's list that was paid so many days ago and that its body has not booked makes a lead";
    "transfers.deadline_days" Days Max Unchecked "公益性资产验收后移交期限" "Days within which a public-welfare asset is handed over after its acceptance";
    "checks.explanation_days" Days Min Careful
        "疑点发现或变化后，有关单位可在此天数内说明，期满未说明的可直接确认；未设置时须经说明才能确认"
        "Within so many days after it was found, or changed, the office concerned explains a lead; after that it may be confirmed unheard, where it is not set only after an explanation";
    "checks.booked_share" Percent Min Unchecked
        "项目形成资产入账价值占已支付资金低于此比例列为疑点" "Cards of a project that come to less than this share of what was paid for it make a lead";
    "checks.office_hours" Hours Within Unchecked
        "审批在此时段外或法定休息日作出的列为疑点" "A decision outside these hours or on a day of rest makes a lead";
    "upkeep.inspection_days.high" Days Max Unchecked
        "高风险资产须在此天数内再次检查" "An asset of high risk is inspected again within so many days";
    "upkeep.inspection_days.medium" Days Max Unchecked
        "中风险资产须在此天数内再次检查" "An asset of medium risk is inspected again within so many days";
    "upkeep.inspection_days.low" Days Max Unchecked
        "低风险资产须在此天数内再次检查" "An asset of low risk is inspected again within so many days";
    "sites.collective_body_people" Count Max Unchecked
        "安置人口达到此数的安置点须有集体经济组织" "Sites of at least so many persons have a collective economic body";
    "publicity.required.title" Term Min NotRequired
        "资产确权前须公示的期限" "For how long a title is posted before it is confirmed";
    "publicity.required.transfer" Term Min NotRequired
        "资产移交生效前须公示的期限" "For how long a transfer is posted before it takes effect";
    "transfers.approval.title_registration" Words Superset NotRequired
        "确权登记移交须有批复的机关" "Whose replies a registration of titles needs";
    "transfers.approval.allotment" Words Superset NotRequired
        "行政事业单位之间无偿调拨须有批复的机关" "Whose replies an allotment between public units needs";
    "transfers.approval.free_transfer" Words Superset NotRequired
        "行政事业单位资产无偿划转给企业、集体须有批复的机关" "Whose replies a free transfer from public units to companies and collectives needs";
    "transfers.approval.free_transfer_of_company" Words Superset NotRequired
        "国有企业资产无偿划转须有批复的机关" "Whose replies a free transfer from state companies needs";
    "transfers.approval.donation" Words Superset NotRequired
        "集体、民办单位捐赠资产须有批复的机关" "Whose replies a donation of collectives and private bodies needs";
    "transfers.approval.custody_only" Words Superset NotRequired
        "只移交管护权须有批复的机关" "Whose replies a hand-over of the keeping alone needs";
    "publicity.required.distribution" Term Min NotRequired
        "收益分配名单锁定前须公示的期限" "For how long the list of a distribution is posted before it is locked";
    "publicity.required.to_person_list" Term Min NotRequired
        "到人到户名单锁定前须公示的期限" "For how long a list by which persons are paid is posted before it is locked";
    "publicity.required.share_scheme" Term Min NotRequired
        "折股量化方案通过前须公示的期限" "For how long a scheme of shares is posted before it is adopted";
    "publicity.web_keep_days" Days Max NotRequired
        "公示期结束后，网站等处的公示内容须在此天数内撤下" "Within so many days after its term what a website shows of a posting is taken down";
    "complaints.accept_term" Term Max NotRequired
        "意见投诉收到后须在此期限内受理或告知不予受理" "For how long a complaint may wait to be accepted or declined";
    "complaints.answer_term" Term Max NotRequired
        "意见投诉受理后须在此期限内答复" "For how long a complaint may wait for its answer once it was accepted";
    "complaints.repeat_count" Count Max Unchecked
        "同一对象在规定天数内被反映达到此次数列为疑点" "So many complaints of one subject within the days of repetition make a lead";
    "complaints.repeat_days" Days Max Unchecked
        "重复反映的统计天数" "The days within which complaints of one subject are counted together";
    "people.month_lock_days" Days Max Unchecked
        "每月人员台账须在当月结束后此天数内锁定" "Within so many days after its end the month of a site's register is locked";
    "shares.holding_cap_pct" Percent Max NotRequired
        "一名个人持有的份额占总份额的比例不得超过此数" "The part of all shares of a scheme that one person may have";
    "shares.quantified_kinds" Words Subset Careful
        "准许折股量化的资产类别（经营性资产以外，农村集体经济组织法施行前；未设置的一律不准许）" "Kinds of assets beside business assets whose income may be quantified, before the collective's law; none where it is not set";
    "income.reserve_floor_pct" Percent Min Refuses
        "公积公益金提取比例不得低于此数" "The least part of a body's net income after losses that becomes reserve";
    "distributions.assistance_posted_days" Days Min Refuses
        "帮扶资产收益分配名单锁定前须公示的天数" "For how many days a list of assistance hangs before it is locked";
    "distributions.dividend_posted_days" LeastDays Min Refuses
        "成员分红名单锁定前须公示的天数（2025年修订的组织法施行前；不要求的填 0）" "For how many days a list of members' dividends hangs before it is locked, until the laws of 2025 say it (0 where none is asked)";
    "rolls.review_months" Count Max Unchecked
        "受益名册须在此月数内核查一次" "Within so many months a roll of who benefits is reviewed again";
    "posts.list_posted_days" Days Min Refuses
        "到人到户名单锁定前须公示的天数" "For how many days a list of persons hangs before it is locked";
    "payouts.answer_days" Days Max Unchecked
        "发放批次放行后超过此天数银行仍未回盘，须向银行查询并列为疑点" "A batch of payouts that was let go so many days ago and that its bank has not wholly answered is asked after and makes a lead";
    "payees.agent_principals" Count Max Unchecked
        "同一代领人同时代领的人数超过此数列为疑点" "Whoever receives in the place of more people than this makes a lead";
    "checks.idle_days" Days Max Unchecked "资产闲置或停用超过此天数列为疑点" "An asset idle or closed for so many days makes a lead";
}

static FORCE: Key = Key {
    name: "force",
    kind: ValueKind::Force,
    direction: Direction::Stronger,
    unset: Unset::OwnForce,
    means: Bi { zh: "本区划内规则的效力", en: "Force of a rule in this region" },
};

/// The key of this name.
pub fn key(name: &str) -> Option<&'static Key> {
    let is_force = name
        .strip_prefix("force.R")
        .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    if is_force {
        return Some(&FORCE);
    }
    KEYS.iter().find(|k| k.name == name)
}

#[cfg(test)]
mod tests {
    use super::{Unset, ValueKind, key};

    #[test]
    fn keys_are_found_by_name_and_forces_by_rule() {
        assert_eq!(key("approvals.director_amount").unwrap().unset, Unset::Careful);
        assert_eq!(key("force.R90").unwrap().kind, ValueKind::Force);
        assert_eq!(key("force.R102.1").unwrap().kind, ValueKind::Force);
        for bad in ["force.", "force.R", "force.x", "nonsense", ""] {
            assert!(key(bad).is_none(), "{bad}");
        }
    }
}
