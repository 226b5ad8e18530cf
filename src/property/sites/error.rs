//! How sites refuse.

use super::model::{BodyKind, HeadcountState};
use crate::{
    ground::{kernel::Day, platform::refusals},
    office::places::OrganisationKind,
};

refusals! {
    /// Ways in which sites refuse.
    pub enum SitesRefusal {
        /// The site does not exist here.
        UnknownSite = Invalid "sites.site.unknown" at "/site_id" {
            zh: "安置点不存在", "没有这个安置点，或不在您的管辖范围内。";
            en: "Unknown site", "There is no such site, or it lies outside your region."
        }
        /// The organisation does not exist here.
        UnknownUnit = Invalid "sites.unit.unknown" at "/organisation_id" {
            zh: "单位不存在", "没有这个单位，或不在您的管辖范围内。";
            en: "Unknown organisation", "There is no such organisation, or it lies outside your region."
        }
        /// A day lies in the future.
        DayAhead { day: Day, today: Day } = Invalid "sites.day.ahead" {
            zh: "日期晚于今天", "{day} 晚于今天 {today}；请填写已经到来的日期。";
            en: "Day in the future", "{day} lies after today, {today}; give a day that has come."
        }
        /// More households than persons.
        MoreHouseholds { households: i64, people: i64 } = Invalid "sites.headcount.more_households" at "/households" {
            zh: "户数多于人数", "户数 {households} 多于人数 {people}；请核对统计材料。";
            en: "More households than persons", "{households} households and {people} persons: check the paper."
        }
        /// The day is counted already.
        Counted { day: Day, people: i64 } = Conflict "sites.headcount.counted" {
            zh: "当日人口已登记", "该安置点 {day} 已登记 {people} 人；如有误，请先撤销原登记并说明理由。";
            en: "Counted already", "{people} persons are recorded at this site on {day}; where that is wrong, withdraw it first, with its reason."
        }
        /// It does not stand any more.
        HeadcountState { state: HeadcountState } = Conflict "sites.headcount.state" {
            zh: "登记已撤销", "该登记现为 {state}，不能再次撤销。";
            en: "It does not stand", "This count is {state} already."
        }
        /// Neither an organisation nor a name, or both.
        NotNamed = Invalid "sites.role.not_named" {
            zh: "单位填写有误", "单位只填登记的单位或名称之一。";
            en: "Body named twice or not at all", "Give either a registered organisation or a name for the body."
        }
        /// A name that may be a private person's.
        NotABody = Invalid "sites.role.not_a_body" at "/name" {
            zh: "不是单位名称", "所填名称不像单位名称，可能是自然人姓名；安置点职责由单位承担，请写单位全称（以村、社区、公司、中心等结尾），或先登记该单位再选择。";
            en: "Not the name of a body", "The name does not look like that of a body and may be a private person's; write the body's full name, or register it and choose it."
        }
        /// The form of a body where there is none, or none where there is one.
        BodyKind = Invalid "sites.role.body_kind" at "/body_kind" {
            zh: "组织形式填写有误", "集体经济组织须填组织形式，其他职责不填。";
            en: "Form of a body", "A collective body has its kind of body; no other part has one."
        }
        /// An organisation of another kind.
        NotOfThisForm { unit: String, kind: OrganisationKind, form: BodyKind } = Conflict "sites.role.not_of_this_form" at "/organisation_id" {
            zh: "单位类别与组织形式不符", "{unit} 登记为“{kind}”，不能作为“{form}”登记为安置点的集体经济组织；请核对所选单位和组织形式，单位类别登记有误的，先更正单位。";
            en: "Not of this form", "{unit} is registered as {kind} and is no {form}, so it is not the collective body of a site in that form. Check the organisation and the form, or correct what the organisation is first."
        }
        /// Not after what is recorded.
        Overlaps { from: Day, last: Day } = Conflict "sites.role.overlaps" {
            zh: "期间重叠", "该项职责已记录到 {last}，不能自 {from} 起另行登记；请填写更晚的日期。";
            en: "Periods overlap", "This part is recorded until {last}; nobody else can take it from {from}. Give a later day."
        }
        /// Nothing would change.
        SameBody { from: Day } = Conflict "sites.role.same_body" {
            zh: "单位未变", "该项职责自 {from} 起已由该单位承担。";
            en: "The same body", "This body has had this part since {from}."
        }
        /// It has ended.
        Ended { until: Day } = Conflict "sites.role.ended" {
            zh: "职责已终止", "该项职责已于 {until} 终止。";
            en: "It has ended", "This part ended on {until}."
        }
        /// It would end before it began.
        EndsTooEarly { from: Day, until: Day } = Invalid "sites.role.ends_too_early" at "/until_on" {
            zh: "终止日期过早", "终止日 {until} 须晚于起始日 {from}。";
            en: "Ends before it begins", "The day on which it ends, {until}, lies after its first day, {from}."
        }
    }
}
